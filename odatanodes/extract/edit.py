"""Replacements in a host text: a change of an expression as a change of the file it stands in, where that is surely the same.

Comes in: an expression and a new text for a part of it. Goes out: `(start, end, text)` in the file, or None where the part is
put together, escaped or holds a hole, or where the new text would need an escape that the old one did not.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression
    from odatanodes.files import Source

    Edit = tuple[int, int, str]

__all__ = ["applied", "host_edit"]

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _,()/:.-+@")
"""Characters that mean themselves in the strings of every host language."""
_SINGLE_QUOTED = frozenset({"python", "javascript"})
"""Languages whose strings may stand in single quotes."""
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def host_edit(source: Source, expression: Expression, span: Span, text: str) -> Edit | None:
    """Return what to put where in the file so that a span of the expression becomes the text."""
    place = expression.host_part(span)
    old = expression.text[slice(*span)]
    if place is None or source.text[slice(*place)] != old:
        return None
    if not set(_LINE_ENDS).isdisjoint(text):
        return None  # an expression with a line end in a string stays as it is: here a line is where another one begins
    if expression.language != "odata":
        new = set(text) - _PLAIN
        if not new <= {"'"} or ("'" in new and "'" not in expression.text):
            return None
        host = expression.host_span((0, len(expression.text)))
        if "'" in new and source.text[host[0] - 1 : host[0]] == "'" and expression.language in _SINGLE_QUOTED:
            return None  # in single quotes each quote of the expression is escaped
    return (*place, text)


def applied(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    """Return a text with the edits made, and how many were: of two that overlap the first."""
    parts: list[str] = []
    done = made = 0
    for start, end, new in sorted(set(edits)):
        if start < done or (parts and start == done == end):
            continue
        parts += [text[done:start], new]
        done = end
        made += 1
    return "".join([*parts, text[done:]]), made
