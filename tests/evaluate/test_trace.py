"""Why a node matches or not: the whole picture as text, then data, colour, HTML and errors."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.evaluate import EvaluationError, MissingPropertyError
from odatanodes.filter import Filter
from odatanodes.strategies import expressions, objects

NODE: dict[str, Any] = {
    "id": "n1",
    "state": "running",
    "stateTransitionTime": "2025-11-22T22:22:27.2236818Z",
    "startTaskInfo": {"exitCode": 3},
    "errors": [{"code": "a"}, {"code": "b"}],
}

PICTURES = (
    (
        "state eq 'idle' and startTaskInfo/exitCode ne 0",
        """
false > state eq 'idle' and startTaskInfo/exitCode ne 0
false >   state eq 'idle'                                 state is 'running'
-         startTaskInfo/exitCode ne 0
""",
    ),
    (
        "state eq 'idle' or not (startTaskInfo/exitCode gt 5)",
        """
true  > state eq 'idle' or not (startTaskInfo/exitCode gt 5)
false     state eq 'idle'                                      state is 'running'
true  >   not (startTaskInfo/exitCode gt 5)
false >     startTaskInfo/exitCode gt 5                        startTaskInfo/exitCode is 3
""",
    ),
    (
        "errors/any(e:e/code eq 'b')",
        """
true  > errors/any(e:e/code eq 'b')
false     [0] e/code eq 'b'           e/code is 'a'
true  >   [1] e/code eq 'b'           e/code is 'b'
""",
    ),
    (
        "recentTasks/any(t:t/taskId eq 'x')",
        """
false > recentTasks/any(t:t/taskId eq 'x')   recentTasks is empty
""",
    ),
    (
        "year(stateTransitionTime) eq 2025 and stateTransitionTime lt 2025-01-01T00:00:00Z",
        """
false > year(stateTransitionTime) eq 2025 and stateTransitionTime lt 2025-01-01T00:00:00Z
true      year(stateTransitionTime) eq 2025                            year(stateTransitionTime) is 2025
false >   stateTransitionTime lt 2025-01-01T00:00:00Z                  stateTransitionTime is 2025-11-22T22:22:27.2236818Z
""",
    ),
    (
        "isDedicated and state eq 'idle'",
        """
null  > isDedicated and state eq 'idle'
null  >   isDedicated
-         state eq 'idle'
""",
    ),
    (
        "state eq 'running' and vmSize eq 'x'",
        """
error > state eq 'running' and vmSize eq 'x'
true      state eq 'running'                   state is 'running'
error >   vmSize eq 'x'                        node 'n1' has no 'vmSize', which the schema requires
""",
    ),
)  # fmt: skip


@pytest.mark.parametrize(("text", "picture"), PICTURES, ids=[text for text, _ in PICTURES])
def test_picture(text: str, picture: str) -> None:
    found = Filter(text).trace(NODE)
    assert found.to_text() == picture.strip("\n")
    assert str(found) == found.to_text()


def test_data() -> None:
    found = Filter("state eq 'idle' and vmSize eq 'x'").trace(NODE).to_dict()
    assert found == {
        "matched": False,
        "text": "state eq 'idle' and vmSize eq 'x'",
        "reached": True,
        "decides": True,
        "value": False,
        "steps": [
            {"text": "state eq 'idle'", "reached": True, "decides": True, "value": False, "reads": {"state": "running"}},
            {"text": "vmSize eq 'x'", "reached": False, "decides": False},
        ],
    }
    dates = Filter("stateTransitionTime sub stateTransitionTime eq duration'PT0S'").trace(NODE)
    assert json.loads(json.dumps(dates.to_dict()))["reads"] == {"stateTransitionTime sub stateTransitionTime": "PT0S"}


def test_errors() -> None:
    found = Filter("vmSize eq 'x'").trace(NODE)
    assert isinstance(found.error, MissingPropertyError)
    assert not found.matched
    assert found.to_dict()["error"].startswith("node 'n1' has no 'vmSize'")


def test_color_and_html() -> None:
    found = Filter("vmSize eq '<b>' or state eq 'running'").trace({**NODE, "vmSize": "<i>\x1b[2J"})
    assert found.to_text(color=True).startswith("\x1b[32mtrue ")
    assert "\x1b" not in found.to_text()
    html = found._repr_html_()
    assert html.startswith("<table")
    assert "&lt;i&gt;" in html
    assert "<i>" not in html


def test_its_repr_is_short() -> None:
    assert repr(Filter("state eq 'idle' and totalTasksRun gt 5").trace({"state": "idle", "totalTasksRun": 2})) == (
        "<Trace false: state eq 'idle' and totalTasksRun gt 5>"
    )
    assert len(repr(Filter(f"id in ({','.join(['5'] * 999)})", None).trace({"id": 5}))) < 120


def test_long_and_broken_lines_are_cut() -> None:
    text = " or\n ".join(f"vmSize eq 'size{number}'" for number in range(40))
    lines = Filter(text).trace({**NODE, "vmSize": "x" * 500}).to_text().splitlines()
    assert len(lines) == 41
    assert max(map(len, lines)) < 220


@given(st.data())
def test_a_trace_says_what_matches_says(data: st.DataObject) -> None:
    now = edm.DateTimeOffset.parse("2025-11-22T12:00:00Z")
    found = Filter(data.draw(expressions(may_fail=True)), clock=lambda: now)
    node = data.draw(objects(only=found.paths, missing=True))
    trace = found.trace(node)
    raised: Exception | None = None
    matched = False
    try:
        matched = found.matches(node)
    except (MissingPropertyError, EvaluationError) as error:
        raised = error
    assert trace.matched is matched
    assert str(trace.error) == str(raised)
    assert trace.to_text()
    json.dumps(trace.to_dict())
