"""The text of a string literal, read with the place of each character, and the holes between.

Comes in: stretches of the source and how an escape reads. Goes out: a draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.extract.draft import Draft

__all__ = ["INDENT", "Literal", "code_unit", "skipped", "unindented"]


class Literal:
    """Collects text and holes."""

    def __init__(self) -> None:
        self._pieces: list[Run | Gap] = []
        self._parts: list[str] = []
        self._places: list[tuple[int, int]] = []
        self._length = 0

    def put(self, text: str, host: int) -> None:
        """Add text that stands at an offset of the source."""
        if text:
            self._parts.append(text)
            self._places.append((self._length, host))
            self._length += len(text)

    def read(self, text: str, start: int, end: int, special: re.Pattern[str], value: Callable[[re.Match[str]], str]) -> None:
        """Add a stretch of the source in which what a pattern finds stands for something else."""
        done = start
        for found in special.finditer(text, start, end):
            self.put(text[done : found.start()], done)
            self.put(value(found), found.start())
            done = found.end()
        self.put(text[done:end], done)

    def fill(self, draft: Draft) -> None:
        """Add what stands in a hole."""
        self._close()
        self._pieces += draft

    def _close(self) -> None:
        if self._parts:
            self._pieces.append(Run("".join(self._parts), tuple(self._places)))
        self._parts, self._places, self._length = [], [], 0

    def draft(self) -> Draft:
        """Return what was collected; an empty literal is an empty run."""
        self._close()
        return tuple(self._pieces) or (Run("", ((0, 0),)),)


def code_unit(first: str, second: str = "") -> str:
    """Return the character of a code in hexadecimal, or of the two halves of a surrogate pair.

    >>> code_unit("d83d", "de00") == chr(0x1F600)
    True
    """
    code = int(first, 16)
    if second:
        code = 0x10000 + ((code - 0xD800) << 10) + (int(second, 16) - 0xDC00)
    return chr(code) if code <= 0x10FFFF else "\ufffd"


INDENT = r"(?:\r\n?|\n)[ \t\f]*"
"""A line end with the indent of the line after it, in a pattern of what stands for something else."""


def unindented(line_end: str, indent: int) -> str:
    r"""Return what is left of a line end and the blanks after it when so many of them are the indent of a literal.

    >>> unindented("\n    ", 3)
    '\n '
    """
    blanks = line_end.lstrip("\r\n")
    return "\n" + blanks[indent:]


def skipped(text: str, start: int, end: int, indent: int) -> int:
    """Return where the first line of a literal begins, after its indent."""
    while indent and start < end and text[start] in " \t\f":
        start, indent = start + 1, indent - 1
    return start
