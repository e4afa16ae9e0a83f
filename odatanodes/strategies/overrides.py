"""Objects drawn field by field, with the caller's values and strategies in place of our own.

A field is drawn through `Drawer.field`, after the fields that it depends on, so that it fits what the caller gave for those.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.base.text import did_you_mean, picture
from odatanodes.schema.types import ComplexType, Property, item_type, property_for
from odatanodes.strategies.entities import simplest
from odatanodes.strategies.values import integers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TICK = 10**5
"""Picoseconds in 100 ns, the step of the service's clock."""
SECOND = 10**7
"""Ticks in a second."""
HOUR, DAY = 3_600 * SECOND, 86_400 * SECOND
START = edm.DateTimeOffset.parse("2025-01-01T00:00:00Z").order // TICK
"""Simplest instant, in ticks."""
EARLIEST, LATEST = (
    edm.DateTimeOffset.parse(text).order // TICK for text in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z")
)
DAYS_BEFORE, DAYS_AFTER = 3_650, 1_825
"""Days around the simplest instant in which others lie."""
GAPS = (
    *(0, 1, SECOND, HOUR, 0, 2_236_818, 60 * SECOND, DAY, SECOND - 1, 5_000_000, 7 * DAY, 30 * DAY, 90 * SECOND + 10),
    *(2 * HOUR + 1_234_567, 10, 100 * DAY + 3, HOUR - 1, 365 * DAY, 15 * 60 * SECOND, 400 * DAY + 9_999_999),
)
"""Ticks from one instant to the next."""
DIGITS = (0, 0, 3, 7)
ABSENT = object()
Fields = dict[str, Any]


def absent() -> st.SearchStrategy[Any]:
    """Return the strategy that omits a field of `nodes`, for use alone or in `one_of` with values."""
    return st.just(ABSENT)


def instant(ticks: int, digits: int = 0) -> str:
    """Return the text of an instant as the service writes it: without trailing zeros, or with at least `digits` digits."""
    whole, _, fraction = str(edm.DateTimeOffset.from_order(ticks * TICK))[:-1].partition(".")
    fraction = fraction.ljust(digits, "0")
    return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"


class Drawer:
    """Draws one object of a type; `given` has the caller's values and strategies by path."""

    def __init__(self, draw: st.DrawFn, type: ComplexType, given: Fields) -> None:
        self.draw = draw
        self.type = type
        self.given = given
        self.used: set[str] = set()
        # one draw for all optional fields and one for all fractions of seconds: a draw each is half the cost of a node
        self.chances = draw(integers(0, 2**24 - 1))
        self.spellings = draw(integers(0, 2**16 - 1))

    def field(self, path: str, own: Any) -> Any:
        """Draw the caller's choice for a field, or our own."""
        self.used.add(path)
        chosen = self.given.get(path, own)
        return self.draw(chosen) if isinstance(chosen, st.SearchStrategy) else chosen

    def one(self, path: str, choices: tuple[Any, ...]) -> Any:
        """Draw one of several values for a field."""
        if path in self.given:
            return self.field(path, None)
        return choices[self.draw(integers(0, len(choices) - 1))]

    def number(self, least: int, most: int) -> int:
        """Draw an integer."""
        return self.draw(integers(least, most))

    def moment(self, path: str, ticks: int) -> Any:
        """Draw the text of an instant, with or without trailing zeros."""
        self.spellings, digits = divmod(self.spellings, len(DIGITS))
        return self.field(path, instant(ticks, DIGITS[digits]))

    def epoch(self) -> int:
        """Draw the first instant of an object: within years of the simplest one, or shortly before one that the caller gave."""
        gap = GAPS[self.draw(integers(0, len(GAPS) - 1))]
        near = [ticks for value in self.given.values() if (ticks := _ticks(value)) is not None]
        if near:
            return max(EARLIEST, min(near) - gap)
        return START + self.draw(integers(-DAYS_BEFORE, DAYS_AFTER)) * DAY + gap

    def later(self, ticks: int) -> int:
        """Draw an instant that is not before another: the same, a tick, a second, or up to a year later."""
        return min(LATEST, ticks + GAPS[self.draw(integers(0, len(GAPS) - 1))])

    def present(self, path: str, likely: bool | None = None) -> bool:
        """Decide whether an optional field is present: as the caller and the state require, else by chance."""
        self.chances, chance = divmod(self.chances, 2)  # used up also where it decides nothing: each field has its own bit
        if path in self.given or any(name.startswith(path + "/") for name in self.given):
            return True
        return bool(chance) if likely is None else likely

    def part(self, path: str, make: Callable[[], Any]) -> Any:
        """Draw a structured field: the caller's, or one made here."""
        return self.field(path, None) if path in self.given else make()

    def finish(self, made: Fields) -> Fields:
        """Add the caller's other fields, omit those that are to be absent, and order all as the wire does."""
        for path in self.given:
            if path not in self.used:
                self.put(made, path)
        return _ordered(made, self.type)

    def put(self, made: Fields, path: str) -> None:
        """Store the caller's choice at a path, making the structured values on the way."""
        here, type = made, self.type
        *parents, last = path.split("/")
        for name in parents:
            type = _inner(type, name)
            if not isinstance(here.get(name), dict):
                here[name] = simplest(type)
            here = here[name]
        here[last] = self.field(path, None)


def _ticks(value: Any) -> int | None:
    """Return the ticks of an instant that a caller gave as text."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = edm.DateTimeOffset.parse(value)
    except ValueError:
        return None
    return moment.order // TICK if moment.valid else None


def _inner(type: ComplexType, name: str) -> ComplexType:
    inner = item_type(type.properties[name].type)
    assert isinstance(inner, ComplexType)
    return inner


def _ordered(made: Fields, type: ComplexType) -> Fields:
    result: Fields = {}
    for name, prop in type.properties.items():
        value = made.get(name, ABSENT)
        if isinstance(value, dict) and isinstance(prop.type, ComplexType):
            value = _ordered(value, prop.type)
        if value is not ABSENT:
            result[name] = value
    return result


def _given(type: ComplexType, fields: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the caller's fields by wire path; a dict for a structured property is a set of fields inside it."""
    for name, value in fields.items():
        path, inner = before, type
        steps = name.split("/")
        for place, step in enumerate(steps, 1):
            prop = _known(inner, step)
            path = f"{path}/{prop.name}" if path else prop.name
            if isinstance(prop.type, ComplexType):
                inner = prop.type
            elif place < len(steps):
                raise ValueError(f"'{path}' is {prop.type}, which has no property '{steps[place]}'")
            elif isinstance(value, dict):
                raise ValueError(f"'{path}' is {prop.type}, which has no fields to override")
        if isinstance(value, dict):
            yield from _given(inner, value, path)
        else:
            yield path, value


def _known(type: ComplexType, name: str) -> Property:
    prop = property_for(type, name)
    if prop is None:
        near = did_you_mean(name, [*type.properties, *(other.python_name for other in type.properties.values())], 1)
        help = f"; did you mean '{near[0]}'?" if near else ""
        raise ValueError(f"no property '{name}' on {type.name}{help}")
    return prop


def strategy(
    type: ComplexType, make: Callable[[Drawer], Fields], paths: Mapping[str, Any] | None, fields: Mapping[str, Any]
) -> st.SearchStrategy[Fields]:
    """Return a strategy of objects made by a function of a Drawer, with the caller's fields in place of its own."""
    for source in (paths, fields):
        if source is not None and not isinstance(source, Mapping):
            raise TypeError(f"fields are given as a dict of paths or by name, not as {picture(source)}")
    given = dict(_given(type, {**(paths or {}), **fields}))

    @st.composite
    def draw_object(draw: st.DrawFn) -> Fields:
        drawer = Drawer(draw, type, given)
        return drawer.finish(make(drawer))

    return draw_object()


def overridden(type: ComplexType, base: st.SearchStrategy[Fields], paths: Mapping[str, Any]) -> st.SearchStrategy[Fields]:
    """Objects of another type with fields overridden as those of `nodes` are."""
    return strategy(type, lambda d: d.draw(base), paths, {})
