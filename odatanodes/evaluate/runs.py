"""Chains of comparisons that are one membership: `id eq 'a' or id eq 'b' or …`, as filters for a service without `in` have it.

Each run of `eq` of one path with strings (of `ne` under `and`) becomes one `in`: one look into a set instead of a comparison for
each. Only neighbours are joined, so that nothing is read earlier or later than before.
"""

from __future__ import annotations

from itertools import groupby

from odatanodes import ast, edm
from odatanodes.evaluate.closures import operand_type

__all__ = ["operands"]


def operands(x: ast.And | ast.Or) -> list[ast.Expr]:
    """Return operands that together mean what those of `x` do, under both semantics and for null as well."""
    op = "eq" if isinstance(x, ast.Or) else "ne"
    found: list[ast.Expr] = []
    for path, run in groupby(x.operands, lambda operand: _path(operand, op)):
        together = list(run)
        if path is None or len(together) == 1:
            found += together
            continue
        items = [
            operand.right for operand in together if isinstance(operand, ast.Compare) and isinstance(operand.right, ast.Literal)
        ]
        one = ast.In(path, ast.List(tuple(items)))
        found.append(one if op == "eq" else ast.Not(one))
    return found


def _path(x: ast.Expr, op: str) -> ast.Member | None:
    """Return the path that a comparison reads as a string, None for anything else."""
    if isinstance(x, ast.Compare) and x.op == op and isinstance(x.left, ast.Member) and isinstance(x.right, ast.Literal):
        text = isinstance(x.right.value, str) and operand_type(x.left, x.right.type) is edm.STRING
        return x.left if text else None
    return None
