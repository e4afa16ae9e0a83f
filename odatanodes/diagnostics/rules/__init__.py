"""The catalogue of diagnostics: what each code means, why it matters, a bad and a good example, and its source.

One module per hundred: syntax (1xx), names (2xx), types (3xx), service (4xx), suspicious (5xx), evaluation (6xx). A test
checks that each bad example gives its code and each good one none. A code is never reused; its message may change, its
meaning may not.
"""

from __future__ import annotations

from odatanodes.diagnostics.rules import evaluation, names, service, suspicious, syntax, types
from odatanodes.diagnostics.rules.rule import Rule

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.diagnostics.diagnostic import Diagnostic

__all__ = ["Rule", "catalogue", "is_safe"]


def catalogue() -> dict[str, Rule]:
    """Return every rule by code, in order of the codes."""
    return {rule.code: rule for module in (syntax, names, types, service, suspicious, evaluation) for rule in module.RULES}


def is_safe(text: str, diagnostic: Diagnostic) -> bool:
    """Whether a diagnostic has a fix that keeps the meaning of a text, so that it is applied without asking."""
    return diagnostic.fix is not None and catalogue()[diagnostic.code].is_safe(text, diagnostic.fix)
