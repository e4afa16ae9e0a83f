"""Processor seconds and peak memory of whole processes, with all processes they start.

Memory is read in a run of its own, so that reading it does not disturb the timing: the sum over the process and its children of
the peak resident size of each. Shared pages count once for each process, so the sum is an upper bound. Needs psutil.
"""

from __future__ import annotations

import os
import resource
import shutil
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
    "run_piped",
    "run_silently",
]

Command = tuple[str, ...]
SCRIPT = str(Path(sys.executable).with_name("odatanodes"))
"""The command as installed beside this Python, which is what users run."""
MEMORY_INTERVAL_SECONDS = 0.002


def children_seconds() -> float:
    """Return the processor seconds, user and system, of all child processes that have ended: a clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this process and its children on one processor, if the system can."""
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
    """Return the environment of the processes: with byte code cached, as after an installation, whatever this environment has."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": _byte_code().name}


@cache
def _byte_code() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def output(command: Sequence[str], given: bytes | None = None) -> bytes:
    """Return the standard output of a command, with `given` on its standard input; its standard error is shown."""
    return subprocess.run(command, check=True, input=given, stdout=subprocess.PIPE, env=environment()).stdout


def run_silently(command: Sequence[str]) -> None:
    """Run a command and discard its output."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())


def run_piped(command: Sequence[str], path: Path) -> None:
    """Run a command with a file on its standard input, through a pipe, and discard its output."""
    with (
        path.open("rb") as file,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment()) as running,
    ):
        assert running.stdin is not None
        shutil.copyfileobj(file, running.stdin, 1 << 20)
        running.stdin.close()
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)


def run_at_once(command: Sequence[str], times: int) -> None:
    """Run a command several times concurrently and discard the output."""
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) for _ in range(times)]
    codes = [process.wait() for process in running]
    if any(codes):
        raise subprocess.CalledProcessError(1, command)


def peak_memory(command: Sequence[str]) -> int:
    """Return the sum of the peak resident bytes of a command and its children."""
    import psutil

    peaks: dict[int, int] = {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment()) as running:
        family = psutil.Process(running.pid)
        while running.poll() is None:
            _note(family, peaks)
            sleep(MEMORY_INTERVAL_SECONDS)
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
    """Return the peak resident size of a process, as Linux records it; 0 on other systems."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    fields: Mapping[str, str] = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(fields.get("VmHWM", "0 kB").split()[0]) * 1024
