"""The pre-commit hook: which files it wants, and what the real pre-commit does with it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

yaml = pytest.importorskip("yaml", reason="pre-commit, which brings YAML, is not installed")

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
FILES = ["a.odata", "filters/idle nodes.odata", ".odata", "a.py", "pkg/a.pyi"]
OTHERS = ["a.odata.bak", "odata", "a.odatax", "a.pyc", "myodata", "a.odata/readme.txt", "py"]
WANTED = {"odatanodes-check": FILES, "odatanodes-format": FILES}
UNWANTED = {"odatanodes-check": OTHERS, "odatanodes-format": OTHERS}


def test_every_hook_has_cases() -> None:
    assert set(HOOKS) == set(WANTED) == set(UNWANTED)


@pytest.mark.parametrize(("hook", "name"), [(hook, name) for hook, names in WANTED.items() for name in names])
def test_files_a_hook_wants(hook: str, name: str) -> None:
    assert re.search(HOOKS[hook]["files"], name)


@pytest.mark.parametrize(("hook", "name"), [(hook, name) for hook, names in UNWANTED.items() for name in names])
def test_files_a_hook_leaves_alone(hook: str, name: str) -> None:
    assert not re.search(HOOKS[hook]["files"], name)


def git(folder: Path, *arguments: str) -> None:
    identity = [
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def committed(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return folder


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return this project as it is now, committed somewhere else: what a user's `repo:` points to."""
    folder = tmp_path_factory.mktemp("hook") / "odatanodes"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    for name in ("odatanodes", "grammar"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return committed(folder)


def test_the_real_pre_commit(hook_repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    user = tmp_path / "user"
    user.mkdir()
    (user / "good.odata").write_text("# nodes that wait\nstate eq 'idle'\n")
    (user / "notes.txt").write_text("stat eq 'idle'\n")
    committed(user)

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "try-repo", str(hook_repository), "odatanodes-check", "--all-files"]
        return subprocess.run(command, cwd=user, capture_output=True, text=True, check=False)

    clean = run()
    assert clean.returncode == 0, clean.stdout + clean.stderr
    assert "Passed" in clean.stdout

    (user / "bad one.odata").write_text("stat eq 'idle'\n")
    git(user, "add", "-A")
    found = run()
    assert found.returncode == 1, found.stdout + found.stderr
    assert "- exit code: 1" in found.stdout
    assert "error[ODN201]: no property 'stat' on BatchNode\n --> bad one.odata:1:1\n" in found.stdout
    assert "good.odata" not in found.stdout
