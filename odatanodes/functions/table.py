"""The canonical functions of OData 4.01 in one table: name, signatures, null rule, evaluation, section.

Read by check (signatures), compile (evaluation), normalize (constant folding) and the documentation. The table itself is
plain data; what a function computes stands in strings.py, dates.py, numbers.py and collections.py beside it, loaded when
an expression is first evaluated.
Null rule, the same for all: a null argument makes the result null, and the function is not asked.
Source: OData 4.01 URL Conventions 5.1.1.5 to 5.1.1.11.
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["FUNCTIONS", "Function", "Signature"]


class Signature(Value):
    """One overload. `parameters` are kinds; the last `optional` of them may be left out; `result` is a kind.

    Kinds: "String", "Boolean", "Integer", "Number", "Decimal", "Int32", "Double", "DateTimeOffset", "Date", "TimeOfDay",
    "Duration", "Collection", "Any", "Geo"; as a result also "same": the type of the first argument. "Double" takes Single
    as well; "Number" takes every numeric type. The first signature that fits is the one.
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

    `name` is lower-case (the tree's name), `spelling` as the standard writes it (`matchesPattern`), `section` its place in
    the URL Conventions, `module` the one beside this table that evaluates it: "" where it cannot be evaluated here (geo).
    """

    __slots__ = ("module", "name", "section", "signatures", "spelling")
    __match_args__ = ("name", "signatures", "section", "spelling", "module")
    name: str
    signatures: tuple[Signature, ...]
    section: str
    spelling: str
    module: str

    def __init__(self, name: str, signatures: tuple[Signature, ...], section: str, spelling: str = "", module: str = "") -> None:
        set_field(self, "name", name)
        set_field(self, "signatures", signatures)
        set_field(self, "section", section)
        set_field(self, "spelling", spelling or name)
        set_field(self, "module", module)

    @property
    def evaluate(self) -> Callable[..., Any] | None:
        """What computes the value from the argument values, or None where the function cannot be evaluated here."""
        if not self.module:
            return None
        from importlib import import_module

        function: Callable[..., Any] = getattr(import_module(f"odatanodes.functions.{self.module}"), self.name)
        return function


_STRING_OR_COLLECTION = (("String", "String"), ("Collection", "Collection"))
_DATE_PART = (("Date",), ("DateTimeOffset",))
_TIME_PART = (("DateTimeOffset",), ("TimeOfDay",))


def _each(parameters: tuple[tuple[str, ...], ...], result: str) -> tuple[Signature, ...]:
    return tuple([Signature(kinds, result) for kinds in parameters])


def _one(parameters: tuple[str, ...], result: str) -> tuple[Signature, ...]:
    return (Signature(parameters, result),)


_ROUNDED = (Signature(("Double",), "Double"), Signature(("Number",), "Decimal"))
"""Integers are promoted to Decimal, which holds all of them exactly."""
_INSTANT = _one((), "DateTimeOffset")

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        # 5.1.1.5 String and Collection Functions
        Function("concat", _each(_STRING_OR_COLLECTION, "same"), "5.1.1.5.1", module="strings"),
        Function("contains", _each(_STRING_OR_COLLECTION, "Boolean"), "5.1.1.5.2", module="strings"),
        Function("endswith", _each(_STRING_OR_COLLECTION, "Boolean"), "5.1.1.5.3", module="strings"),
        Function("indexof", _each(_STRING_OR_COLLECTION, "Int32"), "5.1.1.5.4", module="strings"),
        Function("length", _each((("String",), ("Collection",)), "Int32"), "5.1.1.5.5", module="strings"),
        Function("startswith", _each(_STRING_OR_COLLECTION, "Boolean"), "5.1.1.5.6", module="strings"),
        Function(
            "substring",
            tuple([Signature((kind, "Integer", "Integer"), "same", optional=1) for kind in ("String", "Collection")]),
            "5.1.1.5.7",
            module="strings",
        ),
        # 5.1.1.6 Collection Functions
        Function("hassubset", _one(("Collection", "Collection"), "Boolean"), "5.1.1.6.1", module="collections"),
        Function("hassubsequence", _one(("Collection", "Collection"), "Boolean"), "5.1.1.6.2", module="collections"),
        # 5.1.1.7 String Functions
        Function("matchespattern", _one(("String", "String"), "Boolean"), "5.1.1.7.1", "matchesPattern", "strings"),
        Function("tolower", _one(("String",), "String"), "5.1.1.7.2", module="strings"),
        Function("toupper", _one(("String",), "String"), "5.1.1.7.3", module="strings"),
        Function("trim", _one(("String",), "String"), "5.1.1.7.4", module="strings"),
        # 5.1.1.8 Date and Time Functions
        Function("date", _one(("DateTimeOffset",), "Date"), "5.1.1.8.1", module="dates"),
        Function("day", _each(_DATE_PART, "Int32"), "5.1.1.8.2", module="dates"),
        Function("fractionalseconds", _each(_TIME_PART, "Decimal"), "5.1.1.8.3", module="dates"),
        Function("hour", _each(_TIME_PART, "Int32"), "5.1.1.8.4", module="dates"),
        Function("maxdatetime", _INSTANT, "5.1.1.8.5", module="dates"),
        Function("mindatetime", _INSTANT, "5.1.1.8.6", module="dates"),
        Function("minute", _each(_TIME_PART, "Int32"), "5.1.1.8.7", module="dates"),
        Function("month", _each(_DATE_PART, "Int32"), "5.1.1.8.8", module="dates"),
        Function("now", _INSTANT, "5.1.1.8.9", module="dates"),
        Function("second", _each(_TIME_PART, "Int32"), "5.1.1.8.10", module="dates"),
        Function("time", _one(("DateTimeOffset",), "TimeOfDay"), "5.1.1.8.11", module="dates"),
        Function("totaloffsetminutes", _one(("DateTimeOffset",), "Int32"), "5.1.1.8.12", module="dates"),
        Function("totalseconds", _one(("Duration",), "Decimal"), "5.1.1.8.13", module="dates"),
        Function("year", _each(_DATE_PART, "Int32"), "5.1.1.8.14", module="dates"),
        # 5.1.1.9 Arithmetic Functions
        Function("ceiling", _ROUNDED, "5.1.1.9.1", module="numbers"),
        Function("floor", _ROUNDED, "5.1.1.9.2", module="numbers"),
        Function("round", _ROUNDED, "5.1.1.9.3", module="numbers"),
        # 5.1.1.11 Geo Functions: checked and serialised, not evaluated
        Function("geo.distance", _one(("Geo", "Geo"), "Double"), "5.1.1.11.1"),
        Function("geo.intersects", _one(("Geo", "Geo"), "Boolean"), "5.1.1.11.2"),
        Function("geo.length", _one(("Geo",), "Double"), "5.1.1.11.3"),
    )
}
