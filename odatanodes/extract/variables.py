"""The variables of a script: one that is assigned once stands for its value."""

from __future__ import annotations

from odatanodes.extract.draft import Gap, Run, TooMuch, size

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Mapping

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written

__all__ = ["Variables", "assignments"]

_ROUNDS = 8
_MOST_PIECES = 200


class Variables:
    """The variables of one script; `named` matches a gap that is one and nothing else, `known` is what loops give.

    `places` are where values begin, -1 for a variable that has several; `value_at` reads the value there. `lower`: case does not
    count, and the names given are in lower case.
    """

    def __init__(
        self,
        length: int,
        named: re.Pattern[str],
        places: Mapping[str, int],
        known: Mapping[str, Written],
        value_at: Callable[[int], Draft],
        *,
        lower: bool = False,
    ) -> None:
        self._lower = lower
        self._named = named
        self._places = places
        self._looped = known
        self._value_at = value_at
        self._known: dict[str, Draft] = {}
        self._left = 100_000 + 4 * length

    def resolved(self, draft: Draft) -> Draft:
        """Return a draft with the values of variables in their places; raises TooMuch where a file doubles its texts."""
        if not any(isinstance(piece, Gap) for piece in draft):
            return draft
        pieces = list(draft)
        for _ in range(_ROUNDS):
            new: list[Run | Gap] = []
            for piece in pieces:
                new += self._value(piece) if isinstance(piece, Gap) else (piece,)
            if new == pieces or len(new) > _MOST_PIECES:
                break
            pieces = new
            self._left -= size(tuple(pieces))
            if self._left < 0:
                raise TooMuch
        return tuple(pieces)

    def place(self, name: str) -> int:
        """Return where the value of a variable begins; -1 where that is not certain."""
        return self._places.get(name, -1)

    def _value(self, gap: Gap) -> Draft:
        name = self._name(gap)
        if name in self._looped:
            return (Gap(gap.name, gap.span, self._looped[name]),)
        place = self.place(name)
        if place < 0:
            return (gap,)
        if name not in self._known:
            value = self._value_at(place)
            of_itself = any(isinstance(piece, Gap) and self._name(piece) == name for piece in value)
            self._known[name] = () if of_itself else value
        value = self._known[name]
        if len(value) == 1 and isinstance(value[0], Gap):
            of = value[0]
            if self._name(of):
                return (of,)
            return (Gap(gap.name, gap.span, of.written),) if of.written.kind or of.written.sample else (gap,)
        return value or (gap,)

    def _name(self, gap: Gap) -> str:
        """Return the name of the variable that a gap is, or nothing."""
        named = self._named.fullmatch(gap.name)
        name = next((name for name in named.groups() if name), "") if named else ""
        return name.lower() if self._lower else name


def assignments(
    values: Iterable[tuple[str, int]], loops: Iterable[tuple[str, str]], words: Callable[[str], Written | None]
) -> tuple[dict[str, int], dict[str, Written]]:
    """Return where the value of each variable begins, -1 for one with several; and what is known of those that loop over words.

    `values` are names, each with the place of a value (-1: one that is not written there), `loops` names with their words.
    """
    places: dict[str, int] = {}
    for name, place in values:
        places[name] = -1 if name in places else place
    texts: dict[str, str] = {}
    for name, text in loops:
        if name not in places:
            texts[name] = f"{texts.get(name, '')} {text}"
    known = {name: written for name, text in texts.items() if (written := words(text))}
    return places | dict.fromkeys(texts, -1), known
