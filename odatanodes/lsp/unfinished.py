"""Programs while a string in them is being typed: texts that close it, equal up to the cursor, so that the rest can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.base.files import Source

__all__ = ["closed"]

_CLOSING = {"(": ")", "[": "]", "{": "}"}


def closed(source: Source, offset: int) -> Iterator[str]:
    """Yield texts in which the string that is open at the cursor is closed, with the brackets that its line opens.

    First what stands behind the cursor is kept, then it is taken for a part of the string; at last up to two brackets more are
    closed, which a line above has opened.
    """
    line = source.line_at(offset)
    column = source.place(offset)[1] - 1
    opened = _open_at(line[:column])
    if opened is None:
        return
    quote, brackets = opened
    before, after = source.text[:offset], source.text[offset:]
    rest = source.text[offset - column + len(line) :]
    if len(line) > column:
        yield before + quote + after
    yield from (before + quote + brackets + ")" * more + rest for more in range(3))


def _open_at(text: str) -> tuple[str, str] | None:
    """Return the quote that is open at the end of a line's beginning, and what closes its brackets; None where none is."""
    quote = ""
    brackets: list[str] = []
    at = 0
    while at < len(text):
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif char in "'\"":
            quote = char
        elif char == "#":
            return None
        elif char in _CLOSING:
            brackets.append(_CLOSING[char])
        elif brackets and char == brackets[-1]:
            brackets.pop()
        at += 1
    return (quote, "".join(reversed(brackets))) if quote else None
