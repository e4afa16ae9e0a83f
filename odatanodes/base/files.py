"""Text files: decoded, with encoding, byte order mark and line ends kept and positions found; replaced all or nothing."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Self

__all__ = [
    "InputError",
    "OutputFile",
    "Source",
    "Unreadable",
    "decode",
    "expanded",
    "is_glob",
    "read_bytes",
    "read_source",
    "replaced_file",
    "searchable",
    "why",
]

BOM = b"\xef\xbb\xbf"
_MARKS = (
    (BOM, "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks and their encodings; that of UTF-32 begins with that of UTF-16."""
_COOKIE_BYTES = 400
"""Where the declaration of an encoding is searched: it stands in the first or second line (PEP 263)."""


class InputError(ValueError):
    """Something given to a command cannot be used; the message is one line that names it."""


class Unreadable(InputError):  # noqa: N818  (a state of the file, not a mistake of the user)
    """A file exists, and cannot be read: its encoding is unknown or wrong, or the permission is missing."""


class Source:
    """A text with a name and the positions of its lines, which end with a newline, a carriage return or both.

    `bom` and `encoding` are those of the file.
    `passed_over` has one message for each part that could not be read, added while expressions are searched.
    """

    __slots__ = ("_starts", "bom", "encoding", "name", "passed_over", "text")

    def __init__(self, name: str, text: str, *, bom: bool = False, encoding: str = "utf-8") -> None:
        self.name = name
        self.text = text
        self.bom = bom
        self.encoding = encoding
        self.passed_over: list[str] = []
        self._starts: list[int] = []

    def with_text(self, text: str) -> Source:
        """Return a source of the same file with another text."""
        return Source(self.name, text, bom=self.bom, encoding=self.encoding)

    def encoded(self) -> bytes:
        """Return the bytes of the file: in its encoding, with its byte order mark.

        Raises InputError where the encoding lacks a character.
        """
        mark = next(mark for mark, name in _MARKS if name == self.encoding) if self.bom else b""
        try:
            return mark + self.text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise InputError(f"cannot write '{self.name}': its encoding {self.encoding} lacks {self.text[error.start]!r}") from None

    def lines(self) -> Iterator[tuple[int, int]]:
        """Yield (start, end) of each line, without its line end."""
        for start, line in zip(self._line_starts(), self.lines_with_ends(), strict=False):
            yield start, start + len(line.rstrip("\r\n"))

    def lines_with_ends(self) -> list[str]:
        """Return the lines with their ends; only the last may have none, and no line is empty."""
        starts = self._line_starts()
        lines = [self.text[start:end] for start, end in zip(starts, [*starts[1:], len(self.text)], strict=True)]
        return lines if lines[-1] else lines[:-1]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, in code points."""
        number = self._line_number(offset)
        return number + 1, offset - self._starts[number] + 1

    def line_at(self, offset: int) -> str:
        """Return the line that contains an offset, without its line end."""
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


def is_glob(path: str) -> bool:
    """Whether a path is a pattern: it has a wildcard and is not the name of a file."""
    return any(char in path for char in "*?[") and not os.path.exists(path)  # noqa: PTH110


def expanded(path: str) -> list[str]:
    """Return the files that a pattern matches, sorted, for shells that do not expand patterns; a path that is none, as it is.

    Raises InputError for a pattern without a match.
    """
    if not is_glob(path):
        return [path]
    from glob import glob

    found = sorted(glob(path, recursive=True))  # noqa: PTH207 - pathlib costs milliseconds at start-up
    if not found:
        raise InputError(f"no file matches '{path}'")
    return found


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for `-`; raises InputError where it cannot be read."""
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
        kind = Unreadable if isinstance(error, PermissionError) and not os.path.isdir(path) else InputError  # noqa: PTH112
        raise kind(f"cannot read '{path}': {why(error)}") from None


def read_source(path: str) -> Source:
    """Read a text file; raises InputError where it cannot be read or decoded."""
    name = "<stdin>" if path == "-" else path
    data = read_bytes(path)
    return decode(name, data)


def decode(name: str, data: bytes) -> Source:
    """Decode a file by its byte order mark or the encoding that it declares, else as UTF-8; raises Unreadable where that fails."""
    mark, encoding = next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", ""))
    encoding = encoding or _declared(data)
    try:
        return Source(name, data[len(mark) :].decode(encoding or "utf-8"), bom=bool(mark), encoding=encoding or "utf-8")
    except UnicodeDecodeError as error:
        at = f"byte 0x{data[len(mark) + error.start]:02x} at offset {len(mark) + error.start}"
        kind = f"{encoding.upper()} text, as it declares" if encoding else "UTF-8 text"
        raise Unreadable(f"cannot read '{name}': not {kind} ({at})") from None


def searchable(data: bytes) -> bytes:
    """Return the bytes of a file so that words in ASCII are found in them, whatever its encoding."""
    return data.replace(b"\0", b"") if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) else data


def _declared(data: bytes) -> str:
    """Return the encoding that a comment in the first two lines names (PEP 263); empty where none does, or an unknown one."""
    if b"coding" not in data[:_COOKIE_BYTES]:
        return ""
    import codecs
    import re

    for line in data[:_COOKIE_BYTES].splitlines()[:2]:
        found = re.match(rb"[ \t\f]*(?:#|//).*?coding[:=][ \t]*([-\w.]+)", line)
        if found:
            try:
                codec = codecs.lookup(found[1].decode("ascii", "replace"))
                "".encode(codec.name)  # not one such as hex, which makes no text
            except LookupError:
                return ""
            return "" if codec.name in {"utf-8", "utf-8-sig"} else codec.name
    return ""


class OutputFile:
    """A context that replaces a file (or creates one) all or nothing.

    Data goes to a temporary file beside it, which takes its name when the block ends without an exception and is removed
    otherwise; mode and target of a link are kept. A device or a pipe cannot be replaced: it is written to.
    Raises InputError where it cannot be written.
    """

    __slots__ = ("_file", "_name", "_path", "_temporary")

    def __init__(self, path: str) -> None:
        self._name = path
        special = os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113
        special = special or not os.path.basename(path)  # noqa: PTH119 - not the name of a file: opening it gives the error
        self._path = path if special else os.path.realpath(path)
        folder, name = os.path.split(self._path)
        # the name is chosen before the file is created, so that an interrupt in between finds what to remove
        self._temporary = "" if special else os.path.join(folder, f".{name[:40]}.{os.urandom(4).hex()}.tmp")  # noqa: PTH118
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self._file = open(self._temporary or self._path, "xb" if self._temporary else "wb")  # noqa: PTH123
        except OSError as error:
            raise self._refusal(error) from None
        except BaseException:
            self._remove()
            raise
        return self

    def write(self, data: bytes) -> None:
        """Append data."""
        assert self._file is not None
        try:
            self._file.write(data)
        except OSError as error:
            raise self._refusal(error) from None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        assert self._file is not None
        try:
            self._file.close()
            if error is None and self._temporary:
                os.chmod(self._temporary, _mode(self._path))  # noqa: PTH101
                os.replace(self._temporary, self._path)  # noqa: PTH105
        except OSError as failed:
            if error is None:
                raise self._refusal(failed) from None
        finally:
            self._remove()

    def _remove(self) -> None:
        """Remove the temporary file, if it still exists."""
        if self._temporary and os.path.exists(self._temporary):  # noqa: PTH110
            try:
                os.unlink(self._temporary)  # noqa: PTH108
            except PermissionError:  # Windows does not remove a read-only file, and it has the mode of its target
                os.chmod(self._temporary, 0o600)  # noqa: PTH101
                os.unlink(self._temporary)  # noqa: PTH108

    def _refusal(self, error: OSError) -> InputError:
        return InputError(f"cannot write '{self._name}': {why(error)}")


def replaced_file(path: str, data: bytes) -> None:
    """Replace or create a file, all or nothing; see OutputFile."""
    with OutputFile(path) as file:
        file.write(data)


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777  # noqa: PTH116
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def why(error: OSError) -> str:
    """Return the reason of a system error, in the style of messages."""
    return (error.strerror or str(error)).lower()
