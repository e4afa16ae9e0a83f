"""The bases of all nodes, and what walks over them: no function here uses recursion."""

from __future__ import annotations

from odatanodes.base.value import Value

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import ClassVar

    from odatanodes import edm
    from odatanodes.diagnostics import Span

NO_SPAN: Span = (0, 0)


class Node(Value):
    """Base of all nodes. `span` is where it stood in the text; (0, 0) for a node that was not parsed."""

    __slots__ = ("span",)
    _extras: ClassVar[tuple[str, ...]] = ("span",)
    span: Span

    def children(self) -> tuple[Node, ...]:
        """Return the nodes directly below, in the order of the text. The most frequent classes say it themselves, to be fast."""
        found: list[Node] = []
        for field in self._fields():
            if isinstance(field, Node):
                found.append(field)
            elif type(field) is tuple:
                found += [item for item in field if isinstance(item, Node)]
        return tuple(found)


class Expr(Node):
    """Base of what has a value. `type` is the EDM type, `edm.ANY` until check knows better."""

    __slots__ = ("type",)
    _extras: ClassVar[tuple[str, ...]] = ("span", "type")
    type: edm.Type


def walk(root: Node) -> Iterator[Node]:
    """Yield every node in pre-order, in the order of the text, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(node.children())


def transform(root: Node, change: Callable[[Node], Node]) -> Node:
    """Rebuild a tree from the leaves up: `change` gets each node with its children already changed. No recursion.

    Nodes whose parts stay the same objects are kept; spans and types go along.
    """
    results: list[Node] = []
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, opened = stack.pop()
        below = node.children()
        if not opened and below:
            stack.append((node, True))
            stack += [(child, False) for child in reversed(below)]
            continue
        if below:
            changed = results[len(results) - len(below) :]
            del results[len(results) - len(below) :]
            node = with_children(node, below, changed)
        results.append(change(node))
    return results[0]


def with_children(node: Node, below: tuple[Node, ...], changed: list[Node]) -> Node:
    """Return the node with its children (`node.children()`, passed as `below`) replaced by as many others."""
    if all(old is new for old, new in zip(below, changed, strict=True)):
        return node
    new = iter(changed)
    fields: dict[str, object] = {}
    for name in node.__match_args__:
        field = getattr(node, name)
        if isinstance(field, Node):
            fields[name] = next(new)
        elif type(field) is tuple:
            fields[name] = tuple([next(new) if isinstance(item, Node) else item for item in field])
    return node.replace(**fields)


def depth(root: Node) -> int:
    """Return how many levels a tree has; a leaf has one."""
    deepest = 0
    stack = [(root, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        stack += [(child, level + 1) for child in node.children()]
    return deepest
