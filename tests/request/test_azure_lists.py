"""Tasks, jobs, pools and job schedules through the real azure-batch client against the emulator: 15.x, sync and aio; 14.x.

For 14 see test_azure: ODATANODES_AZURE_BATCH_14 names an interpreter that has it.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, azure
from odatanodes.service import SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.thorough

pytest.importorskip("azure.batch", reason="needs the extra 'azure'")
pytest.importorskip("aiohttp", reason="the asynchronous client needs aiohttp")
emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")

from azure.batch import BatchClient, models  # noqa: E402
from azure.batch.aio import BatchClient as AsyncBatchClient  # noqa: E402
from azure.core.credentials import AzureNamedKeyCredential  # noqa: E402
from azure.core.exceptions import HttpResponseError  # noqa: E402

NOW = "2025-11-22T00:00:00Z"
KEY = AzureNamedKeyCredential("acct", "a2V5")
STATES = {
    "list-tasks": ("active", "running", "completed"),
    "list-jobs": ("active", "disabled", "completed"),
    "list-pools": ("active", "deleting"),
    "list-job-schedules": ("active", "disabled", "completed"),
}
METHODS = {api: SERVICES[api].method for api in STATES}
IDS = {"list-tasks": ("j",)}


def items(api: str, count: int) -> list[dict[str, Any]]:
    """Return items that differ in what a filter reads; `displayName` is not filterable, `stats` only where expanded."""
    common = {"eTag": "0x1", "lastModified": NOW, "creationTime": NOW, "stateTransitionTime": NOW}
    states = STATES[api]
    return [
        {
            "id": f"item-{number:04d}",
            "url": f"https://a.b.batch.azure.com/{api}/{number}",
            "state": states[number % len(states)],
            "displayName": f"{number % 7}",
            "stats": {"url": "x", "startTime": NOW, "numFailedTasks": str(number % 3)},
            **common,
        }
        for number in range(count)
    ]


LISTS = {api: items(api, 2_500 if api != "list-job-schedules" else 300) for api in STATES}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with emulator.running(LISTS) as address:
        yield address


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def plain(endpoint: str, api: str, *, aio: bool, **options: Any) -> list[Any]:
    """Call the client's own method."""
    return _sync(endpoint, api, options) if not aio else asyncio.run(_async(endpoint, api, options))


def _sync(endpoint: str, api: str, options: dict[str, Any]) -> list[Any]:
    with BatchClient(endpoint, KEY) as client:
        return list(getattr(client, METHODS[api])(*IDS.get(api, ()), **options))


async def _async(endpoint: str, api: str, options: dict[str, Any]) -> list[Any]:
    async with AsyncBatchClient(endpoint, KEY) as client:
        return [item async for item in getattr(client, METHODS[api])(*IDS.get(api, ()), **options)]


def planned(endpoint: str, api: str, *args: Any, aio: bool, **options: Any) -> list[Any]:
    """Call the function of odatanodes.azure."""

    async def collect() -> list[Any]:
        async with AsyncBatchClient(endpoint, KEY) as client:
            return [item async for item in getattr(azure, f"a{METHODS[api]}")(client, *IDS.get(api, ()), *args, **options)]

    if aio:
        return asyncio.run(collect())
    with BatchClient(endpoint, KEY) as client:
        return list(getattr(azure, METHODS[api])(client, *IDS.get(api, ()), *args, **options))


def ids(found: list[Any]) -> list[str]:
    return [item["id"] for item in found]


each = pytest.mark.parametrize("api", STATES)
both = pytest.mark.parametrize("aio", [False, True], ids=["sync", "aio"])


# --- the client's own calls ------------------------------------------------------------------------------------------


@each
@both
def test_pages(endpoint: str, api: str, aio: bool) -> None:
    found = plain(endpoint, api, aio=aio, expand=["stats"])
    assert [item.as_dict() for item in found] == LISTS[api]
    assert {type(item).__name__ for item in found} == {SERVICES[api].entity}
    assert issubclass(type(found[0]), getattr(models, SERVICES[api].entity))


@each
@both
def test_filter_select_expand_and_page_size(endpoint: str, api: str, aio: bool) -> None:
    filter = Filter("state ne 'active' and creationTime le DateTime'2025-11-22T00:00:00Z'", schema=SERVICES[api])
    assert filter.plan().exact
    found = plain(endpoint, api, aio=aio, filter=str(filter), select=["id", "state"], max_results=400)
    kept = filter.apply(LISTS[api])
    assert [item.as_dict() for item in found] == [{"id": item["id"], "state": item["state"]} for item in kept]
    first, *_ = plain(endpoint, api, aio=aio, filter="id eq 'item-0004'")
    assert "stats" not in first
    first, *_ = plain(endpoint, api, aio=aio, filter="id eq 'item-0004'", expand=["stats"])
    assert first["stats"]["numFailedTasks"] == "1"


@each
@pytest.mark.parametrize(
    ("options", "text"),
    [({"filter": "displayName eq '3'"}, "ODN401"), ({"expand": ["executionInfo"]}, "ODN410"), ({"select": ["nope"]}, "nope")],
)
def test_what_is_refused(endpoint: str, api: str, options: dict[str, Any], text: str) -> None:
    with pytest.raises(HttpResponseError) as raised:
        plain(endpoint, api, aio=False, **options)
    assert raised.value.status_code == 400
    assert raised.value.model is not None
    assert text in str(raised.value.model["values"])


# --- planned calls ---------------------------------------------------------------------------------------------------


@each
@both
def test_any_filter_lists_what_it_keeps_here(endpoint: str, api: str, aio: bool) -> None:
    text = f"state ne '{STATES[api][-1]}' and displayName in ('3','5')"
    expected = ids(Filter(text, SERVICES[api]).apply(LISTS[api]))
    found = planned(endpoint, api, text, aio=aio, max_results=900)
    selected = planned(endpoint, api, text, aio=aio, select="id", service_timeout=20)
    assert ids(found) == ids(selected) == expected
    assert all(isinstance(item, getattr(models, SERVICES[api].entity)) for item in [*found, *selected])
    assert all(item.as_dict() == {"id": item["id"]} for item in selected)
    assert "stats" not in found[0]


@pytest.mark.parametrize("api", ["list-jobs", "list-job-schedules"])
def test_statistics_are_expanded_where_the_filter_reads_them(endpoint: str, api: str) -> None:
    text = "stats/numFailedTasks gt 1 and state eq 'active'"
    assert ids(planned(endpoint, api, text, aio=False)) == ids(Filter(text, SERVICES[api]).apply(LISTS[api]))
    expanded = planned(endpoint, api, "id eq 'item-0002'", aio=True, expand="stats")
    assert expanded[0]["stats"]["numFailedTasks"] == "2"


def test_the_wrong_kind_of_client(endpoint: str) -> None:
    with BatchClient(endpoint, KEY) as client, pytest.raises(TypeError, match="use list_tasks"):
        azure.alist_tasks(client, "j")  # type: ignore[call-overload]


# --- azure-batch 14 --------------------------------------------------------------------------------------------------

SCRIPT = """
import json, sys
from azure.batch import BatchServiceClient, models, __version__
from azure.batch.batch_auth import SharedKeyCredentials
assert __version__.startswith("14."), __version__
client = BatchServiceClient(SharedKeyCredentials("acct", "a2V5"), sys.argv[1])
for group, ids, given in json.loads(sys.argv[2]):
    options = getattr(models, group.title().replace("_", "") + "ListOptions")(**given)
    found = getattr(client, group).list(*ids, options)
    print(json.dumps([[item.id, item.state and str(item.state.value), item.stats is not None] for item in found]))
"""


def test_14_lists_filters_selects_expands_and_pages(endpoint: str) -> None:
    python = os.environ.get("ODATANODES_AZURE_BATCH_14")
    if not python:
        pytest.skip("ODATANODES_AZURE_BATCH_14 names no interpreter with azure-batch 14")
    filter, given = "state eq 'active'", {"filter": "state eq 'active'", "select": "id", "max_results": 300}
    calls: list[list[Any]] = []
    expected: list[list[list[Any]]] = []
    for api, things in LISTS.items():
        group = api.removeprefix("list-").removesuffix("s").replace("-", "_")
        active = Filter(filter, SERVICES[api]).apply(things)
        for options in ({}, {"expand": "stats"}):
            calls.append([group, IDS.get(api, ()), options])
            expected.append([[item["id"], item["state"], bool(options)] for item in things])
        calls.append([group, IDS.get(api, ()), given])
        expected.append([[item["id"], None, False] for item in active])
    command = [python, "-W", "ignore", "-c", SCRIPT, endpoint, json.dumps(calls)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert [json.loads(line) for line in done.stdout.splitlines()] == expected
