"""Program text to a tree-sitter tree; a text that is not a program is skipped.

The parsers need quadratic time and memory to recover from some texts: an `a<` repeated 30,000 times takes 70 s and 12 GB
(tree-sitter 0.26). So a text is not parsed if it has more of something than any program, outside of literals and comments: the
limits are many times what real files have, and at each of them a file of 20 kB takes about a second.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from odatanodes.extract.expression import NotInstalled, Skipped
from odatanodes.extract.tree.nodes import Tree

if TYPE_CHECKING:
    from odatanodes.base.files import Source

__all__ = ["GRAMMARS", "is_tangled", "parsed"]

GRAMMARS = {
    "C#": ("tree_sitter_c_sharp", "language"),
    "Java": ("tree_sitter_java", "language"),
    "JavaScript": ("tree_sitter_javascript", "language"),
    "TypeScript": ("tree_sitter_typescript", "language_typescript"),
    "TSX": ("tree_sitter_typescript", "language_tsx"),
}
"""Package and function of each grammar; the keys are how people call the language."""
_LARGEST = 2_000_000
_BLANKS = {"\u2028": "\n", "\u2029": "\n", "\ufeff": " "}
_WIDE = re.compile(r"[^\x00-\x7f]")
_VERBATIM = re.compile(r'(?:\$@|@\$)"(?:[^"]|"")*+"')
_QUIET = re.compile(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|^[ \t]*(?://|/?\*|#)[^\n]{0,200}', re.MULTILINE)
"""Literals, and lines of comments as far as a person writes them."""
_OPERATOR = re.compile(r"([-<>=!?&|^~+*/%@#$\\`]|:(?![ \t]*[\0\w]))\1*")
"""No colon before a value: objects have thousands."""
_BRACKET = re.compile(r"[{}()]")
_ADJACENT = re.compile(r"(?:\0\s*){100}")
_MOST_OPERATORS = {"C#": 1500, "Java": 1500}
_MOST_IN_SCRIPT = 5000  # in one statement; scripts have more of them, in markup
_MOST_OPENED = 400
_MOST_CLOSED = 50
_MOST_QUOTES = 1000
_MOST_COMMENTS = 50
_MOST_LESS = 3000  # signs that could begin type arguments; each `->`, `=>` and `>=` offsets one


def parsed(source: Source, grammar: str) -> Tree:
    """Parse a text; raises Skipped where it is too large or not a program, or the parser is not installed."""
    if len(source.text) > _LARGEST:
        raise Skipped(f"'{source.name}' is too large to be parsed")
    if is_tangled(source.text, grammar):
        raise Skipped(f"'{source.name}' is not {grammar} that can be parsed")
    from importlib import import_module

    package, function = GRAMMARS[grammar]
    try:
        from tree_sitter import Language, Parser

        parser = Parser(Language(getattr(import_module(package), function)()))
    except (ImportError, AttributeError, ValueError):  # the last: a grammar of another age than the library
        raise NotInstalled(source.name, grammar) from None
    return Tree(source, parser.parse(_readable(source.text, grammar)).root_node)


def _readable(text: str, grammar: str) -> bytes:
    """Return a text of the same length that the grammar reads.

    A character that is not ASCII is a letter, a blank or a line end here, so that bytes count characters. The grammar of C#
    stumbles over `{x}""` at the end of `$@"…"`.
    """
    if not text.isascii():
        text = _WIDE.sub(lambda found: _BLANKS.get(found[0], " " if found[0].isspace() else "a"), text)
    if grammar == "C#" and '}"""' in text:
        text = _VERBATIM.sub(lambda found: found[0].replace('}"""', '}__"'), text)
    return text.encode("ascii")


def is_tangled(text: str, grammar: str) -> bool:
    r"""Whether a text has what no program has: operators or strings without end, brackets or comments that do not match.

    >>> is_tangled("a<" * 2000, "C#"), is_tangled("if (a < b && c > d) { f(a, b); }\n" * 2000, "C#")
    (True, False)
    """
    quieted = _QUIET.sub("\0", text)
    is_odd = (
        quieted.count('"') > _MOST_QUOTES
        or quieted.count("/*", quieted.rfind("*/") + 1) > _MOST_COMMENTS
        or quieted.count("<") - quieted.count(">") > _MOST_LESS
    )
    brackets = _BRACKET.findall(quieted)
    for opening, closing, most in (("{", "}", _MOST_CLOSED), ("(", ")", _MOST_OPENED)):
        depths = accumulate((bracket == opening) - (bracket == closing) for bracket in brackets)
        is_odd = is_odd or not all(-most <= depth <= _MOST_OPENED for depth in depths)
    if is_odd or _ADJACENT.search(quieted):
        return True
    most = _MOST_OPERATORS.get(grammar, _MOST_IN_SCRIPT)
    parts = (part for part in re.split(r"[;{}]", quieted) if len(part) > most)
    return any(sum(1 for _ in _OPERATOR.finditer(part)) > most for part in parts)
