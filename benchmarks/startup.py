"""Start-up: whole processes as multiples of `python -c pass`, interleaved, in processor seconds.

`odatanodes check` on one filter has a bar; other commands and jq, which needs no interpreter, are for comparison.
"""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.processes import SCRIPT, children_seconds, run_silently
from benchmarks.timing import Figure, at_most, interleaved, main

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FILTER = "state eq 'idle'"
BARE = "python -c pass"


def against_bare_python(commands: Mapping[str, Sequence[str]], rounds: int) -> list[Figure]:
    """Return the milliseconds of bare Python, then the ratio of each command; one that begins with `-` is for Python."""
    whole = {
        name: [*([sys.executable] if command[0].startswith("-") else []), *command]
        for name, command in {BARE: ["-c", "pass"], **commands}.items()
    }
    for command in whole.values():
        run_silently(command)  # byte code is cached, files are in memory
    cases = {name: partial(run_silently, command) for name, command in whole.items()}
    taken = interleaved(cases, rounds=rounds, calls=1, clock=children_seconds)
    bare = taken.pop(BARE)
    return [Figure(BARE, bare * 1000, unit="ms")] + [Figure(name, seconds / bare) for name, seconds in taken.items()]


def figures(*, quick: bool = False) -> list[Figure]:
    """Return ratios to bare Python."""
    ours = ["-m", "odatanodes"]
    commands = {f'odatanodes check -f "{FILTER}"': [SCRIPT, "check", "-f", FILTER]} if Path(SCRIPT).exists() else {}
    commands |= {
        f'python -m odatanodes check -f "{FILTER}"': [*ours, "check", "-f", FILTER],
        f'python -m odatanodes filter "{FILTER}" --sample': [*ours, "filter", FILTER, "--sample"],
        f'python -m odatanodes plan "{FILTER}"': [*ours, "plan", FILTER],
        "one Filter and one match": ["-c", f'from odatanodes import Filter; Filter("{FILTER}").matches({{"state": "idle"}})'],
    }
    if shutil.which("jq"):
        commands["jq -n 1"] = ["jq", "-n", "1"]
    found = against_bare_python(commands, rounds=7 if quick else 25)
    barred = [at_most(each.name, each.value, 2.7) if each.name.startswith("odatanodes check") else each for each in found]
    return [figure.drawn("startup", figure.name) if figure.unit == "x" else figure for figure in barred]


if __name__ == "__main__":
    main(figures)
