"""The caller's fields: names and values are checked, and values of Python become those of the wire."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.base.text import did_you_mean, picture
from odatanodes.schema.types import ComplexType, Property, item_type, property_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["ABSENT", "flat", "inner_type", "property_at", "wire_value"]


class _Absent(enum.Enum):
    """What stands for a field that is to be left out."""

    ABSENT = "absent()"

    def __repr__(self) -> str:
        return self.value


ABSENT = _Absent.ABSENT
_BITS: dict[edm.Type, tuple[int, int]] = {
    edm.BYTE: (0, 8),
    edm.SBYTE: (1, 8),
    edm.INT16: (1, 16),
    edm.INT32: (1, 32),
    edm.INT64: (1, 64),
}
"""Whether integers of a type have a sign, and their bits."""
_TEXTS: dict[edm.Type, tuple[type, Callable[[str], Any], str]] = {
    edm.DATE_TIME_OFFSET: (datetime.datetime, edm.DateTimeOffset.parse, "'2025-11-22T22:22:27Z'"),
    edm.DATE: (datetime.date, edm.Date.parse, "'2025-11-22'"),
    edm.TIME_OF_DAY: (datetime.time, edm.TimeOfDay.parse, "'22:22:27'"),
    edm.DURATION: (datetime.timedelta, edm.Duration.parse, "'PT1H'"),
    edm.GUID: (UUID, UUID, "'00000000-0000-0000-0000-000000000000'"),
}
"""Types that the wire has as text: their class in Python, what reads the text, an example."""


def flat(type: ComplexType, fields: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the caller's fields by wire path; a dict for a structured property is a set of fields inside it."""
    for name, value in fields.items():
        path, inner = before, type
        steps = name.split("/")
        for place, step in enumerate(steps, 1):
            prop = _known(inner, step)
            path = f"{path}/{prop.name}" if path else prop.name
            if isinstance(prop.type, ComplexType):
                inner = prop.type
            elif place < len(steps):
                raise ValueError(f"'{path}' is {prop.type}, which has no property '{steps[place]}'")
            elif isinstance(value, dict):
                raise ValueError(f"'{path}' is {prop.type}, which has no fields to override")
        if isinstance(value, dict):
            yield from flat(inner, value, path)
        else:
            yield path, value if isinstance(value, st.SearchStrategy) else wire_value(prop, path, value)


def wire_value(prop: Property, path: str, value: Any) -> Any:
    """Return a value of a property as the wire has it; raise ValueError for one that the service could not return."""
    return value if value is ABSENT else _valued(prop, prop.type, path, value)


def _valued(prop: Property, type: edm.Type, path: str, value: Any) -> Any:
    if value is None or type is edm.ANY:
        return value
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(type, edm.CollectionType):
        if not isinstance(value, list | tuple):
            raise ValueError(f"'{path}' is {type}, not {picture(value)}; give a list")  # noqa: TRY004 - as for other values
        return [_valued(prop, type.item, path, item) for item in value]
    if isinstance(type, ComplexType):
        return _object(type, path, value)
    if type in _TEXTS:
        return _text(type, path, value)
    if type is edm.STRING:
        fits = isinstance(value, str)
        if fits and prop.members and value not in prop.members:
            near = did_you_mean(value, prop.members, 1)
            help = f"; did you mean '{near[0]}'?" if near else f"; it is one of {', '.join(map(repr, prop.members))}"
            raise ValueError(f"'{path}' is never {value!r}{help}")
    elif type is edm.BOOLEAN:
        fits = isinstance(value, bool)
    elif type in _BITS:
        fits = _whole(type, value)
    else:
        fits = type not in edm.NUMBERS or (isinstance(value, int | float | Decimal) and not isinstance(value, bool))
    if not fits:
        raise ValueError(f"'{path}' is {type}, not {picture(value)}")
    return value


def _whole(type: edm.Type, value: Any) -> bool:
    if type is edm.INT64 and isinstance(value, str) and value.removeprefix("-").isdecimal():
        value = int(value)  # the wire has some of them as text
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    signed, bits = _BITS[type]
    least = -(2 ** (bits - 1)) if signed else 0
    return bool(least <= value < 1 << bits - signed)


def _text(type: edm.Type, path: str, value: Any) -> Any:
    cls, parse, example = _TEXTS[type]
    if isinstance(value, datetime.datetime) and cls is datetime.datetime and value.tzinfo is None:
        raise ValueError(f"'{path}' is {type}, and {value!r} has no time zone; add tzinfo=datetime.timezone.utc")
    plain = type is not edm.DATE or not isinstance(value, datetime.datetime)
    if isinstance(value, cls) and plain and not isinstance(value, UUID):
        return str(edm.from_python(value))
    if isinstance(value, UUID | edm.DateTimeOffset | edm.Date | edm.TimeOfDay | edm.Duration):
        value = str(value)
    try:
        read = parse(value) if isinstance(value, str) else None
    except ValueError:
        read = None
    if read is None or not getattr(read, "valid", True):
        raise ValueError(f"'{path}' is {type}, not {picture(value)}; write {example}")
    return value


def _object(type: ComplexType, path: str, value: Any) -> Any:
    """Check an object that is given as a whole."""
    if not isinstance(value, dict):
        raise ValueError(f"'{path}' is {type.name}, not {picture(value)}; give a dict")  # noqa: TRY004 - as for other values
    made: dict[str, Any] = {}
    for name, inner in value.items():
        prop = _known(type, str(name))
        made[prop.name] = _valued(prop, prop.type, f"{path}/{prop.name}", inner)
    return made


def _known(type: ComplexType, name: str) -> Property:
    prop = property_for(type, name)
    if prop is None:
        near = did_you_mean(name, [*type.properties, *(other.python_name for other in type.properties.values())], 1)
        help = f"; did you mean '{near[0]}'?" if near else ""
        raise ValueError(f"no property '{name}' on {type.name}{help}")
    return prop


def inner_type(type: ComplexType, name: str) -> ComplexType:
    """Return the type of a structured property, or of its items."""
    inner = item_type(type.properties[name].type)
    assert isinstance(inner, ComplexType)
    return inner


def property_at(type: ComplexType, path: str) -> Property:
    """Return the property at a path of structured properties."""
    *parents, last = path.split("/")
    for name in parents:
        type = inner_type(type, name)
    return type.properties[last]
