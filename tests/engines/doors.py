"""Rows in a table of each engine, and the predicates of many filters evaluated there at once."""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from odatanodes.engines import arrow_schema, duckdb_columns, polars_schema, spark_schema
from odatanodes.schema import BATCH_NODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from odatanodes.engines import Pushed
    from odatanodes.schema.types import EntityType

    Pairs = list[tuple[bool, bool]]

PACKAGES = {"duckdb": "duckdb", "polars": "polars", "arrow": "pyarrow", "spark": "pyspark"}
ENGINES = [
    pytest.param(name, marks=[pytest.mark.skipif(find_spec(package) is None, reason=f"needs {package}")])
    for name, package in PACKAGES.items()
    if name != "spark"
]
"""Engines for a parametrized test; Spark has tests of its own, since it takes a JVM."""


class Door(Protocol):
    """A table of rows in an engine."""

    chunk: int

    def both(self, pushed: Sequence[Pushed]) -> list[Pairs]:
        """Return for each filter and each row whether `where` and `sure` are true."""
        ...


def written(rows: Sequence[dict[str, Any]], path: Path) -> Path:
    """Write rows as JSON Lines, each with its number."""
    path.write_text("".join(json.dumps({**row, "_row": number}) + "\n" for number, row in enumerate(rows)), encoding="utf-8")
    return path


class DuckDBDoor:
    chunk = 20

    def __init__(self, rows: Sequence[dict[str, Any]], folder: Path, schema: EntityType) -> None:
        import duckdb

        path = written(rows, folder / "duckdb.jsonl")
        self.connection = duckdb.connect(config={"threads": 1})
        columns = {**duckdb_columns(schema), "_row": "INTEGER"}
        relation = self.connection.read_json(str(path), format="newline_delimited", columns=columns)
        relation.order("_row").create("t")

    def both(self, pushed: Sequence[Pushed]) -> list[Pairs]:
        terms: list[str] = []
        parameters: dict[str, object] = {}
        for number, one in enumerate(pushed):
            for text, given in ((one.where, one.parameters), (one.sure, one.sure_parameters)):  # type: ignore[attr-defined]
                names = {name: f"f{number}_{name}" for name in given}
                renamed = re.sub(r"\$(?=p[0-9])", f"$f{number}_", text)
                parameters |= {names[name]: value for name, value in given.items()}
                terms.append(f"coalesce({renamed}, false)")
        found = self.connection.execute(f"select {', '.join(terms)} from t order by _row", parameters).fetchall()
        return _by_filter(found)


class PolarsDoor:
    chunk = 10

    def __init__(self, rows: Sequence[dict[str, Any]], folder: Path, schema: EntityType) -> None:
        import polars as pl

        path = written(rows, folder / "polars.jsonl")
        self.frame = pl.scan_ndjson(path, schema={**polars_schema(schema), "_row": pl.Int32}).collect().sort("_row")

    def both(self, pushed: Sequence[Pushed]) -> list[Pairs]:
        import polars as pl

        terms = [term.fill_null(False) for one in pushed for term in (one.where, one.sure)]
        named = [pl.col("_row"), *[term.alias(f"c{number}") for number, term in enumerate(terms)]]
        return _by_filter([row[1:] for row in self.frame.lazy().select(named).collect().rows()])


class ArrowDoor:
    chunk = 1

    def __init__(self, rows: Sequence[dict[str, Any]], folder: Path, schema: EntityType) -> None:  # noqa: ARG002
        import pyarrow as pa
        import pyarrow.dataset as ds

        schema_of_rows = arrow_schema(schema).append(pa.field("_row", pa.int32()))
        numbered = [{**{name: row.get(name) for name in schema.properties}, "_row": number} for number, row in enumerate(rows)]
        self.count = len(numbered)
        self.table = pa.Table.from_pylist(numbered, schema=schema_of_rows)
        self.dataset = ds.dataset(self.table)

    def both(self, pushed: Sequence[Pushed]) -> list[Pairs]:
        return [list(zip(self._kept(one.where), self._kept(one.sure), strict=True)) for one in pushed]

    def _kept(self, term: Any) -> list[bool]:
        kept = set(self.dataset.to_table(filter=term, columns=["_row"])["_row"].to_pylist())
        return [number in kept for number in range(self.count)]


class SparkDoor:
    chunk = 30

    def __init__(self, rows: Sequence[dict[str, Any]], folder: Path, schema: EntityType) -> None:
        from tests.engines.spark import session

        path = written(rows, folder / "spark.jsonl")
        self.session = session()
        ddl = f"{spark_schema(schema)}, `_row` INT"
        self.frame = self.session.read.schema(ddl).json(str(path)).coalesce(1).cache()

    def both(self, pushed: Sequence[Pushed]) -> list[Pairs]:
        terms = [
            f"coalesce({text}, false) AS c{n}_{m}" for n, one in enumerate(pushed) for m, text in enumerate((one.where, one.sure))
        ]
        found = self.frame.selectExpr("_row", *terms).collect()
        return _by_filter([tuple(row)[1:] for row in sorted(found, key=lambda row: row[0])])


DOORS: dict[str, Callable[[Sequence[dict[str, Any]], Path, EntityType], Door]] = {
    "duckdb": DuckDBDoor,
    "polars": PolarsDoor,
    "arrow": ArrowDoor,
    "spark": SparkDoor,
}


def _by_filter(found: Sequence[Sequence[bool]]) -> list[Pairs]:
    """Return columns two by two."""
    columns = list(zip(*found, strict=True))
    return [list(zip(columns[at], columns[at + 1], strict=True)) for at in range(0, len(columns), 2)]


def door(engine: str, rows: Sequence[dict[str, Any]], folder: Path, schema: EntityType = BATCH_NODE) -> Door:
    """Return a table of rows in an engine."""
    return DOORS[engine](rows, folder, schema)


def chunks(pushed: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Yield parts of a list."""
    for at in range(0, len(pushed), size):
        yield pushed[at : at + size]
