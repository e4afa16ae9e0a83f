"""GET requests with the standard library alone: status, headers and body of one response."""

from __future__ import annotations

import re
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from odatanodes.request.constants import SCOPE
from odatanodes.request.credential import Tokens, is_loopback
from odatanodes.request.responses import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from odatanodes.request.credential import Credential

__all__ = ["async_http_fetch", "http_fetch"]

_NOT_IN_URL = re.compile(r"[^\x21-\x7e]")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Return redirects instead of following them: the headers may authenticate the caller, and to one host only."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Client:
    """Openers for URLs: one that goes through the proxies of the environment, one for loopback that does not."""

    def __init__(self, timeout: float) -> None:
        self.timeout = timeout
        self.proxied = urllib.request.build_opener(_NoRedirect)
        self.direct = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))

    def get(self, url: str, headers: dict[str, str]) -> Response:
        """Return the response of any status; raises OSError when none arrived whole."""
        check_url(url)
        opener = self.direct if is_loopback(urlsplit(url).hostname) else self.proxied
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - http or https, checked above
        try:
            with opener.open(request, timeout=self.timeout) as response:
                return Response(response.status, dict(response.headers), response.read())
        except HTTPError as error:  # urllib raises for error statuses; reading the body can break off as well
            with error:
                try:
                    return Response(error.code, dict(error.headers), error.read())
                except HTTPException as cause:
                    raise _broken(url, cause) from cause
        except HTTPException as cause:
            raise _broken(url, cause) from cause


def _broken(url: str, cause: HTTPException) -> ConnectionError:
    return ConnectionError(f"no complete response from {url}: {type(cause).__name__}")


def check_url(url: str) -> None:
    """Raise ValueError unless a URL is http or https and has only characters that a request line can have."""
    if not url[:8].lower().startswith(("http://", "https://")):
        raise ValueError(f"not an http or https URL: {url!a}")
    if bad := _NOT_IN_URL.search(url):
        raise ValueError(f"the URL has the character {bad.group()!a}, which must be percent-encoded: {url!a}")


def http_fetch(
    authorization: str | Callable[[], str] | None = None,
    *,
    credential: Credential | None = None,
    scope: str = SCOPE,
    timeout: float = 60,
) -> Callable[[str, dict[str, str]], Response]:
    """Return a `fetch` that sends GET requests over http or https, through the proxies that the environment names.

    `credential` is one of azure-identity or azure-core with `get_token_info` or `get_token`: its token for `scope` is sent
    as `authorization: Bearer …` and renewed before it expires. It is sent to one service only, that of the first URL, and
    over plain http only to loopback; any other URL raises ValueError. `authorization` is the value of that header instead,
    or a function that returns it, called for each request. `timeout` is in seconds without a byte received. Redirects are
    not followed, and loopback is reached without a proxy.

    The fetch raises OSError when no complete response arrived, and what the credential raises.
    """
    tokens = _tokens(authorization, credential, scope)
    client = _Client(timeout)

    def fetch(url: str, headers: dict[str, str]) -> Response:
        check_url(url)
        if tokens is not None:
            headers = {**headers, "authorization": tokens.header(url)}
        elif authorization is not None:
            headers = {**headers, "authorization": authorization if isinstance(authorization, str) else authorization()}
        return client.get(url, headers)

    return fetch


def async_http_fetch(
    authorization: str | Callable[[], str] | None = None,
    *,
    credential: Credential | None = None,
    scope: str = SCOPE,
    timeout: float = 60,
) -> Callable[[str, dict[str, str]], Awaitable[Response]]:
    """Return `http_fetch` as a coroutine function, each request in a thread; a credential may have coroutine functions."""
    tokens = _tokens(authorization, credential, scope)
    blocking = http_fetch(authorization, timeout=timeout)

    async def fetch(url: str, headers: dict[str, str]) -> Response:
        import asyncio

        check_url(url)
        if tokens is not None:
            headers = {**headers, "authorization": await tokens.async_header(url)}
        return await asyncio.to_thread(blocking, url, headers)

    return fetch


def _tokens(authorization: object, credential: Credential | None, scope: str) -> Tokens | None:
    if credential is None:
        return None
    if authorization is not None:
        raise TypeError("authorization and credential both set the authorization header: give one of them")
    return Tokens(credential, scope)
