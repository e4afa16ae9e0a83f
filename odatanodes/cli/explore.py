"""Show items on a web page with a filter that is evaluated while it is typed: matches as a picture, traces, the plan, charts.

Reads what 'filter' reads: responses of the service ({"value": […]}), JSON arrays and JSON Lines, plain or compressed, and Parquet
files. The page is served to this machine only and opened in the browser; SIGINT (Ctrl-C) stops it. Properties that an item lacks
count as null, and items on which a filter cannot be evaluated do not match.
"""

from __future__ import annotations

import re
import sys

from odatanodes.base.files import InputError
from odatanodes.cli._common import add_api, counted, is_table, note, sample, service_named
from odatanodes.cli._trouble import Trouble, add_on_bad_record
from odatanodes.scan.run import records
from odatanodes.service import LIST_NODES, SERVICES

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from odatanodes.service import Service

EXAMPLES = """\
examples:
  odatanodes explore --sample
  odatanodes explore 'dumps/*.jsonl.gz' --port 8080 --no-browser
  odatanodes explore tasks.parquet --api list-tasks
  odatanodes explore --pool-live https://account.region.batch.azure.com/pools/pool1
  odatanodes explore --pool-live https://account.region.batch.azure.com/jobs/job1/tasks

exit codes: 0 stopped, 2 wrong use, unreadable input or an address that cannot be bound
"""


def configure(parser: ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="FILE",
        help="a file of JSON, JSON Lines or Parquet, a glob, or a folder of Parquet files; '-' is standard input",
    )
    parser.add_argument("--sample", action="store_true", help="show the packaged List Nodes example instead of files")
    parser.add_argument(
        "--pool-live",
        metavar="URL",
        help="show the nodes of a pool as they are now, or the items of another list API by its URL, such as …/jobs/JOB/tasks; "
        "azure-identity signs in, and nothing is written",
    )
    add_api(parser)
    add_on_bad_record(parser)
    parser.add_argument("--port", type=int, default=0, help="port; 0 is any free one (default: 0)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1, this machine only)")
    parser.add_argument("--no-browser", action="store_true", help="print the address and open no browser")


def run(args: Namespace) -> int:
    """Serve the page until stopped."""
    if bool(args.paths) + args.sample + (args.pool_live is not None) != 1:
        args.error("give files of items, --sample or --pool-live URL, and only one of them")
    if not 0 <= args.port <= 65535:
        args.error(f"--port must be 0 to 65535, not {args.port}")
    service = LIST_NODES if args.api is None else service_named(args.api)
    if args.sample and service is not LIST_NODES:
        args.error(f"--sample is an example of {LIST_NODES.name}, not of {service.name}")
    try:
        from odatanodes.emulator import serve
        from odatanodes.explore import Listing, explorer, host_names
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("odatanodes"):
            raise
        raise InputError(f"'explore' needs the package '{error.name}': pip install 'odatanodes[emulator]'") from None
    if args.pool_live is not None:
        service, endpoint, ids = _located(args.pool_live, None if args.api is None else service)
        items, title = _live(service, endpoint, ids), args.pool_live
    else:
        items = _read(args.paths or [sample()], service, Trouble(args.on_bad_record))
        title = ", ".join(args.paths) or "the packaged example"
    application = explorer(Listing(items, service, title), hosts=host_names(args.host))

    def listening(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()
        note(f"{counted(len(items), service.schema)} at {address}; Ctrl-C stops")
        if not args.no_browser:
            import webbrowser

            webbrowser.open(address)

    try:
        serve(application, args.host, args.port, listening)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on '{args.host}' port {args.port}: {reason.lower()}") from None
    return 0


def _read(paths: list[Any], service: Service, trouble: Trouble) -> list[dict[str, Any]]:
    """Return the items of files; raises BadRecordError, InputError, MissingEngineError for Parquet without an engine."""
    if any(isinstance(path, str) and is_table(path) for path in paths):
        from odatanodes.filter import Filter

        return list(Filter("true", service.schema).run(paths))
    items = list(trouble.nodes(records(paths, stop_at_bad=trouble.stops)))
    trouble.summarize()
    return items


def _located(url: str, service: Service | None) -> tuple[Service, str, list[str]]:
    """Return the list API that a URL names, the account's URL, and the IDs of the path. Raises InputError.

    >>> service, *rest = _located("https://a.b.batch.azure.com/jobs/j%201/tasks", None)
    >>> service.name, rest
    ('list-tasks', ['https://a.b.batch.azure.com', ['j 1']])
    >>> _located("https://a.b.batch.azure.com/pools/p", None)[0].name
    'list-nodes'
    """
    from urllib.parse import unquote

    plain = url.partition("?")[0].rstrip("/")
    for one in [service] if service else SERVICES.values():
        path = re.sub(r"\{\w+\}", "([^/]+)", one.path)
        if service or one is LIST_NODES:  # which list it is, is known: the URL may end before its name
            path = re.sub(r"/\w+$", r"(?:\g<0>)?", path)
        if found := re.fullmatch(rf"(https?://[^/]+){path}", plain):
            return one, found[1], [unquote(id) for id in found.groups()[1:]]
    wanted = service.path if service else "/pools/{poolId}"
    example = re.sub(r"\{(\w+)Id\}", lambda match: match[1].upper(), wanted)
    raise InputError(f"--pool-live takes the URL of a list, such as https://account.region.batch.azure.com{example}, not '{url}'")


def _live(service: Service, endpoint: str, ids: list[str]) -> list[dict[str, Any]]:
    """Return the items of a list from the service, or from an emulator on this machine, which needs no credential."""
    from odatanodes.request import AnswerError, BatchServiceError, http_fetch, list_items

    credential = None
    if endpoint.startswith("https:"):
        from odatanodes.azure import default_credential

        try:
            credential = default_credential()
        except ModuleNotFoundError as error:
            raise InputError(str(error)) from None
    note(f"{service.title}: reading from {endpoint} ...")
    try:
        return list(list_items(service, http_fetch(credential=credential), *ids, endpoint=endpoint))
    except (AnswerError, BatchServiceError, OSError, ValueError) as error:
        raise InputError(f"{service.title} failed: {error}") from None
