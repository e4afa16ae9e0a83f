"""The string literals of a Python expression as runs of text, each character with its place in the file, and the holes between.

The standard library's trees give no positions inside literals before 3.12, so the literals are read here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

from odatanodes.extract.draft import Literal, Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft

__all__ = ["Columns", "NotRead", "literal_draft"]

_BETWEEN = re.compile(r"(?:[ \t\f\r\n()]+|\\\r?\n|#[^\r\n]*)*")
_OPEN = re.compile(r"([A-Za-z]{0,3})('''|\"\"\"|'|\")")
_RAW = r"\\(?:\r\n|[\s\S])|\r\n?"
_ESCAPE = r"\\(?:\r\n|N\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-3]?[0-7]{1,2}|[\\'\"abfnrtv\r\n])|\r\n?"
_STRING = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_HOLE = rf"\{{\{{|\}}\}}|\{{(?:[^{{}}:'\"]|{_STRING}|\{{[^{{}}]*\}})*+(?::(?:[^{{}}]|\{{[^{{}}]*\}})*+)?\}}|[{{}}]"


class NotRead(Exception):  # noqa: N818 - never leaves this folder
    """The literal has a form that is not known here."""


class Columns:
    """Offsets of the nodes of a tree, which counts lines and the bytes of UTF-8 in them."""

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


def literal_draft(text: str, start: int, end: int, fill: Callable[[int, int], Draft]) -> Draft:
    """Return the draft of the literals between two offsets; `fill(start, end)` returns that of the hole there, braces included."""
    literal = Literal()
    at = _skip(text, start, end)
    while at < end:
        opened = _OPEN.match(text, at)
        if opened is None or "b" in opened[1].lower():
            raise NotRead
        at = _skip(text, _body(text, opened, end, fill, literal), end)
    return tuple([piece for piece in literal.draft() if not isinstance(piece, Run) or piece.text])


def _skip(text: str, at: int, end: int) -> int:
    found = _BETWEEN.match(text, at, end)
    return found.end() if found else at


def _body(text: str, opened: re.Match[str], end: int, fill: Callable[[int, int], Draft], literal: Literal) -> int:
    """Read one literal after its opening quote; returns the offset after the closing one."""
    prefix, quote = opened[1].lower(), opened[2]
    forms = [quote, _RAW if "r" in prefix else _ESCAPE, *([_HOLE] if "f" in prefix else [])]
    done = opened.end()
    for found in re.compile("|".join(forms)).finditer(text, done, end):
        part, at = found[0], found.start()
        literal.put(text[done:at], done)
        done = found.end()
        if part == quote:
            return done
        if part in {"{", "}"}:
            raise NotRead
        if part[0] == "{" != part[1]:
            literal.fill(fill(at, done))
        else:
            literal.put(_value(part, is_raw="r" in prefix), at)
    raise NotRead


def _value(part: str, *, is_raw: bool) -> str:
    """Return what an escape, a doubled brace or a line end stands for."""
    if part[0] != "\\":
        return "\n" if part[0] == "\r" else part[0]  # the tokenizer reads every line end as \n
    if is_raw:
        return part
    return "" if part[1] in "\r\n" else part.encode().decode("unicode_escape")
