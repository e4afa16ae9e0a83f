"""What a tree reads: property paths such as `startTaskInfo/exitCode`, and strings in double quotes."""

from __future__ import annotations

from odatanodes import ast

__all__ = ["double_quoted", "paths_read"]


def paths_read(root: ast.Expr) -> frozenset[str]:
    """Collect the property paths; the variable of a lambda stands for the path of its collection."""
    found: set[str] = set()
    stack: list[tuple[ast.Node, dict[str, str]]] = [(root, {})]
    while stack:
        node, scope = stack.pop()
        if isinstance(node, ast.Lambda):
            stack.append((node.source, scope))
            if node.predicate is not None and node.variable is not None:
                stack.append((node.predicate, {**scope, node.variable: _path(node.source, scope)}))
            continue
        if isinstance(node, ast.Member):
            found.add(_path(node, scope))
            inner: ast.Expr | None = node
            while isinstance(inner, ast.Member):
                inner = inner.source
            if inner is not None:
                stack.append((inner, scope))
            continue
        stack += [(child, scope) for child in node.children()]
    return frozenset(found)


def _path(node: ast.Expr | None, scope: dict[str, str]) -> str:
    names: list[str] = []
    while node is not None:
        if isinstance(node, ast.Member):
            names.append(node.name)
        elif isinstance(node, ast.Var) and node.name in scope:
            names.append(scope[node.name])
        node = getattr(node, "source", None)
    return "/".join(reversed(names))


def double_quoted(root: ast.Node) -> list[ast.Literal]:
    """Return the literals in double quotes outside arrays and objects, where JSON has no place, in order."""
    found: list[ast.Literal] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Literal) and node.form == "json":
            found.append(node)
        elif not isinstance(node, ast.Array | ast.Object):
            stack += reversed(node.children())
    return found
