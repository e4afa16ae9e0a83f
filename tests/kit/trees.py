"""Hypothesis strategies for trees of every shape the language can write; nothing is checked against a schema."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.functions.table import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = (
    *("state", "id", "startTaskInfo", "exitCode", "x", "y", "_z", "élan", "Ω1", "x²", "T12"),
    *("any", "all", "in", "has", "and", "or", "eq", "lt", "mod", "add", "date", "year", "now", "contains", "cast", "isof", "case"),
    *("nullable", "notBefore", "order", "anyThing", "allocationState", "infinite", "NaNny", "trueish", "asc", "desc", "e1"),
    *("duration", "binary", "guid", "datetime", "geography", "collection"),
)
VARIABLES = ("v", "w", "x", "item", "any", "t12")
NAMESPACES = ("Ns", "Some.Name_space", "A.B.C", "Edm", "geo", "any")

names = st.sampled_from(NAMES)
qualified = st.builds(
    lambda namespace, name: f"{namespace}.{name}", st.sampled_from(NAMESPACES), st.sampled_from(("Type", "T1", "e5"))
)
type_names = st.one_of(qualified, st.sampled_from(("Edm.String", "Edm.Int32")), qualified.map(lambda name: f"Collection({name})"))

# --- literal values ---------------------------------------------------------------------------------------------------

dates = st.builds(edm.Date, st.integers(-9999, 12_000), st.integers(1, 12), st.integers(1, 31))
times = st.one_of(st.integers(0, edm.DAY + edm.PICO - 1), st.integers(0, 86_400).map(lambda s: s * edm.PICO)).map(edm.TimeOfDay)
instants = st.builds(
    lambda date, time, offset: edm.DateTimeOffset(date, time.picoseconds, offset),
    dates,
    times,
    st.one_of(st.just(0), st.integers(-23 * 60 - 59, 23 * 60 + 59)),
)
durations = st.one_of(st.integers(-(10**20), 10**20), st.integers(-(10**8), 10**8).map(lambda s: s * edm.PICO)).map(edm.Duration)
decimals = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.builds(lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(-999, 999), st.integers(-30, 30)),
)
enum_values = st.builds(
    edm.EnumValue, qualified, st.lists(st.sampled_from(("Red", "Blue", "-1", "4096", "null")), min_size=1, max_size=3).map(tuple)
)
shapes = st.sampled_from(
    ("Point(142.1 64.1)", "LineString(1 1,-2.5 2)", "MultiPoint((1 1),(2 2))", "Polygon((0 0,1 0,1 1,0 0))", "Point(1e5 2E-3 3 4)")
)
geos = st.builds(edm.Geo, st.sampled_from(("geography", "geometry")), st.integers(0, 99_999), shapes)
values: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.integers(-9, 99),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(("'", "''", "a' or 'b", "%27", "+", "&", "\x00", "null", "2025-01-01")),
    st.one_of(decimals, dates, times, instants, durations),
    st.one_of(st.binary(max_size=5), st.uuids(), enum_values, geos),
)
literals = values.map(ast.Literal)

# --- trees ------------------------------------------------------------------------------------------------------------

COMPARISONS = ("eq", "ne", "gt", "ge", "lt", "le")
ARITHMETIC = ("add", "sub", "mul", "div", "divby", "mod")


Scope = tuple[str, ...]
"""The lambda variables that can be used at a place."""


class _Drawer:
    """Draws the parts of one tree; `depth` says how many levels may still come."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def one_of(self, *makers: Callable[[int, Scope], ast.Expr]) -> Callable[[int, Scope], ast.Expr]:
        return self.draw(st.sampled_from(makers))

    def several(self, depth: int, scope: Scope, least: int = 0, most: int = 3) -> tuple[ast.Expr, ...]:
        return tuple([self.expr(depth - 1, scope) for _ in range(self.draw(st.integers(least, most)))])

    # --- leaves and paths

    def literal(self, _depth: int = 0, _scope: Scope = ()) -> ast.Literal:
        return self.draw(literals)

    def start(self, depth: int, scope: Scope) -> ast.Expr:
        """What a path can begin with."""
        kind = self.draw(st.integers(0, 9))
        if kind < 4:
            return ast.Member(None, self.draw(names.filter(lambda name: name not in scope)))
        if kind < 6 and scope:
            return ast.Var(self.draw(st.sampled_from(scope)))
        if kind < 6:
            return ast.Member(ast.TypeCast(None, self.draw(qualified)), self.draw(names))
        if kind < 7:
            return self.draw(st.sampled_from((ast.Var("$it"), ast.Var("$this"), ast.Member(ast.Var("$root"), "Sets"))))
        if kind < 8:
            return ast.Alias(self.draw(names))
        if kind < 9 or depth <= 0:
            return ast.Annotation(None, "Ns.Term", self.draw(st.sampled_from(("", "q"))))
        return self.unbound(depth, scope)

    def step(self, source: ast.Expr, depth: int, scope: Scope) -> ast.Expr:
        kind = self.draw(st.integers(0, 9))
        if kind < 6:
            return ast.Member(source, self.draw(names))
        if kind < 7:
            return ast.TypeCast(source, self.draw(qualified))
        if kind < 8:
            return ast.Annotation(source, self.draw(st.sampled_from(("Ns.Term", "term"))), self.draw(st.sampled_from(("", "q"))))
        if kind < 9 or depth <= 0:
            called = st.one_of(qualified, names.filter(lambda name: name not in ("any", "all")))
            return ast.Call(source, self.draw(called), self.arguments(depth, scope))
        filtered = ast.FilterSegment(source, self.expr(depth - 1, scope))
        return ast.Key(filtered, (self.literal(),)) if self.draw(st.booleans()) else filtered

    def path(self, depth: int, scope: Scope) -> ast.Expr:
        path = self.start(depth, scope)
        for _ in range(self.draw(st.sampled_from((0, 0, 0, 1, 1, 2, 3)))):
            path = self.step(path, depth - 1, scope)
        return path

    def count(self, depth: int, scope: Scope) -> ast.Expr:
        options: list[ast.Option] = []
        if depth > 0 and self.draw(st.booleans()):
            options.append(ast.Option("$filter", self.expr(depth - 1, scope)))
        if self.draw(st.booleans()):
            options.append(ast.Option("$search", self.draw(st.sampled_from(("blue", "blue OR green", '"a phrase" NOT b')))))
        return ast.Count(self.path(depth, scope), tuple(options))

    def lambda_(self, depth: int, scope: Scope) -> ast.Expr:
        source = self.path(depth - 1, scope)
        if self.draw(st.integers(0, 5)) == 0:
            return ast.Lambda(source, "any")
        variable = self.draw(st.sampled_from(VARIABLES))
        inner = (*scope, variable)
        return ast.Lambda(source, self.draw(st.sampled_from(("any", "all"))), variable, self.expr(depth - 1, inner))

    # --- calls and what has brackets

    def arguments(self, depth: int, scope: Scope) -> tuple[ast.Expr | ast.Pair, ...]:
        if self.draw(st.booleans()):
            return self.several(depth, scope, most=2)
        return tuple([ast.Pair(self.draw(names), value) for value in self.several(depth, scope, most=2)])

    def unbound(self, depth: int, scope: Scope) -> ast.Expr:
        return ast.Call(None, self.draw(qualified), self.arguments(depth, scope))

    def canonical(self, depth: int, scope: Scope) -> ast.Expr:
        function = self.draw(st.sampled_from(list(FUNCTIONS.values())))
        signature = function.signatures[0]
        least, most = len(signature.parameters) - signature.optional, len(signature.parameters)
        return ast.Call(None, function.name, self.several(depth, scope, least, most))

    def typed(self, depth: int, scope: Scope) -> ast.Expr:
        kind = self.draw(st.sampled_from((ast.Cast, ast.IsOf)))
        return kind(self.expr(depth - 1, scope) if self.draw(st.booleans()) else None, self.draw(type_names))

    def case(self, depth: int, scope: Scope) -> ast.Expr:
        count = self.draw(st.integers(1, 3))
        return ast.Case(tuple([ast.Branch(self.expr(depth - 1, scope), self.expr(depth - 1, scope)) for _ in range(count)]))

    def array(self, depth: int, scope: Scope) -> ast.Expr:
        return ast.Array(self.several(depth, scope))

    def object(self, depth: int, scope: Scope) -> ast.Expr:
        return ast.Object(tuple([ast.Pair(self.draw(st.text(max_size=4)), value) for value in self.several(depth, scope)]))

    # --- operators

    def compare(self, depth: int, scope: Scope) -> ast.Expr:
        op = self.draw(st.sampled_from(COMPARISONS))
        return ast.Compare(op, self.expr(depth - 1, scope), self.expr(depth - 1, scope))  # type: ignore[arg-type]

    def arith(self, depth: int, scope: Scope) -> ast.Expr:
        op = self.draw(st.sampled_from(ARITHMETIC))
        return ast.Arith(op, self.expr(depth - 1, scope), self.expr(depth - 1, scope))  # type: ignore[arg-type]

    def logic(self, depth: int, scope: Scope) -> ast.Expr:
        return self.draw(st.sampled_from((ast.And, ast.Or)))(self.several(depth, scope, least=2))

    def unary(self, depth: int, scope: Scope) -> ast.Expr:
        return self.draw(st.sampled_from((ast.Not, ast.Neg)))(self.expr(depth - 1, scope))

    def has(self, depth: int, scope: Scope) -> ast.Expr:
        return ast.Has(self.expr(depth - 1, scope), ast.Literal(self.draw(enum_values)))

    def in_(self, depth: int, scope: Scope) -> ast.Expr:
        right: ast.Expr
        if self.draw(st.booleans()):
            right = ast.List(tuple(self.draw(st.lists(literals, max_size=3))))
        else:
            right = self.expr(depth - 1, scope)
        return ast.In(self.expr(depth - 1, scope), right)

    def expr(self, depth: int, scope: Scope) -> ast.Expr:
        if depth <= 0:
            return self.one_of(self.literal, self.path)(depth, scope)
        operators = (self.compare, self.compare, self.arith, self.logic, self.logic, self.unary, self.unary, self.has, self.in_)
        others = (self.literal, self.path, self.count, self.lambda_, self.unbound, self.canonical, self.typed, self.case)
        return self.one_of(*operators, *operators, *others, self.array, self.object)(depth, scope)

    # --- $select

    def options(self, depth: int) -> tuple[ast.Option, ...]:
        makers: list[Callable[[], ast.Option]] = [
            lambda: ast.Option("$filter", self.expr(2, ())),
            lambda: ast.Option("$select", self.select(depth - 1)),
            lambda: ast.Option("$orderby", (ast.Pair(self.draw(st.sampled_from(("asc", "desc"))), self.expr(1, ())),)),
            lambda: ast.Option("$compute", (ast.Pair(self.draw(names), self.expr(1, ())),)),
            lambda: ast.Option("$skip", self.draw(st.integers(0, 99))),
            lambda: ast.Option("$top", self.draw(st.integers(0, 99))),
            lambda: ast.Option("$count", self.draw(st.booleans())),
            lambda: ast.Option("$search", "blue"),
            lambda: ast.Option("@" + self.draw(names), self.expr(1, ())),
        ]
        return tuple([maker() for maker in self.draw(st.lists(st.sampled_from(makers), max_size=2))])

    def item(self, depth: int) -> ast.SelectItem:
        kind = self.draw(st.integers(0, 9))
        if kind == 0:
            return ast.SelectItem(ast.Star(self.draw(st.sampled_from(("", "Ns", "A.B")))))
        path: ast.Expr = ast.Member(None, self.draw(names))
        if kind == 1:
            path = ast.TypeCast(None, self.draw(qualified))
        if kind == 2:
            path = ast.Annotation(None, "Ns.Term", self.draw(st.sampled_from(("", "q"))))
        for _ in range(self.draw(st.sampled_from((0, 0, 1, 2)))):
            path = ast.Member(path, self.draw(names)) if self.draw(st.integers(0, 3)) else ast.TypeCast(path, self.draw(qualified))
        return ast.SelectItem(path, self.options(depth) if depth > 0 and kind > 6 else ())

    def select(self, depth: int) -> ast.SelectList:
        return ast.SelectList(tuple([self.item(depth) for _ in range(self.draw(st.integers(1, 3)))]))


@st.composite
def trees(draw: st.DrawFn, depth: int = 4) -> ast.Expr:
    """Any expression of at most about `depth` levels of operators."""
    return _Drawer(draw).expr(depth, ())


@st.composite
def selects(draw: st.DrawFn, depth: int = 2) -> ast.SelectList:
    """Any `$select`, with options nested `depth` deep."""
    return _Drawer(draw).select(depth)
