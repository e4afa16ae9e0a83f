r"""The string literals of Java: those on one line, and text blocks.

Comes in: a node of a literal. Goes out: a draft. Source: Java language specification, 3.10.5 to 3.10.7.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.tree.literals import INDENT, Literal, code_unit, skipped, unindented

if TYPE_CHECKING:
    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.tree.parse import Tree

__all__ = ["literal_draft"]

_CODES = (
    r"\\u+([dD][89abAB][0-9a-fA-F]{2})\\u+([dD][c-fC-F][0-9a-fA-F]{2})|\\u+([0-9a-fA-F]{4})"
    r"|\\([0-3]?[0-7]{1,2})"
)
_ESCAPE = re.compile(rf"{_CODES}|\\({INDENT})|\\(.)", re.DOTALL)
_IN_BLOCK = re.compile(rf"{_CODES}|\\({INDENT})|\\(.)|{INDENT}", re.DOTALL)
"""A backslash at the end of a line of a text block leaves the line end out."""
_BLOCK = re.compile(r'"""[ \t\f]*(?:\r\n?|\n)')
_SIMPLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "s": " ", "t": "\t"}


def literal_draft(tree: Tree, node: Node) -> Draft:
    """Return the draft of a literal; empty for one with a template's values in it, which Java took back."""
    text = tree.source.text
    start, end = tree.span(node)
    if any(child.type == "string_interpolation" for child in node.named_children):
        return ()
    literal = Literal()
    block = _BLOCK.match(text, start, end)
    if block is None:
        literal.read(text, start + 1, end - 1, _ESCAPE, _escaped)
        return literal.draft()
    first, last = block.end(), end - 3
    lines = re.split(r"\r\n?|\n", text[first:last])
    counted = [line for number, line in enumerate(lines) if number == len(lines) - 1 or line.strip()]
    indent = min(len(line) - len(line.lstrip(" \t\f")) for line in counted)

    def value(found: re.Match[str]) -> str:
        if found[0][0] != "\\":
            return unindented(found[0], indent)
        return unindented(found[5], indent)[1:] if found[5] else _escaped(found)

    literal.read(text, skipped(text, first, last, indent), last, _IN_BLOCK, value)
    return literal.draft()


def _escaped(found: re.Match[str]) -> str:
    if found[1]:
        return code_unit(found[1], found[2])
    if found[3]:
        return code_unit(found[3])
    if found[4]:
        return chr(int(found[4], 8))
    return _SIMPLE.get(found[6], found[6])
