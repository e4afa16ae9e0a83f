"""A `$select` as the columns of an engine gives what `Select.apply` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Select
from odatanodes.engines.items import without_nulls
from tests.engines.doors import ENGINES
from tests.engines.test_laws import drawn_rows
from tests.engines.test_run import table

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.thorough

SELECTS = (
    "id",
    "id,startTaskInfo/exitCode",
    "recentTasks/executionInfo/exitCode,recentTasks/taskId,state",
    "errors/errorDetails/name,nodeAgentInfo",
    "startTaskInfo/containerInfo/state,startTaskInfo/failureInfo/details/name",
    "*",
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("text", SELECTS)
def test_projection(engine: str, text: str, tmp_path: Path) -> None:
    rows = [without_nulls(row) for row in drawn_rows(60, 91)]
    select = Select(text)
    if engine == "arrow":
        wanted = [{name: row[name] for name in select.to_arrow() if name in row} for row in rows]
    else:
        wanted = [without_nulls(select.apply(row)) for row in rows]
    assert projected(engine, select, table(engine, rows, tmp_path)) == wanted


def projected(engine: str, select: Select, source: Any) -> list[Any]:
    """Return the rows of a projection."""
    if engine == "duckdb":
        found = source.project(select.to_duckdb())
        return [without_nulls(dict(zip(found.columns, row, strict=True))) for row in found.fetchall()]
    if engine == "polars":
        return [without_nulls(row) for row in source.select(select.to_polars()).collect().to_dicts()]
    import pyarrow.dataset as ds

    return [without_nulls(row) for row in ds.dataset(source).to_table(columns=select.to_arrow()).to_pylist()]


def test_without_a_schema() -> None:
    with pytest.raises(ValueError, match="needs a schema"):
        Select("id", None).to_duckdb()


def test_spark_columns() -> None:
    rebuilt = "CASE WHEN _item1 IS NOT NULL THEN named_struct('taskId', (_item1).`taskId`) END"
    assert Select("id,recentTasks/taskId").to_spark() == ["`id`", f"transform(`recentTasks`, _item1 -> {rebuilt}) AS `recentTasks`"]
