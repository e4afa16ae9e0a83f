"""What string literals of several languages have in common: codes of characters, and the indents of text blocks."""

from __future__ import annotations

from odatanodes.extract.draft import Literal

__all__ = ["INDENT", "Literal", "code_unit", "skipped", "unindented"]


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
