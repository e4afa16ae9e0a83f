"""Operands of the lowering: an engine's expression with what is known about its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from odatanodes.engines.backend import Term

    Odd: TypeAlias = tuple[Term, str]
    """A predicate that is true where the engine's value may not be the filter's, and the reason."""

__all__ = ["NULL", "Operand"]

NOT_LITERAL: Any = object()


class Operand:
    """An expression of the engine.

    `kind`: integer, real, string, boolean, instant (text), ticks (integer, scale 7), date and time (text), duration (integer of
    seconds with a scale), object, collection, null. `term` is None for a literal that has no one spelling yet (numbers).
    An integer stands for `term / 10**scale` with low <= term <= high. `ascii`: the text has no character beyond ASCII.
    `fixed`: an instant written with exactly seven fractional digits. `spelled`: a string that is one of an enumeration's
    members as the wire spells them, or in no spelling of them.
    """

    __slots__ = ("ascii", "fixed", "high", "kind", "literal", "low", "nullable", "odd", "scale", "spelled", "term", "weight")

    def __init__(
        self,
        kind: str,
        term: Term,
        odd: tuple[Odd, ...] = (),
        *,
        nullable: bool = True,
        low: int = 0,
        high: int = 0,
        scale: int = 0,
        ascii: bool = False,
        literal: Any = NOT_LITERAL,
        fixed: bool = False,
        spelled: bool = False,
        weight: int = 1,
    ) -> None:
        self.kind = kind
        self.term = term
        self.odd = odd
        self.nullable = nullable
        self.low = low
        self.high = high
        self.scale = scale
        self.ascii = ascii
        self.literal = literal
        self.fixed = fixed
        self.spelled = spelled
        self.weight = weight

    @property
    def is_literal(self) -> bool:
        """Whether the value is known."""
        return self.literal is not NOT_LITERAL

    def as_kind(self, kind: str) -> Operand:
        """Return the same values read as another kind."""
        return Operand(
            kind,
            self.term,
            self.odd,
            nullable=self.nullable,
            low=self.low,
            high=self.high,
            scale=self.scale,
            literal=self.literal,
            weight=self.weight,
        )


NULL = Operand("null", None)
