"""Decide whether two filters keep the same items, of all possible items, or show an item that only one of them keeps.

Only the properties that the filters read are shown of the item; the JSON format has the whole item as well.
"""

from __future__ import annotations

import json

from odatanodes.base.text import printable
from odatanodes.cli._common import add_api, given_filter, write, write_json
from odatanodes.schema.types import noun_of, nouns_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator
    from typing import Any

    from odatanodes.decide import Verdict
    from odatanodes.schema.types import EntityType

EXAMPLES = """\
examples:
  odatanodes compare "totalTasksRun gt 5" "not (totalTasksRun le 5)"
  odatanodes compare "startTaskInfo/retryCount eq null" "startTaskInfo eq null" --output-format json
  odatanodes compare "state ne 'active'" "not (state eq 'active')" --api list-jobs
  odatanodes compare "startswith(id,'tvm-')" "id ge 'tvm-' and id lt 'tvm.'" --semantics odata

exit codes: 0 equivalent, 1 not equivalent or not decided, 2 wrong use or a bad expression
"""
RELATIONS: dict[tuple[bool | None, bool | None], str] = {
    (True, True): "equivalent",
    (True, False): "first implies second",
    (False, True): "second implies first",
    (False, False): "differ",
}
"""Relation by whether the first implies the second, and the second the first."""
SENTENCES = {
    "equivalent": "equivalent: both keep the same {nouns}",
    "first implies second": "the first implies the second: what it keeps, the second keeps as well",
    "second implies first": "the second implies the first: what it keeps, the first keeps as well",
    "differ": "they differ: each keeps {nouns} that the other does not",
}


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("first", metavar="EXPR", help="a $filter expression")
    parser.add_argument("second", metavar="EXPR", help="another one")
    add_api(parser)
    parser.add_argument("--semantics", choices=("batch", "odata"), help="how strings compare: batch ignores case (default)")
    parser.add_argument("--known-values", action="store_true", help="assume that enumerations have no values but those known today")
    parser.add_argument("--deadline", type=_seconds, default=5.0, metavar="SECONDS", help="give up after this time (default: 5)")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="the output format (default: text)")


def _seconds(text: str) -> float:
    """Return a time to wait; argparse shows the message where it is none."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < float("inf"):
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"'{text}' is not a number of seconds from 0")
    return seconds


def run(args: Namespace) -> int:
    """Print how the filters relate, with nodes as evidence; 0 when they are equivalent."""
    first, second = [given_filter(text, args, semantics=args.semantics) for text in (args.first, args.second)]
    there = first.implies(second, deadline=args.deadline, known_values=args.known_values)
    back = second.implies(first, deadline=args.deadline, known_values=args.known_values)
    found = RELATIONS.get((there.answer, back.answer), "differ" if False in {there.answer, back.answer} else "unknown")
    paths = sorted(first.paths | second.paths)
    if args.output_format == "json":
        write_json(_as_data(found, there, back, paths))
    else:
        write("\n".join(_lines(found, there, back, paths, first.schema)) + "\n")
    return 0 if found == "equivalent" else 1


def _lines(found: str, there: Verdict, back: Verdict, paths: list[str], schema: EntityType | None) -> Iterator[str]:
    if None in {there.answer, back.answer}:
        yield "they differ" if found == "differ" else "not decided"
    else:
        yield SENTENCES[found].format(nouns=nouns_of(schema))
    for verdict, one, other in ((there, "first", "second"), (back, "second", "first")):
        if verdict.answer is None:
            yield f"\nwhether the {one} implies the {other} is not known: {printable(verdict.reason)}"
        elif verdict.answer and None in {there.answer, back.answer}:
            yield f"\nthe {one} implies the {other}"
        if verdict.counterexample is None:
            continue
        yield f"\nonly the {one} keeps this {noun_of(schema)}" + (f" ({verdict.reason}):" if verdict.reason else ":")
        reads = _reads(verdict.counterexample, paths)
        width = max(map(len, reads), default=0)
        for path, value in reads.items():
            yield f"  {path:<{width}}  {printable(json.dumps(value, ensure_ascii=False))}"


def _as_data(found: str, there: Verdict, back: Verdict, paths: list[str]) -> dict[str, Any]:
    data: dict[str, Any] = {"relation": found}
    for verdict, name, kept in ((there, "first_implies_second", True), (back, "second_implies_first", False)):
        node = verdict.counterexample
        data[name] = {"answer": verdict.answer, "reason": verdict.reason}
        if node is not None:
            data[name] |= {"reads": _reads(node, paths), "first": kept, "second": not kept, "node": node}
    return data


def _reads(node: dict[str, Any], paths: list[str]) -> dict[str, Any]:
    """Return the values of a node at the paths; for a path into a collection, the collection."""
    found: dict[str, Any] = {}
    for path in paths:
        value: Any = node
        passed: list[str] = []
        for name in path.split("/"):
            if isinstance(value, list):
                break
            passed.append(name)
            value = value.get(name) if isinstance(value, dict) else None
        found["/".join(passed)] = value
    return found
