"""`list_items` of the lists that are asked for most: nodes, tasks, jobs, pools and job schedules.

`source` is a `fetch` as for `pages`, with the account's URL as `endpoint`: items are dicts with REST names. Or it is an
`azure.batch.BatchClient`, which has its endpoint and retries: items are its model objects. The overloads give their types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, Unpack, overload

from odatanodes.request.listing import alist_items, list_items
from odatanodes.service import LIST_JOB_SCHEDULES, LIST_JOBS, LIST_NODES, LIST_POOLS, LIST_TASKS

if TYPE_CHECKING:
    from odatanodes.request.division import AsyncListing, Listing, Wanted
    from odatanodes.request.options import (
        AsyncJobClient,
        AsyncJobScheduleClient,
        AsyncNodeClient,
        AsyncPoolClient,
        AsyncTaskClient,
        FetchOptions,
        JobClient,
        JobScheduleClient,
        NodeClient,
        NodeFetchOptions,
        NodeOptions,
        Options,
        PoolClient,
        TaskClient,
    )
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

_T = TypeVar("_T")


@overload
def list_nodes(source: NodeClient[_T], pool_id: str, filter: Wanted = None, **options: Unpack[NodeOptions]) -> Listing[_T]: ...
@overload
def list_nodes(
    source: Fetch, pool_id: str, filter: Wanted = None, **options: Unpack[NodeFetchOptions]
) -> Listing[dict[str, Any]]: ...
def list_nodes(source: Any, pool_id: str, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the nodes of a pool that match a filter, whether the service can evaluate it or not.

    `source` is a `fetch` as for `pages`, with the account's URL as `endpoint`: nodes are dicts with REST names. Or it is an
    `azure.batch.BatchClient`, which has its endpoint and retries: nodes are its model objects (see `odatanodes.azure`).
    Further options: `select`; `max_results` (the size of a page), `timeout` (seconds that the service may take); `now` (by
    default the moment of the call), `trust_ne` and `max_terms` of `Filter.plan`; with a fetch, `api_version` and `retries`;
    with a client, those of its method and of azure-core, such as `retry_total` (`request.options.ClientOptions`).

    Raises at once ODataError for a wrong filter or select, ValueError for a Filter that was made for another list, and
    TypeError for wrong options. While iterating, after the nodes that came before the failure: BatchServiceError, AnswerError
    or OSError (with a client azure-core's errors), and NodeError for a node that the filter cannot be evaluated on.
    """
    return list_items(LIST_NODES, source, pool_id, filter=filter, **options)


@overload
def alist_nodes(
    source: AsyncNodeClient[_T], pool_id: str, filter: Wanted = None, **options: Unpack[NodeOptions]
) -> AsyncListing[_T]: ...
@overload
def alist_nodes(
    source: AsyncFetch, pool_id: str, filter: Wanted = None, **options: Unpack[NodeFetchOptions]
) -> AsyncListing[dict[str, Any]]: ...
def alist_nodes(source: Any, pool_id: str, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_nodes` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    return alist_items(LIST_NODES, source, pool_id, filter=filter, **options)


@overload
def list_tasks(source: TaskClient[_T], job_id: str, filter: Wanted = None, **options: Unpack[Options]) -> Listing[_T]: ...
@overload
def list_tasks(source: Fetch, job_id: str, filter: Wanted = None, **options: Unpack[FetchOptions]) -> Listing[dict[str, Any]]: ...
def list_tasks(source: Any, job_id: str, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the tasks of a job that match a filter, as `list_nodes` does.

    Options are those of `list_nodes`, and `expand` and `send_aliases` of `list_items`.
    """
    return list_items(LIST_TASKS, source, job_id, filter=filter, **options)


@overload
def alist_tasks(
    source: AsyncTaskClient[_T], job_id: str, filter: Wanted = None, **options: Unpack[Options]
) -> AsyncListing[_T]: ...
@overload
def alist_tasks(
    source: AsyncFetch, job_id: str, filter: Wanted = None, **options: Unpack[FetchOptions]
) -> AsyncListing[dict[str, Any]]: ...
def alist_tasks(source: Any, job_id: str, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_tasks` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    return alist_items(LIST_TASKS, source, job_id, filter=filter, **options)


@overload
def list_jobs(source: JobClient[_T], filter: Wanted = None, **options: Unpack[Options]) -> Listing[_T]: ...
@overload
def list_jobs(source: Fetch, filter: Wanted = None, **options: Unpack[FetchOptions]) -> Listing[dict[str, Any]]: ...
def list_jobs(source: Any, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the jobs of the account that match a filter, as `list_nodes` does.

    Options are those of `list_nodes`, and `expand` and `send_aliases` of `list_items`.
    """
    return list_items(LIST_JOBS, source, filter=filter, **options)


@overload
def alist_jobs(source: AsyncJobClient[_T], filter: Wanted = None, **options: Unpack[Options]) -> AsyncListing[_T]: ...
@overload
def alist_jobs(source: AsyncFetch, filter: Wanted = None, **options: Unpack[FetchOptions]) -> AsyncListing[dict[str, Any]]: ...
def alist_jobs(source: Any, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_jobs` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    return alist_items(LIST_JOBS, source, filter=filter, **options)


@overload
def list_pools(source: PoolClient[_T], filter: Wanted = None, **options: Unpack[Options]) -> Listing[_T]: ...
@overload
def list_pools(source: Fetch, filter: Wanted = None, **options: Unpack[FetchOptions]) -> Listing[dict[str, Any]]: ...
def list_pools(source: Any, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the pools of the account that match a filter, as `list_nodes` does.

    Options are those of `list_nodes`, and `expand` and `send_aliases` of `list_items`.
    """
    return list_items(LIST_POOLS, source, filter=filter, **options)


@overload
def alist_pools(source: AsyncPoolClient[_T], filter: Wanted = None, **options: Unpack[Options]) -> AsyncListing[_T]: ...
@overload
def alist_pools(source: AsyncFetch, filter: Wanted = None, **options: Unpack[FetchOptions]) -> AsyncListing[dict[str, Any]]: ...
def alist_pools(source: Any, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_pools` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    return alist_items(LIST_POOLS, source, filter=filter, **options)


@overload
def list_job_schedules(source: JobScheduleClient[_T], filter: Wanted = None, **options: Unpack[Options]) -> Listing[_T]: ...
@overload
def list_job_schedules(source: Fetch, filter: Wanted = None, **options: Unpack[FetchOptions]) -> Listing[dict[str, Any]]: ...
def list_job_schedules(source: Any, filter: Wanted = None, **options: Any) -> Listing[Any]:
    """Return an iterator over the job schedules of the account that match a filter, as `list_nodes` does.

    Options are those of `list_nodes`, and `expand` and `send_aliases` of `list_items`.
    """
    return list_items(LIST_JOB_SCHEDULES, source, filter=filter, **options)


@overload
def alist_job_schedules(
    source: AsyncJobScheduleClient[_T], filter: Wanted = None, **options: Unpack[Options]
) -> AsyncListing[_T]: ...
@overload
def alist_job_schedules(
    source: AsyncFetch, filter: Wanted = None, **options: Unpack[FetchOptions]
) -> AsyncListing[dict[str, Any]]: ...
def alist_job_schedules(source: Any, filter: Wanted = None, **options: Any) -> AsyncListing[Any]:
    """Return an asynchronous iterator as `list_job_schedules` does; `source` is awaited, or an `azure.batch.aio.BatchClient`."""
    return alist_items(LIST_JOB_SCHEDULES, source, filter=filter, **options)
