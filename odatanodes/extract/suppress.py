"""Suppression comments: `odatanodes: ignore[ODN402]` beside an expression, or on a line of its own above it.

Comes in: a text. Goes out: `Suppression` objects, which note whether they were needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.diagnostics import Span
    from odatanodes.files import Source

__all__ = ["MARK", "Suppression", "suppressions"]

MARK = "odatanodes:"
_COMMENT = re.compile(r"(#|//|<!--|/\*)[^\r\n]*?(odatanodes:[ \t]*ignore\b(?:\[([^\]\r\n]*)\])?)")


class Suppression:
    """A comment that silences `codes` (beginnings of codes; none: all) in the expression on a line."""

    __slots__ = ("codes", "line", "span", "used")

    def __init__(self, line: int, span: Span, codes: tuple[str, ...]) -> None:
        self.line = line
        self.span = span
        self.codes = codes
        self.used: set[str] = set()

    def silences(self, code: str, first: int, last: int) -> bool:
        """Whether a finding of an expression on these lines is silenced; takes note of it."""
        if not first <= self.line <= last:
            return False
        fitting = [prefix for prefix in self.codes if code.startswith(prefix)]
        if self.codes and not fitting:
            return False
        self.used.update(fitting or ["*"])
        return True

    def unused(self) -> list[str]:
        """Return the codes that were not needed; an empty text for a comment that names none."""
        if not self.codes:
            return [] if self.used else [""]
        return [code for code in self.codes if code not in self.used]


def suppressions(source: Source, language: str) -> list[Suppression]:
    """Return the suppression comments of a text; those inside strings of Python are none."""
    if MARK not in source.text:
        return []
    places = list(_python_comments(source)) if language == "python" else [(start, end) for start, end in source.lines()]
    found = []
    for start, end in places:
        match = _COMMENT.search(source.text, start, end)
        if match is None:
            continue
        codes = tuple(code.strip().upper() for code in (match[3] or "").split(",") if code.strip())
        line = source.place(match.start())[0]
        if not source.line_at(match.start())[: source.place(match.start())[1] - 1].strip():
            line = _next_line(source, line)
        found.append(Suppression(line, match.span(2), codes))
    return found


def _next_line(source: Source, line: int) -> int:
    """Return the first line after a comment that is neither blank nor a comment."""
    lines = source.lines_with_ends()
    while line < len(lines) and (not lines[line].strip() or lines[line].lstrip().startswith(("#", "//"))):
        line += 1
    return line + 1


def _python_comments(source: Source) -> Iterator[tuple[int, int]]:
    import io
    import tokenize

    starts = [start for start, _ in source.lines()]
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text, newline="").readline):
            if token.type == tokenize.COMMENT and token.start[0] <= len(starts):
                begin = starts[token.start[0] - 1] + token.start[1]
                yield begin, begin + len(token.string)
    except (tokenize.TokenError, SyntaxError):
        return
