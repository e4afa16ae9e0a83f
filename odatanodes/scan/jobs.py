"""One plain file of JSON Lines scanned by several processes, each taking ranges of whole lines; the order is kept.

Comes in: a Query, a stream with a path, the number of processes. Goes out: the results of the ranges in the order of the file;
where a range meets what is no record on a line of its own, where the rest is to be read by one process. What comes after such a
place is not used: only a range whose predecessors all ended on a line's end begins where a record does.
A process that dies is an InputError: an answer that is merely shorter never comes out.
"""

from __future__ import annotations

import os
import threading
from collections import deque

from odatanodes._processes import begin
from odatanodes.files import InputError, why
from odatanodes.scan.documents import CHUNK
from odatanodes.scan.reader import Lines, Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext
    from typing import Any

    from odatanodes.scan.matcher import Matcher
    from odatanodes.scan.record import BadRecord
    from odatanodes.scan.run import Query

__all__ = ["Range", "ranges_scanned"]

RANGE = 8 << 20
"""So many bytes are one task: some 15 ms of work, and half a megabyte of results on their way."""
AHEAD = 2
"""So many tasks for each process are under way: one at work, one waiting."""


class Range:
    """What came of a range of lines: it ends at byte `end`, after `lines` lines; `stopped` where documents begin there."""

    __slots__ = ("bad", "end", "kept", "lines", "stopped")

    def __init__(self, kept: list[Any], bad: list[BadRecord], end: int, lines: int, *, stopped: bool) -> None:
        self.kept = kept
        self.bad = bad
        self.end = end
        self.lines = lines
        self.stopped = stopped

    def __reduce__(self) -> tuple[Any, ...]:
        return _range, (self.kept, self.bad, self.end, self.lines, self.stopped)


def _range(kept: list[Any], bad: list[BadRecord], end: int, lines: int, stopped: bool) -> Range:
    return Range(kept, bad, end, lines, stopped=stopped)


def ranges_scanned(query: Query, path: str, jobs: int) -> Iterator[Range]:
    """Yield the results of a file's ranges in order, up to its end or the first that stopped."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = _context()
    jobs = min(jobs, os.path.getsize(path) // RANGE + 1)  # noqa: PTH202 - fork starts all of them at once
    if context.get_start_method() == "fork":
        query.speed_up(query.matcher())  # what that imports is then there in each process
    pool = ProcessPoolExecutor(jobs, context, _begin, (query.portable(),))
    pending: deque[Future[Range]] = deque()
    try:
        for start, end in _line_ranges(path):
            pending.append(pool.submit(_scan_range, path, start, end))
            if len(pending) >= jobs * AHEAD:
                found = pending.popleft().result()
                yield found
                if found.stopped:
                    return
        while pending:
            found = pending.popleft().result()
            yield found
            if found.stopped:
                return
    except BrokenProcessPool:
        raise InputError(f"cannot read '{path}': a process that read part of it was killed, or ran out of memory") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """Return how processes are started: as the program has set it; else by fork, which takes no time, where that is safe."""
    import multiprocessing
    import sys

    chosen = multiprocessing.get_start_method(allow_none=True)
    if chosen is None:
        chosen = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    return multiprocessing.get_context(chosen)


def _line_ranges(path: str) -> Iterator[tuple[int, int]]:
    """Yield ranges of whole lines, of some RANGE bytes each; the last ends at -1, the end of the file, wherever that is then."""
    start = 0
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
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

_held: list[tuple[Query, Matcher]] = []


def _begin(query: Query) -> None:
    """Prepare a process."""
    begin()
    matcher = query.matcher()
    query.speed_up(matcher)
    _held[:] = [(query, matcher)]


def _scan_range(path: str, start: int, end: int) -> Range:
    query, matcher = _held[0]
    kept: list[Any] = []
    bad: list[BadRecord] = []
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        file.seek(start)
        left = end - start

        def read(size: int) -> bytes:
            nonlocal left
            data = file.read(size if end < 0 else min(size, left))
            left -= len(data)
            if not data and end >= 0 and left:
                raise InputError(f"cannot read '{path}': it became shorter while it was read")
            return data

        reader = Reader(path, read, offset=start, only_lines=True)
        for piece in reader.pieces():
            assert isinstance(piece, Lines)
            more, worse = matcher.lines(piece)
            kept += more
            bad += worse
            if bad and query.stop_at_bad:  # nothing after it comes out
                break
    return Range(kept, bad, reader.offset, reader.line - 1, stopped=reader.stopped)
