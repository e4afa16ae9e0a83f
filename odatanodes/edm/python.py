"""Python values as EDM values: aware datetimes, enumeration members, numbers, strings and so on."""

from __future__ import annotations

from odatanodes.edm.dates import DAY, PICO, Date, DateTimeOffset, Duration, TimeOfDay, _UnsealedDate, _UnsealedDateTimeOffset
from odatanodes.edm.values import TYPE_BY_CLASS, type_of
from odatanodes.edm.written import unwritable

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    import datetime as _datetime
    from collections.abc import Callable
    from typing import Any

_READERS: dict[type, Callable[[Any], object]] = {}
"""Filled with datetime once datetime is loaded: the one class worth finding quickly."""


def from_python(value: Any) -> object:
    """Return the literal value for a Python object: aware datetime, date, time, timedelta, enum member, numbers, str, UUID, None.

    Raises TypeError for a class that has no EDM counterpart and ValueError for a naive datetime ("which zone?") and for a value
    that no literal writes.
    """
    if value.__class__ in TYPE_BY_CLASS or value.__class__ is int:
        return _writable(value)  # a literal value already
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
        return _writable(str(value))
    if isinstance(value, float):
        return float(value)
    if isinstance(value, int):
        return value if isinstance(value, bool) else _writable(int(value))
    type_of(value)
    return _writable(value)


def _writable(value: Any) -> object:
    why = unwritable(value)
    if why:
        raise ValueError(why)
    return value


def _from_datetime(value: _datetime.datetime) -> DateTimeOffset:
    offset = value.utcoffset()
    if offset is None:
        raise ValueError(f"which zone? {value!r} is naive: give it a tzinfo, for example datetime.now(timezone.utc)")
    seconds = offset.days * 86_400 + offset.seconds
    time = (value.hour * 3600 + value.minute * 60 + value.second) * PICO + value.microsecond * 10**6
    local = _UnsealedDate(value.year, value.month, value.day)
    if seconds % 60 or offset.microseconds:  # the language writes whole minutes; datetime itself has no year 10000
        behind = seconds * PICO + offset.microseconds * 10**6
        return DateTimeOffset.from_order(local.order * DAY + time - behind)
    return _UnsealedDateTimeOffset(local, time, seconds // 60)
