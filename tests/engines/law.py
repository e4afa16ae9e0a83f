"""Law 6: what `sure` keeps the filter keeps, and what the filter keeps, or fails on, `where` keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from odatanodes import Filter, ODataError, edm
from odatanodes.evaluate import EvaluationError, MissingPropertyError
from odatanodes.schema import BATCH_NODE
from tests.engines.doors import chunks, door

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from odatanodes import ast
    from odatanodes.engines import Pushed
    from odatanodes.schema.types import EntityType

NEGATED = {"eq": "ne", "ne": "eq", "lt": "ge", "ge": "lt", "gt": "le", "le": "gt"}
NOW = edm.DateTimeOffset.parse("2025-11-22T22:22:27.5Z")


def filters(expressions: Iterable[ast.Expr], schema: EntityType = BATCH_NODE, **options: Any) -> list[Filter]:
    """Return the filters of expressions, once with each semantics."""
    both: tuple[Literal["odata", "batch"], ...] = ("odata", "batch")
    return [Filter(one, schema, semantics=semantics, clock=lambda: NOW, **options) for one in expressions for semantics in both]


def result(run: Callable[[], Any]) -> tuple[list[Any], str]:
    """Return the items of a run and the error that it ended with."""
    try:
        return list(run()), ""
    except ODataError as error:
        return [], f"{type(error).__name__}: {error}"


def outcome(wanted: Filter, row: dict[str, Any]) -> bool | None:
    """Return whether a row matches, None where the filter fails on it."""
    try:
        return wanted.matches(row)
    except (EvaluationError, MissingPropertyError):
        return None


def compared(
    engine: str,
    wanted: Sequence[Filter],
    rows: Sequence[dict[str, Any]],
    folder: Path,
    schema: EntityType = BATCH_NODE,
    **options: Any,
) -> Iterator[str]:
    """Yield for each pair of filter and row a line if it breaks the law, else nothing."""
    table = door(engine, rows, folder, schema)
    for part in chunks(wanted, table.chunk):
        pushed: list[Pushed] = [getattr(one, f"to_{engine}")(**options) for one in part]
        for one, made, kept in zip(part, pushed, table.both(pushed), strict=True):
            for row, (maybe, sure) in zip(rows, kept, strict=True):
                expected = outcome(one, row)
                wrong = not maybe or sure if expected is None else (expected and not maybe) or (sure and not expected)
                wrong = wrong or (sure and not maybe) or (made.exact and maybe is not sure)
                yield f"{one} ({one.semantics}): {expected}, where {maybe}, sure {sure}: {row}" if wrong else ""


def breaches(
    engine: str, wanted: Sequence[Filter], rows: Sequence[dict[str, Any]], folder: Path, **options: Any
) -> tuple[int, list[str]]:
    """Return how many pairs of filter and row were compared, and a line for each that breaks the law."""
    pairs, found = 0, []
    for line in compared(engine, wanted, rows, folder, **options):
        pairs += 1
        found += [line] * bool(line)
    return pairs, found
