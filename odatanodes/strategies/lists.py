"""Tasks, jobs and pools as their list APIs return them, and items of any list: in wire form, overridden as `nodes` are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes.schema import BATCH_JOB, BATCH_POOL, BATCH_TASK
from odatanodes.service import service_named
from odatanodes.strategies.entities import objects
from odatanodes.strategies.execution import execution, task_states, times
from odatanodes.strategies.overrides import Drawer, Fields, instant, strategy
from odatanodes.strategies.shown import named
from odatanodes.strategies.values import integers
from odatanodes.strategies.wire import VM_SIZES, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hypothesis import strategies as st

    from odatanodes.service import Service

__all__ = ["items", "jobs", "pools", "tasks"]

ACCOUNT = "https://account.region.batch.azure.com"


def _common(
    d: Drawer, folder: str, ids: tuple[str, ...], states: tuple[str, ...], *between: tuple[str, ...]
) -> tuple[Fields, list[int]]:
    """Draw what tasks, jobs and pools share; also the instants from creation over those in between to the last transition."""
    state, given = d.one("state", states), d.one("id", ids)
    id = d.text(given, ids[0])
    instants = d.chain(("creationTime",), *between, ("stateTransitionTime",))
    made: Fields = {
        "id": given,
        "url": d.field("url", f"{ACCOUNT}/{folder}/{id}"),
        "eTag": d.field("eTag", f"0x8DE{d.number(0, 9)}A5C"),
        "lastModified": d.moment("lastModified", instants[0]),
        "creationTime": d.moment("creationTime", instants[0]),
        "state": state,
        "stateTransitionTime": d.moment("stateTransitionTime", instants[-1]),
    }
    if d.present("displayName"):
        made["displayName"] = d.one("displayName", ("render", "Nightly run"))
    return made, instants


def make_task(d: Drawer) -> Fields:
    """Draw a task."""
    ids = ("task-1", "task-2", "Frame-10")
    made, instants = _common(d, "jobs/job-1/tasks", ids, task_states(d), *times("executionInfo"))
    created, started, end, entered = instants
    state = made["state"]
    made["commandLine"] = d.one("commandLine", ("/bin/bash -c 'echo hello'", "cmd /c render.exe"))
    if d.present("requiredSlots"):
        made["requiredSlots"] = d.field("requiredSlots", integers(1, 4))
    if d.present("executionInfo", True if state in ("completed", "running") else None):
        made["executionInfo"] = d.part("executionInfo", lambda: execution(d, state, started, end, result=True))
    if d.present("nodeInfo", state in ("completed", "running")):
        made["nodeInfo"] = d.part("nodeInfo", lambda: {"poolId": d.one("nodeInfo/poolId", ("pool-1", "pool-2")), "nodeId": "tvm-1"})
    if d.present("constraints"):
        made["constraints"] = d.part("constraints", lambda: {"maxWallClockTime": "PT1H", "maxTaskRetryCount": d.number(0, 3)})
    if d.present("stats", likely=False):
        made["stats"] = d.part("stats", lambda: _statistics(d, created, entered))
    return made


def _statistics(d: Drawer, created: int, entered: int, counted: tuple[str, ...] = ()) -> Fields:
    """Draw statistics; `counted` are further properties that count something."""
    seconds = d.number(0, 9)
    return {
        "url": d.field("stats/url", f"{ACCOUNT}/stats"),
        "startTime": instant(created),
        "lastUpdateTime": instant(entered),
        **dict.fromkeys(("userCPUTime", "kernelCPUTime", "wallClockTime", "waitTime"), f"PT{seconds}S"),
        **{name: d.field(f"stats/{name}", str(d.number(0, 9))) for name in ("readIOps", "writeIOps", *counted)},
        "readIOGiB": 0.5,
        "writeIOGiB": 0.25,
    }


def make_job(d: Drawer) -> Fields:
    """Draw a job."""
    states = ("completed",) if d.asked("executionInfo/endTime") else BATCH_JOB.properties["state"].members
    ids = ("job-1", "job-2", "Nightly")
    made, instants = _common(d, "jobs", ids, states, *times("executionInfo"))
    created, started, end, entered = instants
    if d.present("priority"):
        made["priority"] = d.one("priority", (0, -1000, 500, 1000))
    if d.present("onAllTasksComplete"):
        made["onAllTasksComplete"] = d.one("onAllTasksComplete", ("noaction", "terminatejob"))
    used, named = d.given.get("executionInfo/poolId"), d.asked("poolInfo/poolId")
    own = (used,) if isinstance(used, str) and not named else ("pool-1", "pool-2", "Pool-10")
    pool = d.one("poolInfo/poolId", own)
    made["poolInfo"] = d.part(
        "poolInfo", lambda: {} if d.asked("poolInfo/autoPoolSpecification") and not named else {"poolId": pool}
    )
    if isinstance(made["poolInfo"], dict):
        pool = made["poolInfo"].get("poolId")
    if d.present("executionInfo", likely=True):
        made["executionInfo"] = d.part(
            "executionInfo", lambda: _job_execution(d, made["state"], started, end, d.text(pool, own[0]))
        )
    if d.present("stats", likely=False):
        counted = ("numSucceededTasks", "numFailedTasks", "numTaskRetries")
        made["stats"] = d.part("stats", lambda: _statistics(d, created, entered, counted))
    return made


def _job_execution(d: Drawer, state: str, started: int, end: int, pool: str) -> Fields:
    made: Fields = {"startTime": d.moment("executionInfo/startTime", started), "poolId": d.field("executionInfo/poolId", pool)}
    if d.present("executionInfo/endTime", state == "completed"):
        made["endTime"] = d.moment("executionInfo/endTime", end)
    return made


def make_pool(d: Drawer) -> Fields:
    """Draw a pool."""
    made, (created, entered) = _common(d, "pools", ("pool-1", "pool-2", "Pool-10"), BATCH_POOL.properties["state"].members)
    made["vmSize"] = d.one("vmSize", VM_SIZES)
    for name in ("currentDedicatedNodes", "currentLowPriorityNodes"):
        made[name] = d.field(name, integers(0, 9))
    if d.present("allocationState", likely=True):
        made["allocationState"] = d.one("allocationState", ("steady", "resizing", "stopping"))
        made["allocationStateTransitionTime"] = d.moment("allocationStateTransitionTime", d.later(created))
    for name in ("enableAutoScale", "enableInterNodeCommunication"):
        if d.present(name):
            made[name] = d.one(name, (False, True))
    if d.present("targetDedicatedNodes"):
        made["targetDedicatedNodes"] = d.field("targetDedicatedNodes", integers(0, 9))
    if d.present("stats", likely=False):
        span = {"startTime": instant(created), "lastUpdateTime": instant(entered)}
        made["stats"] = d.part("stats", lambda: {"url": d.field("stats/url", f"{ACCOUNT}/stats"), **span})
    return made


def tasks(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Tasks of List Tasks in wire form: states, times, exit codes and results fit each other.

    >>> from hypothesis import find
    >>> task = find(tasks(executionInfo={"exitCode": 3}), lambda task: True)
    >>> task["state"], task["executionInfo"]["exitCode"], task["executionInfo"]["result"]
    ('completed', 3, 'failure')
    """
    return strategy("tasks", BATCH_TASK, make_task, paths, fields)


def jobs(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Jobs of List Jobs in wire form: a completed job has an end, and its pool is the one that it names.

    As in the lists, statistics are there only when asked for: `jobs(stats={"numFailedTasks": "3"})`.
    """
    return strategy("jobs", BATCH_JOB, make_job, paths, fields)


def pools(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Pools of List Pools in wire form."""
    return strategy("pools", BATCH_POOL, make_pool, paths, fields)


def items(service: Service | str) -> st.SearchStrategy[Fields]:
    """Items of a list API, given itself or by name, in wire form: realistic nodes, tasks, jobs and pools, valid others.

    Raises ValueError for the name of an API that does not exist.
    """
    found = service_named(service)
    made: dict[str, Callable[[], st.SearchStrategy[Fields]]]
    made = {"BatchNode": nodes, "BatchTask": tasks, "BatchJob": jobs, "BatchPool": pools}
    if found.entity in made:
        return made[found.entity]()
    others = objects(found.schema, odd=False)
    return named("items", lambda draw: _with_objects(draw(others)), found.name)


def _with_objects(item: Fields) -> Fields:
    """Return an item whose settings, which the schema does not describe, are JSON objects."""
    extension = item.get("vmExtension") or {}
    for name in ("settings", "protectedSettings"):
        if name in extension and not isinstance(extension[name], dict):
            extension[name] = {"key": str(extension[name])}
    return item
