"""The editor in calls and files about tasks, jobs, pools and other lists: hover, completion and findings know the API."""

from __future__ import annotations

import pytest

from odatanodes.lsp.complete import Completion, completions
from odatanodes.lsp.hover import hover
from odatanodes.schema import BATCH_POOL, BATCH_TASK
from tests.kit.lsp import PYTHON, written


def page(text: str, name: str = "a.odata", api: str | None = None) -> str:
    found = hover(*written(text, name, api=api))
    return "" if found is None else found[1]


def offered(text: str, name: str = "a.odata", api: str | None = None) -> list[Completion]:
    found = completions(*written(text, name, api=api))
    return [] if found is None else found[1]


def likely(found: list[Completion]) -> list[str]:
    return [one.label for one in found if one.kind == "property" and "does not filter" not in one.detail]


@pytest.mark.parametrize(
    ("text", "api", "parts"),
    [
        ("st¦ate eq 'active'", "list-tasks", ["`'preparing'`", "filterable by `list-tasks` with `eq`, `ne`"]),
        ("executionInfo/exit¦Code ne 0", "list-tasks", ["**executionInfo/exitCode**: Edm.Int32, may be null", "`list-tasks` with"]),
        ("command¦Line eq 'x'", "list-tasks", ["not filterable by `list-tasks`"]),
        ("last¦Modified gt 1", "list-tasks", ["filterable by `list-tasks` with `eq`", "$filter calls it `lastModifiedTime`"]),
        ("last¦ModifiedTime gt 1", "list-tasks", ["**lastModifiedTime**: Edm.DateTimeOffset", "filterable by `list-tasks`"]),
        ("last¦Modified gt 1", "list-jobs", ["filterable by `list-jobs` with `eq`"]),
        ("allocation¦State eq 'steady'", "list-pools", ["`'resizing'`", "filterable by `list-pools` with"]),
        ("allocationState eq 'stea¦dy'", "list-pools", ["**'steady'**: a value of `allocationState`"]),
        ("pool¦Id eq 'p'", "list-pool-node-counts", ["filterable by `list-pool-node-counts`"]),
        ("st¦ate eq 'completed'", "list-subtasks", ["`list-subtasks` has no $filter"]),
        ("sta¦t eq 'completed'", "list-tasks", ["no such property"]),
        ("stats/read¦IOps gt 3", "list-jobs", ["**stats/readIOps**: Edm.Int64", "not filterable by `list-jobs`"]),
    ],
)
def test_hover(text: str, api: str, parts: list[str]) -> None:
    found = page(text, api=api)
    for part in parts:
        assert part in found


def test_only_one_name_differs() -> None:
    assert "calls it" not in page("last¦Modified gt 1", api="list-jobs")
    assert "calls it" not in page("last¦ModifiedTime gt 1", api="list-tasks")


def test_hover_in_the_call_of_a_program() -> None:
    assert "`list-pools`" in page(PYTHON + "c.list_pools(filter=\"allocation¦State eq 'steady'\")", "a.py")
    assert "`list-tasks`" in page("az batch task list --job-id j --filter \"executionInfo/re¦sult eq 'failure'\"", "a.sh")


@pytest.mark.parametrize(
    ("text", "api", "first"),
    [
        ("state eq ¦", "list-tasks", [f"'{member}'" for member in BATCH_TASK.properties["state"].members]),
        ("allocationState eq '¦", "list-pools", [f"'{member}'" for member in BATCH_POOL.properties["allocationState"].members]),
        ("executionInfo/¦ eq 3", "list-tasks", ["startTime", "endTime", "exitCode", "result"]),
        ("lastModified ¦", "list-tasks", ["eq", "ne", "gt", "ge", "lt", "le"]),
        ("lastModifiedTime ¦", "list-tasks", ["eq", "ne", "gt", "ge", "lt", "le"]),
        ("lastModifiedTime gt ¦", "list-tasks", ["DateTime'…'"]),
        ("select: id,¦", "list-jobs", ["displayName", "usesTaskDependencies", "url"]),
    ],
)
def test_completion(text: str, api: str, first: list[str]) -> None:
    assert [one.label for one in offered(text, api=api)][: len(first)] == first


def test_what_the_service_filters_on_comes_first() -> None:
    found = offered("¦", api="list-tasks")
    assert likely(found) == ["id", "lastModified", "creationTime", "state", "stateTransitionTime", "executionInfo"]
    labels = [one.label for one in found if one.kind == "property"]
    assert labels.index("commandLine") > max(labels.index(name) for name in likely(found))


@pytest.mark.parametrize(
    ("call", "labels"),
    [
        ("c.list_tasks('j', filter=\"state eq '¦'\")", "'preparing'"),
        ("c.list_jobs(filter=\"state eq '¦'\")", "'disabling'"),
        ("c.list_pools(filter=\"state eq '¦'\")", "'deleting'"),
        ("c.list_pools(select=['¦'])", "vmSize"),
        ("c.list_jobs_from_schedule('s', filter=\"executionInfo/¦\")", "poolId"),
    ],
)
def test_completion_in_calls(call: str, labels: str) -> None:
    assert labels in [one.label for one in offered(PYTHON + call, "a.py")]


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        ("c.list_tasks('j', filter=\"state eq 'complted'\")", ["ODN304"]),
        ("c.list_tasks('j', filter=\"commandLine eq 'x'\")", ["ODN401"]),
        ("c.list_jobs(filter=\"executionInfo/poolId eq 'p' and state ne 'completed'\")", []),
        ("c.list_pools(select=['vmSize', 'vmsize'])", ["ODN201"]),
        ("c.list_pool_node_counts(filter=\"poolId eq 'p'\")", []),
    ],
)
def test_findings_in_calls(call: str, codes: list[str]) -> None:
    document, _ = written(PYTHON + call + "¦", "a.py")
    assert [one.diagnostic.code for one in document.findings] == codes
