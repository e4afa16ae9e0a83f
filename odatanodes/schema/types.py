"""Structured types and their properties, as the check, the builder and the evaluator read them."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.base.text import expect
from odatanodes.base.value import Value, set_field
from odatanodes.edm.types import Property, attribute_name

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import ClassVar, Literal, NoReturn

    Dialect = Literal["batch", "odata4"]
    Semantics = Literal["batch", "odata"]

__all__ = [
    "ComplexType",
    "EntityType",
    "Listing",
    "Property",
    "ReadOnly",
    "attribute_name",
    "dialect_of",
    "item_type",
    "noun_of",
    "nouns_of",
    "property_for",
    "resolve",
    "schema_of",
    "semantics_of",
]


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
    """An entity type: `key` names the property that identifies one in messages, `semantics` how its strings compare.

    `aliases` are other names of properties that a filter or a $select may use: the name, and the property it stands for.
    """

    __slots__ = ("aliases", "key", "semantics")
    __match_args__ = ("name", "properties", "key", "semantics")
    _extras: ClassVar[tuple[str, ...]] = ("aliases",)
    key: str
    semantics: str
    aliases: dict[str, str]

    def __init__(
        self,
        name: str,
        properties: dict[str, Property],
        key: str = "id",
        semantics: str = "odata",
        aliases: dict[str, str] | None = None,
    ) -> None:
        super().__init__(name, properties)
        set_field(self, "key", key)
        set_field(self, "semantics", semantics)
        set_field(self, "aliases", aliases or {})


def noun_of(schema: ComplexType | None) -> str:
    """Return what an item of a schema is called in messages: `job schedule` for BatchJobSchedule; without a schema it is an item.

    >>> from odatanodes.schema import BATCH_NODE
    >>> noun_of(BATCH_NODE), noun_of(None)
    ('node', 'item')
    """
    if schema is None:
        return "item"
    return attribute_name(schema.name.rpartition(".")[2].removeprefix("Batch")).replace("_", " ")


def nouns_of(schema: ComplexType | None) -> str:
    """Return what items of a schema are called: `tasks`."""
    noun = noun_of(schema)
    return noun if noun.endswith(("counts", "metrics")) else f"{noun}es" if noun.endswith("s") else f"{noun}s"


class Listing(Value):
    """Base of what lists items of one schema; taken wherever a schema is."""

    __slots__ = ()

    @property
    def schema(self) -> EntityType:
        """The schema of the items."""
        raise NotImplementedError


def property_for(type: ComplexType, name: str) -> Property | None:
    """Return the property with this Python name or, failing that, this wire name; None when there is neither.

    >>> from odatanodes.schema import BATCH_NODE
    >>> property_for(BATCH_NODE, "start_task_info").name
    'startTaskInfo'
    """
    found = next((prop for prop in type.properties.values() if prop.python_name == name), None)
    return found or type.properties.get(name)


def item_type(type: edm.Type) -> edm.Type:
    """Return the type of the items of a collection type, and any other type as it is."""
    return type.item if isinstance(type, edm.CollectionType) else type


def resolve(type: ComplexType, path: Iterable[str], *, through_collections: bool = False) -> Property | None:
    """Return the property a path of wire names ends at, or None where it leads nowhere.

    A step into a collection needs `any` or `all` in a filter, so it ends the search unless `through_collections` is set.

    >>> from odatanodes.schema import BATCH_NODE
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


def schema_of(given: EntityType | Listing | None) -> EntityType | None:
    """Return the schema that a caller means by a schema or a list API; raise TypeError for anything else."""
    if given is None or isinstance(given, EntityType):
        return given
    expect(given, Listing, "schema is an EntityType (BATCH_NODE, or from_model of a pydantic class), a list API or None")
    return given.schema


def semantics_of(schema: EntityType | None) -> Semantics:
    """Return how the strings of a schema compare; without one as the standard says."""
    return "batch" if schema is not None and schema.semantics == "batch" else "odata"


def dialect_of(schema: EntityType | None) -> Dialect:
    """Return the dialect that the service of a schema reads."""
    return "batch" if semantics_of(schema) == "batch" else "odata4"
