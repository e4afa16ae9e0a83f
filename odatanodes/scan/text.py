"""Incremental text of a stream: characters and JSON values from a position, read on demand.

Text before the record at hand is dropped, so memory use does not grow with the stream.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from odatanodes.scan.json_text import BrokenJSONError, value_at
from odatanodes.scan.record import Origin

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["BLANKS", "CHUNK", "LARGEST", "TOO_LARGE", "Text", "TooLargeError", "blanks"]

CHUNK = 1 << 16
"""Bytes read at once: data and what is made of it then stay in the processor's cache (64 KB scan 1.3 to 1.7
times as fast as 1 MB)."""
LARGEST = 1 << 24
"""Characters a record may have; bounds memory use."""
TOO_LARGE = f"a record of more than {LARGEST >> 20} MiB, which is more than is read"
BLANKS = " \t\r\n"
CLOSING = '}]"'
blanks = re.compile(r"[ \t\r\n]*").match
_MAY_GO_ON = r"(?:[.eE][+-]?)?\Z"
"""Whether a number at the end of the text may have more digits; compiled on first use."""


class TooLargeError(BrokenJSONError):
    """A record is larger than `LARGEST`."""


class Text:
    """Text of a stream from `offset` and `line` on; everything before `_mark`, the start of the record at hand, is dropped.

    `taken` counts the bytes read from the stream by this object.
    """

    def __init__(self, name: str, data: bytes, read: Callable[[int], bytes], offset: int, line: int) -> None:
        self.taken = 0
        self._read = read
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")  # invalid UTF-8 is reported with its record
        self._origin = Origin(name, self._decoder.decode(data), offset, line)
        self._text = self._origin.text
        self._at = 0
        self._mark = 0

    def rest(self) -> tuple[bytes, int, int]:
        """Return the bytes read but not used, with their offset and line."""
        line, offset = self._origin.place(self._at)
        pending: bytes = self._decoder.getstate()[0]
        return self._text[self._at :].encode("utf-8", "surrogateescape") + pending, offset, line

    def _value(self) -> Any:
        """Return the JSON value that begins here, reading on while it is incomplete."""
        while True:
            try:
                value, end = value_at(self._text, self._at)
            except BrokenJSONError as broken:
                if broken.cut and self._more():
                    continue
                raise
            if self._text[end - 1] in CLOSING or re.compile(_MAY_GO_ON).match(self._text, end) is None or not self._more():
                self._at = end
                return value

    def _peek(self, *, between: bool = False) -> str:
        """Skip white space and return the next character, "" at the end.

        With `between` no record has begun: white space that fills a whole read is dropped, so that there may be any amount.
        """
        while True:
            self._at = blanks(self._text, self._at).end()  # type: ignore[union-attr]  # matches the empty text at least
            if self._at < len(self._text):
                return self._text[self._at]
            if between and self._at - self._mark >= CHUNK:
                self._mark = self._at
            if not self._more():
                return ""

    def _next(self, *, between: bool = False) -> str:
        """Return the next character after white space; raises BrokenJSONError at the end."""
        found = self._text[self._at : self._at + 1]
        if not found or found in BLANKS:
            found = self._peek(between=between)
        if not found:
            raise BrokenJSONError("it is not complete", self._at, cut=True)
        return found

    def _take(self, expected: str, *, between: bool = False) -> str:
        """Consume and return one of the expected characters."""
        found = self._next(between=between)
        if found not in expected:
            raise BrokenJSONError(f"expecting '{expected[-1]}' delimiter", self._at)
        self._at += 1
        return found

    def _more(self) -> bool:
        """Read on, as much as the record has so far, so that parsing it again at most doubles the work; False at the end."""
        buffered = len(self._text) - self._mark
        if buffered > LARGEST:
            raise TooLargeError(TOO_LARGE)
        data = self._read_some(max(CHUNK, min(buffered, LARGEST - buffered + CHUNK)))
        self.taken += len(data)
        text = self._decoder.decode(data, final=not data)
        if not text and not data:
            return False
        line, offset = self._origin.place(self._mark)
        self._origin = Origin(self._origin.name, self._text[self._mark :] + text, offset, line)
        self._text = self._origin.text
        self._at -= self._mark
        self._mark = 0
        return True

    def _read_some(self, size: int) -> bytes:
        """Read `size` bytes even where a pipe gives fewer at once, but stop at the end of a line: the record may be complete."""
        data = self._read(size)
        if len(data) >= size or not data or size <= CHUNK:
            return data
        found = [data]
        left = size - len(data)
        while left > 0 and not data.endswith(b"\n") and (data := self._read(left)):
            found.append(data)
            left -= len(data)
        return b"".join(found)
