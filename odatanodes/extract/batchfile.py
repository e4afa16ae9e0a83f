"""Batch files of Windows: the `--filter` and `--select` of `az batch`, and the URLs of Batch that `curl` and `az rest` get.

Only double quotes quote; `^` escapes, and joins lines at their end; `%NAME%`, `!NAME!`, `%1` and `%%i` are gaps, but for a variable
that is set once. Source: `help cmd`, `help set`, `help for`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.draft import in_order
from odatanodes.extract.evidence import comment_line
from odatanodes.extract.expression import UNKNOWN
from odatanodes.extract.languages import module_of
from odatanodes.extract.shell import Script
from odatanodes.extract.variables import Variables, assignments
from odatanodes.extract.words import Quoting, lines_with, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_CANDIDATE = re.compile(
    rf"(?<![\w-])az(?:\.cmd)?[ \t]+batch[ \t]|Get-Az\w*Batch|{urls.MARK.pattern}|%%24(?:filter|select|expand)=", re.IGNORECASE
)
_COMMENT = comment_line(module_of("batchfile"))
_GAP = r"(?P<gap>%\w[^%\r\n\"^&|<> ]*%|![A-Za-z_]\w*!|%~?[\w~]*[0-9*]|%%~?[A-Za-z]\b)|(?P<skip>\^(?:\r\n|[\r\n]|\Z))"
_QUOTING = Quoting(
    {
        "": re.compile(
            rf"{_GAP}|(?P<escaped>%%|\^.|\\\")|(?P<quote>\")|(?P<blank>[ \t,;]+)|(?P<end>[&|()<>\r\n])"
            r"|(?P<plain>[^%!^\"&|()<>,; \t\r\n\\]+)|(?P<rest>.)",
            re.DOTALL,
        ),
        '"': re.compile(rf"{_GAP}|(?P<escaped>%%|\\\"|\"\")|(?P<shut>\")|(?P<plain>[^%!^\"\\]+)|(?P<rest>.)", re.DOTALL),
    },
    described=lambda _: UNKNOWN,
    joint="^",
)
_LOOP = re.compile(r"\bfor\b[^\r\n]*?\bin[ \t]*\([ \t]*['`](.*)['`][ \t]*\)", re.IGNORECASE)
_SET = re.compile(r"\bset[ \t]+(?:/[ap][ \t]+)?(\"?)(\w+)=", re.IGNORECASE)
_NAMED = re.compile(r"[%!](\w+)[%!]")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of a batch file."""
    return in_order(source.name, lambda: _Batchfile(source.text, is_batch=urls.speaks_of_batch(source.text)).found())


class _Batchfile(Script):
    language = "batchfile"
    candidate = _CANDIDATE

    def variables_of(self, text: str) -> Variables:
        self._quoted = {match.end() for match in _SET.finditer(text) if match[1]}
        values = [(match[2].lower(), -1 if "/" in match[0] else match.end(), False) for match in _SET.finditer(text)]
        return Variables(text, _NAMED, *assignments(values, (), lambda _: None), self._value_at, lower=True)

    def of_lines(self) -> Iterator[list[Expression]]:
        for start, end in lines_with(_QUOTING, self.text, self.candidate):
            if not _COMMENT.match(self.text, start):
                looped = _LOOP.search(self.text, start, end)  # the quote that opens the command of `for /f` closes at the last one
                span = looped.span(1) if looped is not None else (start, end)
                yield self.of_commands(read(_QUOTING, self.text, *span, until=""))

    def other_texts(self) -> Iterator[tuple[str, Draft]]:
        for match in _SET.finditer(self.text):
            if not _COMMENT.match(self.text, self.text.rfind("\n", 0, match.start()) + 1):
                yield match[2].lower(), self._value_at(match.end())

    def _value_at(self, at: int) -> Draft:
        """Return what a variable is set to: up to the quote that closes, or to the end of the line or of the block in brackets."""
        begin, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        close = -1
        if at in self._quoted:
            close = self.text.rfind('"', at, end)
        elif self.text.count("(", begin, at) > self.text.count(")", begin, at):
            close = self.text.find(")", at, end)
        stop = close if close >= 0 else at + len(self.text[at:end].rstrip())
        line = read(_QUOTING, self.text, at, stop, until="", mode='"')
        return tuple(piece for command in line.commands for word in command.words for piece in word)
