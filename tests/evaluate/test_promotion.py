"""Numeric promotion (URL Conventions 5.1.1.16): every pair of number types and every operator, literals and properties alike.

The oracle converts both operands to the type they are promoted to and calculates there; the reference evaluator has to agree
with it, and so do all forms of evaluation, constant folding and normalising.
"""

from __future__ import annotations

import math
import operator
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, edm
from odatanodes.check import check
from odatanodes.evaluate import Rules, compile_predicate
from odatanodes.normalize import normalize
from odatanodes.parse import parse_filter
from odatanodes.schema import EntityType, Property
from tests.kit.reference import Reference

if TYPE_CHECKING:
    from collections.abc import Callable

EXACT = Context(prec=200, rounding=ROUND_HALF_UP)
TYPES = {type.name.removeprefix("Edm."): type for type in (edm.INT32, edm.INT64, edm.DECIMAL, edm.DOUBLE)}
VALUES: dict[str, tuple[str, ...]] = {
    "Int32": ("0", "-7", "2"),
    "Int64": ("5", "9007199254740993", "-9007199254740993"),
    "Decimal": ("0.0", "0.1", "-2.5", "9007199254740993.0"),
    "Double": ("0e0", "1e-1", "2e0", "9007199254740992e0", "-9007199254740992e0"),
}
"""Literals of each type; a Double holds the large integers only approximately."""
COMPARED: dict[str, Callable[[Any, Any], bool]] = {name: getattr(operator, name) for name in ("eq", "ne", "lt", "le", "gt", "ge")}
ARITHMETIC = ("add", "sub", "mul", "div", "divby", "mod")
SCHEMA = EntityType("Numbers", {f"{side}{name}": Property(f"{side}{name}", type) for name, type in TYPES.items() for side in "lrx"})


def parsed(name: str, text: str) -> Any:
    return int(text) if name.startswith("Int") else Decimal(text) if name == "Decimal" else float(text)


def promoted(left: str, right: str) -> str:
    return max(left, right, key=list(TYPES).index)


def converted(name: str, value: Any) -> Any:
    return float(value) if name == "Double" else Decimal(value) if name == "Decimal" else value


def calculated(op: str, name: str, a: Any, b: Any) -> tuple[str, Any]:
    """Return type and value of an operation on two values of a type; None for a value that is an error."""
    if op == "divby" and name.startswith("Int"):
        name, a, b = "Decimal", Decimal(a), Decimal(b)
    if b == 0 and (op == "mod" or (op == "div" and name != "Double")):
        return name, None
    if b == 0 and op in {"div", "divby"}:
        return "Double", math.nan if a == 0 else math.copysign(math.inf, a)
    if name == "Double":
        return name, math.fmod(a, b) if op == "mod" else {"add": a + b, "sub": a - b, "mul": a * b}.get(op, a / b if b else 0.0)
    if name == "Decimal":
        names = {"add": "add", "sub": "subtract", "mul": "multiply", "div": "divide", "divby": "divide", "mod": "remainder"}
        return name, getattr(EXACT, names[op])(a, b)
    quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1) if b else 0
    return name, {"add": a + b, "sub": a - b, "mul": a * b, "div": quotient, "mod": a - b * quotient}[op]


def wire(name: str, value: Any) -> Any:
    """Return a value as JSON has it: Int64 and Decimal as texts, infinities and NaN by name."""
    if name == "Double":
        return value if math.isfinite(value) else "NaN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    return value if name == "Int32" else str(value)


def forms(left: tuple[str, str], right: tuple[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return an item with both values, and the four ways to write them as operands."""
    item = {f"l{left[0]}": wire(left[0], parsed(*left)), f"r{right[0]}": wire(right[0], parsed(*right))}
    return item, list(product((f"l{left[0]}", left[1]), (f"r{right[0]}", right[1])))


def assert_answer(text: str, item: dict[str, Any], wanted: bool) -> None:
    expr, findings = check(parse_filter(text), SCHEMA)
    if errors := [finding.code for finding in findings if finding.severity == "error"]:
        assert set(errors) == {"ODN311"}  # an Int32 and a literal beyond it
        return
    normal = normalize(expr, "odata")
    reference = Reference(item, case_sensitive=True)
    closures, generated = compile_predicate(expr, None, Rules("odata")), compile_predicate(expr, None, Rules("odata"))
    generated.generate()
    found = [reference.matches(expr), reference.matches(normal), closures.matches(item), bool(generated.apply([item]))]
    assert found == [wanted] * len(found), (text, item)


pairs = pytest.mark.parametrize(("left", "right"), list(product(TYPES, repeat=2)))


@pairs
def test_comparisons(left: str, right: str) -> None:
    common = promoted(left, right)
    for a, b in product(VALUES[left], VALUES[right]):
        item, operands = forms((left, a), (right, b))
        one, other = converted(common, parsed(left, a)), converted(common, parsed(right, b))
        for op, compare in COMPARED.items():
            for first, second in operands:
                assert_answer(f"{first} {op} {second}", item, compare(one, other))


def test_membership_promotes_as_eq_does() -> None:
    item = {"lInt64": "9007199254740993", "lDouble": 9007199254740992.0, "lDecimal": "9007199254740993"}
    for text in ("lInt64 in (9007199254740992e0)", "lDouble in (1,9007199254740993)", "lDecimal in (9007199254740992e0)"):
        assert_answer(text, item, True)
    assert_answer("lDecimal in (9007199254740992,1)", item, False)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("lInt64 eq 9007199254740992e0", "lInt64 eq 9007199254740992"),
        ("lDouble eq 9007199254740993", "lDouble eq 9007199254740992"),
        ("lInt64 gt 9007199254740992e0", "lInt64 ge 9007199254740993"),
    ],
)
def test_verdicts_know_it(text: str, other: str) -> None:
    """No verdict may say of integers and doubles what holds of exact numbers only."""
    one, two = Filter(text, SCHEMA), Filter(other, SCHEMA)
    items = [{"lInt64": str(2**53 + n), "lDouble": float(2**53 + n)} for n in (-1, 0, 1, 2)]
    differ = any(one.matches(item) is not two.matches(item) for item in items)
    verdict = one.equivalent(two)
    assert verdict.answer is not differ or verdict.answer is None


@pytest.mark.thorough
@pairs
def test_arithmetic(left: str, right: str) -> None:
    """The result is compared with a property of its type, so that type and value have to be right."""
    common = promoted(left, right)
    for (a, b), op in product(product(VALUES[left], VALUES[right]), ARITHMETIC):
        item, operands = forms((left, a), (right, b))
        name, value = calculated(op, common, converted(common, parsed(left, a)), converted(common, parsed(right, b)))
        if value is None:
            continue
        item |= {f"x{name}": wire(name, value)}
        for first, second in operands:
            assert_answer(f"{first} {op} {second} eq x{name}", item, not (isinstance(value, float) and math.isnan(value)))
