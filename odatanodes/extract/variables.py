"""The variables of a script: one that is assigned once, and then only added to, stands for its value."""

from __future__ import annotations

import re

from odatanodes.extract.draft import Flat, Gap, Run, TooMuch, size

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written

    Place = tuple[int, bool]
    """Where a value begins, -1 where it is not written there, and whether it is added to the one before."""

__all__ = ["Variables", "assignments", "balanced"]

_ROUNDS = 8
_MOST_PIECES = 200
_MOST_NAMES = 50
_STATEMENT = re.compile(r"([ \t]*)[^{;&|()]*")
"""What stands before a value that is assigned in a line of its own."""
_LONE = re.compile(r"'[^']*'?|(?<!\w)\(|(\w\()|\)")


class Variables:
    """The variables of one script; `named` matches a gap that is one and nothing else, `known` is what loops give.

    `value_at` reads the value at a place. `lower`: case does not count, and the names given are in lower case.
    """

    def __init__(
        self,
        text: str,
        named: re.Pattern[str],
        places: Mapping[str, Sequence[Place]],
        known: Mapping[str, Written],
        value_at: Callable[[int], Draft],
        *,
        lower: bool = False,
    ) -> None:
        self._lower = lower
        self._named = named
        self._places = places
        self._parts = {name: _in_line(text, values) for name, values in places.items()}
        self._looped = known
        self._value_at = value_at
        self._known: dict[str, Draft] = {}
        self._inside: dict[str, set[str]] = {}
        self._left = 100_000 + 4 * len(text)

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
        parts = self._parts.get(name, ())
        return parts[0] if len(parts) == 1 else -1

    def places(self, name: str) -> list[int]:
        """Return where the values of a variable begin."""
        return [at for at, _ in self._places.get(name, ()) if at >= 0]

    def names(self, draft: Draft) -> set[str]:
        """Return the names of the variables that the gaps of a draft have in them, and of those that their values have."""
        found: set[str] = set()
        new = self._named_in(draft)
        while new and len(found) < _MOST_NAMES:
            found |= new
            for name in new - self._inside.keys():
                values = [self._value_at(at) for at in self.places(name)[:_MOST_PIECES]]
                self._inside[name] = self._named_in(tuple(piece for value in values for piece in value))
            new = {inner for name in new for inner in self._inside[name]} - found
        return found

    def _named_in(self, draft: Draft) -> set[str]:
        shown = " ".join([piece.name for piece in draft if isinstance(piece, Gap)])
        return {word for word in re.findall(r"\w+", shown.lower() if self._lower else shown) if word in self._places}

    def piece(self, name: str, draft: Draft) -> Draft:
        """Return a value of a variable as far as it can be read without its other values."""
        return draft if len(self._places.get(name, ())) < 2 else balanced(draft)

    def _value(self, gap: Gap) -> Draft:
        name = self._name(gap)
        if name in self._looped:
            return (Gap(gap.name, gap.span, self._looped[name]),)
        parts = self._parts.get(name, ())
        if not parts:
            return (gap,)
        if name not in self._known:
            value = tuple(piece for at in parts for piece in self._value_at(at))
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
    values: Iterable[tuple[str, int, bool]], loops: Iterable[tuple[str, str]], words: Callable[[str], Written | None]
) -> tuple[dict[str, list[Place]], dict[str, Written]]:
    """Return the places of the values of each variable, and what is known of those that loop over words.

    `values` are names, each with the place of a value, `loops` names with their words.
    """
    places: dict[str, list[Place]] = {}
    for name, at, is_added in values:
        places.setdefault(name, []).append((at, is_added))
    texts: dict[str, str] = {}
    for name, text in loops:
        if name not in places:
            texts[name] = f"{texts.get(name, '')} {text}"
    known = {name: written for name, text in texts.items() if (written := words(text))}
    return places | {name: [(-1, False)] for name in texts}, known


def _in_line(text: str, values: Sequence[Place]) -> tuple[int, ...]:
    """Return the places of values that make up one, with no branch or loop between them; none where that is not certain."""
    if [added for _, added in values] != [False, *[True] * (len(values) - 1)] or any(at < 0 for at, _ in values):
        return ()
    places = tuple(at for at, _ in values)
    if len(places) > 1:
        before = {found[1] if found else None for at in places for found in [_STATEMENT.fullmatch(text, _line_of(text, at), at)]}
        between = text[places[0] : places[-1]]
        outside = rf"^(?:[ \t]{{0,{len(next(iter(before)) or '') - 1}}}[^\s#]|[ \t]*(?:\}}?[ \t]*else|elif|;;))"
        is_flat = len(before) == 1 and None not in before and between.count("{") == between.count("}")
        if not is_flat or len(places) > _MOST_PIECES or re.search(outside.replace("{0,-1}", "{0}(?!)"), between, re.MULTILINE):
            return ()
    return places


def _line_of(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def balanced(draft: Draft) -> Draft:
    """Return a piece of a text without brackets that other pieces close or open; nothing where it ends in a literal."""
    flat = Flat(draft, "\ufffc")
    lone: list[tuple[int, int]] = []
    opened: list[tuple[int, int]] = []
    for found in _LONE.finditer(flat.text):
        if found[0] == ")" and not opened:
            lone.append(found.span())
        elif found[0] == ")":
            opened.pop()
        elif found[0][0] != "'":
            opened.append(found.span(1) if found[1] else found.span())
        elif found[0][-1] != "'" or len(found[0]) == 1:
            return ()
    if any(flat.text[start] != "(" for start, _ in opened):
        return ()
    bounds = [0, *[place for span in sorted([*lone, *opened]) for place in span], len(flat.text)]
    return tuple(piece for start, end in zip(bounds[::2], bounds[1::2], strict=True) for piece in flat.part(start, end))
