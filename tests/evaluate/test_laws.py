"""Law 3: the reference, closures and generated code agree for every filter and node, under both semantics, errors included."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odatanodes.check import check
from odatanodes.evaluate import Rules, compile_predicate
from odatanodes.filter import Filter
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE, EntityType
from odatanodes.strategies import expressions, nodes, objects
from tests.kit.laws import assert_agreement
from tests.kit.shop import SHOP

if TYPE_CHECKING:
    from random import Random

    from odatanodes import ast

GOODS = EntityType(
    "Shop.Goods",
    {name: prop for name, prop in SHOP.properties.items() if name not in {"Style", "Size", "Place", "Shelf"}},
    key="Name",
)
"""Every primitive type that `objects` draws."""


SPOILT: tuple[Any, ...] = ("five", "", 5, 2.5, True, None, [], ["x"], {}, {"x": 1}, "yesterday", "2025-11-22")
SEMANTICS = st.sampled_from(("batch", "odata"))
ON_MISSING = st.sampled_from(("raise", "null"))


def checked(expr: ast.Expr, schema: EntityType | None) -> ast.Expr:
    typed, found = check(expr, schema)
    assert not [finding for finding in found if finding.severity == "error"]
    return typed


@st.composite
def spoilt(draw: st.DrawFn, drawn: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """Nodes in which one value is of another type than the schema says."""
    node = draw(drawn)
    places = list(_places(node))
    if places:
        owner, key = draw(st.sampled_from(places))
        owner[key] = draw(st.sampled_from(SPOILT))
    return node


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in list(pairs):
        yield value, key
        yield from _places(below)


@given(st.data(), SEMANTICS, ON_MISSING)
def test_all_forms_agree_on_what_the_filter_reads(data: st.DataObject, semantics: str, on_missing: str) -> None:
    expr = data.draw(expressions(may_fail=True))
    some = objects(BATCH_NODE, only=Filter(expr).paths, missing=True)
    page = data.draw(st.lists(some, min_size=1, max_size=4))
    assert_agreement(checked(expr, BATCH_NODE), page, semantics, on_missing)


@given(expressions(may_fail=True), st.lists(nodes(), min_size=1, max_size=3), SEMANTICS)
def test_all_forms_agree_on_nodes_of_the_service(expr: ast.Expr, page: list[dict[str, Any]], semantics: str) -> None:
    assert_agreement(checked(expr, BATCH_NODE), page, semantics, "raise")


@given(st.data(), SEMANTICS)
def test_all_forms_agree_on_values_of_another_type(data: st.DataObject, semantics: str) -> None:
    expr = data.draw(expressions(may_fail=True))
    some = spoilt(objects(BATCH_NODE, only=Filter(expr).paths))
    assert_agreement(checked(expr, BATCH_NODE), data.draw(st.lists(some, min_size=1, max_size=3)), semantics, "raise")


@given(st.data(), SEMANTICS)
def test_all_forms_agree_on_every_primitive_type(data: st.DataObject, semantics: str) -> None:
    expr = data.draw(expressions(GOODS, may_fail=True))
    page = data.draw(st.lists(objects(GOODS), min_size=1, max_size=3))
    assert_agreement(checked(expr, GOODS), page, semantics, "raise")


@given(st.data(), SEMANTICS)
def test_all_forms_agree_without_a_schema(data: st.DataObject, semantics: str) -> None:
    expr = data.draw(expressions(may_fail=True))
    page = data.draw(st.lists(objects(BATCH_NODE, only=Filter(expr).paths, missing=True), min_size=1, max_size=3))
    assert_agreement(checked(expr, None), page, semantics, "raise")


TERMS = (
    "state eq 'idle'",
    "startswith(state,'r')",
    "totalTasksRun gt 3",
    "totalTasksRun le 7",
    "startTaskInfo/exitCode gt 0",
    "startTaskInfo/exitCode ne 3",
    "startTaskInfo/retryCount eq 0",
    "startTaskInfo/failureInfo/code eq 'x'",
    "lastBootTime ge 2025-11-22T12:00:00Z",
    "lastBootTime eq null",
    "recentTasks/any(t:t/jobId eq 'a' and (t/taskId eq 'x' or t/jobId ne 'b') or t/taskId eq null)",
    "recentTasks/any(t:totalTasksRun le 7 and totalTasksRun gt 3 and t/jobId eq 'a' and lastBootTime eq null)",
    "recentTasks/all(t:t/taskId eq 'x' or t/jobId eq 'a' and t/taskId ne null)",
)
"""Few paths, read again and again."""
FAILURES: tuple[dict[str, Any], ...] = ({}, {"failureInfo": {"code": "x"}}, {"failureInfo": {}})
PAGE: list[dict[str, Any]] = [
    {"id": "n", "state": state, "totalTasksRun": runs, **boot, **start}
    | ({} if number % 3 else {"recentTasks": [{"taskId": "x", "jobId": "b"}, {"jobId": "a"}, {"taskId": "y"}][number % 5 :]})
    for number, (state, runs, boot, start) in enumerate(
        product(
            ("idle", "running"),
            (2, 5, 9),
            ({}, {"lastBootTime": "2025-11-22T11:00:00Z"}, {"lastBootTime": "2025-11-22T13:00:00Z"}),
            (
                {},
                *[{"startTaskInfo": {"exitCode": code, "retryCount": code, **failure}} for code in (0, 3) for failure in FAILURES],
            ),
        )
    )
]


@given(st.data(), SEMANTICS)
def test_conditions_share_only_what_was_read_of_the_same_node(data: st.DataObject, semantics: str) -> None:
    text = data.draw(
        st.recursive(
            st.sampled_from(TERMS),
            lambda parts: st.one_of(
                st.lists(parts, min_size=2, max_size=4).map(lambda some: f"({' and '.join(some)})"),
                st.lists(parts, min_size=2, max_size=4).map(lambda some: f"({' or '.join(some)})"),
                parts.map(lambda part: f"not ({part})"),
            ),
            max_leaves=12,
        )
    )
    schema = data.draw(st.sampled_from((BATCH_NODE, None)))
    predicate = compile_predicate(checked(parse_filter(text), schema), schema, Rules(semantics))  # type: ignore[arg-type]
    page = data.draw(st.permutations(PAGE))
    wanted = [node for node in page if predicate.matches(node)]
    predicate.generate()
    assert predicate._batch is not None
    assert predicate._batch(page, (None,)) == wanted  # it raises where apply would begin again with closures


@pytest.mark.slow
@settings(settings.get_profile("long"))
@given(st.data(), SEMANTICS, ON_MISSING)
def test_law_3_at_length(data: st.DataObject, semantics: str, on_missing: str) -> None:
    schema = data.draw(st.sampled_from((BATCH_NODE, GOODS)))
    expr = data.draw(expressions(schema, 4, may_fail=True))
    some = objects(schema, only=Filter(expr, schema).paths, missing=True)
    page = data.draw(st.lists(some | spoilt(some), min_size=1, max_size=4))
    assert_agreement(checked(expr, schema), page, semantics, on_missing)


@pytest.mark.slow
@pytest.mark.parametrize("schema", [pytest.param(BATCH_NODE, id="nodes"), pytest.param(GOODS, id="wide")])
def test_law_3_on_a_million_pairs(schema: EntityType) -> None:
    """2,500 filters, each on 200 items in which the properties that it reads are drawn, a tenth of them spoilt; each schema."""
    pairs = 0
    drawn = items(schema)

    @settings(settings.get_profile("long"), max_examples=2_500, database=None)
    @given(expressions(schema, 4, may_fail=True), SEMANTICS, ON_MISSING, st.randoms(use_true_random=True))
    def law(expr: ast.Expr, semantics: str, on_missing: str, random: Random) -> None:
        nonlocal pairs
        page = [mixed(random, drawn) for _ in range(200)]
        assert_agreement(checked(expr, schema), page, semantics, on_missing)
        pairs += len(page)

    law()
    assert pairs >= 500_000


def items(schema: EntityType) -> list[dict[str, Any]]:
    """Return 1,000 drawn items, all properties of each drawn on its own."""
    drawn: list[dict[str, Any]] = []

    @settings(settings.get_profile("long"), max_examples=1_000, database=None)
    @given(objects(schema, missing=True) | spoilt(objects(schema)))
    def draw(item: dict[str, Any]) -> None:
        drawn.append(item)

    draw()
    return drawn


def mixed(random: Random, drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return an item whose properties come from several drawn ones, so that few draws give many items."""
    some = random.choices(drawn, k=4)
    names = [name for item in some for name in item]
    return {name: item[name] for name in dict.fromkeys(names) if name in (item := random.choice(some))}
