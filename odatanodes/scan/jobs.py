"""One plain file of JSON Lines scanned by several processes, each taking ranges of whole lines; the order is kept.

Where a range meets a line that is not a record of its own, the rest is left to one process; results of later ranges are dropped,
since only a range whose predecessors all ended at the end of a line begins where a record does.
A process that dies is an InputError: a result is never merely shorter. So is a file that gets shorter meanwhile, or whose name
another file takes: each process opens it by its name. Appended data is read as by one process, up to where the file ends when its
last range is read; data overwritten in place is not noticed, as by one process.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from odatanodes.base.files import InputError, why
from odatanodes.base.processes import begin, within_limit
from odatanodes.scan.reader import Lines, Reader
from odatanodes.scan.record import Joined
from odatanodes.scan.source import identity_of
from odatanodes.scan.text import CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor, Future
    from io import FileIO
    from multiprocessing.context import BaseContext

    from odatanodes.scan.matcher import Matcher
    from odatanodes.scan.query import Query
    from odatanodes.scan.record import BadRecord, Kept
    from odatanodes.scan.source import Identity, Stream

__all__ = ["Range", "ranges_scanned"]

RANGE = 8 << 20
"""Bytes of one task: some 8 ms of work."""
TASKS_PER_PROCESS = 2
"""Tasks under way for each process: one running, one waiting."""

SHORTER = "it became shorter while it was read"


class Range:
    """The result of a range of lines: it ends at byte `end`, after `lines` lines; `stopped` where documents begin there."""

    __slots__ = ("bad", "end", "kept", "lines", "stopped")

    def __init__(self, kept: Kept, bad: list[BadRecord], end: int, lines: int, stopped: bool) -> None:
        self.kept = kept
        self.bad = bad
        self.end = end
        self.lines = lines
        self.stopped = stopped

    def __reduce__(self) -> tuple[Any, ...]:
        return Range, (self.kept, self.bad, self.end, self.lines, self.stopped)

    def pack(self, *, counts: bool) -> None:
        """Put the kept records into the form that is sent fastest."""
        if counts:
            self.kept = Joined(b"", len(self.kept))
        elif isinstance(self.kept, list) and self.kept and self.kept[0].__class__ is bytes:
            self.kept = Joined(b"\n".join(self.kept), len(self.kept))


def ranges_scanned(query: Query, stream: Stream, jobs: int) -> Iterator[Range]:
    """Yield the results of a file's ranges in order, up to its end or the first that stopped."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = _context()
    path, identity = stream.path, stream.identity
    jobs = min(within_limit(jobs), stream.size // RANGE + 1)  # fork starts all of them at once
    if context.get_start_method() == "fork":
        query.speed_up(query.matcher())  # imported here, modules are there in each process
    started: list[Any] = []
    try:
        pool = ProcessPoolExecutor(jobs, context, _begin, (query.portable(),))
        try:
            for found in _in_order(pool, path, identity, jobs):
                yield found
                if found.stopped:
                    return
        finally:
            started += (getattr(pool, "_processes", None) or {}).values()
            pool.shutdown(cancel_futures=True)
    except BrokenProcessPool:
        raise InputError(f"cannot read '{path}': a process that read part of it was killed, or ran out of memory") from None
    except OSError as error:  # of starting them: their own errors are InputErrors
        for process in started:  # a pool that failed to start does not end them, and this process would wait for them
            process.terminate()
        raise InputError(f"cannot read '{path}' by {jobs} processes: {why(error)}") from None


def _in_order(pool: Executor, path: str, identity: Identity | None, jobs: int) -> Iterator[Range]:
    """Yield the results of all ranges; others are under way while one is waited for."""
    pending: deque[Future[Range]] = deque()
    ranges = _line_ranges(path, identity)
    while True:
        if len(pending) < jobs * TASKS_PER_PROCESS and (limits := next(ranges, None)) is not None:
            pending.append(pool.submit(_scan_range, path, identity, limits))
            continue
        if not pending:
            return
        yield pending.popleft().result()


def _context() -> BaseContext:
    """Return how processes are started: as the program has set it; otherwise by fork, which takes no time, where that is safe."""
    import multiprocessing
    import sys

    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen is None:
        chosen = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    return multiprocessing.get_context(chosen)


def _opened(path: str, identity: Identity | None) -> FileIO:
    """Open a file that is being read once more."""
    file = open(path, "rb", buffering=0)  # noqa: PTH123, SIM115
    if identity_of(file) != identity:
        file.close()
        raise InputError(f"cannot read '{path}': another file took its place while it was read")
    return file


def _line_ranges(path: str, identity: Identity | None) -> Iterator[tuple[int, int]]:
    """Yield ranges of whole lines, of about RANGE bytes each; the last ends at -1, the end of the file, wherever that is then."""
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

_current: list[tuple[Query, Matcher]] = []


def _begin(query: Query) -> None:
    """Prepare a process."""
    begin()
    matcher = query.matcher()
    query.speed_up(matcher)
    _current[:] = [(query, matcher)]


def _scan_range(path: str, identity: Identity | None, limits: tuple[int, int]) -> Range:
    try:
        with _opened(path, identity) as file:
            found = _scanned(path, file, *limits)
    except OSError as error:
        raise InputError(f"cannot read '{path}': {why(error)}") from None
    found.pack(counts=_current[0][0].counts)
    return found


def _scanned(path: str, file: FileIO, start: int, end: int) -> Range:
    query, matcher = _current[0]
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
        if bad and query.stop_at_bad:  # nothing after it is used
            break
    return Range(kept, bad, reader.offset, reader.line - 1, reader.stopped)
