"""Strategies for nodes and objects: valid, fitting, overridable, reaching every value."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from odatanodes.models import BatchNode, BatchNodeListResult, BatchTaskInfo, Timestamp
from odatanodes.schema import BATCH_NODE
from odatanodes.strategies import (
    absent,
    node_pages,
    nodes,
    objects,
    task_infos,
    timestamps,
)
from tests.kit.drawing import PERSON, Person, reach, search


@given(nodes())
def test_nodes_are_valid_and_in_wire_form(node: dict[str, Any]) -> None:
    assert BatchNode.model_validate(node).to_wire() == node
    assert json.loads(json.dumps(node)) == node
    assert list(node) == [name for name in BATCH_NODE.properties if name in node]
    for prop in BATCH_NODE.properties.values():
        assert node.get(prop.name) is not None or prop.nullable


@given(nodes())
def test_the_parts_of_a_node_fit_each_other(node: dict[str, Any]) -> None:
    model = BatchNode.model_validate(node)
    assert model.allocation_time <= (model.last_boot_time or model.allocation_time) <= model.state_transition_time
    assert model.last_boot_time is not None or model.state == "unusable"
    assert (model.running_tasks_count or 0) == 0 or model.state == "running"
    assert (model.total_tasks_succeeded or 0) <= model.total_tasks_run
    assert model.id in model.url
    assert model.is_dedicated is not True or model.state != "preempted"
    info = model.start_task_info
    assert info is None or model.start_task is not None
    if info is not None:
        assert (info.exit_code is None) == (info.state == "running")
        assert info.end_time is None or info.end_time >= info.start_time
        assert info.result in (None, "success" if info.exit_code == 0 else "failure")
        assert info.failure_info is None or info.exit_code != 0
    if model.state == "starttaskfailed":
        assert info is not None
        assert info.exit_code != 0
        assert model.start_task is not None
        assert model.start_task.wait_for_success
    if model.state == "creating":
        assert (info, model.recent_tasks, model.total_tasks_run) == (None, None, 0)


@given(nodes(state=st.sampled_from(["idle", "running"]), vm_size="Standard_D2_v5", startTaskInfo={"exit_code": st.integers(1, 3)}))
def test_overrides_are_kept_and_fitted_to(node: dict[str, Any]) -> None:
    assert node["state"] in ("idle", "running")
    assert node["vmSize"] == "Standard_D2_v5"
    assert node["startTaskInfo"]["exitCode"] in (1, 2, 3)
    assert node["startTaskInfo"]["state"] == "completed"
    assert node["startTaskInfo"].get("result", "failure") == "failure"
    BatchNode.model_validate(node)


PLACED: list[tuple[dict[str, Any], str, Any]] = [
    ({"id": "x"}, "id", "x"),
    ({"startTaskInfo/failureInfo/category": "servererror"}, "startTaskInfo/failureInfo/category", "servererror"),
    ({"start_task_info/failure_info": {"code": "C"}}, "startTaskInfo/failureInfo/code", "C"),
    ({"start_task/container_settings/registry": {"username": "u"}}, "startTask/containerSettings/registry/username", "u"),
    ({"virtualMachineInfo/imageReference/offer": "o"}, "virtualMachineInfo/imageReference/offer", "o"),
    ({"endpointConfiguration/inboundEndpoints": []}, "endpointConfiguration/inboundEndpoints", []),
    ({"nodeAgentInfo/version": "2"}, "nodeAgentInfo/version", "2"),
    ({"recentTasks": st.just([])}, "recentTasks", []),
    ({"schedulingState": None}, "schedulingState", None),
    ({"startTaskInfo": st.none()}, "startTaskInfo", None),
    ({"lastBootTime": absent()}, "lastBootTime", "absent"),
    ({"startTaskInfo/exitCode": absent()}, "startTaskInfo/exitCode", "absent"),
    ({"stateTransitionTime": datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)}, "stateTransitionTime", "2025-01-02T00:00:00Z"),
]


@pytest.mark.parametrize(("override", "path", "value"), PLACED, ids=[case[1] for case in PLACED])
def test_any_field_can_be_overridden(override: dict[str, Any], path: str, value: Any) -> None:
    node = find(nodes(override), lambda _: True, settings=reach)
    *parents, last = path.split("/")
    here: Any = node
    for name in parents:
        here = here[name]
    assert here.get(last, "absent") == value
    BatchNode.model_validate(node)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ({"stat": "idle"}, "no property 'stat' on BatchNode; did you mean 'state'?"),
        ({"startTaskInfo": {"exit_kode": 1}}, "no property 'exit_kode' on BatchStartTaskInfo; did you mean 'exit_code'?"),
        ({"state/x": 1}, "'state' is Edm.String, which has no property 'x'"),
        ({"state": {"x": 1}}, "'state' is Edm.String, which has no fields to override"),
        ({"recentTasks/taskState": "active"}, r"'recentTasks' is Collection\(BatchTaskInfo\), which has no property 'taskState'"),
    ],
)
def test_a_wrong_override_is_refused_at_once(override: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        nodes(override)


@given(task_infos(taskState=st.sampled_from(["completed", "active"]), job_id="j"))
def test_task_infos(task: dict[str, Any]) -> None:
    model = BatchTaskInfo.model_validate(task)
    assert model.to_wire() == task
    assert (model.job_id, model.execution_info is None) == ("j", model.task_state == "active")


@given(timestamps())
def test_timestamps_have_up_to_seven_digits(text: str) -> None:
    assert Timestamp(text).year == 2025
    assert len(text.removesuffix("Z").partition(".")[2]) <= 7


@pytest.mark.parametrize("digits", range(8))
def test_timestamps_have_each_number_of_digits(digits: int) -> None:
    find(timestamps(), lambda text: len(text[:-1].partition(".")[2]) == digits, settings=reach)


@given(node_pages(nodes(state="idle"), max_size=3))
def test_pages(page: dict[str, Any]) -> None:
    result = BatchNodeListResult.model_validate(page)
    assert result.to_wire() == page
    ids = [node["id"] for node in page["value"]]
    assert len(ids) == len(set(ids)) <= 3
    assert all(node["state"] == "idle" for node in page["value"])


@pytest.mark.parametrize("more", [True, False])
def test_pages_with_and_without_a_next_one(more: bool) -> None:
    page = find(node_pages(more=more), lambda page: len(page["value"]) == 2, settings=reach)
    assert ("odata.nextLink" in page) is more


@pytest.mark.thorough
def test_every_state_and_every_optional_property_is_drawn_and_left_out() -> None:
    missing: set[tuple[str, object]] = {("state", state) for state in BATCH_NODE.properties["state"].members}
    optional = [name for name, prop in BATCH_NODE.properties.items() if prop.nullable]
    missing |= {(name, there) for name in optional for there in (True, False)}

    def complete(node: dict[str, Any]) -> bool:
        missing.discard(("state", node["state"]))
        missing.difference_update((name, name in node) for name in optional)
        return not missing

    find(nodes(), complete, settings=reach)


def test_a_node_shrinks_to_the_required_properties() -> None:
    node = find(nodes(), lambda node: node["state"] == "idle", settings=search)
    assert set(node) - {"lastBootTime"} == {name for name, prop in BATCH_NODE.properties.items() if not prop.nullable}
    assert node["stateTransitionTime"] == "2025-01-01T00:00:00Z"


# --- objects ---------------------------------------------------------------------------------------------------------


@given(objects())
def test_objects_are_valid_if_not_sensible(node: dict[str, Any]) -> None:
    assert BatchNode.model_validate(node).to_wire() == node


@given(objects(odd=False))
def test_objects_that_are_not_odd_hold_known_values(node: dict[str, Any]) -> None:
    assert node["state"] in BATCH_NODE.properties["state"].members
    assert node["stateTransitionTime"].endswith("Z")


@given(objects(only={"startTaskInfo/exitCode", "recentTasks/taskState"}))
def test_objects_vary_only_what_is_looked_at(node: dict[str, Any]) -> None:
    nullable = {name for name, prop in BATCH_NODE.properties.items() if prop.nullable}
    assert set(node) & nullable <= {"startTaskInfo", "recentTasks"}
    assert node["id"] == "id"
    assert set(node.get("startTaskInfo") or {}) <= {"state", "startTime", "retryCount", "exitCode"}
    BatchNode.model_validate(node)


WILD: list[Any] = [
    pytest.param(lambda node: "state" not in node, id="a missing required property"),
    pytest.param(lambda node: "lastBootTime" in node and node["lastBootTime"] is None, id="an explicit null"),
    pytest.param(lambda node: "lastBootTime" not in node, id="an absent property"),
    pytest.param(lambda node: node.get("recentTasks") == [], id="an empty collection"),
    pytest.param(lambda node: "+" in node.get("allocationTime", ""), id="an offset"),
    pytest.param(lambda node: node.get("state") == "IDLE", id="another case"),
    pytest.param(lambda node: node.get("state") == "grown", id="an unknown value"),
]


@pytest.mark.parametrize("wanted", WILD)
def test_objects_hold_what_an_evaluator_may_trip_over(wanted: Any) -> None:
    only = {"state", "lastBootTime", "recentTasks/taskState", "allocationTime"}
    find(objects(only=only, missing=True), wanted, settings=reach)


@given(objects(PERSON, odd=False))
def test_objects_of_another_schema(person: dict[str, Any]) -> None:
    Person.model_validate(person)
