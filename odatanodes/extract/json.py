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
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find", "nodes_of"]

_TOKEN = re.compile(r'"(?:[^"\\\r\n]++|\\[^\r\n])*+(?:"|(?=[\r\n]|\Z))|[{}\[\],]|//[^\r\n]*|/\*')
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
    for char, start, end in _tokens(text):
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


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield first character, start and end of each string, bracket and comma; comments are skipped."""
    at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found[0] == "/*":
            at = text.find("*/", at) + 2
            if at < 2:
                return
        elif found[0][0] != "/":
            yield found[0][0], found.start(), at


def _string(text: str, start: int, end: int) -> Run:
    """Return what a literal stands for; the offsets are those between its quotes."""
    literal = Literal()
    literal.read(text, start, end, _ESCAPE, lambda found: _value(found[0]))
    run = literal.draft()[0]
    assert isinstance(run, Run)
    return run if run.text else Run("", ((0, start),))


def _value(escape: str) -> str:
    """Return the character of an escape; one half of a pair alone is U+FFFD."""
    if len(escape) == 12:
        return chr(0x10000 + ((int(escape[2:6], 16) - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)
    if len(escape) == 6:
        code = int(escape.removeprefix("\\u"), 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _SIMPLE.get(escape[1:], escape[1:])
