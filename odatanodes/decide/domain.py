"""Domains: values that represent all values of a property, and sets of them as bits.

The values of a Domain lie at and between the literals that the property is compared with, so that every combination of outcomes
of the comparisons is that of one of them. Bit 0 of a set is null, bit i + 1 the value number i in ascending
order, the last bit what is equal to no key and neither above nor below one, where there is such a thing: NaN, a structure.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from odatanodes.decide.text import beyond, combined, cuts
from odatanodes.functions.values import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

__all__ = ["NULL", "Domain", "doubles", "fractions", "steps", "texts"]

NULL = 1


class Domain:
    """Values with ascending `keys`; `preference` lists their bits, the most telling value first.

    `start` is the set of all values there can be: with null where `nullable`. `known` leaves out what is not a value of a known
    enumeration.
    """

    __slots__ = ("extra", "keys", "known", "other", "preference", "start", "values")

    def __init__(
        self, found: dict[Any, Any], *, nullable: bool, extra: Any = None, known: Callable[[Any], bool] | None = None
    ) -> None:
        """Take values by key, the most telling first; `extra` is the value of the last bit."""
        self.keys = sorted(found)
        self.values = [found[key] for key in self.keys]
        bits = {key: 2 << index for index, key in enumerate(self.keys)}
        self.preference = [bits[key] for key in found]
        self.extra = extra
        self.other = 0 if extra is None else 2 << len(found)
        self.start = self._between(0, len(found)) | self.other | (NULL if nullable else 0)
        self.known = self.start
        if known is not None:
            self.known = sum(bits[key] for key in found if known(key)) | (self.start & NULL)

    @staticmethod
    def _between(first: int, last: int) -> int:
        return (1 << last) - (1 << first) << 1 if last > first else 0

    def value(self, set: int) -> Any:
        """Return the most telling value of a set: null only where there is nothing else."""
        for bit in self.preference:
            if set & bit:
                return self.values[bit.bit_length() - 2]
        return self.extra if set & self.other else None

    def bit(self, set: int) -> int:
        """Return the bit of the most telling value of a set."""
        return next((bit for bit in self.preference if set & bit), set & self.other or NULL)

    def compared(self, op: str, key: Any) -> int:
        """Return the values for which `value op key` is true: eq, ne, lt, le, gt, ge; null is `ne` every key and nothing else."""
        size = len(self.keys)
        first, last = bisect_left(self.keys, key), bisect_right(self.keys, key)
        if op == "eq":
            return self._between(first, last)
        if op == "ne":
            return ~self._between(first, last)
        if op == "lt":
            return self._between(0, first)
        if op == "le":
            return self._between(0, last)
        return self._between(last, size) if op == "gt" else self._between(first, size)

    def among(self, keys: Iterable[Any], *, null: bool) -> int:
        """Return the values that are one of the keys, or null."""
        found = NULL if null else 0
        for key in keys:
            found |= self.compared("eq", key)
        return found

    def starting(self, prefix: str, *, fold: bool) -> int:
        """Return the strings that begin with a prefix."""
        after = beyond(prefix, fold=fold)
        last = len(self.keys) if after is None else bisect_left(self.keys, after)
        return self._between(bisect_left(self.keys, prefix), last)

    def where(self, test: Callable[[Any], bool]) -> int:
        """Return the values whose key passes a test."""
        return sum([2 << index for index, key in enumerate(self.keys) if test(key)])


# --- values by kind --------------------------------------------------------------------------------------------------


def steps(
    literals: Iterable[Any], make: Callable[[int], Any], *, low: int | None, high: int | None, step: int, first: Iterable[int]
) -> dict[int, Any]:
    """Return values ordered by an integer that is a multiple of `step` between two limits (None: without limit).

    Literals may be any numbers; `first` are the values to prefer.
    """
    wanted = dict.fromkeys(first)
    below: list[int] = []
    for literal in literals:
        if literal in (math.inf, -math.inf):
            continue
        floor = math.floor(Fraction(literal) / step) * step
        wanted[floor] = None
        below += [floor + step, floor - step]
    wanted |= dict.fromkeys(below)
    found: dict[int, Any] = {}
    for value in wanted:
        inside = value if low is None or value >= low else low
        inside = inside if high is None or inside <= high else high
        if inside not in found:
            found[inside] = make(inside)
    return found


def doubles(literals: Iterable[Any], first: Iterable[float]) -> dict[float, float]:
    """Return doubles at, just below and just above each literal; NaN is not among them."""
    found = dict.fromkeys((*first, 0.0))
    exact: list[float] = []
    for literal in literals:
        near = nearest(literal)
        found |= dict.fromkeys((near, near + 1, near - 1))
        exact += [math.nextafter(near, math.inf), math.nextafter(near, -math.inf)]
    found |= dict.fromkeys((*exact, math.inf, -math.inf))
    return {value: value for value in found}


def fractions(literals: Iterable[Any], first: Iterable[Any]) -> dict[Any, Any]:
    """Return numbers at, between and beyond the literals, of an order in which there is one between any two."""
    points = sorted({Fraction(literal) for literal in literals} | {Fraction(0)})
    found = dict.fromkeys(Fraction(value) for value in first) | dict.fromkeys(points)
    for low, high in pairwise(points):
        whole = Fraction(math.floor(low) + 1)
        found[whole if whole < high else (low + high) / 2] = None
    found |= dict.fromkeys((points[0] - 1, points[-1] + 1))
    return {value: number(value) for value in found}


def number(value: Fraction) -> int | float | Decimal:
    """Return a fraction with a finite decimal expansion as a JSON number where one is exact, else as a Decimal."""
    if value.denominator == 1:
        return value.numerator
    near = float(value)
    if Fraction(Decimal(repr(near))) == value:
        return near
    twos = (value.denominator & -value.denominator).bit_length() - 1
    fives = 0
    while value.denominator % 5 ** (fives + 1) == 0:
        fives += 1
    digits = max(twos, fives)
    whole = abs(value.numerator) * 10**digits // value.denominator
    return Decimal((int(value < 0), tuple(map(int, str(whole))), -digits))


def texts(
    literals: set[str], prefixes: set[str], inner: set[str], ends: set[str], first: Iterable[str], *, fold: bool
) -> dict[str, str] | None:
    """Return strings by their folded text; None where `contains` and `endswith` make too many of them."""
    found: dict[str, str] = {}
    folded: list[set[str]] = [{part.casefold() for part in parts} if fold else parts for parts in (literals, prefixes, inner, ends)]
    telling = (*first, *sorted(literals), *sorted(prefixes), *sorted(inner), *sorted(ends))
    rest: Iterable[str] | None = cuts(folded[0], folded[1], fold=fold)
    if inner or ends:
        rest = combined(*folded, fold=fold)
    if rest is None:
        return None
    for text in (*telling, *[text + "a" for text in sorted(literals)], *rest):
        found.setdefault(text.casefold() if fold else text, text)
    return found
