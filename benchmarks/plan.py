"""Planning against parsing, and what a plan saves: `python -m benchmarks.plan`.

Dividing a filter between service and client should not be felt beside reading it. What it saves is counted, not timed: the bytes of
the answer when the plan is sent, against those of the whole list, for a question of which the service can only be asked a part.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from benchmarks.evaluate import nodes
from benchmarks.timing import Figure, at_most, interleaved, main
from odatanodes import Filter, Select
from odatanodes.edm import DateTimeOffset
from odatanodes.parse import parse_filter
from odatanodes.plan import plan

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
QUESTION = "state eq 'offline' and lastBootTime lt 2025-11-25T00:00:00Z and isDedicated eq false"
PAGES = 100


def planning() -> list[Figure]:
    """Planning each filter, against parsing its text."""
    cases: dict[str, Callable[[], object]] = {}
    for name, text in FILTERS.items():
        expr = Filter(text).expr
        cases[f"parse {name}"] = partial(parse_filter, text)
        cases[f"plan {name}"] = partial(plan, expr, now=NOW)
    taken = interleaved(cases)
    ratios = {name: taken[f"plan {name}"] / taken[f"parse {name}"] for name in FILTERS}
    return [
        at_most(f"plan / parse, {name}", ratio, 10) if name == "20 terms" else Figure(f"plan / parse, {name}", ratio)
        for name, ratio in ratios.items()
    ]


def saved() -> list[Figure]:
    """The answer's bytes with the plan and without, over 100 pages of 1,000 nodes."""
    question = Filter(QUESTION)
    made = question.plan(select="id,vmSize")
    assert made.filter is not None
    assert made.select is not None
    sent, select = Filter(made.filter), Select(made.select)
    whole = with_filter = with_both = matching = total = 0
    page = nodes(1_000 * PAGES)
    for node in page:
        size = len(json.dumps(node, separators=(",", ":")))
        total += 1
        whole += size
        if sent.matches(node):
            with_filter += size
            with_both += len(json.dumps(select.apply(node), separators=(",", ":")))
            matching += question.matches(node)
    return [
        Figure("nodes that match, of 100", 100 * matching / total, unit="%"),
        Figure("bytes without the plan / with its filter", whole / with_filter),
        Figure("bytes without the plan / with filter and select", whole / with_both),
    ]


def figures() -> list[Figure]:
    """What planning costs, and what it saves."""
    return planning() + saved()


if __name__ == "__main__":
    main(figures)
