"""Node records for the scan benchmarks: seeded, of about 1.3 kB each, in the shape of List Nodes responses.

    python -m benchmarks.scan_data FILE [--megabytes N | --nodes N] [--seed N] [--page]

Writes JSON Lines, or one page of the service. About 6 % of the nodes match `FILTER`: three in ten are idle, and the start task of
one in five has failed, is running or is absent (null is not 0).
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from itertools import islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FILTER", "SEED", "lines", "node", "write_lines", "write_page"]

FILTER = "state eq 'idle' and startTaskInfo/exitCode ne 0"
SEED = 20251122
STATES = {"idle": 30, "running": 45, "offline": 8, "starting": 6, "rebooting": 5, "unusable": 4, "preempted": 2}
SIZES = ("standard_d2_v5", "standard_d4_v5", "standard_e8s_v5", "standard_f4s_v2", "standard_nc6s_v3")
ENDED, RUNNING, ABSENT = 80, 4, 8
"""Percentages of nodes whose start task succeeded, is running, or is absent; it failed on the others."""


def lines(seed: int = SEED) -> Iterator[bytes]:
    """Yield an endless sequence of records, each a line of compact JSON; the same for the same seed."""
    random = Random(seed)
    write = json.JSONEncoder(separators=(",", ":")).encode
    number = 0
    while True:
        yield write(node(number, random)).encode() + b"\n"
        number += 1


def node(number: int, random: Random) -> dict[str, Any]:
    """Return the next node."""
    name = f"tvm-{1695681911 + number // 500}_{number % 500 + 1}-20251122t193202z"
    [state] = random.choices(list(STATES), list(STATES.values()))
    booted = _time(random)
    tasks = random.randrange(400)
    made: dict[str, Any] = {
        "id": name,
        "url": f"https://account.region.batch.azure.com/pools/poolId/nodes/{name}",
        "state": state,
        "schedulingState": "enabled" if random.random() < 0.95 else "disabled",
        "stateTransitionTime": _time(random),
        "lastBootTime": booted,
        "allocationTime": _time(random),
        "ipAddress": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "affinityId": f"TVM:{name}",
        "vmSize": random.choice(SIZES),
        "totalTasksRun": tasks,
        "totalTasksSucceeded": max(0, tasks - random.randrange(3)),
        "runningTasksCount": random.randrange(1, 5) if state == "running" else 0,
        "runningTaskSlotsCount": 0,
        "isDedicated": random.random() < 0.7,
        "startTask": {
            "commandLine": "/bin/bash -c 'set -e; ./install.sh --verbose && ./mount.sh /mnt/data'",
            "userIdentity": {"autoUser": {"scope": "pool", "elevationLevel": "admin"}},
            "maxTaskRetryCount": 1,
            "waitForSuccess": True,
        },
        "virtualMachineInfo": {
            "imageReference": {
                "publisher": "Canonical",
                "offer": "ubuntu-24_04-lts",
                "sku": "server",
                "version": "latest",
                "exactVersion": "24.04.202511130",
            }
        },
        "nodeAgentInfo": {"version": "1.12.12", "lastUpdateTime": booted},
    }
    _start_task_info(made, random)
    if random.random() < 0.25:
        made["recentTasks"] = [_task(random) for _ in range(random.randrange(1, 4))]
    return made


def _start_task_info(made: dict[str, Any], random: Random) -> None:
    chance = random.random() * 100
    if chance < ABSENT:
        del made["startTask"]
        return
    info: dict[str, Any] = {"state": "running", "startTime": made["lastBootTime"], "retryCount": 0}
    if chance >= ABSENT + RUNNING:
        code = 0 if chance < ABSENT + RUNNING + ENDED else random.choice((1, 2, 127, 137))
        info |= {"state": "completed", "endTime": _time(random), "exitCode": code, "result": "failure" if code else "success"}
    made["startTaskInfo"] = info


def _task(random: Random) -> dict[str, Any]:
    job, number = random.randrange(1000), random.randrange(100_000)
    return {
        "taskUrl": f"https://account.region.batch.azure.com/jobs/job-{job}/tasks/task-{number}",
        "jobId": f"job-{job}",
        "taskId": f"task-{number}",
        "taskState": "completed",
        "executionInfo": {"startTime": _time(random), "endTime": _time(random), "exitCode": 0, "retryCount": 0, "requeueCount": 0},
    }


def _time(random: Random) -> str:
    fraction = f"{random.randrange(10**7):07d}".rstrip("0")  # as the service writes it: without trailing zeros
    second = random.randrange(86_400)
    clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    return f"2025-11-{random.randrange(28) + 1:02d}T{clock}{'.' if fraction else ''}{fraction}Z"


def write_lines(path: Path, size: int, seed: int = SEED) -> int:
    """Write JSON Lines of at least `size` bytes and return the number of nodes."""
    written = count = 0
    with path.open("wb") as file:
        for line in lines(seed):
            if written >= size:
                break
            written += file.write(line)
            count += 1
    return count


def write_page(path: Path, count: int, seed: int = SEED) -> None:
    """Write one page as the service sends it."""
    records = b",".join(line.rstrip(b"\n") for line in islice(lines(seed), count))
    path.write_bytes(b'{"odata.metadata":"https://account.region.batch.azure.com/$metadata#nodes","value":[' + records + b"]}")


def main() -> None:
    """Write a file with the options of the command line."""
    parser = ArgumentParser(prog="python -m benchmarks.scan_data", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--megabytes", type=float, default=64)
    parser.add_argument("--nodes", type=int, help="number of nodes, instead of a size")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--page", action="store_true", help="one service page (of 1,000 nodes by default) instead of JSON Lines")
    args = parser.parse_args()
    if args.page:
        write_page(args.file, args.nodes or 1000, args.seed)
    elif args.nodes:
        args.file.write_bytes(b"".join(islice(lines(args.seed), args.nodes)))
    else:
        write_lines(args.file, round(args.megabytes * 1e6), args.seed)


if __name__ == "__main__":
    main()
