"""Laws of realistic objects: states, times, exit codes, results and counts fit each other, and what the caller gave."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes.edm import DateTimeOffset
from odatanodes.strategies import absent, items, jobs, nodes, pools, task_infos, tasks

TIME = "2025-06-01T12:00:00Z"


def ascending(*texts: str | None) -> bool:
    """Whether instants, those of them that there are, do not go back."""
    orders = [DateTimeOffset.parse(text).order for text in texts if text is not None]
    return orders == sorted(orders)


def check_execution(info: dict[str, Any], state: str, *, requeued: bool = True) -> None:
    """Check how a task or a StartTask ran."""
    assert ("exitCode" in info) == ("endTime" in info) == (state == "completed")
    assert ("lastRetryTime" in info) == (info["retryCount"] > 0)
    if requeued:
        assert ("lastRequeueTime" in info) == (info["requeueCount"] > 0)
    if state in ("preparing", "active"):
        assert "startTime" not in info or info["retryCount"] > 0
    else:
        assert "startTime" in info
    failed = info.get("failureInfo") is not None
    assert info.get("result", "failure" if failed else "success") == ("failure" if failed else "success")
    assert not failed or state == "completed"
    assert failed or not info.get("exitCode")
    assert ascending(info.get("startTime"), info.get("endTime"))


TASKS = [
    tasks(),
    tasks(executionInfo={"failureInfo": {"category": "usererror"}}),
    tasks(executionInfo={"result": "failure"}),
    tasks(executionInfo={"result": st.sampled_from(["success", "failure"])}),
    tasks(executionInfo={"exitCode": st.integers(0, 2)}),
    tasks(executionInfo={"retryCount": 1}),
    tasks(executionInfo={"lastRetryTime": TIME}),
    tasks(executionInfo={"lastRequeueTime": TIME}),
    tasks(executionInfo={"startTime": TIME}),
    tasks(executionInfo={"endTime": TIME}),
    tasks(stateTransitionTime=TIME),
    tasks(creationTime=TIME, stateTransitionTime="2025-06-01T12:00:01Z"),
    tasks(state=st.sampled_from(["preparing", "completed"])),
    tasks(nodeInfo={"nodeId": "tvm-2"}),
]


@given(st.one_of(TASKS))
def test_tasks(task: dict[str, Any]) -> None:
    info = task.get("executionInfo", {})
    assert info or task["state"] in ("preparing", "active")
    if info:
        check_execution(info, task["state"])
        assert ("result" in info) == (task["state"] == "completed")
    assert ascending(task["creationTime"], info.get("startTime"), info.get("endTime"), task["stateTransitionTime"])
    assert ascending(task["creationTime"], info.get("lastRetryTime"), task["stateTransitionTime"])
    assert ascending(task["creationTime"], task["lastModified"])
    assert ("nodeInfo" in task) == (task["state"] in ("completed", "running"))


@given(task_infos() | task_infos(executionInfo={"result": "failure"}) | task_infos(executionInfo={"startTime": TIME}))
def test_task_infos(task: dict[str, Any]) -> None:
    info = task.get("executionInfo", {})
    if info:
        check_execution(info, task["taskState"])


JOBS = [
    jobs(),
    jobs(executionInfo={"endTime": TIME}),
    jobs(state="completed"),
    jobs(state="completed", stateTransitionTime=TIME),
    jobs({"executionInfo/poolId": "mine"}),
    jobs({"poolInfo/poolId": "mine"}),
    jobs({"executionInfo/startTime": TIME}),
]


@given(st.one_of(JOBS))
def test_jobs(job: dict[str, Any]) -> None:
    info = job["executionInfo"]
    assert ("endTime" in info) == (job["state"] == "completed")
    assert ascending(job["creationTime"], info["startTime"], info.get("endTime"), job["stateTransitionTime"])
    assert info["poolId"] == job["poolInfo"]["poolId"]


def test_a_pool_that_is_given_is_the_only_one() -> None:
    @given(jobs({"executionInfo/poolId": "mine"}), jobs(poolInfo={"autoPoolSpecification": {"poolLifetimeOption": "job"}}))
    def check(one: dict[str, Any], automatic: dict[str, Any]) -> None:
        assert one["poolInfo"]["poolId"] == one["executionInfo"]["poolId"] == "mine"
        assert "poolId" not in automatic["poolInfo"]

    check()


@given(pools() | pools(allocationStateTransitionTime=TIME) | pools(stateTransitionTime=TIME))
def test_pools(pool: dict[str, Any]) -> None:
    assert ascending(pool["creationTime"], pool["stateTransitionTime"])
    assert ascending(pool["creationTime"], pool.get("allocationStateTransitionTime"))


DONE = {"taskState": "completed", "executionInfo": {"retryCount": 0, "requeueCount": 0}}
NODES = [
    nodes(),
    nodes(startTaskInfo={"result": "failure"}),
    nodes(startTaskInfo={"failureInfo": {"category": "usererror"}}),
    nodes(startTaskInfo={"endTime": TIME}),
    nodes(startTaskInfo={"exitCode": 0}),
    nodes(startTask={"waitForSuccess": True}),
    nodes(startTask={"waitForSuccess": True}, startTaskInfo={"result": "failure"}),
    nodes(stateTransitionTime=TIME),
    nodes(recent_tasks=[DONE, DONE]),
    nodes(recent_tasks=[{"taskState": "running"}]),
    nodes(totalTasksSucceeded=5),
    nodes(runningTaskSlotsCount=2),
    nodes(state="starttaskfailed"),
    nodes(state="running"),
]


@given(st.one_of(NODES))
def test_nodes(node: dict[str, Any]) -> None:
    recent = [task["taskState"] for task in node.get("recentTasks", [])]
    at_work = [state for state in recent if state != "completed"]
    assert len(recent) - len(at_work) <= node["totalTasksRun"]
    assert not at_work or node["state"] == "running"
    assert node.get("runningTasksCount", len(at_work)) >= len(at_work)
    assert node.get("totalTasksSucceeded", 0) <= node["totalTasksRun"]
    assert node.get("runningTaskSlotsCount", 0) == 0 or node["state"] == "running"
    info = node.get("startTaskInfo")
    if info:
        check_execution(info, info["state"], requeued=False)
    info = info or {}
    boot = (node["allocationTime"], node.get("lastBootTime"))
    assert ascending(*boot, info.get("startTime"), info.get("endTime"))
    if info.get("state") == "completed":
        assert ascending(info["endTime"], node["stateTransitionTime"])
        failed = info["exitCode"] != 0
        assert not failed or not node["startTask"]["waitForSuccess"] or node["state"] == "starttaskfailed"


UNNAMED = [nodes, tasks, jobs, pools]


@pytest.mark.parametrize("strategy", UNNAMED)
@given(data=st.data())
def test_a_missing_name_does_not_leak_into_others(strategy: Any, data: st.DataObject) -> None:
    for id in (absent(), None):
        made = data.draw(strategy(id=id))
        assert made.get("id") is None
        assert "None" not in repr([made["url"], made.get("affinityId", "")])
        assert "object" not in repr([made["url"], made.get("affinityId", "")])


@given(jobs({"poolInfo/poolId": absent()}), task_infos(jobId=absent(), taskId=None), nodes(totalTasksRun=absent()))
def test_other_missing_fields_do_not_leak(job: dict[str, Any], task: dict[str, Any], node: dict[str, Any]) -> None:
    assert isinstance(job["executionInfo"]["poolId"], str)
    assert task["taskUrl"].endswith("/jobs/job-1/tasks/task-1")
    assert "totalTasksRun" not in node
    assert "absent" not in repr((job, task, node))


@given(items("list-tasks"))
def test_items_are_as_realistic(task: dict[str, Any]) -> None:
    assert ascending(task["creationTime"], task["stateTransitionTime"])
