"""The words and values of a PowerShell script, each a draft: quotes and escapes are gone, `$name` and `$(…)` are gaps.

A value may be literals put together with `+`, `-f` and `[string]::Format`. Source: about_Quoting_Rules, about_Parsing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, joined, literal, substituted
from odatanodes.extract.powershell.values import LONGEST_GAP, closing, described
from odatanodes.extract.words import Quoting, gap, read, word_at

if TYPE_CHECKING:
    from odatanodes.extract.draft import Draft

__all__ = ["arguments", "value"]

_MEMBER = r"(?:(?:\.|::)\w+(?:\([^()\r\n]*\))?|\[[^\[\]\r\n]*\])*"
_GAP = rf"(?P<gap>\$\{{\{{[^}}\r\n]{{0,500}}\}}\}}|\$(?:\w+:)?\w+{_MEMBER}|\$\{{[^}}\r\n]{{0,500}}\}})|(?P<open>\$\()"
_CODED = rf"{_GAP.replace(_MEMBER, '')}|(?P<coded>`.)|(?P<rest>.)"
_MODES = {
    "": re.compile(
        r"(?P<option>(?<!\S)-[^\s'\"$`;|(){}:]*:)|(?P<blank>(?:[ \t]|`\r?\n)+|\{)|(?P<quote>[\"']|@[\"'][ \t]*(?:\r\n|[\r\n]))"
        rf"|{_GAP}|(?P<bracket>@?\()|(?P<close>\))|(?P<end>[;|}}]|(?<!\S)#)|(?P<line>\r\n|[\r\n])|(?P<escaped>`.)"
        r"|(?P<plain>[^\s'\"$`;|(){}]+)|(?P<rest>.)",
        re.DOTALL,
    ),
    "'": re.compile(r"(?P<plain>[^']+)|(?P<escaped>'')|(?P<shut>')"),
    '"': re.compile(rf"(?P<plain>[^\"`$]+)|(?P<escaped>\"\")|(?P<shut>\")|{_CODED}", re.DOTALL),
    "@'": re.compile(r"(?P<shut>(?:\r\n|[\r\n]|(?<=[\r\n]))'@)|(?P<plain>[^\r\n]+)|(?P<rest>.)", re.DOTALL),
    '@"': re.compile(rf"(?P<shut>(?:\r\n|[\r\n]|(?<=[\r\n]))\"@)|(?P<plain>[^`$\r\n]+)|{_CODED}", re.DOTALL),
}
_BLANKS = re.compile(r"(?:\s|`\r?\n)*")
_LITERAL = re.compile(r"[\"']|@[\"'][ \t]*[\r\n]")
_MEMBERS = re.compile(r"(?:\.\w+|::\w+)")
_FIELD = re.compile(r"\{\{|\}\}|\{(\d{1,3})(?:,[^{}:]*)?(?::([^{}]*))?\}")
_STATIC = re.compile(r"\[(?:system\.)?string\]::format\(", re.IGNORECASE)
_EMPTY = re.compile(r"\$null\b|\[string\]::empty\b", re.IGNORECASE)
_LIST = re.compile(r"@?\(\s*")
_LINE = re.compile(r"[ \t;]*(?:#[^\r\n]*)?[\r\n]\s*(?=['\"$(])")
_BAREWORD = re.compile(r"[^\r\n;|})]*")
_DEEPEST = 20


def arguments(text: str, at: int) -> tuple[int, list[Draft]]:
    """Return where a command ends whose arguments begin at an offset, and the arguments."""
    line = read(_QUOTING, text, at, until="command")
    return line.end, line.commands[-1].words if line.commands else []


def _bracket(text: str, at: int) -> tuple[int, Draft]:
    """Read `(…)` or `@(…)`: an argument is its value, in a word it is a gap."""
    begin = text.index("(", at)
    end = closing(text, begin)
    draft = value(text, begin)[1] if at == 0 or text[at - 1] in " \t\r\n:" else ()
    return end, draft or (gap(_QUOTING, text, at, end),)


_QUOTING = Quoting(_MODES, described, "`", _bracket)


def value(text: str, at: int, depth: int = 0) -> tuple[int, Draft]:
    """Return where a value ends that begins at an offset, and its draft; nothing where it is not known."""
    begun = at
    at, draft = _operand(text, at, depth)
    while True:
        after = _skipped(text, at)
        if text.startswith("+", after) and not text.startswith(("++", "+="), after):
            begin = _skipped(text, after + 1)
            at, more = _operand(text, begin, depth)
            if at == begin:
                break
            draft += more
        elif text[after : after + 3].lower() in {"-f ", "-f(", "-f$", "-f'", '-f"'}:
            at, values = _listed(text, after + 2, depth)
            draft = _formatted(draft, values)
        elif text[after : after + 6].lower() == "-join ":
            at, separator = _operand(text, _skipped(text, after + 6), depth)
            opened = _LIST.match(text, begun)
            values = _listed(text, opened.end(), depth)[1] if opened else []
            draft = joined(literal(separator), values) if any(values) else (gap(_QUOTING, text, begun, at),)
        else:
            break
    return at, draft


def _skipped(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _listed(text: str, at: int, depth: int) -> tuple[int, list[Draft]]:
    """Return the operands between commas."""
    values: list[Draft] = []
    while len(values) < 50:
        begin = _skipped(text, at)
        at, draft = _operand(text, begin, depth)
        values.append(draft)
        comma = _skipped(text, at)
        line = _LINE.match(text, at)
        if at == begin or not (line or text.startswith(",", comma)):
            break
        at = line.end() if line else comma + 1
    return at, values


def _operand(text: str, at: int, depth: int) -> tuple[int, Draft]:
    """Return where an operand ends, and its draft: a literal, what brackets hold, or one gap."""
    if _LITERAL.match(text, at):
        return _unless_called(text, at, *word_at(_QUOTING, text, at, until="literal"))
    if empty := _EMPTY.match(text, at):
        return empty.end(), (Run("", ((0, at),)),)
    if static := _STATIC.match(text, at):
        stop, values = _listed(text, static.end(), depth)
        end = _operand_end(text, at)
        is_read = values and stop <= end and depth < _DEEPEST
        return end, _formatted(values[0], values[1:]) if is_read else (gap(_QUOTING, text, at, end),)
    if text.startswith("(", at) and depth < _DEEPEST:
        end = closing(text, at)
        _, draft = value(text, _skipped(text, at + 1), depth + 1)
        return _unless_called(text, at, end, draft or (gap(_QUOTING, text, at, end),))
    if at < len(text) and text[at].isalpha():
        word = _BAREWORD.match(text, at, at + LONGEST_GAP)
        end = word.end() if word else at
    else:
        end = _operand_end(text, at)
    return end, (gap(_QUOTING, text, at, end),) if end > at else ()


def _unless_called(text: str, at: int, end: int, draft: Draft) -> tuple[int, Draft]:
    """Return a draft, or a gap where a member of it is taken: `"…".Replace(…)`."""
    if not _MEMBERS.match(text, end):
        return end, draft
    end = _operand_end(text, end)
    return end, (gap(_QUOTING, text, at, end),)


def _operand_end(text: str, at: int) -> int:
    stop = min(len(text), at + LONGEST_GAP)
    while at < stop:
        char = text[at]
        if char in "([{":
            at = closing(text, at)
        elif char in "'\"":
            at, _ = word_at(_QUOTING, text, at, until="literal")
        elif char in " \t\r\n,;|)}]+":
            break
        else:
            at += 1
    return min(at, len(text))


def _formatted(draft: Draft, values: list[Draft]) -> Draft:
    """Return a draft with the fields `{0}` of a .NET format filled."""

    def filled(field: re.Match[str], span: tuple[int, int]) -> Draft | str:
        if field[1] is None:
            return field[0][0]
        number = int(field[1])
        given = values[number] if number < len(values) else ()
        if field[2] is None and given:
            return given
        shown = given[0].name if len(given) == 1 and isinstance(given[0], Gap) else ""
        return (Gap(field[0], span, described(shown, field[2] or "")),)

    return substituted(draft, _FIELD, filled)
