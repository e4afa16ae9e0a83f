"""Paths and calls: each step holds what stands left of its slash, or None for the filtered resource itself."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.ast.base import NO_SPAN, Expr, Node
from odatanodes.base.value import set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Literal as L

    from odatanodes.ast.literals import Pair
    from odatanodes.ast.selects import Option
    from odatanodes.diagnostics import Span
    from odatanodes.edm.types import Property


class Var(Expr):
    """`$it`, `$this`, `$root` (with the dollar) or a lambda variable in the scope of its lambda."""

    __slots__ = ("name",)
    __match_args__ = ("name",)
    name: str

    def __init__(self, name: str, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "name", name)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Member(Expr):
    """A property: `name`, or `source/name`. `prop` is its schema entry once checked."""

    __slots__ = ("name", "prop", "source")
    __match_args__ = ("source", "name")
    _extras = ("span", "type", "prop")
    source: Expr | None
    name: str
    prop: Property | None

    def __init__(
        self, source: Expr | None, name: str, span: Span = NO_SPAN, type: edm.Type = edm.ANY, prop: Property | None = None
    ) -> None:
        set_field(self, "source", source)
        set_field(self, "name", name)
        set_field(self, "span", span)
        set_field(self, "type", type)
        set_field(self, "prop", prop)

    def children(self) -> tuple[Node, ...]:
        """Return the source, if there is one."""
        return () if self.source is None else (self.source,)

    @property
    def name_span(self) -> Span:
        """Where the last name stands."""
        return (max(0, self.span[1] - len(self.name)), self.span[1])


class TypeCast(Expr):
    """A type-cast segment with a qualified name: `source/Ns.Type`. (An unqualified one parses as a Member.)"""

    __slots__ = ("source", "type_name")
    __match_args__ = ("source", "type_name")
    source: Expr | None
    type_name: str

    def __init__(self, source: Expr | None, type_name: str, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "source", source)
        set_field(self, "type_name", type_name)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Annotation(Expr):
    """An annotation: `@Ns.Term#Qualifier`, or after a slash. `term` is without the @. (A bare `@name` parses as Alias.)"""

    __slots__ = ("qualifier", "source", "term")
    __match_args__ = ("source", "term", "qualifier")
    source: Expr | None
    term: str
    qualifier: str

    def __init__(self, source: Expr | None, term: str, qualifier: str = "", span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "source", source)
        set_field(self, "term", term)
        set_field(self, "qualifier", qualifier)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Count(Expr):
    """`source/$count`, with its options (`$filter`, `$search`) in parentheses."""

    __slots__ = ("options", "source")
    __match_args__ = ("source", "options")
    source: Expr
    options: tuple[Option, ...]

    def __init__(self, source: Expr, options: tuple[Option, ...] = (), span: Span = NO_SPAN, type: edm.Type = edm.INT64) -> None:
        set_field(self, "source", source)
        set_field(self, "options", options)
        set_field(self, "span", span)
        set_field(self, "type", type)


class FilterSegment(Expr):
    """`source/$filter(predicate)`; inside, names belong to the item ($it is still the outer node, $this the item)."""

    __slots__ = ("predicate", "source")
    __match_args__ = ("source", "predicate")
    source: Expr
    predicate: Expr

    def __init__(self, source: Expr, predicate: Expr, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "source", source)
        set_field(self, "predicate", predicate)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Key(Expr):
    """A key predicate after a `$filter` segment or a call: `source(1)`, `source(ID='x')`. (After a name it parses as Call.)"""

    __slots__ = ("arguments", "source")
    __match_args__ = ("source", "arguments")
    source: Expr
    arguments: tuple[Expr | Pair, ...]

    def __init__(self, source: Expr, arguments: tuple[Expr | Pair, ...], span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "source", source)
        set_field(self, "arguments", arguments)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Lambda(Expr):
    """`source/any(v:predicate)`, `source/all(v:predicate)`, or `source/any()` with neither variable nor predicate."""

    __slots__ = ("kind", "predicate", "source", "variable")
    __match_args__ = ("source", "kind", "variable", "predicate")
    source: Expr
    kind: L["any", "all"]
    variable: str | None
    predicate: Expr | None

    def __init__(
        self,
        source: Expr,
        kind: L["any", "all"],
        variable: str | None = None,
        predicate: Expr | None = None,
        span: Span = NO_SPAN,
        type: edm.Type = edm.BOOLEAN,
    ) -> None:
        if (variable is None) != (predicate is None) or (predicate is None and kind == "all"):
            raise ValueError("a lambda has a variable and a predicate; only 'any' may have neither")
        set_field(self, "source", source)
        set_field(self, "kind", kind)
        set_field(self, "variable", variable)
        set_field(self, "predicate", predicate)
        set_field(self, "span", span)
        set_field(self, "type", type)


class Call(Expr):
    """A function call `name(arguments)`, or bound: `source/name(arguments)`.

    A canonical function has its lower-case name (`startswith`, `matchespattern`, `geo.distance`) and no source. Any other
    name is kept as written, qualified or not: a bound or unbound function, or a key predicate (`Items(1)`).
    """

    __slots__ = ("arguments", "name", "source")
    __match_args__ = ("source", "name", "arguments")
    source: Expr | None
    name: str
    arguments: tuple[Expr | Pair, ...]

    def __init__(
        self,
        source: Expr | None,
        name: str,
        arguments: tuple[Expr | Pair, ...] = (),
        span: Span = NO_SPAN,
        type: edm.Type = edm.ANY,
    ) -> None:
        set_field(self, "source", source)
        set_field(self, "name", name)
        set_field(self, "arguments", arguments)
        set_field(self, "span", span)
        set_field(self, "type", type)


def path_names(node: Node | None) -> tuple[str, ...] | None:
    """Return ("startTaskInfo", "exitCode") for a path of plain names from the filtered resource, else None."""
    names: list[str] = []
    while isinstance(node, Member):
        names.append(node.name)
        node = node.source
    if node is not None and not (isinstance(node, Var) and node.name == "$it"):
        return None
    return tuple(reversed(names)) if names else None
