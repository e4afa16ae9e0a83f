"""Values the service can compare with: whole numbers, seven fractional digits, and days, months and years as ranges.

Bounds `(operator, value)` mean the same as the comparison, or slightly less where the service cannot represent the value.
"""

from __future__ import annotations

from odatanodes import edm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.ast import CompareOp

    Bounds = tuple[tuple[CompareOp, object], ...]


_TICK = 100_000
"""Picoseconds in the smallest step of the service's instants: seven fractional digits."""
_FIRST = edm.DateTimeOffset(edm.Date(1, 1, 1), 0).order
_LAST = edm.DateTimeOffset(edm.Date(9999, 12, 31), edm.DAY - _TICK).order


def instant_bounds(op: CompareOp, value: edm.DateTimeOffset) -> tuple[Bounds, bool] | None:
    """Return bounds in seven digits and whether they say exactly the same; None where the service has no such year."""
    below = value.order // _TICK * _TICK
    above = below if below == value.order else below + _TICK
    if below < _FIRST or above > _LAST:
        return None
    if below == above:
        return ((op, value.utc()),), True
    low, high = edm.DateTimeOffset.from_order(below), edm.DateTimeOffset.from_order(above)
    if op == "ne":
        return None  # everything the service holds
    if op == "eq":
        return (("gt", low), ("lt", high)), False
    return ((("gt", low),) if op in {"gt", "ge"} else (("lt", high),)), False


def whole_bounds(op: CompareOp, value: object) -> Bounds | None:
    """Return bounds in Int32 that say the same of a whole number; None where there are none."""
    if value.__class__ is float or value.__class__.__name__ == "Decimal":
        if not -(2**31) <= value < 2**31:  # type: ignore[operator]  # NaN and the infinities are outside as well
            return None
        whole = int(value)  # type: ignore[call-overload]
        if whole == value:
            return ((op, whole),)
        if op in {"eq", "ne"}:
            return None  # never or always: not worth sending
        below = whole if whole < value else whole - 1
        return (("le", below),) if op in {"lt", "le"} else (("gt", below),)
    if value.__class__ is not int or not -(2**31) <= value < 2**31:
        return None
    return ((op, value),)


def span_bounds(op: CompareOp, start: edm.DateTimeOffset, end: edm.DateTimeOffset) -> Bounds:
    """Return the bounds of an instant whose day, month or year compares `op` with the one from `start` up to `end`.

    For "ne" the two bounds are alternatives; for every other operator all of them hold.
    """
    match op:
        case "eq":
            return (("ge", start), ("lt", end))
        case "ne":
            return (("lt", start), ("ge", end))
        case "lt":
            return (("lt", start),)
        case "ge":
            return (("ge", start),)
        case "gt":
            return (("ge", end),)
        case "le":
            return (("lt", end),)


def day_span(day: edm.Date) -> tuple[edm.DateTimeOffset, edm.DateTimeOffset] | None:
    """Return the first instant of a day and of the next, in UTC; None for a day the service cannot hold."""
    return _span(day, edm.Date.from_days(day.order + 1)) if day.valid else None


def month_span(year: int, month: int) -> tuple[edm.DateTimeOffset, edm.DateTimeOffset] | None:
    """Return the first instant of a month and of the next."""
    if not 1 <= month <= 12:
        return None
    return _span(edm.Date(year, month, 1), edm.Date(year + month // 12, month % 12 + 1, 1))


def year_span(year: object) -> tuple[edm.DateTimeOffset, edm.DateTimeOffset] | None:
    """Return the first instant of a year and of the next; None for a number that is not a year."""
    if year.__class__ is not int:
        return None
    assert isinstance(year, int)
    return _span(edm.Date(year, 1, 1), edm.Date(year + 1, 1, 1))


def _span(first: edm.Date, following: edm.Date) -> tuple[edm.DateTimeOffset, edm.DateTimeOffset] | None:
    if not (first.year >= 1 and following.year <= 9999):
        return None
    return edm.DateTimeOffset(first, 0), edm.DateTimeOffset(following, 0)
