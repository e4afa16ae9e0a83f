"""One variable of deciding: what it stands for, what it is compared with, and the values that follow from that.

The kind of a term tells how its values are ordered and what stands for them (`key`): two values are equal, or one is above the
other, as their keys are. Literals of another kind, or whose place in the order is not exact, do not fit and are left alone.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from odatanodes import ast, edm
from odatanodes.check.promotion import RANGES
from odatanodes.decide import domain
from odatanodes.decide.domain import Domain
from odatanodes.functions.table import FUNCTIONS
from odatanodes.functions.values import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.schema.types import Property

__all__ = ["KEYS", "Settings", "Term", "computed_kind", "kind_of_literal", "kind_of_type"]

_KINDS: dict[type, str] = {
    edm.DateTimeOffset: "instant",
    edm.Date: "date",
    edm.TimeOfDay: "time",
    edm.Duration: "duration",
    bool: "truth",
    str: "text",
    frozenset: "names",
}
_ORDERED: dict[str, Callable[[int], Any]] = {
    "instant": edm.DateTimeOffset.from_order,
    "date": edm.Date.from_days,
    "time": edm.TimeOfDay,
    "duration": edm.Duration,
}
_BY_TYPE = {
    edm.DATE_TIME_OFFSET: "instant",
    edm.DATE: "date",
    edm.TIME_OF_DAY: "time",
    edm.DURATION: "duration",
    edm.BOOLEAN: "truth",
    edm.STRING: "text",
    edm.GUID: "guid",
    edm.DECIMAL: "number",
    edm.DOUBLE: "double",
    edm.SINGLE: "double",
    **dict.fromkeys(edm.INTEGERS, "whole"),
}
TICK = 10**5
"""Picoseconds between two instants of the service's wire format, which has seven fractional digits."""
FIRST, LAST = (edm.DateTimeOffset.parse(text).order for text in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z"))
_UNKNOWN = "newvalue"
"""A value that an enumeration may have one day."""
_HUGE = 400
"""Numbers with more digits than this are not reasoned about."""
_EXACT_INT = 2**53
"""Up to here an integer equals the double it is promoted to."""
_INFINITE = float("inf")
PRESENT = ...
"""Stands for any value of a property of which nothing is asked but that it has one."""


class Settings:
    """How filters are evaluated: whether strings `fold`, whether required properties are there (`trust`), the ticks of instants."""

    __slots__ = ("fold", "ticks", "trust")

    def __init__(self, *, fold: bool, trust: bool, ticks: bool) -> None:
        self.fold = fold
        self.trust = trust
        self.ticks = ticks


class Term:
    """One variable; `path` is None for a relaxed term. `first` are values to prefer."""

    __slots__ = (
        *("domain", "ends", "expr", "first", "index", "inner", "kind", "literals", "nullable", "path", "prefixes"),
        *("prop", "structured", "type"),
    )

    def __init__(self, index: int, expr: ast.Expr, path: tuple[str, ...] | None, kind: str, *, nullable: bool) -> None:
        self.index = index
        self.expr = expr
        self.path = path
        self.kind = kind
        self.type = expr.type
        self.nullable = nullable
        self.prop: Property | None = expr.prop if isinstance(expr, ast.Member) else None
        self.structured = False
        self.first: list[Any] = []
        self.literals: dict[Any, None] = {}
        self.prefixes: set[str] = set()
        self.inner: set[str] = set()
        self.ends: set[str] = set()
        self.domain: Domain | None = None

    def fits(self, literal: object) -> bool:
        """Whether a literal can be compared with the values by their keys."""
        if self.structured:
            return False
        kind = kind_of_literal(literal)
        if kind != "number":
            return kind == self.kind
        if isinstance(literal, Decimal) and not (literal.is_finite() and abs(literal.adjusted()) < _HUGE):
            return False
        if isinstance(literal, int) and abs(literal) >= 10**_HUGE:
            return False
        if self.kind == "double":
            return True
        # a double on one side makes the other one: only what both have exactly keeps its place in the order
        if self.kind == "whole":
            return not isinstance(literal, float) or not _EXACT_INT <= abs(literal) < _INFINITE
        if self.kind != "number" or isinstance(literal, float):
            return False
        return self.type is edm.DECIMAL or Decimal(nearest(literal)) == literal

    def key(self, literal: Any, *, fold: bool) -> Any:
        """Return what stands for a literal in the order of the values; None for NaN."""
        return None if literal != literal else KEYS[self.kind](literal, fold)  # noqa: PLR0124 - NaN

    def made(self) -> Domain:
        """Return the domain, which there is by now."""
        assert self.domain is not None
        return self.domain

    # --- values ------------------------------------------------------------------------------------------------------

    def values(self, settings: Settings) -> Domain | None:
        """Return the values that stand for all values, None where they would be too many."""
        nullable, fold, literals = self.nullable, settings.fold, list(self.literals)
        if self.kind == "collection" and self.first:
            return Domain(dict(enumerate(self.first)), nullable=nullable)
        if self.structured or self.kind not in KEYS:
            return Domain({}, nullable=nullable, extra=PRESENT)
        if self.kind == "text":
            return self._texts(fold=fold)
        if self.kind == "names":
            return Domain(self._names(fold=fold), nullable=nullable)
        if self.kind == "truth":
            return Domain({True: True, False: False}, nullable=nullable)
        if self.kind == "double":
            keys = [self.key(value, fold=fold) for value in literals]
            return Domain(domain.doubles(keys, self.first), nullable=nullable, extra=math.nan)
        if self.kind == "number":
            extra = math.nan if self.type is not edm.DECIMAL and self.path is None else None
            return Domain(domain.fractions(literals, self.first), nullable=nullable, extra=extra)
        return Domain(self._steps(settings), nullable=nullable)

    def _texts(self, *, fold: bool) -> Domain | None:
        members = () if self.prop is None else self.prop.members
        named = [member for member in members if member in self.literals]
        first = (*self.first, *members[:1], *named, *members, _UNKNOWN) if members else self.first
        found = domain.texts(set(self.literals), self.prefixes, self.inner, self.ends, first, fold=fold)
        if found is None:
            return None
        known = {member.casefold() if fold else member for member in members}
        return Domain(found, nullable=self.nullable, known=known.__contains__ if members else None)

    def _names(self, *, fold: bool) -> dict[Any, Any]:
        members = self.type.members if isinstance(self.type, edm.EnumType) else ()
        every: list[frozenset[str]] = [frozenset((member,)) for member in (*members, _UNKNOWN)]
        every += [*self.first, *self.literals]
        every.append(frozenset().union(*every))
        found: dict[Any, Any] = {}
        for value in every:
            found.setdefault(self.key(value, fold=fold), value)
        return found

    def _steps(self, settings: Settings) -> dict[int, Any]:
        """Return values of a kind in which each has a next one."""
        exact = self.path is not None
        step = TICK if self.kind == "instant" and settings.ticks and exact else 1
        low: int | None = None
        high: int | None = None
        make: Callable[[int], Any] = _ORDERED.get(self.kind, int)
        if self.kind == "whole":
            low, high = RANGES.get(self.type, (None, None)) if exact else (_lowest(self.expr), None)
        elif self.kind == "guid":
            low, high, make = 0, 2**128 - 1, _guid
        elif self.kind == "time":
            low, high = 0, edm.DAY + edm.PICO - 1  # 23:59:60 is a time of day
        elif step == TICK:
            low, high = FIRST, LAST
        keys = [self.key(value, fold=False) for value in self.literals]
        first = [self.key(value, fold=False) // step * step for value in self.first] or [max(0, low or 0)]
        return domain.steps(keys, make, low=low, high=high, step=step, first=first)


def kind_of_literal(literal: object) -> str:
    """Return the kind of values a literal is compared with; "number" for numbers, whatever their type."""
    if isinstance(literal, (int, float, Decimal)) and not isinstance(literal, bool):
        return "number"
    return _KINDS.get(literal.__class__) or {"UUID": "guid"}.get(literal.__class__.__name__, "other")


def kind_of_type(type: edm.Type) -> str:
    """Return the kind of the values of a type: "" where only the literals can tell, "other" for what is only null or not."""
    if isinstance(type, edm.PrimitiveType):
        return _BY_TYPE.get(type, "" if type is edm.ANY else "other")
    return "names" if isinstance(type, edm.EnumType) else "collection" if isinstance(type, edm.CollectionType) else "other"


def computed_kind(x: ast.Expr) -> str:
    """Return the kind of a computed operand: its integers are sure to be integers only where a function counts something."""
    kind = kind_of_type(x.type)
    if kind in {"whole", "double"}:
        return "whole" if isinstance(x, ast.Count) or (isinstance(x, ast.Call) and kind == "whole") else "number"
    return kind


def _lowest(x: ast.Expr) -> int | None:
    """Return the least value of a count, None for anything else."""
    if isinstance(x, ast.Call):
        function = FUNCTIONS.get(x.name)
        return None if function is None else function.lowest
    return 0 if isinstance(x, ast.Count) else None


def _guid(number: int) -> Any:
    from uuid import UUID

    return UUID(int=number)


def _ordered_key(value: Any, _fold: bool) -> Any:
    return value.order


KEYS: dict[str, Callable[[Any, bool], Any]] = {
    **dict.fromkeys(_ORDERED, _ordered_key),
    "double": lambda value, _: nearest(value),
    "guid": lambda value, _: value.int,
    "names": lambda value, fold: tuple(sorted({name.casefold() for name in value} if fold else value)),
    "number": lambda value, _: Fraction(value),
    "text": lambda value, fold: value.casefold() if fold else value,
    "truth": lambda value, _: value,
    "whole": lambda value, _: value,
}
