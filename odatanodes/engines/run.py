"""Run a filter on a table: the engine keeps what it can decide, and the filter decides about the rows that are left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes import ast
from odatanodes.ast.reads import paths_read
from odatanodes.base.files import InputError
from odatanodes.engines.canonical import decoder
from odatanodes.engines.files import known, partition_names
from odatanodes.engines.items import as_json, needs_json, without_nulls
from odatanodes.engines.push import Options, bound, push
from odatanodes.engines.tables import opened
from odatanodes.evaluate import compile_predicate
from odatanodes.evaluate.project import kept_of, projector
from odatanodes.runtime import NodeError, subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from odatanodes.engines.paths import Shape
    from odatanodes.engines.pushed import Pushed
    from odatanodes.engines.tables import Table
    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

__all__ = ["Run"]

NANOSECONDS = re.compile(r"_NS\b|\[ns\b|time_unit='ns'")
"""Types of columns whose values lose digits as objects of Python."""


class Run:
    """A filter on the table of a source, ready to be read.

    With `invert` it keeps the items that do not match. A column that the table lacks is null, and one of another type than the
    schema's is left to Python. Raises InputError for files that cannot be read, MissingEngineError, TypeError for what is not a
    source.
    """

    __slots__ = ("_decode", "_expr", "_invert", "_rules", "_schema", "_table", "pushed")

    def __init__(
        self,
        expr: ast.Expr,
        schema: EntityType | None,
        rules: Rules,
        source: object,
        engine: str | None = None,
        *,
        invert: bool = False,
    ) -> None:
        self._expr = bound(expr, rules)
        self._schema = schema
        self._rules = rules
        compile_predicate(self._expr, schema, rules)  # raises for what only a service can evaluate
        self._invert = invert
        self._table: Table = opened(source, engine)
        self._refuse()
        trust, instants = known(self._table.metadata(), schema)
        self._decode = decoder(schema) if trust.wire and schema is not None else None
        options = Options(instants=instants, shape=self._table.shape, trust=trust, invert=invert)
        self.pushed: Pushed = push(self._table.engine, self._expr, rules, options)

    def _refuse(self) -> None:
        """Raise InputError for columns that would be read as something else than they are."""
        paths = paths_read(self._expr)
        for path in paths:
            shape: Shape | None = self._table.shape
            for name in path.split("/"):
                shape = None if shape is None else (shape.item or shape).fields.get(name)
            if shape is not None and NANOSECONDS.search(shape.name):
                raise InputError(f"'{path}' is {shape.name}, and Python has microseconds: cast it to text")
        wanted = {path.partition("/")[0] for path in paths}.union(self._schema.properties if self._schema is not None else ())
        for file in self._table.paths:
            for name in sorted(wanted & partition_names(file).difference(self._table.shape.fields)):
                raise InputError(
                    f"cannot read '{file}': '{name}' is in the names of folders (Hive partitions), which are not read; "
                    "give a relation of DuckDB's read_parquet with hive_partitioning, or a data set of another engine"
                )

    def items(
        self, select: ast.SelectList | None = None, failed: Callable[[NodeError], object] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield the items that match, in order, as JSON from the service has them; projected with a `$select`.

        `failed` is called with the error of each item that the filter cannot be evaluated on; without it the error is raised.
        """
        names = self._names(select)
        rows = self._items(names, failed)
        if select is None:
            return rows
        kept = kept_of(select)
        if not kept.all and all(below.all for below in kept.values()):  # whole columns: there is nothing inside to leave out
            return rows if kept.keys() >= set(names) else ({name: item[name] for name in item if name in kept} for item in rows)
        return map(projector(select), rows)

    def _items(self, names: Sequence[str], failed: Callable[[NodeError], object] | None) -> Iterator[dict[str, Any]]:
        matches, wanted, decode = compile_predicate(self._expr, self._schema, self._rules), not self._invert, self._decode
        shapes = self._table.shape.fields
        odd = [name for name in names if needs_json(shapes[name])]
        for sure, *values in self._table.rows(self.pushed, names):
            item = {name: without_nulls(value) for name, value in zip(names, values, strict=True) if value is not None}
            if decode is not None:
                item = decode(item)
            if not sure:
                try:
                    if matches.matches(item) is not wanted:
                        continue
                except NodeError as error:
                    if failed is None:
                        raise
                    failed(error)
                    continue
            for name in odd:  # after the filter, which reads instants of an engine without a schema too
                if name in item:
                    item[name] = as_json(item[name])
            yield item

    def count(self) -> int:
        """Return how many items match."""
        if self.pushed.exact:
            return self._table.count(self.pushed)
        return sum(1 for _ in self._items(self._names(ast.SelectList(())), None))

    def _names(self, select: ast.SelectList | None) -> list[str]:
        """Return the columns to read: those selected, and what the filter reads where it decides about rows."""
        columns = list(self._table.shape.fields)
        kept = None if select is None else kept_of(select)
        if kept is None or kept.all:
            return columns
        wanted = set(kept)
        if not self.pushed.exact:
            wanted |= {path.partition("/")[0] for path in paths_read(self._expr)} | {subject_of(self._schema).key}
        return [name for name in columns if name in wanted]
