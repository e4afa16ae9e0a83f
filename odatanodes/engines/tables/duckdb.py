"""Tables of DuckDB: Parquet files, and relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.base.files import InputError
from odatanodes.engines.duckdb import DuckDB
from odatanodes.engines.engine import module
from odatanodes.engines.paths import Shape, integer_shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from odatanodes.engines.pushed import Pushed

__all__ = ["Files", "Relation", "shape_of"]

VIEW = "_odatanodes_rows"
BATCH = 1_000
BITS = {"tinyint": 8, "smallint": 16, "integer": 32, "bigint": 64}
KINDS = {"varchar": "text", "boolean": "boolean", "double": "real", "float": "real", "null": "null"}


def shape_of(type: Any) -> Shape:
    """Return the shape of a type of DuckDB."""
    name, id = str(type), type.id
    if id in BITS:
        return integer_shape(name, BITS[id])
    if id.removeprefix("u") in BITS:
        return integer_shape(name, BITS[id.removeprefix("u")], signed=False)
    if id == "struct":
        return Shape("object", name, {field: shape_of(below) for field, below in type.children})
    if id == "list":
        return Shape("list", name, item=shape_of(type.children[0][1]))
    return Shape("other" if name == "JSON" else KINDS.get(id, "other"), name)


def listed(sure: str, names: Sequence[str]) -> str:
    """Return the columns of a query: whether a row is certain, and those of the table."""
    quoted = [DuckDB().identifier(name) for name in names]
    return ", ".join([f"coalesce({sure}, false)", *quoted])


class Relation:
    """A relation of the caller, in the caller's connection. It takes no parameters, so that literals are part of the text."""

    engine = "duckdb"
    paths: Sequence[str] = ()

    def __init__(self, relation: Any) -> None:
        self._relation = relation
        self.shape = Shape("object", "row", dict(zip(relation.columns, map(shape_of, relation.types), strict=True)))

    def metadata(self) -> list[dict[str, str]]:
        """Return nothing."""
        return []

    def rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        made: Any = pushed
        found = self._relation.query(VIEW, f'SELECT {listed(made.sure_text, names)} FROM "{VIEW}" WHERE {made}')
        if hasattr(found, "iter_rows"):  # DuckDB 2
            yield from found.iter_rows()
            return
        while some := found.fetchmany(BATCH):
            yield from some

    def count(self, pushed: Pushed) -> int:
        """Return how many rows a query has."""
        number: int = self._relation.query(VIEW, f'SELECT count(*) FROM "{VIEW}" WHERE {pushed}').fetchall()[0][0]
        return number


class Files:
    """Parquet files in a connection of their own.

    Their footers, which have an entry for each leaf of each row group, are parsed once. Queries name the files, since a view
    would be bound twice.
    """

    engine = "duckdb"
    ROWS = "read_parquet($files, union_by_name = true, hive_partitioning = false)"

    def __init__(self, paths: list[str]) -> None:
        self._duckdb = module("duckdb")
        self.paths: Sequence[str] = paths
        self._connection = self._duckdb.connect()
        self._connection.execute("SET parquet_metadata_cache = true")
        try:
            relation = self._connection.read_parquet(paths, union_by_name=True, hive_partitioning=False)
        except self._duckdb.Error as error:
            raise unreadable(paths, error) from None
        self.shape = Shape("object", "row", dict(zip(relation.columns, map(shape_of, relation.types), strict=True)))

    def metadata(self) -> list[dict[str, str]]:
        """Return the pairs of each file's metadata."""
        found: dict[str, dict[str, str]] = {path: {} for path in self.paths}
        pairs = self._connection.execute("SELECT file_name, key, value FROM parquet_kv_metadata($files)", {"files": self.paths})
        for path, key, value in pairs.fetchall():
            found.setdefault(path, {})[key.decode(errors="replace")] = value.decode(errors="replace")
        return list(found.values())

    def rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        made: Any = pushed
        text = f"SELECT {listed(made.sure, names)} FROM {self.ROWS} WHERE {made.where}"
        try:
            self._connection.execute(text, {**made.parameters, **made.sure_parameters, "files": self.paths})
            while some := self._connection.fetchmany(BATCH):
                yield from some
        except self._duckdb.Error as error:
            raise unreadable(self.paths, error) from None

    def count(self, pushed: Pushed) -> int:
        """Return how many rows a query has."""
        made: Any = pushed
        text = f"SELECT count(*) FROM {self.ROWS} WHERE {made.where}"
        number: int = self._connection.execute(text, {**made.parameters, "files": self.paths}).fetchall()[0][0]
        return number


def unreadable(paths: Sequence[str], error: Exception) -> InputError:
    """Return the error for files that an engine cannot read, with the first line of what it says."""
    name = paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"
    return InputError(f"cannot read '{name}': {str(error).partition(chr(10))[0]}")
