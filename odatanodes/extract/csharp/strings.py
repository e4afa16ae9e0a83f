r"""The string literals of C#: regular, verbatim, interpolated and raw ones, with the holes of the interpolated.

Comes in: a node of a literal. Goes out: a draft. Source: C# language specification, lexical structure, string literals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.tree.literals import INDENT, Literal, code_unit, skipped, unindented

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.tree.parse import Tree

__all__ = ["LITERALS", "literal_draft"]

LITERALS = frozenset({"string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"})
_OPEN = re.compile(r'(?:\$*@?\$*)("+)')
_ESCAPE = (
    r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})"
    r"|\\x([0-9a-fA-F]{1,4})|\\(.)"
)
_REGULAR = re.compile(_ESCAPE, re.DOTALL)
_INTERPOLATED = re.compile(_ESCAPE + r"|(\{\{|\}\})", re.DOTALL)
_VERBATIM = re.compile(r'""')
_VERBATIM_INTERPOLATED = re.compile(r'""|\{\{|\}\}')
_LINE_END = re.compile(INDENT)
_NOTHING = re.compile(r"(?!)")
_SIMPLE = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def literal_draft(tree: Tree, node: Node, hole: Callable[[Node, tuple[int, int]], Draft]) -> Draft:
    """Return the draft of a literal; `hole(node, span)` returns that of an interpolation."""
    text = tree.source.text
    start, end = tree.span(node)
    opening = _OPEN.match(text, start, end)
    if opening is None:
        return ()
    prefix, quotes = text[start : opening.start(1)], opening[1]
    is_raw = len(quotes) > 2
    if len(quotes) == 2:  # an empty literal
        return Literal().draft()
    first, last = opening.end(), end - len(quotes)
    if text.endswith(("u8", "U8"), start, end):
        last -= 2
    literal = Literal()
    read = _raw_reader(text, first, last) if is_raw else _reader(text, "@" in prefix, "$" in prefix)
    done = first
    for child in node.named_children:
        if child.type == "interpolation":
            span = tree.span(child)
            read(literal, done, span[0])
            literal.fill(hole(child, span))
            done = span[1]
    read(literal, done, max(last, done))
    return literal.draft()


def _reader(text: str, verbatim: bool, interpolated: bool) -> Callable[[Literal, int, int], None]:
    special = {
        (False, False): _REGULAR,
        (False, True): _INTERPOLATED,
        (True, False): _VERBATIM,
        (True, True): _VERBATIM_INTERPOLATED,
    }[verbatim, interpolated]
    value = _halved if verbatim else _escaped
    return lambda literal, start, end: literal.read(text, start, end, special, value)


def _halved(found: re.Match[str]) -> str:
    return found[0][0]


def _escaped(found: re.Match[str]) -> str:
    groups = found.groups()
    if groups[0]:
        return code_unit(groups[0], groups[1])
    code = groups[2] or groups[3] or groups[4]
    if code:
        return code_unit(code)
    if groups[5]:
        return _SIMPLE.get(groups[5], groups[5])
    return found[0][0]


def _raw_reader(text: str, first: int, last: int) -> Callable[[Literal, int, int], None]:
    """Return a reader of raw literals: those of several lines lose their first and last line end, and the last line's indent."""
    opened = re.compile(r"[ \t]*(\r\n?|\n)").match(text, first, last)
    closed = re.compile(r"(?:\r\n?|\n)([ \t]*)$").search(text, first, last) if opened else None
    if opened is None or closed is None:
        return lambda literal, start, end: literal.read(text, start, end, _NOTHING, _halved)
    indent, stop = len(closed[1]), max(closed.start(), opened.end())
    begin = skipped(text, opened.end(), stop, indent)

    def read(literal: Literal, start: int, end: int) -> None:
        literal.read(text, max(start, begin), min(end, stop), _LINE_END, lambda found: unindented(found[0], indent))

    return read
