"""What `check --fix` writes means what was written: the same filter, or the same with its spelling put right; once is enough."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import Filter, validate
from odatanodes.base.files import Source
from odatanodes.lint.config import Config
from odatanodes.lint.fix import fixed
from odatanodes.service import LIST_NODES
from odatanodes.strategies import filters

CONFIG = Config()


def once(text: str, api: str | None = None) -> str:
    """Return what one run makes of an .odata line, after making sure that another run changes nothing."""
    new, _ = fixed(Source("a.odata", text + "\n"), CONFIG, api, local=False)
    assert fixed(new, CONFIG, api, local=False)[1] == 0
    return new.text.removesuffix("\n")


@given(filters())
def test_a_right_filter_keeps_its_meaning(text: Filter) -> None:
    line = str(text)
    if re.search(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", line):
        return  # another line of the file
    assert Filter(once(line)) == Filter(line)


SPELLINGS = {
    "eq": ["eq", "EQ", "Eq", "=", "=="],
    "ne": ["ne", "NE", "!=", "<>"],
    "and": ["and", "AND", "&&"],
    "or": ["or", "Or", "||"],
    "idle": ["'idle'", "'IDLE'", '"idle"'],
    "date": ["DateTime'2025-11-22T22:22:27Z'", "2025-11-22T22:22:27Z", "datetime'2025-11-22T22:22:27Z'"],
    "state": ["state", "State", "STATE", "s_tate", "sTaTe"],
}
RIGHT = "state eq 'idle' and stateTransitionTime ne DateTime'2025-11-22T22:22:27Z' or state ne 'idle'"


@given(st.data())
def test_spellings_of_one_filter_become_that_filter(data: st.DataObject) -> None:
    def draw(word: str) -> str:
        return data.draw(st.sampled_from(SPELLINGS[word]))

    text = (
        f"{draw('state')} {draw('eq')} {draw('idle')} {draw('and')} stateTransitionTime {draw('ne')} {draw('date')} "
        f"{draw('or')} {draw('state')} {draw('ne')} {draw('idle')}"
    )
    new = once(text, "list-nodes")
    assert new == RIGHT
    assert not [found for found in validate(new, service=LIST_NODES) if found.severity == "error"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("((state  eq 'idle'))", "state eq 'idle'"),
        ("state eq 'Idle'", "state eq 'idle'"),
        ("state in ('Idle','OFFLINE')", "state in ('idle','offline')"),
        ("state eq \u2018idle\u2019", "state eq 'idle'"),
        ("state is null", "state eq null"),
        ("state%20eq%20'idle'", "state eq 'idle'"),
        ("start_task_info/exit_code eq 1", "startTaskInfo/exitCode eq 1"),
        ("lastBootTime gt 2025-11-22T22:22:27+00:00", "lastBootTime gt DateTime'2025-11-22T22:22:27Z'"),
        ("select:  id , state", "select:  id,state"),
    ],
)
def test_what_is_fixed(text: str, expected: str) -> None:
    assert once(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "state eq 'idle",
        "(state eq 'idle'",
        "state eq 'idle')",
        "state 'idle'",
        "stateTime lt DateTime'2025-11-22T22:22:27Z'",
        "stat eq 'idle'",
        "state eq 'idel'",
        "status eq 'idle'",
        "exitCode eq 1",
        "size eq 'a'",
        "state eq 1",
        "state eq 'run'",
        "id eq tvm-123_1-p",
        "not state eq 'idle'",
        "stateTransitionTime ge 2025-01-01",
        "state eq 'it's'",
        "state eq 'idle'\n  and (vmSize  eq 'a')",
        "state EQ 'idle' # odatanodes: ignore",
    ],
)
def test_what_a_person_decides(text: str) -> None:
    assert once(text) == text


def test_what_is_silenced_is_left_as_it_is() -> None:
    text = "# odatanodes: ignore[ODN408]\n(state EQ 'idle')\n"
    assert fixed(Source("a.odata", text), CONFIG, None, local=False)[0].text == text
    text = "(state EQ 'idle')\n"
    assert fixed(Source("a.odata", text), Config(ignore=["ODN408"]), None, local=False)[0].text == text
