"""Strategies of `st.from_type` for the classes of this package; Hypothesis calls `register` when it is imported.

Nothing is loaded for it: classes are registered once their module is imported (see base/loaded.py), and the strategies are
imported when `from_type` is called for one of them.
"""

from __future__ import annotations

import sys

from odatanodes.base.loaded import when_loaded

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from hypothesis.strategies import SearchStrategy

_CLASSES: dict[str, tuple[str, ...]] = {
    "odatanodes.filter": ("Filter",),
    "odatanodes.filter.select": ("Select",),
    "odatanodes.models": (),
    **dict.fromkeys([f"odatanodes.models.{group}" for group in ("tasks", "pools", "jobs", "others")], ()),
}
"""Modules and their classes; of the models every definition."""


def register() -> None:
    """Register the classes with Hypothesis: those of loaded modules now, the others when their module is imported."""
    for module in _CLASSES:
        when_loaded(module, lambda module=module: _register_classes(module))  # type: ignore[misc]


def _register_classes(module: str) -> None:
    from hypothesis.strategies import register_type_strategy

    found = sys.modules[module]
    for name in _CLASSES[module] or [name for name in found.__all__ if name in vars(found)]:  # not what is loaded on first use
        cls = getattr(found, name)
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
    if name == "TimeSpan":
        from hypothesis.strategies import timedeltas

        from odatanodes import edm

        return timedeltas().map(lambda delta: cls(str(edm.from_python(delta))))
    wire: dict[str, Callable[[], SearchStrategy[Any]]] = {
        "BatchNode": strategies.nodes,
        "BatchNodeListResult": strategies.node_pages,
        "BatchTaskInfo": strategies.task_infos,
        "BatchTask": strategies.tasks,
        "BatchJob": strategies.jobs,
        "BatchPool": strategies.pools,
    }
    drawn = wire[name]() if name in wire else strategies.objects(schema.structure(name), odd=False)
    return drawn.map(_validator(cls))


def _validator(cls: type[Any]) -> Callable[[Any], Any]:
    """Return `cls.model_validate` under the name that a falsifying example is to show, with the class."""

    def validate(wire: Any) -> Any:
        return cls.model_validate(wire)

    validate.__name__ = f"{cls.__name__}.model_validate"
    return validate
