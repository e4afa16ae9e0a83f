"""Write items as a Parquet file with canonical values, in bounded memory, also sorted."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from odatanodes.engines.columns import arrow_schema
from odatanodes.engines.engine import module
from odatanodes.engines.files import described
from odatanodes.schema.types import ComplexType, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, Protocol

    from odatanodes.engines.canonical import Canonical
    from odatanodes.schema.types import EntityType

    class Sink(Protocol):
        """What is written to."""

        def write(self, data: bytes) -> object:
            """Write more."""


__all__ = ["ROW_GROUP", "sort_key", "write"]

ROW_GROUP = 20_000
"""Rows of a row group: small enough that a selective filter skips most of a sorted file."""
RUN = 2 * ROW_GROUP
"""Rows that are sorted in memory, about."""
SAMPLE = 2_000
"""Rows of a sorted run for each key that is remembered; a run has row groups of this size."""
KEY = "_odatanodes_key"


def write(
    items: Iterable[dict[str, Any]], schema: EntityType, canonical: Canonical, api: str, sink: Sink, *, sort: str | None = None
) -> int:
    """Write canonical items and return their number. `sort` is the path of a property: nulls last, equal ones as they came.

    Memory use is that of some ten thousand items; a sorted file is written in runs to the temporary folder first. Raises
    MissingEngineError without pyarrow, ValueError for a `sort` that is not a path of a simple property.
    """
    pa = module("pyarrow")
    columns = arrow_schema(schema)
    names = [] if sort is None else sort_key(schema, sort)
    tables = _tables(pa, items, columns, RUN if sort else ROW_GROUP)
    file = _File(sink)
    if not names:
        return _written(tables, columns, file, schema, api, canonical)
    with tempfile.TemporaryDirectory(prefix="odatanodes-") as folder:
        runs = _Runs(folder, names)
        for table in tables:
            runs.add(table)
        return _written(runs.merged(), columns, file, schema, api, canonical)


def sort_key(schema: EntityType, path: str) -> list[str]:
    """Return the names of a path to a property that has an order; raises ValueError."""
    names = path.split("/")
    found = resolve(schema, names)
    if found is None:
        raise ValueError(f"no property '{path}' on {schema.name}, or it is inside a collection")
    if isinstance(found.type, ComplexType) or found.type.name.startswith("Collection("):
        raise ValueError(f"'{path}' has no order: it is of type {found.type.name}")
    return names


def _tables(pa: Any, items: Iterable[dict[str, Any]], columns: Any, size: int) -> Iterator[Any]:
    """Yield tables of a number of rows."""
    batch: list[dict[str, Any]] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield pa.Table.from_pylist(batch, schema=columns)
            batch.clear()
    if batch:
        yield pa.Table.from_pylist(batch, schema=columns)


def _written(tables: Iterator[Any], columns: Any, file: _File, schema: EntityType, api: str, canonical: Canonical) -> int:
    parquet, count = module("pyarrow.parquet"), 0
    with parquet.ParquetWriter(file, columns, compression="zstd") as writer:
        for table in tables:
            count += table.num_rows
            writer.write_table(table, row_group_size=ROW_GROUP)
        writer.add_key_value_metadata(described(schema, api, canonical.texts, canonical.missing))
    return count


class _Runs:
    """Sorted runs in files, and their merge: by ranges of the key, each small enough to be sorted in memory."""

    def __init__(self, folder: str, names: list[str]) -> None:
        self._folder = folder
        self._names = names
        self._paths: list[str] = []
        self._samples: list[Any] = []
        self._pc = module("pyarrow.compute")
        self._parquet = module("pyarrow.parquet")

    def add(self, table: Any) -> None:
        """Sort a table and write it, with its key as a column."""
        table = self._sorted(table.append_column(KEY, self._key(table)))
        path = os.path.join(self._folder, f"{len(self._paths)}.parquet")  # noqa: PTH118
        self._parquet.write_table(table, path, row_group_size=SAMPLE)
        self._paths.append(path)
        sampled = table[KEY].take(module("pyarrow").array(range(0, table.num_rows, SAMPLE)))
        self._samples += [key for key in sampled.to_pylist() if key is not None]

    def _key(self, table: Any) -> Any:
        key = table[self._names[0]]
        for name in self._names[1:]:
            key = self._pc.struct_field(key, name)
        if str(key.type) == "double":  # NaN has no place in an order
            key = self._pc.if_else(self._pc.is_nan(key), None, key)
        return key

    def _sorted(self, table: Any) -> Any:
        return table.take(self._pc.sort_indices(table, sort_keys=[(KEY, "ascending")]))  # nulls last

    def merged(self) -> Iterator[Any]:
        """Yield tables in the order of the key."""
        data_set = module("pyarrow.dataset").dataset(self._paths, format="parquet")
        key = self._pc.field(KEY)
        picked = sorted(self._samples)[:: RUN // SAMPLE]
        low = self._pc.is_valid(key)
        for bound in dict.fromkeys(picked):
            yield self._sorted(data_set.to_table(filter=low & (key < bound))).drop_columns([KEY])
            if picked.count(bound) > 1:  # too frequent to fit in memory; there is nothing to sort
                yield from self._unsorted(data_set, key == bound)
                low = key > bound
            else:
                low = key >= bound
        yield self._sorted(data_set.to_table(filter=low)).drop_columns([KEY])
        yield from self._unsorted(data_set, self._pc.is_null(key))

    def _unsorted(self, data_set: Any, condition: Any) -> Iterator[Any]:
        pa = module("pyarrow")
        for batch in data_set.to_batches(filter=condition):
            if batch.num_rows:
                yield pa.Table.from_batches([batch]).drop_columns([KEY])


class _File:
    """A sink as PyArrow writes to it."""

    closed = False

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._at = 0

    def write(self, data: Any) -> int:
        """Write more; the buffer is copied, since PyArrow uses it again."""
        self._sink.write(bytes(data))
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        """Return how much was written."""
        return self._at

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def readable(self) -> bool:
        """Return that it cannot be read."""
        return False

    def seekable(self) -> bool:
        """Return that it has one direction."""
        return False

    def flush(self) -> None:
        """Do nothing: the sink is closed by its owner."""

    def close(self) -> None:
        """Do nothing, as `flush`."""
