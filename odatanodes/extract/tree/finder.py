"""The expressions of one file: a walk over its tree that notes names, calls and options, and what becomes of each value.

Languages derive from `Finder`; they say which calls and objects have options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from odatanodes.batch.clients import ANY, PLAIN
from odatanodes.extract import urls
from odatanodes.extract.content import Covered
from odatanodes.extract.draft import expression, in_order, joined, size
from odatanodes.extract.evidence import COMMENT, has_evidence
from odatanodes.extract.expression import OwnCall, Skipped
from odatanodes.extract.shell import command_lines
from odatanodes.extract.tree.dialect import table
from odatanodes.extract.tree.names import Flows, Function, Names, Scope, Sink
from odatanodes.extract.tree.nodes import CALLS, LITERALS, Call, Tree, arguments, field, literal_union, operands, peel, type_name
from odatanodes.extract.tree.parse import parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tree_sitter import Node

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.tree.dialect import Dialect
    from odatanodes.extract.tree.texts import Texts

    Visitor = Callable[[Node, Scope], Scope | None]

__all__ = ["Finder"]

_KINDS = table(
    "class class_declaration struct_declaration record_declaration interface_declaration enum_declaration class"
    " annotation_type_declaration abstract_class_declaration"
    "|block block statement_block catch_clause for_statement foreach_statement enhanced_for_statement for_in_statement"
    " using_statement try_with_resources_statement accessor_declaration switch_section switch_block_statement_group switch_body"
    "|function method_declaration local_function_statement constructor_declaration function_declaration method_definition"
    " function_expression generator_function generator_function_declaration arrow_function lambda_expression"
    " anonymous_method_expression"
    "|name variable_declarator property_declaration public_field_definition field_definition enum_assignment"
    "|unknown declaration_expression declaration_pattern tuple_pattern catch_formal_parameter resource"
    "|assignment assignment_expression augmented_assignment_expression|return return_statement|sum binary_expression"
)
"""What nodes are to the walk; `unknown`: their names get values of which nothing is known."""
_NOTHING = frozenset({"null_literal", "default_expression", "null", "undefined"})
_ENCODERS = frozenset({"encodeURIComponent", "encodeURI", "EscapeDataString", "EscapeUriString", "UrlEncode", "encode"})
_DEEPEST = 3


class Finder:
    """Walks a tree once, then reads the values of the options that were noted."""

    dialect: ClassVar[Dialect]
    reader: ClassVar[type[Texts]]
    types: ClassVar[Mapping[str, str | None]] = {}
    """Types of options, and the list API that each is sent to."""
    grammars: ClassVar[Mapping[str, str]]
    """Grammars by suffix; that without one is for all others."""

    @classmethod
    def find(cls, source: Source, calls: Mapping[str, str]) -> list[Expression]:
        """Return the expressions of a file; one that names nothing of Batch is not parsed. Raises Skipped where it cannot be."""
        text = source.text
        is_known = has_evidence(text, COMMENT) or urls.MARK.search(text) or ("$filter" in text and urls.speaks_of_batch(text))
        if not is_known and not any(name.rpartition(".")[2] in text for name in calls):
            return []
        return cls(parsed(source, cls.grammars.get(source.name.rpartition(".")[2]) or cls.grammars[""]), calls).all()

    def __init__(self, tree: Tree, calls: Mapping[str, str]) -> None:
        self.tree = tree
        self.names = Names(tree, bare_members=self.dialect.bare_members)
        self.texts = self.reader(tree, self.names, self.dialect)
        self.flows = Flows(tree, self.names, self.dialect.fluent, self._is_url_elsewhere)
        self.own = calls
        self._own_names = {call.rpartition(".")[2] for call in calls}
        text = tree.source.text
        self.is_batch = has_evidence(text, COMMENT)
        self.speaks_of_batch = urls.speaks_of_batch(text)
        self._covered = 0
        self._literals: list[tuple[Node, Scope]] = []
        self._made: list[tuple[Call, Scope]] = []
        self.wanted: list[tuple[Node, Option, str | None, Scope]] = []  # values that are options whatever they say
        self.found: list[Expression] = []
        self._emitted: set[tuple[int, Option, str | None]] = set()
        roles: dict[str, Visitor] = {"class": self._class, "block": self._block, "sum": self._sum, "return": self._return}
        roles |= {"function": self._function, "name": self._declaration, "assignment": self._assignment, "unknown": self._unknown}
        self.visitors = {kind: roles[role] for kind, role in _KINDS.items()}
        self.visitors |= {**dict.fromkeys(CALLS, self._call), **dict.fromkeys(LITERALS, self.literal)}

    def all(self) -> list[Expression]:
        """Return the expressions in order of the text; raises Skipped where the file makes too much of itself."""
        try:
            return in_order(self.tree.source.name, self._all)
        except RecursionError:
            raise Skipped(f"'{self.tree.source.name}' is nested too deeply") from None

    def _all(self) -> Iterable[Expression]:
        self._walk()
        self.names.settle()
        self.settled()
        for node, option, api, scope in self.wanted:
            self.emit(node, option, api, scope)
        asked = {api for _, _, api, _ in self.flows.sends} | {api for _, _, api, _ in self.wanted}
        among = tuple(sorted(api for api in asked if api and api not in {PLAIN, ANY}))
        for sink, apis in self.flows.resolved():
            for api in apis or self.otherwise(sink, among):
                self.emit(sink.node, sink.option, api, sink.scope)
        self._read_literals(among)
        found = {(item.option, item.text, item.segments, item.api): item for item in self.found}
        return [one.replace(among=among) if one.api == ANY and one.option == "filter" else one for one in found.values()]

    def _walk(self) -> None:
        """Call the visitors of all nodes, in order of the text; a scope that one returns is that of the nodes below."""
        todo: list[tuple[Node, Scope]] = [(self.tree.root, self.names.top)]
        while todo:
            node, scope = todo.pop()
            visitor = self.visitors.get(node.type)
            scope = (visitor(node, scope) if visitor is not None else None) or scope
            todo += [(child, scope) for child in reversed(node.named_children)]

    def settled(self) -> None:
        """Note what can be seen when all names are known."""

    def called(self, call: Call, scope: Scope) -> None:
        """Note the options of a call."""

    def assigned(self, left: Node, value: Node, scope: Scope) -> None:
        """Note an option that is assigned to a member."""

    def typed(self, value: Node, type: str, scope: Scope, at: int) -> None:
        """Note that a value is of a type, which may be one of options."""
        if type in self.types and self.is_batch:
            self.flows.sends.append((value, scope, self.types[type], at))

    def otherwise(self, sink: Sink, among: tuple[str, ...]) -> list[str | None]:
        """Return the list APIs of a value whose way cannot be seen: for a filter the one that the file asks, or any."""
        return [among[0] if len(among) == 1 and sink.option == "filter" else ANY] if sink.certain else []

    def _class(self, node: Node, scope: Scope) -> Scope:
        if node.type == "enum_declaration":
            self.names.enums[self.tree.text(field(node, "name"))] = self._members(field(node, "body"))
        known = self.names.classes.setdefault(self.tree.text(field(node, "name")), Scope(scope, is_class=True))
        return known if known.outer is scope else Scope(scope, is_class=True)  # a partial class has several parts

    def _members(self, body: Node | None) -> tuple[str, ...]:
        """Return the texts of the members of an enumeration; none where it writes them in a way of its own."""
        members = [part for part in arguments(body) if part.type != "enum_body_declarations"]
        if body is None or "toString" in self.tree.text(body):
            return ()
        texts = [self.tree.text(field(member, "value") or field(member, "name") or member) for member in members]
        return tuple(text[1:-1] if text[:1] in {"'", '"'} else text for text in texts)

    def _block(self, node: Node, scope: Scope) -> Scope:
        inner = Scope(scope)
        if node.type in {"foreach_statement", "enhanced_for_statement", "for_in_statement", "catch_clause"}:
            listed = field(node, "right", "value")
            how = "each" if listed is not None and self.tree.text(field(node, "operator")) != "in" else "other"
            self._pattern(field(node, "left", "name", "parameter"), inner, self._type(node), how, listed)
        return inner

    def _type(self, node: Node, *names: str) -> str:
        """Return the last word of the type of a declaration; empty for `var`."""
        shown = self.tree.text(field(node, *names, "type"))
        text = shown if literal_union(shown) else type_name(shown)
        return "" if text == "var" else text

    def _pattern(self, pattern: Node | None, scope: Scope, type: str = "", how: str = "other", value: Node | None = None) -> None:
        """Declare the names of a pattern, or a name, of whose values nothing is known but the list that has them."""
        for name in [pattern, *pattern.named_children] if pattern is not None else []:
            if name.type in {"identifier", "shorthand_property_identifier_pattern", "implicit_parameter"}:
                how = how if name is pattern or how != "each" else "other"
                self.names.declare(scope, self.tree.text(name), value, name.start_byte, type, how)

    def _unknown(self, node: Node, scope: Scope) -> None:
        for name in node.children_by_field_name("name"):
            self._pattern(name, scope, self._type(node))

    def _function(self, node: Node, scope: Scope) -> Scope:
        inner = self.names.inner[node.id] = Scope(scope, is_function=True)
        listed, body = field(node, "parameters", "parameter"), field(node, "body")
        given = node.parent if node.parent is not None and _KINDS.get(node.parent.type) == "name" else node
        name = self.tree.text(field(node, "name") or field(given, "name", "property"))
        parameters = arguments(listed) or ([listed] if listed is not None else [])
        patterns = [field(one, "name", "pattern", "left") or one for one in parameters]
        known = [self.tree.text(pattern) if pattern.type == "identifier" else "" for pattern in patterns]
        extends = self.tree.text(parameters[0] if parameters else None).startswith("this ") and node.type == "method_declaration"
        self.names.define(Function(name, known, inner, [], self._type(node, "return_type", "returns"), extends), scope)
        for parameter, pattern in zip(parameters, patterns, strict=True):
            type = self._type(parameter)
            self._pattern(pattern, inner, type, "param" if name and pattern.type == "identifier" else "other")
            self.typed(pattern, type, inner, parameter.start_byte)
        if body is not None and not body.type.endswith("block"):
            self._returned(body, inner)
        return inner

    def _return(self, node: Node, scope: Scope) -> None:
        self._returned(next(iter(arguments(node)), None), scope)

    def _returned(self, value: Node | None, scope: Scope) -> None:
        function = self.names.bodies.get(scope.function)
        if value is not None and function is not None:
            function.returns.append(value)
            self.typed(peel(value) or value, function.type, function.scope, value.end_byte)

    def _declaration(self, node: Node, scope: Scope) -> None:
        name, value = field(node, "name", "property"), field(node, "value")
        if name is None or not name.type.endswith("identifier"):
            self._pattern(name, scope)
            return
        if value is None and node.type == "variable_declarator":  # of C#, where the value is not a field
            value = next((part for part in reversed(arguments(node)) if part.id != name.id), None)
        value = peel(value) if value is not None and value.type == "arrow_expression_clause" else value
        value = None if value is not None and value.type in _NOTHING else value
        if value is not None and _KINDS.get(value.type) == "function":  # it has this name
            return
        made = self.tree.call(value)
        type = self._type(node) or self._type(node.parent or node) or (made.name if made is not None and made.is_new else "")
        self.names.declare(scope, self.tree.text(name), value, name.start_byte, type)
        self.typed(name, type, scope, name.start_byte)

    def _assignment(self, node: Node, scope: Scope) -> None:
        left, operator, value = field(node, "left"), field(node, "operator"), field(node, "right")
        if left is None or value is None:
            return
        how = {"=": "value", "+=": "add"}.get(operator.type if operator is not None else "=", "other")
        if how == "value":
            self.assigned(left, value, scope)
        first, *more = operands(value)
        if how == "value" and more and self.tree.text(first) == self.tree.text(left):  # x = x + a + b
            for part in more:
                self.names.assign(left, "add", part, scope, part.start_byte)
        elif how != "value" or value.type not in _NOTHING:
            self.names.assign(left, how, value, scope, value.start_byte)
        if how == "add" and urls.MARK.search(self.tree.text(value)):  # the URL is all of it
            self._literals += [(left, scope), (value, scope)]
            self._covered = value.end_byte

    def _call(self, node: Node, scope: Scope) -> None:
        call = self.tree.call(node)
        if call is None:
            return
        self.names.calls.setdefault(call.name, []).append((call, scope))
        self._made += [(call, scope)] if node.start_byte >= self._covered else []
        how = self.dialect.grows.get(call.name, "")
        root = self.tree.root_of(call) if how in {"add", "made"} else call.owner
        if how and root is not None:
            is_statement = node.parent is not None and node.parent.type == "expression_statement"
            values = [node] * is_statement if how == "other" else [node] if how == "made" else call.values
            how = how if len(values) == 1 or how == "append" else "other"
            for value in values:
                self.names.assign(root, how, value, scope, node.end_byte)
        api = self._own_api(call, scope) if call.name in self._own_names and not call.is_new else None
        if api is not None:
            for number, (given, value) in enumerate(call.given):
                option = OwnCall.option(api, None if given else number, given)
                self.flows.sends.append((value, scope, str(api), node.end_byte))
                self.wanted += [(value, option, str(api), scope)] if option else []
        if call.is_new:
            self.typed(node, call.name, scope, node.end_byte)
        self.called(call, scope)

    def _own_api(self, call: Call, scope: Scope) -> str | None:
        """Return what the configuration says of a call, by what it is called on or the type of that."""
        owner = self.names.variable(call.owner, scope)
        shown = [self.tree.tail(call.owner), owner.type if owner is not None else ""]
        return OwnCall.named(self.own, *(f"{text}.{call.name}" for text in shown))

    def _is_url_elsewhere(self, node: Node, scope: Scope) -> bool:
        return any(urls.elsewhere(draft) for draft in self.texts.of(node, scope))

    def send(self, call: Call, scope: Scope, api: str | None) -> None:
        """Note that the arguments of a call go to a list API."""
        self.flows.sends += [(value, scope, api, call.node.end_byte) for value in call.values]

    def literal(self, node: Node, scope: Scope) -> None:
        """Note a literal that is not part of a sum."""
        if node.start_byte >= self._covered:
            self._literals.append((node, scope))

    def _sum(self, node: Node, scope: Scope) -> None:
        operator = field(node, "operator")
        if operator is not None and operator.type == "+" and node.start_byte >= self._covered:
            self.literal(node, scope)
            self._covered = node.end_byte

    def _read_literals(self, among: tuple[str, ...]) -> None:
        """Add the expressions of URLs and command lines, and the filters that show themselves by their content."""
        language = self.dialect.language
        covered = Covered(self.found)
        known: dict[object, Expression] = {}  # by where they stand: a URL that grows is read again
        made = [(call.node, scope, *self.texts.put_together(call, scope)) for call, scope in self._made]
        formats = {draft for *_, parts in made for draft in parts}
        texts = [(node, scope, drafts) for node, scope, drafts, _ in made]
        for node, scope in self._literals:
            texts.append((node, scope, [draft for draft in self.texts.of(node, scope) if draft not in formats]))
        for _, _, drafts in texts:
            of_urls = [one for draft in drafts for one in urls.expressions(draft, language, is_batch=self.speaks_of_batch)]
            for one in (*of_urls, *(one for draft in drafts for one in command_lines(draft, language))):
                if known.setdefault(one.segments, one) is one:
                    self.found.append(one)
                    covered.add(one)
            for draft in drafts if self.flows.has_urls else ():
                if urls.elsewhere(draft):
                    covered.leave(draft)
        for node, scope, drafts in texts if self.is_batch else ():
            found = list(covered.filters(drafts, among, language))
            if found and not self.flows.is_elsewhere(node, scope):  # a walk upwards, whose steps take longer the deeper they are
                self.found += found

    def emit(self, node: Node, option: Option, api: str | None, scope: Scope, depth: int = 0) -> None:
        """Add the expressions that a value can be; those passed to a parameter where the value is one."""
        if (node.id, option, api) in self._emitted:
            return
        self._emitted.add((node.id, option, api))
        inner = self._encoded(node, scope)
        drafts = self.texts.of(inner or node, scope)
        if not drafts and option != "filter":
            items = self.texts.items(node, scope)
            drafts = [joined(",", items)] if items else []
        for draft in drafts:
            self.texts.spend(4 * size(draft))  # to check a text costs more than to put it together
            one = expression(draft, option, api, self.dialect.language)
            if one is not None:
                self.found.append(one.replace(remarks=(("encoded-twice", (0, len(one.text))),)) if inner is not None else one)
        variable = self.names.variable(peel(node), scope) if not drafts and depth < _DEEPEST else None
        for value, where, _ in self.flows.passed(variable) if variable is not None else ():
            self.emit(value, option, api, where, depth + 1)

    def _encoded(self, node: Node, scope: Scope) -> Node | None:
        """Return what a call, or the one that a name stands for, encodes for a URL; the clients encode what they are given."""
        binding = self.names.binding(node, scope)
        call = self.tree.call(peel(node if binding is None else binding.value))
        return peel(call.values[0]) if call is not None and call.name in _ENCODERS and call.values else None
