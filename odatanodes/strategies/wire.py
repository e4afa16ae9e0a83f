"""Compute nodes as List Nodes returns them: in wire form, with realistic values and parts that fit each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes.base.text import expect
from odatanodes.schema import BATCH_NODE, structure
from odatanodes.strategies.overrides import DAY, SECOND, START, Drawer, Fields, instant, strategy
from odatanodes.strategies.values import integers

if TYPE_CHECKING:
    from collections.abc import Mapping

VM_SIZES = ("Standard_D2_v5", "standard_d2s_v3", "STANDARD_A1_v2", "Standard_NC6s_v3", "standard_hb120rs_v3")
IMAGES = (
    {"publisher": "Canonical", "offer": "ubuntu-24_04-lts", "sku": "server", "version": "latest"},
    {"publisher": "MicrosoftWindowsServer", "offer": "WindowsServer", "sku": "2022-datacenter", "version": "latest"},
)
POOL = "https://account.region.batch.azure.com/pools/poolId/nodes"
JOBS = "https://account.region.batch.azure.com/jobs"
STATES = BATCH_NODE.properties["state"].members
NOT_BOOTED = ("creating", "starting")
START_TASK_ONLY = ("waitingforstarttask", "starttaskfailed")


def timestamps() -> st.SearchStrategy[str]:
    """Return a strategy of times as the wire has them, in 2025: UTC, 0 to 7 fractional digits, the last possibly 0."""

    @st.composite
    def draw_time(draw: st.DrawFn) -> str:
        days, seconds, digits = draw(integers(0, 364)), draw(integers(0, 86_399)), draw(integers(0, 7))
        fraction = draw(integers(0, 10**digits - 1))
        return instant(START + days * DAY + seconds * SECOND + fraction * 10 ** (7 - digits), digits)

    return draw_time()


# --- nodes -----------------------------------------------------------------------------------------------------------


def _node(d: Drawer) -> Fields:
    state = d.one("state", STATES)
    spot = state == "preempted"
    number = d.number(1, 9)
    allocated = d.epoch()
    booted = d.later(allocated)
    entered = d.later(booted)
    stamp = instant(allocated).partition(".")[0].translate({ord(c): None for c in "-:Z"}).lower()
    id = d.one("id", (f"tvm-1695681911_{number}-{stamp}z", f"tvmps_{number:064x}_{'p' if spot else 'd'}"))
    node: Fields = {
        "id": id,
        "url": d.field("url", f"{POOL}/{id}"),
        "state": state,
        "stateTransitionTime": d.moment("stateTransitionTime", entered),
        "allocationTime": d.moment("allocationTime", allocated),
        "ipAddress": d.field("ipAddress", f"10.0.0.{number}"),
        "affinityId": d.field("affinityId", f"TVM:{id}"),
        "vmSize": d.one("vmSize", VM_SIZES),
        "virtualMachineInfo": d.part("virtualMachineInfo", lambda: _machine(d)),
    }
    _counts(d, node)
    if d.present("schedulingState"):
        node["schedulingState"] = d.field("schedulingState", "disabled" if state == "offline" else "enabled")
    if d.present("lastBootTime", None if state == "unusable" else True):
        node["lastBootTime"] = d.moment("lastBootTime", booted)
    if d.present("ipv6Address"):
        node["ipv6Address"] = d.field("ipv6Address", f"fd00::{number}")
    if d.present("isDedicated"):
        node["isDedicated"] = d.one("isDedicated", (False,) if spot or id.endswith("_p") else (True, False))
    _start_task(d, node, booted)
    if d.present("recentTasks", None if node["totalTasksRun"] else False):
        node["recentTasks"] = d.field("recentTasks", _recent_tasks())
    if d.present("errors", None if state == "unusable" else False):
        node["errors"] = d.field("errors", _ERRORS)
    if d.present("endpointConfiguration"):
        node["endpointConfiguration"] = d.part("endpointConfiguration", lambda: _endpoints(d))
    if d.present("nodeAgentInfo"):
        node["nodeAgentInfo"] = d.part("nodeAgentInfo", lambda: _agent(d, allocated))
    return node


def _counts(d: Drawer, node: Fields) -> None:
    idle = node["state"] in (*NOT_BOOTED, *START_TASK_ONLY)
    completed = d.draw(_COMPLETED)  # also where it decides nothing, or such states would make the simplest examples
    run = node["totalTasksRun"] = d.field("totalTasksRun", 0 if idle else completed)
    if d.present("runningTasksCount"):
        node["runningTasksCount"] = d.field("runningTasksCount", integers(1, 4) if node["state"] == "running" else 0)
    if d.present("runningTaskSlotsCount"):
        tasks = node.get("runningTasksCount", int(node["state"] == "running"))
        fits = st.integers(tasks, tasks + 4) if isinstance(tasks, int) and tasks else 0
        node["runningTaskSlotsCount"] = d.field("runningTaskSlotsCount", fits)
    if d.present("totalTasksSucceeded"):
        node["totalTasksSucceeded"] = d.field("totalTasksSucceeded", st.integers(0, run) if isinstance(run, int) and run > 0 else 0)


def _machine(d: Drawer) -> Fields:
    path = "virtualMachineInfo/imageReference"
    if not d.present(path):
        return {}
    return {"imageReference": d.part(path, lambda: {**IMAGES[d.number(0, len(IMAGES) - 1)], "exactVersion": "24.04.202501010"})}


def _start_task(d: Drawer, node: Fields, booted: int) -> None:
    state = node["state"]
    needed = state in START_TASK_ONLY
    asked = any(name.startswith("startTaskInfo") for name in d.given)
    if d.present("startTask", True if needed or asked else None):
        node["startTask"] = d.part("startTask", lambda: _task_settings(d, waits=needed))
    if d.present("startTaskInfo", "startTask" in node and state not in NOT_BOOTED):
        node["startTaskInfo"] = d.part("startTaskInfo", lambda: _task_result(d, state, booted))


def _task_settings(d: Drawer, *, waits: bool) -> Fields:
    made: Fields = {"commandLine": d.one("startTask/commandLine", ("cmd /c echo hello", "/bin/bash -c 'apt-get update'"))}
    if d.present("startTask/resourceFiles"):
        made["resourceFiles"] = d.field("startTask/resourceFiles", _FILES)
    if d.present("startTask/environmentSettings"):
        made["environmentSettings"] = d.field("startTask/environmentSettings", _SETTINGS)
    if d.present("startTask/userIdentity"):
        made["userIdentity"] = d.one(
            "startTask/userIdentity", ({"autoUser": {"scope": "pool", "elevationLevel": "admin"}}, {"username": "batch"})
        )
    made["maxTaskRetryCount"] = d.one("startTask/maxTaskRetryCount", (0, 1, -1))
    made["waitForSuccess"] = d.one("startTask/waitForSuccess", (True,) if waits else (False, True))
    return made


COMPLETED = ("endTime", "exitCode", "result", "failureInfo")


def _task_result(d: Drawer, state: str, booted: int) -> Fields:
    """Draw the state of the StartTask: running, or completed with an exit code and the fields that go with it."""
    wants_end = any(d.present(f"startTaskInfo/{name}", likely=False) for name in COMPLETED)
    by_state = {"waitingforstarttask": ("running",), "starttaskfailed": ("completed",)}.get(state, ("completed", "running"))
    progress = d.one("startTaskInfo/state", ("completed",) if wants_end else by_state)
    started = d.later(booted)
    return {
        "state": progress,
        "startTime": d.moment("startTaskInfo/startTime", started),
        "retryCount": d.one("startTaskInfo/retryCount", (0, 1)),
        **(_ending(d, "startTaskInfo/", started, failed=state == "starttaskfailed") if progress == "completed" else {}),
    }


def _ending(d: Drawer, path: str, started: int, *, failed: bool) -> Fields:
    code = d.one(f"{path}exitCode", (1, 2, 255, -1) if failed else (0, 0, 1, 127, 137, -(2**31)))
    made: Fields = {"endTime": d.moment(f"{path}endTime", d.later(started)), "exitCode": code}
    if d.present(f"{path}result"):
        made["result"] = d.field(f"{path}result", "success" if code == 0 else "failure")
    if d.present(f"{path}failureInfo", None if code else False):
        made["failureInfo"] = d.part(
            f"{path}failureInfo", lambda: {"category": "usererror", "code": "FailureExitCode", "details": d.draw(_DETAILS)}
        )
    return made


def _endpoints(d: Drawer) -> Fields:
    return {"inboundEndpoints": d.field("endpointConfiguration/inboundEndpoints", _ENDPOINTS)}


def _agent(d: Drawer, since: int) -> Fields:
    return {
        "version": d.one("nodeAgentInfo/version", ("1.2.0.0", "1.12.9")),
        "lastUpdateTime": d.moment("nodeAgentInfo/lastUpdateTime", d.later(since)),
    }


def _listed(*items: Any, most: int = 2) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(items), max_size=most)


_COMPLETED = st.integers(0, 3) | st.integers(0, 2**31 - 1)
_DETAILS = _listed({"name": "Message", "value": "The task exited with an exit code"}, {"name": "Code"})
_SETTINGS = _listed({"name": "PATH", "value": "/usr/bin"}, {"name": "DEBUG"}, {"name": "EMPTY", "value": ""})
_FILES = _listed(
    {"httpUrl": "https://account.blob.core.windows.net/c/setup.sh", "filePath": "setup.sh"},
    {"autoStorageContainerName": "data", "blobPrefix": "in/", "fileMode": "0770"},
)


@st.composite
def _error(draw: st.DrawFn) -> Fields:
    code = draw(st.sampled_from(("StartTaskFailed", "DiskFull", "NodePreparationError")))
    details = draw(_DETAILS)
    return {"code": code, "message": f"The node has an error: {code}", **({"errorDetails": details} if details else {})}


@st.composite
def _endpoint(draw: st.DrawFn) -> Fields:
    number, protocol = draw(integers(0, 9)), draw(st.sampled_from(("tcp", "udp")))
    return {
        "name": f"SSHRule.{number}",
        "protocol": protocol,
        "publicIPAddress": "40.1.2.3",
        "publicFQDN": "dns1234.region.cloudapp.azure.com",
        "frontendPort": 50_000 + number,
        "backendPort": 22,
    }


_ERRORS = st.lists(_error(), max_size=2)
_ENDPOINTS = st.lists(_endpoint(), max_size=2)


# --- tasks -----------------------------------------------------------------------------------------------------------


def _task(d: Drawer) -> Fields:
    wants_end = any(d.present(f"executionInfo/{name}", likely=False) for name in COMPLETED)
    state = d.one("taskState", ("completed",) if wants_end else ("completed", "running", "preparing", "active"))
    job, task = d.one("jobId", ("job-1", "Nightly")), d.one("taskId", ("task-1", "task-2", "T10"))
    made: Fields = {"taskUrl": d.field("taskUrl", f"{JOBS}/{job}/tasks/{task}"), "jobId": job, "taskId": task, "taskState": state}
    if d.present("subtaskId", likely=False):
        made["subtaskId"] = d.field("subtaskId", 1)
    if d.present("executionInfo", state in ("completed", "running")):
        made["executionInfo"] = d.part("executionInfo", lambda: _execution(d, state))
    return made


def _execution(d: Drawer, state: str) -> Fields:
    started = d.epoch()
    return {
        "startTime": d.moment("executionInfo/startTime", started),
        "retryCount": d.one("executionInfo/retryCount", (0, 1)),
        "requeueCount": d.one("executionInfo/requeueCount", (0, 1)),
        **(_ending(d, "executionInfo/", started, failed=False) if state == "completed" else {}),
    }


# --- strategies ------------------------------------------------------------------------------------------------------


@cache
def _recent_tasks() -> st.SearchStrategy[list[Fields]]:
    return st.lists(task_infos(), min_size=1, max_size=2)


def nodes(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Nodes in wire form, as dicts: valid for the schema, states and times that fit each other, optional parts present or not.

    Times lie from 2015 to 2029, some of them ticks apart; near those that the caller gives. Fields are overridden by a value or
    a strategy, under their REST or Python names: `nodes(state="idle")`, `nodes(vm_size=st.sampled_from(sizes))`. A dict gives
    fields inside a part, which is then present: `nodes(startTaskInfo={"exitCode": st.integers(1, 255)})`, or as a path
    `nodes({"startTaskInfo/exitCode": 1})`. `absent()` omits a field. Other fields fit those given: an exit code makes the
    StartTask completed. Raises ValueError for a name that is not a property.

    >>> from hypothesis import find
    >>> node = find(nodes(startTaskInfo={"exitCode": 3}), lambda node: True)
    >>> node["state"], node["startTaskInfo"]["state"], node["startTaskInfo"]["exitCode"]
    ('idle', 'completed', 3)
    """
    return strategy(BATCH_NODE, _node, paths, fields)


def task_infos(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Entries of `recentTasks`, overridden as `nodes` are: `nodes(recent_tasks=st.lists(task_infos(job_id="j")))`."""
    return strategy(structure("BatchTaskInfo"), _task, paths, fields)


def node_pages(
    elements: st.SearchStrategy[Fields] | None = None, *, max_size: int = 5, more: bool | None = None
) -> st.SearchStrategy[Fields]:
    """Pages of List Nodes: `{"value": […]}`, IDs unique; `more` adds `odata.nextLink`, by chance when None."""
    if elements is not None:
        expect(elements, st.SearchStrategy, "elements is a strategy of nodes")
    values = st.lists(nodes() if elements is None else elements, max_size=max_size, unique_by=lambda node: str(node.get("id")))

    @st.composite
    def draw_page(draw: st.DrawFn) -> Fields:
        page: Fields = {"value": draw(values)}
        if draw(st.booleans()) if more is None else more:
            page["odata.nextLink"] = f"{POOL}?api-version=2025-06-01&$skiptoken={draw(st.integers(1, 9))}"
        return page

    return draw_page()
