"""Dates, times, instants and durations: exact to the picosecond, of any year, ordered by one integer each.

Python's own datetime keeps six fractional digits where the wire has seven and the language twelve, so it is not used for
comparisons.
Sources: OData 4.01 CSDL 3.3; OData ABNF section 7 (literals); RFC 1123 for the dates Azure Batch documents.
"""

from __future__ import annotations

import re

from odatanodes.base.value import Unsealed, Value, set_field

PICO = 10**12
"""Picoseconds in a second: the language has twelve fractional digits."""
DAY = 86_400 * PICO
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = r"(-?(?:0\d{3}|[1-9]\d{3,}))-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.(\d{1,12}))?)?"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_RFC1123 = r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60) GMT"
_DURATION = r"([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,12}))?S)?)?"
# Patterns are compiled when they are first used: most runs need none of them, and compiling all takes a millisecond.


def _compile_instant(text: str) -> re.Match[str] | None:
    global _instant_match  # noqa: PLW0603 - so that later calls cost nothing more
    _instant_match = re.compile(rf"{_DATE}[Tt]{_TIME}(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))\Z", re.ASCII).match
    return _instant_match(text)


_instant_match = _compile_instant  # a name of its own, not the cache of re: the most read values of all


class _Ordered(Value):
    """A value ordered by one integer, its `order`."""

    __slots__ = ()

    @property
    def order(self) -> int:
        raise NotImplementedError

    def _key(self) -> tuple[object, ...]:
        return (self.order,)

    def __eq__(self, other: object) -> bool:
        return self.order == other.order if type(self) is type(other) and isinstance(other, _Ordered) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.order)

    def __lt__(self, other: object) -> bool:
        return self.order < other.order if type(self) is type(other) and isinstance(other, _Ordered) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self.order <= other.order if type(self) is type(other) and isinstance(other, _Ordered) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.order > other.order if type(self) is type(other) and isinstance(other, _Ordered) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self.order >= other.order if type(self) is type(other) and isinstance(other, _Ordered) else NotImplemented


class Date(_Ordered):
    """Edm.Date in the proleptic Gregorian calendar, any year; `valid` is false for days no calendar has (2025-02-31).

    >>> Date.parse("2024-02-29").valid, Date.parse("2025-02-29").valid
    (True, False)
    """

    __slots__ = ("day", "month", "year")
    __match_args__ = ("year", "month", "day")
    year: int
    month: int
    day: int

    def __init__(self, year: int, month: int, day: int) -> None:
        set_field(self, "year", year)
        set_field(self, "month", month)
        set_field(self, "day", day)

    @classmethod
    def parse(cls, text: str) -> Date:
        """Read `YYYY-MM-DD`; raises ValueError for another form (not for an impossible day)."""
        match = re.fullmatch(_DATE, text, re.ASCII)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = match.groups()
        return cls(int(year), int(month), int(day))

    @classmethod
    def from_days(cls, days: int) -> Date:
        """Return the date `days` after 1970-01-01."""
        days += 719_468
        era, day_of_era = divmod(days, 146_097)
        year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
        day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
        shifted = (5 * day_of_year + 2) // 153
        month = shifted + 3 if shifted < 10 else shifted - 9
        return cls(year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1)

    @property
    def valid(self) -> bool:
        """Whether the month has this day."""
        leap = self.month == 2 and self.year % 4 == 0 and (self.year % 100 != 0 or self.year % 400 == 0)
        return 1 <= self.month <= 12 and 1 <= self.day <= _DAYS_IN_MONTH[self.month - 1] + leap

    @property
    def weekday(self) -> str:
        """Name of the day of the week.

        >>> Date(2026, 1, 1).weekday
        'Thursday'
        """
        return _WEEKDAYS[(self.order + 3) % 7]

    @property
    def order(self) -> int:
        """Days since 1970-01-01 (days past the month's end run on into the next)."""
        return _days(self.year, self.month, self.day)

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{_digits(abs(self.year), 4)}-{self.month:02d}-{self.day:02d}"


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 by the civil-from-days arithmetic on a year that starts in March."""
    if month <= 2:
        year -= 1
        month += 12
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + day - 719_469


class TimeOfDay(_Ordered):
    """Edm.TimeOfDay, in picoseconds since midnight."""

    __slots__ = ("picoseconds",)
    __match_args__ = ("picoseconds",)
    picoseconds: int

    def __init__(self, picoseconds: int) -> None:
        set_field(self, "picoseconds", picoseconds)

    @classmethod
    def parse(cls, text: str) -> TimeOfDay:
        """Read `HH:MM[:SS[.fraction]]`; raises ValueError for another form."""
        match = re.fullmatch(_TIME, text, re.ASCII)
        if match is None:
            raise ValueError(f"not a time of day: {text!r}")
        return cls(_picoseconds(*match.groups()))

    @property
    def order(self) -> int:
        """Picoseconds since midnight."""
        return self.picoseconds

    def __str__(self) -> str:
        return _time_text(self.picoseconds)


class DateTimeOffset(_Ordered):
    """Edm.DateTimeOffset: an instant, exact to the picosecond, and the offset it was written with.

    `local` is the date as written, `picoseconds` the time of that day, `offset` minutes east of UTC. Equal and ordered by instant.

    >>> a = DateTimeOffset.parse("2025-11-22T22:22:27.5Z")
    >>> a == DateTimeOffset.parse("2025-11-22T23:22:27.500+01:00"), str(a)
    (True, '2025-11-22T22:22:27.5Z')
    """

    __slots__ = ("local", "offset", "order", "picoseconds")
    __match_args__ = ("local", "picoseconds", "offset")
    local: Date
    picoseconds: int
    offset: int
    order: int  # a slot where the base has a property: read in every comparison

    def __init__(self, local: Date, picoseconds: int, offset: int = 0) -> None:
        set_field(self, "local", local)
        set_field(self, "picoseconds", picoseconds)
        set_field(self, "offset", offset)
        set_field(self, "order", (local.order * 86_400 - offset * 60) * PICO + picoseconds)

    @classmethod
    def parse(cls, text: str) -> DateTimeOffset:
        """Read ISO 8601 with zone or RFC 1123; raises ValueError for another form (not for an impossible day)."""
        match = _instant_match(text)
        if match is None:
            return cls._parse_rfc1123(text)
        year, month, day, hour, minute, second, fraction, _, sign, off_hour, off_minute = match.groups()
        offset = 0 if sign is None else (int(off_hour) * 60 + int(off_minute)) * (-1 if sign == "-" else 1)
        time = _picoseconds(hour, minute, second, fraction)
        return _UnsealedDateTimeOffset(_UnsealedDate(int(year), int(month), int(day)), time, offset)

    @classmethod
    def _parse_rfc1123(cls, text: str) -> DateTimeOffset:
        match = re.fullmatch(_RFC1123, text, re.ASCII)
        if match is None or match[2].lower() not in MONTHS:
            raise ValueError(f"not a date and time with zone: {text!r}")
        day, month, year, hour, minute, second = match.groups()
        return cls(Date(int(year), MONTHS.index(month.lower()) + 1, int(day)), _picoseconds(hour, minute, second, None))

    @classmethod
    def from_order(cls, order: int, offset: int = 0) -> DateTimeOffset:
        """Return the instant `order` picoseconds after 1970-01-01T00:00Z, written with an offset in minutes."""
        days, picoseconds = divmod(order + offset * 60 * PICO, DAY)
        return cls(Date.from_days(days), picoseconds, offset)

    @property
    def valid(self) -> bool:
        """Whether the calendar has the day."""
        return self.local.valid

    def utc(self) -> DateTimeOffset:
        """Return the same instant written in UTC."""
        return DateTimeOffset.from_order(self.order)

    def __str__(self) -> str:
        zone = (
            "Z"
            if self.offset == 0
            else f"{'-' if self.offset < 0 else '+'}{abs(self.offset) // 60:02d}:{abs(self.offset) % 60:02d}"
        )
        return f"{self.local}T{_time_text(self.picoseconds)}{zone}"


class _UnsealedDate(Unsealed, Date):
    """Becomes a `Date`."""

    __slots__ = ()

    def __init__(self, year: int, month: int, day: int) -> None:
        self.year = year
        self.month = month
        self.day = day
        self.__class__ = Date  # type: ignore[assignment]


class _UnsealedDateTimeOffset(Unsealed, DateTimeOffset):
    """Becomes a `DateTimeOffset`."""

    __slots__ = ()

    def __init__(self, local: Date, picoseconds: int, offset: int) -> None:
        self.local = local
        self.picoseconds = picoseconds
        self.offset = offset
        self.order = (_days(local.year, local.month, local.day) * 86_400 - offset * 60) * PICO + picoseconds
        self.__class__ = DateTimeOffset  # type: ignore[assignment]


class Duration(_Ordered):
    """Edm.Duration (xs:dayTimeDuration) in picoseconds; negative ones allowed."""

    __slots__ = ("picoseconds",)
    __match_args__ = ("picoseconds",)
    picoseconds: int

    def __init__(self, picoseconds: int) -> None:
        set_field(self, "picoseconds", picoseconds)

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `P1DT2H3M4.5S`; raises ValueError for another form or more than twelve fractional digits."""
        match = re.fullmatch(_DURATION, text, re.ASCII | re.IGNORECASE)
        if match is None:
            raise ValueError(f"not a duration: {text!r}")
        sign, days, hours, minutes, seconds, fraction = match.groups()
        whole = int(days or 0) * 86_400 + int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        picoseconds = whole * PICO + int((fraction or "").ljust(12, "0"))
        return cls(-picoseconds if sign == "-" else picoseconds)

    @property
    def order(self) -> int:
        """Picoseconds."""
        return self.picoseconds

    def __str__(self) -> str:
        days, rest = divmod(abs(self.picoseconds), DAY)
        hours, rest = divmod(rest, 3600 * PICO)
        minutes, rest = divmod(rest, 60 * PICO)
        time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{_seconds_text(rest, 1)}S" if rest else "")
        text = (f"{_digits(days, 1)}D" if days else "") + (f"T{time}" if time else "")
        return ("-" if self.picoseconds < 0 else "") + "P" + (text or "T0S")


def _picoseconds(hour: str, minute: str, second: str | None, fraction: str | None) -> int:
    whole = (int(hour) * 3600 + int(minute) * 60 + int(second or 0)) * PICO
    return whole + int(fraction.ljust(12, "0")) if fraction else whole


def _digits(value: int, width: int) -> str:
    try:
        return f"{value:0{width}d}"
    except ValueError:  # more digits than Python writes
        from decimal import Decimal

        return f"{Decimal(value):f}"


def _seconds_text(picoseconds: int, width: int) -> str:
    seconds, fraction = divmod(picoseconds, PICO)
    digits = f".{fraction:012d}".rstrip("0") if fraction else ""
    return f"{seconds:0{width}d}{digits}"


def _time_text(picoseconds: int) -> str:
    minutes, rest = divmod(picoseconds, 60 * PICO)
    if minutes >= 24 * 60:  # a leap second at the end of the day, 23:59:60
        minutes, rest = minutes - 1, rest + 60 * PICO
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{_seconds_text(rest, 2)}"
