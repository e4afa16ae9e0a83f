"""Law 4: normalising keeps the meaning for every node, gives a normal form, and stays within its bound.

Where the original has a result, the new tree has the same; where the original stops with an error, it may have one.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from odatanodes.check import check
from odatanodes.normalize import findings
from odatanodes.parse import parse_filter
from odatanodes.schema import BATCH_NODE
from odatanodes.strategies import expressions, objects
from tests.kit.laws import answer, assert_lawful

if TYPE_CHECKING:
    from typing import Literal

    from odatanodes import ast

    Semantics = Literal["odata", "batch"]
    OnMissing = Literal["raise", "null"]

SEMANTICS: tuple[Semantics, ...] = ("odata", "batch")
ON_MISSING: tuple[OnMissing, ...] = ("raise", "null")
ABSENT: Any = ...

# Few properties and few values, so that terms repeat, cover and contradict each other.
VALUES: dict[str, tuple[str, ...]] = {
    "vmSize": ("'a'", "'A'", "'b'", "'ß'", "'SS'"),
    "totalTasksRun": ("0", "1", "2", "1.0", "1.5", "1e0"),
    "startTaskInfo/exitCode": ("null", "0", "1", "2", "1.5"),
    "isDedicated": ("true", "false", "null"),
    "lastBootTime": ("null", "2025-01-01T00:00:00Z", "2025-01-01T01:00:00+01:00", "2025-01-02T00:00:00Z"),
}
WIRE: dict[str, tuple[Any, ...]] = {
    "vmSize": ("a", "A", "b", "SS", ABSENT),
    "totalTasksRun": (0, 1, 2, 3, ABSENT),
    "isDedicated": (True, False, None, ABSENT),
    "lastBootTime": (None, "2025-01-01T00:00:00Z", "2025-01-01T12:00:00.5Z", "2025-01-02T00:00:00Z", ABSENT),
    "startTaskInfo": (None, {"exitCode": None}, {"exitCode": 0}, {"exitCode": 1}, {"exitCode": 2}, {}, ABSENT),
}
_random = random.Random(22)  # the same nodes each time
NODES: list[dict[str, Any]] = [
    {"id": "n1"} | {name: value for name, values in WIRE.items() if (value := _random.choice(values)) is not ABSENT}
    for _ in range(40)
]


@st.composite
def atoms(draw: st.DrawFn) -> str:
    """A comparison of one of the few properties, or a constant."""
    path = draw(st.sampled_from((*VALUES, *VALUES, *VALUES, "1 eq 1", "1 gt 2", "true", "false", "null", "contains(vmSize,'a')")))
    if path not in VALUES:
        return path
    values = st.sampled_from(VALUES[path])
    if path == "isDedicated" and draw(st.booleans()):
        return path
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return f"{path} in ({','.join(draw(st.lists(values, max_size=3)))})"
    op = draw(st.sampled_from(("eq", "ne") if kind == 1 or path == "isDedicated" else ("eq", "ne", "lt", "le", "gt", "ge")))
    left, right = (path, draw(values)) if kind != 2 else (draw(values), path)
    return f"{left} {op} {right}"


def joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=2, max_size=4)
    return (
        st.builds(lambda word, terms: f"({f' {word} '.join(terms)})", st.sampled_from(("and", "or")), several)
        | parts.map(lambda part: f"not ({part})")
        | st.builds(lambda a, b: f"(({a}) eq ({b}))", parts, parts)
        | parts.map(lambda part: f"case({part}:true,true:false)")
    )


@st.composite
def clashes(draw: st.DrawFn) -> str:
    """Terms about one or two properties, joined: most of them repeat, cover or contradict each other."""
    paths = draw(st.lists(st.sampled_from(tuple(VALUES)), min_size=1, max_size=2))
    terms = draw(st.lists(atoms().filter(lambda text: any(path in text for path in paths)), min_size=2, max_size=4))
    negated = [f"not ({term})" if draw(st.integers(0, 3)) == 3 else term for term in terms]
    return f"({draw(st.sampled_from((' and ', ' or '))).join(negated)})"


conditions = st.recursive(atoms() | clashes(), joined, max_leaves=10)


@given(text=conditions, semantics=st.sampled_from(SEMANTICS), on_missing=st.sampled_from(ON_MISSING))
def test_the_meaning_stays_where_terms_meet(text: str, semantics: Semantics, on_missing: OnMissing) -> None:
    expr, found = check(parse_filter(text), BATCH_NODE)
    assert not [d for d in found if d.severity == "error"], found
    assert_lawful(expr, NODES, semantics, on_missing)


@given(
    tree=expressions(BATCH_NODE, 3, may_fail=True),
    node=objects(BATCH_NODE),
    semantics=st.sampled_from(SEMANTICS),
    on_missing=st.sampled_from(ON_MISSING),
)
def test_the_meaning_stays_for_any_filter(
    tree: ast.Expr, node: dict[str, Any], semantics: Semantics, on_missing: OnMissing
) -> None:
    expr, _ = check(tree, BATCH_NODE)
    assert_lawful(expr, [node], semantics, on_missing)


@given(terms=st.lists(atoms(), min_size=2, max_size=5))
def test_what_some_node_meets_is_not_found_to_be_never_true(terms: list[str]) -> None:
    both, _ = check(parse_filter(" and ".join(terms)), BATCH_NODE)
    if any(answer(both, node, "batch", "raise") for node in NODES):
        assert "ODN521" not in [d.code for d in findings(both, "batch")]
    either, _ = check(parse_filter(" or ".join(terms)), BATCH_NODE)
    if any(answer(either, node, "batch", "raise") is False for node in NODES):
        assert not {"ODN522", "ODN524"} & {d.code for d in findings(either, "batch")}
