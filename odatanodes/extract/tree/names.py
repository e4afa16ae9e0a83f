"""Names of a program: what each is bound to, by scope, the functions that are defined and called by name, and where values go.

Options go from the object that has them to the call of a list API, literals to another service or a log. Filters are found by
their content without this. It tells which API is asked, and it finds selects, and texts that do not read as filters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.content import PROSE, is_foreign, is_log, other_type
from odatanodes.extract.tree.nodes import ARGUMENTS, NAMES, branches, field, member_of, peel, type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from odatanodes.extract.expression import Option
    from odatanodes.extract.tree.nodes import Call, Tree

__all__ = ["Binding", "Event", "Flows", "Function", "Names", "Scope", "Sink", "Variable"]

_MOST_STEPS = 20_000
_MOST_LEAVES = 200
_MOST_CALLS = 100
_HIGHEST = 40
_MOST_URLS = 5
_NAMED = frozenset({"variable_declarator", "assignment_expression", "public_field_definition", "field_definition"})
_PAIRS = frozenset({"pair", "jsx_attribute", "attribute", "attribute_argument", "element_value_pair"})
_DONE = frozenset({"block", "statement_block", "class_body", "declaration_list", "program", "compilation_unit"})


class Scope:
    """A block, a function, a class or the file: `bound` has for each name what binds it, `types` the type it is declared as."""

    __slots__ = ("bound", "function", "is_class", "outer", "types")

    def __init__(self, outer: Scope | None, *, is_class: bool = False, is_function: bool = False) -> None:
        self.outer = outer
        self.is_class = is_class
        self.function: Scope = self if outer is None or is_function or is_class else outer.function
        self.bound: dict[str, list[Event]] = {}
        self.types: dict[str, str] = {}

    def outward(self) -> Iterator[Scope]:
        """Yield the scope and those that it is in."""
        current: Scope | None = self
        while current is not None:
            yield current
            current = current.outer


class Event(NamedTuple):
    """What happens to a name: `how` is value, declared, each (it loops over `node`), param, other, or as `grows` of a dialect."""

    how: str
    node: Node | None
    scope: Scope
    at: int


class Function(NamedTuple):
    """A function of the file: those of its parameters that have names, its scope, what it returns, and the type of that.

    `extends`: it is called on its first argument.
    """

    name: str
    parameters: list[str]
    scope: Scope
    returns: list[Node]
    type: str
    extends: bool = False


class Variable(NamedTuple):
    """A name, and the scope that it belongs to."""

    scope: Scope
    name: str

    @property
    def events(self) -> list[Event]:
        """What happens to it."""
        return self.scope.bound.get(self.name, [])

    @property
    def type(self) -> str:
        """The type that it is declared as; empty where it is not."""
        return self.scope.types.get(self.name, "")

    def binding(self) -> Binding | None:
        """Return the only value, and what is added to it; None if that is uncertain."""
        values = [event for event in self.events if event.how == "value"]
        added = [event for event in self.events if event.how in {"add", "made", "append", "extend"}]
        if len(values) != 1 or values[0].node is None or any(event.how in {"other", "param", "each"} for event in self.events):
            return None
        return Binding(values[0].node, values[0].scope, sorted(added, key=lambda event: event.at))

    def choices(self) -> list[Event]:
        """Return the values that it gets in several places, or the list that it loops over; nothing where there is more."""
        events = [event for event in self.events if event.how != "declared"]
        is_known = all(event.how == "value" and event.node is not None for event in events)
        return events if is_known or [event.how for event in events] == ["each"] else []


class Binding(NamedTuple):
    """The one value of a name and where it stands; what is added to it, in order."""

    value: Node
    scope: Scope
    added: list[Event]


class Names:
    """The names of a file; the walk fills it, `settle` resolves what was assigned before its declaration was seen.

    `bare_members`: members of a class are in scope without `this`.
    """

    def __init__(self, tree: Tree, *, bare_members: bool) -> None:
        self._tree = tree
        self._bare_members = bare_members
        self.top = Scope(None)
        self.classes: dict[str, Scope] = {}
        self.functions: dict[str, list[Function]] = {}
        self.bodies: dict[Scope, Function] = {}
        self.calls: dict[str, list[tuple[Call, Scope]]] = {}
        self.values: list[tuple[Variable, Node]] = []  # names and what they get
        self.enums: dict[str, tuple[str, ...]] = {}  # the texts of their members
        self.inner: dict[int, Scope] = {}  # scopes of functions, by the identity of their nodes
        self._later: list[tuple[Node, Event]] = []

    def declare(self, scope: Scope, name: str, node: Node | None, at: int, type: str = "", how: str = "") -> None:
        """Note a declaration; without a value the first assignment is taken for one."""
        if type:
            scope.types[name] = type
        self._bind(Variable(scope, name), Event(how or ("declared" if node is None else "value"), node, scope, at))

    def _bind(self, variable: Variable, event: Event) -> None:
        variable.scope.bound.setdefault(variable.name, []).append(event)
        if event.how == "value" and event.node is not None:
            self.values.append((variable, event.node))

    def define(self, function: Function, outer: Scope) -> None:
        """Note a function."""
        self.bodies[function.scope] = function
        if function.name:
            self.functions.setdefault(function.name, []).append(function)
            self._bind(Variable(outer, function.name), Event("other", None, outer, 0))

    def assign(self, target: Node, how: str, node: Node, scope: Scope, at: int) -> None:
        """Note an assignment, or what is added."""
        member = member_of(target)
        if member is not None and member[0].type == "this" and (known := self.class_of(scope)) is not None:
            known.bound.setdefault(self._tree.text(member[1]), [])
        self._later.append((target, Event(how, node, scope, at)))

    def settle(self) -> None:
        """Attach each assignment to the scope that owns its name."""
        for target, event in self._later:
            variable = self.variable(target, event.scope)
            if variable is not None:
                owner = variable.scope
                foreign = owner.function is not event.scope.function and (event.how != "value" or not owner.is_class)
                self._bind(variable, event._replace(how="other", node=None) if foreign else event)
        self._later.clear()

    def class_of(self, scope: Scope) -> Scope | None:
        """Return the class that a scope is in."""
        return next((one for one in scope.outward() if one.is_class), None)

    def variable(self, node: Node | None, scope: Scope) -> Variable | None:
        """Return what a name, `this.name` or `Class.name` stands for; None for anything else."""
        member = member_of(node)
        text = self._tree.text(member[1] if member is not None else node)
        if member is not None and member[0].type == "this":
            owner = self.class_of(scope)
        elif member is not None:
            owner = self.classes.get(type_name(self._tree.tail(member[0])))
        elif node is not None and node.type in NAMES:
            within = (one for one in scope.outward() if self._bare_members or not one.is_class)
            owner = next((one for one in within if text in one.bound), None)
        else:
            owner = None
        return Variable(owner, text) if owner is not None and text in owner.bound else None

    def binding(self, node: Node | None, scope: Scope) -> Binding | None:
        """Return the only value of a name, and what is added to it; None if that is uncertain."""
        variable = self.variable(node, scope)
        return variable.binding() if variable is not None else None


class Sink(NamedTuple):
    """A value of an option; `certain`: it is one wherever it goes."""

    node: Node
    option: Option
    scope: Scope
    certain: bool = True


class Flows:
    """Objects that have options, what is put into the objects of names, and the values that list APIs are sent."""

    def __init__(self, tree: Tree, names: Names, fluent: frozenset[str], is_url_elsewhere: Callable[[Node, Scope], bool]) -> None:
        self._tree = tree
        self._is_url_elsewhere = is_url_elsewhere
        self.has_urls = "://" in tree.source.text
        self._names = names
        self._fluent = fluent
        self._puts: list[tuple[Node, Sink]] = []  # objects that are made with options, or names of objects that get them
        self.sends: list[tuple[Node, Scope, str | None, int]] = []  # values, the list APIs they are sent to, and where
        self._direct: dict[int, set[str | None]] = {}
        self._uses: dict[Variable, list[tuple[int, str | None]]] = {}
        self._elsewhere: set[Variable] = set()  # names that are passed to calls of other services, and not to Batch

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
        function = self._names.bodies.get(variable.scope)
        if function is None or [event.how for event in variable.events] != ["param"]:  # it may be assigned
            return
        number = function.parameters.index(variable.name)
        for call, scope in self._names.calls.get(function.name, [])[:_MOST_CALLS]:
            owner = call.owner if function.extends else None
            on = [("", owner)] if owner and type_name(self._tree.tail(owner)) not in self._names.classes else []
            given = enumerate([*on, *call.given])
            values = [value for at, (name, value) in given if name == variable.name or (at == number and not name)]
            yield from ((value, scope, call.node.end_byte) for value in values[:1])

    def resolved(self) -> Iterator[tuple[Sink, list[str | None]]]:
        """Yield each value with the APIs it is sent to; with none where that cannot be seen."""
        self._follow()
        calls = [(call, scope) for calls in self._names.calls.values() for call, scope in calls if self._is_foreign(call, scope)]
        passed = {self._names.variable(value, scope) for call, scope in calls for value in self.given(call)}
        self._elsewhere = {variable for variable in passed if variable is not None and variable not in self._uses}
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
        end = uses[-1][0] + 1 if uses else 0
        for holder, sink in sinks:
            start = sink.node.start_byte
            later = [other.node.start_byte for _, other in sinks if other.option == sink.option and other.node.start_byte > start]
            until = min(later, default=end)
            apis = {api for at, api in uses if start <= at < until} | self._direct.get(holder, set())
            if not apis:  # it is given anew before it is used; or in a loop, and used before it is given
                apis = {api for _, api in [use for use in uses if use[0] >= start][:1] or uses}
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
            call = self._tree.call(here)
            if call is not None and below.type in ARGUMENTS and self._takes_elsewhere(call, node, scope):
                return True
            if call is not None and below.type == "initializer_expression" and self._is_foreign_type(call.name):
                return True
            if here.type in _PAIRS and self._tree.text(here.named_children[0]).lower() in PROSE:
                return True
            target = field(here, "name", "left", "property") if here.type in _NAMED else None
            variable, owner = self._names.variable(target, scope), (member_of(target) or (None,))[0]
            holder = variable or self._names.variable(owner, scope)
            if variable in self._elsewhere or (holder is not None and self._is_foreign_type(holder.type)):
                return True
            if other_type(self._tree.tail(owner)):  # request.queryParameters.filter
                return True
            below, here = here, here.parent
        return False

    def _is_foreign_type(self, type: str) -> bool:
        return type not in self._names.classes and other_type(type)

    def _is_foreign(self, call: Call, scope: Scope) -> bool:
        is_own = call.is_local and call.name in self._names.functions
        if is_foreign("" if is_own else call.name, self._tree.tail(call.owner)):
            return True
        return (call.is_new and self._is_foreign_type(call.name)) or (self.has_urls and self.asks_elsewhere(call, scope))

    def asks_elsewhere(self, call: Call, scope: Scope, depth: int = 0) -> bool:
        """Whether a call has a URL of another host: an argument, or one of the call that made what it is called on."""
        if "batch" in call.name.lower() or depth > _HIGHEST:
            return False
        if any(self._is_url_elsewhere(part, scope) for part in self.given(call)[:_MOST_URLS]):
            return True
        owner = peel(call.owner)
        while (binding := self._names.binding(owner, scope)) is None and (member := member_of(owner)) is not None:
            owner = peel(member[0])
        value, scope = (owner, scope) if binding is None else (binding.value, binding.scope)
        made = self._tree.call(peel(value))
        return made is not None and self.asks_elsewhere(made, scope, depth + 1)

    def given(self, call: Call) -> list[Node]:
        """Return the arguments of a call, and the members of objects among them."""
        return [part for value in call.values for part in (value, *self._tree.pairs(peel(value)).values())]

    def _takes_elsewhere(self, call: Call, node: Node, scope: Scope) -> bool:
        """Whether a call, or the function of the file that it calls, passes an argument on to others."""
        functions = self._names.functions.get(call.name, []) if call.is_local else []
        number = next((at for at, value in enumerate(call.values) if value.start_byte <= node.start_byte < value.end_byte), -1)
        taken = [Variable(each.scope, name) for each in functions for at, name in enumerate(each.parameters) if at == number]
        return is_log(call.name) or self._is_foreign(call, scope) or not self._elsewhere.isdisjoint(taken)
