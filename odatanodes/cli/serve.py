"""Serve nodes from files as the Batch service lists them: GET /pools/{poolId}/nodes, for trying clients.

Reads responses of the service ({"value": […]}), JSON arrays and JSON Lines. The address is printed once requests are accepted;
SIGINT (Ctrl-C) and SIGTERM stop the server. Only this machine can reach it, unless --host names another address.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import note, sample
from odatanodes.scan.record import BadRecord, BadRecordError
from odatanodes.scan.run import records

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from odatanodes.scan.record import Record

EXAMPLES = """\
examples:
  odatanodes serve nodes.json --port 8080
  odatanodes serve --sample --pool p1
  odatanodes serve page1.json page2.json --page-size 100 --missing-ne exclude
  odatanodes serve --sample --require-auth

exit codes: 0 stopped, 2 wrong use, unreadable input or an address that cannot be bound
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="NODES.json", help="a JSON or JSON Lines file of nodes; '-' is standard input")
    parser.add_argument("--sample", action="store_true", help="serve the packaged List Nodes example instead of files")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, default=0, help="port; 0 is any free one (default: 0)")
    parser.add_argument("--pool", metavar="ID", help="ID of the only pool (default: every pool has the nodes)")
    parser.add_argument("--page-size", type=int, default=1000, metavar="N", help="most nodes on a page (default: 1000)")
    parser.add_argument("--lenient", action="store_true", help="accept all of OData, not only what the service accepts")
    parser.add_argument("--require-auth", action="store_true", help="refuse requests without a Bearer or SharedKey header")
    parser.add_argument(
        "--missing-ne",
        choices=("standard", "exclude"),
        default="standard",
        help="what 'ne' is for a node without the property: true (standard, the default) or false (exclude)",
    )


def run(args: Namespace) -> int:
    """Serve until a signal."""
    if bool(args.paths) is args.sample:
        args.error("give files of nodes, or --sample, and not both")
    if not 0 <= args.port <= 65535:
        args.error(f"--port must be 0 to 65535, not {args.port}")
    if args.page_size < 1:
        args.error(f"--page-size must be at least 1, not {args.page_size}")
    try:
        from odatanodes.emulator import app, serve
        from odatanodes.explore import Listing, beside, host_names
        from odatanodes.service import LIST_NODES
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
        require_auth=args.require_auth,
    )

    def listening(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        note(f"{len(nodes)} nodes at {address}/pools/{args.pool or '{poolId}'}/nodes, the explorer at {address}/; Ctrl-C stops")

    try:
        page = Listing(nodes, LIST_NODES, ", ".join(args.paths) or "the packaged example")
        serve(beside(application, page, hosts=host_names(args.host)), args.host, args.port, listening)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on '{args.host}' port {args.port}: {reason.lower()}") from None
    return 0


def _node(record: Record | BadRecord) -> dict[str, Any]:
    if isinstance(record, BadRecord):
        raise BadRecordError(record)
    return record.node
