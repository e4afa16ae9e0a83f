"""Well-typed operands over a schema: paths, literals, function calls and arithmetic of a given type.

The trees carry their types. Conditions inside operands (of `case` and `$filter(…)`) are drawn in conditions.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.check.promotion import arithmetic
from odatanodes.functions.table import FUNCTIONS
from odatanodes.schema import complex_types
from odatanodes.schema.types import ComplexType, Property
from odatanodes.strategies.values import DURATIONS, LITERALS, PATTERNS, integers, literal_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from odatanodes.functions.table import Function

_T = TypeVar("_T")
NUMBERS = (edm.INT32, edm.INT64, edm.DECIMAL, edm.DOUBLE)
SCALARS = (edm.STRING, *NUMBERS, edm.BOOLEAN, edm.DATE_TIME_OFFSET, edm.DATE, edm.TIME_OF_DAY, edm.DURATION, edm.GUID)
NUMBER_NAMES = frozenset(type.name for type in NUMBERS)
SCALAR_NAMES = frozenset(type.name for type in SCALARS)


def _drawn_as(function: Function) -> str:
    """Return the kind of value that a function is drawn for."""
    return {"same": "String", "Double": "Decimal"}.get(function.result, function.result)


DRAWN: dict[str, tuple[Function, ...]] = {
    kind: tuple([function for function in FUNCTIONS.values() if function.drawn and _drawn_as(function) == kind])
    for kind in dict.fromkeys(map(_drawn_as, FUNCTIONS.values()))
}
"""The canonical functions to draw, by the kind of their value."""

Row = tuple[ast.Expr | None, ComplexType]
"""An object whose properties can be named: the variable before them, None for plain names, and its type."""
Scope = tuple[Row, ...]


class Paths:
    """The property paths of a schema, by their type and by the kind of place they can stand in."""

    def __init__(self, schema: ComplexType) -> None:
        types = complex_types(schema).values()
        self.root = schema
        self.paths = {type.name: list(_paths(type)) for type in types}
        self._fitting: dict[tuple[str, str], list[tuple[tuple[str, ...], Property]]] = {}
        for name, paths in self.paths.items():
            for path in paths:
                for kind in _kinds(path[1]):
                    self._fitting.setdefault((name, kind), []).append(path)
        for (_, kind), fitting in self._fitting.items():
            if kind == "scalar":  # the simplest comparison is one with a word, such as a state
                fitting.sort(key=lambda path: not path[1].members or len(path[0]) > 1)
        taken = {name for type in types for name in type.properties}
        self.variables = [name for name in (*"txyzuvw", "item", "other", "it_1") if name not in taken][:4]

    def fitting(self, row: Row, kind: str) -> list[tuple[tuple[str, ...], Property]]:
        """Return the paths of a row that are of a kind: "scalar", "complex", "collection" or the name of a type."""
        return self._fitting.get((row[1].name, kind), [])


def _paths(type: ComplexType, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Property]]:
    for name, prop in type.properties.items():
        yield (*before, name), prop
        if isinstance(prop.type, ComplexType):
            yield from _paths(prop.type, (*before, name))


def _kinds(prop: Property) -> Iterator[str]:
    yield prop.type.name
    if prop.type.name in SCALAR_NAMES:
        yield "scalar"
    elif isinstance(prop.type, ComplexType):
        yield "complex"
    elif isinstance(prop.type, edm.CollectionType) and isinstance(prop.type.item, ComplexType):
        yield "collection"


@st.composite
def _nested(draw: st.DrawFn, drawer: Operands) -> ast.Expr:
    """Draw a condition inside another as an example of its own, which Hypothesis can put in place of the outer one."""
    assert draw is not None
    return drawer.condition(*drawer.pending.pop())


class Operands:
    """Draws one tree. `depth` is the number of operators that may still nest; `scope` has the rows that can be named."""

    def __init__(self, draw: st.DrawFn, schema: Paths, parts: frozenset[str], may_fail: bool) -> None:
        self.draw = draw
        self.schema = schema
        self.parts = parts
        self.may_fail = may_fail
        self.pending: list[tuple[int, Scope]] = []
        self.nested = _nested(self)

    def number(self, least: int, most: int) -> int:
        """Draw an integer."""
        return self.draw(integers(least, most))

    def pick(self, choices: Sequence[_T]) -> _T:
        """Draw one of several choices."""
        return choices[0] if len(choices) == 1 else choices[self.draw(integers(0, len(choices) - 1))]

    def chance(self, part: str, one_in: int) -> bool:
        """Whether to draw an unusual part here, if it is among the parts."""
        return part in self.parts and self.number(0, one_in - 1) == one_in // 2

    # --- paths -------------------------------------------------------------------------------------------------------

    def path(self, kind: str, scope: Scope) -> ast.Expr | None:
        """Draw a path in scope that is of a kind (see Paths.fitting), or None without any; often from the nearest row."""
        rows = [(row, found) for row in reversed(scope) if (found := self.schema.fitting(row, kind))]
        if not rows:
            return None
        (start, _), found = rows[0] if len(rows) == 1 else self.pick((*rows[:1] * 4, *rows))
        names, prop = self.pick(found)
        path = start
        for name in names[:-1]:
            path = ast.Member(path, name)
        return ast.Member(path, names[-1], type=prop.type, prop=prop)

    def collection(self, depth: int, scope: Scope) -> tuple[ast.Expr, ComplexType] | None:
        """Draw a collection of complex items, sometimes filtered, and return it with the type of the items."""
        path = self.path("collection", scope)
        if path is None:
            return None
        assert isinstance(path.type, edm.CollectionType)
        item = path.type.item
        assert isinstance(item, ComplexType)
        if self.chance("segments", 6) and depth > 0:  # drawn at every depth, see `condition`
            return ast.FilterSegment(path, self.inner(depth - 1, self.inside(item, scope)), type=path.type), item
        return path, item

    def inside(self, item: ComplexType, scope: Scope) -> Scope:
        """Return the scope inside `$filter(…)`: plain names belong to the item, and `$it` is still the outer object."""
        named = tuple(row for row in scope if row[0] is not None)
        outer: Scope = (
            ((ast.Var("$it"), self.schema.root),) if "variables" in self.parts and ast.Var("$it") not in dict(named) else ()
        )
        this: Scope = ((ast.Var("$this"), item),) if "variables" in self.parts else ()
        return (*outer, *(row for row in named if row[0] != ast.Var("$this")), *this, (None, item))

    def condition(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a condition."""
        raise NotImplementedError

    def inner(self, depth: int, scope: Scope) -> ast.Expr:
        """Draw a condition inside another."""
        self.pending.append((depth, scope))
        return self.draw(self.nested)

    # --- literals ----------------------------------------------------------------------------------------------------

    def members(self, node: ast.Expr) -> tuple[str, ...]:
        """Return the enumeration members that a property can have, none for any other expression."""
        return node.prop.members if isinstance(node, ast.Member) and node.prop is not None else ()

    def literal(self, type: edm.Type) -> ast.Expr:
        """Draw a literal of a type."""
        return ast.Literal(self.draw(LITERALS[type.name]))

    def literal_for(self, other: ast.Expr) -> ast.Expr:
        """Draw a literal that may be compared with an expression."""
        if isinstance(other, ast.Member) and other.prop is not None:
            type = other.type if other.type.name not in NUMBER_NAMES or self.number(0, 3) < 3 else self.pick(NUMBERS)
            return ast.Literal(self.draw(literal_values(other.prop) if type is other.type else LITERALS[type.name]))
        return self.literal(other.type if other.type.name in LITERALS else edm.INT32)

    # --- values ------------------------------------------------------------------------------------------------------

    def value(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw an expression of a type; a number may come out as another kind of number."""
        if type in (edm.DATE, edm.TIME_OF_DAY, edm.DURATION) and depth <= 0:
            depth = 1  # properties of these are rare, so a function makes one
        if depth > 0 and self.number(0, 2):
            if self.chance("case", 12):
                return self.case(type, depth, scope)
            made = self.made(type, depth - 1, scope)
            if made is not None:
                return made
        path = self.path(type.name, scope)
        if path is None and depth > 0:
            return self.made(type, depth - 1, scope) or self.literal(type)
        return path if path is not None and self.number(0, 9) < 9 else self.literal(type)

    def argument(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw a second argument: a literal, rarely null or another expression."""
        if self.chance("null", 12):
            return ast.Literal(None)
        return self.value(type, depth - 1, scope) if self.number(0, 4) == 4 else self.literal(type)

    def made(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr | None:
        """Draw an operation or function with a result of this type."""
        makers: list[Callable[[edm.Type, int, Scope], ast.Expr | None]] = []
        if "functions" in self.parts:
            makers += [
                self.text_call if type is edm.STRING else self.moment_call if type is edm.DATE_TIME_OFFSET else self.call
            ] * 2
        if "arithmetic" in self.parts and type in (*NUMBERS, edm.DATE_TIME_OFFSET, edm.DATE, edm.DURATION):
            makers += [self.arith, self.negative] if type in (*NUMBERS, edm.DURATION) else [self.arith]
        if "cast" in self.parts and type in NUMBERS:
            makers.append(self.cast)
        return self.pick(makers)(type, depth, scope) if makers else None

    def text_call(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw a string function."""
        return self.call_of(self.pick(DRAWN["String"]), type, depth, scope)

    def moment_call(self, type: edm.Type, _depth: int, _scope: Scope) -> ast.Expr:
        """Draw a function without arguments whose value is an instant."""
        functions = [one for one in DRAWN["DateTimeOffset"] if one.constant or "now" in self.parts]
        return ast.Call(None, self.pick(functions).name, type=type)

    def call(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr | None:
        """Draw a function of a number, a date or a time of day."""
        if type is edm.INT64 and "counts" in self.parts:
            return self.count(depth, scope)
        functions = [one for one in DRAWN.get(type.name.removeprefix("Edm."), ()) if self.can_draw(one)]
        return self.call_of(self.pick(functions), type, depth, scope) if functions else None

    def can_draw(self, function: Function) -> bool:
        """Whether the arguments of a function can be drawn: durations come from arithmetic only."""
        return "arithmetic" in self.parts or function.signatures[0].parameters != ("Duration",)

    def call_of(self, function: Function, type: edm.Type, depth: int, scope: Scope) -> ast.Call:
        """Draw a call of a function with arguments by one of its signatures, instants rather than dates."""
        signatures = [one for one in function.signatures if "Collection" not in one.parameters]
        signatures += [one for one in signatures if "DateTimeOffset" in one.parameters]
        signature = signatures[0] if len(signatures) == 1 else self.pick(signatures)
        count = len(signature.parameters) - (self.number(0, signature.optional) if signature.optional else 0)
        arguments: list[ast.Expr] = []
        for kind in signature.parameters[:count]:
            if kind == "Integer":
                arguments.append(ast.Literal(self.number(-1 if self.may_fail and function.may_fail else 0, 3)))
            elif kind in ("Double", "Number"):
                arguments.append(self.value(self.pick((edm.INT32, edm.DECIMAL, edm.DOUBLE)), depth, scope))
            elif arguments:
                arguments.append(self.second(function, edm.PRIMITIVES[f"Edm.{kind}"], depth, scope))
            else:
                arguments.append(self.value(edm.PRIMITIVES[f"Edm.{kind}"], depth, scope))
        rounded = type is edm.DECIMAL and arguments[0].type is edm.DOUBLE
        return ast.Call(None, function.name, tuple(arguments), type=edm.DOUBLE if rounded else type)

    def second(self, function: Function, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw a second argument: a pattern for what takes one."""
        if function.name == "matchespattern":
            return ast.Literal(self.pick(PATTERNS))
        return self.argument(type, depth, scope)

    def count(self, depth: int, scope: Scope) -> ast.Expr | None:
        """Draw a `/$count`, or None without a collection in scope."""
        found = self.collection(depth - 1, scope)
        if found is None:
            return None
        source, item = found
        if depth > 0 and "segments" in self.parts and self.number(0, 2) == 2:
            predicate = self.inner(depth - 1, self.inside(item, scope))
            return ast.Count(source, (ast.Option("$filter", predicate),))
        return ast.Count(source)

    def cast(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw a cast of a number to a type."""
        return ast.Cast(self.value(edm.INT32, depth, scope), type.name, type=type)

    def case(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw a `case` with one or two branches of a type."""

        def result() -> ast.Expr:
            return self.inner(depth - 1, scope) if type is edm.BOOLEAN else self.value(type, depth - 1, scope)

        count = self.number(1, 2)
        branches = [ast.Branch(self.inner(depth - 1, scope), result()) for _ in range(count)]
        kinds = [branch.value.type for branch in branches]
        common = kinds[0] if len(set(kinds)) == 1 else edm.DOUBLE
        return ast.Case(tuple(branches), type=common)

    # --- arithmetic --------------------------------------------------------------------------------------------------

    def negative(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw a negation."""
        operand = self.value(type, depth, scope)
        return ast.Neg(operand, type=operand.type)

    def arith(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw an arithmetic operation with a result of a type."""
        if type not in NUMBERS:
            return self.time_arith(type, depth, scope)
        op: ast.ArithOp = self.pick(("add", "sub", "mul", "div", "mod", "divby"))
        left = self.value(type, depth, scope)
        right = self.literal(self.pick(NUMBERS)) if self.number(0, 1) else self.value(self.pick(NUMBERS), depth, scope)
        if op in ("div", "mod", "divby"):
            right = self.divisor(right)
        return ast.Arith(op, left, right, type=arithmetic(op, left.type, right.type) or edm.ANY)

    def divisor(self, right: ast.Expr) -> ast.Expr:
        """Return a divisor that is not zero, unless the evaluation may fail; a literal zero is an error of its own."""
        if isinstance(right, ast.Literal):
            return right if right.value else ast.Literal(2)
        return right if self.may_fail else ast.Literal(self.number(1, 5))

    def time_arith(self, type: edm.Type, depth: int, scope: Scope) -> ast.Expr:
        """Draw an operation on dates, instants and durations."""
        duration = ast.Literal(self.pick(DURATIONS))
        op: ast.ArithOp = self.pick(("add", "sub"))
        if type is not edm.DURATION:
            return ast.Arith(op, self.value(type, depth, scope), duration, type=type)
        kind = self.pick((edm.DATE_TIME_OFFSET, edm.DATE_TIME_OFFSET, edm.DURATION, edm.INT32))
        if kind is edm.INT32:
            factor = ast.Literal(self.number(1, 5))
            return ast.Arith(self.pick(("mul", "div", "divby")), duration, factor, type=type)
        if kind is edm.DURATION:
            return ast.Arith(op, duration, ast.Literal(self.pick(DURATIONS)), type=type)
        return ast.Arith("sub", self.value(kind, depth, scope), self.value(kind, depth, scope), type=type)
