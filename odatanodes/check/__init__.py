"""Check a tree against a schema: the same tree with types, and every error and warning about it.

`check` never raises for a bad expression. It finds every error in one pass: after one it goes on with the type ANY, which
fits everywhere, so no error is the consequence of another. `mistakes` is loaded only when something is wrong.
Source: OData 4.01 URL Conventions 5.1.1; the codes are explained in `diagnostics.rules`.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.check import operators, paths, values
from odatanodes.check.context import Context
from odatanodes.schema.types import item_type

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.diagnostics import Diagnostic
    from odatanodes.schema.types import EntityType

__all__ = ["check", "check_select"]


def _as_is(c: Context, node: ast.Expr) -> ast.Expr:
    """Keep an alias, whose type its place gives; a star; a list, which `in` checks."""
    del c
    return node


def _late(c: Context, node: ast.Expr) -> ast.Expr:
    """Check the first call or cast, which many filters have none of: what that takes is loaded, and put in its place."""
    from odatanodes.check import calls

    HANDLERS.update({ast.Call: calls.call, ast.Cast: calls.cast, ast.IsOf: calls.isof})
    return HANDLERS[type(node)](c, node)


HANDLERS: dict[type[ast.Node], Callable[[Context, Any], ast.Expr]] = {
    ast.Literal: values.literal,
    ast.Member: paths.member,
    ast.Var: paths.variable,
    ast.Compare: operators.compare,
    ast.And: operators.junction,
    ast.Or: operators.junction,
    ast.Not: operators.negation,
    ast.In: operators.within,
    ast.Call: _late,
    ast.Lambda: paths.lambda_call,
    ast.Arith: operators.arith,
    ast.Neg: operators.negative,
    ast.Has: operators.has,
    ast.Case: operators.case,
    ast.Cast: _late,
    ast.IsOf: _late,
    ast.Array: operators.array,
    ast.Object: operators.json_object,
    ast.Count: paths.count,
    ast.FilterSegment: paths.filter_segment,
    ast.TypeCast: paths.type_cast,
    ast.Annotation: paths.annotation,
    ast.Key: paths.key,
    ast.Alias: _as_is,
    ast.List: _as_is,
    ast.Star: _as_is,
}
"""Which function checks which class of node; a test sees to it that none is missing."""


def check(
    expr: ast.Expr, schema: EntityType | None, *, resource: str = "", semantics: str | None = None
) -> tuple[ast.Expr, list[Diagnostic]]:
    """Return the tree with types, and the findings sorted by position, at most MAX_DIAGNOSTICS.

    Nodes are rebuilt with `type` set, `Member.prop` as well; enumeration literals get the spelling of the wire. `schema` None
    checks functions, arity and literals only: names have the type ANY. `resource` is the schema's name in messages.
    `semantics` "odata" tells the members of an enumeration apart by case; the schema's own semantics by default.

    >>> from odatanodes.schema import BATCH_NODE
    >>> tree, findings = check(ast.Compare("eq", ast.Member(None, "state"), ast.Literal("Idle")), BATCH_NODE)
    >>> tree.right, findings
    (Literal(value='idle'), [])
    """
    c = Context(HANDLERS, schema, resource or ("" if schema is None else schema.name), semantics)
    c.whole = expr
    try:
        tree = c.check(expr)
    except RecursionError:  # a tree built by hand; parse refuses such a text
        c.error("ODN131", "the expression is nested too deeply", expr.span, "use fewer levels of parentheses or functions")
        return expr, c.findings()
    if tree.type is not edm.BOOLEAN:
        tree = _whole(c, tree)
    return tree, c.findings()


def _whole(c: Context, tree: ast.Expr) -> ast.Expr:
    """Check that the filter itself is a condition."""
    if tree.type is edm.NULL:
        c.warn("ODN509", "a filter that is null is never true", tree.span)
    return operators.condition(c, tree, "")


# --- $select -----------------------------------------------------------------------------------------------------------


def check_select(
    select: ast.SelectList, schema: EntityType | None, *, resource: str = ""
) -> tuple[ast.SelectList, list[Diagnostic]]:
    """Return the list with typed paths, and the findings sorted by position, at most MAX_DIAGNOSTICS.

    Paths may go through collections: `recentTasks/taskId` keeps that property of every item.
    """
    c = Context(HANDLERS, schema, resource or ("" if schema is None else schema.name), None)
    try:
        return _select(c, select), c.findings()
    except RecursionError:
        c.error("ODN131", "the list is nested too deeply", select.span, "use fewer levels of options")
        return select, c.findings()


def _select(c: Context, select: ast.SelectList) -> ast.SelectList:
    items: list[ast.SelectItem] = []
    seen: set[ast.Expr] = set()
    for item in select.items:
        path = _select_path(c, item.path)
        if path in seen and not item.options:
            from odatanodes.check.context import named

            c.warn("ODN210", f"{named(path)} is selected twice", item.span)
        seen.add(path)
        items.append(ast.SelectItem(path, _select_options(c, item, item_type(path.type)), item.span))
    return ast.SelectList(tuple(items), select.span)


def _select_path(c: Context, path: ast.Expr) -> ast.Expr:
    """Check one path, which may go through collections."""
    if isinstance(path, ast.Star):
        if path.namespace and c.strict:
            c.error("ODN208", f"{c.resource} declares no operations, so '{path.namespace}.*' selects nothing", path.span)
        return path
    c.through = True
    path = c.check(path)
    c.through = False
    return path


def _select_options(c: Context, item: ast.SelectItem, type: edm.Type) -> tuple[ast.Option, ...]:
    options: list[ast.Option] = []
    row, this = c.row, c.item
    for option in item.options:
        value = option.value
        c.row = c.item = None if type is edm.ANY else type
        if isinstance(value, ast.SelectList):
            value = _select(c, value)
        elif isinstance(value, ast.Expr):
            value = operators.condition(c, c.check(value), option.name) if option.name == "$filter" else c.check(value)
        elif isinstance(value, tuple):
            value = tuple([ast.Pair(pair.name, c.check(pair.value), pair.span) for pair in value])
        options.append(ast.Option(option.name, value, option.span))
    c.row, c.item = row, this
    return tuple(options)
