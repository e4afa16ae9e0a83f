"""Names of a program: what each is bound to, by scope, and the functions that are defined and called by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.tree.nodes import NAMES, member_of, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from odatanodes.extract.tree.nodes import Call, Tree

__all__ = ["Binding", "Event", "Function", "Names", "Scope", "Variable"]


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
    """What happens to a name: `how` is value, declared, each (it loops over `node`), add, append, extend, param or other."""

    how: str
    node: Node | None
    scope: Scope
    at: int


class Function(NamedTuple):
    """A function of the file: those of its parameters that have names, its scope, what it returns, and the type of that."""

    name: str
    parameters: list[str]
    scope: Scope
    returns: list[Node]
    type: str


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
        added = [event for event in self.events if event.how in {"add", "append", "extend"}]
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

    def parameter(self, variable: Variable) -> tuple[Function, int] | None:
        """Return the function and number of a parameter that is never assigned; None for any other name."""
        function = self.bodies.get(variable.scope)
        is_kept = function is not None and [event.how for event in variable.events] == ["param"]
        return (function, function.parameters.index(variable.name)) if function is not None and is_kept else None
