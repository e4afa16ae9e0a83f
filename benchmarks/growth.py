"""Growth of time with size: the exponent k of seconds = c·size^k, by least squares over the logarithms.

    python -m benchmarks.growth [--quick]

Parse, check, plan, compile and apply against the terms of a filter, apply against nodes, scan and its memory against the bytes
of a file. 1 is linear; constant costs lower the exponent, so the last tenfold step, where they are small, is a figure as well.
Nodes that exceed the processor's caches cost more each for any reader: the bar of `apply` is relative to a hand-written
comprehension.
"""

from __future__ import annotations

import gc
from functools import partial
from math import log
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks import processes, scan, scan_data
from benchmarks.timing import Figure, at_most, interleaved, main, progress
from odatanodes import Filter, validate
from odatanodes.edm import DateTimeOffset
from odatanodes.parse import parse_filter
from odatanodes.service import LIST_NODES
from odatanodes.service.plan import plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

NOW = DateTimeOffset.parse("2025-11-23T12:00:00Z")
TERMS = (10, 100, 1_000, 10_000)
NODES = (100, 1_000, 10_000, 100_000, 1_000_000)
MEGABYTES = (1, 10, 100, 1_000)
QUICK = {TERMS: (10, 100, 1_000), NODES: (100, 1_000, 10_000), MEGABYTES: (1, 8, 64)}
LINEAR, LAST_STEP = 1.1, 1.2
"""Bars of the exponent over all sizes, and of the last step, which shows exceeded caches and all the noise."""
PAIR = "(state eq 'idle' and totalTasksRun gt {0}) or (vmSize eq 's{0}' and startTaskInfo/exitCode ne {0})"


def mixed(terms: int) -> str:
    """Return a filter of `or` and `and` with `terms` different comparisons over four properties."""
    whole, rest = divmod(terms, 4)
    return " or ".join([PAIR.format(number) for number in range(whole)] + [f"id eq 'tvm-{number}'" for number in range(rest)])


def listed(terms: int) -> str:
    """Return one `in` with `terms` values."""
    return f"id in ({','.join([repr(f'tvm-{number}') for number in range(terms)])})"


def exponent(points: Mapping[float, float]) -> float:
    """Return the slope of the line through the logarithms, by least squares.

    >>> round(exponent({10: 3.0, 100: 30.0, 1000: 300.0}), 6), round(exponent({1: 1.0, 2: 4.0, 4: 16.0}), 6)
    (1.0, 2.0)
    """
    xs, ys = [log(x) for x in points], [log(y) for y in points.values()]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum([(x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)])
    return above / sum([(x - x_mean) ** 2 for x in xs])


def grown(name: str, points: Mapping[float, float], of: str) -> list[Figure]:
    """Return the time of each size, and the exponents."""
    last = dict(list(points.items())[-2:])
    return [
        *times(name, points, of),
        at_most(f"{name}: exponent over {of}", exponent(points), LINEAR, ""),
        at_most(f"{name}: exponent of the last step, {of}", exponent(last), LAST_STEP, ""),
    ]


def times(name: str, points: Mapping[float, float], of: str) -> list[Figure]:
    """Return the milliseconds at each size."""
    return [Figure(f"{name}, {size:,} {of}", seconds * 1e3, unit="ms").drawn(of, name, size) for size, seconds in points.items()]


def by_terms(sizes: tuple[int, ...]) -> list[Figure]:
    """Return the growth with the terms of a filter, and with the values of one `in`."""
    found: list[Figure] = []
    page = [_small(node) for node in _nodes(1_000)]
    for of, text_of in (("terms", mixed), ("values", listed)):
        steps: dict[str, dict[float, float]] = {}
        for terms in sizes:
            progress(f"{terms:,} {of}")
            text = text_of(terms)
            made = Filter(text)
            made.apply(page)
            cases: dict[str, Callable[[], object]] = {
                "parse": partial(parse_filter, text),
                "check": partial(validate, text),
                "plan": partial(plan, made.expr, LIST_NODES, made.rules, now=NOW),
                "compile": partial(_compiled, made),
                "apply to 1,000 nodes": partial(made.apply, page),
            }
            taken = interleaved(cases, rounds=9, seconds=0.01)
            for case, seconds in taken.items():
                steps.setdefault(case, {})[terms] = seconds
        for name, points in steps.items():
            found += grown(name, points, of)
    return found


def _compiled(made: Filter) -> object:
    """Compile anew and test one node: a Filter caches its predicate, a new Filter of the same tree has none."""
    return made._with(made.expr).matches({"id": "x", "state": "idle", "totalTasksRun": 0, "vmSize": "x"})


def by_nodes(sizes: tuple[int, ...]) -> list[Figure]:
    """Return the growth of `apply` with the nodes, which have the properties that the filter reads and two more."""
    made = Filter(scan_data.FILTER)
    nodes = [_small(node) for node in _nodes(max(sizes))]
    assert made.apply(nodes) == by_hand(nodes)
    gc.freeze()  # otherwise the collections between rounds traverse a million nodes
    ours: dict[float, float] = {}
    theirs: dict[float, float] = {}
    for size in sizes:
        progress(f"apply to {size:,} nodes")
        some = nodes[:size]
        taken = interleaved({"apply": partial(made.apply, some), "by hand": partial(by_hand, some)}, rounds=7, seconds=0.01)
        ours[size], theirs[size] = taken["apply"], taken["by hand"]
    return [
        *times("apply", ours, "nodes"),
        *times("by hand", theirs, "nodes"),
        Figure("apply: exponent over nodes", exponent(ours), unit=""),
        Figure("by hand: exponent over nodes", exponent(theirs), unit=""),
        at_most("apply / by hand: exponent over nodes", exponent(ours) / exponent(theirs), 1.03),
    ]


def by_hand(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the nodes that the expert's comprehension keeps."""
    return [n for n in nodes if n["state"].casefold() == "idle" and (n.get("startTaskInfo") or {}).get("exitCode") != 0]


def _nodes(count: int) -> Iterator[dict[str, Any]]:
    random = Random(scan_data.SEED)
    return (scan_data.node(number, random) for number in range(count))


def _small(node: dict[str, Any]) -> dict[str, Any]:
    names = ("id", "state", "startTaskInfo", "vmSize", "totalTasksRun")
    return {name: node[name] for name in names if name in node}


def by_bytes(sizes: tuple[int, ...]) -> list[Figure]:
    """Return the growth of `odatanodes filter` with the file, in time on one core and in memory."""
    seconds: dict[float, float] = {}
    memory: dict[float, float] = {}
    with TemporaryDirectory() as folder, processes.one_core():
        for size in sizes:
            progress(f"scan {size:,} MB")
            path = Path(folder, "nodes.jsonl")
            scan_data.write_lines(path, size * 10**6)
            command = scan.ours(path, "--jobs", "1")
            cases = {"scan": partial(processes.run_silently, command)}
            seconds[size] = interleaved(cases, rounds=3, calls=1, clock=processes.children_seconds)["scan"]
            memory[size] = processes.peak_memory(command) / 2**20
    peaks = [Figure(f"memory of scan, {size:,} MB", peak, unit="MiB") for size, peak in memory.items()]
    last = dict(list(memory.items())[-2:])  # a file of 1 MB is smaller than what is read at once
    return [
        *grown("scan", seconds, "MB"),
        *peaks,
        at_most("memory of scan: exponent of the last step, MB", exponent(last), 0.05, ""),
    ]


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the times of each size, and the exponents with their bars."""
    terms, nodes, megabytes = (QUICK[sizes] if quick else sizes for sizes in (TERMS, NODES, MEGABYTES))
    return by_terms(terms) + by_bytes(megabytes) + by_nodes(nodes)


if __name__ == "__main__":
    main(figures)
