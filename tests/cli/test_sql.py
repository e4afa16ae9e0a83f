"""`odatanodes sql`: a predicate or a query on standard output, what it leaves open on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kit.cli import run_here

if TYPE_CHECKING:
    from pathlib import Path


def test_a_predicate() -> None:
    done = run_here("sql", "state eq 'idle' and startTaskInfo/exitCode ne 0", "--values", "wire")
    assert (done.code, done.err) == (0, "")
    assert done.out == '("state" = \'idle\' AND ("startTaskInfo")."exitCode" IS DISTINCT FROM 0)\n'


def test_a_query() -> None:
    done = run_here(
        *("sql", "executionInfo/exitCode ne 0", "--api", "list-tasks", "--dialect", "spark", "--values", "wire"),
        *("-s", "id,executionInfo/exitCode", "--from", "tasks"),
    )
    assert done.out == (
        "SELECT `id`, CASE WHEN `executionInfo` IS NOT NULL THEN named_struct('exitCode', (`executionInfo`).`exitCode`) END "
        "AS `executionInfo` FROM tasks WHERE (NOT ((`executionInfo`).`exitCode` <=> 0L))\n"
    )


@pytest.mark.parametrize(
    ("name", "dialect", "written"),
    [
        ("my table", "duckdb", '"my table"'),
        ("my table", "spark", "`my table`"),
        ("dumps/a.parquet", "duckdb", '"dumps/a.parquet"'),
        ("main.nodes", "duckdb", "main.nodes"),
        ("read_parquet('a b.parquet')", "duckdb", "read_parquet('a b.parquet')"),
        ('"my table"', "duckdb", '"my table"'),
    ],
)
def test_names_of_tables(name: str, dialect: str, written: str) -> None:
    done = run_here("sql", "isDedicated", "--values", "wire", "--from", name, "--dialect", dialect)
    assert f" FROM {written} WHERE " in done.out


def test_the_remedy_of_the_help_works(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    (tmp_path / "nodes.jsonl").write_text('{"id":"n1","stateTransitionTime":"2025-11-22T20:00:00.5Z"}\n')
    help = " ".join(run_here("sql", "--help").out.split())
    source = help[help.index("read_json('nodes.jsonl'") :].partition(")")[0] + ")"
    where = run_here("sql", "stateTransitionTime gt 2025-11-22T20:00:00Z", "--values", "wire").out
    rows = duckdb.sql(f"SELECT id FROM {source.replace('nodes.jsonl', str(tmp_path / 'nodes.jsonl'))} WHERE {where}")
    assert rows.fetchall() == [("n1",)]


def test_what_it_leaves_open() -> None:
    done = run_here("sql", "round(totalTasksRun divby 2) eq 1 and isDedicated", "--values", "wire")
    assert done.out == '"isDedicated"\n'
    assert done.err == (
        "odatanodes: this keeps more rows than the filter where:\n"
        "  round(totalTasksRun divby 2) eq 1: 'divby' gives decimals of any length, and is not pushed down\n"
    )
    strict = run_here("sql", "round(totalTasksRun divby 2) eq 1", "--values", "wire", "--strict")
    assert (strict.code, strict.out) == (2, "")
    assert strict.err.startswith("odatanodes: error: not exact: round(totalTasksRun divby 2) eq 1: ")


@pytest.mark.parametrize("dialect", ["duckdb", "spark"])
def test_text_in_literals(dialect: str) -> None:
    done = run_here("sql", "id eq 'it''s \\'", "--values", "wire", "--dialect", dialect)
    assert done.out == {"duckdb": "(lower(\"id\") = 'it''s \\')\n", "spark": "(lower(`id`) = 'it\\'s \\\\')\n"}[dialect]


def test_a_bad_expression() -> None:
    done = run_here("sql", "stat eq 'idle'")
    assert (done.code, done.out) == (2, "")
    assert "did you mean 'state'?" in done.err
