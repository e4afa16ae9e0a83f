"""What examples shrink to: one simple object or filter, whatever Hypothesis met first."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, find, settings

from odatanodes.strategies import filters, jobs, nodes, tasks

SETTINGS = settings(max_examples=2000, database=None, deadline=None, suppress_health_check=list(HealthCheck))
REQUIRED = ["id", "url", "eTag", "lastModified", "creationTime", "state", "stateTransitionTime"]
CASES: list[tuple[Any, Any, Any]] = [
    (filters(), lambda _: True, "state eq 'idle'"),
    (filters(), lambda f: " and " in str(f), "state eq 'idle' and state eq 'idle'"),
    (filters(), lambda f: "any(t:" in str(f), "recentTasks/any(t:t/taskState eq 'active')"),
    (tasks().map(list), lambda _: True, [*REQUIRED, "commandLine"]),
    (jobs().map(list), lambda _: True, [*REQUIRED, "poolInfo", "executionInfo"]),
    (
        nodes().map(lambda node: {name: node[name] for name in node if name not in ("id", "url", "affinityId")}).map(list),
        lambda keys: "recentTasks" in keys,
        [
            *("state", "stateTransitionTime", "lastBootTime", "allocationTime", "ipAddress", "vmSize", "totalTasksRun"),
            *("recentTasks", "virtualMachineInfo"),
        ],
    ),
]


@pytest.mark.thorough
@pytest.mark.parametrize(("strategy", "wanted", "smallest"), CASES)
def test_an_example_shrinks_to_the_simplest(strategy: Any, wanted: Any, smallest: Any) -> None:
    found = [find(strategy, wanted, settings=SETTINGS, random=Random(seed)) for seed in range(2)]
    assert [one if isinstance(one, list) else str(one) for one in found] == [smallest] * 2
