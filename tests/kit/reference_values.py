"""Values of the reference evaluator: wire values, arithmetic, functions and casts.

Sections are those of OData 4.01 URL Conventions.
"""

from __future__ import annotations

import base64
import math
import re
import uuid
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from odatanodes import edm


class MissingError(Exception):
    """A required property is not there."""


class FailedError(Exception):
    """There is no value."""


def number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def wire(value: Any, type: edm.Type) -> Any:
    """Read a JSON value as a type (JSON Format 7.1)."""
    if type is edm.ANY or type is edm.NULL:
        return tuple(wire(item, type) for item in value) if isinstance(value, list) else value
    if isinstance(type, edm.StructuredType):
        return value if isinstance(value, dict) else fail()
    if isinstance(type, edm.EnumType):
        return frozenset(part.strip() for part in value.split(",")) if isinstance(value, str) else value
    if type is edm.STRING:
        return value if isinstance(value, str) else fail()
    if type is edm.BOOLEAN:
        return value if isinstance(value, bool) else fail()
    if type in edm.INTEGERS:
        if type is edm.INT64 and isinstance(value, str):
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else fail()
    if type in (edm.DOUBLE, edm.SINGLE):
        return float(value) if number(value) or value in ("INF", "-INF", "NaN") else fail()
    if type is edm.DECIMAL:
        return Decimal(str(value)) if number(value) or isinstance(value, str) else fail()
    if type is edm.GUID:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(value)
    if type is edm.BINARY:
        return value if isinstance(value, bytes) else base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    kinds: dict[edm.Type, Any] = {edm.DATE_TIME_OFFSET: edm.DateTimeOffset, edm.DATE: edm.Date, edm.TIME_OF_DAY: edm.TimeOfDay}
    kind = kinds.get(type, edm.Duration)
    return value if isinstance(value, kind) else parsed(value, kind) if isinstance(value, str) else fail()


def parsed(text: str, kind: Any) -> Any:
    """Read a text as a date, an instant, a time or a duration; days that no calendar has are refused."""
    found = kind.parse(text)
    return found if getattr(found, "valid", True) else fail()


def fail() -> Any:
    raise FailedError


def arithmetic(op: str, a: Any, b: Any) -> Any:
    """5.1.1.2."""
    if a is None or b is None:
        return None
    if isinstance(a, str) or isinstance(b, str):
        return arithmetic(op, moment(a), moment(b))
    if not number(a) or not number(b):
        return time_arithmetic(op, a, b)
    if op == "mod" and b == 0:
        raise FailedError
    if isinstance(a, float) or isinstance(b, float):
        return doubles(op, float(a), float(b))
    if op == "divby":
        a, b = Decimal(a), Decimal(b)
        if b == 0:
            return math.nan if a == 0 else math.copysign(math.inf, a)
        op = "div"
    if b == 0 and op in ("div", "mod"):
        raise FailedError
    if isinstance(a, int) and isinstance(b, int):
        exact = Fraction(a, b) if op == "div" else Fraction(0)
        return (
            {"add": a + b, "sub": a - b, "mul": a * b, "div": math.trunc(exact)}[op]
            if op != "mod"
            else a - b * math.trunc(Fraction(a, b))
        )
    with localcontext() as context:
        context.prec = 200
        context.rounding = ROUND_HALF_UP
        a, b = Decimal(a), Decimal(b)
        return {"add": a.__add__, "sub": a.__sub__, "mul": a.__mul__, "div": a.__truediv__, "mod": a.__mod__}[op](b)


def moment(value: Any) -> Any:
    """Read a text that no schema types as the duration, instant or date it spells."""
    if not isinstance(value, str):
        return value
    kind = edm.Duration if "P" in value[:2] else edm.DateTimeOffset if ":" in value else edm.Date
    try:
        return parsed(value, kind)
    except ValueError:
        raise FailedError from None


def doubles(op: str, a: float, b: float) -> float:
    if op in ("div", "divby"):
        if b == 0:
            return math.nan if a == 0 or math.isnan(a) else math.copysign(math.inf, a)
        return a / b
    if op == "mod":
        return math.nan if math.isinf(a) or math.isnan(a) else math.fmod(a, b)
    return {"add": a + b, "sub": a - b, "mul": a * b}[op]


def time_arithmetic(op: str, a: Any, b: Any) -> Any:
    if isinstance(a, edm.Duration) and number(b) and op in ("mul", "div", "divby"):
        return scaled(a, b, op)
    if number(a) and isinstance(b, edm.Duration) and op == "mul":
        return scaled(b, a, op)
    sign = {"add": 1, "sub": -1}.get(op)
    if sign is None:
        raise FailedError
    if op == "sub" and type(a) is type(b) and isinstance(a, (edm.DateTimeOffset, edm.Date)):
        unit = 24 * 60 * 60 * 10**12 if isinstance(a, edm.Date) else 1
        return edm.Duration((a.order - b.order) * unit)
    if not isinstance(b, edm.Duration):
        raise FailedError
    moved = sign * b.picoseconds
    if isinstance(a, edm.Duration):
        return edm.Duration(a.picoseconds + moved)
    if isinstance(a, edm.DateTimeOffset):
        return edm.DateTimeOffset.from_order(a.order + moved, a.offset)
    return edm.Date.from_days(a.order + math.floor(Fraction(moved, 24 * 60 * 60 * 10**12)))


def scaled(duration: edm.Duration, by: Any, op: str) -> edm.Duration:
    if isinstance(by, float) and not math.isfinite(by):
        raise FailedError
    factor = Fraction(by)
    if op != "mul":
        if factor == 0:
            raise FailedError
        factor = 1 / factor
    exact = abs(duration.picoseconds * factor)
    sign = -1 if duration.picoseconds * factor < 0 else 1
    return edm.Duration(sign * math.floor(exact + Fraction(1, 2)))


def clock(value: Any) -> tuple[int, int, int, Fraction]:
    if isinstance(value, str):
        value = parsed(value, edm.TimeOfDay if value[2:3] == ":" else edm.DateTimeOffset)
    match = re.search(r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?", str(value))
    assert match is not None
    hour, minute, second, fraction = match.groups()
    return int(hour), int(minute), int(second), Fraction(int((fraction or "0").ljust(12, "0")), 10**12)


def calendar(value: Any) -> tuple[int, int, int]:
    if isinstance(value, str):
        value = parsed(value, edm.DateTimeOffset if ":" in value else edm.Date)
    day = value.local if isinstance(value, edm.DateTimeOffset) else value
    return day.year, day.month, day.day


def whole(value: Any, rounding: str) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return value
    rounded = Decimal(value).to_integral_value(rounding)
    return math.copysign(float(rounded), value) if isinstance(value, float) else rounded


def seconds(picoseconds: int) -> Decimal:
    return Decimal(picoseconds).scaleb(-12)


def part_of(value: Any, start: int, count: int | None = None) -> Any:
    if count is not None and count < 0:
        raise FailedError
    begin = max(len(value) + start, 0) if start < 0 else start
    return value[begin:] if count is None else value[begin : begin + count]


FUNCTIONS: dict[str, Any] = {
    "concat": lambda a, b: a + b,
    "length": len,
    "substring": part_of,
    "tolower": str.lower,
    "toupper": str.upper,
    "trim": str.strip,
    "matchespattern": lambda a, b: re.search(b, a) is not None,
    "year": lambda a: calendar(a)[0],
    "month": lambda a: calendar(a)[1],
    "day": lambda a: calendar(a)[2],
    "hour": lambda a: clock(a)[0],
    "minute": lambda a: clock(a)[1],
    "second": lambda a: clock(a)[2],
    "fractionalseconds": lambda a: Decimal(clock(a)[3].numerator) / clock(a)[3].denominator,
    "date": lambda a: a.local,
    "time": lambda a: edm.TimeOfDay(a.picoseconds),
    "totaloffsetminutes": lambda a: a.offset,
    "totalseconds": lambda a: seconds(a.picoseconds),
    "mindatetime": lambda: edm.DateTimeOffset.parse("0001-01-01T00:00:00Z"),
    "maxdatetime": lambda: edm.DateTimeOffset.parse("9999-12-31T23:59:59.999999999999Z"),
    "ceiling": lambda a: whole(a, ROUND_CEILING),
    "floor": lambda a: whole(a, ROUND_FLOOR),
    "round": lambda a: whole(a, ROUND_HALF_UP),
}


def cast(value: Any, name: str) -> Any:
    """5.1.1.10.1, for the primitive types."""
    if value is None:
        return None
    kind = edm.PRIMITIVES[name if name.startswith("Edm.") else f"Edm.{name}"]
    if kind is edm.STRING:
        return spelt(value)
    try:
        if isinstance(value, str):
            return cast_text(value, kind)
        if number(value) and kind in edm.NUMBERS:
            return cast_number(value, kind)
        return value if edm.type_of(value) is kind else None
    except (ValueError, OverflowError, ArithmeticError, FailedError):
        return None


def cast_text(value: str, kind: edm.PrimitiveType) -> Any:
    if kind is edm.BOOLEAN:
        return {"true": True, "false": False}.get(value)
    if kind in edm.NUMBERS:
        if kind in (edm.DOUBLE, edm.SINGLE) and value in ("INF", "-INF", "NaN"):
            return float(value)
        return cast_number(Decimal(value), kind) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?", value) else None
    if kind is edm.DATE_TIME_OFFSET and re.fullmatch(r"-?\d{4,}-\d\d-\d\d[Tt][0-9:.]+", value):
        value += "Z"
    if kind is edm.GUID and not re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", value):
        return None
    found = wire(value, kind)
    return found if getattr(found, "valid", True) else None


def cast_number(value: Any, kind: edm.PrimitiveType) -> Any:
    if kind is edm.DOUBLE:
        found = float(value)
        return None if math.isinf(found) and not isinstance(value, float) else found
    if kind is edm.SINGLE:
        import struct

        return struct.unpack("<f", struct.pack("<f", value))[0]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    exact = Decimal(str(value)) if isinstance(value, float) and kind is edm.DECIMAL else Decimal(value)
    if kind is edm.DECIMAL:
        return exact
    bits = {edm.BYTE: 8, edm.SBYTE: 8, edm.INT16: 16, edm.INT32: 32, edm.INT64: 64}[kind]
    low, high = (0, 255) if kind is edm.BYTE else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    rounded = int(exact.to_integral_value(ROUND_HALF_UP))
    return rounded if low <= rounded <= high else None


def spelt(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return {"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(str(value), str(value))
    if isinstance(value, Decimal):
        whole, _, fraction = f"{value:f}".partition(".")
        while fraction.endswith("0"):
            fraction = fraction[:-1]
        return f"{whole}.{fraction}" if fraction else whole
    if isinstance(value, bytes):
        return base64.urlsafe_b64encode(value).decode().rstrip("=")
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    return None if isinstance(value, (tuple, dict)) else str(value)
