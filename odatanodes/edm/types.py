"""EDM types: one object for each primitive type, classes for those that are declared.

Comes in: names as `$metadata` writes them. Goes out: types that are compared by identity (primitive ones) or by what they hold.
Source: OData 4.01 CSDL 3.3 (primitive types).
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


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
