"""`.odata` files: an expression begins in each line; a line that is indented further belongs to the one before.

A line `select: id,state` holds a `$select`; `filter:` may stand before the others. Blank lines and lines that begin with `#`
are left out, and both end an expression that spans lines. A comment `# odatanodes: …` may end a line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from odatanodes.extract.draft import Literal, after, expression, literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression, Span

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
    found = (_expression(source.text, spans) for spans in groups)
    return [one for one in found if one is not None]


def _expression(text: str, spans: list[Span]) -> Expression | None:
    """Return the expression of some lines, without the comments that end them."""
    lines, begin = Literal(), spans[0][0]
    for (_, end), (start, _) in pairwise(spans):
        if text[end:start].strip():
            lines.put(text[begin:end], begin)
            begin = min(at for mark in "\r\n" if (at := text.find(mark, end, start)) >= 0)
    lines.put(text[begin : spans[-1][1]], begin)
    draft = lines.draft()
    named = _OPTION.match(literal(draft))
    if named is None or not literal(draft)[named.end() :].strip():
        return expression(draft, "filter", None, "odata")
    return expression(after(draft, named.end()), "select" if named[1] else "filter", None, "odata")
