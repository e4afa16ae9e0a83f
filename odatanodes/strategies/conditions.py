"""Well-typed `$filter` expressions over a schema: what check accepts, drawn from the types downwards.

Comes in: a schema. Goes out: strategies for trees of ast.py whose root is a condition. Each method of `_Drawer` draws an
expression of one type; the simplest comes first, which is where Hypothesis shrinks to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.check.promotion import RANGES
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import ComplexType
from odatanodes.strategies.operands import DRAWN, NUMBERS, SCALARS, Operands, Paths, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from odatanodes.schema.types import EntityType

PARTS = frozenset(("arithmetic", "case", "cast", "counts", "functions", "in", "lambdas", "now", "null", "segments", "variables"))
"""What can be left out of expressions: see `expressions`."""
EQUALITY: tuple[ast.CompareOp, ...] = ("eq", "ne")
ORDER: tuple[ast.CompareOp, ...] = ("eq", "ne", "gt", "ge", "lt", "le")


class _Drawer(Operands):
    """Draws conditions."""

    # --- conditions --------------------------------------------------------------------------------------------------

    def condition(self, depth: int, scope: Scope) -> ast.Expr:
        if depth <= 0:
            return self.atom(0, scope)
        makers = [self.atom, self.junction, self.junction, self.negation]
        if "lambdas" in self.parts:
            makers += [self.lambda_]
        if "case" in self.parts and self.chance("case", 12):
            makers = [lambda depth, scope: self.case(edm.BOOLEAN, depth, scope)]
        return self.pick(makers)(depth, scope)

    def junction(self, depth: int, scope: Scope) -> ast.Expr:
        kind = self.pick((ast.And, ast.Or))
        return kind(tuple([self.condition(depth - 1, scope) for _ in range(self.draw(st.integers(2, 3)))]))

    def negation(self, depth: int, scope: Scope) -> ast.Expr:
        return ast.Not(self.condition(depth - 1, scope))

    def lambda_(self, depth: int, scope: Scope) -> ast.Expr:
        found = self.collection(depth - 1, scope)
        if found is None:
            return self.atom(depth, scope)
        source, item = found
        free = [name for name in self.schema.variables if ast.Var(name) not in dict(scope)]
        kind: Literal["any", "all"] = self.pick(("any", "all"))
        if not free or (kind == "any" and self.draw(st.integers(0, 5)) == 5):
            return ast.Lambda(source, "any")
        inner: Scope = ((ast.Var(free[0], type=item), item),)
        if self.draw(st.integers(0, 2)) == 2:  # otherwise the predicate is about its variable and nothing else
            inner = (*scope, *inner)
        return ast.Lambda(source, kind, free[0], self.condition(depth - 1, inner))

    def atom(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a condition without and, or, not; most often the simplest there is."""
        if self.draw(st.integers(0, 2)) == 0:
            return self.plain(depth, scope)
        depth = max(depth, self.draw(st.sampled_from((0, 1, 2, 2))))  # operands nest a little even where conditions no longer do
        makers: list[Callable[[int, Scope], ast.Expr]] = [self.compare] * 4
        makers += [self.within] * 2 * ("in" in self.parts) + [self.search, self.search, self.called, self.called] * (
            "functions" in self.parts
        )
        makers += [self.flag, self.structure] + [self.isof] * ("cast" in self.parts)
        return self.pick(makers)(depth, scope)

    def plain(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a property compared with a literal: few choices, so that examples shrink to it."""
        path = self.path(lambda prop: prop.type in SCALARS, scope)
        if path is None:
            return self.compare(depth, scope)
        return ast.Compare(self.pick(self.ops(path)), path, _in_range(self.literal_for(path), path))

    def compare(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a comparison of any two expressions of a type."""
        type = self.pick(self.types(scope))
        left = self.value(type, depth - 1, scope)
        right = self.value(self.pick(NUMBERS) if type in NUMBERS else type, depth - 1, scope) if self.draw(st.booleans()) else None
        if isinstance(left, ast.Literal) and right is not None:
            left = self.literal_for(right)  # one that the other side can be: a member of its enumeration
        elif right is None or isinstance(right, ast.Literal):
            right = self.literal_for(left)
        left, right = _in_range(left, right), _in_range(right, left)
        ops = self.ops(left)
        if self.chance("null", 8):
            right, ops = ast.Literal(None), EQUALITY if self.draw(st.integers(0, 3)) < 3 else ORDER
        if isinstance(left, ast.Not) or (self.draw(st.integers(0, 9)) == 9 and not isinstance(right, ast.Not)):
            left, right = right, left  # `not x eq y` would read as `not (x eq y)`
        return ast.Compare(self.pick(ops), left, right)

    def ops(self, left: ast.Expr) -> tuple[ast.CompareOp, ...]:
        """Return the operators that make sense: nobody orders Booleans or the names of states."""
        return EQUALITY if left.type in (edm.BOOLEAN, edm.GUID) or self.members(left) else ORDER

    def types(self, scope: Scope) -> list[edm.Type]:
        """Return the types to compare: those with a property in scope, and what functions make of them."""
        present = {
            prop.type for row in scope for _, prop in self.schema.paths[row[1].name] if prop.type.__class__ is edm.PrimitiveType
        }
        if "functions" in self.parts and edm.DATE_TIME_OFFSET in present:
            present |= {edm.DATE, edm.TIME_OF_DAY, edm.INT32, edm.DECIMAL}
        if {"functions", "counts"} <= self.parts:
            present |= {edm.INT64}
        if "arithmetic" in self.parts and edm.DATE_TIME_OFFSET in present:
            present |= {edm.DURATION}
        return [type for type in SCALARS if type in present] or [edm.INT32]

    def within(self, depth: int, scope: Scope) -> ast.Expr:
        left = self.value(self.pick([type for type in self.types(scope) if type is not edm.BOOLEAN]), depth - 1, scope)
        items = [_in_range(self.literal_for(left), left) for _ in range(self.draw(st.integers(1, 4)))]
        if self.chance("null", 6):
            items.append(ast.Literal(None))
        return ast.In(left, ast.List(tuple([item for item in dict.fromkeys(items) if isinstance(item, ast.Literal)])))

    def search(self, depth: int, scope: Scope) -> ast.Expr:
        return self.call_of(self.pick(DRAWN["Boolean"]), edm.BOOLEAN, depth - 1, scope)

    def called(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a function compared with a literal, so that each of them is drawn often enough."""
        type = self.pick((edm.INT32, edm.INT32, edm.INT32, edm.DECIMAL, edm.DECIMAL, edm.DATE, edm.DATE_TIME_OFFSET))
        left = self.moment_call(type, depth, scope) if type is edm.DATE_TIME_OFFSET else self.call(type, max(depth - 1, 0), scope)
        if left is None:
            return self.compare(depth, scope)
        return ast.Compare(self.pick(ORDER), left, _in_range(self.literal_for(left), left))

    def flag(self, _depth: int, scope: Scope) -> ast.Expr:
        return self.path(lambda prop: prop.type is edm.BOOLEAN, scope) or self.literal(edm.BOOLEAN)

    def structure(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a test for the presence of a complex value, the only thing one can be compared with."""
        path = self.path(lambda prop: isinstance(prop.type, ComplexType), scope) if "null" in self.parts else None
        return ast.Compare(self.pick(EQUALITY), path, ast.Literal(None)) if path else self.compare(depth, scope)

    def isof(self, depth: int, scope: Scope) -> ast.Expr:
        path = self.path(lambda prop: prop.type in SCALARS, scope)
        return ast.IsOf(path, path.type.name) if path else self.compare(depth, scope)


def _in_range(node: ast.Expr, other: ast.Expr) -> ast.Expr:
    """Return a literal that the integer type on the other side can hold; check calls any other an error."""
    limits = (
        RANGES.get(other.type) if isinstance(other, ast.Member | ast.Call) and other.type.__class__ is edm.PrimitiveType else None
    )
    if limits is None or not isinstance(node, ast.Literal) or type(node.value) is not int or limits[0] <= node.value <= limits[1]:
        return node
    return ast.Literal(limits[node.value > 0])


def _parts(without: Collection[str]) -> frozenset[str]:
    unknown = set(without) - PARTS
    if unknown:
        raise ValueError(f"no part of expressions is called {min(unknown)!r}; there are {', '.join(sorted(PARTS))}")
    return PARTS - set(without)


def expressions(
    schema: EntityType = BATCH_NODE, depth: int = 3, *, without: Collection[str] = (), may_fail: bool = False
) -> st.SearchStrategy[ast.Expr]:
    """Conditions that are well-typed for a schema: comparisons, `in`, any and all, functions, arithmetic, null.

    `depth` is about how many operators nest. `without` leaves parts out: "now" is the function whose value changes,
    "segments" are `/$filter(…)`, "variables" are `$it` and `$this`, "counts" is `/$count`. `may_fail` adds what can fail for
    some objects, that is division by a property. Literals are drawn from the values that `objects` draws from, at
    boundaries: a tick, a sign, a case pair, a null apart.
    """
    known, parts = Paths(schema), _parts(without)

    @st.composite
    def draw_expression(draw: st.DrawFn) -> ast.Expr:
        start: Scope = ((None, schema),)
        if "variables" in parts and draw(st.integers(0, 19)) == 19:
            start = ((ast.Var("$it"), schema), *start)
        return _Drawer(draw, known, parts, may_fail).condition(depth, start)

    return draw_expression()
