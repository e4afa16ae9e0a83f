"""Builder expressions by the type of their value: each class has the operators and functions of its type.

Each expression has its tree as `expr`. Python's operators mean OData's: null, rounding and case are as in the filter they stand
for. `div` and `mod` cut toward zero where Python's `//` and `%` round down.
Source of the operators and functions: OData 4.01 URL Conventions 5.1.1.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.value import set_field
from odatanodes.build.generic import Generic
from odatanodes.build.values import check_member, described, kind_of, list_node, refuse, shown, text_of, value_node

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import ClassVar, NoReturn, TypeVar

    from odatanodes.build.paths import AnyExpr

    V = TypeVar("V")
    R = TypeVar("R")
    M = TypeVar("M")
else:
    V = R = M = None


CLASSES: dict[str, type[Expression]] = {}
"""The class of an expression by the kind of its type."""


def make(expr: ast.Expr, type: edm.Type, members: tuple[str, ...] = ()) -> Expression:
    """Return the expression of a tree with a value of this type; `members` are those of an enumeration, or of its items."""
    kind = kind_of(type)
    return CLASSES["enumeration" if members and kind == "string" else kind](expr, type, members)


class Expression:
    """Base of all builder expressions: immutable, without a truth value; `expr` is the tree and `str()` its text in a filter."""

    __slots__ = ("_expr", "_members", "_type")
    _kind: ClassVar[str] = "any"
    _default: ClassVar[edm.Type] = edm.ANY
    _expr: ast.Expr | None
    _type: edm.Type
    _members: tuple[str, ...]

    def __init__(self, expr: ast.Expr | None, type: edm.Type | None = None, members: tuple[str, ...] = ()) -> None:
        set_field(self, "_expr", expr)
        set_field(self, "_type", self._default if type is None else type)
        set_field(self, "_members", members)

    @property
    def expr(self) -> ast.Expr:
        """The tree."""
        return ast.Var("$it", type=self._type) if self._expr is None else self._expr

    def is_null(self) -> Condition:
        """`x eq null`."""
        return Condition(ast.Compare("eq", self.expr, ast.Literal(None)))

    def is_not_null(self) -> Condition:
        """`x ne null`."""
        return Condition(ast.Compare("ne", self.expr, ast.Literal(None)))

    def cast(self, type_name: str) -> AnyExpr:
        """`cast(x,Edm.String)`."""
        type = edm.PRIMITIVES.get(type_name, edm.ANY)
        return make(ast.Cast(self._expr, type_name), type)  # type: ignore[return-value]  # known by name only at run time

    def isof(self, type_name: str) -> Condition:
        """`isof(x,Edm.String)`."""
        return Condition(ast.IsOf(self._expr, type_name))

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a builder expression has no truth value: write a & b, a | b, ~a for 'and', 'or', 'not', "
            "x.in_([…]) for 'in', (a < x) & (x < b) for a < x < b, x.is_null() for 'is None'"
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a builder expression is immutable: to compare, write {name} == …")

    def __copy__(self) -> Expression:
        return self

    def __deepcopy__(self, memo: object) -> Expression:
        return self

    def __reduce__(self) -> tuple[Callable[..., Expression], tuple[object, ...]]:
        return type(self), (self._expr, self._type, self._members)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {shown(self.expr, 200)}>"

    def __str__(self) -> str:
        return text_of(self.expr)

    if not TYPE_CHECKING:  # hidden from type checkers, which report these uses as errors

        def __and__(self, other: object) -> NoReturn:
            raise TypeError(_no_condition("&", self))

        def __or__(self, other: object) -> NoReturn:
            raise TypeError(_no_condition("|", self))

        def __rand__(self, other: object) -> NoReturn:
            raise TypeError(_no_condition("&", other))

        def __ror__(self, other: object) -> NoReturn:
            raise TypeError(_no_condition("|", other))

        def __contains__(self, item: object) -> NoReturn:
            raise TypeError(
                "'in' returns a plain bool in Python: write x.in_([…]), text.contains('…') or collection.any(lambda t: …)"
            )

        def __iter__(self) -> NoReturn:
            raise TypeError("a builder expression cannot be looped over: write collection.any(lambda t: …) or .all(lambda t: …)")

        def __len__(self) -> NoReturn:
            raise TypeError("len() returns a plain int in Python: write text.length() or collection.count()")

        def __getattr__(self, name: str) -> NoReturn:
            raise AttributeError(_no_method(self, name))


_OTHER_WORDS = {
    **dict.fromkeys(("like", "ilike"), "write .contains(…), .startswith(…) or .endswith(…)"),
    **dict.fromkeys(("regex", "match", "matches", "search"), "write .matchespattern(…)"),
    **dict.fromkeys(("isin", "is_in", "one_of", "any_of"), "write .in_([…])"),
    **dict.fromkeys(("not_in", "notin", "nin"), "write ~x.in_([…])"),
    **dict.fromkeys(("between", "range"), "write (a <= x) & (x <= b)"),
    **dict.fromkeys(("is_", "is_none", "isnull", "isnone"), "write .is_null()"),
    **dict.fromkeys(("is_not", "notnull", "isnotnull", "exists"), "write .is_not_null()"),
    **dict.fromkeys(("lower", "casefold"), "write .tolower()"),
    "upper": "write .toupper()",
    "strip": "write .trim()",
    "len": "write .length()",
}
"""Methods of other query builders, and what they are here."""


def _no_method(self: Expression, name: str) -> str:
    if name.startswith("__"):
        return f"'{type(self).__name__}' object has no attribute {name!r}"
    if name in _OTHER_WORDS:
        return f"{described(self.expr, self._type)} and has no '{name}'; {_OTHER_WORDS[name]}"
    homes = [kind for kind, cls in CLASSES.items() if kind not in ("any", "null", "enumeration") and hasattr(cls, name)]
    if homes:
        return f"{described(self.expr, self._type)}; .{name}() is for values of the kind {' or '.join(homes)}"
    from odatanodes.base.text import did_you_mean

    near = did_you_mean(name, [known for known in dir(type(self)) if not known.startswith("_")])
    help = f"; did you mean '{near[0]}'?" if near else ""
    return f"{described(self.expr, self._type)} and has no '{name}'{help}"


# --- the operations behind the methods ----------------------------------------------------------------------------------


def as_expression(value: object) -> Expression:
    """Return an expression unchanged and any other value as a literal."""
    if isinstance(value, Expression):
        return value
    node = value_node(value)
    return make(node, node.type)


def compare(op: ast.CompareOp, left: Expression, value: object) -> Condition:
    """Return `left op value`; raises TypeError for kinds that never compare, ValueError for a string that is not a member."""
    if isinstance(value, Expression):
        right, type, kind = value.expr, value._type, value._kind
    else:
        right = value_node(value)
        type = right.type
        kind = kind_of(type)
    expr = left.expr
    if kind != left._kind and kind not in ("any", "null") and left._kind not in ("any", "null"):
        refuse(op, expr, left._type, right, type)
    if left._members and isinstance(right, ast.Literal) and op in ("eq", "ne"):
        check_member(expr, left._members, right.value)
    return Condition(ast.Compare(op, expr, right))


def within(left: Expression, values: object) -> Condition:
    """Return `left in (…)`; for an empty list `false`, as nothing is a member of it."""
    if isinstance(values, Expression):
        if values._kind not in ("any", "collection"):
            raise TypeError(f"'in' takes a list of values or a collection; {described(values.expr, values._type)}")
        return Condition(ast.In(left.expr, values.expr))
    right = list_node(values)  # type: ignore[arg-type]  # list_node raises for anything else
    if not right.items:
        return Condition(ast.Literal(False))
    for item in right.items:
        if kind_of(item.type) not in (left._kind, "null") and left._kind != "any":
            refuse("in", left.expr, left._type, item, item.type)
        if left._members:
            check_member(left.expr, left._members, item.value)
    return Condition(ast.In(left.expr, right))


def call_node(name: str, wanted: str, *arguments: object) -> ast.Call:
    """Return a call of a canonical function whose arguments after the first are of the kind `wanted` ("" for any)."""
    nodes: list[ast.Expr] = []
    for place, argument in enumerate(arguments):
        operand = as_expression(argument)
        if place and wanted and wanted != "any" and operand._kind not in (wanted, "any"):
            raise TypeError(f"'{name}' takes a {wanted} here; {described(operand.expr, operand._type)}")
        nodes.append(operand.expr)
    return ast.Call(None, name, tuple(nodes))


# --- comparisons -----------------------------------------------------------------------------------------------------


class Comparable(Expression, Generic[V]):
    """An expression that compares with values `V`, or with null."""

    __slots__ = ()
    __hash__ = object.__hash__  # == builds a condition, so sets and dicts compare expressions by identity

    def eq(self, other: V | None) -> Condition:
        """`x eq y`; the operator == does the same."""
        return compare("eq", self, other)

    def ne(self, other: V | None) -> Condition:
        """`x ne y`; the operator != does the same."""
        return compare("ne", self, other)

    def gt(self, other: V) -> Condition:
        """`x gt y`; the operator > does the same."""
        return compare("gt", self, other)

    def ge(self, other: V) -> Condition:
        """`x ge y`; the operator >= does the same."""
        return compare("ge", self, other)

    def lt(self, other: V) -> Condition:
        """`x lt y`; the operator < does the same."""
        return compare("lt", self, other)

    def le(self, other: V) -> Condition:
        """`x le y`; the operator <= does the same."""
        return compare("le", self, other)

    def __eq__(self, other: V | None) -> Condition:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: V | None) -> Condition:  # type: ignore[override]
        return compare("ne", self, other)

    def __gt__(self, other: V) -> Condition:
        return compare("gt", self, other)

    def __ge__(self, other: V) -> Condition:
        return compare("ge", self, other)

    def __lt__(self, other: V) -> Condition:
        return compare("lt", self, other)

    def __le__(self, other: V) -> Condition:
        return compare("le", self, other)

    def in_(self, values: Iterable[V | None] | AnyExpr) -> Condition:
        """`x in (a,b)`: a list of values, or an expression whose value is a collection. With an empty list, `false`."""
        return within(self, values)

    def has(self, flags: edm.EnumValue | AnyExpr) -> Condition:
        """`x has Ns.Type'Flag'`."""
        return Condition(ast.Has(self.expr, as_expression(flags).expr))


class Logical(Expression):
    """The operators `a & b`, `a | b`, `~a`."""

    __slots__ = ()

    def __and__(self, other: Logical) -> Condition:
        return NotImplemented if _brings_its_own(other) else junction(ast.And, self, other)

    def __or__(self, other: Logical) -> Condition:
        return NotImplemented if _brings_its_own(other) else junction(ast.Or, self, other)

    def __invert__(self) -> Condition:
        return Condition(ast.Not(self.expr))

    if not TYPE_CHECKING:  # reached only by a mistake, which a type checker reports

        def __rand__(self, other: object) -> Condition:
            return junction(ast.And, other, self)

        def __ror__(self, other: object) -> Condition:
            return junction(ast.Or, other, self)


class Condition(Comparable["bool | Logical"], Logical):
    """An expression that is true or false; `Filter` takes it."""

    __slots__ = ()
    _kind = "boolean"
    _default = edm.BOOLEAN


CLASSES["boolean"] = Condition


def junction(kind: type[ast.And | ast.Or], *operands: object) -> Condition:
    """Return the operands joined by `and` or `or`; raises TypeError for anything but conditions."""
    nodes: list[ast.Expr] = []
    for operand in operands:
        if not isinstance(operand, Logical):
            raise TypeError(_no_condition("&" if kind is ast.And else "|", operand))
        nodes.append(operand.expr)
    return Condition(nodes[0] if len(nodes) == 1 else kind(tuple(nodes)))


def _brings_its_own(operand: object) -> bool:
    """Return whether an operand is a Filter, whose own operator joins it with a condition."""
    return not isinstance(operand, Expression) and isinstance(getattr(operand, "expr", None), ast.Expr)


def _no_condition(sign: str, operand: object) -> str:
    if isinstance(operand, bool):
        return f"'{sign}' joins builder conditions, not {operand}: write literal({operand})"
    what = described(operand.expr, operand._type) if isinstance(operand, Expression) else f"not {operand!r}"
    return f"'{sign}' joins conditions; {what}; put comparisons in parentheses: (a == 1) {sign} (b == 2)"
