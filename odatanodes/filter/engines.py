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
        """Return the filter as SQL for DuckDB: `where` and `sure` with their `parameters`.

        `where` keeps every row that the filter keeps or fails on, `sure` only rows that it keeps; `exact` says that both are the
        same, and `reasons` what is left to Python otherwise. The table has the columns of `engines.duckdb_columns`; `alias` is
        its name in the query. `columns` gives columns of other names, or of a flat table, by path, as a mapping
        (`{"startTaskInfo/exitCode": "exit_code"}`) or a function. `values` "wire" promises values as the service writes them:
        required properties are there, texts are ASCII, enumerations have the spelling of the reference, instants are in UTC with
        at most seven fractional digits; then nearly every filter is exact. `instants` says how they are stored: "text" as on the
        wire, "fixed" with seven digits each, which prunes row groups, or "ticks", 64-bit integers of 100 ns from 1970.
        `now()` is the instant of this call. Raises NotExactError with `strict` for a filter that is not exact.

        >>> from odatanodes import Filter
        >>> pushed = Filter("state eq 'idle' and startTaskInfo/exitCode ne 0").to_duckdb(values="wire")
        >>> pushed.where
        '("state" = $p1 AND ("startTaskInfo")."exitCode" IS DISTINCT FROM $p2)'
        >>> pushed.parameters, pushed.exact
        ({'p1': 'idle', 'p2': 0}, True)
        """
        made: PushedSql = self._push("duckdb", strict, alias=alias, columns=columns, values=values, instants=instants)
        return made

    def to_spark(
        self, *, alias: str = "", columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> PushedSpark:
        """Return the filter as text of Spark SQL, for `frame.filter(…)`; `column` and `sure_column` are Columns of pyspark.

        Options as in `to_duckdb`; literals are part of the text, which is ASCII. pyspark is needed for Columns only.

        >>> from odatanodes import Filter
        >>> Filter("totalTasksRun gt 5").to_spark(values="wire").where
        '(`totalTasksRun` > 5L)'
        """
        made: PushedSpark = self._push("spark", strict, alias=alias, columns=columns, values=values, instants=instants)
        return made

    def to_polars(
        self, *, columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> Pushed:
        """Return the filter as expressions of Polars, for `frame.filter(…)`; options as in `to_duckdb`.

        Raises MissingEngineError where polars is not installed.
        """
        return self._push("polars", strict, columns=columns, values=values, instants=instants)  # type: ignore[no-any-return]

    def to_arrow(
        self, *, columns: Columns = None, values: Values = "any", instants: Instants = "text", strict: bool = False
    ) -> Pushed:
        """Return the filter as expressions of PyArrow, for `data_set.to_table(filter=…)`; options as in `to_duckdb`.

        Conditions about items of collections and parts of instants stay with Python. Raises MissingEngineError where pyarrow is
        not installed.
        """
        return self._push("arrow", strict, columns=columns, values=values, instants=instants)  # type: ignore[no-any-return]

    def run(self, source: object, engine: str | None = None, select: Select | str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the items of a table that match, in order: dicts without nulls, or projections of them when `select` is given.

        `source` is a path of Parquet files (a glob, a folder, or a list of them), a DuckDB relation, an Arrow table or data set, a
        Polars frame, also a lazy one, or a Spark data frame. `engine` ("duckdb", "polars" or "arrow") reads files, the first of
        them that is installed by default. The engine evaluates what it can, and the filter the rows that it leaves open: rows,
        order and errors are those of `apply` on all rows. Files of `odatanodes export` say that their values are canonical, so
        that nearly nothing is left. A column that the table lacks is null.

        Raises what `apply` raises, InputError for a file that cannot be read, and MissingEngineError.
        """
        from odatanodes.engines.run import Run
        from odatanodes.filter.select import Select

        if isinstance(select, str):
            select = Select(select, self.schema)
        found = Run(self.expr, self.schema, self.rules, source, engine)
        return found.items(None if select is None else select.tree)

    def _push(self, engine: str, strict: bool, **options: Any) -> Any:
        from odatanodes.engines.push import Options, push
        from odatanodes.evaluate import compile_predicate

        compile_predicate(self.expr, self.schema, self.rules)  # raises for what only a service can evaluate
        return push(engine, self.expr, self.rules, Options(**options), strict=strict)
