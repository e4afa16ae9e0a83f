"""`list_items` of the lists that are asked for most: nodes, tasks, jobs, pools and job schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from odatanodes.request.constants import API_VERSION
from odatanodes.request.listing import alist_items, list_items
from odatanodes.request.paging import RETRIES
from odatanodes.service import LIST_JOB_SCHEDULES, LIST_JOBS, LIST_NODES, LIST_POOLS, LIST_TASKS

if TYPE_CHECKING:
    from odatanodes.request.client import AsyncClient, Client
    from odatanodes.request.division import AsyncListing, Listing, Moment, Selected, Wanted
    from odatanodes.request.paging import AsyncFetch, Fetch

__all__ = [
    "alist_job_schedules",
    "alist_jobs",
    "alist_nodes",
    "alist_pools",
    "alist_tasks",
    "list_job_schedules",
    "list_jobs",
    "list_nodes",
    "list_pools",
    "list_tasks",
]

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
    return list_items(
        LIST_NODES,
        source,
        pool_id,
        filter=filter,
        select=select,
        endpoint=endpoint,
        max_results=max_results,
        timeout=timeout,
        api_version=api_version,
        now=now,
        trust_ne=trust_ne,
        max_terms=max_terms,
        retries=retries,
    )


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
    return alist_items(
        LIST_NODES,
        source,
        pool_id,
        filter=filter,
        select=select,
        endpoint=endpoint,
        max_results=max_results,
        timeout=timeout,
        api_version=api_version,
        now=now,
        trust_ne=trust_ne,
        max_terms=max_terms,
        retries=retries,
    )


def list_tasks(source: Any, job_id: str, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the tasks of a job that match a filter; options are those of `list_items`."""
    return list_items(LIST_TASKS, source, job_id, filter=filter, **options)


def alist_tasks(source: Any, job_id: str, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator over the tasks of a job that match a filter; options are those of `alist_items`."""
    return alist_items(LIST_TASKS, source, job_id, filter=filter, **options)


def list_jobs(source: Any, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the jobs of the account that match a filter; options are those of `list_items`."""
    return list_items(LIST_JOBS, source, filter=filter, **options)


def alist_jobs(source: Any, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator over the jobs of the account that match a filter; options are those of `alist_items`."""
    return alist_items(LIST_JOBS, source, filter=filter, **options)


def list_pools(source: Any, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the pools of the account that match a filter; options are those of `list_items`."""
    return list_items(LIST_POOLS, source, filter=filter, **options)


def alist_pools(source: Any, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator over the pools of the account that match a filter; options are those of `alist_items`."""
    return alist_items(LIST_POOLS, source, filter=filter, **options)


def list_job_schedules(source: Any, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the job schedules that match a filter; options are those of `list_items`."""
    return list_items(LIST_JOB_SCHEDULES, source, filter=filter, **options)


def alist_job_schedules(source: Any, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator over the job schedules that match a filter; options are those of `alist_items`."""
    return alist_items(LIST_JOB_SCHEDULES, source, filter=filter, **options)
