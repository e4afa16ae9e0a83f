"""`list_items` and its kin: the items of any list that match any filter, wherever the filter can be evaluated.

The service filters as far as it can, the rest is filtered here. Memory use is one page and the keys of the items yielded so far.
"""

from __future__ import annotations

from contextlib import aclosing, closing
from typing import TYPE_CHECKING, Any, overload

from odatanodes.request import client
from odatanodes.request.constants import API_VERSION
from odatanodes.request.division import AsyncListing, Division, Listing
from odatanodes.request.paging import RETRIES, apages, pages
from odatanodes.request.source import client_options, is_client
from odatanodes.service import service_named

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterable

    from odatanodes.request.division import Moment, Selected, Wanted
    from odatanodes.request.paging import AsyncFetch, Fetch
    from odatanodes.service import Service

__all__ = ["alist_items", "list_items"]


@overload
def list_items(
    service: Service | str, source: Fetch, *ids: str, filter: Wanted = None, endpoint: str, **options: Any
) -> Listing[dict[str, Any]]: ...
@overload
def list_items(service: Service | str, source: Any, *ids: str, filter: Wanted = None, **options: Any) -> Listing[Any]: ...
def list_items(
    service: Service | str,
    source: Any,
    *ids: str,
    filter: Wanted = None,
    select: Selected = None,
    expand: str | Iterable[str] = (),
    endpoint: str | None = None,
    max_results: int | None = None,
    timeout: int | None = None,
    api_version: str | None = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    send_aliases: bool = False,
    retries: int | None = None,
    **parameters: Any,
) -> Listing[Any]:
    """Return an iterator over the items of a list that match a filter, whether the service can evaluate it or not.

    `service` is a list API or its name, `ids` the arguments of its path. `source` is a `fetch` as for `pages`, with the
    account's URL as `endpoint`: items are dicts with REST names. Or it is an `azure.batch.BatchClient`, which has its endpoint,
    version and retries: items are its model objects. Statistics are expanded where the filter reads them or the $select names
    them, or with `expand`. `max_results` is the size of a page, `timeout` the seconds the service may take; `now` (by default
    the moment of the call), `trust_ne`, `max_terms` (comparisons to send: servers refuse URLs beyond some 8,000 bytes) and
    `send_aliases` are those of `Filter.plan`. `api_version` (API_VERSION)
    and `retries` (3) are for a fetch. `parameters` are further ones of the API, as ListRequest takes them; with a client, also
    options of its method and of azure-core, such as `retry_total`.

    Raises at once ODataError for a wrong filter or select, ValueError for a Filter that was made for another list, and
    TypeError for wrong options. While iterating, after the items that came before the failure: BatchServiceError, AnswerError
    or OSError (with a client azure-core's errors), and NodeError for an item that the filter cannot be evaluated on.

    >>> from odatanodes.service import LIST_TASKS
    >>> page = b'{"value": [{"id": "t1", "state": "active"}, {"id": "t2", "state": "completed"}]}'
    >>> fetch = lambda url, headers: (200, {}, page)
    >>> found = list_items(LIST_TASKS, fetch, "job", filter="state ne 'active'", endpoint="https://a.b.batch.azure.com")
    >>> found.plan.filter
    "state ne 'active'"
    """
    known = service_named(service)
    plan = {"now": now, "trust_ne": trust_ne, "max_terms": max_terms, "send_aliases": send_aliases, "expand": expand}
    if is_client(source, known):
        for_fetch = {"endpoint": endpoint, "api_version": api_version, "retries": retries}
        sent = client_options(known, for_fetch, max_results, timeout, parameters)
        return client.list_items(known, source, *ids, filter=filter, select=select, plan=plan, **sent)
    work = Division(known, filter, select, **plan)
    url, headers = _request(work, ids, endpoint, max_results, timeout, api_version, parameters)
    attempts = RETRIES if retries is None else retries

    def items() -> Generator[Any, None, None]:
        if work.plan.never:
            return
        with closing(pages(source, url, headers, retries=attempts, key=known.key)) as found:
            for page in found:
                yield from work.projected(work.keep(page.nodes))

    return Listing(work.plan, items())


@overload
def alist_items(
    service: Service | str, source: AsyncFetch, *ids: str, filter: Wanted = None, endpoint: str, **options: Any
) -> AsyncListing[dict[str, Any]]: ...
@overload
def alist_items(service: Service | str, source: Any, *ids: str, filter: Wanted = None, **options: Any) -> AsyncListing[Any]: ...
def alist_items(
    service: Service | str,
    source: Any,
    *ids: str,
    filter: Wanted = None,
    select: Selected = None,
    expand: str | Iterable[str] = (),
    endpoint: str | None = None,
    max_results: int | None = None,
    timeout: int | None = None,
    api_version: str | None = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    send_aliases: bool = False,
    retries: int | None = None,
    **parameters: Any,
) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_items` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    known = service_named(service)
    plan = {"now": now, "trust_ne": trust_ne, "max_terms": max_terms, "send_aliases": send_aliases, "expand": expand}
    if is_client(source, known):
        for_fetch = {"endpoint": endpoint, "api_version": api_version, "retries": retries}
        sent = client_options(known, for_fetch, max_results, timeout, parameters)
        return client.alist_items(known, source, *ids, filter=filter, select=select, plan=plan, **sent)
    work = Division(known, filter, select, **plan)
    url, headers = _request(work, ids, endpoint, max_results, timeout, api_version, parameters)
    attempts = RETRIES if retries is None else retries

    async def items() -> AsyncGenerator[Any, None]:
        if work.plan.never:
            return
        async with aclosing(apages(source, url, headers, retries=attempts, key=known.key)) as found:
            async for page in found:
                for item in work.projected(work.keep(page.nodes)):
                    yield item

    return AsyncListing(work.plan, items())


def _request(
    work: Division,
    ids: tuple[str, ...],
    endpoint: str | None,
    max_results: int | None,
    timeout: int | None,
    api_version: str | None,
    parameters: dict[str, Any],
) -> tuple[str, dict[str, str]]:
    """Return the URL and the headers of the first request; its filter was made by the plan and needs no check."""
    if endpoint is None:
        raise TypeError("a fetch needs the 'endpoint' of the account, such as https://account.region.batch.azure.com")
    from odatanodes.request.lists import ListRequest

    request = ListRequest(
        work.service,
        *ids,
        filter=work.plan.filter,
        select=work.select,
        expand=work.plan.expand,
        max_results=max_results,
        timeout=timeout,
        api_version=API_VERSION if api_version is None else api_version,
        check=False,
        **parameters,
    )
    return request.url(endpoint), request.headers()
