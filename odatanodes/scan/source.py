"""Where records come from: files, globs, standard input, open files; plain, gzip or zstd, told apart by content.

Comes in: what the caller names. Goes out: `Stream`s, one after the other; InputError where one cannot be read.
"""

from __future__ import annotations

import os
import stat
import sys

from odatanodes.base.files import InputError, why

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import IO, Any, BinaryIO, Protocol, Self

    class Readable(Protocol):
        """What a file opened in binary mode has."""

        def read(self, size: int, /) -> bytes:
            """Return up to so many bytes, none at the end."""

    Source = str | os.PathLike[str] | Readable
    """A path, a glob, "-" for standard input, or a file opened in binary mode."""
    Identity = tuple[int, int]
    """Which file it is, whatever its name: device and number."""

__all__ = ["Stream", "identity_of", "is_one", "names_of", "opened"]

GZIP = b"\x1f\x8b"
ZSTD = (b"\x28\xb5\x2f\xfd", *[bytes([number, 0x2A, 0x4D, 0x18]) for number in range(0x50, 0x60)])
"""How a frame of zstd begins, and one that is passed over."""

OTHERS = {b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz", b"PK\x03\x04": "zip"}


class Stream:
    """Bytes with a name: `read(size)` returns up to so many, decompressed, and nothing at the end.

    `size` is that of the file as it lies on the disk (0: not known), `done` how much of that was read; `path` is given where
    the file is plain, so that it can be read in several places at once, if it is still the one of this `identity`.
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
        self.read: Callable[[int], bytes] = self._told(self._raw)
        self._detect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._close:
            self._file.close()  # type: ignore[attr-defined]  # a file that was opened here

    def begins_with_a_record(self) -> bool:
        """Whether the first line is one object: whether it pays to look for more of them at several places."""
        first, end, _ = self._begin.partition(b"\n")
        first = first.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r")
        return bool(end) and first[:1] == b"{" and first[-1:] == b"}"

    def seek(self, offset: int) -> None:
        """Go to a place in a plain file."""
        self._file.seek(offset)  # type: ignore[attr-defined]  # only a file of the disk is asked
        self._begin, self.done = b"", offset

    def back(self, count: int) -> None:
        """Go back by so many bytes of those read last, in a plain file."""
        self.seek(self.done - count)

    def _raw(self, size: int = 1 << 16) -> bytes:
        """Return bytes as they lie on the disk."""
        if self._begin:
            data, self._begin = self._begin[:size], self._begin[size:]
        else:
            data = self._file.read(size)
            if not isinstance(data, bytes):
                if data is None:
                    raise InputError(f"cannot read '{self.name}': it gives nothing yet and does not wait")
                raise InputError(f"cannot read '{self.name}': open it in binary mode")
        self.done += len(data)
        return data

    def _detect(self) -> None:
        """Read the beginning, and put a decompressor in front where it asks for one."""
        begin = self.read(1 << 16)
        while 0 < len(begin) < 4 and (more := self.read(1 << 16)):
            begin += more
        self._begin, self.done = begin, 0
        if begin.startswith(GZIP):
            import gzip
            import zlib

            self.path = ""
            self._failures = (OSError, EOFError, zlib.error)
            raw: Any = _Whole(self._raw)  # all that is asked of a file that is only read
            self.read = self._told(gzip.GzipFile(fileobj=raw, mode="rb").read)
        elif begin.startswith(ZSTD):
            self.path = ""
            module = _zstd(self.name)
            self._failures = (OSError, EOFError, module.ZstdError)
            self.read = self._told(module.ZstdFile(_Whole(self._raw)).read)
        elif begin.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(f"cannot read '{self.name}': not UTF-8 text (looks like UTF-16; save it as UTF-8)")
        elif begin.startswith(tuple(OTHERS)):
            kind = next(kind for mark, kind in OTHERS.items() if begin.startswith(mark))
            raise InputError(f"cannot read '{self.name}': it is compressed with {kind}; gzip and zstd are read, and plain text")

    def _told(self, read: Callable[[int], bytes]) -> Callable[[int], bytes]:
        """Return a read whose failures are InputErrors."""

        def told(size: int) -> bytes:
            try:
                return read(size)
            except self._failures as error:
                reason = "the compressed data is cut off or broken, or something else follows it"
                if isinstance(error, OSError) and error.errno is not None:  # gzip has errors of this class without a number
                    reason = why(error)
                raise InputError(f"cannot read '{self.name}': {reason}") from None

        return told


class _Whole:
    """A file as decompressors want it: reading only."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self.read = read


def _zstd(name: str) -> Any:
    """Return the module that reads zstd: of Python itself from 3.14 on."""
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        raise InputError(f"cannot read '{name}': it is compressed with zstd; pip install 'odatanodes[speed]' reads that") from None
    return zstd


def names_of(source: Source | Iterable[Source]) -> Iterator[Source]:
    """Yield what is to be read, one by one: globs become the files they match, sorted."""
    if isinstance(source, (str, os.PathLike)):
        path = os.fspath(source)
        if not _is_glob(path):
            yield path
            return
        from glob import glob

        found = sorted(glob(path, recursive=True))  # noqa: PTH207 - pathlib costs milliseconds at start-up
        if not found:
            raise InputError(f"no file matches '{path}'")
        yield from found
    elif hasattr(source, "read"):
        yield source  # type: ignore[misc]  # what has `read` is a file
    else:
        for one in source:
            yield from names_of(one)


def _is_glob(path: str) -> bool:
    return any(char in path for char in "*?[") and not os.path.exists(path)  # noqa: PTH110


def is_one(source: Source | Iterable[Source]) -> bool:
    """Whether one source is named, by itself: no glob, nor several. What is an iterator counts as several."""
    if isinstance(source, (str, os.PathLike)):
        return not _is_glob(os.fspath(source))
    if isinstance(source, (list, tuple)):
        return len(source) == 1 and is_one(source[0])
    return hasattr(source, "read")


def opened(source: Source, written: Identity | None = None) -> Stream:
    """Open one source; raises InputError where it cannot be read, or is the file that is `written`."""
    stream = _opened(source)
    if stream.identity is not None and stream.identity == written:
        stream.__exit__()
        raise InputError(f"cannot read '{stream.name}': what is written goes to the same file")
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
    """Return which file of the disk it is; None where it is none: a pipe, a terminal, something in memory."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError, AttributeError):  # it is none of the system's
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
