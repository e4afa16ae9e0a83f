"""A `$select` as the projection of an engine: columns, with nested paths as objects that have the selected properties only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from odatanodes import edm
from odatanodes.engines.duckdb import DuckDB
from odatanodes.engines.engine import module
from odatanodes.engines.spark import Spark
from odatanodes.evaluate.project import kept_of
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes import ast
    from odatanodes.engines.backend import Term
    from odatanodes.evaluate.project import Kept
    from odatanodes.schema.types import EntityType

__all__ = ["projection"]


class Projector(Protocol):
    """What an engine needs to rebuild an object."""

    def column(self, name: str) -> Term:
        """Return a column."""
        ...

    def field(self, owner: Term, name: str) -> Term:
        """Return a field of an object."""
        ...

    def build(self, owner: Term, fields: dict[str, Term]) -> Term:
        """Return an object of fields, null where the owner is null."""
        ...

    def each(self, collection: Term, depth: int, change: Callable[[Term], Term]) -> Term:
        """Return a collection with its items changed."""
        ...

    def named(self, term: Term, name: str) -> Term:
        """Return a term as a column of this name."""
        ...


def projection(engine: str, select: ast.SelectList, schema: EntityType | None, alias: str = "") -> list[Any]:
    """Return the columns of a `$select`, in the order of the schema; text for the engines of SQL.

    Raises ValueError without a schema.
    """
    if schema is None:
        raise ValueError("a projection needs a schema, which says what the paths lead through")
    made: Projector = {"duckdb": OnDuckDB, "spark": OnSpark, "polars": OnPolars, "arrow": OnArrow}[engine](alias)
    kept = kept_of(select)
    columns = []
    for name, prop in schema.properties.items():
        column = made.column(name)
        if kept.all or (name in kept and kept[name].all):
            columns.append(made.named(column, name))
        elif name in kept:
            columns.append(made.named(_inside(made, column, prop.type, kept[name], 1), name))
    return columns


def _inside(made: Projector, term: Term, type: edm.Type, kept: Kept, depth: int) -> Term:
    """Return what is kept of a value."""
    if kept.all:
        return term
    if isinstance(type, edm.CollectionType):
        item = type.item
        return made.each(term, depth, lambda one: _inside(made, one, item, kept, depth + 1))
    if not isinstance(type, ComplexType):
        return term
    fields = {
        name: _inside(made, made.field(term, name), prop.type, kept[name], depth)
        for name, prop in type.properties.items()
        if name in kept
    }
    return made.build(term, fields)


class OnDuckDB(DuckDB):
    """Objects by struct_pack."""

    def build(self, owner: str, fields: dict[str, str]) -> str:
        """Return CASE, since an object of nulls is not null."""
        packed = ", ".join(f"{self.identifier(name)} := {term}" for name, term in fields.items())
        return f"CASE WHEN {owner} IS NOT NULL THEN struct_pack({packed}) END"

    def each(self, collection: str, depth: int, change: Callable[[str], str]) -> str:
        """Return list_transform."""
        item = self.item(depth)
        return f"list_transform({collection}, lambda {item}: {change(item)})"

    def named(self, term: str, name: str) -> str:
        """Return AS, where the column has not that name already."""
        return term if term == self.column(name) else f"{term} AS {self.identifier(name)}"


class OnSpark(Spark):
    """Objects by named_struct."""

    def build(self, owner: str, fields: dict[str, str]) -> str:
        """Return CASE, since an object of nulls is not null."""
        packed = ", ".join(f"{self.quoted(name)}, {term}" for name, term in fields.items())
        return f"CASE WHEN {owner} IS NOT NULL THEN named_struct({packed}) END"

    def each(self, collection: str, depth: int, change: Callable[[str], str]) -> str:
        """Return transform."""
        item = self.item(depth)
        return f"transform({collection}, {item} -> {change(item)})"

    def named(self, term: str, name: str) -> str:
        """Return AS, where the column has not that name already."""
        return term if term == self.column(name) else f"{term} AS {self.identifier(name)}"


class OnPolars:
    """Objects by pl.struct."""

    def __init__(self, _: str) -> None:
        self._pl = module("polars")

    def column(self, name: str) -> Any:
        """Return a column."""
        return self._pl.col(name)

    def field(self, owner: Any, name: str) -> Any:
        """Return a field."""
        return owner.struct.field(name)

    def build(self, owner: Any, fields: dict[str, Any]) -> Any:
        """Return when, then."""
        packed = self._pl.struct([term.alias(name) for name, term in fields.items()])
        return self._pl.when(owner.is_not_null()).then(packed)

    def each(self, collection: Any, depth: int, change: Callable[[Any], Any]) -> Any:
        """Return list.eval."""
        return collection.list.eval(change(self._pl.element()))

    def named(self, term: Any, name: str) -> Any:
        """Return alias."""
        return term.alias(name)


class OnArrow:
    """Columns as a whole: expressions of PyArrow rebuild no objects. A list of pairs, for `dict(…)`."""

    def __init__(self, _: str) -> None:
        self._pc = module("pyarrow.compute")

    def column(self, name: str) -> Any:
        """Return a column."""
        return self._pc.field(name)

    def field(self, owner: Any, name: str) -> Any:
        """Return nothing: what is inside is not looked for."""
        return owner

    def build(self, owner: Any, fields: dict[str, Any]) -> Any:
        """Return the whole object."""
        return owner

    def each(self, collection: Any, depth: int, change: Callable[[Any], Any]) -> Any:
        """Return the whole collection."""
        return collection

    def named(self, term: Any, name: str) -> Any:
        """Return a pair."""
        return name, term
