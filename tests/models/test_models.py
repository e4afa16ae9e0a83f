"""The pydantic models: names, round trips of the wire, what is kept, what is refused; and the reference they came from."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import re
from enum import StrEnum
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from odatanodes import edm, models
from odatanodes.batch import nodes
from odatanodes.models import BatchError, BatchNode, BatchNodeListResult, BatchNodeState, Timestamp
from tests.kit.support import run_python, shared

SAMPLE = json.loads((files("odatanodes") / "batch" / "list_nodes_sample.json").read_text())
NODE = SAMPLE["value"][0]
DEFINITIONS = [*nodes.ENUMERATIONS, *nodes.STRUCTURES]
UTC = datetime.UTC

FULL = {
    **NODE,
    "endpointConfiguration": {
        "inboundEndpoints": [
            {
                "name": "SSHRule.0",
                "protocol": "tcp",
                "publicIPAddress": "40.1.2.3",
                "publicFQDN": "dns.eastus.cloudapp.azure.com",
                "frontendPort": 50000,
                "backendPort": 22,
            }
        ]
    },
    "recentTasks": [
        {
            "taskUrl": "https://account.region.batch.azure.com/jobs/j/tasks/t",
            "jobId": "j",
            "taskId": "t",
            "taskState": "completed",
            "executionInfo": {
                "startTime": "2025-11-22T22:22:27Z",
                "exitCode": 1,
                "retryCount": 0,
                "requeueCount": 0,
                "result": "failure",
                "failureInfo": {"category": "usererror", "details": [{"name": "Message", "value": ""}]},
            },
        }
    ],
    "errors": [{"code": "DiskFull", "message": None}],
}


@pytest.mark.parametrize("node", [*SAMPLE["value"], FULL], ids=[*"123", "full"])
def test_a_node_goes_back_onto_the_wire_as_it_came(node: dict[str, Any]) -> None:
    model = BatchNode.model_validate(node)
    assert model.to_wire() == node
    assert model.model_dump(by_alias=True, exclude_unset=True) == node
    assert json.loads(model.model_dump_json(by_alias=True, exclude_unset=True)) == node
    assert BatchNode.model_validate(model.model_dump()) == BatchNode.model_validate(model.model_dump(by_alias=True))


def test_a_dump_holds_plain_values_only() -> None:
    def leaves(value: object) -> set[type]:
        if isinstance(value, dict):
            return {kind for item in value.values() for kind in leaves(item)}
        if isinstance(value, list):
            return {kind for item in value for kind in leaves(item)}
        return {type(value)}

    assert leaves(BatchNode.model_validate(FULL).to_wire()) == {str, int, bool, type(None)}


def test_a_page_and_an_error() -> None:
    page = {**SAMPLE, "odata.metadata": "https://x/$metadata#nodes", "odata.nextLink": "https://x/nodes?$skiptoken=a"}
    result = BatchNodeListResult.model_validate(page)
    assert result.next_link == "https://x/nodes?$skiptoken=a"
    assert result.value is not None
    assert [node.id for node in result.value] == [node["id"] for node in SAMPLE["value"]]
    assert result.to_wire() == page
    answer = {
        "odata.metadata": "https://x/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors",
        "code": "InvalidQueryParameterValue",
        "message": {"lang": "en-US", "value": "Value for one of the query parameters is invalid."},
        "values": [{"key": "QueryParameterName", "value": "$filter"}],
    }
    error = BatchError.model_validate(answer)
    assert error.error_values is not None
    assert (error.code, error.error_values[0].key) == ("InvalidQueryParameterValue", "QueryParameterName")
    assert error.to_wire() == answer


def test_python_names_and_wire_names_both_populate() -> None:
    by_wire = BatchNode.model_validate(NODE)
    names = {
        to_python: NODE[to_wire]
        for to_wire, to_python in ((field.alias, name) for name, field in BatchNode.model_fields.items())
        if to_wire in NODE
    }
    assert BatchNode.model_validate(names) == by_wire
    assert by_wire.start_task_info is not None
    assert by_wire.start_task_info.exit_code == 0


def test_what_the_service_grows_is_kept() -> None:
    node = {**NODE, "state": "hibernated", "gpu": {"model": "H100"}, "schedulingState": "Paused"}
    model = BatchNode.model_validate(node)
    assert (type(model.state), model.state) == (str, "hibernated")
    assert model.model_extra == {"gpu": {"model": "H100"}}
    assert model.to_wire() == node


@pytest.mark.parametrize("name", ["lastBootTime", "ipv6Address"])
def test_listed_as_required_but_absent_by_description(name: str) -> None:
    without = {key: value for key, value in NODE.items() if key != name}
    assert BatchNode.model_validate(without).to_wire() == without
    assert BatchNode.model_validate({**NODE, name: None}).to_wire()[name] is None


@pytest.mark.parametrize(
    ("change", "location"),
    [
        ({"id": None}, ("id",)),
        ({"vmSize": None}, ("vmSize",)),
        ({"totalTasksRun": "5"}, ("totalTasksRun",)),
        ({"totalTasksRun": True}, ("totalTasksRun",)),
        ({"isDedicated": 1}, ("isDedicated",)),
        ({"allocationTime": "2025-11-22T22:22:27"}, ("allocationTime",)),
        ({"allocationTime": "2025-02-31T00:00:00Z"}, ("allocationTime",)),
        ({"allocationTime": 1763850147}, ("allocationTime",)),
        ({"startTaskInfo": {"state": "completed", "retryCount": 0}}, ("startTaskInfo", "startTime")),
    ],
)
def test_what_a_node_cannot_be(change: dict[str, Any], location: tuple[str, ...]) -> None:
    with pytest.raises(ValidationError) as caught:
        BatchNode.model_validate({**NODE, **change})
    assert [error["loc"] for error in caught.value.errors()] == [location]


# --- times -----------------------------------------------------------------------------------------------------------

LATER = Timestamp("2025-11-22T22:22:27.2236818Z")
CUT = datetime.datetime(2025, 11, 22, 22, 22, 27, 223681, UTC)


@pytest.mark.parametrize(
    ("wire", "cut"),
    [
        ("2025-11-22T22:22:27Z", datetime.datetime(2025, 11, 22, 22, 22, 27, 0, UTC)),
        ("2025-11-22T22:22:27.2236818Z", CUT),
        ("2025-11-22T22:22:27.2236810Z", CUT),
        ("2025-11-22T23:22:27.2236818+01:00", CUT),
        ("2025-11-22T22:22Z", datetime.datetime(2025, 11, 22, 22, 22, 0, 0, UTC)),
        ("Sat, 22 Nov 2025 22:22:27 GMT", datetime.datetime(2025, 11, 22, 22, 22, 27, 0, UTC)),
        ("0001-01-01T00:00:00Z", datetime.datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.9999999Z", datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, UTC)),
        ("2016-12-31T23:59:60Z", datetime.datetime(2017, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_keeps_its_text_and_is_a_datetime(wire: str, cut: datetime.datetime) -> None:
    moment = Timestamp(wire)
    assert (str(moment), moment.wire, f"{moment}", repr(moment)) == (wire, wire, wire, f"Timestamp({wire!r})")
    assert moment.instant == edm.DateTimeOffset.parse(wire)
    assert type(moment.to_datetime()) is datetime.datetime
    assert moment.to_datetime() == cut
    assert moment.utcoffset() == datetime.timedelta(minutes=moment.instant.offset)


def test_times_compare_exactly() -> None:
    earlier = Timestamp("2025-11-22T22:22:27.2236817Z")
    assert CUT < earlier < LATER
    assert LATER > CUT
    assert CUT != LATER
    assert earlier <= LATER
    assert not earlier >= LATER
    same = Timestamp("2025-11-22T23:22:27.22368180+01:00")
    assert same == LATER
    assert hash(same) == hash(LATER)
    whole = Timestamp("2025-11-22T22:22:27.223681Z")
    assert whole == CUT
    assert hash(whole) == hash(CUT)
    assert sorted([LATER, CUT, earlier]) == [CUT, earlier, LATER]


def test_a_naive_datetime_is_never_a_guess() -> None:
    naive = CUT.replace(tzinfo=None)
    assert naive != LATER
    with pytest.raises(TypeError, match="which zone"):
        assert naive < LATER
    with pytest.raises(TypeError, match="which zone"):
        assert naive <= LATER


def test_arithmetic_says_by_its_type_that_digits_are_gone() -> None:
    results = [
        LATER + datetime.timedelta(1),
        LATER.replace(year=2024),
        LATER.astimezone(datetime.timezone(datetime.timedelta(hours=1))),
    ]
    assert [type(result) for result in results] == [datetime.datetime] * 3
    assert (LATER - CUT).total_seconds() == 0


def test_times_copy_pickle_and_become_literals() -> None:
    for twin in (copy.copy(LATER), copy.deepcopy(LATER), pickle.loads(pickle.dumps(LATER))):
        assert (type(twin), twin.wire) == (Timestamp, LATER.wire)
    assert edm.from_python(LATER) == edm.DateTimeOffset.parse(LATER.wire)


def test_python_datetimes_are_accepted_with_a_zone() -> None:
    node = BatchNode.model_validate({**NODE, "allocationTime": CUT})
    assert node.allocation_time.wire == "2025-11-22T22:22:27.223681Z"
    with pytest.raises(ValidationError, match="which zone"):
        BatchNode.model_validate({**NODE, "allocationTime": CUT.replace(tzinfo=None)})


# --- the reference ---------------------------------------------------------------------------------------------------


def test_every_definition_of_the_reference_and_nothing_else() -> None:
    reference = json.loads(shared("reference/list-nodes.schema.json").read_text())["definitions"]
    assert len(reference) == 37
    assert sorted(DEFINITIONS) == sorted(reference)


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_definition_agrees_with_the_reference(name: str) -> None:
    reference = json.loads(shared("reference/list-nodes.schema.json").read_text())["definitions"][name]
    definition = getattr(models, name)
    if issubclass(definition, StrEnum):
        assert {member.value: member.name for member in definition} == reference["x-ms-enum-names"]
        assert [member.value for member in definition] == reference["enum"]
        return
    definition.model_rebuild()
    assert [field.alias for field in definition.model_fields.values()] == list(reference["properties"])
    required = {field.alias for field in definition.model_fields.values() if field.is_required()}
    assert required == set(reference.get("required", ())) - {"lastBootTime", "ipv6Address"}
    schema = definition.model_json_schema()["properties"] if name != "BatchNodeListResult" else {}
    for wire, said in reference["properties"].items():
        if wire not in schema or "$ref" in said:
            continue
        shape = next((part for part in schema[wire].get("anyOf", ()) if part.get("type") != "null"), schema[wire])
        assert shape["type"] == said["type"]
        if said.get("format") in {"int32", "date-time"}:
            assert said["format"] in {shape.get("format"), schema[wire].get("format")}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_names_and_values_stand_in_the_documentation(name: str) -> None:
    text = shared("reference/list-nodes.md").read_text()
    section = re.split(rf"^{name}\n", text, flags=re.MULTILINE)[-1]
    section = re.split(rf"^(?:{'|'.join(models.__all__)})\n", section, flags=re.MULTILINE)[0]
    documented = re.findall(r"^\| (\S+) \|$", section, re.MULTILINE)
    definition = getattr(models, name)
    if issubclass(definition, StrEnum):
        assert documented == [member.value for member in definition]
    else:
        definition.model_rebuild()
        assert sorted(documented) == sorted(field.alias for field in definition.model_fields.values())


def test_every_property_and_member_is_documented() -> None:
    silent = [
        f"{name}.{attribute}"
        for name in DEFINITIONS
        if not issubclass(getattr(models, name), StrEnum)
        for attribute, field in getattr(models, name).model_fields.items()
        if not field.description
    ]
    assert silent == []
    assert all(getattr(models, name).__doc__ for name in DEFINITIONS)


def test_only_the_models_load_pydantic() -> None:
    run = run_python("-c", "import sys, odatanodes.schema, odatanodes.edm, odatanodes.ast; print('pydantic' in sys.modules)")
    assert (run.code, run.out) == (0, "False\n")


def test_an_enumeration_member_is_its_wire_spelling() -> None:
    state: str = BatchNodeState.START_TASK_FAILED
    assert state == "starttaskfailed"
    assert f"{BatchNodeState.START_TASK_FAILED}" == "starttaskfailed"
