"""What leaves an engine is JSON as the service writes it, whatever types its columns have."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from odatanodes import Filter, Select
from odatanodes.engines.items import as_json
from tests.engines.doors import ENGINES
from tests.engines.test_run import small
from tests.kit.cli import one_line_error, run_here

if TYPE_CHECKING:
    from pathlib import Path

NODES: list[dict[str, Any]] = [
    {
        "id": "n1",
        "state": "idle",
        "stateTransitionTime": datetime(2025, 11, 22, 22, 22, 27, 500_000, UTC),
        "lastBootTime": None,
        "startTaskInfo": {"exitCode": 0, "startTime": datetime(2025, 11, 22, 22, 0, 0, 0, UTC)},
    },
    {
        "id": "n2",
        "state": "idle",
        "stateTransitionTime": datetime(2025, 11, 22, 22, 22, 27, 123_456, UTC),
        "lastBootTime": datetime(1, 1, 1, tzinfo=UTC),
        "startTaskInfo": None,
    },
]
WIRE = [
    {
        "id": "n1",
        "state": "idle",
        "stateTransitionTime": "2025-11-22T22:22:27.5Z",
        "startTaskInfo": {"exitCode": 0, "startTime": "2025-11-22T22:00:00Z"},
    },
    {
        "id": "n2",
        "state": "idle",
        "stateTransitionTime": "2025-11-22T22:22:27.123456Z",
        "lastBootTime": "0001-01-01T00:00:00Z",
    },
]


@pytest.mark.parametrize("engine", ENGINES)
def test_instants_of_an_engine(engine: str) -> None:
    source = small(engine, NODES)
    assert list(Filter("state eq 'idle'").run(source)) == WIRE
    found = Filter("stateTransitionTime gt 2025-11-22T22:22:27.2Z").run(source, select=Select("id,startTaskInfo/startTime"))
    assert list(found) == [{"id": "n1", "startTaskInfo": {"startTime": "2025-11-22T22:00:00Z"}}]
    assert list(Filter("stateTransitionTime gt 2025-11-22T22:22:27.2Z", None).run(source)) == WIRE[:1]


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))), "2024-12-31T23:00:00Z"),
        (datetime(2025, 1, 1, 1, 0, 0, 120_000), "2025-01-01T01:00:00.12"),
        (date(2025, 1, 1), "2025-01-01"),
        (timedelta(days=1, seconds=90), "P1DT1M30S"),
        (Decimal("7.000"), 7),
        (Decimal("0.25"), 0.25),
        (float("nan"), "NaN"),
        (float("-inf"), "-INF"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (b"\x00\xff", "AP8="),
        ((1, [date(2025, 1, 1)]), [1, ["2025-01-01"]]),
        ({"a": {3: timedelta(0)}}, {"a": {"3": "PT0S"}}),
    ],
)
def test_values(value: object, wire: object) -> None:
    assert as_json(value) == wire
    json.dumps(as_json(value), allow_nan=False)


def written(writer: str, path: Path) -> None:
    """Write the nodes as Parquet files with instants, as an engine does on its own."""
    if writer == "polars":
        pl = pytest.importorskip("polars")
        info = pl.Struct({"exitCode": pl.Int64, "startTime": pl.Datetime("us", "UTC")})  # older versions guess no zone inside
        pl.DataFrame(NODES, schema_overrides={"startTaskInfo": info}).write_parquet(path)
        return
    duckdb = pytest.importorskip("duckdb")
    path.with_suffix(".jsonl").write_text("".join(json.dumps(node) + "\n" for node in WIRE))
    types = {  # older versions guess that instants have no zone
        "id": "VARCHAR",
        "state": "VARCHAR",
        "stateTransitionTime": "TIMESTAMPTZ",
        "lastBootTime": "TIMESTAMPTZ",
        "startTaskInfo": "STRUCT(exitCode BIGINT, startTime TIMESTAMPTZ)",
    }
    duckdb.sql(f"copy (select * from read_json('{path.with_suffix('.jsonl')}', columns = {types})) to '{path}'")


@pytest.mark.parametrize("writer", ["duckdb", "polars"])
def test_the_command_on_files_with_instants(writer: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    written(writer, tmp_path / "nodes.parquet")
    done = run_here("filter", "state eq 'idle'", "nodes.parquet", cwd=tmp_path)
    assert (done.code, done.err, list(map(json.loads, done.out.splitlines()))) == (0, "", WIRE)
    done = run_here("filter", "state eq 'idle'", "nodes.parquet", "-s", "id,stateTransitionTime", cwd=tmp_path)
    assert json.loads(done.out.splitlines()[0]) == {"id": "n1", "stateTransitionTime": "2025-11-22T22:22:27.5Z"}
    done = run_here("filter", "state eq 'idle'", "nodes.parquet", "--output", "table", "-o", "nodes.txt", cwd=tmp_path)
    assert (done.code, "2025-11-22T22:22:27.5Z" in (tmp_path / "nodes.txt").read_text()) == (0, True)


def test_the_explorer_has_a_chart_of_files_with_instants(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("starlette")
    from odatanodes.cli._trouble import Trouble
    from odatanodes.cli.explore import _read
    from odatanodes.explore import Listing, views
    from odatanodes.service import LIST_NODES

    written("duckdb", tmp_path / "nodes.parquet")
    listing = Listing(_read([str(tmp_path / "nodes.parquet")], LIST_NODES, Trouble("fail")), LIST_NODES)
    assert sum(pair[0] for pair in views.chart(listing, "", "stateTransitionTime")["bins"]) == 2


def test_instants_without_a_zone_are_explained(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "nodes.parquet"
    duckdb.sql(f"copy (select 'n1' as id, timestamp '2025-11-22 20:00:00' as stateTransitionTime) to '{path}'")
    done = run_here("filter", "stateTransitionTime gt 2025-01-01T00:00:00Z", "nodes.parquet", cwd=tmp_path)
    assert "'stateTransitionTime' of item 'n1' is 2025-11-22T20:00:00, without a time zone" in one_line_error(done.err)
    assert "datetime" not in done.err
    assert "tzinfo" not in done.err
