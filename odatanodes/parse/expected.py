"""What may stand at an offset of a text: the terminals that the table allows there, and what was built to the left.

The text may be broken or unfinished. The word that is being written at the offset is not parsed; a token to the left that is not
valid where it stands is skipped, as often as that helps. Loaded for error messages and by editors only.
"""

from __future__ import annotations

import re

from odatanodes.parse import tables
from odatanodes.parse.literals import SyntaxProblem
from odatanodes.parse.machine import actions_of, cut, goto_of, stopped_after

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any
    from typing import Literal as L

    from odatanodes.diagnostics import Span
    from odatanodes.parse.machine import Refused

__all__ = ["Place", "expected_in", "place_at", "place_of_token"]

_MOST_REPAIRS = 16
_UNFINISHED = re.compile(r"""[$@]?[\w.#]*(?:'[^']*(?:''[^']*)*)?|-|"[^"]*""")
"""What a token that is being written can look like where the scanner does not know it yet."""
_REST = re.compile(r"[\w.]*")
_PIECE = re.compile(r"[\w.]+|.", re.DOTALL)


class Place:
    """What may stand at an offset.

    `word` is the span of what is being written there (empty between words; a string literal with its quotes), and `expected`
    are the terminals that may stand in its place. `values` is what the parser holds to the left, innermost last: nodes, and
    tokens that are not yet part of one as text; `variables` are the lambda variables in scope, each with its collection.
    """

    __slots__ = ("expected", "option", "prefix", "text", "values", "variables", "word")

    def __init__(self, text: str, option: L["filter", "select"], word: Span) -> None:
        self.text = text
        self.option = option
        self.word = word
        self.prefix, stopped = _repaired(text[: word[0]], option)
        self.values: list[Any] = stopped.values[1:]
        self.variables = _variables(stopped.values)
        self.expected = expected_in(stopped.states, option)

    @property
    def written(self) -> str:
        """The word that is being written."""
        return self.text[slice(*self.word)]

    @property
    def left_operand(self) -> Any:
        """What an `eq` that is written here would compare: a node; None where it could not stand here."""
        if "EQUALITY" not in self.expected:
            return None
        try:
            stopped = stopped_after(f"{self.prefix} eq ", self.option)
        except SyntaxProblem:
            return None
        return stopped.values[-2]


def place_of_token(text: str, option: L["filter", "select"], offset: int) -> Place:
    """Return the place of the token that an offset lies in; where no token is known, that of the word written there.

    >>> place_of_token("state eq 'idle'", "filter", 11).written
    "'idle'"
    """
    position = 0
    for blank, token in cut(text):
        start = position + len(blank)
        position = start + len(token)
        if start <= offset < position:
            return Place(text, option, (start, position))
    return place_at(text, option, offset + 1)


def place_at(text: str, option: L["filter", "select"], offset: int) -> Place:
    """Return what may stand at an offset of a text, whether the text is an expression or not.

    >>> place = place_at("state eq 'id' and vmSize", "filter", 12)
    >>> place.written, place.values
    ("'id'", [Member(source=None, name='state'), 'eq'])
    """
    start = _word_start(text[:offset])
    end = offset + len(_REST.match(text, offset)[0]) if start < offset else offset  # type: ignore[index]  # it always matches
    if text[start : start + 1] == "'" and text[end : end + 1] == "'":
        end += 1
    return Place(text, option, (start, end))


def _word_start(before: str) -> int:
    """Return where the word begins that ends with a text; its length where none does."""
    for _ in range(_MOST_REPAIRS):
        position = last = start = 0
        for blank, token in cut(before):
            start = position + len(blank)
            if not token:
                break
            last, position = start, start + len(token)
        if start == len(before):
            return last if position == start and _writes(before[last:]) else start
        if _UNFINISHED.fullmatch(before, start):
            return start
        end = start + len(_PIECE.match(before, start)[0])  # type: ignore[index]  # it always matches
        before = before[:start] + " " * (end - start) + before[end:]
    return len(before)


def _writes(token: str) -> bool:
    """Whether a token goes on when a letter is added."""
    return bool(token) and (token[-1].isalnum() or token[-1] == "_")


def _repaired(prefix: str, option: L["filter", "select"]) -> tuple[str, Refused]:
    """Return a text without the tokens that cannot stand where they stand, and how the parser stands behind it."""
    for _ in range(_MOST_REPAIRS):
        try:
            stopped = stopped_after(prefix, option)
        except SyntaxProblem as problem:
            start, end = problem.diagnostic.span
            end = max(end, start + 1)
        else:
            start = stopped.start
            if start >= len(prefix.rstrip()):
                return prefix, stopped
            token = next((token for _, token in cut(prefix[start:])), "")
            end = start + max(len(token), 1)
        prefix = prefix[:start] + " " * (end - start) + prefix[end:]
    return "", stopped_after("", option)


def _variables(values: list[Any]) -> dict[str, Any]:
    """Return the lambda variables in scope, each with the node of its collection: `collection / any ( variable`."""
    found: dict[str, Any] = {}
    for at in range(4, len(values) - 1):
        name = values[at + 1]
        opened = isinstance(name, str) and values[at] == "(" and values[at - 2] == "/"
        if opened and (name in values[0].scope or values[at + 2 : at + 3] == [":"]):
            found[name] = values[at - 3]
    return found


# --- the table -------------------------------------------------------------------------------------------------------


def expected_in(states: list[int], option: L["filter", "select"]) -> frozenset[str]:
    """Return the terminals that can follow where the table stands in these states, bottom first."""
    end = tables.ENDS[option]
    return frozenset(name for terminal, name in enumerate(tables.TERMINALS) if _accepts(states, terminal, end))


def _accepts(states: list[int], terminal: int, end: int) -> bool:
    """Whether the terminal can be shifted (or the text end) after the reductions it calls for; `states` stays as it is."""
    kept = len(states)
    above: list[int] = []
    while True:
        top = above[-1] if above else states[kept - 1]
        action = actions_of(top).get(terminal)
        if action is None:
            return terminal == 0 and top == end
        if not action & 1:
            return True
        nonterminal, length, _ = tables.RULES[action >> 1]
        for _ in range(length):
            if above:
                above.pop()
            else:
                kept -= 1
        above.append(goto_of(above[-1] if above else states[kept - 1], nonterminal))
