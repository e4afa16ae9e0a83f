"""Literals of an expression as operands."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from odatanodes import edm
from odatanodes.engines.backend import Unsupported
from odatanodes.engines.operand import NULL, Operand

if TYPE_CHECKING:
    from odatanodes.engines.backend import Backend

__all__ = ["FIRST_SECOND", "INT64_MAX", "LAST_SECOND", "TICKS", "TIME_TAIL", "bound", "clean", "computed", "fixed_text", "literal"]

INT64_MAX = 2**63 - 1
TICKS = 10**7
"""Ticks of 100 nanoseconds in a second: the wire has seven fractional digits."""
FIRST_SECOND, LAST_SECOND = -62_167_219_200, 253_402_300_799
"""Seconds from 1970 to the first and last second of years with four digits."""
TIME_TAIL = "Z0."
"""Without these characters at its end, the text of a plain instant orders and compares as the instant does."""


def clean(value: str) -> str:
    """Return a text that can be encoded; raises Unsupported for lone surrogates."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unsupported("a lone surrogate has no place in the engine's text") from None
    return value


def literal(b: Backend, value: object, type: edm.Type) -> Operand:
    """Return the operand of a literal's value; numbers get their term when they are needed."""
    match value:
        case None:
            return NULL
        case bool():
            return Operand("boolean", b.boolean(value), nullable=False, literal=value)
        case str():
            if type is edm.DURATION:
                return _duration(edm.Duration.parse(value))
            return Operand("string", b.text(clean(value)), nullable=False, literal=value, ascii=value.isascii())
        case int() | Decimal():
            return Operand("integer", None, nullable=False, literal=value)
        case float():
            return Operand("real", None, nullable=False, literal=value)
        case edm.DateTimeOffset():
            utc = value.utc()
            _four_digits(utc.local.year)
            return Operand("instant", b.text(str(utc).rstrip(TIME_TAIL)), nullable=False, literal=value)
        case edm.Date():
            _four_digits(value.year)
            return Operand("date", b.text(str(value)), nullable=False, literal=value)
        case edm.TimeOfDay():
            return Operand("time", b.text(str(value).rstrip(TIME_TAIL)), nullable=False, literal=value)
        case edm.Duration():
            return _duration(value)
    raise Unsupported(f"literals of {type.name} are not pushed down")


def _duration(value: edm.Duration) -> Operand:
    return Operand("duration", None, nullable=False, literal=Fraction(value.picoseconds, edm.PICO))


def _four_digits(year: int) -> None:
    if not 0 <= year <= 9999:
        raise Unsupported("a year of more than four digits")


def computed(b: Backend, value: Operand) -> Operand:
    """Return a literal number as an integer of the engine, with range and scale; any other operand as it is."""
    if not value.is_literal:
        return value
    if isinstance(value.literal, float):
        raise Unsupported("arithmetic on doubles is not pushed down")
    number, scale = Fraction(value.literal), 0
    while number.denominator != 1 and scale < 12:
        number *= 10
        scale += 1
    whole = number.numerator
    if number.denominator != 1 or abs(whole) > INT64_MAX:
        raise Unsupported("a number of more digits than 64 bits have")
    return Operand(value.kind, b.integer(whole), nullable=False, low=whole, high=whole, scale=scale, literal=value.literal)


def fixed_text(ticks: int) -> str:
    """Return an instant, in ticks from 1970, as the 28 characters of a column of fixed width.

    >>> fixed_text(5)
    '1970-01-01T00:00:00.0000005Z'
    """
    whole = edm.DateTimeOffset.from_order(ticks * (edm.PICO // TICKS))
    seconds, _, fraction = str(whole)[:-1].partition(".")
    return f"{seconds}.{fraction:0<7}Z"


def bound(op: str, number: Fraction | float) -> tuple[str, int] | bool:
    """Return the comparison of an integer with a number as one with an integer, or what it is for every integer.

    >>> bound("lt", Fraction(3, 2)), bound("eq", Fraction(3, 2)), bound("lt", float("inf"))
    (('lt', 2), False, True)
    """
    if isinstance(number, float):
        if math.isnan(number) or (math.isinf(number) and op in {"eq", "ne"}):
            return op == "ne"
        if math.isinf(number):
            return (op in {"lt", "le"}) is (number > 0)
        number = Fraction(number)
    if op in {"eq", "ne"}:
        return (op, number.numerator) if number.denominator == 1 else op == "ne"
    return op, math.ceil(number) if op in {"lt", "ge"} else math.floor(number)
