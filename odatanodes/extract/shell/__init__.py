"""Shell: the `--filter`, `--select` and `--expand` of `az batch`, and the URLs of Batch that `curl` and `az rest` get.

Only lines that may hold one are read as a shell reads them; a command in quotes (`bash -c "az batch …"`) is read once more
without them. A variable that is assigned once stands for its value. Batch files of Windows are read alike, see batchfile.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import PLAIN, az_api
from odatanodes.extract import urls
from odatanodes.extract.content import MAYBE, Covered
from odatanodes.extract.draft import Gap, Run, after, expression, in_order, literal, substituted
from odatanodes.extract.evidence import COMMAND_LINE
from odatanodes.extract.expression import OPTIONS
from odatanodes.extract.nested import marked, nested, restored
from odatanodes.extract.shell.values import FILLED, NAMED, SHELL, assigned, described
from odatanodes.extract.variables import Variables
from odatanodes.extract.words import lines_with, read, word_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option
    from odatanodes.extract.words import Command, Line

__all__ = ["Script", "after_az", "az_expressions", "command_lines", "find", "is_placeholder"]

_AZ = re.compile(r"(?<![\w-])az(?:\.cmd)?(?:[ \t]|\\+\r?\n)+batch(?=[ \t\\])")
_CMDLET = re.compile(r"\bGet-Az\w*Batch\w*[ \t]")
_PROGRAM = re.compile(r"(?:.*[/\\])?[@'\"]*az(?:\.cmd)?'?", re.IGNORECASE | re.DOTALL)
_IN_STRING = re.compile(r"--(?:filter|select|expand)(?:=|[ \t]+)\\+[\"']")
_OPTIONS: dict[str, Option] = {f"--{name}{form}": option for name, option in OPTIONS.items() for form in ("", "-clause")}
_PLACEHOLDER = re.compile(
    r"[A-Z][A-Z0-9_-]*|[\w.-]*(?:[Ff]ilter|expr|query|clause|odata|condition|value|string|select)[\w.-]*|[\[({<].*[\])}>]|\.{3}|",
    re.DOTALL,
)
"""What documentation has in the place of a filter: `EXPR`, `<odata-filter>`."""
_SECTION = re.compile(r"\s*batch[ \t]+(?:node|task|job|pool|job-schedule|account|certificate)[ \t]")
_PARAMETER = re.compile(r"\$(filter|select|expand)=")
_DEEPEST = 4
_ASSIGNED = re.compile(r"(?:([A-Za-z_]\w*)(?:\[[^\]]*\])?|\[[^\]]*\])\+?=")
_ARRAY = re.compile(r"([A-Za-z_]\w*)\+?=\([^()]*$")
_ITEMS = re.compile(r"\$\{(\w+)\[[@*]\]\}")
_SUBSTITUTED = re.compile(r"(?:\$\(|`)\s*$")
_FUNCTION = re.compile(
    r"(?:^|[;\n])[ \t]*(?:function[ \t]+)?([A-Za-z_][\w-]*)[ \t]*\(\)[ \t\r\n]*[{(](.*?)(?:\n[})]|[;\n][ \t]*\}|$)", re.DOTALL
)
_BATCH = re.compile(r"\baz\b[^\n]*\bbatch\b|--filter|\$filter|%24filter")
_DEFAULT = re.compile(r"\$\{(\w+):?[-=](.*)\}", re.DOTALL)
_FORMAT = re.compile(r"%[-+ 0#]*\d*(?:\.\d+)?[sdiufqb]")
_HERE = re.compile(
    r"(?:\b(?P<name>\w++)=\"?\$\(\s*+)?\b(?:read|cat)\b[^\r\n]{0,300}?<<-?"
    r"[ \t]*(?P<quote>['\"]?)(?P<end>\w+)(?P=quote)[^\r\n]*\r?\n(?P<body>(?s:.{0,1000}?))\r?\n[ \t]*(?P=end)\b"
)
_KEYWORDS = frozenset({"{", "then", "else", "do"})
_DECLARE = frozenset({"export", "local", "declare", "readonly", "typeset", "set", "for"})


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:  # noqa: ARG001  (all languages are called alike)
    """Return the expressions of a shell script."""
    return in_order(source.name, lambda: Script(source.text, is_batch=urls.speaks_of_batch(source.text)).found())


def command_lines(draft: Draft, language: str) -> Iterator[Expression]:
    """Yield the texts of a command line that is one string of a program, with `az` or without."""
    if not any(isinstance(piece, Run) and COMMAND_LINE.search(piece.text) for piece in draft):
        if not draft or not isinstance(draft[0], Run) or not _SECTION.match(draft[0].text):
            return
        draft = (Run("az ", draft[0].places[:1]), *draft)
    run, gaps = marked(draft)
    for one in Script(run.text, is_batch=False).direct():
        at = one.host_span((0, 0))[0]
        found = restored(one, run, gaps)
        # a word without quotes stands for a filter, as in documentation
        if found is not None and (" " in found.text or found.option != "filter" or run.text[at - 1 : at] in {"'", '"'}):
            yield found.replace(language=language)


class Script:
    """A script of commands; what a language of its own has otherwise is in a class of its own."""

    language = "shell"
    candidate = re.compile(rf"{_AZ.pattern}|{_CMDLET.pattern}|{urls.MARK.pattern}")
    """What every line has that holds an expression."""

    def __init__(self, text: str, *, is_batch: bool, depth: int = 0) -> None:
        self.text = text
        self.is_batch = is_batch
        self.depth = depth
        self.variables = self.variables_of(text)
        self._many_lines = True
        self._apis: set[str] = set()
        self._uses: dict[str, set[str]] = {}  # the list APIs that a variable is sent to

    def variables_of(self, text: str) -> Variables:
        """Return the variables."""
        return Variables(text, NAMED, *assigned(text), lambda at: word_at(SHELL, text, at)[1])

    def found(self) -> list[Expression]:
        """Return what is found, in any order."""
        found = self.direct()
        if self._apis and MAYBE.search(self.text):
            covered = Covered(found)
            for name, draft in self.other_texts():
                among = tuple(sorted((self._uses.get(name) or self._apis) - {PLAIN}))
                found += covered.filters([self.variables.piece(name, draft)], among, self.language)
        return found

    def direct(self) -> list[Expression]:
        """Return the expressions of the commands."""
        return [one for found in self.of_lines() for one in found]

    def of_lines(self) -> Iterator[list[Expression]]:
        """Yield the expressions of each line that may hold one."""
        done = 0
        for begin, end in lines_with(SHELL, self.text, self.candidate):
            start = max(begin, done)
            if start >= end:
                continue
            line = read(SHELL, self.text, start, None if self._many_lines else end)
            if not line.closed and self._many_lines:
                self._many_lines = False  # a quote that nothing closes: from here on none reaches over a line
                line = read(SHELL, self.text, start, end)
            found, done = self.of_commands(line), line.end
            if any(one.text[0] in "\"'" for one in found) and _IN_STRING.search(self.text, start, done):
                line = read(SHELL, self.text, start, end, mode='"')  # a line of a string that began before
                found, done = self.of_commands(line), line.end
            yield found

    def other_texts(self) -> Iterable[tuple[str, Draft]]:
        """Return the texts beside commands that may be filters, each with the name of the variable that has it."""
        return _other_texts(self.text)

    def of_commands(self, line: Line) -> list[Expression]:
        """Return the expressions of the commands of a line."""
        return [one for command in line.commands for one in self._command(command.words)]

    def _command(self, words: list[Draft]) -> Iterator[Expression]:
        literals = [literal(word) for word in words]
        begin = after_az(literals)
        if begin and any(_ITEMS.fullmatch(piece.name) for word in words for piece in word if isinstance(piece, Gap)):
            words = [one for word in words for one in self._items(word)]
            literals = [literal(word) for word in words]
        if begin:
            self._use(az_api(literals[begin:])[1], words[begin:])
            yield from az_expressions([self.variables.resolved(word) for word in words[begin:]], self.language)
        yield from self._of_urls(words)
        for word, text in zip(words, literals, strict=True):
            given = _ASSIGNED.match(text)
            quoted = self.variables.resolved(after(word, given.end()) if given else word)
            if _CMDLET.search(text):
                yield from nested(quoted, "command.ps1", {})
            elif self.depth < _DEEPEST and _AZ.search(text):
                run, gaps = marked(quoted)
                inner = Script(run.text, is_batch=self.is_batch, depth=self.depth + 1).direct()
                yield from (found for one in inner if (found := restored(one, run, gaps)) is not None)

    def _items(self, word: Draft) -> list[Draft]:
        """Return the items of an array where a word stands for it: `"${options[@]}"`."""
        named = _ITEMS.fullmatch(word[0].name) if len(word) == 1 and isinstance(word[0], Gap) else None
        places = [at for at in self.variables.places(named[1]) if self.text.startswith("(", at)] if named else []
        lines = [read(SHELL, self.text, at, until="word") for at in places[:50]]
        return [one for line in lines for command in line.commands for one in command.words] or [word]

    def _use(self, api: str | None, words: list[Draft]) -> None:
        """Note that a command with these words asks a list API."""
        self._apis |= {api} if api else set()
        for name in self.variables.names(tuple(piece for word in words for piece in word)) if api else ():
            self._uses.setdefault(name, set()).add(api or "")

    def _of_urls(self, words: list[Draft]) -> Iterator[Expression]:
        """Yield the texts in URLs, and those of `$filter=…` in words of their own beside a URL (`curl --data-urlencode`)."""
        apis = []
        for word in words:
            given, remarks = urls.unfilled(self.variables.resolved(word), f"{self.language}-variable")
            for one in urls.expressions(given, self.language, is_batch=self.is_batch):
                yield one.replace(remarks=(*remarks, *one.remarks))
            known, api = urls.asked(given, is_batch=self.is_batch)
            apis += [api] if known else []
            self._use(api if known else None, words)
        for word in filter(None, words if apis else ()):
            named = _PARAMETER.match(literal(word)) if isinstance(word[0], Run) else None
            if named is not None:
                value = self.variables.resolved(after(word, named.end()))
                found = expression(value, OPTIONS[named[1]], apis[0], self.language)
                yield from [] if found is None else [found]


def after_az(words: list[str]) -> int:
    """Return the number of the word after `az batch` in a command; 0 where it is another command."""
    places = (at + 1 for at in range(1, len(words)) if words[at] == "batch" and _PROGRAM.fullmatch(words[at - 1]))
    return next(places, 0)


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


def _other_texts(text: str) -> Iterator[tuple[str, Draft]]:
    """Yield the texts that may be filters in a script, beside the options of its commands, with the variables that have them."""
    functions = {match[1]: match.span() for match in _FUNCTION.finditer(text)}
    done = 0
    for start, end in lines_with(SHELL, text, MAYBE):
        if done < end:
            line = read(SHELL, text, max(start, done))
            done = max(line.end, end)
            for command in line.commands:
                yield from _kept(text, command, functions)
    for here in _HERE.finditer(text):
        body = (Run(here["body"], ((0, here.start("body")),)),)
        filled = substituted(body, FILLED, lambda found, span: (Gap(found[0], span, described(found[0])),))
        yield here["name"] or "", body if here["quote"] else filled


def _kept(text: str, command: Command, functions: dict[str, tuple[int, int]]) -> Iterator[tuple[str, Draft]]:
    """Yield the words of a command that may be a filter: values of variables, items of arrays, arguments of functions."""
    first, *more = [word for word in map(literal, command.words) if word not in _KEYWORDS] or [""]
    before = text[max(command.start - 500, 0) : command.start]
    is_returned = any(start <= command.start < end and f"$({name}" in text for name, (start, end) in functions.items())
    is_written = first in {"printf", "echo"} and (is_returned or more[:1] == ["-v"] or _SUBSTITUTED.search(before) is not None)
    called = text[slice(*functions.get(first, (0, 0)))]
    array = _ARRAY.search(before)
    name = array[1] if array is not None else ""
    is_kept = first in _DECLARE or array is not None or _BATCH.search(called) is not None
    for word in command.words:
        assigned = _ASSIGNED.match(literal(word))
        name = assigned[1] or name if assigned is not None else name
        if assigned is not None:
            yield name, after(word, assigned.end())
        elif is_written:
            yield name, substituted(word, _FORMAT, lambda found, span: (Gap(found[0], span),))
        elif is_kept:
            yield name, word
        for piece in word:
            default = _DEFAULT.fullmatch(piece.name) if isinstance(piece, Gap) else None
            if default is not None and isinstance(piece, Gap) and piece.span[1] - piece.span[0] == len(piece.name):
                start = piece.span[0] + default.start(2)
                inner = word_at(SHELL, text, start, piece.span[1] - 1)[1] if default[2].startswith(("'", '"')) else ()
                yield name or default[1], inner or (Run(default[2], ((0, start),)),)
