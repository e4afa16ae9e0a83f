"""Predicates as sandwiches of two, and their logic, with the constants True and False folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from odatanodes.engines.backend import Backend, Term
    from odatanodes.engines.operand import Odd

__all__ = ["NOTHING_KNOWN", "Logic", "Sandwich"]


class Sandwich:
    """`maybe` is true for every row for which the condition is, `sure` only for such rows; null counts as false in both."""

    __slots__ = ("maybe", "sure")

    def __init__(self, maybe: Term, sure: Term) -> None:
        self.maybe = maybe
        self.sure = sure

    @property
    def exact(self) -> bool:
        """Whether both are the same predicate, which is then the condition itself."""
        return self.maybe is self.sure


NOTHING_KNOWN = Sandwich(True, False)
ALWAYS = Sandwich(True, True)
NEVER = Sandwich(False, False)


class Logic:
    """Builds conditions on a backend. A term can be True or False in place of an expression."""

    def __init__(self, backend: Backend) -> None:
        self.b = backend
        self.whys: list[str] = []
        """Why the terms made since the last atom are not exact."""

    def both(self, terms: Iterable[Term]) -> Term:
        """Return AND of any number of terms."""
        kept = [term for term in terms if term is not True]
        if any(term is False for term in kept):
            return False
        return True if not kept else kept[0] if len(kept) == 1 else self.b.both(kept)

    def either(self, terms: Iterable[Term]) -> Term:
        """Return OR of any number of terms."""
        kept = [term for term in terms if term is not False]
        if any(term is True for term in kept):
            return True
        return False if not kept else kept[0] if len(kept) == 1 else self.b.either(kept)

    def negation(self, term: Term) -> Term:
        """Return NOT."""
        return (not term) if isinstance(term, bool) else self.b.negation(term)

    def filled(self, term: Term) -> Term:
        """Return the term with false in place of null."""
        return term if isinstance(term, bool) else self.b.filled(term, False)

    def refuted(self, term: Term) -> Term:
        """Return whether a term is not true: false or null."""
        return self.negation(self.filled(term))

    def lifted(self, term: Term) -> Term:
        """Return a term as an expression of the engine, constants too."""
        return self.b.boolean(term) if isinstance(term, bool) else term

    def checked(self, term: Term, odd: Sequence[Odd]) -> Sandwich:
        """Return the sandwich of a term that is right wherever none of the odd predicates is true."""
        return self.widened(Sandwich(term, term), odd)

    def widened(self, given: Sandwich, odd: Sequence[Odd]) -> Sandwich:
        """Return a sandwich that is certain nowhere where one of the odd predicates is true."""
        checks: dict[object, Odd] = {}
        for check, why in odd:
            if check is not False:
                checks.setdefault(check if isinstance(check, str) else id(check), (check, why))
        if not checks:
            return given
        self.whys += [why for _, why in checks.values()]
        anything = self.either([check for check, _ in checks.values()])
        return Sandwich(self.either([given.maybe, anything]), self.both([given.sure, self.refuted(anything)]))

    def complement(self, given: Sandwich) -> Sandwich:
        """Return the sandwich of "is not true"."""
        maybe = self.refuted(given.sure)
        return Sandwich(maybe, maybe) if given.exact else Sandwich(maybe, self.refuted(given.maybe))

    def joined(self, join: Callable[[Iterable[Term]], Term], parts: Sequence[Sandwich]) -> Sandwich:
        """Return AND or OR of sandwiches."""
        maybe = join([part.maybe for part in parts])
        exact = all(part.exact for part in parts)
        return Sandwich(maybe, maybe if exact else join([part.sure for part in parts]))
