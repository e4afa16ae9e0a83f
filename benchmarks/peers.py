"""Versions of the packages and programs that the benchmarks compare with.

The extra `bench` has the Python packages; jq and node are programs of the system. A suite omits a comparison whose peer is
absent, and the run lists the absent ones.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version

__all__ = ["PACKAGES", "PROGRAMS", "available", "versions"]

PACKAGES = ("odata-query", "lark", "jmespath", "rule-engine", "duckdb", "polars", "orjson", "matplotlib", "psutil")
PROGRAMS = ("jq", "node")


def available(name: str) -> bool:
    """Return whether a package (by the name pip knows) or a program is installed."""
    return _program(name) is not None if name in PROGRAMS else _package(name) is not None


def versions() -> dict[str, str | None]:
    """Return the version of each peer, None for those that are absent."""
    return {name: _package(name) for name in PACKAGES} | {name: _program(name) for name in PROGRAMS}


def _package(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _program(name: str) -> str | None:
    path = shutil.which(name)
    if path is None:
        return None
    done = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
    return done.stdout.strip().removeprefix("jq-").removeprefix("v") or "unknown"
