"""Helpers of the tests of scanning."""

from __future__ import annotations

from contextlib import ExitStack
from io import BytesIO
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any
from unittest import mock

from odatanodes.scan import reader, run, text
from odatanodes.scan.query import Query
from odatanodes.scan.run import parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes import Filter

Outcome = tuple[list[Any], list[str]]


def query_of(filter: Filter, **options: Any) -> Query:
    """Return the query of a filter."""
    return Query(filter.expr, filter.schema, filter.rules, **options)


def outcome(
    filter: Filter,
    data: bytes,
    *,
    structs: bool = False,
    chunk: int = text.CHUNK,
    stop_at_bad: bool = False,
    invert: bool = False,
    convert: Callable[[bytes], Any] | None = None,
    in_file: bool = False,
    counts: bool = False,
) -> Outcome:
    """Return the kept records and the reports of bad ones, for one decoder and one size of read.

    With `in_file` they lie in a file, in which the reading goes back.
    """
    with ExitStack() as stack:
        for name in ("MSGSPEC_MIN_BYTES", "MSGSPEC_MIN_BYTES_OF_PIPE"):
            stack.enter_context(mock.patch.object(run, name, -1 if structs else 1 << 60))
        for module in (text, reader):
            stack.enter_context(mock.patch.object(module, "CHUNK", chunk))
        source: Any = BytesIO(data)
        if in_file:
            stack.enter_context(mock.patch.object(reader, "BLOCK", chunk))
            file = stack.enter_context(NamedTemporaryFile())
            file.write(data)
            file.flush()
            source = file.name
        query = query_of(filter, stop_at_bad=stop_at_bad, invert=invert, convert=convert, counts=counts)
        kept: list[Any] = []
        bad: list[str] = []
        for part in parts(query, source):
            kept += part.kept
            bad += [str(record).replace(source, "<file>") if in_file else str(record) for record in part.bad]
            if bad and stop_at_bad:
                break
        return kept, bad


WAYS: dict[str, dict[str, Any]] = {
    "dicts": {},
    "structs": {"structs": True},
    "dicts, little by little": {"chunk": 16},
    "structs, little by little": {"structs": True, "chunk": 16},
    "structs, some lines at once": {"structs": True, "chunk": 300},
    "a file, dicts, little by little": {"chunk": 16, "in_file": True},
    "a file, structs, some lines at once": {"structs": True, "chunk": 300, "in_file": True},
}
"""Ways to scan that must give the same outcome."""


def same_outcome(filter: Filter, data: bytes, **options: Any) -> Outcome:
    """Return the outcome, after checking that all ways have the same."""
    outcomes = {name: outcome(filter, data, **options, **way) for name, way in WAYS.items()}
    expected = outcomes["dicts"]
    assert all(found == expected for found in outcomes.values()), outcomes
    return expected
