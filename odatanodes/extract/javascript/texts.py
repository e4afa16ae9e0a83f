"""The texts that a JavaScript expression can have: besides what all languages have, join, map, members of constant objects.

Comes in: a node and its scope. Goes out: the alternatives, each a draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Run, joined
from odatanodes.extract.javascript.parts import called, pairs_of
from odatanodes.extract.javascript.strings import LITERALS, literal_draft
from odatanodes.extract.javascript.times import described
from odatanodes.extract.tree.texts import Texts, arguments, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.names import Binding, Names, Scope
    from odatanodes.extract.tree.parse import Tree

__all__ = ["JavaScriptTexts"]

_TYPED = frozenset({"as_expression", "satisfies_expression", "non_null_expression"})
_ENCODERS = frozenset({"encodeURIComponent", "encodeURI", "String", "escape"})


class JavaScriptTexts(Texts):
    """Reads the texts of JavaScript and TypeScript."""

    wrappers = frozenset({"parenthesized_expression", "await_expression", "type_assertion", *_TYPED})

    def __init__(self, tree: Tree, names: Names) -> None:
        super().__init__(tree, names)
        self.inner_scopes: dict[int, Scope] = {}
        self._pairs: dict[int, dict[str, Node]] = {}
        self.readers = {
            **dict.fromkeys(LITERALS, self._literal),
            "binary_expression": self._binary,
            "ternary_expression": lambda node, scope: self.either(node, scope, "consequence", "alternative"),
            "identifier": self.read_name,
            "shorthand_property_identifier": self.read_name,
            "member_expression": self._member,
            "call_expression": self._call,
        }

    def pairs(self, node: Node) -> dict[str, Node]:
        """Return the values of the members of an object, by key."""
        if node.id not in self._pairs:
            self._pairs[node.id] = pairs_of(self.tree, node)
        return self._pairs[node.id]

    def inner(self, node: Node) -> Node | None:
        """Return what a wrapper holds."""
        parts = arguments(node)
        return (parts[0] if node.type in _TYPED else parts[-1]) if parts else None

    def _literal(self, node: Node, scope: Scope) -> list[Draft]:
        return [literal_draft(self.tree, node, lambda hole, span: self._hole(hole, span, scope))]

    def _hole(self, hole: Node, span: tuple[int, int], scope: Scope) -> Draft:
        name = re.sub(r"\s+", " ", self.tree.source.text[slice(*span)])
        parts = arguments(hole)
        return self.gap(parts[0], scope, name, span) if parts else (Run("", ((0, span[0]),)),)

    def _binary(self, node: Node, scope: Scope) -> list[Draft]:
        operator = field(node, "operator")
        if operator is not None and operator.type == "&&":
            return self.of(field(node, "right"), scope)
        return self.read_binary(node, scope)

    def _member(self, node: Node, scope: Scope) -> list[Draft]:
        """Read `this.filter`, `Filters.IDLE`, and members of a constant object."""
        bound = self._bound_member(node, scope)
        if bound is not None:
            return self.bound(bound)
        value = self._in_object(node, scope)
        return self.of(*value) if value is not None else []

    def _bound_member(self, node: Node, scope: Scope) -> Binding | None:
        owner, name = field(node, "object"), field(node, "property")
        if owner is None or name is None:
            return None
        known = self.names.class_of(scope) if owner.type == "this" else None
        if owner.type == "identifier":
            known = self.names.classes.get(self.tree.text(owner))
        return self.names.binding(self.tree.text(name), scope, known) if known is not None else None

    def _in_object(self, node: Node, scope: Scope) -> tuple[Node, Scope] | None:
        owner, name = field(node, "object"), field(node, "property")
        if owner is None or name is None or owner.type != "identifier":
            return None
        binding = self.names.binding(self.tree.text(owner), scope)
        made = self.peel(binding.value) if binding is not None and not binding.added else None
        value = self.pairs(made).get(self.tree.text(name)) if made is not None else None
        return (value, binding.scope) if value is not None and binding is not None else None

    def _call(self, node: Node, scope: Scope) -> list[Draft]:
        name, owner = called(self.tree, node)
        values = arguments(field(node, "arguments"))
        if owner is None and name in _ENCODERS and len(values) == 1:
            return self.of(values[0], scope)
        if owner is None or owner.type == "this":
            return self.returned(name)
        if name == "join" and len(values) <= 1:
            separators = self.of(values[0], scope) if values else [(Run(",", ((0, self.tree.span(node)[0]),)),)]
            items = self.items(owner, scope)
            if len(separators) == 1 and items and all(isinstance(piece, Run) for piece in separators[0]):
                return [joined("".join(piece[0] for piece in separators[0]), items)]
        if name == "concat" and self.of(owner, scope):
            return self.concatenated([owner, *values], scope)
        if name in {"trim", "trimEnd", "trimStart", "toString"} and not values:
            return self.of(owner, scope)
        return []

    def read_items(self, node: Node, scope: Scope) -> list[Draft]:
        """Read the items of an array."""
        if node.type == "array":
            found: list[Draft] = []
            for item in arguments(node):
                spread = item.type == "spread_element"
                found += self.items(self.inner(item), scope) if spread else [self.item(item, scope)]
            return found
        if node.type in {"identifier", "shorthand_property_identifier"}:
            return self.bound_items(self.names.binding(self.tree.text(node), scope))
        if node.type == "member_expression":
            value = self._in_object(node, scope)
            return self.items(*value) if value is not None else self.bound_items(self._bound_member(node, scope))
        if node.type == "call_expression":
            return self._items_of_call(node, scope)
        return []

    def _items_of_call(self, node: Node, scope: Scope) -> list[Draft]:
        name, owner = called(self.tree, node)
        values = arguments(field(node, "arguments"))
        if name == "map" and values:
            body = field(values[0], "body") if values[0].type == "arrow_function" else None
            inner = self.inner_scopes.get(values[0].id, scope)
            return self.of(body, inner)[:1] if body is not None else []
        if name == "concat" and owner is not None:
            return [*self.items(owner, scope), *(draft for value in values for draft in self.items(value, scope))]
        return self.items(owner, scope) if name in {"filter", "slice", "sort", "reverse"} else []

    def described(self, node: Node, scope: Scope) -> Written:
        """Return what is known of the text that a value makes."""
        return described(self, node, scope)
