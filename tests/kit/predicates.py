"""Compiled filters for tests, in both forms: closures and generated code; and a node."""

from __future__ import annotations

from typing import Any

from odatanodes import edm
from odatanodes.check import check
from odatanodes.evaluate import Predicate, compile_predicate
from odatanodes.parse import parse_filter
from odatanodes.runtime import Rules
from odatanodes.schema import BATCH_NODE

NODE: dict[str, Any] = {
    "id": "tvm-1",
    "state": "idle",
    "stateTransitionTime": "2025-11-22T22:22:27.2236818Z",
    "allocationTime": "2025-11-22T22:22:27Z",
    "ipAddress": "10.0.0.1",
    "vmSize": "Standard_D2_v5",
    "totalTasksRun": 7,
    "isDedicated": True,
    "startTaskInfo": {"state": "completed", "exitCode": 3, "retryCount": 0, "failureInfo": None},
    "recentTasks": [
        {"taskId": "t1", "taskState": "completed", "executionInfo": {"exitCode": 0, "retryCount": 0}},
        {"taskId": "t2", "taskState": "running"},
    ],
    "errors": [],
}


def predicate(text: str, schema: Any = BATCH_NODE, semantics: Any = "batch", **options: Any) -> Predicate:
    typed, found = check(parse_filter(text), schema)
    assert not [finding.message for finding in found if finding.severity == "error"]
    clock = lambda: edm.DateTimeOffset.parse("2025-11-22T23:00:00Z")  # noqa: E731
    return compile_predicate(typed, schema, Rules(semantics, clock=clock, text=text, **options))


def generated(text: str, *arguments: Any, **options: Any) -> Predicate:
    found = predicate(text, *arguments, **options)
    found.generate()
    return found
