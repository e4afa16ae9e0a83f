"""Filters on nodes: text, node, expected; then errors, inputs of other kinds, sizes, threads and what is generated."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from odatanodes import ast, edm
from odatanodes.check import check
from odatanodes.diagnostics import ODataCheckError
from odatanodes.evaluate import EvaluationError, MissingPropertyError, Rules, compile_predicate
from odatanodes.filter import Filter
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE
from tests.kit.predicates import NODE, generated, predicate

MATCHES = (
    # comparisons and null
    ("state eq 'idle'", True),
    ("state eq 'IDLE'", True),
    ("state ne 'idle'", False),
    ("vmSize eq 'STANDARD_d2_V5'", True),
    ("totalTasksRun gt 6.5", True),
    ("totalTasksRun eq 7.0", True),
    ("7 le totalTasksRun", True),
    ("startTaskInfo/exitCode ne 0", True),
    ("lastBootTime eq null", True),
    ("lastBootTime ne 2025-11-22T22:22:27Z", True),
    ("lastBootTime lt 2025-11-22T22:22:27Z", False),
    ("not (lastBootTime lt 2025-11-22T22:22:27Z)", True),
    ("lastBootTime ge 2025-11-22T22:22:27Z", False),
    ("lastBootTime le null", True),
    ("startTaskInfo/failureInfo eq null", True),
    ("nodeAgentInfo/version eq null", True),
    ("nodeAgentInfo/version eq '1'", False),
    ("startTaskInfo ne null", True),
    # three values: a null is neither kept nor is its negation
    ("startswith(schedulingState,'e')", False),
    ("not startswith(schedulingState,'e')", False),
    ("contains(ipv6Address,':') or true", True),
    ("isDedicated", True),
    ("not isDedicated", False),
    ("isDedicated eq true and isDedicated ne false", True),
    # instants
    ("stateTransitionTime eq 2025-11-22T22:22:27.22368180Z", True),
    ("stateTransitionTime eq 2025-11-23T00:22:27.2236818+02:00", True),
    ("stateTransitionTime gt 2025-11-22T22:22:27.223681Z", True),
    ("stateTransitionTime lt 2025-11-22T22:22:27.223681800001Z", True),
    ("allocationTime eq DateTime'2025-11-22T22:22:27.000Z'", True),
    ("allocationTime lt stateTransitionTime", True),
    ("stateTransitionTime sub allocationTime eq duration'PT0.2236818S'", True),
    ("stateTransitionTime gt now() sub duration'PT1H'", True),
    ("year(stateTransitionTime) eq 2025 and second(stateTransitionTime) eq 27", True),
    # in
    ("state in ('running','IDLE')", True),
    ("state in ('running')", False),
    ("not (state in ('running'))", True),
    ("lastBootTime in (null)", True),
    ("totalTasksRun in (1,7)", True),
    # collections
    ("recentTasks/any(t:t/taskState eq 'running')", True),
    ("recentTasks/all(t:t/taskState eq 'running')", False),
    ("recentTasks/any(t:t/executionInfo/exitCode eq 0 and t/taskId eq 't1')", True),
    ("recentTasks/any(t:t/executionInfo/exitCode eq 0 and t/taskId eq 't2')", False),
    ("recentTasks/any()", True),
    ("errors/any()", False),
    ("errors/all(e:e/code eq 'x')", True),
    ("certificateReferences/any()", False),
    ("recentTasks/any(t:t/taskId ne id and recentTasks/any(u:u/taskId ne t/taskId))", True),
    ("recentTasks/all(t:t/taskState eq 'completed' or t/executionInfo eq null)", True),
    ("recentTasks/$count eq 2", True),
    ("recentTasks/$count($filter=taskState eq 'running') eq 1", True),
    ("errors/$count eq 0", True),
    ("recentTasks/$filter(taskState eq 'running')/any(t:t/taskId eq 't2')", True),
    ("recentTasks/$filter(taskState eq 'running' and $it/state eq 'idle')/$count eq 1", True),
    ("$it/state eq 'idle'", True),
    ("length(recentTasks) eq 2", True),
    # arithmetic and functions
    ("totalTasksRun div 2 eq 3 and totalTasksRun mod 4 eq 3 and totalTasksRun divby 2 eq 3.5", True),
    ("length(id) add 2 eq totalTasksRun", True),
    ("concat(id,state) eq 'tvm-1idle'", True),
    ("case(totalTasksRun gt 5:'many',true:'few') eq 'many'", True),
    ("cast(totalTasksRun,Edm.String) eq '7'", True),
    ("indexof(vmSize,'d2') eq 9", True),
    ("totalTasksRun gt 5 eq true", True),
)


@pytest.mark.parametrize(("text", "wanted"), MATCHES, ids=[text for text, _ in MATCHES])
@pytest.mark.parametrize("make", [predicate, generated])
def test_matches(make: Any, text: str, wanted: bool) -> None:
    try:
        found = make(text)
    except AssertionError:
        found = make(text, None)  # properties the schema has not
    assert found.matches(NODE) is wanted
    assert found.apply([NODE]) == ([NODE] if wanted else [])


def test_ordinal_semantics() -> None:
    for make in (predicate, generated):
        assert not make("id eq 'TVM-1'", semantics="odata").matches(NODE)
        assert make("id eq 'tvm-1' and id lt 'tvm-2' and startswith(id,'tvm')", semantics="odata").matches(NODE)
        assert not make("startswith(id,'TVM') or id in ('TVM-1') or contains(id,'VM')", semantics="odata").matches(NODE)


# --- instants: every spelling against every bound ----------------------------------------------------------------------

SPELLINGS = (
    *("2025-11-22T22:22:27.5Z", "2025-11-22T22:22:27.500Z", "2025-11-22T22:22:27.50000000000Z", "2025-11-22T22:22:27.4999999Z"),
    *("2025-11-22T22:22:27.5000001Z", "2025-11-22T22:22:27Z", "2025-11-22T22:22:28Z", "2025-11-22T22:22:00Z", "2025-11-22T22:22Z"),
    *("2025-11-22T22:21:60Z", "2025-11-22T22:21:60.5Z", "2025-11-22T22:21:59.999Z", "2025-11-22T22:21Z", "2025-11-22T22:23Z"),
    *("2025-11-22T23:22:27.5+01:00", "2025-11-22T22:22:00+00:00", "2025-11-23T12:22:27.5+14:00", "2025-11-22T22:22:27.5-00:01"),
    *("2025-11-22t22:22:27.5z", "12025-11-22T22:22:27Z", "2024-11-22T22:22:27Z", "-0044-03-15T00:00:00Z", "2026-01-01T00:00:00Z"),
    *("Sat, 22 Nov 2025 22:22:27 GMT", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "10000-01-01T00:00:00Z"),
    *("2025-11-22T22:22:00.000000000001Z", "2025-11-22T22:22:00.1Z", "20250-11-22T22:22:27Z", "2016-12-31T23:59:60Z"),
)
BOUNDS = tuple(text for text in SPELLINGS if not text.startswith("Sat"))
SIGNS = {"eq": "__eq__", "ne": "__ne__", "lt": "__lt__", "le": "__le__", "gt": "__gt__", "ge": "__ge__"}


@pytest.mark.parametrize("bound", BOUNDS)
def test_instants_compare_exactly_in_every_spelling(bound: str) -> None:
    literal = edm.DateTimeOffset.parse(bound)
    for op, sign in SIGNS.items():
        for negated in (False, True):
            compared = ast.Compare(op, ast.Member(None, "stateTransitionTime"), ast.Literal(literal))  # type: ignore[arg-type]
            typed, _ = check(ast.Not(compared) if negated else compared, BATCH_NODE)
            closures, code = (compile_predicate(typed, BATCH_NODE, Rules("batch")) for _ in range(2))
            code.generate()
            for spelling in SPELLINGS:
                node = {"id": "n", "stateTransitionTime": spelling}
                wanted = getattr(edm.DateTimeOffset.parse(spelling).order, sign)(literal.order) is not negated
                assert closures.matches(node) is wanted, (spelling, op, negated)
                assert code.matches(node) is wanted, (spelling, op, negated)
                assert code.apply([node]) == ([node] if wanted else []), (spelling, op, negated)


# --- errors ------------------------------------------------------------------------------------------------------------

WRONG: tuple[tuple[str, dict[str, Any], str, Any], ...] = (
    ("startTaskInfo/exitCode eq 3", {"startTaskInfo": {"exitCode": "five"}}, "startTaskInfo/exitCode", "five"),
    ("startTaskInfo/exitCode ne 3", {"startTaskInfo": {"exitCode": "five"}}, "startTaskInfo/exitCode", "five"),
    ("startTaskInfo/exitCode eq 1", {"startTaskInfo": {"exitCode": True}}, "startTaskInfo/exitCode", True),
    ("startTaskInfo/exitCode eq 3", {"startTaskInfo": {"exitCode": 3.0}}, "startTaskInfo/exitCode", 3.0),
    ("startTaskInfo/exitCode in (3)", {"startTaskInfo": {"exitCode": "3"}}, "startTaskInfo/exitCode", "3"),
    ("startTaskInfo/exitCode eq 3", {"startTaskInfo": "completed"}, "startTaskInfo", "completed"),
    ("startTaskInfo/exitCode eq 3", {"startTaskInfo": ""}, "startTaskInfo", ""),
    ("startTaskInfo/exitCode eq 3", {"startTaskInfo": []}, "startTaskInfo", []),
    ("vmSize eq 'x'", {"vmSize": 5}, "vmSize", 5),
    ("vmSize ne 'x'", {"vmSize": None}, "vmSize", None),
    ("vmSize in ('x','y')", {"vmSize": True}, "vmSize", True),
    ("startswith(vmSize,'x')", {"vmSize": ["x"]}, "vmSize", ["x"]),
    ("contains(vmSize,'x')", {"vmSize": ["x"]}, "vmSize", ["x"]),
    ("length(vmSize) eq 1", {"vmSize": ["x"]}, "vmSize", ["x"]),
    ("isDedicated", {"isDedicated": "true"}, "isDedicated", "true"),
    ("isDedicated eq false", {"isDedicated": 0}, "isDedicated", 0),
    ("stateTransitionTime lt 2025-11-22T22:22:27Z", {"stateTransitionTime": "yesterday"}, "stateTransitionTime", "yesterday"),
    ("stateTransitionTime lt 2025-11-22T22:22:27Z", {"stateTransitionTime": "2025-11-22"}, "stateTransitionTime", "2025-11-22"),
    ("lastBootTime ge 2025-11-22T22:22:27Z", {"lastBootTime": "2025-11-22T22:22:27"}, "lastBootTime", "2025-11-22T22:22:27"),
    ("stateTransitionTime eq 2025-11-22T22:22:27Z", {"stateTransitionTime": 1763850147}, "stateTransitionTime", 1763850147),
    ("year(stateTransitionTime) eq 2025", {"stateTransitionTime": "2025"}, "stateTransitionTime", "2025"),
    ("recentTasks/any(t:t/taskId eq 'x')", {"recentTasks": {"taskId": "x"}}, "recentTasks", {"taskId": "x"}),
    ("recentTasks/any(t:t/taskId eq 'x')", {"recentTasks": "x"}, "recentTasks", "x"),
    ("recentTasks/any(t:t/taskId eq 'x')", {"recentTasks": [{"taskId": 1}]}, "recentTasks/taskId", 1),
    ("recentTasks/any(t:t/taskId eq 'x')", {"recentTasks": ["x"]}, "recentTasks", "x"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "change", "path", "value"), WRONG, ids=[f"{text} {change}" for text, change, *_ in WRONG])
@pytest.mark.parametrize("semantics", ["batch", "odata"])
def test_a_value_of_another_type_is_an_error_in_every_form(
    semantics: str, text: str, change: dict[str, Any], path: str, value: Any
) -> None:
    node = {**NODE, **change}
    raised = []
    for make in (predicate, generated):
        for use in (make(text, semantics=semantics).matches, lambda node, m=make: m(text, semantics=semantics).apply([NODE, node])):
            with pytest.raises(EvaluationError) as caught:
                use(node)
            raised.append(caught.value)
    for error in raised:
        assert (error.path, error.value, error.node_id) == (path, value, "tvm-1")
        start, end = error.diagnostics[0].span
        assert 0 <= start < end <= len(text)
        assert error.diagnostics == raised[0].diagnostics
    for make in (predicate, generated):
        excluding = make(text, semantics=semantics, on_error="exclude")
        assert excluding.matches(node) is False
        assert node not in excluding.apply([NODE, node, NODE])


def test_a_message_says_what_and_where() -> None:
    with pytest.raises(EvaluationError) as caught:
        predicate("state eq 'idle' and startTaskInfo/exitCode eq 3").matches({**NODE, "startTaskInfo": {"exitCode": "five"}})
    assert str(caught.value).splitlines() == [
        "error[ODN602]: 'startTaskInfo/exitCode' of node 'tvm-1' is 'five', not Edm.Int32",
        " --> <expression>:1:21",
        "  |",
        "1 | state eq 'idle' and startTaskInfo/exitCode eq 3",
        "  |                     ^^^^^^^^^^^^^^^^^^^^^^",
        '  = help: the data does not follow the schema; on_error="exclude" leaves such nodes out',
    ]


def test_a_missing_required_property_names_the_likely_cause() -> None:
    for make in (predicate, generated):
        for text in ("vmSize eq 'x'", "not (vmSize eq 'x')", "vmSize eq null", "length(vmSize) gt 3", "vmSize in ('x')"):
            with pytest.raises(MissingPropertyError, match=r"node 'n9' has no 'vmSize'.*(\n.*)*\$select") as caught:
                make(text).matches({"id": "n9"})
            assert (caught.value.path, caught.value.node_id) == ("vmSize", "n9")
            with pytest.raises(MissingPropertyError):
                make(text, on_error="exclude").apply([{"id": "n9"}])
        assert make("vmSize eq null", on_missing="null").matches({"id": "n9"})
        assert make("vmSize eq null", on_missing="null").matches({"id": "n9", "vmSize": None})
        assert not make("vmSize eq 'x'", on_missing="null").apply([{"id": "n9"}])


def test_a_property_that_is_not_reached_may_be_missing() -> None:
    for make in (predicate, generated):
        assert not make("state eq 'running' and vmSize eq 'x'").matches({"id": "n", "state": "idle"})
        assert make("state eq 'idle' or vmSize eq 'x'").matches({"id": "n", "state": "idle"})
        assert not make("startswith(schedulingState,'x') and vmSize eq 'x'").matches({"id": "n"})  # null settles an `and`
        with pytest.raises(MissingPropertyError):
            make("not (startswith(schedulingState,'x') and vmSize eq 'x')").matches({"id": "n"})


def test_division_by_zero_names_the_node() -> None:
    with pytest.raises(EvaluationError, match="division of 7 by zero at node 'tvm-1'"):
        predicate("totalTasksRun div runningTasksCount eq 1").matches({**NODE, "runningTasksCount": 0})


def test_errors_can_be_pickled() -> None:
    with pytest.raises(EvaluationError) as caught:
        predicate("vmSize eq 'x'").matches({"id": "n", "vmSize": 5})
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again), again.path, again.value, again.node_id) == (
        EvaluationError,
        str(caught.value),
        "vmSize",
        5,
        "n",
    )


REFUSED = (
    "geo.distance(a,b) lt 1.0",
    "Name eq Ns.Function(x=1)",
    "@p eq 1",
    "@Core.Messages eq null",
    "a/Ns.Type/b eq 1",
    "$root/People eq null",
    "Items/$filter(a eq 1)(1)/b eq 2",
    "isof(Ns.Type)",
    "cast(a,Ns.Type) eq null",
    "Items/$count($search=x) eq 1",
    "length(geography'SRID=0;Point(1 2)') eq 1",
    "x/Ns.Bound() eq 1",
)


@pytest.mark.parametrize("text", REFUSED)
def test_what_only_a_service_can_answer_is_refused_at_compile_time(text: str) -> None:
    typed, _ = check(parse_filter(text), None)
    with pytest.raises(ODataCheckError, match="cannot be evaluated here") as caught:
        compile_predicate(typed, None, Rules("odata", text=text))
    start, end = caught.value.diagnostics[0].span
    assert 0 <= start < end <= len(text)


ODD_TIMES = [
    ("hour(lastBootTime) eq 23", "2025-11-22T22:59:60Z", True),
    ("hour(lastBootTime) eq 22", "2025-11-22t22:59:00Z", True),
    ("day(lastBootTime) eq 31", "2025-10-31T22:59:00+01:00", True),
    ("stateTransitionTime gt 2025-11-22T23:00:00Z", "2025-11-22t01:00:00Z", False),
    ("stateTransitionTime lt 2025-11-22T23:00:00Z", "2025-11-22t01:00:00Z", True),
]


@pytest.mark.parametrize(("text", "time", "expected"), ODD_TIMES)
def test_every_form_reads_odd_spellings_of_an_instant(text: str, time: str, expected: bool) -> None:
    node = {"id": "n", "stateTransitionTime": time, "lastBootTime": time}
    assert Filter(text).matches(node) is expected
    assert Filter(text).apply([node] * 400) == ([node] * 400 if expected else [])


NO_TIMES = [
    ("month(lastBootTime) eq 13", "2025-13-45T00:00:00Z"),
    ("year(lastBootTime) eq 2025", "2025-11-22T25:00:00Z"),
    ("lastBootTime lt 2025-11-22T23:00:00Z", "2025-11-22 22:22:27Z"),
    ("lastBootTime gt 2025-11-22T23:00:00Z", "unknown Z"),
    ("lastBootTime gt 2025-11-22T23:00:00Z", "ZZZZ"),
]


@pytest.mark.parametrize(("text", "time"), NO_TIMES)
def test_what_is_no_instant_is_an_error_in_every_form(text: str, time: str) -> None:
    node = {"id": "n", "lastBootTime": time}
    for evaluate in (Filter(text).matches, lambda node: Filter(text).apply([node] * 400)):
        with pytest.raises(EvaluationError):
            evaluate(node)
