"""A diagnostic of an expression, placed in the source that the expression stands in."""

from __future__ import annotations

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.extract.expression import Expression
    from odatanodes.lint.edit import Edit
    from odatanodes.lint.keep import Patch

__all__ = ["Finding"]


class Finding:
    """A diagnostic of an expression of a source; `span` is where it stands there, `calls` are those of the configuration."""

    __slots__ = ("calls", "diagnostic", "expression", "source", "span")

    def __init__(
        self, source: Source, expression: Expression, diagnostic: Diagnostic, calls: Mapping[str, str] | None = None
    ) -> None:
        self.calls = calls
        self.source = source
        self.expression = expression
        self.diagnostic = diagnostic
        self.span: Span = expression.host_span(diagnostic.span)

    @property
    def edit(self) -> Edit | None:
        """The fix as a change of the source, `(start, end, text)`; None where none is the same there for certain."""
        patch = self.patch
        if patch is None:
            return None
        from odatanodes.lint.keep import kept

        return next(iter(kept(self.source, [patch], self.calls)), None)

    @property
    def patch(self) -> Patch | None:
        """The fix before the source is read again with it; None where the source has no such part."""
        from odatanodes.lint.edit import host_edit

        fix = self.diagnostic.fix
        edit = None if fix is None else host_edit(self.source, self.expression, fix.span, fix.text)
        return None if edit is None or fix is None else (edit, self.expression, fix.span)
