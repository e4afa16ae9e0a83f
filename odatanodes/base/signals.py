"""Signals while a command writes files: nothing half-written is left behind, and the process dies by the signal.

A signal either ends the command by an exception, so that partial work is undone, or is deferred until a short piece of work is
done. Loaded only by commands that write: `import signal` loads enum.
"""

from __future__ import annotations

import os
import signal
import sys

from odatanodes.base.files import replaced_file
from odatanodes.base.processes import ENDING

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, Self

__all__ = ["Ending", "die_by_signal", "replaced"]

CONTROL_C_EXIT = -1073741510
"""STATUS_CONTROL_C_EXIT of Windows: the exit code of a process that Ctrl-C ended, as a signed number."""


class Ending:
    """Context in which a signal to end raises SystemExit with 128 + number, the exit code of shells; SIGINT KeyboardInterrupt.

    A second signal is ignored, since it would interrupt the cleanup.
    A signal that is ignored (nohup) or has a handler already is left alone; so are all in a thread, which cannot have handlers.
    Where Python drops exceptions (in `__del__`, or while a module is loaded) nothing is printed, and `check` raises it again.
    """

    def __init__(self) -> None:
        self._before: dict[int, Any] = {}
        self._received = 0
        self._unraisable = sys.unraisablehook

    def __enter__(self) -> Self:
        self._unraisable, sys.unraisablehook = sys.unraisablehook, self._drop
        for number in (signal.SIGINT, *ENDING):
            handler = signal.getsignal(number)
            if handler in {signal.SIG_DFL, signal.default_int_handler}:
                try:
                    signal.signal(number, self._end)
                except ValueError:  # not the main thread
                    break
                self._before[number] = handler
        return self

    def __exit__(self, *_: object) -> None:
        sys.unraisablehook = self._unraisable
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _drop(self, dropped: sys.UnraisableHookArgs) -> None:
        if not (self._received and isinstance(dropped.exc_value, KeyboardInterrupt | SystemExit)):
            self._unraisable(dropped)

    def _end(self, number: int, _: FrameType | None) -> None:
        for one in self._before:
            signal.signal(one, signal.SIG_IGN)  # a second signal would interrupt the cleanup
        self._received = number
        self.check()

    def check(self) -> None:
        """Raise KeyboardInterrupt or SystemExit if a signal arrived."""
        if self._received == signal.SIGINT:
            raise KeyboardInterrupt
        if self._received:
            raise SystemExit(128 + self._received)


def replaced(path: str, data: bytes) -> None:
    """Replace a file, all or nothing; a signal to end is deferred until it is done."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where other programs do not send such signals
        replaced_file(path, data)
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, *ENDING])
    try:
        replaced_file(path, data)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def die_by_signal(code: int) -> int:
    """Die by the signal that an exit code stands for: only then does a shell stop a loop, or see nothing but a closed pipe.

    Returns the exit code where there are no such signals.
    """
    number = code - 128
    if os.name == "nt":
        return CONTROL_C_EXIT if number == signal.SIGINT else code
    signal.signal(number, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
    os.kill(os.getpid(), number)
    return code
