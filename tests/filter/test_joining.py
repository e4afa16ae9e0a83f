"""Filters joined with `&`, `|`, `~`, `all_of`, `any_of`: as if the whole had been read from its text, in linear time."""

from __future__ import annotations

import pickle
import sys
from collections import Counter
from functools import reduce
from operator import and_, or_
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import EvaluationError, Filter, ODataCheckError, ODataSyntaxError, all_of, any_of, ast, node
from odatanodes.strategies import filters

TEXTS = (
    "state eq 'idle'",
    "state EQ 'Idle'",
    "(state eq 'idle' or isDedicated)",
    "id eq 'a' and  vmSize eq 'b'",
    "not (id eq 'a')",
    "recentTasks/any(t:t/taskId eq 'x' or t/jobId eq 'y')",
    "'a' eq 'a'",
)


def spans(tree: ast.Node, text: str) -> list[tuple[str, str]]:
    """Return the words of the literals and names of a tree, as its spans cut them out of a text."""
    return [
        (repr(part), text[part.span[0] : part.span[1]]) for part in ast.walk(tree) if isinstance(part, ast.Literal | ast.Member)
    ]


def assert_same(made: Filter, wanted: Filter) -> None:
    assert made == wanted
    assert hash(made) == hash(wanted)
    assert str(made) == str(wanted)
    read = Filter(made.text)
    assert read == made
    assert spans(made.expr, made.text) == spans(read.expr, made.text)
    assert made.diagnostics == read.diagnostics
    assert pickle.loads(pickle.dumps(made)) == made


@pytest.mark.parametrize("left", TEXTS)
@pytest.mark.parametrize("right", TEXTS)
def test_joined_is_what_the_text_says(left: str, right: str) -> None:
    one, other = Filter(left), Filter(right)
    assert_same(one & other, Filter(f"({left}) and ({right})"))
    assert_same(one | other, Filter(f"({left}) or ({right})"))
    assert_same(~(one | other), Filter(f"not (({left}) or ({right}))"))
    assert_same((one | other) & ~one | other, Filter(f"(({left}) or ({right})) and not ({left}) or ({right})"))


@given(st.lists(filters(), min_size=1, max_size=4), st.booleans())
def test_drawn_filters(parts: list[Filter], both: bool) -> None:
    made = reduce(and_ if both else or_, parts)
    assert_same(made, Filter(ast.And(tuple([part.expr for part in parts])) if both else any_tree(parts)) if parts[1:] else made)
    assert all_of(parts) == made if both else any_of(*parts) == made


def any_tree(parts: list[Filter]) -> ast.Expr:
    return ast.Or(tuple([part.expr for part in parts]))


def test_conditions_of_the_builder_and_text() -> None:
    f = Filter("state eq 'idle'")
    assert f & (node.total_tasks_run > 5) == Filter("state eq 'idle' and totalTasksRun gt 5")
    assert (node.total_tasks_run > 5) & f == Filter("totalTasksRun gt 5 and state eq 'idle'")
    assert (node.total_tasks_run > 5) | f | node.is_dedicated == Filter("totalTasksRun gt 5 or state eq 'idle' or isDedicated")
    assert all_of(f, node.is_dedicated, "id ne 'x'") == Filter("state eq 'idle' and isDedicated and id ne 'x'")
    assert any_of([node.is_dedicated, f]) == Filter("isDedicated or state eq 'idle'")
    assert Filter(all_of(node.is_dedicated, "id ne 'x'")) == Filter("isDedicated and id ne 'x'")
    assert all_of(f) == f
    assert Filter(all_of()) == Filter("true")
    assert Filter(any_of()) == Filter("false")


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        (lambda: all_of(5), TypeError, "a condition is a Filter, a builder condition or text, not 5"),  # type: ignore[call-overload]
        (lambda: all_of(Filter("true"), 5), TypeError, "not int"),  # type: ignore[call-overload]
        (lambda: all_of(node.is_dedicated, 5), TypeError, "joins conditions"),  # type: ignore[call-overload]
        (lambda: all_of(Filter("true"), "stat eq 'idle'"), ODataCheckError, "did you mean 'state'"),
        (lambda: Filter("true") & "id eq 'a'", TypeError, "unsupported operand"),  # type: ignore[operator]
        (lambda: Filter("true") & Filter("true", semantics="odata"), ValueError, "cannot be combined"),
        (lambda: Filter("true") & Filter("true", on_missing="null"), ValueError, "cannot be combined"),
        (lambda: Filter("id eq @x") & Filter("totalTasksRun eq @x"), ODataCheckError, "@x"),
    ],
)
def test_what_cannot_be_joined(wrong: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        wrong()


def test_parameters_of_both() -> None:
    f = Filter("id eq @x") & Filter("vmSize eq @y")
    assert list(f.parameters) == ["x", "y"]
    assert f.bind(x="a", y="b") == Filter("id eq 'a' and vmSize eq 'b'")
    assert (Filter("id eq @x") | Filter("vmSize eq @x")).bind(x="a") == Filter("id eq 'a' or vmSize eq 'a'")


def test_errors_and_traces_point_into_the_joined_text() -> None:
    f = Filter("state eq 'idle' or isDedicated") & Filter("totalTasksRun  gt 5")
    with pytest.raises(EvaluationError) as caught:
        f.matches({"id": "n", "state": "idle", "totalTasksRun": "five"})
    start, end = caught.value.diagnostics[0].span
    assert caught.value.doc[start:end] == "totalTasksRun"
    assert "totalTasksRun gt 5" in str(f.trace({"id": "n", "state": "idle", "totalTasksRun": 7}))


def test_deep_alternation_is_refused_or_works() -> None:
    f = Filter("state eq 'idle'")
    for count in range(90):
        f = (f | Filter(f"id eq '{count}'")) & Filter("isDedicated")
    assert f.matches({"id": "x", "state": "idle", "isDedicated": True})
    for count in range(9):
        f = (f | Filter(f"id eq '{count}'")) & Filter("isDedicated")
    with pytest.raises(ODataSyntaxError, match="nested more than 200 levels"):
        f | Filter("id eq 'x'")


def joining(count: int) -> int:
    """Return the number of calls in joining `count` filters one by one."""
    parts = [Filter(f"id eq 'tvm-{number}'") for number in range(count)]
    calls = Counter[str]()
    sys.setprofile(lambda _frame, event, _argument: calls.update([event]))
    try:
        reduce(or_, parts)
    finally:
        sys.setprofile(None)
    return calls.total()


def test_joining_does_not_read_the_text_again() -> None:
    """Reading it again would make 800 joins 16 times the work of 200; four times is linear."""
    assert joining(800) < 6 * joining(200)
