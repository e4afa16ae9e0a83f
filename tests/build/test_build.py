"""Filters written in Python: the text they become, and what is refused at the line that is wrong."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from odatanodes import ast, edm
from odatanodes.build import (
    Condition,
    Expression,
    all_of,
    any_of,
    builder_for,
    call,
    case,
    expression,
    literal,
    maxdatetime,
    mindatetime,
    node,
    now,
    param,
)
from odatanodes.models import BatchNodeState
from odatanodes.parse import parse_filter
from odatanodes.schema import complex_types
from odatanodes.serialize import to_text
from tests.kit.support import run_python

if TYPE_CHECKING:
    from collections.abc import Callable

n: Any = node
any_name = builder_for(None)
WHEN = datetime(2025, 11, 22, 22, 22, 27, 223681, tzinfo=UTC)

TEXTS: list[tuple[Expression, str]] = [
    # names and paths
    (n.state == "idle", "state eq 'idle'"),
    (n["state"] == "idle", "state eq 'idle'"),
    (n.start_task_info.exit_code != 0, "startTaskInfo/exitCode ne 0"),
    (n["startTaskInfo"]["exitCode"] != 0, "startTaskInfo/exitCode ne 0"),
    (n["startTaskInfo/exitCode"] != 0, "startTaskInfo/exitCode ne 0"),
    (n.start_task_info["exitCode"] != 0, "startTaskInfo/exitCode ne 0"),
    (any_name.Address.City == "x", "Address/City eq 'x'"),
    (any_name["any/order"] > 1, "any/order gt 1"),
    (n.isof("Ns.Node"), "isof(Ns.Node)"),
    # comparisons
    (n.total_tasks_run.eq(5), "totalTasksRun eq 5"),
    (n.total_tasks_run.ne(5), "totalTasksRun ne 5"),
    (n.total_tasks_run > 5, "totalTasksRun gt 5"),
    (n.total_tasks_run >= 5, "totalTasksRun ge 5"),
    (n.total_tasks_run < 5, "totalTasksRun lt 5"),
    (n.total_tasks_run <= 5, "totalTasksRun le 5"),
    # Python asks the right side, and the property stands left, as services want it
    (5 < n.total_tasks_run, "totalTasksRun gt 5"),  # noqa: SIM300
    (literal(5) < n.total_tasks_run, "5 lt totalTasksRun"),
    (n.total_tasks_run < param("most"), "totalTasksRun lt @most"),
    (param("least") < n.total_tasks_run, "@least lt totalTasksRun"),
    (n.id == n.vm_size, "id eq vmSize"),
    (n.start_task_info.exit_code.is_null(), "startTaskInfo/exitCode eq null"),
    (n.start_task_info.is_not_null(), "startTaskInfo ne null"),
    (n.scheduling_state == None, "schedulingState eq null"),  # noqa: E711
    (n.start_task != None, "startTask ne null"),  # noqa: E711
    (n.is_dedicated == True, "isDedicated eq true"),  # noqa: E712
    (n.state == n.start_task_info.state, "state eq startTaskInfo/state"),
    # in
    (n.state.in_(["idle", "running"]), "state in ('idle','running')"),
    (n.state.in_({"running", "idle"}), "state in ('idle','running')"),
    (n.state.in_(BatchNodeState(state) for state in ("idle", "offline")), "state in ('idle','offline')"),
    (n.total_tasks_run.in_((1, None)), "totalTasksRun in (1,null)"),
    (n.state.in_([]), "false"),
    (n.state.in_(param("states")), "state in @states"),
    (any_name.color.in_(any_name.colors), "color in colors"),
    # and, or, not
    ((n.state == "idle") & n.is_dedicated, "state eq 'idle' and isDedicated"),
    ((n.state == "idle") | (n.state == "running") | ~n.is_dedicated, "state eq 'idle' or state eq 'running' or not isDedicated"),
    (((n.id == "a") | (n.id == "b")) & (n.id == "c"), "(id eq 'a' or id eq 'b') and id eq 'c'"),
    (~(n.state == "idle"), "not (state eq 'idle')"),
    (all_of(n.id == "a", n.id == "b", n.id == "c"), "id eq 'a' and id eq 'b' and id eq 'c'"),
    (any_of([n.id == "a", n.id == "b"]), "id eq 'a' or id eq 'b'"),
    (any_of(n.id == name for name in "ab"), "id eq 'a' or id eq 'b'"),
    (all_of(n.is_dedicated), "isDedicated"),
    (all_of(), "true"),
    (any_of([]), "false"),
    # strings
    (n.id.startswith("tvm"), "startswith(id,'tvm')"),
    (n.id.endswith("_d"), "endswith(id,'_d')"),
    (n.id.contains("O'Neil"), "contains(id,'O''Neil')"),
    (n.id.tolower().trim().length() > 3, "length(trim(tolower(id))) gt 3"),
    (n.id.toupper() == "A", "toupper(id) eq 'A'"),
    (n.id.indexof("x") == -1, "indexof(id,'x') eq -1"),
    (n.id.substring(1) == n.id.substring(1, 2), "substring(id,1) eq substring(id,1,2)"),
    (n.id.concat(n.vm_size) == "x", "concat(id,vmSize) eq 'x'"),
    (n.id.matchespattern("^tvm"), "matchesPattern(id,'^tvm')"),
    (literal("tvm-1_x").contains(n.id), "contains('tvm-1_x',id)"),
    # dates and arithmetic
    (n.state_transition_time < now() - timedelta(hours=1), "stateTransitionTime lt now() sub duration'PT1H'"),
    (n.state_transition_time + timedelta(minutes=1) > now(), "stateTransitionTime add duration'PT1M' gt now()"),
    (timedelta(minutes=1) + n.state_transition_time > now(), "stateTransitionTime add duration'PT1M' gt now()"),
    (WHEN - n.state_transition_time > timedelta(0), "2025-11-22T22:22:27.223681Z sub stateTransitionTime gt duration'PT0S'"),
    ((now() - n.state_transition_time).totalseconds() > 60, "totalseconds(now() sub stateTransitionTime) gt 60"),
    (n.state_transition_time.year() == 2025, "year(stateTransitionTime) eq 2025"),
    (n.state_transition_time.date() == date(2025, 1, 2), "date(stateTransitionTime) eq 2025-01-02"),
    (n.state_transition_time.date().month() == 1, "month(date(stateTransitionTime)) eq 1"),
    (n.state_transition_time.time() < time(12, 30), "time(stateTransitionTime) lt 12:30:00"),
    (n.state_transition_time.totaloffsetminutes() == 0, "totaloffsetminutes(stateTransitionTime) eq 0"),
    (n.state_transition_time.fractionalseconds() > 0, "fractionalseconds(stateTransitionTime) gt 0"),
    (n.state_transition_time > mindatetime(), "stateTransitionTime gt mindatetime()"),
    (n.state_transition_time < maxdatetime(), "stateTransitionTime lt maxdatetime()"),
    (n.total_tasks_run + 2 * n.running_tasks_count > 5, "totalTasksRun add 2 mul runningTasksCount gt 5"),
    ((n.total_tasks_run + 2) * 3 > 5, "(totalTasksRun add 2) mul 3 gt 5"),
    (n.total_tasks_run - (n.running_tasks_count - 1) == 0, "totalTasksRun sub (runningTasksCount sub 1) eq 0"),
    (n.total_tasks_run / 2 == n.total_tasks_run.divby(2), "totalTasksRun divby 2 eq totalTasksRun divby 2"),
    (n.total_tasks_run // 2 == n.total_tasks_run.div(2), "totalTasksRun div 2 eq totalTasksRun div 2"),
    (n.total_tasks_run % 2 == 10 % n.total_tasks_run, "totalTasksRun mod 2 eq 10 mod totalTasksRun"),
    (-n.total_tasks_run < -5, "-totalTasksRun lt -5"),
    ((n.total_tasks_run / 2).round() == n.total_tasks_run.floor(), "round(totalTasksRun divby 2) eq floor(totalTasksRun)"),
    # collections
    (n.recent_tasks.any(lambda t: t.task_state == "completed"), "recentTasks/any(t:t/taskState eq 'completed')"),
    (n.recent_tasks.all(lambda task: task.task_state != "active"), "recentTasks/all(task:task/taskState ne 'active')"),
    (n.recent_tasks.any(), "recentTasks/any()"),
    (n.recent_tasks.count() > 3, "recentTasks/$count gt 3"),
    (any_name.Tags.any(lambda t: t == "x"), "Tags/any(t:t eq 'x')"),
    (any_name.Tags.hassubset(["a", "b"]), "hassubset(Tags,['a','b'])"),
    # values
    (n.vm_size == "' or state ne '", "vmSize eq ''' or state ne '''"),
    (n.state == BatchNodeState.IDLE, "state eq 'idle'"),
    (n.total_tasks_run > Decimal("1.50"), "totalTasksRun gt 1.50"),
    (n.total_tasks_run > 1.5, "totalTasksRun gt 1.5e0"),
    (n.state_transition_time == WHEN, "stateTransitionTime eq 2025-11-22T22:22:27.223681Z"),
    (
        n.state_transition_time == WHEN.astimezone(timezone(timedelta(hours=1))),
        "stateTransitionTime eq 2025-11-22T23:22:27.223681+01:00",
    ),
    (
        n.state_transition_time == edm.DateTimeOffset.parse("2025-11-22T22:22:27.2236818Z"),
        "stateTransitionTime eq 2025-11-22T22:22:27.2236818Z",
    ),
    (any_name.Key == UUID(int=1), "Key eq 00000000-0000-0000-0000-000000000001"),
    (any_name.Data == b"\x00\xff", "Data eq binary'AP8='"),
    (any_name.Color.has(edm.EnumValue("Ns.Color", ("Red",))), "Color has Ns.Color'Red'"),
    # what has no method
    (n.id.cast("Edm.Int32") > 3, "cast(id,Edm.Int32) gt 3"),
    (n.id.isof("Edm.String"), "isof(id,Edm.String)"),
    (case((n.state == "idle", 1), (True, 2)) == 1, "case(state eq 'idle':1,true:2) eq 1"),
    (call("geo.length", any_name.Line) > 1.0, "geo.length(Line) gt 1e0"),
    (call("Ns.Fits", size=1) == 2, "Ns.Fits(size=1) eq 2"),
    (expression(ast.Var("$it")).state == "idle", "$it/state eq 'idle'"),
]


@pytest.mark.parametrize(("built", "text"), TEXTS, ids=[text for _, text in TEXTS])
def test_becomes_the_text(built: Expression, text: str) -> None:
    assert to_text(built.expr) == text
    assert parse_filter(text) == built.expr


LAMBDA_NAMES: list[tuple[Callable[[], Expression], str]] = [
    (lambda: n.recent_tasks.any(lambda id: id.task_id == n.id), "recentTasks/any(id2:id2/taskId eq id)"),  # noqa: A006
    (
        lambda: n.recent_tasks.any(lambda t: n.errors.any(lambda t: t.code == "x") & (t.task_id == "y")),
        "recentTasks/any(t:errors/any(t2:t2/code eq 'x') and t/taskId eq 'y')",
    ),
    (
        lambda: n.recent_tasks.any(lambda t: n.errors.any(lambda e: e.code == t.task_id)),
        "recentTasks/any(t:errors/any(e:e/code eq t/taskId))",
    ),
    (lambda: n.recent_tasks.any(_same_everywhere), "recentTasks/any(t2:errors/any(t:t/code eq 'x') and t2/taskId eq 'y')"),
    (lambda: n.recent_tasks.any(lambda *given: given[0].task_id == "x"), "recentTasks/any(t:t/taskId eq 'x')"),
    (lambda: n.recent_tasks.any(lambda null: null.task_id == "x"), "recentTasks/any(t:t/taskId eq 'x')"),
    (lambda: n.recent_tasks.any(_Predicate()), "recentTasks/any(t:t/taskId eq 'x')"),
    (lambda: n.recent_tasks.any(_Predicate().meets), "recentTasks/any(task:task/taskId eq 'x')"),
]
"""A variable is named as the parameter; it never hides a variable or a property that its condition means."""

_PREBUILT = n.errors.any(lambda t: t.code == "x")


def _same_everywhere(t: Any) -> Condition:
    return _PREBUILT & (t.task_id == "y")  # type: ignore[no-any-return]


class _Predicate:
    def __call__(self, task: Any) -> Condition:
        return self.meets(task)

    def meets(self, task: Any) -> Condition:
        return task.task_id == "x"  # type: ignore[no-any-return]


@pytest.mark.parametrize(("build", "text"), LAMBDA_NAMES, ids=[text for _, text in LAMBDA_NAMES])
def test_lambda_variables(build: Callable[[], Expression], text: str) -> None:
    assert to_text(build().expr) == text
    assert parse_filter(text) == build().expr


def test_members_are_accepted_in_any_case_and_left_to_check() -> None:
    assert to_text((n.state == "Idle").expr) == "state eq 'Idle'"


def test_every_property_of_the_schema_has_its_attribute() -> None:
    for type in complex_types().values():
        here: Any = builder_for(type)
        for name, prop in type.properties.items():
            assert getattr(here, prop.python_name).expr == here[name].expr == ast.Member(None, name)
            assert prop.python_name in dir(here)


def test_the_names_are_those_of_the_azure_sdk() -> None:
    models = pytest.importorskip("azure.batch.models")
    for name, type in complex_types().items():
        sdk = getattr(models, name, None)
        if sdk is None:
            continue
        known = set(sdk.__annotations__) | set(getattr(sdk, "_attr_to_rest_field", {}))
        assert {prop.python_name for prop in type.properties.values()} - known == set(), name


def test_enum_members_of_the_azure_sdk_are_values() -> None:
    models = pytest.importorskip("azure.batch.models")
    assert to_text((n.state == models.BatchNodeState.IDLE).expr) == "state eq 'idle'"


def test_a_schema_from_a_model_has_a_builder() -> None:
    from pydantic import BaseModel, Field

    from odatanodes.schema import from_model

    class Job(BaseModel):
        job_name: str = Field(alias="jobName")
        priority: int | None = None

    job = builder_for(from_model(Job))
    assert to_text(((job.job_name == "x") & (job.priority > 5)).expr) == "jobName eq 'x' and priority gt 5"
    with pytest.raises(AttributeError, match="did you mean 'priority'"):
        job.prioriti  # noqa: B018


def test_expressions_are_values() -> None:
    built = n.state == "idle"
    assert copy.copy(built) is copy.deepcopy(built) is built
    again = pickle.loads(pickle.dumps(built))
    assert isinstance(again, Condition)
    assert again.expr == built.expr
    assert to_text(pickle.loads(pickle.dumps(n)).id.startswith("x").expr) == "startswith(id,'x')"
    assert {built: 1, n.id: 2}[built] == 1  # by identity: == builds a condition
    assert repr(built) == "<Condition state eq 'idle'>"
    assert repr(n) == "<ComplexExpr BatchNode>"


def test_wide_and_deep() -> None:
    wide = all_of(n.total_tasks_run != number for number in range(10_000))
    assert isinstance(wide.expr, ast.And)
    assert len(wide.expr.operands) == 10_000
    deep = n.id
    for _ in range(150):
        deep = deep.concat("x")
    assert ast.depth(deep.expr) == 151


# --- loading ----------------------------------------------------------------------------------------------------------


def test_building_loads_nothing_heavy() -> None:
    code = (
        "import sys; from odatanodes.build import node; node.recent_tasks.any(lambda t: t.task_state == 'completed').expr;"
        "print(*sorted({'typing', 'dataclasses', 'inspect', 'decimal', 'uuid', 'datetime', 'pydantic', 'json',"
        " 'odatanodes.check', 'odatanodes.parse', 'odatanodes.serialize', 'odatanodes.build.python'} & sys.modules.keys()))"
    )
    done = run_python("-c", code)
    assert (done.code, done.out.split(), done.err) == (0, [], "")
