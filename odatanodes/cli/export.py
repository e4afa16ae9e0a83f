"""Write the items of JSON files as one Parquet file with canonical values, for data engines and for `odatanodes filter`.

Instants get seven fractional digits each, so that engines can skip what a filter on time excludes, all the more with --sort. The
file says that its values are checked, so that filters on it need no checks. A record that has no canonical form (an instant
that is not in UTC, a number in place of a text) stops it with exit code 2 and a line that names the place, or goes to --odd FILE.
"""

from __future__ import annotations

from odatanodes.base.files import InputError, OutputFile
from odatanodes.base.signals import Ending
from odatanodes.cli._common import add_api, note, schema_named
from odatanodes.cli._progress import Progress
from odatanodes.cli._trouble import Trouble, add_on_bad_record
from odatanodes.engines.canonical import Canonical, NotCanonicalError
from odatanodes.engines.export import sort_key, write
from odatanodes.scan.record import BadRecord, BadRecordError
from odatanodes.scan.run import records
from odatanodes.scan.source import path_identity

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from typing import Any

    from odatanodes.scan.record import Record

EXAMPLES = """\
examples:
  odatanodes export 'dumps/*.jsonl.zst' -o nodes.parquet
  odatanodes export nodes.jsonl -o nodes.parquet --sort stateTransitionTime
  odatanodes export tasks.json -o tasks.parquet --api list-tasks --odd odd-tasks.jsonl
  odatanodes filter "state eq 'idle'" nodes.parquet --count

exit codes: 0 written; 2 wrong use, unreadable input, or a record that has no canonical form
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="a file of JSON or JSON Lines, or a glob; '-', or none: standard input"
    )
    parser.add_argument("-o", "--output-file", required=True, metavar="FILE", help="the Parquet file to write, all or nothing")
    parser.add_argument(
        "--sort", metavar="PROPERTY", help="sort by a property, such as stateTransitionTime or startTaskInfo/exitCode"
    )
    add_api(parser)
    parser.add_argument(
        "--odd", metavar="FILE", help="write records without a canonical form to this file of JSON Lines, and go on"
    )
    add_on_bad_record(parser)
    parser.add_argument("--no-progress", action="store_true", help="do not show the progress of a long run")


def run(args: Namespace) -> int:
    """Write the file."""
    schema = schema_named(args.api)
    if args.sort is not None:
        try:
            sort_key(schema, args.sort)
        except ValueError as error:
            raise InputError(str(error)) from None
    canonical = Canonical(schema)
    progress, trouble = Progress(), Trouble(args.on_bad_record)
    with Ending() as ending, OutputFile(args.output_file) as file:
        odd = _Odd(args.odd)
        with odd:
            items = _converted(args, canonical, odd, trouble, progress, ending)
            count = write(items, schema, canonical, args.api or "list-nodes", file, sort=args.sort)
        ending.check()
    progress.close()
    trouble.summarize()
    _report(args, canonical, odd, count)
    return 0


def _converted(
    args: Namespace, canonical: Canonical, odd: _Odd, trouble: Trouble, progress: Progress, ending: Ending
) -> Iterator[dict[str, Any]]:
    """Yield canonical items."""
    convert = canonical.convert
    written = path_identity(args.output_file)
    for number, record in enumerate(records(args.paths or ["-"], stop_at_bad=trouble.stops, written=written)):
        if isinstance(record, BadRecord):
            trouble.meet(record)
            continue
        try:
            item = convert(record.node)
        except NotCanonicalError as error:
            odd.meet(record, str(error))
            continue
        yield item
        if not number & 0xFFF:
            ending.check()
            if not args.no_progress:
                progress.show(f"{number:,} records read")


class _Odd:
    """The records that have no canonical form: written to a file, or the first one ends the command."""

    def __init__(self, path: str | None) -> None:
        self._file = None if path is None else OutputFile(path)
        self.count = 0
        self.first = ""

    def __enter__(self) -> None:
        if self._file is not None:
            self._file.__enter__()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self._file is not None:
            self._file.__exit__(kind, error, trace)

    def meet(self, record: Record, reason: str) -> None:
        """Write a record, or raise BadRecordError."""
        if self._file is None:
            raise BadRecordError(record.bad(f"{reason}; --odd FILE writes such records to a file of their own"))
        self.count += 1
        self.first = self.first or f"{record.place()}: {reason}"
        self._file.write(record.raw.replace(b"\n", b" ") + b"\n")


def _report(args: Namespace, canonical: Canonical, odd: _Odd, count: int) -> None:
    note(f"odatanodes: {count:,} item{'s' * (count != 1)} written to '{args.output_file}'")
    if odd.count:
        note(f"odatanodes: {odd.count:,} record{'s' * (odd.count > 1)} written to '{args.odd}'; the first: {odd.first}")
    for name, number in sorted(canonical.unknown.items()):
        schema = schema_named(args.api).name
        note(f"odatanodes: '{name}' is not a property of {schema}: left out of {number:,} item{'s' * (number > 1)}")
