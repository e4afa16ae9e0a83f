"""Push a filter down: its tree and options to the predicates of an engine."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from odatanodes import ast
from odatanodes.engines.failures import failures
from odatanodes.engines.lowering import Lowering
from odatanodes.engines.paths import ANY_VALUES, Columns, Trust
from odatanodes.engines.pushed import NotExactError, Pushed, PushedSpark, PushedSql
from odatanodes.functions.dates import moment
from odatanodes.normalize import normalize
from odatanodes.service.clock import is_now, with_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from odatanodes.engines.backend import Backend
    from odatanodes.engines.logic import Sandwich
    from odatanodes.engines.paths import Shape
    from odatanodes.engines.sql import Sql
    from odatanodes.runtime import Rules

    Mapped: TypeAlias = Mapping[str, str] | Callable[[str], str | None] | None
    Reasons: TypeAlias = list[tuple[ast.Expr, bool, str]]

__all__ = ["Options", "bound", "lowered", "push"]

CHOICES = {"values": ("any", "wire"), "instants": ("text", "fixed", "ticks")}


class Options:
    """How the table of an engine has its values: see Filter.to_duckdb. `shape` and `trust` are known where it was opened.

    `invert` makes predicates of the rows that do not match.
    """

    __slots__ = ("alias", "columns", "instants", "invert", "shape", "trust")

    def __init__(
        self,
        *,
        values: str = "any",
        instants: str = "text",
        columns: Mapped = None,
        alias: str = "",
        shape: Shape | None = None,
        trust: Trust | None = None,
        invert: bool = False,
    ) -> None:
        for name, value in (("values", values), ("instants", instants)):
            if value not in CHOICES[name]:
                raise ValueError(f"{name} is one of {', '.join(map(repr, CHOICES[name]))}, not {value!r}")
        self.instants = instants
        self.columns = columns
        self.alias = alias
        self.invert = invert
        self.shape = shape
        self.trust = (Trust(True) if values == "wire" else ANY_VALUES) if trust is None else trust


def lowered(expr: ast.Expr, rules: Rules, backend: Backend, options: Options) -> tuple[Sandwich, Reasons]:
    """Return the sandwich of a checked tree without `now()`, and the parts that are not exact."""
    columns = Columns(backend, options.columns, options.shape)
    run = Lowering(backend, columns, options.trust, fold=rules.fold, instants=options.instants)
    run.linear_patterns = not rules.backtracking or find_spec("re2") is not None
    found = run.truth(normalize(expr, rules.semantics, on_missing=rules.on_missing), run.outermost())
    failing = failures(expr, run, strict=rules.on_missing == "raise")
    reasons = run.reasons + [(part, True, why) for part, term, why in failing if term is not False and isinstance(part, ast.Expr)]
    whole = run.widened(found, [(term, why) for _, term, why in failing])
    return run.complement(whole) if options.invert else whole, [] if whole.exact else reasons


def push(engine: str, expr: ast.Expr, rules: Rules, options: Options, *, strict: bool = False) -> Pushed:
    """Return the predicates of a checked tree. Raises NotExactError with `strict` where Python is needed."""
    backend = backend_of(engine, options.alias)
    found, reasons = lowered(bound(expr, rules), rules, backend, options)
    made = _pushed(engine, backend, found, reasons)
    if strict and not made.exact:
        raise NotExactError(made.reasons)
    return made


def bound(expr: ast.Expr, rules: Rules) -> ast.Expr:
    """Return a tree with the instant of the clock in place of `now()`."""
    if any(is_now(node) for node in ast.walk(expr)):
        return with_now(expr, moment(rules.clock))
    return expr


def backend_of(engine: str, alias: str = "") -> Backend:
    """Return a backend for one filter; the engine is imported where its expressions are objects of its own."""
    match engine:
        case "duckdb":
            from odatanodes.engines.duckdb import DuckDB

            return DuckDB(alias)
        case "spark":
            from odatanodes.engines.spark import Spark

            return Spark(alias)
        case "polars":
            from odatanodes.engines.polars import Polars

            return Polars()
        case "arrow":
            from odatanodes.engines.arrow import Arrow

            return Arrow()
    raise ValueError(f"no engine {engine!r}: there are duckdb, polars, arrow and spark")


def _pushed(engine: str, backend: Backend, found: Sandwich, reasons: Reasons) -> Pushed:
    if engine in {"polars", "arrow"}:
        where, sure = (backend.boolean(term) if isinstance(term, bool) else term for term in (found.maybe, found.sure))
        return Pushed(where, where if found.exact else sure, found.exact, reasons)
    sql: Sql = backend  # type: ignore[assignment]  # the two engines of text
    names: dict[int, str] = {}
    where, sure = sql.render(found.maybe, names), sql.render(found.sure, names)
    if engine == "spark":
        return PushedSpark(where.plain, sure.plain, found.exact, reasons)
    return PushedSql(where, sure, found.exact, reasons)
