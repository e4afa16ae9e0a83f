"""Open documents: the text of a version with its expressions and findings, each computed on first use.

A change makes a new `Document`. A text that cannot be read as its language has no expressions, and `skipped` says why.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from odatanodes.base.files import InputError, Source
from odatanodes.extract import extract, language_name, may_hold
from odatanodes.extract.languages import LANGUAGES, name_of_file
from odatanodes.lint.check import check_expressions
from odatanodes.lint.config import Config
from odatanodes.lsp.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.extract import Expression
    from odatanodes.lint.finding import Finding

__all__ = ["Change", "Document", "Settings", "changed_text", "name_of"]

_SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST = 300_000
"""Most characters of a document, read in a second or two; longer ones are skipped: an editor waits at each key."""
_BY_LANGUAGE = {name: suffix for language in LANGUAGES for name, suffix in language.editors.items()}
"""Suffix of a file by the editors' name of its language, for documents that are not files yet."""


class Settings(NamedTuple):
    """What decides what is found: see `odatanodes check`."""

    config: Config = Config()
    api: str | None = None
    local: bool = False


class Change(NamedTuple):
    """New text for a range of positions (line, character); without a range for the whole document."""

    text: str
    start: tuple[int, int] | None = None
    end: tuple[int, int] | None = None


def name_of(path: str, language: str) -> str:
    """Return the name that tells a document's language: its path, or one that ends as files of that language do.

    >>> name_of("Untitled-1", "python")
    'Untitled-1.py'
    """
    return path if name_of_file(path) not in {None, "script"} else path + _BY_LANGUAGE.get(language, "")


def changed_text(text: str, changes: Iterable[Change], encoding: str) -> str:
    """Return a text after changes, each of which counts in the text that the one before it left."""
    for change in changes:
        if change.start is None or change.end is None:
            text = change.text
        else:
            positions = Positions(text, encoding)
            start, end = positions.offset(*change.start), positions.offset(*change.end)
            text = text[:start] + change.text + text[max(start, end) :]
    return text


class Document:
    """One version of an open document."""

    def __init__(self, name: str, text: str, settings: Settings, version: int | None = None) -> None:
        self.source = Source(name, text if text.isascii() else _SURROGATE.sub("\ufffd", text))  # a half of a pair, from an editor
        config = settings.config
        self.settings = Settings(config, settings.api or config.api_of(name), settings.local or config.local)
        self.version = version

    @cached_property
    def may_hold(self) -> bool:
        """Whether the text can hold an expression: most documents need not be parsed."""
        if len(self.source.text) > LONGEST:
            return False
        try:
            language_name(self.source.name)
        except InputError:  # a language that is not known here
            return False
        return may_hold(self.source.name, self.source.text.encode(), self.settings.config.calls)

    @cached_property
    def _read(self) -> tuple[list[Expression], str]:
        """The expressions, and why the text was skipped if it was."""
        if len(self.source.text) > LONGEST:
            return [], f"'{self.source.name}' is too long to be read at each key: 'odatanodes check' reads it"
        if not self.may_hold:
            return [], ""
        try:
            return extract(self.source, self.settings.config.calls), ""
        except InputError as error:
            return [], str(error)

    @property
    def expressions(self) -> list[Expression]:
        """The expressions, in order."""
        return self._read[0]

    @property
    def skipped(self) -> str:
        """Why a text that may hold expressions was not read; empty where it was."""
        return self._read[1]

    @cached_property
    def findings(self) -> list[Finding]:
        """What is wrong or suspicious, in order of position."""
        config, api, local = self.settings
        if config.excludes(self.source.name):
            return []
        return check_expressions(self.source, self.expressions, config, api, local=local)

    def found_in(self, text: str) -> list[Expression] | None:
        """Return the expressions that this document would have with another text; None where that cannot be read."""
        try:
            return extract(Source(self.source.name, text), self.settings.config.calls)
        except InputError:
            return None

    def at(self, offset: int) -> tuple[Expression, int] | None:
        """Return the expression in which an offset of the text lies, and the offset in it; its end belongs to it."""
        for expression in self.expressions:
            inner = inner_offset(expression, offset)
            if inner is not None:
                return expression, inner
        return None


def inner_offset(expression: Expression, offset: int) -> int | None:
    """Return where an offset of the text lies in an expression; None where it lies outside."""
    ends = [*(begin for begin, _ in expression.segments[1:]), len(expression.text)]
    for (begin, host), end in zip(expression.segments, ends, strict=True):
        if host <= offset <= host + end - begin:
            return begin + offset - host
    return None
