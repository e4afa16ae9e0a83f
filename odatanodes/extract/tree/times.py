"""What is known of the text that a value makes: numbers, members of enumerations, instants with their zone, doubled quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import literal, one_of
from odatanodes.extract.expression import UNKNOWN
from odatanodes.extract.tree.dialect import entry
from odatanodes.extract.tree.nodes import CALLS, branches, field, member_of, peel, type_name
from odatanodes.extract.tree.texts import Texts
from odatanodes.extract.values import PLAIN_TEXT, instant

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.expression import Written
    from odatanodes.extract.tree.names import Scope, Variable
    from odatanodes.extract.tree.nodes import Call

__all__ = ["Values"]

_DEEPEST = 20
_PLAIN = re.compile(r"(?:\w+_)?(?:integer|real|boolean|point)_literal|number|true|false|(?:prefix_)?unary_expression")
"""Kinds of nodes whose text has no quote."""
_ARITHMETIC = frozenset({"-", "*", "/", "%"})
_REPLACES = frozenset({"replace", "replaceAll", "Replace"})
_QUOTE = frozenset({"/'/g", '"\'"', "'\\''", "`'`", "/[']/g"})
_QUOTES = frozenset({"\"''\"", "'\\'\\''", "`''`"})


class Values(Texts):
    """Texts whose holes are described; languages derive from it for their format calls."""

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
        if peeled is None or depth > _DEEPEST:
            return UNKNOWN
        call = self.tree.call(peeled)
        if call is not None:
            return self._of_call(call, scope, depth)
        variable = self.names.variable(peeled, scope)
        if variable is not None:
            return self._of_name(variable, depth)
        if peeled.type == "subscript_expression":
            return self.described(field(peeled, "object") or peeled, scope, depth + 1)
        if member_of(peeled) is not None:
            return PLAIN_TEXT if self.dialect.plain_members.search(self.tree.tail(peeled)) else UNKNOWN
        parts = branches(peeled)
        if parts is not None:
            return one_of([self.of(part, scope) for part in parts])
        operator = field(peeled, "operator") if peeled.type == "binary_expression" else None
        is_plain = _PLAIN.fullmatch(peeled.type) is not None or (operator is not None and operator.type in _ARITHMETIC)
        return PLAIN_TEXT if is_plain else UNKNOWN

    def _of_name(self, variable: Variable, depth: int) -> Written:
        if self.dialect.plain_types.fullmatch(variable.type):
            return PLAIN_TEXT
        binding = variable.binding()
        if binding is not None:
            return UNKNOWN if binding.added else self.described(binding.value, binding.scope, depth + 1)
        choices = [(self.items if how == "each" else self.of)(node, place) for how, node, place, _ in variable.choices()]
        return one_of(choices)

    def _of_call(self, call: Call, scope: Scope, depth: int) -> Written:
        shown = [self.tree.text(value) for value in call.values]
        if call.name in _REPLACES and len(shown) == 2 and shown[0] in _QUOTE and shown[1] in _QUOTES:
            return PLAIN_TEXT
        found = self.formatting(call, scope, depth) or entry(self.dialect.written, call, self.tree)
        if found is not None:
            return found
        how = entry(self.dialect.texts, call, self.tree)
        value = next(iter(call.values), None) if how == "of" else call.owner if how in {"same", "like"} else None
        return self.described(value, scope, depth + 1) if value is not None else UNKNOWN

    def formatting(self, call: Call, scope: Scope, depth: int) -> Written | None:
        """Return what a call that formats an instant makes; None for any other call."""
        raise NotImplementedError

    def literal(self, node: Node | None, scope: Scope) -> str:
        """Return a text that is known; empty where it is not."""
        drafts = self.of(node, scope)
        return literal(drafts[0]) if len(drafts) == 1 else ""

    def kind(self, node: Node | None, scope: Scope) -> str:
        """Return which instant a value is, a key of the dialect's `kinds`; empty for what is not known to be one."""
        later = ""
        for _ in range(2 * _DEEPEST):
            node = peel(node)
            if node is None:
                break
            variable = self.names.variable(node, scope)
            if variable is not None:
                binding = variable.binding()
                if binding is None or binding.added:
                    return self._after(self.dialect.types.get(variable.type, ""), later)
                node, scope = binding.value, binding.scope
            elif node.type == "binary_expression":
                node = field(node, "left")
            else:
                kind, later, node = self._step(node, later)
                if kind:
                    return self._after(kind, later)
        return self._after("", later)

    def _step(self, node: Node, later: str) -> tuple[str, str, Node | None]:
        """Return the kind of instant that a node makes; or else what it makes of the one it is called on, and that one."""
        call, member = self.tree.call(node), member_of(node)
        owner = call.owner if call is not None else member[0] if member is not None else None
        name = call.name if call is not None else self.tree.text(member[1]) if member is not None else ""
        shown = self.tree.text(node) if node.end_byte - node.start_byte < 400 else ""
        if owner is None or owner.type not in CALLS:
            kind = next((kind for made, kind in self.dialect.made if made.fullmatch(shown)), "")
            if kind:
                return kind, later, None
        becomes = self.dialect.becomes.get(name, "")
        if becomes:
            in_utc = f"{becomes}_utc" in self.dialect.kinds and self.dialect.utc.search(shown)
            later = later or (f"{becomes}_utc" if in_utc else becomes)
        elif not name or not self.dialect.same_kind.fullmatch(name):
            owner = None
        return "", later, owner

    def _after(self, kind: str, later: str) -> str:
        """Return the kind of an instant after a conversion."""
        if not later.startswith("_"):
            return later or kind
        return (kind.partition("_")[0] or next(iter(self.dialect.kinds))) + later
