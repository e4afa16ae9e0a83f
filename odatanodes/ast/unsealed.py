"""Fast constructors of the most frequent nodes: plain attributes are set, then `__init__` changes the class to the real one.

For the parser and the binding of parameters, which have every field of a node at hand.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.value import Unsealed
from odatanodes.edm import ANY, BOOLEAN

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.edm import Type


class Member(Unsealed, ast.Member):
    """Becomes an `ast.Member`."""

    __slots__ = ()

    def __init__(self, source: ast.Expr | None, name: str, span: Span) -> None:
        self.source = source
        self.name = name
        self.span = span
        self.type = ANY
        self.prop = None
        self.__class__ = ast.Member  # type: ignore[assignment]


class Literal(Unsealed, ast.Literal):
    """Becomes an `ast.Literal`."""

    __slots__ = ()

    def __init__(self, value: object, form: str, span: Span, type: Type) -> None:
        self.value = value
        self.form = form
        self.span = span
        self.type = type
        self.__class__ = ast.Literal  # type: ignore[assignment]


class Compare(Unsealed, ast.Compare):
    """Becomes an `ast.Compare`."""

    __slots__ = ()

    def __init__(self, op: ast.CompareOp, left: ast.Expr, right: ast.Expr, span: Span) -> None:
        self.op = op
        self.left = left
        self.right = right
        self.span = span
        self.type = BOOLEAN
        self.__class__ = ast.Compare  # type: ignore[assignment]


class Call(Unsealed, ast.Call):
    """Becomes an `ast.Call`."""

    __slots__ = ()

    def __init__(self, source: ast.Expr | None, name: str, arguments: tuple[ast.Expr | ast.Pair, ...], span: Span) -> None:
        self.source = source
        self.name = name
        self.arguments = arguments
        self.span = span
        self.type = ANY
        self.__class__ = ast.Call  # type: ignore[assignment]


class And(Unsealed, ast.And):
    """Becomes an `ast.And`; none of the operands is one."""

    __slots__ = ()

    def __init__(self, operands: list[ast.Expr], span: Span) -> None:
        self.operands = tuple(operands)
        self.span = span
        self.type = BOOLEAN
        self.__class__ = ast.And  # type: ignore[assignment]


class Or(Unsealed, ast.Or):
    """Becomes an `ast.Or`; none of the operands is one."""

    __slots__ = ()

    def __init__(self, operands: list[ast.Expr], span: Span) -> None:
        self.operands = tuple(operands)
        self.span = span
        self.type = BOOLEAN
        self.__class__ = ast.Or  # type: ignore[assignment]
