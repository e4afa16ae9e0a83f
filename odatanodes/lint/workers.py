"""Check files in several processes, with the outcomes in the order of the files.

The outcomes are those of `check_one` in this process; an InputError is raised where a process died. Processes are spawned, not
forked, on every system alike.
"""

from __future__ import annotations

import sys

from odatanodes.base.files import InputError
from odatanodes.lint.one_file import Outcome, check_one

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from odatanodes.lint.one_file import Task

__all__ = ["can_start", "outcomes"]

_AT_ONCE = 8
"""Files sent together: few enough that one process does not wait for the last batch of another."""


def can_start() -> bool:
    """Whether the program is the command: a new process loads the main module, which elsewhere may have no guard against that."""
    main = sys.modules.get("__main__")
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name != "__main__":  # which is the .exe of a console script, an archive
        return bool(spec.name == "odatanodes.__main__")
    path = str(getattr(main, "__file__", "")).replace("\\", "/").removesuffix("/__main__.py")
    return path.rpartition("/")[2] in {"odatanodes", "odatanodes.exe", "odatanodes-script.py"}


def outcomes(tasks: Sequence[Task | Outcome], count: int) -> Iterator[Outcome]:
    """Yield the outcome of each task, in order."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    from odatanodes.base.processes import begin

    with ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=begin) as pool:
        try:
            yield from pool.map(check_one, tasks, chunksize=max(1, min(_AT_ONCE, len(tasks) // count)))
        except BaseException as error:
            for process in active_children():  # otherwise what they have begun would be waited for
                process.terminate()
            pool.shutdown(cancel_futures=True)  # waited for, so that its semaphores are taken back
            if isinstance(error, BrokenProcessPool):
                message = "a process that checked files ended before its work was done; --jobs 1 does without"
                raise InputError(message) from None
            raise
