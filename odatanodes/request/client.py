"""List nodes through a client of azure-batch 15.1 or newer: the client sends, pages, signs and retries.

The package itself is not imported here: a caller who has a client has it loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes.request.division import AsyncListing, Division, Listing
from odatanodes.request.paging import Seen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from azure.batch import BatchClient
    from azure.batch.aio import BatchClient as AsyncBatchClient
    from azure.batch.models import BatchNode

    from odatanodes.request.division import Moment, Selected, Wanted

__all__ = ["alist_nodes", "list_nodes"]


def list_nodes(
    client: BatchClient,
    pool_id: str,
    filter: Wanted = None,
    *,
    select: Selected = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    **options: Any,
) -> Listing[BatchNode]:
    """Return an iterator over the nodes of a pool that match any filter, whether the service can evaluate it or not.

    Nodes are the objects the client made, or BatchNode objects made anew where something was projected away here. `options`
    go to `client.list_nodes`: `max_results`, `service_timeout`, `retry_total` … The rest is as for `request.list_nodes`; what
    goes wrong on the way is raised as azure-core raises it (HttpResponseError, ServiceResponseError).
    """
    work = Division(filter, select, now, trust_ne, max_terms)
    found = client.list_nodes(pool_id, filter=work.plan.filter, select=work.select, **_given(options))  # asks when iterated
    if not hasattr(found, "__iter__"):
        raise TypeError("this client is an asynchronous one: use alist_nodes")

    def nodes() -> Iterator[BatchNode]:
        seen = Seen()
        for page in () if work.plan.never else found.by_page():
            yield from _kept(work, seen, list(page))

    return Listing(work.plan, nodes())


def alist_nodes(
    client: AsyncBatchClient,
    pool_id: str,
    filter: Wanted = None,
    *,
    select: Selected = None,
    now: Moment = None,
    trust_ne: bool = False,
    max_terms: int | None = None,
    **options: Any,
) -> AsyncListing[BatchNode]:
    """Return an asynchronous iterator as `list_nodes` does."""
    work = Division(filter, select, now, trust_ne, max_terms)
    found = client.list_nodes(pool_id, filter=work.plan.filter, select=work.select, **_given(options))
    if not hasattr(found, "__aiter__"):
        raise TypeError("this client is not an asynchronous one: use list_nodes")

    async def nodes() -> AsyncIterator[BatchNode]:
        if work.plan.never:
            return
        seen = Seen()
        async for page in found.by_page():
            for node in _kept(work, seen, [node async for node in page]):
                yield node

    return AsyncListing(work.plan, nodes())


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not set: the client sends what it is given."""
    return {name: value for name, value in options.items() if value is not None}


def _kept(work: Division, seen: Seen, page: list[BatchNode]) -> list[BatchNode]:
    kept: list[BatchNode] = work.keep(seen.new(page))
    if work.project is None:
        return kept
    return [type(node)(data) for node, data in zip(kept, work.projected(kept), strict=True)]
