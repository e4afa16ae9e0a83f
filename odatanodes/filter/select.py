"""Select: a `$select` expression, parsed and checked, that projects nodes."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.loaded import loaded
from odatanodes.base.text import expect, picture
from odatanodes.base.value import Frozen, set_field
from odatanodes.check import check_select
from odatanodes.diagnostics import Diagnostic, ODataCheckError
from odatanodes.parse import DEFAULT_LIMITS, parse_with_notes
from odatanodes.schema import BATCH_NODE, by_name, schema_named
from odatanodes.schema.types import EntityType, Listing, dialect_of, schema_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias, overload

    from odatanodes.build.expressions import Expression
    from odatanodes.filter.items import Node
    from odatanodes.parse import Limits
    from odatanodes.schema.types import Dialect

    Item: TypeAlias = str | Expression

__all__ = ["Select"]


class Select(Frozen):
    """A `$select` expression, parsed and checked; `apply` projects an item as the service would, and nested paths as well.

    Items are text (one item, or several with commas between), paths of the builder (`node.state`), an iterable of both, or
    a tree. The schema may also be the last argument by position. Raises ODataSyntaxError or ODataCheckError.

    >>> Select("id,startTaskInfo/exitCode").apply({"id": "n1", "vmSize": "small", "startTaskInfo": {"exitCode": 1}})
    {'id': 'n1', 'startTaskInfo': {'exitCode': 1}}
    >>> from odatanodes import node
    >>> Select("id", node.start_task_info.exit_code)
    Select('id,startTaskInfo/exitCode')
    """

    __slots__ = ("_warnings", "schema", "text", "tree")
    tree: ast.SelectList
    schema: EntityType | None
    text: str
    _warnings: tuple[Diagnostic, ...]

    if TYPE_CHECKING:

        @overload
        def __init__(
            self,
            source: Item | Iterable[Item] | ast.SelectList,
            /,
            schema: EntityType | Listing | None = BATCH_NODE,
            *,
            limits: Limits = DEFAULT_LIMITS,
        ) -> None: ...

        @overload
        def __init__(
            self, *items: Item, schema: EntityType | Listing | None = BATCH_NODE, limits: Limits = DEFAULT_LIMITS
        ) -> None: ...

    def __init__(self, *items: Any, schema: EntityType | Listing | None = BATCH_NODE, limits: Limits = DEFAULT_LIMITS) -> None:
        if len(items) > 1 and (items[-1] is None or isinstance(items[-1], EntityType | Listing)):
            *items, schema = items  # type: ignore[assignment]  # as it was before items could be several
        schema = schema_of(schema)
        if not items:
            raise TypeError(f"{_SOURCES}; nothing is given")
        if len(items) == 1 and not isinstance(items[0], (str, ast.SelectList)) and not _is_path(items[0]):
            items = _listed(items[0])
        built = [item.expr for item in items if _is_path(item)]
        if built:
            from odatanodes.filter.origin import origin

            schema = origin(built, schema)
        notes: list[Diagnostic] = []
        if len(items) == 1 and isinstance(items[0], ast.SelectList):
            text, tree = _text_of(items[0]), items[0]
        else:
            text = _joined(items)
            parsed, notes = parse_with_notes(text, "select", limits)
            assert isinstance(parsed, ast.SelectList)
            tree = parsed
        tree, found = check_select(tree, schema)
        errors = [d for d in found if d.severity == "error"]
        if errors:
            raise ODataCheckError(errors, text)
        set_field(self, "tree", tree)
        set_field(self, "schema", schema)
        set_field(self, "text", text)
        set_field(self, "_warnings", tuple(sorted([*notes, *found], key=lambda d: d.span)))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Warnings that did not stop it, sorted by position."""
        return self._warnings

    def apply(self, node: Node) -> dict[str, Any]:
        """Return a projected copy of a node: absent properties stay absent, explicit nulls stay."""
        from odatanodes.evaluate.project import project

        return project(self.tree, node, self.text)

    def apply_all(self, nodes: Iterable[Node]) -> list[dict[str, Any]]:
        """Return projected copies, in order."""
        from odatanodes.evaluate.project import project_all

        return project_all(self.tree, nodes, self.text)

    def to_duckdb(self, *, alias: str = "") -> str:
        """Return the columns of a query for DuckDB, with nested paths as objects of the selected properties.

        >>> print(Select("startTaskInfo/exitCode").to_duckdb())
        CASE WHEN "startTaskInfo" IS NOT NULL THEN struct_pack("exitCode" := ("startTaskInfo")."exitCode") END AS "startTaskInfo"
        """
        return ", ".join(self._columns("duckdb", alias))

    def to_spark(self, *, alias: str = "") -> list[str]:
        """Return the columns for `frame.selectExpr(*…)` of Spark."""
        return self._columns("spark", alias)

    def to_polars(self) -> list[Any]:
        """Return the columns for `frame.select(…)` of Polars. Raises MissingEngineError where polars is not installed."""
        return self._columns("polars")

    def to_arrow(self) -> dict[str, Any]:
        """Return the columns for `data_set.to_table(columns=…)` of PyArrow, each as a whole, also where a path goes inside.

        Raises MissingEngineError where pyarrow is not installed.
        """
        return dict(self._columns("arrow"))

    def _columns(self, engine: str, alias: str = "") -> list[Any]:
        from odatanodes.engines.projection import projection

        return projection(engine, self.tree, self.schema, alias)

    def to_text(self, dialect: Dialect | None = None) -> str:
        """Return the canonical text."""
        from odatanodes.serialize import to_text

        return to_text(self.tree, dialect or dialect_of(self.schema))

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        schema = "" if self.schema is BATCH_NODE or self.schema is None else f", schema={by_name(self.schema)}"
        return f"Select({str(self)!r}{schema})"

    def _identity(self) -> tuple[object, ...]:
        return (self.tree, self.schema)

    def __hash__(self) -> int:
        return hash(self.tree)

    __eq__ = Frozen.__eq__

    def __reduce__(self) -> tuple[Callable[..., Select], tuple[object, ...]]:
        return _restore_select, (self.text, by_name(self.schema))


def _text_of(tree: ast.SelectList) -> str:
    from odatanodes.serialize import to_text

    return to_text(tree, "odata4")


_SOURCES = "a Select is made from text, items of text, paths of the builder, or a tree"


def _listed(items: Any) -> tuple[Any, ...]:
    """Return the items of an iterable that is given in place of them."""
    try:
        return tuple(items)
    except TypeError:
        raise TypeError(f"{_SOURCES}, not {picture(items)}") from None


def _joined(items: Sequence[object]) -> str:
    """Return the text of items."""
    return ",".join([_item_text(item) for item in items])


def _is_path(item: object) -> bool:
    """Whether an item is an expression of the builder."""
    return isinstance(getattr(item, "expr", None), ast.Expr)


def _item_text(item: Any) -> str:
    if not _is_path(item):
        expect(item, str, _SOURCES)
        return str(item)
    from odatanodes.serialize import to_text

    if not isinstance(item.expr, ast.Member):
        raise TypeError(f"a Select keeps properties: '{to_text(item.expr)}' is not a path of one")
    return to_text(item.expr, "odata4")


def _restore_select(text: str, schema: Any) -> Select:
    return Select(text, schema_named(schema))


loaded(__name__)
