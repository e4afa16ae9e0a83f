"""The schema data against the models it mirrors, the lookups, and schemas read from other pydantic models."""

from __future__ import annotations

import copy
import datetime
import decimal
import enum
import ipaddress
import json
import pickle
import re
import uuid
from collections.abc import Sequence
from typing import Annotated, Any, Literal, NewType, Optional, Union

import pydantic
import pytest
from pydantic import AliasChoices, AliasPath, BaseModel, ConfigDict, Field, RootModel

from odatanodes import edm, models
from odatanodes.batch.nodes import ENUMERATIONS, STRUCTURES
from odatanodes.models import BatchNode, BatchNodeState, Timestamp
from odatanodes.schema import (
    BATCH_NODE,
    ComplexType,
    EntityType,
    Property,
    attribute_name,
    complex_types,
    from_model,
    item_type,
    property_for,
    resolve,
    structure,
)
from tests.kit.support import run_python, shared

# --- the data --------------------------------------------------------------------------------------------------------


def test_repr_of_a_type_is_its_name() -> None:
    assert repr(BATCH_NODE) == "BatchNode"
    assert repr(BATCH_NODE.properties["startTaskInfo"]) == (
        "Property(name='startTaskInfo', type=BatchStartTaskInfo, nullable=True, members=())"
    )


def test_the_node_is_the_model_with_batch_semantics() -> None:
    assert from_model(BatchNode, semantics="batch") == BATCH_NODE
    assert (BATCH_NODE.name, BATCH_NODE.key, BATCH_NODE.semantics) == ("BatchNode", "id", "batch")


@pytest.mark.parametrize("name", STRUCTURES)
def test_data_and_models_agree(name: str) -> None:
    data, model = structure(name), from_model(getattr(models, name))
    assert list(data.properties) == list(model.properties)
    for key, prop in data.properties.items():
        other = model.properties[key]
        assert (prop.type.name, prop.nullable, prop.members) == (other.type.name, other.nullable, other.members)
        assert prop.python_name == other.python_name


def test_data_agrees_with_the_reference() -> None:
    reference = json.loads(shared("reference/list-nodes.schema.json").read_text())["definitions"]

    def notation(said: dict[str, Any]) -> str:
        if said.get("$ref", "").startswith("#"):
            return str(said["$ref"].removeprefix("#/definitions/"))
        if said["type"] == "array":
            return f"[{notation(said['items'])}]"
        plain = {"string": "String", "integer": "Int32", "boolean": "Boolean"}[said["type"]]
        return "DateTimeOffset" if said.get("format") == "date-time" else plain

    structures = {
        name: {key: notation(said) for key, said in definition["properties"].items()}
        for name, definition in reference.items()
        if "enum" not in definition
    }
    ours = {name: {key: type.split()[0].removesuffix("!") for key, type in props.items()} for name, props in STRUCTURES.items()}
    assert ours == structures
    assert {name: tuple(said["enum"]) for name, said in reference.items() if "enum" in said} == ENUMERATIONS


REQUIRED = "id url state stateTransitionTime allocationTime ipAddress affinityId vmSize totalTasksRun virtualMachineInfo"


def test_what_a_node_always_has() -> None:
    assert [name for name, prop in BATCH_NODE.properties.items() if not prop.nullable] == REQUIRED.split()


def test_every_filterable_property_of_nodes_is_in_the_schema() -> None:
    types = {"String": edm.STRING, "DateTime": edm.DATE_TIME_OFFSET, "Int": edm.INT32}
    table = json.loads(shared("reference/batch-filterable.json").read_text())["List nodes in a pool"]
    for entry in table:
        prop = resolve(BATCH_NODE, entry["property"].split("/"))
        assert prop is not None
        assert prop.type is types[entry["type"]]


# --- lookups ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("state", "Edm.String"),
        ("startTaskInfo", "BatchStartTaskInfo"),
        ("startTaskInfo/exitCode", "Edm.Int32"),
        ("startTaskInfo/failureInfo/details", "Collection(NameValuePair)"),
        ("virtualMachineInfo/imageReference/offer", "Edm.String"),
        ("recentTasks", "Collection(BatchTaskInfo)"),
        ("recentTasks/taskState", None),
        ("", None),
        ("stat", None),
        ("State", None),
        ("start_task_info", None),
        ("state/x", None),
        ("startTaskInfo/exitCode/x", None),
    ],
)
def test_resolve(path: str, name: str | None) -> None:
    prop = resolve(BATCH_NODE, path.split("/"))
    assert (prop and prop.type.name) == name


def test_resolve_steps_into_collections_when_asked() -> None:
    prop = resolve(BATCH_NODE, ("recentTasks", "executionInfo", "result"), through_collections=True)
    assert prop is not None
    assert prop.members == ("success", "failure")
    assert resolve(BATCH_NODE, ()) is None


@pytest.mark.parametrize(
    ("wire", "python"),
    [
        ("id", "id"),
        ("startTaskInfo", "start_task_info"),
        ("ipAddress", "ip_address"),
        ("ipv6Address", "ipv6_address"),
        ("publicIPAddress", "public_ip_address"),
        ("publicFQDN", "public_fqdn"),
        ("runningTaskSlotsCount", "running_task_slots_count"),
        ("scaleSetVmResourceId", "scale_set_vm_resource_id"),
        ("containerHostBatchBindMounts", "container_host_batch_bind_mounts"),
    ],
)
def test_python_names(wire: str, python: str) -> None:
    assert attribute_name(wire) == python
    owner = next(type for type in complex_types().values() if wire in type.properties)
    for name in (wire, python):
        found = property_for(owner, name)
        assert found is not None
        assert (found.name, found.python_name) == (wire, python)


@pytest.mark.parametrize("name", STRUCTURES)
def test_python_names_lead_back(name: str) -> None:
    for prop in structure(name).properties.values():
        assert prop.python_name.isidentifier()
        assert property_for(structure(name), prop.python_name) is prop


def test_names_of_the_sdk() -> None:
    assert structure("BatchError").properties["values"].python_name == "error_values"
    assert property_for(BATCH_NODE, "exit_code") is None


def test_complex_types() -> None:
    found = complex_types()
    assert next(iter(found)) == "BatchNode"
    assert {name for name in STRUCTURES if name not in found} == {
        *("BatchError", "BatchErrorDetail", "BatchErrorMessage", "BatchNodeListResult")
    }
    assert list(complex_types(structure("UserIdentity"))) == ["UserIdentity", "AutoUserSpecification"]


def test_item_type() -> None:
    tasks = BATCH_NODE.properties["recentTasks"].type
    assert item_type(tasks) is structure("BatchTaskInfo")
    assert item_type(edm.STRING) is edm.STRING


def test_a_schema_is_a_value() -> None:
    for twin in (copy.deepcopy(BATCH_NODE), pickle.loads(pickle.dumps(BATCH_NODE))):
        assert twin == BATCH_NODE
        assert hash(twin) == hash(BATCH_NODE)
    other = EntityType("BatchNode", {**BATCH_NODE.properties, "gpu": Property("gpu", edm.STRING)}, semantics="batch")
    assert other != BATCH_NODE
    with pytest.raises(AttributeError, match="immutable"):
        BATCH_NODE.key = "url"


def test_the_schema_is_light() -> None:
    heavy = "pydantic typing dataclasses enum inspect decimal uuid json"
    code = f"import sys, odatanodes.schema; print([name for name in {heavy.split()} if name in sys.modules])"
    run = run_python("-S", "-I", "-c", f"import sys; sys.path[:0] = {json.dumps([str(path) for path in _import_path()])}; {code}")
    assert (run.code, run.err) == (0, "")
    assert json.loads(run.out.replace("'", '"')) in ([], ["enum"])  # re brings enum along


def _import_path() -> list[str]:
    from tests.kit.support import ROOT

    return [str(ROOT)]


# --- from_model ------------------------------------------------------------------------------------------------------


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


Name = NewType("Name", str)

LEAVES: list[tuple[Any, str, tuple[str, ...], bool]] = [  # annotation, type, members, nullable
    (str, "Edm.String", (), False),
    (bool, "Edm.Boolean", (), False),
    (int, "Edm.Int64", (), False),
    (Annotated[int, Field(json_schema_extra={"format": "int32"})], "Edm.Int32", (), False),
    (Annotated[int, pydantic.WithJsonSchema({"type": "integer", "format": "int32"})], "Edm.Int32", (), False),
    (pydantic.PositiveInt, "Edm.Int64", (), False),
    (float, "Edm.Double", (), False),
    (int | float, "Edm.Double", (), False),
    (decimal.Decimal, "Edm.Decimal", (), False),
    (bytes, "Edm.Binary", (), False),
    (datetime.datetime, "Edm.DateTimeOffset", (), False),
    (pydantic.AwareDatetime, "Edm.DateTimeOffset", (), False),
    (Timestamp, "Edm.DateTimeOffset", (), False),
    (datetime.date, "Edm.Date", (), False),
    (pydantic.PastDate, "Edm.Date", (), False),
    (datetime.time, "Edm.TimeOfDay", (), False),
    (datetime.timedelta, "Edm.Duration", (), False),
    (uuid.UUID, "Edm.Guid", (), False),
    (pydantic.UUID4, "Edm.Guid", (), False),
    (pydantic.HttpUrl, "Edm.String", (), False),
    (ipaddress.IPv4Address, "Edm.String", (), False),
    (pydantic.SecretStr, "Edm.String", (), False),
    (Name, "Edm.String", (), False),
    (Colour, "Edm.String", ("red", "blue"), False),
    (BatchNodeState | str, "Edm.String", tuple(BatchNodeState), False),
    (Level, "Edm.Int64", (), False),
    (Literal["a", "b"], "Edm.String", ("a", "b"), False),
    (Literal["a", None], "Edm.String", ("a",), True),  # noqa: PYI061
    (Literal[Colour.RED], "Edm.String", ("red",), False),
    (Literal[1, 2], "Edm.Int64", (), False),
    (str | None, "Edm.String", (), True),
    (Optional[Colour], "Edm.String", ("red", "blue"), True),  # noqa: UP045 - the older spelling is what is tested
    (Union[int, None, float], "Edm.Double", (), True),  # noqa: UP007
    (Any, "any", (), True),
    (list[str], "Collection(Edm.String)", (), False),
    (list[Colour] | None, "Collection(Edm.String)", ("red", "blue"), True),
    (list[list[int]], "Collection(Collection(Edm.Int64))", (), False),
    (set[uuid.UUID], "Collection(Edm.Guid)", (), False),
    (frozenset[datetime.date], "Collection(Edm.Date)", (), False),
    (tuple[int, ...], "Collection(Edm.Int64)", (), False),
    (tuple[int, float], "Collection(Edm.Double)", (), False),
    (Sequence[str], "Collection(Edm.String)", (), False),
    (list, "Collection(any)", (), False),
]


def model_with(annotation: Any, **field: Any) -> type[BaseModel]:
    return pydantic.create_model("Thing", value=(annotation, Field(**field)))


@pytest.mark.parametrize(("annotation", "type", "members", "nullable"), LEAVES, ids=[str(leaf[0]) for leaf in LEAVES])
def test_types(annotation: Any, type: str, members: tuple[str, ...], nullable: bool) -> None:
    prop = from_model(model_with(annotation)).properties["value"]
    assert (prop.type.name, prop.members, prop.nullable) == (type, members, nullable)


def test_a_default_may_be_absent_on_the_wire() -> None:
    assert from_model(model_with(int, default=0)).properties["value"].nullable


REFUSED: list[tuple[Any, str]] = [
    (dict[str, str], "no counterpart"),
    (int | str, "Edm.Int64 or Edm.String"),
    (Colour | int, "Edm.Int64 or Edm.String"),
    (pydantic.NaiveDatetime, "without zone"),
    (list[dict[str, int]], "no counterpart"),
    (type[int], "'type'|JSON Schema"),
]


@pytest.mark.parametrize(("annotation", "why"), REFUSED, ids=[str(case[0]) for case in REFUSED])
def test_what_has_no_edm_type_is_refused_or_left_unchecked(annotation: Any, why: str) -> None:
    with pytest.raises(TypeError, match=rf"no schema for 'value' of 'Thing': .*({why})"):
        from_model(model_with(annotation))
    prop = from_model(model_with(annotation), strict=False).properties["value"]
    assert item_type(prop.type) is edm.ANY


class Address(BaseModel):
    model_config = ConfigDict(alias_generator=lambda name: name.upper())
    town: str
    zip_code: str | None = None


class Person(BaseModel):
    name: str
    born: datetime.date = Field(alias="dateOfBirth")
    first_seen: datetime.datetime = Field(alias="firstSeen")
    home: Address | None = None
    others: list[Address] = []
    tag: str = Field(validation_alias=AliasChoices(AliasPath("tags", 0), "tag1"))


def test_names_nesting_and_keys() -> None:
    person = from_model(Person)
    assert list(person.properties) == ["name", "dateOfBirth", "firstSeen", "home", "others", "tag1"]
    assert [prop.python_name for prop in person.properties.values()] == ["name", "born", "first_seen", "home", "others", "tag"]
    assert (person.name, person.key, person.semantics) == ("Person", "name", "odata")
    home = person.properties["home"]
    assert isinstance(home.type, ComplexType)
    assert not isinstance(home.type, EntityType)
    assert item_type(person.properties["others"].type) is home.type
    assert list(home.type.properties) == ["TOWN", "ZIP_CODE"]
    town = resolve(person, ("home", "TOWN"))
    assert town is not None
    assert (town.python_name, town.nullable) == ("town", False)
    assert from_model(Person, key="firstSeen", semantics="batch").key == "firstSeen"


def test_a_root_model_is_what_it_holds() -> None:
    class Tags(RootModel[list[str]]):
        pass

    assert from_model(model_with(Tags)).properties["value"].type.name == "Collection(Edm.String)"


class Tree(BaseModel):
    label: str
    children: list[Tree] = []
    left: Tree | None = None


def test_a_model_that_holds_itself() -> None:
    with pytest.raises(TypeError, match="no schema for 'children' of 'Tree': 'Tree' holds itself"):
        from_model(Tree)
    loose = from_model(Tree, strict=False)
    assert loose.properties["children"].type.name == "Collection(any)"
    assert loose.properties["left"].type is edm.ANY
    assert loose.properties["label"].type is edm.STRING


class Clash(BaseModel):
    one: str = Field(alias="same")
    two: str = Field(alias="same")


class Path(BaseModel):
    value: str = Field(validation_alias=AliasPath("a", "b"))


class Dangling(BaseModel):
    value: Nowhere  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize(
    ("model", "error", "why"),
    [
        (Clash, TypeError, "two fields of 'Clash' have the wire name 'same'"),
        (Path, TypeError, "no schema for 'value' of 'Path': its alias is a path"),
        (Dangling, TypeError, "no schema for 'Dangling': it names a type that is not defined"),
        (dict, TypeError, "not a pydantic model class: <class 'dict'>"),
        ("BatchNode", TypeError, "not a pydantic model class: 'BatchNode'"),
        (BatchNode.model_construct(), TypeError, "not a pydantic model class"),
    ],
)
def test_what_is_no_model(model: Any, error: type[Exception], why: str) -> None:
    with pytest.raises(error, match=re.escape(why)):
        from_model(model)


def test_arguments_are_checked() -> None:
    with pytest.raises(ValueError, match="'Person' has no property 'born' to be its key"):
        from_model(Person, key="born")
    with pytest.raises(ValueError, match="'odata' or 'batch'"):
        from_model(Person, semantics="sql")
