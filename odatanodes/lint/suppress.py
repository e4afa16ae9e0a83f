"""Suppression comments: `odatanodes: ignore[ODN402]` beside an expression, or on a line of its own above it.

A `Suppression` notes whether it was needed.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Span
    from odatanodes.extract.languages import Language

__all__ = ["MARK", "Suppression", "suppressions"]

MARK = "odatanodes:"
_IGNORE = re.compile(r"odatanodes:[ \t]*ignore\b(?:\[([^\]\r\n]{0,400})\])?")
_BLOCK = re.compile(r":[ \t]*(?:[&!]\S*[ \t]+)*[|>][+\-0-9]*[ \t]*(?:#[^\r\n]*)?[\r\n]*\Z")
_LONGEST = 1000
"""Lines that one comment counts for, at most."""


class Suppression:
    """A comment that silences `codes` (beginnings of codes; none: all) in the expressions on the lines from `line` to `last`."""

    __slots__ = ("codes", "last", "line", "span", "used")

    def __init__(self, line: int, last: int, span: Span, codes: tuple[str, ...]) -> None:
        self.line = line
        self.last = last
        self.span = span
        self.codes = codes
        self.used: set[str] = set()

    def silences(self, code: str, first: int, last: int) -> bool:
        """Whether a finding of an expression on these lines is silenced; takes note of it."""
        if self.line > last or first > self.last:
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


def suppressions(source: Source) -> list[Suppression]:
    """Return the suppression comments of a text; those inside quotes and in the prose of Markdown are none.

    A comment counts for its line and for the call around it, one on a line of its own for what follows: the line, with those that a
    command, a call or a block goes on over.
    """
    if MARK not in source.text:
        return []
    from odatanodes.extract.languages import host_of
    from odatanodes.lint.comments import comments_of, opened_by, openings

    host = host_of(source.name, source.text)
    if host.name == "notebook":
        return list(_in_cells(source))
    opening_of = openings(opened_by(host))
    places, calls = comments_of(source, host)
    blocks: dict[int, int] = {}
    if host.name == "markdown":
        from odatanodes.extract.markdown import block_lines

        blocks = dict(block_lines(source))
        places = _in_markdown(source, places, blocks)
    found = []
    lines = source.lines_with_ends()
    following = _following(lines, opening_of)
    reaches: dict[int, int] = {}
    for start, end in places:
        if MARK not in source.text[start:end]:
            continue
        opening = opening_of.search(source.text, start, end)
        match = opening and _IGNORE.search(source.text, opening.end(), end)
        if not opening or not match:
            continue
        codes = tuple(_code(code.strip()) for code in (match[1] or "").split(",") if code.strip())
        line, column = source.place(opening.start())
        last = line
        behind = source.line_at(end)[source.place(end)[1] - 1 :]
        if not source.line_at(opening.start())[: column - 1].strip() and not behind.strip():
            line = following[source.place(end)[0]]
            last = reaches[line] = reaches.get(line) or blocks.get(line + 1) or _reach(lines, line, host)
        line, last = calls.reach(start, line, last)
        found.append(Suppression(line, last, match.span(), codes))
    return found


def _in_cells(source: Source) -> Iterator[Suppression]:
    """Yield the comments in the cells of a notebook; their lines are counted through all cells."""
    from odatanodes.base.files import Source
    from odatanodes.extract.draft import cut
    from odatanodes.extract.notebook import cells_of
    from odatanodes.lint.places import place_of

    for cell in cells_of(source.text):
        above = place_of(source, cell.run.places[0][1]).number - 1
        name = ".sh" if "\n!" in f"\n{cell.run.text}" or cell.begin else cell.suffix  # lines for a shell are not Python
        for one in suppressions(Source(f"cell{name}", cell.run.text)):
            places = cut(cell.run, *one.span).places
            one.span = places[0][1], places[-1][1] + one.span[1] - one.span[0] - places[-1][0]
            one.line, one.last = one.line + above, one.last + above
            yield one


def _code(code: str) -> str:
    """Return a code in full: 201 is ODN201, as `odatanodes rule` takes it."""
    return f"ODN{code}" if code.isdecimal() else code.upper()


def _in_markdown(source: Source, places: list[Span], blocks: dict[int, int]) -> list[Span]:
    """Return the lines in blocks of known languages, and those that begin with an HTML comment."""
    kept, last = [], 0
    comments = {source.place(start)[0]: (start, end) for start, end in places}
    for number in range(1, len(source.lines_with_ends()) + 1):
        last = blocks.get(number, last)
        if number in comments and (number <= last or source.line_at(comments[number][0]).lstrip().startswith("<!--")):
            kept.append(comments[number])
    return kept


def _reach(lines: list[str], first: int, host: Language) -> int:
    """Return the last line, from 1, of what begins on a line: a command with continuation lines, a block of YAML."""
    last = first
    while last < min(len(lines), first + _LONGEST) and lines[last - 1].rstrip("\r\n").endswith(tuple(host.joins)):
        last += 1
    if host.blocks and first <= len(lines) and _BLOCK.search(lines[first - 1]):
        indent = _indent(lines[first - 1])
        while last < min(len(lines), first + _LONGEST) and (not lines[last].strip() or _indent(lines[last]) > indent):
            last += 1
    return last


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


def _following(lines: list[str], opening: re.Pattern[str]) -> list[int]:
    """Return for each line, counted from 1, the first one after it that is neither blank nor a comment."""
    after = [len(lines) + 1]
    for number in range(len(lines), 0, -1):
        line = lines[number - 1].lstrip()
        after.append(after[-1] if not line or opening.match(line) else number)
    after.reverse()  # now the first at or after each line from 1; what follows line n is that of n + 1
    return after
