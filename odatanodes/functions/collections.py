"""The functions over collections (tuples of canonical values); items are equal by the rule of `eq`.

Source: OData 4.01 URL Conventions 5.1.1.6 and the collection overloads of 5.1.1.5.
"""

from __future__ import annotations

from math import isnan

from odatanodes.functions.operators import NUMBERS, equal
from odatanodes.functions.values import anything

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Items = tuple[Any, ...]


def hassubset(first: Items, second: Items, fold: bool = False) -> bool:
    """Return whether each item of the second is in the first, as often as it is in the second."""
    _both(first, second)
    try:
        return _covers(first, second, fold)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _covers(first: Items, second: Items, fold: bool) -> bool:
    inexact = any(item.__class__ is float for item in (*first, *second))
    left: dict[object, int] = {}
    for item in first:
        key = _key(item, fold, inexact)
        left[key] = left.get(key, 0) + 1
    for item in second:
        key = _key(item, fold, inexact)
        if not left.get(key):
            return False
        left[key] -= 1
    return True


def _key(item: Any, fold: bool, inexact: bool) -> object:
    """Return something with a hash that is equal for equal items; a number is a Double as soon as one of them is."""
    if item.__class__ is str:
        return item.casefold() if fold else item
    if item.__class__ in NUMBERS:
        number: Any = item
        as_compared = float(number) if inexact else number
        return object() if isnan(as_compared) else ("number", as_compared)  # NaN equals nothing
    if item.__class__ is tuple:
        return tuple([_key(part, fold, inexact) for part in item])
    if hasattr(item, "keys"):
        return frozenset([(name, _key(anything(item[name]), fold, inexact)) for name in item])
    return (item.__class__, item)


def hassubsequence(first: Items, second: Items, fold: bool = False) -> bool:
    """Return whether the second is the first with items left out, in the same order."""
    _both(first, second)
    items = iter(first)
    return all(any(equal(item, wanted, fold) for item in items) for wanted in second)


def same(first: Items, second: Items, fold: bool) -> bool:
    """Return whether two collections are equal item by item."""
    return len(first) == len(second) and all(equal(a, b, fold) for a, b in zip(first, second, strict=True))


def find(first: Items, second: Items, fold: bool) -> int:
    """Return where the second is a run of items of the first, or -1; by Knuth, Morris and Pratt, so in linear time."""
    if not second:
        return 0
    borders = [0]
    matched = 0
    for item in second[1:]:
        matched = _advance(second, borders, matched, item, fold)
        borders.append(matched)
    matched = 0
    for at, item in enumerate(first):
        matched = _advance(second, borders, matched, item, fold)
        if matched == len(second):
            return at - matched + 1
    return -1


def _advance(wanted: Items, borders: list[int], matched: int, item: Any, fold: bool) -> int:
    while matched and not equal(wanted[matched], item, fold):
        matched = borders[matched - 1]
    return matched + 1 if equal(wanted[matched], item, fold) else 0


def _both(first: object, second: object) -> None:
    if first.__class__ is not tuple or second.__class__ is not tuple:
        raise TypeError("the function takes two collections")
