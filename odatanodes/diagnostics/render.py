"""Show a diagnostic to a person: on one line, or with the source line and carets below the span."""

from __future__ import annotations

from odatanodes.base.text import cells, printable

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics.diagnostic import Diagnostic

__all__ = ["line_and_column", "render_concise", "render_full"]


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column (both from 1, in code points) of an offset.

    >>> line_and_column("a eq 1\nand b", 7)
    (2, 1)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def render_concise(diagnostic: Diagnostic, text: str, filename: str = "<expression>", start: tuple[int, int] = (1, 1)) -> str:
    """Return `file:line:column: CODE message; help` on one line; `start` is where the text begins in the file."""
    line, column = _place(text, diagnostic.span[0], start)
    tail = f"; {diagnostic.help}" if diagnostic.help else ""
    return printable(f"{filename}:{line}:{column}: {diagnostic.code} {diagnostic.message}{tail}")


def render_full(
    diagnostic: Diagnostic, text: str, filename: str = "<expression>", start: tuple[int, int] = (1, 1), *, color: bool = False
) -> str:
    """Return the finding with its source line: heading, place, the line with `^` under the span, help."""
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
