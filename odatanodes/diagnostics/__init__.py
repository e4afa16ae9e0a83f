"""Diagnostics, the errors that carry them, and their rendering. The codes are explained in `diagnostics.rules`."""

from __future__ import annotations

from odatanodes.diagnostics.diagnostic import MAX_DIAGNOSTICS, Diagnostic, Fix, Span
from odatanodes.diagnostics.render import line_and_column, render_concise, render_full

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from odatanodes.diagnostics.diagnostic import Severity as Severity

__all__ = [
    "MAX_DIAGNOSTICS",
    "Diagnostic",
    "Fix",
    "ODataCheckError",
    "ODataError",
    "ODataSyntaxError",
    "Span",
    "line_and_column",
    "render_concise",
    "render_full",
]


class ODataError(ValueError):
    """Base of what this library raises for a bad expression: `diagnostics`, and the text as `doc`."""

    def __init__(self, diagnostics: Sequence[Diagnostic], doc: str) -> None:
        self.diagnostics = tuple(diagnostics)
        self.doc = doc
        super().__init__("\n".join(render_full(d, doc) for d in self.diagnostics))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), (self.diagnostics, self.doc)


class ODataSyntaxError(ODataError):
    """The text is not an OData expression. Has the five attributes of json.JSONDecodeError: `msg doc pos lineno colno`."""

    @property
    def msg(self) -> str:
        """The message without position."""
        return self.diagnostics[0].message

    @property
    def pos(self) -> int:
        """Offset of the error in `doc`, in code points."""
        return self.diagnostics[0].span[0]

    @property
    def lineno(self) -> int:
        """Line of the error, from 1."""
        return line_and_column(self.doc, self.pos)[0]

    @property
    def colno(self) -> int:
        """Column of the error, from 1, in code points."""
        return line_and_column(self.doc, self.pos)[1]


class ODataCheckError(ODataError):
    """The expression is well-formed but wrong for the schema: unknown names, types that do not fit."""
