"""The names of a Python module: what each of them is bound to, and what imports make of a dotted name."""

from __future__ import annotations

import _ast as ast  # the module `ast` is four milliseconds of helpers around it
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeGuard

__all__ = ["Names", "Scope", "below", "dotted", "is_format", "is_query"]

_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ClassDef,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


_GROWS = {"append": "append", "insert": "append", "extend": "extend"}
_TYPES = frozenset({"int", "float", "bool", "UUID", "datetime", "date"})
"""Types of parameters and fields that tell what the text of a value looks like."""
_SIGNS = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop)
_MAYBE = re.compile(r"\b(?:eq|ne|gt|ge|lt|le|in|has)\b|[($=]|az batch", re.IGNORECASE)


class Scope:
    """A function, a class, a comprehension or the module; `bound` holds for each name what binds it, in order of the text."""

    __slots__ = ("bound", "is_class", "outer")

    def __init__(self, outer: Scope | None, *, is_class: bool = False) -> None:
        self.outer = outer
        self.is_class = is_class
        self.bound: dict[str, list[tuple[str, ast.expr | None]]] = {}


Binding = tuple[ast.expr, list[tuple[str, ast.expr]], Scope]


class Names:
    """Every node of interest with its scope, and what names mean."""

    def __init__(self, module: ast.Module) -> None:
        self.imported: dict[str, str] = {}
        self.calls: list[tuple[ast.Call, Scope]] = []
        self.lists: list[tuple[ast.List | ast.Tuple, Scope]] = []
        self.stores: list[tuple[ast.Attribute, ast.expr, Scope]] = []
        self._bindings: dict[tuple[str, int], Binding | None] = {}
        self.classes: dict[str, ast.ClassDef] = {}
        self._grown: list[tuple[str, str, ast.expr, Scope]] = []
        self.scopes: dict[ast.AST, Scope] = {module: Scope(None)}
        self.texts: dict[ast.AST, Scope] = {}
        """The statements with a string that may be of interest, without those in them."""
        stack: list[tuple[ast.AST, Scope, tuple[ast.AST, Scope]]] = [(module, self.scopes[module], (module, self.scopes[module]))]
        while stack:
            node, scope, statement = stack.pop()
            if isinstance(node, ast.Constant):
                if isinstance(node.value, str) and _MAYBE.search(node.value):
                    self.texts[statement[0]] = statement[1]
                continue
            if isinstance(node, ast.Name):
                if not isinstance(node.ctx, ast.Load):
                    _bind(scope, node.id, "store", None)
                continue
            if isinstance(node, ast.stmt):
                statement = (node, scope)
            self._note(node, scope)
            inner = scope
            if isinstance(node, _SCOPES):
                inner = self.scopes[node] = Scope(scope, is_class=isinstance(node, ast.ClassDef))
            stack += [(child, inner, statement) for child in reversed(below(node))]
            if (isinstance(node, ast.keyword) and node.arg == "params") or is_query(node):
                self.texts[statement[0]] = statement[1]
        for name, how, value, scope in self._grown:
            owner = self.owner(name, scope)
            if owner is scope:
                owner.bound[name].append((how, value))
            elif owner is not None:
                owner.bound[name].append(("other", None))

    def _note(self, node: ast.AST, scope: Scope) -> None:
        match node:
            case ast.Call():
                self.calls.append((node, scope))
                func = node.func
                if isinstance(func, ast.Attribute) and func.attr in _GROWS and isinstance(func.value, ast.Name) and node.args:
                    self._grown.append((func.value.id, _GROWS[func.attr], node.args[-1], scope))
            case ast.List() | ast.Tuple():
                if len(node.elts) > 3:
                    self.lists.append((node, scope))
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(target=ast.Name(id=name), value=value):
                type = node.annotation if isinstance(node, ast.AnnAssign) and scope.is_class else None
                value = ast.Call(type, [], []) if isinstance(type, ast.Name) and type.id in _TYPES else value
                if value is not None:
                    _bind(scope, name, "value", value)
            case ast.Assign(targets=[ast.Attribute() as target], value=value):
                self.stores.append((target, value, scope))
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                _bind(scope, name, "add", value)
            case ast.Import(names=names):
                for alias in names:
                    first = alias.name.partition(".")[0]
                    self.imported[alias.asname or first] = alias.name if alias.asname else first
            case ast.ImportFrom(module=module, names=names):
                for alias in names:
                    self.imported[alias.asname or alias.name] = f"{module or ''}.{alias.name}"
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if isinstance(node, ast.ClassDef):
                    self.classes[name] = node
                _bind(scope, name, "other", None)
            case ast.arg(arg=name, annotation=ast.Name(id=type) as made) if type in _TYPES:
                _bind(scope, name, "value", ast.Call(made, [], []))
            case ast.arg(arg=name):
                _bind(scope, name, "other", None)
            case ast.For(target=ast.Name(id=name), iter=iterated) | ast.comprehension(target=ast.Name(id=name), iter=iterated):
                _bind(scope, name, "each", iterated)
            case ast.Global(names=declared) | ast.Nonlocal(names=declared):
                for name in declared:
                    _bind(scope, name, "other", None)
            case _:
                pass

    def owner(self, name: str, scope: Scope) -> Scope | None:
        """Return the scope that a name belongs to."""
        current: Scope | None = scope
        while current is not None:
            if name in current.bound and (current is scope or not current.is_class):
                return current
            current = current.outer
        return None

    def binding(self, name: str, scope: Scope) -> Binding | None:
        """Return the only value a name is assigned, what is added to it later, and the scope of both; None if uncertain."""
        owner = self.owner(name, scope)
        if owner is None:
            return None
        key = (name, id(owner))
        if key not in self._bindings:
            self._bindings[key] = _binding(owner, owner.bound[name])
        return self._bindings[key]

    def value(self, node: ast.expr, scope: Scope) -> ast.expr:
        """Return a node, or what it is assigned where it is a name."""
        bound = self.binding(node.id, scope) if isinstance(node, ast.Name) else None
        return node if bound is None else bound[0]

    def values(self, name: str, scope: Scope) -> tuple[list[ast.expr], Scope]:
        """Return what a name can be that is assigned in some places or loops over a list, and its scope; none where uncertain."""
        owner = self.owner(name, scope) or scope
        bound = owner.bound.get(name, [])
        calls = [value for _, value in bound if isinstance(value, ast.Call)]
        found: list[ast.expr] = [call for call in calls if dotted(call.func).startswith(f"{name}.")]
        if found:
            return found[-1:], owner  # `text = text.replace(…)`: what it becomes
        for how, value in bound:
            items = self._items(value, scope) if how == "each" else [value] if how == "value" else []
            if how != "store" and (None in items or not 0 < len(items) <= _MOST_CHOICES - len(found)):
                return [], owner
            found += [item for item in items if item is not None and not _is_none(item)]
        return (found if sum(how == "store" for how, _ in bound) * 2 <= len(bound) else []), owner

    def _items(self, node: ast.expr | None, scope: Scope) -> Sequence[ast.expr | None]:
        """Return the items of a list that is written out, the numbers of a range, or the members of an enumeration of this file."""
        made = self.classes.get(node.id) if isinstance(node, ast.Name) else None
        if made is not None and node is not None:
            members = [name for name, events in self.scopes[made].bound.items() if events[0][0] == "value"]
            return [ast.Attribute(node, name, ast.Load()) for name in members]
        if isinstance(node, ast.Call) and dotted(node.func) == "range":
            return [node]
        if isinstance(node, ast.Name):
            bound = self.binding(node.id, scope)
            node = bound[0] if bound is not None and not bound[1] else None
        return node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else ()

    def of_class(self, owner: str, name: str, scope: Scope) -> tuple[list[ast.expr], Scope]:
        """Return what `self.name` or `Class.name` can be where that class assigns it, and nothing else does; with its scope."""
        made = self.classes.get(owner)
        if made is not None:
            scope = self.scopes[made]
        while not scope.is_class and scope.outer is not None:
            scope = scope.outer
        is_known = scope.is_class and name in scope.bound and all(target.attr != name for target, _, _ in self.stores)
        return self.values(name, scope) if is_known else ([], scope)

    def pairs(self, node: ast.expr, scope: Scope) -> tuple[list[tuple[str, ast.expr]], Scope]:
        """Return the keys and values of a dict or a list of pairs, here or where its name is assigned, and its scope."""
        if isinstance(node, ast.Name):
            bound = self.binding(node.id, scope)
            if bound is None or bound[1]:
                return [], scope
            node, scope = bound[0], bound[2]
        entries: list[Sequence[ast.expr | None]] = []
        match node:
            case ast.Dict(keys=keys, values=values):
                entries = list(zip(keys, values, strict=True))
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                entries = [pair.elts for pair in elements if isinstance(pair, ast.Tuple | ast.List) and len(pair.elts) == 2]
            case ast.Call(func=ast.Name(id="dict"), keywords=keywords):
                entries = [(ast.Constant(keyword.arg), keyword.value) for keyword in keywords]
        return [(str(key.value), value) for key, value in entries if isinstance(key, ast.Constant) and value is not None], scope

    def real_name(self, node: ast.expr) -> str:
        """Return the dotted name of what is called, with imports resolved: `azure.batch.models.JobListOptions`; or empty."""
        name = dotted(node)
        first, dot, rest = name.partition(".")
        return self.imported.get(first, first) + dot + rest

    def is_encoded(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a value, or the one that its name is assigned, is encoded for a URL."""
        node = self.value(node, scope)
        return isinstance(node, ast.Call) and self.real_name(node.func).rpartition(".")[2] in _ENCODERS


_ENCODERS = ("quote", "quote_plus", "urlencode")
_MOST_CHOICES = 50


def is_query(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a node is `urlencode({"$filter": …})`."""
    return isinstance(node, ast.Call) and bool(node.args) and dotted(node.func).rpartition(".")[2] == "urlencode"


def is_format(node: ast.expr) -> TypeGuard[ast.Attribute]:
    """Whether a node is `text.format` or its kin."""
    return isinstance(node, ast.Attribute) and node.attr in {"format", "format_map"}


def below(node: ast.AST) -> list[ast.AST]:
    """Return what stands in a node, in order of the text, without contexts and operators."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST) and not isinstance(value, _SIGNS):
            found.append(value)
    return found


def _binding(owner: Scope, bound: list[tuple[str, ast.expr | None]]) -> Binding | None:
    events = [event for event in bound if event[0] != "store"]
    stores = len(bound) - len(events)
    if len(events) > 1 and events[0][0] == events[1][0] == "value" and _is_none(events[0][1]):
        events, stores = events[1:], stores - 1  # `text = None`, and a value under a condition
    if not events or events[0][0] != "value" or events[0][1] is None:
        return None
    first, added = events[0][1], []
    for how, value in events[1:]:
        if how in {"value", "other"} or value is None:
            return None
        added.append((how, value))
    assigned = 1 + sum(how == "add" for how, _ in added)
    return (first, added, owner) if stores <= assigned else None


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _bind(scope: Scope, name: str, how: str, value: ast.expr | None) -> None:
    scope.bound.setdefault(name, []).append((how, value))


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` of attributes; what is called or indexed on the way is shown as `?`."""
    return ".".join(reversed(list(_parts(node))))


def _parts(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr
        node = node.value
    yield node.id if isinstance(node, ast.Name) else "?"
