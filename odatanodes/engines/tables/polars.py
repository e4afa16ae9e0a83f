"""Tables of Polars: frames, lazy frames and Parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.engine import module
from odatanodes.engines.paths import Shape, integer_shape
from odatanodes.engines.tables.duckdb import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from odatanodes.engines.pushed import Pushed

__all__ = ["Frame", "scanned", "shape_of"]

SURE = "_odatanodes_sure"
BATCH = 10_000
KINDS = {"String": "text", "Boolean": "boolean", "Float64": "real", "Float32": "real", "Null": "null"}


def shape_of(type: Any) -> Shape:
    """Return the shape of a data type of Polars."""
    name = str(type)
    base = name.partition("(")[0]
    if base == "Struct":
        return Shape("object", name, {field.name: shape_of(field.dtype) for field in type.fields})
    if base == "List":
        return Shape("list", name, item=shape_of(type.inner))
    if type.is_signed_integer() and base != "Int128":
        return integer_shape(name, int(base.removeprefix("Int")))
    if type.is_unsigned_integer() and base != "UInt128":
        return integer_shape(name, int(base.removeprefix("UInt")), signed=False)
    return Shape(KINDS.get(base, "other"), name)


class Frame:
    """A frame or a lazy one."""

    engine = "polars"

    def __init__(self, frame: Any, metadata: Sequence[dict[str, str]] = (), paths: Sequence[str] = ()) -> None:
        self._pl = module("polars")
        self.paths = paths
        self._frame = frame.lazy()
        self._metadata = metadata
        fields = {name: shape_of(type) for name, type in self._frame.collect_schema().items()}
        self.shape = Shape("object", "row", fields)

    def metadata(self) -> Sequence[dict[str, str]]:
        """Return what was read from the files."""
        return self._metadata

    def rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield rows in batches, so that memory use does not grow with the result."""
        try:
            yield from self._rows(pushed, names)
        except self._pl.exceptions.PolarsError as error:
            if not self.paths:
                raise
            raise unreadable(self.paths, error) from None

    def _rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        kept = self._frame.filter(pushed.where).select([pushed.sure.fill_null(False).alias(SURE), *map(self._pl.col, names)])
        if hasattr(kept, "collect_batches"):
            for part in kept.collect_batches(chunk_size=BATCH, maintain_order=True):
                yield from part.iter_rows()
        else:
            yield from kept.collect().iter_rows()

    def count(self, pushed: Pushed) -> int:
        """Return the height of what is kept."""
        number: int = self._frame.filter(pushed.where).select(self._pl.len()).collect().item()
        return number


def scanned(paths: list[str]) -> Frame:
    """Return the lazy frame of Parquet files."""
    pl = module("polars")
    try:
        metadata = [pl.read_parquet_metadata(path) for path in paths]
        schemas = [pl.read_parquet_schema(path) for path in paths]
        if all(schema == schemas[0] for schema in schemas):
            return Frame(pl.scan_parquet(paths, hive_partitioning=False), metadata, paths)
        union = {name: type for schema in reversed(schemas) for name, type in schema.items()}
        return Frame(pl.scan_parquet(paths, schema=union, missing_columns="insert", hive_partitioning=False), metadata, paths)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(paths, error) from None
