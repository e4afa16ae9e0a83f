"""Objects for filters that a walk over their conditions does not solve; strategies made within a test."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from odatanodes import Filter
from odatanodes.models import BatchJob, BatchPool, BatchTask
from odatanodes.service import SERVICES
from odatanodes.strategies import filters, matching, near_misses
from odatanodes.strategies.composed import composed
from odatanodes.strategies.patterns import samples
from odatanodes.testing import assert_equivalent

plain = settings(max_examples=20, database=None, phases=[Phase.generate])
"""All health checks: none of these filters is a matter of luck."""
TOGETHER = [
    "contains(id,'a') and contains(id,'b')",
    "startswith(id,'a') and contains(id,'bc')",
    "startswith(id,'tvm-') and endswith(id,'z') and length(id) lt 20",
    "length(id) gt 5 and length(id) lt 8 and startswith(id,'q')",
    "startswith(id,'ab') and endswith(id,'bc') and length(id) eq 3",
    "recentTasks/$count eq 2 and recentTasks/all(t:t/taskState eq 'completed')",
    "concat(id,vmSize) eq 'ab'",
    "totalTasksRun mul totalTasksRun eq 1369",
    "totalTasksRun gt totalTasksSucceeded and totalTasksSucceeded gt runningTasksCount and runningTasksCount gt 5",
    "matchesPattern(vmSize,'^zq[0-9]{2}$')",
]


def check(f: Filter) -> None:
    @plain
    @given(matching(f), near_misses(f))
    def both(kept: dict[str, Any], missed: dict[str, Any]) -> None:
        assert f.matches(kept)
        assert not f.matches(missed)

    both()


@pytest.mark.parametrize("text", TOGETHER)
def test_conditions_are_solved_together(text: str) -> None:
    check(Filter(text))


def test_collections_of_texts() -> None:
    check(Filter("dependsOn/taskIds/any(i:i eq 'a')", SERVICES["list-tasks"]))


@pytest.mark.parametrize(
    ("strategy", "message"),
    [
        (matching("false"), "matching(): no node is found that 'false' keeps"),
        (near_misses("true"), "near_misses(): no node is found that 'true' does not keep"),
        (matching("vmSize eq 'a' and vmSize ne 'A'"), "no node is found that \"vmSize eq 'a' and vmSize ne 'A'\" keeps"),
        (matching("totalTasksRun mul 2 eq 3"), "no node is found that 'totalTasksRun mul 2 eq 3' keeps"),
    ],
)
def test_what_nothing_satisfies_is_named(strategy: Any, message: str) -> None:
    with pytest.raises(Unsatisfiable, match=re.escape(message)):
        find(strategy, lambda _: True, settings=settings(database=None))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_strategies_are_made_within_a_test(data: st.DataObject) -> None:
    assert data.draw(matching("matchesPattern(vmSize,'^zq')"))["vmSize"].startswith("zq")
    f = data.draw(filters(on_error="exclude"))
    assert f.matches(data.draw(matching(f)))
    assert_equivalent("matchesPattern(id,'^q*x')", "matchesPattern(id,'^q*x') or false")


@pytest.mark.parametrize("pattern", ["^zq", "a$", "[^a-z]", r"\bfoo\d{3,}", "(a|bc)*z", "a{500}", r"^\s+\S", "^(?:x|y)$", "."])
def test_samples_match(pattern: str) -> None:
    assert samples(pattern)
    for text in samples(pattern):
        assert Filter(f"matchesPattern(id,'{pattern}')").matches({"id": text})


def test_composed_texts_have_all_parts() -> None:
    def wishes(text: str) -> list[Any]:
        return [(operand, True) for operand in Filter(text, None).expr.operands]  # type: ignore[attr-defined]

    assert "abc" in composed(wishes("startswith(id,'ab') and endswith(id,'bc')"))
    assert "abcd" in composed(wishes("contains(id,'abc') and contains(id,'bcd')"))
    assert composed(wishes("id eq 'a' and id ne 'b'")) == []


SURROUNDED = [
    ("list-tasks", BatchTask, "executionInfo/exitCode gt 100"),
    ("list-jobs", BatchJob, "state eq 'active'"),
    ("list-pools", BatchPool, "allocationState eq 'steady'"),
]


@pytest.mark.parametrize(("api", "model", "text"), SURROUNDED)
@pytest.mark.parametrize("strategy", [matching, near_misses])
def test_surroundings_are_realistic_and_vary(api: str, model: Any, text: str, strategy: Any) -> None:
    seen = set()

    @settings(max_examples=40, database=None, phases=[Phase.generate])
    @given(strategy(Filter(text, SERVICES[api])))
    def draw(item: dict[str, Any]) -> None:
        model.model_validate(item)
        assert item["url"].startswith("https://")
        seen.add(repr(item))

    draw()
    assert len(seen) > 25
