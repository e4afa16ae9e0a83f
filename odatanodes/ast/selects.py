"""Items of a $select, and the options inside parentheses."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.ast.base import NO_SPAN, Expr, Node
from odatanodes.base.value import set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.ast.literals import Pair
    from odatanodes.diagnostics import Span


class Star(Expr):
    """`*` of a $select, or `Ns.*` with the namespace: all operations of a schema."""

    __slots__ = ("namespace",)
    __match_args__ = ("namespace",)
    namespace: str

    def __init__(self, namespace: str = "", span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "namespace", namespace)
        set_field(self, "span", span)
        set_field(self, "type", type)


class SelectItem(Node):
    """One item of a $select: `path` is a Star or a path of Member, TypeCast, Annotation or Call steps; options in parentheses."""

    __slots__ = ("options", "path")
    __match_args__ = ("path", "options")
    path: Expr
    options: tuple[Option, ...]

    def __init__(self, path: Expr, options: tuple[Option, ...] = (), span: Span = NO_SPAN) -> None:
        set_field(self, "path", path)
        set_field(self, "options", options)
        set_field(self, "span", span)


class SelectList(Node):
    """A whole $select: one item or more."""

    __slots__ = ("items",)
    __match_args__ = ("items",)
    items: tuple[SelectItem, ...]

    def __init__(self, items: tuple[SelectItem, ...], span: Span = NO_SPAN) -> None:
        set_field(self, "items", items)
        set_field(self, "span", span)


class Option(Node):
    """A nested query option `$name=value` (the dollar is part of `name`; an alias value has `@name`).

    `value` by name: `$filter` and aliases an expression; `$select` a SelectList; `$orderby` and `$compute` a tuple of Pair
    (name "asc"/"desc", or the computed property); `$skip` `$top` an int; `$count` a bool; `$search` the text as it stands.
    """

    __slots__ = ("name", "value")
    __match_args__ = ("name", "value")
    name: str
    value: Expr | SelectList | tuple[Pair, ...] | int | bool | str

    def __init__(self, name: str, value: Expr | SelectList | tuple[Pair, ...] | int | bool | str, span: Span = NO_SPAN) -> None:
        set_field(self, "name", name)
        set_field(self, "value", value)
        set_field(self, "span", span)
