"""The list APIs as data, against the reference; and what they refuse."""

from __future__ import annotations

import json

import pytest

from odatanodes import ast, edm
from odatanodes.check import check, check_select
from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.parse import parse_filter, parse_select
from odatanodes.schema import BATCH_NODE, entity, resolve
from odatanodes.service import LIST_NODES, SERVICES, Service, refusals, select_refusals
from tests.kit.support import run_python, shared

TYPES = {"DateTime": edm.DATE_TIME_OFFSET, "Int": edm.INT32, "String": edm.STRING, "Boolean": edm.BOOLEAN}
TEN = "DateTime'2025-11-22T10:00:00Z'"
REFUSED = [
    # text, then code, marked text and help of each finding
    ("vmSize eq 'a1'", [("ODN401", "vmSize", "list-nodes filters on 'state', 'stateTransitionTime',")]),
    ("$it/vmSize eq 'a1'", [("ODN401", "$it/vmSize", "list-nodes filters on")]),
    ("isDedicated", [("ODN401", "isDedicated", "list-nodes filters on")]),
    ("startswith(id,'tvm')", [("ODN401", "id", "list-nodes filters on")]),
    (
        "startTaskInfo/state ne 'running'",
        [("ODN402", "startTaskInfo/state ne 'running'", "on this property it accepts 'eq'; 'plan'")],
    ),
    ("state gt 'idle'", [("ODN402", "state gt 'idle'", "on this property it accepts 'eq' and 'ne'")]),
    ("'idle' lt state", [("ODN405", "'idle' lt state", "'plan' tests this here"), ("ODN402", "'idle' lt state", "it accepts")]),
    ("startswith(state,'i')", [("ODN402", "startswith(state,'i')", "on this property it accepts 'eq' and 'ne'")]),
    ("not (state eq 'idle')", [("ODN403", "not", "write state ne 'idle'")]),
    (
        "not (state eq 'idle' and vmSize eq 'a1')",
        [("ODN403", "not", "'plan' tests"), ("ODN401", "vmSize", "list-nodes filters on")],
    ),
    ("not (lastBootTime lt now())", [("ODN403", "not", "'plan' tests"), ("ODN403", "now()", "'plan' tests")]),
    ("state in ('idle','offline')", [("ODN403", "state in ('idle','offline')", "write state eq 'idle' or state eq 'offline'")]),
    ("vmSize in ('a','b')", [("ODN403", "vmSize in ('a','b')", "'plan' tests"), ("ODN401", "vmSize", "list-nodes filters on")]),
    ("contains(vmSize,'a')", [("ODN403", "contains(vmSize,'a')", "'plan' tests this here and sends the rest")]),
    (
        "date(allocationTime) eq 2025-11-22",
        [("ODN403", "date(allocationTime)", "write allocationTime ge DateTime'2025-11-22T00:00:00Z'")],
    ),
    ("allocationTime lt now() sub duration'PT1H'", [("ODN403", "now() sub duration'PT1H'", "'plan' sends it, given a value for")]),
    ("length(state) gt 3", [("ODN403", "length(state)", "'plan' tests this here")]),
    ("startTaskInfo/exitCode add 1 gt 5", [("ODN403", "startTaskInfo/exitCode add 1", "write startTaskInfo/exitCode gt 4")]),
    ("allocationTime lt @since", [("ODN403", "@since", "give '@since' a value")]),
    ("errors/any(e:e/code eq 'x')", [("ODN403", "errors/any(e:e/code eq 'x')", "'plan' tests this here")]),
    ("true", [("ODN403", "true", "'plan' tests this here")]),
    ("startTaskInfo/endTime eq null", [("ODN404", "null", "'plan' tests this here")]),
    ("startTaskInfo/exitCode ne null", [("ODN404", "null", "write startTaskInfo/exitCode lt 0 or startTaskInfo/exitCode ge 0")]),
    ("'idle' eq state", [("ODN405", "'idle' eq state", "write state eq 'idle'")]),
    (f"{TEN} le allocationTime", [("ODN405", f"{TEN} le allocationTime", f"write allocationTime ge {TEN}")]),
    ("allocationTime gt lastBootTime", [("ODN405", "allocationTime gt lastBootTime", "'plan' tests this here")]),
    ("1 eq 1", [("ODN405", "1 eq 1", "'plan' tests this here")]),
    ("allocationTime lt 2025-11-22T10:00:00Z", [("ODN406", "2025-11-22T10:00:00Z", f"write {TEN}")]),
    ("startTaskInfo/exitCode gt 1.5", [("ODN406", "1.5", "write startTaskInfo/exitCode gt 1")]),
    (f"state eq 'idle' and allocationTime lt {TEN} or (startTaskInfo/exitCode ge -1 and startTaskInfo/state eq 'running')", []),
    ("allocationTime lt datetime'2025-11-22T10:00:00Z' and lastBootTime ne DateTime'Sat, 22 Nov 2025 10:00:00 GMT'", []),
]
FIXED = [
    ("not (state eq 'idle')", "state ne 'idle'"),
    ("vmSize eq 'a' or not (state in ('idle','offline'))", "vmSize eq 'a' or (state ne 'idle' and state ne 'offline')"),
    ("state eq 'idle' and state in ('idle','offline')", "state eq 'idle' and (state eq 'idle' or state eq 'offline')"),
    ("allocationTime lt 2025-11-22T10:00:00+01:00", "allocationTime lt DateTime'2025-11-22T09:00:00Z'"),
    ("2025-11-22T10:00:00Z gt allocationTime", f"allocationTime lt {TEN}"),
    ("(state eq 'idle') eq false", "state ne 'idle'"),
]


def refused(text: str, service: Service = LIST_NODES, *, canonical: bool = False) -> list[Diagnostic]:
    expr, found = check(parse_filter(text), service.schema)
    assert [finding for finding in found if finding.severity == "error"] == []
    return refusals(expr, service, canonical=canonical)


# --- data ----------------------------------------------------------------------------------------------------------------


def test_the_tables_are_those_of_the_reference() -> None:
    reference = json.loads(shared("reference/batch-filterable.json").read_text(encoding="utf-8"))
    ours = {
        service.title: {entry.property: (set(entry.operators), entry.type) for entry in service.filterable.values()}
        for service in SERVICES.values()
        if service.filterable
    }
    assert ours == {
        title: {row["property"]: (set(row["operators"]), TYPES[row["type"]]) for row in rows} for title, rows in reference.items()
    }


def test_names_are_those_of_the_command_line() -> None:
    assert LIST_NODES is SERVICES["list-nodes"]
    assert all(name == service.name and name.startswith("list-") and name == name.lower() for name, service in SERVICES.items())
    assert len(SERVICES) == 16


def test_nodes_have_the_schema_of_nodes() -> None:
    assert LIST_NODES.schema is BATCH_NODE
    assert LIST_NODES.path == "/pools/{poolId}/nodes"
    for path, entry in LIST_NODES.filterable.items():
        found = resolve(BATCH_NODE, path.split("/"))
        assert found is not None
        assert found.type is entry.type


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "list-nodes"])
def test_the_others_have_those_of_their_items(name: str) -> None:
    service = SERVICES[name]
    assert service.schema is entity(service.entity)
    assert service.schema.semantics == "batch"
    for path, entry in service.filterable.items():
        found = resolve(service.schema, service.schema.aliases.get(path, path).split("/"))
        assert found is not None
        assert found.type is entry.type


def test_an_unknown_property_of_another_api_is_a_mistake() -> None:
    _, found = check(parse_filter("executionInfo/exitcode eq 0"), SERVICES["list-tasks"].schema)
    assert [(finding.code, finding.help) for finding in found] == [("ODN201", "did you mean 'exitCode'?")]


def test_services_load_nothing_heavy() -> None:
    heavy = ["pydantic", "lark", "hypothesis", "decimal", "json", "typing", "dataclasses"]
    done = run_python("-S", "-c", f"import sys, odatanodes.service; print([name for name in {heavy} if name in sys.modules])")
    assert done.out == "[]\n", done


# --- what is refused -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), REFUSED)
def test_what_the_service_refuses(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = refused(text)
    assert [(finding.code, text[slice(*finding.span)]) for finding in found] == [row[:2] for row in expected]
    for finding, (_, _, help) in zip(found, expected, strict=True):
        assert finding.severity == "error"
        assert help in finding.help


@pytest.mark.parametrize(("text", "fixed"), FIXED)
def test_a_fix_makes_the_text_acceptable(text: str, fixed: str) -> None:
    fixes = [finding.fix for finding in refused(text) if isinstance(finding.fix, Fix)]
    assert len(fixes) == 1
    start, end = fixes[0].span
    assert text[:start] + fixes[0].text + text[end:] == fixed


def test_inside_a_not_nothing_is_rewritten() -> None:
    """Equal as conditions is less than equal: a missing Boolean is null, compared with true it is false."""
    found = refused("not (enableAutoScale and id gt 'a')", SERVICES["list-pools"])
    assert [finding.fix for finding in found] == [None] * len(found)


def test_the_form_of_a_literal_does_not_matter_when_the_canonical_text_is_sent() -> None:
    assert refused("allocationTime lt 2025-11-22T10:00:00Z", canonical=True) == []


def test_other_apis_have_their_own_lists() -> None:
    assert refused("startswith(id,'dagster-') and state eq 'active'", SERVICES["list-jobs"]) == []
    assert [d.code for d in refused("allocationState ne 'steady'", SERVICES["list-pools"])] == ["ODN402"]
    assert [d.help for d in refused("enableAutoScale", SERVICES["list-pools"])] == ["write enableAutoScale eq true"]


def test_findings_are_limited_and_cheap() -> None:
    wide = " and ".join(f"vmSize eq '{number}'" for number in range(5_000))
    assert len(refused(wide)) == 100
    deep = "not (" * 60 + wide + ")" * 60
    assert len(refused(deep)) == 100


SELECTED = [
    ("id,state", []),
    ("*", []),
    ("id, startTaskInfo/exitCode", ["startTaskInfo/exitCode"]),
    ("id,startTaskInfo($select=exitCode)", ["startTaskInfo($select=exitCode)"]),
    ("Ns.*", ["Ns.*"]),
]


@pytest.mark.parametrize(("text", "marked"), SELECTED)
def test_what_the_service_does_not_select(text: str, marked: list[str]) -> None:
    tree, _ = check_select(parse_select(text), None)
    found = select_refusals(tree, LIST_NODES)
    assert [text[slice(*finding.span)] for finding in found] == marked
    assert {finding.code for finding in found} <= {"ODN407"}


def test_some_apis_have_no_select() -> None:
    found = select_refusals(parse_select("name"), SERVICES["list-task-files"])
    assert [(finding.code, finding.message) for finding in found] == [("ODN407", "'list-task-files' has no $select")]


def test_a_tree_without_text_is_looked_at_as_well() -> None:
    path = ast.Member(None, "vmSize", type=edm.STRING, prop=BATCH_NODE.properties["vmSize"])
    assert [finding.code for finding in refusals(ast.Compare("eq", path, ast.Literal("a1")), LIST_NODES)] == ["ODN401"]
