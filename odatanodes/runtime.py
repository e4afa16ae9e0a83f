"""Errors of evaluation, and the places in an expression that raise them.

Comes in: what a node holds, the node, and where in the text it is read. Goes out: the canonical value (functions.values), or an
error that names position, property path, value and node.
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes.base.text import value_picture
from odatanodes.diagnostics import Diagnostic, ODataError
from odatanodes.functions.values import reader, structure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from odatanodes.diagnostics import Span

__all__ = ["EvaluationError", "MissingPropertyError", "NodeError"]

MISSING, WRONG_TYPE, BY_ZERO, IMPOSSIBLE, NOT_HERE = "ODN601", "ODN602", "ODN603", "ODN604", "ODN610"
"""Codes: a property is not there; a value is of another type; division by zero; no value possible; refused at compile time."""


class NodeError(ODataError):
    """Base of what goes wrong with one node: `path` of the property, its `value`, `node_id`; `doc` and the span as ever."""

    def __init__(
        self, diagnostics: Sequence[Diagnostic], doc: str, path: str = "", value: object = None, node_id: object = None
    ) -> None:
        super().__init__(diagnostics, doc)
        self.path = path
        self.value = value
        self.node_id = node_id

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), (self.diagnostics, self.doc, self.path, self.value, self.node_id)


class MissingPropertyError(NodeError):
    """A node lacks a property that the schema requires and the filter reads: most likely a $select dropped it."""


class EvaluationError(NodeError):
    """A node holds a value the schema excludes, or an operation has no result (division by zero, out of range)."""


class Place:
    """Where in the expression something is read or computed; makes the errors for it.

    `path` names the property in messages ("" for a computed value), `type` is what a value must be, `text` and `key` are
    the filter's text and the name of the property that identifies a node.
    """

    __slots__ = ("key", "path", "reader", "required", "span", "text", "type")

    def __init__(self, path: str, span: Span, type: edm.Type, text: str, key: str, required: bool = False) -> None:
        self.path = path
        self.span = span
        self.type = type
        self.text = text
        self.key = key
        self.required = required
        self.reader = reader(type)

    def read(self, value: Any, node: Mapping[str, Any]) -> Any:
        """Return the canonical value of what a node holds; raises EvaluationError when it is of another type."""
        if value is None:
            if self.required:
                raise self.wrong(None, node)
            return None
        try:
            return self.reader(value)
        except (TypeError, ValueError) as error:
            raise self.wrong(value, node, str(error)) from None

    def expect(self, type: edm.Type) -> None:
        """Set what is read here: a value that no schema types must be of the type of what stands beside it."""
        self.type = type
        self.reader = reader(type)

    def owner(self, value: Any, node: Mapping[str, Any]) -> Any:
        """Return a value that stands left of a slash as a mapping; raises EvaluationError when it is none."""
        try:
            return structure(value)
        except TypeError:
            raise self.wrong(value, node, "a property is read from it") from None

    def missing(self, node: Mapping[str, Any]) -> MissingPropertyError:
        """Return the error for a required property that is not there."""
        message = f"node {self._id(node)} has no '{self.path}', which the schema requires"
        help = f"was the node fetched with a $select that leaves '{self.path}' out? add it there, or pass on_missing=\"null\""
        found = Diagnostic(MISSING, message, self.span, help)
        return MissingPropertyError((found,), self.text, self.path, None, identity(node, self.key))

    def wrong(self, value: object, node: Mapping[str, Any], reason: str = "") -> EvaluationError:
        """Return the error for a value of another type than the expression or the schema says."""
        what = f"'{self.path}'" if self.path else "a value"
        wanted = "a value the filter can use" if self.type is edm.ANY else self.type.name
        message = f"{what} of node {self._id(node)} is {value_picture(value)}, not {wanted}" + (f" ({reason})" if reason else "")
        help = 'the data does not follow the schema; on_error="exclude" leaves such nodes out'
        return self._error(WRONG_TYPE, message, help, value, node)

    def by_zero(self, value: object, node: Mapping[str, Any]) -> EvaluationError:
        """Return the error for a division of `value` by zero."""
        message = f"division of {value_picture(value)} by zero at node {self._id(node)}"
        return self._error(BY_ZERO, message, "test the divisor first, as in 'x ne 0 and 10 div x gt 2'", value, node)

    def impossible(self, reason: str, value: object, node: Mapping[str, Any]) -> EvaluationError:
        """Return the error for an operation that has no result."""
        return self._error(IMPOSSIBLE, f"{reason} at node {self._id(node)}", "", value, node)

    def _error(self, code: str, message: str, help: str, value: object, node: Mapping[str, Any]) -> EvaluationError:
        found = Diagnostic(code, message, self.span, help)
        return EvaluationError((found,), self.text, self.path, value, identity(node, self.key))

    def _id(self, node: Mapping[str, Any]) -> str:
        return value_picture(identity(node, self.key))


def identity(node: Mapping[str, Any], key: str) -> object:
    """Return what a node calls itself, for messages."""
    return node.get(key)
