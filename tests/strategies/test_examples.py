"""Examples as users see them: how they print, shrink and spread, what they cost, and what wrong arguments raise."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import hypothesis
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from odatanodes import Filter, ast, validate
from odatanodes.schema import BATCH_NODE
from odatanodes.service import LIST_NODES
from odatanodes.strategies import (
    broken_filter_texts,
    expressions,
    filter_texts,
    filters,
    matching,
    near_misses,
    node_pages,
    nodes,
    objects,
    selects,
    task_infos,
)
from tests.kit.drawing import PERSON, search
from tests.kit.support import ROOT

quiet = settings(max_examples=300, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))


# --- how they print ------------------------------------------------------------------------------------------------------


@pytest.mark.thorough
def test_falsifying_examples_show_values(tmp_path: Any) -> None:
    (tmp_path / "test_it.py").write_text(
        "from hypothesis import given, settings, strategies as st\n"
        "from odatanodes.models import BatchNode\n"
        "from odatanodes.strategies import *\n"
        "from odatanodes.schema import BATCH_NODE\n"
        "S = settings(database=None, max_examples=30, deadline=None)\n"
        + "".join(
            f"@S\n@given({strategy})\ndef test_{number}(x): assert {wrong}\n"
            for number, (strategy, wrong) in enumerate(
                [
                    ("nodes()", "not x['id']"),
                    ("nodes(errors=st.lists(st.nothing()))", "'errors' not in x"),
                    ("filters()", "not str(x)"),
                    ("filters(service='list-nodes')", "not str(x)"),
                    ("selects()", "not str(x)"),
                    ("timestamps()", "not x"),
                    ("objects(BATCH_NODE)", "'id' not in x"),
                    ("matching('totalTasksRun gt 5')", "x['totalTasksRun'] < 5"),
                    ("st.from_type(BatchNode)", "not x.id"),
                ]
            )
        )
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "9 failed" in done.stdout, done.stdout
    shown = [line for line in done.stdout.splitlines() if line.startswith("E   ")]
    text = "\n".join(shown)
    assert "lambda" not in text
    assert "instant(" not in text
    assert "BatchNode.model_validate(" in text


# --- how they shrink -----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.skipif(hypothesis.__version_info__ < (6, 130), reason="older versions of Hypothesis do not shrink as far")
@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("startswith", "startswith(id,'a')"),
        ("year(", "year(stateTransitionTime) eq 0"),
        ("/any(", "recentTasks/any(t:t/taskUrl eq 'a')"),
        (" ne ", "id ne 'a'"),
        ("not ", "not (id eq 'a')"),
    ],
)
def test_filters_shrink_to_the_part_that_matters(part: str, text: str) -> None:
    found = find(filters(), lambda f: part in str(f), settings=search)
    # about the size of the smallest one: one condition, maybe about an item of a collection, never several
    assert len(list(ast.walk(found.expr))) <= len(list(ast.walk(Filter(text).expr))) + 5, str(found)
    assert not [one for one in ast.walk(found.expr) if isinstance(one, ast.And | ast.Or)], str(found)


# --- how they spread -----------------------------------------------------------------------------------------------------


@pytest.mark.thorough
@pytest.mark.parametrize("bound", ["2019-06-01T00:00:00Z", "2025-03-01T00:00:00Z", "2027-01-01T00:00:00Z"])
@pytest.mark.parametrize("name", ["allocationTime", "stateTransitionTime"])
def test_times_lie_on_both_sides_of_a_bound(name: str, bound: str) -> None:
    for before in (True, False):
        find(nodes(), lambda node, before=before: (node[name] < bound) is before, settings=settings(quiet, max_examples=2_000))  # type: ignore[misc]


def test_times_of_a_node_may_be_ticks_apart() -> None:
    find(nodes(), lambda node: node["allocationTime"][:19] == node["stateTransitionTime"][:19], settings=quiet)
    find(nodes(), lambda node: node["allocationTime"][:4] != node["stateTransitionTime"][:4], settings=quiet)


@settings(quiet, max_examples=50)
@given(nodes(stateTransitionTime="2031-05-05T05:05:05Z"))
def test_times_lie_near_one_that_is_given(node: dict[str, Any]) -> None:
    assert node["stateTransitionTime"] == "2031-05-05T05:05:05Z"
    assert node["allocationTime"][:4] in ("2029", "2030", "2031")


# --- services ------------------------------------------------------------------------------------------------------------


@given(filters(service="list-nodes"))
def test_filters_of_a_service_by_name(wanted: Filter) -> None:
    assert wanted.schema is BATCH_NODE
    assert [found for found in validate(str(wanted), service=LIST_NODES) if found.severity == "error"] == []
    plan = wanted.plan(trust_ne=True)
    assert plan.residual is None, str(wanted)


# --- wrong arguments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: filters(service="list-node"), ValueError, "did you mean 'list-nodes'"),
        (lambda: filters(service=5), TypeError, "service is a Service"),  # type: ignore[arg-type]
        (lambda: filters(service="list-subtasks"), ValueError, "no \\$filter"),
        (lambda: filters("state"), TypeError, "schema is an EntityType"),  # type: ignore[arg-type]
        (lambda: filters(None), TypeError, "schema is an EntityType"),  # type: ignore[arg-type]
        (lambda: filters(depth="3"), TypeError, "depth is an integer"),  # type: ignore[arg-type]
        (lambda: filters(without="now"), TypeError, "collection of names"),
        (lambda: filter_texts({}), TypeError, "schema is an EntityType"),  # type: ignore[arg-type]
        (lambda: expressions(PERSON, None), TypeError, "depth is an integer"),  # type: ignore[arg-type]
        (lambda: objects(None), TypeError, "schema is an EntityType"),  # type: ignore[arg-type]
        (lambda: objects(only="id"), TypeError, "collection of names"),
        (lambda: selects("id"), TypeError, "schema is an EntityType"),  # type: ignore[arg-type]
        (lambda: broken_filter_texts(5), TypeError, "schema is an EntityType"),  # type: ignore[arg-type]
        (lambda: nodes("state"), TypeError, "dict of paths"),  # type: ignore[arg-type]
        (lambda: nodes(stat="idle"), ValueError, "did you mean 'state'"),
        (lambda: task_infos(5), TypeError, "dict of paths"),  # type: ignore[arg-type]
        (lambda: node_pages(5), TypeError, "strategy of nodes"),  # type: ignore[arg-type]
        (lambda: matching(5), TypeError, "a filter is a Filter, a builder condition or text"),  # type: ignore[arg-type]
        (lambda: near_misses(None), TypeError, "a filter is a Filter, a builder condition or text"),  # type: ignore[arg-type]
    ],
)
def test_wrong_arguments_are_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


@pytest.mark.thorough
@settings(quiet, max_examples=60)
@given(st.data())
def test_patterns_are_matched(data: st.DataObject) -> None:
    wanted = Filter("matchesPattern(id,'^[a-z]+-[0-9]{3}$') and totalTasksRun mod 2 eq 1", allow_backtracking_patterns=True)
    assert wanted.matches(data.draw(matching(wanted)))
    assert not wanted.matches(data.draw(near_misses(wanted)))
