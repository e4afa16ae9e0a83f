"""Show which part of a filter is sent to the service, which is evaluated locally, and why.

Together they keep the nodes that the filter keeps; only conditions that List Nodes documents are sent.
"""

from __future__ import annotations

from odatanodes.cli._common import show, write, write_json
from odatanodes.filter import Filter
from odatanodes.filter.select import Select

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """\
examples:
  odatanodes plan "state in ('idle','offline') and vmSize eq 'standard_d2_v5'"
  odatanodes plan "startTaskInfo/exitCode ne 0" -s id,startTaskInfo/exitCode
  odatanodes plan "stateTransitionTime lt now() sub duration'PT1H'" --output-format json

exit codes: 0 shown, 2 wrong use or a bad expression
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument("-s", "--select", metavar="SELECT", help="properties to keep, such as id,startTaskInfo/exitCode")
    parser.add_argument("--trust-ne", action="store_true", help="send 'ne' on properties that a node may lack")
    parser.add_argument("--max-terms", type=int, metavar="N", help="send at most this many comparisons")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="the output format (default: text)")


def run(args: Namespace) -> int:
    """Print the plan; now() is the moment at which the command runs."""
    import datetime

    if args.max_terms is not None and args.max_terms < 0:
        args.error(f"--max-terms is a number of comparisons, not {args.max_terms}")
    wanted = Filter(args.expression)
    show(wanted.diagnostics, wanted.text, args.color)
    select = None
    if args.select is not None:
        select = Select(args.select)
        show(select.diagnostics, select.text, args.color)
    now = datetime.datetime.now(datetime.UTC)
    plan = wanted.plan(select, now=now, max_terms=args.max_terms, trust_ne=args.trust_ne)
    if args.output_format == "json":
        write_json(plan.to_dict())
    else:
        write(f"{plan}\n")
    return 0
