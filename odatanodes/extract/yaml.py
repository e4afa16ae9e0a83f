"""YAML: commands, scripts, URLs and options in its scalars, with their places through folding, indentation and escapes.

Comes in: a YAML text. Goes out: its expressions (see documents). PyYAML tells where each scalar stands and what its value is;
the places of the characters between are found here, and hold only where they give that value. Source: YAML 1.2, chapter 7, 8.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from odatanodes.extract.documents import Node, expressions, may_matter
from odatanodes.extract.draft import Run
from odatanodes.extract.expression import NotInstalled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yaml.events import Event, ScalarEvent

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_LINE_END = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_SPECIAL = {
    "'": re.compile(r"''|\r\n|[\r\n\x85\u2028\u2029]"),
    '"': re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|[^xuU])|\r\n|[\r\n\x85\u2028\u2029]"),
    "": _LINE_END,
}
_ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029', strict=True))
_BLANKS = " \t"


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a YAML text; raises NotInstalled where PyYAML is not."""
    if not may_matter(source.text):
        return []
    try:
        import yaml
    except ImportError:
        raise NotInstalled(source.name, "YAML") from None
    roots: list[Node] = []
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _build(source.text, yaml.parse(source.text, Loader=loader), roots)
    except (
        yaml.YAMLError,
        UnicodeError,
        RecursionError,
    ) as error:  # halves of surrogate pairs; the reader that is written in Python
        mark = getattr(error, "problem_mark", None)
        where = f" after line {mark.line + 1}" if mark is not None else ""
        source.passed_over.append(f"'{source.name}' is no YAML that can be read{where}")
    return expressions(source, roots, "yaml", calls)


def _build(text: str, events: Iterator[Event], roots: list[Node]) -> None:
    """Add the documents to the roots; they stay there when a broken text ends the events."""
    from yaml.events import (
        AliasEvent,
        DocumentStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )

    at: Node | None = None
    keys: list[str | None] = [None]  # of the entry that is read, for each open collection
    for event in events:
        if isinstance(event, DocumentStartEvent):
            at = Node("list", None)
            roots.append(at)
            keys = [None]
        elif isinstance(event, ScalarEvent):
            if at is not None and at.kind == "map" and keys[-1] is None:
                keys[-1] = event.value
                continue
            Node("text", at, keys[-1] or "", event.value, partial(_scalar, text, event))
            keys[-1] = None
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            at = Node("map" if isinstance(event, MappingStartEvent) else "list", at, keys[-1] or "")
            is_key = at.parent is not None and at.parent.kind == "map" and keys[-1] is None
            keys[-1] = "" if is_key else None
            keys.append(None)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            at = at.parent if at is not None else None
            keys.pop()
        elif isinstance(event, AliasEvent):
            is_key = at is not None and at.kind == "map" and keys[-1] is None
            keys[-1] = "" if is_key else None


def _scalar(text: str, event: ScalarEvent) -> Run:
    """Return a scalar with its places; with that of its beginning alone where they are not certain."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    start, end = event.start_mark.index, event.end_mark.index
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    if event.style in {"|", ">"}:
        run = _block(text, start, end, event.value, folded=event.style == ">")
    elif event.style in {"'", '"'}:
        run = _flow(text, start + 1, end - 1, event.style)
    else:
        run = _flow(text, start, end, "")
    return run if run.text == event.value else Run(event.value, ((0, start),))


class _Built:
    """A text that grows, with its places."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.length = 0

    def put(self, text: str, at: int) -> None:
        if text:
            self.parts.append(text)
            self.places.append((self.length, at))
            self.length += len(text)

    def run(self, end: int) -> Run:
        return Run("".join(self.parts), (*self.places, (self.length, end)))


def _flow(text: str, start: int, end: int, quote: str) -> Run:
    """Return a plain or quoted scalar: a line end is a blank, more of them one less; blanks around them do not count."""
    built = _Built()
    special = _SPECIAL[quote]
    at = start
    while found := special.search(text, at, end):
        if found[0] == "''":
            built.put(text[at : found.start() + 1], at)
            at = found.end()
        elif found[0][0] == "\\":
            built.put(text[at : found.start()], at)
            at = found.end()
            if _LINE_END.match(found[0], 1):
                at = _after_blanks(text, at, end)
            else:
                built.put(_escape(found[0]), found.start())
        else:
            stop = found.start()
            while stop > at and text[stop - 1] in _BLANKS:
                stop -= 1
            built.put(text[at:stop], at)
            breaks, at = 0, found.start()
            while line := _LINE_END.match(text, at, end):
                breaks, at = breaks + 1, _after_blanks(text, line.end(), end)
            built.put(" " if breaks == 1 else "\n" * (breaks - 1), found.start())
    built.put(text[at:end], at)
    return built.run(end)


def _after_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at] in _BLANKS:
        at += 1
    return at


def _escape(escape: str) -> str:
    if escape[1] in "xuU" and len(escape) > 2:
        digits = escape[2:]
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else ""
    return _ESCAPES.get(escape[1], "")


def _block(text: str, start: int, end: int, value: str, *, folded: bool) -> Run:
    """Return a literal or folded scalar: its value in order is what the lines hold, less their indentation."""
    built = _Built()
    header = _LINE_END.search(text, start, end)
    at = header.end() if header else end
    done, indent = 0, -1
    while at < end and done < len(value):
        line = _LINE_END.search(text, at, end)
        stop = line.start() if line else end
        if indent < 0 and text[at:stop].strip(" "):
            indent = _indent(text, at, stop, value)
        begin = min(at + max(indent, 0), stop)
        content = text[begin:stop]
        if content and indent >= 0:
            while done < len(value) and not value.startswith(content, done) and value[done] in " \n":
                built.put(value[done], begin)  # what the line end before became
                done += 1
            built.put(value[done : done + len(content)], begin)
            done += len(content)
        if not folded and done < len(value) and value[done] == "\n":
            built.put("\n", stop)
            done += 1
        at = line.end() if line else end
    built.put(value[done:], max(end - 1, start))
    return built.run(end)


def _indent(text: str, start: int, stop: int, value: str) -> int:
    """Return the indentation of a block: that of its first line, less the blanks that the value has there."""
    first = value.lstrip("\n")
    own = len(first) - len(first.lstrip(" "))
    return len(text[start:stop]) - len(text[start:stop].lstrip(" ")) - own
