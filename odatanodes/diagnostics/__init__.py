"""Diagnostics: what is wrong where in a text, what to write instead, and how a person is shown it.

Comes in: code, message and span from parse, check, service and normalize. Goes out: `Diagnostic` objects, the error
classes that carry them, and the caret rendering. Codes are explained in rules.py.
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, Literal

    Severity = Literal["error", "warning"]

__all__ = [
    "MAX_DIAGNOSTICS",
    "Diagnostic",
    "Fix",
    "ODataCheckError",
    "ODataError",
    "ODataSyntaxError",
    "Span",
    "cells",
    "did_you_mean",
    "edit_distance",
    "line_and_column",
    "printable",
    "render_concise",
    "render_full",
]

Span = tuple[int, int]
"""Start and end offset in the text, in code points, end excluded."""

MAX_DIAGNOSTICS = 100
"""At most so many findings for one expression: a hostile text must not cost more than it did to send."""


class Fix(Value):
    """A replacement that keeps the meaning the author had in mind: put `text` in place of `span`."""

    __slots__ = ("span", "text")
    __match_args__ = ("span", "text")
    span: Span
    text: str

    def __init__(self, span: Span, text: str) -> None:
        set_field(self, "span", span)
        set_field(self, "text", text)


class Diagnostic(Value):
    """One finding: `code` (ODN…), `message`, `span`, `help`, `severity` and a `fix` where one is safe."""

    __slots__ = ("code", "fix", "help", "message", "severity", "span")
    __match_args__ = ("code", "message", "span", "help", "severity", "fix")
    code: str
    message: str
    span: Span
    help: str
    severity: Severity
    fix: Fix | None

    def __init__(
        self,
        code: str,
        message: str,
        span: Span,
        help: str = "",
        severity: Severity = "error",
        fix: Fix | None = None,
    ) -> None:
        set_field(self, "code", code)
        set_field(self, "message", message)
        set_field(self, "span", span)
        set_field(self, "help", help)
        set_field(self, "severity", severity)
        set_field(self, "fix", fix)


class ODataError(ValueError):
    """Base of what this library raises for a bad expression: `diagnostics`, and the text as `doc`."""

    def __init__(self, diagnostics: Sequence[Diagnostic], doc: str) -> None:
        self.diagnostics = tuple(diagnostics)
        self.doc = doc
        super().__init__("\n".join(render_full(d, doc) for d in self.diagnostics))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), (self.diagnostics, self.doc)


class ODataSyntaxError(ODataError):
    """The text is no OData expression. Has the five attributes of json.JSONDecodeError: `msg doc pos lineno colno`."""

    @property
    def msg(self) -> str:
        """The message without position."""
        return self.diagnostics[0].message

    @property
    def pos(self) -> int:
        """Offset of the error in `doc`, in code points."""
        return self.diagnostics[0].span[0]

    @property
    def lineno(self) -> int:
        """Line of the error, from 1."""
        return line_and_column(self.doc, self.pos)[0]

    @property
    def colno(self) -> int:
        """Column of the error, from 1, in code points."""
        return line_and_column(self.doc, self.pos)[1]


class ODataCheckError(ODataError):
    """The expression is well-formed but wrong for the schema: unknown names, types that do not fit."""


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column (both from 1, in code points) of an offset.

    >>> line_and_column("a eq 1\nand b", 7)
    (2, 1)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def did_you_mean(name: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """Return the candidates nearest to a misspelt name, best first; empty when nothing is near.

    >>> did_you_mean("stat", ["state", "startTask", "url"])
    ['state']
    """
    wanted = name.lower()
    limit = int(len(name) * 0.4) + 1
    near = []
    for candidate in candidates:
        distance = edit_distance(wanted, candidate.lower(), limit)
        if distance <= limit:
            near.append((distance, candidate))
    near.sort()
    if near and near[0][0] <= 1:  # a slip of one letter leaves no room for guesses further off
        near = [pair for pair in near if pair[0] <= 1]
    return [candidate for _, candidate in near[:most]]


def edit_distance(a: str, b: str, limit: int) -> int:
    """Optimal string alignment distance (a swap of neighbours counts one), given up beyond `limit`."""
    if a == b:
        return 0
    if abs(len(a) - len(b)) > limit or len(a) > 200:
        return limit + 1
    before_last: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before_last, last = last, row
    return last[-1]


def render_concise(diagnostic: Diagnostic, text: str, filename: str = "<expression>", start: tuple[int, int] = (1, 1)) -> str:
    """Return `file:line:column: CODE message; help` on one line; `start` is where the text begins in the file."""
    line, column = _place(text, diagnostic.span[0], start)
    tail = f"; {diagnostic.help}" if diagnostic.help else ""
    return printable(f"{filename}:{line}:{column}: {diagnostic.code} {diagnostic.message}{tail}")


def render_full(
    diagnostic: Diagnostic, text: str, filename: str = "<expression>", start: tuple[int, int] = (1, 1), *, color: bool = False
) -> str:
    """Return the caret picture of design/style: heading, place, the line with `^` under the span, help."""
    first, last = diagnostic.span
    row, column = line_and_column(text, first)
    line, shown_column = _place(text, first, start)
    source = text.split("\n")[row - 1]
    width = max(1, min(last, first + len(source) - column + 1) - first)
    source, offset = _window(source, column - 1, width)
    before, under = source[:offset], source[offset : offset + width]
    pad = cells(printable(before))
    marks = max(1, cells(printable(under)) if under else 1)
    red, blue, bold, off = ("\x1b[31;1m" if diagnostic.severity == "error" else "\x1b[33;1m", "\x1b[34;1m", "\x1b[1m", "\x1b[0m")
    if not color:
        red = blue = bold = off = ""
    number = str(line)
    gutter = " " * len(number)
    lines = [
        f"{red}{diagnostic.severity}[{diagnostic.code}]{off}{bold}: {printable(diagnostic.message)}{off}",
        f"{gutter}{blue}-->{off} {printable(filename)}:{line}:{shown_column}",
        f"{gutter} {blue}|{off}",
        f"{blue}{number} |{off} {printable(source)}",
        f"{gutter} {blue}|{off} {' ' * pad}{red}{'^' * marks}{off}",
    ]
    if diagnostic.help:
        lines.append(f"{gutter} {blue}={off} {bold}help{off}: {printable(diagnostic.help)}")
    return "\n".join(lines)


def _place(text: str, offset: int, start: tuple[int, int]) -> tuple[int, int]:
    line, column = line_and_column(text, offset)
    return line + start[0] - 1, column + (start[1] - 1 if line == 1 else 0)


def _window(source: str, column: int, width: int, room: int = 160) -> tuple[str, int]:
    """Cut a very long line to the neighbourhood of the span; returns the cut line and the span's offset in it."""
    if len(source) <= room:
        return source, column
    begin = max(0, column - room // 2)
    end = min(len(source), column + max(room // 2, min(width, room)))
    head, tail = ("…" if begin else ""), ("…" if end < len(source) else "")
    return head + source[begin:end] + tail, column - begin + len(head)


def printable(text: str) -> str:
    """Replace what would move the cursor or colour the terminal: control characters become their pictures."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else " " if char == "\t" else chr(0x2400 + ord(char)) if char < " " else "\ufffd"
        for char in text
    )


def cells(text: str) -> int:
    """Return how many terminal cells a text takes: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
