"""The laws over the schema of every list API: the text of a filter, stock lark, evaluation, normalising, and the plan.

The service is simulated twice: once it reads a missing value as the standard does, once it leaves items without the property
out of `ne`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odatanodes import Filter, ast
from odatanodes.check import check
from odatanodes.parse import parse_filter
from odatanodes.schema import ComplexType
from odatanodes.schema.entities import ENTITIES, entity
from odatanodes.serialize import to_text
from odatanodes.service import SERVICES, Service
from odatanodes.strategies import expressions, filters, items, objects
from tests.kit.laws import DIALECTS, assert_agreement, assert_lawful, assert_round_trip
from tests.kit.stock_lark import parse as parse_stock

if TYPE_CHECKING:
    from odatanodes.schema import EntityType

pytestmark = pytest.mark.thorough

PROFILE = settings.default or settings()
FEW = settings(PROFILE, max_examples=max(6, PROFILE.max_examples // 12), suppress_health_check=list(HealthCheck))
"""There are sixteen APIs: each takes its share of the examples."""
LONG = settings(settings.get_profile("long"), max_examples=1_000, suppress_health_check=list(HealthCheck))
SCHEMAS = [entity(name) for name in sorted(set(ENTITIES.values()))]
FILTERING = [service for service in SERVICES.values() if service.filterable]
SEMANTICS = st.sampled_from(("batch", "odata"))
ON_MISSING = st.sampled_from(("raise", "null"))


def assert_laws_of_filters(schema: EntityType, depth: int, data: st.DataObject) -> None:
    """Laws 1, 3 and 4 of one drawn filter."""
    expr, found = check(data.draw(expressions(schema, depth, may_fail=True)), schema)
    assert not [finding for finding in found if finding.severity == "error"]
    for dialect in DIALECTS:
        assert_round_trip(expr, dialect)
    semantics, on_missing = data.draw(SEMANTICS), data.draw(ON_MISSING)
    some = objects(schema, only=Filter(expr, schema).paths, missing=True)
    page = data.draw(st.lists(some, min_size=1, max_size=3))
    assert_agreement(expr, page, semantics, on_missing)
    assert_lawful(expr, page, semantics, on_missing)


@pytest.mark.parametrize("schema", SCHEMAS, ids=repr)
@FEW
@given(data=st.data())
def test_text_evaluation_and_normal_form(schema: EntityType, data: st.DataObject) -> None:
    assert_laws_of_filters(schema, 2, data)


@FEW
@given(data=st.data())
def test_stock_lark_gives_the_same_trees(data: st.DataObject) -> None:
    """Law 2 knows no schema: filters over any of them will do."""
    text = to_text(
        data.draw(expressions(data.draw(st.sampled_from(SCHEMAS)), 2, may_fail=True)), data.draw(st.sampled_from(DIALECTS))
    )
    assert parse_stock(text, "filter") == parse_filter(text)


@pytest.mark.slow
@pytest.mark.parametrize("schema", SCHEMAS, ids=repr)
@LONG
@given(data=st.data())
def test_text_evaluation_and_normal_form_at_length(schema: EntityType, data: st.DataObject) -> None:
    assert_laws_of_filters(schema, 4, data)


ABOUT_STATISTICS = ("stats ne null", "stats/url ne 'a'", "stats/startTime gt 2025-11-22T00:00:00Z or state eq 'active'")


def with_statistics(item: dict[str, Any], statistics: dict[str, Any] | None) -> dict[str, Any]:
    """Return an item as a list returns it where its statistics are expanded."""
    return item if statistics is None else {**item, "stats": statistics}


def assert_law_of_plans(service: Service, leave_out: bool, data: st.DataObject) -> None:
    """Law 5 of one drawn filter, part of which the service accepts."""
    drawn = filters(service=service) | filters(service.schema, 1)
    listed = items(service)
    if service.expands:
        drawn |= st.sampled_from([Filter(text, service.schema) for text in ABOUT_STATISTICS])
        statistics = service.schema.properties["stats"].type
        assert isinstance(statistics, ComplexType)
        listed = st.builds(with_statistics, listed, st.none() | objects(statistics, odd=False))
    parts = data.draw(st.lists(drawn, min_size=1, max_size=2))
    wanted = parts[0] if len(parts) == 1 else parts[0] & ~parts[1]
    found = data.draw(st.lists(listed, max_size=4))
    strict = Filter(wanted.expr, service.schema, on_error="exclude")
    plan = strict.plan(service=service)
    sent = Filter(plan.filter or "true", service.schema, on_error="exclude")
    response = {
        number: item for number, item in enumerate(found) if sent.matches(item) and not (leave_out and left_out(sent, item))
    }
    if "stats" in service.expands and plan.expand is None:
        response = {number: {name: item[name] for name in item if name != "stats"} for number, item in response.items()}
    kept = [number for number, item in response.items() if plan.residual is None or plan.residual.matches(item)]
    assert kept == [number for number, item in enumerate(found) if strict.matches(item)], str(plan)


def left_out(sent: Filter, item: dict[str, Any]) -> bool:
    """Whether a service that finds no missing value with `ne` would leave an item out."""

    def present(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Compare) and node.op == "ne" and ast.path_names(node.left):
            return ast.And((node, ast.Compare("ne", node.left, ast.Literal(None))))
        return node

    changed = ast.transform(sent.expr, present)
    assert isinstance(changed, ast.Expr)
    return not Filter(changed, sent.schema, on_error="exclude").matches(item)


@pytest.mark.parametrize("leave_out", [False, True], ids=["standard", "leaves-out"])
@pytest.mark.parametrize("service", FILTERING, ids=[service.name for service in FILTERING])
@FEW
@given(data=st.data())
def test_service_and_residual_keep_what_the_filter_keeps(service: Service, leave_out: bool, data: st.DataObject) -> None:
    assert_law_of_plans(service, leave_out, data)


@pytest.mark.slow
@pytest.mark.parametrize("service", FILTERING, ids=[service.name for service in FILTERING])
@LONG
@given(data=st.data(), leave_out=st.booleans())
def test_service_and_residual_at_length(service: Service, leave_out: bool, data: st.DataObject) -> None:
    assert_law_of_plans(service, leave_out, data)
