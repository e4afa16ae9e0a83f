"""Normalise: pairs of texts before and after, what must stay as it is, and the findings."""

from __future__ import annotations

import pytest

from odatanodes import ast, validate
from odatanodes.check import check
from odatanodes.normalize import findings, normalize
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE, EntityType
from odatanodes.serialize import to_text
from tests.kit.support import text_pairs

BATCH = [
    ("vmSize eq 'A' or vmSize eq 'a'", "vmSize eq 'A'", "vmSize in ('A','a')"),
    ("vmSize eq 'A' and vmSize eq 'a'", "vmSize eq 'A'", "false"),
    ("vmSize eq 'A' and vmSize ne 'a'", "false", "vmSize eq 'A' and vmSize ne 'a'"),
    ("'A' eq 'a' or isDedicated", "true", "isDedicated"),
    ("startswith('ABC','a') or isDedicated", "true", "isDedicated"),
]


def typed(text: str, schema: EntityType | None = BATCH_NODE) -> ast.Expr:
    expr, found = check(parse_filter(text), schema)
    assert not [d for d in found if d.severity == "error"], found
    return expr


@pytest.mark.parametrize(("before", "after"), [(text, after) for text, (after,) in text_pairs("normalize/forms")])
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


@pytest.mark.parametrize(("text", "expected"), text_pairs("normalize/findings"))
def test_findings(text: str, expected: list[str]) -> None:
    found = findings(typed(text), "batch")
    assert [f"{d.code} {text[slice(*d.span)]}" for d in found] == expected
    assert all(d.severity == "warning" for d in found)


def test_a_message_names_both_terms() -> None:
    (found,) = findings(typed("state eq 'idle' and state eq 'running'"), "batch")
    assert found.message == "`state eq 'running'` is never true together with `state eq 'idle'`"
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
    tree = parse_filter(text.format(value))
    expr, found = check(tree, None)
    assert [d.code for d in found if d.severity == "error"] == ["ODN301"]
    assert [d.code for d in validate(text.format(value), schema=None)] == ["ODN301"]
    assert isinstance(normalize(expr), ast.Expr)  # also of a tree that was built in spite of it
