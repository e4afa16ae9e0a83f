"""The canonical functions of OData 4.01 in one table: name, signatures, null rule, evaluation, section.

Read by check (signatures), compile (evaluation), normalize (constant folding) and the documentation.
Source: OData 4.01 URL Conventions 5.1.1.5 to 5.1.1.13.
"""

from __future__ import annotations

from odatanodes._value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Signature(Value):
    """One overload. `parameters` are kinds; the last `optional` of them may be left out; `result` is a kind.

    Kinds: "String", "Boolean", "Integer", "Number", "Decimal", "Int32", "Double", "DateTimeOffset", "Date", "TimeOfDay",
    "Duration", "Collection", "Any", "Geo"; as a result also "same": the type of the first argument.
    """

    __slots__ = ("optional", "parameters", "result")
    __match_args__ = ("parameters", "result", "optional")
    parameters: tuple[str, ...]
    result: str
    optional: int

    def __init__(self, parameters: tuple[str, ...], result: str, optional: int = 0) -> None:
        set_field(self, "parameters", parameters)
        set_field(self, "result", result)
        set_field(self, "optional", optional)


class Function(Value):
    """A canonical function.

    `name` is lower-case (the tree's name), `spelling` as the standard writes it (`matchesPattern`); `evaluate` takes the
    argument values and returns the value, None where the function cannot be evaluated here (geo); a null argument makes
    the result null before `evaluate` is asked.
    """

    __slots__ = ("evaluate", "name", "section", "signatures", "spelling")
    __match_args__ = ("name", "signatures", "section", "spelling", "evaluate")
    name: str
    signatures: tuple[Signature, ...]
    section: str
    spelling: str
    evaluate: Callable[..., Any] | None

    def __init__(
        self,
        name: str,
        signatures: tuple[Signature, ...],
        section: str,
        spelling: str = "",
        evaluate: Callable[..., Any] | None = None,
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "signatures", signatures)
        set_field(self, "section", section)
        set_field(self, "spelling", spelling or name)
        set_field(self, "evaluate", evaluate)


FUNCTIONS: dict[str, Function] = {}
