"""Filters on nodes: text, node, expected; then errors, inputs of other kinds, sizes, threads and what is generated."""

from __future__ import annotations

import copy
import datetime
import linecache
import pickle
import traceback
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import Any

import pytest

from odatanodes import ast, edm
from odatanodes.check import check
from odatanodes.compile import EvaluationError, MissingPropertyError, Predicate, compile_predicate
from odatanodes.diagnostics import ODataCheckError
from odatanodes.filter import Filter
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE
from tests.shop import SHOP

NODE: dict[str, Any] = {
    "id": "tvm-1",
    "state": "idle",
    "stateTransitionTime": "2025-11-22T22:22:27.2236818Z",
    "allocationTime": "2025-11-22T22:22:27Z",
    "ipAddress": "10.0.0.1",
    "vmSize": "Standard_D2_v5",
    "totalTasksRun": 7,
    "isDedicated": True,
    "startTaskInfo": {"state": "completed", "exitCode": 3, "retryCount": 0, "failureInfo": None},
    "recentTasks": [
        {"taskId": "t1", "taskState": "completed", "executionInfo": {"exitCode": 0, "retryCount": 0}},
        {"taskId": "t2", "taskState": "running"},
    ],
    "errors": [],
}

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


def predicate(text: str, schema: Any = BATCH_NODE, semantics: Any = "batch", **options: Any) -> Predicate:
    typed, found = check(parse_filter(text), schema)
    assert not [finding.message for finding in found if finding.severity == "error"]
    return compile_predicate(
        typed, semantics=semantics, text=text, clock=lambda: edm.DateTimeOffset.parse("2025-11-22T23:00:00Z"), **options
    )


def generated(text: str, *arguments: Any, **options: Any) -> Predicate:
    found = predicate(text, *arguments, **options)
    found.generate()
    return found


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
            closures, code = (compile_predicate(typed, semantics="batch") for _ in range(2))
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
        compile_predicate(typed, semantics="odata", text=text)
    start, end = caught.value.diagnostics[0].span
    assert 0 <= start < end <= len(text)


# --- without a schema ----------------------------------------------------------------------------------------------------

UNTYPED: tuple[tuple[str, dict[str, Any], bool], ...] = (
    ("when lt 2025-11-22T22:22:27Z", {"when": "2025-11-22T23:22:26+01:00"}, True),
    ("2025-11-22T22:22:27Z gt when", {"when": "2025-11-22T22:22:26Z"}, True),
    ("a/b eq null", {}, True),
    ("a/b/c ne 'x'", {"a": {"b": None}}, True),
    ("n eq 0.1", {"n": 0.1}, True),
    ("n gt 1", {"n": 1.5}, True),
    ("n gt m", {"n": 2, "m": 1.5}, True),
    ("s eq t", {"s": "A", "t": "A"}, True),
    ("flag", {"flag": True}, True),
    ("flag eq false", {"flag": False}, True),
    ("day eq 2025-11-22", {"day": "2025-11-22"}, True),
    ("year(day) eq 2025 and month(when) eq 11", {"day": "2025-01-02", "when": "2025-11-22T22:22:27Z"}, True),
    ("lasts gt duration'PT1H'", {"lasts": "PT61M"}, True),
    ("'b' in tags and tags/any(t:startswith(t,'a'))", {"tags": ["ab", "b"]}, True),
    ("tags/$count eq 2 and length(tags) eq 2", {"tags": ["ab", "b"]}, True),
    ("[a,b] in [[1,2],[3,4]]", {"a": 3, "b": 4}, True),
    ("a eq b", {"a": {"x": [1]}, "b": {"x": [1]}}, True),
    ("ref eq 01234567-89ab-cdef-0123-456789abcdef", {"ref": "01234567-89AB-CDEF-0123-456789ABCDEF"}, True),
)
UNTYPED_WRONG = (
    ("n eq 5", {"n": "five"}),
    ("n ne 5", {"n": "five"}),
    ("n eq 1", {"n": True}),
    ("s eq 'x'", {"s": 5}),
    ("flag", {"flag": "yes"}),
    ("not flag", {"flag": 0}),
    ("when lt 2025-11-22T22:22:27Z", {"when": "soon"}),
    ("a lt b", {"a": "x", "b": 1}),
    ("a add b gt 1", {"a": "x", "b": 1}),
    ("tags/any()", {"tags": "x"}),
    ("a/b eq 1", {"a": 1}),
    ("length(a) eq 1", {"a": 1}),
)


@pytest.mark.parametrize("make", [predicate, generated])
def test_without_a_schema_values_decide(make: Any) -> None:
    for text, node, wanted in UNTYPED:
        assert make(text, None, "odata").matches(node) is wanted, text
    for text, node in UNTYPED_WRONG:
        with pytest.raises(EvaluationError):
            make(text, None, "odata").matches(node)


def test_flags_and_other_types() -> None:
    node = {
        "Name": "x",
        "Style": "Yellow,Solid",
        "Size": "Big",
        "Price": 0.1,
        "Weight": 2,
        "Stock": "9007199254740993",
        "Ref": "01234567-89ab-cdef-0123-456789abcdef",
        "Born": "2024-02-29",
        "Opens": "08:30:00.5",
        "Lasts": "PT1H",
        "Tags": ["a", "B"],
    }
    for text in (
        "Style has Shop.Pattern'Yellow'",
        "Style has Shop.Pattern'Yellow,Solid'",
        "not (Style has Shop.Pattern'Dotted')",
        "Style eq Shop.Pattern'Solid,Yellow'",
        "Size ne Shop.Size'Small'",
        "Price eq 0.1 and Price lt 0.10000000000000000001",
        "Weight eq 2.0 and Weight divby 4 eq 0.5",
        "Stock eq 9007199254740993",
        "Ref eq 01234567-89AB-CDEF-0123-456789abcdef",
        "Born add duration'P1D' eq 2024-03-01 and day(Born) eq 29",
        "Opens gt 08:30:00 and minute(Opens) eq 30",
        "Lasts eq duration'PT60M' and totalseconds(Lasts) eq 3600",
        "Tags/any(t:t eq 'B') and 'a' in Tags",
        "Data eq null and not (Data ne null)",
    ):
        for make in (predicate, generated):
            assert make(text, SHOP, "odata").matches(node), text


# --- inputs of other kinds -------------------------------------------------------------------------------------------------


def test_mappings() -> None:
    for make in (predicate, generated):
        found = make("state eq 'idle' and startTaskInfo/exitCode eq 3 and recentTasks/any(t:t/taskId eq 't1')")
        node = MappingProxyType({**NODE, "startTaskInfo": MappingProxyType(NODE["startTaskInfo"])})
        assert found.matches(node)
        kept = found.apply([node, NODE])
        assert kept[0] is node
        assert kept[1] is NODE


def test_pydantic_nodes() -> None:
    from odatanodes.models import BatchNode

    raw = {**NODE, "url": "https://x", "affinityId": "a", "virtualMachineInfo": {}, "recentTasks": []}
    raw["startTaskInfo"] = {**NODE["startTaskInfo"], "startTime": "2025-11-22T22:22:27Z"}
    node = BatchNode.model_validate(raw)
    for make in (predicate, generated):
        assert make("stateTransitionTime eq 2025-11-22T22:22:27.2236818Z and startTaskInfo/exitCode eq 3").matches(node)
        assert make("lastBootTime eq null and state eq 'idle'").apply([node])[0] is node
    with pytest.raises(MissingPropertyError):
        predicate("state eq 'idle'").matches(BatchNode.model_construct(id="n1"))


def test_objects_of_the_azure_client() -> None:
    models = pytest.importorskip("azure.batch.models")
    node = models.BatchNode(copy.deepcopy(NODE))
    for make in (predicate, generated):
        assert make("stateTransitionTime eq 2025-11-22T22:22:27.2236818Z and startTaskInfo/exitCode eq 3").matches(node)
        assert make("recentTasks/any(t:t/taskId eq 't2') and lastBootTime eq null").apply([node]) == [node]


def test_python_values_in_a_node() -> None:
    when = datetime.datetime(2025, 11, 22, 22, 22, 27, 500_000, datetime.UTC)
    for make in (predicate, generated):
        assert make("stateTransitionTime eq 2025-11-22T22:22:27.5Z").matches({"stateTransitionTime": when})
        with pytest.raises(EvaluationError, match="which zone"):
            make("stateTransitionTime lt 2025-11-22T22:22:27.5Z").matches({"stateTransitionTime": when.replace(tzinfo=None)})


def test_what_is_no_node() -> None:
    for make in (predicate, generated):
        with pytest.raises(TypeError, match="a node is a mapping"):
            make("state eq 'idle'").matches("idle")
        with pytest.raises(TypeError, match="a node is a mapping"):
            make("state eq 'idle'").apply({"state": "idle"})


def test_any_iterable_of_nodes() -> None:
    found = generated("state eq 'idle'")
    assert found.apply(node for node in [NODE]) == [NODE]
    assert found.apply((NODE,)) == [NODE]
    assert found.apply([]) == []


# --- now ---------------------------------------------------------------------------------------------------------------------


def test_now_is_one_instant_for_a_call() -> None:
    ticks = iter(range(100))
    typed, _ = check(parse_filter("now() eq now() and stateTransitionTime lt now()"), BATCH_NODE)
    found = compile_predicate(
        typed, semantics="batch", clock=lambda: edm.DateTimeOffset.from_order(10**24 + next(ticks) * edm.PICO)
    )
    page = [NODE] * 400
    assert len(found.apply(page)) == 400
    assert next(ticks) == 1
    assert found.matches(NODE)
    assert next(ticks) == 3


def test_now_is_the_present_by_default() -> None:
    typed, _ = check(parse_filter("now() gt 2024-01-01T00:00:00Z and now() lt 2124-01-01T00:00:00Z"), BATCH_NODE)
    assert compile_predicate(typed, semantics="batch").matches(NODE)


# --- sizes, threads, generated code --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["and", "or"])
def test_ten_thousand_terms(word: str) -> None:
    text = f" {word} ".join(f"totalTasksRun {'ne' if word == 'and' else 'eq'} {number}" for number in range(100, 10_100))
    found = predicate(text)
    assert found.matches(NODE) is (word == "and")
    found.generate()
    assert found.matches(NODE) is (word == "and")
    assert len(found.apply([NODE, {**NODE, "totalTasksRun": 5000}])) == 1


def test_two_hundred_levels() -> None:
    text = "not (" * 99 + "state eq 'idle'" + ")" * 99
    for make in (predicate, generated):
        assert make(text).matches(NODE) is False
    deep = ast.Compare("eq", ast.Member(None, "state"), ast.Literal("idle"))
    for level in range(190):
        deep = (ast.And if level % 2 else ast.Or)((deep, ast.Literal(level % 2 == 1)))  # type: ignore[assignment]
    typed, _ = check(deep, BATCH_NODE)
    for generate in (False, True):
        found = compile_predicate(typed, semantics="batch")
        if generate:
            found.generate()
        assert found.matches(NODE)


def test_code_is_generated_when_enough_nodes_have_come_by() -> None:
    found = predicate("state eq 'idle'")
    first = found.matches
    for _ in range(400):
        assert found.matches(NODE)
    assert found.matches is not first
    large = predicate("state eq 'idle'")
    assert len(large.apply([NODE] * 1000)) == 1000
    assert large.matches.__name__ == "one"


def test_generated_source_is_shown_and_forgotten() -> None:
    found = generated("vmSize eq 'secret'' + __import__(''os'')'")
    filename = found.matches.__code__.co_filename
    source = "".join(linecache.getlines(filename))
    assert "def one(n, e=nothing):" in source
    assert "secret" not in source
    assert "vmSize" not in source
    del found
    import gc

    gc.collect()
    assert filename not in linecache.cache


def test_a_traceback_through_generated_code_has_its_lines() -> None:
    class Broken(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            raise RuntimeError(name)

        get = __getitem__  # type: ignore[assignment]

    found = generated("state eq 'idle'")
    with pytest.raises(RuntimeError) as caught:
        found.matches(Broken(state="idle"))
    assert "return exact(n, e)" in "".join(traceback.format_exception(caught.value))


def test_threads_share_a_predicate() -> None:
    found = predicate("state eq 'idle' and startTaskInfo/exitCode eq 3")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: (found.matches(NODE), len(found.apply([NODE] * 100))), range(200)))
    assert set(answers) == {(True, 100)}


def test_filter_uses_it() -> None:
    found = Filter("state eq 'idle' and startTaskInfo/exitCode eq 3")
    assert found.matches(NODE)
    assert found.apply([NODE] * 500) == [NODE] * 500
    assert found.trace(NODE).matched


def test_too_deep_a_tree_is_refused() -> None:
    deep: ast.Expr = ast.Member(None, "isDedicated")
    for _ in range(2_000):
        deep = ast.Compare("eq", ast.Not(deep), ast.Literal(True))
    with pytest.raises(ODataCheckError, match="nested so deeply"):
        compile_predicate(deep, semantics="batch")


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


def test_more_brackets_than_python_reads_are_left_to_closures() -> None:
    f = Filter("tolower(" * 197 + "id" + ")" * 197 + " eq 'a'")
    assert f.matches({"id": "A"})
    assert len(f.apply([{"id": "A"}] * 400)) == 400


def test_a_clock_may_return_a_datetime_and_is_to_blame_for_anything_else() -> None:
    node = {"id": "n", "stateTransitionTime": "2025-01-01T00:00:00Z"}
    moment = datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)
    f = Filter("stateTransitionTime lt now()", clock=lambda: moment)  # type: ignore[arg-type,return-value]
    assert f.matches(node)
    assert f.trace(node).matched
    assert f.plan().filter == "stateTransitionTime lt DateTime'2025-01-02T00:00:00Z'"
    with pytest.raises(TypeError, match="a clock returns an instant"):
        Filter("stateTransitionTime lt now()", clock=lambda: None, on_error="exclude").matches(node)  # type: ignore[arg-type,return-value]
