"""Keep the nodes that match a $filter, in order, one JSON object on each line; or count them, or say why each matches or not.

Reads answers of the Batch service ({"value": […]}), JSON arrays and JSON Lines, from files or standard input. A record that is
broken, or lacks a property that the filter needs, stops it with exit code 2 and a line that names the place.
"""

from __future__ import annotations

import json
import sys
from itertools import chain, islice

from odatanodes.cli._common import show, wants_color
from odatanodes.files import InputError, replaced_file
from odatanodes.filter import Filter
from odatanodes.read import read_nodes, read_sample
from odatanodes.runtime import NodeError
from odatanodes.select import Select

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from typing import Any

    from odatanodes.read import Record

EXAMPLES = """\
examples:
  odatanodes filter "state eq 'idle'" --sample
  odatanodes filter "state eq 'idle' and totalTasksRun gt 0" nodes.json -s id,vmSize
  az batch node list --pool-id p1 | odatanodes filter "startTaskInfo/exitCode ne 0"
  odatanodes filter "isDedicated" page1.json page2.json -o dedicated.jsonl
  odatanodes filter "state eq 'idle'" nodes.json --count
  odatanodes filter "state eq 'idle' and totalTasksRun gt 0" nodes.json --why=missed

exit codes: 0 done, however many nodes matched; 2 wrong use, unreadable input or a bad expression
"""
BATCH = 1000


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument("paths", nargs="*", metavar="FILE", help="a JSON or JSON Lines file; '-', or none: standard input")
    parser.add_argument("--sample", action="store_true", help="read the packaged List Nodes example instead of a file")
    parser.add_argument("-s", "--select", metavar="SELECT", help="keep only these properties, such as id,startTaskInfo/exitCode")
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file, all or nothing, instead of standard output")
    parser.add_argument("--invert", action="store_true", help="keep the nodes that do not match")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--count", action="store_true", help="print how many nodes are kept instead of the nodes")
    instead.add_argument(
        "--why",
        nargs="?",
        const="all",
        choices=("all", "matched", "missed"),
        metavar="WHICH",
        help="print why each node matches or not: of all nodes, or --why=matched, --why=missed",
    )


def run(args: Namespace) -> int:
    """Filter the nodes; 0 whether or not any matched."""
    if args.sample and args.paths:
        args.error("give files or --sample, not both")
    if not (args.sample or args.paths) and sys.stdin is not None and sys.stdin.isatty():
        args.error("no nodes: give a file of JSON or JSON Lines, pipe one in, or try --sample")
    wanted = Filter(args.expression)
    show(wanted.diagnostics, wanted.text, args.color)
    select = None
    if args.select is not None:
        select = Select(args.select)
        show(select.diagnostics, select.text, args.color)
    records = read_sample() if args.sample else chain.from_iterable(map(read_nodes, args.paths or ["-"]))
    if args.why:
        if args.invert or args.select:
            args.error("--why shows nodes as they are judged: leave --invert and --select out")
        color = not args.output and wants_color(args.color, sys.stdout)
        lines = _reasons(records, wanted, args.why, color=color)
    else:
        lines = _kept(records, wanted, select, invert=args.invert)
        if args.count:
            lines = iter([b"%d\n" % sum(1 for _ in lines)])
    if args.output:
        replaced_file(args.output, b"".join(lines))
    else:
        for line in lines:
            sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()
    return 0


def _kept(records: Iterator[Record], wanted: Filter, select: Select | None, *, invert: bool) -> Iterator[bytes]:
    while batch := list(islice(records, BATCH)):
        try:
            kept = wanted.apply([record.node for record in batch])
        except NodeError as error:
            raise InputError(f"{_culprit(batch, wanted).place()}: {_in_words(error)}") from None
        if invert:
            matching = set(map(id, kept))
            kept = [record.node for record in batch if id(record.node) not in matching]
        yield from map(_as_line, kept if select is None else select.apply_all(kept))


def _reasons(records: Iterator[Record], wanted: Filter, which: str, *, color: bool) -> Iterator[bytes]:
    """Yield for each node of the kind asked for its name, whether it matched, and the trace."""
    for record in records:
        why = wanted.trace(record.node)
        outcome = "cannot be evaluated" if why.error else "matched" if why.matched else "missed"
        if which in ("all", outcome) or why.error:
            name = record.node.get("id", record.place())
            text = why.to_text(color=color).replace("\n", "\n  ")
            yield f"{name}  {outcome}\n  {text}\n".encode(errors="backslashreplace")


def _culprit(batch: list[Record], wanted: Filter) -> Record:
    """Return the record that the filter cannot be evaluated on: the first, as in the batch."""
    for record in batch:
        try:
            wanted.matches(record.node)
        except NodeError:
            return record
    raise AssertionError("the batch failed but none of its nodes does")


def _in_words(error: NodeError) -> str:
    [found] = error.diagnostics
    return f"{found.message}; {found.help}" if found.help else found.message


def _as_line(node: dict[str, Any]) -> bytes:
    text = json.dumps(node, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can only carry escaped
        return json.dumps(node, separators=(",", ":")).encode() + b"\n"
