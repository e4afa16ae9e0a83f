"""Shared by every suite: ratios of interleaved rounds, and figures beside their bars.

A suite is a module with `figures(*, quick=False) -> list[Figure]`; `python -m benchmarks.NAME` runs one, `python -m benchmarks`
all. Only ratios within one run mean anything on a shared machine, so the cases of one comparison take turns, round by round,
and the medians are compared.
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


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value beside its bar; `ok` is None where there is none to meet.

    `chart`, `series` and `x` say where the figure is drawn: as a bar, in a group where `x` is a name, and as a point of a line
    where it is a number.
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
    """Return a figure that should not be greater than its bar."""
    return Figure(name, value, f"<= {bar:g}", value <= bar, unit)


def at_least(name: str, value: float, bar: float, unit: str = "x") -> Figure:
    """Return a figure that should not be less than its bar."""
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

    The process's own time is counted, which leaves out what other processes took; cases that wait for something, such as a
    process of their own, pass `clock=perf_counter`.
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
                    case()  # or the first one after the collection pays for caches that the next one finds filled
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
    """Return the figures as lines: name, value, bar, and whether it was met."""
    width = max([len(figure.name) for figure in figures], default=0)
    lines = []
    for figure in figures:
        lines.append(
            f"{figure.name:<{width}}  {shown(figure.value):>9} {figure.unit:<5} {figure.bar:<8} {verdict(figure)}".rstrip()
        )
    return "\n".join(lines)


def shown(value: float) -> str:
    """Return a value as a table has it: three or four digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}" if abs(value) >= 0.1 or not value else f"{value:.2g}"


def verdict(figure: Figure) -> str:
    """Return whether the bar was met, in words."""
    return "" if figure.ok is None else "pass" if figure.ok else "falls short"


class Suite(Protocol):
    """What `figures` of a suite is."""

    def __call__(self, *, quick: bool = False) -> Sequence[Figure]:
        """Measure, with `quick` less exactly in a few seconds."""
        ...


def main(figures: Suite) -> None:
    """Run one suite, with `--quick` a short one, and print its table; bars are judged there, the exit code is 0."""
    print(table(figures(quick="--quick" in sys.argv[1:])))


def progress(text: str) -> None:
    """Say on standard error what a long suite does now."""
    print(f"      {text} …", file=sys.stderr, flush=True)
