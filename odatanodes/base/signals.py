"""SIGTERM and SIGHUP while a command writes files: nothing half-written is left behind.

Comes in: what is written. Goes out: the same; a signal either ends the command by an exception, so that what is half done is
undone, or waits until a short work is done. Loaded only by commands that write: `import signal` loads enum.
"""

from __future__ import annotations

import signal

from odatanodes.base.files import replaced_file
from odatanodes.base.processes import ENDING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Self

__all__ = ["Ending", "replaced"]


class Ending:
    """For a `with` statement: within it a signal to end raises SystemExit with 128 and its number, the exit code that shells use.

    A signal that is ignored (nohup) or has a handler already is left alone, and all are in a thread, which cannot have handlers.
    Where Python drops exceptions (when it forks, say) `check` raises it again.
    """

    def __init__(self) -> None:
        self._ours: list[signal.Signals] = []
        self._met = 0

    def __enter__(self) -> Self:
        for number in ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                try:
                    signal.signal(number, self._end)
                except ValueError:  # not the main thread
                    break
                self._ours.append(number)
        return self

    def __exit__(self, *_: object) -> None:
        for number in self._ours:
            signal.signal(number, signal.SIG_DFL)

    def _end(self, number: int, _: FrameType | None) -> None:
        for one in self._ours:
            signal.signal(one, signal.SIG_IGN)  # a second one would interrupt the undoing
        self._met = number
        self.check()

    def check(self) -> None:
        """End the command if a signal said so."""
        if self._met:
            raise SystemExit(128 + self._met)


def replaced(path: str, data: bytes) -> None:
    """Put a file in place of another, all or nothing; a signal to end waits until it is done."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where no program sends another such signals
        replaced_file(path, data)
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        replaced_file(path, data)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
