"""The entry of the command, as `odatanodes` and as `python -m odatanodes`.

While modules load nothing of ours can report Ctrl-C, and Python would print a traceback: until then the process dies of the signal
at once.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # what `signal` wraps; that loads enum
import sys

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import NoReturn


def command() -> NoReturn:
    """Run the console script."""
    _load()
    from odatanodes.cli import command

    command()


def _load() -> None:
    """Import the command line; a caller that ignores the signal (nohup, a background job) goes on doing so."""
    interruptible = _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
    if interruptible:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    import odatanodes.cli  # noqa: F401

    if interruptible:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


if __name__ == "__main__":
    _load()
    from odatanodes.cli import ended, main

    sys.exit(ended(main()))
