"""Items of a list API, with the results that the page asks for again and again: matches, categories, instants."""

from __future__ import annotations

import datetime
import time
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any

from odatanodes import edm
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from odatanodes.schema.types import EntityType, Property
    from odatanodes.service import Service

__all__ = ["BINS", "Bins", "Categories", "Listing", "Matches", "SlowError"]

CHUNK_ITEMS = 2_000
"""Items evaluated between two looks at the clock."""
FILTER_SECONDS = 5.0
"""Time allowed for one filter over all items."""
MAX_CATEGORIES = 64
"""Distinct values of a property beyond which the rest are one category, "other"."""
FEW = 12
"""Values of a property without known members up to which it is offered as a colour."""
MAX_DEPTH = 3
"""Levels of complex properties that are offered for colours and charts."""
BINS = 48
"""Steps of a chart over time."""
ABSENT = "(none)"
OTHER = "(other)"


class SlowError(Exception):
    """A filter took longer than FILTER_SECONDS."""


class Matches:
    """Which items a filter keeps: `flags` has one byte for each item (1: kept), `indexes` their positions in order."""

    __slots__ = ("flags", "indexes")

    def __init__(self, flags: bytes) -> None:
        self.flags = flags
        self.indexes = list(compress(range(len(flags)), flags))


class Categories:
    """The values of one property: `labels`, and for each item the number of its label in `cells`."""

    __slots__ = ("cells", "labels")

    def __init__(self, labels: list[str], cells: bytes) -> None:
        self.labels = labels
        self.cells = cells


class Bins:
    """Equal steps of time: from `first` to `last` (seconds since 1970); `cells` has each item's step, BINS where it has no time."""

    __slots__ = ("cells", "first", "last")

    def __init__(self, first: float, last: float, cells: bytes) -> None:
        self.first = first
        self.last = last
        self.cells = cells


class Listing:
    """Items of one list API. They are not copied and must not change afterwards."""

    def __init__(self, items: Sequence[Mapping[str, Any]], service: Service, title: str = "") -> None:
        self.items = items
        self.service = service
        self.title = title
        self.colour_paths = [path for path, prop in _scalars(self.schema) if prop.members or prop.type is edm.BOOLEAN]
        self.colour_paths += [path for path, prop in _scalars(self.schema) if prop.type is edm.STRING and self._has_few(path)]
        self.time_paths = [path for path, prop in _scalars(self.schema) if prop.type is edm.DATE_TIME_OFFSET]
        self.filter = lru_cache(maxsize=32)(self._filter)
        self.matches = lru_cache(maxsize=32)(self._matches)
        self.categories = lru_cache(maxsize=16)(self._categories)
        self.bins = lru_cache(maxsize=16)(self._bins)
        self.order = lru_cache(maxsize=16)(self._order)

    def _has_few(self, path: str) -> bool:
        """Whether a property without known members has a few values that return, as the size of a machine has."""
        if path in self.colour_paths:
            return False
        seen: set[str] = set()
        number = 0
        for item in self.items[:: 1 + len(self.items) // CHUNK_ITEMS]:
            value = value_at(item, path)
            if isinstance(value, str):
                number += 1
                seen.add(value)
                if len(seen) > FEW:
                    return False
        return 1 < len(seen) < number

    @property
    def schema(self) -> EntityType:
        """The schema of the items."""
        return self.service.schema

    def _filter(self, text: str) -> Filter:
        """Return a filter that evaluates on every item: absent properties are null, failing items are left out."""
        return Filter(text, self.schema, on_missing="null", on_error="exclude")

    def select(self, text: str) -> Select:
        """Return a projection; raises ODataError for a wrong one."""
        return Select(text, self.schema)

    def _matches(self, text: str) -> Matches:
        """Evaluate a filter on every item; "" keeps all. Raises ODataError, SlowError."""
        if not text:
            return Matches(b"\1" * len(self.items))
        wanted = self.filter(text)
        flags = bytearray()
        deadline = time.monotonic() + FILTER_SECONDS
        for start in range(0, len(self.items), CHUNK_ITEMS):
            chunk = self.items[start : start + CHUNK_ITEMS]
            kept = set(map(id, wanted.apply(chunk)))  # the objects that were passed in
            flags += bytes(map(kept.__contains__, map(id, chunk)))
            if time.monotonic() > deadline:
                raise SlowError(f"the filter takes longer than {FILTER_SECONDS:g} seconds on {len(self.items):,} items")
        return Matches(bytes(flags))

    def _categories(self, path: str) -> Categories:
        """Return the categories of a property, known members first, then values that the schema does not know, then absent ones."""
        values = [_label(value_at(item, path)) for item in self.items]
        known = dict.fromkeys(_members(self.schema, path))
        seen = dict.fromkeys(value for value in values if value is not None)
        labels = [*(label for label in known if label in seen), *(label for label in seen if label not in known)][:MAX_CATEGORIES]
        number = {label: place for place, label in enumerate(labels)}
        other, absent = len(labels), len(labels) + (len(seen) > len(labels))
        cells = bytes(absent if value is None else number.get(value, other) for value in values)
        if len(seen) > len(labels):
            labels.append(OTHER)
        return Categories([*labels, ABSENT], cells)

    def _bins(self, path: str) -> Bins:
        """Return equal steps of time over a property."""
        instants = [_seconds(value_at(item, path)) for item in self.items]
        known = [moment for moment in instants if moment is not None]
        if not known:
            return Bins(0.0, 0.0, b"")
        first, last = min(known), max(known)
        step = (last - first) / BINS or 1.0
        cells = bytes(BINS if moment is None else min(BINS - 1, int((moment - first) / step)) for moment in instants)
        return Bins(first, last, cells)

    def _order(self, path: str) -> list[int]:
        """Return the positions of all items in order of a property; those without it are left out."""
        values = [value_at(item, path) for item in self.items]
        known = [index for index, value in enumerate(values) if value is not None]
        return sorted(known, key=lambda index: _sort_key(values[index]))


def value_at(item: Any, path: str) -> Any:
    """Return the value at a path of an item, None where a step is absent."""
    for name in path.split("/"):
        try:
            item = item[name]
        except (KeyError, TypeError):
            return None
    return item


def _scalars(owner: ComplexType, above: str = "", depth: int = 1) -> Iterator[tuple[str, Property]]:
    """Yield the properties that are not collections, those of complex properties included."""
    for prop in owner.properties.values():
        path = f"{above}{prop.name}"
        if isinstance(prop.type, ComplexType):
            if depth < MAX_DEPTH:
                yield from _scalars(prop.type, f"{path}/", depth + 1)
        elif not isinstance(prop.type, edm.CollectionType):
            yield path, prop


def _members(schema: EntityType, path: str) -> tuple[str, ...]:
    prop = dict(_scalars(schema)).get(path)
    if prop is None:
        return ()
    return ("true", "false") if prop.type is edm.BOOLEAN else prop.members


def _label(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _seconds(value: Any) -> float | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)).timestamp()


def _sort_key(value: Any) -> tuple[int, Any]:
    """Return what values of any type are ordered by: numbers, then text without case, then the rest as text."""
    if isinstance(value, int | float):
        return (0, value)
    return (1, value.casefold()) if isinstance(value, str) else (2, str(value))
