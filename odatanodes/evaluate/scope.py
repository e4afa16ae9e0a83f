"""What compiling an expression carries along: how strings compare, what names mean here, and how to refuse.

At run time every compiled function is called `f(n, e)`: n is the node, e a tuple whose first item is the instant `now()`
stands for and whose further items are the values of the lambda variables, outermost first.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.diagnostics import Diagnostic, ODataCheckError
from odatanodes.runtime import NOT_HERE, Place, subject_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

    Compiled = Callable[[Any, tuple[Any, ...]], Any]
    Compile = Callable[[ast.Expr, "Scope"], Compiled]


class Settings:
    """What holds for a whole expression; `uses_now` becomes true when a call of now() is compiled.

    `value` and `truth` compile an operand: closures.py puts them here, so that the modules it calls need not import it.
    """

    __slots__ = ("backtracking", "fold", "lenient", "subject", "text", "truth", "uses_now", "value")

    def __init__(self, schema: EntityType | None, rules: Rules, value: Compile, truth: Compile) -> None:
        self.fold = rules.fold
        self.lenient = rules.on_missing == "null"
        self.subject = subject_of(schema)
        self.text = rules.text
        self.backtracking = rules.backtracking
        self.value = value
        self.truth = truth
        self.uses_now = False


class Scope:
    """What names mean at one place: `variables` and `this` as (index into e, path for messages), `depth` the next index.

    `this` is None outside `$filter(…)`: then bare names are the node's properties.
    """

    __slots__ = ("depth", "settings", "this", "variables")

    def __init__(
        self,
        settings: Settings,
        variables: dict[str, tuple[int, str]] | None = None,
        this: tuple[int, str] | None = None,
        depth: int = 1,
    ) -> None:
        self.settings = settings
        self.variables = variables or {}
        self.this = this
        self.depth = depth

    def value(self, x: ast.Expr) -> Compiled:
        """Return the value of an expression."""
        return self.settings.value(x, self)

    def truth(self, x: ast.Expr) -> Compiled:
        """Return whether an expression is true."""
        return self.settings.truth(x, self)

    def with_variable(self, name: str, path: str) -> Scope:
        """Return the scope inside a lambda."""
        return Scope(self.settings, {**self.variables, name: (self.depth, path)}, self.this, self.depth + 1)

    def with_this(self, path: str) -> Scope:
        """Return the scope inside `$filter(…)`, where bare names are the item's properties."""
        return Scope(self.settings, self.variables, (self.depth, path), self.depth + 1)

    def place(self, node: ast.Node, type: edm.Type = edm.ANY, *, required: bool = False) -> Place:
        """Return where a node stands, for the errors of its evaluation."""
        settings = self.settings
        return Place(self.path(node), node.span, type, settings.text, settings.subject, required)

    def path(self, node: ast.Node | None) -> str:
        """Return the property path a node reads, "" for what is none; a variable stands for its collection's path."""
        names: list[str] = []
        while isinstance(node, (ast.Member, ast.FilterSegment, ast.TypeCast)):
            if isinstance(node, ast.Member):
                names.append(node.name)
            node = node.source
        if isinstance(node, ast.Var):
            start = self.this if node.name == "$this" else self.variables.get(node.name)
            if start is not None and start[1]:
                names.append(start[1])
        elif node is not None:
            return ""
        elif self.this is not None and self.this[1]:
            names.append(self.this[1])
        return "/".join(reversed(names))

    def refuse(self, node: ast.Node, what: str, help: str = "") -> ODataCheckError:
        """Return the error for what only a service can evaluate."""
        found = Diagnostic(NOT_HERE, f"{what} cannot be evaluated here", node.span, help or "only a service can evaluate it")
        return ODataCheckError((found,), self.settings.text)


def required(member: ast.Member, scope: Scope) -> bool:
    """Return whether a node must have this property: the schema says so and the caller does not read it leniently."""
    return member.prop is not None and not member.prop.nullable and not scope.settings.lenient


def may_be_null(node: ast.Expr, scope: Scope) -> bool:
    """Return whether the value can be null; True where that is not known."""
    while isinstance(node, ast.Member):
        if not required(node, scope):
            return True
        if node.source is None:
            return scope.this is not None
        node = node.source
    if isinstance(node, ast.Literal):
        return node.value is None
    if isinstance(node, ast.Var):
        return node.name != "$it"
    if isinstance(node, (ast.Compare, ast.In, ast.Lambda, ast.IsOf, ast.Count, ast.Array, ast.Object, ast.List)):
        return False
    if isinstance(node, ast.Not):
        return may_be_null(node.operand, scope)
    if isinstance(node, (ast.And, ast.Or)):
        return any(may_be_null(operand, scope) for operand in node.operands)
    if isinstance(node, ast.Call) and node.source is None:
        return any(isinstance(argument, ast.Pair) or may_be_null(argument, scope) for argument in node.arguments)
    return True
