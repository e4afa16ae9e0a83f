"""Serve nodes from files as the Batch service lists them: GET /pools/{poolId}/nodes, for clients to be tried on.

Reads answers of the service ({"value": […]}), JSON arrays and JSON Lines. The address is printed once requests are answered;
SIGINT (Ctrl-C) and SIGTERM stop it. Only this machine can reach it, unless --host names another address.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import note, sample
from odatanodes.scan.record import BadRecord, BadRecordError
from odatanodes.scan.run import records

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from odatanodes.scan.record import Record

EXAMPLES = """\
examples:
  odatanodes serve nodes.json --port 8080
  odatanodes serve --sample --pool p1
  odatanodes serve page1.json page2.json --page-size 100 --missing-ne exclude

exit codes: 0 stopped, 2 wrong use, unreadable input or an address that cannot be had
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="NODES.json", help="a JSON or JSON Lines file of nodes; '-' is standard input")
    parser.add_argument("--sample", action="store_true", help="serve the packaged List Nodes example instead of files")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, default=0, help="the port; 0 takes a free one (default)")
    parser.add_argument("--pool", metavar="ID", help="the only pool there is (default: every pool has the nodes)")
    parser.add_argument("--page-size", type=int, default=1000, metavar="N", help="the most nodes on a page (default: 1000)")
    parser.add_argument("--lenient", action="store_true", help="accept all of OData, also what the service refuses")
    parser.add_argument(
        "--missing-ne",
        choices=("standard", "exclude"),
        default="standard",
        help="what 'ne' does with a node that lacks the property: keeps it (default) or leaves it out",
    )


def run(args: Namespace) -> int:
    """Serve until told to stop."""
    if bool(args.paths) is args.sample:
        args.error("what to serve? give files of nodes, or --sample")
    if not 0 <= args.port <= 65535:
        args.error(f"--port is 0 to 65535, not {args.port}")
    if args.page_size < 1:
        args.error(f"--page-size is at least 1, not {args.page_size}")
    try:
        from odatanodes.emulator import app, serve
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("odatanodes"):
            raise
        raise InputError(f"'serve' needs the package '{error.name}': pip install 'odatanodes[emulator]'") from None
    nodes = [_node(record) for record in records([sample()] if args.sample else args.paths)]
    application = app(
        nodes if args.pool is None else {args.pool: nodes},
        lenient=args.lenient,
        missing_ne=args.missing_ne,
        page_size=args.page_size,
    )

    def listening(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        note(f"{len(nodes)} nodes at {address}/pools/{args.pool or '{poolId}'}/nodes; Ctrl-C stops")

    try:
        serve(application, args.host, args.port, listening)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on '{args.host}' port {args.port}: {reason.lower()}") from None
    return 0


def _node(record: Record | BadRecord) -> dict[str, Any]:
    if isinstance(record, BadRecord):
        raise BadRecordError(record)
    return record.node
