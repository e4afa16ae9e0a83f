"""Canonical functions, as engines compute them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.engines.arithmetic import Arithmetic
from odatanodes.engines.backend import Unsupported
from odatanodes.engines.comparing import ASCII_ONLY
from odatanodes.engines.literals import computed
from odatanodes.engines.operand import NULL, Operand
from odatanodes.functions.table import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Calls"]

WHITE_SPACE = "".join([char for char in map(chr, range(0x3001)) if char.isspace()])
"""What Python's strip() removes; engines have sets of their own."""
SEARCHES = frozenset(("contains", "startswith", "endswith", "indexof"))
PARTS = {
    "year": (0, 4, 9999),
    "month": (5, 2, 12),
    "day": (8, 2, 31),
    "hour": (11, 2, 23),
    "minute": (14, 2, 59),
    "second": (17, 2, 59),
}
"""Where a part stands in the text of an instant, its length, and its largest value."""
PARTS_OF = {"instant": (PARTS, 0), "date": (("year", "month", "day"), 0), "time": (("hour", "minute", "second"), 11)}
"""The parts of each kind, and what of an instant's text the kind lacks at its beginning."""
MAX_LENGTH = 2**31


class Calls(Arithmetic):
    """Calls of canonical functions; a null argument makes the result null.

    `linear_patterns`: the evaluator uses RE2 as well, so that patterns of an engine that has it mean the same.
    """

    linear_patterns = True

    def call(self, name: str, arguments: Sequence[Operand]) -> Operand:
        """Return the operand of a call; raises Unsupported."""
        if any(argument.kind == "null" for argument in arguments):
            return NULL
        first = arguments[0] if arguments else NULL
        found: Operand | None = None
        if name in SEARCHES:
            found = self._search(name, *arguments)
        elif first.kind == "string":
            found = self._text(name, first, arguments[1:])
        elif first.kind in PARTS_OF and not first.is_literal:
            found = self._part(name, first)
        elif first.kind == "duration" and name == "totalseconds":
            found = computed(self.b, first).as_kind("integer")
        elif name in {"round", "floor", "ceiling"} and first.kind == "integer":
            whole = computed(self.b, first)
            found = None if whole.scale else whole
        if found is None:
            function = FUNCTIONS.get(name)
            raise Unsupported(f"'{name if function is None else function.spelling}' is not pushed down here")
        return found

    def _search(self, name: str, first: Operand, second: Operand) -> Operand:
        if first.kind != "string" or second.kind != "string":
            raise Unsupported(f"'{name}' on collections is not pushed down")
        x, y, odd = first.term, second.term, first.odd + second.odd
        known: str | None = second.literal if second.is_literal else None
        if self.fold:
            x, odd = self.folded(first)
            y, more = self.folded(second)
            odd, known = odd + more, None if known is None else known.casefold()
        nullable = first.nullable or second.nullable
        if name == "indexof" and first.is_literal and not first.ascii:
            raise Unsupported("'indexof' in a literal beyond ASCII is not pushed down")
        if name != "indexof":
            operation = {"contains": self.b.contains, "startswith": self.b.startswith, "endswith": self.b.endswith}[name]
            return Operand("boolean", operation(x, y, known), odd, nullable=nullable)
        if self.b.counts_bytes and not self.fold and not first.ascii:
            odd = (*odd, (self.beyond_ascii(first.term), ASCII_ONLY))
        return Operand("integer", self.b.position(x, y, known), odd, nullable=nullable, low=-1, high=MAX_LENGTH)

    def _text(self, name: str, first: Operand, others: Sequence[Operand]) -> Operand | None:
        b, odd, nullable = self.b, first.odd, first.nullable
        match name:
            case "tolower" | "toupper":
                if not first.ascii:
                    odd = (*odd, (self.beyond_ascii(first.term), ASCII_ONLY))
                term = b.lower(first.term) if name == "tolower" else b.upper(first.term)
                return Operand("string", term, odd, nullable=nullable, ascii=True)
            case "trim":
                return Operand("string", b.trim(first.term, WHITE_SPACE), odd, nullable=nullable, ascii=first.ascii)
            case "length":
                return Operand("integer", b.length(first.term), odd, nullable=nullable, high=MAX_LENGTH)
            case "substring":
                start, count = [*self._positions(others), None][:2]
                assert start is not None
                return Operand("string", b.slice(first.term, start, count), odd, nullable=nullable, ascii=first.ascii)
            case "concat" if others[0].kind == "string":
                [second] = others
                both_ascii = first.ascii and second.ascii
                term = b.concat(first.term, second.term)
                return Operand("string", term, odd + second.odd, nullable=nullable or second.nullable, ascii=both_ascii)
            case "matchespattern":
                if not others[0].is_literal:
                    raise Unsupported("a pattern that is computed is not pushed down")
                if not self.linear_patterns:
                    raise Unsupported("patterns are those of Python where google-re2 is not installed")
                return Operand("boolean", b.searches(first.term, others[0].literal), odd, nullable=nullable)
        return None

    def _positions(self, numbers: Sequence[Operand]) -> list[int | None]:
        values = [number.literal if number.is_literal else None for number in numbers]
        if not all(type(value) is int and 0 <= value < MAX_LENGTH for value in values):
            raise Unsupported("'substring' with computed or negative numbers is not pushed down")
        return values

    def _part(self, name: str, first: Operand) -> Operand | None:
        """Return a part of an instant, a date or a time, which all are text in which it has its place."""
        b, odd, nullable = self.b, first.odd, first.nullable
        names, shift = PARTS_OF[first.kind]
        if name in names:
            start, count, high = PARTS[name]
            return Operand("integer", b.whole(b.slice(first.term, start - shift, count)), odd, nullable=nullable, high=high)
        if first.kind != "instant":
            return None
        match name:
            case "date":
                return Operand("date", b.slice(first.term, 0, 10), odd, nullable=nullable)
            case "time":
                return Operand("time", b.slice(first.term, 11, None), odd, nullable=nullable)
            case "fractionalseconds":
                return Operand("integer", b.fraction(first.term, 12), odd, nullable=nullable, high=10**12 - 1, scale=12)
            case "totaloffsetminutes":
                zero = b.arithmetic("mul", b.wide(b.length(first.term)), b.integer(0))
                return Operand("integer", zero, odd, nullable=nullable)
        return None
