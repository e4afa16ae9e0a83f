"""Values of a property for which a condition is likely to change: its operations are undone, from their results to the property.

Nothing here is exact: whoever uses the values evaluates the condition on each of them.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING, Any

from odatanodes import ast, edm
from odatanodes.diagnostics import ODataError
from odatanodes.evaluate import value_function
from odatanodes.strategies.patterns import samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.runtime import Rules

SECOND, DAY = edm.PICO, 86_400 * edm.PICO
TICK = 10**5
"""Picoseconds in 100 ns, the step of the service's clock."""
BASE = edm.DateTimeOffset.parse("2025-06-15T12:30:30.5Z")
PARTS = {"hour": 3_600 * SECOND, "minute": 60 * SECOND, "second": SECOND}
YEARS = range(1, 9999)
MAX_LENGTH = 2_000
"""Characters of the longest string made for a length or an index."""


def inverted(condition: ast.Expr, rules: Rules) -> Iterator[Any]:
    """Yield EDM values of the only property in a condition, at the boundaries of its comparisons and searches."""
    for node in ast.walk(condition):
        if isinstance(node, ast.Compare):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if has_path(side) and not has_path(other):
                    for target in _near(constant(other, rules)):
                        yield from _back(side, target, rules)
        elif isinstance(node, ast.In) and isinstance(node.right, ast.List):
            for item in node.right.items[:MAX_LENGTH]:
                yield from _back(node.left, constant(item, rules), rules)
        elif isinstance(node, ast.Call) and node.name in ("startswith", "endswith", "contains", "matchespattern"):
            subject, *rest = node.arguments
            part = constant(rest[0], rules) if rest and isinstance(rest[0], ast.Expr) else None
            if isinstance(part, str) and isinstance(subject, ast.Expr):
                found = samples(part) if node.name == "matchespattern" else (part, part + "x", "x" + part, f"x{part}x")
                for target in (*found, ""):
                    yield from _back(subject, target, rules)


def has_path(node: ast.Expr) -> bool:
    """Return whether an expression reads a property or a variable."""
    return any(isinstance(part, ast.Member | ast.Var | ast.Lambda | ast.Count) for part in ast.walk(node))


def constant(node: ast.Expr, rules: Rules) -> Any:
    """Return the value of an expression without properties, None for one that has none."""
    if isinstance(node, ast.Literal):
        return node.value
    try:
        return value_function(node, None, rules)({})
    except ODataError:
        return None


def _near(value: Any) -> Iterator[Any]:
    """Yield a value and its neighbours."""
    if value is None:
        return
    yield value
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float | Decimal):
        if value == value and abs(value) != float("inf"):  # noqa: PLR0124 - NaN
            yield from (value + 1, value - 1)
    elif isinstance(value, str):
        yield from (value + "x", value[:-1], value.swapcase())
    elif isinstance(value, edm.DateTimeOffset) and value.valid:
        floor = value.order // TICK * TICK
        steps = (0, TICK, -TICK, SECOND, -SECOND)
        yield from [edm.DateTimeOffset.from_order(floor + step) for step in steps if _in_calendar(floor + step)]
    elif isinstance(value, edm.Duration):
        yield from [edm.Duration(value.picoseconds + step) for step in (TICK, -TICK, SECOND, -SECOND)]
    elif isinstance(value, edm.Date) and value.valid:
        yield from [edm.Date.from_days(value.order + step) for step in (1, -1)]


def _in_calendar(order: int) -> bool:
    return edm.DateTimeOffset.from_order(order).local.year in YEARS


def _back(node: ast.Expr, target: Any, rules: Rules) -> Iterator[Any]:
    """Yield values of the property in an expression for which the expression may have the target as its value."""
    match node:
        case _ if target is None:
            return
        case ast.Member() | ast.Count(_, ()):
            yield target
        case ast.Neg(operand) if isinstance(target, int | float | Decimal):
            yield from _back(operand, -target, rules)
        case ast.Neg(operand) if isinstance(target, edm.Duration):
            yield from _back(operand, edm.Duration(-target.picoseconds), rules)
        case ast.Arith(op, left, right) if has_path(left) and has_path(right):
            for value in _shared(op, target):
                yield from _back(left, value, rules)
        case ast.Arith(op, left, right):
            first = has_path(left)
            other = constant(right if first else left, rules)
            for value in _operand(op, target, other, first=first):
                yield from _back(left if first else right, value, rules)
        case ast.Call(None, name, arguments):
            paths = [argument for argument in arguments if isinstance(argument, ast.Expr) and has_path(argument)]
            if len(paths) == 1:
                for value in _argument(name, arguments, target, rules):
                    yield from _back(paths[0], value, rules)
        case ast.Cast(operand) if operand is not None:
            text = str(target)
            yield from _back(operand, target if not text.lstrip("-").isdecimal() else int(text), rules)


def _shared(op: str, target: Any) -> Iterator[int]:
    """Yield values of a property that is both operands of an arithmetic operation."""
    if isinstance(target, int) and not isinstance(target, bool) and abs(target) < 2**64:
        if op == "add":
            yield target // 2
        elif op == "mul" and target >= 0:
            root = isqrt(target)
            yield from (root, -root, root + 1)


def _operand(op: str, target: Any, other: Any, *, first: bool) -> Iterator[Any]:
    """Yield values of one operand of an arithmetic operation; `first` tells whether it is the left one."""
    order, step = _scalar(target), _scalar(other)
    if order is None or step is None:
        return
    results: list[Fraction] = []
    match op:
        case "add":
            results = [order - step]
        case "sub":
            results = [order + step if first else step - order]
        case "mul" if step:
            results = [order / step]
        case "div" | "divby" if first:
            results = [order * step, order * step + 1, order * step + step - 1]
        case "div" | "divby" if order:
            results = [step / order]
        case "mod" if first:
            results = [order, order + step, order - step, order + 10 * step]
    for result in results:
        yield from _typed(op, result, target, other, first=first)


def _scalar(value: Any) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return Fraction(value) if value == value and abs(value) != float("inf") else None  # noqa: PLR0124 - NaN
    order = getattr(value, "order", None)
    if isinstance(value, edm.Date):
        return Fraction(value.order * DAY) if value.valid else None
    return Fraction(order) if isinstance(order, int) else None


def _typed(op: str, result: Fraction, target: Any, other: Any, *, first: bool) -> Iterator[Any]:
    """Yield a number of picoseconds as a value of the operand's type: an instant, a duration, or a number."""
    moments = (edm.DateTimeOffset, edm.Date)
    if isinstance(target, moments) and op in ("add", "sub"):
        moment = not isinstance(other, moments)
    elif isinstance(target, edm.Duration) and op == "sub" and isinstance(other, moments):
        moment = True
    elif isinstance(target, edm.Duration) or isinstance(other, edm.Duration):
        if op in ("add", "sub") or (op == "mul") is not isinstance(other, edm.Duration) or (op != "mul" and first):
            yield edm.Duration(int(result))
        else:
            yield from _numbers(result)
        return
    else:
        yield from _numbers(result)
        return
    floor = int(result) // TICK * TICK
    if not moment:
        yield edm.Duration(int(result))
    elif _in_calendar(floor):
        yield edm.DateTimeOffset.from_order(floor)


def _numbers(result: Fraction) -> Iterator[Any]:
    whole = result.numerator // result.denominator
    if result.denominator == 1:
        yield whole
    else:
        yield from (float(result), whole, whole + 1)


def _argument(name: str, arguments: tuple[Any, ...], target: Any, rules: Rules) -> Iterator[Any]:
    """Yield values of the argument of a function that has the property, for a value of the function."""
    rest = [constant(argument, rules) if not has_path(argument) else None for argument in arguments]
    match name, target:
        case (("tolower" | "toupper"), str()):
            yield from (target, target.swapcase(), target.upper(), target.lower())
        case "trim", str():
            yield from (target, f" {target} ", f" {target}", f"{target} ")
        case "length", int() if 0 <= target <= MAX_LENGTH:
            yield "x" * target
        case "concat", str():
            if isinstance(rest[1], str) and target.endswith(rest[1]):
                yield target[: len(target) - len(rest[1])]
            elif isinstance(rest[0], str) and target.startswith(rest[0]):
                yield target[len(rest[0]) :]
        case "substring", str() if isinstance(rest[1], int) and 0 <= rest[1] <= MAX_LENGTH:
            yield from ("x" * rest[1] + target, "x" * rest[1] + target + "x")
        case "indexof", int() if isinstance(rest[1], str) and target <= MAX_LENGTH:
            yield "" if target < 0 else ("y" if "x" in rest[1] else "x") * target + rest[1]
        case (("round" | "floor" | "ceiling"), int() | float() | Decimal()):
            whole = Fraction(target) if target == target and abs(target) != float("inf") else Fraction(0)  # noqa: PLR0124 - NaN
            yield target
            for near in (whole + Fraction(1, 2), whole - Fraction(1, 2)):
                yield from _numbers(near)
        case "totalseconds", int() | float() | Decimal():
            if (seconds := _scalar(target)) is not None:
                yield edm.Duration(int(seconds * SECOND))
        case _:
            yield from _moments(name, target)


def _moments(name: str, target: Any) -> Iterator[Any]:
    """Yield instants whose part has a value, and the last ones before that."""
    day = BASE.local
    if name == "date" and isinstance(target, edm.Date) and target.valid:
        start = target.order * DAY
        starts = [start, start + DAY // 2, start + DAY - TICK]
    elif name == "time" and isinstance(target, edm.TimeOfDay):
        starts = [day.order * DAY + target.picoseconds // TICK * TICK]
    elif name == "fractionalseconds" and (fraction := _scalar(target)) is not None and 0 <= fraction < 1:
        starts = [BASE.order // SECOND * SECOND + int(fraction * SECOND) // TICK * TICK]
    elif isinstance(target, int):
        starts = list(part_starts(name, target))
    else:
        return
    yield from [edm.DateTimeOffset.from_order(start) for start in starts if _in_calendar(start)]


def part_starts(name: str, number: int) -> Iterator[int]:
    """Yield the first instant at which a part of the date has a value, and the last one before it."""
    day = BASE.local
    if name == "year" and number in YEARS:
        start = edm.Date(number, 1, 1).order * DAY
    elif name == "month" and 1 <= number <= 12:
        start = edm.Date(day.year, number, 1).order * DAY
    elif name == "day" and 1 <= number <= 30:
        start = edm.Date(day.year, day.month, number).order * DAY
    elif name in PARTS and 0 <= number < 60:
        start = day.order * DAY + number * PARTS[name]
    else:
        return
    yield from (start, start - TICK)
