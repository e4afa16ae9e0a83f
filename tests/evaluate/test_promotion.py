"""Numbers of two types compare and reckon alike whether they are written in the filter or read from the item.

Source: OData 4.01 URL Conventions 5.1.1.2 (arithmetic operators, numeric promotion).
"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from odatanodes import EvaluationError, Filter, ODataCheckError, edm
from odatanodes.schema import EntityType, Property

VALUES: dict[str, tuple[tuple[str, Any], ...]] = {
    "Int32": (("0", 0), ("7", 7), ("-3", -3)),
    "Int64": (("3000000000", 3_000_000_000), ("9007199254740993", 9_007_199_254_740_993), ("9007199254740992", "9007199254740992")),
    "Decimal": (("1.5", "1.5"), ("0.1", 0.1), ("3000000000.0", 3_000_000_000), ("9007199254740993.0", "9007199254740993")),
    "Double": (("1.5e0", 1.5), ("1e-1", 0.1), ("3e9", 3e9), ("9.007199254740992e15", 9007199254740992.0), ("NaN", "NaN")),
}
"""For each type literals, with the same value as an item has it."""
NUMBERS = EntityType(
    "Numbers",
    {
        f"{side}{name}": Property(f"{side}{name}", edm.PRIMITIVES[f"Edm.{name}"], True)
        for side, name in product(("left", "right"), VALUES)
    },
    key="leftInt32",
)
PAIRS = list(product(VALUES, VALUES))
COMPARISONS = ("eq", "ne", "lt", "le", "gt", "ge")
ARITHMETIC = ("add", "sub", "mul", "div", "divby", "mod")


def results(text: str, left: str, right: str, one: tuple[str, Any], other: tuple[str, Any]) -> set[Any]:
    """Evaluate a filter with its two operands as literals and as properties, in each combination that is allowed.

    A literal that no value of the property can equal (ODN311) is refused.
    """
    found: set[Any] = set()
    item = {f"left{left}": one[1], f"right{right}": other[1]}
    for a, b in product((one[0], f"left{left}"), (other[0], f"right{right}")):
        try:
            found.add(Filter(text.format(a, b), NUMBERS).matches(item))
        except EvaluationError:
            found.add("cannot be evaluated")
        except ODataCheckError as refused:
            if [one.code for one in refused.diagnostics] != ["ODN311"]:
                raise
    return found


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_comparisons(left: str, right: str) -> None:
    for op, one, other in product(COMPARISONS, VALUES[left], VALUES[right]):
        assert len(results(f"{{}} {op} {{}}", left, right, one, other)) == 1, (op, one, other)


@pytest.mark.parametrize(("left", "right"), PAIRS)
def test_arithmetic(left: str, right: str) -> None:
    for op, one, other in product(ARITHMETIC, VALUES[left][:3], VALUES[right][1:3]):
        for bound in ("eq 0", "gt 4500000000", "le 1e-1"):
            assert len(results(f"{{}} {op} {{}} {bound}", left, right, one, other)) == 1, (op, one, other, bound)
