"""List items through a client of azure-batch 15.1 or newer: the client sends, pages, signs and retries.

The package itself is not imported: a client is any object whose methods return their items page by page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes.request.division import AsyncListing, Division, Listing
from odatanodes.request.paging import Seen
from odatanodes.request.source import path_ids

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator

    from odatanodes.request.division import Selected, Wanted
    from odatanodes.service import Service

__all__ = ["alist_items", "list_items"]

NAMED = frozenset({"list_nodes", "list_tasks", "list_jobs", "list_pools", "list_job_schedules"})
"""Methods with a function of their own in `named`."""


def list_items(
    service: Service,
    client: Any,
    *ids: str,
    filter: Wanted = None,
    select: Selected = None,
    plan: dict[str, Any] | None = None,
    **options: Any,
) -> Listing[Any]:
    """Return an iterator over the items of a list that match a filter, whether the service can evaluate it or not.

    Items are the objects that the client made, or new ones of their class where properties were removed here. `plan` are
    options of `Filter.plan`; `options` are passed to the client's method: `max_results`, `service_timeout`, `retry_total`
    and so on. Errors of the service are azure-core's (HttpResponseError, ServiceResponseError).
    """
    checked = path_ids(service, ids)
    work = Division(service, filter, select, **(plan or {}))
    found = getattr(client, service.method)(*checked, **_sent(work), **_given(options))
    if not hasattr(found, "__iter__"):
        raise TypeError(f"this client is asynchronous: use a{_function(service)}")

    def items() -> Generator[Any, None, None]:
        if work.plan.never:
            return
        seen, pages = Seen(service.key), found.by_page()
        try:
            for page in pages:  # requests are made here
                yield from _kept(work, seen, list(page))
        finally:
            if close := getattr(pages, "close", None):
                close()

    return Listing(work.plan, items())


def alist_items(
    service: Service,
    client: Any,
    *ids: str,
    filter: Wanted = None,
    select: Selected = None,
    plan: dict[str, Any] | None = None,
    **options: Any,
) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_items` does."""
    checked = path_ids(service, ids)
    work = Division(service, filter, select, **(plan or {}))
    found = getattr(client, service.method)(*checked, **_sent(work), **_given(options))
    if not hasattr(found, "__aiter__"):
        raise TypeError(f"this client is not asynchronous: use {_function(service)}")

    async def items() -> AsyncGenerator[Any, None]:
        if work.plan.never:
            return
        seen, pages = Seen(service.key), found.by_page()
        try:
            async for page in pages:
                for item in _kept(work, seen, [item async for item in page]):
                    yield item
        finally:
            if aclose := getattr(pages, "aclose", None):
                await aclose()

    return AsyncListing(work.plan, items())


def _function(service: Service) -> str:
    return service.method if service.method in NAMED else "list_items"


def _sent(work: Division) -> dict[str, Any]:
    """Return what the client's method takes of a plan; a method without $filter or $select does not have the argument."""
    sent: dict[str, Any] = {"filter": work.plan.filter} if work.service.filterable else {}
    if work.service.selects:
        sent["select"] = work.select
    return sent | ({"expand": work.plan.expand} if work.plan.expand else {})


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """Omit options that are None: the client would send them."""
    return {name: value for name, value in options.items() if value is not None}


def _kept(work: Division, seen: Seen, page: list[Any]) -> list[Any]:
    kept = work.keep(seen.new(page))
    if work.project is None:
        return kept
    return [type(item)(data) for item, data in zip(kept, work.projected(kept), strict=True)]
