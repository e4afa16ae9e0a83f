"""`odatanodes sql`: a predicate or a query on standard output, what it leaves open on standard error."""

from __future__ import annotations

import pytest

from tests.kit.cli import run_here


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
