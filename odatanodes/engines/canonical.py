"""Canonical values of items: what columns of Parquet can have, checked, with instants of fixed width."""

from __future__ import annotations

import json
import re
from math import isnan
from typing import TYPE_CHECKING

from odatanodes import edm
from odatanodes.base.text import value_picture
from odatanodes.engines.backend import instant_pattern
from odatanodes.engines.literals import FIRST_SECOND, LAST_SECOND, TICKS, fixed_text
from odatanodes.functions import values
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    from odatanodes.schema.types import EntityType, Property

    Convert = Callable[[Any], Any]

__all__ = ["Canonical", "NotCanonicalError", "decoder"]

BITS: dict[edm.Type, int] = {edm.SBYTE: 8, edm.BYTE: 16, edm.INT16: 16, edm.INT32: 32, edm.INT64: 64}
WIRE = re.compile(instant_pattern(7) + r"\Z")
WHOLE_SECOND = 20
"""Length of an instant of the wire without a fraction, its Z included."""


class NotCanonicalError(ValueError):
    """A value that has no canonical form; the message says where it is and why."""


class Canonical:
    """Converts the items of a schema, and notes what is special about their values.

    `texts`: paths with texts beyond ASCII, in a spelling of their own, or NaN; `missing`: paths of required properties that an item
    lacks; `unknown`: properties that the schema does not have, which are left out, with the number of items.
    """

    def __init__(self, schema: EntityType) -> None:
        self.texts: set[str] = set()
        self.missing: set[str] = set()
        self.unknown: dict[str, int] = {}
        self.convert: Callable[[dict[str, Any]], dict[str, Any]] = self._object(schema, "")
        """Returns a canonical copy of an item; raises NotCanonicalError."""

    def _object(self, type: ComplexType, path: str) -> Convert:
        prefix = f"{path}/" if path else ""
        known = {name: self._property(prop, prefix + name) for name, prop in type.properties.items()}
        required = [name for name, prop in type.properties.items() if not prop.nullable]

        def convert(value: Any) -> dict[str, Any]:
            if value.__class__ is not dict:
                _refuse(path, value, "an object")
            made = {}
            for name, below in value.items():
                if below is None:
                    continue
                here = known.get(name)
                if here is None:
                    self.unknown[prefix + name] = self.unknown.get(prefix + name, 0) + 1
                else:
                    made[name] = here(below)
            for name in required:
                if name not in made:
                    self.missing.add(prefix + name)
            return made

        return convert

    def _property(self, prop: Property, path: str) -> Convert:
        type = prop.type
        if isinstance(type, edm.CollectionType):
            return self._collection(self._value(type.item, prop, path), path)
        return self._value(type, prop, path)

    def _collection(self, item: Convert, path: str) -> Convert:
        def convert(value: Any) -> list[Any]:
            if value.__class__ is not list:
                _refuse(path, value, "an array")
            return [None if one is None else item(one) for one in value]

        return convert

    def _value(self, type: edm.Type, prop: Property, path: str) -> Convert:
        if isinstance(type, ComplexType):
            return self._object(type, path)
        if type in BITS:
            return self._integer(type, path)
        match type:
            case edm.STRING:
                return self._text(prop.members, path)
            case edm.BOOLEAN:
                return lambda value: value if value.__class__ is bool else _refuse(path, value, type.name)
            case edm.DATE_TIME_OFFSET:
                return lambda value: instant(value, path)
            case edm.DOUBLE | edm.SINGLE:
                return self._real(type, path)
            case edm.ANY:
                return lambda value: json.dumps(value, ensure_ascii=False)
        return self._other(type, path)

    def _text(self, members: tuple[str, ...], path: str) -> Convert:
        wire, folded = frozenset(members), frozenset([member.casefold() for member in members])
        texts = self.texts

        def convert(value: Any) -> str:
            if value.__class__ is not str:
                _refuse(path, value, "Edm.String")
            if value in wire:
                return value
            if not value.isascii():
                encodable(value, path)
                texts.add(path)
            elif wire and value.casefold() in folded:
                texts.add(path)
            return value

        return convert

    def _integer(self, type: edm.Type, path: str) -> Convert:
        low, high = -(2 ** (BITS[type] - 1)), 2 ** (BITS[type] - 1) - 1
        read = values.reader(type)

        def convert(value: Any) -> int:
            number: int = value if value.__class__ is int else _read(read, value, type, path)
            if not low <= number <= high:
                _refuse(path, value, type.name)
            return number

        return convert

    def _real(self, type: edm.Type, path: str) -> Convert:
        def convert(value: Any) -> float:
            number: float = _read(values.double, value, type, path)
            if isnan(number):
                self.texts.add(path)
            return number

        return convert

    def _other(self, type: edm.Type, path: str) -> Convert:
        """Return the conversion of durations, GUIDs and other types that stay text."""
        read = values.reader(type)

        def convert(value: Any) -> str:
            if value.__class__ is not str:
                _refuse(path, value, type.name)
            _read(read, value, type, path)
            return value

        return convert


def instant(value: Any, path: str) -> str:
    """Return an instant in UTC with seven fractional digits; raises NotCanonicalError where that is not the same instant.

    >>> instant("2025-11-22T22:22:27.5Z", ""), instant("2025-11-22T22:22+00:00", "")
    ('2025-11-22T22:22:27.5000000Z', '2025-11-22T22:22:00.0000000Z')
    """
    if value.__class__ is str and WIRE.match(value):
        if len(value) == WHOLE_SECOND:
            return f"{value[:19]}.0000000Z"
        return f"{value[:-1]:0<27}Z"
    found: edm.DateTimeOffset = _read(values.instant, value, edm.DATE_TIME_OFFSET, path)
    ticks, rest = divmod(found.order, edm.PICO // TICKS)
    if found.offset:
        _refuse(path, value, "an instant in UTC")
    if rest:
        _refuse(path, value, "an instant of at most seven fractional digits")
    text = fixed_text(ticks)
    if not FIRST_SECOND <= ticks // TICKS <= LAST_SECOND or ":60" in value:
        _refuse(path, value, "an instant that its text orders")
    return text


def encodable(value: str, path: str) -> None:
    """Raise NotCanonicalError for a text that UTF-8 has no bytes for."""
    try:
        value.encode()
    except UnicodeEncodeError:
        _refuse(path, value, "text that can be written as UTF-8")


def _read(read: Convert, value: Any, type: edm.Type, path: str) -> Any:
    try:
        return read(value)
    except (TypeError, ValueError):
        _refuse(path, value, type.name)


def _refuse(path: str, value: Any, wanted: str) -> NoReturn:
    raise NotCanonicalError(f"'{path}' is {value_picture(value)}, not {wanted}")


def decoder(schema: EntityType) -> Callable[[dict[str, Any]], dict[str, Any]] | None:
    """Return what reads the values without a type, which are JSON text in columns; None for a schema that has none."""
    found = _decoder(schema)
    return None if found is None else found


def _decoder(type: edm.Type) -> Convert | None:
    if isinstance(type, edm.CollectionType):
        item = _decoder(type.item)
        return None if item is None else lambda value: [None if one is None else item(one) for one in value]
    if type is edm.ANY:
        return json.loads
    if not isinstance(type, ComplexType):
        return None
    inner = {name: change for name, prop in type.properties.items() if (change := _decoder(prop.type)) is not None}
    if not inner:
        return None

    def decode(value: dict[str, Any]) -> dict[str, Any]:
        return {name: inner[name](below) if name in inner else below for name, below in value.items()}

    return decode
