"""Markdown: the fenced blocks whose language is known here, and URLs of Batch anywhere else.

Blocks may stand in lists and quotations. Of one that is broken, as examples with `...` are, the strings are read; one whose
language is not installed is reported. Source: CommonMark 0.31, section 4.5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract import urls
from odatanodes.extract.documents import filled
from odatanodes.extract.draft import Run
from odatanodes.extract.expression import NotInstalled, Skipped
from odatanodes.extract.languages import FENCES, SUFFIXES, host_of
from odatanodes.extract.nested import moved, nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression, Span

__all__ = ["ANY", "SUFFIX_OF", "Block", "block_lines", "blocks_of", "find", "of_parts", "spans_of"]

_OPENING = re.compile(
    r"((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]){0,40})(`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})[ \t]*\{?\.?([\w+#-]*)"
)
_CLOSING = re.compile(r"[ \t>]{0,80}(`{3,}|~{3,})[ \t]*(?=[\r\n]|\Z)")
_QUOTED = re.compile(r"[ \t]*>[ \t]?")
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |(?=[\r\n]|\Z))")
ANY = "any"
SUFFIX_OF = {"": ANY, **FENCES}
"""The end of a file's name by the word after the fence."""
_LINE = re.compile(
    r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t]){1,40}(?:(?:PS[^>\r\n]{0,100}>|[$#>])[ \t]*)?"
    r"(?=(?:sudo[ \t]+)?(?:az[ \t]+(?:batch|rest)[ \t]|Get-Az\w*Batch)[^\r\n`]*(?:[\r\n]|`[\r\n]|\Z))"
)
"""What stands before a command outside of a fence: a block by its indentation, a quotation, an item of a list."""
_COMMAND = re.compile(r"\baz[ \t]+(?:batch|rest)[ \t]|\bcurl[ \t]|\bGet-Az\w*Batch", re.IGNORECASE)
_CMDLET = re.compile(r"\bGet-Az\w*Batch", re.IGNORECASE)


class Block(NamedTuple):
    """A block of a document, and the suffix of the language that it is read as."""

    suffix: str
    run: Run


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a document; what could not be read is added to the source's `passed_over`."""
    return of_parts(source, _parts(source), calls, "markdown")


def of_parts(source: Source, parts: Iterator[Block | Run], calls: Mapping[str, str], language: str) -> list[Expression]:
    """Return the expressions of the blocks of a document, and of the lines outside of them that have a URL."""
    is_batch = urls.speaks_of_batch(source.text)
    found: list[Expression] = []
    lacking = set()
    for part in parts:
        if isinstance(part, Run):
            found += urls.expressions(filled(part), language)
            continue
        context = host_of(part.suffix, "").context if is_batch else ""
        run = part.run if not context else Run(f"{part.run.text}\n{context}\n", part.run.places)
        try:
            found += nested(run, f"{source.name}#block{part.suffix}", calls)
        except NotInstalled as reason:
            lacking.add(str(reason).replace("#block" + part.suffix, ""))
        except Skipped:
            if context:  # an example that is not whole: what stands in its strings
                from odatanodes.extract.plain import strings

                found += [moved(one, part.run) for one in strings(part.run.text, "plain")]
    source.passed_over += sorted(lacking)
    return sorted(found, key=lambda one: one.host_span((0, 1))[0])


def block_lines(source: Source) -> Iterator[tuple[int, int]]:
    """Yield the numbers of the first and the last line of each block of a known language."""
    for part in _parts(source):
        if isinstance(part, Block) and part.run.text:
            yield source.place(part.run.places[0][1])[0], source.place(part.run.places[-1][1])[0]


def _parts(source: Source) -> Iterator[Block | Run]:
    """Yield the blocks of known languages, and the lines outside of them that have an option of a URL."""
    fence, suffix, indent = "", "", 0
    quoted = False
    lines: list[Span] = []
    bare: list[Span] = []  # a command outside of a fence
    for start, end in spans_of(source):
        if not fence:
            opened = _OPENING.match(source.text, start, end)
            if opened is not None:
                fence, suffix = opened[2], SUFFIX_OF.get(opened[3].lower(), "")
                suffix = suffix if suffix in SUFFIXES or suffix == ANY else ""
                indent, quoted = len(opened[1].expandtabs(4)), ">" in opened[1]
                continue
        else:
            closed = _CLOSING.match(source.text, start, end)
            if closed is not None and closed[1].startswith(fence):
                if suffix:
                    yield from blocks_of(source.text, lines, suffix, indent, quoted=quoted)
                fence, lines = "", []
                continue
        goes_on = (
            bool(bare) and bare[-1][1] == start and source.text[max(start - 3, 0) : start].rstrip("\r\n").endswith(("\\", "`"))
        )
        command = _LINE.match(source.text, start, end) if not fence else None
        if bare and not goes_on:
            yield from blocks_of(source.text, bare, ANY, 0, quoted=True)
            bare = []
        if fence and suffix:
            lines.append((start, end))
        elif goes_on:
            bare.append((start, end))
        elif command is not None:
            bare = [(command.end(), end)]
        elif urls.MARK.search(source.text, start, end):
            yield Run(source.text[start:end].rstrip("\r\n"), ((0, start),))
    if bare:
        yield from blocks_of(source.text, bare, ANY, 0, quoted=True)
    if lines:
        yield from blocks_of(source.text, lines, suffix, indent, quoted=quoted)


def blocks_of(text: str, lines: list[Span], suffix: str, indent: int, *, quoted: bool) -> Iterator[Block | Run]:
    """Yield a block; one that does not name its language is PowerShell or shell by its commands, or else lines as others are."""
    run = _block(text, lines, suffix, indent, quoted)
    if suffix != ANY:
        yield Block(suffix, run)
    elif _COMMAND.search(run.text):
        yield Block(".ps1" if _CMDLET.search(run.text) else ".sh", run)
    else:
        yield from (
            Run(text[start:end].rstrip("\r\n"), ((0, start),)) for start, end in lines if urls.MARK.search(text, start, end)
        )


def spans_of(source: Source) -> Iterator[Span]:
    """Yield start and end of each line with its line end."""
    at = 0
    for line in source.lines_with_ends():
        yield at, at + len(line)
        at += len(line)


def _block(text: str, lines: list[Span], suffix: str, indent: int, quoted: bool) -> Run:
    """Return the text of a block without what the list or the quotation around it puts before each line."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    prompted = suffix == ".py" and any(text.startswith(">>>", start) for start, _ in lines)
    for begin, end in lines:
        start = _begin(text, begin, end, indent, quoted)
        if prompted:
            prompt = _PROMPT.match(text, start, end)
            if prompt is None:
                continue  # what the interpreter prints
            start = prompt.end()
        parts.append(text[start:end])
        places.append((length, start))
        length += end - start
    return Run("".join(parts), tuple(places) or ((0, 0),))


def _begin(text: str, start: int, end: int, indent: int, quoted: bool) -> int:
    """Return where a line begins after the `>` of a quotation, or after as many blanks as the fence has before it."""
    if quoted:
        while found := _QUOTED.match(text, start, end):
            start = found.end()
        return start
    stop = min(start + indent, end)
    while start < stop and text[start] in " \t":
        start += 1
    return start
