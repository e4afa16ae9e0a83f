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
        "<Trace false: state eq 'idle' and totalTasksRun gt 5; totalTasksRun is 2>"
    )
    assert len(repr(Filter(f"id in ({','.join(['5'] * 999)})", None).trace({"id": 5}))) < 150


READS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("startTask/waitForSuccess", {"startTask": {"waitForSuccess": False}}, "startTask/waitForSuccess is false"),
    ("startTask/waitForSuccess", {}, "startTask/waitForSuccess is null"),
    ("startTask ne null", {"startTask": {}}, "startTask is a structured value"),
    (
        "totalTasksRun sub totalTasksSucceeded gt 5",
        {"totalTasksRun": 3},
        "totalTasksRun sub totalTasksSucceeded is null, totalTasksSucceeded is null",
    ),
    ("year(lastBootTime) eq 2025", {}, "year(lastBootTime) is null, lastBootTime is null"),
    (
        "case(state eq 'idle':1,totalTasksRun gt 5:2,true:3) eq 2",
        {"state": "idle", "totalTasksRun": 3},
        "case(state eq 'idle':1,totalTasksRun gt 5:2,true:3) is 1, state is 'idle', totalTasksRun is 3",
    ),
    ("case(isDedicated:true,true:false)", {"isDedicated": False}, "isDedicated is false"),
)


@pytest.mark.parametrize(("text", "node", "note"), READS)
def test_what_was_read_is_shown(text: str, node: dict[str, Any], note: str) -> None:
    assert Filter(text).trace(node).to_text().partition("   ")[2].strip() == note


def test_a_difference_at_the_end_of_long_texts_is_shown() -> None:
    long = "x" * 200
    text = Filter(f"vmSize eq '{long}a'").trace({"vmSize": long + "b"}).to_text()
    assert "…" + "x" * 27 + "b'" in text
    assert f"; from character 201 on they differ: '{'x' * 12}b', '{'x' * 12}a'" in text
    assert "differ" not in Filter(f"vmSize eq '{long}a'").trace({"vmSize": "b" + long}).to_text()


def test_many_items_are_counted() -> None:
    f = Filter("recentTasks/any(t:t/taskState eq 'completed' and t/jobId eq 'j')")
    tasks = [{"taskState": "running", "jobId": "j"}] * 40
    lines = f.trace({"recentTasks": tasks}).to_text().splitlines()
    assert len(lines) == 11
    assert lines[-1] == "false >   … 37 more items"
    found = f.trace({"recentTasks": [*tasks, {"taskState": "completed", "jobId": "j"}]})
    lines = found.to_text().splitlines()
    assert len(found.root.steps) == len(found.to_dict()["steps"]) == 41
    assert lines[-4] == "false     … 37 more items"
    assert lines[-3].startswith("true  >   [40] ")
    mixed = {"recentTasks": [{}, {"taskId": "a"}] * 9}
    lines = Filter("recentTasks/any(t:contains(t/taskId,'x'))").trace(mixed).to_text().splitlines()
    assert lines[-1] == "-     >   … 15 more items: 8 false, 7 null"


def test_a_trace_is_true_where_the_node_matches() -> None:
    f = Filter("state eq 'idle'")
    assert f.trace({"state": "idle"})
    assert not f.trace({"state": "running"})
    with pytest.raises(MissingPropertyError):
        bool(f.trace({}))


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
