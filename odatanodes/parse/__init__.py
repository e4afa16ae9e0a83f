"""Text -> tree: one regular expression cuts tokens, a loop over the generated LALR(1) table builds nodes with spans.

Comes in: the text of a `$filter` or `$select`. Goes out: an `ast` tree, or an ODataSyntaxError with one diagnostic.
Never recurses, takes time in proportion to the text, and needs no parser library: the table is made at development time
by grammar/generate.py. What a text means that does not parse is looked into by help.py, which is loaded only then.
"""

from __future__ import annotations

import re

from odatanodes import ast
from odatanodes.ast import Expr, Node, SelectList
from odatanodes.base.text import expect
from odatanodes.base.value import Value, set_field
from odatanodes.diagnostics import Diagnostic, Fix, ODataSyntaxError
from odatanodes.parse import tables
from odatanodes.parse.literals import LITERALS, SyntaxProblem, prefixed
from odatanodes.parse.reduce import Context, builder_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
    from typing import Literal as L

__all__ = ["DEFAULT_LIMITS", "Limits", "parse_filter", "parse_select", "parse_with_notes"]


class Limits(Value):
    """How much text is read: `nesting` levels of the tree, `length` of the text in code points, `terms`.

    A term is one of the things that stand side by side: an operand of a chain of `and` or `or`, an item of a list, an array
    or a `$select`, a member of an object, an argument, a branch of `case`.
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
    """Return the tree and what a service may not take although it is valid: operators in other than lower case."""
    context = Context()
    tree: Expr | SelectList = _parse(text, option, limits, context)
    return tree, [_case_note(start, word) for start, word in sorted(context.spellings) if _is_keyword(text, start, word)]


_OPTION_WORDS = frozenset(("compute", "count", "filter", "orderby", "select", "skip", "top"))


def _is_keyword(text: str, start: int, word: str) -> bool:
    """Whether a word is not the name of a property here: some words only mean something before a parenthesis or a sign."""
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


# --- tokens ----------------------------------------------------------------------------------------------------------

_usual = re.compile(tables.USUAL).findall
_scan = _usual
"""Cuts a text as far as it has usual tokens only, which is most texts; `cut` goes over to an expression that knows all of them."""


def cut(text: str) -> list[tuple[str, str]]:
    """Return the tokens of a text, each behind the blanks before it; an empty one is the end, or what is no token."""
    global _scan  # noqa: PLW0603 - to compile what knows all tokens takes 1.5 ms, as long as checking twenty short filters
    if _scan is _usual:
        _scan = re.compile(tables.SCANNER).findall
    return _scan(text)


_number_of = {name: number for number, name in enumerate(tables.TERMINALS)}
_END, _INT, _NAME, _STRING = (_number_of[name] for name in ("$END", "INT", "NAME", "STRING"))
_INFINITY, _NEGATIVE_INFINITY = _number_of["INFINITY"], _number_of["NEGATIVE_INFINITY"]
_keywords = tables.WORDS.get
_words = dict(tables.WORDS)
"""The terminal of each keyword and sign, and of names seen before: a program asks for the same properties again."""
_MOST_WORDS = 2000
_DIGITS = frozenset("0123456789")
_NAMES = frozenset(tables.NAMES)
_literal = [LITERALS.get(name) for name in tables.TERMINALS]


def terminal_of(token: str, start: int, context: Context) -> int | None:
    """Return the terminal of a token that `_words` does not know, and that is no plain string."""
    if token[0] in _DIGITS:
        return _INT if token.isdigit() else _number_of[_classify_number(token)]
    lower = token.lower()
    keyword = _keywords(lower)
    if keyword is not None and lower not in tables.EXACT and token.isascii():
        if keyword not in {_INFINITY, _NEGATIVE_INFINITY}:  # these are INF and NaN in the standard
            context.spellings.append((start, token))
        return keyword
    terminal = _classify(token)
    if terminal == _NAME and len(token) <= 64 and len(_words) < _MOST_WORDS:
        _words[token] = _NAME
    return terminal


def _classify(token: str) -> int | None:
    """Return the terminal of a token that is no keyword and does not begin with a digit.

    The scanner has settled how far it goes, so its characters tell what it is. None: a prefixed literal of no known form.
    """
    if token.isidentifier():
        return _NAME
    first = token[0]
    if first in "+-":
        return _number_of[_classify_number(token)]
    if first == "@":
        return _number_of["ANNOTATION"]
    if first == '"':
        return _number_of["JSON_STRING"]
    if first == "$":
        return _number_of["SEARCH"] if "=" in token else None
    if token[-1] == "'":
        terminal = prefixed(token, tables.PREFIXED)
        return None if terminal is None else _number_of[terminal]
    if token[-1] == "*":
        return _number_of["OPERATIONS"]
    if "-" in token:
        return _number_of["GUID"]
    return _number_of["QUALIFIED_NAME"] if "." in token else _NAME


def _classify_number(token: str) -> str:
    if token[10:11] == "T":  # most of them
        return "DATE_TIME_OFFSET"
    if token[8:9] == token[13:14] == "-" and len(token) == 36:
        return "GUID"
    if ":" in token:
        return "DATE_TIME_OFFSET" if "T" in token or "t" in token else "TIME_OF_DAY"
    if "e" in token or "E" in token:
        return "DOUBLE"
    if "." in token:
        return "DECIMAL"
    return "DATE" if "-" in token[1:] else "INT"


# --- the loop --------------------------------------------------------------------------------------------------------
# A row holds what to do for each terminal, for a pair of states: the one on top and the one below it. Reductions that
# build nothing (or_expr: and_expr) depend on these two only, so they are followed once, when a cell is first used, and
# the cell holds where they lead:
#   (0, literal function or None, new top, its row, state that replaces the top)    shift
#   (1, builder, 0, cell that follows, 0)                                           reduce one value: the states are the same
#   (n, builder, nonterminal, cell that follows by the state below, 0)              reduce n values
#   (-1, …)                                                                         accept
#   (-2, None, 0, cell of NAME, 0)                                                  the keyword is a name here
#   (-3, …)                                                                         refuse

_Cell = tuple[int, "Any", int, "Any", int]
_rows: dict[tuple[int, int], dict[int, _Cell]] = {}
_actions: list[dict[int, int] | None] = [None] * len(tables.ACTIONS)
_gotos: list[dict[int, int] | None] = [None] * len(tables.GOTOS)
_ACCEPT: _Cell = (-1, None, 0, None, 0)
_REFUSE: _Cell = (-3, None, 0, None, 0)


def _row(below: int, state: int) -> dict[int, _Cell]:
    return _rows.setdefault((below, state), {})


_START = {option: (state, tables.ENDS[option], _row(-1, state)) for option, state in tables.STARTS.items()}
"""The first state, the one to accept in, and the first row, by option."""


def _cells(packed: str) -> dict[int, int]:
    codes = [ord(char) for char in packed]
    return dict(zip(codes[::2], codes[1::2], strict=True))


def actions_of(state: int) -> dict[int, int]:
    """Return what the table says for each terminal: 2 * state to shift, 2 * rule + 1 to reduce."""
    cells = _actions[state]
    if cells is None:
        cells = _actions[state] = _cells(tables.ACTIONS[state])
    return cells


def goto_of(state: int, nonterminal: int) -> int:
    """Return the state after a nonterminal."""
    cells = _gotos[state]
    if cells is None:
        cells = _gotos[state] = _cells(tables.GOTOS[state])
    return cells[nonterminal]


def _cell(below: int, state: int, terminal: int, end: int) -> _Cell:
    """Return (and keep) what to do for a terminal; `end` is the state to accept in."""
    row = _row(below, state)
    cell = row.get(terminal)
    if cell is None:
        cell = row[terminal] = _resolve(below, state, terminal, end)
    return cell


def _resolve(below: int, state: int, terminal: int, end: int) -> _Cell:
    action = actions_of(state).get(terminal)
    if action is None and terminal in _NAMES and _NAME in actions_of(state):
        return (-2, None, 0, _cell(below, state, _NAME, end), 0)
    while action is not None:
        if not action & 1:
            target = action >> 1
            return (0, _literal[terminal], target, _row(state, target), state)
        nonterminal, length, builder = tables.RULES[action >> 1]
        if length > 1:
            return (length, builder_of(builder), nonterminal, {}, 0)
        state = goto_of(below, nonterminal)
        if builder:
            return (1, builder_of(builder), 0, _cell(below, state, terminal, end), 0)
        action = actions_of(state).get(terminal)
    return _ACCEPT if terminal == _END and state == end else _REFUSE


class Refused(Exception):  # noqa: N818 - never leaves this package
    """The token at `start` cannot stand there. help.py finds out what is meant, expected.py what could stand there.

    `states` are those of the table, bottom first; `values` what was built: the Context, then nodes, and tokens as text.
    """

    def __init__(self, start: int, states: list[int], values: list[Any]) -> None:
        super().__init__(start)
        self.start = start
        self.states = states
        self.values = values


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
        help = "write the character itself; a byte that is no UTF-8 becomes such a half"
        raise ODataSyntaxError([Diagnostic("ODN116", "half a surrogate pair is no character", half.span(), help)], text)
    try:
        tree = _run(text, option, context)
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


def first_error(text: str, option: L["filter", "select"]) -> int | None:
    """Return where a text stops to be an expression, None where it is one. Cheap: nothing is explained."""
    try:
        _run(text, option, Context())
    except SyntaxProblem as problem:
        return problem.diagnostic.span[0]
    except Refused as refused:
        return refused.start
    return None


def stopped_after(text: str, option: L["filter", "select"]) -> Refused:
    """Return how the parser stands after the tokens of a text, or where it stopped before; raises SyntaxProblem."""
    try:
        _run(f"{text}\0", option, Context())
    except Refused as refused:
        return refused
    raise AssertionError("no token begins with NUL")


def _run(text: str, option: L["filter", "select"], context: Context) -> Any:
    state, accept, row = _START[option]
    frames: list[tuple[int, int]] = []  # for each value where its text begins, and the state below it
    values: list[Any] = [context]
    push, begin, known = values.append, frames.append, _words.get
    position = end = 0
    scan = _scan
    for blank, token in scan(text):
        start = position + len(blank)
        position = start + len(token)
        terminal = known(token)
        if terminal is None:
            if token:
                terminal = _STRING if token[0] == "'" else terminal_of(token, start, context)
            elif start == len(text):
                terminal = _END
            elif scan is _usual:
                cut(text)
                context.reset()
                return _run(text, option, context)
        try:
            cell = row[terminal]  # type: ignore[index]  # None is in no row
        except KeyError:
            cell = _REFUSE if terminal is None else _cell(frames[-1][1] if frames else -1, state, terminal, accept)
        while True:
            length, make, target, link, old = cell
            if length == 0:
                begin((start, old))
                state = target
                row = link
                end = position
                push(token if make is None else make(token, (start, end)))
                break
            if length == 1:
                make(values, (frames[-1][0], end))
                cell = link
            elif length > 1:
                first, below = frames[-length]
                make(values, (first, end))
                del frames[1 - length :]
                try:
                    cell = link[below]
                except KeyError:
                    assert terminal is not None
                    cell = link[below] = _cell(below, goto_of(below, target), terminal, accept)
            elif length == -1:
                return values[-1]
            elif length == -2:
                cell = link
                if context.spellings and context.spellings[-1][0] == start:
                    context.spellings.pop()
            else:
                raise Refused(start, [*(below for _, below in frames), state], values)
    raise AssertionError("the scanner always ends with an empty token")


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
