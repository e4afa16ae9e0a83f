"""Models of the list APIs besides List Nodes: equal to the schemas, exact on the wire, loaded when first used."""

from __future__ import annotations

import datetime
import json
import pickle
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from odatanodes import edm, models
from odatanodes.batch.apis import LIST_APIS
from odatanodes.batch.generate import read
from odatanodes.models import generate
from odatanodes.models.index import LATER
from odatanodes.models.scalars import Int64
from odatanodes.models.timespan import TimeSpan
from odatanodes.schema import from_model, structure
from odatanodes.schema.entities import definitions
from tests.kit.support import run_python, shared

FOLDER = Path(models.__file__).parent
GENERATED = ("tasks", "pools", "jobs", "others", "index")
ENUMERATIONS, STRUCTURES = definitions()


@pytest.mark.parametrize("name", GENERATED)
def test_the_modules_are_what_the_generator_writes(name: str) -> None:
    made = generate.modules(read(shared("reference/batch-schemas.json")))
    assert set(made) == set(GENERATED)
    text = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    assert text == made[name]
    assert text.startswith("# Made by `python -m odatanodes.models.generate SCHEMAS.json`; do not edit.\n")


@pytest.mark.parametrize("name", STRUCTURES)
def test_data_and_models_agree(name: str) -> None:
    data, model = structure(name), from_model(getattr(models, name), strict=False)
    assert list(data.properties) == list(model.properties)
    for key, prop in data.properties.items():
        other = model.properties[key]
        assert (prop.type.name, prop.nullable, prop.members) == (other.type.name, other.nullable, other.members)
        assert prop.python_name == other.python_name


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_enumerations_agree(name: str) -> None:
    members = getattr(models, name)
    assert issubclass(members, StrEnum)
    assert tuple(members) == ENUMERATIONS[name]


def test_names() -> None:
    assert set(LATER) <= set(models.__all__) == set(dir(models))
    assert {name for name in models.__all__ if name not in {"Definition", "TimeSpan", "Timestamp"}} == {*ENUMERATIONS, *STRUCTURES}
    with pytest.raises(AttributeError, match="'BatchCloud'"):
        _ = models.BatchCloud  # type: ignore[attr-defined]


@pytest.mark.parametrize("api", LIST_APIS)
def test_example_pages_come_back_as_they_were(api: str) -> None:
    page = json.loads(shared(f"reference/examples/{api}.json").read_text(encoding="utf-8"))
    read: Any = getattr(models, LIST_APIS[api]["page"]).model_validate(page)
    assert read.to_wire() == page
    assert json.loads(read.model_dump_json(by_alias=True, exclude_unset=True)) == page
    assert pickle.loads(pickle.dumps(read)) == read


def test_a_task_in_python() -> None:
    page = json.loads(shared("reference/examples/list-tasks.json").read_text(encoding="utf-8"))
    task = models.BatchTask.model_validate(page["value"][0])
    assert task.state is models.BatchTaskState.COMPLETED
    assert task.etag == page["value"][0]["eTag"]


def test_loading_one_entity_loads_no_other() -> None:
    code = "import sys; print(sorted(m for m in sys.modules if m.startswith('odatanodes.models.') and m.split('.')[2] in {groups}))"
    code = code.replace("{groups}", str(set(GENERATED) - {"index"}))
    assert run_python("-c", f"from odatanodes.models import BatchNode; {code}").out == "[]\n"
    assert run_python("-c", f"from odatanodes.models import BatchTask; {code}").out == "['odatanodes.models.tasks']\n"


# --- scalars -----------------------------------------------------------------------------------------------------------


def test_int64_travels_as_text() -> None:
    file = models.FileProperties.model_validate({"lastModified": "2025-01-01T00:00:00Z", "contentLength": "16"})
    assert file.content_length == 16
    assert file.to_wire()["contentLength"] == "16"
    for wrong in ("1.5", " 1", "", "0x1", True, 1.5, None):
        with pytest.raises(ValueError, match="contentLength"):
            models.FileProperties.model_validate({"lastModified": "2025-01-01T00:00:00Z", "contentLength": wrong})
    assert Int64 is not int


def test_a_duration_keeps_its_digits() -> None:
    unlimited = "P10675199DT2H48M5.4775807S"
    limits = models.BatchTaskConstraints.model_validate({"maxWallClockTime": unlimited, "retentionTime": "PT1H"})
    assert limits.max_wall_clock_time is not None
    assert (limits.max_wall_clock_time.days, str(limits.max_wall_clock_time)) == (10675199, unlimited)
    assert limits.max_wall_clock_time.duration == edm.Duration.parse(unlimited)
    assert limits.retention_time == datetime.timedelta(hours=1)
    assert limits.to_wire() == {"maxWallClockTime": unlimited, "retentionTime": "PT1H"}
    again = pickle.loads(pickle.dumps(limits.max_wall_clock_time))
    assert (again.wire, repr(again)) == (unlimited, f"TimeSpan({unlimited!r})")


@pytest.mark.parametrize("value", [datetime.timedelta(days=-1, microseconds=3), edm.Duration.parse("-P1DT0.5S"), TimeSpan("PT1M")])
def test_durations_from_python(value: Any) -> None:
    limits = models.BatchTaskConstraints(retention_time=value)
    assert limits.retention_time is not None
    expected = edm.from_python(value) if isinstance(value, datetime.timedelta) else value
    assert limits.retention_time.duration == expected


@pytest.mark.parametrize("wrong", ["1 day", "P1Y", 5, None, "P9999999999999D"])
def test_what_is_not_a_duration(wrong: Any) -> None:
    with pytest.raises(ValueError, match="waitTime"):
        models.BatchTaskStatistics.model_validate({"waitTime": wrong})


@pytest.mark.parametrize("name", sorted({row["entity"] for row in LIST_APIS.values() if row["select"]}))
def test_help_says_that_selected_items_may_not_validate(name: str) -> None:
    if not all(prop.nullable for prop in structure(name).properties.values()):
        assert "fetched with a $select" in " ".join(str(getattr(models, name).__doc__).split())
