"""Strategies for expressions, filters, selects and mistakes: well-typed, reaching every part, shrinking to short texts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import find, given, settings

from odatanodes import Filter, Select, ast, edm, validate
from odatanodes.check import check
from odatanodes.functions.table import FUNCTIONS
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE, resolve
from odatanodes.serialize import to_text
from odatanodes.strategies import (
    PARTS,
    broken_filter_texts,
    expressions,
    filter_texts,
    filters,
    select_texts,
    selects,
)
from tests.kit.drawing import PERSON, reach, search


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


@pytest.mark.thorough
@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_part_is_drawn_unless_left_out(part: str) -> None:
    find(expressions(), lambda expr: shows(part, expr), settings=reach)

    @settings(max_examples=40)
    @given(expressions(without=(part,)))
    def never(expr: ast.Expr) -> None:
        assert not shows(part, expr)

    never()


@pytest.mark.thorough
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
