"""Schemas from pydantic models, with the names of the wire: the implementation of `schema.from_model`.

Structure (models, collections, unions) is read from the annotations; the JSON Schema of a leaf decides where this module has no
entry for it, so that pydantic's own types and those of other packages work. pydantic is not imported here: a caller with a
model class has loaded it already.
"""

from __future__ import annotations

import collections.abc
import datetime
import decimal
import enum
import sys
import types
import typing
import uuid
from typing import TYPE_CHECKING, Annotated, Any

from odatanodes import edm
from odatanodes.schema.types import ComplexType, EntityType, Property, ReadOnly, attribute_name

if TYPE_CHECKING:
    from collections.abc import Iterable

# In the order of the question: bool is an int, and a datetime is a date.
_LEAVES: tuple[tuple[type, edm.Type], ...] = (
    (bool, edm.BOOLEAN),
    (int, edm.INT64),
    (float, edm.DOUBLE),
    (decimal.Decimal, edm.DECIMAL),
    (str, edm.STRING),
    (bytes, edm.BINARY),
    (datetime.datetime, edm.DATE_TIME_OFFSET),
    (datetime.date, edm.DATE),
    (datetime.time, edm.TIME_OF_DAY),
    (datetime.timedelta, edm.DURATION),
    (uuid.UUID, edm.GUID),
)
_JSON_TYPES: dict[str, edm.Type] = {
    "boolean": edm.BOOLEAN,
    "integer": edm.INT64,
    "number": edm.DOUBLE,
    "string": edm.STRING,
}
_JSON_FORMATS: dict[str, edm.Type] = {
    "date-time": edm.DATE_TIME_OFFSET,
    "date": edm.DATE,
    "time": edm.TIME_OF_DAY,
    "duration": edm.DURATION,
    "uuid": edm.GUID,
    "binary": edm.BINARY,
    "base64url": edm.BINARY,
    "int32": edm.INT32,
}
_COLLECTIONS = (list, tuple, set, frozenset, collections.abc.Sequence, collections.abc.Set, collections.abc.Iterable)


class _Kind:
    """What an annotation means: its type, the members of an enumeration, whether None is among it."""

    def __init__(self, type: edm.Type, members: tuple[str, ...] = (), nullable: bool = False) -> None:
        self.type = type
        self.members = members
        self.nullable = nullable


class _Reader:
    """Reads one model and the models below it; `where` names the field for messages."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.where = ""
        self.done: dict[type, ComplexType] = {}
        self.open: list[type] = []

    def properties(self, model: type[Any]) -> dict[str, Property]:
        self.open.append(model)
        try:
            model.model_rebuild()  # aliases from a generator and forward references are settled only then
        except NameError as error:
            raise TypeError(f"no schema for '{model.__name__}': it names a type that is not defined") from error
        found: dict[str, Property] = {}
        for attribute, field in model.model_fields.items():
            outer, self.where = self.where, f"'{attribute}' of '{model.__name__}'"
            name = self.wire_name(attribute, field)
            if name in found:
                raise TypeError(f"two fields of '{model.__name__}' have the wire name '{name}'")
            kind = self.annotated(field.annotation, (*field.metadata, field))
            nullable = kind.nullable or not field.is_required()
            own = "" if attribute_name(name) == attribute else attribute
            found[name] = Property(name, kind.type, nullable, kind.members, own)
            self.where = outer
        self.open.pop()
        return found

    def wire_name(self, attribute: str, field: Any) -> str:
        """Return the name a field is read by: its validation alias; of several the first that is a plain name."""
        alias = field.validation_alias if field.validation_alias is not None else field.alias
        for choice in getattr(alias, "choices", [alias]):
            if isinstance(choice, str):
                return choice
        if alias is None:
            return attribute
        raise self.refusal("its alias is a path into other properties, which no OData name can be")

    def refusal(self, why: str) -> TypeError:
        return TypeError(f"no schema for {self.where}: {why}; change the field, or pass strict=False to leave it unchecked")

    def refuse(self, why: str) -> _Kind:
        if self.strict:
            raise self.refusal(why)
        return _Kind(edm.ANY, nullable=True)

    def annotated(self, annotation: Any, metadata: Iterable[Any]) -> _Kind:
        """Read an annotation with what Annotated or Field say about it: `format: int32`, and `format: byte` of base64 text."""
        kind = self.kind(annotation)
        for extra in metadata:
            said = getattr(extra, "json_schema_extra", None) or getattr(extra, "json_schema", None)
            if kind.type is edm.INT64 and isinstance(said, dict) and said.get("format") == "int32":
                return _Kind(edm.INT32, kind.members, kind.nullable)
            if kind.type is edm.STRING and isinstance(said, dict) and said.get("format") == "byte":
                return _Kind(edm.BINARY, (), kind.nullable)
        return kind

    def kind(self, annotation: Any) -> _Kind:
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        if origin is Annotated:
            return self.annotated(arguments[0], arguments[1:])
        if origin in (typing.Union, types.UnionType):
            return self.union(arguments)
        if origin is typing.Literal:
            return self.values(arguments, repr(annotation))
        if annotation is None or annotation is types.NoneType:
            return _Kind(edm.NULL, nullable=True)
        if annotation is Any or annotation is object:
            return _Kind(edm.ANY, nullable=True)
        if hasattr(annotation, "__value__"):  # `type Name = …`
            return self.kind(annotation.__value__)
        if hasattr(annotation, "__supertype__"):  # NewType
            return self.kind(annotation.__supertype__)
        if origin in _COLLECTIONS or annotation in _COLLECTIONS:
            return self.collection(origin, arguments)
        if isinstance(annotation, type):
            return self.named(annotation)
        return self.leaf(annotation)

    def named(self, cls: type[Any]) -> _Kind:
        if hasattr(cls, "model_fields"):
            return self.model(cls)
        if issubclass(cls, enum.Enum):
            return self.values([member.value for member in cls], f"enumeration '{cls.__name__}'")
        for leaf, type in _LEAVES:
            if issubclass(cls, leaf):
                return _Kind(type)
        return self.leaf(cls)

    def model(self, cls: type[Any]) -> _Kind:
        if getattr(cls, "__pydantic_root_model__", False):
            root = cls.model_fields["root"]
            return self.annotated(root.annotation, (*root.metadata, root))
        if cls in self.open:
            return self.refuse(f"'{cls.__name__}' holds itself, and the schema of a property must end somewhere")
        if cls not in self.done:
            self.done[cls] = ComplexType(cls.__name__, ReadOnly(self.properties(cls)))
        return _Kind(self.done[cls])

    def collection(self, origin: Any, arguments: tuple[Any, ...]) -> _Kind:
        items = [argument for argument in arguments if argument is not Ellipsis]
        if not items:
            return _Kind(edm.CollectionType(edm.ANY))
        item = self.union(items) if origin is tuple and Ellipsis not in arguments else self.kind(items[0])
        return _Kind(edm.CollectionType(item.type), item.members)

    def union(self, arguments: Iterable[Any]) -> _Kind:
        kinds = [self.kind(argument) for argument in arguments]
        nullable = any(kind.nullable for kind in kinds)
        kinds = [kind for kind in kinds if kind.type is not edm.NULL]
        distinct = {kind.type for kind in kinds}
        if edm.INT64 in distinct and len(distinct) > 1:
            distinct = {type for type in distinct if type is not edm.INT64} if distinct <= edm.NUMBERS else distinct
        if len(distinct) > 1:
            names = " or ".join(sorted(type.name for type in distinct))
            return self.refuse(f"it can be {names}, and a property has one type")
        if not kinds:
            return _Kind(edm.NULL, nullable=True)
        members = tuple(dict.fromkeys(member for kind in kinds for member in kind.members))
        return _Kind(distinct.pop(), members, nullable)

    def values(self, values: Iterable[Any], what: str) -> _Kind:
        """Read the values of an enumeration or a Literal: strings become members, anything else only gives the type."""
        plain = [value.value if isinstance(value, enum.Enum) else value for value in values]
        nullable = None in plain
        plain = [value for value in plain if value is not None]
        if plain and all(isinstance(value, str) for value in plain):
            return _Kind(edm.STRING, tuple(str(value) for value in plain), nullable)
        kind = self.union([type(value) for value in plain]) if plain else self.refuse(f"{what} has no values")
        return _Kind(kind.type, (), nullable or kind.nullable)

    def leaf(self, annotation: Any) -> _Kind:
        """Ask pydantic itself how a type looks in JSON."""
        name = getattr(annotation, "__name__", None) or repr(annotation)
        try:
            said = sys.modules["pydantic"].TypeAdapter(annotation).json_schema()
        except Exception as error:  # pydantic's errors have no common base
            return self.refuse(f"'{name}' has no JSON Schema ({type(error).__name__})")
        members = said.get("enum") or ([said["const"]] if "const" in said else [])
        if members:
            return self.values(members, name)
        plain = _JSON_FORMATS.get(said.get("format", "")) or _JSON_TYPES.get(str(said.get("type")))
        if annotation is getattr(sys.modules["pydantic"], "NaiveDatetime", None):
            return self.refuse("a datetime without zone is not an instant")
        return _Kind(plain) if plain else self.refuse(f"'{name}' has no counterpart in EDM")


def from_model(model: type[Any], *, key: str | None = None, semantics: str = "odata", strict: bool = True) -> EntityType:
    """See `schema.from_model`."""
    if not hasattr(model, "model_rebuild") or not hasattr(model, "__mro__"):
        raise TypeError(f"not a pydantic model class: {model!r}")
    if semantics not in ("odata", "batch"):
        raise ValueError(f"semantics is 'odata' or 'batch', not {semantics!r}")
    properties = _Reader(strict).properties(model)
    if key is None:
        key = "id" if "id" in properties else next(iter(properties), "")
    elif key not in properties:
        raise ValueError(f"'{model.__name__}' has no property '{key}' to be its key")
    return EntityType(model.__name__, ReadOnly(properties), key, semantics)
