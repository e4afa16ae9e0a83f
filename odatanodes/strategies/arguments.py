"""Checks of the arguments of the strategies: a wrong one is named where the strategy is made."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from odatanodes.base.text import expect, picture
from odatanodes.schema.types import ComplexType, EntityType, schema_of

if TYPE_CHECKING:
    from typing import Any

    from odatanodes.schema.types import Listing

__all__ = ["check_arguments", "check_entity", "check_names"]


def check_arguments(schema: ComplexType | Listing, depth: int = 0) -> ComplexType:
    """Return the type of the objects, also where a list API is given.

    Raises TypeError for a schema that is not a type of objects or a depth that is not an integer, ValueError for one below zero.
    """
    found = schema if isinstance(schema, ComplexType) else schema_of(schema)
    expect(found, ComplexType, "schema is an EntityType, such as BATCH_NODE")
    expect(depth, int, "depth is an integer")
    if depth < 0:
        raise ValueError(f"depth is 0 or more, not {depth}")
    assert isinstance(found, ComplexType)
    return found


def check_entity(schema: EntityType | Listing, depth: int = 0) -> EntityType:
    """Return the type of items as `check_arguments` does."""
    found = check_arguments(schema, depth)
    expect(found, EntityType, "schema is an EntityType, such as BATCH_NODE")
    assert isinstance(found, EntityType)
    return found


def check_names(names: Any, what: str) -> None:
    """Raise TypeError for a single string where a collection of names is expected."""
    if isinstance(names, str) or not isinstance(names, Collection):
        raise TypeError(f"{what} is a collection of names, not {picture(names)}")
