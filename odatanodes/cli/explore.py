"""Show items on a web page with a filter that is evaluated while it is typed: matches as a picture, traces, the plan, charts.

Reads what 'filter' reads: responses of the service ({"value": […]}), JSON arrays and JSON Lines, plain or compressed. The page is
served to this machine only and opened in the browser; SIGINT (Ctrl-C) stops it. Properties that an item lacks count as null, and
items on which a filter cannot be evaluated do not match.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import note, sample
from odatanodes.scan.record import BadRecord, BadRecordError
from odatanodes.scan.run import records
from odatanodes.service import LIST_NODES, SERVICES

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from odatanodes.scan.record import Record

EXAMPLES = """\
examples:
  odatanodes explore --sample
  odatanodes explore 'dumps/*.jsonl.gz' --port 8080 --no-browser
  odatanodes explore tasks.json --api list-tasks
  odatanodes explore --pool-live https://account.region.batch.azure.com/pools/pool1

exit codes: 0 stopped, 2 wrong use, unreadable input or an address that cannot be had
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="FILE", help="a file of JSON or JSON Lines, or a glob; '-' is standard input")
    parser.add_argument("--sample", action="store_true", help="show the packaged List Nodes example instead of files")
    parser.add_argument(
        "--pool-live",
        metavar="URL",
        help="show the nodes of a pool as they are now, https://account.region.batch.azure.com/pools/POOL; azure-identity signs in",
    )
    parser.add_argument("--api", choices=SERVICES, default=LIST_NODES.name, metavar="API", help="the list API of the items")
    parser.add_argument("--port", type=int, default=0, help="the port; 0 takes a free one (default)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")


def run(args: Namespace) -> int:
    """Serve the page until stopped."""
    if bool(args.paths) + args.sample + (args.pool_live is not None) != 1:
        args.error("give files of items, --sample or --pool-live URL, and only one of them")
    if not 0 <= args.port <= 65535:
        args.error(f"--port is 0 to 65535, not {args.port}")
    try:
        from odatanodes.emulator import serve
        from odatanodes.explore import Listing, explorer, host_names
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("odatanodes"):
            raise
        raise InputError(f"'explore' needs the package '{error.name}': pip install 'odatanodes[emulator]'") from None
    if args.pool_live is not None:
        items, title = _live(args.pool_live), args.pool_live
    else:
        items = [_item(record) for record in records([sample()] if args.sample else args.paths)]
        title = "the packaged example" if args.sample else ", ".join(args.paths)
    application = explorer(Listing(items, SERVICES[args.api], title), hosts=host_names(args.host))

    def listening(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        note(f"{len(items):,} items at {address}; Ctrl-C stops")
        if not args.no_browser:
            import webbrowser

            webbrowser.open(address)

    try:
        serve(application, args.host, args.port, listening)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on '{args.host}' port {args.port}: {reason.lower()}") from None
    return 0


def _item(record: Record | BadRecord) -> dict[str, Any]:
    if isinstance(record, BadRecord):
        raise BadRecordError(record)
    return record.node


def _live(url: str) -> list[dict[str, Any]]:
    """Return the nodes of a pool from the service, or from an emulator on this machine, which needs no credential."""
    from odatanodes.request import AnswerError, BatchServiceError, http_fetch, list_nodes

    endpoint, separator, pool = url.rstrip("/").removesuffix("/nodes").rpartition("/pools/")
    if not separator or "/" in pool or not pool:
        raise InputError(f"--pool-live takes the URL of a pool, https://account.region.batch.azure.com/pools/POOL, not '{url}'")
    from urllib.parse import unquote

    credential = None
    if endpoint.startswith("https:"):
        from odatanodes.azure import default_credential

        try:
            credential = default_credential()
        except ModuleNotFoundError as error:
            raise InputError(str(error)) from None
    note(f"reading the nodes of {url} ...")
    try:
        return list(list_nodes(http_fetch(credential=credential), unquote(pool), endpoint=endpoint))
    except (AnswerError, BatchServiceError, OSError, ValueError) as error:
        raise InputError(f"cannot list the nodes of '{url}': {error}") from None
