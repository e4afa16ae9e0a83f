"""Filters that a list API accepts: comparisons of its properties with literals, joined by `and` and `or`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.schema.types import resolve
from odatanodes.strategies.values import WIRE_INSTANTS, integers, literal_values

if TYPE_CHECKING:
    from odatanodes.schema.types import Property
    from odatanodes.service import Service

    Row = tuple[Any, tuple[str, ...], st.SearchStrategy[Any]]
    """A path, its operators, and literals that it can be compared with."""

_INSTANTS = st.sampled_from([edm.DateTimeOffset.parse(text) for text in WIRE_INSTANTS])
"""In UTC, with no more digits than the service's clock has."""


def sendable(service: Service, depth: int = 3) -> st.SearchStrategy[ast.Expr]:
    """Return a strategy of conditions that a service accepts; `depth` limits how deep `and` and `or` nest."""
    rows = _rows(service)
    if not rows:
        raise ValueError(f"'{service.name}' has no $filter")
    found = _condition(rows, None)
    for _ in range(depth):
        found = _condition(rows, found)
    return found


def _rows(service: Service) -> list[Row]:
    rows: list[Row] = []
    for entry in service.filterable.values():
        names = entry.property.split("/")
        prop = resolve(service.schema, names)
        if prop is None:  # a property that the service filters on and does not return
            continue
        path: Any = None
        for name in names:
            path = ast.Member(path, name)
        rows.append((path.replace(type=prop.type, prop=prop), tuple(entry.operators), _literals(prop)))
    return rows


def _literals(prop: Property) -> st.SearchStrategy[Any]:
    return _INSTANTS if prop.type is edm.DATE_TIME_OFFSET else literal_values(prop)


@st.composite
def _condition(draw: st.DrawFn, rows: list[Row], inner: st.SearchStrategy[ast.Expr] | None) -> ast.Expr:
    """Draw a comparison, or several conditions; the choice is drawn at every depth, so that inner ones can replace outer ones."""
    kind = (None, None, ast.And, ast.Or)[draw(integers(0, 3))]
    if kind is not None and inner is not None:
        return kind(tuple([draw(inner) for _ in range(draw(integers(2, 3)))]))
    path, operators, literals = rows[draw(integers(0, len(rows) - 1))]
    operator: Any = operators[draw(integers(0, len(operators) - 1))]
    literal = ast.Literal(draw(literals))
    if operator == "startswith":
        return ast.Call(None, "startswith", (path, literal), type=edm.BOOLEAN)
    return ast.Compare(operator, path, literal)
