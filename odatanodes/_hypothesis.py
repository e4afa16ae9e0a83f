"""What `st.from_type` draws for the classes of this package; Hypothesis calls `register` when it is imported itself.

Nothing is loaded for it: classes are registered once their module is there (see _loaded.py), and what is registered is a
function, which imports the strategies when `from_type` is asked for one.
"""

from __future__ import annotations

import sys

from odatanodes.base.loaded import when_loaded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hypothesis.strategies import SearchStrategy

_CLASSES: dict[str, tuple[str, ...]] = {
    "odatanodes.filter": ("Filter",),
    "odatanodes.filter.select": ("Select",),
    "odatanodes.models": (),
}
"""Modules and their classes; of the models every definition."""


def register() -> None:
    """Arrange for the classes to be known to Hypothesis: those that are loaded now, the others when they are."""
    for module in _CLASSES:
        when_loaded(module, lambda module=module: _register_classes(module))  # type: ignore[misc]


def _register_classes(module: str) -> None:
    from hypothesis.strategies import register_type_strategy

    for name in _CLASSES[module] or sys.modules[module].__all__:
        cls = getattr(sys.modules[module], name)
        if name != "Definition" and not hasattr(cls, "__members__"):  # an abstract base; enumerations draw well as they are
            register_type_strategy(cls, _strategy)


def _strategy(cls: type[Any]) -> SearchStrategy[Any]:
    """Return the strategy for one of the classes."""
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
