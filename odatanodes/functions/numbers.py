"""The rounding functions: Double stays Double, Decimal stays Decimal, integers become Decimal.

Source: OData 4.01 URL Conventions 5.1.1.9.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def ceiling(value: Any) -> Any:
    """Return the nearest whole number not below."""
    return _rounded(value, ROUND_CEILING)


def floor(value: Any) -> Any:
    """Return the nearest whole number not above."""
    return _rounded(value, ROUND_FLOOR)


def round(value: Any) -> Any:
    """Return the nearest whole number; a midpoint goes away from zero."""
    return _rounded(value, ROUND_HALF_UP)


def _rounded(value: Any, rounding: str) -> Any:
    if value.__class__ is float:  # through Decimal, since value + 0.5 is wrong for 0.49999999999999994
        if not math.isfinite(value):
            return value
        return math.copysign(float(Decimal(value).to_integral_value(rounding)), value)
    if value.__class__ is int or value.__class__ is Decimal:
        return Decimal(value).to_integral_value(rounding)
    raise TypeError("the function takes a number")
