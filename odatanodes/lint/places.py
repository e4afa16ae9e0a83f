"""Places in a file as people count them: line and column, in a notebook those of its cells."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.base.files import Source
    from odatanodes.extract.notebook import Cell

__all__ = ["Place", "place_of"]


class Place:
    """A place: `row` and `column` from 1, the text of that `line`, its `number` in the file; `cell` is 0 outside of notebooks."""

    __slots__ = ("cell", "column", "line", "number", "row")

    def __init__(self, cell: int, row: int, column: int, line: str, number: int) -> None:
        self.cell = cell
        self.row = row
        self.column = column
        self.line = line
        self.number = number

    @property
    def shown(self) -> str:
        """The place as it stands behind the name of the file: `26:33`, `cell 3:2:26`."""
        return f"{f'cell {self.cell}:' if self.cell else ''}{self.row}:{self.column}"


def place_of(source: Source, offset: int) -> Place:
    """Return the place of an offset."""
    if source.name.endswith(".ipynb") and (found := _in_cell(source.text, offset)):
        return found
    row, column = source.place(offset)
    return Place(0, row, column, source.line_at(offset), row)


def _in_cell(text: str, offset: int) -> Place | None:
    from bisect import bisect_right

    hosts, parts = _parts(text)
    at = bisect_right(hosts, offset) - 1
    if at < 0:
        return None
    cell, begin, end, above = parts[at]
    shown = cell.run.text
    inside = min(begin + offset - hosts[at], end)
    start = shown.rfind("\n", 0, inside) + 1
    row = shown.count("\n", 0, start) + 1
    return Place(cell.number, row, inside - start + 1, shown[start:].partition("\n")[0], above + row)


@lru_cache(maxsize=1)
def _parts(text: str) -> tuple[list[int], list[tuple[Cell, int, int, int]]]:
    """Return where the parts of cells stand in a notebook, and for each its cell, its offsets there, and the lines above."""
    from odatanodes.extract.notebook import cells_of

    hosts: list[int] = []
    parts: list[tuple[Cell, int, int, int]] = []
    above = 0
    for cell in cells_of(text):
        ends = [*(begin for begin, _ in cell.run.places[1:]), len(cell.run.text)]
        for (begin, host), end in zip(cell.run.places, ends, strict=True):
            hosts.append(host)
            parts.append((cell, begin, end, above))
        above += cell.run.text.count("\n") + 1
    return hosts, parts
