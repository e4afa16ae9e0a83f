"""Where something is being written: the expression around the cursor, unfinished as it is.

Comes in: a document and an offset. Goes out: a `Cursor`. The expression is found by writing a word at the cursor and looking
for it in what the language's module finds then: so an empty string, a blank line of an .odata file and a string that ends in
a blank are places where an expression can begin or go on, in every host language alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.findings import asked, target_of
from odatanodes.lsp.hover import masked
from odatanodes.lsp.resolve import Scope, schema_of
from odatanodes.lsp.unfinished import closed
from odatanodes.parse.expected import place_at

if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.extract import Expression
    from odatanodes.lsp.documents import Document
    from odatanodes.service import Service

__all__ = ["Cursor", "cursor_at"]

_MARK = "odn7Qx"
"""No file has this word; it is a name in OData and means itself in the strings of every language."""


_QUOTES = ("'", "\\'", "''", "'\\''")
"""How a quote is written in strings: as it is, escaped, doubled (YAML, PowerShell), or outside of the string (shell)."""


class Cursor:
    """The place in an expression: `place` is what the parser knows there, `span` the word being written, in the document.

    `host` is the text of the document, with what an unfinished string needs behind the cursor.
    """

    def __init__(self, document: Document, host: str, expression: Expression, text: str, inner: int, offset: int) -> None:
        self.document = document
        self.host = host
        self.expression = expression
        self.option = expression.option
        self.place = place_at(text, expression.option, inner)
        start, end = self.place.word
        self.span: Span = (offset - (inner - start), offset + (end - inner))
        self.schema = schema_of(expression, document.settings.api)
        self.scope = Scope(self.schema, self.place.variables)

    @property
    def service(self) -> Service | None:
        """The list API that may refuse the expression."""
        settings = self.document.settings
        return target_of(self.expression, asked(self.expression, settings.api), local=settings.local)[1]

    @property
    def is_plain(self) -> bool:
        """Whether the word stands in the document as it stands in the expression: no escape or seam is in it."""
        return self.host[slice(*self.span)] == self.place.written

    def quote_for(self, text: str) -> str:
        """Return how a quote is written here, so that the host's string does not end at it; empty where none can be."""
        return next((quote for quote in _QUOTES if self._reads(text.replace("'", quote), text)), "")

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
    found = document.found_in(_marked(text, offset))
    if found is not None:
        return _cursor_in(document, text, found, offset)
    for host in closed(document.source, offset):
        cursor = _cursor_in(document, host, document.found_in(_marked(host, offset)) or [], offset)
        if cursor is not None:
            return cursor
    return None


def _marked(host: str, offset: int) -> str:
    return host[:offset] + _MARK + host[offset:]


def _cursor_in(document: Document, host: str, found: list[Expression], offset: int) -> Cursor | None:
    for expression in found:
        at = expression.text.find(_MARK)
        if at < 0 or expression.host_span((at, at + len(_MARK))) != (offset, offset + len(_MARK)):
            continue
        if any(hole.span[0] <= at < hole.span[1] for hole in expression.holes):
            return None
        shown = masked(expression)
        cursor = Cursor(document, host, expression, shown[:at] + shown[at + len(_MARK) :], at, offset)
        return cursor if cursor.is_plain else None
    return None
