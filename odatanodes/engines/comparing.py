"""Comparisons of two operands, with OData's rules for null."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from odatanodes import ast, edm
from odatanodes.engines.backend import Unsupported, instant_pattern
from odatanodes.engines.literals import FIRST_SECOND, LAST_SECOND, TICKS, TIME_TAIL, bound, clean, computed, fixed_text
from odatanodes.engines.logic import ALWAYS, NEVER, Logic, Sandwich
from odatanodes.engines.operand import Operand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from odatanodes.engines.backend import Backend, Term
    from odatanodes.engines.operand import Odd

__all__ = ["Comparing"]

ASCII_ONLY = "texts beyond ASCII are compared in Python"
PLAIN_ONLY = "instants that are not plain UTC are read in Python"
SEVEN_DIGITS_ONLY = "instants with more than seven fractional digits are read in Python"
PLAIN_TICKS = instant_pattern(7)
PLAIN = instant_pattern(12)
EXACT_INT = 2**53
"""Up to here an integer equals the double it is promoted to."""


class Comparing(Logic):
    """Comparisons; `fold` compares strings without case, `plain` says that all instants are plain and of at most seven digits."""

    def __init__(self, backend: Backend, *, fold: bool, plain: bool) -> None:
        super().__init__(backend)
        self.fold = fold
        self.plain = plain
        self._checks: dict[tuple[str, int], tuple[Term, Term]] = {}

    def check(self, name: str, of: Term, predicate: Term) -> Term:
        """Return one object for all checks of this name on a term, so that it is written once."""
        return self._checks.setdefault((name, id(of)), (of, predicate))[1]  # the term is kept, so that its id stays its own

    # --- with null rules -----------------------------------------------------------------------------------------------

    def ordered(self, op: str, x: Term, y: Term, nulls: tuple[bool, bool], want: bool) -> Term:
        """Return `x op y`, or that it is false; `nulls` says which of both can be null."""
        b, (x_null, y_null) = self.b, nulls
        if not want and op in {"eq", "ne"}:
            op, want = ast.NEGATED[op], True
        if want:
            if op == "eq" and x_null and y_null:
                return b.same(x, y)
            if op == "ne" and (x_null or y_null):
                return b.differs(x, y)
            found = b.compare(op, x, y)
            if op in {"le", "ge"} and x_null and y_null:
                return self.either([found, self.both([b.is_null(x), b.is_null(y)])])
            return found
        opposite = b.compare(ast.NEGATED[op], x, y)
        if op in {"lt", "gt"} or not (x_null and y_null):
            return self.either([opposite, *[b.is_null(side) for side, null in ((x, x_null), (y, y_null)) if null]])
        return self.either([opposite, b.compare("ne", b.is_null(x), b.is_null(y))])

    def with_null(self, op: str, left: Operand, want: bool, *, is_path: bool) -> Sandwich:
        """Compare with null. Whether a value is there does not depend on the oddities of a path's value."""
        if op in {"lt", "gt"}:
            return NEVER if want else ALWAYS
        missing_wanted = (op != "ne") is want
        if left.kind == "null":
            return ALWAYS if missing_wanted else NEVER
        if not left.nullable:
            return self.checked(not missing_wanted, () if is_path else left.odd)
        missing = self.b.is_null(left.term)
        return self.checked(missing if missing_wanted else self.negation(missing), () if is_path else left.odd)

    # --- by kind -------------------------------------------------------------------------------------------------------

    def compare_operands(self, op: str, left: Operand, right: Operand, want: bool) -> Sandwich:
        """Compare two operands that are not null."""
        kinds = {left.kind, right.kind}
        if kinds == {"duration"}:
            return self._numbers(op, left.as_kind("integer"), right.as_kind("integer"), want)
        if kinds <= {"integer", "real"}:
            return self._numbers(op, left, right, want)
        if kinds <= {"instant", "ticks"}:
            return self._instants(op, left, right, want)
        if len(kinds) > 1:
            raise Unsupported(f"comparing {left.kind} with {right.kind} is not pushed down")
        x, y, odd = left.term, right.term, left.odd + right.odd
        if left.kind == "string":
            x, y, odd = self._texts(op, left, right)
        elif left.kind == "time":
            x, y = self.trimmed(left), self.trimmed(right)
        elif left.kind not in {"boolean", "date"}:
            raise Unsupported(f"comparing {left.kind}s is not pushed down")
        return self.checked(self.ordered(op, x, y, (left.nullable, right.nullable), want), odd)

    def _texts(self, op: str, left: Operand, right: Operand) -> tuple[Term, Term, tuple[Odd, ...]]:
        if not self.fold:
            return left.term, right.term, left.odd + right.odd
        if op in {"eq", "ne"} and left.spelled and right.is_literal:
            return left.term, right.term, left.odd
        x, odd = self.folded(left)
        y, more = self.folded(right)
        return x, y, odd + more

    def folded(self, value: Operand) -> tuple[Term, tuple[Odd, ...]]:
        """Return a text without case: lower() is casefold() for ASCII."""
        if value.is_literal:
            return self.b.text(clean(value.literal.casefold())), ()
        lower = self.b.lower(value.term)
        return lower, value.odd if value.ascii else (*value.odd, (self.beyond_ascii(value.term), ASCII_ONLY))

    def beyond_ascii(self, term: Term) -> Term:
        """Return the check for characters beyond ASCII."""
        return self.check("ascii", term, self.b.beyond_ascii(term))

    def member_of(self, left: Operand, values: Sequence[str], has_null: bool, want: bool) -> Sandwich:
        """Return whether a text is one of several."""
        if not self.fold or left.spelled:
            x, odd, known = left.term, left.odd, values
        else:
            x, odd = self.folded(left)
            known = [value.casefold() for value in values]
        found = self.b.is_in(x, [clean(value) for value in dict.fromkeys(known)])
        if has_null:
            found = self.either([found, self.b.is_null(left.term)])
        return self.checked(found if want else self.refuted(found), odd)

    # --- numbers -------------------------------------------------------------------------------------------------------

    def _numbers(self, op: str, left: Operand, right: Operand, want: bool) -> Sandwich:
        if left.is_literal and not right.is_literal:
            left, right, op = right, left, ast.FLIPPED[op]
        if left.is_literal:
            raise Unsupported("a comparison of two literals")
        if left.kind == "real":
            return self._real(op, left, right, want)
        if right.is_literal:
            return self._integer_and_literal(op, left, right.literal, want)
        if right.kind != "integer":
            raise Unsupported("comparing doubles with integers is not pushed down")
        left, right = self.aligned(left, right)
        return self.checked(self.ordered(op, left.term, right.term, (left.nullable, right.nullable), want), left.odd + right.odd)

    def aligned(self, left: Operand, right: Operand) -> tuple[Operand, Operand]:
        """Return two integers with the same scale; raises Unsupported where that takes more than 64 bits."""
        pair = (computed(self.b, left), computed(self.b, right))
        scale = max(value.scale for value in pair)
        one, other = (self._scaled(value, scale) for value in pair)
        return one, other

    def wide(self, value: Operand) -> Term:
        """Return an integer with 64 bits, which what was computed has already."""
        return value.term if value.weight > 1 else self.b.wide(value.term)

    def _scaled(self, value: Operand, scale: int) -> Operand:
        if value.is_literal:
            whole = in_64_bits(int(Fraction(value.literal) * 10**scale))
            term = self.b.integer(whole)
            return Operand(value.kind, term, nullable=False, low=whole, high=whole, scale=scale, literal=value.literal)
        factor = 10 ** (scale - value.scale)
        wide = self.wide(value)
        return Operand(
            value.kind,
            wide if factor == 1 else self.b.arithmetic("mul", wide, self.b.integer(factor)),
            value.odd,
            nullable=value.nullable,
            low=in_64_bits(value.low * factor),
            high=in_64_bits(value.high * factor),
            scale=scale,
            weight=value.weight + (factor > 1),
        )

    def _integer_and_literal(self, op: str, left: Operand, number: Any, want: bool) -> Sandwich:
        if isinstance(number, float) and left.scale:
            raise Unsupported("comparing decimals with doubles is not pushed down")
        if isinstance(number, float) and max(-left.low, left.high) > EXACT_INT <= abs(number) < math.inf:
            raise Unsupported("comparing integers with so large a double is not pushed down")
        exact = number if isinstance(number, float) else Fraction(number) * 10**left.scale
        found = bound(op, exact)
        if not isinstance(found, bool):
            op, whole = found
            if left.low <= whole <= left.high:
                term = self.ordered(op, left.term, self.b.integer(whole), (left.nullable, False), want)
                return self.checked(term, left.odd)
            found = op == "ne" or (op in {"lt", "le"} and whole > left.high) or (op in {"gt", "ge"} and whole < left.low)
        if op == "ne" or not found:  # the same for null
            return self.checked(found is want, left.odd)
        missing = self.b.is_null(left.term) if left.nullable else False
        return self.checked(self.negation(missing) if want else missing, left.odd)

    def _real(self, op: str, left: Operand, right: Operand, want: bool) -> Sandwich:
        """Compare a column of doubles. Engines order NaN above all numbers; OData says that it equals nothing."""
        nulls = (left.nullable, right.nullable)
        if not right.is_literal:
            if right.kind != "real":
                raise Unsupported("comparing doubles with integers is not pushed down")
            return self.checked(self.ordered(op, left.term, right.term, nulls, want), left.odd + right.odd)
        number = right.literal
        if isinstance(number, float) and not math.isfinite(number):
            raise Unsupported("comparing doubles with INF and NaN is not pushed down")
        try:
            near = float(number)
        except OverflowError:
            raise Unsupported("a number beyond the doubles") from None
        return self.checked(self.ordered(op, left.term, self.b.real(near), nulls, want), left.odd)

    # --- instants ------------------------------------------------------------------------------------------------------

    def trimmed(self, value: Operand) -> Term:
        """Return the text of an instant or a time without the zeros at its end."""
        return value.term if value.is_literal else self.b.trim_end(value.term, TIME_TAIL)

    def _instants(self, op: str, left: Operand, right: Operand, want: bool) -> Sandwich:
        if "ticks" in {left.kind, right.kind}:
            return self._numbers(op, self.ticks(left), self.ticks(right), want)
        if left.is_literal and not right.is_literal:
            left, right, op = right, left, ast.FLIPPED[op]
        nulls, odd = (left.nullable, right.nullable), left.odd + right.odd
        if left.fixed and right.is_literal:
            return self._fixed_and_literal(op, left, right.literal, want)
        if left.fixed and right.fixed:
            return self.checked(self.ordered(op, left.term, right.term, nulls, want), odd)
        x, y = self.trimmed(left), self.trimmed(right)
        if not right.is_literal or op == "ne" or (op == "eq" and not want):
            return self.checked(self.ordered(op, x, y, nulls, want), odd)
        effective = op if want else ast.NEGATED[op]
        window = self._window(effective, left.term, str(right.literal.utc())[:19])
        found = self.both([*window, self.b.compare(effective, x, y)])
        return self.checked(found if want else self.either([found, *[self.b.is_null(left.term)] * left.nullable]), odd)

    def _window(self, op: str, column: Term, second: str) -> list[Term]:
        """Return what holds for the bare text as well: it can be tested without reading most values, and first."""
        after = [self.b.compare("ge", column, self.b.text(second))] if op in {"gt", "ge", "eq"} else []
        before = [self.b.compare("lt", column, self.b.text(second + "~"))] if op in {"lt", "le", "eq"} else []
        return after + before

    def _fixed_and_literal(self, op: str, left: Operand, instant: edm.DateTimeOffset, want: bool) -> Sandwich:
        found = bound(op, Fraction(instant.order * TICKS, edm.PICO))
        if isinstance(found, bool):
            return self.checked(found is want, left.odd)
        op, ticks = found
        if not FIRST_SECOND <= ticks // TICKS <= LAST_SECOND:
            raise Unsupported("a year of more than four digits")
        term = self.ordered(op, left.term, self.b.text(fixed_text(ticks)), (left.nullable, False), want)
        return self.checked(term, left.odd)

    def ticks(self, value: Operand) -> Operand:
        """Return an instant as an integer of ticks from 1970."""
        if value.kind == "ticks":
            return value.as_kind("integer")
        if value.is_literal:
            return Operand("integer", None, nullable=False, literal=Fraction(value.literal.order, edm.PICO))
        seconds = self.b.seconds(value.term)
        scaled = self.b.arithmetic("mul", seconds, self.b.integer(TICKS))
        term = self.b.arithmetic("add", scaled, self.b.fraction(value.term, 7))
        odd = value.odd
        if not self.plain:
            longer = self.check("ticks", value.term, self.negation(self.b.matches(value.term, PLAIN_TICKS)))
            unknown = self.both([self.b.is_null(term), self.negation(self.b.is_null(value.term))])
            odd = (*odd, (longer, SEVEN_DIGITS_ONLY), (self.check("unknown", value.term, unknown), PLAIN_ONLY))
        low, high = FIRST_SECOND * TICKS, (LAST_SECOND + 1) * TICKS
        return Operand("integer", term, odd, nullable=value.nullable, low=low, high=high, scale=7, weight=2)


def in_64_bits(number: int) -> int:
    """Return a number; raises Unsupported where it takes more than 64 bits."""
    if abs(number) > 2**63 - 1:
        raise Unsupported("the result can take more than 64 bits")
    return number
