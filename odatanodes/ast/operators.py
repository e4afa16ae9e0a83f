"""Operators, from casts to `or`."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.ast.base import NO_SPAN, Expr, Node
from odatanodes.ast.literals import compared
from odatanodes.base.value import set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Literal as L

    from odatanodes.diagnostics import Span

    CompareOp = L["eq", "ne", "gt", "ge", "lt", "le"]
    ArithOp = L["add", "sub", "mul", "div", "divby", "mod"]


COMPARISONS: tuple[CompareOp, ...] = ("eq", "ne", "gt", "ge", "lt", "le")
FLIPPED: dict[str, CompareOp] = {"eq": "eq", "ne": "ne", "gt": "lt", "ge": "le", "lt": "gt", "le": "ge"}
"""`a op b` is `b FLIPPED[op] a`."""
NEGATED: dict[str, CompareOp] = {"eq": "ne", "ne": "eq", "gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}
"""`not (a op b)` is `a NEGATED[op] b` where neither is null."""


class Cast(Expr):
    """`cast(operand,Type)`; the operand is None for the filtered resource itself."""

    __slots__ = ("operand", "type_name")
    __match_args__ = ("operand", "type_name")
    operand: Expr | None
    type_name: str

    def __init__(self, operand: Expr | None, type_name: str, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "operand", operand)
        set_field(self, "type_name", type_name)
        set_field(self, "span", span)
        set_field(self, "type", type)


class IsOf(Expr):
    """`isof(operand,Type)`; the operand is None for the filtered resource itself."""

    __slots__ = ("operand", "type_name")
    __match_args__ = ("operand", "type_name")
    operand: Expr | None
    type_name: str

    def __init__(self, operand: Expr | None, type_name: str, span: Span = NO_SPAN, type: edm.Type = edm.BOOLEAN) -> None:
        set_field(self, "operand", operand)
        set_field(self, "type_name", type_name)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Case(Expr):
    """`case(condition:value,…)`: the value of the first condition that is true, else null."""

    __slots__ = ("branches",)
    __match_args__ = ("branches",)
    branches: tuple[Branch, ...]

    def __init__(self, branches: tuple[Branch, ...], span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "branches", branches)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Branch(Node):
    """One `condition:value` of a case."""

    __slots__ = ("condition", "value")
    __match_args__ = ("condition", "value")
    condition: Expr
    value: Expr

    def __init__(self, condition: Expr, value: Expr, span: Span = NO_SPAN) -> None:
        set_field(self, "condition", condition)
        set_field(self, "value", value)
        set_field(self, "span", span)


class _Binary(Expr):
    __slots__ = ("left", "op", "right")
    __match_args__ = ("op", "left", "right")
    left: Expr
    right: Expr

    def children(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class Compare(_Binary):
    """`left op right` with eq ne gt ge lt le."""

    __slots__ = ()
    op: CompareOp

    def __init__(self, op: CompareOp, left: Expr, right: Expr, span: Span = NO_SPAN, type: edm.Type = edm.BOOLEAN) -> None:
        set_field(self, "op", op)
        set_field(self, "left", left)
        set_field(self, "right", right)
        set_field(self, "span", span)
        set_field(self, "type", type)

    def _key(self) -> tuple[object, ...]:
        return (self.op, compared(self.left), compared(self.right))


class Arith(_Binary):
    """`left op right` with add sub mul div divby mod."""

    __slots__ = ()
    op: ArithOp

    def __init__(self, op: ArithOp, left: Expr, right: Expr, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "op", op)
        set_field(self, "left", left)
        set_field(self, "right", right)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Has(Expr):
    """`left has right`: every flag of the enumeration literal is set."""

    __slots__ = ("left", "right")
    __match_args__ = ("left", "right")
    left: Expr
    right: Expr

    def __init__(self, left: Expr, right: Expr, span: Span = NO_SPAN, type: edm.Type = edm.BOOLEAN) -> None:
        set_field(self, "left", left)
        set_field(self, "right", right)
        set_field(self, "span", span)
        set_field(self, "type", type)


class In(Expr):
    """`left in right`: right is a List, an Array or an expression whose value is a collection."""

    __slots__ = ("left", "right")
    __match_args__ = ("left", "right")
    left: Expr
    right: Expr

    def __init__(self, left: Expr, right: Expr, span: Span = NO_SPAN, type: edm.Type = edm.BOOLEAN) -> None:
        set_field(self, "left", left)
        set_field(self, "right", right)
        set_field(self, "span", span)
        set_field(self, "type", type)

    def _key(self) -> tuple[object, ...]:
        return (compared(self.left), self.right)


class Neg(Expr):
    """`-operand`."""

    __slots__ = ("operand",)
    __match_args__ = ("operand",)
    operand: Expr

    def __init__(self, operand: Expr, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "operand", operand)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Not(Expr):
    """`not operand`."""

    __slots__ = ("operand",)
    __match_args__ = ("operand",)
    operand: Expr

    def __init__(self, operand: Expr, span: Span = NO_SPAN, type: edm.Type = edm.BOOLEAN) -> None:
        set_field(self, "operand", operand)
        set_field(self, "span", span)
        set_field(self, "type", type)


class _Nary(Expr):
    __slots__ = ("operands",)
    __match_args__ = ("operands",)
    operands: tuple[Expr, ...]

    def __init__(self, operands: tuple[Expr, ...], span: Span = NO_SPAN, type: edm.Type = edm.BOOLEAN) -> None:
        same = self.__class__
        if same in [operand.__class__ for operand in operands]:
            operands = tuple(
                [part for operand in operands for part in (operand.operands if isinstance(operand, same) else (operand,))]
            )
        if len(operands) < 2:
            raise ValueError(f"{same.__name__} needs two operands or more")
        set_field(self, "operands", operands)
        set_field(self, "span", span)
        set_field(self, "type", type)

    def children(self) -> tuple[Node, ...]:
        return self.operands


class And(_Nary):
    """`a and b and …`: two operands or more, none of them an And (nested ones are taken apart)."""

    __slots__ = ()


class Or(_Nary):
    """`a or b or …`: two operands or more, none of them an Or (nested ones are taken apart)."""

    __slots__ = ()
