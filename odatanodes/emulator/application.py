"""The ASGI application: requests in, pages and BatchError bodies out.

Comes in: nodes and options. Goes out: a Starlette application.
"""

from __future__ import annotations

import datetime
import json
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from uuid import uuid4

from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from odatanodes.diagnostics import ODataError
from odatanodes.emulator.errors import RefusalError, invalid_parameter, no_operation, no_verb
from odatanodes.emulator.parameters import read_parameters
from odatanodes.emulator.pools import Pools
from odatanodes.serialize import to_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from odatanodes.emulator.parameters import Parameters
    from odatanodes.emulator.pools import MissingNe, Node

__all__ = ["app"]

_VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def app(
    nodes: Sequence[Node] | Mapping[str, Sequence[Node]],
    *,
    lenient: bool = False,
    missing_ne: MissingNe = "standard",
    page_size: int = 1000,
) -> Starlette:
    """Return an application that lists nodes: `GET /pools/{poolId}/nodes`, as documented.

    `nodes` are dicts with REST names, in the order they are listed in, for every pool; or a dict from pool IDs to such lists,
    and any other pool is not found. `lenient` accepts all of OData instead of refusing what the service refuses;
    `missing_ne="exclude"` leaves nodes without the property out of `ne`, as the service may do; `page_size` makes pages
    shorter than asked for. Who asks is not checked.
    """
    if page_size < 1:
        raise ValueError(f"a page has at least one node, not {page_size}")
    operation = _ListNodes(Pools(nodes, lenient=lenient, missing_ne=missing_ne), page_size)
    return Starlette(routes=[Route("/{path:path}", operation.answer, methods=_VERBS)])


class _ListNodes:
    def __init__(self, pools: Pools, page_size: int) -> None:
        self.pools = pools
        self.page_size = page_size
        self.etag = f'"0x{uuid4().hex[:15].upper()}"'
        self.changed = format_datetime(datetime.datetime.now(datetime.UTC), usegmt=True)

    def answer(self, request: Request) -> Response:
        """Answer a request; a plain function, so that Starlette runs it in a thread and a long scan stops nobody."""
        request_id = str(uuid4())
        headers = {"request-id": request_id, "dataserviceversion": "3.0"}
        base = str(request.base_url).rstrip("/")
        try:
            pool_id = _pool(request)
            asked = read_parameters(request.scope["query_string"], request.headers)
            if asked.client_request_id is not None:
                headers["client-request-id"] = asked.client_request_id
            body = self.page(base, pool_id, asked)
        except RefusalError as error:
            moment = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            return _json(error.status, headers, error.body(base, request_id, moment))
        return _json(200, {**headers, "etag": self.etag, "last-modified": self.changed}, body)

    def page(self, base: str, pool_id: str, asked: Parameters) -> dict[str, Any]:
        query = asked.query
        most = min(asked.max_results, self.page_size)
        try:
            nodes, rest = self.pools.page(pool_id, query.get("$filter"), query.get("$select"), asked.position, most)
        except ODataError as error:  # a filter that is right, but that only a service can evaluate
            raise invalid_parameter("$filter", query.get("$filter", ""), error.diagnostics[0].message) from None
        body = {"odata.metadata": f"{base}/$metadata#nodes", "value": nodes}
        if rest is not None:
            again = {**query, "$skiptoken": str(rest)}
            link = "&".join(f"{name}={to_url(value)}" for name, value in again.items())
            body["odata.nextLink"] = f"{base}/pools/{quote(pool_id, safe='')}/nodes?{link}"
        return body


def _pool(request: Request) -> str:
    """Return the pool ID in the path, which may hold any character once it is decoded."""
    path = request.scope.get("raw_path", b"").partition(b"?")[0].decode("ascii", "replace") or quote(request.url.path)
    match [unquote(segment) for segment in path.split("/")]:
        case ["", "pools", pool, "nodes"] if pool:
            if request.method != "GET":
                raise no_verb(request.method)
            return pool
    raise no_operation(path)


def _json(status: int, headers: dict[str, str], body: dict[str, Any]) -> Response:
    data = json.dumps(body, separators=(",", ":"), default=_plain).encode()
    return Response(data, status, headers, media_type="application/json;odata=minimalmetadata")


def _plain(value: Any) -> Any:
    """Return data of what JSON does not know: mappings that are no dicts."""
    return {name: value[name] for name in value}
