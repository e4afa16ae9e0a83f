"""A Filter on data engines: predicates for them, and the filter run where the data is."""

from __future__ import annotations

from odatanodes.filter.expression import Expression

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Literal, TypeAlias

    from odatanodes.engines import Pushed, PushedSpark, PushedSql
    from odatanodes.filter.select import Select

    Columns: TypeAlias = Mapping[str, str] | Callable[[str], str | None] | None
    Values: TypeAlias = Literal["any", "wire"]
    Instants: TypeAlias = Literal["text", "fixed", "ticks"]

__all__ = ["OnEngines"]


class OnEngines(Expression):
    """The methods of Filter that need a data engine; each is imported when it is asked for."""

    __slots__ = ()

    def to_duckdb(
        self, *, alias: str = "", columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> PushedSql:
        """Return the filter as SQL for DuckDB: `where` and `sure` with their `parameters`; the options: `odatanodes.engines`.

        `where` keeps every row that the filter keeps or fails on, `sure` only rows that it keeps; `exact`: both are the same;
        `reasons`: what is left to Python. `strict` raises NotExactError for another.
        """
        made: PushedSql = self._push("duckdb", strict, alias=alias, columns=columns, values=values, instants=instants)
        return made

    def to_spark(
        self, *, alias: str = "", columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> PushedSpark:
        """Return the filter as ASCII text of Spark SQL, for `frame.filter(…)`; its `column` and `sure_column` need pyspark."""
        made: PushedSpark = self._push("spark", strict, alias=alias, columns=columns, values=values, instants=instants)
        return made

    def to_polars(
        self, *, columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> Pushed:
        """Return the filter as expressions of Polars, for `frame.filter(…)`. Raises MissingEngineError."""
        return self._push("polars", strict, columns=columns, values=values, instants=instants)  # type: ignore[no-any-return]

    def to_arrow(
        self, *, columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> Pushed:
        """Return the filter as expressions of PyArrow, for `data_set.to_table(filter=…)`. Raises MissingEngineError."""
        return self._push("arrow", strict, columns=columns, values=values, instants=instants)  # type: ignore[no-any-return]

    def run(self, source: object, engine: str | None = None, select: Select | str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the items of a table that match, in order: dicts without nulls, or projections of them when `select` is given.

        `source` is Parquet files (a path, a glob, a folder, a list) or a table of DuckDB, Arrow, Polars or Spark. `engine`
        ("duckdb", "polars" or "arrow") reads files. Rows, order and errors are those of `apply`. See `odatanodes.engines`.

        Raises what `apply` raises, InputError for a file that cannot be read, and MissingEngineError.
        """
        from odatanodes.engines.run import Run
        from odatanodes.filter.select import Select

        if isinstance(select, str):
            select = Select(select, self.schema)
        found = Run(self.expr, self.schema, self.rules, source, engine)
        return found.items(None if select is None else select.tree)

    def run_spark(self, frame: Any) -> Any:
        """Return the data frame of Spark with the rows that match: a step of a distributed query.

        What Spark leaves open is decided on the workers, which need odatanodes as well. Raises what `apply` raises, when the
        query runs.
        """
        from odatanodes.engines.push import bound
        from odatanodes.engines.tables.spark import Decide, SparkFrame, matching

        expr = bound(self.expr, self.rules)
        pushed = self._with(expr)._push("spark", False, shape=SparkFrame(frame).shape)
        return matching(frame, pushed, Decide(expr, self.schema, self.rules.replace(clock=None)))

    def _push(self, engine: str, strict: bool, **options: Any) -> Any:
        from odatanodes.engines.push import Options, push
        from odatanodes.evaluate import compile_predicate

        compile_predicate(self.expr, self.schema, self.rules)  # raises for what only a service can evaluate
        return push(engine, self.expr, self.rules, Options(**options), strict=strict)
