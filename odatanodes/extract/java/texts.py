"""The texts that a Java expression can have: besides what all languages have, String.format, String.join, lists, builders.

Comes in: a node and its scope. Goes out: the alternatives, each a draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, joined, substituted
from odatanodes.extract.expression import UNKNOWN
from odatanodes.extract.java.strings import literal_draft
from odatanodes.extract.java.times import converted, described
from odatanodes.extract.tree.texts import Texts, arguments, field
from odatanodes.extract.values import NUMBER

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.names import Binding, Names, Scope
    from odatanodes.extract.tree.parse import Tree

__all__ = ["JavaTexts", "chain", "type_name"]

_PERCENT = re.compile(r"%(?:(\d+)\$|(<))?[-#+ 0,(]*\d*(?:\.\d+)?([tT]?[a-zA-Z%])")
_LISTS = frozenset(
    {"List.of", "Arrays.asList", "Set.of", "Stream.of", "Collections.singletonList", "List.copyOf", "ImmutableList.of"}
)
_BUILDERS = frozenset({"StringBuilder", "StringBuffer"})


def chain(node: Node) -> tuple[list[Node], Node | None]:
    """Return the calls of `a.b().c()`, the last first, and what the first is called on."""
    calls: list[Node] = []
    current: Node | None = node
    while current is not None and current.type == "method_invocation":
        calls.append(current)
        current = field(current, "object")
    return calls, current


def type_name(text: str) -> str:
    """Return the last word of a type, without its arguments."""
    return text.partition("<")[0].strip().rpartition(".")[2]


class JavaTexts(Texts):
    """Reads the texts of Java."""

    wrappers = frozenset({"parenthesized_expression", "cast_expression"})

    def __init__(self, tree: Tree, names: Names) -> None:
        super().__init__(tree, names)
        self.readers = {
            "string_literal": lambda node, _: [draft] if (draft := literal_draft(tree, node)) else [],
            "binary_expression": self.read_binary,
            "ternary_expression": lambda node, scope: self.either(node, scope, "consequence", "alternative"),
            "switch_expression": self._switch,
            "identifier": self.read_name,
            "field_access": lambda node, scope: self.bound(self._bound_member(node, scope)),
            "method_invocation": self._call,
            "object_creation_expression": self._creation,
        }

    def _switch(self, node: Node, scope: Scope) -> list[Draft]:
        rules = [rule for rule in arguments(field(node, "body")) if rule.type == "switch_rule"]
        values = [arguments(rule)[-1] for rule in rules if arguments(rule)]
        return [draft for value in values if value.type == "expression_statement" for draft in self.of(arguments(value)[0], scope)]

    def _bound_member(self, node: Node, scope: Scope) -> Binding | None:
        """Return what `this.filter` or `Constants.FILTER` is bound to."""
        owner, name = field(node, "object"), field(node, "field")
        if owner is None or name is None:
            return None
        known = self.names.class_of(scope) if owner.type == "this" else self.names.classes.get(type_name(self.tree.text(owner)))
        return self.names.binding(self.tree.text(name), scope, known) if known is not None else None

    def _creation(self, node: Node, scope: Scope) -> list[Draft]:
        """Read `new StringBuilder("…")`, `new String("…")`."""
        type = field(node, "type")
        named = type_name(self.tree.text(type)) if type is not None else ""
        values = arguments(field(node, "arguments"))
        if named == "String" or (named in _BUILDERS and values):
            return self.concatenated(values[:1], scope)
        return [(Run("", ((0, self.tree.span(node)[0]),)),)] if named in _BUILDERS else []

    def _call(self, node: Node, scope: Scope) -> list[Draft]:
        name, owner = self._name(node), field(node, "object")
        values = arguments(field(node, "arguments"))
        if owner is None or owner.type == "this":
            return self.returned(name)
        on_string = self.tree.text(owner) == "String" if owner.end_byte - owner.start_byte < 20 else False
        if name == "format" and on_string and values:
            formats = self.of(values[0], scope)
            if not formats and len(values) > 1:  # String.format(Locale.ROOT, "…", x)
                formats, values = self.of(values[1], scope), values[1:]
            return [self._format(draft, values[1:], scope) for draft in formats]
        if name == "formatted":
            return [self._format(draft, values, scope) for draft in self.of(owner, scope)]
        if name == "join" and on_string and len(values) > 1:
            items = self.items(values[1], scope) if len(values) == 2 else []
            return self._joined(values[0], items or [self.item(value, scope) for value in values[1:]], scope)
        if name == "collect" and len(values) == 1 and self._name(values[0]) == "joining":
            return self._joined(next(iter(arguments(field(values[0], "arguments"))), None), self.items(owner, scope), scope)
        if name == "concat" and len(values) == 1:
            return self.concatenated([owner, values[0]], scope)
        if name == "valueOf" and on_string and len(values) == 1:
            return self.of(values[0], scope)
        if name == "append":
            return self._appended(node, scope)
        if name in {"toString", "trim", "strip", "stripIndent", "intern"} and not values:
            return self.of(owner, scope)
        return []

    def _name(self, call: Node) -> str:
        name = field(call, "name")
        return self.tree.text(name) if name is not None else ""

    def _appended(self, node: Node, scope: Scope) -> list[Draft]:
        """Read `new StringBuilder("a").append(b).append("c")`."""
        calls, root = chain(node)
        values = [arguments(field(call, "arguments")) for call in reversed(calls) if self._name(call) == "append"]
        if root is None or len(values) != len(calls) or root.type != "object_creation_expression" or not self.of(root, scope):
            return []
        return self.concatenated([root, *(value[0] for value in values if value)], scope)

    def _joined(self, separator: Node | None, items: list[Draft], scope: Scope) -> list[Draft]:
        separators = self.of(separator, scope)
        if len(separators) != 1 or not items or not all(isinstance(piece, Run) for piece in separators[0]):
            return []
        return [joined("".join(piece[0] for piece in separators[0]), items)]

    def _format(self, draft: Draft, values: list[Node], scope: Scope) -> Draft:
        """Return a format with its specifiers filled."""
        count = last = 0

        def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
            nonlocal count, last
            conversion = found[3]
            if conversion in "%n":
                return "%" if conversion == "%" else "\n"
            if found[1]:
                last = int(found[1][:4]) - 1
            elif not found[2]:
                last, count = count, count + 1
            value = values[last] if 0 <= last < len(values) else None
            if conversion[0] in "tT":
                return (Gap(found[0], span, converted(self, value, scope, conversion[1:])),)
            if conversion not in "sS":
                return (Gap(found[0], span, UNKNOWN if conversion in "cC" else NUMBER),)
            return self.gap(value, scope, found[0], span) if value is not None else (Gap(found[0], span),)

        return substituted(draft, _PERCENT, fill)

    def read_items(self, node: Node, scope: Scope) -> list[Draft]:
        """Read the items of an array or a list."""
        if node.type == "array_creation_expression":
            return self.items(field(node, "value"), scope)
        if node.type == "array_initializer":
            return [self.item(item, scope) for item in arguments(node)]
        if node.type == "identifier":
            return self.bound_items(self.names.binding(self.tree.text(node), scope))
        if node.type == "field_access":
            return self.bound_items(self._bound_member(node, scope))
        values = arguments(field(node, "arguments"))
        if node.type == "object_creation_expression":  # new ArrayList<>(Arrays.asList(…))
            return self.items(values[0], scope) if values else []
        if node.type == "method_invocation":
            owner, name = field(node, "object"), self._name(node)
            if owner is not None and f"{self.tree.tail(owner)}.{name}" in _LISTS:
                return [self.item(value, scope) for value in values]
            if name in {"stream", "toList"}:
                return self.items(owner if name == "toList" or not values else values[0], scope)
        return []

    def described(self, node: Node, scope: Scope) -> Written:
        """Return what is known of the text that a value makes."""
        return described(self, node, scope)
