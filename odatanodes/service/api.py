"""The list APIs of the Batch service as objects: what each filters on, selects and lists.

Source: Batch documentation of the filterable properties, as data in batch.apis.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes.base.value import Value, set_field
from odatanodes.batch.apis import LIST_APIS
from odatanodes.schema import BATCH_NODE, key_of
from odatanodes.schema.types import ComplexType, EntityType, Property, ReadOnly

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

    from odatanodes.batch.rows import ListApi

__all__ = ["LIST_NODES", "SERVICES", "Filterable", "Service"]


class Filterable(Value):
    """A property path the service filters on, the operators it accepts there (`startswith` too) and its EDM type."""

    __slots__ = ("operators", "property", "type")
    __match_args__ = ("property", "operators", "type")
    property: str
    operators: tuple[str, ...]
    type: edm.Type

    def __init__(self, property: str, operators: tuple[str, ...], type: edm.Type) -> None:
        set_field(self, "property", property)
        set_field(self, "operators", operators)
        set_field(self, "type", type)


class Service(Value):
    """A list API: `path` of its operation, `filterable` properties by path, whether it `selects`.

    `name` is what `--api` takes, `title` the documentation's name, `entity` what is listed, `dialect` how
    literals are written for it. Every list API answers instants in UTC and compares strings without case.
    """

    __slots__ = ("dialect", "entity", "filterable", "name", "path", "selects", "title")
    __match_args__ = ("name", "title", "path", "entity", "selects", "filterable", "dialect")
    _extras: ClassVar[tuple[str, ...]] = ()
    name: str
    title: str
    path: str
    entity: str
    selects: bool
    filterable: dict[str, Filterable]
    dialect: str

    def __init__(
        self,
        name: str,
        title: str,
        path: str,
        entity: str,
        selects: bool,
        filterable: dict[str, Filterable],
        dialect: str = "batch",
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "title", title)
        set_field(self, "path", path)
        set_field(self, "entity", entity)
        set_field(self, "selects", selects)
        set_field(self, "filterable", filterable)
        set_field(self, "dialect", dialect)

    def _key(self) -> tuple[object, ...]:
        return (self.name, self.path, self.entity, self.selects, tuple(self.filterable.values()), self.dialect)

    @property
    def key(self) -> tuple[str, ...]:
        """The properties that tell items apart; empty where nothing does."""
        return key_of(self.entity)

    @property
    def lists_nodes(self) -> bool:
        """Whether it lists compute nodes, whose schema is fully known."""
        return self.entity == BATCH_NODE.name

    @property
    def schema(self) -> EntityType:
        """The entity's schema: BATCH_NODE, or one made of the filterable properties, all of them nullable."""
        if self.lists_nodes:
            return BATCH_NODE
        if self not in _schemas:
            _schemas[self] = _schema(self)
        return _schemas[self]


_schemas: dict[Service, EntityType] = {}


def _schema(service: Service) -> EntityType:
    """Build the schema of what is known: paths become complex types, nothing is known to be always there."""
    properties: dict[str, Property] = {}
    inner: dict[str, dict[str, Property]] = {}
    for path, entry in service.filterable.items():
        first, _, rest = path.partition("/")
        if rest:
            inner.setdefault(first, {})[rest] = Property(rest, entry.type)
            properties.setdefault(first, Property(first, edm.ANY))
        else:
            properties[first] = Property(first, entry.type)
    for name, members in inner.items():
        properties[name] = Property(name, ComplexType(f"{service.entity}.{name}", ReadOnly(members)))
    return EntityType(service.entity, ReadOnly(properties), (service.key or ("id",))[-1], BATCH_NODE.semantics)


def _filterable(path: str, notation: str) -> Filterable:
    type, *operators = notation.split()
    return Filterable(path, tuple(operators), edm.PRIMITIVES[f"Edm.{type}"])


def _service(name: str, row: ListApi) -> Service:
    table = {path: _filterable(path, notation) for path, notation in row["filterable"].items()}
    return Service(name, row["title"], row["path"], row["entity"], row["select"], table)


SERVICES: dict[str, Service] = {name: _service(name, row) for name, row in LIST_APIS.items() if row["filter"]}
"""Every list API that filters, by the name `--api` takes."""

LIST_NODES: Service = SERVICES["list-nodes"]
"""List nodes in a pool."""
