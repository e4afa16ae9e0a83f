"""Parse the text of a `$filter` or `$select` into a tree with spans.

No parser library is needed at run time: grammar/generate.py writes the LALR(1) table that `machine` runs. A text that does
not parse is explained by `mistakes`, which is loaded only then.
"""

from __future__ import annotations

import re

from odatanodes import ast
from odatanodes.ast import Expr, Node, SelectList
from odatanodes.base.text import expect
from odatanodes.base.value import Value, set_field
from odatanodes.diagnostics import Diagnostic, Fix, ODataSyntaxError
from odatanodes.parse.context import Context
from odatanodes.parse.literals import SyntaxProblem
from odatanodes.parse.machine import Refused, run

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any
    from typing import Literal as L

__all__ = ["DEFAULT_LIMITS", "Limits", "parse_filter", "parse_select", "parse_with_notes"]


class Limits(Value):
    """Largest expression that is parsed: `nesting` levels of the tree, `length` of the text in code points, `terms`.

    A term is one of several things side by side: an operand of a chain of `and` or `or`, an item of a list, an array or a
    `$select`, a member of an object, an argument, a branch of `case`.
    """

    __slots__ = ("length", "nesting", "terms")
    __match_args__ = ("nesting", "length", "terms")
    nesting: int
    length: int
    terms: int

    def __init__(self, nesting: int = 200, length: int = 256 * 1024, terms: int = 20_000) -> None:
        set_field(self, "nesting", nesting)
        set_field(self, "length", length)
        set_field(self, "terms", terms)


DEFAULT_LIMITS = Limits()


def parse_filter(text: str, limits: Limits = DEFAULT_LIMITS) -> Expr:
    """Return the tree of a `$filter`; raises ODataSyntaxError.

    >>> parse_filter("state eq 'idle'")
    Compare(op='eq', left=Member(source=None, name='state'), right=Literal(value='idle'))
    """
    tree: Expr = _parse(text, "filter", limits, Context())
    return tree


def parse_select(text: str, limits: Limits = DEFAULT_LIMITS) -> SelectList:
    """Return the items of a `$select`; raises ODataSyntaxError.

    >>> parse_select("id, vmSize").items[1].path
    Member(source=None, name='vmSize')
    """
    tree: SelectList = _parse(text, "select", limits, Context())
    return tree


def parse_with_notes(
    text: str, option: L["filter", "select"] = "filter", limits: Limits = DEFAULT_LIMITS
) -> tuple[Expr | SelectList, list[Diagnostic]]:
    """Return the tree, and warnings about valid spellings that a service may not take: capitals, types in quotes."""
    context = Context()
    tree: Expr | SelectList = _parse(text, option, limits, context)
    notes = [_case_note(start, word) for start, word in sorted(context.spellings) if _is_keyword(text, start, word)]
    if context.notes:
        notes = sorted([*notes, *context.notes], key=lambda note: note.span)
    return tree, notes


_OPTION_WORDS = frozenset(("compute", "count", "filter", "orderby", "select", "skip", "top"))


def _is_keyword(text: str, start: int, word: str) -> bool:
    """Whether a word is a keyword at this place: some are keywords only before a parenthesis or `=`."""
    lower = word.lower()
    sign = "(" if lower in {"any", "all", "case", "cast", "isof"} else "=" if lower in _OPTION_WORDS else ""
    if not sign:
        return True
    end = start + len(word)
    while text[end : end + 1].isspace():
        end += 1
    return text[end : end + 1] == sign


def _case_note(start: int, word: str) -> Diagnostic:
    span = (start, start + len(word))
    usual = word.lower()
    help = f"write '{usual}': services are only known to take lower case"
    return Diagnostic("ODN408", f"'{word}' is not in lower case", span, help, "warning", Fix(span, usual))


def _parse(text: str, option: L["filter", "select"], limits: Limits, context: Context) -> Any:
    if text.__class__ is not str or limits.__class__ is not Limits:
        expect(text, str, "an expression is text")
        expect(limits, Limits, "limits are a Limits object")
    if len(text) > limits.length:
        help = "split it, or raise the limit: Limits(length=…)"
        raise ODataSyntaxError(
            [Diagnostic("ODN130", f"{len(text):,} characters, the limit is {limits.length:,}", (0, 1), help)], text
        )
    if not text.isascii() and (half := re.search("[\ud800-\udfff]", text)):
        help = "write the character itself; a byte that is not UTF-8 is read as such a half"
        raise ODataSyntaxError([Diagnostic("ODN116", "half a surrogate pair is not a character", half.span(), help)], text)
    try:
        tree = run(text, option, context)
    except SyntaxProblem as problem:
        diagnostic = problem.diagnostic
    except Refused as refused:
        from odatanodes.parse.mistakes import explain

        diagnostic = explain(text, option, refused.start)
    else:
        if len(text) + _SLACK > limits.nesting or len(text) > 2 * limits.terms:
            _check_size(tree, text, limits)
        return tree
    raise ODataSyntaxError([diagnostic], text)


_SLACK = 3
"""A tree has at most this many levels more than its text has characters: a name in a $select makes three."""
_WIDE = frozenset((ast.And, ast.Or, ast.List, ast.Array, ast.Object, ast.Call, ast.Key, ast.Case, SelectList))


def _check_size(root: Node, text: str, limits: Limits) -> None:
    """Refuse a tree that is too deep or too wide. Where the text of a branch is short, the branch cannot be either."""
    counting = len(text) > 2 * limits.terms
    terms = 0
    stack = [(root, 1)]
    while stack:
        node, level = stack.pop()
        if level > limits.nesting:
            help = f"a chain of 'and' or 'or' is one level; the limit is {limits.nesting}: Limits(nesting=…)"
            raise ODataSyntaxError([Diagnostic("ODN131", f"nested more than {limits.nesting} levels deep", node.span, help)], text)
        below = node.children()
        if counting and node.__class__ in _WIDE:
            if terms + len(below) > limits.terms:
                span = below[limits.terms - terms].span
                help = "send several shorter ones, or raise the limit: Limits(terms=…)"
                raise ODataSyntaxError([Diagnostic("ODN132", f"more than {limits.terms:,} terms", span, help)], text)
            terms += len(below)
        room = limits.nesting - level - _SLACK
        stack += [
            (child, level + 1) for child in below if (counting and not _is_term(child)) or child.span[1] - child.span[0] > room
        ]


def _is_term(node: Node) -> bool:
    """Whether a node is what long filters consist of, and nothing wide is below: a literal, a path, or two of them compared."""
    return _is_plain(node) or (node.__class__ is ast.Compare and _is_plain(node.left) and _is_plain(node.right))


def _is_plain(node: Node) -> bool:
    if node.__class__ is ast.Member:
        source = node.source
        return source is None or (source.__class__ is ast.Member and source.source is None)
    return node.__class__ is ast.Literal
