"""The law of deciding over types that BatchNode does not have, and without a schema: no item contradicts a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import Filter, ODataError
from tests.kit.laws import answer
from tests.normalize.test_wide_laws import NULL_TESTS, WORLDS, conditions

if TYPE_CHECKING:
    from odatanodes.schema import EntityType

PATIENT = 60.0
"""Seconds: a busy machine must not make a verdict unknown."""
EXTRA = ("b eq null", "b ne null", "f eq null", "not (f ne null)")

terms = conditions() | st.sampled_from((*NULL_TESTS, *EXTRA, "true", "false", "null"))


def filter_of(text: str, schema: EntityType | None, semantics: Literal["batch", "odata"]) -> Filter | None:
    try:
        return Filter(text, schema, semantics=semantics, on_missing="null")
    except ODataError:
        return None


@pytest.mark.parametrize("semantics", ["odata", "batch"])
@pytest.mark.parametrize(("schema", "items"), WORLDS)
@given(first=terms, second=terms)
def test_no_item_contradicts(
    schema: EntityType | None, items: list[dict[str, Any]], semantics: Literal["batch", "odata"], first: str, second: str
) -> None:
    one, other = filter_of(first, schema, semantics), filter_of(second, schema, semantics)
    if one is None or other is None:
        return
    found = [(answer(one.expr, item, semantics, "null"), answer(other.expr, item, semantics, "null")) for item in items]
    known = [(a, b) for a, b in found if a is not None and b is not None]
    assert_no_contradiction(one, other, known)


def assert_no_contradiction(one: Filter, other: Filter, known: list[tuple[bool, bool]]) -> None:
    satisfiable = one.satisfiable(deadline=PATIENT)
    implied = one.implies(other, deadline=PATIENT)
    equal = one.equivalent(other, deadline=PATIENT)
    assert satisfiable.answer is not False or not any(a for a, _ in known)
    assert implied.answer is not True or all(b for a, b in known if a)
    assert equal.answer is not True or all(a is b for a, b in known)
    if satisfiable.witness is not None:
        assert one.matches(satisfiable.witness)
    if implied.counterexample is not None:
        assert one.matches(implied.counterexample)
        assert not other.matches(implied.counterexample)
    if equal.counterexample is not None:
        assert one.matches(equal.counterexample) is not other.matches(equal.counterexample)


@pytest.mark.parametrize(("schema", "items"), WORLDS)
def test_null_does_not_meet_ne_null(schema: EntityType | None, items: list[dict[str, Any]]) -> None:
    for path in ("d", "s", "m", "l", "g", "b", "t"):
        one, everything = Filter(f"{path} ne null", schema, on_missing="null"), Filter("true", schema, on_missing="null")
        assert one.equivalent(everything).answer is False
        joined = one | Filter("t lt t", schema, on_missing="null")
        assert joined.equivalent(everything).answer is False
        assert (one | Filter(f"{path} eq null", schema, on_missing="null")).equivalent(everything).answer is True
    assert items
