"""Replacements in a host text: a change of an expression as a change of the file it stands in, if both are the same for certain.

There is none where the part is put together, escaped or has a hole, or where the new text would need an escape that the old one
did not.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression

    Edit = tuple[int, int, str]

__all__ = ["applied", "host_edit"]

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _,()/:.-+@")
"""Characters that mean themselves in the strings of every host language."""
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
        if "'" in new and not _quotes_are_plain(source, expression):
            return None
    return (*place, text)


def _quotes_are_plain(source: Source, expression: Expression) -> bool:
    """Whether each quote of an expression stands in the file as it is: where one is escaped or doubled, a new one would be too."""
    starts = [expression.host_span((at, at))[0] for at in range(len(expression.text) + 1)]
    return all(
        source.text[starts[at] : starts[at] + 1] == "'"
        and starts[at] - starts[at - 1 if at else 0] in {0, 1}
        and after - starts[at] == 1
        for at, (char, after) in enumerate(zip(expression.text, starts[1:], strict=True))
        if char == "'"
    )


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
