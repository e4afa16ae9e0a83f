"""The List Nodes schema as plain data: entity and complex types with their properties; and schemas from pydantic models.

Comes in: nothing (BATCH_NODE is literal data) or a pydantic class (`from_model`). Goes out: `EntityType` objects that check,
the builder and the evaluator read. A test keeps this data equal to models.py; pydantic itself is never imported here.
Source: reference "Nodes - List Nodes" (2025-06-01), Definitions.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes._value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Property(Value):
    """A property of a structured type.

    `nullable` false means: required on the wire and never null. `members` are the wire spellings of an enumeration that
    travels as a string (empty for any other property).
    """

    __slots__ = ("members", "name", "nullable", "type")
    __match_args__ = ("name", "type", "nullable", "members")
    name: str
    type: edm.Type
    nullable: bool
    members: tuple[str, ...]

    def __init__(self, name: str, type: edm.Type, nullable: bool = True, members: tuple[str, ...] = ()) -> None:
        set_field(self, "name", name)
        set_field(self, "type", type)
        set_field(self, "nullable", nullable)
        set_field(self, "members", members)


class ComplexType(edm.StructuredType):
    """A complex type: `properties` by name, in the order of the documentation."""

    __slots__ = ("properties",)
    __match_args__ = ("name", "properties")
    properties: dict[str, Property]

    def __init__(self, name: str, properties: dict[str, Property]) -> None:
        super().__init__(name)
        set_field(self, "properties", properties)

    def _key(self) -> tuple[object, ...]:
        return (self.name, tuple(self.properties.values()))


class EntityType(ComplexType):
    """An entity type; `key` names the property that identifies one (for messages), `semantics` how its strings compare."""

    __slots__ = ("key", "semantics")
    __match_args__ = ("name", "properties", "key", "semantics")
    key: str
    semantics: str

    def __init__(self, name: str, properties: dict[str, Property], key: str = "id", semantics: str = "odata") -> None:
        super().__init__(name, properties)
        set_field(self, "key", key)
        set_field(self, "semantics", semantics)


BATCH_NODE: EntityType


def from_model(model: type[Any]) -> EntityType:
    """Build a schema from a pydantic model class (property names are the aliases)."""
    raise NotImplementedError
