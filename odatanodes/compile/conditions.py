"""The conditions on one path that generated code has a fast form for, as templates of source.

In a template `{v}` is the value where it is first used and `{w}` where it is used again, `{n}` the node; other names are
constants. The value is not null when the template is evaluated, unless the schema says it cannot be: so each template must
raise for a null, and for a value of another class, or hand it to `{odd}`, the exact test.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.compile import closures
from odatanodes.compile.dates import NEGATED, Bound
from odatanodes.compile.scope import required
from odatanodes.functions.values import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.compile.scope import Scope

__all__ = ["Condition", "condition", "required"]

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
_WHOLE = edm.INTEGERS | {NUMBER}
REMEMBERED = 1_000
"""So many spellings of a value a Table remembers: enumerations have few."""


class Condition:
    """A test of the value at `path`: the template `source` ("" when only null counts), the answer for null, the constants."""

    __slots__ = ("constants", "if_null", "path", "source")

    def __init__(self, path: ast.Expr, source: str, if_null: bool, **constants: object) -> None:
        self.path = path
        self.source = source
        self.if_null = if_null
        self.constants = constants

    @property
    def twice(self) -> bool:
        """Whether the value is used more than once."""
        return "{w}" in self.source


class Table(dict[object, bool]):
    """The answers for the strings met so far: one look-up where folding and comparing would be two calls.

    Only strings get in; for any other value the exact test answers or raises.
    """

    __slots__ = ("test",)

    def __init__(self, test: Callable[[Any, Any], bool]) -> None:
        super().__init__()
        self.test = test

    def __missing__(self, value: object) -> bool:
        if value.__class__ is not str:
            raise TypeError
        answer = self.test(value, None)
        if len(self) < REMEMBERED:
            self[value] = answer
        return answer


def condition(x: ast.Expr, s: Scope, positive: bool) -> Condition | None:
    """Return the fast form of `x is true` (or false, where `positive` is not), None where there is none."""
    match x:
        case ast.Compare():
            return _comparison(x, s, positive)
        case ast.In(left, ast.List() | ast.Array()) if isinstance(left, (ast.Member, ast.Var)):
            return _membership(x, s, positive)
        case ast.Call(None, "contains" | "startswith" | "endswith", (ast.Member() as path, ast.Literal(str() as wanted))):
            return _string_test(x.name, path, wanted, s, positive) if path.type is edm.STRING else None
        case ast.Member() if x.type is edm.BOOLEAN:
            return _boolean(x, s, positive, if_null=False)
    return None


def _comparison(x: ast.Compare, s: Scope, positive: bool) -> Condition | None:
    found = closures.literal_comparison(x, s)
    if found is None or not isinstance(found.left, (ast.Member, ast.Var)):
        return None
    path, literal = found.left, found.literal
    if_null = (found.op == "ne") is positive
    op = found.op if positive else _OPPOSITE[found.op]
    if literal is None:
        return _null(found, s, positive)
    if literal != literal:  # noqa: PLR0124 - NaN: then `lt` is not the opposite of `ge`
        return None
    odd = found.test(op)
    if found.type is edm.STRING and literal.__class__ is str:
        return _string(path, op, literal, odd, s, if_null)
    if isinstance(found.type, edm.PrimitiveType) and found.type in _WHOLE and literal.__class__ is int:
        source = f"({{w}} {_SIGNS[op]} {{literal}} if type({{v}}) is int else {{odd}}({{w}}, {{n}}))"
        return Condition(path, source, if_null, literal=literal, odd=odd)
    if found.type is edm.BOOLEAN and literal.__class__ is bool and op in {"eq", "ne"}:
        return _boolean(path, s, literal is (op == "eq"), if_null=if_null, odd=odd)
    if found.type is edm.DATE_TIME_OFFSET and literal.__class__ is edm.DateTimeOffset:
        return _instant(path, op, Bound(literal), odd, if_null)
    if found.type in {edm.DOUBLE, edm.SINGLE, NUMBER, edm.DECIMAL} and not positive:
        return None  # the opposite of `lt` is not `ge` for a NaN in the node
    return Condition(path, "{odd}({v}, {n})", if_null, odd=odd)


def _null(found: closures.LiteralComparison, s: Scope, positive: bool) -> Condition:
    answer = (found.op in {"eq", "le", "ge"}) is positive
    if isinstance(found.left, ast.Member) and required(found.left, s):
        test = found.test(found.op)
        return Condition(found.left, "{odd}({v}, {n})" if positive else "not {odd}({v}, {n})", answer, odd=test)
    otherwise = (found.op == "ne") is positive
    return Condition(found.left, "" if otherwise is not answer else str(otherwise), answer)


def _string(path: ast.Expr, op: str, literal: str, odd: Callable[[Any, Any], bool], s: Scope, if_null: bool) -> Condition:
    """Compare a string; `< ""` is false for any string and raises for anything else."""
    if s.settings.fold:
        if op in {"eq", "ne"} and isinstance(path, ast.Member) and path.prop is not None and path.prop.members:
            return Condition(path, "{table}[{v}]", if_null, table=Table(odd))
        return Condition(path, f"{{v}}.casefold() {_SIGNS[op]} {{literal}}", if_null, literal=literal.casefold())
    if op == "eq":
        return Condition(path, "({v} == {literal} or {w} < {empty})", if_null, literal=literal, empty="")
    if op == "ne":
        return Condition(path, "({v} != {literal} and {w} >= {empty})", if_null, literal=literal, empty="")
    return Condition(path, f"{{v}} {_SIGNS[op]} {{literal}}", if_null, literal=literal)


def _boolean(path: ast.Expr, s: Scope, wanted: bool, *, if_null: bool, odd: Callable[[Any, Any], bool] | None = None) -> Condition:
    if odd is None:
        literal = ast.Literal(wanted)
        odd = closures.LiteralComparison("eq", path, literal, s).test("eq")
    source = f"({{v}} is {wanted} or {{w}} is not {not wanted} and {{odd}}({{w}}, {{n}}))"
    return Condition(path, source, if_null, odd=odd)


def _instant(path: ast.Expr, op: str, bound: Bound, odd: Callable[[Any, Any], bool], if_null: bool) -> Condition:
    """Compare wire text as dates.py explains."""
    if not bound.plain:
        return Condition(path, "{odd}({v}, {n})", if_null, odd=odd)
    base = NEGATED.get(op, op)
    near = bound.near(base)
    inside = "{near}({w})" if base == op else "not {near}({w})"
    if (base != "eq") is (base == op):  # a text below is a yes, one above a no
        source = '(({w}[10] == "T" or {odd}({w}, {n})) if {w} < {low} else ({w} <= {high} and ' + inside
        source += ' or {w} > ":" and {odd}({w}, {n})))'
    elif base == "eq" and op == "eq":
        source = "({low} <= {w} <= {high} and " + inside + ' or ({w} > ":" or {w}[10] != "T") and {odd}({w}, {n}))'
    elif base == "eq":
        source = '((({w} < ":" and {w}[10] == "T") or {odd}({w}, {n})) if {w} < {low} or {w} > {high} else ' + inside + ")"
    else:
        source = '(({w}[10] != "T" and {odd}({w}, {n})) if {w} < {low} else (({w} > {high} or ' + inside
        source += ') and ({w} < ":" or {odd}({w}, {n}))))'
    source = "(" + source + ' if "Z" in {v} else {odd}({w}, {n}))'
    return Condition(path, source, if_null, low=bound.low, high=bound.high, near=near, odd=odd)


def _membership(x: ast.In, s: Scope, positive: bool) -> Condition | None:
    assert isinstance(x.right, (ast.List, ast.Array))
    items = [item.value for item in x.right.items if isinstance(item, ast.Literal)]
    if len(items) != len(x.right.items):
        return None
    has_null = None in items
    words = [item for item in items if isinstance(item, str)]
    if closures.operand_type(x.left, edm.STRING) is not edm.STRING or not words or len(words) + has_null < len(items):
        return None
    if_null = has_null is positive
    test = closures.membership_test(x, s)
    if s.settings.fold:
        if isinstance(x.left, ast.Member) and x.left.prop is not None and x.left.prop.members:
            return Condition(x.left, "{table}[{v}]", if_null, table=Table(test if positive else lambda v, n: not test(v, n)))
        source = "{v}.casefold() in {words}" if positive else "{v}.casefold() not in {words}"
        return Condition(x.left, source, if_null, words=frozenset([word.casefold() for word in words]))
    source = "({v} in {words} or {w} < {empty})" if positive else "({v} not in {words} and {w} >= {empty})"
    return Condition(x.left, source, if_null, words=frozenset(words), empty="")


def _string_test(name: str, path: ast.Expr, wanted: str, s: Scope, positive: bool) -> Condition:
    """Test a string; methods that only a string has make anything else raise."""
    value = "{v}.casefold()" if s.settings.fold else "{v}"
    source = f"{value}.find({{wanted}}) >= 0" if name == "contains" else f"{value}.{name}({{wanted}})"
    folded = wanted.casefold() if s.settings.fold else wanted
    return Condition(path, source if positive else f"not {source}", False, wanted=folded)
