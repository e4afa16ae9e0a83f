"""A value bound to a parameter is that value: nothing else in the tree moves, whatever the value looks like."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.check import check
from odatanodes.filter import Filter
from odatanodes.filter.parameters import Binder, bind, parameters
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE
from odatanodes.serialize import to_text
from odatanodes.strategies import expressions
from tests.kit.trees import trees, values

HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        ("' or state ne '", "'", "''", "%27", "%", "\x00", "@a", "idle' or true or '", "\u2019", "a' eq 'a", "null", ")")
    ),
)


def with_holes(data: st.DataObject, tree: ast.Expr) -> tuple[ast.Expr, dict[str, Any]]:
    """Replace some literals, and some lists behind `in`, by aliases; return the template and what stood there."""
    taken: dict[str, Any] = {}
    known = parameters(tree)
    flags = st.booleans()

    def hole(value: object) -> ast.Alias:
        name = f"hole{len(taken)}"
        taken[name] = value
        return ast.Alias(name)

    def changed(node: Any) -> Any:
        if isinstance(node, ast.In) and isinstance(node.right, ast.List | ast.Literal):  # a list is taken out as a whole
            left, right = changed(node.left), node.right
            if isinstance(right, ast.List) and right.items and data.draw(flags):
                return ast.In(left, hole([item.value for item in right.items]))
            return ast.In(left, right)
        if isinstance(node, ast.Literal):
            return node if isinstance(node.value, edm.EnumValue) or not data.draw(flags) else hole(node.value)
        below = node.children()
        return ast.with_children(node, below, [changed(child) for child in below]) if below else node

    template = changed(tree)
    assert not taken.keys() & known.keys()
    return template, taken


@given(expressions(), st.data())
def test_binding_undoes_taking_out(tree: ast.Expr, data: st.DataObject) -> None:
    whole = Filter(tree)
    template, taken = with_holes(data, tree)
    filter = Filter(template)
    assert parameters(filter.expr).keys() == taken.keys()
    assert filter.bind(**taken) == whole
    assert str(filter.bind(**taken)) == str(whole)


@given(trees(), st.data())
def test_binding_undoes_taking_out_of_any_tree(tree: ast.Expr, data: st.DataObject) -> None:
    template, taken = with_holes(data, tree)
    known = {name: ast.Alias(name) for name in parameters(tree)}
    bound, _ = bind(template, taken, partial=True)
    assert bound == tree
    assert parameters(bound).keys() == known.keys()


@given(expressions(), st.data())
def test_what_surely_fits_is_what_check_accepts(tree: ast.Expr, data: st.DataObject) -> None:
    """Also for values of other types than those that were taken out."""
    template, taken = with_holes(data, tree)
    typed = Filter(template).expr
    others = {
        name: data.draw(values) if not isinstance(value, list) and data.draw(st.integers(0, 3)) == 0 else value
        for name, value in taken.items()
    }
    bound, sure = Binder(typed).bind(others)
    again, findings = check(bound, BATCH_NODE)
    if sure:
        assert [finding for finding in findings if finding.severity == "error"] == []
        assert again == bound


@given(HOSTILE, HOSTILE)
def test_hostile_values_stay_values(state: str, name: str) -> None:
    template = Filter("vmSize eq @size and (id ne @id or startswith(affinityId,@id))")
    bound = template.bind(size=state, id=name)
    assert bound.expr == parse_filter(to_text(bound.expr)) == parse_filter(str(bound))
    pairs = [(template.expr, bound.expr)]
    found = []
    while pairs:
        old, new = pairs.pop()
        if isinstance(old, ast.Alias):
            found.append((old.name, new))
            continue
        below, above = old.children(), new.children()
        assert type(old) is type(new)
        assert len(below) == len(above)
        pairs += zip(below, above, strict=True)  # type: ignore[arg-type]
    assert sorted(found, key=lambda pair: pair[0]) == [
        ("id", ast.Literal(name)),
        ("id", ast.Literal(name)),
        ("size", ast.Literal(state)),
    ]
