"""Expressions whose value is a string, and the functions that strings share with collections.

Source: OData 4.01 URL Conventions 5.1.1.5 (String and Collection Functions) and 5.1.1.7 (String Functions).
"""

from __future__ import annotations

from odatanodes import edm
from odatanodes.build.expressions import CLASSES, Comparable, Condition, Expression, M, R, V, call_node, compare, make
from odatanodes.build.generic import Generic
from odatanodes.build.numbers import NumberExpr

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from enum import Enum
    from typing import TypeAlias

    from odatanodes.build.numbers import NumberLike
    from odatanodes.build.paths import AnyExpr

    StringLike: TypeAlias = "str | Textual | AnyExpr"
    Member: TypeAlias = "M | Enum | Textual | AnyExpr"


class Sequential(Expression, Generic[V, R]):
    """The functions that strings and collections share: arguments `V` of the same kind, results `R`."""

    __slots__ = ()

    def contains(self, part: V) -> Condition:
        """`contains(x,part)`."""
        return Condition(call_node("contains", self._kind, self, part))

    def startswith(self, start: V) -> Condition:
        """`startswith(x,start)`."""
        return Condition(call_node("startswith", self._kind, self, start))

    def endswith(self, end: V) -> Condition:
        """`endswith(x,end)`."""
        return Condition(call_node("endswith", self._kind, self, end))

    def indexof(self, part: V) -> NumberExpr:
        """`indexof(x,part)`: from zero, -1 when it is not there."""
        return NumberExpr(call_node("indexof", self._kind, self, part))

    def length(self) -> NumberExpr:
        """`length(x)`."""
        return NumberExpr(call_node("length", "", self))

    def concat(self, end: V) -> R:
        """`concat(x,end)`."""
        return make(call_node("concat", self._kind, self, end), self._type)  # type: ignore[return-value]

    def substring(self, start: NumberLike, length: NumberLike | None = None) -> R:
        """`substring(x,start)` or `substring(x,start,length)`; `start` counts from zero."""
        ends = () if length is None else (length,)
        return make(call_node("substring", "number", self, start, *ends), self._type)  # type: ignore[return-value]


class Textual(Sequential["StringLike", "StringExpr"]):
    """The functions of strings."""

    __slots__ = ()
    _kind = "string"
    _default = edm.STRING

    def matchespattern(self, pattern: StringLike) -> Condition:
        """`matchesPattern(x,pattern)`: a regular expression that may match anywhere."""
        return Condition(call_node("matchespattern", "string", self, pattern))

    def tolower(self) -> StringExpr:
        """`tolower(x)`."""
        return StringExpr(call_node("tolower", "", self))

    def toupper(self) -> StringExpr:
        """`toupper(x)`."""
        return StringExpr(call_node("toupper", "", self))

    def trim(self) -> StringExpr:
        """`trim(x)`: without white space at both ends."""
        return StringExpr(call_node("trim", "", self))


class StringExpr(Comparable["StringLike | Enum"], Textual):
    """A string."""

    __slots__ = ()
    _kind = "string"


class EnumExpr(Comparable["Member[M]"], Textual, Generic[M]):
    """A string that is one of the members `M`, given as text or as a member of an enum class with these values.

    The operators `==` and `!=` take any string, whose value a type checker need not know; the methods take members only. Of
    values that are known at run time only: `any_of(node.state == value for value in values)`.
    """

    __slots__ = ()
    __hash__ = object.__hash__
    _kind = "string"

    def __eq__(self, other: Member[M] | str | None) -> Condition:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: Member[M] | str | None) -> Condition:  # type: ignore[override]
        return compare("ne", self, other)


CLASSES["string"] = StringExpr
CLASSES["enumeration"] = EnumExpr
