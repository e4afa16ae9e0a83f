"""The tree of a `$filter` or `$select` expression: frozen nodes with spans.

Made by parse (from text) and build (from Python), typed by check, read by every pass. Nodes are equal by meaning: spans,
types and the spelling of a literal do not count, and the offset of an instant only where a function could see it. `And` and
`Or` are n-ary and never hold one of their own kind, so a chain of ten thousand terms is one level deep.
Source of the shapes: OData ABNF section 4 (expressions) and the rule `select`.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes._value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import ClassVar
    from typing import Literal as L

    from odatanodes.diagnostics import Span
    from odatanodes.schema import Property

    CompareOp = L["eq", "ne", "gt", "ge", "lt", "le"]
    ArithOp = L["add", "sub", "mul", "div", "divby", "mod"]

NO_SPAN: Span = (0, 0)


class Node(Value):
    """Base of all nodes. `span` is where it stood in the text; (0, 0) for a node that was not parsed."""

    __slots__ = ("span",)
    _extras: ClassVar[tuple[str, ...]] = ("span",)
    span: Span

    def children(self) -> tuple[Node, ...]:
        """Return the nodes directly below, in the order of the text."""
        found: list[Node] = []
        for field in self._fields():
            if isinstance(field, Node):
                found.append(field)
            elif type(field) is tuple:
                found += [item for item in field if isinstance(item, Node)]
        return tuple(found)


class Expr(Node):
    """Base of what has a value. `type` is the EDM type, `edm.ANY` until check knows better."""

    __slots__ = ("type",)
    _extras: ClassVar[tuple[str, ...]] = ("span", "type")
    type: edm.Type


# --- literals and their kin ------------------------------------------------------------------------------------------


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


def _compared(operand: Expr) -> object:
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
        return (tuple([_compared(item) for item in self.items]),)


class Alias(Expr):
    """A parameter alias `@name`; `name` is without the @."""

    __slots__ = ("name",)
    __match_args__ = ("name",)
    name: str

    def __init__(self, name: str, span: Span = NO_SPAN, type: edm.Type = edm.ANY) -> None:
        set_field(self, "name", name)
        set_field(self, "span", span)
        set_field(self, "type", type)


# --- paths: each step holds what stands left of its slash, or None for the filtered resource itself ---------------------


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


# --- operators -------------------------------------------------------------------------------------------------------


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
        return (self.op, _compared(self.left), _compared(self.right))


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
        return (_compared(self.left), self.right)


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


class And(_Nary):
    """`a and b and …`: two operands or more, none of them an And (nested ones are taken apart)."""

    __slots__ = ()


class Or(_Nary):
    """`a or b or …`: two operands or more, none of them an Or (nested ones are taken apart)."""

    __slots__ = ()


# --- $select and the options inside parentheses -------------------------------------------------------------------------


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


# --- walking ---------------------------------------------------------------------------------------------------------


def walk(root: Node) -> Iterator[Node]:
    """Yield every node in pre-order, in the order of the text, without recursion."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack += reversed(node.children())


def transform(root: Node, change: Callable[[Node], Node]) -> Node:
    """Rebuild a tree from the leaves up: `change` gets each node with its children already changed. No recursion.

    Nodes whose parts stay the same objects are kept; spans and types go along.
    """
    results: list[Node] = []
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, opened = stack.pop()
        below = node.children()
        if not opened and below:
            stack.append((node, True))
            stack += [(child, False) for child in reversed(below)]
            continue
        if below:
            changed = results[len(results) - len(below) :]
            del results[len(results) - len(below) :]
            node = with_children(node, below, changed)
        results.append(change(node))
    return results[0]


def with_children(node: Node, below: tuple[Node, ...], changed: list[Node]) -> Node:
    """Return the node with its children (`node.children()`, passed as `below`) replaced by as many others."""
    if all(old is new for old, new in zip(below, changed, strict=True)):
        return node
    new = iter(changed)
    fields: dict[str, object] = {}
    for name in node.__match_args__:
        field = getattr(node, name)
        if isinstance(field, Node):
            fields[name] = next(new)
        elif type(field) is tuple:
            fields[name] = tuple([next(new) if isinstance(item, Node) else item for item in field])
    return node.replace(**fields)


def path_names(node: Node | None) -> tuple[str, ...] | None:
    """Return ("startTaskInfo", "exitCode") for a path of plain names from the filtered resource, else None."""
    names: list[str] = []
    while isinstance(node, Member):
        names.append(node.name)
        node = node.source
    if node is not None and not (isinstance(node, Var) and node.name == "$it"):
        return None
    return tuple(reversed(names)) if names else None


def depth(root: Node) -> int:
    """Return how many levels a tree has; a leaf has one."""
    deepest = 0
    stack = [(root, 1)]
    while stack:
        node, level = stack.pop()
        deepest = max(deepest, level)
        stack += [(child, level + 1) for child in node.children()]
    return deepest
