"""Well-typed `$filter` expressions over a schema, drawn from their types downwards.

Each method of `_Drawer` draws an expression of one type, the simplest first: Hypothesis shrinks towards it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from odatanodes import ast, edm
from odatanodes.check.promotion import RANGES
from odatanodes.schema import BATCH_NODE
from odatanodes.strategies.arguments import check_entity, check_names
from odatanodes.strategies.operands import DRAWN, NUMBER_NAMES, NUMBERS, SCALARS, Operands, Paths, Scope
from odatanodes.strategies.shown import named, schema_shown
from odatanodes.strategies.values import integers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hypothesis import strategies as st

    from odatanodes.schema.types import EntityType, Listing
    from odatanodes.strategies.operands import Row

    Maker: TypeAlias = Callable[[int, Scope], ast.Expr]

PARTS = frozenset(("arithmetic", "case", "cast", "counts", "functions", "in", "lambdas", "now", "null", "segments", "variables"))
"""Parts that expressions can do without: see `expressions`."""
_UNORDERED = (edm.BOOLEAN.name, edm.GUID.name)
_LIMITS = {type.name: limits for type, limits in RANGES.items()}
EQUALITY: tuple[ast.CompareOp, ...] = ("eq", "ne")


class _Drawer(Operands):
    """Draws conditions."""

    def condition(self, depth: int, scope: Scope) -> ast.Expr:
        # the choice is drawn at every depth, so that the draws of an inner condition are draws of an outer one
        made = self.pick(self.kinds)
        return self.atom(0, scope) if depth <= 0 else made(depth, scope)

    @cached_property
    def kinds(self) -> tuple[Maker, ...]:
        """The kinds of condition, the simplest first."""
        unusual = [self.lambda_] * ("lambdas" in self.parts) + [self.case_] * ("case" in self.parts)
        return (self.atom, self.atom, self.junction, self.junction, self.negation, *unusual)

    def junction(self, depth: int, scope: Scope) -> ast.Expr:
        kind = self.pick((ast.And, ast.Or))
        return kind(tuple([self.inner(depth - 1, scope) for _ in range(self.number(2, 3))]))

    def negation(self, depth: int, scope: Scope) -> ast.Expr:
        return ast.Not(self.inner(depth - 1, scope))

    def case_(self, depth: int, scope: Scope) -> ast.Expr:
        return self.case(edm.BOOLEAN, depth, scope) if self.number(0, 1) else self.atom(depth, scope)

    def lambda_(self, depth: int, scope: Scope) -> ast.Expr:
        found = self.collection(depth - 1, scope)
        if found is None:
            return self.atom(depth, scope)
        source, item = found
        free = [name for name in self.schema.variables if not any(_is_variable(row, name) for row in scope)]
        kind: Literal["any", "all"] = self.pick(("any", "all"))
        if not free or (kind == "any" and self.number(0, 5) == 5):
            self.longer()
            return ast.Lambda(source, "any")
        inner: Scope = ((ast.Var(free[0], type=item), item),)
        if self.number(0, 2) == 2:  # otherwise the predicate is about its variable alone
            inner = (*scope, *inner)
        return ast.Lambda(source, kind, free[0], self.inner(depth - 1, inner))

    def atom(self, _depth: int, scope: Scope) -> ast.Expr:
        """Draw a condition without and, or, not; most often the simplest there is."""
        maker = self.pick(self.atoms)
        # operands nest as deep at every depth, so that the draws of an inner atom are those of an outer one
        return maker(0 if maker == self.plain else self.pick((0, 1, 2)), scope)

    @cached_property
    def atoms(self) -> tuple[Maker, ...]:
        """The kinds of atom, each as often as it is to be drawn."""
        makers: list[Maker] = [self.plain] * 7
        makers += [self.search, self.search, self.called, self.called] * ("functions" in self.parts)
        makers += [self.within] * 2 * ("in" in self.parts) + [self.flag, self.structure]
        return (*makers, *[self.isof] * ("cast" in self.parts), *[self.compare] * 4)

    def plain(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a property compared with a literal."""
        path = self.path("scalar", scope)
        if path is None:
            return self.compare(depth, scope)
        return ast.Compare(self.pick(self.ops(path)), path, _in_range(self.literal_for(path), path))

    def compare(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a comparison of any two expressions of a type."""
        type = self.pick(self.types(scope))
        left = self.value(type, depth - 1, scope)
        right = None
        if self.number(0, 1):
            right = self.value(self.pick(NUMBERS) if type.name in NUMBER_NAMES else type, depth - 1, scope)
        if isinstance(left, ast.Literal) and right is not None:
            left = self.literal_for(right)  # a member of the other side's enumeration, for example
        elif right is None or isinstance(right, ast.Literal):
            right = self.literal_for(left)
        left, right = _in_range(left, right), _in_range(right, left)
        ops = self.ops(left)
        if self.chance("null", 8):
            right, ops = ast.Literal(None), EQUALITY if self.number(0, 3) < 3 else ast.COMPARISONS
        if isinstance(left, ast.Not) or (self.number(0, 9) == 9 and not isinstance(right, ast.Not)):
            left, right = right, left  # `not x eq y` would read as `not (x eq y)`
        return ast.Compare(self.pick(ops), left, right)

    def ops(self, left: ast.Expr) -> tuple[ast.CompareOp, ...]:
        """Return the operators that make sense: Booleans, GUIDs and the members of enumerations are not ordered."""
        return EQUALITY if left.type.name in _UNORDERED or self.members(left) else ast.COMPARISONS

    def types(self, scope: Scope) -> list[edm.Type]:
        """Return the types to compare: those with a property in scope, and the results of functions of them."""
        present = {prop.type.name for row in scope for _, prop in self.schema.fitting(row, "scalar")}
        instants = edm.DATE_TIME_OFFSET.name in present
        if "functions" in self.parts and instants:
            present |= {edm.DATE.name, edm.TIME_OF_DAY.name, edm.INT32.name, edm.DECIMAL.name}
        if {"functions", "counts"} <= self.parts:
            present.add(edm.INT64.name)
        if "arithmetic" in self.parts and instants:
            present.add(edm.DURATION.name)
        return [type for type in SCALARS if type.name in present] or [edm.INT32]

    def within(self, depth: int, scope: Scope) -> ast.Expr:
        left = self.value(self.pick([type for type in self.types(scope) if type is not edm.BOOLEAN]), depth - 1, scope)
        items = [_in_range(self.literal_for(left), left) for _ in range(self.number(1, 4))]
        if self.chance("null", 6):
            items.append(ast.Literal(None))
        return ast.In(left, ast.List(tuple([item for item in dict.fromkeys(items) if isinstance(item, ast.Literal)])))

    def search(self, depth: int, scope: Scope) -> ast.Expr:
        return self.call_of(self.pick(DRAWN["Boolean"]), edm.BOOLEAN, depth - 1, scope)

    def called(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a function compared with a literal, so that each of them is frequent enough."""
        type = self.pick((edm.INT32, edm.INT32, edm.INT32, edm.DECIMAL, edm.DECIMAL, edm.DATE, edm.DATE_TIME_OFFSET))
        left = self.moment_call(type, depth, scope) if type is edm.DATE_TIME_OFFSET else self.call(type, max(depth - 1, 0), scope)
        if left is None:
            return self.compare(depth, scope)
        return ast.Compare(self.pick(ast.COMPARISONS), left, _in_range(self.literal_for(left), left))

    def longer(self) -> None:
        """Draw what nobody needs, so that the comparison of a property has the fewest draws: Hypothesis shrinks to the fewest."""
        self.number(0, 1)

    def flag(self, _depth: int, scope: Scope) -> ast.Expr:
        self.longer()
        return self.path(edm.BOOLEAN.name, scope) or self.literal(edm.BOOLEAN)

    def structure(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a comparison of a complex value with null, the only value that it compares with."""
        path = self.path("complex", scope) if "null" in self.parts else None
        return ast.Compare(self.pick(EQUALITY), path, ast.Literal(None)) if path else self.compare(depth, scope)

    def isof(self, depth: int, scope: Scope) -> ast.Expr:
        self.longer()
        path = self.path("scalar", scope)
        return ast.IsOf(path, path.type.name) if path else self.compare(depth, scope)


def _is_variable(row: Row, name: str) -> bool:
    return isinstance(row[0], ast.Var) and row[0].name == name


def _in_range(node: ast.Expr, other: ast.Expr) -> ast.Expr:
    """Return a literal that the integer type on the other side can hold; check calls any other an error."""
    limits = _LIMITS.get(other.type.name) if isinstance(other, ast.Member | ast.Call) else None
    if limits is None or not isinstance(node, ast.Literal) or type(node.value) is not int or limits[0] <= node.value <= limits[1]:
        return node
    return ast.Literal(limits[node.value > 0])


def _parts(without: Collection[str]) -> frozenset[str]:
    check_names(without, "without")
    unknown = set(without) - PARTS
    if unknown:
        raise ValueError(f"no part of expressions is called {min(unknown)!r}; there are {', '.join(sorted(PARTS))}")
    return PARTS - set(without)


def expressions(
    schema: EntityType | Listing = BATCH_NODE, depth: int = 3, *, without: Collection[str] = (), may_fail: bool = False
) -> st.SearchStrategy[ast.Expr]:
    """Conditions that are well-typed for a schema: comparisons, `in`, any and all, functions, arithmetic, null.

    `depth` limits how deep operators nest. `without` names parts to omit: "now" is the function whose value changes,
    "segments" are `/$filter(…)`, "variables" are `$it` and `$this`, "counts" is `/$count`. `may_fail` adds operations that
    fail for some objects, such as division by a property. Literals are drawn from the values that `objects` draws from, at
    boundaries: a tick, a sign, a case pair, a null apart. Raises ValueError for an unknown part.
    """
    entity = check_entity(schema, depth)
    known, parts = Paths(entity), _parts(without)

    def draw_expression(draw: st.DrawFn) -> ast.Expr:
        start: Scope = ((None, entity),)
        if "variables" in parts and draw(integers(0, 19)) == 19:
            start = ((ast.Var("$it"), entity), *start)
        return _Drawer(draw, known, parts, may_fail).inner(depth, start)

    return named("expressions", draw_expression, *schema_shown(entity))
