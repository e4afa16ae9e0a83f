"""Documents of mappings, lists and texts (YAML, JSON): commands, URLs, and the options that stand beside them.

A text under `filter`, `$filter`, `select` or `$select` counts where a text near it is a URL of Batch or an `az batch` command;
scripts (`run:`, `script:`, `inlineScript:`) are read as shell or PowerShell; a list of words may be a command. What templates
fill (`${{ … }}`, `@{…}`, `{{ x }}`) are holes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.batch.clients import PLAIN, az_api
from odatanodes.extract import urls
from odatanodes.extract.content import MAYBE, Covered, by_content
from odatanodes.extract.draft import Gap, Run, TooMuch, after, cut, expression, joined, substituted
from odatanodes.extract.evidence import has_evidence
from odatanodes.extract.expression import UNKNOWN, Skipped
from odatanodes.extract.nested import scripted, value_of
from odatanodes.extract.values import PLAIN_TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression, Option

__all__ = ["Node", "expressions", "may_matter"]

_OPTION = re.compile("filter|select|expand", re.IGNORECASE)
_EVIDENCE = re.compile(
    rf"\baz(?:\.cmd)?[\s\"',-]+batch\b|\baz[\"'\]]*,?[\s\"']+(?:args|command)[\"']?:[\s\[\"',-]*batch\b|\bGet-Az\w*Batch|batch[_.-]?(?:url|uri|host|endpoint|azure|service|api)|{urls.MARK.pattern}",
    re.IGNORECASE,
)
_OPTIONS: dict[str, Option] = {
    "filter": "filter",
    "$filter": "filter",
    "select": "select",
    "$select": "select",
    "$expand": "expand",
}
_COMMAND = re.compile(r"\b(?:az(?:\.cmd)?\s+(?:batch|rest)\b|Get-Az\w*Batch|curl\b|wget\b|Invoke-\w+|irm\b)", re.IGNORECASE)
_POWERSHELL = re.compile(r"\bGet-Az\w*Batch|\bInvoke-(?:RestMethod|WebRequest)", re.IGNORECASE)
_SHELLS = {"pwsh", "powershell", "pscore", "ps"}
_PROSE = frozenset({"description", "name", "displayname", "title", "summary", "help", "comment", "$comment", "notes", "message"})
_AZ = re.compile(r"\baz(?:\.cmd)?\s+batch((?:\s+[\w-]+){1,8})")
_HOLE = re.compile(
    r"\$\{\{[^\r\n]{0,500}?\}\}|\{\{[^{}\r\n]{0,500}\}\}|@\{(?:[^{}\r\n]|\{[^{}\r\n]{0,500}\}){0,500}\}|\$\{[^{}\r\n]{0,500}\}"
    r"|\$\([\w.:-]{1,200}\)|\$\[[^\]\r\n]{0,500}\]|\$[A-Z_][A-Z0-9_]+\b|%[A-Z_][A-Z0-9_]*%|(?<!\{)\{(?:\d{1,3}|[A-Za-z_][\w.-]{0,100})\}(?!\})"
)
_CONCAT = re.compile(r"@\{?concat\(", re.IGNORECASE)
_BRACKET = r"\([^()]*+\)"
for _ in range(8):  # as deep as brackets in brackets are read
    _BRACKET = rf"\((?:[^()']|'[^']*+'|{_BRACKET})*+\)"
_TERM = rf"(?:[^\s,'()]|'[^']*+'|{_BRACKET})++"
_ARGUMENT = re.compile(rf"'(?P<text>(?:[^']|'')*+)'|(?P<value>(?!'){_TERM}(?:\s++{_TERM})*+)|(?P<end>[,)])")
"""An argument of a function, or what ends it."""
_DOUBLED = re.compile("''")
_ALL = re.compile("(?s:.+)")
_SAFE = re.compile(
    r"utcnow\(|formatdatetime\(|add(?:hours|days|minutes)\(|guid\(|replace\(|run_id|run_number|github\.sha", re.IGNORECASE
)
"""Functions and variables of workflows whose texts have no quote."""
_WHERE = {
    *("url", "uri", "urls", "endpoint", "baseurl", "base_url", "batchurl", "batch_url", "host", "raw", "href"),
    *("command", "cmd", "run", "script", "request", "operation"),
}
"""Keys whose text says what is asked, for options further down: `{"uri": "…", "queries": {"$filter": "…"}}`."""
_BEFORE = {"args": "command", "command": "entrypoint"}
"""Keys of arguments, and that of the program that takes them: Kubernetes, Compose."""
_LEVELS = 4
_BESIDE = frozenset({*_OPTIONS, "value"})
"""Keys of options of what is asked beside them, which may be another service."""
_COMMENT = re.compile(r"[ \t]*(?:#|//)")
_ELSEWHERE = re.compile(r"\s*(?:https?://[\w.]|az\s+(?!batch\b|rest\b|login\b|account\b)\w)")
"""A URL or a command of another service, where it is none of Batch."""
_GIVEN = frozenset({"env", "variables", "environment", "environmentvariables", "vars", "parameters"})
"""Keys of the variables that a script is given, in the mappings around it."""
_ENTRY = re.compile(r"([A-Za-z_][\w.]*)=")
_Near = tuple[bool, str | None]
_NOWHERE: _Near = False, None
_FOREIGN: _Near = False, ""


class Node:
    """A mapping, a list or a text of a document; `key` is that of its mapping, `read` tells where its characters stand."""

    __slots__ = ("_read", "items", "key", "kind", "parent", "text")

    def __init__(
        self, kind: str, parent: Node | None, key: str = "", text: str | None = None, read: Callable[[], Run] | None = None
    ) -> None:
        self.kind = kind
        self.parent = parent
        self.key = key
        self.text = text
        self._read = read
        self.items: list[Node] = []
        if parent is not None:
            parent.items.append(self)

    @property
    def run(self) -> Run:
        """The text with its places; only few are asked for."""
        assert self._read is not None
        return self._read()


def may_matter(text: str) -> bool:
    """Whether a text has an option and something of Batch in it: few documents are read."""
    return _OPTION.search(text) is not None and (_EVIDENCE.search(text) is not None or urls.speaks_of_batch(text))


def expressions(source: Source, roots: list[Node], language: str, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a document; raises Skipped where its scripts make too much of themselves."""
    finder = _Finder(urls.speaks_of_batch(source.text), language, calls)
    found: list[Expression] = []
    stack, texts = list(reversed(roots)), []
    try:
        while stack:
            node = stack.pop()
            found += finder.of(node)
            texts += [node] if node.text and MAYBE.search(node.text) and finder.is_alone(node) else []
            stack += reversed(node.items)
        if texts and has_evidence(source.text, _COMMENT):
            found += Covered(found).filters([filled(node.run) for node in texts], (), language)
    except TooMuch:
        raise Skipped(f"'{source.name}' puts together more text than a check reads") from None
    unique = {(one.option, one.text, one.segments, one.api): one for one in found}
    return sorted(unique.values(), key=lambda one: one.host_span((0, 1))[0])


class _Finder:
    def __init__(self, is_batch: bool, language: str, calls: Mapping[str, str]) -> None:
        self.is_batch = is_batch
        self.language = language
        self.calls = calls
        self._apis: dict[tuple[Node, bool], _Near] = {}
        self._given: dict[Node | None, dict[str, Draft]] = {None: {}}

    def of(self, node: Node) -> Iterator[Expression]:
        """Yield the expressions of one node."""
        if node.kind == "list":
            yield from self._words(node)
        if node.kind == "map":
            yield from self._pair(node)
        if node.kind == "map" or node.key.lower() not in _OPTIONS:
            yield from self._text(node, node.text) if node.text is not None else ()
            return
        yield from self._option(node, _OPTIONS[node.key.lower()])

    def _option(self, node: Node, option: Option) -> Iterator[Expression]:
        texts = [node] if node.text is not None else node.items[:200] if node.kind == "list" and option != "filter" else []
        known, api = self._near(node)
        draft = joined(",", [self._filled(item) for item in texts if item.text is not None])
        found = by_content(draft, (), self.language) if known and api == PLAIN and option == "filter" else None
        found = expression(draft, option, api, self.language) if known and found is None else found
        if found is not None:
            yield found

    def is_alone(self, node: Node) -> bool:
        """Whether nothing says that a text is prose, or an option of another service."""
        key = node.key.lower()
        return key not in _PROSE and (key not in _BESIDE or self._near(node) != _FOREIGN)

    def _filled(self, node: Node) -> Draft:
        given = self._given_to(node)
        return tuple(one for piece in filled(node.run) for one in (value_of(piece, given) if isinstance(piece, Gap) else (piece,)))

    def _given_to(self, node: Node) -> dict[str, Draft]:
        """Return the variables that are set around a node, each in its own case and in upper case."""
        above = []
        here = node.parent
        while here not in self._given:
            assert here is not None
            above.append(here)
            here = here.parent
        given = self._given[here]
        for one in reversed(above):
            named = [item for item in one.items[:200] if item.key.lower() in _GIVEN] if one.kind == "map" else []
            new = {name: value for item in named for name, value in _variables(item)}
            given = {**given, **{name.upper().replace(".", "_"): value for name, value in new.items()}, **new} if new else given
            self._given[one] = given
        return given

    def _pair(self, node: Node) -> Iterator[Expression]:
        """Yield the text of `{"key": "$filter", "value": "…"}`, as collections of requests have it."""
        entries = {item.key: item for item in node.items[:20] if item.text is not None and item.key in {"key", "name", "value"}}
        name, value = entries.get("key") or entries.get("name"), entries.get("value")
        if name is None or value is None or name.text not in {"$filter", "$select"}:
            return
        yield from self._option(value, _OPTIONS[name.text])

    def _words(self, node: Node) -> Iterator[Expression]:
        """Yield the texts of a command that is a list of words: `["az", "batch", "node", "list", "--filter", "…"]`."""
        from odatanodes.extract.shell import after_az, az_expressions

        items = [*_program(node), *node.items[:200]]
        begin = after_az([item.text or "" for item in items])
        words = [self._filled(item) if item.text is not None else () for item in items[begin:]] if begin else []
        yield from az_expressions(words, self.language)

    def _text(self, node: Node, text: str) -> Iterator[Expression]:
        """Yield what is in a text: in a script, or in a URL."""
        if _OPTION.search(text) is None or node.key.lower() in _PROSE:
            return
        if _COMMAND.search(text):
            name = "script.ps1" if self._is_powershell(node, text) else "script.sh"
            try:
                yield from scripted(node.run, name, self.calls, self._given_to(node))
            except Skipped:
                raise TooMuch from None  # the file is named, not the script in it
        elif urls.MARK.search(text):
            yield from urls.expressions(self._filled(node), self.language, is_batch=self.is_batch)

    def _is_powershell(self, node: Node, text: str) -> bool:
        if node.key.lower() in _SHELLS or _POWERSHELL.search(text):
            return True
        beside = node.parent.items if node.parent is not None else []
        return any(
            item.text is not None and item.key.lower() in {"shell", "scripttype"} and item.text.lower().split(" ")[0] in _SHELLS
            for item in beside[:100]
        )

    def _near(self, node: Node) -> _Near:
        """Return whether a Batch URL or an `az batch` command stands near a node, and the list API that it asks; else _FOREIGN."""
        here = node.parent if node.kind != "map" else node
        for level in range(_LEVELS):
            if here is None:
                break
            if here.kind == "map":
                place = here, level == 0
                if place not in self._apis:
                    self._apis[place] = self._of_mapping(here, beside=level == 0)
                if self._apis[place] != _NOWHERE:
                    return self._apis[place]
            here = here.parent
        return _NOWHERE

    def _of_mapping(self, node: Node, *, beside: bool) -> _Near:
        best = _NOWHERE
        for item in node.items[:200]:
            if item.key.lower() in _OPTIONS or not (beside or item.key.lower() in _WHERE):
                continue
            inner = [text for text in item.items[:5] if text.key in {"value", "raw"}] if item.kind == "map" else []
            for text in (item, *inner):
                known = self._asked(text.text) if text.text is not None else _NOWHERE
                if known[0] and known[1] != PLAIN:
                    return known
                best = known if known[0] or best == _NOWHERE else best
        return best

    def _asked(self, text: str) -> _Near:
        text = text[:4000]
        if command := _AZ.search(text):
            if "--filter" in text or "--select" in text:
                return _NOWHERE  # what stands beside it is not an option of this command
            return az_api(command[1].split())
        asks = urls.asked(filled(Run(text, ((0, 0),))), is_batch=self.is_batch) if "/" in text or "batch." in text else _NOWHERE
        return asks if asks[0] else _FOREIGN if _ELSEWHERE.match(text) else _NOWHERE


def _variables(node: Node) -> Iterator[tuple[str, Draft]]:
    """Yield the variables of a mapping `NAME: value`, or of a list of `{name: …, value: …}` or `NAME=value`."""
    for item in node.items[:200]:
        inner: Iterable[Node] = item.items[:20] if item.kind == "map" else ()
        entries = {one.key: one for one in inner if one.text is not None}
        value = entries.get("value", entries.get("default"))
        name = entries["name"].text if "name" in entries else item.key
        if value is not None and name:
            yield name, filled(value.run)
        elif item.text is not None and item.key:
            yield item.key, filled(item.run)
        elif item.text is not None and (entry := _ENTRY.match(item.text)):
            yield entry[1], after(filled(item.run), entry.end())


def _program(node: Node) -> list[Node]:
    """Return the words before those of a list of arguments: `command: ["az"]` beside `args: ["batch", …]`."""
    before = _BEFORE.get(node.key.lower())
    beside = node.parent.items[:100] if node.parent is not None else []
    found = next((item for item in beside if before and item.key.lower() == before), None)
    if found is None:
        return []
    return found.items[:200] if found.kind == "list" else [found] if found.text is not None else []


def filled(run: Run) -> Draft:
    """Return a text as a draft in which what templates fill are gaps; `@concat('…', …)` as what it puts together."""
    if opened := _CONCAT.match(run.text):
        return _concatenated(run, opened.end())
    if run.text.startswith("@") and run.text[1:2].isalpha():
        return (Gap(run.text[:200], (run.places[0][1], run.places[0][1] + 1)),)
    return substituted((run,), _HOLE, _gap)


def _gap(found: re.Match[str], span: tuple[int, int]) -> Draft:
    shown = " ".join(found[0].split())
    return (Gap(shown, span, PLAIN_TEXT if _SAFE.search(shown) else UNKNOWN),)


def _concatenated(run: Run, at: int) -> Draft:
    """Return the pieces of `@concat('…', …)`: literals double their quotes, all else is a gap."""
    pieces: list[Run | Gap] = []
    for part in _ARGUMENT.finditer(run.text, at):
        if part["text"]:
            pieces += substituted((cut(run, *part.span("text")),), _DOUBLED, lambda found, span: "'")  # noqa: ARG005
        elif part["value"]:
            pieces += substituted((cut(run, *part.span("value")),), _ALL, _gap)
        if part["end"] == ")":
            break
    return tuple(pieces)
