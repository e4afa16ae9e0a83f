"""Arithmetic on integers, decimals, durations and instants, with ranges worked out in advance so that nothing overflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.backend import Unsupported
from odatanodes.engines.comparing import Comparing, in_64_bits
from odatanodes.engines.literals import computed
from odatanodes.engines.operand import NULL, Operand

if TYPE_CHECKING:
    from odatanodes.engines.operand import Odd

__all__ = ["Arithmetic"]

MAX_WEIGHT = 256
"""Size of a computed operand, in columns and literals: some engines need an operand several times in one operation."""
BY_ZERO = "a division by zero is left to Python"


class Arithmetic(Comparing):
    """Operations with numbers; a number is `term / 10**scale` with known bounds."""

    def calculate(self, op: str, left: Operand, right: Operand) -> Operand:
        """Return `left op right`."""
        if "null" in {left.kind, right.kind}:
            return NULL
        kinds = (left.kind, right.kind)
        if kinds == ("integer", "integer"):
            return self._integers(op, left, right)
        if op == "sub" and set(kinds) <= {"instant", "ticks"}:
            return self._integers(op, self.ticks(left), self.ticks(right)).as_kind("duration")
        if op in {"add", "sub"} and right.kind == "duration":
            if left.kind in {"instant", "ticks"}:
                return self._integers(op, self.ticks(left), right).as_kind("ticks")
            if left.kind == "duration":
                return self._integers(op, left, right).as_kind("duration")
        raise Unsupported(f"'{op}' on {left.kind} and {right.kind} is not pushed down")

    def _integers(self, op: str, left: Operand, right: Operand) -> Operand:
        if left.is_literal and right.is_literal:
            raise Unsupported("a constant that has no literal is not pushed down")
        left, right = computed(self.b, left), computed(self.b, right)
        if op == "mul":
            return self._product(left, right)
        if op == "divby":
            raise Unsupported("'divby' gives decimals of any length, and is not pushed down")
        if op in {"div", "mod"} and (left.scale or right.scale):
            raise Unsupported("the division of decimals is not pushed down")
        left, right = self.aligned(left, right)
        odd = left.odd + right.odd
        if op == "add":
            low, high = left.low + right.low, left.high + right.high
        elif op == "sub":
            low, high = left.low - right.high, left.high - right.low
        else:
            high = max(abs(left.low), abs(left.high))
            low = -high
            if right.low <= 0 <= right.high:
                odd, right = self._divisor(odd, right)
        return self._result(op, left, right, odd, low, high, left.scale)

    def _divisor(self, odd: tuple[Odd, ...], right: Operand) -> tuple[tuple[Odd, ...], Operand]:
        zero = self.check("zero", right.term, self.b.compare("eq", right.term, self.b.integer(0)))
        divisor = Operand("integer", self.b.null_if_zero(right.term), right.odd, nullable=True, weight=right.weight)
        return (*odd, (zero, BY_ZERO)), divisor

    def _product(self, left: Operand, right: Operand) -> Operand:
        corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
        wide = left.as_kind("integer"), right.as_kind("integer")
        for operand in wide:
            operand.term = self.wide(operand)
        odd = left.odd + right.odd
        return self._result("mul", *wide, odd, min(corners), max(corners), left.scale + right.scale)

    def _result(self, op: str, left: Operand, right: Operand, odd: tuple[Odd, ...], low: int, high: int, scale: int) -> Operand:
        weight = (left.weight + right.weight) * (4 if op in {"div", "mod"} else 1)
        if weight > MAX_WEIGHT:
            raise Unsupported("arithmetic nested this deeply is not pushed down")
        return Operand(
            "integer",
            self.b.arithmetic(op, left.term, right.term),
            odd,
            nullable=left.nullable or right.nullable,
            low=in_64_bits(low),
            high=in_64_bits(high),
            scale=scale,
            weight=weight,
        )

    def negated(self, value: Operand) -> Operand:
        """Return `-value`."""
        if value.kind == "null":
            return NULL
        if value.is_literal and value.kind in {"integer", "real", "duration"}:
            return Operand(value.kind, None, nullable=False, literal=-value.literal)
        if value.kind not in {"integer", "duration"}:
            raise Unsupported(f"'-' on {value.kind} is not pushed down")
        return Operand(
            value.kind,
            self.b.negative(self.wide(value)),
            value.odd,
            nullable=value.nullable,
            low=in_64_bits(-value.high),
            high=in_64_bits(-value.low),
            scale=value.scale,
            weight=value.weight + 1,
        )
