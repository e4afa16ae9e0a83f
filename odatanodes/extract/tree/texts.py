"""Texts that an expression of a program can have: literals, concatenation, alternatives, names, formats, joins, builders.

Each text is a draft; there are several where a value has alternatives, and none where it is not a text that is known. A hole
says what its value looks like: a number, a member of an enumeration, an instant with its zone, doubled quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import MOST_ALTERNATIVES, Gap, Memo, Run, joined, literal, one_of, product, substituted
from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.tree.dialect import entry
from odatanodes.extract.tree.nodes import (
    CALLS,
    LITERALS,
    arguments,
    branches,
    field,
    literal_union,
    member_of,
    operands,
    peel,
    type_name,
)
from odatanodes.extract.tree.strings import literal_draft
from odatanodes.extract.values import PLAIN_TEXT, instant

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.tree.dialect import Dialect
    from odatanodes.extract.tree.names import Names, Scope, Variable
    from odatanodes.extract.tree.nodes import Call, Tree

__all__ = ["Texts"]

_MOST_ADDED = 2000
_NUMBER = re.compile(r"-?[0-9][0-9_]*(?:\.[0-9]+)?$")
_LISTS = frozenset({"array_initializer", "initializer_expression", "collection_expression", "array"})
_EMPTY = frozenset({"string.Empty", "String.Empty"})
_ESCAPED = {"{{": "{", "}}": "}", "%%": "%", "%n": "\n"}
_MOST_STEPS = 40
_PLAIN = re.compile(r"(?:\w+_)?(?:integer|real|boolean|point)_literal|number|true|false|(?:prefix_)?unary_expression")
"""Kinds of nodes whose text has no quote."""
_MAKES = frozenset({"format", "formatted", "replaced", "join", "joined", "concat", "added"})
_ARITHMETIC = frozenset({"-", "*", "/", "%"})
_REPLACES = frozenset({"replace", "replaceAll", "Replace"})
_QUOTE = frozenset({"/'/g", '"\'"', "'\\''", "`'`", "/[']/g"})
_QUOTES = frozenset({"\"''\"", "'\\'\\''", "`''`"})


class Texts(Memo):
    """Finds the texts of nodes of one file; languages derive from it for their calls that format instants."""

    def __init__(self, tree: Tree, names: Names, dialect: Dialect) -> None:
        super().__init__(len(tree.source.text))
        self.tree = tree
        self.names = names
        self.dialect = dialect

    def of(self, node: Node | None, scope: Scope) -> list[Draft]:
        """Return the alternatives of a text; empty where it is not known."""
        inner = peel(node)
        return self.once(("text", inner.id), lambda: self._read(inner, scope)[:MOST_ALTERNATIVES]) if inner is not None else []

    def items(self, node: Node | None, scope: Scope) -> list[Draft]:
        """Return the drafts of the items of a list; empty where they are not known."""
        inner = peel(node)
        return self.once(("items", inner.id), lambda: self._read_items(inner, scope)) if inner is not None else []

    def _read(self, node: Node, scope: Scope) -> list[Draft]:
        if node.type in LITERALS:
            return [literal_draft(self.tree, node, self.dialect.language, lambda hole: self._hole(hole, scope))]
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
        value = next((part for part in arguments(hole) if part.type != "interpolation_brace"), None)
        format = next((self.tree.text(part)[1:] for part in arguments(hole) if part.type == "interpolation_format_clause"), "")
        return self._shown(value, scope, format, shown, span)

    def _shown(self, value: Node | None, scope: Scope, format: str, name: str, span: tuple[int, int]) -> Draft:
        """Return the draft of a place in a text that a value fills, as a format says."""
        if value is None:
            return (Gap(name, span),)
        return (Gap(name, span, self.formatted(value, scope, format)),) if format else self.gap(value, scope, name, span)

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
        variable = self.names.variable(node, scope)
        if variable is not None:
            return self._grown(variable, as_list=as_list)
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
            if node is None or (how in {"add", "made"}) == as_list:
                return []
            if as_list:
                drafts += self.items(node, scope) if how == "extend" else [self._item(node, scope)]
                continue
            call = self.tree.call(node) if how == "made" else None
            more = (self._format(call.values, scope) if call is not None else self.of(node, scope)) or [self.gap(node, scope)]
            is_join = len(more) == 1 and literal(more[0]).strip().lower() in {"and", "or"}
            if not is_join or any(piece for draft in drafts for piece in draft if isinstance(piece, Gap) or piece.text.strip()):
                drafts = product(drafts, more)  # `if (text != "") text += " or "` adds nothing before the first condition
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
            case "added" if owner is not None:  # root.append(a).append(b); an object with a name may get more elsewhere
                is_named = self.tree.call(self.tree.root_of(call)) is None and call.name in self.dialect.grows
                return [] if is_named else self._concatenated([owner, *values], scope)
            case "format":
                return self._format(values, scope)
            case "formatted" if owner is not None:
                return self._format([owner, *values], scope)
            case "replaced" if owner is not None and len(values) == 2 and (old := self.literal(values[0], scope)):
                return [self._replaced(draft, old, values[1], scope) for draft in self.of(owner, scope)]
            case "join" if len(values) > 1:
                listed = len(values) == 2 and not self.of(values[1], scope)
                items = self.items(values[1], scope) if listed else [self._item(value, scope) for value in values[1:]]
                return self._joined(self.of(values[0], scope), items)
            case "joined":  # list.join(","), or stream.collect(Collectors.joining(","))
                inner = self.tree.call(values[0]) if values else None
                separator = (inner.values if inner is not None and inner.name == "joining" else values)[:1]
                comma: Draft = (Run("" if inner is not None else ",", ((0, call.node.start_byte),)),)
                return self._joined(self.of(separator[0], scope) if separator else [comma], self.items(owner, scope))
            case "new":
                is_sized = not values or _NUMBER.match(self.tree.tail(values[0])) is not None
                return [self._empty(call.node)] if is_sized else self._concatenated(values[:1], scope)
            case _:
                return self._returned(call.name) if call.is_local else []

    def _joined(self, separators: list[Draft], items: list[Draft]) -> list[Draft]:
        if len(separators) != 1 or not items or not all(isinstance(piece, Run) for piece in separators[0]):
            return []
        return [joined(literal(separators[0]), items)]

    def _format(self, parts: list[Node], scope: Scope) -> list[Draft]:
        """Return a format, which may stand after a CultureInfo or Locale, with what fills it."""
        at = next((number for number, part in enumerate(parts[:2]) if self.of(part, scope)), len(parts))
        return [self._filled(draft, parts[at + 1 :], scope) for part in parts[at : at + 1] for draft in self.of(part, scope)]

    def put_together(self, call: Call, scope: Scope) -> tuple[list[Draft], list[Draft]]:
        """Return the texts that a call makes of several, and the formats that it fills."""
        is_added = self.dialect.grows.get(call.name) == "made"
        how = "format" if is_added else entry(self.dialect.texts, call, self.tree)
        if how not in _MAKES:
            return [], []
        drafts = self._format(call.values, scope) if is_added else self.of(call.node, scope)
        parts = call.values[:2] if how == "format" else [call.owner] if how in {"formatted", "replaced"} else []
        return drafts, next((found for part in parts if drafts and (found := self.of(part, scope))), [])

    def _replaced(self, draft: Draft, old: str, new: Node, scope: Scope) -> Draft:
        return substituted(draft, re.compile(re.escape(old)), lambda found, span: self._shown(new, scope, "", found[0], span))

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
            return self._shown(value, scope, parts["format"] or "", found[0], span)

        return substituted(draft, self.dialect.placeholder, fill)

    def _read_items(self, node: Node, scope: Scope) -> list[Draft]:
        if node.type in _LISTS:
            found: list[Draft] = []
            for item in arguments(node):
                inner = item.named_children[0] if item.type == "collection_element" and item.named_children else item
                spread = inner.type == "spread_element"
                found += self.items(inner.named_children[0], scope) if spread else [self._item(inner, scope)]
            return found
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

    def described(self, node: Node, scope: Scope, depth: int = 0) -> Written:
        """Return what is known of the text that a value makes without a format."""
        kind = self.kind(node, scope)
        if kind:
            sample, naive, _ = self.dialect.kinds[kind]
            return instant(sample, naive)
        type = field(node, "type") if node.type == "cast_expression" else None
        if type is not None and self.dialect.plain_types.fullmatch(type_name(self.tree.text(type))):
            return PLAIN_TEXT
        peeled = peel(node)
        if peeled is None or depth > _MOST_STEPS:
            return UNKNOWN
        call = self.tree.call(peeled)
        if call is not None:
            return self._of_call(call, scope, depth)
        variable = self.names.variable(peeled, scope)
        if variable is not None:
            return self._of_name(variable, depth)
        if peeled.type == "subscript_expression":
            return self.described(field(peeled, "object") or peeled, scope, depth + 1)
        member = member_of(peeled)
        if member is not None:
            values, name = self.names.enums.get(type_name(self.tree.tail(member[0])), ()), self.tree.text(member[1])
            if name in values:
                return Written("plain", values=(name,))
            return PLAIN_TEXT if self.dialect.plain_members.search(self.tree.tail(peeled)) else UNKNOWN
        parts = branches(peeled)
        if parts is not None:
            return one_of([self.of(part, scope) for part in parts])
        operator = field(peeled, "operator") if peeled.type == "binary_expression" else None
        is_plain = _PLAIN.fullmatch(peeled.type) is not None or (operator is not None and operator.type in _ARITHMETIC)
        return PLAIN_TEXT if is_plain else UNKNOWN

    def _of_name(self, variable: Variable, depth: int) -> Written:
        if values := self.names.enums.get(variable.type) or literal_union(variable.type):
            return Written("plain", values=values)
        if self.dialect.plain_types.fullmatch(variable.type):
            return PLAIN_TEXT
        binding = variable.binding()
        if binding is not None:
            return UNKNOWN if binding.added else self.described(binding.value, binding.scope, depth + 1)
        return one_of([(self.items if how == "each" else self.of)(node, place) for how, node, place, _ in variable.choices()])

    def _of_call(self, call: Call, scope: Scope, depth: int) -> Written:
        shown = [self.tree.text(value) for value in call.values]
        if call.name in _REPLACES and len(shown) == 2 and shown[0] in _QUOTE and shown[1] in _QUOTES:
            return PLAIN_TEXT
        found = self.formatting(call, scope, depth) or entry(self.dialect.written, call, self.tree)
        if found is not None:
            return found
        how = entry(self.dialect.texts, call, self.tree)
        value = next(iter(call.values), None) if how == "of" else call.owner if how in {"same", "like"} else None
        known = self.described(value, scope, depth + 1) if value is not None else UNKNOWN
        if how != "like" or not known.values:
            return known
        turn = str.lower if "Lower" in call.name else str.upper if "Upper" in call.name else None
        return Written("plain", values=tuple(map(turn, known.values))) if turn is not None else PLAIN_TEXT

    def formatting(self, call: Call, scope: Scope, depth: int) -> Written | None:
        """Return what a call that formats an instant makes; None for any other call."""
        raise NotImplementedError

    def formatted(self, node: Node, scope: Scope, format: str) -> Written:
        """Return what is known of the text that a value makes with a format."""
        raise NotImplementedError

    def literal(self, node: Node | None, scope: Scope) -> str:
        """Return a text that is known; empty where it is not."""
        drafts = self.of(node, scope)
        return literal(drafts[0]) if len(drafts) == 1 else ""

    def kind(self, node: Node | None, scope: Scope, depth: int = 0) -> str:
        """Return which instant a value is, a key of the dialect's `kinds`; empty for what is not known to be one."""
        node, dialect = peel(node), self.dialect
        if node is None or depth > _MOST_STEPS:
            return ""
        variable = self.names.variable(node, scope)
        if variable is not None:
            binding = variable.binding()
            if binding is None or binding.added:
                return dialect.types.get(variable.type, "")
            return self.kind(binding.value, binding.scope, depth + 1)
        if node.type == "binary_expression":
            return self.kind(field(node, "left"), scope, depth + 1)
        call, member = self.tree.call(node), member_of(node)
        owner = call.owner if call is not None else member[0] if member is not None else None
        name = call.name if call is not None else self.tree.text(member[1]) if member is not None else ""
        shown = self.tree.text(node) if node.end_byte - node.start_byte < 400 else ""
        is_first = owner is None or owner.type not in CALLS
        made = next((kind for code, kind in dialect.made if is_first and code.fullmatch(shown)), "")
        if made:
            return made
        becomes = dialect.becomes.get(name, "")
        if becomes.startswith("_"):  # another zone
            return (self.kind(owner, scope, depth + 1).partition("_")[0] or next(iter(dialect.kinds))) + becomes
        if becomes:
            in_utc = f"{becomes}_utc" in dialect.kinds and dialect.utc.search(shown)
            return f"{becomes}_utc" if in_utc else becomes
        return self.kind(owner, scope, depth + 1) if dialect.same_kind.fullmatch(name) else ""
