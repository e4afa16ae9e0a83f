"""The README's examples are run: Python as doctests, consoles as real commands, the set-up as CI runs it."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.kit.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for found, text in BLOCKS if found == language]


def test_python_examples() -> None:
    """All blocks share their names, as a reader who types them one after the other would have it."""
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks("python")), {}, "README.md", None, 0)
    assert len(examples.examples) > 5
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL).run(examples, out=report.append)
    assert not report, "".join(report)


def sessions() -> list[tuple[str, str]]:
    """Return (command, what it prints) for each `$ …` of the consoles."""
    found = []
    for block in blocks("console"):
        for session in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = session.partition("\n")
            found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "output"), sessions())
def test_consoles(command: str, output: str, tmp_path: Path) -> None:
    program = tmp_path / "odatanodes"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m odatanodes "$@"\n')
    program.chmod(0o755)
    (tmp_path / "filters.odata").write_text("# nodes that wait\nstate  EQ 'idle'\n")
    env = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    done = subprocess.run(["bash", "-c", f"{command} 2>&1"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.stdout.rstrip("\n") == output.rstrip("\n")


def test_the_set_up_is_the_first_two_blocks() -> None:
    main_job, tests = blocks("sh")[:2]
    assert "pip install" in main_job
    assert "odatanodes filter" in main_job
    assert "--sample" in main_job
    assert "pip install" in tests
    assert "python -m pytest" in tests


def test_ci_uses_the_same_words() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for line in blocks("sh")[1].splitlines():
        words = line.replace("pip install ", "pip install --quiet ").replace(".[test]", ".[dev]")  # which has it, and more
        assert f"step {words}" in script


def test_the_readme_is_short() -> None:
    assert README.count("\n") <= 200


def test_the_table_of_names_is_true() -> None:
    rows = re.findall(r"^\| `(odatanodes[\w.]*)` \| ([^|]+) \|", README, re.MULTILINE)
    assert len(rows) > 8
    for module, cell in rows:
        loaded = importlib.import_module(module)
        assert [name for name in re.findall(r"`(\w+)`", cell) if not hasattr(loaded, name)] == [], module


def test_the_hook_in_the_readme_exists() -> None:
    yaml = pytest.importorskip("yaml", reason="pre-commit, which brings YAML, is not installed")
    defined = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    [config] = [yaml.safe_load(block) for block in blocks("yaml")]
    used = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert used
    assert used <= defined
