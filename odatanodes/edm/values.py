"""The other values of literals that Python has no class for, and the type of any literal value."""

from __future__ import annotations

from odatanodes.base.text import picture
from odatanodes.base.value import Value, set_field
from odatanodes.edm.dates import Date, DateTimeOffset, Duration, TimeOfDay
from odatanodes.edm.types import (
    BINARY,
    BOOLEAN,
    DATE,
    DATE_TIME_OFFSET,
    DECIMAL,
    DOUBLE,
    DURATION,
    GEOGRAPHY,
    GUID,
    INT32,
    INT64,
    NULL,
    PRIMITIVES,
    SHAPES,
    STRING,
    TIME_OF_DAY,
    EnumType,
    PrimitiveType,
    Type,
)


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


TYPE_BY_CLASS: dict[type, PrimitiveType] = {
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
    """Return the EDM type of a literal value; raises TypeError for a class that is not a literal value."""
    known = TYPE_BY_CLASS.get(type(value))
    if known is not None:
        return known
    if type(value) is int:
        return INT32 if -(2**31) <= value < 2**31 else INT64 if -(2**63) <= value < 2**63 else DECIMAL
    if isinstance(value, EnumValue):
        return EnumType(value.type_name)
    if isinstance(value, Geo):
        shape = value.shape.partition("(")[0].lower().removeprefix("geometry")
        family = value.family.capitalize()
        named = next((f"Edm.{family}{known}" for known in SHAPES if known.lower() == shape), f"Edm.{family}")
        return PRIMITIVES.get(named, GEOGRAPHY)
    name = type(value).__name__  # by name, so that decimal and uuid are imported only where such a value exists
    if name == "Decimal":
        return DECIMAL
    if name == "UUID":
        return GUID
    raise TypeError(f"no EDM type for {name}: {picture(value)}")
