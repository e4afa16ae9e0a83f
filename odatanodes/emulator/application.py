"""The ASGI application: requests to pages or BatchError bodies."""

from __future__ import annotations

import datetime
import json
import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit
from uuid import uuid4

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from odatanodes.diagnostics import ODataError
from odatanodes.emulator.authentication import check_authorization
from odatanodes.emulator.errors import RefusalError, internal, invalid_parameter, no_operation, no_verb
from odatanodes.emulator.parameters import read_parameters
from odatanodes.emulator.pools import Pools
from odatanodes.serialize import to_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.types import Receive, Scope, Send

    from odatanodes.emulator.parameters import Parameters
    from odatanodes.emulator.pools import MissingNe, Node

__all__ = ["app"]

_HOST = re.compile(r"[\w.-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ABSOLUTE_FORM = re.compile(r"https?://[^/?]*", re.IGNORECASE)


def app(
    nodes: Sequence[Node] | Mapping[str, Sequence[Node]],
    *,
    lenient: bool = False,
    missing_ne: MissingNe = "standard",
    page_size: int = 1000,
    require_auth: bool = False,
) -> Starlette:
    """Return an application that lists nodes: `GET /pools/{poolId}/nodes`, as documented.

    `nodes` are dicts with REST names in the order of the list: one sequence for every pool ID, or a dict from pool IDs to
    sequences, where any other pool is not found. `lenient` accepts all of OData instead of refusing what the service refuses;
    `missing_ne="exclude"` makes `ne` false for nodes without the property, as the service may; `page_size` limits pages below
    what a request asks for; `require_auth` refuses requests without a Bearer or SharedKey header (tokens and signatures are
    not verified).

    Raises ValueError for a page size below 1 or another `missing_ne`, TypeError for nodes that are not dicts.
    """
    if page_size < 1:
        raise ValueError(f"page_size is at least 1, not {page_size}")
    pools = Pools(nodes, lenient=lenient, missing_ne=missing_ne)
    return Starlette(routes=[_ListNodes(pools, page_size, require_auth)])


class _ListNodes(BaseRoute):
    """The route of every request: Starlette's own does not match all paths, and refuses in plain text."""

    def __init__(self, pools: Pools, page_size: int, require_auth: bool) -> None:
        self.pools = pools
        self.page_size = page_size
        self.require_auth = require_auth
        self.etag = f'"0x{uuid4().hex[:15].upper()}"'
        self.changed = format_datetime(datetime.datetime.now(datetime.UTC), usegmt=True)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return (Match.FULL if scope["type"] == "http" else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        # in a thread: evaluating a filter over a large pool must not block other requests
        response = await run_in_threadpool(self.respond, Request(scope, receive))
        await response(scope, receive, send)

    def respond(self, request: Request) -> Response:
        """Return the response to a request, whatever happens."""
        request_id = str(uuid4())
        headers = {"request-id": request_id, "dataserviceversion": "3.0"}
        base = _base(request)
        try:
            body = self.body(request, base, headers)
            return _json(200, {**headers, "etag": self.etag, "last-modified": self.changed}, body)
        except RefusalError as refusal:
            error = refusal
        except Exception as cause:  # a fault of the emulator, or of the nodes
            error = internal(f"{type(cause).__name__}: {cause}")
        moment = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return _json(error.status, {**headers, **error.headers}, error.body(base, request_id, moment))

    def body(self, request: Request, base: str, headers: dict[str, str]) -> dict[str, Any]:
        """Return the page that a request asks for; adds the header that repeats the client's ID."""
        if self.require_auth:
            check_authorization(request.headers.get("authorization"))
        pool_id = _pool(request)
        parameters = read_parameters(request.scope["query_string"], request.headers)
        if parameters.client_request_id is not None:
            headers["client-request-id"] = parameters.client_request_id
        return self.page(base, pool_id, parameters)

    def page(self, base: str, pool_id: str, parameters: Parameters) -> dict[str, Any]:
        """Return a page as JSON data."""
        query = parameters.query
        most = min(parameters.max_results, self.page_size)
        try:
            nodes, rest = self.pools.page(pool_id, query.get("$filter"), query.get("$select"), parameters.position, most)
        except ODataError as error:  # a valid filter that only a service can evaluate
            raise invalid_parameter("$filter", query.get("$filter", ""), error.diagnostics[0].message) from None
        body = {"odata.metadata": f"{base}/$metadata#nodes", "value": nodes}
        if rest is not None:
            again = {**query, "$skiptoken": str(rest)}
            link = "&".join(f"{name}={to_url(value)}" for name, value in again.items())
            body["odata.nextLink"] = f"{base}/pools/{quote(pool_id, safe='')}/nodes?{link}"
        return body


def _base(request: Request) -> str:
    """Return scheme and host of a request, for URLs in its response; forwarding headers are ignored."""
    host = request.headers.get("host", "")
    if absolute := _ABSOLUTE_FORM.match(_raw_path(request)):
        host = urlsplit(absolute.group()).netloc
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("127.0.0.1", None)
        host = f"{name}:{port}" if port else name
    return f"{request.scope.get('scheme', 'http')}://{host}"


def _raw_path(request: Request) -> str:
    path: str = request.scope.get("raw_path", b"").partition(b"?")[0].decode("ascii", "replace")
    return path or quote(request.scope["path"])


def _pool(request: Request) -> str:
    """Return the pool ID in the path, which may contain any printable character once it is decoded."""
    path = _ABSOLUTE_FORM.sub("", _raw_path(request), count=1)
    match [unquote(segment) for segment in path.split("/")]:
        case ["", "pools", pool, "nodes"] if pool:
            if request.method != "GET":
                raise no_verb(request.method)
            if _CONTROL.search(pool):
                raise no_operation(path, "a pool ID has no control characters")
            return pool
    raise no_operation(path, "the emulator has /pools/{poolId}/nodes")


def _json(status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Response:
    data = json.dumps(body, separators=(",", ":"), default=_plain).encode()
    return Response(data, status, headers, media_type="application/json;odata=minimalmetadata")


def _plain(value: Any) -> Any:
    """Return a mapping that is not a dict as one, for JSON."""
    return {name: value[name] for name in value}
