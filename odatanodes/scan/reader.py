"""The records of one stream: blocks of lines where there is one on each line, which is fast, and documents where not.

Comes in: a function that reads bytes. Goes out: `Lines`, and lists of records from documents.py. Who tests the lines says where
one is no record of its own (`stop`): from there on documents are read, until lines are seen again.
"""

from __future__ import annotations

from odatanodes.scan.documents import BATCH, Documents, Elements
from odatanodes.scan.record import BadRecord, Run
from odatanodes.scan.text import CHUNK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from odatanodes.scan.record import Record

    Piece: TypeAlias = "Lines | Elements | Run | list[Record | BadRecord]"
    """What is tested at once."""

__all__ = ["Lines", "Reader"]

PATIENCE = 1024
"""After so many records on lines of their own at most, blocks of lines are tried again: each vain trial doubles the number."""
BLOCK = 112 << 10
"""So much is read at once of a file in which one can go back; just below what memory is taken from the system for, and given back,
each time (measured: 64 KB scan at 900 MB/s, 112 KB at 950, 256 KB at 800)."""
MARK = b"\xef\xbb\xbf"


class Lines:
    """Whole lines of a stream: the first `size` bytes of `data`.

    Who reads them sets `count`, how many there are, and `stop`, where in `data` one begins that is no record of its own.
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
    """The pieces of a stream; `offset` and `line` are where the next one begins, `seen` whether there was anything but blanks.

    `back` goes back in the stream by so many bytes, where that can be done.
    With `only_lines` the reading ends where a line is no record of its own: `stopped`. Without `as_lines` all is read as documents.
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
        self._held = b""

    def pieces(self) -> Iterator[Piece]:
        """Yield what the stream is made of, in order (`Elements` with `in_blocks` only)."""
        self._pass_mark()
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
                self._patience = 1 if lines > self._patience else min(2 * self._patience, PATIENCE)
            if self._only_lines:
                self.stopped = True
                return
            yield from self._documents(block[stop:size] + self._held)

    def _pass_mark(self) -> None:
        """Pass over a byte order mark."""
        while self.offset == 0 and len(self._held) < len(MARK) and (data := self._read(CHUNK)):
            self._held += data
        if self.offset == 0 and self._held.startswith(MARK):
            self._held = self._held[len(MARK) :]
            self.offset = len(MARK)

    def _block(self) -> tuple[bytes, int, bool]:
        """Return bytes and how many of them are whole lines, or begin a line longer than what is read at once; none at the end."""
        held, cut = self._held, self._held.rfind(b"\n") + 1
        if cut:  # left by documents
            self._held = held[cut:]
            return held, cut, True
        size = CHUNK if self._back is None else BLOCK
        while data := self._read(size):
            cut = data.rfind(b"\n") + 1
            if cut and self._back is not None:  # to read the rest again takes less than to copy all lines behind what was held
                self._back(len(data) - cut)
                self._held = b""
            elif cut:
                self._held = data[cut:]
            if cut and held:
                block = b"".join((held, memoryview(data)[:cut]))  # copied once
                return block, len(block), True
            if cut:
                return data, cut, True
            held += data
            if len(held) >= CHUNK:
                self._held = b""
                return held, len(held), False
        self._held = b""
        return held, len(held), True

    def _documents(self, data: bytes) -> Iterator[Piece]:
        to_lines = self._patience if self._as_lines else 0
        documents = Documents(self.name, data, self._read, self.offset, self.line, to_lines=to_lines)
        batch: list[Record | BadRecord] = []
        documents.in_blocks = self.in_blocks
        for found in documents.records():
            documents.in_blocks = self.in_blocks
            if isinstance(found, (Run, Elements)):
                if batch:
                    yield batch
                    batch = []
                yield found
                continue
            batch.append(found)
            if len(batch) == BATCH or isinstance(found, BadRecord):  # which may be the last that is asked for
                yield batch
                batch = []
        if batch:
            yield batch
        self._held, self.offset, self.line = documents.rest()
