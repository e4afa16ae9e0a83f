"""A typed tree to closures: made at once, exact, for every expression. Generated code (codegen.py) falls back on them.

Three forms of an expression: `value` with three values for Booleans, `truth` (is it true?) and `falsity` (is it false?). The
last two never make a null: `not` swaps them, and each stops as soon as the result is certain, from left to right. Which
operands are evaluated, and so where a missing property is noticed, is the same here and in generated code.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.evaluate import compare, paths
from odatanodes.evaluate.scope import Scope, Settings, may_be_null
from odatanodes.functions.operators import arithmetic, negate
from odatanodes.functions.values import NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.evaluate.scope import Compiled
    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

    Env = tuple[Any, ...]

__all__ = ["falsity", "truth", "value", "whole_scope"]


def whole_scope(schema: EntityType | None, rules: Rules) -> Scope:
    """Return the scope of a whole expression."""
    return Scope(Settings(schema, rules, value, truth))


# --- is it true, is it false -----------------------------------------------------------------------------------------


def truth(x: ast.Expr, s: Scope) -> Compiled:
    """Return whether an expression is true (false and null are not)."""
    match x:
        case ast.And(operands):
            return _all([truth(operand, s) for operand in operands])
        case ast.Or(operands):
            return _any([truth(operand, s) for operand in operands])
        case ast.Not(operand):
            return falsity(operand, s)
        case ast.Compare() | ast.In() | ast.Lambda() | ast.IsOf():
            return value(x, s)
    known = boolean(x, s)
    return lambda n, e: known(n, e) is True


def falsity(x: ast.Expr, s: Scope) -> Compiled:
    """Return whether an expression is false (true and null are not)."""
    match x:
        case ast.And(operands):
            return _any([falsity(operand, s) for operand in operands])
        case ast.Or(operands):
            return _all([falsity(operand, s) for operand in operands])
        case ast.Not(operand):
            return truth(operand, s)
    known = boolean(x, s)
    return lambda n, e: known(n, e) is False


def _all(parts: list[Compiled]) -> Compiled:
    if len(parts) == 2:
        first, second = parts
        return lambda n, e: first(n, e) and second(n, e)

    def f(n: Any, e: Env) -> bool:
        for part in parts:  # noqa: SIM110 - all(generator) takes twice the time
            if not part(n, e):
                return False
        return True

    return f


def _any(parts: list[Compiled]) -> Compiled:
    if len(parts) == 2:
        first, second = parts
        return lambda n, e: first(n, e) or second(n, e)

    def f(n: Any, e: Env) -> bool:
        for part in parts:  # noqa: SIM110 - any(generator) takes twice the time
            if part(n, e):
                return True
        return False

    return f


def boolean(x: ast.Expr, s: Scope) -> Compiled:
    """Return the value of what must be Boolean."""
    found = value(x, s)
    return compare.read_as(found, edm.BOOLEAN, s.place(x)) if x.type is edm.ANY else found


# --- values ----------------------------------------------------------------------------------------------------------


def value(x: ast.Expr, s: Scope) -> Compiled:
    """Return the canonical value of an expression; raises ODataCheckError for what cannot be evaluated here."""
    match x:
        case ast.Member() | ast.Var():
            return paths.typed(x, s)
        case ast.Literal():
            return _constant(x, s)
        case ast.Compare():
            return _compare(x, s)
        case ast.And() | ast.Or() | ast.Not():
            return _logic(x, s)
        case ast.In():
            return _in(x, s)
        case ast.Lambda():
            return _lambda(x, s)
        case ast.Call():
            from odatanodes.evaluate.calls import call  # many filters have none

            return call(x, s)
        case ast.Arith():
            return _arithmetic(x, s)
        case ast.Neg():
            return _negation(x, s)
        case ast.Count():
            return paths.count(x, s)
        case ast.FilterSegment():
            return paths.typed(x, s)
        case ast.Array(items) | ast.List(items):
            return _tuple([value(item, s) for item in items])
        case ast.Object(members):
            return _object({pair.name: value(pair.value, s) for pair in members})
        case ast.Case():
            return _case(x, s)
        case ast.Cast():
            return _cast(x, s)
        case ast.IsOf():
            return _isof(x, s)
        case ast.Has():
            return _has(x, s)
    from odatanodes.evaluate.calls import refused

    raise refused(x, s)


def _constant(x: ast.Literal, s: Scope) -> Compiled:
    if isinstance(x.value, edm.Geo):
        raise s.refuse(x, "a geo literal")
    known = compare.literal_value(x, x.type)
    return lambda _n, _e: known


def _tuple(parts: list[Compiled]) -> Compiled:
    return lambda n, e: tuple([part(n, e) for part in parts])


def _object(parts: dict[str, Compiled]) -> Compiled:
    return lambda n, e: {name: part(n, e) for name, part in parts.items()}


def _compare(x: ast.Compare, s: Scope) -> Compiled:
    with_literal = literal_comparison(x, s)
    if with_literal is None and independent(x.right):
        return _with_constant(x.op, x.left, x.right, s, constant_first=False)
    if with_literal is None and independent(x.left):
        return _with_constant(ast.FLIPPED[x.op], x.right, x.left, s, constant_first=True)
    if with_literal is None:
        return compare.comparison(x.op, *_sides(x.left, x.right, s), s.place(x), fold=s.settings.fold)
    test, get = with_literal.test(with_literal.op), paths.raw(with_literal.left, s)
    return lambda n, e: test(get(n, e), n)


def independent(x: ast.Expr) -> bool:
    """Whether an expression has the same value for every node of a call: no path, no variable; now() is the same as well."""
    return not any(isinstance(part, (ast.Member, ast.Var, ast.Lambda)) for part in ast.walk(x))


def _with_constant(op: str, left: ast.Expr, right: ast.Expr, s: Scope, *, constant_first: bool) -> Compiled:
    """Compare with what is computed once for a call, such as `now() sub duration'PT1H'`: then it is a literal like others."""
    get, constant = paths.raw(left, s), value(right, s)
    known: tuple[Any, Callable[[Any, Any], bool]] | None = None

    def test(n: Any, e: Env) -> Callable[[Any, Any], bool]:
        nonlocal known
        held = known
        if held is None or held[0] is not e[0]:
            found = LiteralComparison(op, left, ast.Literal(constant(n, e), type=right.type), s)
            held = known = (e[0], found.test(op, asks_type=True))
        return held[1]

    if constant_first:
        return lambda n, e: test(n, e)(get(n, e), n)

    def f(n: Any, e: Env) -> bool:
        found = get(n, e)
        return test(n, e)(found, n)

    return f


class LiteralComparison:
    """A comparison of anything with a literal, turned so that the literal stands right; `type` is what the left side is read as."""

    __slots__ = ("left", "literal", "op", "scope", "type")

    def __init__(self, op: str, left: ast.Expr, right: ast.Literal, scope: Scope) -> None:
        self.op = op
        self.left = left
        self.type = operand_type(left, right.type)
        self.literal = compare.literal_value(right, self.type)
        self.scope = scope

    def test(self, op: str, *, must: bool = False, asks_type: bool = False) -> Callable[[Any, Any], bool]:
        """Return the exact test of a raw value, for this operator or another.

        `must`: a null is a mistake of the node. `asks_type`: so is another type, also where the literal is null.
        """
        place = self.scope.place(self.left, self.type, required=must)
        if asks_type and self.literal is None:
            return compare.general_test(op, None, place, fold=self.scope.settings.fold)
        return compare.literal_test(op, self.type, self.literal, place, fold=self.scope.settings.fold)


def literal_comparison(x: ast.Compare, s: Scope) -> LiteralComparison | None:
    """Return a comparison in its turned form if one side is a literal."""
    if isinstance(x.right, ast.Literal) and not isinstance(x.right.value, edm.Geo):
        return LiteralComparison(x.op, x.left, x.right, s)
    if isinstance(x.left, ast.Literal) and not isinstance(x.left.value, edm.Geo):
        return LiteralComparison(ast.FLIPPED[x.op], x.right, x.left, s)
    return None


def operand_type(x: ast.Expr, beside: edm.Type) -> edm.Type:
    """Return what the value of an operand is read as; a computed number may be of any numeric type."""
    type = compare.wanted(x.type, beside)
    if isinstance(x, (ast.Member, ast.Var)) or not isinstance(type, edm.PrimitiveType):
        return type
    return NUMBER if type in edm.NUMBERS else type


def _sides(left: ast.Expr, right: ast.Expr, s: Scope) -> tuple[Compiled, Compiled]:
    """Return both values; one that no schema types is read as the type of the other."""
    one, other = value(left, s), value(right, s)
    if left.type is edm.ANY and right.type is not edm.ANY:
        one = compare.read_as(one, compare.wanted(left.type, right.type), s.place(left))
    elif right.type is edm.ANY and left.type is not edm.ANY:
        other = compare.read_as(other, compare.wanted(right.type, left.type), s.place(right))
    return one, other


def _logic(x: ast.And | ast.Or | ast.Not, s: Scope) -> Compiled:
    """Return `and`, `or`, `not` with three values."""
    if not may_be_null(x, s):
        return truth(x, s)
    if isinstance(x, ast.Not):
        known = boolean(x.operand, s)

        def opposite(n: Any, e: Env) -> bool | None:
            found: bool | None = known(n, e)
            return None if found is None else not found

        return opposite
    decisive = isinstance(x, ast.Or)
    parts = [boolean(operand, s) for operand in x.operands]

    def f(n: Any, e: Env) -> bool | None:
        result: bool | None = not decisive
        for part in parts:
            found: bool | None = part(n, e)
            if found is decisive:
                return decisive
            if found is None:
                result = None
        return result

    return f


def _in(x: ast.In, s: Scope) -> Compiled:
    if isinstance(x.right, (ast.List, ast.Array)) and all(isinstance(item, ast.Literal) for item in x.right.items):
        test, get = membership_test(x, s), paths.raw(x.left, s)
        return lambda n, e: test(get(n, e), n)
    return compare.in_collection(value(x.left, s), value(x.right, s), s.place(x), fold=s.settings.fold)


def membership_test(x: ast.In, s: Scope) -> Callable[[Any, Any], bool]:
    """Return the exact test of a raw value for a list of literals."""
    literals = [item for item in x.right.children() if isinstance(item, ast.Literal)]
    type = next((operand_type(x.left, item.type) for item in literals if item.value is not None), x.left.type)
    values = tuple([compare.literal_value(item, type) for item in literals])
    return compare.membership(values, type, s.place(x.left, type), fold=s.settings.fold)


def _lambda(x: ast.Lambda, s: Scope) -> Compiled:
    source = paths.items(x.source, s)
    if x.predicate is None or x.variable is None:
        return lambda n, e: len(source(n, e)) > 0
    inner = s.with_variable(x.variable, s.path(x.source))
    true = truth(x.predicate, inner)
    stop = x.kind == "any"

    def f(n: Any, e: Env) -> Any:
        for item in source(n, e):
            if true(n, (*e, item)) is stop:
                return stop
        return not stop

    return f


def _arithmetic(x: ast.Arith, s: Scope) -> Compiled:
    op, place = x.op, s.place(x)
    left, right = value(x.left, s), value(x.right, s)

    def f(n: Any, e: Env) -> Any:
        a = left(n, e)
        b = right(n, e)
        try:
            return arithmetic(op, a, b)
        except ZeroDivisionError:
            raise place.by_zero(a, n) from None
        except TypeError as error:
            raise place.wrong(a, n, str(error)) from None
        except ValueError as error:
            raise place.impossible(str(error), a, n) from None

    return f


def _negation(x: ast.Neg, s: Scope) -> Compiled:
    operand, place = value(x.operand, s), s.place(x)

    def f(n: Any, e: Env) -> Any:
        found = operand(n, e)
        try:
            return negate(found)
        except TypeError as error:
            raise place.wrong(found, n, str(error)) from None

    return f


def _case(x: ast.Case, s: Scope) -> Compiled:
    branches = [(truth(branch.condition, s), value(branch.value, s)) for branch in x.branches]

    def f(n: Any, e: Env) -> Any:
        for condition, result in branches:
            if condition(n, e):
                return result(n, e)
        return None

    return f


def _cast_target(x: ast.Cast | ast.IsOf, s: Scope) -> tuple[Compiled, edm.Type]:
    from odatanodes.functions import casts

    target = casts.target(x.type_name)
    if x.operand is None or target is None:
        raise s.refuse(x, f"a {'cast to' if isinstance(x, ast.Cast) else 'test for'} '{x.type_name}'", "primitive types can be")
    return value(x.operand, s), target


def _cast(x: ast.Cast, s: Scope) -> Compiled:
    from odatanodes.functions import casts

    operand, target = _cast_target(x, s)
    return lambda n, e: casts.cast(operand(n, e), target)


def _isof(x: ast.IsOf, s: Scope) -> Compiled:
    from odatanodes.functions import casts

    operand, target = _cast_target(x, s)
    return lambda n, e: casts.isof(operand(n, e), target)


def _has(x: ast.Has, s: Scope) -> Compiled:
    wanted = next((side.type for side in (x.left, x.right) if isinstance(side.type, edm.EnumType)), edm.EnumType(""))
    left = compare.read_as(value(x.left, s), wanted, s.place(x.left))
    right = compare.read_as(value(x.right, s), wanted, s.place(x.right))
    fold: Callable[[Any], Any] = (lambda names: {name.casefold() for name in names}) if s.settings.fold else lambda names: names

    def f(n: Any, e: Env) -> bool | None:
        a = left(n, e)
        b = right(n, e)
        return None if a is None or b is None else fold(b) <= fold(a)

    return f
