"""Conditions taken apart into wishes: conditions on few properties, each to hold or not to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes import ast, edm
from odatanodes.filter.combine import as_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from odatanodes.build.expressions import Logical
    from odatanodes.filter import Filter
    from odatanodes.schema.types import EntityType, Property

Wish = tuple[ast.Expr, bool]
"""A condition over plain names, and whether it is to hold."""
Path = tuple[str, ...]


def read_filter(source: Filter | Logical | str) -> tuple[Filter, EntityType, ast.Expr]:
    """Return a filter with its schema and its tree with plain names.

    Raises TypeError for anything but a Filter, a condition or text, ValueError for one without a schema or with unbound parameters.
    """
    read = as_filter(source)
    unbound = sorted({node.name for node in ast.walk(read.expr) if isinstance(node, ast.Alias)})
    if unbound:
        raise ValueError(f"'@{unbound[0]}' has no value; bind the filter's parameters first")
    if read.schema is None:
        raise ValueError("objects cannot be drawn for a filter without schema")
    return read, read.schema, _plain_names(read.expr, lambda source: isinstance(source, ast.Var) and source.name == "$it")


def apart(expr: ast.Expr, want: bool, pick: Callable[[Sequence[Any]], Any], *, sole: bool) -> list[Wish]:
    """Return wishes that make a condition hold or not.

    `pick` chooses the branch of an `or`; `sole` makes it the only branch that holds, so that missing it misses the whole.
    """
    expr = _pushed(expr)
    if not isinstance(expr, ast.And | ast.Or):
        return [(expr, want)]
    if isinstance(expr, ast.And) is want:
        return [wish for operand in expr.operands for wish in apart(operand, want, pick, sole=sole)]
    chosen = pick(expr.operands)
    found = apart(chosen, want, pick, sole=sole)
    if sole:
        found += [wish for other in expr.operands if other is not chosen for wish in apart(other, not want, pick, sole=False)]
    return found


def quantified(wish: Wish, *, missing: bool) -> tuple[ast.Expr, bool, bool]:
    """Return the predicate of an `any` or `all` over plain names, whether it is about some item or every, and whether it holds."""
    expr, want = wish
    want = want is not missing
    negated = isinstance(expr, ast.Not)
    inner = expr.operand if isinstance(expr, ast.Not) else expr
    assert isinstance(inner, ast.Lambda)
    exists = (inner.kind == "any") is (want is not negated)
    if inner.predicate is None or inner.variable is None:
        return ast.Literal(True), exists, want is not negated
    predicate = _unbound(inner.predicate, inner.variable)
    return (ast.Not(predicate) if negated else predicate), exists, want


def paths_of(expr: ast.Expr) -> tuple[Path, ...]:
    """Return the property paths that a condition reads; none where it has parts other than paths and operations on them."""
    inner = expr.operand if isinstance(expr, ast.Not) else expr
    if isinstance(inner, ast.Lambda):
        path = _plain(inner.source)
        return () if path is None else (path,)
    found: dict[Path, None] = {}
    waiting: list[ast.Node] = [expr]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Member):
            path = _plain(node)
            if path is None:
                return ()
            found[path] = None
        elif isinstance(node, ast.Var | ast.Lambda | ast.FilterSegment | ast.Alias | ast.Option):
            return ()
        else:
            waiting += node.children()
    return tuple(found)


def with_values(expr: ast.Expr, values: dict[Path, ast.Literal]) -> ast.Expr:
    """Return a condition with literals in place of the properties that have a value."""

    def change(node: ast.Node) -> ast.Node:
        return values.get(_plain(node) or (), node) if isinstance(node, ast.Member) else node

    changed = ast.transform(expr, change)
    assert isinstance(changed, ast.Expr)
    return changed


def literal_of(prop: Property, value: Any) -> ast.Literal | None:
    """Return the literal of a wire value of a property; None for a value that has none."""
    if value is None or not isinstance(value, str) or prop.type is edm.STRING:
        return ast.Literal(value) if value is None or isinstance(value, str | int | float | bool) else None
    parse: dict[str, Callable[[str], Any]] = {
        "Edm.DateTimeOffset": edm.DateTimeOffset.parse,
        "Edm.Date": edm.Date.parse,
        "Edm.TimeOfDay": edm.TimeOfDay.parse,
        "Edm.Duration": edm.Duration.parse,
    }
    return ast.Literal(parse[prop.type.name](value)) if prop.type.name in parse else None


def _pushed(expr: ast.Expr) -> ast.Expr:
    """Push `not` one level in, by De Morgan's laws, which hold for null as well."""
    if not isinstance(expr, ast.Not):
        return expr
    inner = expr.operand
    if isinstance(inner, ast.Not):
        return _pushed(inner.operand)
    if isinstance(inner, ast.And | ast.Or):
        kind = ast.Or if isinstance(inner, ast.And) else ast.And
        return kind(tuple([ast.Not(operand) for operand in inner.operands]))
    return expr


def _unbound(predicate: ast.Expr, variable: str) -> ast.Expr:
    """Return a predicate with plain names in place of paths of its variable; names of the outer object become those of `$it`."""

    def change(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Member):
            if node.source is None:
                return ast.Member(ast.Var("$it"), node.name)
            if isinstance(node.source, ast.Var) and node.source.name == variable:
                return ast.Member(None, node.name)
        return node

    changed = ast.transform(predicate, change)
    assert isinstance(changed, ast.Expr)
    return changed


def _plain_names(expr: ast.Expr, is_root: Callable[[ast.Expr | None], bool]) -> ast.Expr:
    """Return a tree with `state` in place of `$it/state`."""

    def change(node: ast.Node) -> ast.Node:
        return ast.Member(None, node.name) if isinstance(node, ast.Member) and is_root(node.source) else node

    changed = ast.transform(expr, change)
    assert isinstance(changed, ast.Expr)
    return changed


def _plain(node: ast.Expr) -> Path | None:
    names: list[str] = []
    step: ast.Expr | None = node
    while isinstance(step, ast.Member):
        names.append(step.name)
        step = step.source
    return tuple(reversed(names)) if step is None and names else None
