"""How an integration learns of classes without loading them: it asks to be called once their module is there.

Hypothesis, for one, registers strategies by class; importing the models for that, in every process that imports Hypothesis,
would load pydantic where nobody asked. A module with such classes calls `loaded(__name__)` as its last statement.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
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
    """Tell those who wait that a module has been imported."""
    for call in _waiting.pop(module, ()):
        call()
