"""The words and values of a PowerShell script, each a draft: quotes and escapes are gone, `$name` and `$(…)` are gaps.

A value may be literals put together with `+`, `-f` and `[string]::Format`. Source: about_Quoting_Rules, about_Parsing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run
from odatanodes.extract.powershell.brackets import LONGEST_GAP, closing
from odatanodes.extract.powershell.values import described

if TYPE_CHECKING:
    from odatanodes.extract.draft import Draft

__all__ = ["arguments", "value"]

_BLANKS = re.compile(r"(?:[ \t]|`\r?\n)+")
_ANY_BLANKS = re.compile(r"(?:\s|`\r?\n)*")
_PLAIN = re.compile(r"[^\s'\"$`;|(){}]+")
_VARIABLE = re.compile(r"\$\{\{[^}\r\n]{0,500}\}\}|\$(?:\w+:)?\w+|\$\{[^}\r\n]{0,500}\}")
_MEMBERS = re.compile(r"(?:\.\w+|::\w+)")
_HERE = re.compile(r"@(['\"])[ \t]*(\r\n|\n|\r)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_FIELD = re.compile(r"\{\{|\}\}|\{(\d+)(?:,[^{}:]*)?(?::([^{}]*))?\}")
_STATIC = re.compile(r"\[(?:system\.)?string\]::format\(", re.IGNORECASE)
_BAREWORD = re.compile(r"[^\r\n;|})]*")
_LONGEST_NAME = 200
_DEEPEST = 20


def arguments(text: str, at: int, most: int = 200) -> tuple[int, list[Draft]]:
    """Return where a command ends whose arguments begin at an offset, and the arguments."""
    words: list[Draft] = []
    while len(words) < most:
        blanks = _BLANKS.match(text, at)
        at = blanks.end() if blanks else at
        if at >= len(text) or text[at] in "\r\n;|)}#":
            break
        pieces: list[Run | Gap] = []
        begin = at
        at = _word(text, at, pieces)
        at += at == begin
        words.append(tuple(pieces))
    return at, words


def _word(text: str, at: int, pieces: list[Run | Gap]) -> int:
    """Read one argument; returns where it ends."""
    if text[at] == "(" or text.startswith("@(", at):
        end = closing(text, text.index("(", at))
        pieces += value(text, text.index("(", at))[1] or (_gap(text, at, end),)
        return end
    if here := _HERE.match(text, at):
        end, draft = _here_string(text, here)
        pieces += draft
        return end
    while at < len(text):
        char = text[at]
        if char in "'\"":
            at = _quoted(text, at, pieces)
        elif char in "$(":
            at = _hole(text, at, pieces)
        elif char == "`" and text[at + 1 : at + 2] not in "\r\n":
            pieces.append(Run(text[at + 1 : at + 2], ((0, at + 1),)))
            at += 2
        else:
            plain = _PLAIN.match(text, at)
            if plain is None:
                return at
            name = plain[0].find(":") + 1 if plain[0][0] == "-" and not pieces else 0
            if name:  # -Filter:"…"
                pieces.append(Run(plain[0][:name], ((0, at),)))
                return at + name
            pieces.append(Run(plain[0], ((0, at),)))
            at = plain.end()
    return at


def value(text: str, at: int, depth: int = 0) -> tuple[int, Draft]:
    """Return where a value ends that begins at an offset, and its draft; nothing where it is not known."""
    at, draft = _operand(text, at, depth)
    while True:
        found = _ANY_BLANKS.match(text, at)
        after = found.end() if found else at
        if text.startswith("+", after) and not text.startswith(("++", "+="), after):
            begin = _skipped(text, after + 1)
            at, more = _operand(text, begin, depth)
            if at == begin:
                break
            draft += more
        elif text[after : after + 3].lower() in {"-f ", "-f(", "-f$", "-f'", '-f"'}:
            at, values = _listed(text, after + 2, depth)
            draft = _formatted(draft, values)
        else:
            break
    return at, draft


def _skipped(text: str, at: int) -> int:
    found = _ANY_BLANKS.match(text, at)
    return found.end() if found else at


def _listed(text: str, at: int, depth: int) -> tuple[int, list[Draft]]:
    """Return the operands between commas."""
    values: list[Draft] = []
    while len(values) < 50:
        begin = _skipped(text, at)
        at, draft = _operand(text, begin, depth)
        values.append(draft)
        comma = _skipped(text, at)
        if at == begin or not text.startswith(",", comma):
            break
        at = comma + 1
    return at, values


def _operand(text: str, at: int, depth: int) -> tuple[int, Draft]:
    """Return where an operand ends, and its draft: a literal, what brackets hold, or one gap."""
    pieces: list[Run | Gap] = []
    if at < len(text) and text[at] in "'\"":
        end = _quoted(text, at, pieces)
        return _unless_called(text, at, end, tuple(pieces))
    if here := _HERE.match(text, at):
        return _here_string(text, here)
    if static := _STATIC.match(text, at):
        stop, values = _listed(text, static.end(), depth)
        end = _operand_end(text, at)
        return end, _formatted(values[0], values[1:]) if values and stop <= end and depth < _DEEPEST else (_gap(text, at, end),)
    if text.startswith("(", at) and depth < _DEEPEST:
        end = closing(text, at)
        _, draft = value(text, _skipped(text, at + 1), depth + 1)
        return _unless_called(text, at, end, draft or (_gap(text, at, end),))
    if at < len(text) and text[at].isalpha():
        word = _BAREWORD.match(text, at, at + LONGEST_GAP)
        end = word.end() if word else at
    else:
        end = _operand_end(text, at)
    return end, (_gap(text, at, end),) if end > at else ()


def _unless_called(text: str, at: int, end: int, draft: Draft) -> tuple[int, Draft]:
    """Return a draft, or a gap where a member of it is taken: `"…".Replace(…)`."""
    if not _MEMBERS.match(text, end):
        return end, draft
    end = _operand_end(text, end)
    return end, (_gap(text, at, end),)


def _operand_end(text: str, at: int) -> int:
    stop = min(len(text), at + LONGEST_GAP)
    while at < stop:
        char = text[at]
        if char in "([{":
            at = closing(text, at)
        elif char in "'\"":
            at = _quoted(text, at, [])
        elif char in " \t\r\n,;|)}]+":
            break
        else:
            at += 1
    return min(at, len(text))


def _here_string(text: str, here: re.Match[str]) -> tuple[int, Draft]:
    closed = re.compile(f"[\r\n]{here[1]}@").search(text, here.end() - 1)
    end = closed.start() if closed else len(text)
    pieces: list[Run | Gap] = []
    if here[1] == "'":
        pieces.append(Run(text[here.end() : end], ((0, here.end()),)))
    else:
        _body(text, here.end(), end, pieces, re.compile("[`$]"))
    return (closed.end() if closed else end), tuple(pieces)


def _quoted(text: str, at: int, pieces: list[Run | Gap]) -> int:
    """Read a literal in quotes; returns where it ends."""
    special = re.compile("'" if text[at] == "'" else r"[\"`$]")
    return _body(text, at + 1, len(text), pieces, special, text[at])


def _body(text: str, at: int, end: int, pieces: list[Run | Gap], special: re.Pattern[str], quote: str = "") -> int:
    while at < end:
        found = special.search(text, at, end)
        stop = found.start() if found else end
        if stop > at:
            pieces.append(Run(text[at:stop], ((0, at),)))
        at = stop
        if found is None:
            return at
        if quote and text.startswith(quote * 2, at):
            pieces.append(Run(quote, ((0, at + 1),)))
            at += 2
        elif found[0] == quote:
            return at + 1
        elif found[0] == "`":
            escaped = text[at + 1 : at + 2]
            if escaped:
                pieces.append(Run(_ESCAPES.get(escaped, escaped), ((0, at + 1),)))
            at += 2
        else:
            at = _hole(text, at, pieces)
    return min(at, end)


def _hole(text: str, at: int, pieces: list[Run | Gap]) -> int:
    """Read `$name` or `$(…)` as a gap; a dollar alone is itself."""
    found = _VARIABLE.match(text, at)
    if found is not None:
        end = found.end()
    elif text[at] == "(" or text.startswith("$(", at):
        end = closing(text, at if text[at] == "(" else at + 1)
    else:
        pieces.append(Run("$", ((0, at),)))
        return at + 1
    pieces.append(_gap(text, at, end))
    return end


def _gap(text: str, start: int, end: int) -> Gap:
    shown = " ".join(text[start : min(end, start + _LONGEST_NAME)].split())
    return Gap(shown, (start, end), described(shown))


def _formatted(draft: Draft, values: list[Draft]) -> Draft:
    """Return a draft with the fields `{0}` of a .NET format filled."""
    from odatanodes.extract.draft import Flat

    flat = Flat(draft, "\ufffc")
    pieces: list[Run | Gap] = []
    done = 0
    for found in _FIELD.finditer(flat.text):
        pieces += flat.part(done, found.start())
        done = found.end()
        if not found[1]:
            pieces += flat.part(found.start(), found.start() + 1)
            continue
        [first, *_], last = flat.part(found.start(), found.start() + 1), flat.part(found.end() - 1, found.end())[0]
        begin, end = _place(first)[0], _place(last)[1]
        number = int(found[1]) if len(found[1]) < 4 else len(values)
        given = values[number] if number < len(values) else ()
        if found[2] is not None or not given:
            pieces.append(Gap(found[0], (begin, end), described(_as_gap(given), found[2] or "")))
        else:
            pieces += given
    pieces += flat.part(done, len(flat.text))
    return tuple(pieces)


def _place(piece: Run | Gap) -> tuple[int, int]:
    return piece.span if isinstance(piece, Gap) else (piece.places[0][1], piece.places[0][1] + 1)


def _as_gap(draft: Draft) -> str:
    return draft[0].name if len(draft) == 1 and isinstance(draft[0], Gap) else ""
