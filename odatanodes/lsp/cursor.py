"""The expression around the cursor, unfinished as it is.

The expression is found by writing a word at the cursor and looking
for it in what the language's module finds then: so an empty string, a blank line of an .odata file and a string that ends in
a blank are places where an expression can begin or go on, in every host language alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.lint.edit import STYLES
from odatanodes.lint.findings import asked, target_of
from odatanodes.lsp.hover import masked
from odatanodes.lsp.resolve import Scope, schema_of
from odatanodes.lsp.unfinished import closed
from odatanodes.parse.expected import place_at

if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.extract import Expression
    from odatanodes.lint.edit import Style
    from odatanodes.lsp.documents import Document
    from odatanodes.service import Service

__all__ = ["Cursor", "cursor_at"]

_MARK = "odn7Qx"
"""No file has this word; it is a name in OData and means itself in the strings of every language."""
_REST = " eq 1"
"""Makes a condition of the mark: texts that no call shows to be filters are found by their content."""


_WRITTEN_QUOTES = ("%27", "'\\''", "\\'", "''", "'")
"""What a quote of an expression is in the text of a host, the longest first."""


def _written_quote(host: str, at: int) -> tuple[str, int]:
    """Return how the quote at an offset of a host is written, and how many characters of that stand before the offset."""
    for written in _WRITTEN_QUOTES:
        for lead in range(len(written)):
            if host.startswith(written, at - lead):
                return written, lead
    return "'", 0


class Cursor:
    """The place in an expression: `place` is what the parser knows there, `span` the word being written, in the document.

    `host` is the text of the document, with what an unfinished string needs behind the cursor; `found` is the expression with
    the mark at `at`.
    """

    def __init__(self, document: Document, host: str, found: Expression, at: int, offset: int, mark: str = _MARK) -> None:
        self.document = document
        self.host = host
        self.expression = found
        self.option = found.option
        shown = masked(found)
        self._mark = mark
        self.place = place_at(shown[:at] + shown[at + len(mark) :], "filter" if found.option == "filter" else "select", at)
        self.span: Span = self._span(at, offset)
        self.schema = schema_of(found, document.settings.api)
        self.scope = Scope(self.schema, self.place.variables)

    def _span(self, at: int, offset: int) -> Span:
        """Return where the word stands in the document, with its quotes, however they are written."""
        first, last = self.place.word
        start = end = offset
        opening, lead = "'", 0
        if first < at:
            start = self.expression.host_span((first, first + 1))[0]
            if self.place.written[0] == "'":
                opening, lead = _written_quote(self.host, start)
        if last > at:
            begin = self.expression.host_span((last + len(self._mark) - 1, last + len(self._mark)))[0] - len(self._mark)
            closes = self.place.written[-1] == "'" and self.host.startswith(opening, begin - lead)
            end = begin - lead + len(opening) if closes else begin + 1
        return start - lead, end

    @property
    def service(self) -> Service | None:
        """The list API that may refuse the expression."""
        settings = self.document.settings
        return target_of(asked(self.expression, settings.api), local=settings.local)[1]

    def style_for(self, text: str) -> Style | None:
        """Return how a text like this one is written here; None where it cannot be."""
        encoded = "%20" in self.host[self.expression.host_span((0, 0))[0] : self.span[0]]
        plain = self.host[slice(*self.span)] == self.place.written
        if plain and not encoded and "'" not in text:
            return STYLES["plain"]
        styles = sorted(STYLES, key=lambda name: name != "encoded") if encoded else STYLES
        return next((STYLES[name] for name in styles if self._reads(STYLES[name](text), text)), None)

    def _reads(self, written: str, meant: str) -> bool:
        """Whether a text in place of the word makes the expression that is meant."""
        start, end = self.span
        first, last = self.place.word
        wanted = self.place.text[:first] + meant + self.place.text[last:]
        found = self.document.found_in(self.host[:start] + written + self.host[end:])
        return any(masked(expression).strip() == wanted.strip() for expression in found or [])


def cursor_at(document: Document, offset: int) -> Cursor | None:
    """Return the place where something is being written; None outside of expressions."""
    text = document.source.text
    if not document.may_hold or _MARK in text:
        return None
    hosts = [text] if document.found_in(_marked(text, offset)) is not None else closed(document.source, offset)
    for host in hosts:
        for mark in (_MARK, _MARK + _REST):
            cursor = _cursor_in(document, host, document.found_in(_marked(host, offset, mark)) or [], offset, mark)
            if cursor is not None:
                return cursor
    return None


def _marked(host: str, offset: int, mark: str = _MARK) -> str:
    return host[:offset] + mark + host[offset:]


def _cursor_in(document: Document, host: str, found: list[Expression], offset: int, mark: str) -> Cursor | None:
    for expression in found:
        at = expression.text.find(mark)
        if at < 0 or expression.host_span((at, at + len(mark))) != (offset, offset + len(mark)):
            continue
        if any(hole.span[0] <= at < hole.span[1] for hole in expression.holes):
            return None
        return Cursor(document, host, expression, at, offset, mark)
    return None
