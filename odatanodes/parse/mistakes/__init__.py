"""Explain why a text does not parse, with one diagnostic that says what to write instead.

The mistakes people make are tried first: habits of other languages, quotes and literals, then words and signs. What remains
is reported by what could have stood there. Loaded only when a text does not parse.
"""

from __future__ import annotations

from odatanodes.base.text import shown
from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.parse.mistakes.failure import Failure, in_english
from odatanodes.parse.mistakes.habits import HABITS
from odatanodes.parse.mistakes.literals import LITERAL_MISTAKES
from odatanodes.parse.mistakes.words import WORD_MISTAKES

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Literal as L

__all__ = ["explain"]


def explain(text: str, option: L["filter", "select"], start: int) -> Diagnostic:
    """Return the diagnostic for a text that fails at this offset."""
    failure = Failure(text, option, start)
    for mistake in (*HABITS, *LITERAL_MISTAKES, *WORD_MISTAKES):
        diagnostic = mistake(failure)
        if diagnostic is not None:
            return diagnostic
    return unexpected(failure)


def unexpected(failure: Failure) -> Diagnostic:
    """Return the plain message: what could have stood here, and what stands here."""
    wanted = in_english(failure.expected, failure.option)
    found = shown(failure.word) if failure.word else "the end"
    message = f"expected {wanted}, found {found}"
    if "COLLECTION" in failure.expected and failure.word[:1] == "'":
        fix = Fix(failure.span, failure.word[1:-1])
        return failure.problem("ODN100", message, "write the type without quotes", None, fix)
    return Diagnostic("ODN100", message, failure.span, "")
