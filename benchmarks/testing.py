"""What tests cost: an example of a strategy, shrinking, a deadline, a request to the emulator: `python -m benchmarks.testing`."""

from __future__ import annotations

import http.client
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hypothesis import HealthCheck, find, given, settings

from benchmarks.timing import Figure, at_most, main
from odatanodes import emulator
from odatanodes.service import LIST_NODES
from odatanodes.strategies import filters, nodes
from odatanodes.testing import assert_implies
from tests.kit.emulated import nodes as listed

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

DRAWN = settings(max_examples=300, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
SHRUNK = settings(DRAWN, max_examples=3_000)


def example(strategy: SearchStrategy[object], runs: int) -> float:
    """Return the milliseconds of one example, Hypothesis included: the median of runs of 300."""

    @DRAWN
    @given(strategy)
    def draw(_: object) -> None:
        pass

    draw()
    taken = []
    for _ in range(runs):
        start = process_time()
        draw()
        taken.append((process_time() - start) * 1e3 / DRAWN.max_examples)
    return median(taken)


def request_over_a_kept_connection(count: int) -> float:
    """Return the milliseconds of one request for 30 nodes; without TCP_NODELAY on the server 40 ms of Linux are added."""
    with emulator.running(listed(40), page_size=30) as endpoint:
        parts = urlsplit(endpoint)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=20)
        taken = []
        for _ in range(count):
            start = perf_counter()
            connection.request("GET", "/pools/p1/nodes?api-version=2025-06-01")
            connection.getresponse().read()
            taken.append((perf_counter() - start) * 1e3)
        connection.close()
    return median(taken)


def over_the_deadline(deadline: float) -> float:
    """Return the seconds that an undecided assertion takes beyond its deadline."""
    many = " or ".join(f"length(id) eq {n} and totalTasksRun mul {n} gt 5" for n in range(1, 60))
    start = perf_counter()
    assert_implies(
        f"({many}) and tolower(id) eq 'abc'",
        f"({many}) and toupper(id) eq 'ABC'",
        deadline=deadline,
        examples=10**6,
        undecided="pass",
    )
    return perf_counter() - start - deadline


def figures(*, quick: bool = False) -> list[Figure]:
    """Return milliseconds for each example and request, seconds for shrinking and deadlines."""
    runs = 1 if quick else 5
    drawn = (("nodes()", nodes(), 3), ("filters()", filters(), 5), ("filters(service=LIST_NODES)", filters(service=LIST_NODES), 5))
    found = [at_most(f"an example of {name}", example(strategy, runs), bar, "ms") for name, strategy, bar in drawn]
    start = process_time()
    find(filters(), lambda one: "startswith" in str(one), settings=SHRUNK)
    found.append(at_most("shrinking to startswith(id,'a')", process_time() - start, 5, "s"))
    found.append(Figure("assert_implies that is not decided, beyond its deadline of 1 s", over_the_deadline(1.0), unit="s"))
    found.append(at_most("a request on a kept connection", request_over_a_kept_connection(20 if quick else 200), 3, "ms"))
    return found


if __name__ == "__main__":
    main(figures)
