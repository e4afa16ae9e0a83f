"""Computations of the benchmarks: medians of rounds, verdicts, tables, exponents."""

from __future__ import annotations

import gc
from itertools import cycle

import pytest

from benchmarks.growth import exponent, grown, listed, mixed
from benchmarks.timing import Figure, at_least, at_most, interleaved, shown, table, verdict
from odatanodes import ast
from odatanodes.parse import parse_filter

pytestmark = pytest.mark.thorough


class Clock:
    """A clock that only the cases advance."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def case(self, *seconds: float) -> Case:
        return Case(self, seconds)


class Case:
    """A call that takes each of these seconds in turn."""

    def __init__(self, clock: Clock, seconds: tuple[float, ...]) -> None:
        self.clock, self.next = clock, cycle(seconds)

    def __call__(self) -> None:
        self.clock.now += next(self.next)


def test_the_median_of_the_rounds_is_told() -> None:
    clock = Clock()
    cases = {"steady": clock.case(2), "one slow turn": clock.case(1, 1, 100, 1, 1)}
    assert interleaved(cases, rounds=5, calls=1, clock=clock) == {"steady": 2, "one slow turn": 1}


def test_seconds_are_of_one_call() -> None:
    clock = Clock()
    assert interleaved({"x": clock.case(0.5)}, rounds=3, calls=4, clock=clock) == {"x": 0.5}
    assert interleaved({"x": clock.case(0.25)}, rounds=3, seconds=10, clock=clock) == {"x": 0.25}


def test_the_cases_take_turns() -> None:
    taken: list[str] = []
    clock = Clock()
    cases = {name: lambda name=name: taken.append(name) for name in "ab"}
    interleaved(cases, rounds=4, calls=1, clock=clock)
    assert "".join(taken) in {"abbaabba", "baabbaab"}


def test_collection_is_on_again() -> None:
    def fail() -> None:
        raise ValueError("broken")

    assert gc.isenabled()
    interleaved({"x": int}, rounds=1, calls=1)
    with pytest.raises(ValueError, match="broken"):
        interleaved({"x": fail}, rounds=1, calls=1)
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("figure", "bar", "words"),
    [
        (at_most("x", 2, 2), "<= 2", "pass"),
        (at_most("x", 2.01, 2), "<= 2", "below target"),
        (at_least("x", 12, 12), ">= 12", "pass"),
        (at_least("x", 11.9, 12), ">= 12", "below target"),
        (Figure("x", 3), "", ""),
    ],
)
def test_verdicts(figure: Figure, bar: str, words: str) -> None:
    assert (figure.bar, verdict(figure)) == (bar, words)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0.00"), (0.0123, "0.012"), (1.234, "1.23"), (99.994, "99.99"), (123.4, "123"), (12345.6, "12,346"), (-0.2, "-0.20")],
)
def test_values_are_written_with_the_digits_that_matter(value: float, text: str) -> None:
    assert shown(value) == text


def test_the_table_has_bar_and_verdict_beside_each_figure() -> None:
    text = table([at_most("ours / theirs", 3, 2), Figure("a rate", 1234, unit="MB/s"), at_least("theirs / ours", 12.5, 12)])
    assert text.splitlines() == [
        "ours / theirs       3.00 x     <= 2     below target",
        "a rate             1,234 MB/s",
        "theirs / ours      12.50 x     >= 12    pass",
    ]
    assert table([]) == ""


@pytest.mark.parametrize("power", [0, 0.5, 1, 2])
def test_the_exponent_of_a_power_is_found(power: float) -> None:
    assert exponent({size: 7 * size**power for size in (10, 100, 1000)}) == pytest.approx(power)


def test_least_squares_not_only_the_ends() -> None:
    # logarithms to base 10: (0, 0), (1, 2), (2, 2); the line of least squares rises by 1
    assert exponent({1: 1, 10: 100, 100: 100}) == pytest.approx(1)
    assert exponent({1: 1, 10: 1000, 100: 100, 1000: 1}) == pytest.approx(-0.1)


def test_growth_beyond_linear_falls_short() -> None:
    linear, square = (grown("x", {size: size**power for size in (10.0, 100.0, 1000.0)}, "terms") for power in (1, 2))
    assert [figure.ok for figure in linear] == [None] * 3 + [True] * 2
    assert [figure.ok for figure in square] == [None] * 3 + [False] * 2
    assert [(figure.series, figure.x) for figure in linear[:3]] == [("x", 10), ("x", 100), ("x", 1000)]


@pytest.mark.parametrize("terms", [10, 100, 1001])
def test_growing_filters_have_so_many_terms(terms: int) -> None:
    assert sum(isinstance(node, ast.Compare) for node in ast.walk(parse_filter(mixed(terms)))) == terms
    tree = parse_filter(listed(terms))
    assert isinstance(tree, ast.In)
    assert isinstance(tree.right, ast.List)
    assert len(tree.right.items) == terms
