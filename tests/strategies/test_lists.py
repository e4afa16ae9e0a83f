"""Tasks, jobs, pools and items of all lists; filters that a list API takes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odatanodes import Filter, models
from odatanodes.edm import DateTimeOffset
from odatanodes.service import SERVICES, Service, refusals
from odatanodes.strategies import filters, items, jobs, pools, tasks
from tests.kit.support import run_python

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
FILTERING = [service for service in SERVICES.values() if service.filterable]


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
@given(data=st.data())
@QUICK
def test_items_are_what_the_models_take(service: Service, data: Any) -> None:
    item = data.draw(items(service.name))
    getattr(models, service.entity).model_validate(item)
    assert Filter("true", schema=service).matches(item)


@given(tasks(executionInfo={"exitCode": 3}), tasks(state="active"), jobs(state="completed"), pools(vm_size="a1"))
@QUICK
def test_parts_fit_each_other(failed: Any, active: Any, done: Any, pool: Any) -> None:
    assert (failed["state"], failed["executionInfo"]["result"]) == ("completed", "failure")
    assert "exitCode" not in active.get("executionInfo", {})
    if "executionInfo" in done:  # as instants: as text .0000001Z comes before Z
        start, end = (DateTimeOffset.parse(done["executionInfo"][name]) for name in ("startTime", "endTime"))
        assert start <= end
    assert pool["vmSize"] == "a1"


@given(tasks(stats={"readIOps": "5"}), jobs(stats={"numFailedTasks": "3"}), pools(stats={"url": "x"}), jobs())
@QUICK
def test_statistics_are_there_when_asked_for(task: Any, job: Any, pool: Any, plain: Any) -> None:
    assert models.BatchTask.model_validate(task).to_wire()["stats"]["readIOps"] == "5"
    assert models.BatchJob.model_validate(job).to_wire()["stats"]["numFailedTasks"] == "3"
    assert models.BatchPool.model_validate(pool).to_wire()["stats"]["url"] == "x"
    assert "stats" not in plain


@pytest.mark.parametrize("service", FILTERING, ids=[service.name for service in FILTERING])
@given(data=st.data())
@QUICK
def test_filters_of_a_service_are_sent_whole(service: Service, data: Any) -> None:
    filter = data.draw(filters(service=service.name))
    assert refusals(filter.expr, service, canonical=True) == []


@pytest.mark.parametrize("cls", [models.BatchTask, models.BatchPool, models.BatchSupportedImage, models.TimeSpan])
@given(data=st.data())
@QUICK
def test_models_are_drawn_from_their_types(cls: type[Any], data: Any) -> None:
    assert isinstance(data.draw(st.from_type(cls)), cls)


def test_registering_loads_no_models() -> None:
    code = "import sys, hypothesis.strategies, odatanodes.models; print('odatanodes.models.tasks' in sys.modules)"
    assert run_python("-c", code).out == "False\n"
