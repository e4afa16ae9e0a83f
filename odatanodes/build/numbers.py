"""Expressions whose value is a number, an instant, a date, a time, a duration, a GUID or bytes; arithmetic, date parts.

`/` is `divby`, which divides as Python does; `//` is `div` and `%` is `mod`, which cut toward zero where Python rounds down.
Source: OData 4.01 URL Conventions 5.1.1.2 (Arithmetic Operators), 5.1.1.8 (Date and Time Functions), 5.1.1.9 (Arithmetic
Functions).
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.build.expressions import CLASSES, Comparable, Expression, R, V, as_expression, call_node, make
from odatanodes.build.generic import Generic
from odatanodes.build.values import described, refuse

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from datetime import date, datetime, time, timedelta
    from decimal import Decimal
    from typing import Any, TypeAlias, TypeVar, overload
    from uuid import UUID

    from odatanodes.build.paths import AnyExpr

    B = TypeVar("B", bound="InstantLike | DateLike")
    NumberLike: TypeAlias = "int | float | Decimal | NumberExpr | AnyExpr"
    InstantLike: TypeAlias = "datetime | edm.DateTimeOffset | DateTimeExpr"
    DateLike: TypeAlias = "date | edm.Date | DateExpr"
    TimeLike: TypeAlias = "time | edm.TimeOfDay | TimeExpr | AnyExpr"
    DurationLike: TypeAlias = "timedelta | edm.Duration | DurationExpr | AnyExpr"
    GuidLike: TypeAlias = "UUID | GuidExpr | AnyExpr"
    BytesLike: TypeAlias = "bytes | BinaryExpr | AnyExpr"
else:
    B = None

    def overload(function: object) -> object:
        """Stand for typing.overload."""
        return function


_RESULTS = {
    ("add", "instant", "duration"): edm.DATE_TIME_OFFSET,
    ("add", "date", "duration"): edm.DATE,
    ("add", "duration", "duration"): edm.DURATION,
    ("sub", "instant", "duration"): edm.DATE_TIME_OFFSET,
    ("sub", "instant", "instant"): edm.DURATION,
    ("sub", "date", "duration"): edm.DATE,
    ("sub", "date", "date"): edm.DURATION,
    ("sub", "duration", "duration"): edm.DURATION,
    ("mul", "duration", "number"): edm.DURATION,
    ("mul", "number", "duration"): edm.DURATION,
    ("div", "duration", "number"): edm.DURATION,
    ("divby", "duration", "number"): edm.DURATION,
}


def arithmetic(op: ast.ArithOp, left: object, right: object) -> Any:
    """Return `left op right`; raises TypeError where the standard does not define it."""
    first, second = as_expression(left), as_expression(right)
    kinds = (first._kind, second._kind)
    type: edm.Type = edm.ANY
    if kinds == ("number", "number"):
        type = edm.DECIMAL
    elif "any" not in kinds:
        found = _RESULTS.get((op, *kinds))
        if found is None:
            refuse(op, first.expr, first._type, second.expr, second._type)
        type = found
    return make(ast.Arith(op, first.expr, second.expr), type)


class Addable(Expression, Generic[V, R]):
    """`x + y`."""

    __slots__ = ()

    def add(self, other: V) -> R:
        """`x add y`; the operator + does the same."""
        return arithmetic("add", self, other)  # type: ignore[no-any-return]

    def __add__(self, other: V) -> R:
        return arithmetic("add", self, other)  # type: ignore[no-any-return]

    def __radd__(self, other: V) -> R:
        left = as_expression(other)
        if left._kind == "duration" and self._kind in ("instant", "date"):  # defined in this order only; the sum is the same
            return arithmetic("add", self, left)  # type: ignore[no-any-return]
        return arithmetic("add", left, self)  # type: ignore[no-any-return]


class Subtractable(Expression, Generic[V, R]):
    """`x - y` of the same kind, `-x`."""

    __slots__ = ()

    def sub(self, other: V) -> R:
        """`x sub y`; the operator - does the same."""
        return arithmetic("sub", self, other)  # type: ignore[no-any-return]

    def __sub__(self, other: V) -> R:
        return arithmetic("sub", self, other)  # type: ignore[no-any-return]

    def __rsub__(self, other: V) -> R:
        return arithmetic("sub", other, self)  # type: ignore[no-any-return]

    def __neg__(self) -> R:
        if self._kind not in ("number", "duration", "any"):
            raise TypeError(f"'-' takes a number or a duration; {described(self.expr, self._type)}")
        return make(ast.Neg(self.expr), self._type)  # type: ignore[return-value]


class Scalable(Expression, Generic[R]):
    """`x * number`, `x / number`."""

    __slots__ = ()

    def mul(self, other: NumberLike) -> R:
        """`x mul y`; the operator * does the same."""
        return arithmetic("mul", self, other)  # type: ignore[no-any-return]

    def div(self, other: NumberLike) -> R:
        """`x div y`: integers are cut toward zero; the operator // does the same."""
        return arithmetic("div", self, other)  # type: ignore[no-any-return]

    def divby(self, other: NumberLike) -> R:
        """`x divby y`: division with fraction (OData 4.01); the operator / does the same."""
        return arithmetic("divby", self, other)  # type: ignore[no-any-return]

    def __mul__(self, other: NumberLike) -> R:
        return arithmetic("mul", self, other)  # type: ignore[no-any-return]

    def __rmul__(self, other: float | Decimal) -> R:
        return arithmetic("mul", other, self)  # type: ignore[no-any-return]

    def __floordiv__(self, other: NumberLike) -> R:
        return arithmetic("div", self, other)  # type: ignore[no-any-return]

    def __truediv__(self, other: NumberLike) -> R:
        return arithmetic("divby", self, other)  # type: ignore[no-any-return]


class Divisible(Expression):
    """What only numbers have: a remainder, being divided by, rounding."""

    __slots__ = ()

    def mod(self, other: NumberLike) -> NumberExpr:
        """`x mod y`: has the sign of x; the operator % does the same."""
        return arithmetic("mod", self, other)  # type: ignore[no-any-return]

    def __mod__(self, other: NumberLike) -> NumberExpr:
        return arithmetic("mod", self, other)  # type: ignore[no-any-return]

    def __rmod__(self, other: float | Decimal) -> NumberExpr:
        return arithmetic("mod", other, self)  # type: ignore[no-any-return]

    def __rfloordiv__(self, other: float | Decimal) -> NumberExpr:
        return arithmetic("div", other, self)  # type: ignore[no-any-return]

    def __rtruediv__(self, other: float | Decimal) -> NumberExpr:
        return arithmetic("divby", other, self)  # type: ignore[no-any-return]

    def round(self) -> NumberExpr:
        """`round(x)`: midpoints go away from zero."""
        return NumberExpr(call_node("round", "", self))

    def floor(self) -> NumberExpr:
        """`floor(x)`."""
        return NumberExpr(call_node("floor", "", self))

    def ceiling(self) -> NumberExpr:
        """`ceiling(x)`."""
        return NumberExpr(call_node("ceiling", "", self))


class DateParts(Expression):
    """The parts that instants and dates have."""

    __slots__ = ()

    def year(self) -> NumberExpr:
        """`year(x)`."""
        return NumberExpr(call_node("year", "", self))

    def month(self) -> NumberExpr:
        """`month(x)`: 1 to 12."""
        return NumberExpr(call_node("month", "", self))

    def day(self) -> NumberExpr:
        """`day(x)`: of the month."""
        return NumberExpr(call_node("day", "", self))


class TimeParts(Expression):
    """The parts that instants and times have."""

    __slots__ = ()

    def hour(self) -> NumberExpr:
        """`hour(x)`."""
        return NumberExpr(call_node("hour", "", self))

    def minute(self) -> NumberExpr:
        """`minute(x)`."""
        return NumberExpr(call_node("minute", "", self))

    def second(self) -> NumberExpr:
        """`second(x)`: whole seconds."""
        return NumberExpr(call_node("second", "", self))

    def fractionalseconds(self) -> NumberExpr:
        """`fractionalseconds(x)`: what whole seconds leave, below one."""
        return NumberExpr(call_node("fractionalseconds", "", self))


class InstantParts(DateParts, TimeParts):
    """The parts that only instants have."""

    __slots__ = ()

    def date(self) -> DateExpr:
        """`date(x)`."""
        return DateExpr(call_node("date", "", self))

    def time(self) -> TimeExpr:
        """`time(x)`."""
        return TimeExpr(call_node("time", "", self))

    def totaloffsetminutes(self) -> NumberExpr:
        """`totaloffsetminutes(x)`: minutes east of UTC."""
        return NumberExpr(call_node("totaloffsetminutes", "", self))


class DurationParts(Expression):
    """The functions of durations."""

    __slots__ = ()

    def totalseconds(self) -> NumberExpr:
        """`totalseconds(x)`."""
        return NumberExpr(call_node("totalseconds", "", self))


class Moment(Addable["DurationLike", R], Generic[R, B]):
    """`moment - duration` is a moment, `moment - moment` a duration."""

    __slots__ = ()

    @overload
    def sub(self, other: DurationLike) -> R: ...  # noqa: D102
    @overload
    def sub(self, other: B) -> DurationExpr: ...  # noqa: D102, F811 - ruff takes no conditional import for an overload
    def sub(self, other: Any) -> Any:  # noqa: F811
        """`x sub y`; the operator - does the same."""
        return arithmetic("sub", self, other)

    @overload
    def __sub__(self, other: DurationLike) -> R: ...
    @overload
    def __sub__(self, other: B) -> DurationExpr: ...  # noqa: F811
    def __sub__(self, other: Any) -> Any:  # noqa: F811
        return arithmetic("sub", self, other)

    def __rsub__(self, other: B) -> DurationExpr:
        return arithmetic("sub", other, self)  # type: ignore[no-any-return]


class NumberExpr(
    Comparable["NumberLike"],
    Addable["NumberLike", "NumberExpr"],
    Subtractable["NumberLike", "NumberExpr"],
    Scalable["NumberExpr"],
    Divisible,
):
    """A number."""

    __slots__ = ()
    _kind = "number"
    _default = edm.DECIMAL


class DateTimeExpr(
    Comparable["InstantLike | AnyExpr"],
    Moment["DateTimeExpr", "InstantLike"],
    InstantParts,
):
    """An instant, with its offset."""

    __slots__ = ()
    _kind = "instant"
    _default = edm.DATE_TIME_OFFSET


class DateExpr(Comparable["DateLike | AnyExpr"], Moment["DateExpr", "DateLike"], DateParts):
    """A date."""

    __slots__ = ()
    _kind = "date"
    _default = edm.DATE


class TimeExpr(Comparable["TimeLike"], TimeParts):
    """A time of day."""

    __slots__ = ()
    _kind = "time"
    _default = edm.TIME_OF_DAY


class DurationExpr(
    Comparable["DurationLike"],
    Addable["DurationLike", "DurationExpr"],
    Subtractable["DurationLike", "DurationExpr"],
    Scalable["DurationExpr"],
    DurationParts,
):
    """A duration."""

    __slots__ = ()
    _kind = "duration"
    _default = edm.DURATION


class GuidExpr(Comparable["GuidLike"]):
    """A GUID."""

    __slots__ = ()
    _kind = "guid"
    _default = edm.GUID


class BinaryExpr(Comparable["BytesLike"]):
    """Bytes."""

    __slots__ = ()
    _kind = "binary"
    _default = edm.BINARY


for _class in (NumberExpr, DateTimeExpr, DateExpr, TimeExpr, DurationExpr, GuidExpr, BinaryExpr):
    CLASSES[_class._kind] = _class
