"""`$select` on nodes: text, node, what is kept."""

from __future__ import annotations

import copy
from types import MappingProxyType
from typing import Any

import pytest

from odatanodes import Filter, Select
from odatanodes.diagnostics import ODataCheckError
from odatanodes.evaluate.project import project, project_all
from odatanodes.parse import parse_select

NODE: dict[str, Any] = {
    "id": "n1",
    "state": "idle",
    "lastBootTime": None,
    "startTaskInfo": {"state": "completed", "exitCode": 0, "failureInfo": None},
    "errors": [
        {"code": "a", "message": "x", "errorDetails": [{"name": "p", "value": "1"}, {"name": "q", "value": "2"}]},
        {"message": "y"},
    ],
    "endpointConfiguration": {"inboundEndpoints": []},
    "odata.etag": "1",
}

CASES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("id", {"id": "n1"}),
    ("state,id", {"id": "n1", "state": "idle"}),
    ("lastBootTime", {"lastBootTime": None}),
    ("vmSize", {}),
    ("id,vmSize", {"id": "n1"}),
    ("*", NODE),
    ("*,id", NODE),
    ("startTaskInfo", {"startTaskInfo": NODE["startTaskInfo"]}),
    ("startTaskInfo/exitCode", {"startTaskInfo": {"exitCode": 0}}),
    ("startTaskInfo/exitCode,startTaskInfo/state", {"startTaskInfo": {"state": "completed", "exitCode": 0}}),
    ("startTaskInfo/exitCode,startTaskInfo", {"startTaskInfo": NODE["startTaskInfo"]}),
    ("startTaskInfo,startTaskInfo/exitCode", {"startTaskInfo": NODE["startTaskInfo"]}),
    ("startTaskInfo/failureInfo/code", {"startTaskInfo": {"failureInfo": None}}),
    ("startTaskInfo/endTime", {"startTaskInfo": {}}),
    ("nodeAgentInfo/version", {}),
    ("errors/code", {"errors": [{"code": "a"}, {}]}),
    ("errors/errorDetails/name", {"errors": [{"errorDetails": [{"name": "p"}, {"name": "q"}]}, {}]}),
    ("endpointConfiguration/inboundEndpoints/name", {"endpointConfiguration": {"inboundEndpoints": []}}),
    ("startTaskInfo($select=exitCode)", {"startTaskInfo": {"exitCode": 0}}),
    ("errors($select=code,errorDetails/value)", {"errors": [{"code": "a", "errorDetails": [{"value": "1"}, {"value": "2"}]}, {}]}),
)


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_project(text: str, wanted: dict[str, Any]) -> None:
    tree = parse_select(text)
    before = copy.deepcopy(NODE)
    found = project(tree, NODE)
    assert found == wanted
    assert project_all(tree, [NODE, NODE]) == [wanted, wanted]
    assert list(found) == [name for name in NODE if name in found]
    _ruin(found)
    assert before == NODE  # nothing mutable was shared


def _ruin(value: Any) -> None:
    for below in list(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()):
        _ruin(below)
    if isinstance(value, (dict, list)):
        value.clear()


def test_mappings_and_models_become_dicts() -> None:
    from odatanodes.models import BatchNode

    tree = parse_select("id,startTaskInfo/exitCode,errors/code")
    wanted = {"id": "n1", "startTaskInfo": {"exitCode": 0}, "errors": [{"code": "a"}, {}]}
    frozen = MappingProxyType({**NODE, "startTaskInfo": MappingProxyType(NODE["startTaskInfo"]), "errors": tuple(NODE["errors"])})
    assert project(tree, frozen) == wanted
    assert type(project(parse_select("*"), frozen)["startTaskInfo"]) is dict
    node = BatchNode.model_construct(_fields_set={"id"}, id="n1")
    assert project(tree, node) == {"id": "n1"}


def test_options_a_service_knows() -> None:
    with pytest.raises(ODataCheckError, match=r"'\$top'"):
        project(parse_select("errors($top=1)"), NODE)


def test_what_has_no_properties() -> None:
    with pytest.raises(TypeError, match="an item is a mapping"):
        project(parse_select("id"), "n1")
    assert project(parse_select("id/x"), NODE) == {"id": None}


def test_the_filter_reads_before_projecting() -> None:
    node = {**NODE, "state": "idle", "startTaskInfo": {"exitCode": 3}}
    assert Filter("startTaskInfo/exitCode ne 0").apply([node], select="id") == [{"id": "n1"}]
    assert Select("id").apply(node) == {"id": "n1"}
    assert Select("id").apply_all([node]) == [{"id": "n1"}]
