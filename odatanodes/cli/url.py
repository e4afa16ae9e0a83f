"""Print the URL of a List Nodes request, percent-encoded.

A filter or select that the service refuses is an error; `odatanodes plan` shows which part of it can be sent.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import note
from odatanodes.diagnostics import ODataCheckError, ODataError

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from odatanodes.request import ListNodesRequest

EXAMPLES = """\
examples:
  odatanodes url --endpoint https://account.region.batch.azure.com --pool p1 -f "state eq 'idle'" -s id,state
  odatanodes url --endpoint https://account.region.batch.azure.com --pool p1 --max-results 100

exit codes: 0 printed, 2 wrong use or an expression that is bad or refused
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "--endpoint", required=True, metavar="URL", help="URL of the Batch account, https://account.region.batch.azure.com"
    )
    parser.add_argument("--pool", required=True, metavar="ID", help="ID of the pool")
    parser.add_argument("-f", "--filter", metavar="EXPR", help="$filter expression")
    parser.add_argument("-s", "--select", metavar="SELECT", help="$select expression")
    parser.add_argument("--max-results", type=int, metavar="N", help="most nodes on a page, 1 to 1000")
    parser.add_argument("--timeout", type=int, metavar="SECONDS", help="time that the service may take")
    parser.add_argument("--no-check", action="store_true", help="send the expressions unchanged, even if the service refuses them")


def run(args: Namespace) -> int:
    """Print the URL."""
    try:
        url = _request(args).url(args.endpoint)
    except ODataCheckError as error:
        if any(found.code.startswith("ODN4") for found in error.diagnostics):
            note("odatanodes: the service refuses this; 'odatanodes plan' shows what can be sent\n")
        raise
    except ODataError:
        raise
    except ValueError as error:
        raise InputError(_in_words(error)) from None
    sys.stdout.write(url + "\n")
    return 0


def _request(args: Namespace) -> ListNodesRequest:
    from odatanodes.request import ListNodesRequest

    return ListNodesRequest(
        args.pool,
        filter=args.filter,
        select=args.select,
        max_results=args.max_results,
        timeout=args.timeout,
        check=not args.no_check,
    )


def _in_words(error: ValueError) -> str:
    """Return the message of an error; of a pydantic error, its first one with the option that it is about."""
    errors = getattr(error, "errors", None)
    if errors is None:
        return str(error)
    first = errors()[0]
    option = str(first["loc"][0]).removesuffix("_id").replace("_", "-")
    message = first["msg"].removeprefix("Value error, ")
    return f"--{option}: {message[:1].lower()}{message[1:]}"
