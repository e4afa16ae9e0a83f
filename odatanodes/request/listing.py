"""`list_nodes`: nodes of a pool that match any filter; the service filters as far as it can, the rest is filtered here.

Memory use is one page and the IDs of the nodes yielded so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from odatanodes.request import client
from odatanodes.request.constants import API_VERSION
from odatanodes.request.division import AsyncListing, Division, Listing
from odatanodes.request.paging import RETRIES, apages, pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from odatanodes.request.client import AsyncClient, Client
    from odatanodes.request.division import Moment, Selected, Wanted
    from odatanodes.request.paging import AsyncFetch, Fetch

__all__ = ["alist_nodes", "list_nodes"]

_N = TypeVar("_N")


@overload
def list_nodes(
    source: Client[_N],
    pool_id: str,
    filter: Wanted = None,
    *,
    select: Selected = None,
    max_results: int | None = None,
    timeout: int | None = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
) -> Listing[_N]: ...
@overload
def list_nodes(
    source: Fetch,
    pool_id: str,
    filter: Wanted = None,
    *,
    endpoint: str,
    select: Selected = None,
    max_results: int | None = None,
    timeout: int | None = None,
    api_version: str = API_VERSION,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    retries: int = RETRIES,
) -> Listing[dict[str, Any]]: ...
def list_nodes(
    source: Any,
    pool_id: str,
    filter: Wanted = None,
    *,
    endpoint: str | None = None,
    select: Selected = None,
    max_results: int | None = None,
    timeout: int | None = None,
    api_version: str = API_VERSION,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    retries: int = RETRIES,
) -> Listing[Any]:
    """Return an iterator over the nodes of a pool that match a filter, whether the service can evaluate it or not.

    `source` is a `fetch` as for `pages`, with the account's URL as `endpoint`: nodes are dicts with REST names. Or it is an
    `azure.batch.BatchClient`, which has its endpoint and retries: nodes are its model objects (see `odatanodes.azure`).
    `max_results` is the size of a page, `timeout` the seconds the service may take; `now` (by default the moment of the
    call), `trust_ne` and `max_terms` are those of `Filter.plan`.

    Raises ODataError at once for a wrong filter or select. While iterating, after the nodes that came before the failure:
    BatchServiceError, AnswerError or OSError, and NodeError for a node that the filter cannot be evaluated on.
    """
    if hasattr(source, "list_nodes"):
        options = _client_options(endpoint, now, trust_ne, max_terms)
        return client.list_nodes(
            source, pool_id, filter, select=select, max_results=max_results, service_timeout=timeout, **options
        )
    work = Division(filter, select, now, trust_ne, max_terms)
    url, headers = _request(work, pool_id, endpoint, max_results, timeout, api_version)

    def nodes() -> Iterator[Any]:
        if not work.plan.never:
            for page in pages(source, url, headers, retries=retries):
                yield from work.projected(work.keep(page.nodes))

    return Listing(work.plan, nodes())


@overload
def alist_nodes(
    source: AsyncClient[_N],
    pool_id: str,
    filter: Wanted = None,
    *,
    select: Selected = None,
    max_results: int | None = None,
    timeout: int | None = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
) -> AsyncListing[_N]: ...
@overload
def alist_nodes(
    source: AsyncFetch,
    pool_id: str,
    filter: Wanted = None,
    *,
    endpoint: str,
    select: Selected = None,
    max_results: int | None = None,
    timeout: int | None = None,
    api_version: str = API_VERSION,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    retries: int = RETRIES,
) -> AsyncListing[dict[str, Any]]: ...
def alist_nodes(
    source: Any,
    pool_id: str,
    filter: Wanted = None,
    *,
    endpoint: str | None = None,
    select: Selected = None,
    max_results: int | None = None,
    timeout: int | None = None,
    api_version: str = API_VERSION,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    retries: int = RETRIES,
) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_nodes` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    if hasattr(source, "list_nodes"):
        options = _client_options(endpoint, now, trust_ne, max_terms)
        options |= {"max_results": max_results, "service_timeout": timeout}
        return client.alist_nodes(source, pool_id, filter, select=select, **options)
    work = Division(filter, select, now, trust_ne, max_terms)
    url, headers = _request(work, pool_id, endpoint, max_results, timeout, api_version)

    async def nodes() -> AsyncIterator[Any]:
        if not work.plan.never:
            async for page in apages(source, url, headers, retries=retries):
                for node in work.projected(work.keep(page.nodes)):
                    yield node

    return AsyncListing(work.plan, nodes())


def _client_options(endpoint: str | None, now: Moment, trust_ne: bool, max_terms: int | None) -> dict[str, Any]:
    if endpoint is not None:
        raise TypeError("a client has its endpoint: omit 'endpoint'")
    return {"now": now, "trust_ne": trust_ne, "max_terms": max_terms}


def _request(
    work: Division, pool_id: str, endpoint: str | None, max_results: int | None, timeout: int | None, api_version: str
) -> tuple[str, dict[str, str]]:
    if endpoint is None:
        raise TypeError("a fetch needs the 'endpoint' of the account, such as https://account.region.batch.azure.com")
    from odatanodes.request.operation import ListNodesRequest

    request = ListNodesRequest(
        pool_id,
        filter=work.plan.filter,
        select=work.select,
        max_results=max_results,
        timeout=timeout,
        api_version=api_version,
    )
    return request.url(endpoint), request.headers()
