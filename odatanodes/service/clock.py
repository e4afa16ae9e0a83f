"""The value of `now()`: put into an expression before a service, which has no such function, is asked."""

from __future__ import annotations

from odatanodes import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes import edm

__all__ = ["is_now", "with_now"]


def with_now(expr: ast.Expr, now: edm.DateTimeOffset) -> ast.Expr:
    """Return an expression with a value in place of each `now()`."""
    if not _has_now(expr):
        return expr

    def change(node: ast.Node) -> ast.Node:
        return ast.Literal(now, "v3", node.span) if is_now(node) else node

    changed = ast.transform(expr, change)
    assert isinstance(changed, ast.Expr)
    return changed


def is_now(node: ast.Node) -> bool:
    """Say whether a node is `now()`."""
    return isinstance(node, ast.Call) and node.name == "now" and node.source is None


def _has_now(expr: ast.Expr) -> bool:
    """Look for `now()`, past the leaves of plain comparisons, which most filters are made of."""
    stack: list[ast.Node] = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.And | ast.Or):
            stack += node.operands
        elif isinstance(node, ast.Compare):
            if node.left.__class__ is not ast.Member:
                stack.append(node.left)
            if node.right.__class__ is not ast.Literal:
                stack.append(node.right)
        elif is_now(node):
            return True
        else:
            stack += node.children()
    return False
