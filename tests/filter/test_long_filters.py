"""Long filters: chains that become one membership, and when generating code for many conditions pays."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from benchmarks.growth import mixed
from odatanodes import Filter, ast
from odatanodes import evaluate as compiling
from odatanodes.check import check
from odatanodes.evaluate import runs
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE
from tests.kit.laws import assert_agreement

pytestmark = pytest.mark.thorough

VALUES: tuple[Any, ...] = ("a", "A", "ß", "SS", "b", "", None, 1, True, ["a"], ...)
PAGE: list[dict[str, Any]] = [
    {name: value for name, value in (("id", id), ("vmSize", size), ("ipAddress", address)) if value is not ...}
    for id, size, address in product(VALUES[:7], VALUES, VALUES[5:])
]
CHAINS = [
    ("id eq 'a' or id eq 'b' or id eq 'c'", 1),
    ("id ne 'a' and id ne 'b' and vmSize ne 'b'", 2),
    ("ipAddress eq 'a' or ipAddress eq 'ss' or vmSize eq 'a' or ipAddress eq 'b' or ipAddress eq ''", 3),
    ("ipAddress ne 'a' and ipAddress ne 'ß' and ipAddress ne null", 2),
    ("id eq 'a' and id eq 'b'", 2),
    ("id ne 'a' or id ne 'b'", 2),
    ("'a' eq id or 'b' eq id", 2),
    ("id eq 'a' or vmSize eq 'b' or id eq 'c'", 3),
    ("totalTasksRun eq 1 or totalTasksRun eq 2", 2),
    ("id eq 'a' or id eq vmSize", 2),
    ("tolower(id) eq 'a' or tolower(id) eq 'b'", 2),
]


def checked(text: str) -> ast.Expr:
    tree, found = check(parse_filter(text), BATCH_NODE)
    assert not [finding for finding in found if finding.severity == "error"]
    return tree


@pytest.mark.parametrize(("text", "count"), CHAINS)
def test_neighbours_that_compare_one_path_become_one(text: str, count: int) -> None:
    tree = checked(text)
    assert isinstance(tree, (ast.And, ast.Or))
    assert len(runs.operands(tree)) == count


@pytest.mark.parametrize("semantics", ["batch", "odata"])
@pytest.mark.parametrize("form", ["{}", "not ({})", "isDedicated eq null and ({})"])
@pytest.mark.parametrize("text", [text for text, _ in CHAINS])
def test_chains_mean_what_they_did(text: str, form: str, semantics: str) -> None:
    """Every value that there is, null, absent and of another type, in each of the places; the reference decides."""
    assert_agreement(checked(form.format(text)), PAGE, semantics, "raise")
    assert_agreement(checked(form.format(text)), PAGE, semantics, "null")


NODES = [
    {
        "id": f"tvm-{i}",
        "state": ("idle", "running")[i % 2],
        "totalTasksRun": i,
        "vmSize": f"s{i * 7}",
        "startTaskInfo": {"exitCode": i * 7},
    }
    for i in range(400)
]


@pytest.mark.thorough
@pytest.mark.parametrize("terms", [900, 1_500, 3_000])
def test_many_conditions_are_generated_as_they_are_evaluated(terms: int) -> None:
    found = Filter(mixed(terms))
    found._predicate.generate()
    kept = found.apply(NODES)
    assert 0 < len(kept) < len(NODES)
    fresh = Filter(mixed(terms))
    assert kept == [node for node in NODES[:250] if fresh.matches(node)] + [node for node in NODES[250:] if found.matches(node)]
    assert fresh._predicate._one is None


@pytest.mark.parametrize(("cost", "generated"), [(0.0, True), (1e9, False)])
def test_a_long_filter_is_generated_where_that_costs_less(monkeypatch: pytest.MonkeyPatch, cost: float, generated: bool) -> None:
    monkeypatch.setattr(compiling, "COST", cost)
    long, short = Filter(mixed(compiling.LONG + 4)), Filter(mixed(8))
    assert long.apply(NODES) == [node for node in NODES if long._predicate._exact(node, (None,))]
    assert (long._predicate._one is not None) is generated
    short.apply(NODES)
    assert short._predicate._one is not None


def test_matches_waits_longer_where_there_is_more_to_generate() -> None:
    found = Filter(mixed(2 * compiling.LONG))
    for number, node in enumerate((NODES * 2)[: 2 * compiling.ENOUGH + 1], 1):
        found.matches(node)
        assert (found._predicate._one is not None) is (number >= 2 * compiling.ENOUGH)
