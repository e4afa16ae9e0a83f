"""The expressions that stand in a text, each with a map from its own offsets to those of the text.

Comes in: a `Source`; its name tells the language. Goes out: `Expression` objects in the order of the text. An `.odata` file
holds one `$filter` expression on each line; blank lines and lines that begin with `#` are left out.
"""

from __future__ import annotations

from odatanodes._value import Value, set_field
from odatanodes.files import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal

    from odatanodes.diagnostics import Span
    from odatanodes.files import Source

    Option = Literal["filter", "select"]

__all__ = ["SUFFIXES", "Expression", "extract", "language_of"]


class Expression(Value):
    """An expression found in a text: `option` says which query option it is the value of.

    `segments` are pairs (offset in the expression, offset in the text) from where on the two run side by side: one pair
    where the expression stands as it is, more where an escape or a concatenation parts it.
    """

    __slots__ = ("option", "segments", "text")
    __match_args__ = ("option", "text", "segments")
    option: Option
    text: str
    segments: tuple[tuple[int, int], ...]

    def __init__(self, option: Option, text: str, segments: tuple[tuple[int, int], ...] = ((0, 0),)) -> None:
        set_field(self, "option", option)
        set_field(self, "text", text)
        set_field(self, "segments", segments)

    def host_span(self, span: Span) -> Span:
        """Return where a span of the expression stands in the text."""
        first, last = span
        start = self._host(first)
        return start, self._host(last - 1) + 1 if last > first else start

    def _host(self, offset: int) -> int:
        mine, theirs = self.segments[0]
        for begin, there in self.segments:
            if begin > offset:
                break
            mine, theirs = begin, there
        return theirs + offset - mine


def extract(source: Source) -> list[Expression]:
    r"""Find the expressions of a text by the language that its name tells; raises InputError where no language is known.

    >>> from odatanodes.files import Source
    >>> extract(Source("nodes.odata", "# comment\n  state eq 'idle'\n"))
    [Expression(option='filter', text="state eq 'idle'", segments=((0, 12),))]
    """
    return list(language_of(source.name)(source))


def language_of(name: str) -> Callable[[Source], Iterator[Expression]]:
    """Return what finds the expressions of a file; standard input is read as `.odata`."""
    if name == "<stdin>":
        return _odata
    for suffix, find in SUFFIXES.items():
        if name.endswith(suffix):
            return find
    known = ", ".join(f"'{suffix}'" for suffix in SUFFIXES)
    raise InputError(f"cannot tell which expressions are in '{name}': known are {known} files; others can be piped in with '-'")


def _odata(source: Source) -> Iterator[Expression]:
    for start, end in source.lines():
        line = source.text[start:end]
        text = line.strip()
        if text and not text.startswith("#"):
            yield Expression("filter", text, ((0, start + len(line) - len(line.lstrip())),))


SUFFIXES = {".odata": _odata}
