"""Drawing an object field by field, where the caller's own values and strategies step in.

A field is drawn through `Drawer.field`, after those it depends on: what is drawn later fits what the caller asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.base.text import did_you_mean
from odatanodes.schema.types import ComplexType, Property, item_type, property_for
from odatanodes.strategies.entities import simplest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TICK = 10**5
"""Picoseconds in 100 ns, the step of the service's clock."""
SECOND = 10**7
"""Ticks in a second."""
START = edm.DateTimeOffset.parse("2025-01-01T00:00:00Z").order // TICK
ABSENT = object()
Fields = dict[str, Any]


def absent() -> st.SearchStrategy[Any]:
    """Return what to give `nodes` for a field that is to be left out, alone or in `one_of` with values."""
    return st.just(ABSENT)


def instant(ticks: int, digits: int = 0) -> str:
    """Write an instant as the service does: without trailing zeros, unless `digits` asks for so many."""
    whole, _, fraction = str(edm.DateTimeOffset.from_order(ticks * TICK))[:-1].partition(".")
    fraction = fraction.ljust(digits, "0")
    return f"{whole}.{fraction}Z" if fraction else f"{whole}Z"


class Drawer:
    """Draws one object of a type; `given` holds the caller's values and strategies by path."""

    def __init__(self, draw: st.DrawFn, type: ComplexType, given: Fields) -> None:
        self.draw = draw
        self.type = type
        self.given = given
        self.used: set[str] = set()

    def field(self, path: str, own: Any) -> Any:
        """Draw the caller's choice for a field, or our own."""
        self.used.add(path)
        chosen = self.given.get(path, own)
        return self.draw(chosen) if isinstance(chosen, st.SearchStrategy) else chosen

    def one(self, path: str, choices: tuple[Any, ...]) -> Any:
        """Draw one of several values for a field."""
        return self.field(path, st.sampled_from(choices))

    def moment(self, path: str, ticks: int) -> Any:
        """Draw the text of an instant, with or without trailing zeros."""
        return self.field(path, st.sampled_from((0, 0, 0, 3, 7)).map(lambda digits: instant(ticks, digits)))

    def later(self, ticks: int) -> int:
        """Draw an instant not before another: the same, a tick, a second, or up to weeks later."""
        return ticks + self.draw(st.sampled_from((0, 1, SECOND, 3_600 * SECOND)) | st.integers(0, 2 * 10**13))

    def present(self, path: str, likely: bool | None = None) -> bool:
        """Decide whether an optional field is there: as the caller says, as the state demands, or by chance."""
        if path in self.given or any(name.startswith(path + "/") for name in self.given):
            return True
        chance = self.draw(st.booleans())  # also where it decides nothing, lest such states make the shortest examples
        return chance if likely is None else likely

    def part(self, path: str, make: Callable[[], Any]) -> Any:
        """Draw a structured field: the caller's, or one made here."""
        return self.field(path, None) if path in self.given else make()

    def finish(self, made: Fields) -> Fields:
        """Put in what the caller asked for and nothing here draws; leave out what is to be absent; order as the wire does."""
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
    """Yield the caller's fields by wire path; a dict for a structured property stands for fields inside it."""
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
    given = dict(_given(type, {**(paths or {}), **fields}))

    @st.composite
    def draw_object(draw: st.DrawFn) -> Fields:
        drawer = Drawer(draw, type, given)
        return drawer.finish(make(drawer))

    return draw_object()


def overridden(type: ComplexType, base: st.SearchStrategy[Fields], paths: Mapping[str, Any]) -> st.SearchStrategy[Fields]:
    """Objects of another type with fields overridden as those of `nodes` are."""
    return strategy(type, lambda d: d.draw(base), paths, {})
