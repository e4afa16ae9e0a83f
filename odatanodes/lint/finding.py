"""A diagnostic of an expression, placed in the source that the expression stands in."""

from __future__ import annotations

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.extract.expression import Expression
    from odatanodes.lint.edit import Edit

__all__ = ["Finding"]


class Finding:
    """A diagnostic of an expression of a source; `span` is where it stands in the source."""

    __slots__ = ("diagnostic", "expression", "source", "span")

    def __init__(self, source: Source, expression: Expression, diagnostic: Diagnostic) -> None:
        self.source = source
        self.expression = expression
        self.diagnostic = diagnostic
        self.span: Span = expression.host_span(diagnostic.span)

    @property
    def edit(self) -> Edit | None:
        """The fix as a change of the source, `(start, end, text)`; None where none is the same there for certain."""
        from odatanodes.lint.edit import host_edit

        fix = self.diagnostic.fix
        return None if fix is None else host_edit(self.source, self.expression, fix.span, fix.text)
