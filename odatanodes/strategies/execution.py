"""How tasks and start tasks ran: times, attempts, exit codes, results and failures that fit each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from odatanodes.strategies.overrides import Drawer, Fields

__all__ = ["DETAILS", "attempts", "ended", "ending", "execution", "failure", "listed", "task_states", "times"]

ENDING = ("endTime", "exitCode", "result", "failureInfo")
STATES = ("active", "completed", "running", "preparing")
CODES = (0, 0, 1, 127, 137, -1, -(2**31))
FAILED = tuple(code for code in CODES if code)


def listed(*items: Any, most: int = 2) -> st.SearchStrategy[list[Any]]:
    """Return a strategy of short lists of some items."""
    return st.lists(st.sampled_from(items), max_size=most)


DETAILS = listed({"name": "Message", "value": "The task exited with an exit code"}, {"name": "Code"})


def times(path: str) -> tuple[tuple[str, ...], ...]:
    """Return the fields of a start and an end, for `Drawer.chain`."""
    return (f"{path}/startTime", f"{path}/lastRetryTime", f"{path}/lastRequeueTime"), (f"{path}/endTime",)


def ended(d: Drawer, path: str) -> bool:
    """Return whether the caller gave something that only what has ended has."""
    return d.asked(*[f"{path}/{name}" for name in ENDING])


def task_states(d: Drawer) -> tuple[str, ...]:
    """Return the states of a task that fit what the caller gave about its execution."""
    if ended(d, "executionInfo"):
        return ("completed",)
    return STATES[1:3] if d.asked("executionInfo/startTime", "nodeInfo") else STATES


def execution(d: Drawer, state: str, started: int, end: int, *, result: bool) -> Fields:
    """Draw the execution of a task; one that waits for a node has a start only if it ran before."""
    path = "executionInfo"
    waits = state not in ("completed", "running")
    made = attempts(d, path, started, waits=waits)
    again, resumed = f"{path}/requeueCount", f"{path}/lastRequeueTime"
    count = made["requeueCount"] = d.one(again, (1,) if d.asked(resumed) else (0,) if waits else (0, 1))
    if isinstance(count, int) and count > 0:
        made["lastRequeueTime"] = d.moment(resumed, started)
    if not waits or made["retryCount"] or d.asked(f"{path}/startTime"):
        made["startTime"] = d.moment(f"{path}/startTime", started)
    if state == "completed":
        made |= ending(d, path, end, failed=None, result=result)
    return made


def attempts(d: Drawer, path: str, started: int, *, waits: bool = False) -> Fields:
    """Draw how often something was tried again, and when for the last time."""
    last = f"{path}/lastRetryTime"
    count = d.one(f"{path}/retryCount", (1,) if d.asked(last) else (0,) if waits else (0, 1))
    made: Fields = {"retryCount": count}
    if isinstance(count, int) and count > 0:
        made["lastRetryTime"] = d.moment(last, started)
    return made


def failure(d: Drawer, path: str) -> bool | None:
    """Return whether what the caller gave is a failure or a success; None where it is neither."""
    if d.asked(f"{path}/failureInfo") or d.given.get(f"{path}/result") == "failure":
        return True
    if d.asked(f"{path}/exitCode"):
        return bool(d.given[f"{path}/exitCode"] != 0)
    return False if d.given.get(f"{path}/result") == "success" else None


def ending(d: Drawer, path: str, end: int, *, failed: bool | None, result: bool) -> Fields:
    """Draw the end, the exit code and what goes with it: a failure has its information, a success has none.

    `failed` is what the surroundings require; `result` tells whether the result is always there.
    """
    code, outcome, info = f"{path}/exitCode", f"{path}/result", f"{path}/failureInfo"
    known = failure(d, path)
    failed = failed if known is None else known
    made: Fields = {"endTime": d.moment(f"{path}/endTime", end)}
    made["exitCode"] = d.one(code, CODES if failed is None else FAILED if failed else (0,))
    failed = made["exitCode"] != 0 if failed is None else failed
    if d.present(outcome, True if result else None):
        made["result"] = d.field(outcome, "failure" if failed else "success")
    if d.present(info, failed):
        made["failureInfo"] = d.part(info, lambda: _failure(d, info))
    return made


def _failure(d: Drawer, path: str) -> Fields:
    made: Fields = {"category": d.field(f"{path}/category", "usererror"), "code": d.field(f"{path}/code", "FailureExitCode")}
    if d.present(f"{path}/details"):
        made["details"] = d.field(f"{path}/details", DETAILS)
    return made
