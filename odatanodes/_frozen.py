"""What Filter and Select share: immutable, copied by reference, equal by meaning."""

from __future__ import annotations

from odatanodes._value import expect
from odatanodes.schema import BATCH_NODE, EntityType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, NoReturn, Self

    Dialect = Literal["batch", "odata4"]
    Semantics = Literal["batch", "odata"]


class Frozen:
    """No attribute changes after construction; equality by `_identity`."""

    __slots__ = ()

    def _identity(self) -> tuple[object, ...]:
        raise NotImplementedError

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot set '{name}'")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable: cannot delete '{name}'")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        assert isinstance(other, Frozen)
        return self._identity() == other._identity()

    def __hash__(self) -> int:
        raise NotImplementedError

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


def check_schema(schema: object) -> None:
    """Raise TypeError for what is no schema."""
    if schema is not None:
        expect(schema, EntityType, "schema is an EntityType (BATCH_NODE, or from_model of a pydantic class) or None")


def semantics_of(schema: EntityType | None) -> Semantics:
    """Return how the strings of a schema compare; without one as the standard says."""
    return "batch" if schema is not None and schema.semantics == "batch" else "odata"


def dialect_of(schema: EntityType | None) -> Dialect:
    """Return the dialect that the service of a schema reads."""
    return "batch" if semantics_of(schema) == "batch" else "odata4"


def by_name(schema: EntityType | None) -> EntityType | str | None:
    """Return what is pickled for a schema: our own by name, any other whole."""
    return "BATCH_NODE" if schema is BATCH_NODE else schema


def schema_named(pickled: Any) -> EntityType | None:
    """Return the schema that `by_name` made this of."""
    schema: EntityType | None = BATCH_NODE if pickled == "BATCH_NODE" else pickled
    return schema
