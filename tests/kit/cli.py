"""The command as a user runs it: real processes, their exit codes, and what goes to which stream; or in this process."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING

from odatanodes.cli import main
from tests.kit.support import ROOT, Finished

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


def run_here(*arguments: str, cwd: Path | None = None) -> Finished:
    """Run the command in this process: without its start, and the imports of an engine. It has no terminal."""
    out, err = BytesIO(), BytesIO()
    collecting = gc.isenabled()
    try:
        with (
            chdir(cwd or "."),
            redirect_stdout(TextIOWrapper(out, "utf-8", newline="", write_through=True)),
            redirect_stderr(TextIOWrapper(err, "utf-8", newline="", write_through=True)),
        ):
            code = main(list(arguments))
            return Finished(code, out.getvalue().decode(), err.getvalue().decode())
    finally:
        if collecting:  # `filter` turns it off
            gc.enable()


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
