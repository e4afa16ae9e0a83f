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

__all__ = ["Finding", "reaches_batch"]


def reaches_batch(expression: Expression) -> bool:
    """Whether an expression is sent to Batch for certain: a call or a file says so, not its content alone.

    What has the form of a filter may go to another service, where names and values with another case are others.
    """
    from odatanodes.batch.clients import ANY

    return expression.api != ANY and not expression.among


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
    def is_safe(self) -> bool:
        """Whether the fix keeps the meaning for certain, so that it is made without asking."""
        from odatanodes.diagnostics.rules import is_safe

        return is_safe(self.expression.text, self.diagnostic) and reaches_batch(self.expression)

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
