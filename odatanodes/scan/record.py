"""Records: an item with its bytes and its place, or the reason why there is none."""

from __future__ import annotations

from odatanodes.base.files import InputError
from odatanodes.base.text import printable
from odatanodes.runtime import MissingPropertyError

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, TypeAlias

    from odatanodes.runtime import NodeError

    Kept: TypeAlias = "list[Any] | Joined"
    """Kept records: as bytes on one line, converted, or (where they are only counted) anything of the right length."""

__all__ = ["BadRecord", "BadRecordError", "Joined", "Origin", "Record", "Run", "is_error", "is_page", "joined", "reason_of"]


class BadRecord:
    """Something that is not a node, or a node that the filter cannot be evaluated on.

    `source` names the file, `line` counts from 1, `offset` is that of the record's first byte, `step` is the position in a
    page or array ("value[3]", "[3]"; "" for a record of its own), `reason` is a sentence. `loses_rest`: the page or array is
    broken here, so that nodes after it may be missing; or a page is broken before its nodes, which may be missing.
    """

    __slots__ = ("line", "loses_rest", "offset", "reason", "source", "step")

    def __init__(self, source: str, line: int, offset: int, step: str, reason: str, loses_rest: bool = False) -> None:
        self.source = source
        self.line = line
        self.offset = offset
        self.step = step
        self.reason = reason
        self.loses_rest = loses_rest

    def lose(self, what: str) -> None:
        """Record that more may be missing than this record."""
        self.loses_rest = True
        self.reason += f"; {what} may be missing"

    def __str__(self) -> str:
        step = f" {self.step}:" if self.step else ""
        return printable(f"{self.source}:{self.line}:{step} {self.reason} (record at byte {self.offset:,})")

    def __repr__(self) -> str:
        return f"BadRecord({str(self)!r})"

    def __reduce__(self) -> tuple[Callable[..., BadRecord], tuple[Any, ...]]:
        return BadRecord, (self.source, self.line, self.offset, self.step, self.reason, self.loses_rest)


class BadRecordError(InputError):
    """A bad record that ends a scan; `record` is the BadRecord."""

    def __init__(self, record: BadRecord) -> None:
        super().__init__(str(record))
        self.record = record

    def __reduce__(self) -> tuple[Callable[..., BadRecordError], tuple[Any, ...]]:
        return BadRecordError, (self.record,)


class Joined:
    """Kept records as one text, one per line, as other processes send them and as they are written; empty if only counted."""

    __slots__ = ("count", "text")

    def __init__(self, text: bytes, count: int) -> None:
        self.text = text
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Any]:
        return iter(self.text.split(b"\n"))

    def __reduce__(self) -> tuple[Callable[..., Joined], tuple[bytes, int]]:
        return Joined, (self.text, self.count)


def joined(kept: Kept, between: bytes) -> bytes:
    """Return kept records as one text with a separator between them."""
    if isinstance(kept, Joined) and between == b"\n":
        return kept.text
    return between.join(kept)


class Origin:
    """A stretch of a source's text with the place where it begins."""

    __slots__ = ("_is_utf8", "_placed", "name", "text")

    def __init__(self, name: str, text: str, offset: int, line: int) -> None:
        self.name = name
        self.text = text
        self._is_utf8: bool | None = None
        self._placed = (0, line, offset)

    def place(self, at: int) -> tuple[int, int]:
        """Return line and byte offset of a position in the text."""
        begin, line, offset = self._placed  # counted from the last place, in either direction: many bad records take linear time
        between, sign = (self.text[begin:at], 1) if at >= begin else (self.text[at:begin], -1)
        offset += sign * (len(between) if between.isascii() else len(between.encode("utf-8", "surrogateescape")))
        line += sign * between.count("\n") if "\n" in between else 0  # `in` takes a fortieth of the time of `count`
        self._placed = (at, line, offset)
        return line, offset

    @property
    def is_utf8(self) -> bool:
        """Whether all of the text was UTF-8."""
        if self._is_utf8 is None:
            try:
                self.text.encode()
            except UnicodeEncodeError:  # invalid bytes are represented as unpaired surrogates
                self._is_utf8 = False
            else:
                self._is_utf8 = True
        return self._is_utf8

    def bad(self, at: int, step: str, reason: str) -> BadRecord:
        """Return the record that begins at a position in the text, as a bad one."""
        return BadRecord(self.name, *self.place(at), step, reason)


class Record:
    """A node and the position of its text, which is UTF-8."""

    __slots__ = ("_at", "_end", "_origin", "node", "step")

    def __init__(self, node: dict[str, Any], origin: Origin, at: int, end: int, step: str) -> None:
        self.node = node
        self.step = step
        self._origin = origin
        self._at = at
        self._end = end

    @property
    def raw(self) -> bytes:
        """The original bytes."""
        return self._origin.text[self._at : self._end].encode()

    def bad(self, reason: str) -> BadRecord:
        """Return this as a bad record."""
        return self._origin.bad(self._at, self.step, reason)

    def place(self) -> str:
        """Return `file:line`, and the step in a page or array."""
        line, _ = self._origin.place(self._at)
        return f"{self._origin.name}:{line}" + (f": {self.step}" if self.step else "")


class Run:
    """Consecutive records of an array: their `nodes`, and where each `begins` and `ends`."""

    __slots__ = ("_index", "_origin", "_step", "begins", "ends", "nodes")

    def __init__(self, origin: Origin, step: str, index: int) -> None:
        self._origin = origin
        self._step = step
        self._index = index  # of the first
        self.nodes: list[dict[str, Any]] = []
        self.begins: list[int] = []
        self.ends: list[int] = []

    def raw(self, number: int) -> bytes:
        """Return the bytes of one record."""
        return self._origin.text[self.begins[number] : self.ends[number]].encode()

    def records(self) -> list[Record]:
        """Return the records one by one."""
        places = enumerate(zip(self.nodes, self.begins, self.ends, strict=True), self._index)
        return [Record(node, self._origin, at, end, f"{self._step}[{index}]") for index, (node, at, end) in places]


def is_page(document: object) -> bool:
    """Whether a JSON value is a response of the service that holds nodes."""
    return isinstance(document, dict) and isinstance(document.get("value"), list)


def is_error(document: dict[str, Any]) -> bool:
    """Whether an object is what a service sends instead of nodes: an error, or a page whose `value` is not a list."""
    return "id" not in document and ("value" in document or "error" in document or {"code", "message"} <= document.keys())


def reason_of(error: NodeError) -> str:
    """Return why a filter cannot be evaluated on a node, with advice for someone who filters files."""
    [found] = error.diagnostics
    if isinstance(error, MissingPropertyError):
        return f"{found.message}; was it fetched with a $select that leaves it out? --on-missing=null reads it as null"
    return found.message
