"""Law 6: what `sure` keeps the filter keeps, and what the filter keeps, or fails on, `where` keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from odatanodes import Filter, edm
from odatanodes.evaluate import EvaluationError, MissingPropertyError
from odatanodes.schema import BATCH_NODE
from tests.engines.doors import chunks, door

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from odatanodes import ast
    from odatanodes.engines import Pushed
    from odatanodes.schema.types import EntityType

NOW = edm.DateTimeOffset.parse("2025-11-22T22:22:27.5Z")


def filters(expressions: Iterable[ast.Expr], schema: EntityType = BATCH_NODE, **options: Any) -> list[Filter]:
    """Return the filters of expressions, once with each semantics."""
    both: tuple[Literal["odata", "batch"], ...] = ("odata", "batch")
    return [Filter(one, schema, semantics=semantics, clock=lambda: NOW, **options) for one in expressions for semantics in both]


def outcome(wanted: Filter, row: dict[str, Any]) -> bool | None:
    """Return whether a row matches, None where the filter fails on it."""
    try:
        return wanted.matches(row)
    except (EvaluationError, MissingPropertyError):
        return None


def breaches(
    engine: str,
    wanted: Sequence[Filter],
    rows: Sequence[dict[str, Any]],
    folder: Path,
    schema: EntityType = BATCH_NODE,
    **options: Any,
) -> tuple[int, list[str]]:
    """Return how many pairs of filter and row were compared, and a line for each that breaks the law."""
    table = door(engine, rows, folder, schema)
    pairs, found = 0, []
    for part in chunks(wanted, table.chunk):
        pushed: list[Pushed] = [getattr(one, f"to_{engine}")(**options) for one in part]
        for one, made, kept in zip(part, pushed, table.both(pushed), strict=True):
            for row, (maybe, sure) in zip(rows, kept, strict=True):
                expected = outcome(one, row)
                pairs += 1
                wrong = not maybe or sure if expected is None else (expected and not maybe) or (sure and not expected)
                if wrong or (sure and not maybe) or (made.exact and maybe is not sure):
                    found.append(f"{one} ({one.semantics}): {expected}, where {maybe}, sure {sure}: {row}")
    return pairs, found
