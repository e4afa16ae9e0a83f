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
from odatanodes.extract.powershell.brackets import closing
from odatanodes.extract.powershell.values import NAMED, assigned
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
    rf"\bGet-Az(?:ure|ureRm)?Batch([A-Za-z]+)|(?<![\w-])(az(?:\.cmd)?(?:[ \t]|`\r?\n)+batch)(?=[ \t`])|{urls.MARK.pattern}",
    re.IGNORECASE,
)
_OPTIONS: dict[str, Option] = {f"-{name}": option for name, option in OPTIONS.items()}
_COMMENT = comment_line(module_of("powershell"))
_MAYBE = re.compile(rf"{MAYBE.pattern}|(?<![\w-])batch[ \t]+(?:node|task|job|pool)[ \t]", re.IGNORECASE)
_CALLED = re.compile(r"[ \t]*(?:\$\w+[ \t]*=[ \t]*)?([A-Za-z]+-\w+|throw\b)")
_OWN = re.compile(r"(?!Write-|Get-Az(?!\w*Batch)|Get-AD|Get-Mg|Where-|Select-|throw)", re.IGNORECASE)
_ENCODED = re.compile(r"\(*\[[\w.]+\]::(?:EscapeDataString|EscapeUriString|UrlEncode)\(\s*", re.IGNORECASE)
_QUOTES = re.compile(r"['\"#]|<#")
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
        self.variables = Variables(len(text), NAMED, *assigned(text), self._value_at, lower=True)

    def found(self) -> list[Expression]:
        """Return what is found, in any order."""
        found = list(self.all())
        return [*found, *self._by_content(found)]

    def all(self) -> Iterator[Expression]:
        """Yield what is found, in any order."""
        done = start = 0
        for candidate in _CANDIDATE.finditer(self.text):
            at = candidate.start()
            if at < done:
                continue
            start = max(self.text.rfind("\n", start, at) + 1, self.text.rfind("\r", start, at) + 1, start)
            if not candidate[1] and not candidate[2]:
                strings, done = self._strings(max(start, done), at)
                for draft in strings:
                    given, remarks = urls.unfilled(self.variables.resolved(draft), "powershell-variable")
                    for one in urls.expressions(given, "powershell", is_batch=self.is_batch):
                        yield one.replace(remarks=(*remarks, *one.remarks))
            elif self._is_code(max(start, done, at - _LONGEST_PREFIX), at):
                done, words = arguments(self.text, candidate.end())
                words = [self.variables.resolved(word) for word in words]
                api = az_api([literal(word) for word in words])[1] if candidate[2] else self._api(candidate[1], words)
                self.apis |= {api} if api and api != PLAIN else set()
                yield from az_expressions(words, "powershell") if candidate[2] else self._of_cmdlet(candidate[1], words)

    def _of_cmdlet(self, cmdlet: str, words: list[Draft]) -> Iterator[Expression]:
        api = self._api(cmdlet, words)
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

    def _by_content(self, found: list[Expression]) -> Iterator[Expression]:
        """Yield the filters in other strings: variables, hash tables, arguments of functions, arguments of `az`."""
        covered = Covered(found)
        among = tuple(sorted(self.apis))
        done = 0
        for candidate in _MAYBE.finditer(self.text):
            at = candidate.start()
            if at < done:
                continue
            start = max(self.text.rfind("\n", 0, at) + 1, self.text.rfind("\r", 0, at) + 1, done)
            strings, done = self._strings(start, at + 1)
            for draft in strings:
                if covered.has(draft):
                    continue
                if not self._is_foreign(start):
                    yield from command_lines(draft, "powershell")
                    yield from covered.filters([draft], among, "powershell") if self._is_evident else ()

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
        for entry in re.compile(r"[{;\r\n][ \t]*['\"]?(Filter|Select|Expand)['\"]?[ \t]*=[ \t]*", re.IGNORECASE).finditer(
            self.text, at, end
        ):
            yield _OPTIONS[f"-{entry[1].lower()}"], self.variables.resolved(value(self.text, entry.end())[1])

    def _strings(self, start: int, at: int) -> tuple[list[Draft], int]:
        """Return the values on a line up to one that ends behind an offset, and where that ends."""
        drafts = []
        while found := _QUOTES.search(self.text, start, at):
            if found[0] in {"#", "<#"} and not self.text.startswith("<#", found.start()):
                break
            if found[0] == "<#":
                start = found.end()
                continue
            end, draft = value(self.text, found.start())
            drafts.append(draft)
            start = max(end, found.end())
        return drafts, max(start, at + 1)

    def _is_code(self, start: int, at: int) -> bool:
        """Whether what stands before an offset on its line leaves it outside of comments and strings."""
        while found := _QUOTES.search(self.text, start, at):
            if found[0] in {"#", "<#"}:
                return False
            end = self.text.find(found[0], found.end())
            if end < 0 or end >= at:
                return "$(" in self.text[found.end() : at]
            start = end + 1
        return True

    def _value_at(self, at: int) -> Draft:
        return value(self.text, at)[1]


def _option(name: str) -> Option | None:
    """Return the option of a parameter, whose name may be shortened: `-Fil`."""
    return next((option for full, option in _OPTIONS.items() if len(name) > _SHORTEST and full.startswith(name)), None)
