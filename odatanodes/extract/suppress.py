"""Suppression comments: `odatanodes: ignore[ODN402]` beside an expression, or on a line of its own above it.

Comes in: a text. Goes out: `Suppression` objects, which note whether they were needed.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.diagnostics import Span
    from odatanodes.files import Source

__all__ = ["MARK", "Suppression", "suppressions"]

MARK = "odatanodes:"
_IGNORE = re.compile(r"odatanodes:[ \t]*ignore\b(?:\[([^\]\r\n]{0,400})\])?")
_OPENING = re.compile(r"#|//|<!--|/\*")


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
    following = _following(source.lines_with_ends())
    for start, end in places:
        opening = _OPENING.search(source.text, start, end)
        match = opening and _IGNORE.search(source.text, opening.end(), end)
        if not opening or not match:
            continue
        codes = tuple(code.strip().upper() for code in (match[1] or "").split(",") if code.strip())
        line, column = source.place(opening.start())
        if not source.line_at(opening.start())[: column - 1].strip():
            line = following[line]
        found.append(Suppression(line, match.span(), codes))
    return found


def _following(lines: list[str]) -> list[int]:
    """Return for each line, counted from 1, the first one after it that is neither blank nor a comment."""
    after = [len(lines) + 1]
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].lstrip()
        after.append(after[-1] if not line or line.startswith(("#", "//")) else number)
    after.reverse()  # now the first at or after each line from 1; what follows line n is that of n + 1
    return after


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
