"""The names and functions of a JavaScript or TypeScript file, and how a value is followed through them.

Comes in: nodes, as the walk meets them. Goes out: the names of the file, filled. The finder of the language builds on this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.javascript.parts import called
from odatanodes.extract.javascript.texts import JavaScriptTexts
from odatanodes.extract.tree.finder import Finder
from odatanodes.extract.tree.names import Function, Names, Scope
from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from odatanodes.extract.tree.parse import Tree

__all__ = ["JavaScriptNames"]

_CLASSES = ("class_declaration", "class", "abstract_class_declaration")
_BLOCKS = ("statement_block", "for_statement", "for_in_statement", "catch_clause", "switch_body")
_FUNCTIONS = (
    *("function_declaration", "function_expression", "generator_function", "generator_function_declaration"),
    *("arrow_function", "method_definition"),
)
_CHANGES = frozenset({"unshift", "splice", "pop", "shift", "reverse", "sort", "fill"})
_NOTHING = frozenset({"null", "undefined"})


class JavaScriptNames(Finder):
    """Notes names and functions."""

    choices = {"ternary_expression": ("alternative", "consequence"), "binary_expression": ("right", "left")}
    member = ("member_expression", "object", "property")
    identifiers = frozenset({"identifier", "shorthand_property_identifier"})

    def __init__(self, tree: Tree, calls: Mapping[str, str]) -> None:
        names = Names(bare_members=False)
        texts = JavaScriptTexts(tree, names)
        super().__init__(tree, names, texts, calls)
        self._inner_scopes = texts.inner_scopes
        self.pairs = texts.pairs
        self._named: dict[int, str] = {}  # functions without a name of their own that are given one
        self.returning_types: list[tuple[Function, str]] = []
        self.visitors = {
            **dict.fromkeys(_CLASSES, self._class),
            **dict.fromkeys(_BLOCKS, self._block),
            **dict.fromkeys(_FUNCTIONS, self._function),
            "variable_declarator": self._variable,
            "public_field_definition": self._field,
            "field_definition": self._field,
            "return_statement": self.note_return,
            "expression_statement": self._statement,
        }

    def type_name(self, node: Node | None) -> str:
        """Return the last word of a type, without its arguments."""
        if node is None:
            return ""
        return self.tree.text(node)[:200].lstrip(":< ").partition("<")[0].rstrip(" []>;").rpartition(".")[2]

    def of_type(self, value: Node, type: str, scope: Scope, at: int) -> None:
        """Note that a value is of a type, which may be one of options."""
        raise NotImplementedError

    # --- declarations ------------------------------------------------------------------------------------------------

    def _class(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_class=True)
        name = field(node, "name")
        if name is not None:
            self.names.classes.setdefault(self.tree.text(name), inner)
        return inner

    def _block(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope)
        left = field(node, "left") if node.type == "for_in_statement" else field(node, "parameter")
        if left is not None:
            self._unknown(left, inner)
        return inner

    def _unknown(self, pattern: Node, scope: Scope) -> None:
        """Note the names of a pattern, of whose values nothing is known."""
        kinds = {"identifier", "shorthand_property_identifier_pattern"}
        for name in [pattern, *pattern.named_children]:
            if name.type in kinds:
                self.names.declare(scope, self.tree.text(name), None, name.start_byte, how="other")

    def _function(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_function=True)
        self._inner_scopes[node.id] = inner
        given = field(node, "name")
        name = self.tree.text(given) if given is not None else self._named.get(node.id, "")
        single = field(node, "parameter")
        listed = [single] if single is not None else arguments(field(node, "parameters"))
        patterns = [field(parameter, "pattern") or field(parameter, "left") or parameter for parameter in listed]
        parameters = [self.tree.text(pattern) if pattern.type == "identifier" else "" for pattern in patterns]
        function = self.names.define(scope, name, parameters, inner) if name else Function("", parameters, inner, [])
        for parameter, pattern in zip(listed, patterns, strict=True):
            self._parameter(parameter, pattern, inner, named=bool(name))
        body = field(node, "body")
        if body is not None and body.type != "statement_block":
            function.returns.append(body)
        if name:
            self.returning[id(inner)] = function
            self.returning_types.append((function, self.type_name(field(node, "return_type"))))
        return inner

    def _parameter(self, node: Node, pattern: Node, scope: Scope, *, named: bool) -> None:
        if pattern.type != "identifier":
            self._unknown(pattern, scope)
            return
        type = self.type_name(field(node, "type"))
        self.names.declare(scope, self.tree.text(pattern), None, node.start_byte, type, "param" if named else "other")
        self.of_type(pattern, type, scope, node.start_byte)

    def _variable(self, node: Node, scope: Scope) -> None:
        name, value, type = field(node, "name"), field(node, "value"), self.type_name(field(node, "type"))
        if name is None:
            return
        if name.type != "identifier":
            self._unknown(name, scope)
            return
        if value is not None and (value.type in _NOTHING or self.tree.text(value) == "undefined"):
            value = None
        self._bind(name, value, scope, type)

    def _bind(self, name: Node, value: Node | None, scope: Scope, type: str) -> None:
        text = self.tree.text(name)
        if value is not None and value.type in {"arrow_function", "function_expression"}:
            self._named[value.id] = text
            return
        self.names.declare(scope, text, value, name.start_byte, type)
        if value is not None:
            self.flows.link(name, value, scope)
            self.of_type(value, type, scope, value.end_byte)
        self.of_type(name, type, scope, name.start_byte)

    def _field(self, node: Node, scope: Scope) -> None:
        name = field(node, "name") or field(node, "property")
        if name is not None:
            self._bind(name, field(node, "value"), scope, self.type_name(field(node, "type")))

    def _statement(self, node: Node, scope: Scope) -> None:
        """Note `parts.unshift(…);`, which changes an array."""
        call = next(iter(node.named_children), None)
        name, owner = called(self.tree, call) if call is not None and call.type == "call_expression" else ("", None)
        if owner is not None and owner.type == "identifier" and name in _CHANGES:
            self.spoil(self.tree.text(owner), node, scope)

    def assigned(self, left: Node, value: Node, how: str, scope: Scope) -> None:
        """Note an assignment to a name or to a member of this class."""
        name, owner = left, None
        if left.type == "member_expression":
            target, member = field(left, "object"), field(left, "property")
            if target is None or target.type != "this" or member is None:
                return
            name, owner = member, self.names.class_of(scope)
            if owner is not None and self.tree.text(name) not in owner.bound:
                self.names.declare(owner, self.tree.text(name), None, name.start_byte)
        if name.type not in {"identifier", "property_identifier"} or (how == "value" and value.type in _NOTHING):
            return
        self.reassign(self.tree.text(name), how, value, scope, owner)
        if how == "value":
            self.flows.link(left, value, scope)
        elif how == "add":
            self.note_growth(left, value, scope)

    # --- what the common parts ask -----------------------------------------------------------------------------------

    def parts(self, call: Node) -> tuple[str, Node | None]:
        """Return the name of what is called or made, and what it is called on."""
        return called(self.tree, call)

    def called(self, node: Node) -> str:
        """Return the name of a function of this file that is called."""
        if node.type != "call_expression":
            return ""
        name, owner = called(self.tree, node)
        return name if owner is None or owner.type == "this" else ""

    def argument(self, call: Node, number: int, name: str) -> Node | None:  # noqa: ARG002  (there are no named arguments)
        """Return what a call passes for a parameter."""
        values = arguments(field(call, "arguments"))
        return values[number] if number < len(values) else None
