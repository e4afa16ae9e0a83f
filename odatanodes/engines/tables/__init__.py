"""Tables that a filter runs on, by what the caller names: Parquet files, or an object of an engine."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from odatanodes.base.text import value_picture
from odatanodes.engines.engine import ENGINES, MissingEngineError, installed
from odatanodes.engines.files import parquet_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from odatanodes.engines.paths import Shape
    from odatanodes.engines.pushed import Pushed

__all__ = ["Table", "opened"]

FOR_FILES = ("duckdb", "polars", "arrow")
"""Engines that read Parquet files, the one that pushes most first."""
MODULES = {"duckdb": "duckdb", "_duckdb": "duckdb", "polars": "polars", "pyarrow": "arrow", "pyspark": "spark"}


class Table(Protocol):
    """Rows of an engine, in order."""

    engine: str
    shape: Shape
    paths: Sequence[str]
    """The files that the table is made of."""

    def metadata(self) -> Sequence[dict[str, str]]:
        """Return the metadata of each file the table is made of; none where it is not made of files."""
        ...

    def rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield whether `sure` is true, and the values of the columns, for each row of which `where` is true."""
        ...

    def count(self, pushed: Pushed) -> int:
        """Return the number of rows of which `where` is true."""
        ...


def opened(source: object, engine: str | None = None) -> Table:
    """Return the table of a source. Raises InputError for files that cannot be read, MissingEngineError, TypeError."""
    if engine is not None and engine not in ENGINES:
        raise ValueError(f"engine is one of {', '.join(map(repr, ENGINES))}, not {engine!r}")
    found = engine_of(source)
    if found is None:
        return _of_files(parquet_files(_paths(source)), engine)
    if engine not in {None, found}:
        raise ValueError(f"the source is of {found}, not of {engine}")
    match found:
        case "duckdb":
            from odatanodes.engines.tables.duckdb import Relation

            return Relation(source)
        case "polars":
            from odatanodes.engines.tables.polars import Frame

            return Frame(source)
        case "arrow":
            from odatanodes.engines.tables.arrow import DataSet

            return DataSet(source)
    from odatanodes.engines.tables.spark import SparkFrame

    return SparkFrame(source)


def engine_of(source: object) -> str | None:
    """Return the engine that an object belongs to, by the module of its class; None for paths."""
    modules = [one.__module__.partition(".")[0] for one in type(source).__mro__]
    return next((MODULES[name] for name in modules if name in MODULES), None)


def _paths(source: object) -> Iterable[str]:
    if isinstance(source, (str, os.PathLike)):
        return [os.fspath(source)]
    if isinstance(source, (list, tuple)) and source and all(isinstance(one, (str, os.PathLike)) for one in source):
        return [os.fspath(one) for one in source]
    raise TypeError(
        "source is a path of Parquet files, a DuckDB relation, an Arrow table or data set, a Polars frame or a Spark data frame, "
        f"not {value_picture(source)}"
    )


def _of_files(paths: list[str], engine: str | None) -> Table:
    if engine is None:
        engine = next((name for name in FOR_FILES if installed(name)), None)
        if engine is None:
            raise MissingEngineError("Parquet files need an engine: pip install 'odatanodes[duckdb]'")
    match engine:
        case "duckdb":
            from odatanodes.engines.tables.duckdb import Files

            return Files(paths)
        case "polars":
            from odatanodes.engines.tables.polars import scanned

            return scanned(paths)
        case "arrow":
            from odatanodes.engines.tables.arrow import data_set

            return data_set(paths)
    raise ValueError("a path needs one of the engines duckdb, polars and arrow; give Spark a data frame")
