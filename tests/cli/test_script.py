"""The console script, which ends its process itself: all output and the exit code arrive."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.thorough

SCRIPT = Path(sys.executable).with_name("odatanodes")
NODE = {"id": "n", "state": "idle", "url": "u" * 1000}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script."""
    if not SCRIPT.exists():
        pytest.skip("the project is not installed beside this Python")
    return subprocess.run([SCRIPT, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_of_a_large_output_arrives(jobs: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    line = json.dumps(NODE) + "\n"
    path.write_text(line * 20_000)
    done = run("filter", "state eq 'idle'", str(path), "--jobs", jobs)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == line * 20_000
    target = tmp_path / "kept.jsonl"
    assert run("filter", "state eq 'idle'", str(path), "--jobs", jobs, "-o", str(target)).returncode == 0
    assert target.read_text() == line * 20_000
    assert sorted(tmp_path.iterdir()) == [target, path]


def test_processes_of_a_check_leave_nothing_behind(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.odata").write_text("state eq 'idle'\n" * 50)
    for _ in range(3):  # it depended on which of two threads was first
        done = run("check", str(tmp_path), "--jobs", "2")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "2000 expressions checked: nothing found\n")


def test_what_was_kept_before_a_bad_record_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    path = tmp_path / "nodes.jsonl"
    line = json.dumps(NODE) + "\n"
    path.write_text(line * 3 + "no node\n")
    done = run("filter", "state eq 'idle'", str(path))
    assert (done.returncode, done.stdout) == (2, line * 3)
    assert f"{path}:4: " in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "-f", "state eq 'idle'"], 0),
        (["check", "-f", "state eq 5"], 1),
        (["check"], 2),
        (["no-command"], 2),
        (["filter", "state eq 'idle'", "/no/such/file"], 2),
        (["--help"], 0),
    ],
)
def test_the_exit_code_and_what_is_said_arrive(arguments: list[str], code: int) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert done.stdout or done.stderr
    module = subprocess.run([sys.executable, "-m", "odatanodes", *arguments], capture_output=True, text=True, check=False)
    assert (module.stdout, module.stderr, module.returncode) == (done.stdout, done.stderr, done.returncode)
