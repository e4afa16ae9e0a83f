"""`.odata` files: an expression begins in each line; a line that is indented further belongs to the one before.

A line `select: id,state` holds a `$select`; `filter:` may stand before the others. Blank lines and lines that begin with `#`
are left out, and both end an expression that spans lines. A comment `# odatanodes: …` may end a line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from odatanodes.extract.expression import Expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Span

__all__ = ["find"]

_COMMENT = re.compile(r"(?:[^'\"#]|'[^'\r\n]*'|\"[^\"\r\n]*\"|#(?![ \t]*odatanodes:))*?(?<=[ \t])(?=#[ \t]*odatanodes:)")
"""What stands before a comment of this tool at the end of a line: it is outside of quotes, and a blank is before it."""
_OPTION = re.compile(r"(?:(select)|filter)[ \t]*:(?!=)\s*")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of an .odata text."""
    groups: list[list[Span]] = []
    indent: int | None = None  # of the first line of the expression that is open
    for start, end in source.lines():
        line = source.text[start:end]
        if "odatanodes:" in line and (before := _COMMENT.match(line)):
            line = before[0]
        text = line.strip()
        if not text or text.startswith("#"):
            indent = None
            continue
        lead = len(line) - len(line.lstrip())
        span = (start + lead, start + lead + len(text))
        if indent is not None and lead > indent:
            groups[-1].append(span)
        else:
            groups.append([span])
            indent = lead
    return [_expression(source.text, spans) for spans in groups]


def _expression(text: str, spans: list[Span]) -> Expression:
    start, end = spans[0][0], spans[-1][1]
    whole, segments = text[start:end], [(0, start)]
    if "odatanodes:" in whole:
        whole, segments = _without_comments(text, spans)
    named = _OPTION.match(whole)
    if named is None or not whole[named.end() :].strip():
        return Expression("filter", whole, tuple(segments))
    cut = named.end()
    rest = [(at - cut, there) for at, there in segments if at > cut]
    first = max(one for one in segments if one[0] <= cut)
    return Expression("select" if named[1] else "filter", whole[cut:], ((0, first[1] + cut - first[0]), *rest))


def _without_comments(text: str, spans: list[Span]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of several lines without the comments that end some of them, and its segments."""
    whole = text[slice(*spans[0])]
    segments = [(0, spans[0][0])]
    for (_, end), (start, stop) in pairwise(spans):
        begin = end
        if text[end:start].strip():
            begin = min(at for mark in "\r\n" if (at := text.find(mark, end, start)) >= 0)
            segments.append((len(whole), begin))
        whole += text[begin:stop]
    return whole, segments
