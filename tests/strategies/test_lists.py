"""Tasks, jobs, pools and items of all lists; filters that a list API takes; and law 5 over all of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odatanodes import Filter, models
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
    assert done["executionInfo"]["startTime"] <= done["executionInfo"]["endTime"] if "executionInfo" in done else True
    assert pool["vmSize"] == "a1"


@pytest.mark.parametrize("service", FILTERING, ids=[service.name for service in FILTERING])
@given(data=st.data())
@QUICK
def test_filters_of_a_service_are_sent_whole(service: Service, data: Any) -> None:
    filter = data.draw(filters(service=service.name))
    assert refusals(filter.expr, service, canonical=True) == []


@pytest.mark.parametrize("leave_out", [False, True], ids=["standard", "leaves-out"])
@pytest.mark.parametrize("service", FILTERING, ids=[service.name for service in FILTERING])
@given(data=st.data())
@QUICK
def test_plan_and_residual_keep_what_the_filter_keeps(service: Service, leave_out: bool, data: Any) -> None:
    """Law 5, with a service that reads a missing value as the standard does, and one that leaves such items out of `ne`."""
    parts = data.draw(st.lists(filters(service=service) | filters(service.schema, 1), min_size=1, max_size=2))
    wanted = parts[0] if len(parts) == 1 else parts[0] & ~parts[1]
    found = data.draw(st.lists(items(service), max_size=4))
    strict = Filter(wanted.expr, service.schema, on_error="exclude")
    plan = strict.plan(service=service)
    sent = Filter(plan.filter or "true", service.schema, on_error="exclude")
    response = [item for item in found if sent.matches(item) and not (leave_out and _left_out(sent, item))]
    kept = response if plan.residual is None else plan.residual.apply(response)
    assert kept == strict.apply(found), str(plan)


def _left_out(sent: Filter, item: dict[str, Any]) -> bool:
    """Whether a service that finds no missing value with `ne` would leave an item out."""
    from odatanodes import ast

    def present(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Compare) and node.op == "ne" and ast.path_names(node.left):
            return ast.And((node, ast.Compare("ne", node.left, ast.Literal(None))))
        return node

    changed = ast.transform(sent.expr, present)
    assert isinstance(changed, ast.Expr)
    return not Filter(changed, sent.schema, on_error="exclude").matches(item)


@pytest.mark.parametrize("cls", [models.BatchTask, models.BatchPool, models.BatchSupportedImage, models.TimeSpan])
@given(data=st.data())
@QUICK
def test_models_are_drawn_from_their_types(cls: type[Any], data: Any) -> None:
    assert isinstance(data.draw(st.from_type(cls)), cls)


def test_registering_loads_no_models() -> None:
    code = "import sys, hypothesis.strategies, odatanodes.models; print('odatanodes.models.tasks' in sys.modules)"
    assert run_python("-c", code).out == "False\n"
