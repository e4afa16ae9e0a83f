"""Wire values of a property at the boundaries of the conditions on it."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from odatanodes import ast, edm
from odatanodes.schema.types import ComplexType
from odatanodes.strategies.entities import fixed, simplest
from odatanodes.strategies.inverse import BASE, DAY, SECOND, TICK, YEARS, inverted, part_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from odatanodes.runtime import Rules
    from odatanodes.schema.types import Property

MAX_VALUES = 2_000
"""Values found by undoing the operations of one condition."""
MAX_LITERALS = 60
"""Literals of a long list whose neighbours are tried, from both of its ends."""


def candidates(prop: Property, conditions: Iterable[ast.Expr], rules: Rules, *, nullable: bool) -> list[Any]:
    """Return wire values of a property around the literals of conditions on it; the nearest to a literal first, null last."""
    if isinstance(prop.type, ComplexType):
        return [simplest(prop.type), *([None] if nullable else [])]
    conditions = list(conditions)
    literals = [node.value for condition in conditions for node in ast.walk(condition) if isinstance(node, ast.Literal)]
    if len(literals) > MAX_LITERALS:
        literals = [*literals[: MAX_LITERALS // 2], *literals[-MAX_LITERALS // 2 :]]
    calls = {node.name for condition in conditions for node in ast.walk(condition) if isinstance(node, ast.Call)}
    found: list[Any] = []
    for value in literals:
        found += _around(prop, value, calls)
    for condition in conditions:
        found += [wire for value in islice(inverted(condition, rules), MAX_VALUES) for wire in _wire(prop, value)]
    if prop.members:
        found = [*[value for value in found if value in prop.members], *prop.members]
    elif prop.type is edm.BOOLEAN:
        found = [True, False]
    else:
        found.append(fixed(prop))
    unique = {(value.__class__, value): value for value in found}
    return [*unique.values(), *([None] if nullable else [])]


def _wire(prop: Property, value: Any) -> Iterator[Any]:
    """Yield a value of the property's type as the wire writes it; nothing for a value of another type."""
    type = prop.type
    if type in edm.INTEGERS:
        yield from _integers(value, 32 if type is edm.INT32 else 64)
    elif type in edm.NUMBERS:
        if not isinstance(value, bool) and isinstance(value, int | float | Decimal):
            yield value
    elif type is edm.STRING:
        if isinstance(value, str):
            yield value
    elif type is edm.DATE_TIME_OFFSET and isinstance(value, edm.DateTimeOffset) and value.valid:
        moment = edm.DateTimeOffset.from_order(value.order // TICK * TICK)
        if moment.local.year in YEARS:
            yield str(moment)
    elif value.__class__.__name__ == type.name.removeprefix("Edm."):
        yield str(value)


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
        start = BASE.local.order * DAY + value.picoseconds // TICK * TICK
        orders = [start, start + TICK, start - TICK]
    elif isinstance(value, int) and not isinstance(value, bool):
        orders = [start for call in sorted(calls) for near in (value, value + 1, value - 1) for start in part_starts(call, near)]
    for order in orders:
        moment = edm.DateTimeOffset.from_order(order)
        if moment.local.year in YEARS:
            yield str(moment)
