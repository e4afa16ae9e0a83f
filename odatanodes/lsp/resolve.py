"""Resolve the property and the type of what stands left of the cursor, in an expression that may be unfinished.

The nodes are unchecked; the type is edm.ANY where nothing is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import ast, edm
from odatanodes.functions.table import FUNCTIONS
from odatanodes.lint.findings import asked, target_of
from odatanodes.schema.types import ComplexType, EntityType, Property, item_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.extract import Expression

__all__ = ["Scope", "compared", "path_of", "property_of", "schema_of", "type_of"]

_CONDITIONS = (ast.And, ast.Or, ast.Not, ast.Compare, ast.In, ast.Has, ast.Lambda, ast.IsOf)
_RESULTS = {"Boolean": edm.BOOLEAN, "String": edm.STRING, "Int32": edm.INT32, "Decimal": edm.DECIMAL, "Double": edm.DOUBLE}
_RESULTS |= {"DateTimeOffset": edm.DATE_TIME_OFFSET, "Date": edm.DATE, "TimeOfDay": edm.TIME_OF_DAY, "Duration": edm.DURATION}


class Scope:
    """What names mean at a place: the schema (None: nothing is known) and the lambda variables with their collections."""

    def __init__(self, schema: ComplexType | None, variables: Mapping[str, ast.Expr]) -> None:
        self.schema = schema
        self.variables = variables


def schema_of(expression: Expression, api: str | None) -> EntityType | None:
    """Return the schema of the items an expression is about."""
    return target_of(asked(expression, api), local=True)[0]


def property_of(node: object, scope: Scope) -> Property | None:
    """Return the property that a path ends at."""
    if not isinstance(node, ast.Member):
        return None
    owner: edm.Type | None = scope.schema if node.source is None else type_of(node.source, scope)
    aliases = owner.aliases if isinstance(owner, EntityType) else {}
    return owner.properties.get(aliases.get(node.name, node.name)) if isinstance(owner, ComplexType) else None


def type_of(node: object, scope: Scope) -> edm.Type:
    """Return the type of a node."""
    if isinstance(node, ast.Member):
        found = property_of(node, scope)
        return found.type if found else edm.ANY
    if isinstance(node, ast.Var):
        if node.name == "$it":
            return scope.schema or edm.ANY
        collection = scope.variables.get(node.name)
        return item_type(type_of(collection, scope)) if collection is not None else edm.ANY
    if isinstance(node, ast.Call):
        return _type_of_call(node, scope)
    if isinstance(node, ast.Count):
        return edm.INT64
    if isinstance(node, ast.Arith | ast.Neg):
        return edm.DECIMAL
    if isinstance(node, ast.Literal):
        return edm.type_of(node.value)
    return edm.BOOLEAN if isinstance(node, _CONDITIONS) else edm.ANY


def _type_of_call(node: ast.Call, scope: Scope) -> edm.Type:
    function = FUNCTIONS.get(node.name)
    if function is None:
        return edm.ANY
    result = function.signatures[0].result
    if result == "same":
        return type_of(node.arguments[0], scope) if node.arguments else edm.ANY
    return _RESULTS.get(result, edm.ANY)


def path_of(node: object, scope: Scope) -> str:
    """Return a path as the tables of the service write it: a lambda variable stands for its collection."""
    names: list[str] = []
    while isinstance(node, ast.Member):
        names.append(node.name)
        node = node.source
    if isinstance(node, ast.Var) and node.name in scope.variables:
        names.append(path_of(scope.variables[node.name], scope))
    return "/".join(reversed(names))


def compared(values: list[object]) -> ast.Expr | None:
    """Return what the value that is written next is compared with, from what the parser holds to the left.

    `x eq …`, `x in (…` and the items after the first one of such a list.
    """
    left = list(values)
    if len(left) > 3 and left[-1] == "," and isinstance(left[-2], list) and left[-3] == "(":
        del left[-2:]
    if len(left) > 2 and left[-1] == "(" and isinstance(left[-2], str) and left[-2].lower() == "in":
        left.pop()
        word = "in"
    else:
        word = left[-1].lower() if left and isinstance(left[-1], str) else ""
    if len(left) > 1 and (word in ast.COMPARISONS or word == "in") and isinstance(left[-2], ast.Expr):
        return left[-2]
    return None
