"""Filtering a file of nodes: `odatanodes filter` beside jq, json.loads, orjson, polars and DuckDB.

    python -m benchmarks.scan [--quick] [--megabytes N]

Whole processes on one core (ours then starts one process), start-up included, output discarded, over the same JSON Lines in the
page cache; the results are compared first. Seconds are processor seconds of the process and its children, except for two cores,
where elapsed time counts. DuckDB and polars print ids only, which is less work; whole records of DuckDB correspond to what the
others print. The page is a response of the service with 1,000 nodes.
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
from benchmarks.timing import Figure, at_most, interleaved, progress, table

MEGABYTES = 1000
QUICK = 32
COPIES = 4
OURS = "odatanodes"
COLUMNS = {"DuckDB", "polars"}
WITHOUT_SPEED = "import sys; sys.modules['msgspec'] = None; from odatanodes.cli import main; sys.exit(main())"
"""The command without the extra `speed`."""
BARS = {"jq": 0.1, "json.loads": 0.2, WHOLE: 0.5}


def ours(path: Path, *options: str) -> processes.Command:
    """Return the command that filters a file."""
    return (processes.SCRIPT, "filter", scan_data.FILTER, str(path), *options)


def contestants(path: Path) -> dict[str, processes.Command]:
    """Return equivalent commands, ours first, without absent peers."""
    found = {OURS: ours(path)}
    found[f"{OURS} without the extra"] = (sys.executable, "-c", WITHOUT_SPEED, *ours(path)[1:])
    for name in SCANNERS:
        if peers.available(name.partition(",")[0].lower()) or name == "json.loads":
            found[name] = (sys.executable, "-m", "benchmarks.scanners", name, str(path))
    if peers.available("jq"):
        found["jq"] = ("jq", "-c", JQ, str(path))
    return found


def compare(commands: dict[str, processes.Command]) -> int:
    """Return the number of kept nodes, after checking that all keep the same in the same order."""
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
    """Return rates, ratios and memory on one core."""
    size, commands = path.stat().st_size, contestants(path)
    with processes.one_core():
        compare(commands)
        cases = {name: partial(processes.run_silently, command) for name, command in commands.items()}
        taken = interleaved(cases, rounds=rounds, calls=1, clock=processes.children_seconds)
        peaks = memory(commands)
    found = [
        Figure(f"{name}: rate", size / seconds / 1e6, unit="MB/s").drawn("scan", name)
        for name, seconds in sorted(taken.items(), key=lambda item: item[1])
    ]
    for name, seconds in taken.items():
        if name in BARS:
            found.append(at_most(f"{OURS} / {name}", taken[OURS] / seconds, BARS[name]))
        elif not name.startswith(OURS):
            found.append(Figure(f"{OURS} / {name}", taken[OURS] / seconds))
    if "jq" in taken:
        plain = f"{OURS} without the extra"
        found.append(at_most(f"{plain} / jq", taken[plain] / taken["jq"], 0.4))
    return found + peaks


def memory(commands: dict[str, processes.Command]) -> list[Figure]:
    """Return the peak memory of each."""
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
    """Return elapsed time on two cores against one, and their memory together.

    The bar is for a file of several copies, in which start-up, which more cores do not shorten, is a fiftieth. For comparison, two
    unrelated scans are run one after the other and concurrently: two cores of one host share caches and memory.
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
        Figure("two cores / one core", taken["2"] / taken["1"]),
        Figure("two scans concurrently / one after the other", taken["both"] / 2 / taken["1"]),
    ]
    large = path.with_name("large.jsonl")
    with large.open("wb") as file:
        for _ in range(copies):
            with path.open("rb") as part:
                shutil.copyfileobj(part, file, 1 << 20)
    cases = {jobs: partial(processes.run_silently, ours(large, "--jobs", jobs)) for jobs in ("1", "2")}
    taken = interleaved(cases, rounds=rounds, calls=1, clock=perf_counter)
    large.unlink()
    found.append(at_most(f"two cores / one core, {copies * size / 1000:.3g} GB", taken["2"] / taken["1"], 0.556))
    if peers.available("psutil"):
        found.append(Figure("two cores: peak memory", processes.peak_memory(commands["2"]) / 2**20, unit="MiB"))
    return found


def one_page(path: Path, rounds: int) -> list[Figure]:
    """Return the time for a page of 1,000 nodes, start-up included, and the ratio to jq."""
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
        found.append(at_most(f"{OURS} / jq, one page", taken[OURS] / taken["jq"], 1))
    return found


def figures(*, quick: bool = False, megabytes: float = 0) -> list[Figure]:
    """Return rates, ratios and memory with their bars."""
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
