"""Where options are sent: from the object that holds a filter to the call that takes it, and so to the list API.

Comes in: holders (an object made with options in it), stores (`detail.FilterClause = …`), links (a holder gets a name), sends
(a value goes to a list API). Goes out: for each value of an option the APIs that it is sent to.
A value is followed through names, conditionals, and parameters and results of functions of the same file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.expression import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from odatanodes.extract.expression import Option
    from odatanodes.extract.tree.names import Function, Names, Scope

__all__ = ["Flows", "Sink"]

_MOST_STEPS = 20_000


class Sink(NamedTuple):
    """A value of an option; `certain`: it is one wherever it goes."""

    node: Node
    option: Option
    scope: Scope
    at: int
    certain: bool


class Flows:
    """Follows values; `leaves` returns what a value can be: holders, names and calls; `name_of` the variable of a leaf."""

    def __init__(
        self,
        names: Names,
        leaves: Callable[[Node], list[Node]],
        name_of: Callable[[Node, Scope], tuple[Scope, str] | None],
        called: Callable[[Node], str],
        argument: Callable[[Node, int, str], Node | None],
    ) -> None:
        self._names = names
        self._leaves = leaves
        self._name_of = name_of
        self._called = called
        self._argument = argument
        self.sinks: dict[int, list[Sink]] = {}
        self._stores: list[tuple[Sink, Node]] = []
        self._links: list[tuple[Node, Node, Scope]] = []
        self.apis: set[str | None] = set()
        self._sends: list[tuple[Node, Scope, str | None, int]] = []
        self._direct: dict[int, set[str | None]] = {}
        self._uses: dict[tuple[int, str], list[tuple[int, str | None]]] = {}
        self._seen: set[tuple[int, str | None]] = set()

    def hold(self, holder: Node, sink: Sink) -> None:
        """Note that an object holds the value of an option."""
        self.sinks.setdefault(holder.id, []).append(sink)

    def store(self, sink: Sink, target: Node) -> None:
        """Note that the value of an option is put into the object of a name."""
        self._stores.append((sink, target))

    def link(self, target: Node, value: Node, scope: Scope) -> None:
        """Note that a name gets a value."""
        self._links.append((target, value, scope))

    def send(self, value: Node, scope: Scope, api: str | None, at: int) -> None:
        """Note that a value goes to a list API."""
        self._sends.append((value, scope, api, at))
        self.apis.add(api)

    def is_known(self, node: Node) -> bool:
        """Whether a node is a holder."""
        return node.id in self.sinks

    def resolved(self) -> Iterator[tuple[Sink, list[str | None]]]:
        """Yield each value with the APIs it is sent to; with none where that cannot be seen."""
        self._follow()
        named: dict[tuple[int, str], list[Sink]] = {}
        holders: dict[int, tuple[int, str]] = {}
        for target, value, scope in self._links:
            name = self._name_of(target, scope)
            if name is not None:
                holders |= {leaf.id: (id(name[0]), name[1]) for leaf in self._leaves(value) if leaf.id in self.sinks}
        for holder, sinks in self.sinks.items():
            if holder in holders:
                named.setdefault(holders[holder], []).extend(sinks)
        for sink, target in self._stores:
            name = self._name_of(target, sink.scope)
            if name is not None:
                named.setdefault((id(name[0]), name[1]), []).append(sink)
            else:
                yield sink, []
        for holder, sinks in self.sinks.items():
            if holder not in holders:
                yield from ((sink, _ordered(self._direct.get(holder, set()))) for sink in sinks)
        direct = {sink.node.id: self._direct.get(holder, set()) for holder, sinks in self.sinks.items() for sink in sinks}
        for key, sinks in named.items():
            yield from self._of_name(sorted(self._uses.get(key, []), key=_first), sinks, direct)

    def _of_name(
        self, uses: list[tuple[int, str | None]], sinks: list[Sink], direct: dict[int, set[str | None]]
    ) -> Iterator[tuple[Sink, list[str | None]]]:
        """Yield the values that one name holds: each goes where the name is used before the next value of that option."""
        given = {option: sorted({sink.at for sink in sinks if sink.option == option}) for option in OPTIONS.values()}
        places = [at for at, _ in uses]
        every = {api for _, api in uses}
        for sink in sinks:
            later = given[sink.option]
            after = bisect_right(later, sink.at)
            first = bisect_left(places, sink.at)
            last = bisect_left(places, later[after]) if after < len(later) else len(uses)
            apis = {api for _, api in uses[first:last]} | direct.get(sink.node.id, set())
            if not apis:  # it is given anew before it is used; or in a loop, and used before it is given
                apis = {uses[first][1]} if first < len(uses) else every
            yield sink, _ordered(apis)

    def _follow(self) -> None:
        """Spread what is sent over the names and functions that it comes from."""
        steps = 0
        todo = list(self._sends)
        while todo and steps < _MOST_STEPS:
            value, scope, api, at = todo.pop()
            for leaf in self._leaves(value):
                steps += 1
                if (leaf.id, api) in self._seen:
                    continue
                self._seen.add((leaf.id, api))
                if leaf.id in self.sinks:
                    self._direct.setdefault(leaf.id, set()).add(api)
                todo += self._sources(leaf, scope, api, at)

    def _sources(self, leaf: Node, scope: Scope, api: str | None, at: int) -> Iterator[tuple[Node, Scope, str | None, int]]:
        """Yield where the value of a leaf comes from, and note the use of a name."""
        name = self._name_of(leaf, scope)
        if name is None:
            for function in self._names.functions.get(self._called(leaf), []):
                for node in function.returns:
                    yield node, function.scope, api, node.end_byte
            return
        self._uses.setdefault((id(name[0]), name[1]), []).append((at, api))
        parameter = self._names.parameters.get((id(name[0]), name[1]))
        if parameter is not None:
            yield from self.passed(*parameter, name[1], api)

    def passed(self, function: Function, number: int, name: str, api: str | None) -> Iterator[tuple[Node, Scope, str | None, int]]:
        """Yield what the calls of a function pass for a parameter."""
        for call, scope in self._names.calls.get(function.name, []):
            value = self._argument(call, number, name)
            if value is not None:
                yield value, scope, api, call.end_byte


def _first(pair: tuple[int, str | None]) -> int:
    return pair[0]


def _ordered(apis: set[str | None]) -> list[str | None]:
    return sorted(apis, key=str)
