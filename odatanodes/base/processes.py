"""Worker processes: how many there may be, and their preparation for signals and for the death of their parent."""

from __future__ import annotations

import os
import signal
import threading

__all__ = ["ENDING", "begin", "processors", "within_limit"]

ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
"""The signals that ask a process to end; SIGBREAK is Ctrl-Break of Windows."""
MAX_PROCESSES_ON_WINDOWS = 61
"""The system waits for at most 63 objects at once, two of which belong to the pool."""


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def within_limit(count: int) -> int:
    """Return the number of processes to start where `count` are wanted."""
    return min(count, MAX_PROCESSES_ON_WINDOWS) if os.name == "nt" else count


def begin() -> None:
    """Initialize a worker: an interruption from the keyboard is left to its parent; the other signals end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ENDING:
        if callable(signal.getsignal(number)):  # a handler of the parent, inherited by fork
            signal.signal(number, signal.SIG_DFL)
    if not hasattr(signal, "pthread_sigmask"):
        _follow_parent()
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # inherited by the thread, so that the main thread gets them
    _follow_parent()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    try:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    except RuntimeError:  # the limit of threads is reached; the work can be done nevertheless
        return


def _end_with_parent() -> None:
    """End this process once its parent is gone: a killed parent cannot ask for it, and a worker would wait for work forever."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return
    connection.wait([parent.sentinel])
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        os.kill(os.getpid(), signal.SIGTERM)  # deferred while a file is being replaced
    else:
        os._exit(1)
