"""One suite in a process of its own, so that a crash, its memory or a frozen heap does not affect other suites.

The child stays in the process group of the run, so that Ctrl-C ends all of it; it shares standard error.
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
    """Figures of a suite and the time it took; `error` is empty unless it failed."""

    name: str
    seconds: float
    figures: tuple[Figure, ...] = ()
    error: str = ""


def suites() -> list[str]:
    """Return the names of the modules here that have a `figures` function, by reading them."""
    names = sorted(module.name for module in pkgutil.iter_modules([str(HERE)]))
    return [name for name in names if "\ndef figures(" in (HERE / f"{name}.py").read_text(encoding="utf-8")]


def run(name: str, *, quick: bool) -> Result:
    """Run one suite in a child process; a failure is a Result with an error."""
    command = [sys.executable, "-m", "benchmarks.runner", name, *(["--quick"] if quick else [])]
    start = perf_counter()
    done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, check=False)
    seconds = perf_counter() - start
    try:
        outcome = json.loads(done.stdout)
    except ValueError:
        return Result(name, seconds, error=f"ended with code {done.returncode} and without figures")
    return Result(name, seconds, tuple(Figure(**figure) for figure in outcome["figures"]), outcome["error"])


def _outcome(name: str, *, quick: bool) -> dict[str, object]:
    try:
        with redirect_stdout(sys.stderr):
            found = importlib.import_module(f"benchmarks.{name}").figures(quick=quick)
    except Exception as error:  # any failure of a suite is reported, and the others still run
        traceback.print_exc()
        return {"figures": [], "error": f"{type(error).__name__}: {error}"}
    return {"figures": [asdict(figure) for figure in found], "error": ""}


if __name__ == "__main__":
    print(json.dumps(_outcome(sys.argv[1], quick="--quick" in sys.argv[2:])))
