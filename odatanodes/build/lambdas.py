"""`any` and `all`: a Python function from an item to a condition becomes a lambda of the tree.

The variable is named as the function's parameter, so that the text reads like the code; where that name would hide a
variable around it or a property named in the condition, it gets a number.
"""

from __future__ import annotations

from contextvars import ContextVar

from odatanodes import ast, edm
from odatanodes.build.expressions import Expression, Logical, make
from odatanodes.build.values import described

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any
    from typing import Literal as L

_WORDS = frozenset(
    (
        *("null", "true", "false", "inf", "nan", "and", "or", "not", "eq", "ne", "gt", "ge", "lt", "le", "has", "in"),
        *("add", "sub", "mul", "div", "divby", "mod", "any", "all", "cast", "isof", "case"),
    )
)
"""Words that a reader, or a stricter parser, would not take for a variable."""
_LONGEST = 128

_open: ContextVar[tuple[str, ...]] = ContextVar("_open", default=())
"""The variables of the lambdas being built around this place."""


def quantify(source: Expression, kind: L["any", "all"], predicate: Callable[[Any], object]) -> ast.Lambda:
    """Return `source/any(v:…)` with the condition that the predicate returns for an item."""
    around = _open.get()
    wanted = _wanted(source, predicate)
    name = fresh(wanted, around)
    body = _body(source, predicate, name, around)
    taken = names_taken(body)
    if name in taken:
        name = fresh(wanted, {*around, *taken})
        body = _body(source, predicate, name, around)
    return ast.Lambda(source.expr, kind, name, body)


def fresh(wanted: str, taken: Collection[str]) -> str:
    """Return the name, with a number when it is taken."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}{number}" in taken:
        number += 1
    return f"{wanted}{number}"


def names_taken(body: ast.Node) -> set[str]:
    """Return the names that a variable around this tree must not have: first names of paths, and variables of its lambdas."""
    taken: set[str] = set()
    for node in ast.walk(body):
        if isinstance(node, ast.Member) and node.source is None:
            taken.add(node.name)
        elif isinstance(node, ast.Lambda) and node.variable is not None:
            taken.add(node.variable)
    return taken


def _wanted(source: Expression, predicate: Callable[[Any], object]) -> str:
    """Return the name of the predicate's first parameter, or the collection's initial where that name is not usable."""
    code = getattr(predicate, "__code__", None)
    place = 1 if hasattr(predicate, "__self__") else 0
    if code is not None and code.co_argcount > place and usable(code.co_varnames[place]):
        name: str = code.co_varnames[place]
        return name
    last = getattr(source.expr, "name", "")
    initials = [char for char in last if char.isascii() and char.isalpha()]
    humps = [char for char in initials if char.isupper()]
    return (humps or initials or ["x"])[-1 if humps else 0].lower()


def usable(name: str) -> bool:
    """Return whether a Python identifier can be a lambda variable."""
    return len(name) <= _LONGEST and name.lower() not in _WORDS


def _body(source: Expression, predicate: Callable[[Any], object], name: str, around: tuple[str, ...]) -> ast.Expr:
    type = source._type.item if isinstance(source._type, edm.CollectionType) else edm.ANY
    token = _open.set((*around, name))
    try:
        body = predicate(make(ast.Var(name, type=type), type, source._members))
    finally:
        _open.reset(token)
    if not isinstance(body, Logical):
        given = described(body.expr, body._type) if isinstance(body, Expression) else f"it returned {body!r}"
        raise TypeError(f"the function returns a condition on its item, such as t.task_state == 'completed'; {given}")
    return body.expr
