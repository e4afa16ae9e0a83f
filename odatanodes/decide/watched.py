"""Nodes that look at the clock while they are evaluated.

`any` inside `any` over one collection takes time exponential in how deeply they are nested, all of it in one evaluation. Each
loop of an evaluator begins by iterating over a list of the node, so lists that check the deadline end it in time.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from odatanodes.decide.search import Deadline

__all__ = ["watched"]


class _Watched(list[object]):
    """A list that raises TimeUpError when it is iterated over after the deadline."""

    __slots__ = ("deadline",)

    def __init__(self, items: list[object], deadline: Deadline) -> None:
        super().__init__(items)
        self.deadline = deadline

    def __iter__(self) -> Iterator[object]:
        self.deadline.check()
        return super().__iter__()


def watched(value: Any, deadline: Deadline) -> Any:
    """Return a copy of a node, as deep as schemas are, whose lists keep to the deadline."""
    if value.__class__ is dict:
        return {name: watched(inner, deadline) for name, inner in value.items()}
    if value.__class__ is list:
        return _Watched([watched(item, deadline) for item in value], deadline)
    return value
