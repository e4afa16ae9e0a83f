"""What is kept of a record: a projected copy, or a projected line. Converters can be sent to other processes."""

from __future__ import annotations

import json

from odatanodes.evaluate.project import projector
from odatanodes.scan.json_text import node_of

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.ast import SelectList

__all__ = ["Projected", "line_of"]

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Projected:
    """Turns a record into the dict of what a $select keeps; with `as_line` into that as JSON on one line.

    Raises BrokenJSONError for a number that JSON output cannot represent.
    """

    __slots__ = ("_as_line", "_project", "_select")

    def __init__(self, select: SelectList, *, as_line: bool = False) -> None:
        self._select = select
        self._as_line = as_line
        self._project = projector(select)

    def __call__(self, record: bytes) -> dict[str, Any] | bytes:
        """Project a record."""
        node = self._project(node_of(record))
        return line_of(node) if self._as_line else node

    def __reduce__(self) -> tuple[Callable[..., Projected], tuple[Any, ...]]:
        return _projected, (self._select, self._as_line)


def _projected(select: SelectList, as_line: bool) -> Projected:
    return Projected(select, as_line=as_line)


def line_of(node: dict[str, Any]) -> bytes:
    """Return a node as JSON on one line."""
    text = _encoded(node)
    try:
        return text.encode()
    except UnicodeEncodeError:  # an unpaired surrogate, which JSON can only have escaped
        return json.dumps(node, separators=(",", ":")).encode()
