"""Output formats of `odatanodes filter`: one entry each in FORMATS."""

from __future__ import annotations

from odatanodes.scan.record import joined

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, TypeAlias

    from odatanodes.ast import SelectList
    from odatanodes.scan.record import Kept
    from odatanodes.schema.types import EntityType

    Convert: TypeAlias = "Callable[[bytes], Any] | None"

__all__ = ["FORMATS", "Format", "Screen", "counted"]


class Screen:
    """Where the output goes: its `width` in cells, None if it is not a terminal, and the `encoding` of text for people."""

    __slots__ = ("encoding", "width")

    def __init__(self, encoding: str, width: int | None) -> None:
        self.encoding = encoding
        self.width = width


class Format:
    """One output format: `converter` makes what turns a record into what is kept of it, `write` turns that into bytes.

    A converter takes a $select, or None, and the schema of the records.
    """

    __slots__ = ("converter", "help", "write")

    def __init__(
        self,
        help: str,
        converter: Callable[[SelectList | None, EntityType | None], Convert],
        write: Callable[[Iterable[Kept], Any, Screen], Iterator[bytes]],
    ) -> None:
        self.help = help
        self.converter = converter
        self.write = write


def _projected(select: SelectList | None, _schema: EntityType | None) -> Convert:
    if select is None:
        return None
    from odatanodes.scan.output import Projected

    return Projected(select, as_line=True)


def _lines(found: Iterable[Kept], _convert: Convert, _screen: Screen) -> Iterator[bytes]:
    for kept in found:
        if kept:
            yield joined(kept, b"\n")
            yield b"\n"


def _page(found: Iterable[Kept], _convert: Convert, _screen: Screen) -> Iterator[bytes]:
    between = b'{"value":[\n'
    for kept in found:
        if kept:
            yield between + joined(kept, b",\n")
            between = b",\n"
    yield b'{"value":[]}\n' if between[:1] == b"{" else b"\n]}\n"


def _cells(select: SelectList | None, schema: EntityType | None) -> Convert:
    from odatanodes.scan.table import Cells, columns_for, columns_of

    return Cells(columns_for(schema) if select is None else columns_of(select, schema))


def _table(found: Iterable[Kept], convert: Any, screen: Screen) -> Iterator[bytes]:
    from odatanodes.scan.table import table

    for line in table(convert.columns, found, screen.width):
        try:
            yield line.encode(screen.encoding)
        except UnicodeEncodeError:
            yield line.replace("…", "~").encode(screen.encoding, "replace")


FORMATS = {
    "jsonl": Format("each item as it was, on a line of its own (default)", _projected, _lines),
    "page": Format("one response of the service", _projected, _page),
    "table": Format("some columns, or those selected, fitted to the terminal", _cells, _table),
}


def counted(found: Iterable[Kept]) -> Iterator[bytes]:
    """Yield the number of kept records, once all are read."""
    yield b"%d\n" % sum(map(len, found))
