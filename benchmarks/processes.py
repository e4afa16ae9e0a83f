"""Whole processes measured: seconds of processor by all that a command starts, and the most memory they held together.

Comes in: a command. Goes out: seconds or bytes. Memory is read while the command runs in a turn of its own, so that reading it
does not disturb the timing: the sum over the process and its children of the most that each of them had resident. Pages that
processes share are counted once for each of them, so the sum is an upper bound. Needs psutil.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = [
    "SCRIPT",
    "Command",
    "children_seconds",
    "environment",
    "one_core",
    "output",
    "peak_memory",
    "run_at_once",
    "run_silently",
]

Command = tuple[str, ...]
SCRIPT = str(Path(sys.executable).with_name("odatanodes"))
"""The command as it is installed beside this Python: what users run."""
EVERY = 0.002
"""Seconds between two readings of memory."""


def children_seconds() -> float:
    """Return the processor seconds, user and system, of all processes that were started from here and have ended: a clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process, and those it starts, on one processor; does nothing where the system cannot."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


@cache
def environment() -> dict[str, str]:
    """Return the variables of the processes: byte code is kept, as pip leaves it, whatever this environment says."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": _byte_code().name}


@cache
def _byte_code() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def output(command: Sequence[str]) -> bytes:
    """Return what a command prints; what it says on standard error is for the reader of the benchmark."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment()).stdout


def run_silently(command: Sequence[str]) -> None:
    """Run a command, what it prints and says thrown away."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())


def run_at_once(command: Sequence[str], times: int) -> None:
    """Run a command several times side by side, what it prints thrown away."""
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) for _ in range(times)]
    codes = [process.wait() for process in running]
    if any(codes):
        raise subprocess.CalledProcessError(1, command)


def peak_memory(command: Sequence[str]) -> int:
    """Return the bytes that a command and its children had resident at most, summed over them."""
    import psutil

    peaks: dict[int, int] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as running:
        family = psutil.Process(running.pid)
        while running.poll() is None:
            _note(family, peaks)
            sleep(EVERY)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return sum(peaks.values())


def _note(family: object, peaks: dict[int, int]) -> None:
    import psutil

    assert isinstance(family, psutil.Process)
    try:
        members = [family, *family.children(recursive=True)]
    except psutil.Error:  # it has just ended
        return
    for member in members:
        try:
            resident = _high_water(member.pid) or member.memory_info().rss
        except psutil.Error:
            continue
        peaks[member.pid] = max(peaks.get(member.pid, 0), resident)


def _high_water(pid: int) -> int:
    """Return the most a process ever had resident, as Linux keeps it; 0 where that is not told."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    fields: Mapping[str, str] = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(fields.get("VmHWM", "0 kB").split()[0]) * 1024
