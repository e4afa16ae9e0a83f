"""Strategies that are shown as the call that made them: in reports of Hypothesis `nodes(state='idle')`, not `draw_object()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from odatanodes.schema import BATCH_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.schema.types import ComplexType

__all__ = ["named", "schema_shown"]

_T = TypeVar("_T")


class _Name:
    """A name that is shown without quotes."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


def schema_shown(schema: ComplexType) -> tuple[object, ...]:
    """Return the schema as an argument to show; nothing for the nodes of Azure Batch, which are meant where none is given."""
    return () if schema is BATCH_NODE else (_Name(schema.name),)


def named(name: str, function: Callable[..., _T], /, *args: Any, **kwargs: Any) -> st.SearchStrategy[_T]:
    """Return the composite strategy of a function of `draw`, shown as a call of this name with these arguments."""

    def made(draw: st.DrawFn, *_: Any, **__: Any) -> _T:
        return function(draw)

    made.__name__ = made.__qualname__ = name
    return st.composite(made)(*args, **kwargs)
