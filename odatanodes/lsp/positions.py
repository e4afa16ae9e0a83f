"""Convert offsets in code points to an editor's positions and back: lines from 0, characters in the negotiated encoding's units.

Source: Language Server Protocol 3.17, Text Documents and Position: lines end with a newline, a carriage return or both; a
character beyond the end of its line is that end.
"""

from __future__ import annotations

import re
from bisect import bisect_right

__all__ = ["Positions", "units"]

_LINE_END = re.compile(r"\r\n|\n|\r")


def units(text: str, encoding: str) -> int:
    """Return how many code units a text takes in utf-8, utf-16 or utf-32."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Positions:
    """The lines of a text."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.encoding = encoding
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def offset(self, line: int, character: int) -> int:
        r"""Return the offset of a position; one inside a character is that before it.

        >>> Positions("a\n\U0001f600b").offset(1, 2)
        3
        """
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[max(line, 0)]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        row = self.text[start:end].rstrip("\r\n")
        low, high = 0, min(max(character, 0), len(row))
        if not row[:high].isascii():
            while low < high:
                middle = (low + high + 1) // 2
                if units(row[:middle], self.encoding) <= character:
                    low = middle
                else:
                    high = middle - 1
        return start + high

    def position(self, offset: int) -> tuple[int, int]:
        r"""Return line and character of an offset.

        >>> Positions("a\n\U0001f600b").position(3)
        (1, 2)
        """
        line = bisect_right(self._starts, offset) - 1
        return line, units(self.text[self._starts[line] : offset], self.encoding)
