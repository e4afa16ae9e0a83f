"""The ASGI application: requests to pages or BatchError bodies."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit
from uuid import uuid4

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from odatanodes.base.text import did_you_mean
from odatanodes.diagnostics import ODataError
from odatanodes.emulator.authentication import check_authorization
from odatanodes.emulator.errors import RefusalError, internal, invalid_parameter, no_operation, no_verb
from odatanodes.emulator.lists import ItemList
from odatanodes.emulator.parameters import read_parameters
from odatanodes.serialize import to_url
from odatanodes.service import LIST_NODES, SERVICES, Service, service_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import Receive, Scope, Send

    from odatanodes.emulator.lists import Item, Items, MissingNe
    from odatanodes.emulator.parameters import Parameters

__all__ = ["app"]

_HOST = re.compile(r"[\w.-]+(?::\d+)?|\[[0-9A-Fa-f:.]+\](?::\d+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ABSOLUTE_FORM = re.compile(r"https?://[^/?]*", re.IGNORECASE)


def app(
    items: Sequence[Item] | Mapping[str, Sequence[Item]] | Mapping[Service | str, Items],
    *,
    lenient: bool = False,
    missing_ne: MissingNe = "standard",
    page_size: int = 1000,
    require_auth: bool = False,
) -> Starlette:
    """Return an application that lists nodes, or the items of any list APIs, as documented.

    `items` are dicts with REST names in the order of the list. Nodes: one sequence for every pool ID, or a dict from pool IDs
    to sequences, where any other pool is not found. Several lists: a dict from list APIs or their names (`"list-tasks"`) to
    such sequences or dicts, whose keys are the arguments of the path (tuples where it has several). Statistics are returned
    where an $expand or a $select names them. `lenient` accepts all of OData instead of refusing what the service refuses;
    `missing_ne="exclude"` makes `ne` false for items without the property, as the service may; `page_size` limits pages below
    what a request asks for; `require_auth` refuses requests without a Bearer or SharedKey header (tokens and signatures are
    not verified).

    Raises ValueError for a page size below 1, another `missing_ne`, an unknown list API beside others or the misspelt name of
    one, TypeError for items that are not sequences of dicts.
    """
    if page_size < 1:
        raise ValueError(f"page_size is at least 1, not {page_size}")
    lists = [ItemList(service, found, lenient=lenient, missing_ne=missing_ne) for service, found in lists_of(items).items()]
    return Starlette(routes=[_Lists(lists, page_size, require_auth)])


def lists_of(items: Any) -> dict[Service, Items]:
    """Return items by their list API: nodes where the items are not a dict from list APIs."""
    if not isinstance(items, Mapping):
        return {LIST_NODES: items}
    if any(isinstance(key, Service) or key in SERVICES for key in items):
        return {service_named(key): found for key, found in items.items()}
    for key in items:
        near = did_you_mean(key, SERVICES, most=1) if isinstance(key, str) and key.startswith("list") else []
        if near:
            pools = f"for a pool of this name write {{'list-nodes': {{{key!r}: …}}}}"
            raise ValueError(f"no list API '{key}'; did you mean '{near[0]}'? ({pools})")
    return {LIST_NODES: items}


class _Lists(BaseRoute):
    """The route of every request: Starlette's own does not match all paths, and refuses in plain text."""

    def __init__(self, lists: list[ItemList], page_size: int, require_auth: bool) -> None:
        self.lists = [(_pattern(one.service.path), one) for one in lists]
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
        found, ids = self.route(request)
        parameters = read_parameters(request.scope["query_string"], request.headers, found.service)
        if parameters.client_request_id is not None:
            headers["client-request-id"] = parameters.client_request_id
        return self.page(base, found, ids, parameters)

    def route(self, request: Request) -> tuple[ItemList, tuple[str, ...]]:
        """Return the list that a path names and its arguments, which may have any printable character once decoded."""
        path = _ABSOLUTE_FORM.sub("", _raw_path(request), count=1)
        for pattern, found in self.lists:
            if match := pattern.fullmatch(path):
                if request.method != "GET":
                    raise no_verb(request.method)
                ids = tuple([unquote(segment) for segment in match.groups()])
                for name, id in zip(found.service.arguments, ids, strict=True):
                    if _CONTROL.search(id):
                        raise no_operation(path, f"a {name.removesuffix('Id')} ID has no control characters")
                return found, ids
        raise no_operation(path, f"the emulator has {', '.join(found.service.path for _, found in self.lists)}")

    def page(self, base: str, found: ItemList, ids: tuple[str, ...], parameters: Parameters) -> dict[str, Any]:
        """Return a page as JSON data."""
        query = parameters.query
        most = min(parameters.max_results, self.page_size)
        try:
            items, rest = found.page(ids, query, parameters.position, most)
        except ODataError as error:  # a valid filter that only a service can evaluate
            raise invalid_parameter("$filter", query.get("$filter", ""), error.diagnostics[0].message) from None
        path = found.service.path
        body = {"odata.metadata": f"{base}/$metadata#{path.rpartition('/')[2]}", "value": items}
        if rest is not None:
            again = {**query, "$skiptoken": str(rest)}
            link = "&".join(f"{name}={to_url(value)}" for name, value in again.items())
            given = iter(ids)
            filled = re.sub(r"\{\w+\}", lambda _: quote(next(given), safe=""), path)
            body["odata.nextLink"] = f"{base}{filled}?{link}"
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


def _pattern(path: str) -> re.Pattern[str]:
    """Return what matches the paths of an operation: `/pools/([^/]+)/nodes`."""
    return re.compile(re.sub(r"\\\{\w+\\\}", "([^/]+)", re.escape(path)))


def _json(status: int, headers: Mapping[str, str], body: dict[str, Any]) -> Response:
    data = json.dumps(body, separators=(",", ":"), default=_plain).encode()
    return Response(data, status, headers, media_type="application/json;odata=minimalmetadata")


def _plain(value: Any) -> Any:
    """Return a mapping that is not a dict as one, for JSON."""
    return {name: value[name] for name in value}
