"""Text files in and out: UTF-8 with its byte order mark and line ends kept, positions found, written all or nothing.

Comes in: a path, or `-` for standard input. Goes out: a `Source`; or an `InputError` whose text is one line for a person.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["InputError", "Source", "read_bytes", "read_source", "replaced_file"]

BOM = b"\xef\xbb\xbf"


class InputError(ValueError):
    """Something given to a command cannot be used; the message is one line that names it."""


class Source:
    """A text with a name, and where its lines begin; lines end with a newline, a carriage return or both.

    `passed_over` is what of it could not be read, one line for a person each: set while expressions are looked for.
    """

    __slots__ = ("_starts", "bom", "name", "passed_over", "text")

    def __init__(self, name: str, text: str, *, bom: bool = False) -> None:
        self.name = name
        self.text = text
        self.bom = bom
        self.passed_over: list[str] = []
        self._starts: list[int] = []

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each line, its end mark excluded."""
        for start, line in zip(self._line_starts(), self.lines_with_ends(), strict=False):
            yield start, start + len(line.rstrip("\r\n"))

    def lines_with_ends(self) -> list[str]:
        """Return the lines as they are; one without an end mark can only be the last, and none is empty."""
        starts = self._line_starts()
        lines = [self.text[start:end] for start, end in zip(starts, [*starts[1:], len(self.text)], strict=True)]
        return lines if lines[-1] else lines[:-1]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, in code points."""
        number = self._line_number(offset)
        return number + 1, offset - self._starts[number] + 1

    def line_at(self, offset: int) -> str:
        """Return the line an offset stands in, its end mark excluded."""
        number = self._line_number(offset)
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip("\r\n")

    def _line_number(self, offset: int) -> int:
        from bisect import bisect_right

        return bisect_right(self._line_starts(), offset) - 1

    def _line_starts(self) -> list[int]:
        if not self._starts:
            import re

            self._starts = [0, *[match.end() for match in re.finditer(r"\r\n|\n|\r", self.text)]]
        return self._starts


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for `-`; raises InputError where there is nothing to read."""
    if path == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed")
        return sys.stdin.buffer.read()
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (pathlib costs milliseconds at start-up)
            return file.read()
    except ValueError:  # a path with a NUL
        raise InputError(f"cannot read {path!r}: no such file") from None
    except OSError as error:
        raise InputError(f"cannot read '{path}': {_reason(error)}") from None


def read_source(path: str) -> Source:
    """Read a text file; raises InputError where it cannot be read, is empty, or is not UTF-8."""
    name = "<stdin>" if path == "-" else path
    data = read_bytes(path)
    return decode(name, data)


def decode(name: str, data: bytes) -> Source:
    """Make a Source of a file's bytes; raises InputError where they are no UTF-8 text or nothing but blanks."""
    bom = data.startswith(BOM)
    try:
        text = data[len(BOM) * bom :].decode()
    except UnicodeDecodeError as error:
        sixteen = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        advice = "looks like UTF-16; save it as UTF-8" if sixteen else f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(f"cannot read '{name}': not UTF-8 text ({advice})") from None
    if not text.strip():
        raise InputError(f"cannot read '{name}': it is empty")
    return Source(name, text, bom=bom)


def replaced_file(path: str, data: bytes) -> None:
    """Put a file in place of another (or where there was none) all or nothing, with the mode and target of a link kept."""
    import tempfile

    path = os.path.realpath(path)
    folder, name = os.path.split(path)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, _mode(path))  # noqa: PTH101
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        if temporary and os.path.exists(temporary):  # noqa: PTH110
            os.unlink(temporary)  # noqa: PTH108
        raise InputError(f"cannot write '{path}': {_reason(error)}") from None


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777  # noqa: PTH116
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
