"""An expression found in a text, with its holes and a map from its own offsets to those of the text."""

from __future__ import annotations

from odatanodes.base.files import InputError
from odatanodes.base.value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Option = Literal["filter", "select", "expand"]
    Remark = tuple[str, "Span"]
    Flaw = tuple[str, str] | None
    Span = tuple[int, int]
    """Start and end in code points."""

__all__ = ["OPTIONS", "UNKNOWN", "Expression", "Hole", "NotInstalled", "OwnCall", "Skipped", "Written", "host_parts"]

OPTIONS: dict[str, Option] = {"filter": "filter", "select": "select", "expand": "expand"}
"""The query options whose values are read."""
_LONGEST_ESCAPE = 12


class Skipped(InputError):  # noqa: N818  (no error: a state)
    """A file in which nothing can be looked for; the message is one line that says why. No mistake of the user's."""


class NotInstalled(Skipped):
    """The package that reads a language is not installed; texts of that language inside others are reported as well."""

    def __init__(self, name: str, language: str) -> None:
        super().__init__(f"'{name}' holds {language}, which needs odatanodes[languages]")


class OwnCall(str):  # noqa: SLOT000  (its attributes are few, and slots of a str cannot be pickled)
    """The list API that a function of one's own asks, with the arguments that are its filter and its select.

    An argument is a name or a position from 0; where neither is given, the first one is the filter, and so are those named
    `filter` and `select`.
    """

    filter: str | int | None = None
    select: str | int | None = None

    @classmethod
    def of(cls, api: str, filter: str | int | None = None, select: str | int | None = None) -> OwnCall:
        """Return a call with the arguments that are named."""
        made = cls(api)
        made.filter, made.select = filter, select
        return made

    @staticmethod
    def named(calls: Mapping[str, str], *names: str) -> str | None:
        """Return what the configuration says of a call with these dotted names: the longest entry that ends one of them counts.

        Else it is the first with the same last word: what a method is called on may have any name.
        """
        last = names[0].rpartition(".")[2]
        entries = [key for key in calls if key.rpartition(".")[2] == last]
        fitting = [key for key in entries if any(f".{name}".endswith(f".{key}") for name in names)]
        best = max(fitting, key=len, default=entries[0] if entries else "")
        return calls.get(best)

    @classmethod
    def option(cls, call: str, number: int | None, name: str) -> Option | None:
        """Return what an argument at a position, or of a name, is to a call; `number` is None for one that has a name."""
        filter = call.filter if isinstance(call, cls) else None
        select = call.select if isinstance(call, cls) else None
        if filter is None and select is None:
            return "filter" if number == 0 or name == "filter" else "select" if name == "select" else None
        key = name if number is None else number
        return "filter" if key == (0 if filter is None else filter) else "select" if key == select else None


def _store(value: Value, fields: dict[str, object]) -> None:
    for name, field in fields.items():
        if name != "self":
            set_field(value, name, field)


class Written(Value):
    """What is known of the text that a program writes into a hole.

    `kind`: `number`, `boolean`, `instant`, `member` (the name of an enumeration's member, as its text), `plain` (text that cannot
    hold a quote, or whose quotes are doubled), `literal` (a value that brings its own quotes); empty where nothing is known.
    `sample`: a text of the same form (`2025` for `%Y`). `values`: every text that it can be, where all of them are known.
    `naive`: why an instant has no certain zone, `local` or `utc`. `flaw`: the part of a date pattern that writes something else
    than it seems to, and what to write instead (`("%I", "%H")`). `remedy`: the code that writes the right text, as the host has it.
    """

    __slots__ = ("flaw", "kind", "naive", "remedy", "sample", "values")
    __match_args__ = ("kind", "sample", "values", "naive", "flaw", "remedy")
    kind: str
    sample: str
    values: tuple[str, ...]
    naive: str
    flaw: Flaw
    remedy: str

    def __init__(
        self, kind: str = "", sample: str = "", values: tuple[str, ...] = (), naive: str = "", flaw: Flaw = None, remedy: str = ""
    ) -> None:
        _store(self, locals())


UNKNOWN = Written()


class Hole(Value):
    """A place that a program fills: `span` in the expression, `name` as the program writes it, `written` what fills it."""

    __slots__ = ("name", "span", "written")
    __match_args__ = ("span", "name", "written")
    span: Span
    name: str
    written: Written

    def __init__(self, span: Span, name: str, written: Written = UNKNOWN) -> None:
        _store(self, locals())


class Expression(Value):
    """An expression found in a text: `option` says which query option it is the value of.

    `segments` are pairs (offset in the expression, offset in the text) from where on the two run side by side: one pair
    where the expression stands as it is, more where an escape or a concatenation parts it. `api` is the list API that it is
    sent to (a key of service.SERVICES), LOCAL and its name where the program evaluates it, PLAIN where it is for things of
    another kind, ANY where it is one of `among` (of all where that is empty), None where nothing says so: nodes. `remarks` are
    what is wrong with the way it is written into the host: a kind, and the span in the expression.
    """

    __slots__ = ("among", "api", "holes", "language", "option", "remarks", "segments", "text")
    __match_args__ = ("option", "text", "segments")
    _extras = ("api", "holes", "language", "among", "remarks")
    option: Option
    text: str
    segments: tuple[tuple[int, int], ...]
    api: str | None
    holes: tuple[Hole, ...]
    language: str
    among: tuple[str, ...]
    remarks: tuple[Remark, ...]

    def __init__(
        self,
        option: Option,
        text: str,
        segments: tuple[tuple[int, int], ...] = ((0, 0),),
        api: str | None = None,
        holes: tuple[Hole, ...] = (),
        language: str = "odata",
        among: tuple[str, ...] = (),
        remarks: tuple[Remark, ...] = (),
    ) -> None:
        _store(self, locals())

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


def host_parts(places: tuple[tuple[int, int], ...], length: int) -> list[Span]:
    """Return where the parts of a text stand in the host."""
    ends = [*(begin for begin, _ in places[1:]), length]
    return [(host, host + end - begin) for (begin, host), end in zip(places, ends, strict=True)]


def _begin(segment: tuple[int, int]) -> int:
    return segment[0]
