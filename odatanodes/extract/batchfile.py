"""Batch files of Windows: the `--filter` and `--select` of `az batch`, and the URLs of Batch that `curl` and `az rest` get.

Only double quotes quote; `^` escapes, and joins lines at their end; `%NAME%`, `!NAME!`, `%1` and `%%i` are gaps, but for a variable
that is set once. Source: `help cmd`, `help set`, `help for`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import PLAIN, az_api
from odatanodes.extract import urls
from odatanodes.extract.content import MAYBE, Covered
from odatanodes.extract.draft import in_order, literal
from odatanodes.extract.evidence import comment_line
from odatanodes.extract.expression import UNKNOWN
from odatanodes.extract.languages import module_of
from odatanodes.extract.shell import az_expressions
from odatanodes.extract.variables import Variables
from odatanodes.extract.words import Quoting, lines_with, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_CANDIDATE = re.compile(rf"(?<![\w-])az(?:\.cmd)?[ \t]+batch[ \t]|{urls.MARK.pattern}|%%24(?:filter|select|expand)=", re.IGNORECASE)
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
    return in_order(source.name, lambda: _Script(source.text).found())


class _Script:
    def __init__(self, text: str) -> None:
        self.text = text
        self.is_batch = urls.speaks_of_batch(text)
        self.apis: set[str] = set()
        places: dict[str, int] = {}
        for match in _SET.finditer(text):
            name = match[2].lower()
            places[name] = -1 if name in places or "/" in match[0] else match.end()
        self._quoted = {match.end() for match in _SET.finditer(text) if match[1]}
        self.variables = Variables(len(text), _NAMED, places, {}, self._value_at, lower=True)

    def found(self) -> list[Expression]:
        """Return what is found, in any order."""
        found = list(self.all())
        return [*found, *self._by_content(found)]

    def all(self) -> Iterator[Expression]:
        """Yield what is found, in any order."""
        for start, end in lines_with(_QUOTING, self.text, _CANDIDATE):
            if not _COMMENT.match(self.text, start):
                looped = _LOOP.search(self.text, start, end)  # the quote that opens the command of `for /f` closes at the last one
                for command in read(_QUOTING, self.text, *(looped.span(1) if looped else (start, end)), until="").commands:
                    yield from self._command([self.variables.resolved(word) for word in command.words])

    def _by_content(self, found: list[Expression]) -> Iterator[Expression]:
        """Yield the filters in variables whose way to a command is not certain."""
        covered = Covered(found)
        for match in _SET.finditer(self.text):
            line = self.text[match.end() : match.end() + 200]
            if self.apis and MAYBE.search(line) and not _COMMENT.match(self.text, self.text.rfind("\n", 0, match.start()) + 1):
                yield from covered.filters([self._value_at(match.end())], tuple(sorted(self.apis)), "batchfile")

    def _command(self, words: list[Draft]) -> Iterator[Expression]:
        literals = [literal(word).lower() for word in words]
        for at in range(len(literals) - 1):
            if literals[at + 1] == "batch" and literals[at].rpartition("\\")[2].strip("@'") in {"az", "az.cmd"}:
                api = az_api(literals[at + 2 :])[1]
                self.apis |= {api} if api and api != PLAIN else set()
                yield from az_expressions(words[at + 2 :], "batchfile")
                break
        for word in words:
            yield from urls.expressions(word, "batchfile", is_batch=self.is_batch)

    def _end_of_block(self, at: int, end: int) -> int:
        """Return where the block `( … )` ends that a command of a line stands in; -1 where it stands in none."""
        before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        return self.text.find(")", at, end) if before.count("(") > before.count(")") else -1

    def _value_at(self, at: int) -> Draft:
        """Return what a variable is set to: up to the quote that closes, or to the end of the line."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        close = self.text.rfind('"', at, end) if at in self._quoted else self._end_of_block(at, end)
        stop = close if close >= 0 else at + len(self.text[at:end].rstrip())
        line = read(_QUOTING, self.text, at, stop, until="", mode='"')
        return tuple(piece for command in line.commands for word in command.words for piece in word)
