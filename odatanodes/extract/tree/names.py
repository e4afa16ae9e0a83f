"""Names of a program: what each is bound to, by scope, and the functions that are defined and called by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.tree.nodes import Call

    Variable = tuple["Scope", str]

__all__ = ["Binding", "Event", "Function", "Names", "Scope"]


class Scope:
    """A block, a function, a class or the file: `bound` has for each name what binds it, `types` the type it is declared as."""

    __slots__ = ("bound", "function", "is_class", "outer", "types")

    def __init__(self, outer: Scope | None, *, is_class: bool = False, is_function: bool = False) -> None:
        self.outer = outer
        self.is_class = is_class
        self.function: Scope = self if outer is None or is_function or is_class else outer.function
        self.bound: dict[str, list[Event]] = {}
        self.types: dict[str, str] = {}


class Event(NamedTuple):
    """What happens to a name: `how` is value, declared, each (it loops over `node`), add, append, extend, param or other."""

    how: str
    node: Node | None
    scope: Scope
    at: int


class Function(NamedTuple):
    """A function of the file: its name, those of its parameters, its scope, what it returns, and the type of that."""

    name: str
    parameters: list[str]
    scope: Scope
    returns: list[Node]
    type: str


class Binding(NamedTuple):
    """The one value of a name and where it stands; what is added to it, in order; the scope that owns the name."""

    value: Node
    scope: Scope
    added: list[Event]
    owner: Scope
    name: str


class Names:
    """The names of a file; the walk fills it, `settle` resolves what was assigned before its declaration was seen.

    `bare_members`: members of a class are in scope without `this`.
    """

    def __init__(self, *, bare_members: bool) -> None:
        self.top = Scope(None)
        self.classes: dict[str, Scope] = {}
        self.functions: dict[str, list[Function]] = {}
        self._parameters: dict[Variable, tuple[Function, int]] = {}
        self.calls: dict[str, list[tuple[Call, Scope]]] = {}
        self.values: list[tuple[Variable, Node]] = []  # names and what they get
        self.inner: dict[int, Scope] = {}  # scopes of functions, by the identity of their nodes
        self._later: list[tuple[str, Event, Scope | None]] = []
        self._bare_members = bare_members
        self._bindings: dict[Variable, Binding | None] = {}

    def declare(self, scope: Scope, name: str, node: Node | None, at: int, type: str = "", how: str = "") -> None:
        """Note a declaration; without a value the first assignment is taken for one."""
        if type:
            scope.types[name] = type
        self._bind(scope, name, Event(how or ("declared" if node is None else "value"), node, scope, at))

    def _bind(self, owner: Scope, name: str, event: Event) -> None:
        owner.bound.setdefault(name, []).append(event)
        if event.how == "value" and event.node is not None:
            self.values.append(((owner, name), event.node))

    def define(self, scope: Scope, name: str, parameters: list[str], inner: Scope, type: str) -> Function:
        """Note a function and its parameters; one without a name is only returned."""
        function = Function(name, parameters, inner, [], type)
        if name:
            self.functions.setdefault(name, []).append(function)
            for number, parameter in enumerate(parameters):
                self._parameters[inner, parameter] = (function, number)
            scope.bound.setdefault(name, []).append(Event("other", None, scope, 0))
        return function

    def assign(self, scope: Scope, name: str, how: str, node: Node | None, at: int, owner: Scope | None = None) -> None:
        """Note an assignment, or what is added; `owner` is the class of a member, where that is written out."""
        self._later.append((name, Event(how, node, scope, at), owner))

    def settle(self) -> None:
        """Attach each assignment to the scope that owns its name."""
        for name, event, given in self._later:
            owner = given or self.owner(name, event.scope)
            if owner is not None and name in owner.bound:
                foreign = owner.function is not event.scope.function and (event.how != "value" or not owner.is_class)
                self._bind(owner, name, event._replace(how="other", node=None) if foreign else event)
        self._later.clear()

    def owner(self, name: str, scope: Scope) -> Scope | None:
        """Return the scope that a name belongs to."""
        current: Scope | None = scope
        while current is not None:
            if name in current.bound and (self._bare_members or not current.is_class):
                return current
            current = current.outer
        return None

    def class_of(self, scope: Scope) -> Scope | None:
        """Return the class that a scope is in."""
        current: Scope | None = scope
        while current is not None and not current.is_class:
            current = current.outer
        return current

    def binding(self, name: str, scope: Scope, owner: Scope | None = None) -> Binding | None:
        """Return the only value of a name, and what is added to it; None if that is uncertain."""
        owner = owner or self.owner(name, scope)
        if owner is None:
            return None
        key = owner, name
        if key not in self._bindings:
            events = owner.bound.get(name, [])
            values = [event for event in events if event.how == "value"]
            added = sorted((event for event in events if event.how in {"add", "append", "extend"}), key=lambda event: event.at)
            is_certain = len(values) == 1 and not any(event.how in {"other", "param", "each"} for event in events)
            node = values[0].node if is_certain else None
            self._bindings[key] = None if node is None else Binding(node, values[0].scope, added, owner, name)
        return self._bindings[key]

    def choices(self, name: str, scope: Scope) -> list[Event]:
        """Return the values that a name gets in several places, or the list that it loops over; nothing where there is more."""
        owner = self.owner(name, scope)
        events = [event for event in owner.bound.get(name, []) if event.how != "declared"] if owner is not None else []
        is_known = all(event.how == "value" and event.node is not None for event in events)
        return events if is_known or [event.how for event in events] == ["each"] else []

    def parameter(self, variable: Variable) -> tuple[Function, int] | None:
        """Return the function and number of a parameter that is never assigned; None for any other name."""
        events = variable[0].bound.get(variable[1], [])
        return self._parameters.get(variable) if len(events) == 1 and events[0].how == "param" else None

    def type_of(self, name: str, scope: Scope) -> str:
        """Return the type that a name is declared as; empty where it is not."""
        owner = self.owner(name, scope)
        return owner.types.get(name, "") if owner is not None else ""
