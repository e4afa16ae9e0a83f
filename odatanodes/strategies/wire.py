"""Compute nodes as List Nodes returns them: in wire form, with realistic values and parts that fit each other."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes.base.text import expect
from odatanodes.schema import BATCH_NODE, structure
from odatanodes.strategies.execution import DETAILS, attempts, ended, ending, execution, failure, listed, task_states, times
from odatanodes.strategies.overrides import DAY, SECOND, START, Drawer, Fields, instant, strategy
from odatanodes.strategies.shown import named
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
AT_WORK = ("running", "preparing", "active")
"""States of recent tasks that have not ended."""
START_TASK_ONLY = ("waitingforstarttask", "starttaskfailed")


def timestamps() -> st.SearchStrategy[str]:
    """Return a strategy of times as the wire has them, in 2025: UTC, 0 to 7 fractional digits, the last possibly 0."""

    def draw_time(draw: st.DrawFn) -> str:
        days, seconds, digits = draw(integers(0, 364)), draw(integers(0, 86_399)), draw(integers(0, 7))
        fraction = draw(integers(0, 10**digits - 1))
        return instant(START + days * DAY + seconds * SECOND + fraction * 10 ** (7 - digits), digits)

    return named("timestamps", draw_time)


# --- nodes -----------------------------------------------------------------------------------------------------------


def make_node(d: Drawer) -> Fields:
    """Draw a node: first what other fields depend on."""
    state = d.one("state", _states(d))
    spot = state == "preempted"
    number = d.number(1, 9)
    allocated, booted, started, end, entered = d.chain(
        ("allocationTime",), ("lastBootTime",), *times("startTaskInfo"), ("stateTransitionTime",)
    )
    stamp = instant(allocated).partition(".")[0].translate({ord(c): None for c in "-:Z"}).lower()
    names = (f"tvm-1695681911_{number}-{stamp}z", f"tvmps_{number:064x}_{'p' if spot else 'd'}")
    given = d.one("id", names)
    id = d.text(given, names[0])
    node: Fields = {
        "id": given,
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
    _start_task(d, node, started, end)
    if d.present("errors", None if state == "unusable" else False):
        node["errors"] = d.field("errors", _ERRORS)
    if d.present("endpointConfiguration"):
        node["endpointConfiguration"] = d.part("endpointConfiguration", lambda: _endpoints(d))
    if d.present("nodeAgentInfo"):
        node["nodeAgentInfo"] = d.part("nodeAgentInfo", lambda: _agent(d, allocated))
    return node


def _states(d: Drawer) -> tuple[str, ...]:
    """Return the states that fit what the caller gave: no task ran on a node that waits for its StartTask."""
    current = [_number(d.given.get(name)) for name in ("runningTasksCount", "runningTaskSlotsCount")]
    if any(current) or len(_recent(d, *AT_WORK)):
        return ("running",)
    worked = any(_number(d.given.get(name)) for name in ("totalTasksRun", "totalTasksSucceeded")) or len(_recent(d))
    unfit = {*NOT_BOOTED, *START_TASK_ONLY} if worked else set()
    if d.asked("startTaskInfo"):
        unfit |= {*NOT_BOOTED}
        unfit |= {"waitingforstarttask"} if ended(d, "startTaskInfo") else set()
        if failure(d, "startTaskInfo") is False or d.given.get("startTaskInfo/state") == "running":
            unfit.add("starttaskfailed")
        elif failure(d, "startTaskInfo") and d.given.get("startTask/waitForSuccess") is True:
            return ("starttaskfailed",)
    return tuple([state for state in STATES if state not in unfit]) if unfit else STATES


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _recent(d: Drawer, *states: str) -> list[Any]:
    """Return the recent tasks that the caller gave; those in some states only."""
    given = d.given.get("recentTasks")
    found = [task for task in given if isinstance(task, dict)] if isinstance(given, list) else []
    return [task for task in found if task.get("taskState") in states] if states else found


def _counts(d: Drawer, node: Fields) -> None:
    """Draw the numbers of tasks, and the recent ones among them."""
    running = node["state"] == "running"
    idle = node["state"] in (*NOT_BOOTED, *START_TASK_ONLY)
    done = len(_recent(d, "completed"))
    least = max(done, _number(d.given.get("totalTasksSucceeded")))
    completed = d.draw(_COMPLETED)  # also where it decides nothing, or such states would make the simplest examples
    run = node["totalTasksRun"] = d.field("totalTasksRun", least if idle else max(least, completed))
    busy = 1 if running else 0
    if d.present("recentTasks", None if _number(run) or running else False):
        node["recentTasks"] = d.field("recentTasks", _recent_tasks(running, min(2, _number(run))))
    busy = max(busy, len(_recent(d, *AT_WORK)))
    if d.present("runningTasksCount"):
        node["runningTasksCount"] = d.field("runningTasksCount", integers(busy, busy + 3) if busy else 0)
    if d.present("runningTaskSlotsCount"):
        tasks = _number(node.get("runningTasksCount", busy))
        node["runningTaskSlotsCount"] = d.field("runningTaskSlotsCount", integers(tasks, tasks + 4) if tasks else 0)
    if d.present("totalTasksSucceeded"):
        most = _number(run)
        node["totalTasksSucceeded"] = d.field("totalTasksSucceeded", st.integers(0, most) if most > 0 else 0)


def _machine(d: Drawer) -> Fields:
    path = "virtualMachineInfo/imageReference"
    if not d.present(path):
        return {}
    return {"imageReference": d.part(path, lambda: {**IMAGES[d.number(0, len(IMAGES) - 1)], "exactVersion": "24.04.202501010"})}


def _start_task(d: Drawer, node: Fields, started: int, end: int) -> None:
    """Draw the StartTask: a node that waits for its success is of use only after it."""
    state = node["state"]
    needed = state in START_TASK_ONLY
    if not d.present("startTask", True if needed or d.asked("startTask", "startTaskInfo") else None):
        return
    if d.present("startTaskInfo", state not in NOT_BOOTED):
        node["startTaskInfo"] = d.part("startTaskInfo", lambda: _task_result(d, state, started, end))
    info = node.get("startTaskInfo")
    passed = not isinstance(info, dict) or (info.get("exitCode") == 0 and info.get("result", "success") == "success")
    waits = (True,) if needed else (False, True) if passed else (False,)
    node["startTask"] = d.part("startTask", lambda: _task_settings(d, waits))


def _task_settings(d: Drawer, waits: tuple[bool, ...]) -> Fields:
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
    made["waitForSuccess"] = d.one("startTask/waitForSuccess", waits)
    return made


def _task_result(d: Drawer, state: str, started: int, end: int) -> Fields:
    """Draw the state of the StartTask: running, or completed with an exit code and the fields that go with it."""
    waited = d.given.get("startTask/waitForSuccess") is True and state not in START_TASK_ONLY
    by_state = {"waitingforstarttask": ("running",), "starttaskfailed": ("completed",)}.get(state, ("completed", "running"))
    progress = d.one("startTaskInfo/state", ("completed",) if waited or ended(d, "startTaskInfo") else by_state)
    failed = True if state == "starttaskfailed" else False if waited else None
    return {
        "state": progress,
        "startTime": d.moment("startTaskInfo/startTime", started),
        **attempts(d, "startTaskInfo", started),
        **(ending(d, "startTaskInfo", end, failed=failed, result=False) if progress == "completed" else {}),
    }


def _endpoints(d: Drawer) -> Fields:
    return {"inboundEndpoints": d.field("endpointConfiguration/inboundEndpoints", _ENDPOINTS)}


def _agent(d: Drawer, since: int) -> Fields:
    return {
        "version": d.one("nodeAgentInfo/version", ("1.2.0.0", "1.12.9")),
        "lastUpdateTime": d.moment("nodeAgentInfo/lastUpdateTime", d.later(since)),
    }


_COMPLETED = st.integers(0, 3) | st.integers(0, 2**31 - 1)
_SETTINGS = listed({"name": "PATH", "value": "/usr/bin"}, {"name": "DEBUG"}, {"name": "EMPTY", "value": ""})
_FILES = listed(
    {"httpUrl": "https://account.blob.core.windows.net/c/setup.sh", "filePath": "setup.sh"},
    {"autoStorageContainerName": "data", "blobPrefix": "in/", "fileMode": "0770"},
)


@st.composite
def _error(draw: st.DrawFn) -> Fields:
    code = draw(st.sampled_from(("StartTaskFailed", "DiskFull", "NodePreparationError")))
    details = draw(DETAILS)
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


def make_task_info(d: Drawer) -> Fields:
    """Draw an entry of `recentTasks`."""
    state = d.one("taskState", task_states(d))
    job, task = d.one("jobId", ("job-1", "Nightly")), d.one("taskId", ("task-1", "task-2", "T10"))
    url = f"{JOBS}/{d.text(job, 'job-1')}/tasks/{d.text(task, 'task-1')}"
    made: Fields = {"taskUrl": d.field("taskUrl", url), "jobId": job, "taskId": task, "taskState": state}
    if d.present("subtaskId", likely=False):
        made["subtaskId"] = d.field("subtaskId", 1)
    if d.present("executionInfo", state in ("completed", "running")):
        started, end = d.chain(*times("executionInfo"))
        made["executionInfo"] = d.part("executionInfo", lambda: execution(d, state, started, end, result=False))
    return made


# --- strategies ------------------------------------------------------------------------------------------------------


@cache
def _recent_tasks(running: bool, most: int) -> st.SearchStrategy[list[Fields]]:
    """Return lists of completed tasks, `most` at most; on a node that runs tasks also with one that has not ended."""
    done, current = task_infos(taskState="completed"), task_infos(taskState=st.sampled_from(AT_WORK))
    some = st.lists(done, min_size=1, max_size=max(1, most))
    if not running:
        return some
    alone = st.tuples(current).map(list)
    return some | alone | st.tuples(done, current).map(list) if most else alone


def nodes(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Nodes in wire form, as dicts: valid for the schema, states and times that fit each other, optional parts present or not.

    Times lie from 2015 to 2029, some of them ticks apart; near those that the caller gives. Fields are overridden by a value or
    a strategy, under their REST or Python names: `nodes(state="idle")`, `nodes(vm_size=st.sampled_from(sizes))`. A dict gives
    fields inside a part, which is then present: `nodes(startTaskInfo={"exitCode": st.integers(1, 255)})`, or as a path
    `nodes({"startTaskInfo/exitCode": 1})`. `absent()` omits a field. Other fields fit those given: an exit code makes the
    StartTask completed. Raises ValueError for a name that is not a property and for a value that the service does not return
    (of a strategy when it is drawn); `nodes().map(…)` makes nodes with others, such as the state of a newer service.

    >>> from hypothesis import find
    >>> node = find(nodes(startTaskInfo={"exitCode": 3}), lambda node: True)
    >>> node["state"], node["startTaskInfo"]["state"], node["startTaskInfo"]["exitCode"]
    ('idle', 'completed', 3)
    """
    return strategy("nodes", BATCH_NODE, make_node, paths, fields)


def task_infos(paths: Mapping[str, Any] | None = None, /, **fields: Any) -> st.SearchStrategy[Fields]:
    """Entries of `recentTasks`, overridden as `nodes` are: `nodes(recent_tasks=st.lists(task_infos(job_id="j")))`."""
    return strategy("task_infos", structure("BatchTaskInfo"), make_task_info, paths, fields)


def node_pages(
    elements: st.SearchStrategy[Fields] | None = None, *, max_size: int = 5, more: bool | None = None
) -> st.SearchStrategy[Fields]:
    """Pages of List Nodes: `{"value": […]}`, IDs unique; `more` adds `odata.nextLink`, by chance when None."""
    if elements is not None:
        expect(elements, st.SearchStrategy, "elements is a strategy of nodes")
    values = st.lists(nodes() if elements is None else elements, max_size=max_size, unique_by=lambda node: str(node.get("id")))

    def draw_page(draw: st.DrawFn) -> Fields:
        page: Fields = {"value": draw(values)}
        if draw(st.booleans()) if more is None else more:
            page["odata.nextLink"] = f"{POOL}?api-version=2025-06-01&$skiptoken={draw(st.integers(1, 9))}"
        return page

    return named("node_pages", draw_page, *([] if elements is None else [elements]))
