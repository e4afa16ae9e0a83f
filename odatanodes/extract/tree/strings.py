r"""String literals of C#, Java and JavaScript, with the place of each character and the holes between.

Sources: C# language specification, string literals; Java language specification, 3.10.5 to 3.10.7; ECMA-262, 12.9.4 and 12.9.6.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.draft import Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.tree.nodes import Tree

__all__ = ["literal_draft"]

_HOLES = frozenset({"interpolation", "template_substitution", "string_interpolation"})
_INDENT = r"(?:\r\n?|\n)[ \t\f]*"  # a line end with the indent of the line after it
_LINE_END = "\r\n\u2028\u2029"


class Form(NamedTuple):
    """Where the text of a literal stands, which parts of it stand for something else, and the indent that its lines lose."""

    first: int
    last: int
    special: re.Pattern[str]
    indent: int = 0


def literal_draft(tree: Tree, node: Node, language: str, hole: Callable[[Node], Draft]) -> Draft:
    """Return the draft of a literal; `hole` returns that of an interpolation."""
    text = tree.source.text
    form = _FORMS[language](text, node.start_byte, node.end_byte)
    literal = Literal()
    done = form.first

    def value(found: re.Match[str]) -> str:
        return _value(found[0], form.indent, language)

    for child in node.named_children:
        if child.type in _HOLES:
            literal.read(text, done, min(child.start_byte, form.last), form.special, value)
            literal.fill(hole(child))
            done = max(child.end_byte, form.first)
    literal.read(text, done, max(form.last, done), form.special, value)
    return literal.draft()


_CODE = re.compile(r"\\(?:u+|U|x)\{?([0-9a-fA-F]+)\}?")
_PAIR = r"\\u+[dD][89abAB][0-9a-fA-F]{2}\\u+[dD][c-fC-F][0-9a-fA-F]{2}|\\u+[0-9a-fA-F]{4}"
_SIMPLE = {
    "csharp": {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"},
    "java": {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "s": " ", "t": "\t"},
    "javascript": {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"},
}
_CSHARP = rf"{_PAIR}|\\U[0-9a-fA-F]{{8}}|\\x[0-9a-fA-F]{{1,4}}|\\."
_CSHARP_FORMS = {
    "": re.compile(_CSHARP, re.DOTALL),
    "$": re.compile(_CSHARP + r"|\{\{|\}\}", re.DOTALL),
    "@": re.compile('""'),
    "$@": re.compile(r'""|\{\{|\}\}'),
}
"""By the signs before the quotes."""
_NOTHING = re.compile(r"(?!)")
_LINES = re.compile(_INDENT)
_JAVA = rf"{_PAIR}|\\[0-3]?[0-7]{{1,2}}|\\{_INDENT}|\\."
_JAVA_LINE, _JAVA_BLOCK = re.compile(_JAVA, re.DOTALL), re.compile(f"{_JAVA}|{_INDENT}", re.DOTALL)
_SCRIPT = re.compile(rf"{_PAIR}|\\u\{{[0-9a-fA-F]{{1,6}}\}}|\\x[0-9a-fA-F]{{2}}|\\(?:\r\n|[\s\S])|\r\n?")


def _value(special: str, indent: int, language: str) -> str:
    r"""Return what an escape, a doubled sign or a line end stands for.

    >>> _value(r"\ud83d\ude00", 0, "java") == chr(0x1F600), _value("\r\n    ", 3, "csharp"), _value('""', 0, "csharp")
    (True, '\n ', '"')
    """
    if special[0] != "\\":
        return "\n" + special.lstrip("\r\n")[indent:] if special[0] in _LINE_END else special[0]
    codes = [int(code, 16) for code in _CODE.findall(special)]
    if codes:
        text = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    rest = special[1:]
    if rest[0] in _LINE_END:
        return rest.lstrip(_LINE_END)[indent:]
    return chr(int(rest, 8)) if re.fullmatch("[0-7]+", rest) else _SIMPLE[language].get(rest, rest)


def _csharp(text: str, start: int, end: int) -> Form:
    """Return the form of a regular, verbatim, interpolated or raw literal."""
    opening = re.compile(r'(\$*@?\$*)("+)').match(text, start, end)
    quotes = len(opening[2]) if opening is not None else 2
    if opening is None or quotes == 2:  # an empty literal
        return Form(end, end, _NOTHING)
    first, last = opening.end(), end - quotes - 2 * text.endswith(("u8", "U8"), start, end)
    if quotes == 1:
        return Form(first, last, _CSHARP_FORMS["$" * ("$" in opening[1]) + "@" * ("@" in opening[1])])
    opened = re.compile(r"[ \t]*(\r\n?|\n)").match(text, first, last)
    closed = re.compile(r"(?:\r\n?|\n)([ \t]*)$").search(text, first, last) if opened else None
    if opened is None or closed is None:
        return Form(first, last, _NOTHING)
    return _block(text, opened.end(), max(closed.start(), opened.end()), _LINES, len(closed[1]))


def _java(text: str, start: int, end: int) -> Form:
    """Return the form of a literal on one line or of a text block."""
    block = re.compile(r'"""[ \t\f]*(?:\r\n?|\n)').match(text, start, end)
    if block is None:
        return Form(start + 1, end - 1, _JAVA_LINE)
    lines = re.split(r"\r\n?|\n", text[block.end() : end - 3])
    counted = [line for number, line in enumerate(lines) if number == len(lines) - 1 or line.strip()]
    indent = min(len(line) - len(line.lstrip(" \t\f")) for line in counted)
    return _block(text, block.end(), end - 3, _JAVA_BLOCK, indent)


def _block(text: str, start: int, end: int, special: re.Pattern[str], indent: int) -> Form:
    """Return the form of a literal of several lines, which begins after the indent of the first."""
    blank = len(text[start:end]) - len(text[start:end].lstrip(" \t\f"))
    return Form(start + min(indent, blank), end, special, indent)


_FORMS: dict[str, Callable[[str, int, int], Form]] = {
    "csharp": _csharp,
    "java": _java,
    "javascript": lambda _, start, end: Form(start + 1, max(end - 1, start + 1), _SCRIPT),
}
