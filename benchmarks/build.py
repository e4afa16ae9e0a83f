"""Building a filter in Python, binding parameters and joining filters, beside parsing.

`python -m benchmarks.build`
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce
from operator import or_
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.timing import Figure, at_most, interleaved, main
from odatanodes import ast
from odatanodes.build import all_of, any_of, node, now, to_python
from odatanodes.filter import Filter
from odatanodes.filter.parameters import Binder
from odatanodes.parse import parse_filter
from odatanodes.serialize import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.build import Condition


SINCE = datetime(2025, 11, 22, 22, 22, 27, tzinfo=UTC)
TEMPLATE = "state eq @state and stateTransitionTime ge @since and startTaskInfo/exitCode ne @code"
VALUES = {"state": "idle", "since": SINCE, "code": 0}


def three() -> Condition:
    """Build a filter of three terms with operators."""
    return (node.state == "idle") & (node.start_task_info.exit_code != 0) & node.id.startswith("tvm")


def dated() -> Condition:
    """Build one with an instant, arithmetic and a lambda."""
    recent = node.recent_tasks.any(lambda t: t.task_state == "completed")
    return all_of(node.state_transition_time >= SINCE, node.last_boot_time.lt(now()), recent)


def parsing(text: str) -> Callable[[], object]:
    """Return a function that parses a text."""
    return lambda: parse_filter(text)


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the ratios with their bars."""
    found, rounds = [], 5 if quick else 15
    for name, build in (("three terms", three), ("three terms with an instant and a lambda", dated)):
        text = to_text(build().expr)
        assert parse_filter(text) == build().expr
        taken = interleaved({"build": build, "parse": parsing(text)}, rounds=rounds, clock=process_time)
        found.append(at_most(f"build {name} / parse", taken["build"] / taken["parse"], 3))
    template = Filter(TEMPLATE)
    binder = Binder(template.expr)
    bound, sure = binder.bind(VALUES)
    text = to_text(bound)
    assert sure
    assert parse_filter(text) == bound
    tree = bound
    taken = interleaved(
        {
            "filter": lambda: Filter(text),  # the long cases are first and last, where caches are cold
            "parse": lambda: parse_filter(text),
            "bind": lambda: binder.bind(VALUES),
            "template": lambda: parse_filter(TEMPLATE),
            "to_python": lambda: to_python(tree),
        },
        rounds=rounds,
        clock=process_time,
    )
    found.append(at_most("bind three parameters / parse the text with the values", taken["bind"] / taken["parse"], 0.5))
    found.append(Figure("bind three parameters / parse the template", taken["bind"] / taken["template"]))
    found.append(Figure("bind three parameters / make the Filter from text", taken["bind"] / taken["filter"]))
    found.append(Figure("write three terms as Python / parse", taken["to_python"] / taken["parse"]))
    wide = [node.total_tasks_run != number for number in range(500)]
    assert isinstance(all_of(wide).expr, ast.And)
    text = to_text(all_of(wide).expr)
    taken = interleaved(
        {"build": lambda: all_of(node.total_tasks_run != number for number in range(500)), "parse": parsing(text)},
        rounds=rounds,
        clock=process_time,
    )
    found.append(at_most("build 500 terms / parse", taken["build"] / taken["parse"], 3))
    return found + joins(rounds)


def joins(rounds: int) -> list[Figure]:
    """Return the ratios of joining filters one by one, against one filter of as many terms, and for four times as many."""
    few, many = [[Filter(f"id eq 'tvm-{number}'") for number in range(count)] for count in (800, 3200)]
    taken = interleaved(
        {
            "joined": lambda: reduce(or_, few),
            "joined, many": lambda: reduce(or_, many),
            "any_of": lambda: Filter(any_of([node.id == f"tvm-{number}" for number in range(800)])),
        },
        rounds=rounds,
        clock=process_time,
    )
    return [
        at_most("join 800 filters with | / any_of of 800 terms", taken["joined"] / taken["any_of"], 3),
        at_most("join 3,200 filters / 800", taken["joined, many"] / taken["joined"], 8),
    ]


if __name__ == "__main__":
    main(figures)
