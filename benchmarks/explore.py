"""The explorer on 100,000 nodes: what the server does for one keystroke: `python -m benchmarks.explore`.

A keystroke that makes a new filter costs its parsing, its evaluation on every item, the legend and the plan (`view`), and then
the table, the chart and an item. Each filter is new, as while typing: nothing is cached. The start is that of the command, as a
process, up to its first response.
"""

from __future__ import annotations

import json
import subprocess
from statistics import median
from time import perf_counter, process_time
from urllib.request import urlopen

from benchmarks import processes
from benchmarks.timing import Figure, at_most, main
from odatanodes.explore import Listing, views
from odatanodes.service import LIST_NODES
from tests.kit.listing import many_nodes

ITEMS = 100_000
FILTERS = (
    "state eq 'idle'",
    "state eq 'idle' and stateTransitionTime gt 2025-11-21T12:00:00Z",
    "contains(id,'77') or vmSize in ('standard_d2_v5','standard_f8s') and totalTasksRun gt 20",
)


def started() -> float:
    """Return the seconds from the start of the process to its first response."""
    environment = processes.environment()
    begin = perf_counter()
    words = (processes.SCRIPT, "explore", "--sample", "--no-browser")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment) as running:
        assert running.stdout is not None
        with urlopen(running.stdout.readline().strip(), timeout=30) as response:
            response.read()
        taken = perf_counter() - begin
        running.terminate()
    return taken


def figures(*, quick: bool = False) -> list[Figure]:
    """Milliseconds of the server's work for each request, and seconds until the first response."""
    items = ITEMS // 10 if quick else ITEMS
    listing = Listing(many_nodes(items), LIST_NODES)
    listing.categories("state")
    listing.bins("stateTransitionTime")
    listing.order("stateTransitionTime")
    found = [at_most("explore --sample, from its start to the first response", median(started() for _ in range(6)), 1, "s")]
    for number, text in enumerate(FILTERS, 1):
        views_taken = []
        for turn in range(5 if quick else 9):
            new = f"{text} and totalTasksRun ne {1000 + turn}"
            start = process_time()
            json.dumps(views.view(listing, new, "id,state", "state"))
            json.dumps(views.rows(listing, new, "", "stateTransitionTime", False, 0, 50))
            json.dumps(views.chart(listing, new, "stateTransitionTime"))
            views_taken.append(process_time() - start)
        found.append(at_most(f"a keystroke on {items:,} nodes, filter {number}", median(views_taken) * 1000, 200, "ms"))
    return found


if __name__ == "__main__":
    main(figures)
