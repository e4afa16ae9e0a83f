"""Sources of records: files, globs, standard input, open files; plain or compressed, in UTF-8 or UTF-16, recognized by content."""

from __future__ import annotations

import os
import stat
import sys

from odatanodes.base.files import InputError, expanded, is_glob, why

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO, Any, BinaryIO, Protocol, Self

    class Readable(Protocol):
        """What a file opened in binary mode has."""

        def read(self, size: int, /) -> bytes:
            """Return up to `size` bytes, none at the end."""

    Source = str | os.PathLike[str] | Readable
    """A path, a glob, "-" for standard input, or a file opened in binary mode."""
    Identity = tuple[int, int]
    """Which file it is, whatever its name: device and number."""

__all__ = ["Stream", "identity_of", "is_one", "names_of", "opened", "path_identity"]

GZIP = b"\x1f\x8b"
ZSTD = (b"\x28\xb5\x2f\xfd", *[bytes([number, 0x2A, 0x4D, 0x18]) for number in range(0x50, 0x60)])
"""The beginnings of a zstd frame, and of one that is skipped."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks; PowerShell 5.1 writes the first one."""

OTHERS = {b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"PK\x03\x04": "zip"}


class Stream:
    """Bytes with a name: `read(size)` returns up to `size`, decompressed and in UTF-8, and nothing at the end.

    `size` is that of the file on the disk (0: not known), `done` how much of that was read; `path` is given where the file is
    plain, so that it can be read in several places at once if it still has this `identity`.
    """

    def __init__(self, name: str, file: Readable, *, size: int = 0, path: str = "", close: bool = False) -> None:
        self.name = name
        self.size = size
        self.done = 0
        self.path = path
        self.identity: Identity | None = None
        self._file = file
        self._close = close
        self._begin = b""
        self._failures: tuple[type[Exception], ...] = (OSError,)
        self.read: Callable[[int], bytes] = self._checked(self._raw)
        self._detect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._close:
            self._file.close()  # type: ignore[attr-defined]  # a file that was opened here

    def begins_with_a_record(self) -> bool:
        """Whether the first line is one object, so that it pays to look for more of them in several places."""
        first, end, _ = self._begin.partition(b"\n")
        first = first.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r")
        return bool(end) and first[:1] == b"{" and first[-1:] == b"}"

    def seek(self, offset: int) -> None:
        """Go to a position in a plain file."""
        self._file.seek(offset)  # type: ignore[attr-defined]  # called for files on the disk only
        self._begin, self.done = b"", offset

    def back(self, count: int) -> None:
        """Go back by `count` of the bytes read last, in a plain file."""
        self.seek(self.done - count)

    def _raw(self, size: int = 1 << 16) -> bytes:
        """Return bytes as they are on the disk."""
        if self._begin:
            data, self._begin = self._begin[:size], self._begin[size:]
        else:
            data = self._file.read(size)
            if not isinstance(data, bytes):
                if data is None:
                    raise InputError(f"cannot read '{self.name}': it is not blocking and has no data yet")
                raise InputError(f"cannot read '{self.name}': open it in binary mode")
        self.done += len(data)
        return data

    def _detect(self) -> None:
        """Read the beginning, and put a decompressor or decoder in front if the content needs one."""
        begin = self.read(1 << 16)
        while 0 < len(begin) < 4 and (more := self.read(1 << 16)):
            begin += more
        self._begin, self.done = begin, 0
        if begin.startswith(GZIP):
            import gzip
            import zlib

            self.path = ""
            self._failures = (OSError, EOFError, zlib.error)
            raw: Any = _ReadOnly(self._raw)
            self.read = self._checked(gzip.GzipFile(fileobj=raw, mode="rb").read)
        elif begin.startswith(ZSTD):
            self.path = ""
            module = _zstd(self.name)
            self._failures = (OSError, EOFError, module.ZstdError)
            self.read = self._checked(module.ZstdFile(_ReadOnly(self._raw)).read)
        elif begin.startswith(UTF_16):
            self.path = ""
            self._failures = (OSError, UnicodeError)
            self.read = self._checked(_from_utf_16(self._raw))
        elif begin.startswith(tuple(OTHERS)):
            kind = next(kind for mark, kind in OTHERS.items() if begin.startswith(mark))
            raise InputError(f"cannot read '{self.name}': it is compressed with {kind}; gzip and zstd are read, and plain text")

    def _checked(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        """Return a `read` whose failures are InputErrors."""

        def checked(size: int) -> bytes:
            try:
                return read(size)
            except self._failures as error:
                reason = "the compressed data is cut off or broken, or something else follows it"
                if isinstance(error, UnicodeError):
                    reason = "not UTF-16 text, as its byte order mark says"
                elif isinstance(error, OSError) and error.errno is not None:  # gzip raises it without a number
                    reason = why(error)
                raise InputError(f"cannot read '{self.name}': {reason}") from None

        return checked


class _ReadOnly:
    """A file object for decompressors, which call nothing but `read`."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self.read = read


def _from_utf_16(read: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """Return a `read` of UTF-8 for one of UTF-16 with a byte order mark."""
    from codecs import getincrementaldecoder

    decoder = getincrementaldecoder("utf-16")()

    def decoded(size: int) -> bytes:
        while data := read(size):
            if text := decoder.decode(data):
                return text.encode()
        return decoder.decode(b"", final=True).encode()

    return decoded


def _zstd(name: str) -> Any:
    """Return the module that reads zstd, part of Python from 3.14 on."""
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise InputError(f"cannot read '{name}': it is compressed with zstd; pip install 'odatanodes[speed]' reads that") from None
    return zstd


def names_of(source: Source | Iterable[Source]) -> Iterator[Source]:
    """Yield the sources one by one: a glob becomes the files that match it, sorted."""
    if isinstance(source, (str, os.PathLike)):
        yield from expanded(os.fspath(source))
    elif hasattr(source, "read"):
        yield source  # type: ignore[misc]  # what has `read` is a file
    else:
        for one in source:
            yield from names_of(one)


def is_one(source: Source | Iterable[Source]) -> bool:
    """Whether one source is named, by itself: not a glob, nor several. An iterator counts as several."""
    if isinstance(source, (str, os.PathLike)):
        return not is_glob(os.fspath(source))
    if isinstance(source, (list, tuple)):
        return len(source) == 1 and is_one(source[0])
    return hasattr(source, "read")


def opened(source: Source, written: Identity | None = None) -> Stream:
    """Open one source; raises InputError where it cannot be read, or is the file that is `written`."""
    stream = _opened(source)
    if stream.identity is not None and stream.identity == written:
        stream.__exit__()
        raise InputError(f"cannot read '{stream.name}': the output goes to the same file")
    return stream


def _opened(source: Source) -> Stream:
    if not isinstance(source, str):
        return Stream(str(getattr(source, "name", "<file>")), source)  # type: ignore[arg-type]  # paths are text by now
    if source == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed")
        stream = Stream("<stdin>", sys.stdin.buffer.raw if hasattr(sys.stdin.buffer, "raw") else sys.stdin.buffer)
        stream.identity = identity_of(sys.stdin)
        return stream
    try:
        file: BinaryIO = open(source, "rb", buffering=0)  # noqa: PTH123, SIM115
        status = os.fstat(file.fileno())
    except ValueError:  # a path with a NUL
        raise InputError(f"cannot read {source!r}: no such file") from None
    except OSError as error:
        raise InputError(f"cannot read '{source}': {why(error)}") from None
    is_file = stat.S_ISREG(status.st_mode)
    try:
        stream = Stream(source, file, size=status.st_size if is_file else 0, path=source if is_file else "", close=True)
    except BaseException:
        file.close()
        raise
    stream.identity = identity_of(file)
    return stream


def identity_of(file: IO[Any]) -> Identity | None:
    """Return which file on the disk it is; None where it is not one: a pipe, a terminal, something in memory."""
    try:
        return _identity(os.fstat(file.fileno()))
    except (OSError, ValueError, AttributeError):  # not a file of the system
        return None


def path_identity(path: str) -> Identity | None:
    """Return which file on the disk has a name; None where there is none."""
    try:
        return _identity(os.stat(path))  # noqa: PTH116
    except (OSError, ValueError):
        return None


def _identity(status: os.stat_result) -> Identity | None:
    """Return the identity of a plain file; some file systems of Windows give no number."""
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) and status.st_ino else None
