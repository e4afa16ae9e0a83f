"""An expression found in a text, with its holes and a map from its own offsets to those of the text."""

from __future__ import annotations

from odatanodes.base.files import InputError
from odatanodes.base.value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Option = Literal["filter", "select"]
    Span = tuple[int, int]
    """Start and end in code points."""

__all__ = ["Expression", "Hole", "NotInstalled", "Skipped"]

_LONGEST_ESCAPE = 12


class Skipped(InputError):  # noqa: N818  (no error: a state)
    """A file in which nothing can be looked for; the message is one line that says why. No mistake of the user's."""


class NotInstalled(Skipped):
    """The package that reads a language is not installed; texts of that language inside others are told of as well."""

    def __init__(self, name: str, language: str) -> None:
        super().__init__(f"'{name}' holds {language}, which needs odatanodes[languages]")


class Hole(Value):
    """A place that a program fills: `span` in the expression, and what is known of the text that will stand there.

    `name` is how the program writes it. `sample` is a text of the same form (`2025` for `%Y`), empty where none is known.
    `escaped`: it holds no quote, or doubled ones. `naive` says why an instant has no certain zone: `local`, `utc` or empty.
    """

    __slots__ = ("escaped", "naive", "name", "sample", "span")
    __match_args__ = ("span", "name", "sample", "escaped", "naive")
    span: Span
    name: str
    sample: str
    escaped: bool
    naive: str

    def __init__(self, span: Span, name: str, sample: str = "", escaped: bool = False, naive: str = "") -> None:
        set_field(self, "span", span)
        set_field(self, "name", name)
        set_field(self, "sample", sample)
        set_field(self, "escaped", escaped)
        set_field(self, "naive", naive)


class Expression(Value):
    """An expression found in a text: `option` says which query option it is the value of.

    `segments` are pairs (offset in the expression, offset in the text) from where on the two run side by side: one pair
    where the expression stands as it is, more where an escape or a concatenation parts it. `api` is the list API that it is
    sent to (a key of service.SERVICES), PLAIN where it is for things of another kind, None where nothing says so: nodes.
    """

    __slots__ = ("api", "holes", "language", "option", "segments", "text")
    __match_args__ = ("option", "text", "segments")
    _extras = ("api", "holes", "language")
    option: Option
    text: str
    segments: tuple[tuple[int, int], ...]
    api: str | None
    holes: tuple[Hole, ...]
    language: str

    def __init__(
        self,
        option: Option,
        text: str,
        segments: tuple[tuple[int, int], ...] = ((0, 0),),
        api: str | None = None,
        holes: tuple[Hole, ...] = (),
        language: str = "odata",
    ) -> None:
        set_field(self, "option", option)
        set_field(self, "text", text)
        set_field(self, "segments", segments)
        set_field(self, "api", api)
        set_field(self, "holes", holes)
        set_field(self, "language", language)

    def host_span(self, span: Span) -> Span:
        """Return where a span of the expression stands in the text."""
        first, last = span
        start = self._host(first)
        return start, max(start, self._end(last)) if last > first else start

    def host_part(self, span: Span) -> Span | None:
        """Return where a span stands if it stands there as it is, so that it can be replaced; None where it is parted."""
        start, end = self.host_span(span)
        inside = any(span[0] < begin < span[1] for begin, _ in self.segments)
        touched = any(hole.span[0] < span[1] and span[0] < hole.span[1] for hole in self.holes)
        return None if inside or touched else (start, end)

    def _end(self, offset: int) -> int:
        """Return where the character before an offset ends: an escape of one is longer than it."""
        from bisect import bisect_left

        end = self._host(offset - 1) + 1
        after = bisect_left(self.segments, offset, key=_begin)
        if not 0 < after < len(self.segments) or self.segments[after - 1][0] != offset - 1 or self.segments[after][0] != offset:
            return end
        there = self.segments[after][1]
        is_escape = end < there < end + _LONGEST_ESCAPE and all(hole.span[1] != offset for hole in self.holes)
        return there if is_escape else end

    def _host(self, offset: int) -> int:
        from bisect import bisect_right

        at = max(bisect_right(self.segments, offset, key=_begin) - 1, 0)
        begin, there = self.segments[at]
        return there + offset - begin


def _begin(segment: tuple[int, int]) -> int:
    return segment[0]
