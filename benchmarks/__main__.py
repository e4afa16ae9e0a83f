"""`python -m benchmarks [SUITE…]`: run the suites (all of them by default) and print one table with the bars."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

from benchmarks.timing import Figure, table


def suites() -> list[str]:
    """Return the names of the modules here that have a `figures` function, by reading them."""
    here = Path(__file__).parent
    names = sorted(module.name for module in pkgutil.iter_modules([str(here)]))
    return [name for name in names if "\ndef figures(" in (here / f"{name}.py").read_text(encoding="utf-8")]


def run(names: list[str]) -> int:
    """Run the named suites, print each table as it comes, and return the exit code."""
    found: list[Figure] = []
    for name in names:
        figures = importlib.import_module(f"benchmarks.{name}").figures()
        print(f"== python -m benchmarks.{name}\n{table(figures)}\n", flush=True)
        found += figures
    missed = [figure.name for figure in found if figure.ok is False]
    print(f"{len(found)} figures, {len(missed)} missed" + "".join(f"\n  {name}" for name in missed))
    return 1 if missed else 0


if __name__ == "__main__":
    known = suites()
    unknown = [name for name in sys.argv[1:] if name not in known]
    if unknown:
        sys.exit(f"no suite '{unknown[0]}'; there are: {', '.join(known)}")
    sys.exit(run(sys.argv[1:] or known))
