"""Law 5: the original implies what is sent; what is sent and the residual keep together what the original keeps.

The original and the residual are evaluated by plain evaluators. The service is simulated twice: once it reads a missing value as
the standard does, once it leaves entities without the property out of `ne`. Both ignore case and refuse what the service refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from odatanodes import ast
from odatanodes.check import check, check_select
from odatanodes.filter import Filter
from odatanodes.parse import parse_select
from odatanodes.runtime import Rules
from odatanodes.schema import BATCH_NODE
from odatanodes.service import LIST_NODES, SERVICES, refusals
from odatanodes.service.plan import PlannedTrees, plan
from odatanodes.strategies import expressions, objects
from tests.kit.plan_cases import (
    JOB_CONDITIONS,
    JOBS,
    NODE_CONDITIONS,
    NODES,
    NOW,
    POOL_CONDITIONS,
    POOLS,
    checked,
    filters,
    kept,
)
from tests.kit.reference import FailedError, MissingError, Reference

if TYPE_CHECKING:
    from odatanodes.service import Service

Semantics = Literal["batch", "odata"]
CASES = [
    pytest.param(LIST_NODES, NODE_CONDITIONS, NODES, id="nodes"),
    pytest.param(SERVICES["list-jobs"], JOB_CONDITIONS, JOBS, id="jobs"),
    pytest.param(SERVICES["list-pools"], POOL_CONDITIONS, POOLS, id="pools"),
]


def hold(
    text: str, entities: list[dict[str, Any]], service: Service, semantics: Semantics, *, leave_out: bool, **options: Any
) -> PlannedTrees:
    """Plan a filter, ask the simulated service, do the rest here, and compare with doing everything here."""
    expr = checked(text, service.schema)
    assume(expr is not None)
    assert expr is not None
    made = plan(expr, service, Rules(semantics), now=NOW, **options)
    sent = None
    if made.filter is not None:
        sent = checked(made.filter, service.schema)
        assert sent is not None, made.filter
        assert refusals(sent, service) == [], made.filter
    fold = semantics == "batch"
    wanted = kept(expr, entities, fold=fold)
    answer = kept(sent, entities, fold=True, leave_out=leave_out)
    assert [entity for entity in wanted if entity not in answer] == [], str(made)
    residual = made.residual
    assert residual is None or isinstance(residual, ast.Expr)
    assert kept(residual, answer, fold=fold) == wanted, str(made)
    assert made.exact is (residual is None)
    assert not (made.never and wanted)
    event("nothing sent" if sent is None else "all sent" if made.exact else "part sent")
    return made


@pytest.mark.parametrize("leave_out", [False, True], ids=["standard", "leaves-out"])
@pytest.mark.parametrize("semantics", ["batch", "odata"])
@pytest.mark.parametrize(("service", "conditions", "entities"), CASES)
@given(data=st.data())
def test_service_and_residual_keep_what_the_filter_keeps(
    service: Service,
    conditions: st.SearchStrategy[str],
    entities: st.SearchStrategy[dict[str, Any]],
    semantics: Semantics,
    leave_out: bool,
    data: st.DataObject,
) -> None:
    text = data.draw(filters(conditions))
    hold(text, data.draw(st.lists(entities, min_size=5, max_size=12)), service, semantics, leave_out=leave_out)


@given(text=filters(NODE_CONDITIONS), nodes=st.lists(NODES, min_size=5, max_size=12), most=st.integers(0, 4))
def test_a_limit_on_terms_sends_less_and_never_a_wrong_thing(text: str, nodes: list[dict[str, Any]], most: int) -> None:
    made = hold(text, nodes, LIST_NODES, "batch", leave_out=True, max_terms=most)
    if made.filter is not None:
        sent = checked(made.filter, LIST_NODES.schema)
        assert sent is not None
        assert sum(isinstance(node, ast.Compare | ast.Call) for node in ast.walk(sent)) <= most


@given(text=filters(NODE_CONDITIONS), nodes=st.lists(NODES, min_size=5, max_size=12))
def test_ne_is_sent_to_a_service_that_can_be_trusted_with_it(text: str, nodes: list[dict[str, Any]]) -> None:
    hold(text, nodes, LIST_NODES, "batch", leave_out=False, trust_ne=True)


def answer(expr: ast.Expr, node: dict[str, Any], semantics: Semantics) -> bool | None:
    """Return what the reference interpreter says, None where it has no value for the node."""
    try:
        return Reference(node, case_sensitive=semantics == "odata", now=NOW).matches(expr)
    except (MissingError, FailedError):
        return None


@pytest.mark.parametrize("semantics", ["batch", "odata"])
@given(data=st.data())
def test_any_expression_is_planned_rightly(semantics: Semantics, data: st.DataObject) -> None:
    """The whole language beside conditions a plan knows; where the original has a value for a node, so has the residual."""
    known = [checked(text, BATCH_NODE) for text in data.draw(st.lists(NODE_CONDITIONS, max_size=2))]
    parts = [part for part in [data.draw(expressions(BATCH_NODE, 2)), *known] if part is not None]
    parts = data.draw(st.permutations(parts))
    joined = parts[0] if len(parts) == 1 else data.draw(st.sampled_from((ast.And, ast.And, ast.Or)))(tuple(parts))
    expr, found = check(ast.Not(joined) if data.draw(st.integers(0, 4)) == 4 else joined, BATCH_NODE)
    assume(not [finding for finding in found if finding.severity == "error"])
    nodes = data.draw(st.lists(objects(BATCH_NODE, only=Filter(expr).paths, odd=False), min_size=2, max_size=5))
    made = plan(expr, LIST_NODES, Rules(semantics), now=NOW)
    sent = None if made.filter is None else checked(made.filter, BATCH_NODE)
    residual = made.residual
    assert isinstance(residual, ast.Expr | None)
    for node in nodes:
        wanted = answer(expr, node, semantics)
        if wanted is None:
            continue
        for leave_out in (False, True):
            served = kept(sent, [node], fold=True, leave_out=leave_out) == [node]
            assert served or not wanted, str(made)
            assert (served and (residual is None or answer(residual, node, semantics))) is wanted, str(made)
    event("nothing sent" if sent is None else "all sent" if made.exact else "part sent")


SELECTS = (
    "id",
    "state",
    "vmSize",
    "startTaskInfo",
    "startTaskInfo/exitCode",
    "startTaskInfo/result",
    "nodeAgentInfo/version",
    "errors",
)


@given(
    text=filters(NODE_CONDITIONS),
    nodes=st.lists(NODES, min_size=3, max_size=6),
    items=st.sets(st.sampled_from(SELECTS), min_size=1),
)
def test_the_select_has_what_was_asked_for_and_what_the_residual_reads(
    text: str, nodes: list[dict[str, Any]], items: set[str]
) -> None:
    expr = checked(text, LIST_NODES.schema)
    assume(expr is not None)
    assert expr is not None
    select, _ = check_select(parse_select(",".join(sorted(items))), LIST_NODES.schema)
    made = plan(expr, LIST_NODES, Rules("batch"), select=select, now=NOW)
    assert made.select is not None
    assert {item.partition("/")[0] for item in items} <= set(made.select)
    answered = [{name: value for name, value in node.items() if name in made.select} for node in nodes]
    assert isinstance(made.residual, ast.Expr | None)
    flags = [kept(made.residual, [node], fold=True) != [] for node in nodes]
    assert [kept(made.residual, [node], fold=True) != [] for node in answered] == flags
    if made.project is None:
        assert set(made.select) == items
    else:
        assert made.project == select
