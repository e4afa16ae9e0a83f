"""Columns that no engine compares: durations, GUIDs, dates, decimals, times in nanoseconds, and names of folders."""

from __future__ import annotations

import datetime
import decimal
import json
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter
from odatanodes.base.files import InputError
from odatanodes.schema import from_model
from tests.engines.doors import ENGINES

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")
pydantic = pytest.importorskip("pydantic")

THING = from_model(
    pydantic.create_model(
        "Thing",
        id=(str, ...),
        took=(datetime.timedelta | None, None),
        price=(decimal.Decimal | None, None),
        key=(pydantic.UUID4 | None, None),
        day=(datetime.date | None, None),
        at=(datetime.datetime | None, None),
    )
)
KEY = "01234567-89ab-4def-8123-456789abcdef"
TEXTS: list[dict[str, Any]] = [
    {"id": "a", "took": "PT1H", "price": "1.10", "key": KEY, "day": "2025-11-22", "at": "2025-11-22T22:22:27.2236818Z"},
    {"id": "b", "took": "PT60M", "price": "1.1", "key": KEY.upper(), "day": "2025-11-21", "at": "2025-11-22T22:22:27Z"},
    {"id": "c"},
    {"id": "d", "took": "-PT0.5S", "price": "12345678901234567890.123456789", "day": "2025-11-23"},
]
OBJECTS: list[dict[str, Any]] = [
    {"id": "a", "took": datetime.timedelta(hours=1), "price": decimal.Decimal("1.10"), "day": datetime.date(2025, 11, 22)},
    {"id": "b", "took": datetime.timedelta(seconds=-1), "price": decimal.Decimal("99.5"), "day": datetime.date(2025, 11, 21)},
    {"id": "c", "at": datetime.datetime(2025, 11, 22, 22, 22, 27, 223681, tzinfo=datetime.UTC)},
]
FILTERS = (
    *("took eq duration'PT1H'", "took lt duration'PT1S'", "took ne duration'PT1H'", "took add duration'PT1S' gt duration'PT1H'"),
    *("price eq 1.1", "price gt 1.1", "price ge 12345678901234567890.123456788", "price add 1 eq 2.1", "price in (1.1,null)"),
    *("day gt 2025-11-21", "day eq null", "year(day) eq 2025", "at gt 2025-11-22T22:22:27.2236810Z"),
    *(f"key eq {KEY}", f"not (key eq {KEY})", f"id eq 'a' or key eq {KEY} and took ne null"),
)


def source(engine: str, table: Any) -> Any:
    """Return a table of Arrow in an engine."""
    if engine == "duckdb":
        return pytest.importorskip("duckdb").from_arrow(table)
    return pytest.importorskip("polars").from_arrow(table) if engine == "polars" else table


@pytest.mark.parametrize("rows", [TEXTS, OBJECTS], ids=["texts", "objects"])
@pytest.mark.parametrize("engine", ENGINES)
def test_rows_are_those_of_apply(engine: str, rows: list[dict[str, Any]]) -> None:
    table = source(engine, pa.Table.from_pylist(rows))
    for text in FILTERS:
        wanted = Filter(text, THING)
        assert [row["id"] for row in wanted.run(table)] == [row["id"] for row in wanted.apply(rows)], text


def test_uuids_of_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    table = connection.sql(f"select 'a' as id, '{KEY}'::uuid as key, interval 1 hour as took")
    assert len(list(Filter(f"key eq {KEY} and took eq duration'PT60M'", THING).run(table))) == 1


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("took eq duration'PT1H'", "Edm.Duration"),
        ("price eq 1.1", "Edm.Decimal"),
        (f"key eq {KEY}", "Edm.Guid"),
        ("day gt 2025-11-21", "Edm.Date"),
    ],
)
def test_the_reason_names_the_type(text: str, type: str) -> None:
    pushed = Filter(text, THING).to_duckdb()
    assert not pushed.exact
    assert f"values of {type} are not pushed down" in [why for _, why in pushed.reasons]


@pytest.mark.parametrize("engine", ENGINES)
def test_nanoseconds_are_refused(engine: str) -> None:
    at = pa.array([1763850147223681800], pa.timestamp("ns"))
    table = source(engine, pa.table({"id": ["a"], "at": at}))
    with pytest.raises(InputError, match="and Python has microseconds: cast it to text"):
        Filter("at eq 2025-11-22T22:22:27.2236818Z", THING).run(table)
    assert [row["id"] for row in Filter("id eq 'a'", THING).run(table, select="id")] == ["a"]


@pytest.mark.parametrize("engine", ENGINES)
def test_folders_that_stand_for_a_property(engine: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for state in ("idle", "running"):
        folder = tmp_path / "nodes" / "pool=p1" / f"state={state}"
        folder.mkdir(parents=True)
        parquet.write_table(pa.table({"id": [f"{state}1"]}), folder / "1.parquet")
    with pytest.raises(InputError, match=r"'state' is in the names of folders \(Hive partitions\)"):
        Filter("state eq 'idle'").run(tmp_path / "nodes", engine)
    parquet.write_table(pa.table({"id": ["n1"], "state": ["idle"]}), tmp_path / "nodes" / "pool=p1" / "all.parquet")
    inside = tmp_path / "nodes" / "pool=p1" / "all.parquet"  # 'pool' is not a property of a node
    assert [row["id"] for row in Filter("state eq 'idle'").run(inside, engine)] == ["n1"]


def test_folders_as_columns_of_duckdb(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    parquet = pytest.importorskip("pyarrow.parquet")
    for state in ("idle", "running"):
        (tmp_path / f"state={state}").mkdir()
        parquet.write_table(pa.table({"id": [f"{state}1"]}), tmp_path / f"state={state}" / "1.parquet")
    connection = duckdb.connect()
    relation = connection.read_parquet(str(tmp_path / "*" / "*.parquet"), hive_partitioning=True)
    assert json.dumps(list(Filter("state eq 'IDLE'").run(relation))) == '[{"id": "idle1", "state": "idle"}]'
