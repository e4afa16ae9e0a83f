"""Rows of a table as items, as JSON from the service has them."""

from __future__ import annotations

import datetime
from base64 import urlsafe_b64encode
from decimal import Decimal
from typing import TYPE_CHECKING

from odatanodes import edm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from odatanodes.engines.paths import Shape

__all__ = ["as_json", "needs_json", "without_nulls"]

PLAIN = frozenset((str, bool, int, type(None)))


def without_nulls(value: Any) -> Any:
    """Return a value as JSON from the service has it: properties that are null are left out, null items of arrays are not."""
    if value.__class__ is dict:
        return {name: without_nulls(below) for name, below in value.items() if below is not None}
    if value.__class__ is list:
        return [without_nulls(item) for item in value]
    return value


def needs_json(shape: Shape) -> bool:
    """Return whether values of a shape may be something else than JSON has: instants, durations, numbers without end."""
    below: Iterable[Shape] = (*shape.fields.values(), *([shape.item] if shape.item is not None else ()))
    return shape.kind in {"other", "real"} or any(map(needs_json, below))


def as_json(value: Any) -> Any:
    """Return what JSON from the service has for a value of an engine.

    >>> as_json(datetime.datetime(2025, 11, 22, 20, 0, 0, 500_000, datetime.UTC)), as_json(datetime.timedelta(minutes=5))
    ('2025-11-22T20:00:00.5Z', 'PT5M')
    """
    kind = value.__class__
    if kind in PLAIN:
        return value
    if kind is dict:
        return {name if name.__class__ is str else str(as_json(name)): as_json(below) for name, below in value.items()}
    if kind is list or kind is tuple:
        return [as_json(item) for item in value]
    if isinstance(value, float):
        return value if value - value == 0 else "NaN" if value != value else "INF" if value > 0 else "-INF"  # noqa: PLR0124
    if isinstance(value, Decimal):
        return as_json(float(value)) if not value.is_finite() or value % 1 else int(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return urlsafe_b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return _instant(value)
    if isinstance(value, (datetime.timedelta, datetime.date)) or (isinstance(value, datetime.time) and value.tzinfo is None):
        return str(edm.from_python(value))
    return str(value)


def _instant(value: datetime.datetime) -> str:
    """Return an instant in UTC; one without a time zone stays without: which one is meant is not known."""
    if value.tzinfo is None:
        text = value.isoformat()
        return text.rstrip("0") if value.microsecond else text
    found = edm.from_python(value)
    return str(found.utc() if isinstance(found, edm.DateTimeOffset) else found)
