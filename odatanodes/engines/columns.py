"""The columns of a schema as each engine declares them, so that readers need not infer them.

Instants, durations and GUIDs stay text, with all their digits; numbers have the width of their EDM type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import edm
from odatanodes.engines.engine import module
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from typing import Any

__all__ = ["arrow_schema", "duckdb_columns", "polars_schema", "spark_schema"]

BITS: dict[edm.Type, int] = {edm.SBYTE: 8, edm.BYTE: 16, edm.INT16: 16, edm.INT32: 32, edm.INT64: 64}
DUCKDB = {8: "TINYINT", 16: "SMALLINT", 32: "INTEGER", 64: "BIGINT"}
OTHERS: dict[edm.Type, str] = {edm.BOOLEAN: "BOOLEAN", edm.DOUBLE: "DOUBLE", edm.SINGLE: "DOUBLE"}
SPARK = {8: "TINYINT", 16: "SMALLINT", 32: "INT", 64: "BIGINT"}


def duckdb_columns(schema: ComplexType) -> dict[str, str]:
    """Return the type of each column, for `columns=` of read_json.

    >>> from odatanodes.schema import BATCH_NODE
    >>> duckdb_columns(BATCH_NODE)["totalTasksRun"]
    'INTEGER'
    """
    return {name: _duckdb(prop.type) for name, prop in schema.properties.items()}


def _duckdb(type: edm.Type) -> str:
    if isinstance(type, edm.CollectionType):
        return f"{_duckdb(type.item)}[]"
    if isinstance(type, ComplexType):
        fields = [f'"{_doubled(name, chr(34))}" {_duckdb(prop.type)}' for name, prop in type.properties.items()]
        return f"STRUCT({', '.join(fields)})" if fields else "JSON"
    return DUCKDB[BITS[type]] if type in BITS else OTHERS.get(type, "VARCHAR")


def spark_schema(schema: ComplexType) -> str:
    """Return the schema as DDL text, for `spark.read.schema(…)`; pyspark is not needed.

    >>> from odatanodes.schema import BATCH_NODE
    >>> spark_schema(BATCH_NODE)[:34]
    '`id` STRING, `url` STRING, `state`'
    """
    return ", ".join(f"`{_doubled(name, '`')}` {_spark(prop.type)}" for name, prop in schema.properties.items())


def _spark(type: edm.Type) -> str:
    if isinstance(type, edm.CollectionType):
        return f"ARRAY<{_spark(type.item)}>"
    if isinstance(type, ComplexType):
        return f"STRUCT<{', '.join(f'`{_doubled(name, chr(96))}`: {_spark(prop.type)}' for name, prop in type.properties.items())}>"
    return SPARK[BITS[type]] if type in BITS else OTHERS.get(type, "STRING")


def _doubled(name: str, quote: str) -> str:
    return name.replace(quote, quote * 2)


def polars_schema(schema: ComplexType) -> Any:
    """Return the schema as a polars Schema, for `schema=` of scan_ndjson. Raises MissingEngineError without polars."""
    pl = module("polars")
    integers = {8: pl.Int8, 16: pl.Int16, 32: pl.Int32, 64: pl.Int64}

    def dtype(type: edm.Type) -> Any:
        if isinstance(type, edm.CollectionType):
            return pl.List(dtype(type.item))
        if isinstance(type, ComplexType):
            return pl.Struct({name: dtype(prop.type) for name, prop in type.properties.items()})
        if type in BITS:
            return integers[BITS[type]]
        return {"BOOLEAN": pl.Boolean, "DOUBLE": pl.Float64}.get(OTHERS.get(type, ""), pl.String)

    return pl.Schema({name: dtype(prop.type) for name, prop in schema.properties.items()})


def arrow_schema(schema: ComplexType) -> Any:
    """Return the schema as a pyarrow Schema, for `explicit_schema=` of read_json. Raises MissingEngineError without pyarrow."""
    pa = module("pyarrow")
    integers = {8: pa.int8(), 16: pa.int16(), 32: pa.int32(), 64: pa.int64()}

    def dtype(type: edm.Type) -> Any:
        if isinstance(type, edm.CollectionType):
            return pa.list_(dtype(type.item))
        if isinstance(type, ComplexType):
            return pa.struct([(name, dtype(prop.type)) for name, prop in type.properties.items()])
        if type in BITS:
            return integers[BITS[type]]
        return {"BOOLEAN": pa.bool_(), "DOUBLE": pa.float64()}.get(OTHERS.get(type, ""), pa.string())

    return pa.schema([(name, dtype(prop.type)) for name, prop in schema.properties.items()])
