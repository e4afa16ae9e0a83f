"""Replacements in a host text: a change of an expression as a change of the file it stands in, if both are the same for certain.

There is none where the part is put together or has a hole. A quote is written as the string that it stands in takes it: which
way that is, is tried (see keep).
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression

    Edit = tuple[int, int, str]
    Style = Callable[[str], str]

__all__ = ["STYLES", "applied", "host_edit"]

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _,()/:.-+@")
"""Characters that mean themselves in the strings of every host language."""
_LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def _encoded(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="/(),:@$*")


STYLES: dict[str, Style] = {
    "plain": lambda text: text,
    "escaped": lambda text: text.replace("'", "\\'"),
    "doubled": lambda text: text.replace("'", "''"),  # YAML, PowerShell
    "outside": lambda text: text.replace("'", "'\\''"),  # shell
    "encoded": _encoded,  # URLs
    "escaped double": lambda text: text.replace('"', '\\"'),
    "backtick": lambda text: text.replace('"', '`"'),
    "doubled double": lambda text: text.replace('"', '""'),
}
"""How a text is written in the strings of the host languages, so that they do not end at its quotes."""


def host_edit(source: Source, expression: Expression, span: Span, text: str, line_break: str = "") -> Edit | None:
    """Return what to put where in the file so that a span of the expression becomes the text, as it reads there.

    `line_break` is one that the expression has already, with the indentation behind it: the text may have it, too.
    Whether its quotes are written otherwise in that file is for `keep.kept` to find out.
    """
    start, end = expression.host_span(span)
    old = expression.text[slice(*span)]
    written = source.text[start:end]
    is_there = expression.host_part(span) is not None and written == old
    if not is_there and (expression.language == "odata" or all(style(old) != written for style in STYLES.values())):
        return None
    if any(hole.span[0] < span[1] and span[0] < hole.span[1] for hole in expression.holes):
        return None
    plain = text.replace(line_break, " ") if line_break else text
    if not set(_LINE_ENDS).isdisjoint(plain):
        return None  # an expression with a line end in a string stays as it is: here a line is where another one begins
    if expression.language != "odata" and not set(plain) - _PLAIN <= {"'"}:
        return None
    return (start, end, text)


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
