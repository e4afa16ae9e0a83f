"""The machine that parses: one regular expression cuts tokens, a loop over the generated LALR(1) table builds nodes.

Takes time linear in the text and does not recurse. `Refused` is the raw form of a syntax error, which `parse` turns into a
diagnostic. The loop dominates the time of parsing, so it is written for speed.
"""

from __future__ import annotations

import re

from odatanodes.parse import tables
from odatanodes.parse.context import Context
from odatanodes.parse.literals import LITERALS, SyntaxProblem, prefixed
from odatanodes.parse.reduce import builder_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any
    from typing import Literal as L

__all__ = ["Refused", "actions_of", "cut", "first_error", "goto_of", "run", "stopped_after"]

# --- tokens ----------------------------------------------------------------------------------------------------------

_usual = re.compile(tables.USUAL).findall
_scan = _usual
"""Cuts a text into tokens: words, whole numbers, strings and signs only, which suffices for most texts, until `cut` replaces it."""


def cut(text: str) -> list[tuple[str, str]]:
    """Return the tokens of a text, each with the blanks before it; an empty token is the end, or not a token.

    Compiling the expression for all tokens takes 3 ms, a fifth of the time Python takes to start, so that is done when first
    needed.
    """
    global _scan  # noqa: PLW0603
    if _scan is _usual:
        _scan = re.compile(tables.SCANNER).findall
    return _scan(text)


_number_of = {name: number for number, name in enumerate(tables.TERMINALS)}
_END, _INT, _NAME, _STRING = (_number_of[name] for name in ("$END", "INT", "NAME", "STRING"))
_INFINITY, _NEGATIVE_INFINITY = _number_of["INFINITY"], _number_of["NEGATIVE_INFINITY"]
_keywords = tables.WORDS.get
_words = dict(tables.WORDS)
"""The terminal of each keyword and sign, and of the names that were parsed before."""
_MAX_WORDS = 2000
_DIGITS = frozenset("0123456789")
_NAMES = frozenset(tables.NAMES)
_literal = [LITERALS.get(name) for name in tables.TERMINALS]


def terminal_of(token: str, start: int, context: Context) -> int | None:
    """Return the terminal of a token that is not in `_words` and not a plain string."""
    if token[0] in _DIGITS:
        return _INT if token.isdigit() else _number_of[_classify_number(token)]
    lower = token.lower()
    keyword = _keywords(lower)
    if keyword is not None and lower not in tables.EXACT and token.isascii():
        if keyword not in {_INFINITY, _NEGATIVE_INFINITY}:  # these are INF and NaN in the standard
            context.spellings.append((start, token))
        return keyword
    terminal = _classify(token)
    if terminal == _NAME and len(token) <= 64 and len(_words) < _MAX_WORDS:
        _words[token] = _NAME
    return terminal


def _classify(token: str) -> int | None:
    """Return the terminal of a token that is not a keyword and does not begin with a digit; None for an unknown prefix.

    The scanner has settled where the token ends, so single characters tell the terminals apart.
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
# A row has the action for each terminal, for a pair of states: the one on top and the one below it. Reductions that build
# nothing (or_expr: and_expr) depend on these two only, so they are followed once, when a cell is first used, and the cell
# stores where they lead:
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
    """Return the action for each terminal: 2 * state to shift, 2 * rule + 1 to reduce."""
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
    """Return (and store) the cell of a terminal; `end` is the state to accept in."""
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
    """The token at `start` does not fit: `mistakes` finds out what is meant, `expected` what would fit.

    `states` are those of the table, bottom first; `values` is the value stack.
    """

    def __init__(self, start: int, states: list[int], values: list[Any]) -> None:
        super().__init__(start)
        self.start = start
        self.states = states
        self.values = values


def first_error(text: str, option: L["filter", "select"]) -> int | None:
    """Return the offset at which a text stops being an expression, None if it is one. Cheap: nothing is explained."""
    try:
        run(text, option, Context())
    except SyntaxProblem as problem:
        return problem.diagnostic.span[0]
    except Refused as refused:
        return refused.start
    return None


def stopped_after(text: str, option: L["filter", "select"]) -> Refused:
    """Return the state of the parser after the tokens of a text, or where it stopped before; raises SyntaxProblem."""
    try:
        run(f"{text}\0", option, Context())
    except Refused as refused:
        return refused
    raise AssertionError("no token begins with NUL")


def run(text: str, option: L["filter", "select"], context: Context) -> Any:
    """Return the tree of a text; raises Refused at the token that does not fit, SyntaxProblem for a literal without a value."""
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
                return run(text, option, context)
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
