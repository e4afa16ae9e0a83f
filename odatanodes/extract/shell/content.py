"""Filters of a shell script by their content: in variables, arrays, functions and what `printf` writes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.content import MAYBE
from odatanodes.extract.draft import Gap, Run, after, literal, substituted
from odatanodes.extract.shell.values import SHELL
from odatanodes.extract.words import lines_with, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.draft import Draft
    from odatanodes.extract.words import Command

__all__ = ["texts_of"]

_ASSIGNED = re.compile(r"(?:[A-Za-z_]\w*(?:\[[^\]]*\])?|\[[^\]]*\])\+?=")
_ARRAY = re.compile(r"[A-Za-z_]\w*\+?=\([^()]*$")
_SUBSTITUTED = re.compile(r"(?:\$\(|`)\s*$")
_FUNCTION = re.compile(
    r"(?:^|[;\n])[ \t]*(?:function[ \t]+)?([A-Za-z_][\w-]*)[ \t]*\(\)[ \t\r\n]*[{(](.*?)(?:\n[})]|[;\n][ \t]*\}|$)", re.DOTALL
)
_BATCH = re.compile(r"\baz\b[^\n]*\bbatch\b|--filter|\$filter|%24filter")
_DEFAULT = re.compile(r"\$\{\w+:?[-=](.*)\}", re.DOTALL)
_FORMAT = re.compile(r"%[-+ 0#]*\d*(?:\.\d+)?[sdiufqb]")
_KEYWORDS = frozenset({"{", "then", "else", "do"})
_DECLARE = frozenset({"export", "local", "declare", "readonly", "typeset", "set", "for"})


def texts_of(text: str) -> Iterator[Draft]:
    """Yield the texts that may be filters in a script, beside the options of its commands."""
    functions = {match[1]: match.span() for match in _FUNCTION.finditer(text)}
    done = 0
    for start, end in lines_with(SHELL, text, MAYBE):
        if done < end:
            line = read(SHELL, text, max(start, done))
            done = max(line.end, end)
            for command in line.commands:
                yield from _texts(text, command, functions)


def _texts(text: str, command: Command, functions: dict[str, tuple[int, int]]) -> Iterator[Draft]:
    """Yield the words of a command that may be a filter: values of variables, items of arrays, arguments of functions."""
    first, *more = [word for word in map(literal, command.words) if word not in _KEYWORDS] or [""]
    before = text[max(command.start - 500, 0) : command.start]
    is_returned = any(start <= command.start < end and f"$({name}" in text for name, (start, end) in functions.items())
    is_written = first in {"printf", "echo"} and (is_returned or more[:1] == ["-v"] or _SUBSTITUTED.search(before) is not None)
    called = text[slice(*functions.get(first, (0, 0)))]
    is_kept = first in _DECLARE or _ARRAY.search(before) is not None or _BATCH.search(called) is not None
    for word in command.words:
        assigned = _ASSIGNED.match(literal(word))
        if assigned is not None:
            yield after(word, assigned.end())
        elif is_written:
            yield substituted(word, _FORMAT, lambda found, span: (Gap(found[0], span),))
        elif is_kept:
            yield word
        for piece in word:
            default = _DEFAULT.fullmatch(piece.name) if isinstance(piece, Gap) else None
            if default is not None and isinstance(piece, Gap) and piece.span[1] - piece.span[0] == len(piece.name):
                yield (Run(default[1], ((0, piece.span[0] + default.start(1)),)),)
