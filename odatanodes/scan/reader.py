"""The records of one stream: blocks of lines with one record on each line, which are fast, and documents otherwise.

The consumer of a block sets `stop` where a line is not a record of its own: documents are read from there until records are on
lines of their own again.
"""

from __future__ import annotations

from odatanodes.scan.documents import BATCH, Documents, Elements
from odatanodes.scan.record import BadRecord, Run
from odatanodes.scan.text import CHUNK

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from odatanodes.scan.record import Record

    Piece: TypeAlias = "Lines | Elements | Run | list[Record | BadRecord]"
    """Records that are tested at once."""

__all__ = ["Lines", "Reader"]

MAX_PATIENCE = 1024
"""Records on lines of their own, at most, after which blocks of lines are tried again: each failed attempt doubles the number."""
BLOCK = 112 << 10
"""Bytes read at once from a file that can seek back: just below the size from which memory is taken from the system and given back
each time (64 KB scan at 900 MB/s, 112 KB at 950, 256 KB at 800)."""
MARK = b"\xef\xbb\xbf"


class Lines:
    """Whole lines of a stream: the first `size` bytes of `data`.

    The consumer sets `count`, the number of lines, and `stop`, where in `data` one begins that is not a record of its own.
    """

    __slots__ = ("count", "data", "line", "name", "offset", "size", "stop")

    def __init__(self, name: str, data: bytes, size: int, offset: int, line: int) -> None:
        self.name = name
        self.data = data
        self.size = size
        self.offset = offset
        self.line = line
        self.count = 0
        self.stop: int | None = None


class Reader:
    """The pieces of a stream; `offset` and `line` are where the next one begins, `seen` is whether any was not blank.

    `back` seeks back by a number of bytes, where the stream can. `taken` counts the bytes read so far.
    With `only_lines` reading ends at a line that is not a record of its own: `stopped`. Without `as_lines` all is read as
    documents.
    """

    def __init__(
        self,
        name: str,
        read: Callable[[int], bytes],
        back: Callable[[int], object] | None = None,
        *,
        offset: int = 0,
        line: int = 1,
        only_lines: bool = False,
        as_lines: bool = True,
    ) -> None:
        self.name = name
        self.offset = offset
        self.line = line
        self.seen = False
        self.in_blocks = False
        self.stopped = False
        self._read = read
        self._back = back
        self._only_lines = only_lines
        self._patience = 1
        self._as_lines = as_lines
        self._begin = offset
        self._rest = b""
        self._documents: Documents | None = None

    @property
    def taken(self) -> int:
        """Bytes read so far, the current document included."""
        return self.offset - self._begin + (0 if self._documents is None else self._documents.taken)

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the stream in order (`Elements` with `in_blocks` only)."""
        self._skip_mark()
        while True:
            block, size, are_lines = self._block()
            if not block:
                return
            self.seen = self.seen or not block.isspace()
            stop = 0
            if are_lines and self._as_lines:
                piece = Lines(self.name, block, size, self.offset, self.line)
                yield piece
                if piece.stop is None:
                    self.offset += size
                    self.line += piece.count
                    continue
                stop = piece.stop
                lines = block.count(b"\n", 0, stop)
                self.offset += stop
                self.line += lines
                self._patience = 1 if lines > self._patience else min(2 * self._patience, MAX_PATIENCE)
            if self._only_lines:
                self.stopped = True
                return
            yield from self._records(block[stop:size] + self._rest)

    def _skip_mark(self) -> None:
        """Skip a byte order mark."""
        while self.offset == 0 and len(self._rest) < len(MARK) and (data := self._read(CHUNK)):
            self._rest += data
        if self.offset == 0 and self._rest.startswith(MARK):
            self._rest = self._rest[len(MARK) :]
            self.offset = len(MARK)

    def _block(self) -> tuple[bytes, int, bool]:
        """Return bytes, and how many of them are whole lines or begin a line longer than one read; none at the end."""
        rest, cut = self._rest, self._rest.rfind(b"\n") + 1
        if cut:  # left by documents
            self._rest = rest[cut:]
            return rest, cut, True
        size = CHUNK if self._back is None else BLOCK
        while data := self._read(size):
            cut = data.rfind(b"\n") + 1
            if cut and self._back is not None:  # reading the rest again is faster than copying all lines behind it
                self._back(len(data) - cut)
                self._rest = b""
            elif cut:
                self._rest = data[cut:]
            if cut and rest:
                block = b"".join((rest, memoryview(data)[:cut]))  # copied once
                return block, len(block), True
            if cut:
                return data, cut, True
            rest += data
            if len(rest) >= CHUNK:
                self._rest = b""
                return rest, len(rest), False
        self._rest = b""
        return rest, len(rest), True

    def _records(self, data: bytes) -> Iterator[Piece]:
        """Yield the records of documents, in batches."""
        to_lines = self._patience if self._as_lines else 0
        documents = self._documents = Documents(self.name, data, self._read, self.offset, self.line, to_lines=to_lines)
        batch: list[Record | BadRecord] = []
        documents.in_blocks = self.in_blocks
        for found in documents.records():
            documents.in_blocks = self.in_blocks
            if isinstance(found, (Run, Elements)):
                if batch:
                    yield batch
                    batch = []
                yield found
                documents.in_blocks = self.in_blocks
                continue
            batch.append(found)
            if len(batch) == BATCH or isinstance(found, BadRecord):  # which may be the last one wanted
                yield batch
                batch = []
        if batch:
            yield batch
        self._documents = None
        self._rest, self.offset, self.line = documents.rest()
