"""SIGTERM and SIGHUP while a command writes a file: the file keeps its content, and no temporary file is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_filter_processes import ENV, IN_RANGES, children_of, is_running, write_nodes
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(os.name != "posix", reason="pipes and signals as POSIX has them")]


def started(tmp_path: Path, *options: str, nodes: int = 5000, method: str = "", before: str = "") -> subprocess.Popen[bytes]:
    """Return a command that has begun to write a file and waits for more input."""
    path, target = tmp_path / "nodes.jsonl", tmp_path / "out" / "kept.jsonl"
    target.parent.mkdir()
    target.write_text("before")
    write_nodes(path, nodes)
    os.mkfifo(tmp_path / "more")
    code = before + IN_RANGES.format(size=5000, method=method)
    command = [sys.executable, "-c", code, "filter", "true", str(path), str(tmp_path / "more"), "-o", str(target), *options]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env=ENV)
    while len(list(target.parent.iterdir())) < 2 or sum(one.stat().st_size for one in target.parent.iterdir()) < 10_000:
        time.sleep(0.01)
        assert running.poll() is None
    return running


@pytest.mark.parametrize(("jobs", "method"), [("1", ""), ("2", ""), ("2", "spawn")])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=["term", "hup"])
def test_a_signal_to_end_leaves_no_half_of_a_file(number: signal.Signals, jobs: str, method: str, tmp_path: Path) -> None:
    with started(tmp_path, "--jobs", jobs, nodes=30_000, method=method) as running:
        workers = children_of(running.pid) if os.path.exists("/proc/self/stat") else []  # noqa: PTH110
        assert len(workers) >= 2 * (jobs == "2" and workers != [])
        running.send_signal(number)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (128 + number, b"")
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["kept.jsonl"]
    assert (tmp_path / "out" / "kept.jsonl").read_text() == "before"
    wait_for_the_end_of(workers)


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    ignoring = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"  # as nohup has it
    with started(tmp_path, before=ignoring) as running:
        running.send_signal(signal.SIGHUP)
        (tmp_path / "more").write_text('{"id":"last"}\n')
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, b"")
    assert (tmp_path / "out" / "kept.jsonl").read_text().endswith('{"id":"last"}\n')


DROPPED = """
import signal, sys
import odatanodes.base.files
from odatanodes.cli import main
class Last:
    def __del__(self):
        signal.raise_signal(signal.SIGTERM)  # what is raised here is dropped
        print("here")
write = odatanodes.base.files.OutputFile.write
def writing(*arguments):
    Last()
    write(*arguments)
odatanodes.base.files.OutputFile.write = writing
sys.exit(main(["filter", "true", "--sample", "-o", "kept.jsonl"]))
"""


def test_a_signal_is_not_lost_with_its_exception(tmp_path: Path) -> None:
    done = run_python("-c", DROPPED, cwd=tmp_path)
    assert done.code == 128 + signal.SIGTERM
    assert done.err == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="processes are found in /proc")  # noqa: PTH110
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL], ids=["term", "kill"])
def test_no_process_of_check_outlives_it(number: signal.Signals, tmp_path: Path) -> None:
    for name in range(40):
        (tmp_path / f"{name}.odata").write_text("".join(f"state eq 'idle' and totalTasksRun gt {n}\n" for n in range(1000)))
    command = [sys.executable, "-m", "odatanodes", "check", "--jobs", "2", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENV) as running:
        while len(workers := children_of(running.pid)) < 3:  # two, and the tracker of multiprocessing
            time.sleep(0.01)
            assert running.poll() is None
        time.sleep(0.3)  # they begin to work
        running.send_signal(number)
    assert running.returncode == -number
    wait_for_the_end_of(workers)


def wait_for_the_end_of(processes: list[int]) -> None:
    for _ in range(1000):
        if not any(map(is_running, processes)):
            return
        time.sleep(0.01)
    pytest.fail("they wait for work that never comes")


HANDLERS = """
import signal, threading
from odatanodes.cli import main
before = signal.getsignal(signal.SIGTERM)
arguments = ["filter", "true", "--sample", "-o", "kept.jsonl"]
assert main(arguments) == 0
assert signal.getsignal(signal.SIGTERM) == before
thread = threading.Thread(target=lambda: print(main(arguments)))
thread.start()
thread.join()
"""


def test_what_the_program_does_on_signals_is_as_before(tmp_path: Path) -> None:
    done = run_python("-c", HANDLERS, cwd=tmp_path)
    assert (done.code, done.out, done.err) == (0, "0\n", "")


WHILE_IT_IS_WRITTEN = """
import os, signal, sys
from odatanodes.cli import main
chmod = os.chmod
def signalled(*arguments):
    os.kill(os.getpid(), signal.SIGTERM)
    chmod(*arguments)
os.chmod = signalled
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", [("format",), ("check", "--fix", "--jobs", "1")])
def test_a_file_is_changed_before_a_signal_ends_the_command(command: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "filters.odata"
    path.write_text("state  EQ 'idle'\n")
    done = run_python("-c", WHILE_IT_IS_WRITTEN, *command, str(path))
    assert done.code == -signal.SIGTERM
    assert [one.name for one in tmp_path.iterdir()] == ["filters.odata"]
    assert path.read_text() == "state eq 'idle'\n"
