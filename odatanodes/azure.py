"""`list_nodes`, `list_tasks` and their kin for clients of azure-batch 15.1 or newer (extra `azure`), and its credential.

They are the functions of `odatanodes.request`: with a client as their first argument, items are the client's model objects.
Options of the client's methods and of azure-core are passed to it (`service_timeout`, `retry_total` and so on); errors of the
service are azure-core's (HttpResponseError, ServiceResponseError). The package itself is not imported here: a caller who has
a client has it loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.request.listing import alist_items, list_items
from odatanodes.request.named import (
    alist_job_schedules,
    alist_jobs,
    alist_nodes,
    alist_pools,
    alist_tasks,
    list_job_schedules,
    list_jobs,
    list_nodes,
    list_pools,
    list_tasks,
)

if TYPE_CHECKING:
    from odatanodes.request.credential import TokenCredential

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
