"""Filters on data engines: Parquet beside JSON Lines, sorted canonical files beside raw ones, and the SQL of odata-query.

    python -m benchmarks.engines [--quick]

Ids and whole rows are written by whole processes, start-up included: `odatanodes filter` on JSON Lines with one process, and on
the canonical Parquet file of the same nodes through each engine and by the command; the results are compared first. Seconds are
processor seconds of the process and its children; elapsed time stands beside them. The time range is read in one process, on the
canonical file sorted by time and on a file that has the text of the wire in the order of the dump. odata-query gets a flat table
with a column for each path.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks import peers, processes, scan_data
from benchmarks.timing import Figure, at_least, at_most, interleaved, main, progress
from odatanodes import Filter
from odatanodes.engines import arrow_schema
from odatanodes.engines.engine import installed
from odatanodes.schema import BATCH_NODE

if TYPE_CHECKING:
    from collections.abc import Callable

NODES, QUICK = 750_000, 20_000
EVERYDAY = (
    "state eq 'idle'",
    "state in ('idle','running')",
    "state ne 'running' and isDedicated eq true",
    "stateTransitionTime gt 2025-11-22T20:00:00Z",
    "startTaskInfo/exitCode ne 0",
    "startTaskInfo/exitCode ne 0 and startTaskInfo ne null",
    "totalTasksRun ge 5 and runningTasksCount eq 0",
    "startswith(vmSize,'standard_d')",
    "contains(id,'tvm')",
    "lastBootTime lt 2025-11-20T00:00:00.5Z or lastBootTime eq null",
    "recentTasks/any(t:t/executionInfo/exitCode ne 0)",
    "errors/any()",
    "errors/all(e:e/code ne 'DiskFull')",
    "hour(stateTransitionTime) ge 22",
    "not (state eq 'idle') and nodeAgentInfo/version ne '1.9.0'",
)
"""Filters as people write them."""
RANGE = "stateTransitionTime ge 2025-11-22T20:00:00Z and stateTransitionTime lt 2025-11-22T22:00:00Z"
FOR_FILES = ("duckdb", "polars", "arrow")
THROUGH = """\
import json, sys
from odatanodes import Filter
expression, path, engine, select = sys.argv[1:]
for row in Filter(expression).run(path, engine, select or None):
    print(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
"""
COMMAND = "odatanodes filter"
BARS = {"duckdb": 0.5, COMMAND: 0.5}


def files(folder: Path, count: int) -> tuple[Path, Path, Path]:
    """Write the nodes as JSON Lines, as a canonical file sorted by time, and as a raw Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    lines, canonical, raw = folder / "nodes.jsonl", folder / "sorted.parquet", folder / "raw.parquet"
    columns, batch = arrow_schema(BATCH_NODE), []
    with lines.open("wb") as file, pq.ParquetWriter(raw, columns, compression="zstd") as writer:
        for number, line in zip(range(count), scan_data.lines(), strict=False):
            file.write(line)
            batch.append(json.loads(line))
            if len(batch) == 20_000 or number == count - 1:
                writer.write_table(pa.Table.from_pylist(batch, schema=columns))
                batch.clear()
    export = (processes.SCRIPT, "export", str(lines), "-o", str(canonical), "--sort", "stateTransitionTime")
    processes.run_silently(export)
    return lines, canonical, raw


def against_lines(lines: Path, canonical: Path, rounds: int, *, quick: bool) -> list[Figure]:
    """Return the time for ids and whole rows through each engine, relative to `filter` on JSON Lines.

    Starting an engine takes longer than `filter` does for a small file, so that a quick run has no targets.
    """
    found = []
    for what, select in (("ids", "id"), ("whole rows", "")):
        options = ("-s", select) if select else ()
        commands = {"JSON Lines": (processes.SCRIPT, "filter", scan_data.FILTER, str(lines), "--jobs", "1", *options)}
        for engine in filter(installed, FOR_FILES):
            commands[engine] = (sys.executable, "-c", THROUGH, scan_data.FILTER, str(canonical), engine, select)
        commands[COMMAND] = (processes.SCRIPT, "filter", scan_data.FILTER, str(canonical), *options)
        ids = {
            name: sorted(json.loads(line)["id"] for line in processes.output(command).splitlines())
            for name, command in commands.items()
        }
        assert all(kept == ids["JSON Lines"] for kept in ids.values()), "an engine keeps other nodes"
        cases = {name: partial(processes.run_silently, command) for name, command in commands.items()}
        processor = interleaved(cases, rounds=rounds, calls=1, clock=processes.children_seconds)
        elapsed = {} if quick else interleaved(cases, rounds=rounds, calls=1, clock=perf_counter)
        for name in commands:
            if name != "JSON Lines":
                ratio = processor[name] / processor["JSON Lines"]
                label = f"{what}: Parquet by {name} / JSON Lines"
                has_bar = name in BARS and select and not quick
                found.append(at_most(label, ratio, BARS[name]) if has_bar else Figure(label, ratio))
                if elapsed:
                    found.append(Figure(f"{label}, elapsed", elapsed[name] / elapsed["JSON Lines"]))
    return found


def time_range(canonical: Path, raw: Path, rounds: int, *, quick: bool) -> list[Figure]:
    """Return the time to read a selective range of time from both files; a quick run has a single row group."""
    wanted, found = Filter(RANGE), []
    for engine in filter(installed, FOR_FILES):
        kept = [len(list(wanted.run(path, engine, select="id"))) for path in (canonical, raw)]
        assert kept[0] == kept[1], f"{engine} keeps {kept}"
        cases: dict[str, Callable[[], object]] = {
            name: partial(lambda path, engine: list(wanted.run(path, engine, select="id")), path, engine)
            for name, path in (("sorted", canonical), ("raw", raw))
        }
        taken = interleaved(cases, rounds=rounds, calls=1)
        ratio = taken["raw"] / taken["sorted"]
        label = f"a selective range of time by {engine}: raw / sorted canonical"
        found.append(Figure(label, ratio) if quick else at_least(label, ratio, 10))
    return found


def exactness() -> list[Figure]:
    """Return how many of the filters as people write them are exact on canonical files, and the time to compile one."""
    made = [Filter(text) for text in EVERYDAY]
    found = [at_least("exact on DuckDB, of 15", sum(one.to_duckdb(values="wire", instants="fixed").exact for one in made), 15, "")]
    if installed("polars"):
        found.append(
            at_least("exact on Polars, of 15", sum(one.to_polars(values="wire", instants="fixed").exact for one in made), 14, "")
        )
    taken = interleaved({text: one.to_duckdb for text, one in zip(EVERYDAY, made, strict=True)}, rounds=3, calls=20)
    found.append(at_most("compiling a filter to SQL, the slowest of 15", max(taken.values()) * 1000, 1, "ms"))
    return found


def other_door(lines: Path) -> list[Figure]:
    """Return how many of the filters odata-query translates to SQL with the right rows, and the time it takes."""
    if not peers.available("odata-query"):
        return []
    import duckdb
    from odata_query.grammar import ODataLexer, ODataParser
    from odata_query.sql.base import AstToSqlVisitor

    def translated(text: str) -> str:
        where: str = AstToSqlVisitor().visit(
            ODataParser().parse(ODataLexer().tokenize(text.replace("/", "_") if "any(" not in text else text))
        )
        return where

    nodes = [json.loads(line) for line, _ in zip(lines.open("rb"), range(2_000), strict=False)]
    connection = duckdb.connect()
    _flat(connection, nodes)
    right, seconds, ours = 0, [], []
    for text in EVERYDAY:
        expected = [node["id"] for node in Filter(text, semantics="odata").apply(nodes)]
        start = perf_counter()
        try:
            where = translated(text)
            seconds.append(perf_counter() - start)
            kept = [id for (id,) in connection.execute(f"select id from nodes where {where}").fetchall()]
            right += kept == expected
        except Exception:
            continue
        start = perf_counter()
        Filter(text, semantics="odata").to_duckdb(values="wire")
        ours.append(perf_counter() - start)
    return [
        Figure("SQL of odata-query: filters with the right rows, of 15", right, unit=""),
        Figure("text to SQL: ours / odata-query", sum(ours) / sum(seconds)),
    ]


def _flat(connection: Any, nodes: list[dict[str, Any]]) -> None:
    """Make a table with a column for each path that the filters read."""
    paths = (
        *("id", "state", "isDedicated", "stateTransitionTime", "startTaskInfo/exitCode", "startTaskInfo", "totalTasksRun"),
        *("runningTasksCount", "vmSize", "lastBootTime", "nodeAgentInfo/version"),
    )
    types = {
        "isDedicated": "BOOLEAN",
        "startTaskInfo/exitCode": "INTEGER",
        "totalTasksRun": "INTEGER",
        "runningTasksCount": "INTEGER",
    }
    types |= dict.fromkeys(("stateTransitionTime", "lastBootTime"), "TIMESTAMP")
    declared = ", ".join(f'"{path.replace("/", "_")}" {types.get(path, "VARCHAR")}' for path in paths)
    connection.execute(f"create table nodes ({declared})")
    rows = [[_at(node, path) for path in paths] for node in nodes]
    connection.executemany(f"insert into nodes values ({', '.join('?' * len(paths))})", rows)


def _at(node: dict[str, Any], path: str) -> Any:
    value: Any = node
    for name in path.split("/"):
        value = (value or {}).get(name)
    return json.dumps(value) if isinstance(value, dict) else value


def figures(*, quick: bool = False) -> list[Figure]:
    """Return every ratio with its bar; the engines that are not installed are left out."""
    found = exactness()
    if not (installed("duckdb") and installed("arrow")):
        return found
    rounds = 1 if quick else 5
    with TemporaryDirectory(prefix="odatanodes-") as folder:
        progress("writing the files")
        lines, canonical, raw = files(Path(folder), QUICK if quick else NODES)
        found += other_door(lines)
        with processes.one_core():
            found += against_lines(lines, canonical, rounds, quick=quick)
            found += time_range(canonical, raw, rounds, quick=quick)
    return found


if __name__ == "__main__":
    main(figures)
