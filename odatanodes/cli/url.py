"""Print the URL of a request to a list API, percent-encoded.

A filter or select that the service refuses is an error; `odatanodes plan` shows which part of it can be sent.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import add_api, note, service_named
from odatanodes.diagnostics import ODataCheckError, ODataError

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from typing import Any

    from odatanodes.request import ListRequest

EXAMPLES = """\
examples:
  odatanodes url --endpoint https://account.region.batch.azure.com --pool p1 -f "state eq 'idle'" -s id,state
  odatanodes url --endpoint https://account.region.batch.azure.com --pool p1 --max-results 100
  odatanodes url --endpoint https://account.region.batch.azure.com --api list-tasks --job j1 -f "state eq 'active'"

exit codes: 0 printed, 2 wrong use or an expression that is bad or refused
"""


IDS = {"pool": "pool", "node": "node", "job": "job", "task": "task", "job-schedule": "job schedule"}
"""Options that are arguments of paths: `--job-schedule` is `{jobScheduleId}`."""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "--endpoint", required=True, metavar="URL", help="URL of the Batch account, https://account.region.batch.azure.com"
    )
    add_api(parser)
    for name, what in IDS.items():
        parser.add_argument(f"--{name}", metavar="ID", help=f"ID of the {what}, for the list APIs whose path has it")
    parser.add_argument("-f", "--filter", metavar="EXPR", help="$filter expression")
    parser.add_argument("-s", "--select", metavar="SELECT", help="$select expression")
    parser.add_argument("--expand", metavar="EXPAND", help="$expand expression: stats")
    parser.add_argument("--recursive", action="store_true", help="list files in folders as well, for the list APIs of files")
    parser.add_argument("--max-results", type=int, metavar="N", help="most items on a page, 1 to 1000")
    parser.add_argument("--timeout", type=int, metavar="SECONDS", help="time that the service may take")
    parser.add_argument("--no-check", action="store_true", help="send the expressions unchanged, even if the service refuses them")


def run(args: Namespace) -> int:
    """Print the URL."""
    try:
        url = _request(args, "list-nodes" if args.api is None else service_named(args.api).name).url(args.endpoint)
    except ODataCheckError as error:
        if any(found.code.startswith("ODN4") for found in error.diagnostics):
            note("odatanodes: the service refuses this; 'odatanodes plan' shows what can be sent\n")
        raise
    except ODataError:
        raise
    except (ValueError, TypeError) as error:
        raise InputError(_in_words(error)) from None
    sys.stdout.write(url + "\n")
    return 0


def _in_words(error: Exception) -> str:
    """Return the message of an error, with the option in place of the name of a number that is out of range."""
    name, _, rest = str(error).partition(" is ")
    return f"--{name.replace('_', '-')}: {rest}" if name in {"max_results", "timeout"} else str(error)


def _request(args: Namespace, api: str) -> ListRequest:
    from odatanodes.request import ListRequest
    from odatanodes.service import SERVICES

    parameters: dict[str, Any] = {"recursive": True} if args.recursive else {}
    return ListRequest(
        api,
        *_ids(args, SERVICES[api].arguments),
        filter=args.filter,
        select=args.select,
        expand=args.expand,
        max_results=args.max_results,
        timeout=args.timeout,
        check=not args.no_check,
        **parameters,
    )


def _ids(args: Namespace, arguments: Sequence[str]) -> list[str]:
    """Return the IDs of a path from the options that name them: `--job-schedule` for `jobScheduleId`."""
    wanted = ["".join([f"-{c.lower()}" if c.isupper() else c for c in name.removesuffix("Id")]) for name in arguments]
    given = [name for name in IDS if getattr(args, name.replace("-", "_")) is not None]
    missing = [f"--{name}" for name in wanted if name not in given]
    if missing:
        args.error(f"the following arguments are required: {', '.join(missing)}")
    unused = [f"--{name}" for name in given if name not in wanted]
    if unused:
        args.error(f"the path of this list API has no place for {', '.join(unused)}")
    from odatanodes.request.source import segment_fault

    ids = {name: getattr(args, name.replace("-", "_")) for name in wanted}
    for name, value in ids.items():
        if fault := segment_fault(value, f"a {IDS[name]} ID"):
            raise InputError(f"--{name}: {fault}")
    return list(ids.values())
