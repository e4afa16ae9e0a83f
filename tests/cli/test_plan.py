"""`odatanodes plan`: the part that is sent, the part that is evaluated locally, and why."""

from __future__ import annotations

import json

import pytest

from odatanodes import Filter
from tests.kit.support import run_command

TEXT = "state in ('idle','offline') and vmSize eq 'a1' and startTaskInfo/exitCode ne 0"
SHOWN = """\
sent  $filter  state eq 'idle' or state eq 'offline'
      $select  id,startTaskInfo,vmSize
here  filter   vmSize eq 'a1' and startTaskInfo/exitCode ne 0
      select   id,startTaskInfo/exitCode
why   vmSize eq 'a1'               the service does not filter on 'vmSize'
      startTaskInfo/exitCode ne 0  true where 'startTaskInfo/exitCode' is missing, which the service may leave out: \
add 'and startTaskInfo/exitCode ne null', or send it with trust_ne=True (--trust-ne)
"""


def test_plan_as_text() -> None:
    done = run_command("plan", TEXT, "-s", "id,startTaskInfo/exitCode")
    assert (done.code, done.out, done.err) == (0, SHOWN, "")


def test_plan_as_json() -> None:
    done = run_command("plan", TEXT, "--select", "id", "--output-format", "json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == Filter(TEXT).plan("id").to_dict()
    assert list(json.loads(done.out)) == ["filter", "select", "expand", "residual", "project", "exact", "never", "reasons"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("state eq 'idle'",), "sent  $filter  state eq 'idle'"),
        (("vmSize eq 'a1'",), "sent  neither $filter nor $select: everything is asked for"),
        (("startTaskInfo/exitCode ne 0", "--trust-ne"), "sent  $filter  startTaskInfo/exitCode ne 0"),
        (("state eq 'idle' and allocationTime gt 2025-01-01T00:00:00Z", "--max-terms", "1"), "here  filter   "),
        (("stateTransitionTime lt now() sub duration'PT1H'",), "sent  $filter  stateTransitionTime lt DateTime'2"),
    ],
)
def test_options(arguments: tuple[str, ...], line: str) -> None:
    done = run_command("plan", *arguments)
    assert (done.code, done.err) == (0, "")
    assert any(shown.startswith(line) for shown in done.out.splitlines()), done.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("stat eq 'idle'",), "error[ODN201]"),
        (("state eq 'idle'", "-s", "stat"), "error[ODN201]"),
        (("state eq",), "error[ODN1"),
        (("state eq 'idle'", "--max-terms", "-1"), "--max-terms"),
        (("state eq 'idle'", "--output-format", "yaml"), "--output-format"),
        ((), "EXPR"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str) -> None:
    done = run_command("plan", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err
