"""The commands of a shell script, as POSIX shells and bash cut them into words.

Each word is a draft: quotes and escapes are gone, `$NAME`, `${…}` and `$(…)` are gaps. Commands in `$(…)` and backticks are
commands of their own. Depth costs no recursion, and each character is read once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.extract.draft import Gap, Run

if TYPE_CHECKING:
    from odatanodes.extract.draft import Draft

__all__ = ["Command", "Line", "read_line"]

_BLANKS = re.compile(r"(?:[ \t]|\\\r?\n)+")
_PLAIN = re.compile(r"[^\s\\'\"$`;|&()<>#]+")
_IN_DOUBLE = re.compile(r"[\"\\$`]")
_IN_DOUBLE_LINE = re.compile(r"[\"\\$`\r\n]")
_LINE_END = re.compile(r"[\r\n]")
_VARIABLE = re.compile(r"\$(?:\{\{[^}\r\n]{0,500}\}\}|[A-Za-z_]\w*|[0-9@*#?!$-]|\{(?:[^{}\r\n]|\{[^{}\r\n]*\}){0,500}\})")
"""What a shell fills, and `${{ … }}`, which workflows fill before."""
_HERE = re.compile(r"<<-?[ \t]*\\?(['\"]?)\w+\1")
_ANSI = re.compile(r"(?:[^'\\]|\\.)*", re.DOTALL)
_ANSI_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|.)", re.DOTALL)
_ANSI_VALUES = {"n": "\n", "t": "\t", "r": "\r"}
_APOSTROPHE = re.compile(r"'(?:t|s|d|m|re|ll|ve)\b")
_LONGEST_NAME = 200


class Command(NamedTuple):
    """A simple command; `start` is where its first word stands."""

    start: int
    words: list[Draft]


class Line(NamedTuple):
    """The commands of a line in the order in which they end, where it ends, and whether all of its quotes are closed."""

    commands: list[Command]
    end: int
    closed: bool


class _Frame:
    """A command that is being read: what closes it, where its `$(` stands (-1: no gap of a word), its words so far."""

    __slots__ = ("begin", "close", "pieces", "quoted", "start", "words")

    def __init__(self, close: str, begin: int) -> None:
        self.close = close
        self.begin = begin
        self.start = -1
        self.words: list[Draft] = []
        self.pieces: list[Run | Gap] | None = None
        self.quoted = False


def read_line(text: str, start: int, *, many_lines: bool = True, quoted: bool = False, first: bool = False) -> Line:
    """Read a line of a script from its beginning; without `many_lines` a line end closes every quote and bracket.

    `quoted`: the text begins inside double quotes. `first`: one word is enough.
    """
    return _Reader(text, start, many_lines=many_lines, quoted=quoted).line(first=first)


class _Reader:
    def __init__(self, text: str, start: int, *, many_lines: bool, quoted: bool) -> None:
        self.text = text
        self.at = start
        self.many_lines = many_lines
        self.stack = [_Frame("", -1)]
        self.done: list[Command] = []
        self.closed = True
        if quoted:
            self._open_word().quoted = True

    def line(self, *, first: bool = False) -> Line:
        """Read to the end of the line."""
        while self.at < len(self.text) and not (first and (self.stack[0].words or self.done)):
            frame = self.stack[-1]
            if frame.quoted:
                self._in_double(frame)
            elif self.text[self.at] in "\r\n" and (len(self.stack) == 1 or not self.many_lines):
                break
            else:
                self._plain(frame)
        self.closed = len(self.stack) == 1 and not self.stack[0].quoted
        while len(self.stack) > 1:
            self._close()
        self._end_command(self.stack[0])
        return Line(self.done, self.at, self.closed)

    # --- outside quotes ----------------------------------------------------------------------------------------------

    def _plain(self, frame: _Frame) -> None:
        text, at = self.text, self.at
        char = text[at]
        if plain := _PLAIN.match(text, at):
            self._put(plain[0], at)
            self.at = plain.end()
        elif blanks := _BLANKS.match(text, at):
            self._end_word(frame)
            self.at = blanks.end()
        elif char == '"':
            self._open_word().quoted = True
            self.at += 1
        elif char == "'":
            if _APOSTROPHE.match(text, at) and at and text[at - 1].isalpha():
                self._put(char, at)  # "don't", in the lines of a here-document
                self.at += 1
            else:
                self._single()
        elif char == "\\":
            self._put(text[at + 1 : at + 2], at + 1)
            self.at += 2
        elif char in "$`":
            self._dollar(frame)
        elif char == "#":
            self._hash(frame)
        elif char == ")" and frame.close == ")":
            self._close()
        else:
            self._separator(frame, char)

    def _separator(self, frame: _Frame, char: str) -> None:
        """Read what ends a word or a command."""
        if char in "<>":
            self._end_word(frame)
            here = _HERE.match(self.text, self.at)
            self.at = here.end() if here else self.at + 1
            return
        if char in ";|&()\r\n":
            self._end_command(frame)
            if char == "(":
                self.stack.append(_Frame(")", -1))
        else:
            self._end_word(frame)  # a blank of another kind
        self.at += 1

    def _hash(self, frame: _Frame) -> None:
        if frame.pieces is not None:
            self._put("#", self.at)
            self.at += 1
            return
        found = _LINE_END.search(self.text, self.at)
        self.at = found.start() if found else len(self.text)

    def _single(self) -> None:
        end = self.text.find("'", self.at + 1)
        stop = _LINE_END.search(self.text, self.at) if not self.many_lines else None
        if stop and not -1 < end < stop.start():
            end = stop.start() - 1
            self._put(self.text[self.at + 1 : end + 1], self.at + 1)
        else:
            end = len(self.text) if end < 0 else end
            self._put(self.text[self.at + 1 : end], self.at + 1)
        self.closed = self.closed and end < len(self.text)
        self.at = end + 1

    # --- inside double quotes ----------------------------------------------------------------------------------------

    def _in_double(self, frame: _Frame) -> None:
        text = self.text
        found = (_IN_DOUBLE if self.many_lines else _IN_DOUBLE_LINE).search(text, self.at)
        stop = found.start() if found else len(text)
        if stop > self.at:
            self._put(text[self.at : stop], self.at)
        self.at = stop
        if found is None:
            return
        if found[0] in '"\r\n':
            frame.quoted = False
            self.at += found[0] == '"'
        elif found[0] == "\\":
            self._escape()
        else:
            self._dollar(frame)

    def _escape(self) -> None:
        escaped = self.text[self.at + 1 : self.at + 2]
        if escaped == "\n" or self.text.startswith("\r\n", self.at + 1):
            self.at += 2 if escaped == "\n" else 3
            return
        kept = escaped if escaped in '"\\$`' else f"\\{escaped}"
        self._put(kept, self.at + 2 - len(kept))
        self.at += 2

    # --- gaps --------------------------------------------------------------------------------------------------------

    def _dollar(self, frame: _Frame) -> None:
        """Read `$NAME`, `${…}` as a gap, begin `$(…)` or backticks; a dollar alone is itself."""
        text, at = self.text, self.at
        if text[at] == "`":
            if frame.close == "`":
                self._close()
                return
            self._open("`", at, 1)
        elif text.startswith("$(", at):
            self._open(")", at, 2)
        elif found := _VARIABLE.match(text, at):
            self._open_word()
            self._gap(at, found.end())
            self.at = found.end()
        elif text.startswith("$'", at) and not frame.quoted:
            self._ansi()
        elif text.startswith('$"', at) and not frame.quoted:
            self.at += 1
        else:
            self._put("$", at)
            self.at += 1

    def _ansi(self) -> None:
        body = _ANSI.match(self.text, self.at + 2)
        assert body is not None
        done = body.start()
        self._open_word()
        for escape in _ANSI_ESCAPE.finditer(self.text, body.start(), body.end()):
            self._put(self.text[done : escape.start()], done)
            kind = escape[1][0]
            value = chr(int(escape[1][1:], 16)) if kind in "xu" and len(escape[1]) > 1 else _ANSI_VALUES.get(kind, escape[1])
            self._put(value, escape.start())
            done = escape.end()
        self._put(self.text[done : body.end()], done)
        self.at = body.end() + 1

    def _open(self, close: str, at: int, length: int) -> None:
        self._open_word()
        self.stack.append(_Frame(close, at))
        self.at += length

    def _close(self) -> None:
        """End a command in `$(…)`: it is a gap of the word around it."""
        frame = self.stack.pop()
        self._end_command(frame)
        self.at = min(self.at + 1, len(self.text))
        if frame.begin >= 0:
            self._gap(frame.begin, self.at)

    def _gap(self, start: int, end: int) -> None:
        from odatanodes.extract.shell.values import described

        shown = " ".join(self.text[start : min(end, start + _LONGEST_NAME)].split())
        pieces = self.stack[-1].pieces
        assert pieces is not None
        pieces.append(Gap(shown, (start, end), described(shown)))

    # --- words -------------------------------------------------------------------------------------------------------

    def _open_word(self) -> _Frame:
        frame = self.stack[-1]
        if frame.pieces is None:
            frame.pieces = []
            if not frame.words:
                frame.start = self.at
        return frame

    def _put(self, text: str, at: int) -> None:
        frame = self._open_word()
        assert frame.pieces is not None
        if text:
            frame.pieces.append(Run(text, ((0, at),)))

    def _end_word(self, frame: _Frame) -> None:
        if frame.pieces is not None:
            frame.words.append(tuple(frame.pieces))
            frame.pieces = None

    def _end_command(self, frame: _Frame) -> None:
        self._end_word(frame)
        if frame.words:
            self.done.append(Command(frame.start, frame.words))
            frame.words = []
