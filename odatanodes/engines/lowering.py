"""Lower a typed tree to predicates of an engine: one that no matching row escapes, and one that only matching rows pass.

Polarity takes the place of SQL's three values: at the top "is true" is wanted, `not` turns that into "is false", `and` and `or`
become AND and OR of what is wanted, so that only a comparison or a call has to know about null. What the engine cannot compute
exactly is (True, False) there, and what is wrong only for odd values of a row widens `maybe` and narrows `sure` by a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import ast, edm
from odatanodes.engines.backend import Unsupported
from odatanodes.engines.calls import Calls
from odatanodes.engines.comparing import PLAIN, PLAIN_ONLY
from odatanodes.engines.literals import FIRST_SECOND, LAST_SECOND, TICKS, computed, literal
from odatanodes.engines.logic import ALWAYS, NEVER, NOTHING_KNOWN, Sandwich
from odatanodes.engines.operand import NULL, Operand
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from odatanodes.engines.backend import Backend, Term
    from odatanodes.engines.paths import Columns, Reached, Shape, Trust

    Scope: TypeAlias = dict[str, Reached]
    """What `$it`, `$this` and the lambda variables stand for; bare names belong to `$this`."""

__all__ = ["Lowering"]

INTEGER_BITS = {edm.SBYTE: 8, edm.INT16: 16, edm.INT32: 32, edm.INT64: 64}
INSIDE_ONLY = "a condition about items that reads anything else is not pushed down"
NAN_ONLY = "NaN is compared in Python"
SHAPES = {"string": "text", "instant": "text", "boolean": "boolean", "real": "real", "object": "object", "collection": "list"}


class Lowering(Calls):
    """One filter on one backend. `instants`: "text", "fixed" (seven digits each) or "ticks" (64-bit integers)."""

    def __init__(self, backend: Backend, columns: Columns, trust: Trust, *, fold: bool, instants: str = "text") -> None:
        super().__init__(backend, fold=fold, plain=trust.wire or instants != "text")
        self.columns = columns
        self.trust = trust
        self.instants = instants
        self.depth = 0
        self.reasons: list[tuple[ast.Expr, bool, str]] = []
        """Parts that are not exact, whether they were wanted true, and why."""

    def outermost(self) -> Scope:
        """Return the scope of a whole filter."""
        return {"$it": self.columns.root, "$this": self.columns.root}

    # --- conditions ----------------------------------------------------------------------------------------------------

    def truth(self, node: ast.Expr, scope: Scope, want: bool = True) -> Sandwich:
        """Return the sandwich of "the node is true", or "is false"; null is neither."""
        match node:
            case ast.And(operands) | ast.Or(operands):
                join = self.both if isinstance(node, ast.And) is want else self.either
                return self.joined(join, [self.truth(operand, scope, want) for operand in operands])
            case ast.Not(operand):
                return self.truth(operand, scope, not want)
        reasons, outer, self.whys = len(self.reasons), self.whys, []
        try:
            found = self._atom(node, scope, want)
        except Unsupported as error:
            del self.reasons[reasons:]
            found, self.whys = NOTHING_KNOWN, [str(error)]
        self.reasons += [(node, want, why) for why in dict.fromkeys(self.whys)]
        self.whys = outer
        return found

    def _atom(self, node: ast.Expr, scope: Scope, want: bool) -> Sandwich:
        match node:
            case ast.Compare(op, left, right):
                return self._comparison(op, left, right, scope, want)
            case ast.In(left, ast.List(items) | ast.Array(items)):
                return self._membership(left, items, scope, want)
            case ast.Lambda():
                found = self._lambda(node, scope)
                return found if want else self.complement(found)
        value = self.value(node, scope)
        if value.kind == "null":
            return NEVER
        if value.kind != "boolean":
            raise Unsupported("this is not a condition")
        if value.is_literal:
            return ALWAYS if value.literal is want else NEVER
        return self.checked(value.term if want else self.negation(value.term), value.odd)

    def _comparison(self, op: str, left: ast.Expr, right: ast.Expr, scope: Scope, want: bool) -> Sandwich:
        if isinstance(left, ast.Literal) and not isinstance(right, ast.Literal):
            left, right, op = right, left, ast.FLIPPED[op]
        one = self.value(left, scope)
        other = NULL if isinstance(right, ast.Literal) and right.value is None else self.value(right, scope)
        if other.kind == "null":
            return self.with_null(op, one, want, is_path=isinstance(left, ast.Member | ast.Var))
        if one.kind == "null":
            return self.with_null(ast.FLIPPED[op], other, want, is_path=isinstance(right, ast.Member | ast.Var))
        return self.compare_operands(op, one, other, want)

    def _membership(self, left: ast.Expr, items: Sequence[ast.Expr], scope: Scope, want: bool) -> Sandwich:
        literals = [item for item in items if isinstance(item, ast.Literal)]
        if len(literals) < len(items):
            raise Unsupported("'in' with computed items is not pushed down")
        value = self.value(left, scope)
        has_null = any(item.value is None for item in literals)
        if value.kind == "null":
            return ALWAYS if has_null is want else NEVER
        known = [item for item in literals if item.value is not None]
        if value.kind == "string" and len(known) > 1:
            return self.member_of(value, [str(item.value) for item in known], has_null, want)
        parts = [self.compare_operands("eq", value, literal(self.b, item.value, item.type), want) for item in known]
        if has_null:
            parts.append(self.with_null("eq", value, want, is_path=isinstance(left, ast.Member | ast.Var)))
        return self.joined(self.either if want else self.both, parts)

    # --- collections ---------------------------------------------------------------------------------------------------

    def _lambda(self, node: ast.Lambda, scope: Scope) -> Sandwich:
        """Return the sandwich of `any` or `all`; both have two values, and `all` is "no item is not"."""
        collection, filters = self.collection(node.source, scope)
        if collection is None:
            return ALWAYS if node.kind == "all" else NEVER

        def condition(item: Reached) -> Sandwich:
            inner = dict(scope)
            parts = [self.truth(part, {**inner, "$this": item}) for part in filters]
            if node.predicate is not None and node.variable is not None:
                found = self.truth(node.predicate, {**inner, node.variable: item})
                parts.append(self.complement(found) if node.kind == "all" else found)
            return self.joined(self.both, parts) if parts else ALWAYS

        found = self.exists(collection, condition)
        return found if node.kind == "any" else self.complement(found)

    def exists(self, collection: Reached, condition: Callable[[Reached], Sandwich]) -> Sandwich:
        """Return the sandwich of "the condition is true for an item"."""
        whole = collection.value()
        term, inner = self._inside(collection, condition)
        maybe = inner.maybe if inner.maybe is False else self.b.any_item(whole, term, inner.maybe)
        if inner.exact:
            return Sandwich(maybe, maybe)
        return Sandwich(maybe, False if inner.sure is False else self.b.any_item(whole, term, inner.sure))

    def _inside(self, collection: Reached, condition: Callable[[Reached], Sandwich]) -> tuple[Term, Sandwich]:
        """Return the item of a collection and a condition about it."""
        self.depth += 1
        term = self.b.item(self.depth)
        try:
            return term, condition(self.columns.item(collection, term, self.depth))
        finally:
            self.depth -= 1

    def collection(self, source: ast.Expr, scope: Scope) -> tuple[Reached | None, list[ast.Expr]]:
        """Return a collection, None where it is null everywhere, and the conditions of its `$filter` segments."""
        filters: list[ast.Expr] = []
        while isinstance(source, ast.FilterSegment):
            filters.insert(0, source.predicate)
            source = source.source
        if not isinstance(source, ast.Member):
            raise Unsupported("a collection that is not a property is not pushed down")
        found = self.reach(source, scope)
        if found.absent:
            return None, filters
        if not self.sees(found):
            raise Unsupported(INSIDE_ONLY)
        if found.shape is not None and found.shape.kind != "list":
            raise Unsupported(f"the column is {found.shape.name}, not a list")
        return found, filters

    def _count(self, node: ast.Count, scope: Scope) -> Operand:
        collection, filters = self.collection(node.source, scope)
        for option in node.options:
            if not isinstance(option.value, ast.Expr):
                raise Unsupported(f"'{option.name}' is not pushed down")
            filters.append(option.value)
        if collection is None:
            return Operand("integer", None, nullable=False, literal=0)
        whole = collection.value()
        term, inner = self._inside(
            collection, lambda item: self.joined(self.both, [self.truth(part, {**scope, "$this": item}) for part in filters])
        )
        if not inner.exact:
            raise Unsupported("'$count' of a condition that depends on odd values is not pushed down")
        number = self.b.integer(0) if inner.maybe is False else self.b.count_items(whole, term, inner.maybe)
        return Operand("integer", number, nullable=False, high=2**31)

    # --- values --------------------------------------------------------------------------------------------------------

    def value(self, node: ast.Expr, scope: Scope) -> Operand:
        """Return the operand of an expression of any type."""
        match node:
            case ast.Literal(value):
                return literal(self.b, value, node.type)
            case ast.Member() | ast.Var():
                found = self.reach(node, scope)
                if not self.sees(found):
                    raise Unsupported(INSIDE_ONLY)
                return self.typed(found, node)
            case ast.And() | ast.Or() | ast.Not() | ast.Compare() | ast.In() | ast.Lambda():
                return self._condition(node, scope)
            case ast.Neg(operand):
                return self.negated(self.value(operand, scope))
            case ast.Arith(op, left, right):
                return self.calculate(op, self.value(left, scope), self.value(right, scope))
            case ast.Call(None, name, arguments):
                return self.call(name, [self.value(argument, scope) for argument in arguments if isinstance(argument, ast.Expr)])
            case ast.Case(branches):
                return self._case(branches, scope)
            case ast.Cast(operand, type_name) if operand is not None:
                return self._cast(self.value(operand, scope), type_name.removeprefix("Edm."))
            case ast.IsOf(operand, type_name) if operand is not None:
                if operand.type.name.removeprefix("Edm.") == type_name.removeprefix("Edm."):
                    return literal(self.b, True, edm.BOOLEAN)
                raise Unsupported("'isof' for another type is not pushed down")
            case ast.Count():
                return self._count(node, scope)
        raise Unsupported("this kind of expression is not pushed down")

    def _condition(self, node: ast.Expr, scope: Scope) -> Operand:
        """Return a condition as a value; `and`, `or` and `not` have three values, comparisons two."""
        match node:
            case ast.And(operands) | ast.Or(operands):
                values = [self._condition(operand, scope) for operand in operands]
                join = self.both if isinstance(node, ast.And) else self.either
                odd = tuple([check for value in values for check in value.odd])
                return Operand("boolean", self.lifted(join([value.term for value in values])), odd)
            case ast.Not(operand):
                value = self._condition(operand, scope)
                return Operand("boolean", self.lifted(self.negation(value.term)), value.odd)
            case ast.Compare() | ast.In() | ast.Lambda():
                found = self._atom(node, scope, True)
                maybe = self.lifted(self.filled(found.maybe))
                if found.exact:
                    return Operand("boolean", maybe, nullable=False)
                uncertain = self.both([found.maybe, self.refuted(found.sure)])
                why = self.whys[-1] if self.whys else "a condition inside"
                return Operand("boolean", maybe, ((uncertain, why),), nullable=False)
        value = self.value(node, scope)
        if value.kind == "null":
            return Operand("boolean", self.b.boolean(None))
        if value.kind != "boolean":
            raise Unsupported("this is not a condition")
        return value

    def _case(self, branches: Sequence[ast.Branch], scope: Scope) -> Operand:
        rows, values = [], []
        odd = []
        for branch in branches:
            condition = self.truth(branch.condition, scope)
            if not condition.exact:
                odd.append((self.both([condition.maybe, self.refuted(condition.sure)]), "a condition of 'case'"))
            value = self._branch(self.value(branch.value, scope))
            rows.append((self.lifted(self.filled(condition.maybe)), value.term))
            values.append(value)
            odd += value.odd
        if len({(value.kind, value.scale, value.fixed) for value in values}) > 1:
            raise Unsupported("'case' with values of several types is not pushed down")
        first = values[0]
        return Operand(
            first.kind,
            self.b.case(rows),
            tuple(odd),
            low=min(value.low for value in values),
            high=max(value.high for value in values),
            scale=first.scale,
            fixed=first.fixed,
        )

    def _branch(self, value: Operand) -> Operand:
        if value.kind in {"integer", "real", "duration"} and value.is_literal:
            if value.kind == "real":
                raise Unsupported("'case' with doubles is not pushed down")
            return computed(self.b, value)
        if value.kind in {"null", "object", "collection"} or (value.is_literal and value.kind in {"instant", "time"}):
            raise Unsupported(f"'case' with a literal {value.kind} is not pushed down")
        return value

    def _cast(self, value: Operand, type_name: str) -> Operand:
        if value.kind == "null":
            return NULL
        bits = {"Int32": 31, "Int64": 63, "Decimal": 200}.get(type_name)
        is_whole = value.kind == "integer" and not value.is_literal and not value.scale
        if is_whole and bits is not None and -(2**bits) <= value.low and value.high < 2**bits:
            return value
        raise Unsupported("this 'cast' is not pushed down")

    # --- paths ---------------------------------------------------------------------------------------------------------

    def reach(self, node: ast.Expr, scope: Scope) -> Reached:
        """Return where a path leads."""
        match node:
            case ast.Var(name) if name in scope:
                return scope[name]
            case ast.Member(source, name):
                return self.columns.member(scope["$this"] if source is None else self.reach(source, scope), name)
        raise Unsupported("a path with segments is not pushed down")

    def sees(self, found: Reached) -> bool:
        """Return whether what a path reached can be read here, inside conditions about items as well."""
        return self.b.sees_outside or found.depth == self.depth

    def typed(self, found: Reached, node: ast.Expr) -> Operand:
        """Return the operand of a path; raises Unsupported for a column of another type than the schema has."""
        if found.absent:
            return NULL
        type, term, path, shape = node.type, found.value(), found.path, found.shape
        match type:
            case edm.STRING:
                plain = self.trust.plain(path)
                members = node.prop.members if isinstance(node, ast.Member) and node.prop is not None else ()
                value = Operand("string", term, ascii=plain, spelled=plain and bool(members))
            case edm.BOOLEAN:
                value = Operand("boolean", term)
            case edm.DOUBLE | edm.SINGLE:
                odd = () if self.trust.plain(path) else ((self.check("nan", term, self.b.is_nan(term)), NAN_ONLY),)
                value = Operand("real", term, odd)
            case edm.DATE_TIME_OFFSET:
                value = self._instant(term)
            case ComplexType():
                value = Operand("object", term)
            case edm.CollectionType():
                value = Operand("collection", term)
            case _ if type in INTEGER_BITS and isinstance(type, edm.PrimitiveType):
                return self._integer(term, INTEGER_BITS[type], shape)
            case _:
                raise Unsupported(f"values of {type.name} are not pushed down")
        expected = SHAPES.get(value.kind, "integer")
        if shape is not None and shape.kind != expected:
            raise Unsupported(f"the column is {shape.name}")
        return value

    def _integer(self, term: Term, bits: int, shape: Shape | None) -> Operand:
        if shape is not None and shape.kind != "integer":
            raise Unsupported(f"the column is {shape.name}")
        low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
        if shape is not None:
            low, high = shape.low, shape.high
        return Operand("integer", term, low=low, high=high)

    def _instant(self, term: Term) -> Operand:
        if self.instants == "ticks":
            return Operand("ticks", term, low=FIRST_SECOND * TICKS, high=(LAST_SECOND + 1) * TICKS, scale=7)
        if self.plain:
            return Operand("instant", term, fixed=self.instants == "fixed")
        odd = self.check("plain", term, self.negation(self.b.matches(term, PLAIN)))
        return Operand("instant", term, ((odd, PLAIN_ONLY),))
