"""What `st.from_type` draws for the classes of this package; Hypothesis calls `register` when it is imported itself.

Hypothesis looks strategies up by class, so a class has to exist before it is registered, and importing the models for every
process that imports Hypothesis would load pydantic where nobody asked. So both sides ask whether the other is there:
`register` registers what is loaded already, and models and filter call it once more at their end if Hypothesis is. What is
registered is a function: the strategies themselves are imported when the first example is drawn.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hypothesis.strategies import SearchStrategy

_CLASSES = {"odatanodes.filter": ("Filter", "Select"), "odatanodes.models": ()}
"""Modules with classes to register; of the models every definition."""


def register() -> None:
    """Tell Hypothesis about the classes that are loaded; does nothing while Hypothesis is not."""
    if "hypothesis" not in sys.modules:
        return
    for module, names in _CLASSES.items():
        loaded = sys.modules.get(module)
        for name in names or getattr(loaded, "__all__", ()):
            cls = getattr(loaded, name, None)
            if (
                isinstance(cls, type) and name != "Definition" and not hasattr(cls, "__members__")
            ):  # enumerations draw well as they are
                _register(cls)


def _register(cls: type[Any]) -> None:
    from hypothesis.strategies import register_type_strategy

    register_type_strategy(cls, _strategy)


def _strategy(cls: type[Any]) -> SearchStrategy[Any]:
    """Return the strategy for one of the classes; Hypothesis asks when `from_type` is called."""
    from odatanodes import schema, strategies

    name = cls.__name__
    if name in ("Filter", "Select"):
        return strategies.filters() if name == "Filter" else strategies.selects()
    if name == "Timestamp":
        return strategies.timestamps().map(cls)
    wire: dict[str, Callable[[], SearchStrategy[Any]]] = {
        "BatchNode": strategies.nodes,
        "BatchNodeListResult": strategies.node_pages,
        "BatchTaskInfo": strategies.task_infos,
    }
    drawn = wire[name]() if name in wire else strategies.objects(schema.structure(name), odd=False)
    return drawn.map(cls.model_validate)
