"""Normalise: pairs of texts before and after, what must stay as it is, and the findings."""

from __future__ import annotations

import pytest

from odatanodes import ast, validate
from odatanodes.check import check
from odatanodes.normalize import findings, normalize
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE, EntityType
from odatanodes.serialize import to_text

PAIRS = [
    # negation goes in where no null can hide
    ("not (state eq 'idle')", "state ne 'idle'"),
    ("not (startTaskInfo/exitCode eq 5)", "startTaskInfo/exitCode ne 5"),
    ("not (totalTasksRun lt 5)", "totalTasksRun ge 5"),
    ("not (5 lt totalTasksRun)", "totalTasksRun le 5"),
    ("not (startTaskInfo/exitCode lt 5)", "not (startTaskInfo/exitCode lt 5)"),  # true without a start task
    ("not (lastBootTime lt 2025-01-01T00:00:00Z)", "not (lastBootTime lt 2025-01-01T00:00:00Z)"),
    ("not (allocationTime lt 2025-01-01T00:00:00Z)", "allocationTime ge 2025-01-01T00:00:00Z"),
    ("not (startTaskInfo/state lt 'a')", "not (startTaskInfo/state lt 'a')"),  # required, under a parent that is not
    ("not contains(vmSize,'a')", "not contains(vmSize,'a')"),
    ("not not isDedicated", "isDedicated"),
    ("not (state in ('idle','running'))", "not state in ('idle','running')"),
    ("not (state in ('idle'))", "state ne 'idle'"),
    ("not (state eq 'idle' and not (vmSize eq 'a' or not isDedicated))", "state ne 'idle' or vmSize eq 'a' or not isDedicated"),
    ("not (errors/any(e:not (e/code eq 'a')))", "not errors/any(e:e/code ne 'a')"),
    # flat; no constants; the literal on the right
    ("(state eq 'idle' and (vmSize eq 'a' and isDedicated))", "state eq 'idle' and vmSize eq 'a' and isDedicated"),
    ("2 add 3 mul 4 eq totalTasksRun", "totalTasksRun eq 14"),
    ("totalTasksRun gt 7 div 2", "totalTasksRun gt 3"),
    ("totalTasksRun gt 7 div 0.0", "totalTasksRun gt 7 div 0.0"),
    ("totalTasksRun gt 7 div 0e0", "totalTasksRun gt INF"),
    (f"1{'0' * 600} mul 1{'0' * 600} gt 1e0", f"1{'0' * 600} mul 1{'0' * 600} gt 1e0"),
    ("vmSize eq concat('a',toupper('b'))", "vmSize eq 'aB'"),
    ("year(allocationTime) eq year(2025-01-01T00:00:00Z)", "year(allocationTime) eq 2025"),
    ("allocationTime gt 2025-01-02T00:00:00Z sub duration'P1D'", "allocationTime gt 2025-01-01T00:00:00Z"),
    ("allocationTime lt now()", "allocationTime lt now()"),
    # two spellings of an instant are one where it is compared, and only there: a function sees the offset
    (
        "allocationTime lt 2025-01-01T01:00+01:00 or allocationTime lt 2025-01-01T00:00Z",
        "allocationTime lt 2025-01-01T01:00:00+01:00",
    ),
    (
        "allocationTime in (2025-01-01T01:00+01:00,2025-01-01T00:00Z,2025-01-02T00:00-01:00)",
        "allocationTime in (2025-01-01T01:00:00+01:00,2025-01-02T00:00:00-01:00)",
    ),
    (
        "case(isDedicated:2025-01-01T01:00+01:00,true:2025-01-01T00:00Z) lt allocationTime",
        "case(isDedicated:2025-01-01T01:00:00+01:00,true:2025-01-01T00:00:00Z) lt allocationTime",
    ),
    ("totalTasksRun eq - 2", "totalTasksRun eq -2"),
    ("totalTasksRun eq cast('5',Edm.Int32)", "totalTasksRun eq 5"),
    ("1 eq 1 and state eq 'idle'", "state eq 'idle'"),
    ("1 eq 2 or state eq 'idle'", "state eq 'idle'"),
    ("state eq 'idle' and false", "false"),
    ("state eq 'idle' or true", "true"),
    ("null or state eq 'idle'", "state eq 'idle'"),
    ("null and state eq 'idle'", "false"),
    ("case(1 eq 2:'a',true:'b',isDedicated:'c') eq vmSize", "vmSize eq 'b'"),
    ("case(1 eq 2:'a',isDedicated:'b',true:'c') eq vmSize", "case(isDedicated:'b',true:'c') eq vmSize"),
    ("id ne null", "true"),
    ("lastBootTime ne null", "lastBootTime ne null"),
    # repeated and absorbed terms
    ("isDedicated or state eq 'idle' or isDedicated", "isDedicated or state eq 'idle'"),
    ("isDedicated or (isDedicated and state eq 'idle')", "isDedicated"),
    ("(isDedicated or state eq 'idle') and isDedicated", "isDedicated"),
    ("errors/any(e:e/code eq 'a' or e/code eq 'a')", "errors/any(e:e/code eq 'a')"),
    # eq and in of one operand
    ("state eq 'idle' or state eq 'running'", "state in ('idle','running')"),
    ("state eq 'idle' or isDedicated or state in ('running','idle')", "state in ('idle','running') or isDedicated"),
    ("state in ('idle','running') and state in ('running','offline')", "state eq 'running'"),
    ("state in ['idle','running']", "state in ('idle','running')"),
    ("state in ('idle','idle')", "state eq 'idle'"),
    ("state in ()", "false"),
    ("state in (null)", "false"),
    ("lastBootTime in (null)", "lastBootTime eq null"),
    ("lastBootTime eq null or lastBootTime eq 2025-01-01T00:00:00Z", "lastBootTime in (null,2025-01-01T00:00:00Z)"),
    ("state ne 'idle' and state ne 'running'", "state ne 'idle' and state ne 'running'"),
    # contradictions
    ("state eq 'idle' and state eq 'running'", "false"),
    ("isDedicated and not isDedicated", "false"),
    ("totalTasksRun gt 5 and totalTasksRun lt 6", "false"),
    ("startTaskInfo/exitCode ge 0 or not (startTaskInfo/exitCode ge 0)", "true"),
    ("isDedicated or not isDedicated", "isDedicated or not isDedicated"),  # null is neither
    ("(isDedicated and not isDedicated) eq null", "(isDedicated and not isDedicated) eq null"),  # null for a null, not false
]

BATCH = [
    ("vmSize eq 'A' or vmSize eq 'a'", "vmSize eq 'A'", "vmSize in ('A','a')"),
    ("vmSize eq 'A' and vmSize eq 'a'", "vmSize eq 'A'", "false"),
    ("vmSize eq 'A' and vmSize ne 'a'", "false", "vmSize eq 'A' and vmSize ne 'a'"),
    ("'A' eq 'a' or isDedicated", "true", "isDedicated"),
    ("startswith('ABC','a') or isDedicated", "true", "isDedicated"),
]

FINDINGS = [
    ("state eq 'idle' and state eq 'running'", [("ODN521", "state eq 'running'")]),
    ("startTaskInfo/exitCode gt 5 and startTaskInfo/exitCode lt 3", [("ODN521", "startTaskInfo/exitCode lt 3")]),
    ("totalTasksRun gt 5 and totalTasksRun lt 6", [("ODN521", "totalTasksRun lt 6")]),
    ("totalTasksRun gt 5 and isDedicated and totalTasksRun in (1,2)", [("ODN521", "totalTasksRun in (1,2)")]),
    ("state in ('idle','running') and state ne 'idle' and state ne 'running'", [("ODN521", "state ne 'running'")]),
    ("isDedicated and not isDedicated", [("ODN521", "not isDedicated")]),
    ("isDedicated eq true and isDedicated eq false", [("ODN521", "isDedicated eq false")]),
    (
        "allocationTime gt 2025-01-02T00:00:00Z and allocationTime lt 2025-01-01T23:00:00Z",
        [("ODN521", "allocationTime lt 2025-01-01T23:00:00Z")],
    ),
    ("vmSize eq id and vmSize ne id", [("ODN521", "vmSize ne id")]),
    ("state eq 'idle' and false", [("ODN521", "false")]),
    ("1 eq 2", [("ODN521", "1 eq 2")]),
    ("vmSize lt vmSize", [("ODN521", "vmSize lt vmSize")]),
    ("vmSize ne 'a' or not (vmSize ne 'a')", [("ODN522", "not (vmSize ne 'a')")]),
    ("totalTasksRun eq 1 or totalTasksRun ne 1", [("ODN522", "totalTasksRun ne 1")]),
    ("totalTasksRun lt 5 or totalTasksRun ge 3", [("ODN522", "totalTasksRun ge 3")]),
    ("startTaskInfo/exitCode lt 5 or startTaskInfo/exitCode ge 3", []),  # neither without a start task
    ("state eq 'idle' or true", [("ODN522", "true")]),
    ("not (state eq 'idle' and state eq 'running')", [("ODN524", "state eq 'running'")]),
    ("state ne 'idle' or state ne 'running'", [("ODN524", "state ne 'running'")]),
    ("state ne 'idle' or isDedicated or state ne 'running'", [("ODN524", "state ne 'running'")]),
    ("isDedicated or state eq 'idle' or isDedicated", [("ODN523", "isDedicated")]),
    ("isDedicated or (isDedicated and state eq 'idle')", [("ODN523", "isDedicated and state eq 'idle'")]),
    ("state in ('idle','running') or state eq 'idle'", [("ODN523", "state eq 'idle'")]),
    # only the innermost cause
    ("isDedicated and (vmSize eq 'a' or (state eq 'idle' and state eq 'running'))", [("ODN521", "state eq 'running'")]),
    ("(1 eq 1) eq true", [("ODN522", "(1 eq 1) eq true")]),
    # nothing is wrong with these
    ("state eq 'idle' or state eq 'running'", []),
    ("totalTasksRun gt 5 and totalTasksRun lt 7", []),
    ("true", []),
    ("errors/any(e:e/code eq 'a') and errors/any(e:e/code eq 'b')", []),
    ("state eq 'idle' and startTaskInfo/state eq 'running'", []),
]


def typed(text: str, schema: EntityType | None = BATCH_NODE) -> ast.Expr:
    expr, found = check(parse_filter(text), schema)
    assert not [d for d in found if d.severity == "error"], found
    return expr


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_normal_form(before: str, after: str) -> None:
    result = normalize(typed(before))
    assert to_text(result) == after
    assert normalize(result) == result


@pytest.mark.parametrize(("before", "batch", "odata"), BATCH)
def test_strings_compare_as_the_semantics_say(before: str, batch: str, odata: str) -> None:
    assert to_text(normalize(typed(before), "batch")) == batch
    assert to_text(normalize(typed(before), "odata")) == odata


def test_a_lenient_reading_can_miss_what_the_schema_requires() -> None:
    expr = typed("not (totalTasksRun lt 5)")
    assert to_text(normalize(expr, on_missing="null")) == "not (totalTasksRun lt 5)"
    assert to_text(normalize(typed("id ne null"), on_missing="null")) == "id ne null"


def test_without_a_schema_nothing_is_promised() -> None:
    for text in ("not (x lt 5)", "x lt 5 or x ge 5", "x eq x", "x eq 1 and x eq 1.0", "x eq 1 and x eq 'a'"):
        assert to_text(normalize(typed(text, None))) == text
    assert to_text(normalize(typed("x lt 5 and x gt 6", None))) == "false"


@pytest.mark.parametrize(("text", "expected"), FINDINGS)
def test_findings(text: str, expected: list[tuple[str, str]]) -> None:
    found = findings(typed(text), "batch")
    assert [(d.code, text[slice(*d.span)]) for d in found] == expected
    assert all(d.severity == "warning" for d in found)


def test_a_message_names_both_terms() -> None:
    (found,) = findings(typed("state eq 'idle' and state eq 'running'"), "batch")
    assert found.message == "'state eq 'running'' is never true together with 'state eq 'idle''"
    assert found.help == "a property has one value: join the comparisons with 'or'"


def test_findings_are_limited() -> None:
    text = " and ".join(f"(id eq '{i}' or id eq '{i}' or vmSize eq 'a')" for i in range(300))
    assert len(findings(typed(text), "batch")) == 100


def test_long_and_deep_trees() -> None:
    chain = typed(" or ".join(f"id eq '{i}'" for i in range(10_000)))
    merged = normalize(chain, "batch")
    assert isinstance(merged, ast.In)
    assert len(merged.right.children()) == 10_000
    deep = typed("not (" * 190 + "isDedicated" + ")" * 190)
    assert to_text(normalize(deep)) == "isDedicated"
    nested: ast.Expr = ast.Member(None, "p")
    for i in range(2_000):
        other = ast.Compare("eq", ast.Member(None, f"q{i}"), ast.Literal(1))
        nested = ast.Not(ast.And((other, nested)))
    assert ast.depth(normalize(nested)) <= ast.depth(nested)


@pytest.mark.parametrize("text", ["a and b gt c gt {}", "(b gt c) lt {} and x", "(b gt c) ge {} or x"])
@pytest.mark.parametrize("value", ["2025-11-22T22:22:27Z", "'x'", "5", "duration'PT1H'"])
def test_a_condition_is_compared_with_what_is_no_truth_value(text: str, value: str) -> None:
    assert [found.code for found in validate(text.format(value), schema=None) if found.severity == "error"] == []
