"""`list_nodes`, `list_tasks` and their kin for clients of azure-batch 15.1 or newer (extra `azure`).

They are those of `odatanodes.request`, whose sources may be clients: items are the client's model objects. Options besides those
of `request.list_items` are passed to the client's method: `service_timeout`, `retry_total` and so on; errors of the service
are azure-core's (HttpResponseError, ServiceResponseError). The package itself is not imported here: a caller who has a client
has it loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from odatanodes.request.listing import alist_items, list_items
from odatanodes.request.named import (
    alist_job_schedules,
    alist_jobs,
    alist_pools,
    alist_tasks,
    list_job_schedules,
    list_jobs,
    list_pools,
    list_tasks,
)
from odatanodes.service import LIST_NODES

if TYPE_CHECKING:
    from odatanodes.request.client import AsyncClient, Client
    from odatanodes.request.credential import TokenCredential
    from odatanodes.request.division import AsyncListing, Listing, Selected, Wanted

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

_N = TypeVar("_N")


def list_nodes(client: Client[_N], pool_id: str, filter: Wanted = None, *, select: Selected = None, **options: Any) -> Listing[_N]:
    """Return an iterator over the nodes of a pool that match a filter, whether the service can evaluate it or not."""
    return list_items(LIST_NODES, client, pool_id, filter=filter, select=select, **options)


def alist_nodes(
    client: AsyncClient[_N], pool_id: str, filter: Wanted = None, *, select: Selected = None, **options: Any
) -> AsyncListing[_N]:
    """Return an asynchronous iterator as `list_nodes` does."""
    return alist_items(LIST_NODES, client, pool_id, filter=filter, select=select, **options)


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
