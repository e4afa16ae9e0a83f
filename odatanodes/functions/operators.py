"""Comparison and arithmetic operators on canonical values (see values.py) of any class.

They raise TypeError for classes that do not go together, ZeroDivisionError, and ValueError where there is no result; the caller
adds the place and the node.
Null rules: `eq` and `ne` take null as a value that equals itself; `lt` and `gt` are false for a null; `le` and `ge` are true
for two nulls; arithmetic with null is null.
Numbers: integers and decimals are exact; where one side is a Double, the other side becomes one, so that an Int64 beyond
2^53 equals the Double nearest to it. Decimals keep 200 significant digits.
Source: OData 4.01 URL Conventions 5.1.1.1, 5.1.1.2 and 5.1.1.16 (numeric promotion).
"""

from __future__ import annotations

import math
import operator
from decimal import ROUND_HALF_UP, Context, Decimal

from odatanodes import edm
from odatanodes.functions import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["arithmetic", "compare", "equal", "kind_of", "negate"]

EXACT = Context(prec=200, rounding=ROUND_HALF_UP, Emin=-999_999, Emax=999_999, traps=[])
NUMBERS = frozenset((int, float, Decimal))
_WIRE: dict[type, Callable[[Any], Any]] = {
    edm.DateTimeOffset: values.instant,
    edm.Date: values.date,
    edm.TimeOfDay: values.time_of_day,
    edm.Duration: values.duration,
    bytes: values.binary,
    frozenset: values.flags,
}
_KINDS = {
    type(None): "null",
    bool: "a Boolean",
    str: "a String",
    tuple: "a collection",
    frozenset: "an enumeration value",
    bytes: "a Binary",
    **dict.fromkeys(NUMBERS, "a number"),
}


def kind_of(value: object) -> str:
    """Return what a value is, in the words of a message."""
    return _KINDS.get(type(value)) or (f"a {type(value).__name__}" if type(value) in _WIRE else "a structured value")


# --- comparison ------------------------------------------------------------------------------------------------------


def pair(left: Any, right: Any, fold: bool) -> tuple[Any, Any]:
    """Return two values that are not null as two that Python compares as OData does; raises TypeError."""
    one, other = left.__class__, right.__class__
    if one is other:
        return (left.casefold(), right.casefold()) if fold and one is str else (left, right)
    if one in NUMBERS and other in NUMBERS:
        if one is float:
            return left, values.nearest(right)
        return (values.nearest(left), right) if other is float else (left, right)
    if one is str and (other in _WIRE or other.__name__ == "UUID"):
        return pair(_WIRE.get(other, values.guid)(left), right, fold)
    if other is str and (one in _WIRE or one.__name__ == "UUID"):
        return pair(left, _WIRE.get(one, values.guid)(right), fold)
    if one not in _KINDS and other not in _KINDS and one not in _WIRE and other not in _WIRE:
        return left, right  # structured values of different mapping classes
    raise TypeError(f"{kind_of(left)} and {kind_of(right)} cannot be compared")


def equal(left: Any, right: Any, fold: bool = False) -> bool:
    """Return whether two values are equal; collections item by item, structured values property by property."""
    stack = [(left, right)]
    while stack:
        a, b = stack.pop()
        if a is None or b is None:
            if a is not b:
                return False
            continue
        a, b = pair(a, b, fold)
        if a.__class__ is tuple:
            if len(a) != len(b):
                return False
            stack += zip(a, b, strict=True)
        elif a.__class__ is frozenset:
            if {name.casefold() for name in a} != {name.casefold() for name in b} if fold else a != b:
                return False
        elif hasattr(a, "keys"):
            if set(a.keys()) != set(b.keys()):
                return False
            stack += [(values.anything(a[name]), values.anything(b[name])) for name in a]
        elif a != b:
            return False
    return True


_ORDER: dict[str, Callable[[Any, Any], bool]] = {"lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}


def compare(op: str, left: Any, right: Any, fold: bool = False) -> bool:
    """Return `left op right` for eq ne lt le gt ge, null rules included."""
    if op == "eq":
        return equal(left, right, fold)
    if op == "ne":
        return not equal(left, right, fold)
    if left is None or right is None:
        return left is right and op in {"le", "ge"}
    left, right = pair(left, right, fold)
    if left.__class__ in {tuple, frozenset, bytes} or hasattr(left, "keys"):
        raise TypeError(f"{kind_of(left)} has no order")
    return _ORDER[op](left, right)


# --- arithmetic ------------------------------------------------------------------------------------------------------


def arithmetic(op: str, left: Any, right: Any) -> Any:
    """Return `left op right` for add sub mul div divby mod."""
    if left is None or right is None:
        return None
    one, other = left.__class__, right.__class__
    if one is str or other is str:
        return arithmetic(op, _spelt(left), _spelt(right))
    if one in NUMBERS and other in NUMBERS:
        try:
            return _NUMERIC[op](left, right)
        except OverflowError:
            raise ValueError("the result is out of range") from None
    if op in {"add", "sub"}:
        return _moved(op, left, right)
    if one is edm.Duration and other in NUMBERS and op != "mod":
        return _scaled(op, left, right)
    if other is edm.Duration and one in NUMBERS and op == "mul":
        return _scaled(op, right, left)
    raise TypeError(f"{kind_of(left)} {op} {kind_of(right)} has no meaning")


def negate(value: Any) -> Any:
    """Return `-value` of a number or a duration."""
    if value is None:
        return None
    if value.__class__ is str:
        value = _spelt(value)
    if value.__class__ is edm.Duration:
        return edm.Duration(-value.picoseconds)
    if value.__class__ is Decimal:
        return value.copy_negate()
    if value.__class__ is int or value.__class__ is float:
        return -value
    raise TypeError(f"{kind_of(value)} cannot be negated")


def _spelt(value: Any) -> Any:
    """Return the instant, date or duration that a text spells, where no schema types it: nothing else is added to or moved."""
    if value.__class__ is not str:
        return value
    for read in (values.duration, values.instant, values.date):
        try:
            return read(value)
        except ValueError:
            continue
    raise TypeError(f"{kind_of(value)} is not a number, an instant or a duration")


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("the result is out of range")
    return value


def _numeric(exact: Callable[[Any, Any], Any], approximate: Callable[[float, float], float]) -> Callable[[Any, Any], Any]:
    """Make an operation: integers by Python, decimals by `exact`, and a Double as soon as one side is one."""

    def operation(left: Any, right: Any) -> Any:
        if left.__class__ is float or right.__class__ is float:
            return approximate(float(left), float(right))
        if left.__class__ is int and right.__class__ is int:
            return exact(left, right)
        return _finite(exact(Decimal(left), Decimal(right)))

    return operation


def _add(left: Any, right: Any) -> Any:
    return left + right if left.__class__ is int else EXACT.add(left, right)


def _sub(left: Any, right: Any) -> Any:
    return left - right if left.__class__ is int else EXACT.subtract(left, right)


def _mul(left: Any, right: Any) -> Any:
    return left * right if left.__class__ is int else EXACT.multiply(left, right)


def _div(left: Any, right: Any) -> Any:
    """Divide exactly; integers truncate toward zero."""
    if right == 0:
        raise ZeroDivisionError
    if left.__class__ is not int:
        return EXACT.divide(left, right)
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def _div_double(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left)


def _divby(left: Any, right: Any) -> Any:
    """Divide as decimals: never truncated, and by zero gives INF, -INF or NaN."""
    if left.__class__ is float or right.__class__ is float:
        return _div_double(float(left), float(right))
    return _finite(EXACT.divide(Decimal(left), Decimal(right))) if right else _div_double(math.copysign(min(1, abs(left)), left), 0)


def _mod(left: Any, right: Any) -> Any:
    """Return the remainder, exactly; its sign is the left side's."""
    if right == 0:
        raise ZeroDivisionError
    if left.__class__ is float or right.__class__ is float:
        return math.fmod(left, right) if math.isfinite(left) else math.nan
    if left.__class__ is int and right.__class__ is int:
        remainder = abs(left) % abs(right)
        return -remainder if left < 0 else remainder
    return _finite(EXACT.remainder(Decimal(left), Decimal(right)))


_NUMERIC: dict[str, Callable[[Any, Any], Any]] = {
    "add": _numeric(_add, operator.add),
    "sub": _numeric(_sub, operator.sub),
    "mul": _numeric(_mul, operator.mul),
    "div": _numeric(_div, _div_double),
    "divby": _divby,
    "mod": _mod,
}


def _moved(op: str, left: Any, right: Any) -> Any:
    """Return instants, dates and durations moved by durations, and the durations between them."""
    one, other = left.__class__, right.__class__
    if op == "sub" and one is other and one in {edm.DateTimeOffset, edm.Date}:
        return edm.Duration((left.order - right.order) * (edm.DAY if one is edm.Date else 1))
    if other is edm.Duration and one in {edm.DateTimeOffset, edm.Date, edm.Duration}:
        distance = right.picoseconds if op == "add" else -right.picoseconds
        if one is edm.DateTimeOffset:
            return edm.DateTimeOffset.from_order(left.order + distance, left.offset)
        if one is edm.Date:
            return edm.Date.from_days((left.order * edm.DAY + distance) // edm.DAY)
        return edm.Duration(left.picoseconds + distance)
    raise TypeError(f"{kind_of(left)} {op} {kind_of(right)} has no meaning")


def _scaled(op: str, duration: edm.Duration, by: Any) -> edm.Duration:
    """Return a duration times or divided by a number, to the nearest picosecond."""
    from fractions import Fraction  # costs a millisecond to load, and few filters scale a duration

    if by.__class__ is float and not math.isfinite(by):
        raise ValueError("the result is out of range")
    factor = Fraction(by)
    if op != "mul":
        if factor == 0:
            raise ZeroDivisionError
        factor = 1 / factor
    exact = duration.picoseconds * factor
    whole = (2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator)
    return edm.Duration(-whole if exact < 0 else whole)
