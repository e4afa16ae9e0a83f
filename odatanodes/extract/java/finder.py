"""What is noted in a Java file: names and functions, builders of detail levels, options of the client, calls that list.

Comes in: a tree. Goes out: expressions, through the finder that all languages have in common.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import JAVA_OPTIONS, detail_level_api
from odatanodes.extract.expression import OwnCall
from odatanodes.extract.java.texts import JavaTexts, chain, type_name
from odatanodes.extract.tree.finder import Finder
from odatanodes.extract.tree.names import Names, Scope
from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from odatanodes.extract.expression import Option
    from odatanodes.extract.tree.parse import Tree

__all__ = ["JavaFinder"]

_EVIDENCE = re.compile(r"DetailLevel|azure[-_ ./]?batch", re.IGNORECASE)
"""`withFilterClause` may be a method of others too: one of these must stand in the file."""
_CLAUSES: dict[str, Option] = {"withFilterClause": "filter", "withSelectClause": "select", "withExpandClause": "expand"}
_SETTERS: dict[str, Option] = {"setFilter": "filter", "setSelect": "select", "setExpand": "expand"}
_CLASSES = ("class_declaration", "interface_declaration", "enum_declaration", "record_declaration", "annotation_type_declaration")
_BLOCKS = (
    "block",
    "for_statement",
    "enhanced_for_statement",
    "try_with_resources_statement",
    "catch_clause",
    "switch_block_statement_group",
)
_CHANGES = frozenset({"insert", "delete", "deleteCharAt", "replace", "reverse", "setLength", "remove", "removeIf", "clear", "set"})
_GROWTH = {"add": "append", "addAll": "extend", "append": "add"}


class JavaFinder(Finder):
    """Finds the expressions of a Java file."""

    language = "java"
    choices = {"ternary_expression": ("alternative", "consequence")}
    member = ("field_access", "object", "field")

    def __init__(self, tree: Tree, calls: Mapping[str, str]) -> None:
        names = Names(bare_members=True)
        super().__init__(tree, names, JavaTexts(tree, names), calls)
        self._roots: dict[int, Node | None] = {}
        self._is_batch = _EVIDENCE.search(tree.source.text) is not None
        self._set: list[tuple[Node, Node, Option, Scope]] = []
        self.visitors = {
            **dict.fromkeys(_CLASSES, self._class),
            **dict.fromkeys(_BLOCKS, self._block),
            "method_declaration": self._function,
            "constructor_declaration": self._function,
            "lambda_expression": self._lambda,
            "formal_parameter": self._parameter,
            "catch_formal_parameter": self._parameter,
            "local_variable_declaration": self._variables,
            "field_declaration": self._variables,
            "constant_declaration": self._variables,
            "resource": self._resource,
            "assignment_expression": self._assignment,
            "method_invocation": self._invocation,
            "return_statement": self.note_return,
            "expression_statement": self._statement,
            "binary_expression": self.note_sum,
            "string_literal": self.note_literal,
        }

    # --- scopes and names --------------------------------------------------------------------------------------------

    def _class(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_class=True)
        name = field(node, "name")
        if name is not None:
            self.names.classes.setdefault(self.tree.text(name), inner)
        return inner

    def _block(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope)
        name, type = field(node, "name"), field(node, "type")
        if node.type == "enhanced_for_statement" and name is not None:
            self.names.declare(inner, self.tree.text(name), None, node.start_byte, self.tree.text(type) if type else "", "other")
        return inner

    def _function(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_function=True)
        name = field(node, "name")
        listed = [field(parameter, "name") for parameter in arguments(field(node, "parameters"))]
        parameters = [self.tree.text(parameter) if parameter is not None else "" for parameter in listed]
        if name is not None:
            self.returning[id(inner)] = self.names.define(scope, self.tree.text(name), parameters, inner)
        return inner

    def _lambda(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_function=True)
        parameters = field(node, "parameters")
        plain = parameters is not None and parameters.type == "identifier"
        for name in [parameters] if plain else arguments(parameters):
            if name is not None and name.type == "identifier":
                self.names.declare(inner, self.tree.text(name), None, node.start_byte, how="other")
        return inner

    def _parameter(self, node: Node, scope: Scope) -> None:
        name, type = field(node, "name"), field(node, "type")
        if name is not None:
            text = self.tree.text(name)
            how = "param" if (id(scope), text) in self.names.parameters else "other"
            self.names.declare(scope, text, None, node.start_byte, type_name(self.tree.text(type)) if type is not None else "", how)

    def _variables(self, node: Node, scope: Scope) -> None:
        type = field(node, "type")
        written = type_name(self.tree.text(type)) if type is not None else ""
        for declarator in node.children_by_field_name("declarator"):
            name, value = field(declarator, "name"), field(declarator, "value")
            if name is not None:
                value = None if value is not None and value.type == "null_literal" else value
                self.names.declare(scope, self.tree.text(name), value, name.start_byte, "" if written == "var" else written)
                if value is not None:
                    self.flows.link(name, value, scope)

    def _resource(self, node: Node, scope: Scope) -> None:
        name = field(node, "name")
        if name is not None:
            self.names.declare(scope, self.tree.text(name), None, node.start_byte, how="other")

    def _assignment(self, node: Node, scope: Scope) -> None:
        left, operator, value = field(node, "left"), field(node, "operator"), field(node, "right")
        if left is None or value is None or operator is None:
            return
        how = {"=": "value", "+=": "add"}.get(operator.type, "other")
        name, owner = left, None
        if left.type == "field_access":
            target, member = field(left, "object"), field(left, "field")
            if target is None or target.type != "this" or member is None:
                return
            name, owner = member, self.names.class_of(scope)
        if name.type == "identifier" and not (how == "value" and value.type == "null_literal"):
            self.reassign(self.tree.text(name), how, value, scope, owner)
        if how == "value":
            self.flows.link(left, value, scope)
        elif how == "add":
            self.note_growth(left, value, scope)

    def _statement(self, node: Node, scope: Scope) -> None:
        """Note `built.insert(0, …);`, which changes a list or a builder."""
        call = next(iter(node.named_children), None)
        owner = field(call, "object") if call is not None and call.type == "method_invocation" else None
        if call is not None and owner is not None and owner.type == "identifier" and self._name(call) in _CHANGES:
            self.spoil(self.tree.text(owner), node, scope)

    # --- options -----------------------------------------------------------------------------------------------------

    def _invocation(self, node: Node, scope: Scope) -> None:
        name, owner = self._name(node), field(node, "object")
        values = arguments(field(node, "arguments"))
        self.names.calls.setdefault(name, []).append((node, scope))
        if name in _CLAUSES and len(values) == 1 and self._is_batch:
            self._clause(node, values[0], _CLAUSES[name], scope)
        elif name in _SETTERS and len(values) == 1:
            self._set.append((node, values[0], _SETTERS[name], scope))
        elif name in _GROWTH and len(values) == 1:
            root = self._root(node) if name == "append" else owner
            if root is not None and root.type == "identifier":
                self.names.assign(scope, self.tree.text(root), _GROWTH[name], values[0], node.end_byte)
        own = self.own.get(name)
        takes, api = detail_level_api(name, self.tree.tail(owner))
        if takes or own is not None:
            for number, value in enumerate(values):
                in_schedule = name == "listJobs" and number > 0  # listJobs(jobScheduleId, detailLevel)
                sent = own if own is not None else "list-jobs-in-job-schedule" if in_schedule else api
                self.flows.send(value, scope, sent, node.end_byte)
        if own is not None:
            options = [(value, OwnCall.option(own, number, "")) for number, value in enumerate(values)]
            self.wanted += [(value, option, str(own), scope) for value, option in options if option]

    def _clause(self, node: Node, value: Node, option: Option, scope: Scope) -> None:
        """Note `builder.withFilterClause(…)`, where the builder is made right there or has a name."""
        root = self._root(node)
        if root is not None and root.type in {"identifier", "field_access"}:
            self.put(root, value, option, scope)
        else:
            self.hold(node, value, option, scope)

    def finish(self) -> None:
        """Tell which options the setters are called on; and read the URLs."""
        for node, value, option, scope in self._set:
            type = self._type(self._root(node), scope)
            if type in JAVA_OPTIONS:
                self.wanted.append((value, option, JAVA_OPTIONS[type], scope))
        super().finish()

    def _type(self, node: Node | None, scope: Scope, depth: int = 0) -> str:
        """Return the class of what a method is called on."""
        node = self.texts.peel(node)
        if node is None or depth > 5:
            return ""
        if node.type == "object_creation_expression":
            type = field(node, "type")
            return type_name(self.tree.text(type)) if type is not None else ""
        named = self.variable(node, scope)
        if named is None:
            return ""
        declared = named[0].types.get(named[1], "")
        binding = self.names.binding(named[1], scope, named[0])
        if declared or binding is None:
            return declared
        return self._type(chain(binding.value)[1], binding.scope, depth + 1)

    # --- what the common parts ask -----------------------------------------------------------------------------------

    def _root(self, node: Node) -> Node | None:
        """Return what the first call of a chain is called on."""
        if node.id not in self._roots:
            calls, root = chain(node)
            self._roots |= {call.id: root for call in calls}
        return self._roots[node.id]

    def _name(self, call: Node) -> str:
        name = field(call, "name")
        return self.tree.text(name) if name is not None else ""

    def parted(self, node: Node) -> tuple[list[Node], list[Node]]:
        """Return the calls of a builder, and what they begin with."""
        if node.type != "method_invocation" or self._name(node) not in {"build", *_CLAUSES}:
            return [node], []
        calls, root = chain(node)
        return calls, [root] if root is not None else []

    def parts(self, call: Node) -> tuple[str, Node | None]:
        """Return the name of what is called or made, and what it is called on."""
        type = field(call, "type") if call.type == "object_creation_expression" else None
        return (self.tree.text(type), None) if type is not None else (self._name(call), field(call, "object"))

    def called(self, node: Node) -> str:
        """Return the name of a method of this file that is called."""
        owner = field(node, "object") if node.type == "method_invocation" else node
        return self._name(node) if owner is None or owner.type == "this" else ""

    def argument(self, call: Node, number: int, name: str) -> Node | None:  # noqa: ARG002  (Java has no named arguments)
        """Return what a call passes for a parameter."""
        values = arguments(field(call, "arguments"))
        return values[number] if number < len(values) else None
