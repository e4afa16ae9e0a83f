"""The web application of the explorer: its page, its data, and what keeps others out.

Only GET; the Host header must name this machine (a page of another origin could reach it under a name of its own otherwise);
data is for this page only, so that no other page makes the server work; the page runs its own script only; texts are limited, and
a filter that takes too long is given up.
"""

from __future__ import annotations

import json
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from odatanodes.diagnostics import ODataError
from odatanodes.explore import views
from odatanodes.explore.listing import SlowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from odatanodes.explore.listing import Listing

__all__ = ["LOOPBACK_NAMES", "beside", "explorer", "host_names", "routes"]

MAX_TEXT = 8_192
"""Characters of a filter or select that are read."""
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


def host_names(host: str) -> list[str]:
    """Return the names by which a server on an address may be asked for: this machine's, and the address itself."""
    return [*LOOPBACK_NAMES, f"[{host}]" if ":" in host else host.lower()]


_PAGE = {
    "/": ("index.html", "text/html; charset=utf-8"),
    "/explore.js": ("explore.js", "text/javascript; charset=utf-8"),
    "/explore.css": ("explore.css", "text/css; charset=utf-8"),
}
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


def explorer(listing: Listing, *, hosts: Sequence[str] = LOOPBACK_NAMES) -> Starlette:
    """Return the application; `hosts` are the names in Host headers that are accepted (without port)."""
    return Starlette(routes=routes(listing), middleware=[Middleware(KnownHosts, hosts=hosts)])


def beside(application: ASGIApp, listing: Listing, *, hosts: Sequence[str] = LOOPBACK_NAMES) -> ASGIApp:
    """Return an application that serves the page at `/`, and every other path as the one given, such as the emulator."""
    page = explorer(listing, hosts=hosts)
    paths = {*_PAGE, *(f"/explore/{name}" for name in _DATA)}

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        of_page = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in paths
        await (page if of_page else application)(scope, receive, send)

    return both


def routes(listing: Listing) -> list[Route]:
    """Return the routes of the page and of its data, for an application that has others beside them."""
    pages = [Route(path, partial(_file, *entry), methods=["GET"]) for path, entry in _PAGE.items()]
    return [*pages, *(Route(f"/explore/{name}", partial(_data, listing, read), methods=["GET"]) for name, read in _DATA.items())]


class KnownHosts:
    """Refuse requests whose Host header is not one of the names that this server is reached by."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
            if len(named) != 1 or _without_port(named[0]) not in self.hosts:
                await Response("this server is reached by the name it was started with", 421)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _file(name: str, kind: str, _: Request) -> Response:
    data = (files("odatanodes.explore") / "page" / name).read_bytes()
    return Response(data, media_type=kind, headers=HEADERS)


def _data(listing: Listing, read: Callable[[Listing, Request], dict[str, Any]], request: Request) -> Response:
    """Respond with data; a plain function, so that Starlette runs it in a thread of its own."""
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:  # browsers send it
        return Response(json.dumps({"problem": "this is for the explorer's own page"}), 403, HEADERS, "application/json")
    try:
        found, status = read(listing, request), 200
    except (ODataError, SlowError, ValueError, IndexError) as error:
        message = error.diagnostics[0].message if isinstance(error, ODataError) else str(error)
        found, status = {"problem": message}, 400
    return Response(json.dumps(found, separators=(",", ":"), default=_plain), status, HEADERS, "application/json")


def _plain(value: Any) -> Any:
    """Return JSON data of mappings that are not dicts, and text of anything else."""
    return {name: value[name] for name in value} if hasattr(value, "keys") else str(value)


def _text(request: Request, name: str) -> str:
    text = request.query_params.get(name, "")
    if len(text) > MAX_TEXT:
        raise ValueError(f"'{name}' has {len(text):,} characters; the most is {MAX_TEXT:,}")
    return text


def _number(request: Request, name: str, default: int = 0) -> int:
    text = request.query_params.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"'{name}' is a number, not '{text[:20]}'")
    return int(text)


def _path(request: Request, name: str, known: list[str]) -> str:
    path = _text(request, name) or (known[0] if known else "")
    if path and path not in known:
        raise ValueError(f"'{name}' is one of {', '.join(known)}")
    return path


def _rows(listing: Listing, request: Request) -> dict[str, Any]:
    return views.rows(
        listing,
        _text(request, "filter"),
        _text(request, "select"),
        _text(request, "sort"),
        request.query_params.get("descending") == "1",
        _number(request, "start"),
        _number(request, "limit", 50),
    )


_DATA: dict[str, Callable[[Listing, Request], dict[str, Any]]] = {
    "overview": lambda listing, _: views.overview(listing),
    "colours": lambda listing, request: views.colours(listing, _path(request, "path", listing.colour_paths)),
    "view": lambda listing, request: views.view(
        listing, _text(request, "filter"), _text(request, "select"), _path(request, "colour", listing.colour_paths)
    ),
    "complete": lambda listing, request: views.complete(
        listing, _text(request, "text"), _text(request, "option"), _number(request, "at")
    ),
    "item": lambda listing, request: views.item(listing, _number(request, "index"), _text(request, "filter")),
    "rows": _rows,
    "chart": lambda listing, request: views.chart(listing, _text(request, "filter"), _path(request, "path", listing.time_paths)),
    "copies": lambda listing, request: views.copied(listing, _text(request, "filter"), _text(request, "select")),
}
