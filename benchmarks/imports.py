"""Imports: whole processes as multiples of `python -c pass`, interleaved.

Our modules, and libraries that the project does not load at run time, or only where they are needed.
"""

from __future__ import annotations

from benchmarks import peers
from benchmarks.startup import against_bare_python
from benchmarks.timing import Figure, main

OURS = ("odatanodes", "odatanodes.filter", "odatanodes.build", "odatanodes.service.plan", "odatanodes.request", "odatanodes.models")
PEERS = {
    "odata_query.grammar": "odata-query",
    "lark": "lark",
    "pydantic.main": "pydantic",
    "hypothesis": "hypothesis",
    "jmespath": "jmespath",
    "rule_engine": "rule-engine",
    "duckdb": "duckdb",
    "polars": "polars",
    "orjson": "orjson",
}


def figures(*, quick: bool = False) -> list[Figure]:
    """Return ratios to bare Python."""
    modules = [*OURS, *[module for module, package in PEERS.items() if peers.available(package)]]
    commands = {f"import {module}": ["-c", f"import {module}"] for module in modules}
    found = against_bare_python(commands, rounds=3 if quick else 21)
    return [figure.drawn("imports", figure.name) if figure.unit == "x" else figure for figure in found]


if __name__ == "__main__":
    main(figures)
