"""YAML: commands, scripts, URLs and options in its scalars, with their places through folding, indentation and escapes.

PyYAML reads where each scalar stands and what its value is. Source: YAML 1.2, chapters 7 and 8.
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
_HEADER = re.compile(r"[|>][^\r\n]*")
_BLANKS = re.compile(r"\s*")
_PART = {"'": re.compile(r"\s|'|[^\s']+"), '"': re.compile(".", re.DOTALL), "": re.compile(r"\s|\S+")}
_BREAK = re.compile(r"(?:\\(?:\r\n|[\r\n])[ \t]*)*")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")


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
    except (yaml.YAMLError, UnicodeError, RecursionError) as error:  # halves of surrogates; the reader written in Python
        mark = getattr(error, "problem_mark", None)
        where = f" after line {mark.line + 1}" if mark is not None else ""
        source.passed_over.append(f"'{source.name}' is not YAML that can be read{where}")
    return expressions(source, roots, "yaml", calls)


def _build(text: str, events: Iterator[Event], roots: list[Node]) -> None:
    """Add the documents to the roots; they stay there when a broken text ends the events."""
    import yaml

    at: Node | None = None
    keys: list[str | None] = [None]  # of the entry that is read, for each open collection
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            at = Node("list", None)
            roots.append(at)
            keys = [None]
        elif isinstance(event, yaml.ScalarEvent):
            if at is not None and at.kind == "map" and keys[-1] is None:
                keys[-1] = event.value
                continue
            Node("text", at, keys[-1] or "", event.value, partial(_scalar, text, event))
            keys[-1] = None
        elif isinstance(event, yaml.CollectionStartEvent):
            at = Node("map" if isinstance(event, yaml.MappingStartEvent) else "list", at, keys[-1] or "")
            is_key = at.parent is not None and at.parent.kind == "map" and keys[-1] is None
            keys[-1] = "" if is_key else None
            keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            at = at.parent if at is not None else None
            keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            is_key = at is not None and at.kind == "map" and keys[-1] is None
            keys[-1] = "" if is_key else None


def _scalar(text: str, event: ScalarEvent) -> Run:
    """Return a scalar with its places; with that of its beginning alone where they are not certain.

    Folding and indentation change nothing but blanks, so each word of the value stands behind the blanks that the text has there.
    """
    assert event.start_mark is not None
    assert event.end_mark is not None
    start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
    properties = _PROPERTIES.match(text, start, end)
    begin = at = properties.end() if properties else start
    if style in {"'", '"'}:
        at += 1
    elif header := _HEADER.match(text, begin, end) if style else None:
        at = header.end()
    places: list[tuple[int, int]] = []
    for part in _PART.get(style, _PART[""]).finditer(event.value):
        word, is_blank = part[0], part[0].isspace()
        if not text.startswith(word, at) and not is_blank:
            at = _after(_BLANKS, text, at, end)
        at = _after(_BREAK, text, at, end) if style == '"' else at
        if not places or at - part.start() != places[-1][1] - places[-1][0]:
            places.append((part.start(), at))
        if style == '"' and text.startswith("\\", at):
            at = _after(_ESCAPE, text, at, end)
        elif text.startswith(word, at):
            at += len(word) + (word == style)  # a quote is doubled
        elif not is_blank:
            return Run(event.value, ((0, begin),))
    return Run(event.value, (*places, (len(event.value), min(at, end))))


def _after(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    found = pattern.match(text, at, end)
    return found.end() if found else at
