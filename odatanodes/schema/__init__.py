"""The List Nodes schema as plain data: entity and complex types with their properties; and schemas from pydantic models.

Comes in: nothing (BATCH_NODE is literal data) or a pydantic class (`from_model`). Goes out: `EntityType` objects that check,
the builder and the evaluator read. A test keeps this data equal to models.py; pydantic itself is never imported here.
Source: reference "Nodes - List Nodes" (2025-06-01), Definitions.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes.batch.nodes import ENUMERATIONS, STRUCTURES
from odatanodes.schema.types import (
    ComplexType,
    EntityType,
    Property,
    ReadOnly,
    attribute_name,
    item_type,
    property_for,
    resolve,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

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


# Where the azure-batch SDK leaves the rule (its objects are mappings and have a method called values), and where it has no name.
_ATTRIBUTES = {("BatchError", "values"): "error_values", ("BatchNodeListResult", "odata.nextLink"): "next_link"}


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
    from odatanodes.schema.model import from_model as read

    return read(model, key=key, semantics=semantics, strict=strict)


def by_name(schema: EntityType | None) -> EntityType | str | None:
    """Return what is pickled for a schema: our own by name, any other whole."""
    return "BATCH_NODE" if schema is BATCH_NODE else schema


def schema_named(pickled: Any) -> EntityType | None:
    """Return the schema that `by_name` made this of."""
    schema: EntityType | None = BATCH_NODE if pickled == "BATCH_NODE" else pickled
    return schema
