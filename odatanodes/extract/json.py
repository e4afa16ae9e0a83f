"""JSON: commands, URLs and options in its texts, with their places through escapes; comments are those of JSONC.

The standard library's reader has no places, so the tokens are read here: a broken text gives what can be read of it.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from odatanodes.extract.documents import Node, expressions, may_matter
from odatanodes.extract.draft import Literal, Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find", "nodes_of"]

_TOKEN = re.compile(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+(?:"|(?=[\r\n]|\Z))|[{}\[\],]|//[^\r\n]*|/\*(?s:.*?)(?:\*/|\Z)')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a JSON text."""
    if not may_matter(source.text):
        return []
    return expressions(source, nodes_of(source.text), "json", calls)


def nodes_of(text: str) -> list[Node]:
    """Return the values of a text; what is not JSON is left out."""
    root = Node("list", None)
    at: Node = root
    key: str | None = None
    for token in _TOKEN.finditer(text):
        char, (start, end) = token[0][0], token.span()
        if char == "/":
            continue
        if char == '"' and text[end - 1] == '"' and end - start > 1:
            read = partial(_string, text, start + 1, end - 1)
            value = text[start + 1 : end - 1]
            value = read().text if "\\" in value else value
            if at.kind == "map" and key is None:
                key = value
                continue
            Node("text", at, key or "", value, read)
        elif char in "{[":
            at = Node("map" if char == "{" else "list", at, key or "")
        elif char in "}]":
            at = at.parent or at
        key = None
    return root.items


def _string(text: str, start: int, end: int) -> Run:
    """Return what a literal stands for; the offsets are those between its quotes."""
    literal = Literal()
    literal.read(text, start, end, _ESCAPE, lambda found: _value(found[0]))
    run = literal.draft()[0]
    assert isinstance(run, Run)
    return run if run.text else Run("", ((0, start),))


def _value(escape: str) -> str:
    """Return the character of an escape; one half of a pair alone is U+FFFD."""
    if len(escape) > 2:
        return bytes.fromhex(escape.replace("\\u", "")).decode("utf-16-be", "replace")
    return _SIMPLE.get(escape[1:], escape[1:])
