"""One finding about an expression: what is wrong, where, and what to write instead."""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import ClassVar, Literal

    Severity = Literal["error", "warning"]

__all__ = ["MAX_DIAGNOSTICS", "Diagnostic", "Fix", "Span"]

Span = tuple[int, int]
"""Start and end offset in the text, in code points, end excluded."""

MAX_DIAGNOSTICS = 100
"""Findings reported for one expression: a hostile text must not cost more to report than to send."""


class Fix(Value):
    """A replacement that solves the problem: put `text` in place of `span`.

    Whether it is safe to apply without asking is decided by the rule of the diagnostic; `guess` marks a fix of a safe rule
    that is not.
    """

    __slots__ = ("guess", "span", "text")
    __match_args__ = ("span", "text")
    _extras: ClassVar[tuple[str, ...]] = ("guess",)
    span: Span
    text: str
    guess: bool

    def __init__(self, span: Span, text: str, guess: bool = False) -> None:
        set_field(self, "span", span)
        set_field(self, "text", text)
        set_field(self, "guess", guess)


class Diagnostic(Value):
    """One finding: `code` (ODN…), `message`, `span`, `help`, `severity` and a `fix` where one is safe."""

    __slots__ = ("code", "fix", "help", "message", "severity", "span")
    __match_args__ = ("code", "message", "span", "help", "severity", "fix")
    code: str
    message: str
    span: Span
    help: str
    severity: Severity
    fix: Fix | None

    def __init__(
        self,
        code: str,
        message: str,
        span: Span,
        help: str = "",
        severity: Severity = "error",
        fix: Fix | None = None,
    ) -> None:
        set_field(self, "code", code)
        set_field(self, "message", message)
        set_field(self, "span", span)
        set_field(self, "help", help)
        set_field(self, "severity", severity)
        set_field(self, "fix", fix)
