"""Texts that an expression of a program can have: literals, concatenation, alternatives, names, formats, joins, builders.

Each text is a draft; there are several where a value has alternatives, and none where it is not a text that is known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import MOST_ALTERNATIVES, Gap, Run, TooMuch, joined, literal, product, size, substituted
from odatanodes.extract.expression import UNKNOWN
from odatanodes.extract.tree.dialect import entry
from odatanodes.extract.tree.nodes import LITERALS, NAMES, arguments, branches, field, member_of, operands, peel
from odatanodes.extract.tree.strings import literal_draft

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.dialect import Dialect
    from odatanodes.extract.tree.names import Names, Scope, Variable
    from odatanodes.extract.tree.nodes import Call, Tree

__all__ = ["Texts"]

_DEEPEST = 90
_MOST = 2_000_000
_MOST_ADDED = 2000
_NUMBER = re.compile(r"-?[0-9][0-9_]*(?:\.[0-9]+)?$")
_LISTS = frozenset({"array_initializer", "initializer_expression", "collection_expression", "array"})
_EMPTY = frozenset({"string.Empty", "String.Empty"})
_ESCAPED = {"{{": "{", "}}": "}", "%%": "%", "%n": "\n"}


class Texts:
    """Finds the texts of nodes of one file, each of them once; raises TooMuch where they outgrow the file."""

    def __init__(self, tree: Tree, names: Names, dialect: Dialect) -> None:
        self.tree = tree
        self.names = names
        self.dialect = dialect
        self._depth = 0
        self._left = _MOST + 20 * len(tree.source.text)
        self._known: dict[tuple[str, int], list[Draft]] = {}

    def of(self, node: Node | None, scope: Scope) -> list[Draft]:
        """Return the alternatives of a text; empty where it is not known."""
        node = peel(node)
        if node is None:
            return []
        return self._once(("of", node.id), lambda: self._read(node, scope)[:MOST_ALTERNATIVES])

    def items(self, node: Node | None, scope: Scope) -> list[Draft]:
        """Return the drafts of the items of a list; empty where they are not known."""
        node = peel(node)
        if node is None:
            return []
        return self._once(("items", node.id), lambda: self._read_items(node, scope))

    def _once(self, key: tuple[str, int], find: Callable[[], list[Draft]]) -> list[Draft]:
        """Return what was found before, or find it now; what is made of itself is not known."""
        if key not in self._known:
            if self._depth >= _DEEPEST:
                return []
            self._known[key] = []
            deeper = key[0] in {"of", "items"}
            self._depth += deeper
            try:
                self._known[key] = found = find()
            finally:
                self._depth -= deeper
            self.spend(sum(map(size, found)))
        return self._known[key]

    def spend(self, much: int) -> None:
        """Take note of what was put together; raises TooMuch where it is more than the file is worth."""
        self._left -= much
        if self._left < 0:
            raise TooMuch

    def _read(self, node: Node, scope: Scope) -> list[Draft]:
        if node.type in LITERALS:
            draft = literal_draft(self.tree, node, self.dialect.language, lambda hole: self._hole(hole, scope))
            return [draft] if draft else []
        if node.type in NAMES:
            return self._bound(node, scope)
        parts = branches(node)
        if parts is not None:
            return [draft for part in parts for draft in self.of(part, scope)]
        if node.type == "binary_expression":
            parts = operands(node)
            return self._concatenated(parts, scope) if len(parts) > 1 else []
        call = self.tree.call(node)
        if call is not None:
            return self._made(call, scope)
        if member_of(node) is not None and self.tree.tail(node) in _EMPTY:
            return [self._empty(node)]
        return self._bound(node, scope)

    def _empty(self, node: Node) -> Draft:
        return (Run("", ((0, node.start_byte),)),)

    def _hole(self, hole: Node, scope: Scope) -> Draft:
        """Return the draft of `{value,width:format}` or `${value}`."""
        shown, span = re.sub(r"\s+", " ", self.tree.text(hole)), (hole.start_byte, hole.end_byte)
        parts = [part for part in arguments(hole) if part.type != "interpolation_brace"]
        format = next((self.tree.text(part)[1:] for part in parts if part.type == "interpolation_format_clause"), "")
        if not parts:
            return (Gap(shown, span),)
        return (Gap(shown, span, self.formatted(parts[0], scope, format)),) if format else self.gap(parts[0], scope, shown, span)

    def _concatenated(self, operands: list[Node], scope: Scope) -> list[Draft]:
        """Return the texts of operands one after the other, those not known as holes; empty where none is known."""
        drafts: list[Draft] = [()]
        known = False
        for operand in operands:
            found = self.of(operand, scope)
            known = known or bool(found)
            drafts = product(drafts, found or [self.gap(operand, scope)])
            self.spend(len(drafts))
        return drafts if known else []

    def _bound(self, node: Node, scope: Scope, *, as_list: bool = False) -> list[Draft]:
        """Return the texts of what a name is bound to, or the items, where it is a list."""
        variable, kind = self.names.variable(node, scope), "items of" if as_list else "text of"
        if variable is not None:
            return self._once((f"{kind} {variable.name}", id(variable.scope)), lambda: self._grown(variable, as_list=as_list))
        owner, name = member_of(node) or (None, None)  # of a constant object
        of = self.names.binding(owner, scope)
        value = self.tree.pairs(peel(of.value)).get(self.tree.text(name)) if of is not None and not of.added else None
        return (self.items if as_list else self.of)(value, of.scope) if of is not None else []

    def _grown(self, variable: Variable, *, as_list: bool) -> list[Draft]:
        """Return the texts, or the items, of a name with what is added to them."""
        binding = variable.binding()
        if binding is None or len(binding.added) > _MOST_ADDED:
            return []
        drafts = [*(self.items if as_list else self.of)(binding.value, binding.scope)]
        for how, node, scope, _ in binding.added:
            if node is None or (how == "add") == as_list:
                return []
            if as_list:
                drafts += self.items(node, scope) if how == "extend" else [self._item(node, scope)]
            else:
                drafts = product(drafts, self.of(node, scope) or [self.gap(node, scope)])
        return drafts

    def _returned(self, name: str) -> list[Draft]:
        """Return the texts that a function of the file returns, if there is one of that name."""
        functions = self.names.functions.get(name, [])
        returns = functions[0].returns[:MOST_ALTERNATIVES] if len(functions) == 1 else []
        return [draft for node in returns for draft in self.of(node, functions[0].scope)]

    def _made(self, call: Call, scope: Scope) -> list[Draft]:
        values, owner = call.values, call.owner
        match entry(self.dialect.texts, call, self.tree):
            case "same":
                return self.of(owner, scope) if not values else []
            case "of":
                return self.of(values[0], scope) if values else []
            case "concat":
                return self._concatenated(values, scope)
            case "added":
                return self._concatenated(self._chain(call), scope)
            case "format" if values:
                formats = self.of(values[0], scope)
                if not formats and len(values) > 1:  # string.Format(CultureInfo.InvariantCulture, "…", x)
                    formats, values = self.of(values[1], scope), values[1:]
                return [self._filled(draft, values[1:], scope) for draft in formats]
            case "formatted":
                return [self._filled(draft, values, scope) for draft in self.of(owner, scope)]
            case "join" if len(values) > 1:
                listed = len(values) == 2 and not self.of(values[1], scope)
                items = self.items(values[1], scope) if listed else [self._item(value, scope) for value in values[1:]]
                return self._joined(self.of(values[0], scope), items)
            case "joined":
                comma: Draft = (Run(",", ((0, call.node.start_byte),)),)
                return self._joined(self.of(values[0], scope) if values else [comma], self.items(owner, scope))
            case "collect":
                joining = self.tree.call(values[0]) if values else None
                given = joining.values[:1] if joining is not None and joining.name == "joining" else []
                return self._joined([draft for value in given for draft in self.of(value, scope)], self.items(owner, scope))
            case "new":
                is_sized = not values or _NUMBER.match(self.tree.tail(values[0])) is not None
                return [self._empty(call.node)] if is_sized else self._concatenated(values[:1], scope)
            case _:
                return self._returned(call.name) if call.is_local else []

    def _chain(self, call: Call) -> list[Node]:
        """Return what is put together by `root.append(a).append(b)`; an object with a name is not the root of one."""
        operands: list[Node] = []
        current: Call | None = call
        root: Node | None = None
        while current is not None and entry(self.dialect.texts, current, self.tree) == "added":
            operands += reversed(current.values)
            root = current.owner
            current = self.tree.call(root)
        is_builder = call.name in self.dialect.grows and (current is None or not current.is_new)
        return [] if is_builder or root is None else [root, *reversed(operands)]

    def _joined(self, separators: list[Draft], items: list[Draft]) -> list[Draft]:
        if len(separators) != 1 or not items or not all(isinstance(piece, Run) for piece in separators[0]):
            return []
        return [joined(literal(separators[0]), items)]

    def _filled(self, draft: Draft, values: list[Node], scope: Scope) -> Draft:
        """Return a format with its places filled."""
        count = last = 0

        def fill(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
            nonlocal count, last
            if found[0] in _ESCAPED:
                return _ESCAPED[found[0]]
            parts = found.groupdict()
            if parts["index"]:
                last = int(parts["index"][:4]) - self.dialect.first
            elif not parts.get("again"):
                last, count = count, count + 1
            value = values[last] if 0 <= last < len(values) else None
            if value is None:
                return (Gap(found[0], span),)
            format = parts["format"]
            if not format or format in {"s", "S"}:
                return self.gap(value, scope, found[0], span)
            return (Gap(found[0], span, self.formatted(value, scope, format)),)

        return substituted(draft, self.dialect.placeholder, fill)

    def _read_items(self, node: Node, scope: Scope) -> list[Draft]:
        if node.type in _LISTS:
            found: list[Draft] = []
            for item in arguments(node):
                inner = item.named_children[0] if item.type == "collection_element" and item.named_children else item
                spread = inner.type == "spread_element"
                found += self.items(inner.named_children[0], scope) if spread else [self._item(inner, scope)]
            return found
        if node.type in NAMES:
            return self._bound(node, scope, as_list=True)
        made = field(node, "initializer", "value") or next((part for part in node.named_children if part.type in _LISTS), None)
        call = self.tree.call(node)
        if made is not None or call is None:
            return self.items(made, scope) if made is not None else self._bound(node, scope, as_list=True)
        return self._listed(call, scope)

    def _listed(self, call: Call, scope: Scope) -> list[Draft]:
        """Return the items of the list that a call makes."""
        values = call.values
        if call.is_new:  # new ArrayList<>(Arrays.asList(…))
            return self.items(next(iter(values), None), scope)
        match entry(self.dialect.lists, call, self.tree):
            case "items":
                return [self._item(value, scope) for value in values]
            case "same":
                return self.items(call.owner, scope)
            case "of":
                return self.items(values[0] if values else call.owner, scope)
            case "map" if values:
                body = field(values[0], "body")
                return self.of(body, self.names.inner.get(values[0].id, scope))[:1]
            case "concat":
                return [draft for value in [call.owner, *values] for draft in self.items(value, scope)]
            case _:
                return []

    def _item(self, node: Node, scope: Scope) -> Draft:
        found = self.of(node, scope)
        return found[0] if found else self.gap(node, scope)

    def gap(self, node: Node, scope: Scope, name: str = "", span: tuple[int, int] | None = None) -> Draft:
        """Return the draft of an operand: its text where that is the only one, or a hole named by its source."""
        found = self.of(node, scope)
        if len(found) == 1 and found[0]:
            return found[0]
        span = span or (node.start_byte, node.end_byte)
        written = self.tree.text(node)
        if _NUMBER.match(written):
            return (Run(written, ((0, span[0]),)),)
        shown = name or "{" + re.sub(r"\s+", " ", written) + "}"
        return (Gap(shown, span, self.described(node, scope)),)

    def described(self, node: Node, scope: Scope, depth: int = 0) -> Written:  # noqa: ARG002  (what values look like is another module's)
        """Return what is known of the text that a value makes."""
        return UNKNOWN

    def formatted(self, node: Node, scope: Scope, format: str) -> Written:  # noqa: ARG002
        """Return what is known of the text that a value makes with a format."""
        return UNKNOWN
