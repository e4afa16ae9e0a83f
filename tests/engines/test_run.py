"""`Filter.run` gives the rows, the order and the errors of `apply`, on every kind of source."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, Select
from odatanodes.base.files import InputError
from odatanodes.diagnostics import ODataError
from odatanodes.engines import arrow_schema, duckdb_columns, polars_schema
from odatanodes.engines.items import without_nulls
from odatanodes.schema import BATCH_NODE, from_model
from odatanodes.strategies import expressions
from tests.engines import grid, law
from tests.engines.doors import ENGINES, written
from tests.engines.test_laws import DRAWN, STEP, draw, drawn_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

needs_arrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="needs pyarrow")


def table(engine: str, rows: Sequence[dict[str, Any]], folder: Path) -> Any:
    """Return rows in an object of an engine."""
    if engine == "duckdb":
        import duckdb

        path = str(written(rows, folder / "rows.jsonl"))
        read = duckdb.read_json(path, format="newline_delimited", columns=duckdb_columns(BATCH_NODE))
        # otherwise the file is parsed for each filter; the second name is that of DuckDB 1
        return read.materialize() if hasattr(read, "materialize") else read.execute()
    if engine == "polars":
        import polars as pl

        return pl.scan_ndjson(written(rows, folder / "rows.jsonl"), schema=polars_schema(BATCH_NODE)).collect().lazy()
    import pyarrow as pa

    return pa.Table.from_pylist(
        [{name: row.get(name) for name in BATCH_NODE.properties} for row in rows], schema=arrow_schema(BATCH_NODE)
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_run_is_apply(engine: str, tmp_path: Path) -> None:
    rows = [without_nulls(row) for row in [*grid.rows()[::7], *drawn_rows(DRAWN, 81)]]
    source = table(engine, rows, tmp_path)
    wanted = law.filters(grid.expressions()[STEP // 3 :: 4 * STEP]) + law.filters(draw(expressions(may_fail=True), DRAWN // 4, 8))
    for one in wanted:
        for options in ({"on_missing": "null"}, {"on_missing": "raise"}, {"on_error": "exclude", "on_missing": "null"}):
            made = Filter(one.expr, semantics=one.semantics, clock=one.clock, **options)  # type: ignore[arg-type]
            assert law.result(lambda made=made: made.run(source)) == law.result(lambda made=made: made.apply(rows)), str(made)  # type: ignore[misc]


NODES: list[dict[str, Any]] = [
    {"id": "n1", "state": "idle", "vmSize": "Small", "startTaskInfo": {"exitCode": 0}, "totalTasksRun": 3},
    {"id": "n2", "state": "running", "vmSize": "größer", "startTaskInfo": {"exitCode": 1}, "totalTasksRun": 0},
    {"id": "n3", "state": "IDLE", "recentTasks": [{"executionInfo": {"exitCode": 1}}, {}]},
]


@pytest.mark.parametrize("engine", ENGINES)
def test_select(engine: str, tmp_path: Path) -> None:
    source = table(engine, NODES, tmp_path)
    wanted = Filter("startTaskInfo/exitCode ge 0 and contains(vmSize,'r')", on_missing="null")
    assert list(wanted.run(source, select="id,startTaskInfo/exitCode")) == [{"id": "n2", "startTaskInfo": {"exitCode": 1}}]
    assert list(wanted.run(source, select=Select("vmSize"))) == [{"vmSize": "größer"}]
    assert list(Filter("totalTasksRun ne 3", on_missing="null").run(source, select="*")) == NODES[1:]


@needs_arrow
@pytest.mark.parametrize("engine", ENGINES)
def test_files_globs_and_folders(engine: str, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "dumps" / "day=1"
    folder.mkdir(parents=True)
    for number, node in enumerate(NODES):
        pq.write_table(pa.Table.from_pylist([node]), folder / f"{number}.parquet")
    wanted = Filter("state eq 'idle'", on_missing="null")
    for source in (tmp_path / "dumps", str(folder / "*.parquet"), [folder / "0.parquet", str(folder / "2.parquet")]):
        assert list(wanted.run(source, engine)) == [NODES[0], NODES[2]]
    with pytest.raises(InputError, match="no file matches"):
        wanted.run(str(folder / "x*.parquet"), engine)
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="no Parquet file in this folder"):
        wanted.run(tmp_path / "none", engine)
    (folder / "broken.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(InputError, match="cannot read"):
        list(wanted.run(folder / "broken.parquet", engine))
    (folder / "nodes.jsonl").write_text("{}\n")
    with pytest.raises(InputError, match="not a Parquet file"):
        wanted.run(folder / "nodes.jsonl", engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_that_are_missing_are_null(engine: str) -> None:
    source = small(engine, [{"id": "n1", "state": "idle", "startTaskInfo": {"exitCode": 1}}])
    for text in ("startTaskInfo/retryCount eq null", "lastBootTime eq null", "errors/all(e:e/code eq 'a')", "not errors/any()"):
        assert len(list(Filter(text, on_missing="null").run(source))) == 1, text
    assert list(Filter("ipv6Address ne null or contains(ipv6Address,'a')").run(source)) == []
    with pytest.raises(ODataError, match="has no 'vmSize'"):
        list(Filter("vmSize eq 'a'").run(source))


@pytest.mark.parametrize("engine", ENGINES)
def test_columns_of_another_type_are_left_to_python(engine: str) -> None:
    source = small(engine, [{"id": "n1", "vmSize": 5, "totalTasksRun": "7", "isDedicated": True}])
    assert [node["id"] for node in Filter("isDedicated").run(source)] == ["n1"]
    for text in ("vmSize eq '5'", "totalTasksRun gt 5"):
        with pytest.raises(ODataError, match=r"is 5, not Edm\.String|is '7', not Edm\.Int32"):
            list(Filter(text).run(source))


@pytest.mark.parametrize("engine", ENGINES)
def test_integers_wider_than_the_schema_says(engine: str) -> None:
    source = small(engine, [{"id": "n1", "totalTasksRun": 2**40}, {"id": "n2", "totalTasksRun": 1}])
    for text, kept in (
        ("totalTasksRun gt 2147483647.5", 1),
        ("totalTasksRun mul 2147483647 mul 2 gt 0", 2),
        ("totalTasksRun lt 5e9", 1),
    ):
        wanted = Filter(text)
        assert len(list(wanted.run(source))) == kept == len(wanted.apply(list(wanted.run(source)))), text


def small(engine: str, rows: list[dict[str, Any]]) -> Any:
    """Return a table whose columns are inferred."""
    if engine == "polars":
        import polars as pl

        return pl.DataFrame(rows)
    pa = pytest.importorskip("pyarrow")
    found = pa.Table.from_pylist(rows)
    if engine != "duckdb":
        return found
    import duckdb

    return duckdb.from_arrow(found)


def test_what_is_not_a_source() -> None:
    duckdb = pytest.importorskip("duckdb")
    wanted = Filter("state eq 'idle'")
    with pytest.raises(TypeError, match="source is a path"):
        wanted.run({"id": "n1"})
    with pytest.raises(ValueError, match="engine is one of"):
        wanted.run("nodes.parquet", "pandas")
    with pytest.raises(ValueError, match="the source is of duckdb"):
        wanted.run(duckdb.sql("select 1 as id"), "polars")


def test_parquet_needs_an_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nodes.parquet").write_bytes(b"PAR1")
    monkeypatch.setattr("odatanodes.engines.tables.installed", lambda _: False)
    with pytest.raises(ModuleNotFoundError, match=r"odatanodes\[duckdb\]"):
        Filter("state eq 'idle'").run(tmp_path / "nodes.parquet")


@pytest.mark.parametrize("engine", ENGINES)
def test_doubles(engine: str) -> None:
    """NaN equals nothing and is in no order; engines put it above all numbers."""
    pydantic = pytest.importorskip("pydantic")
    schema = from_model(pydantic.create_model("Thing", id=(str, ...), ratio=(float | None, None), limit=(float | None, None)))
    values = (float("nan"), float("inf"), float("-inf"), -0.0, 0.1, 1.5, 2.0**53, 1e300)
    rows = [{"id": f"{place}", "ratio": value, "limit": values[place - 3]} for place, value in enumerate(values)]
    source = small(engine, rows)
    for literal in ("0.1", "1.5", "1", "9007199254740993", "9007199254740992", "INF", "NaN", "null", "limit"):
        for op in ("eq", "ne", "lt", "le", "gt", "ge"):
            for text in (f"ratio {op} {literal}", f"not (ratio {op} {literal})"):
                wanted = Filter(text, schema)
                assert [row["id"] for row in wanted.run(source)] == [row["id"] for row in wanted.apply(rows)], text


@pytest.mark.parametrize("engine", ENGINES)
def test_integers_beside_doubles(engine: str) -> None:
    """An integer beyond 2^53 is compared as the double nearest to it."""
    pydantic = pytest.importorskip("pydantic")
    schema = from_model(pydantic.create_model("Thing", id=(str, ...), big=(int | None, None)))
    rows = [{"id": f"{n}", "big": n} for n in (0, 5, 2**53 - 1, 2**53, 2**53 + 1, 2**53 + 3, -(2**53) - 1)]
    source = small(engine, rows)
    for literal in ("5e0", "9007199254740992e0", "-9007199254740992e0", "9007199254740993"):
        for op in ("eq", "ne", "lt", "le", "gt", "ge"):
            wanted = Filter(f"big {op} {literal}", schema)
            assert [row["id"] for row in wanted.run(source)] == [row["id"] for row in wanted.apply(rows)], (op, literal)
