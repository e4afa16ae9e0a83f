"""Nodes a filter keeps and nodes it only just does not, and the assertions built on them."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pydantic
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from odatanodes import Filter, ast
from odatanodes.models import BatchNode
from odatanodes.schema import from_model
from odatanodes.strategies import counterexample, expressions, matching, near_misses, objects
from odatanodes.testing import assert_equivalent, assert_implies, assert_matches, assert_rejects

draw_only = settings(max_examples=15, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
reach = settings(
    max_examples=400, database=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)

FILTERS = [
    "state eq 'idle' and startTaskInfo/exitCode gt 5",
    "stateTransitionTime lt DateTime'2025-01-01T00:00:00.5Z' or vmSize eq 'x'",
    "not (state eq 'idle' or startTaskInfo/state eq 'running')",
    "recentTasks/any(t:t/taskState eq 'completed' and t/executionInfo/exitCode ne 0)",
    "not recentTasks/all(t:t/executionInfo/exitCode eq 0)",
    "recentTasks/all(t:t/jobId eq 'j') and recentTasks/any(t:t/subtaskId eq 7)",
    "recentTasks/any(t:t/executionInfo/failureInfo/details/any(d:d/name eq 'Message'))",
    "errors/any() and not isDedicated",
    "startTaskInfo eq null",
    "startTaskInfo/containerInfo ne null",
    "lastBootTime eq null and state in ('unusable','unknown')",
    "lastBootTime gt allocationTime",
    "year(allocationTime) eq 2025 and startswith(id,'tvm') and totalTasksRun in (1,5)",
    "date(lastBootTime) eq 2024-02-29 and hour(stateTransitionTime) ge 23",
    "length(id) gt 40 and tolower(vmSize) eq 'a' and contains(ipAddress,'.9')",
    "startTaskInfo/exitCode gt 5.5 and totalTasksRun le 2147483647",
    "endpointConfiguration/inboundEndpoints/any(e:e/frontendPort lt 5 and e/protocol eq 'udp')",
    "$it/state eq 'idle'",
]


@pytest.mark.parametrize("text", FILTERS)
def test_matching_nodes_are_kept_and_near_misses_are_not(text: str) -> None:
    f = Filter(text)

    @draw_only
    @given(matching(f), near_misses(f))
    def both(kept: dict[str, Any], missed: dict[str, Any]) -> None:
        assert f.matches(kept)
        assert not f.matches(missed)
        BatchNode.model_validate(kept)

    both()


@pytest.mark.parametrize("text", [text for text in FILTERS if " and " in text and "any(" not in text and "all(" not in text])
def test_a_near_miss_fails_in_one_term(text: str) -> None:
    f = Filter(text)
    assert isinstance(f.expr, ast.And)
    terms = [Filter(term) for term in f.expr.operands]

    @draw_only
    @given(near_misses(f))
    def one(missed: dict[str, Any]) -> None:
        assert sum(not term.matches(missed) for term in terms) == 1

    one()


BOUNDARIES: list[tuple[str, str, list[Any], list[Any]]] = [
    ("startTaskInfo/exitCode gt 5", "startTaskInfo/exitCode", [6], [5, 4, None]),
    ("startTaskInfo/exitCode le 5", "startTaskInfo/exitCode", [5, 4], [6, None]),
    ("startTaskInfo/exitCode ne 5", "startTaskInfo/exitCode", [4, 6, None], [5]),
    (
        "allocationTime ge DateTime'2025-01-01T00:00:00Z'",
        "allocationTime",
        ["2025-01-01T00:00:00Z", "2025-01-01T00:00:00.0000001Z"],
        ["2024-12-31T23:59:59.9999999Z", "2024-12-31T23:59:59Z"],
    ),
    ("year(allocationTime) eq 2024", "allocationTime", ["2024-01-01T00:00:00Z"], ["2023-12-31T23:59:59.9999999Z"]),
    ("startswith(id,'tvm')", "id", ["tvm", "tvmx"], ["tv", "xtvm"]),
    ("length(id) lt 2", "id", ["x"], ["xx", "xxx"]),
]


@pytest.mark.parametrize(("text", "path", "kept", "missed"), BOUNDARIES, ids=[case[0] for case in BOUNDARIES])
def test_values_stand_at_the_boundary(text: str, path: str, kept: list[Any], missed: list[Any]) -> None:
    *parents, last = path.split("/")

    def value(node: dict[str, Any]) -> Any:
        for name in parents:
            node = node.get(name) or {}
        return node.get(last)

    for strategy, wanted in ((matching(text), kept), (near_misses(text), missed)):
        for expected in wanted:
            find(strategy, lambda node, expected=expected: value(node) == expected, settings=reach)  # type: ignore[misc]


def test_what_nothing_satisfies() -> None:
    with pytest.raises((Unsatisfiable, NoSuchExample)):
        find(matching("state eq 'idle' and state eq 'running'"), lambda _: True, settings=settings(reach, max_examples=5))


class Sensor(pydantic.BaseModel):
    name: str
    celsius: float
    seen: datetime.datetime | None = None
    day: datetime.date | None = None
    tags: list[str] | None = None


SENSOR = from_model(Sensor)


@pytest.mark.parametrize(
    "text", ["celsius gt 20.5 and name ne 'x'", "seen lt 2025-01-01T00:00:00Z", "day eq 2024-02-29", "day eq null"]
)
def test_other_schemas(text: str) -> None:
    f = Filter(text, SENSOR)

    @draw_only
    @given(matching(f), near_misses(f))
    def both(kept: dict[str, Any], missed: dict[str, Any]) -> None:
        assert f.matches(kept)
        assert not f.matches(missed)
        Sensor.model_validate(kept)

    both()


@pytest.mark.parametrize("strategy", [matching, near_misses])
def test_what_cannot_be_matched_is_refused(strategy: Any) -> None:
    with pytest.raises(ValueError, match="'@s' has no value; bind the filter's parameters first"):
        strategy("state eq @s")
    with pytest.raises(ValueError, match="a filter without schema"):
        strategy(Filter("a eq 1", schema=None))


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(st.data(), expressions(depth=2, without=("now",)))
def test_any_filter_can_be_asked_for(data: st.DataObject, expr: ast.Expr) -> None:
    f = Filter(expr, on_error="exclude")
    for strategy, kept in ((matching(f), True), (near_misses(f), False)):
        assert f.matches(data.draw(strategy)) is kept


# --- counterexamples and assertions ----------------------------------------------------------------------------------

IMPLIED = [
    ("startTaskInfo/exitCode gt 5", "startTaskInfo/exitCode ge 5"),
    ("state eq 'idle'", "state in ('idle','running')"),
    ("recentTasks/any(t:t/jobId eq 'j')", "recentTasks/any()"),
    ("isDedicated", "isDedicated ne null"),
    ("year(allocationTime) gt 2024", "year(allocationTime) ge 2024"),
]


@pytest.mark.parametrize(("first", "second"), IMPLIED)
def test_implication_holds_and_its_reverse_does_not(first: str, second: str) -> None:
    assert_implies(first, second, examples=30)
    with pytest.raises(AssertionError, match=f"^{re.escape(repr(str(Filter(second))))} keeps a node that"):
        assert_implies(second, first, examples=60)


@pytest.mark.parametrize(("first", "second"), IMPLIED[-2:])
def test_a_search_finds_what_tells_filters_apart(first: str, second: str) -> None:
    assert counterexample(first, second, examples=30) is None
    for found in (counterexample(second, first, examples=60), counterexample(first, second, "equivalent", examples=60)):
        assert found is not None
        assert Filter(second).matches(found)
        assert not Filter(first).matches(found)
        BatchNode.model_validate(found)


def test_negation_is_not_the_opposite_operator() -> None:
    with pytest.raises(AssertionError) as caught:
        assert_equivalent("not (startTaskInfo/exitCode lt 5)", "startTaskInfo/exitCode ge 5")
    message = str(caught.value)
    assert message.startswith("'not (startTaskInfo/exitCode lt 5)' keeps a node that 'startTaskInfo/exitCode ge 5' does not:\n{")
    assert "startTaskInfo/exitCode is null" in message or "startTaskInfo is null" in message


def test_equivalent_filters() -> None:
    assert_equivalent("not (state eq 'idle')", "state ne 'idle'")
    assert_equivalent(
        "schedulingState ne 'enabled' and schedulingState ne null", "schedulingState eq 'disabled'", known_values=True
    )
    with pytest.raises(AssertionError, match="note: "):
        assert_equivalent("schedulingState ne 'enabled' and schedulingState ne null", "schedulingState eq 'disabled'")


def test_filters_that_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="different schemas"):
        counterexample("state eq 'idle'", Filter("name eq 'x'", SENSOR))
    with pytest.raises(ValueError, match="they differ in schema"):
        assert_implies(Filter("state eq 'idle'"), Filter("name eq 'x'", SENSOR))
    with pytest.raises(ValueError, match="no property 'state' on Sensor"):
        assert_implies("state eq 'idle'", Filter("name eq 'x'", SENSOR))
    with pytest.raises(ValueError, match="relation is 'equivalent' or 'implies', not 'same'"):
        counterexample("isDedicated", "isDedicated", "same")  # type: ignore[arg-type]


IDLE = {"id": "n1", "state": "idle", "isDedicated": False}


def test_assertions_about_nodes() -> None:
    assert_matches("state eq 'idle'", IDLE, {**IDLE, "id": "n2"})
    assert_rejects(Filter("isDedicated"), IDLE)
    with pytest.raises(AssertionError) as caught:
        assert_matches("state eq 'idle' and isDedicated", {**IDLE, "isDedicated": True}, IDLE)
    assert str(caught.value).startswith("the filter does not keep node 'n1'\n")
    assert "isDedicated" in str(caught.value)
    with pytest.raises(AssertionError, match=r"the filter keeps node 'n1'\n.*state is 'idle'"):
        assert_rejects("state eq 'idle'", IDLE)
    with pytest.raises(AssertionError, match="the filter keeps the node\n"):
        assert_rejects("state eq 'idle'", {"state": "idle"})


@pytest.mark.parametrize("check", [assert_matches, assert_rejects])
def test_an_assertion_about_no_node_is_refused(check: Any) -> None:
    with pytest.raises(TypeError, match="no items"):
        check("state eq 'idle'")


@given(objects(SENSOR, only={"celsius"}))
def test_any_object_is_matched_or_rejected(sensor: dict[str, Any]) -> None:
    f = Filter("celsius gt 20.5", SENSOR)
    (assert_matches if f.matches(sensor) else assert_rejects)(f, sensor)
