"""The pages of a list: next links are followed, failed requests repeated, and each item is yielded once.

Only complete pages are passed on, so a page that breaks off and is requested again neither loses nor repeats an item.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlsplit

from odatanodes.request.credential import origin_of
from odatanodes.request.log import cause, debug_logger, shown
from odatanodes.request.responses import AnswerError, BatchServiceError, NodePage, read_page

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping

    from odatanodes.request.credential import Origin
    from odatanodes.request.responses import Response

    AnyResponse = Response | tuple[int, Mapping[str, str], bytes]

__all__ = ["AsyncFetch", "Fetch", "apages", "pages"]

RETRIES = 3
MAX_WAIT_SECONDS = 60.0
FAILURES = (OSError, BatchServiceError, AnswerError)
"""What a request may fail with; any other exception of a fetch is passed on at once."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_UNSAFE = re.compile(r"[^\x21-\x7e]")


class Fetch(Protocol):
    """GETs a URL: returns status, headers and body of a response of any status; raises OSError when there was none."""

    def __call__(self, url: str, headers: dict[str, str], /) -> AnyResponse:
        """Return the response."""


class AsyncFetch(Protocol):
    """`Fetch` as a coroutine function."""

    def __call__(self, url: str, headers: dict[str, str], /) -> Awaitable[AnyResponse]:
        """Return the response."""


def pages(
    fetch: Fetch,
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    retries: int = RETRIES,
    sleep: Callable[[float], object] = time.sleep,
    other_hosts: bool = False,
    key: tuple[str, ...] = ("id",),
) -> Generator[NodePage, None, None]:
    """Yield the pages from a URL on (ListRequest.url makes it); an item whose key came before is omitted.

    `key` names the properties that tell items apart, as `Service.key` does; empty, nothing is omitted.

    `fetch(url, headers)` returns `(status, headers, body)`, for an error status as well, and raises OSError (ConnectionError,
    TimeoutError) when no complete response arrived. Where that happens, or the error is retriable, the page is requested again
    up to `retries` times, after 0.5, 1, 2 … seconds or what the service asks for (60 at most). After the last attempt its
    exception is raised: OSError, BatchServiceError or AnswerError.

    A next link that cannot be followed raises AnswerError after the items of its page were yielded: one that was followed
    before, one that is not an http or https URL and, since `headers` may authenticate the caller, one to another host unless
    `other_hosts` is set.
    """
    walk = _Walk(url, retries, other_hosts, key)
    while walk.url is not None:
        try:
            page = walk.take(fetch(walk.ask(), dict(headers or {})))
        except FAILURES as error:
            sleep(walk.wait(error))
        else:
            yield page
            walk.step(page.next_link)


async def apages(
    fetch: AsyncFetch,
    url: str,
    headers: Mapping[str, str] | None = None,
    *,
    retries: int = RETRIES,
    sleep: Callable[[float], Awaitable[object]] | None = None,
    other_hosts: bool = False,
    key: tuple[str, ...] = ("id",),
) -> AsyncGenerator[NodePage, None]:
    """Yield the pages from a URL on, as `pages` does, with a `fetch` and a `sleep` (asyncio's by default) that are awaited."""
    if sleep is None:
        import asyncio

        sleep = asyncio.sleep
    walk = _Walk(url, retries, other_hosts, key)
    while walk.url is not None:
        try:
            response = fetch(walk.ask(), dict(headers or {}))
            if not hasattr(response, "__await__"):
                raise TypeError("this fetch is not asynchronous: use list_nodes and its kin (pages), or async_http_fetch")
            page = walk.take(await response)
        except FAILURES as error:
            await sleep(walk.wait(error))
        else:
            yield page
            walk.step(page.next_link)


class Seen:
    """The keys of the items so far. An item that moves while the pages are read may be on two of them.

    `key` names the properties that tell items apart. Without them, or where an item lacks one, nothing counts as a repeat.
    """

    __slots__ = ("_key", "_seen")

    def __init__(self, key: tuple[str, ...] = ("id",)) -> None:
        self._key = key
        self._seen: set[object] = set()

    def new(self, items: list[Any]) -> list[Any]:
        """Return the items whose key did not come before, and those without a key, which cannot be compared."""
        if not self._key:
            return items
        kept, seen = [], self._seen
        for item in items:
            key = tuple([item.get(name) for name in self._key])
            if not all(part.__class__ in (str, int) for part in key):
                kept.append(item)
            elif key not in seen:
                seen.add(key)
                kept.append(item)
        return kept


class _Walk:
    """State of a walk over pages, without the waiting: `url` is the next to fetch, None at the end."""

    def __init__(self, url: str, retries: int, other_hosts: bool, key: tuple[str, ...]) -> None:
        if retries < 0:
            raise ValueError(f"retries is the number of further attempts, at least 0, not {retries}")
        self.url: str | None = url
        self.retries = retries
        self.failures = 0
        self.pages = 0
        self.origin = None if other_hosts else _origin(url)
        self.followed = {url}
        self.seen = Seen(key)

    def ask(self) -> str:
        """Return the URL to fetch."""
        assert self.url is not None
        if log := debug_logger():
            log.debug("GET %s", shown(self.url))
        return self.url

    def take(self, response: AnyResponse) -> NodePage:
        """Return the page of a response, without the items that came before."""
        if hasattr(response, "__await__"):
            if close := getattr(response, "close", None):
                close()  # a coroutine that never runs is a warning
            raise TypeError("this fetch is asynchronous: use alist_nodes and its kin (apages), or http_fetch")
        page = read_page(response)
        self.failures = 0
        self.pages += 1
        new = self.seen.new(page.nodes)
        if log := debug_logger():
            repeated = len(page.nodes) - len(new)
            log.debug(
                "page %d: status 200, %d items, %d repeated, request-id %s", self.pages, len(page.nodes), repeated, page.request_id
            )
        return page._replace(nodes=new)

    def step(self, link: str | None) -> None:
        """Go on to the next page; raises AnswerError when its link cannot be followed."""
        if link is None:
            self.url = None
            return
        url = _followed(link)
        origin = _origin(url)
        if url in self.followed:
            raise AnswerError(f"the pages lead in a circle: {url} came before")
        if self.origin is not None and origin != self.origin:
            raise AnswerError(f"the next page is on another host than the first: {url}")
        self.followed.add(url)
        self.url = url

    def wait(self, error: Exception) -> float:
        """Return the seconds to wait before the next attempt; raises the error when there is to be none."""
        log = debug_logger()
        if self.failures >= self.retries or not getattr(error, "retriable", True):
            if log:
                log.debug("page %d: %s, no further attempt", self.pages + 1, cause(error))
            raise error
        self.failures += 1
        asked: float | None = getattr(error, "retry_after", None)
        seconds = min(MAX_WAIT_SECONDS, 0.5 * 2 ** (self.failures - 1) if asked is None else asked)
        if log:
            log.debug("page %d: %s, retry %d of %d in %g s", self.pages + 1, cause(error), self.failures, self.retries, seconds)
        return seconds


def _followed(link: str) -> str:
    """Return a next link as a URL that can be requested: unchanged but for blanks, letters outside ASCII and the scheme's case.

    Raises AnswerError for a link that is not an absolute http or https URL of a host.
    """
    shown = f"{link[:200]!a}"
    url = link.strip(" ")
    if _CONTROL.search(url):
        raise AnswerError(f"the next link has a control character: {shown}")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise AnswerError(f"the next link is not a URL ({error}): {shown}") from None
    if not parts.scheme and not parts.netloc:
        raise AnswerError(f"the next link is relative, and the service's are absolute: {shown}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise AnswerError(f"the next link is not an http or https URL of a host: {shown}")
    if "@" in parts.netloc or not parts.netloc.isascii() or _UNSAFE.search(parts.netloc):
        raise AnswerError(f"the next link has more than a host name and a port before its path: {shown}")
    if not url.startswith(parts.scheme):
        url = parts.scheme + url[len(parts.scheme) :]
    try:
        return _UNSAFE.sub(lambda bad: quote(bad.group(), safe=""), url)
    except UnicodeEncodeError:
        raise AnswerError(f"the next link has half of a surrogate pair: {shown}") from None


def _origin(url: str) -> Origin:
    try:
        return origin_of(urlsplit(url))
    except ValueError:
        raise AnswerError(f"not a URL that can be requested: {url[:200]!a}") from None
