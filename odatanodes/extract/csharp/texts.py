"""The texts that a C# expression can have: besides what all languages have, string.Format, string.Join, lists and members.

Comes in: a node and its scope. Goes out: the alternatives, each a draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.csharp.calls import callee, passed, receiver
from odatanodes.extract.csharp.strings import LITERALS, literal_draft
from odatanodes.extract.csharp.times import described, formatted
from odatanodes.extract.draft import Gap, Run, joined, substituted
from odatanodes.extract.tree.texts import Texts, arguments, field

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.names import Binding, Names, Scope
    from odatanodes.extract.tree.parse import Tree

__all__ = ["CSharpTexts"]

_FORMAT = re.compile(r"\{\{|\}\}|\{(\d+)[^{}:]*(?::((?:[^{}])*))?\}")
_STRING = frozenset({"string", "String", "System.String"})
_EMPTY = frozenset({"string.Empty", "String.Empty"})
_LISTS = frozenset({"array_creation_expression", "implicit_array_creation_expression", "initializer_expression"})


class CSharpTexts(Texts):
    """Reads the texts of C#."""

    wrappers = frozenset({"parenthesized_expression", "cast_expression", "await_expression", "checked_expression", "argument"})

    def __init__(self, tree: Tree, names: Names) -> None:
        super().__init__(tree, names)
        self.readers = {
            **dict.fromkeys(LITERALS, self._literal),
            "binary_expression": self.read_binary,
            "conditional_expression": lambda node, scope: self.either(node, scope, "consequence", "alternative"),
            "switch_expression": self._switch,
            "identifier": self.read_name,
            "member_access_expression": self._member,
            "invocation_expression": self._call,
            "object_creation_expression": self._builder,
            "postfix_unary_expression": lambda node, scope: self.of(next(iter(node.named_children), None), scope),
        }

    def _literal(self, node: Node, scope: Scope) -> list[Draft]:
        return [literal_draft(self.tree, node, lambda hole, span: self._hole(hole, span, scope))]

    def _hole(self, hole: Node, span: tuple[int, int], scope: Scope) -> Draft:
        """Return the draft of `{value,width:format}`."""
        name = re.sub(r"\s+", " ", self.tree.source.text[slice(*span)])
        parts = [part for part in arguments(hole) if part.type != "interpolation_brace"]
        value = parts[0] if parts else None
        format = next((self.tree.text(part)[1:] for part in parts if part.type == "interpolation_format_clause"), "")
        if value is None:
            return (Gap(name, span),)
        if format:
            return (Gap(name, span, formatted(self, value, scope, format)),)
        return self.gap(value, scope, name, span)

    def _switch(self, node: Node, scope: Scope) -> list[Draft]:
        arms = [arm for arm in node.named_children if arm.type == "switch_expression_arm"]
        return [draft for arm in arms for draft in self.of(next(iter(reversed(arguments(arm))), None), scope)]

    def _member(self, node: Node, scope: Scope) -> list[Draft]:
        """Read `this.Filter`, `Constants.Filter`."""
        if self.tree.text(node) in _EMPTY:
            return [(Run("", ((0, self.tree.span(node)[0]),)),)]
        return self.bound(self._bound_member(node, scope))

    def _bound_member(self, node: Node, scope: Scope) -> Binding | None:
        owner, name = field(node, "expression"), field(node, "name")
        if owner is None or name is None:
            return None
        known = self.names.class_of(scope) if owner.type == "this" else self.names.classes.get(_last(self.tree.text(owner)))
        return self.names.binding(self.tree.text(name), scope, known) if known is not None else None

    def _call(self, node: Node, scope: Scope) -> list[Draft]:
        name, owner = callee(self.tree, node), receiver(node)
        values = [value for _, value in passed(node)]
        if owner is None or owner.type == "this":
            return self.returned(name)
        on_string = self.tree.text(owner) in _STRING
        if name == "Format" and on_string and values:
            formats = self.of(values[0], scope)
            if not formats and len(values) > 1:  # string.Format(CultureInfo.InvariantCulture, "…", x)
                formats, values = self.of(values[1], scope), values[1:]
            return [self._format(draft, values[1:], scope) for draft in formats]
        if name == "Concat" and on_string:
            return self.concatenated(values, scope)
        if name == "Join" and on_string and len(values) > 1:
            separators = self.of(values[0], scope)
            items = self.items(values[1], scope) if len(values) == 2 else [self.item(value, scope) for value in values[1:]]
            if len(separators) == 1 and items and all(isinstance(piece, Run) for piece in separators[0]):
                return [joined("".join(piece[0] for piece in separators[0]), items)]
        if name in {"Trim", "TrimEnd", "TrimStart", "ToString"} and not values:
            return self.of(owner, scope)
        return []

    def _builder(self, node: Node, scope: Scope) -> list[Draft]:
        """Read `new StringBuilder("…")`."""
        type = field(node, "type")
        if type is None or _last(self.tree.text(type)) != "StringBuilder":
            return []
        values = [value for _, value in passed(node)]
        return self.concatenated(values[:1], scope) if values else [(Run("", ((0, self.tree.span(node)[0]),)),)]

    def _format(self, draft: Draft, values: list[Node], scope: Scope) -> Draft:
        """Return a composite format with its items filled."""

        def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
            if found[0] in {"{{", "}}"}:
                return found[0][0]
            value = values[int(found[1])] if len(found[1]) < 4 and int(found[1]) < len(values) else None
            if value is None:
                return (Gap(found[0], span),)
            if found[2]:
                return (Gap(found[0], span, formatted(self, value, scope, found[2])),)
            return self.gap(value, scope, found[0], span)

        return substituted(draft, _FORMAT, fill)

    def read_items(self, node: Node, scope: Scope) -> list[Draft]:
        """Read the items of an array, a list or a collection expression."""
        if node.type in _LISTS or node.type in {"object_creation_expression", "implicit_object_creation_expression"}:
            listed = node if node.type == "initializer_expression" else _initializer(node)
            return [self.item(item, scope) for item in arguments(listed)]
        if node.type == "collection_expression":
            elements = [element.named_children[0] for element in arguments(node) if element.named_children]
            return [self.item(element.named_children[0], scope) for element in elements if element.named_children]
        if node.type == "identifier":
            return self.bound_items(self.names.binding(self.tree.text(node), scope))
        if node.type == "member_access_expression":
            return self.bound_items(self._bound_member(node, scope))
        if node.type == "invocation_expression" and callee(self.tree, node) in {"ToArray", "ToList"}:
            return self.items(receiver(node), scope)
        return []

    def described(self, node: Node, scope: Scope) -> Written:
        """Return what is known of the text that a value makes."""
        return described(self, node, scope)


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _initializer(node: Node) -> Node | None:
    return field(node, "initializer") or next(
        (child for child in node.named_children if child.type == "initializer_expression"), None
    )
