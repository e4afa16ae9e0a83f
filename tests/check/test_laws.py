"""Check over drawn expressions: well-typed expressions pass, others get a finding, nothing raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.check import check, check_select
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, Fix, ODataSyntaxError, render_full
from odatanodes.diagnostics.rules import catalogue
from odatanodes.filter.explain import explain
from odatanodes.parse import parse_filter, parse_select
from odatanodes.schema import BATCH_NODE
from odatanodes.strategies import filter_texts, select_texts
from tests.kit.shop import SHOP
from tests.kit.trees import selects, trees

if TYPE_CHECKING:
    from odatanodes.schema import EntityType

SCHEMAS = [pytest.param(BATCH_NODE, id="nodes"), pytest.param(SHOP, id="shop"), pytest.param(None, id="plain")]
CODES = set(catalogue()) | {"ODN131"}


def types(tree: ast.Node) -> list[edm.Type]:
    return [node.type for node in ast.walk(tree) if isinstance(node, ast.Expr)]


def assert_sound(findings: list[Diagnostic], text: str) -> None:
    assert len(findings) <= MAX_DIAGNOSTICS
    assert findings == sorted(findings, key=lambda finding: finding.span)
    for finding in findings:
        start, end = finding.span
        assert 0 <= start <= end <= len(text)
        assert finding.code in CODES
        assert finding.message == finding.message.strip()
        assert not finding.message.endswith(".")
        assert isinstance(finding.fix, Fix | None)
        assert render_full(finding, text)


@given(text=filter_texts())
def test_well_typed_filters_have_no_errors(text: str) -> None:
    tree = parse_filter(text)
    typed, findings = check(tree, BATCH_NODE)
    assert [d for d in findings if d.severity == "error"] == []
    assert edm.ANY not in {node.type for node in ast.walk(typed) if isinstance(node, ast.Member | ast.Compare)}
    again, same = check(typed, BATCH_NODE)
    assert (again, types(again), same) == (typed, types(typed), findings)


@pytest.mark.parametrize("schema", SCHEMAS)
@given(tree=trees())
def test_any_tree_is_judged(tree: ast.Expr, schema: EntityType | None) -> None:
    typed, findings = check(tree, schema)
    assert_sound(findings, "")
    assert explain(typed).count("\n") < len(list(ast.walk(typed)))


@pytest.mark.parametrize("schema", SCHEMAS)
@given(data=st.data())
def test_any_text_is_judged(data: st.DataObject, schema: EntityType | None) -> None:
    """Well-typed texts with a few words exchanged: most of them are wrong in one way or another."""
    words = data.draw(filter_texts()).split(" ")
    for _ in range(data.draw(st.integers(1, 3))):
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(st.sampled_from(WORDS))
    text = " ".join(words)
    try:
        tree = parse_filter(text)
    except ODataSyntaxError:
        return
    typed, findings = check(tree, schema)
    assert_sound(findings, text)
    if schema is None:
        assert typed == tree


WORDS = [
    *("state", "'idle'", "id", "totalTasksRun", "5", "null", "eq", "gt", "and", "not", "in", "('a')", "recentTasks", "true", "@p"),
    *("startTaskInfo", "idle", "add", "2025-01-01", "duration'PT5M'", "now()", "stateTransitionTime", '"x"', "[1,2]", "has", "$it"),
]


@pytest.mark.parametrize("schema", SCHEMAS)
@given(tree=selects())
def test_any_select_is_judged(tree: ast.SelectList, schema: EntityType | None) -> None:
    typed, findings = check_select(tree, schema)
    assert_sound(findings, "")
    assert typed == tree


@given(text=select_texts())
def test_selects_of_the_schema_have_no_findings(text: str) -> None:
    typed, findings = check_select(parse_select(text), BATCH_NODE)
    assert findings == []
    assert edm.ANY not in {item.path.type for item in typed.items if isinstance(item.path, ast.Member)}
