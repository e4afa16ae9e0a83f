"""EDM types and values: what the literals of an expression and the properties of a node can be.

Comes in: literal text, wire text (JSON strings) or Python values. Goes out: exact immutable values (picosecond instants,
unbounded integers, Decimal) and their literal text. Python's own datetime keeps six fractional digits where the wire has
seven and the language twelve, so it never takes part in a comparison here.
Sources: OData 4.01 CSDL 3.3 (primitive types); OData ABNF section 7 (literals).
"""

from __future__ import annotations

import re

from odatanodes._value import Unsealed, Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as _datetime
    from collections.abc import Callable
    from typing import Any

__all__ = [
    "ANY",
    "BINARY",
    "BOOLEAN",
    "DATE",
    "DATE_TIME_OFFSET",
    "DECIMAL",
    "DOUBLE",
    "DURATION",
    "GUID",
    "INT32",
    "INT64",
    "NULL",
    "PRIMITIVES",
    "STRING",
    "TIME_OF_DAY",
    "CollectionType",
    "Date",
    "DateTimeOffset",
    "Duration",
    "EnumType",
    "EnumValue",
    "Geo",
    "PrimitiveType",
    "StructuredType",
    "TimeOfDay",
    "Type",
    "from_python",
    "type_of",
]

# --- types -----------------------------------------------------------------------------------------------------------


class Type(Value):
    """Base of all EDM types; `name` is the qualified name as `$metadata` would write it."""

    __slots__ = ("name",)
    __match_args__ = ("name",)
    name: str

    def __init__(self, name: str) -> None:
        set_field(self, "name", name)

    def __str__(self) -> str:
        return self.name


class PrimitiveType(Type):
    """`Edm.String`, `Edm.Int32` …; the objects below are the only ones, so `is` compares them."""

    __slots__ = ()
    __eq__ = object.__eq__  # by identity, so that looking a type up in a set costs next to nothing
    __hash__ = object.__hash__

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _primitive, (self.name,)


class EnumType(Type):
    """A declared enumeration type; `flags` allows `has`. (Batch's own enumerations are Edm.String with members.)"""

    __slots__ = ("flags", "members")
    __match_args__ = ("name", "members", "flags")
    members: tuple[str, ...]
    flags: bool

    def __init__(self, name: str, members: tuple[str, ...] = (), flags: bool = False) -> None:
        super().__init__(name)
        set_field(self, "members", members)
        set_field(self, "flags", flags)


class CollectionType(Type):
    """`Collection(item)`."""

    __slots__ = ("item",)
    __match_args__ = ("item",)
    item: Type

    def __init__(self, item: Type) -> None:
        super().__init__(f"Collection({item.name})")
        set_field(self, "item", item)


class StructuredType(Type):
    """Base of the complex and entity types of schema.py: what has properties."""

    __slots__ = ()


BINARY = PrimitiveType("Edm.Binary")
BOOLEAN = PrimitiveType("Edm.Boolean")
BYTE = PrimitiveType("Edm.Byte")
DATE = PrimitiveType("Edm.Date")
DATE_TIME_OFFSET = PrimitiveType("Edm.DateTimeOffset")
DECIMAL = PrimitiveType("Edm.Decimal")
DOUBLE = PrimitiveType("Edm.Double")
DURATION = PrimitiveType("Edm.Duration")
GUID = PrimitiveType("Edm.Guid")
INT16 = PrimitiveType("Edm.Int16")
INT32 = PrimitiveType("Edm.Int32")
INT64 = PrimitiveType("Edm.Int64")
SBYTE = PrimitiveType("Edm.SByte")
SINGLE = PrimitiveType("Edm.Single")
STREAM = PrimitiveType("Edm.Stream")
STRING = PrimitiveType("Edm.String")
TIME_OF_DAY = PrimitiveType("Edm.TimeOfDay")
GEOGRAPHY = PrimitiveType("Edm.Geography")
GEOMETRY = PrimitiveType("Edm.Geometry")
NULL = PrimitiveType("null")
"""The type of the literal null: fits every nullable place."""
ANY = PrimitiveType("any")
"""Nothing is known: a property where there is no schema, an alias not bound yet. Fits every place."""

SHAPES = ("Collection", "LineString", "MultiLineString", "MultiPoint", "MultiPolygon", "Point", "Polygon")
PRIMITIVES: dict[str, PrimitiveType] = {
    t.name: t
    for t in (
        *(BINARY, BOOLEAN, BYTE, DATE, DATE_TIME_OFFSET, DECIMAL, DOUBLE, DURATION, GUID, INT16, INT32, INT64, SBYTE, SINGLE),
        *(STREAM, STRING, TIME_OF_DAY, GEOGRAPHY, GEOMETRY),
        *(PrimitiveType(f"Edm.{family}{shape}") for family in ("Geography", "Geometry") for shape in SHAPES),
    )
}


def _primitive(name: str) -> PrimitiveType:
    return {"null": NULL, "any": ANY}.get(name) or PRIMITIVES[name]


INTEGERS = frozenset((BYTE, SBYTE, INT16, INT32, INT64))
NUMBERS = INTEGERS | {DECIMAL, DOUBLE, SINGLE}

# --- values ----------------------------------------------------------------------------------------------------------

PICO = 10**12
"""Picoseconds in a second: the language has twelve fractional digits."""
DAY = 86_400 * PICO
_DAYS_IN_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = r"(-?(?:0\d{3}|[1-9]\d{3,}))-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d|60)(?:\.(\d{1,12}))?)?"
_date_match = re.compile(_DATE + r"\Z", re.ASCII).match
_time_match = re.compile(_TIME + r"\Z", re.ASCII).match
_instant_match = re.compile(rf"{_DATE}[Tt]{_TIME}(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))\Z", re.ASCII).match
_rfc1123_match = re.compile(
    r"(?:[A-Za-z]{3}, )?(\d{1,2}) ([A-Za-z]{3}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60) GMT\Z", re.ASCII
).match
_duration_match = re.compile(
    r"([+-]?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,12}))?S)?)?\Z", re.ASCII | re.IGNORECASE
).match


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
        match = _date_match(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = match.groups()
        return cls(int(year), int(month), int(day))

    @classmethod
    def from_days(cls, days: int) -> Date:
        """Return the date so many days after 1970-01-01."""
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
    def order(self) -> int:
        """Days since 1970-01-01 (days past the month's end run on into the next)."""
        return _days(self.year, self.month, self.day)

    def __str__(self) -> str:
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"


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
        match = _time_match(text)
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
        match = _rfc1123_match(text)
        if match is None or match[2].lower() not in _MONTHS:
            raise ValueError(f"not a date and time with zone: {text!r}")
        day, month, year, hour, minute, second = match.groups()
        return cls(Date(int(year), _MONTHS.index(month.lower()) + 1, int(day)), _picoseconds(hour, minute, second, None))

    @classmethod
    def from_order(cls, order: int, offset: int = 0) -> DateTimeOffset:
        """Return the instant so many picoseconds after 1970-01-01T00:00Z, written with an offset in minutes."""
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
        match = _duration_match(text)
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
        text = (f"{days}D" if days else "") + (f"T{time}" if time else "")
        return ("-" if self.picoseconds < 0 else "") + "P" + (text or "T0S")


class EnumValue(Value):
    """A literal of a declared enumeration type: `Ns.Type'Red,Blue'`."""

    __slots__ = ("members", "type_name")
    __match_args__ = ("type_name", "members")
    type_name: str
    members: tuple[str, ...]

    def __init__(self, type_name: str, members: tuple[str, ...]) -> None:
        set_field(self, "type_name", type_name)
        set_field(self, "members", members)

    def __str__(self) -> str:
        return f"{self.type_name}'{','.join(self.members)}'"


class Geo(Value):
    """A geography or geometry literal; `shape` is its well-known text (`Point(142.1 64.1)`)."""

    __slots__ = ("family", "shape", "srid")
    __match_args__ = ("family", "srid", "shape")
    family: str
    srid: int
    shape: str

    def __init__(self, family: str, srid: int, shape: str) -> None:
        set_field(self, "family", family)
        set_field(self, "srid", srid)
        set_field(self, "shape", shape)

    def __str__(self) -> str:
        return f"{self.family}'SRID={self.srid};{self.shape}'"


def _picoseconds(hour: str, minute: str, second: str | None, fraction: str | None) -> int:
    whole = (int(hour) * 3600 + int(minute) * 60 + int(second or 0)) * PICO
    return whole + int(fraction.ljust(12, "0")) if fraction else whole


def _seconds_text(picoseconds: int, width: int) -> str:
    seconds, fraction = divmod(picoseconds, PICO)
    digits = f".{fraction:012d}".rstrip("0") if fraction else ""
    return f"{seconds:0{width}d}{digits}"


def _time_text(picoseconds: int) -> str:
    minutes, rest = divmod(picoseconds, 60 * PICO)
    if minutes >= 24 * 60:  # a leap second at the end of the day, 23:59:60
        minutes, rest = minutes - 1, rest + 60 * PICO
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{_seconds_text(rest, 2)}"


# --- types of values, values from Python -----------------------------------------------------------------------------

_TYPE_BY_CLASS: dict[type, PrimitiveType] = {
    type(None): NULL,
    bool: BOOLEAN,
    float: DOUBLE,
    str: STRING,
    bytes: BINARY,
    Date: DATE,
    TimeOfDay: TIME_OF_DAY,
    DateTimeOffset: DATE_TIME_OFFSET,
    Duration: DURATION,
}


def type_of(value: object) -> Type:
    """Return the EDM type of a literal value; raises TypeError for a class that is no literal value."""
    known = _TYPE_BY_CLASS.get(type(value))
    if known is not None:
        return known
    if type(value) is int:
        return INT32 if -(2**31) <= value < 2**31 else INT64 if -(2**63) <= value < 2**63 else DECIMAL
    if isinstance(value, EnumValue):
        return EnumType(value.type_name)
    if isinstance(value, Geo):
        shape = value.shape.partition("(")[0].lower().removeprefix("geometry")
        family = value.family.capitalize()
        return next((PRIMITIVES[f"Edm.{family}{known}"] for known in SHAPES if known.lower() == shape), PRIMITIVES[f"Edm.{family}"])
    name = type(value).__name__  # by name, so that decimal and uuid are imported only where such a value exists
    if name == "Decimal":
        return DECIMAL
    if name == "UUID":
        return GUID
    raise TypeError(f"no EDM type for {name}: {value!r}")


_READERS: dict[type, Callable[[Any], object]] = {}
"""Filled with datetime once datetime is loaded: the one class worth finding quickly."""


def from_python(value: Any) -> object:
    """Return the literal value for a Python object: aware datetime, date, time, timedelta, enum member, numbers, str, UUID, None.

    Raises TypeError for a class that has no EDM counterpart and ValueError for a naive datetime ("which zone?").
    """
    if value.__class__ in _TYPE_BY_CLASS or value.__class__ is int:
        return value  # a literal value already
    reader = _READERS.get(value.__class__)
    if reader is not None:
        return reader(value)
    import datetime
    import enum

    if isinstance(value, enum.Enum):
        return from_python(value.value)
    if isinstance(value, datetime.datetime):
        _READERS[datetime.datetime] = _from_datetime
        exact = getattr(value, "instant", None)  # models.Timestamp: a datetime that kept the digits past the sixth
        return exact if isinstance(exact, DateTimeOffset) else _from_datetime(value)
    if isinstance(value, datetime.date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, datetime.time):
        if value.tzinfo is not None:
            raise ValueError(f"Edm.TimeOfDay has no time zone: {value!r}")
        return TimeOfDay((value.hour * 3600 + value.minute * 60 + value.second) * PICO + value.microsecond * 10**6)
    if isinstance(value, datetime.timedelta):
        return Duration((value.days * 86_400 + value.seconds) * PICO + value.microseconds * 10**6)
    if isinstance(value, str):  # a subclass becomes the plain value, so that type_of knows it
        return str(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, int):
        return value if isinstance(value, bool) else int(value)
    type_of(value)
    return value


def _from_datetime(value: _datetime.datetime) -> DateTimeOffset:
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(f"which zone? {value!r} is naive: give it a tzinfo, for example datetime.now(timezone.utc)")
    minutes, rest = divmod(offset.days * 86_400 + offset.seconds, 60)
    if rest or offset.microseconds:  # the language writes whole minutes
        value, minutes = value - offset, 0
    time = (value.hour * 3600 + value.minute * 60 + value.second) * PICO + value.microsecond * 10**6
    return DateTimeOffset(Date(value.year, value.month, value.day), time, minutes)
