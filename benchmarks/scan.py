"""Filtering a file of nodes: `odatanodes filter` beside jq, json.loads, orjson, polars and DuckDB.

    python -m benchmarks.scan [--quick] [--megabytes N]

Whole processes that may use one core (ours then starts one process), start-up included, output thrown away, over the same JSON
Lines in the page cache; the results are compared first. Seconds are processor seconds of the process and its children, but for one
core against two, where the clock on the wall counts. DuckDB and polars give ids only, which is less to do; DuckDB's whole records
are what the others give. The page is a service answer of 1,000 nodes.
"""

from __future__ import annotations

import json
import shutil
import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks import peers, processes, scan_data
from benchmarks.scanners import JQ, SCANNERS, WHOLE
from benchmarks.timing import Figure, at_least, at_most, interleaved, progress, table

MEGABYTES = 1000
QUICK = 32
COPIES = 4
OURS = "odatanodes"
COLUMNS = {"DuckDB", "polars"}
WITHOUT_SPEED = "import sys; sys.modules['msgspec'] = None; from odatanodes.cli import main; sys.exit(main())"
"""The command, where the extra `speed` is not installed."""
BARS = {"jq": 12, "json.loads": 5, "DuckDB": 1, WHOLE: 1}


def ours(path: Path, *options: str) -> processes.Command:
    """Return the command that filters a file."""
    return (processes.SCRIPT, "filter", scan_data.FILTER, str(path), *options)


def contestants(path: Path) -> dict[str, processes.Command]:
    """Return the commands that do the same, ours first; peers that are absent are left out."""
    found = {OURS: ours(path)}
    found[f"{OURS} without the extra"] = (sys.executable, "-c", WITHOUT_SPEED, *ours(path)[1:])
    for name in SCANNERS:
        if peers.available(name.partition(",")[0].lower()) or name == "json.loads":
            found[name] = (sys.executable, "-m", "benchmarks.scanners", name, str(path))
    if peers.available("jq"):
        found["jq"] = ("jq", "-c", JQ, str(path))
    return found


def compare(commands: dict[str, processes.Command]) -> int:
    """Return how many nodes are kept, after making sure that all keep the same in the same order."""
    whole = processes.output(commands[OURS])
    ids = [json.loads(line)["id"] for line in whole.splitlines()]
    for name, command in commands.items():
        kept = processes.output(command)
        if name == WHOLE:
            same = [json.loads(line)["id"] for line in kept.splitlines()] == ids
        else:
            same = kept.decode().splitlines() == ids if name in COLUMNS else kept == whole
        assert same, f"{name} keeps other nodes than {OURS}"
    return len(ids)


def one_core(path: Path, rounds: int) -> list[Figure]:
    """Return rates, ratios and memory of one core each."""
    size, commands = path.stat().st_size, contestants(path)
    with processes.one_core():
        compare(commands)
        cases = {name: partial(processes.run_silently, command) for name, command in commands.items()}
        taken = interleaved(cases, rounds=rounds, calls=1, clock=processes.children_seconds)
        held = memory(commands)
    found = [
        Figure(f"{name}: rate", size / seconds / 1e6, unit="MB/s").drawn("scan", name)
        for name, seconds in sorted(taken.items(), key=lambda item: item[1])
    ]
    for name, seconds in taken.items():
        if name in BARS:
            found.append(at_least(f"{name} / {OURS}", seconds / taken[OURS], BARS[name]))
        elif name != OURS and not name.startswith(OURS):
            found.append(Figure(f"{name} / {OURS}", seconds / taken[OURS]))
    if "jq" in taken:
        plain = f"{OURS} without the extra"
        found.append(at_least(f"jq / {plain}", taken["jq"] / taken[plain], 2.5))
    return found + held


def memory(commands: dict[str, processes.Command]) -> list[Figure]:
    """Return the most memory that each holds."""
    if not peers.available("psutil"):
        return []
    found = []
    for name, command in commands.items():
        peak = processes.peak_memory(command) / 2**20
        figure = (
            at_most(f"{name}: peak memory", peak, 32, "MiB") if name == OURS else Figure(f"{name}: peak memory", peak, unit="MiB")
        )
        found.append(figure.drawn("memory", name))
    return found


def two_cores(path: Path, rounds: int, copies: int) -> list[Figure]:
    """Return how much faster two cores are than one, by the clock on the wall, and what they hold together.

    The bar is for a file of several copies, in which start-up, that no core shortens, is a fiftieth. What the machine gives, when
    two processes with nothing in common run side by side, stands beside it: two cores of one host share caches and memory.
    """
    commands = {jobs: ours(path, "--jobs", jobs) for jobs in ("1", "2")}
    one, two = map(processes.output, commands.values())
    assert one == two
    cases = {jobs: partial(processes.run_silently, command) for jobs, command in commands.items()}
    cases["both"] = partial(processes.run_at_once, commands["1"], 2)
    size = path.stat().st_size / 1e6
    taken = interleaved(cases, rounds=rounds, calls=1, clock=perf_counter)
    found = [
        Figure("two cores: rate", size / taken["2"], unit="MB/s"),
        Figure("one core / two cores", taken["1"] / taken["2"]),
        Figure("two scans one after the other / side by side", 2 * taken["1"] / taken["both"]),
    ]
    large = path.with_name("large.jsonl")
    with large.open("wb") as file:
        for _ in range(copies):
            with path.open("rb") as part:
                shutil.copyfileobj(part, file, 1 << 20)
    cases = {jobs: partial(processes.run_silently, ours(large, "--jobs", jobs)) for jobs in ("1", "2")}
    taken = interleaved(cases, rounds=rounds, calls=1, clock=perf_counter)
    large.unlink()
    found.append(at_least(f"one core / two cores, {copies * size / 1000:.3g} GB", taken["1"] / taken["2"], 1.8))
    if peers.available("psutil"):
        found.append(Figure("two cores: peak memory", processes.peak_memory(commands["2"]) / 2**20, unit="MiB"))
    return found


def one_page(path: Path, rounds: int) -> list[Figure]:
    """Return what a page of 1,000 nodes takes, start-up included, beside jq."""
    commands = {OURS: ours(path)}
    if peers.available("jq"):
        commands["jq"] = ("jq", "-c", f".value[] | {JQ}", str(path))
    compare(commands)
    with processes.one_core():
        cases = {name: partial(processes.run_silently, command) for name, command in commands.items()}
        taken = interleaved(cases, rounds=rounds, calls=1, clock=processes.children_seconds)
    found = [
        Figure(f"{name}: one page of 1,000 nodes", seconds * 1e3, unit="ms").drawn("page", name) for name, seconds in taken.items()
    ]
    if "jq" in taken:
        found.append(at_most(f"one page: {OURS} / jq", taken[OURS] / taken["jq"], 1))
    return found


def figures(*, quick: bool = False, megabytes: float = 0) -> list[Figure]:
    """Return rates, ratios and memory beside their bars."""
    size = megabytes or (QUICK if quick else MEGABYTES)
    with TemporaryDirectory() as folder:
        path, page = Path(folder, "nodes.jsonl"), Path(folder, "page.json")
        progress(f"making {size:g} MB")
        scan_data.write_lines(path, round(size * 1e6))
        scan_data.write_page(page, 1000)
        progress("one core")
        found = one_core(path, rounds=3)
        progress("two cores")
        found += two_cores(path, rounds=3 if quick else 5, copies=1 if quick else COPIES)
        progress("one page")
        return found + one_page(page, rounds=7 if quick else 25)


if __name__ == "__main__":
    parser = ArgumentParser(prog="python -m benchmarks.scan")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--megabytes", type=float, default=0)
    args = parser.parse_args()
    print(table(figures(quick=args.quick, megabytes=args.megabytes)))
