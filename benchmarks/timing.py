"""Interleaved measurement, and figures with their bars.

A suite is a module with `figures(*, quick=False) -> list[Figure]`; `python -m benchmarks.NAME` runs one, `python -m benchmarks`
all. On a shared machine only ratios within one run are meaningful: the cases of a comparison take turns, round by round, and
their medians are compared. A ratio is always ours / other, so that less is better everywhere.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass, replace
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


BELOW = "below target"


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value with its bar; `ok` is None where there is no bar.

    `chart`, `series` and `x` are its place in a chart: a bar, in a group where `x` is a name; a point of a line where `x` is a
    number.
    """

    name: str
    value: float
    bar: str = ""
    ok: bool | None = None
    unit: str = "x"
    chart: str = ""
    series: str = ""
    x: float | str | None = None

    def drawn(self, chart: str, series: str, x: float | str | None = None) -> Figure:
        """Return the figure with its place in a chart."""
        return replace(self, chart=chart, series=series, x=x)


def at_most(name: str, value: float, bar: float, unit: str = "x") -> Figure:
    """Return a figure whose bar is a maximum."""
    return Figure(name, value, f"<= {bar:g}", value <= bar, unit)


def at_least(name: str, value: float, bar: float, unit: str = "x") -> Figure:
    """Return a figure whose bar is a minimum."""
    return Figure(name, value, f">= {bar:g}", value >= bar, unit)


def interleaved(
    cases: Mapping[str, Callable[[], object]],
    *,
    rounds: int = 15,
    seconds: float = 0.02,
    calls: int | None = None,
    clock: Callable[[], float] = process_time,
) -> dict[str, float]:
    """Return the median seconds of one call by case; each round runs every case for about `seconds` (or `calls` times).

    By default the processor time of this process counts, which excludes other processes; cases that wait for something, such as
    a process of their own, need `clock=perf_counter`.
    """
    repeat = {name: calls or _calls_within(case, seconds, clock) for name, case in cases.items()}
    samples: dict[str, list[float]] = {name: [] for name in cases}
    turns = list(cases)
    collecting = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            turns.reverse()
            for name in turns:
                case, times = cases[name], range(repeat[name])
                if calls is None:
                    case()  # otherwise the first call after the collection would fill caches for the next
                start = clock()
                for _ in times:
                    case()
                samples[name].append((clock() - start) / len(times))
            gc.collect()
    finally:
        if collecting:
            gc.enable()
    return {name: median(taken) for name, taken in samples.items()}


def _calls_within(case: Callable[[], object], seconds: float, clock: Callable[[], float]) -> int:
    case()  # caches filled, code specialised
    calls = 1
    while True:
        start = clock()
        for _ in range(calls):
            case()
        taken = clock() - start
        if taken >= seconds / 4:
            return max(1, round(calls * seconds / taken))
        calls *= 4


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines: name, value, bar and verdict."""
    width = max([len(figure.name) for figure in figures], default=0)
    lines = []
    for figure in figures:
        lines.append(
            f"{figure.name:<{width}}  {shown(figure.value):>9} {figure.unit:<5} {figure.bar:<8} {verdict(figure)}".rstrip()
        )
    return "\n".join(lines)


def shown(value: float) -> str:
    """Return a value for a table, with three or four significant digits."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) >= 0.1 or not value else f"{value:.2g}"


def verdict(figure: Figure) -> str:
    """Return whether the bar is met, in words."""
    return "" if figure.ok is None else "pass" if figure.ok else BELOW


class Suite(Protocol):
    """Signature of `figures` in a suite."""

    def __call__(self, *, quick: bool = False) -> Sequence[Figure]:
        """Measure; with `quick` less exactly, in a few seconds."""
        ...


def main(figures: Suite) -> None:
    """Run one suite and print its table; the exit code is 0 whatever is below target."""
    print(table(figures(quick="--quick" in sys.argv[1:])))


def progress(text: str) -> None:
    """Print the current step of a long suite on standard error."""
    print(f"      {text} …", file=sys.stderr, flush=True)
