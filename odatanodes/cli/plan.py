"""Show which part of a filter is sent to the service, which is evaluated locally, and why.

Together they keep the items that the filter keeps; only conditions that the list API documents are sent.
"""

from __future__ import annotations

from odatanodes.cli._common import add_api, given_filter, given_select, service_named, write, write_json

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

EXAMPLES = """\
examples:
  odatanodes plan "state in ('idle','offline') and vmSize eq 'standard_d2_v5'"
  odatanodes plan "startTaskInfo/exitCode ne 0" -s id,startTaskInfo/exitCode
  odatanodes plan "stats/numFailedTasks gt 0 and state ne 'completed'" --api list-jobs
  odatanodes plan "stateTransitionTime lt now() sub duration'PT1H'" --output-format json

exit codes: 0 shown, 2 wrong use or a bad expression
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("expression", metavar="EXPR", help="a $filter expression")
    parser.add_argument("-s", "--select", metavar="SELECT", help="properties to keep, such as id,startTaskInfo/exitCode")
    add_api(parser)
    parser.add_argument("--expand", metavar="EXPAND", help="properties to expand besides those that the filter needs: stats")
    parser.add_argument("--trust-ne", action="store_true", help="send 'ne' on properties that an item may lack")
    parser.add_argument(
        "--send-aliases",
        action="store_true",
        help="send properties that the documentation of $filter and the items name differently, by the documented name",
    )
    parser.add_argument("--max-terms", type=int, metavar="N", help="send at most this many comparisons: servers refuse long URLs")
    parser.add_argument("--output-format", choices=("text", "json"), default="text", help="the output format (default: text)")


def run(args: Namespace) -> int:
    """Print the plan; now() is the moment at which the command runs."""
    import datetime

    if args.max_terms is not None and args.max_terms < 0:
        args.error(f"--max-terms is a number of comparisons, not {args.max_terms}")
    wanted = given_filter(args.expression, args)
    select = given_select(args.select, args)
    service = None if args.api is None else service_named(args.api)
    now = datetime.datetime.now(datetime.UTC)
    plan = wanted.plan(
        select,
        service,
        now,
        args.max_terms,
        trust_ne=args.trust_ne,
        send_aliases=args.send_aliases,
        expand=args.expand or (),
    )
    if args.output_format == "json":
        write_json(plan.to_dict())
    else:
        write(f"{plan}\n")
    return 0
