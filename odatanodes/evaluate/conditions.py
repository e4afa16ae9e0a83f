"""The conditions on one path that generated code has a fast form for, as templates of source.

In a template `{v}` is the value where it is first used and `{w}` where it is used again, `{s}` the value where it must be
text, `{n}` the node; other names are constants. The value is not null when the template is evaluated, unless the schema says
it cannot be: so each template must raise for a null, and for a value of another class, or hand it to `{odd}`, the exact test.
"""

from __future__ import annotations

import re

from odatanodes import ast, edm
from odatanodes.evaluate import closures
from odatanodes.evaluate.dates import NEGATED, Bound
from odatanodes.evaluate.scope import required
from odatanodes.functions import values
from odatanodes.functions.table import FUNCTIONS
from odatanodes.functions.values import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.evaluate.scope import Scope

__all__ = ["Condition", "condition", "required"]

_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_WHOLE = edm.INTEGERS | {NUMBER}
_PARTS = {"year": "[0:4]", "month": "[5:7]", "day": "[8:10]", "hour": "[11:13]", "minute": "[14:16]"}
"""Where the parts of an instant stand in a text with a year of four digits, whatever its zone."""
_is_plain = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,12})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)\Z",
    re.ASCII,
).match
"""Whether the digits of a text are its parts: no leap second, and a day that every month has."""


def _part(name: str) -> Callable[[Any], Any]:
    """Return the function that computes a part of an instant from any spelling; it raises for what is none."""
    evaluate = FUNCTIONS[name].evaluate
    assert evaluate is not None
    return lambda value: evaluate(values.instant(value))


_INSIDE = {
    "lt": "{w} <= {high} and ({w} < {low} or {near}({w}))",
    "gt": "{w} >= {low} and ({w} > {high} or not {near}({w}))",
    "eq": "{low} <= {w} <= {high} and {near}({w})",
    "ne": "{w} < {low} or {w} > {high} or not {near}({w})",
}
_INSIDE |= {"le": _INSIDE["lt"], "ge": _INSIDE["gt"]}
"""An instant as wire text that is UTC with a year of four digits, by its place in the window that dates.py explains. One comparison
tells the nodes that are not kept, which are most: a bound that keeps a tenth is a seventh faster than with the other one first."""


class Condition:
    """A test of the value at `path`: the template `source` ("" when only null counts), the result for null, the constants."""

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


def condition(x: ast.Expr, s: Scope, positive: bool) -> Condition | None:
    """Return the fast form of `x is true` (or false, where `positive` is not), None where there is none."""
    match x:
        case ast.Compare():
            return _comparison(x, s, positive)
        case ast.In(_, ast.List() | ast.Array()):
            return _membership(x, s, positive)
        case ast.Call(None, "contains" | "startswith" | "endswith", (ast.Expr() as argument, ast.Literal(str() as wanted))):
            return _string_test(x.name, argument, wanted, s, positive)
        case ast.Member() if x.type is edm.BOOLEAN:
            return _boolean(x, s, positive, if_null=False)
    return None


def _must(path: ast.Expr, s: Scope) -> bool:
    """Whether a null at the end of a path is a mistake of the node, given that its parents are there."""
    return isinstance(path, ast.Member) and required(path, s)


class _Value:
    """A value computed from one path: the template of it. A template of a string raises for anything but a string."""

    __slots__ = ("constants", "path", "source", "type")

    def __init__(self, path: ast.Expr, source: str, type: edm.Type, **constants: object) -> None:
        self.path = path
        self.source = source
        self.type = type
        self.constants = constants


def _value(x: ast.Expr, beside: edm.Type = edm.ANY) -> _Value | None:
    """Return the template of a path, or of functions of one argument over it; a null argument makes them null as well."""
    match x:
        case ast.Member() | ast.Var():
            type = closures.operand_type(x, beside)
            return _Value(x, "{s}" if type is edm.STRING else "{v}", type)
        case ast.Call(None, "tolower" | "toupper" | "trim" | "length", (ast.Expr() as argument,)):
            inner = _value(argument)
            if inner is None or inner.type is not edm.STRING:
                return None
            if x.name == "length":
                return _Value(inner.path, f"len({inner.source})", edm.INT32)
            method = {"tolower": "lower", "toupper": "upper", "trim": "strip"}[x.name]
            return _Value(inner.path, f"({inner.source}).{method}()", edm.STRING)
        case ast.Call(None, name, (ast.Member() as path,)) if name in _PARTS and path.type is edm.DATE_TIME_OFFSET:
            source = f"(int({{w}}{_PARTS[name]}) if {{plain}}({{v}}) else {{part}}({{w}}))"
            return _Value(path, source, edm.INT32, plain=_is_plain, part=_part(name))
    return None


def _comparison(x: ast.Compare, s: Scope, positive: bool) -> Condition | None:
    found = closures.literal_comparison(x, s)
    known = None if found is None else _value(found.left, found.type)
    if found is None or known is None:
        return None
    literal = found.literal
    if_null = (found.op == "ne") is positive
    op = found.op if positive else ast.NEGATED[found.op]
    if literal is None:
        return _null(found, s, positive) if known.path is found.left else None
    if known.type is edm.STRING and literal.__class__ is str:
        return _string(known, op, literal, s, if_null)
    if known.path is not found.left:
        whole = literal.__class__ is int and known.type is edm.INT32
        source = f"{known.source} {_SIGNS[op]} {{literal}}"
        return Condition(known.path, source, if_null, literal=literal, **known.constants) if whole else None
    return _plain(found, op, s, if_null, positive)


def _plain(found: closures.LiteralComparison, op: str, s: Scope, if_null: bool, positive: bool) -> Condition | None:
    """Compare a path with a literal that is neither null nor a string."""
    path, literal, odd = found.left, found.literal, found.test(op, must=_must(found.left, s))
    if isinstance(found.type, edm.PrimitiveType) and found.type in _WHOLE and literal.__class__ is int:
        source = f"({{w}} {_SIGNS[op]} {{literal}} if {{v}}.__class__ is int else {{odd}}({{w}}, {{n}}))"
        return Condition(path, source, if_null, literal=literal, odd=odd) if found.type is not NUMBER or positive else None
    if found.type is edm.BOOLEAN and literal.__class__ is bool and op in {"eq", "ne"}:
        return _boolean(path, s, literal is (op == "eq"), if_null=if_null, odd=odd)
    if found.type is edm.DATE_TIME_OFFSET and literal.__class__ is edm.DateTimeOffset:
        return _instant(path, op, Bound(literal), odd, if_null)
    if isinstance(found.type, edm.PrimitiveType) and found.type in edm.NUMBERS | {NUMBER} and not positive:
        return None  # the opposite of `lt` is not `ge` where a NaN can be
    return Condition(path, "{odd}({v}, {n})", if_null, odd=odd)


def _null(found: closures.LiteralComparison, s: Scope, positive: bool) -> Condition:
    answer = (found.op in {"eq", "le", "ge"}) is positive
    if _must(found.left, s):
        test = found.test(found.op, must=True)
        return Condition(found.left, "{odd}({v}, {n})" if positive else "not {odd}({v}, {n})", answer, odd=test)
    otherwise = (found.op == "ne") is positive
    return Condition(found.left, "" if otherwise is not answer else str(otherwise), answer)


def _string(known: _Value, op: str, literal: str, s: Scope, if_null: bool) -> Condition:
    """Compare a string; adding it to "" raises for anything but a string, at half the cost of testing its class (5 ns)."""
    if s.settings.fold:
        return Condition(known.path, f"{_folded(known)} {_SIGNS[op]} {{literal}}", if_null, literal=literal.casefold())
    return Condition(known.path, f"{known.source} {_SIGNS[op]} {{literal}}", if_null, literal=literal)


def _folded(known: _Value) -> str:
    return "{v}.casefold()" if known.source == "{s}" else f"({known.source}).casefold()"


def _boolean(path: ast.Expr, s: Scope, wanted: bool, *, if_null: bool, odd: Callable[[Any, Any], bool] | None = None) -> Condition:
    if odd is None:
        literal = ast.Literal(wanted)
        odd = closures.LiteralComparison("eq", path, literal, s).test("eq", must=_must(path, s))
    source = f"({{v}} is {wanted} or {{w}} is not {not wanted} and {{odd}}({{w}}, {{n}}))"
    return Condition(path, source, if_null, odd=odd)


def _instant(path: ast.Expr, op: str, bound: Bound, odd: Callable[[Any, Any], bool], if_null: bool) -> Condition:
    """Compare wire text as dates.py explains; a year of five digits or another spelling has no T in its place."""
    if not bound.plain:
        return Condition(path, "{odd}({v}, {n})", if_null, odd=odd)
    base = NEGATED.get(op, op)
    source = f'(({_INSIDE[op]}) if {{v}}[10] == "T" and "Z" in {{w}} else {{odd}}({{w}}, {{n}}))'
    constants = {"low": bound.low, "high": bound.high, "near": bound.near(base)}
    return Condition(path, source, if_null, odd=odd, **constants)


def _membership(x: ast.In, s: Scope, positive: bool) -> Condition | None:
    assert isinstance(x.right, (ast.List, ast.Array))
    items = [item.value for item in x.right.items if isinstance(item, ast.Literal)]
    if len(items) != len(x.right.items):
        return None
    has_null = None in items
    words = [item for item in items if isinstance(item, str)]
    if closures.operand_type(x.left, edm.STRING) is not edm.STRING or not words or len(words) + has_null < len(items):
        return None
    known = _value(x.left, edm.STRING)
    if known is None:
        return None
    if_null, word = has_null is positive, "in" if positive else "not in"
    if s.settings.fold:
        return Condition(known.path, f"{_folded(known)} {word} {{words}}", if_null, words=frozenset([w.casefold() for w in words]))
    return Condition(known.path, f"{known.source} {word} {{words}}", if_null, words=frozenset(words))


def _string_test(name: str, argument: ast.Expr, wanted: str, s: Scope, positive: bool) -> Condition | None:
    """Test a string; methods that only a string has make anything else raise."""
    known = _value(argument)
    if known is None or known.type is not edm.STRING:
        return None
    value = _folded(known) if s.settings.fold else "{v}" if known.source == "{s}" else f"({known.source})"
    source = f"{value}.find({{wanted}}) >= 0" if name == "contains" else f"{value}.{name}({{wanted}})"
    folded = wanted.casefold() if s.settings.fold else wanted
    return Condition(known.path, source if positive else f"not {source}", False, wanted=folded)
