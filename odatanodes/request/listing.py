"""list_nodes: any filter over the nodes of a pool, the service asked for what it can say and the rest tested here.

Comes in: a `fetch` (or an azure-batch client), a pool, a filter, a select. Goes out: an iterator over the nodes that match, in
the service's order, which holds one page; besides, it remembers the IDs that came.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.request.operation import API_VERSION, ListNodesRequest
from odatanodes.request.paging import RETRIES, apages, pages

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncIterator, Iterable, Iterator
    from typing import Self

    from odatanodes.ast import Expr
    from odatanodes.build.expressions import Logical
    from odatanodes.edm import DateTimeOffset
    from odatanodes.request.paging import AsyncFetch, Fetch
    from odatanodes.service.plan import Plan

    Wanted = Filter | str | Expr | Logical | None
    Selected = Select | str | Iterable[str] | None
    Moment = datetime.datetime | DateTimeOffset | None

__all__ = ["AsyncListing", "Listing", "alist_nodes", "list_nodes"]

_N = TypeVar("_N")


class Listing(Generic[_N]):
    """An iterator over nodes; `plan` says what the service was asked for and what is done here."""

    def __init__(self, plan: Plan, nodes: Iterator[_N]) -> None:
        self.plan = plan
        self._nodes = nodes

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> _N:
        return next(self._nodes)


class AsyncListing(Generic[_N]):
    """The same as an asynchronous iterator."""

    def __init__(self, plan: Plan, nodes: AsyncIterator[_N]) -> None:
        self.plan = plan
        self._nodes = nodes

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> _N:
        return await anext(self._nodes)


class Division:
    """What to send and what to do with each page: `plan`, `select` (with the ID, which tells nodes apart), `project`."""

    def __init__(self, filter: Wanted, select: Selected, now: Moment, trust_ne: bool, max_terms: int | None) -> None:
        wanted = filter if isinstance(filter, Filter) else Filter("true" if filter is None else filter)
        selected = select if select is None or isinstance(select, Select) else Select(select)
        # the plan fixes one moment for what is sent and for every page that is tested here
        self.plan = wanted.plan(selected, now=now, trust_ne=trust_ne, max_terms=max_terms)
        self.residual = self.plan.residual
        self.select, self.project = self.plan.select, self.plan.project
        if self.select is not None and "id" not in self.select:
            self.select, self.project = ["id", *self.select], selected
        self.keep([])  # a filter or a select that cannot be evaluated here fails before anything is asked

    def keep(self, nodes: list[Any]) -> list[Any]:
        """Return the nodes of a page that match, whole."""
        return self.residual.apply(nodes) if isinstance(self.residual, Filter) else nodes

    def projected(self, nodes: list[Any]) -> list[Any]:
        """Return nodes with what was selected."""
        return self.project.apply_all(nodes) if isinstance(self.project, Select) else nodes


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
        from odatanodes import azure

        client, options = _client(source, endpoint, now, trust_ne, max_terms)
        return azure.list_nodes(client, pool_id, filter, select=select, max_results=max_results, service_timeout=timeout, **options)
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
        from odatanodes import azure

        client, options = _client(source, endpoint, now, trust_ne, max_terms)
        return azure.alist_nodes(
            client, pool_id, filter, select=select, max_results=max_results, service_timeout=timeout, **options
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
