"""Draw a typed tree: one node a line, its type beside it (`odatanodes explain`).

A path of plain names is one line, because it is one thing to a reader. An explicit stack keeps deep trees possible.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import cells, picture, printable, shorten
from odatanodes.check.values import never_null
from odatanodes.serialize import literal_text

__all__ = ["explain"]

WIDEST_LABEL = 60
DEEPEST_PICTURE = 40
"""Below this level the branches are not drawn but counted: they would be longer than any line."""


def explain(tree: ast.Node) -> str:
    """Return the tree of a checked `$filter` or `$select`, a line for each node, with types.

    >>> from odatanodes.check import check
    >>> from odatanodes.schema import BATCH_NODE
    >>> typed, _ = check(ast.Compare("gt", ast.Member(None, "totalTasksRun"), ast.Literal(5)), BATCH_NODE)
    >>> print(explain(typed))
    gt                Edm.Boolean
    ├─ totalTasksRun  Edm.Int32, never null
    └─ 5              Edm.Int32
    """
    lines: list[tuple[str, str]] = []
    stack: list[tuple[ast.Node, str, str, int]] = [(tree, "", "", 0)]
    while stack:
        node, lead, below, level = stack.pop()
        lines.append((lead + printable(_label(node)), _type(node)))
        children = _children(node)
        for place in range(len(children) - 1, -1, -1):
            last = place == len(children) - 1
            if level < DEEPEST_PICTURE:
                stack.append((children[place], below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "), level + 1))
            else:
                stack.append((children[place], f"{below}({level + 1}) ", below, level + 1))
    width = min(max(cells(label) for label, _ in lines), WIDEST_LABEL)
    return "\n".join([f"{label}{' ' * (width - cells(label))}  {type}".rstrip() for label, type in lines])


def _children(node: ast.Node) -> tuple[ast.Node, ...]:
    """Return what is drawn below a node: nothing below a plain path, a literal list on its own line each."""
    if isinstance(node, ast.Member) and ast.path_names(node) is not None:
        return ()
    if isinstance(node, ast.Member | ast.Cast | ast.IsOf | ast.TypeCast | ast.Annotation):
        source = node.operand if isinstance(node, ast.Cast | ast.IsOf) else node.source
        return () if _plain(node) or source is None else (source,)
    return node.children()


def _plain(node: ast.Node) -> bool:
    """Whether a node is a path of names from a variable: `t/executionInfo/exitCode`."""
    while isinstance(node, ast.Member) and node.source is not None:
        node = node.source
    return isinstance(node, ast.Var) or (isinstance(node, ast.Member) and node.source is None)


def _label(node: ast.Node) -> str:
    match node:
        case ast.Literal(value):
            return _cut(picture(value) if edm.unwritable(value) else literal_text(value))
        case ast.Member():
            return _cut(_path(node))
        case ast.And() | ast.Or() | ast.Not() | ast.In() | ast.Has() | ast.Case() | ast.List() | ast.Array() | ast.Object():
            return type(node).__name__.lower()
        case ast.Compare(op) | ast.Arith(op):
            return op
        case ast.Neg():
            return "-"
        case ast.Var(name):
            return name
        case ast.Alias(name):
            return f"@{name}"
        case ast.Lambda(_, kind, variable):
            return f"{kind}({variable}: …)" if variable is not None else f"{kind}()"
        case ast.Call(_, name, arguments):
            return f"{_cut(name)}({'…' if arguments else ''})"
        case ast.Cast(_, name):
            return f"cast to {_cut(name)}"
        case ast.IsOf(_, name):
            return f"is of {_cut(name)}"
        case ast.TypeCast(_, name):
            return f"as {_cut(name)}"
        case ast.Annotation(_, term, qualifier):
            return _cut(f"@{term}#{qualifier}" if qualifier else f"@{term}")
        case ast.Count():
            return "$count"
        case ast.FilterSegment():
            return "$filter"
        case ast.Key():
            return "key"
        case ast.Branch():
            return "when … then"
        case ast.Pair(name):
            return f"{_cut(name)} ="
        case ast.Star(namespace):
            return f"{namespace}.*" if namespace else "*"
        case ast.SelectList():
            return "select"
        case ast.SelectItem():
            return "item"
        case ast.Option(name, value):
            return name if isinstance(value, ast.Node | tuple) else _cut(f"{name}={value}")
        case _:
            raise TypeError(f"no line for {type(node).__name__}")


def _path(node: ast.Member) -> str:
    """Return the names of a path, from its variable on; behind anything else only the last one."""
    if not _plain(node):
        return "/" + node.name
    names: list[str] = []
    step: ast.Expr | None = node
    while isinstance(step, ast.Member):
        names.append(step.name)
        step = step.source
    if isinstance(step, ast.Var):
        names.append(step.name)
    return "/".join(reversed(names))


def _cut(text: str) -> str:
    return shorten(text, WIDEST_LABEL)


def _type(node: ast.Node) -> str:
    if not isinstance(node, ast.Expr) or isinstance(node, ast.Star):
        return ""
    name = "unknown" if node.type is edm.ANY else str(node.type)
    if not isinstance(node, ast.Member) or node.prop is None:
        return name
    members = f", one of {len(node.prop.members)} values" if node.prop.members else ""
    return f"{name}{members}{', never null' if never_null(node) else ''}"
