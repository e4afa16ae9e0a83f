"""`Timestamp`: a date and time of the wire as a Python datetime that keeps every digit.

The service writes seven fractional digits and a datetime holds six, so reading the wire into a datetime moves instants:
a node that changed state at …27.2236818Z would compare equal to …27.223681Z. A Timestamp is a datetime for everything that
takes one, and compares and prints by the wire text.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, TypeVar, overload

from odatanodes import edm

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_D = TypeVar("_D", bound=datetime.datetime)
_MICRO = 10**6  # picoseconds


class Timestamp(datetime.datetime):
    """A datetime that remembers the text it was read from: `wire`, and the exact instant: `instant`.

    `==`, `<` and their kin compare exact instants, with other Timestamps and with aware datetimes; a naive datetime is never
    equal, and ordering against one raises TypeError. All else is datetime's own, in microseconds (cut, not rounded);
    arithmetic, `replace` and `astimezone` return plain datetimes, which shows that the digits are gone.

    >>> moment = Timestamp("2025-11-22T22:22:27.2236818Z")
    >>> str(moment), moment.isoformat()
    ('2025-11-22T22:22:27.2236818Z', '2025-11-22T22:22:27.223681+00:00')
    >>> moment > datetime.datetime(2025, 11, 22, 22, 22, 27, 223681, datetime.UTC)
    True
    >>> moment - datetime.timedelta(hours=1)
    datetime.datetime(2025, 11, 22, 21, 22, 27, 223681, tzinfo=datetime.timezone.utc)
    """

    __slots__ = ("_instant", "_wire")
    _instant: edm.DateTimeOffset
    _wire: str

    def __new__(cls, text: str | int, *fields: Any, **named: Any) -> Self:
        """Read ISO 8601 with a zone, or RFC 1123; raises ValueError for another form or an impossible day."""
        if not isinstance(text, str):  # datetime's own methods build their results by calling the class
            return datetime.datetime(text, *fields, **named)  # type: ignore[return-value]
        instant = edm.DateTimeOffset.parse(text)
        if not instant.valid:
            raise ValueError(f"no calendar has this day: {text!r}")
        new = _at(cls, instant)
        new._instant = instant
        new._wire = text
        return new

    @property
    def wire(self) -> str:
        """The text as it was read."""
        return self._wire

    @property
    def instant(self) -> edm.DateTimeOffset:
        """The exact instant, with its offset."""
        return self._instant

    def to_datetime(self) -> datetime.datetime:
        """Return a plain datetime, cut to microseconds."""
        return _at(datetime.datetime, self._instant)

    def replace(self, *fields: Any, **named: Any) -> datetime.datetime:  # type: ignore[override]
        """Return a plain datetime, cut to microseconds, with some fields changed."""
        return self.to_datetime().replace(*fields, **named)  # datetime's own makes a Timestamp without calling the class

    __replace__ = replace

    def astimezone(self, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
        """Return a plain datetime, cut to microseconds, in another zone."""
        return self.to_datetime().astimezone(tz)

    def __add__(self, other: datetime.timedelta) -> datetime.datetime:  # type: ignore[override]
        return self.to_datetime() + other

    __radd__ = __add__  # type: ignore[assignment]

    @overload  # type: ignore[override]
    def __sub__(self, other: datetime.datetime) -> datetime.timedelta: ...
    @overload
    def __sub__(self, other: datetime.timedelta) -> datetime.datetime: ...
    def __sub__(self, other: datetime.datetime | datetime.timedelta) -> datetime.timedelta | datetime.datetime:
        return self.to_datetime() - other

    def __str__(self) -> str:
        return self._wire

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._wire!r})"

    def __reduce_ex__(self, protocol: object) -> tuple[Callable[..., Any], tuple[str]]:
        return type(self), (self._wire,)

    __hash__ = datetime.datetime.__hash__  # equal instants are equal when cut, so this agrees with ==

    def __eq__(self, other: object) -> bool:
        order = _order(other)
        return NotImplemented if order is None else self._instant.order == order

    def __ne__(self, other: object) -> bool:  # datetime has its own, which would look at the cut value
        order = _order(other)
        return NotImplemented if order is None else self._instant.order != order

    def __lt__(self, other: object) -> bool:
        order = _zoned(other)
        return NotImplemented if order is None else self._instant.order < order

    def __le__(self, other: object) -> bool:
        order = _zoned(other)
        return NotImplemented if order is None else self._instant.order <= order

    def __gt__(self, other: object) -> bool:
        order = _zoned(other)
        return NotImplemented if order is None else self._instant.order > order

    def __ge__(self, other: object) -> bool:
        order = _zoned(other)
        return NotImplemented if order is None else self._instant.order >= order

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept wire text, Timestamps and aware datetimes; dump the wire text, in Python mode as well."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say what JSON Schema says of a date and time."""
        return {"type": "string", "format": "date-time"}

    @classmethod
    def _validate(cls, value: Any) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, datetime.datetime | edm.DateTimeOffset):
            return cls(str(edm.from_python(value)))
        if not isinstance(value, str):
            raise ValueError(f"not a date and time with zone: {value!r}")  # noqa: TRY004 - pydantic collects ValueErrors
        return cls(value)


def _at(cls: type[_D], instant: edm.DateTimeOffset) -> _D:
    """Return the instant cut to microseconds; a leap second is the first of the next minute, as in POSIX."""
    written = edm.DateTimeOffset.from_order(instant.order, instant.offset)
    minutes, picoseconds = divmod(written.picoseconds, 60 * edm.PICO)
    seconds, fraction = divmod(picoseconds, edm.PICO)
    zone = datetime.timezone(datetime.timedelta(minutes=written.offset)) if written.offset else datetime.UTC
    day = written.local
    clock = (minutes // 60, minutes % 60, seconds, fraction // _MICRO)
    return datetime.datetime.__new__(cls, day.year, day.month, day.day, *clock, tzinfo=zone)


def _order(other: object) -> int | None:
    """Return the exact instant of a Timestamp or an aware datetime in picoseconds, None for anything else."""
    if isinstance(other, Timestamp):
        return other.instant.order
    if isinstance(other, datetime.datetime) and other.utcoffset() is not None:
        exact = edm.from_python(other)
        return exact.order if isinstance(exact, edm.DateTimeOffset) else None
    return None


def _zoned(other: object) -> int | None:
    if isinstance(other, datetime.datetime) and other.utcoffset() is None:
        raise TypeError(f"which zone? {other!r} is naive: give it a tzinfo, for example datetime.now(timezone.utc)")
    return _order(other)
