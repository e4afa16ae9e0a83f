"""Data frames of Spark, and the filter as a step of a distributed query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.engine import module
from odatanodes.engines.items import without_nulls
from odatanodes.engines.paths import Shape, integer_shape
from odatanodes.engines.spark import Spark
from odatanodes.evaluate import compile_predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from odatanodes import ast
    from odatanodes.engines.pushed import Pushed
    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

__all__ = ["Decide", "SparkFrame", "matching", "shape_of"]

BITS = {"tinyint": 8, "smallint": 16, "int": 32, "bigint": 64}
KINDS = {"string": "text", "boolean": "boolean", "double": "real", "float": "real", "void": "null"}


def shape_of(type: Any) -> Shape:
    """Return the shape of a data type of Spark."""
    name = type.simpleString()
    if name in BITS:
        return integer_shape(name, BITS[name])
    if type.typeName() == "struct":
        return Shape("object", name, {field.name: shape_of(field.dataType) for field in type.fields})
    if type.typeName() == "array":
        return Shape("list", name, item=shape_of(type.elementType))
    return Shape(KINDS.get(name, "other"), name)


class Decide:
    """A filter as Spark sends it to its workers: it is compiled where it is used."""

    __slots__ = ("_expr", "_matches", "_rules", "_schema")

    def __init__(self, expr: ast.Expr, schema: EntityType | None, rules: Rules) -> None:
        self._expr = expr
        self._schema = schema
        self._rules = rules
        self._matches = compile_predicate(expr, schema, rules)

    def __call__(self, row: Any) -> bool:
        """Return whether a row matches; a row that is null was decided by Spark."""
        return row is None or self._matches.matches(without_nulls(plain(row)))

    def __reduce__(self) -> tuple[type[Decide], tuple[ast.Expr, EntityType | None, Rules]]:
        return Decide, (self._expr, self._schema, self._rules)


def matching(frame: Any, pushed: Pushed, decide: Decide) -> Any:
    """Return the data frame of the rows that match; only those that Spark leaves open are sent to Python. The order is kept."""
    kept = frame.filter(pushed.where)
    if pushed.exact:
        return kept
    functions, types = module("pyspark.sql.functions"), module("pyspark.sql.types")
    is_open = ~functions.coalesce(functions.expr(pushed.sure), functions.lit(False))
    row = functions.struct(*map(Spark().identifier, frame.columns))  # "*" is refused in a filter by Spark 3.5
    decided = functions.udf(decide, types.BooleanType()).asNondeterministic()  # Spark 3.5 fails where it merges it with `where`
    return kept.filter(decided(functions.when(is_open, row)))


class SparkFrame:
    """A data frame. Its rows come partition by partition, so that the driver has one of them in memory."""

    engine = "spark"
    paths: Sequence[str] = ()

    def __init__(self, frame: Any) -> None:
        self._frame = frame
        self.shape = shape_of(frame.schema)

    def metadata(self) -> list[dict[str, str]]:
        """Return nothing."""
        return []

    def rows(self, pushed: Pushed, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield rows in the order of the frame."""
        quoted = [Spark().identifier(name) for name in names]
        kept = self._frame.filter(pushed.where).selectExpr(f"coalesce({pushed.sure}, false)", *quoted)
        for row in kept.toLocalIterator():
            yield tuple(map(plain, row))

    def count(self, pushed: Pushed) -> int:
        """Return the number of rows that are kept."""
        number: int = self._frame.filter(pushed.where).count()
        return number


def plain(value: Any) -> Any:
    """Return a value without pyspark's class of rows."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, tuple):
        return {name: plain(item) for name, item in zip(value.__fields__, value, strict=True)}  # type: ignore[attr-defined]  # a Row
    return value
