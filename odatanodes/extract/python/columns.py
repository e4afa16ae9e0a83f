"""Offsets of the nodes of a Python tree, which counts lines and the bytes of UTF-8 in them."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.base.files import Source

__all__ = ["Columns"]


class Columns:
    """The offsets of one text."""

    def __init__(self, source: Source) -> None:
        self._text = source.text
        self._starts = [*(start for start, _ in source.lines()), len(source.text)]
        self._is_ascii = source.text.isascii()
        self._line = 0
        self._bytes: list[int] = []  # of that line, before each character: lines of some megabytes exist

    def offset(self, line: int, column: int) -> int:
        """Return the offset in code points of a column in bytes; one beyond the end of the text is its end."""
        if line >= len(self._starts):
            return len(self._text)
        start = self._starts[line - 1]
        if self._is_ascii:
            return min(start + column, len(self._text))
        if line != self._line:
            part = self._text[start : self._starts[line]]
            self._line, self._bytes = line, list(accumulate((len(c.encode("utf-8", "surrogatepass")) for c in part), initial=0))
        return start + bisect_left(self._bytes, column)
