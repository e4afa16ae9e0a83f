"""The command as a user runs it: real processes, their exit codes, and what goes to which stream."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSPELT = """\
error[ODN201]: no property 'stat' on BatchNode
 --> {name}:1:1
  |
1 | stat eq 'idle'
  | ^^^^
  = help: did you mean 'state'?

"""


def one_line_error(err: str) -> str:
    """Return the message, after making sure that it is one line and no traceback."""
    assert err.startswith("odatanodes: error: "), err
    assert err.count("\n") == 1, err
    return err.removeprefix("odatanodes: error: ").rstrip("\n")


@contextmanager
def serving(*arguments: str, command: str = "serve") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a command that listens; gives the process and the address it printed. The process ends with the block."""
    words = [sys.executable, "-m", "odatanodes", command, *arguments]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as running:
        try:
            assert running.stdout is not None
            yield running, running.stdout.readline().rstrip("\n")
        finally:
            running.kill()
