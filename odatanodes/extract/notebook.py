"""Notebooks (`.ipynb`): code cells, lines and cells of shells in them (`!az …`, `%%bash`), and Markdown cells.

The cells of Python are read as one program, so that a name has its value in later cells; where that is not possible, each by
itself. Source: the notebook format 4.5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.documents import Node
from odatanodes.extract.draft import Run, cut, joined, merged, substituted
from odatanodes.extract.evidence import has_evidence
from odatanodes.extract.expression import Skipped
from odatanodes.extract.json import nodes_of
from odatanodes.extract.languages import FENCES, module_of
from odatanodes.extract.nested import moved, nested

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Gap
    from odatanodes.extract.expression import Expression

__all__ = ["Cell", "cells_of", "find"]

_MAGIC = re.compile(
    r"^(?P<indent>[ \t]*+)(?:\w[\w, \t]*+=[ \t]*+)?(?:(?P<shell>!{1,2}|%sx\b|%system\b)|[%?])"
    r"(?P<command>[^\r\n]*(?:\\\r?\n[^\r\n]*)*)",
    re.MULTILINE,
)
_CELL = re.compile(r"\s*%%(?:script[ \t]+)?(\w+)[^\r\n]*")
_CONTEXT = f"\n{module_of('python').context}\n"


class Cell(NamedTuple):
    """A cell: its number from 1, its text, where that begins behind a magic line, and the suffix of its language, if known."""

    number: int
    run: Run
    begin: int
    suffix: str

    @property
    def content(self) -> Run:
        """The text behind the magic line."""
        return cut(self.run, self.begin, len(self.run.text)) if self.begin else self.run


def cells_of(text: str) -> list[Cell]:
    """Return the cells of a notebook that have a text."""
    if '"cells"' not in text:
        return []
    notebook = next(iter(nodes_of(text)), Node("map", None))
    suffixes = {"markdown": ".md", "code": _kernel(notebook)}
    found = []
    for number, cell in enumerate(_items(notebook, "cells"), 1):
        kind = next((item.text for item in cell.items if item.key == "cell_type" and item.text in suffixes), None)
        runs = [line.run for line in _items(cell, "source") if line.text]
        if kind is not None and runs:
            run = _whole(runs)
            magic = _CELL.match(run.text) if kind == "code" else None
            if magic is not None and magic[1] not in {"time", "timeit", "capture"}:
                found.append(Cell(number, run, magic.end(), FENCES.get(magic[1], "")))
            else:
                found.append(Cell(number, run, 0, suffixes[kind]))
    return found


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a notebook."""
    found: list[Expression] = []
    python: list[Run] = []
    for cell in cells_of(source.text):
        if cell.suffix == ".py":
            shell, program = _parted(cell.run)
            found += _read(shell, ".sh", calls) if shell.text else ()
            python.append(program)
        else:
            found += _read(cell.content, cell.suffix, calls)
    found += _of_python(python, calls)
    return sorted(found, key=lambda one: one.host_span((0, 1))[0])


def _of_python(cells: list[Run], calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of cells of Python, as one program or each by itself."""
    try:
        return nested((_whole(cells, "\n"),), "cells.py", calls) if cells else []
    except Skipped:
        if not any(has_evidence(cell.text) for cell in cells):
            return []
        texts = [Run(cell.text + _CONTEXT, (*cell.places, (len(cell.text), cell.places[-1][1]))) for cell in cells]
        return [one for text in texts for one in _read(text, ".py", calls)]


def _whole(parts: Iterable[Run | Gap], separator: str = "") -> Run:
    (piece,) = merged(joined(separator, [(part,) for part in parts])) or (Run("", ((0, 0),)),)
    assert isinstance(piece, Run)
    return piece


def _read(run: Run, suffix: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a text; of one that is not whole what stands in its strings."""
    if not suffix or not run.text:
        return []
    try:
        return nested((run,), f"cell{suffix}", calls)
    except Skipped:
        from odatanodes.extract.plain import strings

        return [moved(one, run) for one in strings(run.text, "plain")] if suffix == ".py" else []


def _parted(cell: Run) -> tuple[Run, Run]:
    """Return the commands for a shell of a cell, and the cell with `pass` for them and for other magic."""
    shell = [cut(cell, *magic.span("command")) for magic in _MAGIC.finditer(cell.text) if magic["shell"] and magic["command"]]
    return _whole(shell, "\n"), _whole(substituted((cell,), _MAGIC, lambda found, _: found["indent"] + "pass"))


def _kernel(notebook: Node) -> str:
    """Return the suffix of the language that the metadata of a notebook names; that of Python where they name none."""
    for item in _items(notebook, "metadata"):
        named = next((one.text for one in item.items if one.key in {"language", "name"} and one.text), None)
        if item.key in {"language_info", "kernelspec"} and named:
            return FENCES.get(named.lower().lstrip("."), ".py")
    return ".py"


def _items(node: Node, key: str) -> list[Node]:
    """Return what stands under a key of a mapping: the items, or the one text."""
    found = next((item for item in node.items if item.key == key), None)
    return [] if found is None else [found] if found.text is not None else found.items
