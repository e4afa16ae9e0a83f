"""The pre-commit hook: which files it wants, and what the real pre-commit does with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from odatanodes.extract.languages import hook_pattern
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

yaml = pytest.importorskip("yaml", reason="pre-commit, which brings YAML, is not installed")

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
PROGRAM = "from azure.batch import BatchClient\nc.list_nodes('p', filter=\"{}\")\n"
WITHOUT_SUFFIX = r"(^|/)[^./]+$"
"""Files of which only the first line tells what they are; those without `#!` are left out by the command."""
FILES = ["a.odata", "filters/idle nodes.odata", ".odata", "a.py", "pkg/a.pyi", "list-nodes", "bin/list_nodes"]
OTHERS = ["a.odata.bak", "a.odatax", "a.pyc", "a.odata/readme.txt", ".gitignore"]
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


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_wants_every_language_and_scripts_without_a_suffix(hook: str) -> None:
    assert HOOKS[hook]["files"] == rf"{hook_pattern()}|{WITHOUT_SUFFIX}"


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


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """Return a user's repository with files that are right, in one commit."""
    folder = tmp_path / "user"
    folder.mkdir()
    (folder / "good.odata").write_text("# nodes that wait\nstate eq 'idle'\n")
    (folder / "good.py").write_text(PROGRAM.format("state eq 'idle'"))
    (folder / "broken.py").write_text("# batch filter\ndef f(:\n")
    (folder / "notes.txt").write_text("stat eq 'idle'\n")
    return committed(folder)


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where pre-commit keeps the environment of the hooks: made once for all tests, and nothing of the user's."""
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    return tmp_path_factory.mktemp("pre-commit")


def pre_commit(folder: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PRE_COMMIT_HOME": str(home)}
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.thorough
def test_both_hooks_in_the_real_pre_commit(hook_repository: Path, user: Path, pre_commit_home: Path) -> None:
    """One run: pre-commit makes the environment anew each time a repository is tried."""
    (user / "bad one.odata").write_text("stat eq 'idle'\n")
    (user / "bad.py").write_text(PROGRAM.format("stat eq 'idle'"))
    (user / "bad.cs").write_text('var level = new ODATADetailLevel(filterClause: "stat =");\n')
    (user / "list-nodes").write_text('#!/bin/sh\naz batch node list --filter "stat eq 1"\n')
    (user / "LICENSE").write_text('az batch node list --filter "stat eq 1"\n')
    (user / "program").write_bytes(b"\x7fELF\xff az batch --filter")
    (user / "loose.odata").write_text("((state  eq 'idle'))\n")
    (user / "loose.py").write_text(PROGRAM.format("(state  eq 'idle')"))
    git(user, "add", "-A")
    found = pre_commit(user, pre_commit_home, "try-repo", str(hook_repository), "--all-files")
    assert found.returncode == 1, found.stdout + found.stderr
    check, format = found.stdout.split("- hook id: ")[1:]
    assert check.startswith("odatanodes-check")
    assert "- exit code: 1" in check
    assert "error[ODN201]: no property 'stat' on BatchNode\n --> bad one.odata:1:1\n" in check
    assert "error[ODN201]: no property 'stat' on BatchNode\n --> bad.py:2:27\n" in check
    assert "error[ODN106]: '=' is not an operator\n --> bad.cs:1:" in check  # the hook's environment reads every language
    assert " --> list-nodes:2:30\n" in check
    assert not {"LICENSE", "program"} & set(re.findall(r"\w+", check + format))
    assert "odatanodes: skipped: 'broken.py' is not Python" in check
    assert "good." not in check
    assert format.startswith("odatanodes-format")
    assert "files were modified by this hook" in format
    assert (user / "loose.odata").read_text() == "state eq 'idle'\n"
    assert (user / "loose.py").read_text() == PROGRAM.format("state eq 'idle'")
    assert (user / "good.py").read_text() == PROGRAM.format("state eq 'idle'")


@pytest.mark.thorough
def test_the_configuration_of_the_readme(hook_repository: Path, user: Path, pre_commit_home: Path) -> None:
    [snippet] = re.findall(r"```yaml\n(repos:\n.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    config = yaml.safe_load(snippet)
    [repo] = config["repos"]
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hook_repository, check=True, capture_output=True, text=True)
    assert repo["hooks"] == [{"id": "odatanodes-check"}]
    repo["hooks"] = [{"id": "odatanodes-check"}, {"id": "odatanodes-format"}]
    repo |= {"repo": str(hook_repository), "rev": head.stdout.strip()}
    (user / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (user / "bad.py").write_text(PROGRAM.format("stat eq 'idle'"))
    git(user, "add", "-A")
    found = pre_commit(user, pre_commit_home, "run", "--all-files")
    assert found.returncode == 1, found.stdout + found.stderr
    assert " --> bad.py:2:27\n" in found.stdout
    git(user, "rm", "-qf", "bad.py")
    clean = pre_commit(user, pre_commit_home, "run", "--all-files")
    assert clean.returncode == 0, clean.stdout + clean.stderr
