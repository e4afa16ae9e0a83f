"""`list_nodes`, `list_tasks` and their kin for clients of azure-batch 15.1 or newer (extra `azure`).

They are those of `odatanodes.request`, whose sources may be clients: items are the client's model objects. Options besides those
of `request.list_items` are passed to the client's method: `service_timeout`, `retry_total` and so on; errors of the service
are azure-core's (HttpResponseError, ServiceResponseError). The package itself is not imported here: a caller who has a client
has it loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from odatanodes.request.listing import alist_items, list_items
from odatanodes.service import LIST_JOB_SCHEDULES, LIST_JOBS, LIST_NODES, LIST_POOLS, LIST_TASKS

if TYPE_CHECKING:
    from odatanodes.request.credential import TokenCredential
    from odatanodes.request.division import AsyncListing, Listing, Wanted
    from odatanodes.request.options import (
        AsyncJobClient,
        AsyncJobScheduleClient,
        AsyncNodeClient,
        AsyncPoolClient,
        AsyncTaskClient,
        JobClient,
        JobScheduleClient,
        NodeClient,
        PoolClient,
        TaskClient,
    )

__all__ = [
    "alist_items",
    "alist_job_schedules",
    "alist_jobs",
    "alist_nodes",
    "alist_pools",
    "alist_tasks",
    "default_credential",
    "list_items",
    "list_job_schedules",
    "list_jobs",
    "list_nodes",
    "list_pools",
    "list_tasks",
]

_T = TypeVar("_T")


def list_nodes(client: NodeClient[_T], pool_id: str, filter: Wanted = None, **options: Any) -> Listing[_T]:
    """Return an iterator over the nodes of a pool that match a filter, whether the service can evaluate it or not."""
    return list_items(LIST_NODES, client, pool_id, filter=filter, **options)


def alist_nodes(client: AsyncNodeClient[_T], pool_id: str, filter: Wanted = None, **options: Any) -> AsyncListing[_T]:
    """Return an asynchronous iterator as `list_nodes` does."""
    return alist_items(LIST_NODES, client, pool_id, filter=filter, **options)


def list_tasks(client: TaskClient[_T], job_id: str, filter: Wanted = None, **options: Any) -> Listing[_T]:
    """Return an iterator over the tasks of a job that match a filter, whether the service can evaluate it or not."""
    return list_items(LIST_TASKS, client, job_id, filter=filter, **options)


def alist_tasks(client: AsyncTaskClient[_T], job_id: str, filter: Wanted = None, **options: Any) -> AsyncListing[_T]:
    """Return an asynchronous iterator as `list_tasks` does."""
    return alist_items(LIST_TASKS, client, job_id, filter=filter, **options)


def list_jobs(client: JobClient[_T], filter: Wanted = None, **options: Any) -> Listing[_T]:
    """Return an iterator over the jobs of the account that match a filter, whether the service can evaluate it or not."""
    return list_items(LIST_JOBS, client, filter=filter, **options)


def alist_jobs(client: AsyncJobClient[_T], filter: Wanted = None, **options: Any) -> AsyncListing[_T]:
    """Return an asynchronous iterator as `list_jobs` does."""
    return alist_items(LIST_JOBS, client, filter=filter, **options)


def list_pools(client: PoolClient[_T], filter: Wanted = None, **options: Any) -> Listing[_T]:
    """Return an iterator over the pools of the account that match a filter, whether the service can evaluate it or not."""
    return list_items(LIST_POOLS, client, filter=filter, **options)


def alist_pools(client: AsyncPoolClient[_T], filter: Wanted = None, **options: Any) -> AsyncListing[_T]:
    """Return an asynchronous iterator as `list_pools` does."""
    return alist_items(LIST_POOLS, client, filter=filter, **options)


def list_job_schedules(client: JobScheduleClient[_T], filter: Wanted = None, **options: Any) -> Listing[_T]:
    """Return an iterator over the job schedules of the account that match a filter, whether the service can evaluate it or not."""
    return list_items(LIST_JOB_SCHEDULES, client, filter=filter, **options)


def alist_job_schedules(client: AsyncJobScheduleClient[_T], filter: Wanted = None, **options: Any) -> AsyncListing[_T]:
    """Return an asynchronous iterator as `list_job_schedules` does."""
    return alist_items(LIST_JOB_SCHEDULES, client, filter=filter, **options)


def default_credential() -> TokenCredential:
    """Return azure-identity's DefaultAzureCredential, for `http_fetch(credential=…)`.

    Raises ModuleNotFoundError where azure-identity is not installed, which no extra brings.
    """
    try:
        from azure.identity import DefaultAzureCredential
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(
            "signing in needs the package 'azure-identity': pip install azure-identity", name=error.name
        ) from None
    credential: TokenCredential = DefaultAzureCredential()
    return credential
