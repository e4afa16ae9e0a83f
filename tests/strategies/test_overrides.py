"""Values that overrides take, and how strategies are shown."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from odatanodes.schema import BATCH_TASK
from odatanodes.service import LIST_TASKS
from odatanodes.strategies import (
    absent,
    expressions,
    filter_texts,
    filters,
    items,
    jobs,
    matching,
    near_misses,
    node_pages,
    nodes,
    objects,
    pools,
    selects,
    task_infos,
    tasks,
    timestamps,
)
from tests.kit.drawing import reach

if TYPE_CHECKING:
    from odatanodes import Filter, Select

REFUSED: list[tuple[Any, dict[str, Any], str]] = [
    (nodes, {"state": "idel"}, "'state' is never 'idel'; did you mean 'idle'?"),
    (nodes, {"state": "Idle"}, "'state' is never 'Idle'; did you mean 'idle'?"),
    (jobs, {"onAllTasksComplete": "stop"}, "'onAllTasksComplete' is never 'stop'; it is one of 'noaction', 'terminatejob'"),
    (nodes, {"state": 5}, "'state' is Edm.String, not"),
    (nodes, {"totalTasksRun": "5"}, "'totalTasksRun' is Edm.Int32, not"),
    (nodes, {"totalTasksRun": True}, "'totalTasksRun' is Edm.Int32, not"),
    (nodes, {"totalTasksRun": 2**31}, "'totalTasksRun' is Edm.Int32, not"),
    (nodes, {"isDedicated": 1}, "'isDedicated' is Edm.Boolean, not"),
    (
        nodes,
        {"stateTransitionTime": "2025-11-22"},
        "'stateTransitionTime' is Edm.DateTimeOffset, not '2025-11-22'; write '2025",
    ),
    (nodes, {"stateTransitionTime": datetime.datetime(2025, 1, 1)}, "has no time zone; add tzinfo=datetime.timezone.utc"),
    (nodes, {"startTaskInfo": {"exitCode": "1"}}, "'startTaskInfo/exitCode' is Edm.Int32"),
    (nodes, {"recentTasks": {}}, "'recentTasks' is Collection(BatchTaskInfo)"),
    (nodes, {"recentTasks": "x"}, "'recentTasks' is Collection(BatchTaskInfo), not 'x'; give a list"),
    (nodes, {"recentTasks": [{"taskState": "done"}]}, "'recentTasks/taskState' is never 'done'"),
    (nodes, {"startTask": "x"}, "'startTask' is BatchStartTask, not 'x'; give a dict"),
    (tasks, {"stats": {"readIOps": "many"}}, "'stats/readIOps' is Edm.Int64"),
    (pools, {"resizeTimeout": "1 hour"}, "'resizeTimeout' is Edm.Duration"),
]


@pytest.mark.parametrize(("strategy", "fields", "message"), REFUSED)
def test_a_value_that_the_service_never_returns_is_refused(strategy: Any, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        strategy(**fields)


@pytest.mark.parametrize("value", ["idel", 5])
def test_the_values_of_a_strategy_are_checked_when_drawn(value: Any) -> None:
    with pytest.raises(ValueError, match="'state' is"):
        find(nodes(state=st.just(value)), lambda _: True, settings=reach)


TAKEN: list[tuple[Any, dict[str, Any], str, Any]] = [
    (nodes, {"lastBootTime": datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)}, "lastBootTime", "2025-01-02T00:00:00Z"),
    (pools, {"resizeTimeout": datetime.timedelta(hours=1)}, "resizeTimeout", "PT1H"),
    (nodes, {"lastBootTime": None}, "lastBootTime", None),
    (nodes, {"recentTasks": [{"task_state": "completed"}]}, "recentTasks", [{"taskState": "completed"}]),
    (tasks, {"state": st.just("running") | st.just("running")}, "state", "running"),
    (nodes, {"vmSize": "anything"}, "vmSize", "anything"),
]


@pytest.mark.parametrize(("strategy", "fields", "path", "value"), TAKEN)
def test_values_of_python_are_written_as_on_the_wire(strategy: Any, fields: dict[str, Any], path: str, value: Any) -> None:
    assert find(strategy(**fields), lambda _: True, settings=reach)[path] == value


SHOWN = [
    (nodes(), "nodes()"),
    (nodes(state="idle"), "nodes(state='idle')"),
    (nodes({"startTaskInfo/exitCode": 1}, state="idle"), "nodes({'startTaskInfo/exitCode': 1}, state='idle')"),
    (nodes(id=absent()), "nodes(id=just(absent()))"),
    (tasks(), "tasks()"),
    (task_infos(jobId="j"), "task_infos(jobId='j')"),
    (matching("state eq 'idle'"), "matching(\"state eq 'idle'\")"),
    (near_misses("isDedicated"), "near_misses('isDedicated')"),
    (filters(), "filters()"),
    (filters(LIST_TASKS, semantics="odata"), "filters(BatchTask, semantics='odata')"),
    (expressions(), "expressions()"),
    (filter_texts(LIST_TASKS), "filter_texts(BatchTask)"),
    (objects(only={"state", "id"}), "objects(only=['id', 'state'])"),
    (selects(), "selects()"),
    (items("list-certificates"), "items('list-certificates')"),
    (items("list-nodes"), "nodes()"),
    (node_pages(nodes(state="idle")), "node_pages(nodes(state='idle'))"),
    (timestamps(), "timestamps()"),
    (filters(service="list-nodes"), "filters(service='list-nodes')"),
]


@pytest.mark.parametrize(("strategy", "text"), SHOWN)
def test_a_strategy_is_shown_as_its_call(strategy: Any, text: str) -> None:
    assert repr(strategy) == text


@given(nodes(lastBootTime=absent(), stateTransitionTime=st.datetimes(timezones=st.just(datetime.UTC))))
def test_instants_are_drawn_before_what_fits_them(node: dict[str, Any]) -> None:
    assert node["stateTransitionTime"].endswith("Z")
    assert "lastBootTime" not in node


WRONG: list[tuple[Any, dict[str, Any], type[Exception], str]] = [
    (filters, {"semantics": "x"}, ValueError, "semantics"),
    (filters, {"depth": -1}, ValueError, "depth is 0 or more, not -1"),
    (filters, {"service": "list-nodes", "depth": -1}, ValueError, "depth is 0 or more, not -1"),
    (filters, {"colour": 1}, TypeError, "colour"),
    (filter_texts, {"depth": -2}, ValueError, "depth is 0 or more"),
    (expressions, {"schema": 5}, TypeError, "schema is"),
]


@pytest.mark.parametrize(("strategy", "arguments", "error", "message"), WRONG)
def test_wrong_arguments_are_refused(strategy: Any, arguments: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        strategy(**arguments)


@given(filters(LIST_TASKS), selects(LIST_TASKS), objects(LIST_TASKS, only={"id"}))
def test_a_list_stands_for_its_schema(f: Filter, s: Select, task: dict[str, Any]) -> None:
    assert f.schema is s.schema is BATCH_TASK
    assert "commandLine" in task
