"""Law 6 over the installed engines: on the grid, thinned in a default run, and on drawn filters and nodes."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from odatanodes.schema import BATCH_JOB, BATCH_NODE, BATCH_POOL, BATCH_TASK
from odatanodes.strategies import expressions, nodes, objects
from tests.engines import grid, law
from tests.engines.doors import ENGINES

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

    from odatanodes.schema.types import EntityType

pytestmark = pytest.mark.thorough

THINNED = {"quick": 911, "ci": 61}
"""Every how many filters of the grid are taken, by Hypothesis profile."""
STEP = THINNED.get(os.environ.get("ODATANODES_PROFILE", ""), 293)
DRAWN = {"quick": 15, "ci": 120}.get(os.environ.get("ODATANODES_PROFILE", ""), 35)


def draw(strategy: SearchStrategy[Any], count: int, number: int) -> list[Any]:
    """Return examples of a strategy, the same in each run."""
    found: list[Any] = []

    @seed(number)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found[:count]


def writable(row: dict[str, Any]) -> bool:
    """Return whether a node can be written as JSON in UTF-8: no lone surrogates, no infinity."""
    try:
        json.dumps(row, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("on_missing", ["raise", "null"])
def test_grid(engine: str, on_missing: str, tmp_path: Path) -> None:
    offset = 0 if on_missing == "raise" else STEP // 2
    wanted = law.filters(grid.expressions()[offset::STEP], on_missing=on_missing)
    assert law.breaches(engine, wanted, grid.rows(), tmp_path)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_whole_grid(engine: str, tmp_path: Path) -> None:
    assert law.breaches(engine, law.filters(grid.expressions()), grid.rows(), tmp_path)[1] == []


def drawn_rows(count: int, number: int) -> list[dict[str, Any]]:
    """Return nodes as the service writes them, and twice as many with everything the schema allows, required ones missing too."""
    plain = draw(nodes(), count // 3, number)
    odd = draw(objects(BATCH_NODE, missing=True), count - len(plain), number)
    return [row for row in plain + odd if writable(row)]


@pytest.mark.parametrize("engine", ENGINES)
def test_drawn_filters(engine: str, tmp_path: Path) -> None:
    rows = drawn_rows(DRAWN, 61)
    for may_fail, on_missing in ((False, "null"), (True, "raise")):
        wanted = law.filters(draw(expressions(may_fail=may_fail), DRAWN, 6), on_missing=on_missing)
        assert law.breaches(engine, wanted, rows, tmp_path)[1] == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("schema", [BATCH_TASK, BATCH_JOB, BATCH_POOL], ids=lambda schema: schema.name)
def test_other_lists(engine: str, schema: EntityType, tmp_path: Path) -> None:
    rows = [row for row in draw(objects(schema, missing=True), DRAWN // 2, 5) if writable(row)]
    wanted = law.filters(draw(expressions(schema, may_fail=True), DRAWN // 5, 6), schema)
    assert law.breaches(engine, wanted, rows, tmp_path, schema=schema)[1] == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("on_missing", ["raise", "null"])
def test_many_drawn_filters(engine: str, on_missing: str, tmp_path: Path) -> None:
    rows = drawn_rows(150, 71)
    wanted = law.filters(draw(expressions(may_fail=True), 1_500, 7), on_missing=on_missing)
    assert law.breaches(engine, wanted, rows, tmp_path)[1] == []
