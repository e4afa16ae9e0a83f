"""Scan files of nodes with a filter: JSON Lines, pages of the service and arrays, in memory that does not grow with the file.

    source (files, globs, stdin; gzip and zstd) -> reader (blocks of lines; documents) -> matcher (structs, dicts) -> run

`source` opens and decompresses; `reader` cuts blocks of lines, and hands everything else to `documents`, which parses it
incrementally from its `text` (several items of an array at once: in runs, or, where msgspec decodes them, guessed from the text
between them); `matcher` tests blocks on structs that msgspec decodes (`structs`, from the `shape` of what the filter reads), on
dicts where msgspec is not installed, and record by record wherever either of them raises: only that form decides what is bad, so
that both give the same results; `query` is what is tested, `run` puts these together, `jobs` over byte ranges of one file.
"""

from __future__ import annotations

from odatanodes.scan.json_text import node_of
from odatanodes.scan.query import Query
from odatanodes.scan.record import BadRecord, BadRecordError
from odatanodes.scan.run import parts

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal

    from odatanodes import ast
    from odatanodes.runtime import Rules
    from odatanodes.scan.source import Source
    from odatanodes.schema.types import EntityType

    OnBadRecord = Literal["fail", "skip"] | Callable[[BadRecord], object]

__all__ = ["BadRecord", "BadRecordError", "scan"]


def scan(
    expr: ast.Expr,
    schema: EntityType | None,
    rules: Rules,
    source: Source | Iterable[Source],
    select: ast.SelectList | None = None,
    *,
    jobs: int | None = 1,
    on_bad_record: OnBadRecord = "fail",
    invert: bool = False,
    raw: bool = False,
) -> Iterator[Any]:
    """Yield the items of a source that match, in order: dicts, projections of them (`select`), or their bytes (`raw`).

    `source` is a path, a glob, "-" for standard input, a file opened in binary mode, or several of these: JSON Lines, pages
    of the service (`{"value": […]}`), arrays, one after the other; plain, gzip or zstd. It is read part by part: memory use
    does not grow with the file, but with the largest record (at most 16 MiB). With `raw` records are the bytes of the source,
    without the line's end, and without blanks between tokens where one spans several lines. `jobs` processes share a plain
    file of JSON Lines, None: one for each core if the file is large; a program that uses more than one guards its main
    module. `on_bad_record` "skip" leaves out what is not an item, or cannot be evaluated; a function is called with each as a
    BadRecord; the same goes for an empty file in a glob or among several. Raises BadRecordError (an InputError, a ValueError)
    for the first such record otherwise, and InputError for a source that cannot be read, or is empty and the only one.

    >>> from io import BytesIO
    >>> from odatanodes.evaluate import Rules
    >>> from odatanodes.parse import parse_filter
    >>> pages = BytesIO(b'{"value": [{"id": "n1", "state": "idle"}, {"id": "n2", "state": "running"}]}')
    >>> list(scan(parse_filter("state eq 'idle'"), None, Rules(), pages))
    [{'id': 'n1', 'state': 'idle'}]
    """
    if not callable(on_bad_record) and on_bad_record not in {"fail", "skip"}:
        raise ValueError(f"on_bad_record is 'fail', 'skip' or a function, not {on_bad_record!r}")
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs is a number of processes, 1 or more, not {jobs}")
    if isinstance(source, (bytes, bytearray, memoryview)):
        raise TypeError("source is a path or a file, not bytes: io.BytesIO makes a file of them")
    if raw and select is not None:
        raise ValueError("raw=True gives the records as they are: leave select out")
    convert: Callable[[bytes], Any] | None = None if raw else node_of
    if select is not None:
        from odatanodes.scan.output import Projected

        convert = Projected(select)
    query = Query(expr, schema, rules, invert=invert, stop_at_bad=on_bad_record == "fail", convert=convert)
    return _scanned(query, source, jobs, on_bad_record)


def _scanned(query: Query, source: Source | Iterable[Source], jobs: int | None, on_bad_record: OnBadRecord) -> Iterator[Any]:
    for part in parts(query, source, jobs):
        yield from part.kept
        for bad in part.bad:
            if on_bad_record == "fail":
                raise BadRecordError(bad)
            if callable(on_bad_record):
                on_bad_record(bad)
