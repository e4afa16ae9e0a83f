"""The emulator's other lists: routes, statistics, parameters, errors and pages of tasks, jobs, pools and the rest."""

from __future__ import annotations

import json
from typing import Any

import pytest

from odatanodes import Filter
from odatanodes.request import BatchServiceError, ListRequest, list_items, list_tasks
from odatanodes.service import LIST_JOBS, LIST_TASKS, SERVICES
from tests.kit.emulated import fetch_from
from tests.kit.support import shared

emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")

HOST = "http://emulated"
TASKS: list[dict[str, Any]] = [
    {
        "id": f"task-{number:04d}",
        "url": f"https://a.b.batch.azure.com/jobs/j/tasks/task-{number:04d}",
        "eTag": "0x1",
        "lastModified": f"2025-11-22T{number % 24:02d}:00:00Z",
        "creationTime": "2025-11-22T00:00:00Z",
        "state": ("active", "running", "completed")[number % 3],
        "stateTransitionTime": "2025-11-22T00:00:00Z",
        "commandLine": "true",
        "stats": {"readIOps": str(number)},
        **({"executionInfo": {"exitCode": number % 5, "retryCount": 0, "requeueCount": 0}} if number % 3 else {}),
    }
    for number in range(2500)
]
FILES = [{"name": name} for name in ("stdout.txt", "wd", "wd/out.txt", "wd\\log.txt")]
USAGE = [{"poolId": "p", "startTime": f"2025-11-2{day}T00:00:00Z", "endTime": f"2025-11-2{day}T12:00:00Z"} for day in range(3)]


@pytest.fixture(scope="module")
def fetch() -> Any:
    lists = {
        LIST_TASKS: {"j": TASKS},
        "list-jobs": [{"id": "j", "state": "active", "stats": {"numFailedTasks": "1"}}],
        "list-task-files": {("j", "t"): FILES},
        "list-account-usage-metrics": USAGE,
        "list-applications": [{"id": "app", "versions": []}],
        "list-subtasks": [{"id": 1}, {"id": 2}],
        "list-certificates": [{"thumbprint": "x", "state": "active"}],
    }
    return fetch_from(emulator.app(lists))


def ask(fetch: Any, url: str) -> tuple[int, Any]:
    status, _, body = fetch(f"{HOST}{url}", {})
    return status, json.loads(body)


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        None,
        "state ne 'completed'",
        "executionInfo/exitCode ne 0",
        "stats/readIOps gt 2400 and state eq 'active'",
        "startswith(id,'task-24') or executionInfo/exitCode gt 3",
        "lastModifiedTime gt 2025-11-22T20:00:00Z and commandLine eq 'true'",
    ],
)
def test_every_filter_lists_what_it_keeps(fetch: Any, text: str | None) -> None:
    expected = Filter(text or "true", schema=LIST_TASKS).apply(TASKS)
    found = list(list_tasks(fetch, "j", text, endpoint=HOST, expand="stats"))
    assert found == expected
    assert len(list(list_tasks(fetch, "j", text, endpoint=HOST, max_results=700))) == len(expected)


def test_statistics_are_there_where_they_are_asked_for(fetch: Any) -> None:
    for parameters, shown in (("", False), ("&$expand=stats", True), ("&$select=id,stats", True), ("&$select=id", False)):
        status, page = ask(fetch, f"/jobs?api-version=2025-06-01{parameters}")
        assert status == 200
        assert ("stats" in page["value"][0]) is shown
    assert page["odata.metadata"] == f"{HOST}/$metadata#jobs"


def test_pages_of_tasks(fetch: Any) -> None:
    status, page = ask(fetch, "/jobs/j/tasks?api-version=2025-06-01&$filter=state%20eq%20'active'&maxresults=3")
    assert (status, [item["id"] for item in page["value"]]) == (200, ["task-0000", "task-0003", "task-0006"])
    assert page["odata.nextLink"].startswith(f"{HOST}/jobs/j/tasks?api-version=2025-06-01&")


def test_files(fetch: Any) -> None:
    root = list(list_items("list-task-files", fetch, "j", "t", endpoint=HOST))
    assert [item["name"] for item in root] == ["stdout.txt", "wd"]
    every = list_items("list-task-files", fetch, "j", "t", endpoint=HOST, filter="startswith(name,'wd')", recursive=True)
    assert [item["name"] for item in every] == ["wd", "wd/out.txt", "wd\\log.txt"]


def test_usage_of_a_time(fetch: Any) -> None:
    found = list_items(
        "list-account-usage-metrics", fetch, endpoint=HOST, start_time="2025-11-21T00:00:00Z", end_time="2025-11-22T00:00:00Z"
    )
    assert list(found) == USAGE[1:2]


def test_lists_without_filter(fetch: Any) -> None:
    assert list(list_items("list-applications", fetch, endpoint=HOST, filter="id ne 'app'")) == []
    assert list(list_items("list-subtasks", fetch, "j", "t", endpoint=HOST)) == [{"id": 1}, {"id": 2}]
    old = list_items("list-certificates", fetch, endpoint=HOST, api_version="2024-07-01.20.0", filter="state eq 'active'")
    assert len(list(old)) == 1


@pytest.mark.parametrize("name", SERVICES)
def test_the_example_page_of_every_list(name: str) -> None:
    service = SERVICES[name]
    items = json.loads(shared(f"reference/examples/{name}.json").read_text(encoding="utf-8"))["value"]
    fetch = fetch_from(emulator.app({name: items}))
    ids = ["x"] * len(service.arguments)
    version = "2024-07-01.20.0" if service.until else "2025-06-01"
    parameters: dict[str, Any] = {"recursive": True} if "recursive" in service.parameters else {}
    expand = service.expands
    found = list_items(service, fetch, *ids, endpoint=HOST, expand=expand, api_version=version, **parameters)
    assert list(found) == items


# --- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "status", "code", "text"),
    [
        ("/jobs/k/tasks?api-version=2025-06-01", 404, "JobNotFound", "The job of the request does not exist."),
        ("/jobs/k/tasks/t/files?api-version=2025-06-01", 404, "JobNotFound", "job"),
        ("/jobs/j/tasks/u/files?api-version=2025-06-01", 404, "TaskNotFound", "The task of the request"),
        ("/pools?api-version=2025-06-01", 400, "InvalidUri", "names no resource"),
        ("/jobs?api-version=2025-06-01&$filter=commandLine%20eq%20'x'", 400, "InvalidQueryParameterValue", ""),
        ("/jobs?api-version=2025-06-01&$expand=tasks", 400, "InvalidQueryParameterValue", ""),
        ("/jobs?api-version=2025-06-01&recursive=true", 400, "UnsupportedQueryParameter", ""),
        ("/applications?api-version=2025-06-01&$filter=id%20eq%20'a'", 400, "UnsupportedQueryParameter", ""),
        ("/jobs/j/tasks/t/subtasksinfo?api-version=2025-06-01&maxresults=3", 400, "UnsupportedQueryParameter", ""),
        ("/jobs/j/tasks/t/files?api-version=2025-06-01&recursive=yes", 400, "InvalidQueryParameterValue", ""),
        ("/poolusagemetrics?api-version=2025-06-01&startTime=now", 400, "InvalidQueryParameterValue", ""),
        ("/certificates?api-version=2025-06-01", 400, "InvalidQueryParameterValue", ""),
    ],
)
def test_what_is_refused(fetch: Any, url: str, status: int, code: str, text: str) -> None:
    found, body = ask(fetch, url)
    assert (found, body["code"]) == (status, code)
    assert text in body["message"]["value"]


def test_a_refused_filter_says_why(fetch: Any) -> None:
    url = ListRequest(LIST_JOBS, filter="priority eq 1", check=False).url(HOST)
    _, body = ask(fetch, url.removeprefix(HOST))
    assert "ODN401" in body["values"][2]["value"]
    with pytest.raises(BatchServiceError, match="JobNotFound"):
        list(list_tasks(fetch, "k", endpoint=HOST))


def test_wrong_items() -> None:
    with pytest.raises(ValueError, match="did you mean 'list-jobs'"):
        emulator.app({"list-tasks": [], "list-job": []})
    with pytest.raises(TypeError, match="tasks are dicts with REST names"):
        emulator.app({"list-tasks": ["t1"]})


@pytest.mark.parametrize("name", ["list-task", "list-node", "list_jobs", "list-tasks "])
def test_a_misspelt_list_is_not_a_pool(name: str) -> None:
    with pytest.raises(ValueError, match=r"did you mean 'list-\w+'\? \(for a pool of this name write \{'list-nodes': "):
        emulator.app({name: []})
    emulator.app({"list-nodes": {name: []}})
    emulator.app({"listing": [], "pool-list-tasks": []})


@pytest.mark.parametrize("items", [emulator, None, 5, {"list-tasks": None}, {"list-tasks": {"j": 5}}, {"list-tasks": iter(())}])
def test_what_is_not_a_list_of_items(items: Any) -> None:
    with pytest.raises(
        TypeError, match=r"(nodes|tasks) are dicts with REST names, given as a list or as a dict from IDs to lists, not "
    ):
        emulator.app(items)
