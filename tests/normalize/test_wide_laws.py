"""Law 4 over types that BatchNode does not have, and without a schema: NaN, null and values of other kinds stay apart."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.check import check
from odatanodes.normalize import findings
from odatanodes.parse import parse_filter
from odatanodes.schema import EntityType, Property
from tests.kit.laws import answer, assert_lawful
from tests.normalize.test_laws import ABSENT

if TYPE_CHECKING:
    from odatanodes import ast

FLAGS = edm.EnumType("Wide.Flags", ("A", "B"), flags=True)
WIDE = EntityType(
    "Wide",
    {
        name: Property(name, type, nullable)
        for name, type, nullable in (
            ("d", edm.DOUBLE, True),
            ("required", edm.DOUBLE, False),
            ("s", edm.SINGLE, True),
            ("m", edm.DECIMAL, True),
            ("l", edm.INT64, True),
            ("g", edm.GUID, True),
            ("b", edm.BINARY, True),
            ("f", FLAGS, True),
            ("t", edm.STRING, True),
        )
    },
    key="t",
)
GUID = "01234567-89ab-cdef-0123-456789abcdef"
NUMBERS = ("null", "0", "1", "1.0", "1.5", "1e0", "NaN", "INF")
VALUES: dict[str, tuple[str, ...]] = {
    "d": NUMBERS,
    "required": NUMBERS,
    "s": NUMBERS,
    "m": ("null", "0", "1", "1.0", "1.5", "3000000000"),
    "l": ("null", "0", "1", "1.0", "9007199254740993", "9007199254740992", "9007199254740992.0"),
    "g": ("null", GUID, GUID.replace("0", "f")),
    "b": ("null",),
    "f": ("null", "Wide.Flags'A'", "Wide.Flags'A,B'"),
    "t": ("null", "'a'", "'A'", "'1'"),
    "(d add 1)": NUMBERS,
    "(l mul 1.5e0)": NUMBERS,
}
UNORDERED = ("g", "b", "f")
"""Values of these types have no order; those of Edm.Binary compare with null alone."""
WIRE: dict[str, tuple[Any, ...]] = {
    "d": (None, 0.0, 1.0, 1.5, "NaN", "INF", ABSENT),
    "required": (0.0, 1.0, "NaN"),
    "s": (None, 0.0, 1.5, "NaN"),
    "m": (None, 0, 1, "1.5"),
    "l": (None, 0, 1, 9007199254740993, "9007199254740992"),
    "g": (None, GUID),
    "b": (None, "AQID", ""),
    "f": (None, "A", "A,B"),
    "t": (None, "a", "1"),
}
_random = random.Random(23)  # the same items each time
ITEMS: list[dict[str, Any]] = [
    {name: value for name, values in WIRE.items() if (value := _random.choice(values)) is not ABSENT} for _ in range(60)
]
UNTYPED: list[dict[str, Any]] = [*ITEMS, *({name: value} for name in VALUES for value in ("x", True, [1], {"a": 1}, 1.5, "NaN"))]


@st.composite
def atoms(draw: st.DrawFn) -> str:
    path = draw(st.sampled_from(tuple(VALUES)))
    if path == "f" and draw(st.booleans()):
        return f"f has {draw(st.sampled_from(VALUES['f'][1:]))}"
    values = st.sampled_from(VALUES[path])
    if path != "b" and draw(st.integers(0, 3)) == 0:
        return f"{path} in ({','.join(draw(st.lists(values, max_size=3)))})"
    op = draw(st.sampled_from(("eq", "ne") if path in UNORDERED else ("eq", "ne", "lt", "le", "gt", "ge")))
    right = draw(values) if path == "b" or draw(st.integers(0, 5)) else path
    return f"{path} {op} {right}"


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """Two to four terms, most of them about one property."""
    terms = draw(st.lists(atoms(), min_size=2, max_size=4))
    return draw(st.sampled_from((" and ", " or "))).join(
        f"not ({term})" if draw(st.integers(0, 3)) == 3 else term for term in terms
    )


def checked(text: str, schema: EntityType | None) -> ast.Expr:
    expr, found = check(parse_filter(text), schema)
    assert not [d for d in found if d.severity == "error"], found
    return expr


WORLDS = [pytest.param(WIDE, ITEMS, id="typed"), pytest.param(None, UNTYPED, id="untyped")]


@pytest.mark.parametrize(("schema", "items"), WORLDS)
@given(text=conditions())
def test_the_meaning_stays(schema: EntityType | None, items: list[dict[str, Any]], text: str) -> None:
    assert_lawful(checked(text, schema), items, "odata", "null")


def assert_true(schema: EntityType | None, items: list[dict[str, Any]], terms: list[str]) -> None:
    both, either = checked(" and ".join(terms), schema), checked(" or ".join(terms), schema)
    if any(answer(both, item, "odata", "null") for item in items):
        assert "ODN521" not in [d.code for d in findings(both)]
    if any(answer(either, item, "odata", "null") is False for item in items):
        assert not {"ODN522", "ODN524"} & {d.code for d in findings(either)}


@pytest.mark.parametrize(("schema", "items"), WORLDS)
@given(terms=st.lists(atoms(), min_size=2, max_size=4))
def test_findings_are_true(schema: EntityType | None, items: list[dict[str, Any]], terms: list[str]) -> None:
    assert_true(schema, items, terms)


NULL_TESTS = [f"{a} {op} null" for a, op in itertools.product(("d", "required", "m", "l", "t"), ("eq", "ne"))]


@pytest.mark.parametrize(("schema", "items"), WORLDS)
@pytest.mark.parametrize("second", [*NULL_TESTS, "d lt 5", "d ge 5", "l lt 5", "t eq 'a'"])
@pytest.mark.parametrize("first", NULL_TESTS)
def test_null_tests_together(schema: EntityType | None, items: list[dict[str, Any]], first: str, second: str) -> None:
    assert_true(schema, items, [first, second])
