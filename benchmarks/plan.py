"""Planning beside parsing: `python -m benchmarks.plan`.

Dividing a filter between service and client should cost little beside parsing it; benchmarks.wire counts what it saves.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.timing import Figure, at_most, interleaved, main
from odatanodes import Filter
from odatanodes.edm import DateTimeOffset
from odatanodes.parse import parse_filter
from odatanodes.runtime import Rules
from odatanodes.service import LIST_NODES
from odatanodes.service.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = DateTimeOffset.parse("2025-11-22T12:00:00Z")
_STATES = ("idle", "running", "unusable", "offline", "preempted")
_BRANCHES = [
    f"(state eq '{state}' and stateTransitionTime lt 2025-11-{day:02d}T00:00:00Z and vmSize eq 'standard_d{day}' "
    f"and startTaskInfo/exitCode ne {day})"
    for day, state in enumerate(_STATES, 1)
]
FILTERS = {
    "one term": "state eq 'idle'",
    "sent as it is": "state eq 'idle' and stateTransitionTime lt 2025-11-22T11:30:00Z",
    "rewritten": "state in ('idle','offline') and date(stateTransitionTime) eq 2025-11-22 and not (startTaskInfo/exitCode eq 0)",
    "20 terms": " or ".join(_BRANCHES),
}


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the ratio of planning each filter to parsing its text."""
    cases: dict[str, Callable[[], object]] = {}
    for name, text in FILTERS.items():
        expr = Filter(text).expr
        cases[f"parse {name}"] = partial(parse_filter, text)
        cases[f"plan {name}"] = partial(plan, expr, LIST_NODES, Rules("batch"), now=NOW)
    taken = interleaved(cases, rounds=5 if quick else 15)
    ratios = {name: taken[f"plan {name}"] / taken[f"parse {name}"] for name in FILTERS}
    return [
        at_most(f"plan / parse, {name}", ratio, 10) if name == "20 terms" else Figure(f"plan / parse, {name}", ratio)
        for name, ratio in ratios.items()
    ]


if __name__ == "__main__":
    main(figures)
