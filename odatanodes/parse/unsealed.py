"""The most frequent nodes while they are built: each is a subclass with plain attributes that ends its `__init__` as its base.

Storing a field of an immutable object goes through a method call, which is most of what building it costs. In these classes
it is a slot store; giving the object its real class seals it (250 ns a node against 600). Only the tree builders use them.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.edm import ANY, BOOLEAN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.edm import Type


class Member(ast.Member):
    """A `Member` not yet sealed."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]
    __delattr__ = object.__delattr__  # type: ignore[assignment]

    def __init__(self, source: ast.Expr | None, name: str, span: Span) -> None:
        self.source = source
        self.name = name
        self.span = span
        self.type = ANY
        self.prop = None
        self.__class__ = ast.Member  # type: ignore[assignment]


class Literal(ast.Literal):
    """A `Literal` not yet sealed."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]
    __delattr__ = object.__delattr__  # type: ignore[assignment]

    def __init__(self, value: object, form: str, span: Span, type: Type) -> None:
        self.value = value
        self.form = form
        self.span = span
        self.type = type
        self.__class__ = ast.Literal  # type: ignore[assignment]


class Compare(ast.Compare):
    """A `Compare` not yet sealed."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]
    __delattr__ = object.__delattr__  # type: ignore[assignment]

    def __init__(self, op: ast.CompareOp, left: ast.Expr, right: ast.Expr, span: Span) -> None:
        self.op = op
        self.left = left
        self.right = right
        self.span = span
        self.type = BOOLEAN
        self.__class__ = ast.Compare  # type: ignore[assignment]


class Call(ast.Call):
    """A `Call` not yet sealed."""

    __slots__ = ()
    __setattr__ = object.__setattr__  # type: ignore[assignment]
    __delattr__ = object.__delattr__  # type: ignore[assignment]

    def __init__(self, source: ast.Expr | None, name: str, arguments: tuple[ast.Expr | ast.Pair, ...], span: Span) -> None:
        self.source = source
        self.name = name
        self.arguments = arguments
        self.span = span
        self.type = ANY
        self.__class__ = ast.Call  # type: ignore[assignment]
