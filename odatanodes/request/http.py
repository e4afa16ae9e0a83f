"""Fetching with nothing but the standard library: one GET, its status, headers and body."""

from __future__ import annotations

import asyncio
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError

from odatanodes.request.responses import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

__all__ = ["async_http_fetch", "http_fetch"]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are answered, not followed: the headers may say who asks, and that is for one host only."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def http_fetch(
    authorization: str | Callable[[], str] | None = None, *, timeout: float = 60
) -> Callable[[str, dict[str, str]], Response]:
    """Return a `fetch` that GETs over http or https; proxies as the environment names them, redirects not followed.

    `authorization` is sent as the header of this name: text such as `Bearer …`, or a function called for each request that
    returns it (tokens expire). `timeout` are seconds without a byte. It raises OSError when no whole answer came.
    """
    opener = urllib.request.build_opener(_NoRedirect)

    def fetch(url: str, headers: dict[str, str]) -> Response:
        if not url.startswith(("http://", "https://")):
            raise ValueError(f"no http or https URL: {url}")
        if authorization is not None:
            headers = {**headers, "authorization": authorization if isinstance(authorization, str) else authorization()}
        try:
            return _read(opener, urllib.request.Request(url, headers=headers), timeout)  # noqa: S310 - http(s), see above
        except HTTPException as error:  # the answer broke off, or was none
            raise ConnectionError(f"no whole answer from {url}: {type(error).__name__}") from error

    return fetch


def _read(opener: urllib.request.OpenerDirector, request: urllib.request.Request, timeout: float) -> Response:
    try:
        with opener.open(request, timeout=timeout) as answer:
            return Response(answer.status, dict(answer.headers), answer.read())
    except HTTPError as error:  # urllib raises for the statuses of errors
        with error:
            return Response(error.code, dict(error.headers), error.read())


def async_http_fetch(
    authorization: str | Callable[[], str] | None = None, *, timeout: float = 60
) -> Callable[[str, dict[str, str]], Awaitable[Response]]:
    """Return `http_fetch` as a coroutine function, each request in a thread."""
    blocking = http_fetch(authorization, timeout=timeout)

    async def fetch(url: str, headers: dict[str, str]) -> Response:
        return await asyncio.to_thread(blocking, url, headers)

    return fetch
