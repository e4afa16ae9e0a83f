"""The laws of the language as assertions, for tests over schemas of their own.

1: the text of a tree parses back. 3: reference, closures and generated code agree. 4: normalising keeps the meaning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes import ast, edm
from odatanodes.evaluate import EvaluationError, MissingPropertyError, Rules, compile_predicate
from odatanodes.normalize import normalize
from odatanodes.parse import parse_filter
from odatanodes.serialize import to_text
from tests.kit.reference import FailedError, MissingError, Reference

if TYPE_CHECKING:
    from odatanodes.serialize import Dialect

NOW = edm.DateTimeOffset.parse("2025-11-22T12:00:00.123456789Z")
MISSING, FAILED = "missing", "failed"
DIALECTS: tuple[Dialect, ...] = ("odata4", "batch")


def assert_round_trip(tree: ast.Expr, dialect: Dialect) -> str:
    """Law 1; return the text."""
    text = to_text(tree, dialect)
    parsed = parse_filter(text)
    assert parsed == tree
    assert to_text(parsed, dialect) == text
    return text


def outcome(answer: Any) -> Any:
    """Return what a call gives: its result, or which of the two errors it raised."""
    try:
        return answer()
    except (MissingPropertyError, MissingError):
        return MISSING
    except (EvaluationError, FailedError):
        return FAILED


def assert_agreement(expr: ast.Expr, page: list[dict[str, Any]], semantics: Any, on_missing: Any) -> None:
    """Law 3, errors included."""
    references = [Reference(node, case_sensitive=semantics == "odata", lenient=on_missing == "null", now=NOW) for node in page]
    wanted = [outcome(lambda one=one: one.matches(expr)) for one in references]
    rules = Rules(semantics, on_missing, clock=lambda: NOW)
    closures = compile_predicate(expr, None, rules)
    generated = compile_predicate(expr, None, rules)
    generated.generate()
    for predicate in (closures, generated):
        assert [outcome(lambda node=node, p=predicate: p.matches(node)) for node in page] == wanted
        first_error = next((result for result in wanted if result in (MISSING, FAILED)), None)
        kept = [node for node, result in zip(page, wanted, strict=True) if result is True]
        assert outcome(lambda p=predicate: p.apply(page)) == (kept if first_error is None else first_error)
    excluding = compile_predicate(expr, None, Rules(semantics, "null", "exclude", clock=lambda: NOW))
    excluding.generate()
    lenient = [Reference(node, case_sensitive=semantics == "odata", lenient=True, now=NOW) for node in page]
    kept = [node for node, one in zip(page, lenient, strict=True) if outcome(lambda one=one: one.matches(expr)) is True]
    assert excluding.apply(page) == kept


def answer(expr: ast.Expr, node: dict[str, Any], semantics: Any, on_missing: Any) -> bool | None:
    """Return what the reference interpreter says; None where it stops with an error."""
    reference = Reference(node, case_sensitive=semantics == "odata", lenient=on_missing == "null", now=NOW)
    try:
        return reference.matches(expr)
    except (MissingError, FailedError):
        return None


def assert_lawful(expr: ast.Expr, nodes: list[dict[str, Any]], semantics: Any, on_missing: Any) -> None:
    """Law 4: where the original has a result, the normal form has the same; and it stays within its bound."""
    normal = normalize(expr, semantics, on_missing=on_missing)
    assert normalize(normal, semantics, on_missing=on_missing) == normal
    assert sum(1 for _ in ast.walk(normal)) <= 2 * sum(1 for _ in ast.walk(expr))
    assert ast.depth(normal) <= ast.depth(expr) + 1
    for node in nodes:
        expected = answer(expr, node, semantics, on_missing)
        if expected is not None:
            assert answer(normal, node, semantics, on_missing) is expected, (to_text(normal), node)
