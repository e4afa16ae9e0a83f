"""Where the tests find things, and how they run the command as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def shared(name: str) -> Path:
    """Return the path of a shared design file, or skip the test where it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path


def run_python(
    *arguments: str,
    stdin: str | bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> Finished:
    """Run this interpreter in a process of its own, without colour unless the environment asks for it."""
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "PYTHONWARNINGS"}}
    env = {**clean, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(env or {})}
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run([sys.executable, *arguments], input=data, capture_output=True, cwd=cwd, env=env, timeout=120, check=False)
    return Finished(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def run_command(
    *arguments: str, stdin: str | bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> Finished:
    """Run the `odatanodes` command."""
    return run_python("-m", "odatanodes", *arguments, stdin=stdin, cwd=cwd, env=env)


class Finished:
    """What a process left behind: `code`, `out` and `err`."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def __repr__(self) -> str:
        return f"exit {self.code}\n--- stdout\n{self.out}--- stderr\n{self.err}"


def text_pairs(name: str) -> list[tuple[str, list[str]]]:
    """Read tests/cases: an expression on a line of its own, and below it, indented, what is expected of it."""
    pairs: list[tuple[str, list[str]]] = []
    for line in (ROOT / "tests" / "cases" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            pairs[-1][1].append(line.strip())
        elif line and line[0] != "#":
            pairs.append((line, []))
    return pairs
