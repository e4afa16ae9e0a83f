"""Schemas: what properties the listed items have, of which types; ours as literal data, others from pydantic models.

`BATCH_TASK`, `BATCH_JOB`, `BATCH_POOL` and the schemas of the other list APIs are built when they are first used. pydantic is
never imported here but by `from_model`. Source: REST API 2025-06-01, definitions of the list operations.
"""

from __future__ import annotations

from odatanodes.schema.entities import BATCH_NODE, ENTITIES, by_name, complex_types, entity, key_of, schema_named, structure
from odatanodes.schema.types import (
    ComplexType,
    EntityType,
    Property,
    attribute_name,
    item_type,
    property_for,
    resolve,
)

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any

    BATCH_APPLICATION: EntityType
    BATCH_CERTIFICATE: EntityType
    BATCH_JOB: EntityType
    BATCH_JOB_PREPARATION_AND_RELEASE_TASK_STATUS: EntityType
    BATCH_JOB_SCHEDULE: EntityType
    BATCH_NODE_FILE: EntityType
    BATCH_NODE_VM_EXTENSION: EntityType
    BATCH_POOL: EntityType
    BATCH_POOL_NODE_COUNTS: EntityType
    BATCH_POOL_USAGE_METRICS: EntityType
    BATCH_SUBTASK: EntityType
    BATCH_SUPPORTED_IMAGE: EntityType
    BATCH_TASK: EntityType

__all__ = [
    "BATCH_APPLICATION",
    "BATCH_CERTIFICATE",
    "BATCH_JOB",
    "BATCH_JOB_PREPARATION_AND_RELEASE_TASK_STATUS",
    "BATCH_JOB_SCHEDULE",
    "BATCH_NODE",
    "BATCH_NODE_FILE",
    "BATCH_NODE_VM_EXTENSION",
    "BATCH_POOL",
    "BATCH_POOL_NODE_COUNTS",
    "BATCH_POOL_USAGE_METRICS",
    "BATCH_SUBTASK",
    "BATCH_SUPPORTED_IMAGE",
    "BATCH_TASK",
    "ComplexType",
    "EntityType",
    "Property",
    "attribute_name",
    "by_name",
    "complex_types",
    "entity",
    "from_model",
    "item_type",
    "key_of",
    "property_for",
    "resolve",
    "schema_named",
    "structure",
]


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


if not TYPE_CHECKING:  # a type checker would take every name for one of these

    def __getattr__(name: str) -> object:
        if name in ENTITIES:
            return entity(ENTITIES[name])
        raise AttributeError(f"module 'odatanodes.schema' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
