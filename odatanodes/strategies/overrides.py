"""Objects drawn field by field, with the caller's values and strategies in place of our own.

A field is drawn through `Drawer.field`, after the fields that it depends on, so that it fits what the caller gave for those.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.base.text import picture
from odatanodes.schema.types import ComplexType
from odatanodes.strategies.entities import simplest
from odatanodes.strategies.given import ABSENT, flat, inner_type, property_at, wire_value
from odatanodes.strategies.shown import named
from odatanodes.strategies.values import integers

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """Draws one object of a type; `given` has the caller's values by path, those of strategies drawn before all else.

    `checked` is false where the caller is this package, which may give values that the service never returns.
    """

    def __init__(self, draw: st.DrawFn, type: ComplexType, given: Fields, *, checked: bool = True) -> None:
        self.draw = draw
        self.type = type
        self.given = given
        if checked and any(isinstance(value, st.SearchStrategy) for value in given.values()):
            self.given = {path: self._drawn(path, value) for path, value in given.items()}
        self.used: set[str] = set()
        self.digits = -1
        self.chances = 1

    def _drawn(self, path: str, value: Any) -> Any:
        return wire_value(property_at(self.type, path), path, self.draw(value)) if isinstance(value, st.SearchStrategy) else value

    def field(self, path: str, own: Any) -> Any:
        """Return the caller's value for a field, or draw our own."""
        if path in self.given:
            self.used.add(path)
            return self.given[path]
        return self.draw(own) if isinstance(own, st.SearchStrategy) else own

    def one(self, path: str, choices: tuple[Any, ...]) -> Any:
        """Draw one of several values for a field."""
        if path in self.given:
            return self.field(path, None)
        return choices[0] if len(choices) == 1 else choices[self.draw(integers(0, len(choices) - 1))]

    def text(self, value: Any, own: str) -> str:
        """Return a value of a field for use in another; our own where it is null or absent."""
        return value if isinstance(value, str) else own

    def number(self, least: int, most: int) -> int:
        """Draw an integer."""
        return self.draw(integers(least, most))

    def asked(self, *paths: str) -> bool:
        """Return whether the caller gave a value, not null, for a field or something inside it."""
        return any(
            value is not None and value is not ABSENT and (path in paths or path.startswith(tuple(f"{name}/" for name in paths)))
            for path, value in self.given.items()
        )

    # --- instants ---

    def moment(self, path: str, ticks: int) -> Any:
        """Draw the text of an instant, with or without trailing zeros."""
        if path in self.given:
            return self.field(path, None)
        if self.digits < 0:
            self.digits = self.draw(_SPELLINGS)  # one draw for all instants of an object
        self.digits, digits = divmod(self.digits, len(DIGITS))
        return instant(ticks, DIGITS[digits])

    def epoch(self) -> int:
        """Draw the first instant of an object: within years of the simplest one, or shortly before one that the caller gave."""
        near = [ticks for value in self.given.values() if (ticks := _ticks(value)) is not None]
        if near:
            return max(EARLIEST, min(near) - GAPS[self.draw(_GAP)])
        return START + self.draw(_DAYS) * DAY

    def later(self, ticks: int) -> int:
        """Draw an instant that is not before another: the same, a tick, a second, or up to a year later."""
        return min(LATEST, ticks + GAPS[self.draw(_GAP)])

    def chain(self, *fields: tuple[str, ...]) -> list[int]:
        """Draw instants in ascending order for some fields; those that the caller gave stay, the others fit between them.

        Where a field is not given, the next one of its tuple that is stands for it.
        """
        fixed = [next((ticks for path in paths if (ticks := _ticks(self.given.get(path))) is not None), None) for paths in fields]
        found: list[int] = []
        for place, ticks in enumerate(fixed):
            if ticks is None:
                ticks = self.later(found[-1]) if found else self.epoch()  # noqa: PLW2901
                limit = min([later for later in fixed[place:] if later is not None], default=ticks)
                ticks = min(ticks, max(limit, found[-1] if found else limit))  # noqa: PLW2901
            found.append(ticks)
        return found

    # --- optional and structured fields ---

    def present(self, path: str, likely: bool | None = None) -> bool:
        """Decide whether an optional field is present: as the caller and the state require, else by chance."""
        if path in self.given or any(name.startswith(path + "/") for name in self.given):
            return True
        if likely is not None:
            return likely
        if self.chances < 2:
            self.chances = 8 + self.draw(_CHANCES)  # one draw for three fields; more would not shrink field by field
        self.chances, chance = divmod(self.chances, 2)
        return bool(chance)

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
            type = inner_type(type, name)
            if not isinstance(here.get(name), dict):
                here[name] = simplest(type)
            here = here[name]
        here[last] = self.field(path, None)


_CHANCES = integers(0, 7)
_GAP = integers(0, len(GAPS) - 1)
_DAYS = integers(-DAYS_BEFORE, DAYS_AFTER)
_SPELLINGS = integers(0, 2**16 - 1)


def _ticks(value: Any) -> int | None:
    """Return the ticks of an instant that a caller gave as text."""
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        moment = edm.DateTimeOffset.parse(value)
    except ValueError:
        return None
    return moment.order // TICK if moment.valid else None


def _ordered(made: Fields, type: ComplexType) -> Fields:
    result: Fields = {}
    for name, prop in type.properties.items():
        value = made.get(name, ABSENT)
        if isinstance(value, dict) and isinstance(prop.type, ComplexType):
            value = _ordered(value, prop.type)
        if value is not ABSENT:
            result[name] = value
    return result


def strategy(
    name: str,
    type: ComplexType,
    make: Callable[[Drawer], Fields],
    paths: Mapping[str, Any] | None,
    fields: Mapping[str, Any],
) -> st.SearchStrategy[Fields]:
    """Return a strategy of objects made by a function of a Drawer, with the caller's fields in place of its own."""
    for source in (paths, fields):
        if source is not None and not isinstance(source, Mapping):
            raise TypeError(f"fields are given as a dict of paths or by name, not as {picture(source)}")
    given = dict(flat(type, {**(paths or {}), **fields}))

    def draw_object(draw: st.DrawFn) -> Fields:
        drawer = Drawer(draw, type, given)
        return drawer.finish(make(drawer))

    return named(name, draw_object, *([] if paths is None else [paths]), **fields)
