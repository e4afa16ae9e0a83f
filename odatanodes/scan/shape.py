"""What a filter reads of a node: the tree of its paths, with whether each value is needed whole, in parts or not at all."""

from __future__ import annotations

from odatanodes import ast, edm

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    Variables = dict[str, "Shape"]

__all__ = ["Shape", "shape_of"]


class Shape:
    """What is needed of one value: `whole`, some of its properties, its `items`, or none of these: only whether it is present."""

    __slots__ = ("items", "properties", "type", "whole")

    def __init__(self, type: edm.Type = edm.ANY) -> None:
        self.type = type
        self.whole = False
        self.properties: dict[str, Shape] = {}
        self.items: Shape | None = None

    def property(self, name: str, type: edm.Type) -> Shape:
        """Return the shape of a property, adding it."""
        return self.properties.setdefault(name, Shape(type))

    def item(self) -> Shape:
        """Return the shape of the items of a collection, adding it."""
        if self.items is None:
            self.items = Shape(self.type.item if isinstance(self.type, edm.CollectionType) else edm.ANY)
        return self.items


class _NoPathError(Exception):
    """The expression reads something that is not a path."""


def shape_of(expr: ast.Expr) -> Shape | None:
    """Return what an expression needs of a node; None where it reads more than paths (`$it`, `$filter(…)`)."""
    root = Shape()
    stack: list[tuple[ast.Node, Variables]] = [(expr, {})]
    try:
        while stack:
            node, variables = stack.pop()
            stack += _visit(node, root, variables)
    except (_NoPathError, RecursionError):
        return None
    return None if root.whole else root


def _visit(node: ast.Node, root: Shape, variables: Variables) -> list[tuple[ast.Node, Variables]]:
    """Add what one node of the tree needs; return the nodes that are left to visit."""
    match node:
        case ast.Lambda(source=source, variable=variable, predicate=predicate):
            items = _at(source, root, variables).item()
            return [] if predicate is None or variable is None else [(predicate, {**variables, variable: items})]
        case ast.Count(source=source, options=()):
            _at(source, root, variables).item()
            return []
        case ast.Compare(_, ast.Member() as path, ast.Literal(None)) | ast.Compare(_, ast.Literal(None), ast.Member() as path):
            found = _at(path, root, variables)
            found.whole = found.whole or not isinstance(path.type, edm.StructuredType)
            return []
        case ast.Member() | ast.Var():
            _at(node, root, variables).whole = True
            return []
        case ast.FilterSegment() | ast.Count() | ast.TypeCast() | ast.Key() | ast.Annotation() | ast.Alias():
            raise _NoPathError
    return [(child, variables) for child in node.children()]


def _at(path: ast.Expr | None, root: Shape, variables: Variables) -> Shape:
    if path is None:
        return root
    if isinstance(path, ast.Member):
        return _at(path.source, root, variables).property(path.name, path.type)
    if isinstance(path, ast.Var) and path.name in variables:
        return variables[path.name]
    if isinstance(path, ast.Var) and path.name == "$it":
        return root
    raise _NoPathError
