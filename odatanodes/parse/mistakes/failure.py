"""A text that does not parse, and what the table knows at the place where it fails."""

from __future__ import annotations

import re

from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.parse.expected import expected_in
from odatanodes.parse.machine import cut, first_error, stopped_after

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Literal as L

    from odatanodes.diagnostics import Span

__all__ = ["OPENING", "Failure", "in_english"]

_PATH = re.compile(r"[^\W\d]\w*(?:/[^\W\d]\w*)*")
_PATH_AT_END = re.compile(r"(?<![\w/])[^\W\d]\w*(?:/[^\W\d]\w*)*\s+$")
OPENING = {"(": ")", "[": "]", "{": "}"}


class Failure:
    """A text, where it fails, and what the table knows there.

    `start` is the offset of the failing token, `word` that token or what stands there instead of one; `before` are the
    tokens to the left as (offset, token), `expected` the terminals that could have stood at `start`.
    """

    __slots__ = ("before", "expected", "option", "start", "text", "word")

    def __init__(self, text: str, option: L["filter", "select"], start: int) -> None:
        self.text = text
        self.option = option
        self.start = start
        self.before: list[tuple[int, str]] = []
        position = 0
        self.word = ""
        for blank, token in cut(text):
            position += len(blank)
            if position >= start:
                self.word = token or _piece(text, start)
                break
            self.before.append((position, token))
            position += len(token)
        self.expected = expected_in(stopped_after(text[:start], option).states, option)

    @property
    def span(self) -> Span:
        """Where the failing word stands; at the end of the text, where something is missing."""
        return (self.start, min(len(self.text), self.start + max(1, len(self.word))))

    @property
    def after_operand(self) -> bool:
        """Whether an operator could stand here."""
        return "EQUALITY" in self.expected

    @property
    def wants_operand(self) -> bool:
        """Whether a value could stand here."""
        return {"STRING", "INT"} <= self.expected

    def last(self, back: int = 1) -> str:
        """Return the token before (or the one before that), "" where there is none."""
        return self.before[-back][1] if len(self.before) >= back else ""

    def path_before(self) -> tuple[str, int] | None:
        """Return the plain path that ends directly before the failing word, and its offset."""
        index = len(self.before) - 1
        if index < 0 or not self.before[index][1].isidentifier():
            return None
        while index >= 2 and self.before[index - 1][1] == "/" and self.before[index - 2][1].isidentifier():
            index -= 2
        begin = self.before[index][0]
        text = self.text[begin : self.start].rstrip()
        return (text, begin) if _PATH.fullmatch(text) else None

    def listed(self) -> str | None:
        """Return the path on the left of `in`, if the failing word is in its list; "" where that is not a plain path."""
        brackets = self.unclosed()
        if brackets and brackets[-1][1] == "{":  # a placeholder
            brackets.pop()
        if not brackets or brackets[-1][1] != "(":
            return None
        at = [offset for offset, _ in self.before].index(brackets[-1][0])
        if at < 1 or self.before[at - 1][1].lower() != "in":
            return None
        match = _PATH_AT_END.search(self.text[: self.before[at - 1][0]])
        return match[0].rstrip() if match else ""

    def unclosed(self) -> list[tuple[int, str]]:
        """Return the brackets still open before the failing token, outermost first."""
        found: list[tuple[int, str]] = []
        for offset, token in self.before:
            if token in OPENING:
                found.append((offset, token))
            elif found and token == OPENING[found[-1][1]]:
                found.pop()
        return found

    def problem(self, code: str, message: str, help: str, span: Span | None = None, fix: Fix | None = None) -> Diagnostic:
        """Return the diagnostic; a fix that does not bring the parser further is left out."""
        first, last = span or self.span
        shown_span = (first, min(last, len(self.text)))
        return Diagnostic(code, message, shown_span, help, "error", fix if fix and self.gets_further(fix) else None)

    def gets_further(self, fix: Fix) -> bool:
        """Whether the text with this fix parses, or fails only behind it."""
        first, last = fix.span
        reached = first_error(self.text[:first] + fix.text + self.text[last:], self.option)
        return reached is None or reached >= first + len(fix.text)


def _piece(text: str, start: int) -> str:
    """Return what stands where no token begins: a word, or one character."""
    match = re.compile(r"\$?\w+|.", re.DOTALL).match(text, start)
    return match[0] if match else ""


# --- expected sets in English --------------------------------------------------------------------------------------------

_PHRASES = (
    ({"STRING", "INT"}, "a value, a property or '('"),
    ({"STAR"}, "a property or '*'"),
    ({"EQUALITY"}, "an operator such as 'eq'"),
    ({"DOLLAR_TOP"}, "an option such as '$top='"),
    ({"DOLLAR_FILTER", "SEARCH"}, "'$filter=' or '$search='"),
    ({"COLLECTION"}, "the name of a type"),
    ({"NAME"}, "a name"),
    ({"BOOLEAN"}, "'true' or 'false'"),
    ({"INT"}, "a whole number"),
    ({"JSON_STRING"}, "a name in double quotes"),
    ({"AS"}, "'as' and a name"),
    ({"DIRECTION"}, "'asc' or 'desc'"),
    ({"EQUAL"}, "'='"),
    ({"COLON"}, "':'"),
    ({"COMMA"}, "','"),
    ({"SEMICOLON"}, "';'"),
    ({"RSQB"}, "']'"),
    ({"RBRACE"}, "'}'"),
    ({"RPAR"}, "')'"),
    ({"SLASH"}, "'/'"),
    ({"LPAR"}, "'('"),
)
_INSTEAD = {
    "a value, a property or '('": {"NAME", "BOOLEAN", "INT", "JSON_STRING", "LPAR", "COLLECTION"},
    "a property or '*'": {"NAME"},
}
_CONTINUES = {"SLASH", "LPAR"}
"""What goes on with a path is worth saying only where nothing else can stand."""


def in_english(expected: frozenset[str], option: str) -> str:
    """Return "an operator such as 'eq', or the end of the filter" for a set of terminals."""
    said: list[str] = []
    covered: set[str] = set()
    for terminals, phrase in _PHRASES:
        if terminals <= expected and not terminals <= covered:
            said.append(phrase)
            covered |= terminals | _INSTEAD.get(phrase, set()) | ({"NAME"} if phrase == "the name of a type" else set())
            covered |= {"SEARCH", "DOLLAR_FILTER"} if "option" in phrase else set()
    if len(said) > 1:
        said = [phrase for phrase in said if phrase not in {"'/'", "'('"}] or said
    if "$END" in expected:
        said = [phrase for phrase in said if phrase not in {"'/'", "'('"}]
        said.append(f"the end of the {option}")
    if len(said) < 2:
        return said[0] if said else "nothing more"
    return f"{', '.join(said[:-1])}, or {said[-1]}" if len(said) > 2 or "such as" in said[0] else f"{said[0]} or {said[-1]}"
