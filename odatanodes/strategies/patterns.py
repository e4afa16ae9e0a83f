"""Strings that a pattern matches, found without drawing: a test that draws may ask for them at any time."""

from __future__ import annotations

import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from functools import lru_cache
from random import Random
from typing import Any

from odatanodes.functions.patterns import translated

__all__ = ["drawable", "samples"]

ROUNDS = 40
"""Strings made for a pattern; fewer are returned where some are the same."""
LONGEST = 1_000
"""Repetitions of a part, and characters of a string, at most."""
CHARACTERS = ("x", "A", "0", " ", "_", "-", "é", "\U0001f600", "\n")
"""What stands for a class of characters that is given by what it leaves out."""


@lru_cache(maxsize=256)
def drawable(pattern: str) -> str | None:
    """Return a pattern in Python's spelling; None for one that Python does not have."""
    try:
        found = translated(pattern, re2=False)
        re.compile(found)
    except (ValueError, re.error, RecursionError, OverflowError):
        return None
    return found


@lru_cache(maxsize=256)
def samples(pattern: str) -> tuple[str, ...]:
    """Return strings that a pattern matches, the shortest kind first; none for a pattern that is not one in Python."""
    spelt = drawable(pattern)
    if spelt is None:
        return ()
    whole = re.compile(spelt)
    tree = parser.parse(spelt)
    random = Random(0)  # noqa: S311 - the same strings in every run
    found: dict[str, None] = {}
    for number in range(ROUNDS):
        text = _Maker(random, plain=number == 0).sequence(tree)
        for form in (text, text + "x", "x" + text) if number < 4 else (text,):
            if whole.search(form):
                found[form] = None
    return tuple(found)


class _Maker:
    """Makes one string; `plain` takes the first choice everywhere."""

    def __init__(self, random: Random, *, plain: bool) -> None:
        self.random = random
        self.plain = plain
        self.groups: dict[int, str] = {}

    def pick(self, choices: Any) -> Any:
        return choices[0] if self.plain else self.random.choice(choices)

    def sequence(self, items: Any) -> str:
        return "".join([self.item(code, value) for code, value in items])

    def item(self, code: Any, value: Any) -> str:
        """Return text for one item of a parsed pattern; what only looks around needs none."""
        if code is codes.LITERAL:
            return chr(value)
        if code is codes.NOT_LITERAL:
            return str(self.pick([c for c in CHARACTERS if ord(c) != value]))
        if code is codes.ANY:
            return str(self.pick(CHARACTERS[:4]))
        if code is codes.IN:
            return self.member(value)
        if code is codes.BRANCH:
            return self.sequence(self.pick(value[1]))
        if code is codes.SUBPATTERN:
            text = self.sequence(value[-1])
            if value[0] is not None:
                self.groups[value[0]] = text
            return text
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            least, most, inner = value
            counts = [n for n in (least, least + 1, least + 2, most) if n <= min(most, max(least, LONGEST))]
            found = ""
            for _ in range(min(self.pick(counts), LONGEST)):
                if len(found) > LONGEST:
                    break
                found += self.sequence(inner)
            return found
        return self.groups.get(value, "") if code is codes.GROUPREF else ""

    def member(self, items: Any) -> str:
        """Return a character of a class."""
        if items[0][0] is codes.NEGATE:
            return str(self.pick([c for c in CHARACTERS if not _in(items[1:], ord(c))] or ["x"]))
        code, value = self.pick(items)
        if code is codes.RANGE:
            plain = [ord(c) for c in CHARACTERS if value[0] <= ord(c) <= value[1]]
            return chr(self.pick((*plain, value[0], value[1])))
        return chr(value) if code is codes.LITERAL else "x"


def _in(items: Any, point: int) -> bool:
    return any(point == value if code is codes.LITERAL else value[0] <= point <= value[1] for code, value in items)
