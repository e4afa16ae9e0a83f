"""`list_nodes`: nodes of a pool that match any filter; the service filters as far as it can, the rest is filtered here.

Memory use is one page and the IDs of the nodes yielded so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes.request import client
from odatanodes.request.division import AsyncListing, Division, Listing
from odatanodes.request.operation import API_VERSION, ListNodesRequest
from odatanodes.request.paging import RETRIES, apages, pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from odatanodes.request.division import Moment, Selected, Wanted
    from odatanodes.request.paging import AsyncFetch, Fetch

__all__ = ["AsyncListing", "Listing", "alist_nodes", "list_nodes"]


def list_nodes(
    source: Fetch | Any,
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
    """Return an iterator over the nodes of a pool that match any filter, whether the service can evaluate it or not.

    `source` is a `fetch` as for `pages`, and `endpoint` the account's URL; or an `azure.batch.BatchClient`, which knows its
    endpoint and its retries: then nodes are the client's model objects (see `odatanodes.azure`), otherwise dicts with REST
    names. `max_results` is the size of a page; `now`, `trust_ne` and `max_terms` are as for `Filter.plan`, `now` being the
    moment of the call unless given. The filter and select are checked before anything is asked.

    Raises ODataError at once for a wrong filter or select; BatchServiceError, AnswerError or OSError while iterating, after
    what was right has been yielded; NodeError for a node that the filter cannot be evaluated on.
    """
    if hasattr(source, "list_nodes"):
        given, options = _client(source, endpoint, now, trust_ne, max_terms)
        return client.list_nodes(given, pool_id, filter, select=select, max_results=max_results, service_timeout=timeout, **options)
    work = Division(filter, select, now, trust_ne, max_terms)
    url, headers = _request(work, pool_id, endpoint, max_results, timeout, api_version)

    def nodes() -> Iterator[Any]:
        if not work.plan.never:
            for page in pages(source, url, headers, retries=retries):
                yield from work.projected(work.keep(page.nodes))

    return Listing(work.plan, nodes())


def alist_nodes(
    source: AsyncFetch | Any,
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
        given, options = _client(source, endpoint, now, trust_ne, max_terms)
        return client.alist_nodes(
            given, pool_id, filter, select=select, max_results=max_results, service_timeout=timeout, **options
        )
    work = Division(filter, select, now, trust_ne, max_terms)
    url, headers = _request(work, pool_id, endpoint, max_results, timeout, api_version)

    async def nodes() -> AsyncIterator[Any]:
        if not work.plan.never:
            async for page in apages(source, url, headers, retries=retries):
                for node in work.projected(work.keep(page.nodes)):
                    yield node

    return AsyncListing(work.plan, nodes())


def _client(source: Any, endpoint: str | None, now: Moment, trust_ne: bool, max_terms: int | None) -> tuple[Any, dict[str, Any]]:
    if endpoint is not None:
        raise TypeError("a client knows its endpoint: leave 'endpoint' out")
    return source, {"now": now, "trust_ne": trust_ne, "max_terms": max_terms}


def _request(
    work: Division, pool_id: str, endpoint: str | None, max_results: int | None, timeout: int | None, api_version: str
) -> tuple[str, dict[str, str]]:
    if endpoint is None:
        raise TypeError("which account? a fetch needs 'endpoint', such as https://account.region.batch.azure.com")
    request = ListNodesRequest(
        pool_id,
        filter=work.plan.filter,
        select=work.select,
        max_results=max_results,
        timeout=timeout,
        api_version=api_version,
    )
    return request.url(endpoint), request.headers()
