"""Which values a literal can write.

Values made in Python can have a 13th month or a decimal that is not finite: no literal writes them. A day that a month does not
have (30 February) can be written; check reports it.
Source: OData ABNF section 7.
"""

from __future__ import annotations

import re

from odatanodes.edm.dates import DAY, PICO, Date, DateTimeOffset, Duration, TimeOfDay
from odatanodes.edm.values import EnumValue, Geo

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["unwritable"]

_MOST = 4300
"""Characters of one number: Python itself writes no longer integer, and parse reads none."""
_LARGEST = 10**_MOST
_SMALLEST = -(10 ** (_MOST - 1))
_NAME = r"[^\W\d]\w*+"


def unwritable(value: Any) -> str:
    """Return why no literal writes a value of a class that has literals; "" where one does."""
    kind = value.__class__
    if kind is str:
        return "" if value.isascii() or not re.search("[\ud800-\udfff]", value) else "half a surrogate pair is not a character"
    if kind is int:
        return _number(value)
    if kind is DateTimeOffset:
        outside = "" if -24 * 60 < value.offset < 24 * 60 else f"no zone is {value.offset} minutes east of UTC"
        return _day(value.local) or _time(value.picoseconds) or outside
    if kind is Date:
        return _day(value)
    if kind is TimeOfDay:
        return _time(value.picoseconds)
    if kind is Duration:
        return _number(value.picoseconds)
    if kind is Geo:
        return _geo(value)
    if kind is EnumValue:
        return _members(value)
    return _decimal(value) if kind.__name__ == "Decimal" else ""


def _number(value: int) -> str:
    return "" if _SMALLEST < value < _LARGEST else f"a number has at most {_MOST:,} digits"


def _decimal(value: Any) -> str:
    if not value.is_finite():
        return "a decimal is finite: write a float"
    sign, digits, exponent = value.as_tuple()
    whole = max(len(digits) + exponent, 1)
    return "" if sign + whole + 1 + max(-exponent, 1) <= _MOST else f"a decimal has at most {_MOST:,} digits"


def _day(date: Date) -> str:
    if not (1 <= date.month <= 12 and 1 <= date.day <= 31):
        return f"no year has a month {date.month} with a day {date.day}"
    return _number(date.year)


def _time(picoseconds: int) -> str:
    return "" if 0 <= picoseconds < DAY + PICO else "a day has 86,400 seconds"


def _geo(value: Geo) -> str:
    if value.family not in ("geography", "geometry"):
        return "a shape is of the geography or the geometry family"
    if value.srid.__class__ is not int or not 0 <= value.srid <= 99_999:
        return "the SRID of a shape is a number of at most five digits"
    return "" if re.fullmatch(r"[A-Za-z]+\([-+0-9.A-Za-z,() ]*\)", value.shape) else "a shape is well-known text: Point(142.1 64.1)"


def _members(value: EnumValue) -> str:
    if not re.fullmatch(rf"{_NAME}(?:\.{_NAME})+", value.type_name):
        return "an enumeration type has a name with its namespace"
    if value.members and all(re.fullmatch(rf"{_NAME}|[+-]?[0-9]+", member) for member in value.members):
        return ""
    return "an enumeration value has members: names or numbers"
