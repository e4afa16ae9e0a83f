"""Bearer tokens from a credential of azure-identity or azure-core: acquired, renewed, and sent to one service only.

No Azure package is imported: a credential is any object with `get_token_info` or `get_token`.
"""

from __future__ import annotations

import threading
import time
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import SplitResult, urlsplit

if TYPE_CHECKING:
    from collections.abc import Awaitable

    Origin = tuple[str, str | None, int | None]

    class AccessToken(Protocol):
        """A token; azure-core's `AccessToken` and `AccessTokenInfo` are such (`refresh_on` is optional)."""

        @property
        def token(self) -> str:
            """Text of the token."""

        @property
        def expires_on(self) -> int:
            """End of its lifetime, in Unix time."""

    class TokenCredential(Protocol):
        """A credential with `get_token`, blocking or as a coroutine function."""

        def get_token(self, *scopes: str) -> AccessToken | Awaitable[AccessToken]:
            """Return a token for the scopes."""

    class TokenInfoCredential(Protocol):
        """A credential with `get_token_info`, blocking or as a coroutine function."""

        def get_token_info(self, *scopes: str) -> AccessToken | Awaitable[AccessToken]:
            """Return a token for the scopes."""

    Credential = TokenCredential | TokenInfoCredential

RENEW_BEFORE_SECONDS = 300
"""Remaining lifetime below which a token is renewed, as in azure-core."""
PORTS = {"http": 80, "https": 443}


class Tokens:
    """Authorization headers with the tokens of a credential, for one scope and one service.

    The service is the origin (scheme, host, port) of the first URL; a URL of another origin, or one over plain http to
    anything but loopback, raises ValueError before the credential is asked.
    """

    def __init__(self, credential: Credential, scope: str) -> None:
        get: Any = getattr(credential, "get_token_info", None) or getattr(credential, "get_token", None)
        if get is None:
            raise TypeError(
                f"credential has get_token or get_token_info, as those of azure-identity have; {type(credential).__name__} has "
                "neither (for a shared key use azure.batch.BatchClient, which signs requests)"
            )
        self._get = get
        self._scope = scope
        self._token: AccessToken | None = None
        self._origin: Origin | None = None
        self._lock = threading.Lock()

    def header(self, url: str) -> str:
        """Return the value of the header for a URL; raises TypeError for a credential with coroutine functions."""
        with self._lock:
            self._permit(url)
            if (token := self._fresh()) is None:
                token = self._get(self._scope)
                if hasattr(token, "__await__"):
                    close = getattr(token, "close", None)
                    if close is not None:
                        close()  # a coroutine that never runs is a warning
                    raise TypeError("this credential is asynchronous: use async_http_fetch, or a credential of azure.identity")
                self._token = token
            return f"Bearer {token.token}"

    async def async_header(self, url: str) -> str:
        """Return the value of the header for a URL, from either kind of credential; a blocking one runs in a thread."""
        import asyncio
        from inspect import iscoroutinefunction

        if not iscoroutinefunction(self._get):
            return await asyncio.to_thread(self.header, url)
        self._permit(url)
        if (token := self._fresh()) is None:
            token = self._token = await self._get(self._scope)
        assert token is not None
        return f"Bearer {token.token}"

    def _fresh(self) -> AccessToken | None:
        """Return the token if it need not be renewed yet."""
        token = self._token
        if token is None:
            return None
        now = time.time()
        refresh_on = getattr(token, "refresh_on", None)
        if token.expires_on - now < RENEW_BEFORE_SECONDS or (refresh_on is not None and refresh_on <= now):
            return None
        return token

    def _permit(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and not is_loopback(parts.hostname):
            raise ValueError(f"a token is not sent over plain http, except to loopback: {url!a}")
        origin = origin_of(parts)
        if self._origin is None:
            self._origin = origin
        if origin != self._origin:
            host = f"{self._origin[0]}://{self._origin[1]}:{self._origin[2]}"
            raise ValueError(f"the token is for {host} and is not sent to {url!a}: make a fetch for each service")


def origin_of(parts: SplitResult) -> Origin:
    """Return scheme, host and port; raises ValueError for a port that is not a number up to 65535."""
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def is_loopback(host: str | None) -> bool:
    """Return whether a host is this machine: `localhost`, or an address of 127.0.0.0/8 or ::1.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("127.0.0.1.example")
    (True, True, False)
    """
    if host is None or host.lower() == "localhost":
        return host is not None
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
