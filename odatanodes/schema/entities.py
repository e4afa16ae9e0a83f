"""Schemas of the items that the Batch service lists, built from the data modules of `odatanodes.batch` when first asked for.

Notation of the data: a property is `TYPE`, `TYPE!` where it is always there and never null, followed by its name in Python
where that is not the snake_case form of its wire name. TYPE is a primitive type of EDM without its namespace, the name of a
definition, `Open` for a JSON object of any shape, or `[TYPE]` for a collection. Edm.Int64 travels as a JSON string.
`lastBootTime` and `ipv6Address` of nodes have no `!` although the service's own list calls them required, because their
descriptions say when they are absent. Properties stand in the order of the wire.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes.batch import nodes
from odatanodes.schema.types import ComplexType, EntityType, Property, ReadOnly, item_type

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType
    from typing import Any

__all__ = ["BATCH_NODE", "ENTITIES", "by_name", "complex_types", "definitions", "entity", "key_of", "schema_named", "structure"]

_LATER = ("tasks", "pools", "jobs", "others")
"""Data modules after nodes, in the order in which definitions are looked up: each may use those before it."""

ENTITIES: dict[str, str] = {
    "BATCH_NODE": "BatchNode",
    "BATCH_TASK": "BatchTask",
    "BATCH_SUBTASK": "BatchSubtask",
    "BATCH_JOB": "BatchJob",
    "BATCH_JOB_SCHEDULE": "BatchJobSchedule",
    "BATCH_JOB_PREPARATION_AND_RELEASE_TASK_STATUS": "BatchJobPreparationAndReleaseTaskStatus",
    "BATCH_POOL": "BatchPool",
    "BATCH_POOL_NODE_COUNTS": "BatchPoolNodeCounts",
    "BATCH_POOL_USAGE_METRICS": "BatchPoolUsageMetrics",
    "BATCH_SUPPORTED_IMAGE": "BatchSupportedImage",
    "BATCH_NODE_FILE": "BatchNodeFile",
    "BATCH_NODE_VM_EXTENSION": "BatchNodeVMExtension",
    "BATCH_APPLICATION": "BatchApplication",
    "BATCH_CERTIFICATE": "BatchCertificate",
}
"""The schemas of `odatanodes.schema` and the definitions they describe."""


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


# --- building ----------------------------------------------------------------------------------------------------------

_structures: dict[str, ComplexType] = {}


def structure(name: str) -> ComplexType:
    """Return a structured definition of the Batch service by name, also one that no item holds (`BatchError`).

    Raises KeyError where there is no such definition.
    """
    found = _structures.get(name)
    if found is None:
        data = _holder(name)
        properties = ReadOnly({key: _property(key, type) for key, type in data.STRUCTURES[name].items()})
        if name in data.KEYS:
            shown = data.KEYS[name][-1] if data.KEYS[name] else next(iter(properties))
            made: ComplexType = EntityType(name, properties, shown, "batch", data.ALIASES.get(name))
        else:
            made = ComplexType(name, properties)
        found = _structures.setdefault(name, made)  # one object for each, in whichever thread it was made
    return found


def owner_of(prop: Property) -> EntityType | None:
    """Return the schema of listed items that holds this very property; None for a property of anything else."""
    entities = (known for known in _structures.values() if isinstance(known, EntityType))
    return next((known for known in entities if known.properties.get(prop.name) is prop), None)


def entity(name: str) -> EntityType:
    """Return the schema of a listed item by the name of its definition."""
    found = structure(name)
    if not isinstance(found, EntityType):
        raise KeyError(name)
    return found


def key_of(name: str) -> tuple[str, ...]:
    """Return the properties that tell items of an entity apart; empty where nothing does."""
    key: tuple[str, ...] = _holder(name).KEYS[name]
    return key


def definitions() -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Return all enumerations with their members, and the names of all structures."""
    enumerations = {name: members for data in _modules() for name, members in data.ENUMERATIONS.items()}
    return enumerations, tuple([name for data in _modules() for name in data.STRUCTURES])


def _modules() -> Iterator[ModuleType | Any]:
    """Yield the data modules; each is imported as it is reached, so that looking up a node loads nodes only."""
    from importlib import import_module

    yield nodes
    for name in _LATER:
        yield import_module(f"odatanodes.batch.{name}")


def _holder(name: str) -> Any:
    if name in nodes.STRUCTURES:
        return nodes
    for data in _modules():
        if name in data.STRUCTURES:
            return data
    raise KeyError(name)


def _members(name: str) -> tuple[str, ...] | None:
    if name in nodes.ENUMERATIONS:
        return nodes.ENUMERATIONS[name]
    if name in _structures or name in nodes.STRUCTURES or name in _PLAIN:
        return None
    for data in _modules():
        if name in data.ENUMERATIONS:
            members: tuple[str, ...] = data.ENUMERATIONS[name]
            return members
        if name in data.STRUCTURES:
            return None
    raise KeyError(name)


_PLAIN = {name.removeprefix("Edm."): type for name, type in edm.PRIMITIVES.items()} | {"Open": edm.ANY}


def _property(name: str, notation: str) -> Property:
    text, _, python = notation.partition(" ")
    type = text.removesuffix("!")
    return Property(name, _type(type), type == text, _members(type.strip("[]")) or (), python)


def _type(notation: str) -> edm.Type:
    if notation.startswith("["):
        return edm.CollectionType(_type(notation[1:-1]))
    plain = _PLAIN.get(notation)
    if plain is not None:
        return plain
    return structure(notation) if _members(notation) is None else edm.STRING


BATCH_NODE: EntityType = entity("BatchNode")
"""A Compute Node, as List Nodes returns it; strings compare without case, as the service says."""


# --- pickling ----------------------------------------------------------------------------------------------------------


def by_name(schema: EntityType | None) -> EntityType | str | None:
    """Return what is pickled for a schema: the name of one of ours, any other schema whole."""
    if schema is not None and _structures.get(schema.name) is schema:
        return next((name for name, entity in ENTITIES.items() if entity == schema.name), schema)
    return schema


def schema_named(pickled: Any) -> EntityType | None:
    """Return the schema that `by_name` was given."""
    schema: EntityType | None = entity(ENTITIES[pickled]) if isinstance(pickled, str) else pickled
    return schema
