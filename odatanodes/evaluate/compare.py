"""Comparisons, `in` and `has` to closures.

A comparison of a path with a literal, which is nearly all of them, becomes a test of the raw value of the node: a class check,
then one Python comparison. Anything else evaluates both sides and asks functions.operators.
"""

from __future__ import annotations

import operator
from decimal import Decimal

from odatanodes import ast, edm
from odatanodes.evaluate.dates import Bound
from odatanodes.functions import values
from odatanodes.functions.operators import NUMBERS, compare, equal
from odatanodes.functions.values import NUMBER, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.evaluate.scope import Compiled, Scope
    from odatanodes.runtime import Place

    Test = Callable[[Any, Any], bool]
    Compile = Callable[[ast.Expr, Scope], Compiled]

__all__ = ["comparison", "general_test", "in_collection", "literal_test", "membership", "read_as"]

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}

_NUMBER_TYPES = edm.NUMBERS | {NUMBER}


def wanted(type: edm.Type, beside: edm.Type) -> edm.Type:
    """Return the type a value without one must have beside a value of another type."""
    if type is not edm.ANY:
        return type
    if isinstance(beside, edm.PrimitiveType) and beside in edm.NUMBERS:
        return NUMBER
    return edm.ANY if beside is edm.NULL else beside


def read_as(value: Compiled, type: edm.Type, place: Place) -> Compiled:
    """Return a closure that reads what another one gives as a type, for values no schema has given one."""
    place.expect(type)
    read = place.read

    def f(n: Any, e: tuple[Any, ...]) -> Any:
        found = value(n, e)
        return None if found is None else read(found, n)

    return f


def literal_value(literal: ast.Literal, type: edm.Type) -> Any:
    """Return a literal's value as a type: unprefixed durations and enumeration members are strings in the text (4.01)."""
    value = literal.value
    if isinstance(value, edm.EnumValue):
        return values.flags(value)
    if isinstance(value, str) and (type is edm.DURATION or isinstance(type, edm.EnumType)):
        try:
            return values.reader(type)(value)
        except ValueError:
            return value
    return value


def literal_test(op: str, type: edm.Type, literal: Any, place: Place, *, fold: bool) -> Test:
    """Return the test `value op literal` of a raw value of a node, null rules included; `type` is what the value must be.

    Raises EvaluationError at run time for a value of another type (`place.required`: for null as well).
    """
    if literal is None:
        answer = {"eq": True, "ne": False, "le": True, "ge": True}.get(op, False)
        return _null_test(answer, op == "ne", place)
    place.expect(type)
    if type is edm.DATE_TIME_OFFSET and literal.__class__ is edm.DateTimeOffset:
        exact = Bound(literal).test(op, place)
        return _guarded(exact, op, place)
    if type is edm.STRING and literal.__class__ is str:
        return _string_test(op, literal, place, fold)
    if isinstance(type, edm.PrimitiveType) and type in _NUMBER_TYPES and literal.__class__ in NUMBERS:
        return _number_test(op, literal, place)
    if type is edm.BOOLEAN and literal.__class__ is bool:
        return _class_test(op, bool, literal, place)
    return general_test(op, literal, place, fold=fold)


def _null_test(if_null: bool, otherwise: bool, place: Place) -> Test:
    """Compare with null, which asks only whether there is a value, of whatever type."""

    def test(value: Any, node: Any) -> bool:
        if value is None:
            place.read(None, node)
            return if_null
        return otherwise

    return test


def _guarded(exact: Test, op: str, place: Place) -> Test:
    if_null = op == "ne"

    def test(value: Any, node: Any) -> bool:
        if value is None:
            place.read(None, node)
            return if_null
        return exact(value, node)

    return test


def _string_test(op: str, literal: str, place: Place, fold: bool) -> Test:
    apply, if_null = OPERATORS[op], op == "ne"
    wire = literal.casefold() if fold else literal

    def test(value: Any, node: Any) -> bool:
        if value.__class__ is not str:
            value = place.read(value, node)
            if value is None:
                return if_null
        return apply(value.casefold() if fold else value, wire)

    return test


def _class_test(op: str, kind: type, literal: Any, place: Place) -> Test:
    apply, if_null = OPERATORS[op], op == "ne"

    def test(value: Any, node: Any) -> bool:
        if value.__class__ is not kind:
            value = place.read(value, node)
            if value is None:
                return if_null
        return apply(value, literal)

    return test


def _number_test(op: str, literal: Any, place: Place) -> Test:
    if literal.__class__ is int and isinstance(place.type, edm.PrimitiveType) and place.type in edm.INTEGERS:
        return _class_test(op, int, literal, place)
    return _number_pair_test(op, literal, place)


def _number_pair_test(op: str, literal: Any, place: Place) -> Test:
    apply, if_null = OPERATORS[op], op == "ne"
    as_double = nearest(literal)
    exact = literal.__class__ is int and place.type is not edm.DOUBLE and place.type is not edm.SINGLE

    def test(value: Any, node: Any) -> bool:
        if exact and value.__class__ is int:
            return apply(value, literal)
        value = place.read(value, node)
        if value is None:
            return if_null
        if value.__class__ is float:
            return apply(value, as_double)
        return apply(nearest(value), literal) if literal.__class__ is float else apply(value, literal)

    return test


def general_test(op: str, literal: Any, place: Place, *, fold: bool) -> Test:
    """Return the test `value op literal` of any two values."""

    def test(value: Any, node: Any) -> bool:
        read = place.read(value, node)
        try:
            return compare(op, read, literal, fold)
        except (TypeError, ValueError) as error:
            raise place.wrong(value, node, str(error)) from None

    return test


def comparison(op: str, left: Compiled, right: Compiled, place: Place, *, fold: bool) -> Compiled:
    """Return the comparison of two values."""

    def f(n: Any, e: tuple[Any, ...]) -> bool:
        a = left(n, e)
        b = right(n, e)
        try:
            return compare(op, a, b, fold)
        except (TypeError, ValueError) as error:
            raise place.wrong(a, n, str(error)) from None

    return f


def membership(items: tuple[Any, ...], type: edm.Type, place: Place, *, fold: bool) -> Test:
    """Return the test `value in items` of a raw value: by hash for strings and integers, by `eq` for the rest."""
    place.expect(type)
    has_null = None in items
    known = [item for item in items if item is not None]
    if type is edm.STRING and all(item.__class__ is str for item in known):
        words = frozenset([item.casefold() if fold else item for item in known])

        def string_test(value: Any, node: Any) -> bool:
            if value.__class__ is not str:
                value = place.read(value, node)
                if value is None:
                    return has_null
            return (value.casefold() if fold else value) in words

        return string_test
    return _general_membership(known, place, has_null, fold)


def _general_membership(known: list[Any], place: Place, has_null: bool, fold: bool) -> Test:
    numbers = frozenset(known) if all(item.__class__ is int for item in known) else None

    def test(value: Any, node: Any) -> bool:
        read = place.read(value, node)
        if read is None:
            return has_null
        if numbers is not None and (read.__class__ is int or read.__class__ is Decimal):
            return read in numbers
        try:
            return any(equal(read, item, fold) for item in known)
        except (TypeError, ValueError) as error:
            raise place.wrong(value, node, str(error)) from None

    return test


def in_collection(left: Compiled, right: Compiled, place: Place, *, fold: bool) -> Compiled:
    """Return `left in right` for a collection known only at run time; nothing is in a null collection."""

    def f(n: Any, e: tuple[Any, ...]) -> bool:
        a = left(n, e)
        found = right(n, e)
        if found is None:
            return False
        if found.__class__ is not tuple:
            raise place.wrong(found, n, "'in' needs a collection")
        try:
            return any(equal(a, item, fold) for item in found)
        except (TypeError, ValueError) as error:
            raise place.wrong(a, n, str(error)) from None

    return f
