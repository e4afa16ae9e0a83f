"""A scan from its sources to the records kept, part by part.

Comes in: a Query and sources. Goes out: `Part`s: what was kept, what was bad, how far the reading is.
"""

from __future__ import annotations

import os

from odatanodes.base.files import InputError
from odatanodes.evaluate import compile_predicate
from odatanodes.scan.documents import Elements
from odatanodes.scan.matcher import Matcher
from odatanodes.scan.reader import Lines, Reader
from odatanodes.scan.record import BadRecord, Run
from odatanodes.scan.source import is_one, names_of, opened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from odatanodes import ast
    from odatanodes.edm import DateTimeOffset
    from odatanodes.evaluate import Predicate
    from odatanodes.runtime import Rules
    from odatanodes.scan.reader import Piece
    from odatanodes.scan.record import Kept, Record
    from odatanodes.scan.source import Identity, Source, Stream
    from odatanodes.schema.types import EntityType

__all__ = ["Part", "Query", "parts", "records"]

ENOUGH = 8 << 20
"""From so many bytes on, msgspec has earned what it costs to import (measured: 39 ms, in which the stdlib reads 6 MB)."""


LARGE = 64 << 20
"""Below so many bytes one process is as fast as several, which take some time to start."""
LATER = 3000
"""So many dicts are tested by closures before code is generated: that takes 4 ms at first, for a saving of 1 µs a node."""


class Part:
    """A stretch of a source: the records `kept` (converted), the `bad` ones, and the `stream` with how much of it was read."""

    __slots__ = ("bad", "kept", "stream")

    def __init__(self, kept: Kept, bad: list[BadRecord], stream: Stream) -> None:
        self.kept = kept
        self.bad = bad
        self.stream = stream


class Query:
    """What is asked of each record: a checked tree, at one moment of the clock; `convert` makes of its bytes what is kept."""

    def __init__(
        self,
        expr: ast.Expr,
        schema: EntityType | None,
        rules: Rules,
        *,
        invert: bool = False,
        stop_at_bad: bool = True,
        convert: Callable[[bytes], Any] | None = None,
        moment: DateTimeOffset | None = None,
    ) -> None:
        self.expr = expr
        self.schema = schema
        self.rules = rules
        self.invert = invert
        self.stop_at_bad = stop_at_bad
        self.convert = convert
        self._moment = moment
        self.predicate = self._compile(moment)

    def _compile(self, moment: DateTimeOffset | None) -> Predicate:
        """Return the predicate, for which the clock stands still during the scan."""
        held: list[DateTimeOffset] = [] if moment is None else [moment]

        def clock() -> DateTimeOffset:
            if not held:
                from odatanodes.functions import dates

                held.append(dates.moment(self.rules.clock))
            return held[0]

        predicate = compile_predicate(self.expr, self.schema, self.rules.replace(clock=clock))
        predicate.defer(LATER)
        return predicate

    def matcher(self) -> Matcher:
        """Return what tests records."""
        return Matcher(self.predicate, invert=self.invert, stop_at_bad=self.stop_at_bad, convert=self.convert)

    def speed_up(self, matcher: Matcher) -> None:
        """Go over to msgspec where it is installed and can decode what the filter looks at."""
        from odatanodes.scan import structs
        from odatanodes.scan.shape import shape_of

        shape = shape_of(self.expr)
        if shape is None or not structs.available():
            return
        found = structs.structs(shape)
        if found is not None:
            matcher.use_structs(found)

    def portable(self) -> Query:
        """Return this as it can be sent to another process: with the moment of the clock instead of the clock."""
        moment = None
        if self.predicate.uses_now:
            from odatanodes.functions import dates

            moment = dates.moment(self.rules.clock)
        rules = self.rules.replace(clock=None)
        return Query(
            self.expr,
            self.schema,
            rules,
            invert=self.invert,
            stop_at_bad=self.stop_at_bad,
            convert=self.convert,
            moment=moment,
        )

    def __reduce__(self) -> tuple[Callable[..., Query], tuple[Any, ...]]:
        return _query, (self.expr, self.schema, self.rules, self.invert, self.stop_at_bad, self.convert, self._moment)


def _query(
    expr: ast.Expr,
    schema: EntityType | None,
    rules: Rules,
    invert: bool,
    stop_at_bad: bool,
    convert: Any,
    moment: DateTimeOffset | None,
) -> Query:
    return Query(expr, schema, rules, invert=invert, stop_at_bad=stop_at_bad, convert=convert, moment=moment)


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
    """Return how many processes to use: what is wanted; without a wish one for each core, if the file is large."""
    if not stream.path:
        return 1
    if wanted is not None:
        return wanted
    if stream.size < LARGE:
        return 1
    cores = getattr(os, "sched_getaffinity", None)
    return len(cores(0)) if cores is not None else os.cpu_count() or 1


def records(
    source: Source | Iterable[Source], *, stop_at_bad: bool = True, written: Identity | None = None
) -> Iterator[Record | BadRecord]:
    """Yield every node of the sources with its place, and what is none, in order. Raises InputError as `parts` does."""
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
    """Scans streams; goes over to msgspec when enough has been read, here or by then."""

    def __init__(self, query: Query, *, is_strict: bool) -> None:
        self._query = query
        self._is_strict = is_strict
        self._matcher = query.matcher()
        self._read = 0

    def in_ranges(self, stream: Stream, jobs: int) -> Iterator[Part]:
        """Scan a file by several processes, and what is left of it by this one."""
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
            if self._read >= 0 and max(self._read + reader.offset, stream.size) > ENOUGH:
                self._query.speed_up(self._matcher)
                self._read = -1
                reader.in_blocks = self._matcher.has_structs
            yield Part(*self._tested(piece), stream)
        if not offset and not reader.seen:
            yield Part([], [_empty(reader.name, is_strict=self._is_strict)], stream)
        self._read += reader.offset * (self._read >= 0)
