"""The real azure-batch client against the emulator: 15.x in this environment, sync and aio; 14.x in one of its own.

azure-batch 14 and 15 are one package and cannot be installed side by side, so the tests of 14 run a script with another
interpreter: ODATANODES_AZURE_BATCH_14 names one that has azure-batch 14.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, Select
from odatanodes.request import alist_nodes, list_nodes
from tests.kit.emulated import Failing, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytest.importorskip("azure.batch", reason="needs the extra 'azure'")
pytest.importorskip("aiohttp", reason="the asynchronous client needs aiohttp")
emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")

from azure.batch import BatchClient  # noqa: E402
from azure.batch.aio import BatchClient as AsyncBatchClient  # noqa: E402
from azure.batch.models import BatchNode  # noqa: E402
from azure.core.credentials import AzureNamedKeyCredential  # noqa: E402
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError, ServiceResponseError  # noqa: E402

POOL = nodes(2_500)
SENT = "state eq 'idle' and startTaskInfo/exitCode gt 3"
REFUSED = "state eq 'IDLE' and vmSize in ('standard_d2_v5','standard_e8s_v5') and startTaskInfo/exitCode ne 0"
KEY = "a2V5"
IMPATIENT = {"retry_backoff_factor": 0.01}

Rows = list[dict[str, Any]]
Call = dict[str, Any]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with emulator.running({"p1": POOL}) as address:
        yield address


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


# --- both clients look alike to the tests --------------------------------------------------------------------------------


def sync_plain(endpoint: str, pool: str = "p1", **options: Any) -> list[Any]:
    with BatchClient(endpoint, AzureNamedKeyCredential("acct", KEY), **IMPATIENT) as client:
        return list(client.list_nodes(pool, **options))


def async_plain(endpoint: str, pool: str = "p1", **options: Any) -> list[Any]:
    async def collect() -> list[Any]:
        async with AsyncBatchClient(endpoint, AzureNamedKeyCredential("acct", KEY), **IMPATIENT) as client:
            return [node async for node in client.list_nodes(pool, **options)]

    return asyncio.run(collect())


def sync_planned(endpoint: str, wanted: Any, **options: Any) -> list[Any]:
    with BatchClient(endpoint, AzureNamedKeyCredential("acct", KEY), **IMPATIENT) as client:
        return list(list_nodes(client, "p1", wanted, **options))


def async_planned(endpoint: str, wanted: Any, **options: Any) -> list[Any]:
    async def collect() -> list[Any]:
        async with AsyncBatchClient(endpoint, AzureNamedKeyCredential("acct", KEY), **IMPATIENT) as client:
            return [node async for node in alist_nodes(client, "p1", wanted, **options)]

    return asyncio.run(collect())


plain = pytest.mark.parametrize("plain", [sync_plain, async_plain], ids=["sync", "aio"])
planned = pytest.mark.parametrize("planned", [sync_planned, async_planned], ids=["sync", "aio"])


def rows(found: list[Any]) -> Rows:
    assert all(isinstance(node, BatchNode) for node in found)
    return [json.loads(json.dumps(node.as_dict())) for node in found]


# --- plain calls ---------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@plain
def test_pages_of_2500_nodes(plain: Callable[..., list[Any]], endpoint: str) -> None:
    assert rows(plain(endpoint)) == POOL
    assert [node.id for node in plain(endpoint, max_results=400, select=["id"])] == [node["id"] for node in POOL]


@plain
@pytest.mark.parametrize(
    "text",
    [
        SENT,
        "stateTransitionTime ge 2025-11-22T12:30:27.2236818Z or lastBootTime lt 2025-11-22T01:00:00+01:00",
        "startTaskInfo/state eq 'completed' and (startTaskInfo/result eq 'failure' or state ne 'idle')",
        "startTaskInfo/startTime ne 2025-11-22T19:00:00Z",
    ],
)
def test_the_text_of_a_filter_can_be_sent(plain: Callable[..., list[Any]], endpoint: str, text: str) -> None:
    wanted = Filter(text)
    found = plain(endpoint, filter=str(wanted), max_results=100, service_timeout=20)
    assert rows(found) == wanted.apply(POOL)
    assert found


@plain
def test_the_names_of_a_select_can_be_sent(plain: Callable[..., list[Any]], endpoint: str) -> None:
    found = plain(endpoint, filter=SENT, select=["id", "startTaskInfo"])
    assert rows(found) == Filter(SENT).apply(POOL, "id,startTaskInfo")


@plain
@pytest.mark.parametrize(
    ("options", "values"),
    [
        ({"filter": "vmSize eq 'a1'"}, {"QueryParameterName": "$filter", "Reason": "1:1: ODN401 "}),
        ({"filter": "state = 'idle'"}, {"QueryParameterName": "$filter", "Reason": "1:7: ODN106 "}),
        ({"filter": "lastBootTime lt 2025-11-22T01:00:00Z"}, {"QueryParameterName": "$filter", "Reason": "1:17: ODN406 "}),
        ({"select": ["startTaskInfo/exitCode"]}, {"QueryParameterName": "$select", "Reason": "1:1: ODN407 "}),
        ({"select": ["nope"]}, {"QueryParameterName": "$select", "QueryParameterValue": "nope"}),
    ],
)
def test_what_the_service_refuses(plain: Callable[..., list[Any]], endpoint: str, options: Call, values: dict[str, str]) -> None:
    with pytest.raises(HttpResponseError) as raised:
        plain(endpoint, **options)
    assert raised.value.status_code == 400
    assert raised.value.model is not None
    assert raised.value.model["code"] == "InvalidQueryParameterValue"
    given = {row["key"]: row["value"] for row in raised.value.model["values"]}
    assert all(given[key].startswith(value) for key, value in values.items()), given


@plain
def test_a_pool_that_is_not_there(plain: Callable[..., list[Any]], endpoint: str) -> None:
    with pytest.raises(ResourceNotFoundError) as raised:
        plain(endpoint, pool="p2")
    assert raised.value.model is not None
    assert raised.value.model["code"] == "PoolNotFound"


@plain
def test_numbers_out_of_range(plain: Callable[..., list[Any]], endpoint: str) -> None:
    with pytest.raises(HttpResponseError) as raised:
        plain(endpoint, max_results=1001)
    assert raised.value.model is not None
    assert raised.value.model["code"] == "OutOfRangeQueryParameterValue"


# --- planned calls -------------------------------------------------------------------------------------------------------


@planned
@pytest.mark.parametrize("wanted", [REFUSED, Filter(SENT), "not (startTaskInfo/exitCode gt 2)", None])
def test_any_filter_lists_what_it_keeps_here(planned: Callable[..., list[Any]], endpoint: str, wanted: Any) -> None:
    found = planned(endpoint, wanted, max_results=900, timeout=20)
    assert rows(found) == (POOL if wanted is None else Filter(wanted).apply(POOL))
    assert found


@planned
@pytest.mark.parametrize("select", ["id,startTaskInfo/exitCode", "vmSize,id,startTaskInfo", ["totalTasksRun"], "id"])
def test_select_gives_what_was_selected(planned: Callable[..., list[Any]], endpoint: str, select: Any) -> None:
    assert rows(planned(endpoint, REFUSED, select=select)) == Filter(REFUSED).apply(POOL, Select(select))


@planned
def test_the_objects_are_those_of_the_client(planned: Callable[..., list[Any]], endpoint: str) -> None:
    [first, *_] = planned(endpoint, SENT)
    assert first.state_transition_time.year == 2025
    assert first["stateTransitionTime"].endswith(".2236818Z")
    assert first.start_task_info.exit_code > 3


def test_nothing_is_asked_when_nothing_can_match() -> None:
    assert sync_planned("http://127.0.0.1:1", "1 eq 2") == []
    assert async_planned("http://127.0.0.1:1", "1 eq 2") == []


def test_clients_are_not_mixed_up(endpoint: str) -> None:
    with BatchClient(endpoint, AzureNamedKeyCredential("acct", KEY)) as client:
        with pytest.raises(TypeError, match="use list_nodes"):
            alist_nodes(client, "p1")  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="endpoint"):
            list_nodes(client, "p1", endpoint=endpoint)  # type: ignore[call-overload]
        with pytest.raises(ValueError, match="ODN201"):
            list_nodes(client, "p1", "stat eq 'idle'")

    async def mixed() -> None:
        async with AsyncBatchClient(endpoint, AzureNamedKeyCredential("acct", KEY)) as other:
            with pytest.raises(TypeError, match="use alist_nodes"):
                list_nodes(other, "p1")  # type: ignore[call-overload]

    asyncio.run(mixed())


# --- faults --------------------------------------------------------------------------------------------------------------


@planned
def test_faults_are_tried_again(planned: Callable[..., list[Any]]) -> None:
    application = Failing(emulator.app(POOL), busy=1, drop=2)
    with emulator.running(application) as endpoint:
        assert rows(planned(endpoint, "totalTasksRun ge 0")) == POOL
    assert len(application.urls) == 3 + 2


@planned
@pytest.mark.parametrize(("fault", "error"), [("busy", HttpResponseError), ("drop", (ServiceResponseError, HttpResponseError))])
def test_faults_that_last_are_reported(planned: Callable[..., list[Any]], fault: str, error: Any) -> None:
    application = Failing(emulator.app(POOL), **{fault: range(1, 99)})
    with emulator.running(application) as endpoint, pytest.raises(error):
        planned(endpoint, "totalTasksRun ge 0")


def test_a_restart_between_pages_loses_and_doubles_nothing() -> None:
    with emulator.running(POOL) as endpoint:
        client = BatchClient(endpoint, AzureNamedKeyCredential("acct", KEY), **IMPATIENT)
        listing = list_nodes(client, "p1", "totalTasksRun lt 9")
        first = [next(listing) for _ in range(1000)]
    with emulator.running(POOL, port=int(endpoint.rpartition(":")[2])), client:
        rest = list(listing)
    assert rows(first + rest) == POOL


# --- azure-batch 14 ------------------------------------------------------------------------------------------------------

SCRIPT = """
import json, sys
from azure.batch import BatchServiceClient, __version__
from azure.batch.batch_auth import SharedKeyCredentials
from azure.batch.models import BatchErrorException, ComputeNodeListOptions
assert __version__.startswith("14."), __version__
client = BatchServiceClient(SharedKeyCredentials("acct", "a2V5"), sys.argv[1])
options = ComputeNodeListOptions(**json.loads(sys.argv[2]))
try:
    print(json.dumps([node.id for node in client.compute_node.list("p1", options)]))
except BatchErrorException as error:
    print(json.dumps({"code": error.error.code, "values": {row.key: row.value for row in error.error.values}}))
"""


def list_with_14(endpoint: str, **options: Any) -> Any:
    python = os.environ.get("ODATANODES_AZURE_BATCH_14")
    if not python:
        pytest.skip("ODATANODES_AZURE_BATCH_14 names no interpreter with azure-batch 14")
    command = [python, "-W", "ignore", "-c", SCRIPT, endpoint, json.dumps(options)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_14_pages_of_2500_nodes(endpoint: str) -> None:
    assert list_with_14(endpoint) == [node["id"] for node in POOL]


def test_14_takes_the_texts(endpoint: str) -> None:
    wanted = Filter("state eq 'idle' and stateTransitionTime ge 2025-11-22T12:30:27.2236818Z")
    found = list_with_14(endpoint, filter=str(wanted), select=str(Select("id, state")), max_results=20, timeout=20)
    assert found == [node["id"] for node in wanted.apply(POOL)]
    assert found


def test_14_is_told_what_is_wrong(endpoint: str) -> None:
    found = list_with_14(endpoint, filter="vmSize eq 'a1'")
    assert found["code"] == "InvalidQueryParameterValue"
    assert found["values"]["QueryParameterName"] == "$filter"
    assert "ODN401" in found["values"]["Reason"]
