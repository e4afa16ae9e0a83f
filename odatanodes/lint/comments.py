"""Comments of a host text, never those inside quotes, and the lines of the calls that they stand in, above or behind."""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Span
    from odatanodes.extract.languages import Language

    Token = tuple[str, int, int]
    """The text of a bracket or a comment, and its span."""

__all__ = ["Calls", "comments_of", "opened_by", "openings"]

_BRACES = re.compile(
    r"//[^\r\n]*|/\*.*?\*/|\"\"\".*?\"\"\"|@\$?\"(?:[^\"]|\"\")*\"|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'|`(?:[^`\\]|\\.)*`"
    r"|[()\[\]{}]",
    re.DOTALL,
)
_STRINGS = r"'[^'\r\n]*'|\"(?:[^\"\\\r\n]|\\.)*\""
_WORD = r"(?<!\w)(?:'[^']*+'|\"(?:[^\"\\`]|[\\`].)*+\")"
"""A string of a script: it may go over lines, and an apostrophe in a word begins none."""
_HERE = r"(?<!<)<<[-~]?[ \t]*\\?(?P<q>['\"]?)(?P<end>[A-Za-z_]\w*)(?P=q)[^\r\n]*(?:[\r\n]+(?![ \t]*(?P=end)[ \t]*$)[^\r\n]*)*"
_MOST_OUTWARD = 20
"""Brackets around a comment that are searched for the call, from the inside out."""


def comments_of(source: Source, host: Language) -> tuple[list[Span], Calls]:
    """Return the spans of what may be comments, and the calls of the text, where the language has calls."""
    calls = Calls(source)
    if host.tokens == "python":
        return calls.read(_python(source)), calls
    if host.tokens == "braces":
        tokens = ((found[0], *found.span()) for found in _BRACES.finditer(source.text))
        return calls.read(token for token in tokens if token[0][0] not in "\"'`@"), calls
    of_script = host.tokens == "script"
    return list(_of_lines(source, opened_by(host), across=of_script)), calls


def opened_by(host: Language) -> tuple[str, ...]:
    """Return what opens a comment of a language."""
    return (*host.comments, "<#") if host.name == "powershell" else host.comments


@cache
def openings(comments: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of what opens a comment."""
    words = [rf"\b{word}\b" if word[0].isalpha() else re.escape(word) for word in comments]
    return re.compile("|".join(words), re.IGNORECASE)


@cache
def _token(comments: tuple[str, ...], *, across: bool) -> re.Pattern[str]:
    """Return a pattern of comments, and of what may hold one that is none: strings, and the here-documents of a script."""
    before, strings = (r"(?<![^\s;&|(){}<>])", rf"(?P<here>{_HERE})|{_WORD}") if across else ("", _STRINGS)
    flags = re.IGNORECASE | re.MULTILINE | re.DOTALL
    block = r"<#.*?#>|" if "<#" in comments else ""
    return re.compile(rf"(?P<comment>{block}{before}(?:{openings(comments).pattern})[^\r\n]*)|{strings}", flags)


def _of_lines(source: Source, comments: tuple[str, ...], *, across: bool) -> Iterator[Span]:
    """Yield the comments outside of strings; those of here-documents, which may be scripts themselves, line by line."""
    spans = [(0, len(source.text))] if across else source.lines()
    for start, end in spans:
        for found in _token(comments, across=across).finditer(source.text, start, end):
            if found["comment"]:
                yield found.span()
            elif across and found["here"]:
                for line in re.compile(r"[^\r\n]+").finditer(source.text, *found.span()):
                    inner = _token(comments, across=False).finditer(source.text, *line.span())
                    yield from (one.span() for one in inner if one["comment"])


def _python(source: Source) -> Iterator[Token]:
    import io
    import tokenize

    starts = [start for start, _ in source.lines()]
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text, newline="").readline):
            if token.type in {tokenize.COMMENT, tokenize.OP} and token.start[0] <= len(starts):
                begin = starts[token.start[0] - 1] + token.start[1]
                if token.type == tokenize.COMMENT or token.string in "()[]{}":
                    yield token.string, begin, begin + len(token.string)
    except (tokenize.TokenError, SyntaxError):
        return


class _Bracket:
    """A pair of brackets: its lines; `is_open`: an object or a list among arguments; `has_body`: statements stand in it."""

    __slots__ = ("first", "has_body", "is_open", "last", "text")

    def __init__(self, text: str, line: int, *, is_open: bool) -> None:
        self.text = text
        self.first = self.last = line
        self.is_open = is_open
        self.has_body = False


class Calls:
    """The parentheses of a text that go over several lines, and the comments in them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._opened: dict[int, list[_Bracket]] = {}
        self._closed: dict[int, list[_Bracket]] = {}
        self._around: dict[int, _Bracket] = {}

    def read(self, tokens: Iterator[Token]) -> list[Span]:
        """Take in brackets and comments in order; return the spans of the comments."""
        found: list[Span] = []
        stack: list[_Bracket] = []
        for text, start, end in tokens:
            if text in "([{":
                stack.append(self._opening(text, start))
            elif text in ")]}":
                if stack:
                    self._close(stack, self._source.place(start)[0])
            else:
                found.append((start, end))
                if around := _call_around(stack):
                    self._around[start] = around
        return found

    def reach(self, start: int, first: int, last: int) -> Span:
        """Return the lines that a comment at an offset counts for: those given, with the call around it or on one of them."""
        line = self._source.place(start)[0]
        calls = [*self._opened.get(first, []), *(self._closed.get(first, []) if line == first else [])]
        if start in self._around:
            calls.append(self._around[start])
        lines = [(one.first, one.last) for one in calls if not one.has_body]
        return min([first, *(begin for begin, _ in lines)]), max([last, *(end for _, end in lines)])

    def _opening(self, text: str, start: int) -> _Bracket:
        at = start - 1
        while at >= 0 and self._source.text[at].isspace():
            at -= 1
        bracket = _Bracket(text, self._source.place(start)[0], is_open=text != "(" and self._source.text[max(at, 0)] in "(,:[=")
        if text == "(":
            self._opened.setdefault(bracket.first, []).append(bracket)
        return bracket

    def _close(self, stack: list[_Bracket], line: int) -> None:
        bracket = stack.pop()
        bracket.last = line
        if stack and (bracket.has_body or (bracket.text == "{" and not bracket.is_open)):
            stack[-1].has_body = True
        if bracket.text == "(":
            self._closed.setdefault(line, []).append(bracket)


def _call_around(stack: list[_Bracket]) -> _Bracket | None:
    """Return the innermost parentheses, if nothing but objects and lists among their arguments stands in between."""
    for bracket in stack[: -_MOST_OUTWARD - 1 : -1]:
        if bracket.text == "(":
            return bracket
        if not bracket.is_open:
            return None
    return None
