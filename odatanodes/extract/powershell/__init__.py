"""PowerShell: the `-Filter`, `-Select` and `-Expand` of the Batch cmdlets, those of `az batch`, and URLs of Batch in strings.

A command is read argument by argument from the cmdlet to its end, splatted hash tables (`@parameters`) included; a variable that
is assigned once stands for its value. Source: modules Az.Batch, AzureRM.BatchExtensions, Azure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import CMDLETS, PLAIN, az_api
from odatanodes.extract import urls
from odatanodes.extract.content import MAYBE, Covered
from odatanodes.extract.draft import Gap, expression, in_order, literal
from odatanodes.extract.evidence import comment_line, has_evidence
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.languages import module_of
from odatanodes.extract.powershell.values import NAMED, assigned, closing
from odatanodes.extract.powershell.words import arguments, value
from odatanodes.extract.shell import az_expressions, command_lines, is_placeholder
from odatanodes.extract.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option

__all__ = ["find"]

_CANDIDATE = re.compile(
    r"\bGet-Az(?:ure|ureRm)?Batch([A-Za-z]+)|(?<![\w-])az(?:\.cmd)?(?:[ \t]|`\r?\n)+batch(?=[ \t`])", re.IGNORECASE
)
_OPTIONS: dict[str, Option] = {f"-{name}": option for name, option in OPTIONS.items()}
_COMMENT = comment_line(module_of("powershell"))
_MAYBE = re.compile(rf"{urls.MARK.pattern}|{MAYBE.pattern}|(?<![\w-])batch[ \t]+(?:node|task|job|pool)[ \t]", re.IGNORECASE)
_CODE = re.compile(r"(?:[^'\"#<]|<(?!#)|'[^']*'|\"[^\"]*\")*+(?:[\"'].*\$\(.*)?", re.DOTALL)
"""What stands before code in its line: no comment, and no string that is open but for `$(` in it."""
_CALLED = re.compile(r"[ \t]*(?:\$\w+[ \t]*=[ \t]*)?([A-Za-z]+-\w+|throw\b)")
_OWN = re.compile(r"(?!Write-|Get-Az(?!\w*Batch)|Get-AD|Get-Mg|Where-|Select-|throw)", re.IGNORECASE)
_ENCODED = re.compile(r"[$(]*\[[\w.]+\]::(?:EscapeDataString|EscapeUriString|UrlEncode)\(\s*", re.IGNORECASE)
_ENTRY = re.compile(r"[{;\r\n][ \t]*['\"]?(Filter|Select|Expand)['\"]?[ \t]*=[ \t]*", re.IGNORECASE)
_OWNER = re.compile(r"\$((?:env:)?\w+)(?:(?:\.\w+|\[[^\]\r\n]*\])?[ \t]*\+?=(?!=)\s*|\.(?:Add|Append\w*)(?=\())@?", re.IGNORECASE)
_QUOTES = re.compile(r"['\"]|<?#")
_LONGEST_PREFIX = 2000
_SHORTEST = 2


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of a PowerShell script."""
    return in_order(source.name, lambda: _Script(source.text).found())


class _Script:
    def __init__(self, text: str) -> None:
        self.text = text
        self.is_batch = urls.speaks_of_batch(text)
        self._is_evident = has_evidence(text, _COMMENT)
        self.apis: set[str] = set()
        self.uses: dict[str, set[str]] = {}  # the list APIs that a variable is sent to
        self.variables = Variables(text, NAMED, *assigned(text), self._value_at, lower=True)

    def found(self) -> list[Expression]:
        """Return what is found, in any order."""
        found = list(self._commands())
        return [*found, *self._of_strings(Covered(found))]

    def _commands(self) -> Iterator[Expression]:
        done = 0
        for command in _CANDIDATE.finditer(self.text):
            start = max(self._line_of(command.start()), done, command.start() - _LONGEST_PREFIX)
            if command.start() >= done and _CODE.fullmatch(self.text, start, command.start()):
                done, words = arguments(self.text, command.end())
                names = self.variables.names(tuple(piece for word in words for piece in word))
                names |= self.variables.names(tuple(Gap(literal(word), (0, 0)) for word in words if literal(word)[:1] == "@"))
                words = [self.variables.resolved(word) for word in words]
                api = self._api(command[1], words) if command[1] else az_api([literal(word) for word in words])[1]
                if api and api != PLAIN:
                    self.apis.add(api)
                    for name in names:
                        self.uses.setdefault(name, set()).add(api)
                yield from self._of_cmdlet(api, words) if command[1] else az_expressions(words, "powershell")

    def _of_strings(self, covered: Covered) -> Iterator[Expression]:
        """Yield the URLs in strings, command lines, and the filters in variables, hash tables and arguments of functions."""
        done = 0
        for candidate in _MAYBE.finditer(self.text):
            if candidate.start() < done:
                continue
            start = max(self._line_of(candidate.start()), done)
            strings, done = self._strings(start, candidate.start() + 1)
            for draft in strings:
                if covered.has(draft):
                    continue
                given, remarks = urls.unfilled(self.variables.resolved(self._decoded(draft)), "powershell-variable")
                found = urls.expressions(given, "powershell", is_batch=self.is_batch)
                yield from (one.replace(remarks=(*remarks, *one.remarks)) for one in found)
                if not found and not self._is_foreign(start):
                    yield from command_lines(draft, "powershell")
                    name = self._name_at(start, candidate.start())
                    among = tuple(sorted(self.uses.get(name) or self.apis))
                    piece = self.variables.piece(name, draft)
                    yield from covered.filters([piece], among, "powershell") if self._is_evident else ()

    def _decoded(self, draft: Draft) -> Draft:
        """Return a draft with the texts that `[uri]::EscapeDataString(…)` encodes."""
        calls = [_ENCODED.match(self.text, piece.span[0]) if isinstance(piece, Gap) else None for piece in draft]
        parts = [self._value_at(call.end()) if call else (piece,) for piece, call in zip(draft, calls, strict=True)]
        return tuple(piece for part in parts for piece in part)

    def _line_of(self, at: int) -> int:
        """Return where the line of an offset begins."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def _of_cmdlet(self, api: str | None, words: list[Draft]) -> Iterator[Expression]:
        if api is None:
            return
        names = [literal(word).lower().rstrip(":") for word in words]
        given = [(option, word) for name, word in zip(names, words[1:], strict=False) if (option := _option(name)) is not None]
        for name in names:
            if name.startswith("@"):
                given += self._splatted(name[1:])
        for option, draft in given:
            encoded = _ENCODED.match(self.text, draft[0].span[0]) if len(draft) == 1 and isinstance(draft[0], Gap) else None
            found = expression(self._value_at(encoded.end()) if encoded else draft, option, api, "powershell")
            if found is not None and not found.text.startswith("-") and not is_placeholder(found):
                yield found.replace(remarks=(("encoded-twice", (0, len(found.text))),)) if encoded else found

    def _api(self, cmdlet: str, words: list[Draft]) -> str | None:
        api = CMDLETS.get(cmdlet.lower().removesuffix("s"), CMDLETS.get(cmdlet.lower()))
        names = [literal(word).lower().rstrip(":") for word in words]
        if api == "list-jobs" and "-jobscheduleid" in names:
            api = "list-jobs-in-job-schedule"
        if api == "list-compute-node-files" and {"-taskid", "-jobid", "-task"} & set(names):
            api = "list-task-files"
        return api

    def _name_at(self, start: int, at: int) -> str:
        """Return the variable that a statement of a line, or a bracket around it, sets or adds to; empty where none does."""
        owners = list(_OWNER.finditer(self.text, max(start - _LONGEST_PREFIX, 0), at))
        is_open = owners and (owners[-1].end() >= start or closing(self.text, owners[-1].end()) >= at)
        return owners[-1][1].lower() if is_open else ""

    def _is_foreign(self, start: int) -> bool:
        """Whether the statement of a line writes a message or calls a cmdlet of another module."""
        called = _CALLED.match(self.text, start)
        return called is not None and _OWN.match(called[1]) is None

    def _splatted(self, name: str) -> Iterator[tuple[Option, Draft]]:
        """Yield the options in a hash table that is assigned once: `$parameters = @{ Filter = "…" }`."""
        at = self.variables.place(name)
        if at < 0 or not self.text.startswith("@{", at):
            return
        end = closing(self.text, at + 1)
        for entry in _ENTRY.finditer(self.text, at, end):
            yield _OPTIONS[f"-{entry[1].lower()}"], self.variables.resolved(value(self.text, entry.end())[1])

    def _strings(self, start: int, at: int) -> tuple[list[Draft], int]:
        """Return the values on a line up to one that ends behind an offset, and where that ends."""
        drafts = []
        while (found := _QUOTES.search(self.text, start, at)) and found[0] != "#":
            start, draft = value(self.text, found.start()) if found[0] != "<#" else (found.end(), ())
            drafts.append(draft)
        return drafts, max(start, at + 1)

    def _value_at(self, at: int) -> Draft:
        return value(self.text, at)[1]


def _option(name: str) -> Option | None:
    """Return the option of a parameter, whose name may be shortened: `-Fil`."""
    return next((option for full, option in _OPTIONS.items() if len(name) > _SHORTEST and full.startswith(name)), None)
