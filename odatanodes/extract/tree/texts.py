"""The texts that an expression of a program can have: literals, concatenation, alternatives, names, what functions return.

Comes in: a node and its scope. Goes out: the alternatives, each a draft; none where the value is not a text that is known.
The languages derive from `Texts`: `readers` says which kind of node is read how.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import MOST_ALTERNATIVES, Gap, Run, TooMuch, product, size
from odatanodes.extract.expression import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.names import Binding, Names, Scope
    from odatanodes.extract.tree.parse import Tree

    Reader = Callable[[Node, Scope], list[Draft]]

__all__ = ["NUMBER", "Texts", "arguments", "field"]

_DEEPEST = 90
_MOST = 2_000_000
_MOST_OPERANDS = 2000
_MOST_PEELED = 10_000
NUMBER = re.compile(r"-?[0-9][0-9_]*(?:\.[0-9]+)?$")


def field(node: Node, name: str) -> Node | None:
    """Return a part of a node."""
    return node.child_by_field_name(name)


def arguments(node: Node | None) -> list[Node]:
    """Return what stands between the brackets of a call, comments left out."""
    return [] if node is None else [child for child in node.named_children if "comment" not in child.type]


class Texts:
    """Finds the texts of nodes of one file, each of them once; raises TooMuch where they grow out of all proportion."""

    wrappers: frozenset[str] = frozenset()
    """Kinds of nodes that mean what stands in them: brackets, casts, await."""

    def __init__(self, tree: Tree, names: Names) -> None:
        self.tree = tree
        self.names = names
        self.readers: dict[str, Reader] = {}
        self._depth = 0
        self._left = _MOST + 20 * len(tree.source.text)
        self._known: dict[tuple[str, int], list[Draft]] = {}

    # --- the part that is the same for every node --------------------------------------------------------------------

    def of(self, node: Node | None, scope: Scope) -> list[Draft]:
        """Return the alternatives of a text; empty where it is not known."""
        node = self.peel(node)
        reader = self.readers.get(node.type) if node is not None else None
        if node is None or reader is None:
            return []
        return self._once(("of", node.id), lambda: reader(node, scope)[:MOST_ALTERNATIVES])

    def items(self, node: Node | None, scope: Scope) -> list[Draft]:
        """Return the drafts of the items of a list; empty where they are not known."""
        node = self.peel(node)
        if node is None:
            return []
        return self._once(("items", node.id), lambda: self.read_items(node, scope))

    def _once(self, key: tuple[str, int], find: Callable[[], list[Draft]]) -> list[Draft]:
        """Return what was found before, or find it now; what is made of itself is not known."""
        if key not in self._known:
            if self._depth >= _DEEPEST:
                return []
            self._known[key] = []
            self._depth += key[0] in {"of", "items"}
            try:
                self._known[key] = found = find()
            finally:
                self._depth -= key[0] in {"of", "items"}
            self.spend(sum(map(size, found)))
        return self._known[key]

    def spend(self, much: int) -> None:
        """Take note of what was put together; raises TooMuch where it is more than the file is worth."""
        self._left -= much
        if self._left < 0:
            raise TooMuch

    def peel(self, node: Node | None) -> Node | None:
        """Return what stands in brackets, casts and the like."""
        for _ in range(_MOST_PEELED):
            if node is None or node.type not in self.wrappers:
                return node
            node = self.inner(node)
        return None

    def inner(self, node: Node) -> Node | None:
        """Return what a wrapper holds."""
        return field(node, "value") or next(iter(reversed(arguments(node))), None)

    # --- what the languages have in common ---------------------------------------------------------------------------

    def read_binary(self, node: Node, scope: Scope) -> list[Draft]:
        """Read `a + b + …`, or `a ?? b`."""
        operator = field(node, "operator")
        if operator is None or operator.type != "+":
            return self.either(node, scope, "left", "right") if operator is not None and operator.type in {"??", "||"} else []
        operands: list[Node] = []
        current: Node | None = node
        while current is not None and current.type == node.type:
            operator, right = field(current, "operator"), field(current, "right")
            if operator is None or operator.type != "+" or right is None or len(operands) > _MOST_OPERANDS:
                break
            operands.append(right)
            current = self.peel(field(current, "left"))
        if current is None or len(operands) > _MOST_OPERANDS:
            return []
        return self.concatenated([current, *reversed(operands)], scope)

    def concatenated(self, operands: list[Node], scope: Scope) -> list[Draft]:
        """Return the texts of operands one after the other, those not known as holes; empty where none is known."""
        drafts: list[Draft] = [()]
        known = False
        for operand in operands:
            found = self.of(operand, scope)
            known = known or bool(found)
            drafts = product(drafts, found or [self.gap(operand, scope)])
            self.spend(len(drafts))
        return drafts if known else []

    def either(self, node: Node, scope: Scope, *fields: str) -> list[Draft]:
        """Return the texts of several parts of a node."""
        return [draft for name in fields for draft in self.of(field(node, name), scope)]

    def read_name(self, node: Node, scope: Scope) -> list[Draft]:
        """Read a name that is assigned once."""
        return self.bound(self.names.binding(self.tree.text(node), scope))

    def bound(self, binding: Binding | None) -> list[Draft]:
        """Return the texts of what a name is bound to."""
        if binding is None:
            return []
        return self._once((f"text of {binding.name}", id(binding.owner)), lambda: self._bound(binding))

    def _bound(self, binding: Binding) -> list[Draft]:
        drafts = self.of(binding.value, binding.scope)
        if len(binding.added) > _MOST_OPERANDS:
            return []
        for event in binding.added:
            if event.how != "add" or event.node is None:
                return []
            drafts = product(drafts, self.of(event.node, event.scope) or [self.gap(event.node, event.scope)])
        return drafts

    def returned(self, name: str) -> list[Draft]:
        """Return the texts that a function of the file returns, if there is one of that name."""
        functions = self.names.functions.get(name, [])
        if len(functions) != 1:
            return []
        [function] = functions
        found = [self.of(node, function.scope) for node in function.returns[:MOST_ALTERNATIVES]]
        return [draft for drafts in found for draft in drafts]

    def read_items(self, node: Node, scope: Scope) -> list[Draft]:
        """Read the items of a list; the languages say which nodes are lists."""
        raise NotImplementedError

    def bound_items(self, binding: Binding | None) -> list[Draft]:
        """Return the items of the list that a name is bound to, with those added later."""
        if binding is None:
            return []
        return self._once((f"items of {binding.name}", id(binding.owner)), lambda: self._bound_items(binding))

    def _bound_items(self, binding: Binding) -> list[Draft]:
        found = list(self.items(binding.value, binding.scope))
        for event in binding.added:
            if event.node is None or event.how == "add":
                return []
            found += self.items(event.node, event.scope) if event.how == "extend" else [self.item(event.node, event.scope)]
        return found

    def item(self, node: Node, scope: Scope) -> Draft:
        """Return the draft of one item."""
        found = self.of(node, scope)
        return found[0] if found else self.gap(node, scope)

    # --- holes -------------------------------------------------------------------------------------------------------

    def gap(self, node: Node, scope: Scope, name: str = "", span: tuple[int, int] | None = None) -> Draft:
        """Return the draft of an operand: its text where that is the only one, or a hole named by its source."""
        found = self.of(node, scope)
        if len(found) == 1 and found[0]:
            return found[0]
        span = span or self.tree.span(node)
        written = self.tree.text(node)
        if NUMBER.match(written):
            return (Run(written, ((0, span[0]),)),)
        shown = name or "{" + re.sub(r"\s+", " ", written) + "}"
        return (Gap(shown, span, self.described(node, scope)),)

    def described(self, node: Node, scope: Scope) -> Written:  # noqa: ARG002  (languages know more)
        """Return what is known of the text that a value makes."""
        return UNKNOWN
