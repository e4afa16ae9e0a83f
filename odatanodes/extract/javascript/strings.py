r"""The string literals of JavaScript: in quotes of either kind, and templates in backticks with their holes.

Comes in: a node of a literal. Goes out: a draft. Source: ECMA-262, 12.9.4 and 12.9.6.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.tree.literals import Literal, code_unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.tree.parse import Tree

__all__ = ["LITERALS", "literal_draft"]

LITERALS = frozenset({"string", "template_string"})
_ESCAPE = re.compile(
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})"
    r"|\\x([0-9a-fA-F]{2})|\\(\r\n|[\s\S])|(\r\n?)"
)
_SIMPLE = {"0": "\0", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def literal_draft(tree: Tree, node: Node, hole: Callable[[Node, tuple[int, int]], Draft]) -> Draft:
    """Return the draft of a literal; `hole(node, span)` returns that of a substitution."""
    start, end = tree.span(node)
    literal = Literal()
    done = start + 1
    for child in node.named_children if node.type == "template_string" else []:
        if child.type == "template_substitution":
            span = tree.span(child)
            literal.read(tree.source.text, done, span[0], _ESCAPE, _escaped)
            literal.fill(hole(child, span))
            done = span[1]
    literal.read(tree.source.text, done, max(end - 1, done), _ESCAPE, _escaped)
    return literal.draft()


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return code_unit(found[1], found[2])
    code = found[3] or found[4] or found[5]
    if code:
        return code_unit(code)
    if found[7]:
        return "\n"  # a template has no other line end
    return "" if found[6] in {"\n", "\r", "\r\n", "\u2028", "\u2029"} else _SIMPLE.get(found[6], found[6])
