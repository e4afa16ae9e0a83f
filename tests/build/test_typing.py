"""What type checkers say of the builder: mypy, and pyright where a copy is installed that works without a network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from odatanodes.build import generate as _generate_builder
from tests.kit.support import ROOT

SNIPPETS = ROOT / "tests" / "typing"
GOOD = ("good.py", "good_clients.py")
IGNORE = re.compile(r"  # type: ignore\[.*?\]")


def stripped(folder: Path) -> set[int]:
    """Write the snippets without their ignores; return the lines of bad.py that had one."""
    bad = (SNIPPETS / "bad.py").read_text(encoding="utf-8")
    (folder / "bad.py").write_text(IGNORE.sub("", bad), encoding="utf-8")
    for good in GOOD:
        shutil.copy(SNIPPETS / good, folder / good)
    return {number for number, line in enumerate(bad.splitlines(), 1) if IGNORE.search(line)}


def test_mypy_sees_the_mistakes_and_nothing_else(tmp_path: Path) -> None:
    marked = stripped(tmp_path)
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--no-error-summary",
        "--cache-dir",
        str(ROOT / ".mypy_cache"),
    ]
    done = subprocess.run(
        [*command, "bad.py", *GOOD],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.findall(r"^(\w+\.py):(\d+): error: ", done.stdout, re.MULTILINE)
    assert {place for place in found if place[0] != "bad.py"} == set(), done.stdout + done.stderr
    assert {int(line) for _, line in found} == marked, done.stdout


def pyright() -> str:
    """Return a pyright that runs here, or skip the test."""
    for name in ("basedpyright", "pyright"):
        found = Path(sys.executable).with_name(name)
        path = str(found) if found.exists() else shutil.which(name)
        if path is None:
            continue
        try:
            done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and re.search(r"\d+\.\d+", done.stdout):
            return path
    pytest.skip("no pyright that works here: pip install basedpyright")


def test_pyright_sees_the_mistakes_and_nothing_else(tmp_path: Path) -> None:
    marked = stripped(tmp_path)
    settings = {
        "typeCheckingMode": "standard",
        "extraPaths": [str(ROOT)],
        "pythonVersion": "3.11",
        "reportUnusedExpression": "none",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [pyright(), "--outputjson", "--pythonpath", sys.executable, "-p", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    found = [finding for finding in json.loads(done.stdout)["generalDiagnostics"] if finding["severity"] == "error"]
    places = [(Path(finding["file"]).name, finding["range"]["start"]["line"] + 1) for finding in found]
    assert {place for place in places if place[0] != "bad.py"} == set(), found
    assert {line for _, line in places} == marked


def test_the_stub_is_fresh() -> None:
    """`python -m odatanodes.build.generate` makes it again."""
    assert _generate_builder.TARGET.read_text(encoding="utf-8") == _generate_builder.generate()
