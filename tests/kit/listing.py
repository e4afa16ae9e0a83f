"""Many realistic nodes, the same at every run, some of them with hostile IDs."""

from __future__ import annotations

import datetime
import random
from typing import Any

__all__ = ["HOSTILE", "many_nodes"]

HOSTILE = "<img src=x onerror=alert(1)>\u202egnp"
STATES = ["idle"] * 40 + ["running"] * 45 + ["starting"] * 5 + ["starttaskfailed"] * 4 + ["unusable"] * 3 + ["preempted"] * 3


def many_nodes(count: int) -> list[dict[str, Any]]:
    """Return nodes with REST names and what the service always sends."""
    draw = random.Random(7)
    return [_node(number, draw) for number in range(count)]


def _node(number: int, draw: random.Random) -> dict[str, Any]:
    changed = datetime.datetime(2025, 11, 22, tzinfo=datetime.UTC) - datetime.timedelta(minutes=draw.expovariate(1 / 900))
    return {
        "id": HOSTILE if number == 3 else f"tvm-{number:06d}_p",
        "url": f"https://account.region.batch.azure.com/pools/p/nodes/tvm-{number:06d}_p",
        "state": draw.choice(STATES),
        "schedulingState": "enabled",
        "stateTransitionTime": changed.strftime("%Y-%m-%dT%H:%M:%S.%f3Z"),
        "allocationTime": "2025-11-01T00:00:00.1234567Z",
        "ipAddress": "10.0.0.4",
        "affinityId": f"TVM:tvm-{number:06d}_p",
        "vmSize": draw.choice(["standard_d2_v5", "standard_d4_v5", "Standard_F8s"]),
        "totalTasksRun": draw.randrange(40),
        "isDedicated": draw.random() < 0.3,
        "virtualMachineInfo": {"scaleSetVmResourceId": f"/subscriptions/x/{number}"},
    }
