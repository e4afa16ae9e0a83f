"""Filter, Select and validate: the facade over parse, check, serialize, compile and project."""

from __future__ import annotations

import copy
import pickle
import sys
import threading
from types import MappingProxyType

import pytest

from odatanodes import Filter, ODataCheckError, ODataError, ODataSyntaxError, Select, node, validate
from odatanodes.edm import DateTimeOffset
from odatanodes.parse import Limits

NODE = {
    "id": "tvm-1",
    "state": "idle",
    "stateTransitionTime": "2025-11-22T22:22:27.2236818Z",
    "vmSize": "Standard_D2_v5",
    "totalTasksRun": 3,
    "startTaskInfo": {"state": "completed", "startTime": "2025-11-22T22:22:27Z", "exitCode": 1, "retryCount": 0},
    "recentTasks": [{"taskState": "running", "taskId": "t1"}, {"taskState": "completed", "taskId": "t2"}],
}

PATHS = [
    ("state eq 'idle'", {"state"}),
    ("startTaskInfo/exitCode ne 0 and state eq 'idle'", {"startTaskInfo/exitCode", "state"}),
    ("recentTasks/any(t:t/taskState eq 'running')", {"recentTasks", "recentTasks/taskState"}),
    (
        "recentTasks/any(t:t/executionInfo/exitCode gt totalTasksRun)",
        {"recentTasks", "recentTasks/executionInfo/exitCode", "totalTasksRun"},
    ),
    (
        "errors/any(e:e/errorDetails/any(d:d/name eq e/code))",
        {"errors", "errors/errorDetails", "errors/errorDetails/name", "errors/code"},
    ),
    ("recentTasks/$count gt 1", {"recentTasks"}),
    ("$it/state eq 'idle'", {"state"}),
    ("true", set()),
]


@pytest.mark.parametrize(("text", "paths"), PATHS)
def test_paths_are_what_the_filter_reads(text: str, paths: set[str]) -> None:
    assert Filter(text).paths == paths


TEXTS = [
    ("state  eq\t'idle'", "state eq 'idle'"),
    ("((state EQ 'idle'))", "state eq 'idle'"),
    ("stateTransitionTime ge 2025-11-22T23:22:27.50+01:00", "stateTransitionTime ge DateTime'2025-11-22T22:22:27.5Z'"),
    ("state eq 'IDLE'", "state eq 'idle'"),
]


@pytest.mark.parametrize(("text", "canonical"), TEXTS)
def test_str_is_the_canonical_text_of_the_service(text: str, canonical: str) -> None:
    assert str(Filter(text)) == canonical


def test_repr_is_python_while_short() -> None:
    assert repr(Filter("state eq 'idle'")) == 'Filter(node.state == "idle")'
    assert repr(Filter("state eq 'idle'", schema=None)) == "Filter(\"state eq 'idle'\", schema=None)"
    odd = Filter("state eq 'idle'", semantics="odata", on_missing="null", on_error="exclude")
    assert repr(odd) == "Filter(node.state == \"idle\", semantics='odata', on_missing='null', on_error='exclude')"
    assert eval(repr(odd), {"Filter": Filter, "node": node}) == odd
    long = " or ".join(f"totalTasksRun eq {i}" for i in range(9))
    assert repr(Filter(long)) == f"Filter({long!r})"
    assert eval(repr(Filter("state ne 'idle'")), {"Filter": Filter, "node": node}) == Filter("state ne 'idle'")


def test_text_without_schema_is_standard_odata() -> None:
    assert str(Filter("x gt datetime'2025-01-01T00:00:00Z'", schema=None)) == "x gt 2025-01-01T00:00:00Z"
    assert Filter("stateTransitionTime gt 2025-01-01T00:00Z").to_text("odata4") == "stateTransitionTime gt 2025-01-01T00:00:00Z"


def test_errors_carry_every_finding_and_the_text() -> None:
    with pytest.raises(ODataCheckError) as caught:
        Filter("stat eq 'idle' and totalTasksRun gt '5'")
    assert len(caught.value.diagnostics) == 2
    assert "did you mean 'state'?" in str(caught.value)
    with pytest.raises(ODataSyntaxError) as syntax:
        Filter("state = 'idle'")
    assert (syntax.value.pos, syntax.value.lineno, syntax.value.colno) == (6, 1, 7)
    for error in (caught.value, syntax.value):
        again = pickle.loads(pickle.dumps(error))
        assert isinstance(again, ODataError)
        assert (again.diagnostics, str(again)) == (error.diagnostics, str(error))


def test_equal_by_meaning() -> None:
    one, other = Filter("state eq 'idle'"), Filter(" (state  eq 'idle') ")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Filter("state eq 'idle'", semantics="odata")
    assert one != Filter("state eq 'idle'", schema=None)
    assert one != "state eq 'idle'"
    assert Select("id, state") == Select(["id", "state"])


TOLD_APART = [
    # two texts of equal values, and whether a filter of one can decide otherwise than a filter of the other
    ("totaloffsetminutes(2025-01-01T00:00:00+01:00) eq 60", "totaloffsetminutes(2024-12-31T23:00:00Z) eq 60", True),
    ("hour(2025-01-01T00:00:00+01:00) eq 0", "hour(2024-12-31T23:00:00Z) eq 0", True),
    ("cast(2025-01-01T00:00:00+01:00,Edm.String) ne '2024-12-31T23:00:00Z'", "true", True),
    ("second(2016-12-31T23:59:60Z) eq 60", "second(2017-01-01T00:00:00Z) eq 60", True),
    ("2025-01-01T00:00:00Z gt 2024-01-01T00:00:00.5Z", "2025-01-01T00:00:00.000Z gt 2024-01-01T00:00:00.50Z", False),
    ("cast(-0.0,Edm.String) eq '-0'", "cast(0.0,Edm.String) eq '-0'", True),
    ("cast(1.50,Edm.String) eq '1.5'", "cast(1.5,Edm.String) eq '1.5'", False),
    ("cast(0.5 mul 2.0,Edm.String) eq '1'", "cast(1.0,Edm.String) eq '1'", False),
]


@pytest.mark.parametrize(("one", "other", "apart"), TOLD_APART)
def test_equal_filters_have_equal_answers(one: str, other: str, apart: bool) -> None:
    first, second = Filter(one, None), Filter(other, None)
    if apart:
        assert first != second
        assert first.matches({})
    else:
        assert first.matches({}) is second.matches({}) is True


def test_an_instant_compared_is_the_same_in_any_offset() -> None:
    one = Filter("allocationTime ge 2025-01-01T00:00:00+01:00 and state eq 'idle'")
    other = Filter("allocationTime ge 2024-12-31T23:00:00Z and state eq 'idle'")
    assert one == other
    assert hash(one) == hash(other)
    assert Filter("allocationTime in (2025-01-01T00:00:00+01:00)") == Filter("allocationTime in (2024-12-31T23:00:00Z)")
    apart = Filter("hour(2025-01-01T00:00:00+01:00) eq 0").equivalent(Filter("hour(2024-12-31T23:00:00Z) eq 0"))
    assert apart.answer is False


def test_immutable_and_without_truth_value() -> None:
    f = Filter("state eq 'idle'")
    with pytest.raises(AttributeError, match="immutable"):
        f.expr = Filter("true").expr
    with pytest.raises(AttributeError, match="immutable"):
        del f.expr
    with pytest.raises(TypeError, match="combine filters"):
        bool(f)
    assert copy.copy(f) is f
    assert copy.deepcopy(f) is f


def test_combination() -> None:
    idle, failed = Filter("state eq 'idle'"), Filter("startTaskInfo/exitCode ne 0 or totalTasksRun eq 0")
    assert str(idle & failed) == "state eq 'idle' and (startTaskInfo/exitCode ne 0 or totalTasksRun eq 0)"
    assert str(idle | failed) == "state eq 'idle' or startTaskInfo/exitCode ne 0 or totalTasksRun eq 0"
    assert str(~failed) == "not (startTaskInfo/exitCode ne 0 or totalTasksRun eq 0)"
    assert (idle & failed).matches(NODE)
    with pytest.raises(ValueError, match="they differ in"):
        idle & Filter("state eq 'idle'", schema=None)
    with pytest.raises(TypeError):
        idle & "state eq 'idle'"  # type: ignore[operator]


@pytest.mark.parametrize("options", [{}, {"semantics": "odata"}, {"on_missing": "null"}, {"schema": None}])
def test_pickle_keeps_meaning_options_and_positions(options: dict[str, str]) -> None:
    f = Filter("  state eq 'idle'", **options)  # type: ignore[arg-type]
    again = pickle.loads(pickle.dumps(f))
    assert again == f
    assert again.expr.span == f.expr.span
    assert pickle.loads(pickle.dumps(Select("id"))) == Select("id")


def test_matches_any_mapping_and_select_sees_the_whole_node() -> None:
    f = Filter("startTaskInfo/exitCode ne 0 and recentTasks/any(t:t/taskState eq 'COMPLETED')")
    assert f.matches(NODE)
    assert f(MappingProxyType(NODE))
    assert f.apply([NODE, {**NODE, "recentTasks": []}]) == [NODE]
    assert f.apply([NODE], select="id,startTaskInfo/exitCode") == [{"id": "tvm-1", "startTaskInfo": {"exitCode": 1}}]


def test_now_is_asked_once_per_call() -> None:
    asked: list[int] = []

    def clock() -> DateTimeOffset:
        asked.append(1)
        return DateTimeOffset.parse("2025-11-23T00:00:00Z")

    f = Filter("stateTransitionTime lt now() and now() gt stateTransitionTime", clock=clock)
    assert len(f.apply([NODE] * 5)) == 5
    assert len(asked) == 1


def test_a_plan_takes_the_present_for_now() -> None:
    f = Filter("stateTransitionTime lt now() sub duration'PT1H'", clock=lambda: DateTimeOffset.parse("2025-11-23T01:00:00Z"))
    plan = f.plan()
    assert plan.filter == "stateTransitionTime lt DateTime'2025-11-23T00:00:00Z'"
    assert plan.exact
    assert "DateTime'20" in str(Filter("lastBootTime gt now()").plan().filter)


WIDE = " or ".join(f"state eq 'idle' and totalTasksRun eq {i}" for i in range(5_000))
DEEP = "(" * 150 + "state eq 'idle'" + ")" * 150
NESTED = "not (" * 195 + "true" + ")" * 195


@pytest.mark.thorough
@pytest.mark.parametrize("text", [WIDE, DEEP, NESTED], ids=["wide", "parentheses", "nested"])
def test_no_recursion_error_within_the_limits(text: str) -> None:
    f = Filter(text)
    again = pickle.loads(pickle.dumps(f))
    assert f == again
    assert hash(f) == hash(again)
    assert f.expr == pickle.loads(pickle.dumps(f.expr))
    assert repr(f)
    assert repr(f.expr)
    assert str(Filter(str(f))) == str(f)
    assert copy.deepcopy(f.expr) is f.expr
    assert f.matches(NODE) == bool(f.apply([NODE]))
    assert f.apply([NODE] * 1000) == [NODE] * (1000 if f.matches(NODE) else 0)
    assert isinstance(validate(text), list)


def test_limits_are_diagnostics() -> None:
    with pytest.raises(ODataSyntaxError, match="nest"):
        Filter("not (" * 300 + "true" + ")" * 300)
    assert Filter("true and true", limits=Limits(terms=2)).matches({})
    with pytest.raises(ODataSyntaxError):
        Filter("true and true and true", limits=Limits(terms=2))


def test_one_filter_in_many_threads() -> None:
    f = Filter("startTaskInfo/exitCode ne 0 and state eq 'idle'")
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(len(f.apply([NODE] * 500)))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [500] * 8


VALIDATE = [
    ("state eq 'idle'", "filter", []),
    ("state = 'idle'", "filter", ["ODN1"]),
    ("stat eq 'idle' and totalTasksRun gt '5'", "filter", ["ODN2", "ODN3"]),
    ("id,stat", "select", ["ODN2"]),
    ("id,", "select", ["ODN1"]),
]


@pytest.mark.parametrize(("text", "option", "families"), VALIDATE)
def test_validate_returns_and_never_raises(text: str, option: str, families: list[str]) -> None:
    found = validate(text, option)  # type: ignore[arg-type]
    assert [d.code[:4] for d in found] == families
    assert [d.span for d in found] == sorted(d.span for d in found)


def test_wrong_option_values_are_named() -> None:
    with pytest.raises(ValueError, match="semantics is one of"):
        Filter("true", semantics="sql")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="made from text"):
        Filter(3)  # type: ignore[arg-type]


def test_patterns_need_an_engine_of_linear_time_or_consent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    text = "matchesPattern(vmSize,'^Standard_D\\d+')"
    with pytest.raises(ODataCheckError, match="google-re2"):
        Filter(text).matches(NODE)
    assert Filter(text, allow_backtracking_patterns=True).matches(NODE)
    assert pickle.loads(pickle.dumps(Filter(text, allow_backtracking_patterns=True))).matches(NODE)


def test_warnings_never_crowd_an_error_out() -> None:
    found = validate(" AND ".join(["isDedicated EQ true"] * 60) + " AND stat EQ 'idle'")
    assert len(found) == 100
    assert "ODN201" in [d.code for d in found]


TOGETHER = [
    ("(state eq 'idle' or totalTasksRun gt 5) and state eq 'running' and totalTasksRun lt 3", ["ODN521"]),
    ("startTaskInfo/exitCode gt 5 and not (startTaskInfo ne null)", ["ODN521"]),
    ("totalTasksRun gt 5 or not (totalTasksRun gt 7)", ["ODN522"]),
    ("totalTasksRun gt 5 or not (totalTasksRun gt 3)", []),
    ("startTaskInfo/exitCode gt 5 or startTaskInfo/exitCode le 5", []),  # an exit code can be missing
    ("(state eq 'idle' or totalTasksRun gt 5) and state eq 'running'", []),
    ("contains(id,'a') and length(id) lt 3", []),
]


@pytest.mark.parametrize(("text", "codes"), TOGETHER)
def test_conditions_are_looked_at_together(text: str, codes: list[str]) -> None:
    assert [d.code for d in validate(text)] == codes
