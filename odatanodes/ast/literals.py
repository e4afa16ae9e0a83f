"""Literals and their kin: what has a value without looking at a node."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.ast.base import NO_SPAN, Expr, Node
from odatanodes.base.value import set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics import Span


class Literal(Expr):
    """A primitive literal. `value` is one of None, bool, int, Decimal, float, str, bytes, UUID or the values of edm.

    `form` tells how it was written where that matters to a service or a message: "" plainly, "v3" with a prefix of
    OData 3 (`datetime'…'`), "json" in double quotes, "quoted" for `duration'…'`. Not part of equality.
    """

    __slots__ = ("form", "value")
    __match_args__ = ("value",)
    _extras = ("form", "span", "type")
    value: object
    form: str

    def __init__(self, value: object, form: str = "", span: Span = NO_SPAN, type: edm.Type | None = None) -> None:
        set_field(self, "value", value)
        set_field(self, "form", form)
        set_field(self, "span", span)
        set_field(self, "type", edm.type_of(value) if type is None else type)

    def children(self) -> tuple[Node, ...]:
        """Return nothing."""
        return ()

    def _key(self) -> tuple[object, ...]:
        value = self.value
        name = value.__class__.__name__  # 1, true and 1.0 are three literals
        if name == "float":
            return (name, repr(value))  # NaN is the same literal as NaN, -0.0 is not 0.0
        if name == "Decimal":
            return (name, (value, value.is_signed()))  # type: ignore[attr-defined]  # by name, so that decimal is not imported
        if isinstance(value, edm.DateTimeOffset):
            return (name, (value.local, value.picoseconds, value.offset))  # equal instants have hours and offsets of their own
        return (name, value)


def compared(operand: Expr) -> object:
    """What equality sees of an operand that is only compared: equal instants are one, whatever their offsets."""
    if isinstance(operand, Literal) and isinstance(operand.value, edm.DateTimeOffset):
        return operand.value
    return operand


class Array(Expr):
    """A JSON array `[…]`; elements are expressions."""

    __slots__ = ("items",)
    __match_args__ = ("items",)
    items: tuple[Expr, ...]

    def __init__(self, items: tuple[Expr, ...], span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "items", items)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Object(Expr):
    """A JSON object `{"name": expression, …}`."""

    __slots__ = ("members",)
    __match_args__ = ("members",)
    members: tuple[Pair, ...]

    def __init__(self, members: tuple[Pair, ...], span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "members", members)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Pair(Node):
    """A named value: a member of an Object, or a named argument `name=value` of a call or key."""

    __slots__ = ("name", "value")
    __match_args__ = ("name", "value")
    name: str
    value: Expr

    def __init__(self, name: str, value: Expr, span: Span = NO_SPAN) -> None:
        set_field(self, "name", name)
        set_field(self, "value", value)
        set_field(self, "span", span)


class List(Expr):
    """The list `('a','b')` on the right of `in`; items are literals (ABNF listExpr)."""

    __slots__ = ("items",)
    __match_args__ = ("items",)
    items: tuple[Literal, ...]

    def __init__(self, items: tuple[Literal, ...], span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "items", items)
        set_field(self, "span", span)
        set_field(self, "type", type)

    def _key(self) -> tuple[object, ...]:
        return (tuple([compared(item) for item in self.items]),)


class Alias(Expr):
    """A parameter alias `@name`; `name` is without the @."""

    __slots__ = ("name",)
    __match_args__ = ("name",)
    name: str

    def __init__(self, name: str, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "name", name)
        set_field(self, "span", span)
        set_field(self, "type", type)
