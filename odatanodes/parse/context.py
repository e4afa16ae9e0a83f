"""What the tree builders of one parse share."""

from __future__ import annotations

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.diagnostics import Diagnostic, Span

    Values = list[Any]
    """The value stack: the Context, then nodes, literals, and tokens as text."""
    Builder = Callable[[Values, Span], None]

__all__ = ["Context"]


class Context:
    """State of one parse: lambda variables in scope, words in unusual case as (offset, word), and notes on valid text."""

    __slots__ = ("notes", "scope", "spellings")
    scope: dict[str, int]  # how many open lambdas have the variable: a name is looked up at each path
    spellings: list[tuple[int, str]]
    notes: list[Diagnostic]

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget what was read."""
        self.scope = {}
        self.spellings = []
        self.notes = []
