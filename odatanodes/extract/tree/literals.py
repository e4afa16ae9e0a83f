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

__all__ = ["Literal", "code_unit", "line_starts", "stripped"]


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


_LINE = re.compile(r"\r\n?|\n")


def line_starts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of each line of a stretch, line ends excluded."""
    lines, begin = [], start
    for found in _LINE.finditer(text, start, end):
        lines.append((begin, found.start()))
        begin = found.end()
    return [*lines, (begin, end)]


def stripped(text: str, start: int, end: int, indent: int, *, is_line_start: bool) -> list[tuple[int, int]]:
    """Return the parts of a stretch that stay when up to `indent` blanks at the beginning of each line are left out.

    A line end stays, as the first character of what follows it.
    """
    kept = []
    for number, (first, last) in enumerate(line_starts(text, start, end)):
        begin = first
        if number or is_line_start:
            while begin < last and begin - first < indent and text[begin] in " \t":
                begin += 1
        if number:
            kept.append((first - 1, first))
        kept.append((begin, last))
    return [part for part in kept if part[0] < part[1]]
