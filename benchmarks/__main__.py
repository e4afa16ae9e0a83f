"""`python -m benchmarks [SUITE…]`: run the suites (all of them by default) and print their figures with the bars.

Exit codes: 0 the suites ran, whatever is below target; 1 a suite failed (the others ran nevertheless); 2 wrong use.
"""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import machine, peers, runner
from benchmarks.timing import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.runner import Result


def parser() -> ArgumentParser:
    """Return the parser of the command line."""
    made = ArgumentParser(prog="python -m benchmarks", description=__doc__, allow_abbrev=False)
    made.add_argument("suites", nargs="*", metavar="SUITE", help=f"one of: {', '.join(runner.suites())}; all by default")
    made.add_argument("--quick", action="store_true", help="fewer rounds and smaller data: under two minutes, less exact")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE, with the facts of this machine")
    made.add_argument("--charts", type=Path, metavar="FOLDER", help="draw the charts into FOLDER, as SVG (needs the extra 'bench')")
    return made


def summary(results: Sequence[Result], versions: Mapping[str, str | None]) -> str:
    """Return what passes, what is below target, what failed and which peers were absent."""
    figures = [figure for result in results for figure in result.figures]
    short = [f"{result.name}: {figure.name}" for result in results for figure in result.figures if figure.ok is False]
    broken = [f"{result.name}: {result.error}" for result in results if result.error]
    absent = [name for name, version in versions.items() if version is None]
    lines = [f"{len(figures)} figures: {sum(figure.ok is True for figure in figures)} pass, {len(short)} below target"]
    lines += [f"  below target  {name}" for name in short]
    lines += [f"  failed  {name}" for name in broken]
    if absent:
        lines.append(f"not installed, therefore not compared: {', '.join(absent)}")
    return "\n".join(lines)


def document(results: Sequence[Result], facts: Mapping[str, object], *, quick: bool) -> dict[str, object]:
    """Return a run as data for JSON; of each figure only what differs from the defaults."""
    suites = [
        {
            "name": result.name,
            "seconds": round(result.seconds, 1),
            "error": result.error,
            "figures": [
                {name: value for name, value in asdict(figure).items() if value not in ("", None)} for figure in result.figures
            ],
        }
        for result in results
    ]
    return {"quick": quick, "machine": facts, "suites": suites}


def written(run: Mapping[str, Any]) -> str:
    """Return a run as JSON text with one figure per line, so that two runs can be compared by diff."""
    figures = [json.dumps(figure, ensure_ascii=False) for suite in run["suites"] for figure in suite["figures"]]
    numbers = count()
    suites = [{**suite, "figures": [f"figure {next(numbers)}" for _ in suite["figures"]]} for suite in run["suites"]]
    text = json.dumps({**run, "suites": suites}, indent=1, ensure_ascii=False)
    return re.sub('"figure ([0-9]+)"', lambda found: figures[int(found[1])], text) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, print, write and draw."""
    made = parser()
    args = made.parse_args(arguments)
    known = runner.suites()
    for name in args.suites:
        if name not in known:
            made.error(f"no suite '{name}'; there are: {', '.join(known)}")
    if args.charts and not peers.available("matplotlib"):
        made.error("--charts needs matplotlib: pip install '.[bench]'")
    if args.json and not args.json.absolute().parent.is_dir():
        made.error(f"--json: there is no folder '{args.json.parent}'")
    facts = machine.facts()
    names = args.suites or known
    results = []
    for number, name in enumerate(names, 1):
        print(f"[{number}/{len(names)}] {name} …", file=sys.stderr, flush=True)
        result = runner.run(name, quick=args.quick)
        results.append(result)
        print(f"== python -m benchmarks {name}  ({result.seconds:.0f} s)")
        print(f"{result.error or table(result.figures)}\n", flush=True)
    versions = facts["peers"]
    assert isinstance(versions, dict)
    print(summary(results, versions))
    run = document(results, facts, quick=args.quick)
    if args.json:
        args.json.write_text(written(run), encoding="utf-8")
    if args.charts:
        from benchmarks import charts

        for path in charts.draw(run, args.charts):
            print(f"drew {path}", file=sys.stderr)
    return 1 if any(result.error for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
