"""Checks of the arguments of the strategies: a wrong one is named where the strategy is made."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from odatanodes.base.text import expect, picture
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from typing import Any

__all__ = ["check_arguments", "check_names"]


def check_arguments(schema: object, depth: object = 0) -> None:
    """Raise TypeError for a schema that is not a type of objects, or a depth that is not an integer."""
    expect(schema, ComplexType, "schema is an EntityType, such as BATCH_NODE")
    expect(depth, int, "depth is an integer")


def check_names(names: Any, what: str) -> None:
    """Raise TypeError for a single string where a collection of names is expected."""
    if isinstance(names, str) or not isinstance(names, Collection):
        raise TypeError(f"{what} is a collection of names, not {picture(names)}")
