"""EDM types: one object for each primitive type, classes for those that are declared, and properties.

Primitive types compare by identity, declared ones by their content. Source: OData 4.01 CSDL 3.3 (primitive types).
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, ClassVar


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
    """Base of the complex and entity types of `schema`; its `repr` is its name, as its properties fill pages."""

    __slots__ = ()

    def _repr_fields(self) -> tuple[object, ...]:
        return ()

    def _repr(self, parts: tuple[str, ...]) -> str:
        del parts
        return self.name


class Property(Value):
    """A property of a structured type.

    `nullable` false means: required on the wire and never null. `members` are the wire spellings of an enumeration that
    travels as a string (empty for any other property). `attribute` is its name in Python where that is not the snake_case
    form of `name`; read `python_name`, which is right in both cases.
    """

    __slots__ = ("attribute", "members", "name", "nullable", "type")
    __match_args__ = ("name", "type", "nullable", "members")
    _extras: ClassVar[tuple[str, ...]] = ("attribute",)
    name: str
    type: Type
    nullable: bool
    members: tuple[str, ...]
    attribute: str

    def __init__(self, name: str, type: Type, nullable: bool = True, members: tuple[str, ...] = (), attribute: str = "") -> None:
        set_field(self, "name", name)
        set_field(self, "type", type)
        set_field(self, "nullable", nullable)
        set_field(self, "members", members)
        set_field(self, "attribute", attribute)

    @property
    def python_name(self) -> str:
        """The attribute that holds this property in Python models: `start_task_info` for `startTaskInfo`."""
        return self.attribute or attribute_name(self.name)


_HUMPS = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"


def attribute_name(name: str) -> str:
    """Return the snake_case form of a wire name, as the azure-batch SDK (15.1) spells it.

    >>> attribute_name("startTaskInfo"), attribute_name("publicIPAddress"), attribute_name("ipv6Address")
    ('start_task_info', 'public_ip_address', 'ipv6_address')
    """
    import re

    return re.sub(_HUMPS, "_", name).lower()


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
"""The type of what is not known: a property where there is no schema, an alias not bound yet. Fits every place."""

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
