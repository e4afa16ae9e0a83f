"""Finding expressions: a folder of programs of which few hold filters, and the whole process on one small program.

The folder is measured in this process, by its own time: one core, reading and the walk over the disk included.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.timing import Figure, at_least, at_most, interleaved, main
from odatanodes.cli import main as command
from odatanodes.extract.python import find
from odatanodes.files import Source

FILES, HOLDING = 2000, 20
PROGRAM = '"""A module of the usual kind."""\n\nimport os\n\n\n' + "".join(
    f"def function_{number}(path, other=None):\n"
    f'    """Return the size of a file, and filter by name {number}."""\n'
    f"    if other and path.startswith('x{number}'):\n        return os.stat(path).st_size\n    return {number}\n\n\n"
    for number in range(25)
)
CALLS = """\
from azure.batch import BatchClient


def nodes(client, pool, since):
    return client.list_nodes(pool, filter=f"state eq 'idle' and stateTransitionTime lt DateTime'{since}'", select=["id"])
"""
RELATED = CALLS.replace(
    "f\"state eq 'idle' and stateTransitionTime lt DateTime'{since}'\"", "\"state eq 'idle' or state eq 'offline'\""
)
assert RELATED != CALLS  # conditions on one property: whether they exclude each other is decided


def figures(rounds: int = 5) -> list[Figure]:
    """Return files a second on one core, and ratios to bare Python."""
    with TemporaryDirectory() as folder:
        holding = PROGRAM + CALLS
        for number in range(FILES):
            text = holding if number % (FILES // HOLDING) == 0 else PROGRAM
            Path(folder, f"module_{number}.py").write_text(text, encoding="utf-8")
        taken = interleaved({"folder": partial(_check, folder)}, rounds=rounds, calls=1)["folder"]
    source = Source("module.py", holding)
    parsing = interleaved({"find": partial(find, source, {})}, rounds=rounds)["find"]
    return [
        at_least(f"check {FILES} files, {HOLDING} with filters, one core", FILES / taken, 500, "/s"),
        *_small(rounds * 4),
        Figure(f"find in a file of {len(holding):,} characters", parsing * 1000, unit="ms"),
    ]


def _check(folder: str) -> None:
    told = StringIO()
    with redirect_stdout(StringIO()), redirect_stderr(told):
        code = command(["check", folder, "--jobs", "1"])
    assert (code, told.getvalue()) == (0, f"{2 * HOLDING} expressions checked: nothing found\n")


def _small(rounds: int) -> list[Figure]:
    with TemporaryDirectory() as folder:
        # byte code as pip leaves it, whatever this environment says about writing it
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = str(Path(folder, "cache"))
        run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        commands = {"bare": [sys.executable, "-c", "pass"]}
        for name, text in (("small.py", CALLS), ("related.py", RELATED)):
            path = Path(folder, name)
            path.write_text(text, encoding="utf-8")
            commands[name] = [sys.executable, "-m", "odatanodes", "check", str(path)]
        cases = {name: partial(run, words) for name, words in commands.items()}
        taken = interleaved(cases, rounds=rounds, calls=1, clock=perf_counter)
    return [
        at_most(f"python -m odatanodes check {name} / python -c pass", taken[name] / taken["bare"], 5)
        for name in ("small.py", "related.py")
    ]


if __name__ == "__main__":
    main(figures)
