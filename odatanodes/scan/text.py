"""The text of a stream, read on as far as the value at hand needs; what lies before the record at hand is let go.

Comes in: bytes and a function that reads more. Goes out: the characters and JSON values from a place on, for documents.py.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder

from odatanodes.scan.json_text import BrokenJSONError, value_at
from odatanodes.scan.record import Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["BLANKS", "CHUNK", "LARGEST", "TOO_LARGE", "Text", "TooLargeError", "blanks"]

CHUNK = 1 << 16
"""So much is read at once; what was read and what is made of it then stay in the processor's cache (measured: 64 KB scan 1.3
to 1.7 times as fast as 1 MB)."""
LARGEST = 1 << 24
"""A record may have so many characters; what is held is bounded by it."""
TOO_LARGE = f"a record of more than {LARGEST >> 20} MiB, which is more than is read"
BLANKS = " \t\r\n"
CLOSING = '}]"'
blanks = re.compile(r"[ \t\r\n]*").match
_MAY_GO_ON = r"(?:[.eE][+-]?)?\Z"
"""Whether a number before the end of a text may have more digits; compiled when that is first asked."""


class TooLargeError(BrokenJSONError):
    """A record is larger than what is read of one."""


class Text:
    """The text of a stream from `offset` and `line` on. What lies before `_mark`, where the record at hand begins, is let go."""

    def __init__(self, name: str, data: bytes, read: Callable[[int], bytes], offset: int, line: int) -> None:
        self._read = read
        self._decoder = getincrementaldecoder("utf-8")("surrogateescape")  # a record that is not UTF-8 is told when it is read
        self._origin = Origin(name, self._decoder.decode(data), offset, line)
        self._text = self._origin.text
        self._at = 0
        self._mark = 0

    def rest(self) -> tuple[bytes, int, int]:
        """Return what was read and not used, with its offset and line."""
        line, offset = self._origin.place(self._at)
        pending: bytes = self._decoder.getstate()[0]
        return self._text[self._at :].encode("utf-8", "surrogateescape") + pending, offset, line

    def _value(self) -> Any:
        """Return the JSON value that begins here, reading on where it is not complete."""
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

    def _peek(self) -> str:
        """Pass over blanks; returns the character that comes next, "" at the end."""
        while True:
            self._at = blanks(self._text, self._at).end()  # type: ignore[union-attr]  # matches nothing at least
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _next(self) -> str:
        found = self._text[self._at : self._at + 1]
        if not found or found in BLANKS:
            found = self._peek()
        if not found:
            raise BrokenJSONError("it is not complete", self._at, cut=True)
        return found

    def _take(self, expected: str) -> str:
        found = self._next()
        if found not in expected:
            raise BrokenJSONError(f"expecting '{expected[-1]}' delimiter", self._at)
        self._at += 1
        return found

    def _more(self) -> bool:
        """Read on, as much as the record has so far, so that reading it anew costs no more than twice; False at the end."""
        held = len(self._text) - self._mark
        if held > LARGEST:
            raise TooLargeError(TOO_LARGE)
        data = self._read_some(max(CHUNK, min(held, LARGEST - held + CHUNK)))
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
        """Read so much, also where a pipe gives less at once, but not on where a line ends: the record may be complete there."""
        data = self._read(size)
        if len(data) >= size or not data or size <= CHUNK:
            return data
        found = [data]
        left = size - len(data)
        while left > 0 and not data.endswith(b"\n") and (data := self._read(left)):
            found.append(data)
            left -= len(data)
        return b"".join(found)
