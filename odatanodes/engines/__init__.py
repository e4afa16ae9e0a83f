"""The same filter on data engines: predicates for DuckDB, PyArrow, Polars and Spark that keep the same rows.

`push` lowers a tree to two predicates of an engine, `run` evaluates them on a source and leaves to the filter what they leave
open, `columns` has the schemas that readers need. No engine is imported before it is asked for.
"""

from __future__ import annotations

from odatanodes.engines.columns import arrow_schema, duckdb_columns, polars_schema, spark_schema
from odatanodes.engines.pushed import MissingEngineError, NotExactError, Pushed, PushedSpark, PushedSql

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
