"""Builders of tasks, jobs, job schedules, pools and the other lists."""

from __future__ import annotations

import datetime

import pytest

from odatanodes import Filter, job, job_schedule, pool, task
from odatanodes.build import ComplexExpr, builder_for, imports_of, to_python
from odatanodes.build.paths import properties
from odatanodes.schema import BATCH_JOB, BATCH_JOB_SCHEDULE, BATCH_POOL, BATCH_TASK, complex_types, entity
from odatanodes.schema.entities import ENTITIES
from odatanodes.service import LIST_SUPPORTED_IMAGES, LIST_TASKS, SERVICES, Service
from tests.kit.support import run_python

DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (task.state == "completed", "state eq 'completed'"),
        (task.execution_info.exit_code != 0, "executionInfo/exitCode ne 0"),
        (task.exit_conditions.default.job_action == "terminate", "exitConditions/default/jobAction eq 'terminate'"),
        (task.task_statistics.read_iops > 5, "stats/readIOps gt 5"),
        (task["stats"]["readIOps"] > 5, "stats/readIOps gt 5"),
        (task.last_modified > datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC), "lastModified gt 2025-01-01T00:00:00Z"),
        (job.all_tasks_complete_mode == "noaction", "onAllTasksComplete eq 'noaction'"),
        (job.constraints.max_wall_clock_time >= DAY, "constraints/maxWallClockTime ge duration'P1D'"),
        (job_schedule.schedule.recurrence_interval == DAY, "schedule/recurrenceInterval eq duration'P1D'"),
        (pool.auto_scale_run.error.error_values.any(lambda e: e.name == "x"), "autoScaleRun/error/values/any(e:e/name eq 'x')"),
        (pool.enable_auto_scale & (pool.vm_size == "a1"), "enableAutoScale and vmSize eq 'a1'"),
        (builder_for(LIST_SUPPORTED_IMAGES).os_type == "linux", "osType eq 'linux'"),
    ],
)
def test_conditions(condition: object, text: str) -> None:
    assert str(Filter(condition, None)) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("definition", ENTITIES.values())
def test_no_property_is_hidden(definition: str) -> None:
    for type in complex_types(entity(definition)).values():
        hidden = [name for name in properties(type) if hasattr(ComplexExpr, name)]
        assert hidden == [], type.name


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_every_list_has_a_builder(service: Service) -> None:
    builder = builder_for(service)
    for name, prop in properties(service.schema).items():
        assert str(getattr(builder, name)) == prop.name


def test_wrong_names_and_values() -> None:
    with pytest.raises(AttributeError, match="did you mean 'task_statistics'"):
        _ = task.stats  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="did you mean 'completed'"):
        task.state.eq("complete")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "schema"), [("task", BATCH_TASK), ("job", BATCH_JOB), ("job_schedule", BATCH_JOB_SCHEDULE), ("pool", BATCH_POOL)]
)
def test_python_of_a_filter(name: str, schema: object) -> None:
    filter = Filter("state eq 'active' and creationTime lt 2025-01-01T00:00:00Z", schema=schema)  # type: ignore[arg-type]
    source = to_python(filter.expr, filter.schema)
    lines = imports_of(filter.expr, filter.schema)
    assert f"from odatanodes import {name}" in lines
    names: dict[str, object] = {}
    exec(lines, names)
    assert Filter(eval(source, names), schema=filter.schema) == filter
    short = Filter("state eq 'active'", schema=filter.schema)
    assert repr(short) == f'Filter({name}.state == "active", schema=BATCH_{name.upper()})'
    assert short.to_python() == f'{name}.state == "active"'


def test_builders_load_what_they_need() -> None:
    code = "import sys, odatanodes; odatanodes.node; print([m for m in sys.modules if m.startswith('odatanodes.batch.')])"
    assert run_python("-c", code).out == "['odatanodes.batch.nodes']\n"
    assert builder_for(LIST_TASKS)._type is BATCH_TASK
    with pytest.raises(AttributeError, match="'cloud'"):
        __import__("odatanodes.build.make").build.make.cloud  # noqa: B018
