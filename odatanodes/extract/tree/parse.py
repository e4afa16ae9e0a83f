"""Program text to a tree-sitter tree, with offsets in code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from odatanodes.extract.expression import NotInstalled, Skipped
from odatanodes.extract.tree.tangled import is_tangled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Language, Node

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Span
    from odatanodes.extract.tree.nodes import Call

__all__ = ["GRAMMARS", "Tree", "parsed", "walk"]

GRAMMARS = {
    "C#": ("tree_sitter_c_sharp", "language"),
    "Java": ("tree_sitter_java", "language"),
    "JavaScript": ("tree_sitter_javascript", "language"),
    "TypeScript": ("tree_sitter_typescript", "language_typescript"),
    "TSX": ("tree_sitter_typescript", "language_tsx"),
}
"""Package and function of each grammar; the keys are how people call the language."""
_LARGEST = 2_000_000


class Tree:
    """The tree of a text; nodes count bytes, `span` counts code points."""

    def __init__(self, source: Source, root: Node, data: bytes) -> None:
        self.source = source
        self.root = root
        self.calls: dict[int, Call] = {}
        """Calls that were read, by the identity of their nodes."""
        self._data = data
        self._ascii = len(data) == len(source.text)
        self._bytes: list[int] = [0]
        self._chars: list[int] = [0]
        if not self._ascii:
            self._count()

    def _count(self) -> None:
        """Note where stretches of characters begin, in bytes and code points; a stretch of others than ASCII is short."""
        size = chars = 0
        for found in re.finditer(r"[\x00-\x7f]+|[^\x00-\x7f]{1,64}", self.source.text):
            self._bytes.append(size)
            self._chars.append(chars)
            chars += len(found[0])
            size += len(found[0]) if found[0].isascii() else len(found[0].encode("utf-8", "surrogatepass"))

    def _offset(self, byte: int) -> int:
        at = bisect_right(self._bytes, byte) - 1
        start = self._bytes[at]
        part = self._data[start:byte] if byte - start <= 256 else b""
        ascii_part = byte - start > 256 or part.isascii()
        return self._chars[at] + (byte - start if ascii_part else len(part.decode("utf-8", "replace")))

    def span(self, node: Node) -> Span:
        """Return where a node stands in the source."""
        if self._ascii:
            return node.start_byte, node.end_byte
        return self._offset(node.start_byte), self._offset(node.end_byte)

    def text(self, node: Node) -> str:
        """Return the text of a node."""
        start, end = self.span(node)
        return self.source.text[start:end]

    def tail(self, node: Node | None, most: int = 100) -> str:
        """Return the end of the text of a node, which may be long."""
        if node is None:
            return ""
        start, end = self.span(node)
        return self.source.text[max(start, end - most) : end]


def parsed(source: Source, grammar: str) -> Tree:
    """Parse a text; raises Skipped where it is too large or not a program, or the parser is not installed."""
    if len(source.text) > _LARGEST:
        raise Skipped(f"'{source.name}' is too large to be parsed")
    if is_tangled(source.text, grammar):
        raise Skipped(f"'{source.name}' is no {grammar} that can be parsed")
    language = _language(grammar)
    if language is None:
        raise NotInstalled(source.name, grammar)
    from tree_sitter import Parser

    data = _readable(source.text, grammar).encode("utf-8", "surrogatepass")
    tree = Parser(language).parse(data)
    return Tree(source, tree.root_node, data)


_VERBATIM = re.compile(r'(?:\$@|@\$)"(?:[^"]|"")*+"')


def _readable(text: str, grammar: str) -> str:
    """Return a text of the same length that the grammar reads: the one of C# stumbles over `{x}""` at the end of `$@"…"`."""
    if grammar != "C#" or '}"""' not in text:
        return text
    return _VERBATIM.sub(lambda found: found[0].replace('}"""', '}__"'), text)


def _language(grammar: str) -> Language | None:
    from importlib import import_module

    package, function = GRAMMARS[grammar]
    try:
        from tree_sitter import Language

        return Language(getattr(import_module(package), function)())
    except (ImportError, AttributeError, ValueError):  # the last: a grammar of another age than the library
        return None


def walk(root: Node) -> Iterator[tuple[Node, int]]:
    """Yield each node below (and with) a node, in order of the text, with its depth."""
    cursor = root.walk()
    depth = 0
    while True:
        node = cursor.node
        if node is not None:
            yield node, depth
        if cursor.goto_first_child():
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            depth -= 1
