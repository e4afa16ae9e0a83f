"""How a Filter and a Select are made, shown and completed: what people type, in a program, a REPL and an editor."""

from __future__ import annotations

import inspect
import pydoc
from typing import Any

import pytest

from odatanodes import Filter, ODataCheckError, ParameterError, Select, node, validate
from odatanodes.schema import BATCH_NODE
from tests.filter.test_parameters import I, T


def test_items_of_a_select() -> None:
    wanted = Select("id,startTaskInfo/exitCode")
    assert Select("id", "startTaskInfo/exitCode") == wanted
    assert Select(node.id, node.start_task_info.exit_code) == wanted
    assert Select(["id", node.start_task_info.exit_code]) == wanted
    assert Select(node.id, "startTaskInfo/exitCode", schema=BATCH_NODE) == wanted
    assert Select("id,startTaskInfo/exitCode", BATCH_NODE) == wanted
    assert Select("id", None).schema is None
    assert str(Select(node.id)) == "id"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (Select, "nothing is given"),
        (lambda: Select("id", 5), "not 5"),  # type: ignore[call-overload]
        (lambda: Select(node.total_tasks_run + 1), "'totalTasksRun add 1' is not a path"),
        (lambda: Select(node.state == "idle"), "'state eq 'idle'' is not a path"),
    ],
)
def test_what_is_not_an_item(wrong: Any, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        wrong()


def test_values_of_parameters_as_a_mapping() -> None:
    f = Filter("state eq @state and totalTasksRun gt @most")
    assert f.bind({"state": "idle", "most": 5}) == f.bind(state="idle", most=5) == f.bind({"state": "idle"}, most=5)
    with pytest.raises(ParameterError, match="'@mots'"):
        f.bind({"state": "idle", "mots": 5})


def test_templates() -> None:
    hostile: Any = T("id eq ", I("' or id ne '", "name"))
    assert str(Filter(hostile)) == "id eq ''' or id ne '''"
    assert validate(hostile) == []
    assert [found.code for found in validate(T("state eq ", I("idel", "state")))] == ["ODN304"]
    assert [found.code for found in validate(T("stat eq ", I("idle", "state")))] == ["ODN201"]
    [found] = validate(T("id eq '", I("a", "name"), "'"))
    assert (found.code, "stands inside quotes" in found.message) == ("ODN531", True)
    with pytest.raises(ODataCheckError, match="did you mean 'idle'"):
        Filter(T("state eq ", I("idel", "state")))


def test_a_plan_prints_as_the_command_does() -> None:
    plan = Filter("state eq 'idle' and vmSize eq 'a1'").plan(select="id")
    assert str(plan).startswith("sent  $filter  state eq 'idle'\n      $select  id,vmSize\nhere  filter   vmSize eq 'a1'\n")


def test_signatures_and_help_fit_on_a_page() -> None:
    assert len(str(inspect.signature(Filter))) < 600
    assert len(pydoc.plain(pydoc.render_doc(Filter)).encode()) < 12_000


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("node.", {"state", "total_tasks_run", "start_task_info"}),
        ("task.", {"state", "execution_info", "task_statistics"}),
        ("task.execution_info.", {"exit_code", "result", "failure_info"}),
        ("task.exit_conditions.default.", {"job_action"}),
        ("job.pool_info.", {"pool_id"}),
        ("pool.", {"allocation_state", "vm_size", "enable_auto_scale"}),
        ("job_schedule.schedule.", {"recurrence_interval"}),
        ('Filter("").', {"matches", "apply", "plan", "trace", "bind", "to_text", "paths"}),
        ('Select("").', {"apply", "apply_all", "to_text"}),
    ],
)
def test_editors_complete(before: str, expected: set[str]) -> None:
    jedi = pytest.importorskip("jedi")
    code = f"from odatanodes import Filter, Select, job, job_schedule, node, pool, task\n{before}"
    assert expected <= {found.name for found in jedi.Script(code).complete()}
