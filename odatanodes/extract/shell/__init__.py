"""Shell: the `--filter`, `--select` and `--expand` of `az batch`, and the URLs of Batch that `curl` and `az rest` get.

Only lines that may hold one are read as a shell reads them; a command in quotes (`bash -c "az batch …"`) is read once more
without them. A variable that is assigned once stands for its value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import PLAIN, az_api
from odatanodes.extract import urls
from odatanodes.extract.content import MAYBE
from odatanodes.extract.draft import Run, after, expression, in_order, literal
from odatanodes.extract.evidence import COMMAND_LINE
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.nested import marked, moved, restored, whole
from odatanodes.extract.shell.values import NAMED, assigned
from odatanodes.extract.shell.words import SHELL
from odatanodes.extract.variables import Variables
from odatanodes.extract.words import lines_with, read, word_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.words import Command

__all__ = ["az_expressions", "command_lines", "find", "find_in", "find_in_arguments", "is_placeholder"]

_AZ = re.compile(r"(?<![\w-])az(?:\.cmd)?(?:[ \t]|\\+\r?\n)+batch(?=[ \t\\])")
_CANDIDATE = re.compile(rf"{_AZ.pattern}|{urls.MARK.pattern}")
_IN_STRING = re.compile(r"--(?:filter|select|expand)(?:=|[ \t]+)\\+[\"']")
_OPTIONS: dict[str, Option] = {f"--{name}{form}": option for name, option in OPTIONS.items() for form in ("", "-clause")}
_PLACEHOLDER = re.compile(
    r"[A-Z][A-Z0-9_-]*|[\w.-]*(?:[Ff]ilter|expr|query|clause|odata|condition|value|string|select)[\w.-]*|[\[({<].*[\])}>]|\.{3}|",
    re.DOTALL,
)
"""What documentation has in the place of a filter: `EXPR`, `<odata-filter>`."""
_SECTION = re.compile(r"(?<![\w-])batch[ \t]+(?:node|task|job|pool|job-schedule|account|certificate)[ \t]")
_PARAMETER = re.compile(r"\$(filter|select|expand)=")
_GIVEN = re.compile(r"\w+=")
_DEEPEST = 4


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of a shell script."""
    return in_order(source.name, lambda: _Script(source.text, is_batch=urls.speaks_of_batch(source.text)).all())


def find_in(text: str) -> list[Expression]:
    """Return the expressions of a command line that stands in a program, in any order."""
    return _Script(text, is_batch=False).all()


def command_lines(draft: Draft, language: str) -> Iterator[Expression]:
    """Yield the texts of a command line that is one string of a program, with `az` or without."""
    is_whole = any(isinstance(piece, Run) and COMMAND_LINE.search(piece.text) for piece in draft)
    if not is_whole and not (draft and isinstance(draft[0], Run) and _SECTION.match(draft[0].text.lstrip())):
        return
    run, gaps = marked(draft)
    for one in find_in(run.text) if is_whole else find_in_arguments(run):
        at = one.host_span((0, 0))[0]
        found = restored(one, run, gaps)
        # a word without quotes stands for a filter, as in documentation
        if found is not None and (" " in found.text or found.option != "filter" or run.text[at - 1 : at] in {"'", '"'}):
            yield found.replace(language=language)


def find_in_arguments(run: Run) -> list[Expression]:
    """Return the expressions of the arguments of `az` in one text: `batch node list --filter …`."""
    if _SECTION.match(run.text.lstrip()) is None:
        return []
    shifted = Run(f"az {run.text}", ((0, 0), (3, 0)))
    return [moved(one, shifted) for one in _Script(shifted.text, is_batch=False).all()]


class _Script:
    def __init__(self, text: str, *, is_batch: bool, depth: int = 0) -> None:
        self.text = text
        self.is_batch = is_batch
        self.depth = depth
        self.variables = Variables(len(text), NAMED, *assigned(text), self._word_at)
        self._many_lines = True
        self.apis: set[str | None] = set()

    def all(self) -> list[Expression]:
        """Return what is found, in any order."""
        found: list[Expression] = []
        done = 0
        for start, end in lines_with(SHELL, self.text, _CANDIDATE):
            if done < end:
                more, done = self._line(max(start, done), end)
                found += more
        if self.depth == 0 and self.apis and MAYBE.search(self.text):
            from odatanodes.extract.shell.content import by_content_of

            among = tuple(sorted(api for api in self.apis if api and api != PLAIN))
            found += by_content_of(self.text, found, among)
        return found

    def _line(self, start: int, end: int) -> tuple[list[Expression], int]:
        line = read(SHELL, self.text, start, None if self._many_lines else end)
        if not line.closed and self._many_lines:
            self._many_lines = False  # a quote that nothing closes: from here on none reaches over a line
            line = read(SHELL, self.text, start, end)
        found = [one for command in line.commands for one in self._command(command)]
        if any(one.text[0] in "\"'" for one in found) and _IN_STRING.search(self.text, start, line.end):
            line = read(SHELL, self.text, start, end, mode='"')  # a line of a string that began before
            found = [one for command in line.commands for one in self._command(command)]
        return found, line.end

    def _command(self, command: Command) -> Iterator[Expression]:
        literals = [literal(word) for word in command.words]
        for at in range(len(literals) - 1):
            if literals[at + 1] == "batch" and literals[at].rpartition("/")[2] in {"az", "az.cmd"}:
                words = [self.variables.resolved(word) for word in command.words[at + 2 :]]
                self.apis.add(az_api(literals[at + 2 :])[1])
                yield from az_expressions(words, "shell")
                break
        yield from self._of_urls(command.words)
        for word, text in zip(command.words, literals, strict=True):
            if self.depth < _DEEPEST and _AZ.search(text):
                inner = whole(after(word, given.end()) if (given := _GIVEN.match(text)) else word)
                for one in _Script(inner.text, is_batch=self.is_batch, depth=self.depth + 1).all():
                    yield moved(one, inner)

    def _of_urls(self, words: list[Draft]) -> Iterator[Expression]:
        """Yield the texts in URLs, and those of `$filter=…` in words of their own beside a URL (`curl --data-urlencode`)."""
        apis = []
        for word in words:
            given, remarks = urls.unfilled(self.variables.resolved(word), "shell-variable")
            text = "".join(piece.text if isinstance(piece, Run) else urls.GAP for piece in given)
            for one in urls.expressions(given, "shell", is_batch=self.is_batch):
                yield one.replace(remarks=(*remarks, *one.remarks))
            head, _, query = text.partition("?")
            is_batch = self.is_batch or urls.names_batch(given)
            known, api = urls.api_of(head, query, is_batch=is_batch) if "/" in head else (False, None)
            apis += [api] if known else []
        if not apis:
            return
        for word in filter(None, words):
            named = _PARAMETER.match(literal(word)) if isinstance(word[0], Run) else None
            if named is not None:
                value = self.variables.resolved(after(word, named.end()))
                found = expression(value, OPTIONS[named[1]], apis[0], "shell")
                yield from [] if found is None else [found]

    def _word_at(self, at: int) -> Draft:
        return word_at(SHELL, self.text, at)[1]


def az_expressions(words: list[Draft], language: str) -> Iterator[Expression]:
    """Yield the texts of the words after `az batch`."""
    literals = [literal(word) for word in words]
    fits, api = az_api(literals)
    if not fits:
        return
    for at, text in enumerate(literals):
        name, equals, _ = text.partition("=")
        if name not in _OPTIONS:
            continue
        value = after(words[at], len(name) + 1) if equals else words[at + 1] if at + 1 < len(words) else ()
        found = expression(value, _OPTIONS[name], api, language)
        if found is not None and not found.text.startswith("--") and not is_placeholder(found):
            yield found


def is_placeholder(expression: Expression) -> bool:
    """Whether a filter is but a word that stands for one, as in documentation and messages."""
    return expression.option == "filter" and not expression.holes and _PLACEHOLDER.fullmatch(expression.text) is not None
