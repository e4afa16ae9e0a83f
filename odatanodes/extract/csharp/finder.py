"""What is noted in a C# file: names and functions, detail levels and what is put into them, calls of the Batch clients.

Comes in: a tree. Goes out: expressions, through the finder that all languages have in common.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.batch.clients import CSHARP_CLIENT, detail_level_api
from odatanodes.extract.csharp.calls import callee, passed, receiver
from odatanodes.extract.csharp.strings import LITERALS
from odatanodes.extract.csharp.texts import CSharpTexts
from odatanodes.extract.expression import OPTIONS, OwnCall
from odatanodes.extract.tree.finder import Finder
from odatanodes.extract.tree.names import Names, Scope
from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tree_sitter import Node

    from odatanodes.extract.expression import Option
    from odatanodes.extract.tree.parse import Tree

__all__ = ["CSharpFinder"]

_MEMBERS: dict[str, Option] = {"FilterClause": "filter", "SelectClause": "select", "ExpandClause": "expand"}
_PARAMETERS: dict[str, Option] = {"filterClause": "filter", "selectClause": "select", "expandClause": "expand"}
_POSITIONS = list(OPTIONS.values())
_CLASSES = ("class_declaration", "struct_declaration", "record_declaration", "interface_declaration")
_BLOCKS = (
    "block",
    "for_statement",
    "foreach_statement",
    "using_statement",
    "switch_section",
    "catch_clause",
    "accessor_declaration",
)
_FUNCTIONS = ("method_declaration", "local_function_statement", "constructor_declaration")
_LAMBDAS = ("lambda_expression", "anonymous_method_expression")
_CHANGES = frozenset(
    {
        "AppendFormat",
        "AppendLine",
        "AppendJoin",
        "Insert",
        "InsertRange",
        "Remove",
        "RemoveAt",
        "RemoveAll",
        "Replace",
        "Clear",
        "Reverse",
    }
)
_GROWTH = {"Add": "append", "AddRange": "extend", "Append": "add"}


class CSharpFinder(Finder):
    """Finds the expressions of a C# file."""

    language = "csharp"
    choices = {"conditional_expression": ("alternative", "consequence")}
    member = ("member_access_expression", "expression", "name")

    def __init__(self, tree: Tree, calls: Mapping[str, str], *, is_client: bool) -> None:
        names = Names(bare_members=True)
        super().__init__(tree, names, CSharpTexts(tree, names), calls)
        self._is_client = is_client
        self._is_detailed = "DetailLevel" in tree.source.text or "Azure.Batch" in tree.source.text
        self._implied: set[int] = set()  # `new(…)` whose type stands at the name it is given to
        self.visitors = {
            **dict.fromkeys(_CLASSES, self._class),
            **dict.fromkeys(_BLOCKS, self._block),
            **dict.fromkeys(_FUNCTIONS, self._function),
            **dict.fromkeys(_LAMBDAS, self._lambda),
            **dict.fromkeys(LITERALS, self.note_literal),
            "variable_declaration": self._variables,
            "property_declaration": self._property,
            "parameter": self._parameter,
            "assignment_expression": self._assignment,
            "invocation_expression": self._invocation,
            "object_creation_expression": self._creation,
            "implicit_object_creation_expression": self._creation,
            "return_statement": self.note_return,
            "expression_statement": self._statement,
            "binary_expression": self.note_sum,
            "declaration_expression": self._unknown,
            "declaration_pattern": self._unknown,
            "tuple_pattern": self._unknown,
        }

    # --- scopes and names --------------------------------------------------------------------------------------------

    def _class(self, node: Node, scope: Scope) -> Scope:
        name = self.tree.text(field(node, "name") or node)
        known = self.names.classes.get(name)
        if known is not None and known.outer is scope:
            return known  # another part of a partial class
        inner = Scope(scope, is_class=True)
        self.names.classes.setdefault(name, inner)
        return inner

    def _block(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope)
        left = field(node, "left") if node.type == "foreach_statement" else None
        if left is not None and left.type == "identifier":
            type = field(node, "type")
            self.names.declare(inner, self.tree.text(left), None, node.start_byte, self.tree.text(type) if type else "", "other")
        return inner

    def _function(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_function=True)
        name = field(node, "name")
        listed = [field(parameter, "name") for parameter in arguments(field(node, "parameters"))]
        parameters = [self.tree.text(parameter) if parameter is not None else "" for parameter in listed]
        if name is not None:
            function = self.names.define(scope, self.tree.text(name), parameters, inner)
            body = field(node, "body")
            if body is not None and body.type == "arrow_expression_clause":
                function.returns.extend(arguments(body)[:1])
            self.returning[id(inner)] = function
        return inner

    def _lambda(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope, is_function=True)
        parameters = field(node, "parameters")
        if parameters is not None and parameters.type == "implicit_parameter":
            self.names.declare(inner, self.tree.text(parameters), None, node.start_byte, how="other")
        return inner

    def _parameter(self, node: Node, scope: Scope) -> None:
        name, type = field(node, "name"), field(node, "type")
        if name is not None:
            text = self.tree.text(name)
            how = "param" if (id(scope), text) in self.names.parameters else "other"
            self.names.declare(scope, text, None, node.start_byte, self.tree.text(type) if type is not None else "", how)

    def _variables(self, node: Node, scope: Scope) -> None:
        type = field(node, "type")
        written = self.tree.text(type) if type is not None and type.type != "implicit_type" else ""
        for declarator in node.named_children:
            name = field(declarator, "name") if declarator.type == "variable_declarator" else None
            if name is None or name.type != "identifier":
                continue
            value = next((part for part in reversed(arguments(declarator)) if part.id != name.id), None)
            self._bind(name, value, scope, written)

    def _bind(self, name: Node, value: Node | None, scope: Scope, type: str) -> None:
        if value is not None and value.type in {"null_literal", "default_expression"}:
            value = None
        self.names.declare(scope, self.tree.text(name), value, name.start_byte, type)
        if value is not None:
            if type.endswith("ODATADetailLevel"):
                self._implied.add(value.id)
            self.flows.link(name, value, scope)

    def _property(self, node: Node, scope: Scope) -> None:
        name, value, type = field(node, "name"), field(node, "value"), field(node, "type")
        if name is not None:
            if value is not None and value.type == "arrow_expression_clause":
                value = next(iter(arguments(value)), None)
            self._bind(name, value, scope, self.tree.text(type) if type is not None else "")

    def _unknown(self, node: Node, scope: Scope) -> None:
        for name in node.children_by_field_name("name"):
            self.names.declare(scope, self.tree.text(name), None, node.start_byte, how="other")

    # --- options -----------------------------------------------------------------------------------------------------

    def _assignment(self, node: Node, scope: Scope) -> None:
        left, operator, value = field(node, "left"), field(node, "operator"), field(node, "right")
        if left is None or value is None or operator is None:
            return
        how = {"=": "value", "+=": "add"}.get(operator.type, "other")
        if left.type == "identifier":
            self._reassigned(self.tree.text(left), how, value, scope, None)
        elif left.type == "member_access_expression":
            owner, name = field(left, "expression"), field(left, "name")
            if owner is None or name is None:
                return
            text = self.tree.text(name)
            if text in _MEMBERS and how == "value" and self._is_detailed:
                self.put(owner, value, _MEMBERS[text], scope)
            elif owner.type == "this":
                self._reassigned(text, how, value, scope, self.names.class_of(scope))
        if how == "value":
            self.flows.link(left, value, scope)
        elif how == "add":
            self.note_growth(left, value, scope)

    def _statement(self, node: Node, scope: Scope) -> None:
        """Note `built.Insert(0, …);`, which changes a list or a builder."""
        call = next(iter(node.named_children), None)
        owner = receiver(call) if call is not None and call.type == "invocation_expression" else None
        if call is not None and owner is not None and owner.type == "identifier" and callee(self.tree, call) in _CHANGES:
            self.spoil(self.tree.text(owner), node, scope)

    def _reassigned(self, name: str, how: str, value: Node, scope: Scope, owner: Scope | None) -> None:
        if how != "value" or value.type != "null_literal":
            self.reassign(name, how, value, scope, owner)

    def _creation(self, node: Node, scope: Scope) -> None:
        """Note the options of a detail level that is made."""
        type = field(node, "type")
        named = self.tree.text(type).rpartition(".")[2] if type is not None else ""
        if named != "ODATADetailLevel" and (named or not (self._is_detailed or node.id in self._implied)):
            return
        positions = iter(_POSITIONS if named or node.id in self._implied else [])
        for name, value in passed(node):
            option = _PARAMETERS.get(name) if name else next(positions, None)
            if option is not None:
                self.hold(node, value, option, scope)
        initializer = field(node, "initializer") or next(
            (part for part in node.named_children if part.type == "initializer_expression"), None
        )
        for part in arguments(initializer):
            left, right = field(part, "left"), field(part, "right")
            option = _MEMBERS.get(self.tree.text(left)) if part.type == "assignment_expression" and left is not None else None
            if option is not None and right is not None:
                self.hold(node, right, option, scope)

    def _invocation(self, node: Node, scope: Scope) -> None:
        name, owner = callee(self.tree, node), receiver(node)
        if not name:
            return
        self.names.calls.setdefault(name, []).append((node, scope))
        values = passed(node)
        if name in _GROWTH and owner is not None and owner.type == "identifier" and len(values) == 1:
            self.names.assign(scope, self.tree.text(owner), _GROWTH[name], values[0][1], node.start_byte)
        own = self.own.get(name)
        takes, api = detail_level_api(name, self.tree.tail(owner))
        if own is not None or takes:
            for _, value in values:
                self.flows.send(value, scope, own if own is not None else api, node.end_byte)
        client = CSHARP_CLIENT.get(name.removesuffix("Async"))
        if own is not None:
            for number, (given, value) in enumerate(values):
                option = OwnCall.option(own, None if given else number, given)
                self.wanted += [(value, option, str(own), scope)] if option else []
        elif client is not None and self._is_client:
            self._options(values, *client, scope)

    def _options(
        self, values: list[tuple[str, Node]], api: str | None, filter: int | None, select: int | None, scope: Scope
    ) -> None:
        """Note the filter and the select among the arguments of a client's method."""
        wanted: dict[int | None, Option] = {filter: "filter", select: "select"}
        for number, (name, value) in enumerate(values):
            option = OPTIONS.get(name) if name else wanted.get(number)
            if option is not None and value.type != "null_literal":
                self.wanted.append((value, option, api, scope))

    # --- what the common parts ask -----------------------------------------------------------------------------------

    def parts(self, call: Node) -> tuple[str, Node | None]:
        """Return the name of what is called or made, and what it is called on."""
        type = field(call, "type") if call.type == "object_creation_expression" else None
        return (self.tree.text(type), None) if type is not None else (callee(self.tree, call), receiver(call))

    def called(self, node: Node) -> str:
        """Return the name of a method of this file that is called."""
        if node.type != "invocation_expression":
            return ""
        owner = receiver(node)
        return callee(self.tree, node) if owner is None or owner.type == "this" else ""

    def argument(self, call: Node, number: int, name: str) -> Node | None:
        """Return what a call passes for a parameter."""
        values = passed(call)
        named = next((value for given, value in values if given == name), None)
        if named is not None:
            return named
        return values[number][1] if number < len(values) and not values[number][0] else None
