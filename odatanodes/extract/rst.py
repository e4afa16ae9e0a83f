"""reStructuredText: `code-block` directives, literal blocks and doctests, read as the blocks of Markdown are.

Source: Docutils, reStructuredText markup specification, "Literal Blocks", "Doctest Blocks"; directive "code".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.draft import Run
from odatanodes.extract.markdown import ANY, SUFFIX_OF, blocks_of, of_parts, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression, Span
    from odatanodes.extract.markdown import Block

__all__ = ["find"]

_OPENING = re.compile(
    r"[ \t]*(?:\.\.[ \t]+(?:code-block|code|sourcecode|parsed-literal)::[ \t]*([\w+#-]*)|(?!\.\.[ \t])[^\r\n]*::[ \t]*$)"
)
_PROMPT = re.compile(r"[ \t]*>>>(?:[ \t]|$)")
_FIELD = re.compile(r":[\w-]+:")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a document; what could not be read is added to the source's `passed_over`."""
    return of_parts(source, _parts(source), calls, "rst")


def _parts(source: Source) -> Iterator[Block | Run]:
    """Yield the blocks of known languages, and the lines outside of them that have an option of a URL."""
    text = source.text
    suffix, opened, prompted = "", -1, False
    lines: list[Span] = []
    for start, end in spans_of(source):
        line = text[start:end].rstrip()
        indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
        if opened >= 0 and (not line or (indent > opened and not prompted) or (prompted and line)):
            if prompted and not line:
                yield from _block(text, lines, ".py")
                opened, lines, prompted = -1, [], False
            elif line and (lines or not _FIELD.match(line.lstrip())):
                lines.append((start, end))
            continue
        yield from _block(text, lines, suffix)
        lines, opened = [], -1
        match = _OPENING.match(line)
        if match is not None:
            suffix, opened = SUFFIX_OF.get((match[1] or "").lower(), ""), indent
        elif _PROMPT.match(line):
            suffix, opened, prompted, lines = ".py", indent, True, [(start, end)]
        elif urls.MARK.search(line):
            yield Run(line, ((0, start),))
    yield from _block(text, lines, suffix)


def _block(text: str, lines: list[Span], suffix: str) -> Iterator[Block | Run]:
    if not lines or not suffix:
        return
    first = text[slice(*lines[0])]
    is_doctest = suffix == ANY and _PROMPT.match(first) is not None
    indent = len(first.expandtabs()) - len(first.expandtabs().lstrip())
    yield from blocks_of(text, lines, ".py" if is_doctest else suffix, indent, quoted=False)
