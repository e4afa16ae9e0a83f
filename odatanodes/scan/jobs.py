"""One plain file of JSON Lines scanned by several processes, each taking ranges of whole lines; the order is kept.

Comes in: a Query, a stream with a path, the number of processes. Goes out: the results of the ranges in the order of the file;
where a range meets what is no record on a line of its own, where the rest is to be read by one process. What comes after such a
place is not used: only a range whose predecessors all ended on a line's end begins where a record does.
A process that dies is an InputError: an answer that is merely shorter never comes out. So is a file that gets shorter meanwhile, or
whose name another one takes (mv): each process opens it by its name. What is appended is read as well, up to where the file ends
when its last range is read, as by one process; what is overwritten in its place is not noticed, by one process neither.
"""

from __future__ import annotations

import os
import threading
from collections import deque

from odatanodes.base.files import InputError, why
from odatanodes.base.processes import begin
from odatanodes.scan.reader import Lines, Reader
from odatanodes.scan.record import Joined
from odatanodes.scan.shelf import Shelf
from odatanodes.scan.source import identity_of
from odatanodes.scan.text import CHUNK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future
    from io import FileIO
    from multiprocessing.context import BaseContext
    from typing import Any

    from odatanodes.scan.matcher import Matcher
    from odatanodes.scan.record import BadRecord, Kept
    from odatanodes.scan.run import Query
    from odatanodes.scan.source import Identity, Stream

__all__ = ["Range", "ranges_scanned"]

RANGE = 8 << 20
"""So many bytes are one task: some 8 ms of work."""
AHEAD = 2
"""So many tasks for each process are under way: one at work, one waiting."""

SHORTER = "it became shorter while it was read"


class Range:
    """What came of a range of lines: it ends at byte `end`, after `lines` lines; `stopped` where documents begin there.

    On its way from one process to another `laid` is how much of what was kept lies on the shelf.
    """

    __slots__ = ("bad", "end", "kept", "laid", "lines", "stopped")

    def __init__(self, kept: Kept, bad: list[BadRecord], end: int, lines: int, stopped: bool, laid: int = 0) -> None:
        self.kept = kept
        self.bad = bad
        self.end = end
        self.lines = lines
        self.stopped = stopped
        self.laid = laid

    def __reduce__(self) -> tuple[Any, ...]:
        return Range, (self.kept, self.bad, self.end, self.lines, self.stopped, self.laid)

    def pack(self, shelf: Shelf | None, slot: int) -> None:
        """Join records; lay them on the shelf, if they fit."""
        if self.kept and isinstance(self.kept, list) and self.kept[0].__class__ is bytes:
            self.kept = Joined(b"\n".join(self.kept), len(self.kept))
            if shelf is not None and shelf.lay(slot, self.kept.text):
                self.kept, self.laid = Joined(b"", self.kept.count), len(self.kept.text)

    def unpack(self, shelf: Shelf | None, slot: int) -> None:
        """Take from the shelf what lies there."""
        if self.laid and shelf is not None and isinstance(self.kept, Joined):
            self.kept, self.laid = Joined(shelf.take(slot, self.laid), self.kept.count), 0


def ranges_scanned(query: Query, stream: Stream, jobs: int) -> Iterator[Range]:
    """Yield the results of a file's ranges in order, up to its end or the first that stopped."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = _context()
    path, identity = stream.path, stream.identity
    jobs = min(jobs, stream.size // RANGE + 1)  # fork starts all of them at once
    if context.get_start_method() == "fork":
        query.speed_up(query.matcher())  # what that imports is then there in each process
    started: list[Any] = []
    shelf = _shelf(jobs) if context.get_start_method() == "fork" else None
    try:
        pool = ProcessPoolExecutor(jobs, context, _begin, (query.portable(), shelf))
        try:
            for found in _in_order(pool, path, identity, jobs, shelf):
                yield found
                if found.stopped:
                    return
        finally:
            started += (getattr(pool, "_processes", None) or {}).values()
            pool.shutdown(cancel_futures=True)
    except BrokenProcessPool:
        raise InputError(f"cannot read '{path}': a process that read part of it was killed, or ran out of memory") from None
    except OSError as error:  # of starting them: what goes wrong in them is an InputError
        for process in started:  # a pool that did not come to be does not end them, and this one would wait for them
            process.terminate()
        raise InputError(f"cannot read '{path}' by {jobs} processes: {why(error)}") from None


def _shelf(jobs: int) -> Shelf | None:
    """Return room for what is under way; None where so much memory cannot be had."""
    try:
        return Shelf(jobs * AHEAD, RANGE)
    except OSError:
        return None


def _in_order(pool: Executor, path: str, identity: Identity | None, jobs: int, shelf: Shelf | None) -> Iterator[Range]:
    """Yield the results of all ranges; some are under way while one is waited for."""
    pending: deque[tuple[Future[Range], int]] = deque()
    free = list(range(jobs * AHEAD))
    ranges = _line_ranges(path, identity)
    while True:
        if free and (limits := next(ranges, None)) is not None:
            slot = free.pop()
            pending.append((pool.submit(_scan_range, path, identity, limits, slot), slot))
            continue
        if not pending:
            return
        future, slot = pending.popleft()
        found = future.result()
        found.unpack(shelf, slot)
        free.append(slot)
        yield found


def _context() -> BaseContext:
    """Return how processes are started: as the program has set it; else by fork, which takes no time, where that is safe."""
    import multiprocessing
    import sys

    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen is None:
        chosen = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    return multiprocessing.get_context(chosen)


def _opened(path: str, identity: Identity | None) -> FileIO:
    """Open a file again that is read already."""
    file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115
    if identity_of(file) != identity:
        file.close()
        raise InputError(f"cannot read '{path}': another file took its place while it was read")
    return file


def _line_ranges(path: str, identity: Identity | None) -> Iterator[tuple[int, int]]:
    """Yield ranges of whole lines, of some RANGE bytes each; the last ends at -1, the end of the file, wherever that is then."""
    start = 0
    try:
        with _opened(path, identity) as file:
            while True:
                at = file.seek(start + RANGE)
                while (data := file.read(CHUNK)) and b"\n" not in data:
                    at += len(data)
                if not data:
                    break
                end = at + data.index(b"\n") + 1
                yield start, end
                start = end
    except OSError as error:
        raise InputError(f"cannot read '{path}': {why(error)}") from None
    yield start, -1


# --- in the processes ---

_held: list[tuple[Query, Matcher, Shelf | None]] = []


def _begin(query: Query, shelf: Shelf | None) -> None:
    """Prepare a process."""
    begin()
    matcher = query.matcher()
    query.speed_up(matcher)
    _held[:] = [(query, matcher, shelf)]


def _scan_range(path: str, identity: Identity | None, limits: tuple[int, int], slot: int) -> Range:
    try:
        with _opened(path, identity) as file:
            found = _scanned(path, file, *limits)
    except OSError as error:
        raise InputError(f"cannot read '{path}': {why(error)}") from None
    found.pack(_held[0][2], slot)
    return found


def _scanned(path: str, file: FileIO, start: int, end: int) -> Range:
    query, matcher, _ = _held[0]
    kept: list[Any] = []
    bad: list[BadRecord] = []
    left = end - start
    if file.seek(0, os.SEEK_END) < start:
        raise InputError(f"cannot read '{path}': {SHORTER}")
    file.seek(start)

    def read(size: int) -> bytes:
        nonlocal left
        data = file.read(size if end < 0 else min(size, left))
        left -= len(data)
        if not data and end >= 0 and left:
            raise InputError(f"cannot read '{path}': {SHORTER}")
        return data

    def back(count: int) -> None:
        nonlocal left
        file.seek(-count, os.SEEK_CUR)
        left += count

    reader = Reader(path, read, back, offset=start, only_lines=True)
    for piece in reader.pieces():
        assert isinstance(piece, Lines)
        more, worse = matcher.lines(piece)
        kept += more
        bad += worse
        if bad and query.stop_at_bad:  # nothing after it comes out
            break
    return Range(kept, bad, reader.offset, reader.line - 1, reader.stopped)
