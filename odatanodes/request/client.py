"""List nodes through a client of azure-batch 15.1 or newer: the client sends, pages, signs and retries.

The package itself is not imported: a client is any object whose `list_nodes` returns its items page by page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from odatanodes.request.division import AsyncListing, Division, Listing
from odatanodes.request.paging import Seen

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator

    from odatanodes.request.division import Moment, Selected, Wanted

__all__ = ["AsyncClient", "Client", "alist_nodes", "list_nodes"]

_N = TypeVar("_N")
_N_co = TypeVar("_N_co", covariant=True)


class Client(Protocol[_N_co]):
    """A client whose items are of the type `_N_co`; `azure.batch.BatchClient` is one of BatchNode."""

    def list_nodes(self, pool_id: str, /, *, filter: str | None = None, select: list[str] | None = None) -> Iterable[_N_co]:
        """Return the nodes of a pool, with a method `by_page`."""


class AsyncClient(Protocol[_N_co]):
    """An asynchronous client; `azure.batch.aio.BatchClient` is one of BatchNode."""

    def list_nodes(self, pool_id: str, /, *, filter: str | None = None, select: list[str] | None = None) -> AsyncIterable[_N_co]:
        """Return the nodes of a pool, with a method `by_page`."""


def list_nodes(
    client: Client[_N],
    pool_id: str,
    filter: Wanted = None,
    *,
    select: Selected = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    **options: Any,
) -> Listing[_N]:
    """Return an iterator over the nodes of a pool that match a filter, whether the service can evaluate it or not.

    Nodes are the objects that the client made, or new ones of their class where properties were removed here. `options` are
    passed to `client.list_nodes`: `max_results`, `service_timeout`, `retry_total` and so on. Other arguments are those of
    `request.list_nodes`; errors of the service are azure-core's (HttpResponseError, ServiceResponseError).
    """
    work = Division(filter, select, now, trust_ne, max_terms)
    asked: Any = client  # options are the client's own
    found = asked.list_nodes(pool_id, filter=work.plan.filter, select=work.select, **_given(options))
    if not hasattr(found, "__iter__"):
        raise TypeError("this client is asynchronous: use alist_nodes")

    def nodes() -> Iterator[_N]:
        seen = Seen()
        for page in () if work.plan.never else found.by_page():  # requests are made here
            yield from _kept(work, seen, list(page))

    return Listing(work.plan, nodes())


def alist_nodes(
    client: AsyncClient[_N],
    pool_id: str,
    filter: Wanted = None,
    *,
    select: Selected = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    **options: Any,
) -> AsyncListing[_N]:
    """Return an asynchronous iterator as `list_nodes` does."""
    work = Division(filter, select, now, trust_ne, max_terms)
    asked: Any = client  # options are the client's own
    found = asked.list_nodes(pool_id, filter=work.plan.filter, select=work.select, **_given(options))
    if not hasattr(found, "__aiter__"):
        raise TypeError("this client is not asynchronous: use list_nodes")

    async def nodes() -> AsyncIterator[_N]:
        if work.plan.never:
            return
        seen = Seen()
        async for page in found.by_page():
            for node in _kept(work, seen, [node async for node in page]):
                yield node

    return AsyncListing(work.plan, nodes())


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """Omit options that are None: the client would send them."""
    return {name: value for name, value in options.items() if value is not None}


def _kept(work: Division, seen: Seen, page: list[Any]) -> list[Any]:
    kept = work.keep(seen.new(page))
    if work.project is None:
        return kept
    return [type(node)(data) for node, data in zip(kept, work.projected(kept), strict=True)]
