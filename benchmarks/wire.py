"""Bytes over the wire with a plan and without: `python -m benchmarks.wire`.

A real server on loopback lists 100,000 nodes, of which 2 % match a filter that the service can only be asked a part of. The bodies
of all answers are counted, once for what `list_nodes` asks with the plan, once for everything with the filter tested here.
Both give the same nodes. Bytes and requests are exact; the ratio of seconds is of one run each, on this machine's loopback.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.evaluate import nodes
from benchmarks.timing import Figure, at_least, main
from odatanodes import Filter, Select
from odatanodes.emulator import running
from odatanodes.request import ListNodesRequest, http_fetch, list_nodes, pages

if TYPE_CHECKING:
    from typing import Self

    from odatanodes.request import Response

COUNT = 100_000
QUICK = 20_000
QUESTION = "state eq 'offline' and lastBootTime lt 2025-11-25T00:00:00Z and isDedicated eq false"
SELECT = "id,vmSize"


class Meter:
    """A fetch that counts answers, their bytes, and the seconds from the first request to the end of its block."""

    def __init__(self) -> None:
        self.fetch = http_fetch()
        self.answers = self.bytes = 0
        self.seconds = 0.0

    def __call__(self, url: str, headers: dict[str, str]) -> Response:
        answer = self.fetch(url, headers)
        self.answers += 1
        self.bytes += len(answer.body)
        return answer

    def __enter__(self) -> Self:
        self.seconds = -perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds += perf_counter()


def figures(*, quick: bool = False) -> list[Figure]:
    """Return the ratios."""
    count = QUICK if quick else COUNT
    wanted, select = Filter(QUESTION), Select(SELECT)
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
        Figure("nodes that match, of 100", 100 * len(found) / count, unit="%"),
        Figure("megabytes of the whole list", everything.bytes / 1e6, unit="MB"),
        at_least("bytes of everything / with the plan's filter", everything.bytes / filtered.bytes, 10),
        at_least("bytes of everything / with the plan's filter and select", everything.bytes / planned.bytes, 100),
        Figure("requests for everything / with the plan", everything.answers / planned.answers),
        Figure("seconds for everything / with the plan", everything.seconds / planned.seconds),
    ]


if __name__ == "__main__":
    main(figures)
