"""`cast` and `isof` over the primitive types and collections of them.

A cast that fails is null.
Source: OData 4.01 URL Conventions 5.1.1.10; ranges from CSDL 3.3.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from odatanodes import edm
from odatanodes.functions import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["cast", "isof", "target"]

_RANGES: dict[edm.Type, tuple[int, int]] = {
    edm.BYTE: (0, 2**8 - 1),
    edm.SBYTE: (-(2**7), 2**7 - 1),
    edm.INT16: (-(2**15), 2**15 - 1),
    edm.INT32: (-(2**31), 2**31 - 1),
    edm.INT64: (-(2**63), 2**63 - 1),
}
_TEXT_ONLY = frozenset((edm.STREAM, *[type for name, type in edm.PRIMITIVES.items() if name.startswith("Edm.Geo")]))


def target(name: str) -> edm.Type | None:
    """Return the type a name stands for if it can be evaluated here: a primitive type or a collection of one."""
    if name.startswith("Collection(") and name.endswith(")"):
        item = target(name[11:-1])
        return None if item is None or isinstance(item, edm.CollectionType) else edm.CollectionType(item)
    found = edm.PRIMITIVES.get(name if "." in name else f"Edm.{name}")
    return None if found is None or found in _TEXT_ONLY else found


def isof(value: Any, type: edm.Type) -> bool:
    """Return whether a value can be cast to a type; null can be cast to all."""
    return value is None or cast(value, type) is not None


def cast(value: Any, type: edm.Type) -> Any:
    """Return the value as a type, None where it cannot be one."""
    if value is None:
        return None
    if isinstance(type, edm.CollectionType):
        if value.__class__ is not tuple:
            return None
        items = tuple([cast(item, type.item) for item in value])
        return None if any(new is None and old is not None for new, old in zip(items, value, strict=True)) else items
    if type is edm.STRING:
        return _text(value)
    try:
        return _from_text(value, type) if value.__class__ is str else _converted(value, type)
    except (TypeError, ValueError, OverflowError):
        return None


def _converted(value: Any, type: edm.Type) -> Any:
    if type in edm.NUMBERS:
        return _number(value, type) if value.__class__ in {int, float, Decimal} else None
    return values.reader(type)(value)  # takes only values that are of the type already


def _number(value: Any, type: edm.Type) -> Any:
    """Convert between numbers: rounded with midpoints away from zero, null when the integer part does not fit."""
    if type is edm.DOUBLE:
        found = float(value)
        return None if math.isinf(found) and value.__class__ is not float else found
    if type is edm.SINGLE:
        import struct

        single: float = struct.unpack("<f", struct.pack("<f", float(value)))[0]
        return single
    if value.__class__ is float and not math.isfinite(value):
        return None
    if type is edm.DECIMAL:
        return Decimal(repr(value)) if value.__class__ is float else Decimal(value)
    low, high = _RANGES[type]
    if value.__class__ is Decimal and value.adjusted() > 20:
        return None
    whole = value if value.__class__ is int else int(Decimal(value).to_integral_value(ROUND_HALF_UP))
    return whole if low <= whole <= high else None


def _from_text(value: str, type: edm.Type) -> Any:
    """Read the literal of a type from a string; a date and time without zone is taken as UTC."""
    if type is edm.BOOLEAN:
        return {"true": True, "false": False}.get(value)
    if type in edm.NUMBERS:
        if value in {"INF", "-INF", "NaN"}:
            return float(value) if type in {edm.DOUBLE, edm.SINGLE} else None
        return _number(values.decimal(value), type)
    if type is edm.DATE_TIME_OFFSET and len(value) > 10 and value[10] in "Tt" and not _zoned(value):
        value += "Z"
    return values.reader(type)(value)


def _zoned(value: str) -> bool:
    return value[-1] in "Zz" or "+" in value[10:] or "-" in value[10:]


def _text(value: Any) -> str | None:
    """Return a value as JSON payloads write it."""
    if value.__class__ is str:
        text: str = value
        return text
    if value.__class__ is bool:
        return "true" if value else "false"
    if value.__class__ is float:
        return repr(value) if math.isfinite(value) else "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    if value.__class__ is Decimal:
        digits = f"{value:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits  # equal numbers have one text
    if value.__class__ is bytes:
        import base64

        return base64.urlsafe_b64encode(value).decode().rstrip("=")
    if value.__class__ is frozenset:
        return ",".join(sorted(value))
    if value.__class__ is tuple or hasattr(value, "keys"):
        return None
    return f"{Decimal(value):f}" if value.__class__ is int else str(value)  # Python writes no int of more than 4,300 digits
