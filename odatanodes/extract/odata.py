"""`.odata` files: an expression begins in each line; a line that is indented further belongs to the one before.

A line `select: id,state` holds a `$select`; `filter:` may stand before the others. Blank lines and lines that begin with `#`
are left out, and both end an expression that spans lines.
"""

from __future__ import annotations

import re

from odatanodes.extract.expression import Expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Span

__all__ = ["find"]

_OPTION = re.compile(r"(?:(select)|filter)[ \t]*:(?!=)\s*")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of an .odata text."""
    groups: list[list[Span]] = []
    indent: int | None = None  # of the first line of the expression that is open
    for start, end in source.lines():
        line = source.text[start:end]
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
    whole = text[start:end]
    named = _OPTION.match(whole)
    if named is None or not whole[named.end() :].strip():
        return Expression("filter", whole, ((0, start),))
    return Expression("select" if named[1] else "filter", whole[named.end() :], ((0, start + named.end()),))
