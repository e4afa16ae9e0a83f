"""Laws of deciding: against all objects of a small world, against drawn filters and nodes, and against what it hands out.

A yes to `satisfiable` is shown by its witness; a no is checked against every object of a world that has values at and between the
literals. Of filters in the decidable part nothing may be unknown.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from odatanodes import edm
from odatanodes.filter import Filter
from odatanodes.models import BatchNode
from odatanodes.normalize import normalize
from odatanodes.runtime import NodeError
from odatanodes.schema import BATCH_NODE, ComplexType, EntityType, Property
from odatanodes.strategies import filters, nodes, objects
from tests.kit.reference import FailedError, MissingError, Reference
from tests.kit.shop import SHOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Literal

    from odatanodes.decide import Verdict

    Semantics = Literal["batch", "odata"]

PART = ComplexType("Part", {"count": Property("count", edm.BYTE, nullable=False), "note": Property("note", edm.BYTE)})
WORLD = EntityType(
    "World",
    {
        "id": Property("id", edm.STRING, nullable=False),
        "size": Property("size", edm.BYTE, nullable=False),
        "flag": Property("flag", edm.BOOLEAN),
        "part": Property("part", PART),
        "text": Property("text", edm.STRING),
    },
)
BYTES = (0, 1, 2, 3, 254, 255)
WHOLES = ("0", "1", "2", "255", "254.5", "-1", "1.5", "null")
OPERATORS = ("eq", "ne", "lt", "le", "gt", "ge")
PIECES = ("", "a", "b", "A", "ab", "ba", "B", "aba", "abb", "@", "_")
STRINGS = tuple("".join(letters) for size in range(4) for letters in product("abA", repeat=size))
STRINGS += (
    "abab",
    "abba",
    "babb",
    "aabb",
    "\0",
    "a\0",
    "b\0",
    "-",
    "a-",
    "@",
    "[",
    "`",
    "c",
    "abc",
    "ac",
    "b~a",
    "ab~ba",
    "a{",
    "Z",
    "@a",
    "@[",
    "\\",
    "_",
    "_a",
)
SEMANTICS: tuple[Semantics, ...] = ("batch", "odata")


def world() -> Iterator[dict[str, Any]]:
    parts: list[dict[str, Any] | None] = [None]
    parts += [{"count": count} | ({} if note is None else {"note": note}) for count in BYTES for note in (None, 0, 1, 2, 255)]
    for size, flag, part in product(BYTES, (None, False, True), parts):
        yield {"id": "x", "size": size, "flag": flag, "part": part}


EVERY = list(world())
PATIENT = 60.0
"""Seconds: a busy machine must not make a verdict unknown."""


def compared(path: str, literals: tuple[str, ...]) -> st.SearchStrategy[str]:
    values = st.sampled_from(literals)
    some = st.lists(values, min_size=1, max_size=3).map(lambda items: f"{path} in ({','.join(items)})")
    return st.builds(lambda op, value: f"{path} {op} {value}", st.sampled_from(OPERATORS), values) | some


def small(values: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what check refuses for a byte."""
    return tuple(value for value in values if value != "-1")


atoms = (
    compared("size", small(WHOLES))
    | compared("part/count", small(WHOLES))
    | compared("part/note", small(WHOLES))
    | st.sampled_from(("flag", "flag eq true", "flag ne false", "flag eq null", "part eq null", "part ne null", "true", "null"))
)
text_atoms = (
    compared("text", (*(f"'{piece}'" for piece in PIECES), "null"))
    | st.builds(lambda piece: f"startswith(text,'{piece}')", st.sampled_from(PIECES))
    | st.builds(
        lambda name, piece: f"{name}(text,'{piece}')",
        st.sampled_from(("startswith", "contains", "endswith")),
        st.sampled_from(PIECES),
    )
)


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=2, max_size=3)
    return (
        st.builds(lambda word, terms: f"({f' {word} '.join(terms)})", st.sampled_from(("and", "or")), several)
        | parts.map(lambda part: f"not ({part})")
        | st.builds(lambda part, value: f"(({part}) eq {value})", parts, st.sampled_from(("true", "false", "null")))
    )


MANY = settings(max_examples=3 * settings.get_profile("default").max_examples)
conditions = st.recursive(atoms, joined, max_leaves=12)
text_conditions = st.recursive(text_atoms, joined, max_leaves=6)


def keeps(made: Filter, node: dict[str, Any]) -> bool:
    """Ask the reference interpreter."""
    reference = Reference(node, case_sensitive=made.semantics == "odata", lenient=made.on_missing == "null")
    return reference.matches(made.expr)


def assert_right(one: Filter, other: Filter, every: list[dict[str, Any]]) -> None:
    """Check the verdicts on two filters against every node."""
    asked: list[tuple[Verdict, Callable[[dict[str, Any]], bool]]] = [
        (one.satisfiable(deadline=PATIENT), lambda node: keeps(one, node)),
        (one.implies(other, deadline=PATIENT), lambda node: not keeps(one, node) or keeps(other, node)),
        (one.equivalent(other, deadline=PATIENT), lambda node: keeps(one, node) is keeps(other, node)),
    ]
    for verdict, show in asked:
        assert verdict.answer is not None, verdict
        if verdict.witness is not None:
            assert show(verdict.witness)
        elif verdict.counterexample is not None:
            assert not show(verdict.counterexample)
        else:
            assert [node for node in every if show(node) is not verdict.answer] == []


@pytest.mark.thorough
@MANY
@given(conditions, conditions)
def test_every_object_of_a_small_world_agrees(first: str, second: str) -> None:
    assert_right(Filter(first, WORLD), Filter(second, WORLD), EVERY)


@MANY
@given(text_conditions, text_conditions, st.sampled_from(SEMANTICS))
def test_every_short_string_agrees(first: str, second: str, semantics: Semantics) -> None:
    texts = [{"id": "x", "size": 0, "text": text} for text in (None, *STRINGS)]
    assert_right(Filter(first, WORLD, semantics=semantics), Filter(second, WORLD, semantics=semantics), texts)


FLAGS = tuple("pqrstu")
SWITCHES = EntityType("Switches", {name: Property(name, edm.BOOLEAN) for name in FLAGS}, key="p")
POSITIONS = [
    {name: value for name, value in zip(FLAGS, values, strict=True) if value is not None}
    for values in product((None, False, True), repeat=len(FLAGS))
]
literals = st.builds(lambda form, flag: form.format(flag), st.sampled_from(("{}", "not {}", "{} eq null")), st.sampled_from(FLAGS))
pairs = st.builds(lambda one, other: f"({one} and {other})", literals, literals)
clauses = st.lists(literals | pairs, min_size=2, max_size=3).map(" or ".join)


@given(st.lists(clauses, min_size=6, max_size=24))
def test_every_position_of_many_switches_agrees(every: list[str]) -> None:
    one = Filter(" and ".join(f"({clause})" for clause in every), SWITCHES)
    for made in (one, ~one):
        assert made.satisfiable(deadline=PATIENT).answer is any(map(made.matches, POSITIONS))


# --- drawn filters and nodes -----------------------------------------------------------------------------------------


def answer(one: Filter, node: dict[str, Any]) -> bool | None:
    """Return whether a filter keeps a node; None where it fails on it."""
    try:
        return keeps(one, node)
    except (MissingError, FailedError):
        return None


def assert_consistent(one: Filter, other: Filter, node: dict[str, Any]) -> None:
    """No node may contradict a verdict, and a witness or counterexample must show it."""
    first, second = answer(one, node), answer(other, node)
    assume(first is not None)
    assume(second is not None)
    asked: list[tuple[Verdict, bool]] = [
        (one.satisfiable(deadline=PATIENT), not first),
        (one.implies(other, deadline=PATIENT), not first or bool(second)),
        (one.equivalent(other, deadline=PATIENT), first is second),
    ]
    for verdict, agrees in asked[1:]:
        assert agrees or verdict.answer is not True, verdict
    assert asked[0][1] or asked[0][0].answer is not False
    assert asked[1][0].answer is not False or asked[2][0].answer is not True
    witness, only_first, only_one = asked[0][0].witness, asked[1][0].counterexample, asked[2][0].counterexample
    for found in (witness, only_first, only_one):
        if found is not None and one.schema is BATCH_NODE:
            BatchNode.model_validate(found)
    assert witness is None or one.matches(witness)
    assert only_first is None or (one.matches(only_first) and not other.matches(only_first))
    assert only_one is None or one.matches(only_one) is not other.matches(only_one)


PARTS = ("now",)
GOODS = EntityType(
    "Shop.Goods", {name: prop for name, prop in SHOP.properties.items() if name not in {"Place", "Style"}}, key="Name"
)


@given(filters(without=PARTS, depth=2), filters(without=PARTS, depth=2), nodes())
def test_no_node_of_the_service_contradicts(one: Filter, other: Filter, node: dict[str, Any]) -> None:
    assert_consistent(one, other, node)


@given(st.data(), st.sampled_from(SEMANTICS))
def test_no_object_contradicts(data: st.DataObject, semantics: Semantics) -> None:
    one = data.draw(filters(without=PARTS, depth=2, semantics=semantics, may_fail=True))
    other = data.draw(filters(without=PARTS, depth=2, semantics=semantics, may_fail=True))
    node = data.draw(objects(BATCH_NODE, only=one.paths | other.paths, odd=False))
    assert_consistent(one, other, node)
    assert_consistent(one, one & other, node)
    assert_consistent(~(one | other), ~one & ~other, node)


@given(st.data(), st.sampled_from(SEMANTICS))
def test_no_object_of_another_schema_contradicts(data: st.DataObject, semantics: Semantics) -> None:
    one = data.draw(filters(GOODS, without=PARTS, depth=2, semantics=semantics, may_fail=True))
    other = data.draw(filters(GOODS, without=PARTS, depth=2, semantics=semantics, may_fail=True))
    assert_consistent(one, other, data.draw(objects(GOODS, only=one.paths | other.paths)))


@given(filters(without=PARTS, depth=3, may_fail=True), st.sampled_from(SEMANTICS))
def test_what_normalising_leaves_is_not_found_to_differ(one: Filter, semantics: Semantics) -> None:
    one = Filter(one, semantics=semantics)
    other = one._with(normalize(one.expr, semantics))
    verdict = one.equivalent(other, deadline=PATIENT)
    if verdict.answer is False:  # only where one of them fails is it allowed to
        assert verdict.counterexample is not None
        with pytest.raises(NodeError):
            assert one.matches(verdict.counterexample) is other.matches(verdict.counterexample)
