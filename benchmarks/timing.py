"""Shared by every suite: ratios of interleaved rounds, and figures beside their bars.

A suite is a module with `figures() -> list[Figure]`; `python -m benchmarks.NAME` runs one, `python -m benchmarks` all.
Only ratios within one run mean anything on a shared machine, so the cases of one comparison take turns, round by round,
and the medians are compared.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value beside its bar; `ok` is None where there is none to meet."""

    name: str
    value: float
    bar: str = ""
    ok: bool | None = None
    unit: str = "x"


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
        shown = f"{figure.value:.2f}" if figure.value < 100 else f"{figure.value:,.0f}"
        verdict = "" if figure.ok is None else "ok" if figure.ok else "MISSED"
        lines.append(f"{figure.name:<{width}}  {shown:>9} {figure.unit:<5} {figure.bar:<8} {verdict}".rstrip())
    return "\n".join(lines)


def main(figures: Callable[[], Sequence[Figure]]) -> None:
    """Run one suite, print its table and leave with 1 when a bar was missed."""
    found = figures()
    print(table(found))
    sys.exit(1 if any(figure.ok is False for figure in found) else 0)
