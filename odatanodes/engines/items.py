"""Rows of a table as items, as JSON from the service has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

__all__ = ["without_nulls"]


def without_nulls(value: Any) -> Any:
    """Return a value as JSON from the service has it: properties that are null are left out, null items of arrays are not."""
    if value.__class__ is dict:
        return {name: without_nulls(below) for name, below in value.items() if below is not None}
    if value.__class__ is list:
        return [without_nulls(item) for item in value]
    return value
