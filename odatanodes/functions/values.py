"""Canonical values: values of JSON, azure-batch models or pydantic objects, read as an EDM type.

There is one class per EDM type: str, bool, int, Decimal, float, DateTimeOffset, Date, TimeOfDay, Duration, UUID, bytes, frozenset
for enumerations, tuple for collections, a mapping for structured values, None. Decimals are always finite: infinities and NaN
are floats.
Source: OData JSON Format 4.01, 7.1.
"""

from __future__ import annotations

import re
from decimal import Decimal

from odatanodes import edm

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Reader = Callable[[Any], Any]

__all__ = ["NUMBER", "anything", "nearest", "number", "reader", "structure"]

NUMBER = edm.PrimitiveType("number")
"""A number of any type: what a value that no schema types must be beside a number."""


def structure(value: Any) -> Any:
    """Return a structured value as a mapping with REST names: dicts and mappings as they are, pydantic objects dumped.

    Raises TypeError for anything else. Fields of a pydantic object that were not set have their default; where that is None
    they are absent.
    """
    if hasattr(value, "keys") and hasattr(value, "get"):
        return (
            dict(value) if hasattr(type(value), "__missing__") else value
        )  # a defaultdict would make up what it lacks, and keep it
    if hasattr(value, "model_dump") and hasattr(type(value), "__pydantic_decorators__"):
        found = _with_defaults(value.model_dump(by_alias=True, exclude_unset=True), value.model_dump(by_alias=True))
        if found.__class__ is dict:  # a root model is whatever its root is
            return _as_json(found)
    hint = (
        "; items are given one by one" if isinstance(value, list) else "; of a page give page['value']" if value == "value" else ""
    )
    raise TypeError(f"an item is a mapping with REST names or a pydantic object, not {type(value).__name__}{hint}")


def _with_defaults(given: Any, whole: Any) -> Any:
    """Return the fields that were set, and of the others those that have a value; both are dumps of one object."""
    if given.__class__ is dict and whole.__class__ is dict:
        return {
            name: _with_defaults(given[name], value) if name in given else _without_null(value)
            for name, value in whole.items()
            if name in given or value is not None
        }
    if given.__class__ is whole.__class__ and isinstance(given, (list, tuple)):
        return [_with_defaults(some, all) for some, all in zip(given, whole, strict=True)]
    return given


def _as_json(value: Any) -> Any:
    """Return a dump with what JSON would have for enumerations, sets and other classes of fields (paths, addresses, URLs)."""
    if value.__class__ is dict:
        return {name: _as_json(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_as_json(item) for item in value]
    if value is None or value.__class__ in _PLAIN:
        return value
    if hasattr(type(value), "__members__"):
        return _as_json(value.value)
    if type(value).__name__ in _OF_PYTHON:
        return value
    from sys import modules

    return modules["pydantic_core"].to_jsonable_python(value, fallback=str)


_OF_PYTHON = frozenset(("datetime", "date", "time", "timedelta", "Decimal", "UUID", "str", "int", "float"))
"""Classes that the readers of their types take as they are."""


def _without_null(value: Any) -> Any:
    """Return a default without the properties that are null in it."""
    if value.__class__ is dict:
        return {name: _without_null(inner) for name, inner in value.items() if inner is not None}
    return [_without_null(item) for item in value] if isinstance(value, (list, tuple)) else value


# --- readers: one per type; each takes a value that is not null and raises TypeError or ValueError when it does not fit ---


def text(value: Any) -> str:
    """Edm.String: a str or a UserString; members of an enumeration of texts count as their value."""
    if isinstance(value, str):
        return str.__str__(getattr(value, "value", value))
    if hasattr(type(value), "__members__") and isinstance(value.value, str):
        return text(value.value)
    if type(value).__name__ == "UserString":  # what generated code takes as well: it has all that a string has
        return str(value)
    raise TypeError("")


def boolean(value: Any) -> bool:
    """Edm.Boolean: true or false, never 0 or 1."""
    if isinstance(value, bool):
        return value
    raise TypeError("")


def integer(value: Any) -> int:
    """The integer types up to 32 bits: a JSON number without fraction or exponent."""
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise TypeError("")


# Patterns are compiled when they are first used: most runs need none of them.
_INTEGER = r"-?[0-9]{1,40}\Z"
_DECIMAL = r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,4})?\Z"
_GUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z"


def long(value: Any) -> int:
    """Edm.Int64: a number, or a string of digits (JSON format 7.1, IEEE754Compatible)."""
    return int(value) if isinstance(value, str) and re.match(_INTEGER, value) else integer(value)


def decimal(value: Any) -> Decimal:
    """Edm.Decimal: a number, or its text (IEEE754Compatible); a float counts as the decimal digits it is written with."""
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, float) and value - value == 0:
        return Decimal(repr(value))
    if isinstance(value, str) and re.match(_DECIMAL, value):
        return Decimal(value)
    return Decimal(integer(value))


def double(value: Any) -> float:
    """Edm.Double and Edm.Single: a number, or "INF", "-INF", "NaN" (JSON format 7.1)."""
    if isinstance(value, float):
        return float(value)
    if isinstance(value, str) and value in {"INF", "-INF", "NaN"}:
        return float(value)
    if isinstance(value, Decimal):
        return float(value)
    try:
        return float(integer(value))
    except OverflowError:
        raise ValueError("too large") from None


def nearest(value: Any) -> float:
    """Return the Double that a finite number is promoted to; beyond the range of a Double it is infinite."""
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def number(value: Any) -> Any:
    """Return a number of any type, where no schema says which."""
    if isinstance(value, Decimal):
        return value if value.is_finite() else float(value)
    return value if value.__class__ is float else double(value) if isinstance(value, float) else integer(value)


def _literal(kind: type[Any], word: str) -> Reader:
    """Make the reader of a type whose wire form is a string that `kind.parse` understands."""

    def read(value: Any) -> Any:
        if isinstance(value, str):
            value = kind.parse(value)
        elif value.__class__ is not kind:
            value = getattr(value, "instant", None) or edm.from_python(value)  # a Timestamp knows more than a datetime
        if value.__class__ is not kind:
            raise TypeError("")
        if not getattr(value, "valid", True):
            raise ValueError(f"no such {word}")
        return value

    return read


instant = _literal(edm.DateTimeOffset, "day")
date = _literal(edm.Date, "day")
time_of_day = _literal(edm.TimeOfDay, "time")
duration = _literal(edm.Duration, "duration")


def guid(value: Any) -> Any:
    """Edm.Guid: a UUID or its text with hyphens."""
    from uuid import UUID

    if isinstance(value, str) and re.match(_GUID, value):
        return UUID(value)
    if isinstance(value, UUID):
        return value
    raise TypeError("")


def binary(value: Any) -> bytes:
    """Edm.Binary: bytes or base64url text, with or without padding."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        import base64

        bare = value.rstrip("=")
        return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)
    raise TypeError("")


def flags(value: Any) -> frozenset[str]:
    """Return the names of the members of an enumeration value: "Red,Blue" has two."""
    if isinstance(value, edm.EnumValue):
        return frozenset(value.members)
    if isinstance(value, frozenset):
        return value
    return frozenset([name.strip() for name in text(value).split(",")])


def anything(value: Any) -> Any:
    """Return a value as it is where no schema says its type: JSON, and what Python callers put in its place."""
    if value is None or value.__class__ in _PLAIN:
        return value
    if isinstance(value, (list, tuple)):
        try:
            return tuple([anything(item) for item in value])
        except RecursionError:
            raise ValueError("nested too deeply") from None
    if isinstance(value, (float, Decimal)):
        return number(value)
    try:
        return structure(value)
    except TypeError:
        if type(value).__name__ == "UserString":
            return str(value)
        return getattr(value, "instant", None) or edm.from_python(value)


_PLAIN = frozenset((str, bool, int, float, edm.DateTimeOffset, edm.Date, edm.TimeOfDay, edm.Duration, frozenset, bytes))

_READERS: dict[edm.Type, Reader] = {
    NUMBER: number,
    edm.ANY: anything,
    edm.NULL: anything,
    edm.STRING: text,
    edm.BOOLEAN: boolean,
    edm.BYTE: integer,
    edm.SBYTE: integer,
    edm.INT16: integer,
    edm.INT32: integer,
    edm.INT64: long,
    edm.DECIMAL: decimal,
    edm.DOUBLE: double,
    edm.SINGLE: double,
    edm.DATE_TIME_OFFSET: instant,
    edm.DATE: date,
    edm.TIME_OF_DAY: time_of_day,
    edm.DURATION: duration,
    edm.GUID: guid,
    edm.BINARY: binary,
}


def reader(type: edm.Type) -> Reader:
    """Return the function that reads a value of a type."""
    known = _READERS.get(type) if isinstance(type, edm.PrimitiveType) else None
    if known is not None:
        return known
    if isinstance(type, edm.EnumType):
        return flags
    if isinstance(type, edm.CollectionType):
        return _collection(reader(type.item))
    if isinstance(type, edm.StructuredType):
        return structure
    return anything


def _collection(item: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)):
            raise TypeError("")
        return tuple([None if element is None else item(element) for element in value])

    return read
