"""The explorer on 100,000 nodes: what the server does for one keystroke: `python -m benchmarks.explore`.

A keystroke that makes a new filter costs its parsing, its evaluation on every item, the legend and the plan (`view`), and then
the table, the chart and an item. Each filter is new, as while typing: nothing is cached.
"""

from __future__ import annotations

import json
from statistics import median
from time import process_time

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


def figures(*, quick: bool = False) -> list[Figure]:
    """Milliseconds of the server's work for each request."""
    items = ITEMS // 10 if quick else ITEMS
    listing = Listing(many_nodes(items), LIST_NODES)
    listing.categories("state")
    listing.bins("stateTransitionTime")
    listing.order("stateTransitionTime")
    found = []
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
