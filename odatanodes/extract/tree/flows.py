"""Where values go: options from the object that has them to the call of a list API, literals to another service or a log.

Filters are found by their content without this. It tells which API is asked, and it finds selects, and texts that do not read as
filters: through names, conditionals, and parameters and results of functions of the same file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.content import is_foreign, is_log
from odatanodes.extract.tree.nodes import branches, field, peel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from odatanodes.extract.expression import Option
    from odatanodes.extract.tree.names import Names, Scope, Variable
    from odatanodes.extract.tree.nodes import Call, Tree

__all__ = ["Flows", "Sink"]

_MOST_STEPS = 20_000
_MOST_LEAVES = 200
_MOST_CALLS = 100
_HIGHEST = 40
_ARGUMENTS = frozenset({"argument_list", "arguments"})
_NAMED = frozenset({"variable_declarator", "assignment_expression", "public_field_definition", "field_definition"})
_DONE = frozenset({"block", "statement_block", "class_body", "declaration_list", "program", "compilation_unit"})


class Sink(NamedTuple):
    """A value of an option; `certain`: it is one wherever it goes."""

    node: Node
    option: Option
    scope: Scope
    certain: bool = True


class Flows:
    """Objects that have options, what is put into the objects of names, and the values that list APIs are sent."""

    def __init__(self, tree: Tree, names: Names, fluent: frozenset[str]) -> None:
        self._tree = tree
        self._names = names
        self._fluent = fluent
        self._puts: list[tuple[Node, Sink]] = []  # objects that are made with options, or names of objects that get them
        self.sends: list[tuple[Node, Scope, str | None, int]] = []  # values, the list APIs they are sent to, and where
        self._direct: dict[int, set[str | None]] = {}
        self._uses: dict[Variable, list[tuple[int, str | None]]] = {}
        self._elsewhere: set[Variable] | None = None

    def put(self, target: Node, sink: Sink) -> None:
        """Note that an object is made with an option, or that the object of a name gets one."""
        self._puts.append((peel(target) or target, sink))

    def leaves(self, node: Node) -> list[Node]:
        """Return what a value can be, beneath brackets, conditionals and calls that return the object they are called on."""
        found: list[Node] = []
        todo: list[Node | None] = [node]
        while todo and len(found) < _MOST_LEAVES:
            peeled = peel(todo.pop())
            if peeled is None:
                continue
            parts = branches(peeled)
            if parts is not None:
                todo += parts
                continue
            found.append(peeled)
            call = self._tree.call(peeled)
            todo.append(call.owner if call is not None and call.name in self._fluent else None)
        return found

    def passed(self, variable: Variable) -> Iterator[tuple[Node, Scope, int]]:
        """Yield what the calls of a function pass where a name is its parameter, and where they stand."""
        function, number = self._names.parameter(variable) or (None, 0)
        calls = self._names.calls.get(function.name, []) if function is not None else []
        for call, scope in calls[:_MOST_CALLS]:
            value = call.argument(number, variable.name)
            if value is not None:
                yield value, scope, call.node.end_byte

    def resolved(self) -> Iterator[tuple[Sink, list[str | None]]]:
        """Yield each value with the APIs it is sent to; with none where that cannot be seen."""
        self._follow()
        owners = {leaf.id: name for name, value in self._names.values for leaf in self.leaves(value)}
        named: dict[Variable, list[tuple[int, Sink]]] = {}
        for target, sink in self._puts:
            variable = owners.get(target.id) or self._names.variable(target, sink.scope)
            if variable is not None:
                named.setdefault(variable, []).append((target.id, sink))
            else:
                yield sink, sorted(self._direct.get(target.id, set()), key=str)
        for variable, sinks in named.items():
            yield from self._of_name(sorted(self._uses.get(variable, []), key=lambda use: use[0]), sinks)

    def _of_name(
        self, uses: list[tuple[int, str | None]], sinks: list[tuple[int, Sink]]
    ) -> Iterator[tuple[Sink, list[str | None]]]:
        """Yield the values in the object of one name: each goes where it is used before the next value of that option."""
        places = [at for at, _ in uses]
        for holder, sink in sinks:
            later = sorted({other.node.start_byte for _, other in sinks if other.option == sink.option})
            after = bisect_right(later, sink.node.start_byte)
            first = bisect_left(places, sink.node.start_byte)
            last = bisect_left(places, later[after]) if after < len(later) else len(uses)
            apis = {api for _, api in uses[first:last]} | self._direct.get(holder, set())
            if not apis:  # it is given anew before it is used; or in a loop, and used before it is given
                apis = {uses[first][1]} if first < len(uses) else {api for _, api in uses}
            yield sink, sorted(apis, key=str)

    def _follow(self) -> None:
        """Spread what is sent over the names and functions that it comes from."""
        seen: set[tuple[int, str | None]] = set()
        todo = list(self.sends)
        while todo and len(seen) < _MOST_STEPS:
            value, scope, api, at = todo.pop()
            for leaf in self.leaves(value):
                if (leaf.id, api) in seen:
                    continue
                seen.add((leaf.id, api))
                self._direct.setdefault(leaf.id, set()).add(api)
                variable, call = self._names.variable(leaf, scope), self._tree.call(leaf)
                if variable is not None:
                    self._uses.setdefault(variable, []).append((at, api))
                    todo += [(node, where, api, end) for node, where, end in self.passed(variable)]
                elif call is not None and call.is_local:
                    functions = self._names.functions.get(call.name, [])
                    todo += [(node, function.scope, api, node.end_byte) for function in functions for node in function.returns]

    def is_elsewhere(self, node: Node, scope: Scope) -> bool:
        """Whether a literal is an argument of a call of another service or of a log, or given to a name that is."""
        below, here = node, node.parent
        for _ in range(_HIGHEST):
            if here is None or here.type in _DONE:
                return False
            call = self._tree.call(here) if below.type in _ARGUMENTS else None
            if call is not None and self._takes_elsewhere(call, node):
                return True
            variable = self._names.variable(field(here, "name", "left", "property"), scope) if here.type in _NAMED else None
            if variable is not None and variable in self._passed_elsewhere():
                return True
            below, here = here, here.parent
        return False

    def _is_foreign(self, call: Call) -> bool:
        is_own = call.is_local and call.name in self._names.functions
        return is_foreign("" if is_own else call.name, self._tree.tail(call.owner))

    def _passed_elsewhere(self) -> set[Variable]:
        """Return the names that are passed to calls of other services, and not to Batch."""
        if self._elsewhere is None:
            calls = [(call, scope) for calls in self._names.calls.values() for call, scope in calls if self._is_foreign(call)]
            passed = [self._names.variable(value, scope) for call, scope in calls for value in call.values]
            self._elsewhere = {variable for variable in passed if variable is not None and variable not in self._uses}
        return self._elsewhere

    def _takes_elsewhere(self, call: Call, node: Node) -> bool:
        """Whether a call, or the function of the file that it calls, passes an argument on to others."""
        functions = self._names.functions.get(call.name, []) if call.is_local else []
        number = next((at for at, value in enumerate(call.values) if value.start_byte <= node.start_byte < value.end_byte), -1)
        taken = [(each.scope, name) for each in functions for at, name in enumerate(each.parameters) if at == number]
        return is_log(call.name) or self._is_foreign(call) or not self._passed_elsewhere().isdisjoint(taken)
