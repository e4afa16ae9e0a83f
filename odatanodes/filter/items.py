"""The items that filters and selects read, as types; nothing of it exists at run time."""

from __future__ import annotations

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Protocol, TypeAlias, TypeVar

    class Dumps(Protocol):
        """A pydantic model."""

        def model_dump(self, *, by_alias: bool = False, exclude_unset: bool = False) -> dict[str, Any]:
            """Return its fields."""

    Node: TypeAlias = Mapping[str, Any] | Dumps
    """What a filter reads: a mapping with REST names (dict, object of azure-batch), or a pydantic model."""
    N = TypeVar("N", bound=Node)
