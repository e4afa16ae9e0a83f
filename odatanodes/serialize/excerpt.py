"""Text of a part of a tree, for messages and fixes."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.text import MAX_QUOTED, shorten
from odatanodes.serialize import to_text

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.serialize.literals import Dialect

__all__ = ["excerpt", "text_or_none"]


def excerpt(node: ast.Node, most: int = MAX_QUOTED) -> str:
    """Return the text of a node for a message, shortened; the name of its class where no text stands for it."""
    return shorten(text_or_none(node) or type(node).__name__, most)


def text_or_none(node: ast.Node, dialect: Dialect = "odata4") -> str | None:
    """Return the text of a node, None for a tree that no text stands for.

    Variables of a lambda that is not part of the tree are written as names.
    """
    bound = {inner.variable for inner in ast.walk(node) if isinstance(inner, ast.Lambda)}

    def loosened(part: ast.Node) -> ast.Node:
        if isinstance(part, ast.Var) and not part.name.startswith("$") and part.name not in bound:
            return ast.Member(None, part.name)
        return part

    try:
        return to_text(ast.transform(node, loosened), dialect)
    except ValueError:
        return None
