"""What finds the expressions of one file: the walk over its tree, and what becomes of each value of an option.

The languages derive from `Finder`: `visitors` says what is noted at which kind of node, `texts` how values are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.batch.clients import ANY, PLAIN
from odatanodes.extract import urls
from odatanodes.extract.content import MAYBE_PART, Covered, by_content
from odatanodes.extract.draft import TooMuch, expression, joined, size
from odatanodes.extract.evidence import COMMENT, has_evidence
from odatanodes.extract.expression import Skipped
from odatanodes.extract.tree.flows import Flows, Sink
from odatanodes.extract.tree.foreign import Foreign
from odatanodes.extract.tree.parse import walk
from odatanodes.extract.tree.texts import arguments, field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.tree.names import Function, Names, Scope
    from odatanodes.extract.tree.parse import Tree
    from odatanodes.extract.tree.texts import Texts

    Visitor = Callable[[Node, Scope], Scope | None]

__all__ = ["Finder"]

_ENCODERS = frozenset({"encodeURIComponent", "encodeURI", "EscapeDataString", "EscapeUriString", "UrlEncode", "encode"})
_DEEPEST = 3
_MOST_LEAVES = 200
_MOST_CALLS = 100
_DEEPEST_SCOPES = 500


class Finder:
    """Walks a tree once, then reads the values of the options that were seen."""

    language = ""
    choices: Mapping[str, tuple[str, ...]] = {}
    """Fields with what a value can be, by the kind of node: `a` and `b` of `x ? a : b`."""
    member = ("", "", "")
    """Kind of node, field of the object and field of the name of `this.name`."""
    identifiers = frozenset({"identifier"})

    def __init__(self, tree: Tree, names: Names, texts: Texts, calls: Mapping[str, str]) -> None:
        self.tree = tree
        self.names = names
        self.texts = texts
        self.own = {call.rpartition(".")[2]: api for call, api in calls.items()}
        self.flows = Flows(names, self.leaves, self.variable, self.called, self.argument)
        self.visitors: dict[str, Visitor] = {}
        self.returning: dict[int, Function] = {}  # by the identity of the scope that is their body
        self._has_url = urls.MARK.search(tree.source.text) is not None
        self._is_evident = has_evidence(tree.source.text, COMMENT) and MAYBE_PART.search(tree.source.text) is not None
        self._covered = 0
        self._literals: list[tuple[Node, Scope]] = []
        self.wanted: list[tuple[Node, Option, str | None, Scope]] = []
        self.found: list[Expression] = []
        self._emitted: set[tuple[int, Option, str | None]] = set()

    def all(self) -> list[Expression]:
        """Return the expressions in order of the text; raises Skipped where the file makes too much of itself."""
        self._walk()
        self.names.settle()
        try:
            self.finish()
            for node, option, api, scope in self.wanted:
                self.emit(node, option, api, scope)
            for sink, apis in self.flows.resolved():
                for api in apis or self.otherwise(sink):
                    self.emit(sink.node, sink.option, api, sink.scope)
            if self._is_evident:
                self.found += self._by_content()
        except TooMuch:
            raise Skipped(f"'{self.tree.source.name}' puts together more text than is looked at") from None
        except RecursionError:
            raise Skipped(f"'{self.tree.source.name}' is nested too deeply") from None
        unique = {(item.option, item.text, item.segments, item.api): item for item in self.found}
        return sorted(unique.values(), key=_place)

    def _walk(self) -> None:
        scopes: list[tuple[int, Scope]] = [(-1, self.names.top)]
        visitors = self.visitors
        for node, depth in walk(self.tree.root):
            while scopes[-1][0] >= depth:
                scopes.pop()
            visitor = visitors.get(node.type)
            if visitor is not None:
                inner = visitor(node, scopes[-1][1])
                if inner is not None:
                    scopes.append((depth, inner))
                    if len(scopes) > _DEEPEST_SCOPES:
                        raise Skipped(f"'{self.tree.source.name}' is nested too deeply")

    def note_literal(self, node: Node, scope: Scope) -> None:
        """Note a literal, if the file may hold a URL with options, and the literal is no part of a sum."""
        if (self._has_url or self._is_evident) and node.start_byte >= self._covered:
            self._literals.append((node, scope))

    def note_sum(self, node: Node, scope: Scope) -> None:
        """Note what is put together of literals."""
        operator = node.child_by_field_name("operator")
        wanted = self._has_url or self._is_evident
        if wanted and node.start_byte >= self._covered and operator is not None and operator.type == "+":
            self._literals.append((node, scope))
            self._covered = node.end_byte

    def note_growth(self, name: Node, value: Node, scope: Scope) -> None:
        """Note what is added to a text: the URL is all of it."""
        if self._has_url and "$" in self.tree.text(value):
            self._literals.append((name, scope))
            self._literals.append((value, scope))
            self._covered = value.end_byte

    def note_return(self, node: Node, scope: Scope) -> None:
        """Note what a function returns."""
        function = self.returning.get(id(scope.function))
        if function is not None:
            function.returns.extend(arguments(node)[:1])

    def finish(self) -> None:
        """Do what needs all names of the file: read the URLs among the literals."""
        is_batch = bool(self._literals) and urls.speaks_of_batch(self.tree.source.text)
        known: set[tuple[int, ...]] = set()
        for node, scope in self._literals:
            for draft in self.texts.of(node, scope):
                for one in urls.expressions(draft, self.language, is_batch=is_batch):
                    places = tuple(host for _, host in one.segments)
                    if places not in known:
                        self.found.append(one)
                    known.add(places)

    def _by_content(self) -> list[Expression]:
        """Return the filters that show themselves by their content."""
        covered = Covered()
        for one in self.found:
            covered.add(one)
        sent = self.flows.apis | {api for _, _, api, _ in self.wanted}
        among = tuple(sorted(api for api in sent if api and api not in {PLAIN, ANY}))
        foreign = Foreign(self)
        found = []
        for node, scope in self._literals:
            for draft in self.texts.of(node, scope):
                filter = None if covered.has(draft) else by_content(draft, among, self.language)
                if filter is not None and not foreign.holds(node, scope):
                    found.append(filter)
                    covered.add(filter)
        return found

    def parts(self, call: Node) -> tuple[str, Node | None]:
        """Return the name of what is called or made, and what it is called on; empty for other nodes."""
        raise NotImplementedError

    def otherwise(self, sink: Sink) -> list[str | None]:
        """Return the list APIs of a value whose way cannot be seen."""
        return [ANY] if sink.certain else []

    def leaves(self, node: Node) -> list[Node]:
        """Return what a value can be, beneath brackets and conditionals."""
        found: list[Node] = []
        todo = [node]
        while todo and len(found) < _MOST_LEAVES:
            peeled = self.texts.peel(todo.pop())
            if peeled is None:
                continue
            if peeled.type in self.choices:
                todo += [part for name in self.choices[peeled.type] if (part := field(peeled, name)) is not None]
            else:
                values, inner = self.parted(peeled)
                found += values
                todo += inner
        return found

    def variable(self, node: Node, scope: Scope) -> tuple[Scope, str] | None:
        """Return the owner and name of a variable or a member of this class; None for anything else."""
        kind, owner_field, name_field = self.member
        if node.type == kind:
            owner, name = field(node, owner_field), field(node, name_field)
            known = self.names.class_of(scope) if owner is not None and owner.type == "this" else None
            text = self.tree.text(name) if name is not None else ""
            return (known, text) if known is not None and text in known.bound else None
        if node.type not in self.identifiers:
            return None
        text = self.tree.text(node)
        found = self.names.owner(text, scope)
        return (found, text) if found is not None else None

    # --- what the languages say --------------------------------------------------------------------------------------

    def parted(self, node: Node) -> tuple[list[Node], list[Node]]:
        """Return what a node besides `choices` can be, and in which nodes to look for more."""
        return [node], []

    def called(self, node: Node) -> str:
        """Return the name of the function that a call calls; empty for anything else."""
        raise NotImplementedError

    def argument(self, call: Node, number: int, name: str) -> Node | None:
        """Return what a call passes for a parameter."""
        raise NotImplementedError

    # --- names -------------------------------------------------------------------------------------------------------

    def reassign(self, name: str, how: str, value: Node, scope: Scope, owner: Scope | None = None) -> None:
        """Note an assignment; `x = x + a + b` adds to what x was."""
        added: list[Node] = []
        current: Node | None = value if how == "value" else None
        while current is not None and current.type == "binary_expression" and len(added) < _MOST_CALLS:
            operator, right = current.child_by_field_name("operator"), current.child_by_field_name("right")
            if operator is None or operator.type != "+" or right is None:
                break
            added.append(right)
            current = self.texts.peel(current.child_by_field_name("left"))
        if added and current is not None and current.type == "identifier" and self.tree.text(current) == name:
            for part in reversed(added):
                self.names.assign(scope, name, "add", part, part.start_byte, owner)
        else:
            self.names.assign(scope, name, how, value, value.start_byte, owner)

    def spoil(self, name: str, node: Node, scope: Scope) -> None:
        """Note that the object of a name is changed in a way that is not followed."""
        self.names.assign(scope, name, "other", None, node.start_byte)

    # --- values ------------------------------------------------------------------------------------------------------

    def hold(self, holder: Node, value: Node, option: Option, scope: Scope, *, certain: bool = True) -> None:
        """Note that an object holds the value of an option."""
        self.flows.hold(holder, Sink(value, option, scope, value.start_byte, certain))

    def put(self, target: Node, value: Node, option: Option, scope: Scope, *, certain: bool = True) -> None:
        """Note that the value of an option is put into the object of a name."""
        self.flows.store(Sink(value, option, scope, value.start_byte, certain), target)

    def emit(self, node: Node, option: Option, api: str | None, scope: Scope, depth: int = 0) -> None:
        """Add the expressions that a value can be; those passed to a parameter where the value is one."""
        if (node.id, option, api) in self._emitted:
            return
        self._emitted.add((node.id, option, api))
        inner = self._encoded(node)
        drafts = self.texts.of(inner or node, scope)
        if not drafts and option != "filter":
            items = self.texts.items(node, scope)
            drafts = [joined(",", items)] if items else []
        if drafts:
            for one in self.made(drafts, option, api):
                self.found.append(one.replace(remarks=(("encoded-twice", (0, len(one.text))),)) if inner is not None else one)
        elif depth < _DEEPEST:
            for value, where in self._passed(node, scope):
                self.emit(value, option, api, where, depth + 1)

    def _encoded(self, node: Node) -> Node | None:
        """Return what a call encodes for a URL; the clients encode what they are given."""
        peeled = self.texts.peel(node)
        if peeled is None or field(peeled, "arguments") is None or self.parts(peeled)[0] not in _ENCODERS:
            return None
        values = arguments(field(peeled, "arguments"))
        return self.texts.peel(values[0]) if values else None

    def made(self, drafts: list[Draft], option: Option, api: str | None) -> Iterator[Expression]:
        """Yield the expressions of drafts."""
        for draft in drafts:
            self.texts.spend(4 * size(draft))  # to check a text costs more than to put it together
            one = expression(draft, option, api, self.language)
            if one is not None:
                yield one

    def _passed(self, node: Node, scope: Scope) -> Iterator[tuple[Node, Scope]]:
        """Yield what the calls of a function pass where a value is its parameter."""
        peeled = self.texts.peel(node)
        named = self.variable(peeled, scope) if peeled is not None else None
        parameter = self.names.parameter(named[1], named[0]) if named is not None else None
        if parameter is None or named is None:
            return
        function, number = parameter
        for call, where in self.names.calls.get(function.name, [])[:_MOST_CALLS]:
            value = self.argument(call, number, named[1])
            if value is not None:
                yield value, where


def _place(item: Expression) -> int:
    return item.host_span((0, 1))[0]
