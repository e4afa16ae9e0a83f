"""Keep the nodes that match a $filter, in order, one JSON object on each line, as they were; or count them, or say why.

Reads answers of the Batch service ({"value": […]}), JSON arrays and JSON Lines, plain or compressed (gzip, zstd), from files,
globs or standard input, in memory that does not grow with them. A record that is broken, or lacks a property that the filter
needs, stops it with exit code 2 and a line that names the place, unless --on-bad-record says otherwise.
"""

from __future__ import annotations

import gc
import sys
from types import SimpleNamespace

from odatanodes.base.files import OutputFile
from odatanodes.base.text import printable
from odatanodes.cli._common import note, sample, show, tell, wants_color, width
from odatanodes.filter import Filter
from odatanodes.scan.record import BadRecord, BadRecordError, joined
from odatanodes.scan.run import Query, parts, records
from odatanodes.scan.source import identity_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from odatanodes.filter.select import Select
    from odatanodes.scan.output import Projected
    from odatanodes.scan.record import Kept, Record
    from odatanodes.scan.run import Part
    from odatanodes.scan.source import Source
    from odatanodes.scan.table import Cells

EXAMPLES = """\
examples:
  odatanodes filter "state eq 'idle'" --sample
  odatanodes filter "state eq 'idle' and totalTasksRun gt 0" nodes.json -s id,vmSize
  az batch node list --pool-id p1 | odatanodes filter "startTaskInfo/exitCode ne 0"
  odatanodes filter "isDedicated" 'dumps/*.jsonl.gz' -o dedicated.jsonl
  odatanodes filter "state eq 'idle'" nodes.json --count
  odatanodes filter "state eq 'idle' and totalTasksRun gt 0" nodes.json --why=missed

exit codes: 0 done, however many nodes matched; 2 wrong use, unreadable input, a bad record or a bad expression
"""
FORMATS = ("jsonl", "page", "table")
DEFAULTS = {
    **dict.fromkeys(("sample", "invert", "count", "no_progress"), False),
    **dict.fromkeys(("select", "output_file", "output", "why", "jobs")),
    "on_bad_record": "fail",
    "on_missing": "raise",
}
"""What the options are where none is given, as `configure` has it."""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument(
        "paths", nargs="*", metavar="FILE", help="a file of JSON or JSON Lines, or a glob; '-', or none: standard input"
    )
    parser.add_argument("--sample", action="store_true", help="read the packaged List Nodes example instead of a file")
    parser.add_argument("-s", "--select", metavar="SELECT", help="keep only these properties, such as id,startTaskInfo/exitCode")
    parser.add_argument("--invert", action="store_true", help="keep the nodes that do not match")
    parser.add_argument(
        "-o", "--output-file", metavar="FILE", help="write to a file, all or nothing, instead of standard output ('-')"
    )
    parser.add_argument(
        "--output",
        choices=FORMATS,
        help="jsonl: each node as it was, on a line of its own (default); page: one answer of the service; table: some columns, "
        "or those selected, fitted to the terminal",
    )
    _configure_instead(parser)
    parser.add_argument(
        "--on-bad-record",
        choices=("fail", "skip", "report"),
        default="fail",
        help="what to do with a record that is broken, no node, or one that the filter cannot be evaluated on: stop with exit "
        "code 2 (default), leave it out, or leave it out and say which it is and why",
    )
    parser.add_argument(
        "--on-missing",
        choices=("raise", "null"),
        default="raise",
        help="a required property that a node lacks makes it a bad record (default), or counts as null",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="processes that share a plain file of JSON Lines (default: 1 below 64 MB, then one for each core)",
    )
    parser.add_argument("--no-progress", action="store_true", help="do not show how far a long run is")


def _configure_instead(parser: ArgumentParser) -> None:
    """Add what can come out instead of the nodes."""
    from argparse import SUPPRESS

    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--count", action="store_true", help="print how many nodes are kept instead of the nodes")
    whys = [("--why", "all", "print why each node matches or not; --why=matched, --why=missed: of these only")]
    whys += [(f"--why={which}", which, "") for which in ("all", "matched", "missed")]
    for option, which, help in whys:  # options of their own: an optional value would swallow the expression that follows
        instead.add_argument(option, dest="why", action="store_const", const=which, help=help or SUPPRESS)


def plain(arguments: Sequence[str]) -> Namespace | None:
    """Return what the parser makes of arguments without options; None where there is one.

    Loading argparse and making the parser take 5 ms: an eighth of what filtering a page takes.
    """
    if not arguments or any(argument[:1] == "-" and argument != "-" for argument in arguments):
        return None
    made: Any = SimpleNamespace(expression=arguments[0], paths=list(arguments[1:]), **DEFAULTS)
    return made  # type: ignore[no-any-return]  # it has what a Namespace has


def run(args: Namespace) -> int:
    """Filter the nodes; 0 whether or not any matched."""
    _check_use(args)
    gc.disable()  # records hold no circles, and looking for some takes a tenth of the time
    wanted = Filter(args.expression, on_missing=args.on_missing)
    show(wanted.diagnostics, wanted.text, args.color)
    select = None
    if args.select is not None:
        from odatanodes.filter.select import Select

        select = Select(args.select)
        show(select.diagnostics, select.text, args.color)
    source: Iterable[Source] = [sample()] if args.sample else args.paths or ["-"]
    trouble = _Trouble(args.on_bad_record)
    written = identity_of(sys.stdout) if _to_stdout(args) else None
    if args.why:
        color = _to_stdout(args) and wants_color(args.color, sys.stdout)
        found = records(source, stop_at_bad=trouble.stops, written=written)
        shown = _reasons(found, wanted, args.why, trouble, color=color)
        encoding = _encoding(args)
        lines: Iterator[bytes] = (text.encode(encoding, "backslashreplace") for text in shown)
    else:
        convert = _converter(args, select)
        query = Query(wanted.expr, wanted.schema, wanted.rules, invert=args.invert, stop_at_bad=trouble.stops, convert=convert)
        scanned = parts(query, source, args.jobs, written=written)
        lines = _formatted(trouble.passed(_watched(scanned, source, args)), args, convert)
    _write(lines, args.output_file)
    trouble.summarize()
    return 0


def _watched(found: Iterator[Part], source: Iterable[Source], args: Namespace) -> Iterator[Part]:
    """Show how far the scan is, where there is a terminal and no nodes are written to it."""
    on_terminal = _to_stdout(args) and not args.count and sys.stdout.isatty()
    if args.no_progress or on_terminal or not sys.stderr.isatty():
        return found
    from odatanodes.cli._scan_progress import watched

    return watched(found, source)


def _converter(args: Namespace, select: Select | None) -> Projected | Cells | None:
    """Return what makes of a record's bytes what is written of it."""
    if args.count:
        return None
    if args.output == "table":
        from odatanodes.scan.table import COLUMNS, Cells, columns_of

        return Cells(COLUMNS if select is None else columns_of(select.tree))
    if select is None:
        return None
    from odatanodes.scan.output import Projected

    return Projected(select.tree, as_line=True)


def _formatted(kept: Iterator[Kept], args: Namespace, convert: Projected | Cells | None) -> Iterator[bytes]:
    if args.count:
        return _count(kept)
    if args.output == "page":
        return _page(kept)
    if args.output != "table":
        return _lines(kept)
    from odatanodes.scan.table import Cells, table

    assert isinstance(convert, Cells)
    fitted = _to_stdout(args) and sys.stdout.isatty()
    encoding = _encoding(args)
    return (line.encode(encoding, "replace") for line in table(convert.columns, kept, width() if fitted else None))


def _to_stdout(args: Namespace) -> bool:
    return args.output_file in {None, "-"}


def _encoding(args: Namespace) -> str:
    """Return how text for people is written: as the terminal takes it, in a file as UTF-8."""
    return (_to_stdout(args) and sys.stdout.encoding) or "utf-8"


def _check_use(args: Namespace) -> None:
    """Refuse what does not go together."""
    if args.sample and args.paths:
        args.error("give files or --sample, not both")
    if not (args.sample or args.paths) and sys.stdin is not None and sys.stdin.isatty():
        args.error("no nodes: give a file of JSON or JSON Lines, pipe one in, or try --sample")
    if args.why and (odd := _given(args, "invert", "select", "output", "jobs")):
        args.error(f"--why shows nodes as they are judged: leave {odd} out")
    if args.count and (odd := _given(args, "select", "output")):
        args.error(f"--count prints a number, no nodes: leave {odd} out")
    if args.jobs is not None and args.jobs < 1:
        args.error(f"--jobs is at least 1, not {args.jobs}")


def _given(args: Namespace, *names: str) -> str:
    """Return those of the options that were given."""
    return ", ".join(f"--{name}" for name in names if getattr(args, name) != DEFAULTS[name])


class _Trouble:
    """What is done with bad records, and how many there were."""

    def __init__(self, choice: str) -> None:
        self._choice = choice
        self.stops = choice == "fail"
        self._count = 0
        self._losses = 0  # how many of them nodes may be missing after

    def passed(self, found: Iterable[Part]) -> Iterator[Kept]:
        """Yield what was kept; raises BadRecordError after what came before the first bad record, if that is the choice."""
        for part in found:
            yield part.kept
            for bad in part.bad:
                self.meet(bad)

    def meet(self, bad: BadRecord) -> None:
        """Do what was chosen."""
        if self.stops:
            raise BadRecordError(bad)
        self._count += 1
        self._losses += bad.loses_rest
        if self._choice == "report":
            tell("bad record", bad)

    def summarize(self) -> None:
        """Say how many there were."""
        if self._count:
            lost = (
                f"; nodes in or after {self._losses:,} of them, in the same page or array, may be missing" if self._losses else ""
            )
            note(f"odatanodes: {self._count:,} bad record{'s' * (self._count > 1)} left out{lost}")


def _lines(found: Iterable[Kept]) -> Iterator[bytes]:
    for kept in found:
        if kept:
            yield joined(kept, b"\n")
            yield b"\n"


def _page(found: Iterable[Kept]) -> Iterator[bytes]:
    between = b'{"value":[\n'
    for kept in found:
        if kept:
            yield between + joined(kept, b",\n")
            between = b",\n"
    yield b'{"value":[]}\n' if between[:1] == b"{" else b"\n]}\n"


def _count(found: Iterable[Kept]) -> Iterator[bytes]:
    yield b"%d\n" % sum(map(len, found))


def _reasons(found: Iterable[Record | BadRecord], wanted: Filter, which: str, trouble: _Trouble, *, color: bool) -> Iterator[str]:
    """Yield for each node of the kind asked for its name, whether it matched, and the trace."""
    for record in found:
        if isinstance(record, BadRecord):
            trouble.meet(record)
            continue
        why = wanted.trace(record.node)
        outcome = "cannot be evaluated" if why.error else "matched" if why.matched else "missed"
        if which in ("all", outcome) or why.error:
            name = printable(str(record.node.get("id", record.place())))
            text = why.to_text(color=color).replace("\n", "\n  ")
            yield f"{name}  {outcome}\n  {text}\n"


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
