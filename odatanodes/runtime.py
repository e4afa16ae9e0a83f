"""Rules of evaluation, its errors, and the places in an expression that raise them."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.base.text import value_picture
from odatanodes.base.value import Value, set_field
from odatanodes.diagnostics import Diagnostic, ODataError
from odatanodes.functions.values import NUMBER, reader, structure
from odatanodes.schema.types import noun_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any, Literal

    from odatanodes.diagnostics import Span
    from odatanodes.edm import DateTimeOffset
    from odatanodes.schema.types import EntityType, Semantics

    OnMissing = Literal["raise", "null"]
    OnError = Literal["raise", "exclude"]
    Clock = Callable[[], DateTimeOffset | datetime.datetime]

__all__ = ["EvaluationError", "MissingPropertyError", "NodeError", "Rules", "Subject", "subject_of"]

MISSING, WRONG_TYPE, BY_ZERO, IMPOSSIBLE, NOT_HERE = "ODN601", "ODN602", "ODN603", "ODN604", "ODN610"
"""Codes: a property is not there; a value is of another type; division by zero; no value possible; refused at compile time."""


class Rules(Value):
    """How an expression is evaluated, apart from its tree and its schema.

    `semantics`: strings compare without case ("batch") or ordinally ("odata"). `on_missing` "null" reads a required property
    that is absent as null instead of raising MissingPropertyError; `on_error` "exclude" drops a node whose evaluation fails
    instead of raising EvaluationError. `clock` returns the instant of `now()`, once per call (None: the system's clock).
    `text` is what the spans of the tree point into, for messages. `backtracking` allows Python's regular expressions where
    google-re2 is not installed.
    """

    __slots__ = ("backtracking", "clock", "on_error", "on_missing", "semantics", "text")
    __match_args__ = ("semantics", "on_missing", "on_error", "clock", "text", "backtracking")
    semantics: Semantics
    on_missing: OnMissing
    on_error: OnError
    clock: Clock | None
    text: str
    backtracking: bool

    def __init__(
        self,
        semantics: Semantics = "odata",
        on_missing: OnMissing = "raise",
        on_error: OnError = "raise",
        clock: Clock | None = None,
        text: str = "",
        backtracking: bool = False,
    ) -> None:
        set_field(self, "semantics", semantics)
        set_field(self, "on_missing", on_missing)
        set_field(self, "on_error", on_error)
        set_field(self, "clock", clock)
        set_field(self, "text", text)
        set_field(self, "backtracking", backtracking)

    @property
    def fold(self) -> bool:
        """Whether strings compare without case."""
        return self.semantics == "batch"


class Subject(Value):
    """What is evaluated, in the words of messages: its `noun`, the property that identifies it, whether a schema describes it."""

    __slots__ = ("key", "noun", "typed")
    __match_args__ = ("noun", "key", "typed")
    noun: str
    key: str
    typed: bool

    def __init__(self, noun: str = "item", key: str = "id", typed: bool = False) -> None:
        set_field(self, "noun", noun)
        set_field(self, "key", key)
        set_field(self, "typed", typed)

    def name(self, node: Mapping[str, Any]) -> str:
        """Return `node 'tvm-1'`."""
        found = identity(node, self.key)
        return f"{self.noun} {value_picture(found)}" if found is not None else f"the {self.noun}"


def subject_of(schema: EntityType | None) -> Subject:
    """Return what the items of a schema are called, and what identifies them."""
    if schema is None:
        return Subject()
    return Subject(noun_of(schema), schema.key, typed=True)


class NodeError(ODataError):
    """Base of the errors about one node: `path` of the property, its `value`, `node_id`; `doc` and the span of the expression."""

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

    `path` names the property in messages ("" for a computed value), `type` is what a value must be, `text` is the filter's
    text and `subject` what it is evaluated for.
    """

    __slots__ = ("path", "reader", "required", "span", "subject", "text", "type")

    def __init__(self, path: str, span: Span, type: edm.Type, text: str, subject: Subject, required: bool = False) -> None:
        self.path = path
        self.span = span
        self.type = type
        self.text = text
        self.subject = subject
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
        subject = self.subject
        message = f"{subject.name(node)} has no '{self.path}', which the schema requires"
        help = (
            f"was the {subject.noun} fetched with a $select that leaves '{self.path}' out? add it there, "
            'or make the Filter with on_missing="null"'
        )
        found = Diagnostic(MISSING, message, self.span, help)
        return MissingPropertyError((found,), self.text, self.path, None, identity(node, subject.key))

    def wrong(self, value: object, node: Mapping[str, Any], reason: str = "") -> EvaluationError:
        """Return the error for a value of another type than the expression or the schema says."""
        what = f"'{self.path}'" if self.path else "a value"
        wanted = "a value the filter can use" if self.type is edm.ANY else "a number" if self.type is NUMBER else self.type.name
        message = f"{what} of {self.subject.name(node)} is {value_picture(value)}, not {wanted}" + (
            f" ({reason})" if reason else ""
        )
        help = f'on_error="exclude" leaves such {self.subject.noun}s out'
        if self.subject.typed:
            help = f"the data does not follow the schema; {help}"
        return self._error(WRONG_TYPE, message, help, value, node)

    def by_zero(self, value: object, node: Mapping[str, Any]) -> EvaluationError:
        """Return the error for a division of `value` by zero."""
        message = f"division of {value_picture(value)} by zero at {self.subject.name(node)}"
        return self._error(BY_ZERO, message, "test the divisor first, as in 'x ne 0 and 10 div x gt 2'", value, node)

    def impossible(self, reason: str, value: object, node: Mapping[str, Any]) -> EvaluationError:
        """Return the error for an operation that has no result."""
        return self._error(IMPOSSIBLE, f"{reason} at {self.subject.name(node)}", "", value, node)

    def _error(self, code: str, message: str, help: str, value: object, node: Mapping[str, Any]) -> EvaluationError:
        found = Diagnostic(code, message, self.span, help)
        return EvaluationError((found,), self.text, self.path, value, identity(node, self.subject.key))


def identity(node: Mapping[str, Any], key: str) -> object:
    """Return what a node calls itself, for messages."""
    return node.get(key)
