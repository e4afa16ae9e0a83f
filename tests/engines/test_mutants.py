"""A test of the laws: plausible mistakes, planted one at a time, are seen on the thinned grid."""

# ruff: noqa: ARG001, ARG005 - a mistake takes the arguments of what it replaces

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes.engines import backend
from odatanodes.engines.arithmetic import Arithmetic
from odatanodes.engines.comparing import Comparing
from odatanodes.engines.duckdb import DuckDB
from odatanodes.engines.failures import _Failures
from odatanodes.engines.logic import Logic
from odatanodes.engines.lowering import Lowering
from odatanodes.engines.polars import Polars
from tests.engines import grid, law

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

LEAP_SECONDS = backend.instant_pattern(12).replace(":[0-5][0-9](?:[.]", ":[0-6][0-9](?:[.]")


def pl() -> Any:
    """Return polars."""
    return pytest.importorskip("polars")


def narrow(self: Comparing, op: str, left: Any, right: Any, want: bool) -> Any:
    """Compare an integer with a literal that was cut to a whole number, in no range."""
    number = right.literal if right.is_literal else left.literal
    whole = int(number) if number == number and abs(number) < 2**62 else 0
    return self.checked(self.ordered(op, left.term, self.b.integer(whole), (left.nullable, False), want), left.odd)


MUTANTS: dict[str, tuple[str, type, str, Any]] = {
    "ne forgets null": ("duckdb", DuckDB, "differs", lambda s, a, b: f"({a} <> {b})"),
    "eq forgets that null equals null": ("duckdb", DuckDB, "same", lambda s, a, b: f"({a} = {b})"),
    "instants compare as they are written": ("duckdb", DuckDB, "trim_end", lambda s, x, c: x),
    "only Z and zeros are trimmed": ("duckdb", DuckDB, "trim_end", lambda s, x, c: f"rtrim({x}, 'Z0')"),
    "the form of instants is not checked": ("duckdb", DuckDB, "matches", lambda s, x, p: "true"),
    "a leap second counts as plain": (
        "duckdb",
        DuckDB,
        "matches",
        lambda s, x, p: f"regexp_full_match({x}, '{LEAP_SECONDS if p == backend.instant_pattern(12) else p}')",
    ),
    "days that no calendar has count as plain": (
        "duckdb",
        DuckDB,
        "matches",
        lambda s, x, p: f"regexp_full_match({x}, '{p.replace(backend._DAY, '[0-9]{4}-[0-9]{2}-[0-9]{2}')}')",
    ),
    "no check for ASCII": ("duckdb", DuckDB, "beyond_ascii", lambda s, x: "false"),
    "LIKE for contains": ("duckdb", DuckDB, "contains", lambda s, x, y, _: f"({x} LIKE '%' || {y} || '%')"),
    "concat() skips null": ("duckdb", DuckDB, "concat", lambda s, a, b: f"concat({a}, {b})"),
    "trim() of blanks only": ("duckdb", DuckDB, "trim", lambda s, x, c: f"trim({x})"),
    "strpos counts from 1": ("duckdb", DuckDB, "position", lambda s, x, y, _: f"strpos({x}, {y})"),
    "division by a zero": ("duckdb", DuckDB, "null_if_zero", lambda s, x: x),
    "/ for div": (
        "duckdb",
        DuckDB,
        "arithmetic",
        lambda s, op, a, b: f"CAST({a} / ({b}) AS BIGINT)" if op == "div" else f"({a} {s._ARITHMETIC[op]} {b})",
    ),
    "arithmetic of 32 bits": ("duckdb", DuckDB, "wide", lambda s, x: x),
    "the fraction of an instant is lost": ("duckdb", DuckDB, "fraction", lambda s, x, digits: f"length({x}) * 0"),
    "a condition that is null for an item counts": (
        "duckdb",
        DuckDB,
        "any_item",
        lambda s, lst, item, p: f"coalesce(len(list_filter({lst}, lambda {item}: coalesce({p}, true))) > 0, false)",
    ),
    "null is not filled before a complement": ("duckdb", Logic, "filled", lambda s, x: x),
    "literals are not kept in the range of integers": ("duckdb", Comparing, "_numbers", narrow),
    "the window of an instant ends with its second": (
        "duckdb",
        Comparing,
        "_window",
        lambda s, op, x, second: [s.b.compare("le", x, s.b.text(second))] if op in {"lt", "le", "eq"} else [],
    ),
    "missing required properties do not matter": ("duckdb", _Failures, "_missing", lambda s, node, scope: iter(())),
    "zero divisors are not reported": ("duckdb", _Failures, "_divisor", lambda s, node, scope: iter(())),
    "ranges are not worked out": ("duckdb", Arithmetic, "_result", None),
    "order comparisons are negated as if null were no value": (
        "duckdb",
        Comparing,
        "ordered",
        lambda s, op, x, y, nulls, want: s.b.compare(op if want else law.NEGATED[op], x, y),
    ),
    "floor division for div": (
        "polars",
        Polars,
        "arithmetic",
        lambda s, op, a, b: {"add": a + b, "sub": a - b, "mul": a * b, "div": a // b, "mod": a % b}[op],
    ),
    "positions in bytes": ("polars", Polars, "counts_bytes", False),
    "white space of Rust": ("polars", Polars, "trim", lambda s, x, c: x.str.strip_chars()),
    "32 bits wrap": ("polars", Polars, "wide", lambda s, x: x),
    "!= for the null-safe one": ("polars", Polars, "differs", lambda s, a, b: a != b),
    "concat ignores nulls": ("polars", Polars, "concat", lambda s, a, b: pl().concat_str([a, b], ignore_nulls=True)),
    "contains is a pattern": ("polars", Polars, "contains", lambda s, x, y, _: x.str.contains(y, strict=False)),
    "Polars: no check for ASCII": ("polars", Polars, "beyond_ascii", lambda s, x: pl().lit(False)),
    "a condition about items reads the row": ("polars", Lowering, "sees", lambda s, found: True),
}


def unbounded(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method whose results have the range of what went in."""

    def changed(self: Any, op: str, left: Any, right: Any, odd: Any, low: int, high: int, scale: int) -> Any:
        return method(self, op, left, right, odd, min(left.low, right.low), max(left.high, right.high), scale)

    return changed


def first_breach(engine: str, folder: Path) -> str:
    """Return the first pair that breaks the law, or the error of the engine; nothing where all is well."""
    made = grid.expressions()
    for offset in (0, 5, 11, 17, 23, 29):
        wanted: Sequence[Any] = law.filters(made[offset::31])
        try:
            for line in law.compared(engine, wanted, grid.rows()[::2] if offset else grid.rows(), folder):
                if line:
                    return line
        except Exception as error:
            return repr(error)
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("name", MUTANTS)
def test_a_planted_mistake_is_seen(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, target, attribute, change = MUTANTS[name]
    if find_spec(engine) is None:
        pytest.skip(f"needs {engine}")
    monkeypatch.setattr(target, attribute, unbounded(getattr(target, attribute)) if change is None else change)
    assert first_breach(engine, tmp_path)
