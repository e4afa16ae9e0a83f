"""The filter `scan_data.FILTER` written for other tools, each as an expert writes it; one process each.

    python -m benchmarks.scanners NAME FILE.jsonl

They print the matching lines unchanged; DuckDB and polars, which build columns, only the ids, which is less work. DuckDB prints
whole records as well: rewritten, with null for properties that only other records have.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["JQ", "SCANNERS", "WHOLE"]

JQ = 'select(.state == "idle" and .startTaskInfo.exitCode != 0)'
NOTHING: dict[str, Any] = {}


def _json(path: str) -> None:
    from json import loads

    _comprehension(path, loads)


def _orjson(path: str) -> None:
    from orjson import loads

    _comprehension(path, loads)


def _comprehension(path: str, loads: Callable[[bytes], Any]) -> None:
    with open(path, "rb") as file:  # noqa: PTH123  (as in a short script)
        sys.stdout.buffer.writelines(
            line
            for line in file
            if (node := loads(line))["state"] == "idle" and (node.get("startTaskInfo") or NOTHING).get("exitCode") != 0
        )


def _duckdb(path: str) -> None:
    import duckdb

    columns = "{id: 'VARCHAR', state: 'VARCHAR', startTaskInfo: 'STRUCT(exitCode INTEGER)'}"
    query = (
        f"select id from read_json(?, format = 'newline_delimited', columns = {columns})"
        " where state = 'idle' and startTaskInfo.exitCode is distinct from 0"
    )
    base = duckdb.connect(config={"threads": 1})
    _write_ids(base.execute(query, [path]).fetchall())


def _duckdb_whole(path: str) -> None:
    import duckdb

    quoted = path.replace("'", "''")  # a COPY takes no parameters
    matching = "state = 'idle' and startTaskInfo.exitCode is distinct from 0"
    records = f"select * from read_json('{quoted}', format = 'newline_delimited') where {matching}"
    duckdb.connect(config={"threads": 1}).execute(f"copy ({records}) to '/dev/stdout' (format json)")


def _polars(path: str) -> None:
    import polars

    info = polars.Struct({"exitCode": polars.Int64})
    kept = (
        polars.scan_ndjson(path, schema={"id": polars.String, "state": polars.String, "startTaskInfo": info})
        .filter((polars.col("state") == "idle") & polars.col("startTaskInfo").struct.field("exitCode").ne_missing(0))
        .select("id")
        .collect(engine="streaming")
    )
    _write_ids(kept.rows())


def _write_ids(rows: list[tuple[str]]) -> None:
    sys.stdout.write("".join([f"{id}\n" for (id,) in rows]))


WHOLE = "DuckDB, whole records"
SCANNERS = {"json.loads": _json, "orjson": _orjson, "DuckDB": _duckdb, WHOLE: _duckdb_whole, "polars": _polars}


if __name__ == "__main__":
    SCANNERS[sys.argv[1]](sys.argv[2])
