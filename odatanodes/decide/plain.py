"""Conditions in a form that is reasoned about: each rule keeps the value, true, false or null, for every node.

A rule may give a value where the original fails; such nodes are left out of consideration anyway.
"""

from __future__ import annotations

from itertools import islice

from odatanodes import ast, edm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.decide.term import Settings

__all__ = ["plain"]

MOST = 8
"""Most parts that an `any` or `all` is divided into."""
LARGE = 100
"""Nodes of a condition that is not written twice."""
YEARS = range(1, 9999)
"""Years with a first instant in the year after."""
_EMPTY = {("gt", 0): False, ("ne", 0): False, ("ge", 1): False, ("eq", 0): True, ("le", 0): True, ("lt", 1): True}
"""Comparisons of a number of items that ask whether there are none."""
_TESTS = ("startswith", "endswith", "contains")


def plain(expr: ast.Expr, settings: Settings) -> ast.Expr:
    """Return a condition with the same value for all nodes, in which fewer parts are functions and the like."""

    def change(node: ast.Node) -> ast.Node:
        match node:
            case ast.Compare(op, ast.Literal() as left, right) if not isinstance(right, ast.Literal):
                return _compared(ast.Compare(ast.FLIPPED[op], right, left, node.span), node, settings)
            case ast.Compare():
                return _compared(node, node, settings)
            case ast.In(left, right) if settings.fold and _lowered(left) is not None:
                return ast.In(_lowered(left) or left, right, node.span)
            case ast.Call(None, name, (ast.Expr() as first, *rest)) if settings.fold and name in _TESTS:
                lowered = _lowered(first)
                return node if lowered is None else ast.Call(None, name, (lowered, *rest), node.span, node.type)
            case ast.Lambda(ast.Member() as source, kind, str() as variable, ast.Expr() as predicate):
                parts = _parts(predicate, kind)
                if len(parts) in range(2, MOST + 1):
                    divided = tuple([ast.Lambda(source, kind, variable, part, node.span) for part in parts])
                    return ast.Or(divided) if kind == "any" else ast.And(divided)
            case ast.Case(branches) if node.type is edm.BOOLEAN and not any(_large(branch.condition) for branch in branches):
                return _chosen(branches)
        return node

    changed = ast.transform(expr, change)
    assert isinstance(changed, ast.Expr)
    return changed


def _compared(x: ast.Compare, original: ast.Compare, settings: Settings) -> ast.Expr:
    """Return a comparison of an operand with a literal in plain form; the original where no rule applies."""
    if not isinstance(x.right, ast.Literal) or x.right.value is None:
        return original
    value = x.right.value
    match x.left:
        case ast.Count(source, ()) if value.__class__ is int and (x.op, value) in _EMPTY:
            there = ast.Lambda(source, "any")
            return ast.Not(there) if _EMPTY[x.op, value] else there
        case ast.Call(None, "tolower") if settings.fold and isinstance(value, str):
            lowered = _lowered(x.left)
            return original if lowered is None else ast.Compare(x.op, lowered, x.right, x.span)
        case ast.Call(None, ("date" | "year") as name, (ast.Member() as moment,)) if settings.ticks:
            span = _span(name, value) if moment.type is edm.DATE_TIME_OFFSET else None
            return original if span is None else _within(x.op, moment, *span)
        case ast.Arith(("add" | "sub") as op, left, right) if value.__class__ is int:
            return _moved(x.op, op, left, right, value) or original
    return original


def _lowered(x: ast.Expr) -> ast.Expr | None:
    """Return the text whose small letters are taken, which compares alike where case does not count.

    Not so `toupper`: of a dotless i it is a capital I, and these two differ.
    """
    match x:
        case ast.Call(None, "tolower", (ast.Member() as text,)) if text.type is edm.STRING:
            return text
    return None


def _span(name: str, value: object) -> tuple[edm.DateTimeOffset, edm.DateTimeOffset] | None:
    """Return the first instant of a day or a year and the first one after it, in UTC as the service writes instants."""
    if name == "year" and value.__class__ is int and value in YEARS:
        assert isinstance(value, int)
        first, after = edm.Date(value, 1, 1), edm.Date(value + 1, 1, 1)
    elif name == "date" and isinstance(value, edm.Date) and value.valid and value.year in YEARS:
        first, after = value, edm.Date.from_days(value.order + 1)
    else:
        return None
    return edm.DateTimeOffset(first, 0), edm.DateTimeOffset(after, 0)


def _within(op: str, moment: ast.Expr, first: edm.DateTimeOffset, after: edm.DateTimeOffset) -> ast.Expr:
    """Return how an instant lies to a span of time; null is in none."""
    if op in ("eq", "ne"):
        inside = ast.And((ast.Compare("ge", moment, ast.Literal(first)), ast.Compare("lt", moment, ast.Literal(after))))
        return inside if op == "eq" else ast.Not(inside)
    limits: dict[str, tuple[ast.CompareOp, edm.DateTimeOffset]]
    limits = {"lt": ("lt", first), "le": ("lt", after), "gt": ("ge", after), "ge": ("ge", first)}
    plain_op, limit = limits[op]
    return ast.Compare(plain_op, moment, ast.Literal(limit))


def _moved(op: ast.CompareOp, sign: str, left: ast.Expr, right: ast.Expr, value: int) -> ast.Expr | None:
    """Return `x add 1 gt 5` as `x gt 4`: integers are exact, whatever their size."""
    match left, right:
        case ast.Member(), ast.Literal(int() as step) if left.type in edm.INTEGERS and step.__class__ is int:
            return ast.Compare(op, left, ast.Literal(value - step if sign == "add" else value + step))
        case ast.Literal(int() as start), ast.Member() if right.type in edm.INTEGERS and start.__class__ is int:
            if sign == "add":
                return ast.Compare(op, right, ast.Literal(value - start))
            return ast.Compare(ast.FLIPPED[op], right, ast.Literal(start - value))
    return None


def _parts(predicate: ast.Expr, kind: str) -> tuple[ast.Expr, ...]:
    """Return conditions one of which some item meets, or all of which every item meets."""
    match predicate:
        case ast.Or(operands) if kind == "any":
            return operands
        case ast.And(operands) if kind == "all":
            return operands
        case ast.Not(ast.And(operands)) if kind == "any":
            return tuple([ast.Not(operand) for operand in operands])
        case ast.Not(ast.Or(operands)) if kind == "all":
            return tuple([ast.Not(operand) for operand in operands])
    return ()


def _large(condition: ast.Expr) -> bool:
    """Whether a condition is too large to stand twice: a `case` in the condition of a `case` would double at each level."""
    return next(islice(ast.walk(condition), LARGE, None), None) is not None


def _chosen(branches: tuple[ast.Branch, ...]) -> ast.Expr:
    """Return a `case` of conditions as `and` and `or`: a branch is taken where its condition is true, without one there is null."""
    rest: ast.Expr = ast.Literal(None)
    for branch in reversed(branches):
        match branch.condition:
            case ast.Literal(True):
                rest = branch.value
            case ast.Literal():
                pass  # false or null: never taken
            case condition:
                taken = ast.Compare("eq", condition, ast.Literal(True))
                rest = ast.Or((ast.And((taken, branch.value)), ast.And((ast.Not(taken), rest))))
    return rest
