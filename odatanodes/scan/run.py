"""A scan from its sources to the records kept, part by part."""

from __future__ import annotations

from odatanodes.base.files import InputError
from odatanodes.scan.documents import Elements
from odatanodes.scan.reader import Lines, Reader
from odatanodes.scan.record import BadRecord, Run
from odatanodes.scan.source import is_one, names_of, opened

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from odatanodes.scan.query import Query
    from odatanodes.scan.reader import Piece
    from odatanodes.scan.record import Kept, Record
    from odatanodes.scan.source import Identity, Source, Stream

__all__ = ["Part", "parts", "records"]

MSGSPEC_MIN_BYTES = 8 << 20
"""Size of the input from which importing msgspec pays (it takes 39 ms, in which the standard library reads 6 MB)."""
MSGSPEC_MIN_BYTES_OF_PIPE = 3 << 20
"""The same for what was read of a pipe, whose length is not known: after two pages more is presumed to follow."""
PROCESSES_MIN_BYTES = 64 << 20
"""Size of a file from which several processes pay, which take some time to start."""


class Part:
    """A stretch of a source: the records `kept` (converted), the `bad` ones, and the `stream` with how much of it was read."""

    __slots__ = ("bad", "kept", "stream")

    def __init__(self, kept: Kept, bad: list[BadRecord], stream: Stream) -> None:
        self.kept = kept
        self.bad = bad
        self.stream = stream


def parts(
    query: Query, source: Source | Iterable[Source], jobs: int | None = 1, *, written: Identity | None = None
) -> Iterator[Part]:
    """Scan the sources, one after the other.

    Raises InputError for one that cannot be read, is empty (see `_empty`), or is the file that is `written`, which would never end.
    """
    scanner = _Scanner(query, is_strict=query.stop_at_bad or is_one(source))
    for one in names_of(source):
        with opened(one, written) as stream:
            count = _processes(jobs, stream)
            if count > 1 and stream.begins_with_a_record():
                yield from scanner.in_ranges(stream, count)
            else:
                yield from scanner.whole(stream)


def _processes(wanted: int | None, stream: Stream) -> int:
    """Return the number of processes: the one wanted, by default one per core for a large file."""
    if not stream.path:
        return 1
    if wanted is not None:
        return wanted
    if stream.size < PROCESSES_MIN_BYTES:
        return 1
    from odatanodes.base.processes import processors  # which imports signal: a page needs neither

    return processors()


def records(
    source: Source | Iterable[Source], *, stop_at_bad: bool = True, written: Identity | None = None
) -> Iterator[Record | BadRecord]:
    """Yield every node of the sources with its place, and the bad records, in order. Raises InputError as `parts` does."""
    for one in names_of(source):
        with opened(one, written) as stream:
            reader = Reader(stream.name, stream.read, as_lines=False)
            for piece in reader.pieces():
                assert isinstance(piece, (list, Run))
                yield from piece if isinstance(piece, list) else piece.records()
            if not reader.seen:
                yield _empty(reader.name, is_strict=stop_at_bad or is_one(source))


def _empty(name: str, *, is_strict: bool) -> BadRecord:
    """Return an empty source as a bad record; raises InputError where bad records end a scan, or no other source is named."""
    if is_strict:
        raise InputError(f"cannot read '{name}': it is empty")
    return BadRecord(name, 1, 0, "", "it is empty")


class _Scanner:
    """Scans streams; switches to msgspec once enough was read, in this stream or with those before."""

    def __init__(self, query: Query, *, is_strict: bool) -> None:
        self._query = query
        self._is_strict = is_strict
        self._matcher = query.matcher()
        self._taken = 0  # bytes of the streams before; -1 after the switch

    def in_ranges(self, stream: Stream, jobs: int) -> Iterator[Part]:
        """Scan a file by several processes, and what they leave by this one."""
        from odatanodes.scan.jobs import ranges_scanned

        line, found = 1, None
        for found in ranges_scanned(self._query, stream, jobs):
            for bad in found.bad:
                bad.line += line - 1
            line += found.lines
            stream.done = found.end
            yield Part(found.kept, found.bad, stream)
        if found is not None and found.stopped:
            stream.seek(found.end)
            yield from self.whole(stream, found.end, line)

    def _is_large(self, stream: Stream, reader: Reader) -> bool:
        """Whether the input is so large that msgspec pays."""
        needed = MSGSPEC_MIN_BYTES if stream.size else MSGSPEC_MIN_BYTES_OF_PIPE
        return stream.size > MSGSPEC_MIN_BYTES or self._taken + reader.taken > needed

    def _tested(self, piece: Piece) -> tuple[list[Any], list[BadRecord]]:
        if isinstance(piece, Lines):
            return self._matcher.lines(piece)
        if isinstance(piece, Elements):
            return self._matcher.elements(piece), []
        if isinstance(piece, Run):
            return self._matcher.run(piece)
        return self._matcher.records(piece)

    def whole(self, stream: Stream, offset: int = 0, line: int = 1) -> Iterator[Part]:
        """Scan a stream from here to its end."""
        reader = Reader(stream.name, stream.read, stream.back if stream.path else None, offset=offset, line=line)
        reader.in_blocks = self._matcher.has_structs
        for piece in reader.pieces():
            if self._taken >= 0 and self._is_large(stream, reader):
                self._query.speed_up(self._matcher)
                self._taken = -1
                reader.in_blocks = self._matcher.has_structs
            yield Part(*self._tested(piece), stream)
        if not offset and not reader.seen:
            yield Part([], [_empty(reader.name, is_strict=self._is_strict)], stream)
        if self._taken >= 0:
            self._taken += reader.taken
