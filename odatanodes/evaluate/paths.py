"""Paths to closures: properties, lambda variables, `$it`, `$this`, `/$count`, `/$filter(…)`.

`raw` gives what the node holds, `typed` the canonical value of it. A property that is absent is null where the schema lets it
be, and a MissingPropertyError where it does not; a path through null is null; a null collection has no items.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.evaluate.scope import required

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from odatanodes.evaluate.scope import Compiled, Scope

__all__ = ["count", "items", "raw", "typed"]

_CLASSES: dict[edm.Type, type] = {edm.STRING: str, edm.BOOLEAN: bool, edm.INT16: int, edm.INT32: int, edm.INT64: int}


def raw(path: ast.Expr, scope: Scope) -> Compiled:
    """Return what a node has at a path, not yet read as any type; for any other expression, its value."""
    if isinstance(path, ast.Member):
        if path.source is not None:
            return _property(path, raw(path.source, scope), scope)
        return _own(path, scope) if scope.this is None else _property(path, _item(scope.this[0]), scope)
    if isinstance(path, ast.Var):
        return _variable(path, scope)
    if isinstance(path, ast.FilterSegment):
        return items(path, scope)
    return scope.value(path)


def typed(path: ast.Expr, scope: Scope) -> Compiled:
    """Return the canonical value at a path."""
    get = raw(path, scope)
    place = scope.place(path, path.type)
    kind = _CLASSES.get(path.type) if isinstance(path.type, edm.PrimitiveType) else None
    read = place.read

    def f(n: Any, e: tuple[Any, ...]) -> Any:
        found = get(n, e)
        return found if found is None or found.__class__ is kind else read(found, n)

    return f


def _item(index: int) -> Compiled:
    return lambda _n, e: e[index]


def _variable(var: ast.Var, scope: Scope) -> Compiled:
    if var.name == "$it":
        return lambda n, _e: n
    if var.name == "$this":
        return _item(scope.this[0]) if scope.this is not None else lambda n, _e: n
    if var.name == "$root":
        raise scope.refuse(var, "'$root'")
    if var.name not in scope.variables:
        raise scope.refuse(var, f"the variable '{var.name}'", "no lambda around it declares it")
    return _item(scope.variables[var.name][0])


def _own(member: ast.Member, scope: Scope) -> Compiled:
    """Return a property of the node itself."""
    name = member.name
    if not required(member, scope):
        return lambda n, _e: n.get(name)
    place = scope.place(member, member.type, required=True)

    def f(n: Any, _e: tuple[Any, ...]) -> Any:
        try:
            found = n[name]
        except KeyError:
            raise place.missing(n) from None
        return place.read(None, n) if found is None else found

    return f


def _property(member: ast.Member, source: Compiled, scope: Scope) -> Compiled:
    """Return a property of what stands left of the slash."""
    name = member.name
    must = required(member, scope)
    place = scope.place(member, member.type, required=must)
    left = scope.place(member.source, member.source.type) if member.source is not None else place

    def f(n: Any, e: tuple[Any, ...]) -> Any:
        owner = source(n, e)
        if owner is None:
            return None
        if owner.__class__ is not dict:
            owner = left.owner(owner, n)
        found = owner.get(name)
        if found is None and must:
            if name not in owner:
                raise place.missing(n)
            raise place.wrong(None, n)
        return found

    return f


def items(collection: ast.Expr, scope: Scope) -> Compiled:
    """Return the raw items of a collection; none for a null one."""
    if isinstance(collection, ast.FilterSegment):
        return _kept(collection.source, collection.predicate, scope)
    get = raw(collection, scope)
    place = scope.place(collection, collection.type)

    def f(n: Any, e: tuple[Any, ...]) -> Any:
        found = get(n, e)
        if isinstance(found, (list, tuple)):
            return found
        if found is None:
            return ()
        raise place.wrong(found, n, "a collection is needed")

    return f


def _kept(collection: ast.Expr, predicate: ast.Expr, scope: Scope) -> Compiled:
    """Return the items of a collection for which a predicate over them is true."""
    source = items(collection, scope)
    true = scope.with_this(scope.path(collection)).truth(predicate)

    def f(n: Any, e: tuple[Any, ...]) -> list[Any]:
        return [item for item in source(n, e) if true(n, (*e, item))]

    return f


def count(node: ast.Count, scope: Scope) -> Compiled:
    """Return `/$count`: the number of items, of a null collection 0."""
    source = items(node.source, scope)
    for option in node.options:
        if option.name != "$filter" or not isinstance(option.value, ast.Expr):
            raise scope.refuse(option, f"'{option.name}'")
        source = _kept(node.source, option.value, scope)
    return lambda n, e: len(source(n, e))
