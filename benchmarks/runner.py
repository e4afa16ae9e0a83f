"""One suite in a process of its own: what crashes there, fills its memory or freezes its heap touches no other suite.

Comes in: a suite's name. Goes out: a `Result` with its figures, or the reason why there are none. The child stays in the process
group of the run, so that Ctrl-C ends all of it; what it says on standard error is seen at once.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
import traceback
from contextlib import redirect_stdout
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.timing import Figure

__all__ = ["Result", "run", "suites"]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Result:
    """What a suite measured and how long it took; `error` is empty unless it broke."""

    name: str
    seconds: float
    figures: tuple[Figure, ...] = ()
    error: str = ""


def suites() -> list[str]:
    """Return the names of the modules here that have a `figures` function, by reading them."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(HERE)]))
    return [name for name in names if "\ndef figures(" in (HERE / f"{name}.py").read_text(encoding="utf-8")]


def run(name: str, *, quick: bool) -> Result:
    """Run one suite in a child process; one that breaks is a Result with an error."""
    command = [sys.executable, "-m", "benchmarks.runner", name, *(["--quick"] if quick else [])]
    start = perf_counter()
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, check=False)
    seconds = perf_counter() - start
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return Result(name, seconds, error=f"ended with code {done.returncode} and without figures")
    return Result(name, seconds, tuple(Figure(**figure) for figure in answer["figures"]), answer["error"])


def _answer(name: str, *, quick: bool) -> dict[str, object]:
    try:
        with redirect_stdout(sys.stderr):
            found = importlib.import_module(f"benchmarks.{name}").figures(quick=quick)
    except Exception as error:  # whatever a suite dies of is reported, and the others still run
        traceback.print_exc()
        return {"figures": [], "error": f"{type(error).__name__}: {error}"}
    return {"figures": [asdict(figure) for figure in found], "error": ""}


if __name__ == "__main__":
    print(json.dumps(_answer(sys.argv[1], quick="--quick" in sys.argv[2:])))
