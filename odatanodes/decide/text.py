"""Strings that represent all strings: at least one for every combination of outcomes of comparisons with literals.

Strings are ordered by code point; comparing, `startswith`, `contains` and `endswith` look at the folded text where case does
not count. Folding maps each character by itself, and folded text stays as it is when folded again; so the texts to look at
are all sequences of characters that fold to themselves, and everything here is about those.

Of the order: `eq`, `lt` and their kin cut it before a literal and after it (the next string is the literal and U+0000),
`startswith` cuts it before the prefix and before the least string beyond all that begin with it. Between two cuts nothing
changes, so the cuts themselves stand for the stretch that begins with them.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain, combinations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["beyond", "combined", "cuts"]

LAST = 0x10FFFF
PLAIN = "-_. 0123456789abcdefghijklmnopqrstuvwxyz~/:,+"
"""Characters to put between parts, where no literal has them."""
MOST = 4000
"""Most strings for one property."""


def beyond(prefix: str, *, fold: bool) -> str | None:
    """Return the least string greater than all that begin with a prefix, None where there is none."""
    while prefix:
        following = _next(prefix[-1], fold=fold)
        if following:
            return prefix[:-1] + following
        prefix = prefix[:-1]
    return None


def _next(char: str, *, fold: bool) -> str:
    for code in range(ord(char) + 1, LAST + 1):
        following = chr(code)
        if not fold or following.casefold() == following:
            return following
    return ""


def cuts(literals: Iterable[str], prefixes: Iterable[str], *, fold: bool) -> Iterator[str]:
    """Yield the strings at which the outcome of a comparison with a literal or of a `startswith` can change; folded texts."""
    yield ""
    for literal in literals:
        yield literal
        yield literal + "\0"
    for prefix in prefixes:
        yield prefix
        after = beyond(prefix, fold=fold)
        if after is not None:
            yield after


def combined(literals: set[str], prefixes: set[str], inner: set[str], ends: set[str], *, fold: bool) -> list[str] | None:
    """Return strings for every combination of outcomes of comparisons and searches (`inner`: of `contains`); None if too many.

    A string either begins as one of the literals goes on to its end, or leaves all of them at some character. In the first
    case it is the beginning of a literal. In the second, what follows that character is free: any texts it must contain, set
    apart by a character that no literal has, then the text it must end with; this contains and ends with no more than any
    string does which contains and ends with as much. Where all characters at the parting are such as literals have, each is
    tried, since it may complete a text before it.
    """
    whole = sorted(literals | prefixes)
    stems = {key[:size] for key in whole for size in range(len(key) + 1)} or {""}
    if len(stems) > MOST:
        return None
    used = set("".join(chain(whole, inner, ends)))
    children: dict[str, set[str]] = {stem: set() for stem in stems}
    for stem in stems:
        if stem:
            children[stem[:-1]].add(stem[-1])
    starts: dict[object, str] = {}
    for stem in sorted(stems):
        for char in _partings(sorted(children[stem]), used, fold=fold):
            start = stem + char
            same = (bisect_left(whole, start), *(start.startswith(p) for p in prefixes), *(part in start for part in inner))
            starts.setdefault(same, start)
    if len(starts) * 2 ** len(inner) * (len(ends) + 1) > MOST:
        return None
    apart = next(iter(_fresh(0, LAST + 1, used, fold=fold)))
    found = [*sorted(stems), *starts.values()]
    for some in chain.from_iterable(combinations(sorted(inner), size) for size in range(len(inner) + 1)):
        middle = apart + "".join(part + apart for part in some)
        found += [start + middle + end for start in starts.values() for end in ("", *sorted(ends))]
    return found


def _partings(children: list[str], used: set[str], *, fold: bool) -> Iterator[str]:
    """Yield characters for each gap between the children: one that no literal has, or all there are."""
    low = 0
    for high in (*map(ord, children), LAST + 1):
        yield from _fresh(low, high, used, fold=fold)
        low = high + 1


def _fresh(low: int, high: int, used: set[str], *, fold: bool) -> list[str]:
    for char in PLAIN:
        if low <= ord(char) < high and char not in used:
            return [char]
    passed: list[str] = []
    for char in map(chr, range(low, high)):
        if fold and char.casefold() != char:
            continue
        if char not in used:
            return [char]
        passed.append(char)
    return passed
