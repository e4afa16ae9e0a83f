"""Nodes as a table for people: columns fitted to the terminal, rows printed while the input is read.

Columns are sized over the rows of a batch and all before it; a later batch widens them where the terminal has room.
"""

from __future__ import annotations

import json
from itertools import chain, islice

from odatanodes import ast
from odatanodes.base.text import cells, inert, printable
from odatanodes.scan.json_text import node_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from odatanodes.schema.types import EntityType

    Row = tuple[str, ...]

__all__ = ["COLUMNS", "Cells", "columns_for", "columns_of", "table"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "BatchNode": ("id", "state", "vmSize", "isDedicated", "totalTasksRun", "stateTransitionTime"),
    "BatchTask": ("id", "state", "executionInfo/exitCode", "executionInfo/result", "nodeInfo/nodeId", "stateTransitionTime"),
    "BatchSubtask": ("id", "state", "exitCode", "result", "nodeInfo/nodeId", "stateTransitionTime"),
    "BatchJob": ("id", "state", "executionInfo/poolId", "priority", "creationTime", "stateTransitionTime"),
    "BatchJobSchedule": ("id", "state", "schedule/recurrenceInterval", "executionInfo/nextRunTime", "stateTransitionTime"),
    "BatchJobPreparationAndReleaseTaskStatus": (
        *("poolId", "nodeId", "jobPreparationTaskExecutionInfo/state", "jobPreparationTaskExecutionInfo/exitCode"),
        *("jobReleaseTaskExecutionInfo/state", "jobReleaseTaskExecutionInfo/exitCode"),
    ),
    "BatchPool": ("id", "state", "allocationState", "vmSize", "currentDedicatedNodes", "currentLowPriorityNodes"),
    "BatchPoolNodeCounts": ("poolId", "dedicated/total", "dedicated/idle", "dedicated/running", "lowPriority/total"),
    "BatchPoolUsageMetrics": ("poolId", "startTime", "endTime", "vmSize", "totalCoreHours"),
    "BatchSupportedImage": (
        *("nodeAgentSKUId", "osType", "verificationType"),
        *("imageReference/publisher", "imageReference/offer", "imageReference/sku"),
    ),
    "BatchNodeFile": ("name", "isDirectory", "properties/contentLength", "properties/lastModified"),
    "BatchNodeVMExtension": ("vmExtension/name", "provisioningState", "vmExtension/publisher", "vmExtension/type"),
    "BatchApplication": ("id", "displayName", "versions"),
    "BatchCertificate": ("thumbprint", "thumbprintAlgorithm", "state", "stateTransitionTime"),
}
"""Columns where nothing is selected, by the name of the schema."""
COLUMNS_OF_OTHERS = 6
"""Columns of a schema that has no entry in COLUMNS: its first properties."""
BATCH_ROWS = 20_000
"""Rows of a batch, which are buffered: some 10 MB."""
MIN_COLUMN_CELLS = 5
"""No column is made narrower to fit the terminal: enough for a few letters and the mark of a cut."""


class Cells:
    """Turns a record into the cells of its row; can be sent to another process."""

    __slots__ = ("_paths", "columns")

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._paths = [column.split("/") for column in columns]

    def __call__(self, record: bytes) -> Row:
        """Return the cells."""
        node = node_of(record)
        return tuple([_cell(_at(node, path)) for path in self._paths])

    def __reduce__(self) -> tuple[Callable[..., Cells], tuple[Any, ...]]:
        return Cells, (self.columns,)


def columns_for(schema: EntityType | None) -> tuple[str, ...]:
    """Return the columns of a schema's items."""
    known = COLUMNS.get("BatchNode" if schema is None else schema.name)
    return known or tuple(schema.properties if schema else ())[:COLUMNS_OF_OTHERS]


def columns_of(select: ast.SelectList, schema: EntityType | None = None) -> list[str]:
    """Return the paths that a $select keeps, in its order."""
    found: dict[str, None] = {}
    stack = [(item, "") for item in reversed(select.items)]
    while stack:
        item, before = stack.pop()
        path = before + "/".join(_names(item.path))
        nested = [option.value for option in item.options if isinstance(option.value, ast.SelectList)]
        if nested:
            stack += [(inner, path + "/") for tree in reversed(nested) for inner in reversed(tree.items)]
        elif isinstance(item.path, ast.Star):
            found.update(dict.fromkeys(columns_for(schema)))
        elif path:
            found[path] = None
    return list(found)


def _names(path: ast.Expr | None) -> list[str]:
    names: list[str] = []
    while path is not None:
        if isinstance(path, ast.Member):
            names.append(path.name)
        path = getattr(path, "source", None)
    return names[::-1]


def _at(value: Any, path: Sequence[str]) -> Any:
    """Return the value at a path, of each item where the path leads through a collection."""
    for number, name in enumerate(path):
        if isinstance(value, list):
            return [_at(item, path[number:]) for item in value]
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value):
        return ", ".join(map(_cell, value))
    return printable(json.dumps(value, ensure_ascii=False))


def table(columns: Sequence[str], batches: Iterable[Iterable[Row]], width: int | None) -> Iterator[str]:
    """Yield the lines of a table: its head, a rule, the rows; no wider than `width`, where that is not None."""
    rows = chain.from_iterable(batches)
    needed = [0] * len(columns)
    head: list[Row] = [tuple(columns)]
    while batch := [*head, *islice(rows, BATCH_ROWS)]:
        needed = [max(before, *map(cells, column)) for before, column in zip(needed, zip(*batch, strict=True), strict=True)]
        widths = list(needed)
        if width is not None:
            _fit(widths, width)
        if head:
            batch.insert(1, tuple(["-" * size for size in widths]))
            head = []
        for row in batch:
            yield _line(row, widths, fitted=width is not None)


def _fit(widths: list[int], width: int) -> None:
    """Narrow the widest columns until the table fits."""
    room = width - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > MIN_COLUMN_CELLS:
        widest = max(widths)
        others = [size for size in widths if size < widest]
        at_widest = len(widths) - len(others)
        level = max([MIN_COLUMN_CELLS, *others, (room - sum(others)) // at_widest])
        left = room - sum(others) - level * at_widest
        for number, size in enumerate(widths):
            if size == widest:
                widths[number] = min(widest - (level >= widest), level + (left > 0))
                left -= left > 0


def _line(row: Sequence[str], widths: Sequence[int], *, fitted: bool) -> str:
    shown = [_cut(cell, size) if fitted else cell for cell, size in zip(row, widths, strict=True)]
    padded = [cell + " " * (size - cells(cell)) for cell, size in zip(shown, widths, strict=True)]
    return inert("  ".join(padded).rstrip()) + "\n"


def _cut(cell: str, width: int) -> str:
    """Return a cell cut to a width."""
    if cells(cell) <= width:
        return cell
    end = width
    while cells(cell[:end]) > width - 1:
        end -= 1
    return cell[:end] + "…"
