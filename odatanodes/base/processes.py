"""What a process needs that works for another one: it is interrupted through that one, and does not outlive it.

Comes in: nothing. Goes out: nothing; `begin` is the initializer of a pool's processes.
"""

from __future__ import annotations

import os
import signal
import threading

__all__ = ["ENDING", "begin"]

ENDING = [signal.SIGTERM, signal.SIGHUP] if hasattr(signal, "SIGHUP") else [signal.SIGTERM]
"""The signals by which a process is told to end."""


def begin() -> None:
    """Prepare a process: an interruption from the keyboard is left to the one that started it; other signals end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ENDING:
        if callable(signal.getsignal(number)):  # what the one that started it does came along by fork
            signal.signal(number, signal.SIG_DFL)
    if not hasattr(signal, "pthread_sigmask"):
        _follow_parent()
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)  # the thread inherits that: if a work puts signals off, all wait
    _follow_parent()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _follow_parent() -> None:
    try:
        threading.Thread(target=_end_with_parent, daemon=True).start()
    except RuntimeError:  # there may be no more threads: the work can be done all the same
        return


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it could not tell, and the wait for work would not end."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return
    connection.wait([parent.sentinel])
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        os.kill(os.getpid(), signal.SIGTERM)  # which waits while a file is put in place
    else:
        os._exit(1)
