"""Where a name stands that a type does not have itself: in a part of it, or in the items of a collection."""

from __future__ import annotations

from odatanodes.schema.types import ComplexType, item_type

__all__ = ["deeper"]

_DEEPEST, _MOST_SEEN = 3, 2_000


def deeper(owner: ComplexType, name: str) -> tuple[list[str], list[str]]:
    """Return the paths to properties of this name in the parts of a type, and those that lead through one collection."""
    wanted = name.replace("_", "").lower()
    plain: list[str] = []
    in_items: list[str] = []
    level: list[tuple[str, ComplexType, bool]] = [("", owner, False)]
    seen = 0
    for _ in range(_DEEPEST):
        below: list[tuple[str, ComplexType, bool]] = []
        for prefix, type, collected in level:
            for prop in type.properties.values():
                seen += 1
                inner = item_type(prop.type)
                through = collected or inner is not prop.type
                if prefix and prop.name.lower() == wanted:
                    (in_items if collected else plain).append(prefix + prop.name)
                if isinstance(inner, ComplexType) and not (collected and inner is not prop.type):
                    below.append((f"{prefix}{prop.name}/", inner, through))
        if plain or seen > _MOST_SEEN:
            break
        level = below
    return plain, [path for path in in_items if path.count("/") == 1]
