"""Tasks, jobs and pools through the real azure-batch client (15.x, sync and aio), against the emulator."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter
from odatanodes.azure import alist_tasks, list_items, list_jobs, list_pools, list_tasks
from odatanodes.schema import BATCH_JOB, BATCH_POOL, BATCH_TASK

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("azure.batch", reason="needs the extra 'azure'")
pytest.importorskip("aiohttp", reason="the asynchronous client needs aiohttp")
emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")

from azure.batch import BatchClient  # noqa: E402
from azure.batch.aio import BatchClient as AsyncBatchClient  # noqa: E402
from azure.batch.models import BatchTask  # noqa: E402
from azure.core.credentials import AzureNamedKeyCredential  # noqa: E402

NOW = "2025-11-22T00:00:00Z"
KEY = AzureNamedKeyCredential("acct", "a2V5")


def items(kind: str, count: int = 2_500) -> list[dict[str, Any]]:
    common = {"eTag": "0x1", "lastModified": NOW, "creationTime": NOW, "stateTransitionTime": NOW}
    return [
        {
            "id": f"{kind}-{number:04d}",
            "url": f"https://a.b.batch.azure.com/{kind}/{number}",
            "state": ("active", "deleting", "completed")[number % (2 if kind == "pool" else 3)],
            "displayName": f"{number % 7}",
            "stats": {"numFailedTasks": str(number % 3)} if kind == "job" else {"url": "x"},
            **common,
        }
        for number in range(count)
    ]


LISTS = {"list-tasks": items("task"), "list-jobs": items("job"), "list-pools": items("pool")}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with emulator.running(LISTS) as address:
        yield address


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_tasks(endpoint: str) -> None:
    text = "state ne 'completed' and displayName eq '3'"
    with BatchClient(endpoint, KEY) as client:
        found = list(list_tasks(client, "j", text, max_results=900))
        selected = list(list_tasks(client, "j", text, select="id"))
    expected = [item["id"] for item in Filter(text, BATCH_TASK).apply(LISTS["list-tasks"])]
    assert [item["id"] for item in found] == [item["id"] for item in selected] == expected
    assert all(isinstance(item, BatchTask) for item in [*found, *selected])
    assert all(item.as_dict() == {"id": item["id"]} for item in selected)
    assert "stats" not in found[0]


def test_jobs_with_statistics(endpoint: str) -> None:
    text = "stats/numFailedTasks gt 1 and state eq 'active'"
    with BatchClient(endpoint, KEY) as client:
        found = [item["id"] for item in list_jobs(client, text)]
        expanded = list(list_items("list-jobs", client, filter="id eq 'job-0002'", expand="stats"))
    assert found == [item["id"] for item in Filter(text, BATCH_JOB).apply(LISTS["list-jobs"])]
    assert expanded[0]["stats"] == {"numFailedTasks": "2"}


def test_pools(endpoint: str) -> None:
    with BatchClient(endpoint, KEY) as client:
        found = [item["id"] for item in list_pools(client, "startswith(id,'pool-1')", service_timeout=20)]
    assert found == [item["id"] for item in Filter("startswith(id,'pool-1')", BATCH_POOL).apply(LISTS["list-pools"])]


def test_an_asynchronous_client(endpoint: str) -> None:
    async def run() -> list[str]:
        async with AsyncBatchClient(endpoint, KEY) as client:
            return [item["id"] async for item in alist_tasks(client, "j", "displayName eq '5'", select=["id", "state"])]

    assert asyncio.run(run()) == [item["id"] for item in LISTS["list-tasks"] if item["displayName"] == "5"]


def test_the_wrong_kind_of_client(endpoint: str) -> None:
    with BatchClient(endpoint, KEY) as client, pytest.raises(TypeError, match="use list_tasks"):
        alist_tasks(client, "j")  # type: ignore[arg-type]
