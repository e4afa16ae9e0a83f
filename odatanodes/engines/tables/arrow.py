"""Tables of PyArrow: tables, data sets and Parquet files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.engine import module
from odatanodes.engines.paths import Shape, integer_shape
from odatanodes.engines.tables.duckdb import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from odatanodes.engines.pushed import Pushed

__all__ = ["DataSet", "data_set", "shape_of"]

SURE = "_odatanodes_sure"
KINDS = {"string": "text", "large_string": "text", "bool": "boolean", "double": "real", "float": "real", "null": "null"}


def shape_of(type: Any) -> Shape:
    """Return the shape of a data type of Arrow."""
    types, name = module("pyarrow.types"), str(type)
    if types.is_struct(type):
        return Shape(
            "object", name, {field.name: shape_of(field.type) for field in (type.field(at) for at in range(type.num_fields))}
        )
    if types.is_list(type) or types.is_large_list(type):
        return Shape("list", name, item=shape_of(type.value_type))
    if types.is_integer(type):
        return integer_shape(name, type.bit_width, signed=types.is_signed_integer(type))
    return Shape(KINDS.get(name, "other"), name)


class DataSet:
    """A data set, or a table or a record batch as one."""

    engine = "arrow"

    def __init__(self, source: Any, metadata: Sequence[dict[str, str]] = (), paths: Sequence[str] = ()) -> None:
        self.paths = paths
        data_sets = module("pyarrow.dataset")
        self._pc = module("pyarrow.compute")
        self._data_set = source if isinstance(source, data_sets.Dataset) else data_sets.dataset(source)
        self._metadata = metadata
        self.shape = Shape("object", "row", {field.name: shape_of(field.type) for field in self._data_set.schema})

    def metadata(self) -> Sequence[dict[str, str]]:
        """Return what was read from the files."""
        return self._metadata

    def rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield rows batch by batch."""
        columns = {SURE: self._pc.coalesce(pushed.sure, self._pc.scalar(False)), **{name: self._pc.field(name) for name in names}}
        try:
            for batch in self._data_set.to_batches(columns=columns, filter=pushed.where):
                yield from zip(*[column.to_pylist() for column in batch.columns], strict=True)
        except (module("pyarrow").ArrowException, OSError) as error:
            if not self.paths:
                raise
            raise unreadable(self.paths, error) from None

    def count(self, pushed: Pushed) -> int:
        """Return the number of rows that are kept."""
        number: int = self._data_set.count_rows(filter=pushed.where)
        return number


def data_set(paths: list[str]) -> DataSet:
    """Return the data set of Parquet files; a column that one of them lacks is null there."""
    pa, data_sets, parquet = module("pyarrow"), module("pyarrow.dataset"), module("pyarrow.parquet")
    try:
        found = [parquet.read_metadata(path) for path in paths]
        schema = pa.unify_schemas([one.schema.to_arrow_schema() for one in found])
        metadata = [
            {key.decode(errors="replace"): value.decode(errors="replace") for key, value in (one.metadata or {}).items()}
            for one in found
        ]
        return DataSet(data_sets.dataset(paths, schema=schema, format="parquet"), metadata, paths)
    except (pa.ArrowException, OSError) as error:
        raise unreadable(paths, error) from None
