"""Serve items from files as the Batch service lists them, for trying clients: GET /pools/{poolId}/nodes, or other lists with --api.

Reads responses of the service ({"value": […]}), JSON arrays and JSON Lines. The address is printed once requests are accepted;
SIGINT (Ctrl-C) and SIGTERM stop the server. Only this machine can reach it, unless --host names another address. At / of the
address is the page of 'odatanodes explore'.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import counted, note, sample, service_named
from odatanodes.cli._trouble import Trouble, add_on_bad_record
from odatanodes.scan.run import records

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

EXAMPLES = """\
examples:
  odatanodes serve nodes.json --port 8080
  odatanodes serve --sample --pool p1
  odatanodes serve page1.json page2.json --page-size 100 --missing-ne exclude
  odatanodes serve --sample --require-auth
  odatanodes serve --api list-tasks tasks.json --api list-jobs jobs.json

exit codes: 0 stopped, 2 wrong use, unreadable input or an address that cannot be bound
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("paths", nargs="*", metavar="NODES.json", help="a JSON or JSON Lines file of nodes; '-' is standard input")
    parser.add_argument(
        "--api",
        nargs="+",
        action="append",
        default=[],
        metavar=("API", "FILE"),
        help="serve the items of files as another list API, such as --api list-tasks tasks.json; may be repeated",
    )
    parser.add_argument("--sample", action="store_true", help="serve the packaged List Nodes example instead of files")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--port", type=int, default=0, help="port; 0 is any free one (default: 0)")
    parser.add_argument("--pool", metavar="ID", help="ID of the only pool (default: every pool has the nodes of the files)")
    parser.add_argument("--page-size", type=int, default=1000, metavar="N", help="most items on a page (default: 1000)")
    parser.add_argument("--lenient", action="store_true", help="accept all of OData, not only what the service accepts")
    parser.add_argument("--require-auth", action="store_true", help="refuse requests without a Bearer or SharedKey header")
    add_on_bad_record(parser)
    parser.add_argument(
        "--missing-ne",
        choices=("standard", "exclude"),
        default="standard",
        help="what 'ne' is for an item without the property: true (standard, the default) or false (exclude)",
    )


def run(args: Namespace) -> int:
    """Serve until a signal."""
    if (args.paths and args.sample) or not (args.paths or args.sample or args.api):
        args.error("give files of nodes, or --sample, and not both; or another list: --api list-tasks tasks.json")
    for api, *files in args.api:
        service_named(api)
        if not files:
            args.error(f"--api {api}: which files have its items? write --api {api} FILE")
    if not 0 <= args.port <= 65535:
        args.error(f"--port must be 0 to 65535, not {args.port}")
    if args.page_size < 1:
        args.error(f"--page-size must be at least 1, not {args.page_size}")
    try:
        from odatanodes.emulator import app, serve
        from odatanodes.explore import Listing, beside, host_names
        from odatanodes.service import LIST_NODES, SERVICES
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("odatanodes"):
            raise
        raise InputError(f"'serve' needs the package '{error.name}': pip install 'odatanodes[emulator]'") from None
    trouble = Trouble(args.on_bad_record)

    def read(paths: Any) -> list[dict[str, Any]]:
        return list(trouble.nodes(records(paths, stop_at_bad=trouble.stops)))

    lists: dict[str, list[dict[str, Any]]] = {}
    for api, *files in args.api:
        lists.setdefault(api, []).extend(read(files))
    if args.paths or args.sample:
        nodes = read([sample()] if args.sample else args.paths)
        lists = {LIST_NODES.name: [*nodes, *lists.get(LIST_NODES.name, [])], **lists}
    trouble.summarize()
    first = next(iter(lists))
    served: dict[Any, Any] = {**lists}
    if args.pool is not None and LIST_NODES.name in lists:
        served[LIST_NODES.name] = {args.pool: lists[LIST_NODES.name]}
    application = app(
        served,
        lenient=args.lenient,
        missing_ne=args.missing_ne,
        page_size=args.page_size,
        require_auth=args.require_auth,
    )

    def listening(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        shown = []
        for api, items in lists.items():
            path = SERVICES[api].path
            path = path.replace("{poolId}", args.pool) if api == LIST_NODES.name and args.pool is not None else path
            shown.append(f"{counted(len(items), SERVICES[api].schema)} at {address}{path}")
        note(f"{', '.join(shown)}, the explorer at {address}/; Ctrl-C stops")

    try:
        files = [name for api, *names in args.api if api == first for name in names]
        page = Listing(lists[first], SERVICES[first], ", ".join([*args.paths, *files]) or "the packaged example")
        serve(beside(application, page, hosts=host_names(args.host)), args.host, args.port, listening)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on '{args.host}' port {args.port}: {reason.lower()}") from None
    return 0
