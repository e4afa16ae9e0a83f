"""The functions over strings, and their overloads over collections (tuples of canonical values).

Each takes argument values that are not null; `fold` says whether strings compare without case. `length`, `substring` and
`indexof` count characters, which are Unicode code points here as they are in a Python str.
Source: OData 4.01 URL Conventions 5.1.1.5 and 5.1.1.7.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate

from odatanodes.functions import collections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def concat(first: Any, second: Any) -> Any:
    """Return the second appended to the first."""
    _same(first, second)
    return first + second


def contains(first: Any, second: Any, fold: bool = False) -> bool:
    """Return whether the second is a substring (or a run of items) of the first."""
    _same(first, second)
    if first.__class__ is tuple:
        return collections.find(first, second, fold) >= 0
    return second.casefold() in first.casefold() if fold else second in first


def startswith(first: Any, second: Any, fold: bool = False) -> bool:
    """Return whether the first starts with the second."""
    _same(first, second)
    if first.__class__ is tuple:
        return collections.same(first[: len(second)], second, fold)
    found: bool = first.casefold().startswith(second.casefold()) if fold else first.startswith(second)
    return found


def endswith(first: Any, second: Any, fold: bool = False) -> bool:
    """Return whether the first ends with the second."""
    _same(first, second)
    if first.__class__ is tuple:
        return len(second) <= len(first) and collections.same(first[len(first) - len(second) :], second, fold)
    found: bool = first.casefold().endswith(second.casefold()) if fold else first.endswith(second)
    return found


def indexof(first: Any, second: Any, fold: bool = False) -> int:
    """Return where the second first occurs in the first, from 0, or -1."""
    _same(first, second)
    if first.__class__ is tuple:
        return collections.find(first, second, fold)
    if not fold:
        position: int = first.find(second)
        return position
    folded = first.casefold()
    at: int = folded.find(second.casefold())
    if at <= 0 or len(folded) == len(first):
        return at
    return _unfolded(first, at)


def _unfolded(text: str, at: int) -> int:
    """Return the position in a text of what stands at a position of its folded form ("ß" folds to two characters)."""
    ends = accumulate(len(char.casefold()) for char in text)
    return next(position for position, end in enumerate(ends) if end > at)


def length(first: Any) -> int:
    """Return the number of characters or items."""
    if first.__class__ is str or first.__class__ is tuple:
        return len(first)
    raise TypeError("length takes a string or a collection")


def substring(first: Any, start: int, count: int | None = None) -> Any:
    """Return what begins at `start`, `count` characters or items at most; a negative start counts from the end."""
    if first.__class__ is not str and first.__class__ is not tuple:
        raise TypeError("substring takes a string or a collection")
    if start.__class__ is not int or (count is not None and count.__class__ is not int):
        raise TypeError("substring takes integers as start and length")
    if count is not None and count < 0:
        raise ValueError("the length of a substring is negative")
    if start < 0:
        start = max(0, len(first) + start)
    return first[start:] if count is None else first[start : start + count]


def tolower(first: Any) -> str:
    """Return the string in lower case."""
    return _text(first).lower()


def toupper(first: Any) -> str:
    """Return the string in upper case."""
    return _text(first).upper()


def trim(first: Any) -> str:
    """Return the string without white space at both ends."""
    return _text(first).strip()


def matchespattern(first: Any, pattern: Any, backtracking: bool = False) -> bool:
    """Return whether a part of the string matches an ECMAScript regular expression; raises ValueError for a bad one."""
    return searcher(_text(pattern), backtracking).search(_text(first)) is not None


@lru_cache(maxsize=256)
def searcher(pattern: str, backtracking: bool) -> Any:
    """Return the compiled pattern of the linear-time engine, or of Python's own where the caller accepts backtracking.

    Both read the same translation, so a pattern means the same with either. Raises ValueError for a pattern that ECMAScript or
    linear time does not have, and ModuleNotFoundError where google-re2 is not installed and backtracking not accepted.
    """
    from odatanodes.functions.patterns import translated

    try:
        import re2 as engine  # type: ignore[import-untyped, unused-ignore]
    except ModuleNotFoundError:
        if not backtracking:
            raise
        import re as engine
    try:
        if engine.__name__ == "re2":
            options = engine.Options()
            options.log_errors = False
            return engine.compile(translated(pattern, re2=True), options)
        return engine.compile(translated(pattern, re2=False), engine.ASCII)
    except (engine.error, RecursionError, OverflowError) as error:
        raise ValueError(f"the pattern is too large: {error}") from None


def _text(value: Any) -> str:
    if value.__class__ is str:
        text: str = value
        return text
    raise TypeError("the function takes a string")


def _same(first: object, second: object) -> None:
    if first.__class__ is not second.__class__ or (first.__class__ is not str and first.__class__ is not tuple):
        raise TypeError("the function takes two strings or two collections")
