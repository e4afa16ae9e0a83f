"""Keep the items that match a $filter, in order and unchanged, one JSON object per line; or count them, or explain the result.

Reads responses of the Batch service ({"value": […]}), JSON arrays and JSON Lines, plain or compressed (gzip, zstd), from files,
globs or standard input, in memory that does not grow with them; and Parquet files, globs and folders of them. A record that is
broken, or lacks a property that the filter needs, stops it with exit code 2 and a message that names the place, unless
--on-bad-record says otherwise.
"""

from __future__ import annotations

import gc
import sys
from types import SimpleNamespace

from odatanodes.base.files import OutputFile
from odatanodes.base.text import inert, printable
from odatanodes.cli._common import add_api, given_filter, given_select, is_table, sample, wants_color, width
from odatanodes.cli._trouble import Trouble, add_on_bad_record
from odatanodes.scan.formats import FORMATS, Screen, counted
from odatanodes.scan.query import Query
from odatanodes.scan.record import BadRecord
from odatanodes.scan.run import parts, records
from odatanodes.scan.source import identity_of, path_identity

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from odatanodes.filter import Filter
    from odatanodes.filter.select import Select
    from odatanodes.scan.record import Record
    from odatanodes.scan.run import Part
    from odatanodes.scan.source import Identity, Source

EXAMPLES = """\
examples:
  odatanodes filter "state eq 'idle'" --sample
  odatanodes filter "state eq 'idle' and totalTasksRun gt 0" nodes.json -s id,vmSize
  az batch node list --pool-id p1 | odatanodes filter "startTaskInfo/exitCode ne 0"
  odatanodes filter "executionInfo/exitCode ne 0" tasks.jsonl --api list-tasks --output-format table
  odatanodes filter "isDedicated" 'dumps/*.jsonl.gz' -o dedicated.jsonl
  odatanodes filter "state eq 'idle'" nodes.json --count
  odatanodes filter "state eq 'idle'" nodes.parquet
  odatanodes filter "state eq 'idle' and totalTasksRun gt 0" nodes.json --why=missed

exit codes: 0 done, however many items matched; 2 wrong use, unreadable input, a bad record or a bad expression
"""
DEFAULTS = {
    **dict.fromkeys(("sample", "invert", "count", "no_progress"), False),
    **dict.fromkeys(("api", "select", "output_file", "output_format", "why", "jobs")),
    "on_bad_record": "fail",
    "on_missing": "raise",
}
"""The defaults of the options, as `configure` has them."""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="a file of JSON or JSON Lines, or a glob; '-', or none: standard input"
    )
    add_api(parser)
    parser.add_argument("--sample", action="store_true", help="read the packaged List Nodes example instead of a file")
    parser.add_argument("-s", "--select", metavar="SELECT", help="keep only these properties, such as id,startTaskInfo/exitCode")
    parser.add_argument("--invert", action="store_true", help="keep the items that do not match")
    parser.add_argument(
        "-o",
        "--output-file",
        metavar="FILE",
        help="write to a file, all or nothing, instead of standard output ('-'); not to one of those that are read",
    )
    parser.add_argument(
        "--output-format",
        "--output",
        choices=FORMATS,
        help="; ".join(f"{name}: {format.help}" for name, format in FORMATS.items()),
    )
    _configure_instead(parser)
    add_on_bad_record(parser, "one that the filter cannot be evaluated on")
    parser.add_argument(
        "--on-missing",
        choices=("raise", "null"),
        default="raise",
        help="a required property that an item lacks makes it a bad record (default), or is read as null",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="processes that share a plain file of JSON Lines (default: 1 below 64 MB, then one for each core)",
    )
    parser.add_argument("--no-progress", action="store_true", help="do not show the progress of a long run")


def _configure_instead(parser: ArgumentParser) -> None:
    """Add what can be printed instead of the items."""
    from argparse import SUPPRESS

    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--count", action="store_true", help="print how many items are kept instead of the items")
    whys = [("--why", "all", "print why each item matches or not; --why=matched, --why=missed: of these only")]
    whys += [(f"--why={which}", which, "") for which in ("all", "matched", "missed")]
    for option, which, help in whys:  # options of their own: an optional value would swallow the expression that follows
        instead.add_argument(option, dest="why", action="store_const", const=which, help=help or SUPPRESS)


def plain(arguments: Sequence[str]) -> Namespace | None:
    """Return what the parser returns for arguments without options; None where there is an option.

    Loading argparse and building the parser takes 5 ms, an eighth of the time for filtering a page.
    """
    if not arguments or any(argument[:1] == "-" and argument != "-" for argument in arguments):
        return None
    made: Any = SimpleNamespace(expression=arguments[0], paths=list(arguments[1:]), **DEFAULTS)
    return made  # type: ignore[no-any-return]  # it has what a Namespace has


def run(args: Namespace) -> int:
    """Filter the items; 0 whether or not any matched."""
    _check_use(args)
    gc.disable()  # records have no cycles, and looking for them takes a tenth of the time
    wanted = given_filter(args.expression, args, on_missing=args.on_missing)
    select = given_select(args.select, args)
    source: Iterable[Source] = [sample()] if args.sample else args.paths or ["-"]
    trouble = Trouble(args.on_bad_record)
    written = _written(args)
    if args.why:
        color = _to_stdout(args) and wants_color(args.color, sys.stdout)
        found = records(source, stop_at_bad=trouble.stops, written=written)
        shown = _reasons(found, wanted, args.why, trouble, color=color)
        encoding = _encoding(args)
        lines: Iterator[bytes] = (text.encode(encoding, "backslashreplace") for text in shown)
    else:
        lines = _results(args, wanted, select, source, trouble, written)
    _write(lines, args.output_file)
    trouble.summarize()
    return 0


def _written(args: Namespace) -> Identity | None:
    """Return which file the output goes to, which cannot be read meanwhile."""
    return identity_of(sys.stdout) if _to_stdout(args) else path_identity(args.output_file)


def _results(
    args: Namespace, wanted: Filter, select: Select | None, source: Iterable[Source], trouble: Trouble, written: Identity | None
) -> Iterator[bytes]:
    """Return the output for the items that are kept."""
    format = FORMATS[args.output_format or "jsonl"]
    convert = None if args.count else format.converter(None if select is None else select.tree, wanted.schema)
    on_terminal = _to_stdout(args) and sys.stdout.isatty()
    screen = Screen(_encoding(args), width() if on_terminal else None)
    if any(map(is_table, args.paths)):
        from odatanodes.cli._tables import Rows

        rows = Rows(args, wanted, trouble)
        if args.count:
            return iter([b"%d\n" % rows.count()])
        return format.write(rows.batches(select, convert, projects=args.output_format != "table"), convert, screen)
    query = Query(
        wanted.expr,
        wanted.schema,
        wanted.rules,
        invert=args.invert,
        stop_at_bad=trouble.stops,
        convert=convert,
        counts=args.count,
    )
    kept = trouble.passed(_watched(parts(query, source, args.jobs, written=written), source, args))
    if args.count:
        return counted(kept)
    return format.write(kept, convert, screen)


def _watched(found: Iterator[Part], source: Iterable[Source], args: Namespace) -> Iterator[Part]:
    """Show the progress of the scan, if there is a terminal and no nodes are written to it."""
    on_terminal = _to_stdout(args) and not args.count and sys.stdout.isatty()
    if args.no_progress or on_terminal or not sys.stderr.isatty():
        return found
    from odatanodes.cli._scan_progress import watched

    return watched(found, source)


def _to_stdout(args: Namespace) -> bool:
    return args.output_file in {None, "-"}


def _encoding(args: Namespace) -> str:
    """Return the encoding of text for people: that of the terminal, UTF-8 in a file."""
    return (_to_stdout(args) and sys.stdout.encoding) or "utf-8"


def _check_use(args: Namespace) -> None:
    """Reject options that exclude each other."""
    if args.sample and args.paths:
        args.error("give files or --sample, not both")
    if not (args.sample or args.paths) and sys.stdin is not None and sys.stdin.isatty():
        args.error("no items: give a file of JSON or JSON Lines, pipe one in, or try --sample")
    if args.why and any(map(is_table, args.paths)):
        args.error("--why explains records of JSON, not rows of Parquet files")
    if args.why and (odd := _given(args, "invert", "select", "output_format", "jobs")):
        args.error(f"--why explains the result for each item: leave {odd} out")
    if args.count and (odd := _given(args, "select", "output_format")):
        args.error(f"--count prints a number, not items: leave {odd} out")
    if args.jobs is not None and args.jobs < 1:
        args.error(f"--jobs is at least 1, not {args.jobs}")


def _given(args: Namespace, *names: str) -> str:
    """Return those of the options that were given."""
    return ", ".join(f"--{name.replace('_', '-')}" for name in names if getattr(args, name) != DEFAULTS[name])


def _reasons(found: Iterable[Record | BadRecord], wanted: Filter, which: str, trouble: Trouble, *, color: bool) -> Iterator[str]:
    """Yield for each node of the chosen kind its id, whether it matched, and the trace."""
    for record in found:
        if isinstance(record, BadRecord):
            trouble.meet(record)
            continue
        why = wanted.trace(record.node)
        outcome = "cannot be evaluated" if why.error else "matched" if why.matched else "missed"
        if which in ("all", outcome) or why.error:
            key = "id" if wanted.schema is None else wanted.schema.key
            name = printable(str(record.node.get(key, record.place())))
            lines = [f"{name}  {outcome}", *[f"  {line}" for line in why.to_text(color=color).split("\n")]]
            yield "\n".join(map(inert, lines)) + "\n"


def _write(lines: Iterator[bytes], path: str | None) -> None:
    """Write to a file, all or nothing, or to standard output."""
    if path is not None and path != "-":
        from odatanodes.base.signals import Ending

        with Ending() as ending, OutputFile(path) as file:
            for line in lines:
                ending.check()
                file.write(line)
            ending.check()
        return
    for line in lines:
        sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
