"""The words of command languages (shells, PowerShell, cmd): one reader, driven by a table of tokens for each of them.

A word is a draft: quotes and escapes are gone, what the language fills is a gap. Commands in `$(…)` and backticks are commands of
their own. Depth costs no recursion, and each character is read once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.draft import Gap, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Written

__all__ = ["Command", "Line", "Quoting", "gap", "lines_with", "read", "word_at"]

_CODES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_UNTIL = {
    "line": {"line"},
    "command": {"line", "end", "close"},
    "word": {"blank", "line", "end", "close"},
    "literal": {"shut"},
    "": set[str](),
}
"""By what is to be read: the tokens that end it, outside of brackets."""
_LONGEST_NAME = 200


class Quoting(NamedTuple):
    """How a language cuts a text into words.

    `modes` are the tokens inside of quotes, by what opens them; under the empty text those outside of quotes. The name of a
    token's group says what it does:

    `plain`, `rest`: it stands for itself; `escaped`: for what is behind its first character; `coded`: for a character of another
    name, such as a line end; `gap`: the language fills it; `quote`, `shut`: quotes open and close; `blank`, `end`, `line`: a word,
    a command, a line ends; `open`: a command in a command begins, which `close` ends, or the same backtick; `option`: a word that
    ends without a blank; `bracket`: the language reads it by itself; `skip`: nothing.
    """

    modes: Mapping[str, re.Pattern[str]]
    described: Callable[[str], Written]
    """What is known of the text of a gap."""
    joint: str
    """What joins a line with the next one at its end."""
    bracket: Callable[[str, int], tuple[int, Draft]] | None = None
    """Returns where a bracket ends that begins at an offset of a text, and what it is."""


class Command(NamedTuple):
    """A simple command; `start` is where its first word stands."""

    start: int
    words: list[Draft]


class Line(NamedTuple):
    """The commands of a text in the order in which they end, where it ends, and whether all of its quotes are closed."""

    commands: list[Command]
    end: int
    closed: bool


def read(quoting: Quoting, text: str, start: int, end: int | None = None, *, until: str = "line", mode: str = "") -> Line:
    """Read a line, a command, a word or a literal from its beginning, or up to an offset; `mode` is the quote that is open."""
    return _Reader(quoting, text, start, len(text) if end is None else end, mode).line(_UNTIL[until])


def lines_with(quoting: Quoting, text: str, wanted: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line that has what a pattern finds; lines that are joined count as one."""
    joint = re.escape(quoting.joint)
    pattern = re.compile(rf"(?:[^\r\n{joint}]|{joint}(?:\r\n|.))*(?:\r\n|\r|\n|$)", re.DOTALL)
    start = end = 0
    for found in wanted.finditer(text):
        if found.start() < end:
            continue
        while end <= found.start():
            line = pattern.match(text, end)
            start, end = end, line.end() if line and line.end() > end else len(text)
        yield start, end


def word_at(quoting: Quoting, text: str, start: int, end: int | None = None, *, until: str = "word") -> tuple[int, Draft]:
    """Return where the word ends that begins at an offset, and the word; nothing where there is none."""
    line = read(quoting, text, start, end, until=until)
    first = next((command for command in line.commands if command.start == start), None)
    return line.end, first.words[0] if first else ()


def gap(quoting: Quoting, text: str, start: int, end: int) -> Gap:
    """Return a stretch of a text as a gap."""
    shown = " ".join(text[start : min(end, start + _LONGEST_NAME)].split())
    return Gap(shown, (start, end), quoting.described(shown))


class _Frame:
    """A command that is being read: what closes it, where its `$(` stands (-1: no gap of a word), its words so far."""

    __slots__ = ("begin", "close", "mode", "pieces", "start", "words")

    def __init__(self, close: str, begin: int, mode: str = "") -> None:
        self.close = close
        self.begin = begin
        self.mode = mode
        self.start = -1
        self.words: list[Draft] = []
        self.pieces: list[Run | Gap] | None = None


class _Reader:
    def __init__(self, quoting: Quoting, text: str, start: int, end: int, mode: str) -> None:
        self.quoting = quoting
        self.text = text
        self.at = start
        self.end = end
        self.stack = [_Frame("", -1, mode)]
        self.done: list[Command] = []

    def line(self, until: set[str]) -> Line:
        """Read up to one of some tokens."""
        while self.at < self.end:
            frame = self.stack[-1]
            token = self.quoting.modes[frame.mode].match(self.text, self.at, self.end)
            assert token is not None
            self.at = token.end()
            kind = token.lastgroup or ""
            self._token(frame, kind, token[0], token.start())
            if kind in until and frame is self.stack[0]:
                break
        closed = len(self.stack) == 1 and not self.stack[0].mode
        while len(self.stack) > 1:
            self._close()
        self._end_command(self.stack[0])
        return Line(self.done, self.at, closed)

    def _token(self, frame: _Frame, kind: str, token: str, at: int) -> None:
        match kind:
            case "escaped":
                self._put(token[1:], at)
            case "coded":
                code = token[2:]
                self._put(chr(int(code, 16)) if code else _CODES.get(token[1:], token[1:]), at)
            case "gap":
                self._pieces(at).append(gap(self.quoting, self.text, at, self.at))
            case "quote" | "shut":
                self._pieces(at)
                frame.mode = token.strip() if kind == "quote" else ""
            case "blank":
                self._end_word(frame)
            case "end" | "line":
                self._end_command(frame)
            case "open" | "close":
                self._bracket(frame, token, at)
            case "option":
                self._put(token, at)
                self._end_word(frame)
            case "bracket":
                assert self.quoting.bracket is not None
                self.at, draft = self.quoting.bracket(self.text, at)
                self._pieces(at).extend(draft)
            case "skip":
                pass
            case _:
                self._put(token, at)

    def _bracket(self, frame: _Frame, char: str, at: int) -> None:
        if char == frame.close:
            self._close()
        elif char in "()":
            self._end_command(frame)
            if char == "(":
                self.stack.append(_Frame(")", -1))
        else:
            self._pieces(at)
            self.stack.append(_Frame("`" if char == "`" else ")", at))

    def _close(self) -> None:
        """End a command in `$(…)`: it is a gap of the word around it."""
        frame = self.stack.pop()
        self._end_command(frame)
        if frame.begin >= 0:
            self._pieces(frame.begin).append(gap(self.quoting, self.text, frame.begin, self.at))

    def _pieces(self, at: int) -> list[Run | Gap]:
        """Return the pieces of the word that is read, or that begins."""
        frame = self.stack[-1]
        if frame.pieces is None:
            frame.pieces = []
            frame.start = frame.start if frame.words else at
        return frame.pieces

    def _put(self, text: str, at: int) -> None:
        pieces = self._pieces(at)
        if text:
            pieces.append(Run(text, ((0, at),) if len(text) == self.at - at else ((0, at), (len(text), self.at))))

    def _end_word(self, frame: _Frame) -> None:
        if frame.pieces is not None:
            frame.words.append(tuple(frame.pieces))
            frame.pieces = None

    def _end_command(self, frame: _Frame) -> None:
        self._end_word(frame)
        if frame.words:
            self.done.append(Command(frame.start, frame.words))
            frame.words = []
