"""What is noted in a JavaScript or TypeScript file: names and functions, objects with options, calls of the Batch clients.

Comes in: a tree. Goes out: expressions, through the finder that all languages have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.batch.clients import JS_CLIENT, JS_OPTIONS, JS_TYPES, js_service
from odatanodes.extract.expression import OPTIONS, OwnCall
from odatanodes.extract.javascript.names import JavaScriptNames
from odatanodes.extract.javascript.parts import called, key_of
from odatanodes.extract.javascript.requests import Requests
from odatanodes.extract.javascript.strings import LITERALS
from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from odatanodes.extract.expression import Option
    from odatanodes.extract.tree.flows import Sink
    from odatanodes.extract.tree.names import Scope
    from odatanodes.extract.tree.parse import Tree

__all__ = ["JavaScriptFinder"]

_KEYS: dict[str, Option] = {**OPTIONS, **{f"${name}": option for name, option in OPTIONS.items()}}
_SETTERS = frozenset({"set", "append"})


class JavaScriptFinder(JavaScriptNames):
    """Finds the expressions of a JavaScript or TypeScript file; `is_batch`: it names a library of Azure Batch."""

    language = "javascript"

    def __init__(self, tree: Tree, calls: Mapping[str, str], *, is_batch: bool) -> None:
        super().__init__(tree, calls)
        self._is_batch = is_batch
        self._requests = Requests(self, self.query_of)
        self.visitors |= {
            "object": self._object,
            "assignment_expression": self._assignment,
            "augmented_assignment_expression": self._assignment,
            "call_expression": self._call,
            "as_expression": self._typed,
            "satisfies_expression": self._typed,
            "type_assertion": self._typed,
            **dict.fromkeys(LITERALS, self._text),
            "binary_expression": self.note_sum,
        }

    def _text(self, node: Node, scope: Scope) -> None:
        self.note_literal(node, scope)
        if self._is_batch:
            self._requests.note(node, scope)

    # --- objects with options ----------------------------------------------------------------------------------------

    def _object(self, node: Node, scope: Scope) -> None:
        if not self._is_batch and not self.own:
            return
        for pair in node.named_children:
            key = key_of(self.tree, pair)
            value = field(pair, "value") if pair.type == "pair" else pair
            if not key or value is None:
                continue
            if key in _KEYS:
                self.hold(node, value, _KEYS[key], scope, certain=key[0] == "$")
            elif key in JS_OPTIONS and self._is_batch:
                self.flows.send(value, scope, JS_OPTIONS[key], node.end_byte)

    def _typed(self, node: Node, scope: Scope) -> None:
        """Note `{…} as TaskListOptions`."""
        parts = arguments(node)
        if self._is_batch and len(parts) == 2:
            value, type = reversed(parts) if node.type == "type_assertion" else parts
            self.of_type(value, self.type_name(type), scope, node.end_byte)

    def of_type(self, value: Node, type: str, scope: Scope, at: int) -> None:
        """Note that a value is of a type, which may be one of options."""
        if type in JS_TYPES and self._is_batch:
            self.flows.send(value, scope, JS_TYPES[type], at)

    def _assignment(self, node: Node, scope: Scope) -> None:
        left, value = field(node, "left"), field(node, "right")
        if left is None or value is None:
            return
        how = "value" if node.type == "assignment_expression" else "add"
        operator = field(node, "operator")
        how = "other" if operator is not None and operator.type not in {"=", "+="} else how
        self.assigned(left, value, how, scope)
        target = field(left, "object")
        if how != "value" or target is None or not self._is_batch:
            return
        name = field(left, "property") or field(left, "index")
        key = self.tree.text(name) if name is not None else ""
        key = key[1:-1] if name is not None and name.type == "string" else key if left.type == "member_expression" else ""
        if key in _KEYS:
            self.put(target, value, _KEYS[key], scope, certain=key[0] == "$")
        elif key in JS_OPTIONS:
            self.flows.send(value, scope, JS_OPTIONS[key], node.end_byte)

    # --- calls -------------------------------------------------------------------------------------------------------

    def _call(self, node: Node, scope: Scope) -> None:
        name, owner = called(self.tree, node)
        if not name:
            return
        values = arguments(field(node, "arguments"))
        self.names.calls.setdefault(name, []).append((node, scope))
        if name == "push" and owner is not None and owner.type == "identifier":
            for value in values:
                self.names.assign(scope, self.tree.text(owner), "append", value, value.start_byte)
        if name in self.own:
            self._send(values, scope, self.own[name], node)
            options = [(value, OwnCall.option(self.own[name], number, "")) for number, value in enumerate(values)]
            self.wanted += [(value, option, str(self.own[name]), scope) for value, option in options if option]
        if not self._is_batch:
            return
        if name in JS_CLIENT:
            self._send(values, scope, JS_CLIENT[name], node)
        if owner is None:
            return
        if name in _SETTERS and len(values) == 2 and self.tree.text(values[0])[2:-1] in OPTIONS:
            self._requests.set(self.tree.text(values[0])[2:-1], values[1], scope)
        known, api = js_service(self.tree.tail(owner), name)
        if known:
            self._send(values, scope, api, node)
        if name in {"get", "head"} and values:
            self._requests.get(owner, values[0], scope)

    def _send(self, values: list[Node], scope: Scope, api: str | None, call: Node) -> None:
        for value in values:
            self.flows.send(value, scope, api, call.end_byte)

    def finish(self) -> None:
        """Tell what requests ask, then read the URLs."""
        self._requests.finish()
        for function, type in self.returning_types:
            for node in function.returns:
                self.of_type(node, type, function.scope, node.end_byte)
        super().finish()

    def otherwise(self, sink: Sink) -> list[str | None]:
        """Return the list APIs of a value whose way cannot be seen: those of the paths in the same function."""
        return self._requests.near(sink.scope) if sink.certain else []

    def query_of(self, node: Node, scope: Scope) -> tuple[Node, Scope] | None:
        """Return the query parameters among the options of a request."""
        for leaf in self.leaves(node):
            where = scope
            if leaf.type == "identifier":
                binding = self.names.binding(self.tree.text(leaf), scope)
                peeled = self.texts.peel(binding.value) if binding is not None else None
                if binding is None or peeled is None:
                    continue
                leaf, where = peeled, binding.scope  # noqa: PLW2901
            value = self.pairs(leaf).get("queryParameters")
            if value is not None:
                return value, where
        return None
