"""The pages of a list, one after the other: the next link is followed as it is, a failed request is made again.

Comes in: a `fetch` and a first URL. Goes out: `NodePage` objects, each node once. What was answered is only passed on whole, so
a page that breaks off and is fetched again neither loses nor doubles a node.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from odatanodes.request.responses import AnswerError, BatchServiceError, NodePage, read_page

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
    from typing import Protocol

    from odatanodes.request.responses import Response

    Answer = Response | tuple[int, Mapping[str, str], bytes]

    class Fetch(Protocol):
        """Gets a URL: returns status, headers and body, whatever the status is; raises OSError when no answer came."""

        def __call__(self, url: str, headers: dict[str, str], /) -> Answer: ...

    class AsyncFetch(Protocol):
        """The same as a coroutine function."""

        def __call__(self, url: str, headers: dict[str, str], /) -> Awaitable[Answer]: ...


__all__ = ["apages", "pages"]

RETRIES = 3
LONGEST_WAIT = 60.0
_KNOWN = (OSError, BatchServiceError, AnswerError)
"""What a request can fail with; anything else that a fetch raises is passed on at once."""


def pages(
    fetch: Fetch,
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    retries: int = RETRIES,
    sleep: Callable[[float], object] = time.sleep,
    other_hosts: bool = False,
) -> Iterator[NodePage]:
    """Yield the pages from a URL on (ListNodesRequest.url makes it); a node whose ID came before is left out.

    `fetch(url, headers)` returns `(status, headers, body)`, an error status as well, and raises OSError (ConnectionError,
    TimeoutError) when no whole answer came. A page is asked for again up to `retries` times, after 0.5, 1, 2 … seconds or
    what the service says (60 at most), when there was no answer or the error is retriable. Raises then what the last attempt
    raised: OSError, BatchServiceError, or AnswerError. AnswerError too for a next link that was followed before and, since
    `headers` may say who asks, for one to another host, unless `other_hosts` is set.
    """
    walk = _Walk(url, retries, other_hosts)
    while walk.url is not None:
        try:
            page = walk.take(fetch(walk.url, dict(headers or {})))
        except _KNOWN as error:
            sleep(walk.wait(error))
        else:
            yield page


async def apages(
    fetch: AsyncFetch,
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    retries: int = RETRIES,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    other_hosts: bool = False,
) -> AsyncIterator[NodePage]:
    """Yield the pages from a URL on, as `pages` does, with a `fetch` that is awaited."""
    walk = _Walk(url, retries, other_hosts)
    while walk.url is not None:
        try:
            page = walk.take(await fetch(walk.url, dict(headers or {})))
        except _KNOWN as error:
            await sleep(walk.wait(error))
        else:
            yield page


class Seen:
    """The IDs that came so far. A node that moves while the pages are read may be on two of them."""

    __slots__ = ("_ids",)

    def __init__(self) -> None:
        self._ids: set[object] = set()

    def new(self, nodes: list[Any]) -> list[Any]:
        """Return the nodes whose ID did not come before; those without one cannot be told apart and all stay."""
        kept, ids = [], self._ids
        for node in nodes:
            key = node.get("id")
            if key.__class__ is not str:
                kept.append(node)
            elif key not in ids:
                ids.add(key)
                kept.append(node)
        return kept


class _Walk:
    """Where a walk over pages stands, without doing any of the waiting: `url` is the next to fetch, None at the end."""

    def __init__(self, url: str, retries: int, other_hosts: bool) -> None:
        if retries < 0:
            raise ValueError(f"retries is a number of further attempts, not {retries}")
        self.url: str | None = url
        self.retries = retries
        self.failures = 0
        self.origin = None if other_hosts else _origin(url)
        self.followed = {url}
        self.seen = Seen()

    def take(self, answer: Answer) -> NodePage:
        """Read an answer and step on to the next page."""
        page = read_page(answer)
        link = page.next_link
        if link is not None:
            if link in self.followed:
                raise AnswerError(f"the pages lead in a circle: {link} came before")
            if self.origin is not None and _origin(link) != self.origin:
                raise AnswerError(f"the next page is not on the host that was asked: {link}")
            self.followed.add(link)
        self.url, self.failures = link, 0
        return page._replace(nodes=self.seen.new(page.nodes))

    def wait(self, error: Exception) -> float:
        """Return how many seconds to wait before asking again; raises the error when that is no use."""
        if self.failures >= self.retries or not getattr(error, "retriable", True):
            raise error
        self.failures += 1
        asked: float | None = getattr(error, "retry_after", None)
        return min(LONGEST_WAIT, 0.5 * 2 ** (self.failures - 1) if asked is None else asked)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AnswerError(f"no URL to ask: {url}") from None
    return parts.scheme, parts.hostname, port or {"http": 80, "https": 443}.get(parts.scheme)
