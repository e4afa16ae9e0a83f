"""Offsets of the nodes of a Python tree, which counts lines and the bytes of UTF-8 in them.

Comes in: a line from 1 and a column in bytes. Goes out: an offset in the text, in code points. The time for one of them does
not depend on the length of its line: files of one line of some megabytes exist.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.base.files import Source

__all__ = ["Columns"]

_STEP = 256


class Columns:
    """The offsets of one text."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._source = source
        self._starts: list[int] = []
        self._is_ascii = source.text.isascii()
        self._line = 0
        self._bytes: list[int] = []  # of that line, before each _STEP characters

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a column of a line; one beyond the end of the text is its end."""
        self._starts = self._starts or [start for start, _ in self._source.lines()]
        if line > len(self._starts):
            return len(self._text)
        start = self._starts[line - 1]
        if self._is_ascii:
            return min(start + column, len(self._text))
        if line != self._line:
            self._line, self._bytes = line, self._counted(line)
        step = bisect_right(self._bytes, column) - 1
        near = start + step * _STEP
        rest = self._text[near : near + _STEP].encode("utf-8", "surrogatepass")[: column - self._bytes[step]]
        return near + len(rest.decode("utf-8", "replace"))

    def _counted(self, line: int) -> list[int]:
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        parts = (self._text[at : min(at + _STEP, end)] for at in range(start, end, _STEP))
        return list(accumulate((len(part.encode("utf-8", "surrogatepass")) for part in parts), initial=0))
