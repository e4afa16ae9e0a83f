"""The string literals of a Python expression as runs of text, each character with its place in the file, and the holes between.

The standard library's trees give no positions inside literals before 3.12, so the literals are read here.
"""

from __future__ import annotations

import re

from odatanodes.extract.draft import Literal, Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.extract.draft import Draft, Gap

__all__ = ["NotRead", "literal_draft"]

_BETWEEN = re.compile(r"(?:[ \t\f\r\n()]|\\\r?\n|#[^\r\n]*)*")
_OPEN = re.compile(r"([A-Za-z]{0,3})('''|\"\"\"|'|\")")
_ESCAPE = r"\\(?:\r\n|N\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|.)"
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", '"': '"'}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class NotRead(Exception):  # noqa: N818 - never leaves this folder
    """The literal has a form that is not known here."""


def literal_draft(text: str, start: int, end: int, fill: Callable[[int, int], Draft]) -> Draft:
    """Return the draft of the literals between two offsets; `fill(start, end)` returns that of the hole there, braces included."""
    pieces: list[Run | Gap] = []
    at = _skip(text, start)
    while at < end:
        opened = _OPEN.match(text, at)
        prefix = opened[1].lower() if opened is not None else "b"
        if opened is None or "b" in prefix:
            raise NotRead
        literal = Literal()
        at = _body(text, opened.end(), end, opened[2], "r" in prefix, fill if "f" in prefix else None, literal)
        pieces += [piece for piece in literal.draft() if not isinstance(piece, Run) or piece.text]
        at = _skip(text, at)
    return tuple(pieces)


def _skip(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _body(text: str, at: int, end: int, quote: str, raw: bool, fill: Callable[[int, int], Draft] | None, literal: Literal) -> int:
    """Read one literal after its opening quote; returns the offset after the closing one."""
    special = re.compile(re.escape(quote[0]) + r"|\\|\r" + (r"|[{}]" if fill else ""))
    while found := special.search(text, at, end):
        literal.put(text[at : found.start()], at)
        at, char = found.start(), found[0]
        if text.startswith(quote, at):
            return at + len(quote)
        if char == "{" and fill and not text.startswith("{{", at):
            after = _hole_end(text, at, end)
            literal.fill(fill(at, after))
        else:
            value, after = char, at + 1  # the other quote's beginning inside a triple-quoted literal
            if char == "\\":
                value, after = (text[at : at + 2], at + 2) if raw else _escape(text, at)
            elif char == "\r":  # the tokenizer reads every line end as \n
                value, after = "\n", at + (2 if text.startswith("\r\n", at) else 1)
            elif char in "{}" and text.startswith(char * 2, at):
                after = at + 2
            literal.put(value, at)
        at = after
    raise NotRead


def _escape(text: str, at: int) -> tuple[str, int]:
    found = re.compile(_ESCAPE, re.DOTALL).match(text, at)  # compiled by the first file that has one
    if found is None:
        raise NotRead
    escape = found[0][1:]
    first = escape[0]
    if first in "\r\n":
        return "", found.end()
    if first in _SIMPLE:
        return _SIMPLE[first], found.end()
    if first == "N":
        from unicodedata import lookup

        try:
            return lookup(escape[2:-1]), found.end()
        except KeyError:
            raise NotRead from None
    if first in "xuU" and len(escape) > 1:
        code = int(escape[1:], 16)
        if code > 0x10FFFF:
            raise NotRead
        return chr(code), found.end()
    if first in "01234567":
        return chr(int(escape, 8)), found.end()
    return found[0], found.end()


def _hole_end(text: str, at: int, end: int) -> int:
    """Return the offset after the brace that closes a replacement field; strings and brackets inside are skipped."""
    stack: list[str] = []
    in_format = False
    while at < end:
        char = text[at]
        if stack and char == stack[-1]:
            stack.pop()
            if not stack:
                return at + 1
        elif char in "([{":
            stack.append(_CLOSING[char])
        elif char in "'\"" and not in_format:
            quote = char * 3 if text.startswith(char * 3, at) else char
            closed = _string_end(text, at + len(quote), end, quote)
            at = closed - 1
        elif char == ":" and len(stack) == 1:
            in_format = True
        at += 1
    raise NotRead


def _string_end(text: str, at: int, end: int, quote: str) -> int:
    while at < end:
        if text[at] == "\\":
            at += 2
        elif text.startswith(quote, at):
            return at + len(quote)
        else:
            at += 1
    raise NotRead
