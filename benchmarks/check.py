"""Checking, and constructing a `Filter`, beside parsing: `python -m benchmarks.check`.

`validate` parses, checks names and types, finds suspicious conditions, and decides whether small filters can be true at all; with a
service it also finds what List Nodes would refuse.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.timing import Figure, interleaved, main
from odatanodes import Filter, validate
from odatanodes.parse import parse_filter
from odatanodes.service import LIST_NODES

if TYPE_CHECKING:
    from collections.abc import Callable

_STATES = ("idle", "running", "unusable", "offline", "preempted")
FILTERS = {
    "short": "state eq 'idle'",
    "typical": "state eq 'idle' and startTaskInfo/exitCode ne 0 and lastBootTime lt 2025-11-22T22:22:27.2236818Z",
    "20 terms": " or ".join(f"(state eq '{_STATES[at % 5]}' and totalTasksRun gt {at})" for at in range(10)),
    "500 terms": " or ".join(f"id eq 'tvm-{number}'" for number in range(500)),
    "wrong": "stat eq 'idle' and startTaskInfo/exitCode gt '3' or lastBootTime lt '2025-11-22'",
}


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the ratios of checking to parsing."""
    found: list[Figure] = []
    for name, text in FILTERS.items():
        findings = validate(text)
        if bool(findings) is not (name == "wrong"):
            raise AssertionError(f"'{name}' has the findings {findings}")
        cases: dict[str, Callable[[], object]] = {
            "parse": partial(parse_filter, text),
            "validate": partial(validate, text),
            "validate for List Nodes": partial(validate, text, service=LIST_NODES),
        }
        if name != "wrong":
            cases["Filter"] = partial(Filter, text)
        taken = interleaved(cases, rounds=11 if quick else 51, seconds=0.004)
        found.append(Figure(f"{name}: validate", taken["validate"] * 1e6, unit="us"))
        for case in list(cases)[1:]:
            found.append(Figure(f"{name}: {case} / parse", taken[case] / taken["parse"]).drawn("check", case, name))
    return found


if __name__ == "__main__":
    main(figures)
