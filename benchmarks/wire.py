"""Bytes transferred with a plan and without: `python -m benchmarks.wire`.

A real server on loopback lists 100,000 nodes, of which 2 % match a filter that can be sent to the service only in part. The bodies
of all responses are counted, for `list_nodes` with the plan and for the whole list with the filter evaluated locally. Both give the
same nodes. Bytes and requests are exact; the ratio of seconds is of one run each, on the loopback of this machine.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.evaluate import nodes
from benchmarks.timing import Figure, at_most, main
from odatanodes import Filter, Select
from odatanodes.emulator import running
from odatanodes.request import ListNodesRequest, http_fetch, list_nodes, pages

if TYPE_CHECKING:
    from typing import Self

    from odatanodes.request import Response

COUNT = 100_000
QUICK = 20_000
FILTER = "state eq 'offline' and lastBootTime lt 2025-11-25T00:00:00Z and isDedicated eq false"
SELECT = "id,vmSize"


class Meter:
    """A fetch that counts responses and their bytes, and the seconds in its context."""

    def __init__(self) -> None:
        self.fetch = http_fetch()
        self.responses = self.bytes = 0
        self.seconds = 0.0

    def __call__(self, url: str, headers: dict[str, str]) -> Response:
        response = self.fetch(url, headers)
        self.responses += 1
        self.bytes += len(response.body)
        return response

    def __enter__(self) -> Self:
        self.seconds = -perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds += perf_counter()


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the ratios."""
    count = QUICK if quick else COUNT
    wanted, select = Filter(FILTER), Select(SELECT)
    found: list[Any] = []
    with running(nodes(count)) as endpoint:
        with Meter() as everything:
            for page in pages(everything, ListNodesRequest("p1").url(endpoint)):
                found += wanted.apply(page.nodes, select)
        with Meter() as filtered:
            whole = list(list_nodes(filtered, "p1", wanted, endpoint=endpoint))
        with Meter() as planned:
            projected = list(list_nodes(planned, "p1", wanted, endpoint=endpoint, select=select))
    assert projected == found == select.apply_all(whole)
    return [
        Figure("matching nodes", 100 * len(found) / count, unit="%"),
        Figure("size of the whole list", everything.bytes / 1e6, unit="MB"),
        at_most("bytes with the filter of the plan / whole list", filtered.bytes / everything.bytes, 0.1),
        at_most("bytes with filter and select of the plan / whole list", planned.bytes / everything.bytes, 0.01),
        Figure("requests with the plan / whole list", planned.responses / everything.responses),
        Figure("seconds with the plan / whole list", planned.seconds / everything.seconds),
    ]


if __name__ == "__main__":
    main(figures)
