"""The List Nodes schema as plain data: entity and complex types with their properties; and schemas from pydantic models.

Comes in: nothing (BATCH_NODE is literal data) or a pydantic class (`from_model`). Goes out: `EntityType` objects that check,
the builder and the evaluator read. A test keeps this data equal to models.py; pydantic itself is never imported here.
Source: reference "Nodes - List Nodes" (2025-06-01), Definitions.
"""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes._schema_data import ENUMERATIONS, STRUCTURES
from odatanodes._value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, ClassVar, NoReturn

__all__ = [
    "BATCH_NODE",
    "ComplexType",
    "EntityType",
    "Property",
    "attribute_name",
    "complex_types",
    "from_model",
    "item_type",
    "property_for",
    "resolve",
    "structure",
]


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
    type: edm.Type
    nullable: bool
    members: tuple[str, ...]
    attribute: str

    def __init__(
        self, name: str, type: edm.Type, nullable: bool = True, members: tuple[str, ...] = (), attribute: str = ""
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "type", type)
        set_field(self, "nullable", nullable)
        set_field(self, "members", members)
        set_field(self, "attribute", attribute)

    @property
    def python_name(self) -> str:
        """The attribute that holds this property in Python models: `start_task_info` for `startTaskInfo`."""
        return self.attribute or attribute_name(self.name)


class ReadOnly(dict[str, Property]):
    """Properties that cannot be changed, as all those made here: read as fast as a dict, and unlike a mapping proxy they pickle."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("the properties of a type cannot be changed: make a type of other properties")

    __setitem__ = __delitem__ = __ior__ = pop = popitem = clear = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[ReadOnly], tuple[dict[str, Property]]]:
        return ReadOnly, (dict(self),)

    def __copy__(self) -> ReadOnly:
        return self

    def __deepcopy__(self, memo: object) -> ReadOnly:
        return self


class ComplexType(edm.StructuredType):
    """A complex type: `properties` by name, in the order of the wire."""

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


# --- names -----------------------------------------------------------------------------------------------------------

_HUMPS = r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
# Where the azure-batch SDK leaves the rule (its objects are mappings and have a method called values), and where it has no name.
_ATTRIBUTES = {("BatchError", "values"): "error_values", ("BatchNodeListResult", "odata.nextLink"): "next_link"}


def attribute_name(name: str) -> str:
    """Return the snake_case form of a wire name, as the azure-batch SDK (15.1) spells it.

    >>> attribute_name("startTaskInfo"), attribute_name("publicIPAddress"), attribute_name("ipv6Address")
    ('start_task_info', 'public_ip_address', 'ipv6_address')
    """
    return re.sub(_HUMPS, "_", name).lower()


def property_for(type: ComplexType, name: str) -> Property | None:
    """Return the property with this Python name or, failing that, this wire name; None when there is neither.

    >>> property_for(BATCH_NODE, "start_task_info").name
    'startTaskInfo'
    """
    found = next((prop for prop in type.properties.values() if prop.python_name == name), None)
    return found or type.properties.get(name)


# --- paths -----------------------------------------------------------------------------------------------------------


def item_type(type: edm.Type) -> edm.Type:
    """Return the type of the items of a collection type, and any other type as it is."""
    return type.item if isinstance(type, edm.CollectionType) else type


def resolve(type: ComplexType, path: Iterable[str], *, through_collections: bool = False) -> Property | None:
    """Return the property a path of wire names ends at, or None where it leads nowhere.

    A step into a collection needs `any` or `all` in a filter, so it ends the search unless `through_collections` is set.

    >>> resolve(BATCH_NODE, ("startTaskInfo", "exitCode")).type.name
    'Edm.Int32'
    """
    found: Property | None = None
    here: edm.Type = type
    for name in path:
        if through_collections:
            here = item_type(here)
        found = here.properties.get(name) if isinstance(here, ComplexType) else None
        if found is None:
            return None
        here = found.type
    return found


def complex_types(root: ComplexType | None = None) -> dict[str, ComplexType]:
    """Return the structured types a type is made of, itself first, by name; by default those of BATCH_NODE."""
    found: dict[str, ComplexType] = {}
    waiting: list[edm.Type] = [root or BATCH_NODE]
    while waiting:
        here = item_type(waiting.pop())
        if isinstance(here, ComplexType) and here.name not in found:
            found[here.name] = here
            waiting += [prop.type for prop in reversed(here.properties.values())]
    return found


# --- List Nodes ------------------------------------------------------------------------------------------------------

_structures: dict[str, ComplexType] = {}


def structure(name: str) -> ComplexType:
    """Return a structured definition of List Nodes by name, also one that no node holds (`BatchError`); KeyError otherwise."""
    if name not in _structures:
        properties = ReadOnly({key: _property(name, key, type) for key, type in STRUCTURES[name].items()})
        entity = name == "BatchNode"
        _structures[name] = EntityType(name, properties, semantics="batch") if entity else ComplexType(name, properties)
    return _structures[name]


def _property(owner: str, name: str, notation: str) -> Property:
    type = notation.removesuffix("!")
    members = ENUMERATIONS.get(type.strip("[]"), ())
    return Property(name, _type(type), type == notation, members, _ATTRIBUTES.get((owner, name), ""))


def _type(notation: str) -> edm.Type:
    if notation.startswith("["):
        return edm.CollectionType(_type(notation[1:-1]))
    if notation in ENUMERATIONS:
        return edm.STRING
    return edm.PRIMITIVES.get(f"Edm.{notation}") or structure(notation)


BATCH_NODE: EntityType = structure("BatchNode")  # type: ignore[assignment]
"""A Compute Node, as List Nodes answers it; strings compare without case, as the service says."""


def from_model(model: type[Any], *, key: str | None = None, semantics: str = "odata", strict: bool = True) -> EntityType:
    """Build a schema from a pydantic model class; property names are the aliases a model is read by.

    A property is non-null when its field is required and does not allow None. Enumerations and Literals of strings travel as
    Edm.String with members; int is Edm.Int64, or Edm.Int32 where the field says `json_schema_extra={"format": "int32"}`.
    `key` names the property that identifies an object (`id` by default); `semantics` is how strings compare: "odata" with
    case, "batch" without. Raises TypeError for a field that no EDM type fits (a dict, a union of unlike types, a datetime
    without zone, a model that holds itself); with `strict=False` such a field is accepted and what is done with it unchecked.
    """
    from odatanodes._from_model import from_model as read

    return read(model, key=key, semantics=semantics, strict=strict)
