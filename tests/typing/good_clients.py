"""Clients, credentials, models and items that mypy and pyright accept, with the types they give them."""
# ruff: noqa: TC004

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_type

from odatanodes import Filter, Select, azure
from odatanodes.request import (
    AsyncListing,
    Listing,
    alist_job_schedules,
    alist_jobs,
    alist_nodes,
    alist_pools,
    alist_tasks,
    async_http_fetch,
    http_fetch,
    list_items,
    list_job_schedules,
    list_jobs,
    list_nodes,
    list_pools,
    list_tasks,
    read_result,
)
from odatanodes.testing import assert_matches, assert_rejects

if TYPE_CHECKING:
    from azure.batch import BatchClient
    from azure.batch.aio import BatchClient as AsyncBatchClient
    from azure.batch.models import BatchJob as SdkJob
    from azure.batch.models import BatchJobSchedule as SdkJobSchedule
    from azure.batch.models import BatchNode as SdkNode
    from azure.batch.models import BatchPool as SdkPool
    from azure.batch.models import BatchTask as SdkTask
    from azure.core.credentials import SupportsTokenInfo, TokenCredential
    from azure.core.credentials_async import AsyncSupportsTokenInfo, AsyncTokenCredential

    from odatanodes.models import BatchNode, BatchNodeListResult, BatchPool, BatchTask, BatchTaskListResult, Definition


def listings(client: BatchClient, aio: AsyncBatchClient) -> None:
    assert_type(list_nodes(client, "p"), Listing[SdkNode])
    assert_type(alist_nodes(aio, "p", "state eq 'idle'", select=["id"]), AsyncListing[SdkNode])
    assert_type(list_nodes(http_fetch(), "p", endpoint="https://a"), Listing[dict[str, Any]])
    assert_type(alist_nodes(async_http_fetch(), "p", endpoint="https://a"), AsyncListing[dict[str, Any]])
    assert_type([node.vm_size for node in list_nodes(client, "p")], list[str])


def other_listings(client: BatchClient, aio: AsyncBatchClient) -> None:
    assert_type(list_tasks(client, "j", "state eq 'active'", select="id", expand="stats"), Listing[SdkTask])
    assert_type(list_jobs(client, max_results=10, send_aliases=True), Listing[SdkJob])
    assert_type(list_pools(client), Listing[SdkPool])
    assert_type(list_job_schedules(client), Listing[SdkJobSchedule])
    assert_type(alist_tasks(aio, "j"), AsyncListing[SdkTask])
    assert_type(alist_jobs(aio), AsyncListing[SdkJob])
    assert_type(alist_pools(aio, "vmSize eq 'a'"), AsyncListing[SdkPool])
    assert_type(alist_job_schedules(aio), AsyncListing[SdkJobSchedule])
    assert_type(list_tasks(http_fetch(), "j", endpoint="https://a", expand=["stats"], retries=1), Listing[dict[str, Any]])
    assert_type(alist_pools(async_http_fetch(), endpoint="https://a"), AsyncListing[dict[str, Any]])
    assert_type(list_items("list-subtasks", http_fetch(), "j", "t", endpoint="https://a"), Listing[dict[str, Any]])
    assert_type([task.command_line for task in list_tasks(client, "j")], list[str])


def listings_of_the_client(client: BatchClient, aio: AsyncBatchClient) -> None:
    assert_type(azure.list_nodes(client, "p", service_timeout=20), Listing[SdkNode])
    assert_type(azure.list_tasks(client, "j", "state eq 'active'", select=["id"]), Listing[SdkTask])
    assert_type(azure.list_jobs(client, expand=["stats"], retry_total=0, read_timeout=3.5), Listing[SdkJob])
    assert_type(azure.list_pools(client), Listing[SdkPool])
    assert_type(azure.list_job_schedules(client), Listing[SdkJobSchedule])
    assert_type(azure.alist_tasks(aio, "j"), AsyncListing[SdkTask])
    assert_type(azure.alist_pools(aio), AsyncListing[SdkPool])


def pages_as_models(body: bytes) -> None:
    assert_type(read_result(body), BatchNodeListResult)
    assert_type(read_result(body, "list-tasks"), BatchTaskListResult)
    assert_type(read_result(body, "list-pools").value, list[BatchPool] | None)
    assert_type(read_result(body, "list-subtasks"), Definition)


def credentials(
    token: TokenCredential, info: SupportsTokenInfo, async_token: AsyncTokenCredential, async_info: AsyncSupportsTokenInfo
) -> None:
    http_fetch(credential=token)
    http_fetch(credential=info, scope="https://batch.core.chinacloudapi.cn//.default")
    async_http_fetch(credential=async_token)
    async_http_fetch(credential=async_info)
    async_http_fetch(credential=token)


def items(wanted: Filter, select: Select, ours: list[BatchNode], theirs: list[SdkNode], rows: list[dict[str, Any]]) -> None:
    assert_type(wanted.apply(ours), list[BatchNode])
    assert_type(wanted.apply(theirs), list[SdkNode])
    assert_type(wanted.apply(rows), list[dict[str, Any]])
    assert_type(wanted.apply(ours, "id"), list[dict[str, Any]])
    assert_type(wanted.matches(ours[0]) and wanted.matches(theirs[0]), bool)
    assert_type(select.apply(ours[0]), dict[str, Any])
    assert_type(select.apply_all(theirs), list[dict[str, Any]])
    assert_matches(wanted, *ours, *theirs, *rows)
    assert_rejects("state eq 'idle'", *ours)


def tasks(wanted: Filter, found: list[BatchTask]) -> None:
    assert_type(wanted.apply(found), list[BatchTask])
