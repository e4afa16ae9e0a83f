"""The schema that an expression of the builder is about: `task.id == "t1"` is a condition on tasks.

A property in such a tree is the object that its schema holds, so the schema is found by what starts the paths.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.entities import owner_of
from odatanodes.schema.types import nouns_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odatanodes.schema.types import EntityType, Property

__all__ = ["origin"]


def origin(trees: Sequence[ast.Node], schema: EntityType | None) -> EntityType | None:
    """Return the schema of trees for which a caller asks with `schema`: where that is the default, what the trees are about.

    Raises ValueError for trees about items of another schema, or of several.
    """
    if schema is None:
        return None
    starts = [prop for tree in trees for prop in _starts(tree)]
    owners = [owner_of(prop) for prop in starts if schema.properties.get(prop.name) is not prop]
    found = {owner.name: owner for owner in owners if owner is not None}
    if not found:
        return schema  # what has no owner was copied, or is of a schema that is not listed: the check says whether it fits
    is_mixed = len(found) > 1 or len(owners) < len(starts)
    if schema is BATCH_NODE and not is_mixed:
        return next(iter(found.values()))
    if is_mixed:
        about = [nouns_of(owner) for owner in found.values()] + [nouns_of(schema)] * (len(owners) < len(starts))
        raise ValueError(f"an expression is about items of one kind, and this one is about {' and '.join(about)}")
    raise ValueError(f"this expression is about {nouns_of(next(iter(found.values())))}, and the schema is {schema.name}")


def _starts(tree: ast.Node) -> Iterator[Property]:
    """Yield the properties of the schema that paths begin with, not those of items that a `$filter` inside a path is about."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Member) and node.source is None:
            if node.prop is not None:
                yield node.prop
        elif isinstance(node, ast.FilterSegment | ast.Count):
            stack.append(node.source)
        else:
            stack += node.children()
