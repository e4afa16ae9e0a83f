"""The canonical functions of OData 4.01, one row each: what the rest of the package knows about a function is read from here.

To add one: a row in FUNCTIONS, and a function of that name in the module the row names. Parsing, check, folding, evaluation,
strategies and the editor follow from the row; a method of the builder (build/) is the only thing written besides.
The table loads with every check, what a function computes only when it is first evaluated.
Null rule, the same for all: a null argument makes the result null, and the function is not called.
Source: OData 4.01 URL Conventions 5.1.1.5 to 5.1.1.11.
"""

from __future__ import annotations

from odatanodes.base.value import Value, set_field

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    Pushed = Literal["", "engine", "service"]

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
    the URL Conventions, `meaning` its one line in the editor.
    `module` is the one beside this table that evaluates it: "" where it cannot be evaluated here (geo).
    `compares_text`: it follows the semantics, so its implementation takes `fold` as well.
    `constant`: with constant arguments it can be computed ahead; not the clock, nor what needs an engine.
    `may_fail`: there are arguments of the right types for which it has no value.
    `lowest`: the least value of a function that counts.
    `drawn`: the strategies draw it, with arguments by its signatures.
    `pushed`: who else can evaluate it: "" nobody, "engine" the data engines, "service" the list APIs as well.
    """

    __slots__ = (
        *("compares_text", "constant", "drawn", "lowest", "may_fail", "meaning", "module", "name", "pushed", "section"),
        *("signatures", "spelling"),
    )
    __match_args__ = (
        *("name", "signatures", "section", "meaning", "module", "spelling", "compares_text", "constant", "may_fail"),
        *("lowest", "drawn", "pushed"),
    )
    name: str
    signatures: tuple[Signature, ...]
    section: str
    meaning: str
    module: str
    spelling: str
    compares_text: bool
    constant: bool
    may_fail: bool
    lowest: int | None
    drawn: bool
    pushed: Pushed

    def __init__(
        self,
        name: str,
        signatures: tuple[Signature, ...],
        section: str,
        meaning: str,
        module: str = "",
        spelling: str = "",
        compares_text: bool = False,
        constant: bool = True,
        may_fail: bool = False,
        lowest: int | None = None,
        drawn: bool = True,
        pushed: Pushed = "",
    ) -> None:
        set_field(self, "name", name)
        set_field(self, "signatures", signatures)
        set_field(self, "section", section)
        set_field(self, "meaning", meaning)
        set_field(self, "module", module)
        set_field(self, "spelling", spelling or name)
        set_field(self, "compares_text", compares_text)
        set_field(self, "constant", constant)
        set_field(self, "may_fail", may_fail)
        set_field(self, "lowest", lowest)
        set_field(self, "drawn", drawn)
        set_field(self, "pushed", pushed)

    @property
    def evaluate(self) -> Callable[..., Any] | None:
        """What computes the value from the argument values, or None where the function cannot be evaluated here."""
        if not self.module:
            return None
        from importlib import import_module

        function: Callable[..., Any] = getattr(import_module(f"odatanodes.functions.{self.module}"), self.name)
        return function

    @property
    def result(self) -> str:
        """The kind of its value, by the first signature."""
        return self.signatures[0].result

    @property
    def searches(self) -> bool:
        """Whether it looks for its second argument in the first: `contains`, `indexof` and their like."""
        return self.signatures[0].parameters == ("String", "String") and self.result != "same"

    @property
    def has_value(self) -> bool:
        """Whether it is not null when none of its arguments is: so all that are evaluated here."""
        return bool(self.module)


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
_SUBSTRING = tuple([Signature((kind, "Integer", "Integer"), "same", optional=1) for kind in ("String", "Collection")])


def _rows() -> tuple[Function, ...]:
    search = _each(_STRING_OR_COLLECTION, "Boolean")
    index = _each(_STRING_OR_COLLECTION, "Int32")
    length = _each((("String",), ("Collection",)), "Int32")
    text, texts = _one(("String",), "String"), _one(("String", "String"), "Boolean")
    day, clock = _each(_DATE_PART, "Int32"), _each(_TIME_PART, "Int32")
    whole = _one(("Collection", "Collection"), "Boolean")
    return (
        # 5.1.1.5 String and Collection Functions
        Function(
            "concat",
            _each(_STRING_OR_COLLECTION, "same"),
            "5.1.1.5.1",
            "both values, one after the other",
            "strings",
            pushed="engine",
        ),
        Function(
            "contains",
            search,
            "5.1.1.5.2",
            "whether the second value stands somewhere in the first",
            "strings",
            compares_text=True,
            pushed="engine",
        ),
        Function(
            "endswith",
            search,
            "5.1.1.5.3",
            "whether the first value ends with the second",
            "strings",
            compares_text=True,
            pushed="engine",
        ),
        Function(
            "indexof",
            index,
            "5.1.1.5.4",
            "where the second value begins in the first, from 0; -1 where it does not occur",
            "strings",
            compares_text=True,
            lowest=-1,
            pushed="engine",
        ),
        Function(
            "length",
            length,
            "5.1.1.5.5",
            "how many characters a text has, or items a collection",
            "strings",
            lowest=0,
            pushed="engine",
        ),
        Function(
            "startswith",
            search,
            "5.1.1.5.6",
            "whether the first value begins with the second",
            "strings",
            compares_text=True,
            pushed="service",
        ),
        Function(
            "substring",
            _SUBSTRING,
            "5.1.1.5.7",
            "the text from a position on (from 0), of a length if one is given",
            "strings",
            may_fail=True,
            pushed="engine",
        ),
        # 5.1.1.6 Collection Functions
        Function(
            "hassubset",
            whole,
            "5.1.1.6.1",
            "whether every item of the second collection is one of the first",
            "collections",
            compares_text=True,
            drawn=False,
        ),
        Function(
            "hassubsequence",
            whole,
            "5.1.1.6.2",
            "whether the items of the second collection stand in the first in this order, not always side by side",
            "collections",
            compares_text=True,
            drawn=False,
        ),
        # 5.1.1.7 String Functions
        Function(
            "matchespattern",
            texts,
            "5.1.1.7.1",
            "whether a regular expression (ECMAScript) finds something in the text",
            "strings",
            "matchesPattern",
            constant=False,
            may_fail=True,
            pushed="engine",
        ),
        Function("tolower", text, "5.1.1.7.2", "the text in lower case", "strings", pushed="engine"),
        Function("toupper", text, "5.1.1.7.3", "the text in upper case", "strings", pushed="engine"),
        Function("trim", text, "5.1.1.7.4", "the text without blanks around it", "strings", pushed="engine"),
        # 5.1.1.8 Date and Time Functions
        Function("date", _one(("DateTimeOffset",), "Date"), "5.1.1.8.1", "the date of an instant", "dates", pushed="engine"),
        Function("day", day, "5.1.1.8.2", "the day of the month, from 1", "dates", pushed="engine"),
        Function(
            "fractionalseconds",
            _each(_TIME_PART, "Decimal"),
            "5.1.1.8.3",
            "the part of a second, from 0 to below 1",
            "dates",
            pushed="engine",
        ),
        Function("hour", clock, "5.1.1.8.4", "the hour, from 0 to 23", "dates", pushed="engine"),
        Function("maxdatetime", _INSTANT, "5.1.1.8.5", "the latest instant there is", "dates", pushed="engine"),
        Function("mindatetime", _INSTANT, "5.1.1.8.6", "the earliest instant there is", "dates", pushed="engine"),
        Function("minute", clock, "5.1.1.8.7", "the minute, from 0 to 59", "dates", pushed="engine"),
        Function("month", day, "5.1.1.8.8", "the month, from 1", "dates", pushed="engine"),
        Function("now", _INSTANT, "5.1.1.8.9", "this moment", "dates", constant=False, pushed="engine"),
        Function("second", clock, "5.1.1.8.10", "the second, from 0 to 59", "dates", pushed="engine"),
        Function(
            "time", _one(("DateTimeOffset",), "TimeOfDay"), "5.1.1.8.11", "the time of day of an instant", "dates", pushed="engine"
        ),
        Function(
            "totaloffsetminutes",
            _one(("DateTimeOffset",), "Int32"),
            "5.1.1.8.12",
            "how many minutes an instant's zone is ahead of UTC",
            "dates",
            pushed="engine",
        ),
        Function(
            "totalseconds",
            _one(("Duration",), "Decimal"),
            "5.1.1.8.13",
            "how many seconds a duration has",
            "dates",
            pushed="engine",
        ),
        Function("year", day, "5.1.1.8.14", "the year", "dates", pushed="engine"),
        # 5.1.1.9 Arithmetic Functions
        Function("ceiling", _ROUNDED, "5.1.1.9.1", "the number rounded up to a whole one", "numbers"),
        Function("floor", _ROUNDED, "5.1.1.9.2", "the number rounded down to a whole one", "numbers"),
        Function("round", _ROUNDED, "5.1.1.9.3", "the number rounded to the nearest whole one, halves away from zero", "numbers"),
        # 5.1.1.11 Geo Functions: checked and serialised, not evaluated
        Function(
            "geo.distance", _one(("Geo", "Geo"), "Double"), "5.1.1.11.1", "the shortest distance between two points", drawn=False
        ),
        Function("geo.intersects", _one(("Geo", "Geo"), "Boolean"), "5.1.1.11.2", "whether a point lies in an area", drawn=False),
        Function("geo.length", _one(("Geo",), "Double"), "5.1.1.11.3", "the length of a line", drawn=False),
    )


FUNCTIONS: dict[str, Function] = {function.name: function for function in _rows()}
"""Every canonical function by its lower-case name."""
