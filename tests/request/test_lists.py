"""Requests to all list APIs: URLs, what is refused, and listings over a fetch and over a client that looks like azure-batch's."""

from __future__ import annotations

import asyncio
import copy
import datetime
import json
import pickle
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from odatanodes import Filter, ODataCheckError, Select, azure, task
from odatanodes.request import (
    ListNodesRequest,
    ListRequest,
    alist_items,
    alist_tasks,
    list_items,
    list_job_schedules,
    list_jobs,
    list_pools,
    list_tasks,
)
from odatanodes.service import LIST_POOL_NODE_COUNTS, LIST_TASKS, SERVICES
from tests.kit.support import run_python

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "https://a.west.batch.azure.com"
DAY = datetime.datetime(2025, 11, 22, tzinfo=datetime.UTC)
TASKS: list[dict[str, Any]] = [
    {"id": f"t{number}", "state": "completed" if number % 2 else "active", "stats": {"readIOps": str(number)}}
    for number in range(6)
]


def query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


# --- URLs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SERVICES)
def test_every_list_has_a_url(name: str) -> None:
    service = SERVICES[name]
    ids = [f"{argument}/ä %" for argument in service.arguments]
    version = "2024-07-01.20.0" if service.until else "2025-06-01"
    url = ListRequest(name, *ids, api_version=version, timeout=20).url(HOST)
    assert url.startswith(f"{HOST}/")
    path = urlsplit(url).path.split("/")
    assert [unquote(part) for part in path] == [
        f"{part[1:-1]}/ä %" if part.startswith("{") else part for part in service.path.split("/")
    ]
    assert query(url) == {"api-version": version, "timeOut": "20"}


def test_a_request_for_tasks() -> None:
    request = ListRequest(
        LIST_TASKS,
        "job 1",
        filter=task.execution_info.exit_code != 0,
        select=["id", "state"],
        expand="stats",
        max_results=10,
        client_request_id="9C4D50EE-2D56-4CD3-8152-34347DC9F2B0",
        return_client_request_id=True,
        ocp_date=DAY,
    )
    assert query(request.url(HOST)) == {
        "api-version": "2025-06-01",
        "maxresults": "10",
        "$filter": "executionInfo/exitCode ne 0",
        "$select": "id,state",
        "$expand": "stats",
    }
    assert request.headers() == {
        "accept": "application/json",
        "client-request-id": "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0",
        "return-client-request-id": "true",
        "ocp-date": "Sat, 22 Nov 2025 00:00:00 GMT",
    }
    for twin in (copy.copy(request), copy.deepcopy(request), pickle.loads(pickle.dumps(request))):
        assert twin == request
        assert hash(twin) == hash(request)
    assert repr(request).startswith("ListRequest('list-tasks', 'job 1', filter='executionInfo/exitCode ne 0', ")


def test_nodes_have_the_same_url_either_way() -> None:
    options: dict[str, Any] = {"filter": "state eq 'idle'", "select": "id", "max_results": 5, "timeout": 3}
    assert ListRequest("list-nodes", "p 1", **options).url(HOST) == ListNodesRequest("p 1", **options).url(HOST)


def test_parameters_of_an_api() -> None:
    files = ListRequest("list-task-files", "j", "t", filter="startswith(name,'wd/')", recursive=True)
    assert query(files.url(HOST)) == {"api-version": "2025-06-01", "$filter": "startswith(name,'wd/')", "recursive": "true"}
    usage = ListRequest("list-account-usage-metrics", start_time=DAY, end_time="2025-11-23T01:00:00+01:00")
    assert query(usage.url(HOST)) == {
        "api-version": "2025-06-01",
        "startTime": "2025-11-22T00:00:00Z",
        "endtime": "2025-11-23T00:00:00Z",
    }
    old = ListRequest("list-account-usage-metrics", start_time=DAY, api_version="2024-07-01.20.0")
    assert query(old.url(HOST))["starttime"] == "2025-11-22T00:00:00Z"


def test_the_documented_name_of_an_alias_is_sent_where_a_caller_writes_it() -> None:
    for name in ("lastModified", "lastModifiedTime"):
        request = ListRequest("list-tasks", "j", filter=f"{name} gt 2025-01-01T00:00:00Z")
        assert request.filter == "lastModifiedTime gt DateTime'2025-01-01T00:00:00Z'"


@pytest.mark.parametrize(
    ("arguments", "options", "error", "message"),
    [
        (["list-task", "j"], {}, ValueError, "did you mean 'list-tasks'"),
        (["list-tasks"], {}, TypeError, "takes job_id, not 0 IDs"),
        (["list-jobs", "j"], {}, TypeError, "takes no IDs, not 1 IDs"),
        (["list-tasks", ".."], {}, ValueError, "'..' is not a job ID"),
        (["list-tasks", 5], {}, TypeError, "job_id is a string"),
        (["list-tasks", "j"], {"filter": "commandLine eq 'x'"}, ODataCheckError, "does not filter on 'commandLine'"),
        (["list-tasks", "j"], {"filter": Filter("state eq 'idle'")}, ODataCheckError, "ODN304"),
        (["list-tasks", "j"], {"select": Select("vmSize")}, ODataCheckError, "no property 'vmSize'"),
        (["list-tasks", "j"], {"expand": "executionInfo"}, ODataCheckError, "ODN410"),
        (["list-nodes", "p"], {"expand": "stats"}, ODataCheckError, "no \\$expand"),
        (["list-pool-node-counts"], {"select": "poolId"}, ODataCheckError, "no \\$select"),
        (["list-applications"], {"filter": "id eq 'a'"}, ODataCheckError, "no \\$filter"),
        (["list-subtasks", "j", "t"], {"max_results": 5}, TypeError, "no max_results"),
        (["list-certificates"], {}, ValueError, "no operation from api-version 2025-06-01 on"),
        (["list-jobs"], {"max_results": 0}, ValueError, "from 1 to 1,000"),
        (["list-jobs"], {"timeout": True}, ValueError, "timeout"),
        (["list-jobs"], {"recursive": True}, TypeError, "no parameter 'recursive'"),
        (["list-task-files", "j", "t"], {"recursive": "yes"}, TypeError, "True or False"),
        (["list-account-usage-metrics"], {"start_time": datetime.datetime(2025, 1, 1)}, ValueError, "zone"),
        (["list-account-usage-metrics"], {"start_time": 5}, TypeError, "aware datetime"),
        (["list-account-usage-metrics"], {"end_time": "yesterday"}, ValueError, "yesterday"),
        (["list-jobs"], {"client_request_id": "1"}, ValueError, "GUID"),
        (["list-jobs"], {"ocp_date": "today"}, ValueError, "RFC 7231"),
    ],
)
def test_wrong_requests(arguments: list[Any], options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        ListRequest(*arguments, **options)


@pytest.mark.parametrize(
    ("options", "advice"),
    [
        ({"filter": "commandLine eq 'x'"}, "'list_items' sends what it can and tests the rest here"),
        ({"filter": "not contains(id,'x')"}, "'list_items' tests this here and sends the rest"),
        ({"filter": "creationTime lt now()"}, "'list_items' sends it, given a value for 'now()'"),
        ({"filter": "state gt 'active'"}, "'list_items' tests the condition here"),
        ({"select": "executionInfo/exitCode"}, "'list_items' does so and projects here"),
    ],
)
def test_refusals_name_the_function_that_does_the_rest(options: dict[str, Any], advice: str) -> None:
    with pytest.raises(ODataCheckError) as raised:
        ListRequest("list-tasks", "j", **options)
    assert any(advice in found.help for found in raised.value.diagnostics)
    assert not any("'plan'" in found.help for found in raised.value.diagnostics)


def test_unchecked_expressions_are_sent_as_they_are() -> None:
    request = ListRequest("list-tasks", "j", filter="stat eq 1", select="x,y", expand="z", check=False)
    assert (request.filter, request.select, request.expand) == ("stat eq 1", "x,y", "z")


# --- listings over a fetch -------------------------------------------------------------------------------------------


class Pages:
    """A fetch of pages with given items, which filters nothing; remembers the URLs asked for."""

    def __init__(self, *found: list[dict[str, Any]]) -> None:
        self.found = list(found)
        self.urls: list[str] = []

    def __call__(self, url: str, _headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.urls.append(url)
        page: dict[str, Any] = {"value": self.found[len(self.urls) - 1]}
        if len(self.urls) < len(self.found):
            page["odata.nextLink"] = f"{HOST}/next/{len(self.urls)}"
        return 200, {}, json.dumps(page).encode()


def test_statistics_are_asked_for() -> None:
    fetch = Pages(TASKS[:3], TASKS[2:])
    found = list_tasks(fetch, "j", "stats/readIOps gt 1 and state ne 'active'", endpoint=HOST, max_results=3)
    assert [item["id"] for item in found] == ["t2", "t3", "t4", "t5"]
    assert query(fetch.urls[0]) == {
        "api-version": "2025-06-01",
        "maxresults": "3",
        "$filter": "state ne 'active'",
        "$expand": "stats",
    }
    assert found.plan.expand == ["stats"]


def test_selected_statistics_need_no_expand() -> None:
    fetch = Pages(TASKS)
    found = list(list_tasks(fetch, "j", "stats/readIOps lt 2", endpoint=HOST, select="state"))
    assert found == [{"state": "active"}, {"state": "completed"}]
    assert query(fetch.urls[0]) == {"api-version": "2025-06-01", "$select": "id,state,stats"}


@pytest.mark.parametrize(
    ("function", "path"), [(list_jobs, "/jobs"), (list_pools, "/pools"), (list_job_schedules, "/jobschedules")]
)
def test_lists_of_the_account(function: Any, path: str) -> None:
    fetch = Pages([{"id": "a", "state": "active"}])
    assert list(function(fetch, "state eq 'active'", endpoint=HOST)) == [{"id": "a", "state": "active"}]
    assert urlsplit(fetch.urls[0]).path == path


def test_items_without_a_key_are_never_repeats() -> None:
    rows = [{"poolId": "p", "vmSize": "a1", "totalCoreHours": 1.0}] * 2
    assert list(list_items("list-account-usage-metrics", Pages(rows, rows), endpoint=HOST)) == rows * 2
    counts = [{"poolId": "p"}, {"poolId": "q"}]
    assert list(list_items(LIST_POOL_NODE_COUNTS, Pages(counts, counts[1:]), endpoint=HOST)) == counts
    status = [{"poolId": "p", "nodeId": "n"}, {"poolId": "q", "nodeId": "n"}]
    found = list_items("list-job-preparation-and-release-status", Pages(status, status[:1]), "j", endpoint=HOST)
    assert list(found) == status
    subtasks = [{"id": 1}, {"id": 2}]
    assert list(list_items("list-subtasks", Pages(subtasks, subtasks), "j", "t", endpoint=HOST)) == subtasks


def test_a_list_without_filter_or_select_is_filtered_here() -> None:
    fetch = Pages([{"id": "app", "displayName": "x", "versions": ["1"]}, {"id": "b", "versions": []}])
    found = list_items("list-applications", fetch, endpoint=HOST, filter="versions/any()", select="id")
    assert list(found) == [{"id": "app"}]
    assert query(fetch.urls[0]) == {"api-version": "2025-06-01"}


def test_asynchronous_listings() -> None:
    fetch = Pages(TASKS)

    async def awaited(url: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        return fetch(url, headers)

    async def run() -> list[Any]:
        tasks = [item async for item in alist_tasks(awaited, "j", "stats/readIOps lt 2", endpoint=HOST, select="id")]
        fetch.urls.clear()
        return tasks + [item async for item in alist_items(LIST_TASKS, awaited, "j", endpoint=HOST)]

    assert asyncio.run(run()) == [{"id": "t0"}, {"id": "t1"}, *TASKS]


# --- listings over a client ------------------------------------------------------------------------------------------


class Item(dict[str, Any]):
    """A model object of a client."""


class Found:
    def __init__(self, items: list[Item]) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def by_page(self) -> Iterator[list[Item]]:
        return iter([self.items[:3], self.items[3:]])


class Client:
    """Methods as those of azure-batch 15.1."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def list_tasks(self, job_id: str, **options: Any) -> Found:
        self.calls.append((job_id, options))
        return Found([Item(task) for task in TASKS])

    def list_pool_node_counts(self, *, filter: str | None = None, max_results: int | None = None) -> Found:
        self.calls.append((filter, max_results))
        return Found([Item({"poolId": "p"}), Item({"poolId": "q"})])


def test_a_client_gives_its_own_objects() -> None:
    client: Any = Client()
    found = list(azure.list_tasks(client, "j", "stats/readIOps gt 3 and state eq 'active'", select="id", timeout=7, retry_total=0))
    assert found == [{"id": "t4"}, {"id": "t5"}]
    assert type(found[0]) is Item
    options = {"filter": "state eq 'active'", "select": ["id", "stats"], "service_timeout": 7, "retry_total": 0}
    assert client.calls == [("j", options)]


def test_a_method_gets_only_what_it_takes() -> None:
    client = Client()
    found = list(list_items(LIST_POOL_NODE_COUNTS, client, filter="poolId ne 'p'", select="poolId", max_results=5))
    assert found == [{"poolId": "q"}]
    assert client.calls == [(None, 5)]
    with pytest.raises(TypeError, match="a client has its endpoint"):
        list_tasks(client, "j", endpoint=HOST)  # type: ignore[call-overload]


def test_listing_dicts_needs_no_pydantic() -> None:
    code = "import sys, odatanodes.request as r; r.list_tasks; r.ListRequest('list-jobs'); print('pydantic' in sys.modules)"
    assert run_python("-c", code).out == "False\n"
