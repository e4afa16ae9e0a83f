"""Values at the boundaries of what conditions say about one property, as the wire writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from odatanodes import ast, edm
from odatanodes.schema.types import ComplexType
from odatanodes.strategies.entities import fixed, simplest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from odatanodes.schema.types import Property

TICK = 10**5
"""Picoseconds in 100 ns, the step of the service's clock."""
SECOND = edm.PICO
DAY = 86_400 * SECOND
_PARTS = {"hour": 3_600 * SECOND, "minute": 60 * SECOND, "second": SECOND}
_BASE = edm.DateTimeOffset.parse("2025-06-15T12:30:30.5Z")
_YEARS = range(1, 9999)


def candidates(prop: Property, conditions: Iterable[ast.Expr], *, nullable: bool) -> list[Any]:
    """Return values of a property around the literals it is compared with; the nearest to a literal first, null last."""
    if isinstance(prop.type, ComplexType):
        return [simplest(prop.type), *([None] if nullable else [])]
    literals = [node.value for condition in conditions for node in ast.walk(condition) if isinstance(node, ast.Literal)]
    calls = {node.name for condition in conditions for node in ast.walk(condition) if isinstance(node, ast.Call)}
    found: list[Any] = []
    for value in literals:
        found += _around(prop, value, calls)
    if prop.members:
        found = [*[value for value in found if value in prop.members], *prop.members]
    elif prop.type is edm.BOOLEAN:
        found = [True, False]
    else:
        found.append(fixed(prop))
    unique = {(value.__class__, value): value for value in found}
    return [*unique.values(), *([None] if nullable else [])]


def _around(prop: Property, value: object, calls: set[str]) -> Iterator[Any]:
    """Yield the values around one literal."""
    type = prop.type
    if type is edm.STRING:
        yield from _strings(value)
    elif type in edm.INTEGERS:
        yield from _integers(value, 32 if type is edm.INT32 else 64)
    elif type in edm.NUMBERS:
        yield from _numbers(value)
    elif type is edm.DATE_TIME_OFFSET:
        yield from _instants(value, calls)
    elif type is edm.DATE and isinstance(value, edm.Date) and value.valid:
        yield from [str(edm.Date.from_days(value.order + step)) for step in (0, -1, 1)]
    elif type is edm.DURATION and isinstance(value, edm.Duration):
        yield from [str(edm.Duration(value.picoseconds + step)) for step in (0, -1, 1)]
    elif type is edm.TIME_OF_DAY and isinstance(value, edm.TimeOfDay):
        yield from [str(edm.TimeOfDay((value.picoseconds + step) % DAY)) for step in (0, -1, 1)]
    elif type is edm.GUID and value is not None:
        yield str(value)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from (value + "x", value[:-1], "x" + value, f"x{value}x", value.swapcase(), value.upper(), f" {value} ")
    if isinstance(value, int) and 0 <= value <= 1_000:  # length, indexof
        yield from ("x" * length for length in (value, value + 1, max(0, value - 1)))


def _integers(value: Any, bits: int) -> Iterator[int]:
    if value.__class__.__name__ not in ("int", "float", "Decimal") or not abs(value) <= 2**63:
        return  # NaN included
    whole = int(value)
    yield from [near for near in (whole, whole + 1, whole - 1) if -(2 ** (bits - 1)) <= near < 2 ** (bits - 1)]


def _numbers(value: object) -> Iterator[Any]:
    if isinstance(value, bool) or value.__class__.__name__ not in ("int", "float", "Decimal"):
        return
    yield value
    yield from (value + 1, value - 1)  # type: ignore[operator]


def _instants(value: object, calls: set[str]) -> Iterator[str]:
    orders: list[int] = []
    if isinstance(value, edm.DateTimeOffset):
        floor = value.order // TICK * TICK
        orders = [floor, floor + TICK, floor - TICK, floor + SECOND, floor - SECOND]
    elif isinstance(value, edm.Date) and value.valid:
        start = value.order * DAY
        orders = [start, start + DAY - TICK, start - TICK, start + DAY]
    elif isinstance(value, edm.TimeOfDay):
        start = _BASE.local.order * DAY + value.picoseconds // TICK * TICK
        orders = [start, start + TICK, start - TICK]
    elif isinstance(value, int) and not isinstance(value, bool):
        orders = [start for call in sorted(calls) for near in (value, value + 1, value - 1) for start in _starts(call, near)]
    for order in orders:
        moment = edm.DateTimeOffset.from_order(order)
        if moment.local.year in _YEARS:
            yield str(moment)


def _starts(call: str, number: int) -> Iterator[int]:
    """Yield the first instant, and the last before it, at which a part of the date has this number."""
    day = _BASE.local
    if call == "year" and number in _YEARS:
        start = edm.Date(number, 1, 1).order * DAY
    elif call == "month" and 1 <= number <= 12:
        start = edm.Date(day.year, number, 1).order * DAY
    elif call == "day" and 1 <= number <= 30:
        start = edm.Date(day.year, day.month, number).order * DAY
    elif call in _PARTS and 0 <= number < 60:
        start = day.order * DAY + number * _PARTS[call]
    else:
        return
    yield from (start, start - TICK)
