"""Whether an expression can be null, from the schema's promises."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.functions.table import FUNCTIONS


def can_be_null(root: ast.Node, *, trust_schema: bool = True) -> bool:
    """Say whether the value can be null for some node; true when nothing is known.

    A required property under a nullable parent is nullable. `trust_schema=False` takes every property for nullable.
    """
    stack: list[ast.Node] = [root]
    while stack:
        node = stack.pop()
        match node:
            case ast.Literal(value):
                if value is None:
                    return True
            case ast.Member(source):
                if not trust_schema or node.prop is None or node.prop.nullable:
                    return True
                if source is not None:
                    stack.append(source)
            case ast.Compare() | ast.Lambda() | ast.IsOf() | ast.Array() | ast.Object() | ast.List():
                pass  # two-valued, or a value built here
            case ast.In(_, right):
                stack.append(right)
            case ast.Var(name):
                if name != "$it":
                    return True
            case ast.And() | ast.Or() | ast.Not() | ast.Neg() | ast.Arith() | ast.Has():
                stack += node.children()
            case ast.Call(None, name, arguments) if _has_value(name):
                stack += arguments
            case _:
                return True
    return False


def _has_value(name: str) -> bool:
    function = FUNCTIONS.get(name)
    return function is not None and function.has_value
