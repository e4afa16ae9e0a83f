"""Filters that a list API takes: comparisons of its properties with literals, joined by and and or.

Comes in: a Service. Goes out: a strategy for well-typed trees none of which `service.refusals` objects to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.schema.types import resolve
from odatanodes.strategies.values import literal_values

if TYPE_CHECKING:
    from odatanodes.service import Filterable, Service


def sendable(service: Service, depth: int = 3) -> st.SearchStrategy[ast.Expr]:
    """Conditions that a service takes; `depth` is how many `and` and `or` nest."""
    found = condition = st.sampled_from(list(service.filterable.values())).flatmap(lambda entry: _condition(service, entry))
    for _ in range(depth):
        several = st.lists(found, min_size=2, max_size=3).map(tuple)
        found = condition | st.builds(ast.And, several) | st.builds(ast.Or, several)
    return found


def _condition(service: Service, entry: Filterable) -> st.SearchStrategy[ast.Expr]:
    names = entry.property.split("/")
    prop = resolve(service.schema, names)
    assert prop is not None, entry.property
    path: Any = None
    for name in names:
        path = ast.Member(path, name)
    path = path.replace(type=prop.type, prop=prop)
    literal = literal_values(prop).map(ast.Literal)

    def with_operator(operator: str) -> st.SearchStrategy[ast.Expr]:
        if operator == "startswith":
            return literal.map(lambda value: ast.Call(None, "startswith", (path, value), type=edm.BOOLEAN))
        return literal.map(lambda value: ast.Compare(cast("ast.CompareOp", operator), path, value))

    return st.sampled_from(entry.operators).flatmap(with_operator)
