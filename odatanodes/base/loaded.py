"""Callbacks for modules that are loaded later.

Hypothesis, for example, registers strategies by class: importing the models for that, in every process that imports Hypothesis,
would load pydantic needlessly. A module with such classes calls `loaded(__name__)` as its last statement.
"""

from __future__ import annotations

import sys

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable

_waiting: dict[str, list[Callable[[], None]]] = {}


def when_loaded(module: str, call: Callable[[], None]) -> None:
    """Call at once if a module is imported, otherwise when it has been."""
    if module in sys.modules:
        call()
    else:
        _waiting.setdefault(module, []).append(call)


def loaded(module: str) -> None:
    """Run the callbacks that wait for a module."""
    for call in _waiting.pop(module, ()):
        call()
