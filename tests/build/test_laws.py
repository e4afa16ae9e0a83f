"""Text to builder to text keeps the meaning: the Python of a tree evaluates to the same tree."""

from __future__ import annotations

import ast as python_ast
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from odatanodes import ast
from odatanodes.build import all_of, any_of, builder_for, imports_of, literal, node, to_python
from odatanodes.filter import Filter
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE
from odatanodes.serialize import to_text
from odatanodes.strategies import expressions
from tests.kit.trees import trees, values

if TYPE_CHECKING:
    from odatanodes.schema import EntityType


def evaluated(tree: ast.Expr, schema: EntityType | None) -> ast.Expr:
    """Return the tree that the Python of a tree gives, in exactly the names it asks for."""
    source, imports = to_python(tree, schema), imports_of(tree, schema)
    parts = list(python_ast.walk(python_ast.parse(source)))
    used = {part.id for part in parts if isinstance(part, python_ast.Name)}
    bound = {part.arg for part in parts if isinstance(part, python_ast.arg)}
    names: dict[str, Any] = {}
    exec(imports, names)
    assert used - bound - {"float"} <= names.keys(), source
    built: ast.Expr = eval(source, names).expr
    return built


@given(expressions())
def test_the_python_of_a_filter_gives_the_filter(tree: ast.Expr) -> None:
    assert evaluated(tree, BATCH_NODE) == tree
    assert to_text(evaluated(tree, BATCH_NODE)) == to_text(tree)


@given(expressions())
def test_a_well_typed_filter_needs_no_tree_constructors(tree: ast.Expr) -> None:
    parts = list(ast.walk(tree))
    odd = any(isinstance(part, ast.FilterSegment | ast.Array) or (isinstance(part, ast.Count) and part.options) for part in parts)
    special = any(isinstance(part, ast.Var) and part.name.startswith("$") for part in parts)
    if not odd and not special:
        assert "expression(" not in to_python(tree)


@given(trees())
@example(ast.And((ast.Literal(None), ast.Literal("x"))))
@example(ast.Call(None, "substring", (ast.Literal("a"), ast.Literal(1), ast.Literal(None))))
@example(ast.Compare("eq", ast.Literal(None), ast.Literal(None)))
@example(ast.Compare("eq", ast.Member(None, "lambda"), ast.Member(None, "ﬁ")))
@example(ast.Lambda(ast.Member(None, "a"), "any", "ﬁ", ast.Member(ast.Var("ﬁ"), "b")))
@example(ast.Literal(float("nan")))
@example(ast.Array((ast.Literal(float("nan")), ast.Member(None, "x"))))
def test_the_python_of_any_tree_gives_the_tree(tree: ast.Expr) -> None:
    assert evaluated(tree, None) == tree


@given(values)
def test_a_literal_stays_the_same_value(value: object) -> None:
    assert literal(value).expr == ast.Literal(value)
    assert evaluated(ast.Literal(value), None) == ast.Literal(value)


INSTANTS = st.datetimes(timezones=st.sampled_from((UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(minutes=1)))))
HOSTILE = st.one_of(st.text(), st.sampled_from(("' or state ne '", "''", "%27", "\x00", "'; drop", "a' eq 'a", "@x", "idle'")))


@given(HOSTILE, INSTANTS, st.integers(-(2**31), 2**31 - 1))
def test_values_stay_values(text: str, when: datetime, number: int) -> None:
    built = (node.id == text) & (node.state_transition_time > when) & (node.total_tasks_run < number)
    again = parse_filter(to_text(built.expr))
    assert again == built.expr
    assert isinstance(again, ast.And)
    compared = again.operands[0]
    assert isinstance(compared, ast.Compare)
    assert compared.right == ast.Literal(text)
    assert Filter(built).expr == again


@given(st.lists(st.integers(0, 5), max_size=6))
def test_all_of_and_any_of_are_the_operators(numbers: list[int]) -> None:
    terms = [node.total_tasks_run != number for number in numbers]
    for joined, whole, operator in ((all_of(terms), True, "__and__"), (any_of(terms), False, "__or__")):
        if not terms:
            assert joined.expr == ast.Literal(whole)
            continue
        chained = terms[0]
        for term in terms[1:]:
            chained = getattr(chained, operator)(term)
        assert joined.expr == chained.expr


@given(st.integers(1, 4), st.data())
def test_nested_lambdas_never_capture(depth: int, data: st.DataObject) -> None:
    """Every item is reached from the inside, whatever the parameters are called, and each text parses to its tree."""
    tags: Any = builder_for(None)
    names = [data.draw(st.sampled_from(("t", "u", "name", "Tags"))) for _ in range(depth)]
    items: list[Any] = []

    def inner(level: int, source: Any) -> Any:
        if level == depth:
            return all_of([item.name == place for place, item in enumerate(items)] + [tags.name == "outer"])

        def predicate(item: Any) -> Any:
            items.append(item)
            try:
                return inner(level + 1, item.Tags)
            finally:
                items.pop()

        predicate.__code__ = predicate.__code__.replace(
            co_varnames=tuple([names[level] if name == "item" else name for name in predicate.__code__.co_varnames])
        )
        return source.any(predicate)

    tree = inner(0, tags.Tags).expr
    assert parse_filter(to_text(tree)) == tree
    variables = [part.variable for part in ast.walk(tree) if isinstance(part, ast.Lambda)]
    assert len(set(variables)) == depth
    last = next(part for part in ast.walk(tree) if isinstance(part, ast.And))
    assert len(last.operands) == depth + 1
    for place, variable in enumerate(variables):
        compared = last.operands[place]
        assert isinstance(compared, ast.Compare)
        assert compared.left == ast.Member(ast.Var(variable or ""), "name")
    assert last.operands[-1] == ast.Compare("eq", ast.Member(None, "name"), ast.Literal("outer"))


@pytest.mark.slow
@given(trees(depth=6))
def test_the_python_of_larger_trees(tree: ast.Expr) -> None:
    assert evaluated(tree, None) == tree
