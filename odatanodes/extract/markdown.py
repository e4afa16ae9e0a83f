"""Markdown: the fenced blocks whose language is known here, and URLs of Batch anywhere else.

Blocks may stand in lists and quotations. Of one that is broken, as examples with `...` are, the strings are read; one whose
language is not installed is reported. Source: CommonMark 0.31, section 4.5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract import urls
from odatanodes.extract.documents import filled
from odatanodes.extract.draft import Literal, Run
from odatanodes.extract.expression import NotInstalled, Skipped
from odatanodes.extract.languages import FENCES, SUFFIXES, host_of
from odatanodes.extract.nested import moved, nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["Block", "block_lines", "find", "of_parts"]

_PREFIX = r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])"
"""What stands before a block in a list or a quotation."""
_BATCH = r"(?:sudo[ \t]+)?(?:az[ \t]+(?:batch|rest)[ \t]|Get-Az\w*Batch)"
_PARTS = re.compile(
    rf"""^(?P<prefix>{_PREFIX}{{0,40}}+)(?P<fence>`{{3,}}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{{3,}})
        [ \t]*\{{?\.?(?P<word>[\w+#-]*)[^\r\n]*\r?\n?
        (?P<body>(?s:.*?))(?:^[ \t>]{{0,80}}(?P=fence)[`~]*[ \t]*(?=[\r\n]|\Z)|\Z)
    |^{_PREFIX}{{1,40}}(?:(?:PS[^>\r\n]{{0,100}}>|[$#>])[ \t]*)?
        (?P<bare>{_BATCH}(?:[^\r\n`]*[\\`]\r?\n(?:[^\r\n]*[\\`]\r?\n)*[^\r\n]*|[^\r\n`]*(?=[\r\n]|\Z)))
    |^(?P<line>[^\r\n]*?{urls.MARK.pattern}[^\r\n]*)
    |(?<!`)`(?P<code>{_BATCH}[^`\r\n]*)`(?!`)
    |<pre[^<>]*>(?P<pre>[^<]*(?:<(?!/?pre)[^<]*)*)</pre>""",
    re.MULTILINE | re.VERBOSE,
)
"""Blocks in fences; commands outside of them, in a block by its indentation, a quotation, a list, code; lines with URLs."""
_LINE = re.compile(r"[^\r\n]+")
_QUOTED = re.compile(r"\A(?:[ \t]*>[ \t]?)*")
_PROMPT = re.compile(r"[ \t]*(?:>>>|\.\.\.)(?: |(?=[\r\n]|\Z))")
_COMMAND = re.compile(r"\baz[ \t]+(?:batch|rest)[ \t]|\bcurl[ \t]|\bGet-Az\w*Batch", re.IGNORECASE)
_DIFFS = frozenset({"diff", "patch"})
_TEXTS = frozenset({"text", "txt", "plaintext", "none", "url"})
_NO_LANGUAGE = _DIFFS | _TEXTS
_NEW_FILE = re.compile(r"^[ \t>]*\+\+\+ \S*?(\.\w+)[ \t\r]*$", re.MULTILINE)
_REQUEST = re.compile(rf"^[ \t>]*(?:GET[ \t]+)?(?:https?://|/)\S*[?&]{urls.MARK.pattern}", re.MULTILINE)
_CMDLET = re.compile(r"\bGet-Az\w*Batch", re.IGNORECASE)


class Block(NamedTuple):
    """A block of a document, and the suffix of the language that it is read as."""

    suffix: str
    run: Run


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a document; what could not be read is added to the source's `passed_over`."""
    return of_parts(source, _PARTS, calls, "markdown")


def of_parts(source: Source, parts: re.Pattern[str], calls: Mapping[str, str], language: str) -> list[Expression]:
    """Return the expressions of the blocks of a document, and of the lines outside of them that have a URL."""
    is_batch = urls.speaks_of_batch(source.text)
    found: list[Expression] = []
    lacking = set()
    for part in _read(source.text, parts):
        if isinstance(part, Run):
            found += urls.expressions(filled(part), language)
            continue
        context = host_of(part.suffix, "").context if is_batch else ""
        run = part.run if not context else Run(f"{part.run.text}\n{context}\n", part.run.places)
        try:
            found += nested((run,), f"{source.name}#block{part.suffix}", calls)
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
    for part in _read(source.text, _PARTS):
        if isinstance(part, Block) and part.run.text:
            yield source.place(part.run.places[0][1])[0], source.place(part.run.places[-1][1])[0]


def _read(text: str, parts: re.Pattern[str]) -> Iterator[Block | Run]:
    """Yield the blocks of known languages, and the lines outside of them that have an option of a URL."""
    for part in parts.finditer(text):
        kind = part.lastgroup or ""
        word = (part["word"] or "").lower() if kind == "body" else ""
        suffix = FENCES.get(word, "")
        if kind != "line" and (not word or word in _NO_LANGUAGE):
            suffix = _suffix_of(part[kind], word)
        if suffix:
            quoted = ">" in part["prefix"] if kind == "body" else suffix != ".py"
            indent = len(part["prefix"]) if word in _DIFFS else -1
            yield Block(suffix, _block(text, *part.span(kind), quoted=quoted, suffix=suffix, diff=indent))
        else:
            lines = (line for line in _LINE.finditer(text, *part.span(kind)) if urls.MARK.search(line[0]))
            yield from (Run(line[0], ((0, line.start()),)) for line in lines)


def _suffix_of(body: str, word: str) -> str:
    """Return the suffix of the language of a block that does not name it, or is a diff; empty where nothing tells it."""
    named = _NEW_FILE.search(body) if word in _DIFFS else None
    if named is not None:
        return named[1] if named[1] in SUFFIXES else ""
    if word not in _TEXTS and _COMMAND.search(body):
        return ".ps1" if _CMDLET.search(body) else ".sh"
    if _PROMPT.match(body.lstrip()) and not word:
        return ".py"
    return ".http" if _REQUEST.search(body) and word not in _DIFFS else ""


def _block(text: str, start: int, end: int, *, quoted: bool, suffix: str, diff: int = -1) -> Run:
    """Return the text of a block without what a list or a quotation puts before each line, and without prompts of Python.

    Of a diff it is the new text; `diff` is then the width of what stands before its lines.
    """
    literal = Literal()
    indent = diff
    prompted = suffix == ".py" and re.search(r"^[ \t]*>>>", text[start:end], re.MULTILINE) is not None
    for line in text[start:end].splitlines(keepends=True):
        begin = len(line) - len(_QUOTED.sub("", line, 1)) if quoted else 0
        blanks = len(line) - begin - len(line[begin:].lstrip(" \t"))
        indent = blanks if indent < 0 and line.strip() else indent
        begin += max(min(blanks, indent), 0)
        prompt = _PROMPT.match(line, begin) if prompted else None
        is_old = diff >= 0 and line.startswith(("-", "@@", "+++ "), begin)
        begin += diff >= 0 and begin < len(line.rstrip("\r\n"))
        if prompt is not None or not (prompted or is_old):  # else it is what the interpreter prints
            begin = prompt.end() if prompt is not None else begin
            literal.put(line[begin:], start + begin)
        start += len(line)
    run = literal.draft()[0]
    assert isinstance(run, Run)
    return run
