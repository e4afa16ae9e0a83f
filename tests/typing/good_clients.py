"""Clients, credentials, models and items that mypy and pyright accept, with the types they give them."""
# ruff: noqa: TC001, TC004

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_type

from odatanodes import Filter, Select
from odatanodes.request import AsyncListing, Listing, alist_nodes, async_http_fetch, http_fetch, list_nodes
from odatanodes.testing import assert_matches, assert_rejects

if TYPE_CHECKING:
    from azure.batch import BatchClient
    from azure.batch.aio import BatchClient as AsyncBatchClient
    from azure.batch.models import BatchNode as SdkNode
    from azure.core.credentials import SupportsTokenInfo, TokenCredential
    from azure.core.credentials_async import AsyncSupportsTokenInfo, AsyncTokenCredential

    from odatanodes.models import BatchNode, BatchTask


def listings(client: BatchClient, aio: AsyncBatchClient) -> None:
    assert_type(list_nodes(client, "p"), Listing[SdkNode])
    assert_type(alist_nodes(aio, "p", "state eq 'idle'", select=["id"]), AsyncListing[SdkNode])
    assert_type(list_nodes(http_fetch(), "p", endpoint="https://a"), Listing[dict[str, Any]])
    assert_type(alist_nodes(async_http_fetch(), "p", endpoint="https://a"), AsyncListing[dict[str, Any]])
    assert_type([node.vm_size for node in list_nodes(client, "p")], list[str])


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
