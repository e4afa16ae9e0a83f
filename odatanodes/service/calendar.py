"""`year(t) eq 2025 and month(t) ge 10` as one range of t.

For each property with a given year, its month and day among the terms of an `and` narrow the bounds. Only together do they make a
range: a month alone is one range in every year.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.service.ranges import day_span, month_span, span_bounds, year_span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odatanodes.ast import CompareOp
    from odatanodes.service.conditions import Names, Wanted

    Bound = tuple[CompareOp, object]
    Term = tuple[int, CompareOp, int]  # place among the terms, operator, number


class _Parts:
    """What the terms say about the year, the months and the days of one property."""

    __slots__ = ("day", "month", "path", "year")

    def __init__(self, path: ast.Member) -> None:
        self.path = path
        self.year: list[Term] = []
        self.month: list[Term] = []
        self.day: list[Term] = []


def periods(parts: Sequence[Wanted]) -> Iterator[tuple[list[int], ast.Member, list[Bound]]]:
    """Yield the places of the terms that are one range together, the property, and the bounds."""
    found: dict[Names, _Parts] = {}
    for place, (expr, want) in enumerate(parts):
        if isinstance(expr, ast.Compare) and (isinstance(expr.left, ast.Call) or isinstance(expr.right, ast.Call)):
            _collect(found, place, expr, want)
    for about in found.values():
        year = next((term for term in about.year if term[1] == "eq"), None)
        span = None if year is None else year_span(year[2])
        if year is None or span is None:
            continue
        places, bounds = _within(about, year[2])
        if places:
            yield sorted([year[0], *places]), about.path, [*span_bounds("eq", *span), *bounds]


def _collect(found: dict[Names, _Parts], place: int, expr: ast.Compare, want: bool) -> None:
    op, call, literal = expr.op, expr.left, expr.right
    if not want:  # no other opposite is false for a missing value, as a range is
        op = "eq" if op == "ne" else "ne"
    if isinstance(call, ast.Literal):
        op, call, literal = ast.FLIPPED[op], literal, call
    if not (isinstance(literal, ast.Literal) and literal.value.__class__ is int and isinstance(call, ast.Call)) or op == "ne":
        return
    if call.source is not None or call.name not in {"year", "month", "day"} or len(call.arguments) != 1:
        return
    path = call.arguments[0]
    names = ast.path_names(path)
    if names and isinstance(path, ast.Member):
        term = (place, op, literal.value)
        getattr(found.setdefault(names, _Parts(path)), call.name).append(term)


def _within(about: _Parts, year: int) -> tuple[list[int], list[Bound]]:
    """Return the bounds that the months, and the days of a given month, add to a year."""
    places: list[int] = []
    bounds: list[Bound] = []
    for place, op, month in about.month:
        span = month_span(year, month)
        if span is not None:
            places.append(place)
            bounds += span_bounds(op, *span)
    month = next((number for _, op, number in about.month if op == "eq"), 0)
    for place, op, day in about.day:
        span = day_span(edm.Date(year, month, day)) if month else None
        if span is not None:
            places.append(place)
            bounds += span_bounds(op, *span)
    return places, bounds
