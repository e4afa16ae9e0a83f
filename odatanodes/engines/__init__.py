"""The same filter on data engines: predicates for DuckDB, PyArrow, Polars and Spark that keep the same rows.

`push` lowers a tree to two predicates of an engine, `run` evaluates them on a source and leaves to the filter what they leave
open, `columns` has the schemas that readers need. No engine is imported before it is asked for.

Options of `Filter.to_duckdb` and its kin: the table has the columns of `duckdb_columns`; `alias` is its name in the query.
`columns` gives columns of other names, or of a flat table, by path, as a mapping (`{"startTaskInfo/exitCode": "exit_code"}`)
or a function. `values` "wire" promises values as the service writes them: required properties are there, texts are ASCII,
enumerations have the spelling of the reference, instants are in UTC with at most seven fractional digits; then nearly every
filter is exact. `instants` is how they are stored: "text" as on the wire, "fixed" with seven digits each, which prunes row
groups, or "ticks", 64-bit integers of 100 ns from 1970. `run` reads files with the first engine that is installed by default;
files of `odatanodes export` say that their values are canonical, so that nearly nothing is left to the filter. `now()` is the
instant of the call. A table is a relation of DuckDB, a table or data set of Arrow, a frame of Polars (also a lazy one) or a data
frame of Spark; a column that is missing is null. Python compares durations, GUIDs, dates and decimals, whatever type their columns
have, and for Arrow items of collections and parts of instants. Names of folders (Hive partitions) are not read: for a property
in them give a relation or data set, which has it as a column.
"""

from __future__ import annotations

from odatanodes.engines.columns import arrow_schema, duckdb_columns, polars_schema, spark_schema
from odatanodes.engines.engine import MissingEngineError
from odatanodes.engines.pushed import NotExactError, Pushed, PushedSpark, PushedSql

__all__ = [
    "MissingEngineError",
    "NotExactError",
    "Pushed",
    "PushedSpark",
    "PushedSql",
    "arrow_schema",
    "duckdb_columns",
    "polars_schema",
    "spark_schema",
]
