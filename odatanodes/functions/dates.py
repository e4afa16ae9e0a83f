"""The functions over dates, times and durations: all on integers of picoseconds, nothing is rounded.

Parts of a DateTimeOffset are those of its own offset, as it was written. Where there is no schema, a string stands for the
value it spells. `now` is evaluated by the evaluator, once for each call of matches or apply.
Source: OData 4.01 URL Conventions 5.1.1.8.
"""

from __future__ import annotations

from decimal import Decimal

from odatanodes import edm
from odatanodes.functions import values
from odatanodes.functions.operators import EXACT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MIN = edm.DateTimeOffset(edm.Date(1, 1, 1), 0)
MAX = edm.DateTimeOffset(edm.Date(9999, 12, 31), edm.DAY - 1)


def year(value: Any) -> int:
    """Return the year."""
    return _day(value).year


def month(value: Any) -> int:
    """Return the month, 1 to 12."""
    return _day(value).month


def day(value: Any) -> int:
    """Return the day of the month."""
    return _day(value).day


def hour(value: Any) -> int:
    """Return the hour, 0 to 23."""
    return _clock(value)[0]


def minute(value: Any) -> int:
    """Return the minute, 0 to 59."""
    return _clock(value)[1]


def second(value: Any) -> int:
    """Return the whole second, 0 to 59, or 60 for a leap second at the end of a day."""
    return _clock(value)[2]


def fractionalseconds(value: Any) -> Decimal:
    """Return the fraction of the second, 0 up to but not 1."""
    return _seconds(_clock(value)[3])


def date(value: Any) -> edm.Date:
    """Return the date of an instant, in its offset."""
    return _instant(value).local


def time(value: Any) -> edm.TimeOfDay:
    """Return the time of day of an instant, in its offset."""
    return edm.TimeOfDay(_instant(value).picoseconds)


def totaloffsetminutes(value: Any) -> int:
    """Return the offset of an instant in minutes east of UTC."""
    return _instant(value).offset


def totalseconds(value: Any) -> Decimal:
    """Return a duration in seconds."""
    found: edm.Duration = values.duration(value)
    return _seconds(found.picoseconds)


def mindatetime() -> edm.DateTimeOffset:
    """Return the earliest instant: the beginning of the year 1."""
    return MIN


def maxdatetime() -> edm.DateTimeOffset:
    """Return the latest instant: the last picosecond of the year 9999."""
    return MAX


def now() -> edm.DateTimeOffset:
    """Return the current instant in UTC, in the 100 ns that a service keeps: a plan can send the very same value."""
    from time import time_ns

    return edm.DateTimeOffset.from_order(time_ns() // 100 * 100_000)


def moment(clock: Callable[[], object] | None) -> edm.DateTimeOffset:
    """Return what a clock says, the current instant without one; an aware datetime will do.

    Raises TypeError or ValueError for any other result: the fault is the clock's, not a node's.
    """
    if clock is None:
        return now()
    said = clock()
    found = said if said.__class__ is edm.DateTimeOffset else edm.from_python(said)
    if not isinstance(found, edm.DateTimeOffset):
        raise TypeError(f"a clock returns an instant, not {said!r}")
    return found


def _seconds(picoseconds: int) -> Decimal:
    return EXACT.scaleb(Decimal(picoseconds), -12)


def _instant(value: Any) -> edm.DateTimeOffset:
    found: edm.DateTimeOffset = values.instant(value)
    return found


def _day(value: Any) -> edm.Date:
    if value.__class__ is edm.DateTimeOffset:
        local: edm.Date = value.local
        return local
    if value.__class__ is str and len(value) > 10 and value[10] in "Tt":
        return _instant(value).local
    try:
        found: edm.Date = values.date(value)
    except ValueError:
        return _instant(value).local
    return found


def _clock(value: Any) -> tuple[int, int, int, int]:
    """Return hour, minute, second and the picoseconds of the second."""
    if value.__class__ is str:
        try:
            value = values.time_of_day(value)
        except ValueError:
            value = _instant(value)
    if value.__class__ is not edm.TimeOfDay and value.__class__ is not edm.DateTimeOffset:
        raise TypeError("the function takes an instant or a time of day")
    minutes, rest = divmod(value.picoseconds, 60 * edm.PICO)
    if minutes >= 24 * 60:
        minutes, rest = minutes - 1, rest + 60 * edm.PICO
    seconds, fraction = divmod(rest, edm.PICO)
    return minutes // 60, minutes % 60, seconds, fraction
