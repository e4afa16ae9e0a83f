"""What the strategies promise: valid, fitting, overridable, well-typed, reaching everything, shrinking to something readable."""

from __future__ import annotations

import datetime
import json
import tomllib
from typing import Any

import pydantic
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from odatanodes import Filter, Select, _hypothesis, ast, edm, validate
from odatanodes.check import check
from odatanodes.functions.table import FUNCTIONS
from odatanodes.models import BatchNode, BatchNodeListResult, BatchTaskInfo, Timestamp
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE, from_model, resolve
from odatanodes.serialize import to_text
from odatanodes.strategies import (
    PARTS,
    absent,
    broken_filter_texts,
    expressions,
    filter_texts,
    filters,
    node_pages,
    nodes,
    objects,
    select_texts,
    selects,
    task_infos,
    timestamps,
)
from tests.kit.support import ROOT, run_python

_hypothesis.register()  # as Hypothesis does where the package is installed


class Address(pydantic.BaseModel):
    town: str
    since: datetime.datetime | None = None


class Person(pydantic.BaseModel):
    name: str
    age: int
    height: float | None = None
    born: datetime.date = pydantic.Field(alias="dateOfBirth")
    home: Address
    others: list[Address] | None = None
    nights: datetime.timedelta | None = None


PERSON = from_model(Person)

search = settings(max_examples=3_000, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
reach = settings(search, phases=[Phase.generate])
"""Without shrinking: whether something is drawn at all."""


# --- nodes -----------------------------------------------------------------------------------------------------------


@given(nodes())
def test_nodes_are_valid_and_in_wire_form(node: dict[str, Any]) -> None:
    assert BatchNode.model_validate(node).to_wire() == node
    assert json.loads(json.dumps(node)) == node
    assert list(node) == [name for name in BATCH_NODE.properties if name in node]
    for prop in BATCH_NODE.properties.values():
        assert node.get(prop.name) is not None or prop.nullable


@given(nodes())
def test_the_parts_of_a_node_fit_each_other(node: dict[str, Any]) -> None:
    model = BatchNode.model_validate(node)
    assert model.allocation_time <= (model.last_boot_time or model.allocation_time) <= model.state_transition_time
    assert model.last_boot_time is not None or model.state == "unusable"
    assert (model.running_tasks_count or 0) == 0 or model.state == "running"
    assert (model.total_tasks_succeeded or 0) <= model.total_tasks_run
    assert model.id in model.url
    assert model.is_dedicated is not True or model.state != "preempted"
    info = model.start_task_info
    assert info is None or model.start_task is not None
    if info is not None:
        assert (info.exit_code is None) == (info.state == "running")
        assert info.end_time is None or info.end_time >= info.start_time
        assert info.result in (None, "success" if info.exit_code == 0 else "failure")
        assert info.failure_info is None or info.exit_code != 0
    if model.state == "starttaskfailed":
        assert info is not None
        assert info.exit_code != 0
        assert model.start_task is not None
        assert model.start_task.wait_for_success
    if model.state == "creating":
        assert (info, model.recent_tasks, model.total_tasks_run) == (None, None, 0)


@given(nodes(state=st.sampled_from(["idle", "running"]), vm_size="Standard_D2_v5", startTaskInfo={"exit_code": st.integers(1, 3)}))
def test_overrides_are_kept_and_fitted_to(node: dict[str, Any]) -> None:
    assert node["state"] in ("idle", "running")
    assert node["vmSize"] == "Standard_D2_v5"
    assert node["startTaskInfo"]["exitCode"] in (1, 2, 3)
    assert node["startTaskInfo"]["state"] == "completed"
    assert node["startTaskInfo"].get("result", "failure") == "failure"
    BatchNode.model_validate(node)


PLACED: list[tuple[dict[str, Any], str, Any]] = [
    ({"id": "x"}, "id", "x"),
    ({"startTaskInfo/failureInfo/category": "servererror"}, "startTaskInfo/failureInfo/category", "servererror"),
    ({"start_task_info/failure_info": {"code": "C"}}, "startTaskInfo/failureInfo/code", "C"),
    ({"start_task/container_settings/registry": {"username": "u"}}, "startTask/containerSettings/registry/username", "u"),
    ({"virtualMachineInfo/imageReference/offer": "o"}, "virtualMachineInfo/imageReference/offer", "o"),
    ({"endpointConfiguration/inboundEndpoints": []}, "endpointConfiguration/inboundEndpoints", []),
    ({"nodeAgentInfo/version": "2"}, "nodeAgentInfo/version", "2"),
    ({"recentTasks": st.just([])}, "recentTasks", []),
    ({"schedulingState": None}, "schedulingState", None),
    ({"startTaskInfo": st.none()}, "startTaskInfo", None),
    ({"lastBootTime": absent()}, "lastBootTime", "absent"),
    ({"startTaskInfo/exitCode": absent()}, "startTaskInfo/exitCode", "absent"),
    ({"state": "hibernated"}, "state", "hibernated"),
]


@pytest.mark.parametrize(("override", "path", "value"), PLACED, ids=[case[1] for case in PLACED])
def test_any_field_can_be_overridden(override: dict[str, Any], path: str, value: Any) -> None:
    node = find(nodes(override), lambda _: True, settings=reach)
    *parents, last = path.split("/")
    here: Any = node
    for name in parents:
        here = here[name]
    assert here.get(last, "absent") == value
    BatchNode.model_validate(node)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"stat": "idle"}, "no property 'stat' on BatchNode; did you mean 'state'?"),
        ({"startTaskInfo": {"exit_kode": 1}}, "no property 'exit_kode' on BatchStartTaskInfo; did you mean 'exit_code'?"),
        ({"state/x": 1}, "'state' is Edm.String, which has no property 'x'"),
        ({"state": {"x": 1}}, "'state' is Edm.String, which has no fields to override"),
        ({"recentTasks/taskState": "active"}, r"'recentTasks' is Collection\(BatchTaskInfo\), which has no property 'taskState'"),
    ],
)
def test_a_wrong_override_is_refused_at_once(override: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        nodes(override)


@given(task_infos(taskState=st.sampled_from(["completed", "active"]), job_id="j"))
def test_task_infos(task: dict[str, Any]) -> None:
    model = BatchTaskInfo.model_validate(task)
    assert model.to_wire() == task
    assert (model.job_id, model.execution_info is None) == ("j", model.task_state == "active")


@given(timestamps())
def test_timestamps_have_up_to_seven_digits(text: str) -> None:
    assert Timestamp(text).year == 2025
    assert len(text.removesuffix("Z").partition(".")[2]) <= 7


@pytest.mark.parametrize("digits", range(8))
def test_timestamps_have_each_number_of_digits(digits: int) -> None:
    find(timestamps(), lambda text: len(text[:-1].partition(".")[2]) == digits, settings=reach)


@given(node_pages(nodes(state="idle"), max_size=3))
def test_pages(page: dict[str, Any]) -> None:
    result = BatchNodeListResult.model_validate(page)
    assert result.to_wire() == page
    ids = [node["id"] for node in page["value"]]
    assert len(ids) == len(set(ids)) <= 3
    assert all(node["state"] == "idle" for node in page["value"])


@pytest.mark.parametrize("more", [True, False])
def test_pages_with_and_without_a_next_one(more: bool) -> None:
    page = find(node_pages(more=more), lambda page: len(page["value"]) == 2, settings=reach)
    assert ("odata.nextLink" in page) is more


def test_every_state_and_every_optional_property_is_drawn_and_left_out() -> None:
    missing: set[tuple[str, object]] = {("state", state) for state in BATCH_NODE.properties["state"].members}
    optional = [name for name, prop in BATCH_NODE.properties.items() if prop.nullable]
    missing |= {(name, there) for name in optional for there in (True, False)}

    def complete(node: dict[str, Any]) -> bool:
        missing.discard(("state", node["state"]))
        missing.difference_update((name, name in node) for name in optional)
        return not missing

    find(nodes(), complete, settings=reach)


def test_a_node_shrinks_to_the_required_properties() -> None:
    node = find(nodes(), lambda node: node["state"] == "idle", settings=search)
    assert set(node) - {"lastBootTime"} == {name for name, prop in BATCH_NODE.properties.items() if not prop.nullable}
    assert node["stateTransitionTime"] == "2025-01-01T00:00:00Z"


# --- objects ---------------------------------------------------------------------------------------------------------


@given(objects())
def test_objects_are_valid_if_not_sensible(node: dict[str, Any]) -> None:
    assert BatchNode.model_validate(node).to_wire() == node


@given(objects(odd=False))
def test_objects_that_are_not_odd_hold_known_values(node: dict[str, Any]) -> None:
    assert node["state"] in BATCH_NODE.properties["state"].members
    assert node["stateTransitionTime"].endswith("Z")


@given(objects(only={"startTaskInfo/exitCode", "recentTasks/taskState"}))
def test_objects_vary_only_what_is_looked_at(node: dict[str, Any]) -> None:
    nullable = {name for name, prop in BATCH_NODE.properties.items() if prop.nullable}
    assert set(node) & nullable <= {"startTaskInfo", "recentTasks"}
    assert node["id"] == "id"
    assert set(node.get("startTaskInfo") or {}) <= {"state", "startTime", "retryCount", "exitCode"}
    BatchNode.model_validate(node)


WILD: list[Any] = [
    pytest.param(lambda node: "state" not in node, id="a missing required property"),
    pytest.param(lambda node: "lastBootTime" in node and node["lastBootTime"] is None, id="an explicit null"),
    pytest.param(lambda node: "lastBootTime" not in node, id="an absent property"),
    pytest.param(lambda node: node.get("recentTasks") == [], id="an empty collection"),
    pytest.param(lambda node: "+" in node.get("allocationTime", ""), id="an offset"),
    pytest.param(lambda node: node.get("state") == "IDLE", id="another case"),
    pytest.param(lambda node: node.get("state") == "grown", id="an unknown value"),
]


@pytest.mark.parametrize("wanted", WILD)
def test_objects_hold_what_an_evaluator_may_trip_over(wanted: Any) -> None:
    only = {"state", "lastBootTime", "recentTasks/taskState", "allocationTime"}
    find(objects(only=only, missing=True), wanted, settings=reach)


@given(objects(PERSON, odd=False))
def test_objects_of_another_schema(person: dict[str, Any]) -> None:
    Person.model_validate(person)


# --- expressions -----------------------------------------------------------------------------------------------------


@given(expressions(may_fail=True))
def test_expressions_are_well_typed(expr: ast.Expr) -> None:
    typed, found = check(expr, BATCH_NODE)
    assert [d.message for d in found if d.severity == "error"] == []
    assert typed.type is edm.BOOLEAN
    assert parse_filter(to_text(expr)) == expr


@given(expressions(PERSON))
def test_expressions_over_another_schema(expr: ast.Expr) -> None:
    assert [d.message for d in check(expr, PERSON)[1] if d.severity == "error"] == []


@given(expressions(depth=2))
def test_no_division_by_a_property_unless_asked_for(expr: ast.Expr) -> None:
    for node in ast.walk(expr):
        if isinstance(node, ast.Arith) and node.op in ("div", "mod", "divby"):
            assert isinstance(node.right, ast.Literal)
            assert node.right.value != 0


def shows(part: str, expr: ast.Expr) -> bool:
    """Whether an expression holds what `without` names."""
    found = list(ast.walk(expr))
    tests = {
        "arithmetic": lambda: any(isinstance(node, ast.Arith | ast.Neg) for node in found),
        "case": lambda: any(isinstance(node, ast.Case) for node in found),
        "cast": lambda: any(isinstance(node, ast.Cast | ast.IsOf) for node in found),
        "counts": lambda: any(isinstance(node, ast.Count) for node in found),
        "functions": lambda: any(isinstance(node, ast.Call) for node in found),
        "in": lambda: any(isinstance(node, ast.In) for node in found),
        "lambdas": lambda: any(isinstance(node, ast.Lambda) for node in found),
        "now": lambda: any(isinstance(node, ast.Call) and node.name == "now" for node in found),
        "null": lambda: any(isinstance(node, ast.Literal) and node.value is None for node in found),
        "segments": lambda: any(isinstance(node, ast.FilterSegment) for node in found),
        "variables": lambda: any(isinstance(node, ast.Var) and node.name in ("$it", "$this") for node in found),
    }
    return tests[part]()


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_is_drawn_unless_left_out(part: str) -> None:
    find(expressions(), lambda expr: shows(part, expr), settings=reach)

    @settings(max_examples=40)
    @given(expressions(without=(part,)))
    def never(expr: ast.Expr) -> None:
        assert not shows(part, expr)

    never()


def test_every_function_is_drawn_but_those_nobody_evaluates() -> None:
    never = {"hassubset", "hassubsequence", "geo.distance", "geo.intersects", "geo.length"}
    missing = set(FUNCTIONS) - never

    def complete(expr: ast.Expr) -> bool:
        names = {node.name for node in ast.walk(expr) if isinstance(node, ast.Call)}
        assert not names & never
        missing.difference_update(names)
        return not missing

    drawn = expressions(depth=1, without=("lambdas", "case", "in", "null"))
    find(drawn, complete, settings=settings(reach, max_examples=6_000))


def test_a_part_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no part of expressions is called 'loops'; there are arithmetic, case,"):
        expressions(without=("loops",))


SHRUNK = [  # what is looked for, and a text of which the smallest example has no more parts
    (lambda f: " and " in f, "id eq 'a' and id eq 'a'"),
    (lambda f: " gt " in f, "id gt 'a'"),
    (lambda f: "startTaskInfo" in f, "startTaskInfo/failureInfo/category eq 'usererror'"),
    (lambda f: " in (" in f, "id in ('a')"),
]


@pytest.mark.parametrize(("wanted", "text"), SHRUNK, ids=[case[1] for case in SHRUNK])
def test_expressions_shrink_to_something_readable(wanted: Any, text: str) -> None:
    found = find(expressions(depth=1), lambda expr: wanted(to_text(expr)), settings=search)
    assert len(list(ast.walk(found))) <= len(list(ast.walk(parse_filter(text)))) + 1


# --- filters, selects, mistakes --------------------------------------------------------------------------------------


@given(filters(semantics="odata"))
def test_filters(drawn: Filter) -> None:
    assert drawn.semantics == "odata"
    assert Filter(str(drawn), semantics="odata") == drawn


@given(filter_texts())
def test_filter_texts(text: str) -> None:
    assert [d for d in validate(text) if d.severity == "error"] == []


@given(selects())
def test_selects(drawn: Select) -> None:
    assert Select(str(drawn)) == drawn


@given(select_texts(nested=False))
def test_select_texts(text: str) -> None:
    assert validate(text, "select") == []
    names = [name.strip() for name in text.split(",")]
    assert names == ["*"] or all(name in BATCH_NODE.properties for name in names)
    assert len(set(names)) == len(names)


@given(select_texts())
def test_no_select_names_a_part_and_the_whole(text: str) -> None:
    paths = [path.strip() for path in text.split(",")]
    assert paths == ["*"] or all(resolve(BATCH_NODE, path.split("/")) for path in paths)
    assert not any(path.startswith(other + "/") for path in paths for other in paths)


@given(broken_filter_texts())
def test_a_mistake_has_the_code_that_was_foretold(pair: tuple[str, str]) -> None:
    text, code = pair
    assert code in [d.code for d in validate(text) if d.severity == "error"]


@given(broken_filter_texts(PERSON))
def test_mistakes_over_another_schema(pair: tuple[str, str]) -> None:
    text, code = pair
    assert code in [d.code for d in validate(text, schema=PERSON) if d.severity == "error"]


# --- from_type -------------------------------------------------------------------------------------------------------


@given(st.from_type(Filter), st.from_type(Select))
def test_filters_by_type(drawn: Filter, select: Select) -> None:
    assert Filter(str(drawn)) == drawn
    assert str(select)


@given(st.from_type(BatchNode), st.from_type(Timestamp), st.from_type(BatchNodeListResult), st.from_type(BatchTaskInfo))
def test_models_by_type(node: BatchNode, moment: Timestamp, page: BatchNodeListResult, task: BatchTaskInfo) -> None:
    assert node.url
    assert moment.wire
    assert page.value is not None
    assert task.task_state


HOOK = "from odatanodes._hypothesis import register; register()"
ORDERS = [
    f"import hypothesis; {HOOK}; from odatanodes.models import BatchNode as Wanted",
    f"from odatanodes.models import BatchNode as Wanted; import hypothesis; {HOOK}",
    f"from odatanodes.models import UserIdentity as Wanted; import hypothesis; {HOOK}",
    f"from odatanodes.filter import Filter as Wanted; import hypothesis; {HOOK}",
    f"from odatanodes.filter.select import Select as Wanted; import hypothesis; {HOOK}",
    f"import hypothesis; {HOOK}; from odatanodes import Filter as Wanted",
    f"import hypothesis; {HOOK}; from odatanodes import Select as Wanted",
]


@pytest.mark.parametrize("order", ORDERS)
def test_types_are_known_whichever_is_imported_first(order: str) -> None:
    draw = "import hypothesis.strategies as st; print(type(hypothesis.find(st.from_type(Wanted), lambda _: True)) is Wanted)"
    run = run_python("-c", f"{order}; {draw}")
    assert (run.code, run.out) == (0, "True\n"), run


def test_registering_loads_nothing() -> None:
    heavy = ["pydantic", "odatanodes.models", "odatanodes.strategies", "odatanodes.filter", "odatanodes.filter.select", "lark"]
    run = run_python("-c", f"import hypothesis, sys; {HOOK}; print([name for name in {heavy} if name in sys.modules])")
    assert (run.code, run.out) == (0, "[]\n")


def test_the_entry_point_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["entry-points"]["hypothesis"] == {"odatanodes": "odatanodes._hypothesis:register"}
