"""Start-up: whole processes, as times of `python -c pass`, run in turns.

`odatanodes check` on one filter has a bar; beside it stand the commands of the main job, and what importing the libraries costs
that it does without.
"""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.timing import Figure, at_most, interleaved, main

FILTER = "state eq 'idle'"
PEERS = ("odata_query.grammar", "lark", "pydantic.main", "hypothesis")


def figures(rounds: int = 25) -> list[Figure]:
    """Return ratios to bare Python."""
    commands = {"python -c pass": [sys.executable, "-c", "pass"]}
    script = Path(sys.executable).with_name("odatanodes")
    if script.exists():
        commands[f'odatanodes check -f "{FILTER}"'] = [str(script), "check", "-f", FILTER]
    commands[f'python -m odatanodes check -f "{FILTER}"'] = [sys.executable, "-m", "odatanodes", "check", "-f", FILTER]
    commands[f'python -m odatanodes filter "{FILTER}" --sample'] = [
        sys.executable,
        "-m",
        "odatanodes",
        "filter",
        FILTER,
        "--sample",
    ]
    commands["python -c 'import odatanodes'"] = [sys.executable, "-c", "import odatanodes"]
    for peer in PEERS:
        if find_spec(peer.partition(".")[0]):
            commands[f"python -c 'import {peer}'"] = [sys.executable, "-c", f"import {peer}"]
    with TemporaryDirectory() as folder:
        # byte code as pip leaves it, whatever this environment says about writing it
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = folder
        run = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
        taken = interleaved(
            {name: partial(run, command) for name, command in commands.items()}, rounds=rounds, calls=1, clock=perf_counter
        )
    bare = taken.pop("python -c pass")
    return [Figure("python -c pass", bare * 1000, unit="ms")] + [
        at_most(name, seconds / bare, 3.5) if " check " in name else Figure(name, seconds / bare) for name, seconds in taken.items()
    ]


if __name__ == "__main__":
    main(figures)
