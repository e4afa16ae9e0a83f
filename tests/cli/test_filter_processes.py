"""`odatanodes filter` as a process: several workers, killed, interrupted, with progress, writing to pipes and devices."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest

from tests.kit.cli import one_line_error
from tests.kit.support import ROOT, run_command, run_python

pytestmark = [pytest.mark.thorough, pytest.mark.skipif(os.name != "posix", reason="pipes and signals as POSIX has them")]

ENV = os.environ | {"PYTHONPATH": str(ROOT)}
IN_RANGES = """
import multiprocessing, signal, sys
import odatanodes.scan.jobs as jobs
from odatanodes.cli import main
jobs.RANGE = {size}
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell ignores it
if {method!r}:
    multiprocessing.set_start_method({method!r})
sys.exit(main(sys.argv[1:]))
"""


def line(number: int, **more: object) -> str:
    return json.dumps({"id": f"n{number}", "state": "idle" if number % 3 else "running", "totalTasksRun": number, **more})


def write_nodes(path: Path, count: int, **more: object) -> list[str]:
    lines = [line(number, **more) for number in range(count)]
    path.write_text("".join(line + "\n" for line in lines))
    return lines


@pytest.mark.parametrize("method", ["", "spawn"])
def test_several_processes_keep_the_order(method: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    lines = write_nodes(path, 2000)
    arguments = ("filter", "state eq 'idle'", str(path), "--jobs", "2")
    done = run_python("-c", IN_RANGES.format(size=5000, method=method), *arguments)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [line for line in lines if "idle" in line]
    table = run_python("-c", IN_RANGES.format(size=50000, method=method), *arguments, "--output=table", "-s", "id,totalTasksRun")
    assert len(table.out.splitlines()) == 2 + len(done.out.splitlines())


FEW_FILES = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most}))
"""


@pytest.mark.parametrize("method", ["", "spawn"])
@pytest.mark.parametrize("most", [16, 24])
def test_processes_that_cannot_be_started_are_an_error(most: int, method: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    write_nodes(path, 20_000)
    code = FEW_FILES.format(most=most) + IN_RANGES.format(size=5000, method=method)
    done = run_python("-c", code, "filter", "false", str(path), "--jobs", "50")
    assert done.code == 2
    assert one_line_error(done.err) == f"cannot read '{path}' by 50 processes: too many open files"


def children_of(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = status.read_text()
        except OSError:  # it ended meanwhile
            continue
        if int(text.rpartition(")")[2].split()[1]) == parent:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
@pytest.mark.parametrize("killed", [True, False])
def test_a_process_that_is_killed_is_an_error(killed: bool, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    lines = write_nodes(path, 20_000)
    command = [sys.executable, "-c", IN_RANGES.format(size=5000, method=""), "filter", "true", str(path), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV) as running:
        assert running.stdout is not None
        first = os.read(running.stdout.fileno(), 1)  # it waits from here on: the pipe is full
        workers = children_of(running.pid)
        assert len(workers) == 2
        if killed:
            os.kill(workers[0], signal.SIGKILL)
        out, err = running.communicate(timeout=60)
    assert running.returncode == (2 if killed else 0)
    if killed:
        assert "was killed" in one_line_error(err.decode())
    else:
        assert (first + out).decode().splitlines() == lines
        assert err == b""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
@pytest.mark.parametrize("method", ["", "spawn"])
def test_no_process_outlives_the_command(method: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    write_nodes(path, 20_000)
    command = [sys.executable, "-c", IN_RANGES.format(size=5000, method=method), "filter", "true", str(path), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENV) as running:
        assert running.stdout is not None
        os.read(running.stdout.fileno(), 1)
        workers = children_of(running.pid)
        running.kill()
    for _ in range(1000):
        if not any(is_running(worker) for worker in workers):
            return
        time.sleep(0.01)
    pytest.fail("they wait for work that never comes")


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_no_half_of_a_file(jobs: str, tmp_path: Path) -> None:
    path, target = tmp_path / "nodes.jsonl", tmp_path / "out" / "kept.jsonl"
    target.parent.mkdir()
    target.write_text("before")
    write_nodes(path, 5_000)
    os.mkfifo(tmp_path / "more")  # nobody writes to it: the command waits there until it is interrupted
    command = [sys.executable, "-c", IN_RANGES.format(size=5000, method=""), "filter", "true", str(path), str(tmp_path / "more")]
    command += ["--jobs", jobs, "-o", str(target)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=ENV) as running:
        while len(list(target.parent.iterdir())) < 2 or sum(one.stat().st_size for one in target.parent.iterdir()) < 10_000:
            time.sleep(0.01)
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 128 + signal.SIGINT
    assert one_line_error(err.decode()) == "interrupted"
    assert [one.name for one in target.parent.iterdir()] == ["kept.jsonl"]
    assert target.read_text() == "before"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path, pipe = tmp_path / "nodes.jsonl", tmp_path / "pipe"
    lines = write_nodes(path, 10)
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    done = run_command("filter", "true", str(path), "-o", str(pipe))
    reader.join(timeout=60)
    assert (done.code, done.err) == (0, "")
    assert read[0].splitlines() == lines
    assert pipe.is_fifo()


@pytest.mark.parametrize("options", [(), ("--jobs", "2"), ("--why",), ("--output=page",), ("-o", "-")])
@pytest.mark.parametrize("name", ["nodes.jsonl", "other.jsonl", "*.jsonl", "-"])
def test_what_is_written_is_not_read(name: str, options: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    (tmp_path / "other.jsonl").symlink_to(path)
    lines = write_nodes(path, 1000)
    command = [sys.executable, "-m", "odatanodes", "filter", "true", name, *options]
    limited = ["bash", "-c", 'ulimit -f 2000; exec "$@"', "bash", *command]  # 2 MB: if it reads on, it comes to an end
    with path.open() as stdin, path.open("a") as stdout:
        done = subprocess.run(
            limited, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE, env=ENV, cwd=tmp_path, check=False, timeout=60
        )
    shown = {"-": "<stdin>", "*.jsonl": "nodes.jsonl"}.get(name, name)
    assert done.returncode == 2
    assert one_line_error(done.stderr.decode()) == f"cannot read '{shown}': the output goes to the same file"
    assert path.read_text().splitlines() == lines


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_devices(tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    lines = write_nodes(path, 10)
    assert run_command("filter", "true", str(path), "-o", "/dev/null").code == 0
    full = run_command("filter", "true", str(path), "-o", "/dev/full")
    assert full.code == 2
    assert one_line_error(full.err) == "cannot write '/dev/full': no space left on device"
    for name in ("-", "/dev/stdout"):
        assert run_command("filter", "true", str(path), "-o", name).out.splitlines() == lines
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_a_standard_error_that_takes_nothing_changes_nothing(where: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    path.write_text(line(1) + "\nnonsense\n")
    for options, code in (("--on-bad-record=report", 0), ("", 2), ("--no-such-option", 2)):
        script = f"{sys.executable} -m odatanodes filter true {path} {options} {where}"
        done = subprocess.run(["bash", "-c", script], env=ENV, capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (code, ""), options
        assert done.stdout == ("" if "such" in options else line(1) + "\n")


IMPATIENT = """
import sys
import odatanodes.cli._scan_progress as progress
from odatanodes.cli import main
progress.DELAY_SECONDS = {patience}
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(("patience", "options", "seen"), [(0, (), True), (60, (), False), (0, ("--no-progress",), False)])
def test_progress_is_for_a_person_who_waits(patience: int, options: tuple[str, ...], seen: bool) -> None:
    pytest.importorskip("tqdm")
    data = "".join(line(number) + "\n" for number in range(300)).encode()
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [sys.executable, "-c", IMPATIENT.format(patience=patience), "filter", "state eq 'idle'", "--count", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs, env=ENV) as running:
        assert running.stdin is not None
        running.stdin.write(data)
        running.stdin.flush()
        drawn = os.read(ours, 1000) if seen else b""  # it comes as soon as the first records are read
        time.sleep(0.2 * seen)  # longer than between two drawings
        out, _ = running.communicate(data, timeout=60)
    os.close(theirs)
    try:
        while more := os.read(ours, 1000):
            drawn += more
    except OSError:  # what a terminal says when nobody holds the other end
        pass
    os.close(ours)
    assert (running.returncode, out) == (0, b"400\n")
    assert (b"B/s" in drawn) is seen
    assert (b"kept" in drawn) is seen
    assert drawn.endswith(b" \r") is seen  # the line is wiped in the end


def test_no_progress_where_nobody_looks(tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    write_nodes(path, 100)
    assert run_python("-c", IMPATIENT.format(patience=0), "filter", "true", str(path), "--count").err == ""


@pytest.mark.parametrize(("options", "seen"), [((), False), (("--count",), True)])
def test_no_progress_among_the_nodes_on_a_terminal(options: tuple[str, ...], seen: bool, tmp_path: Path) -> None:
    pytest.importorskip("tqdm")
    path = tmp_path / "nodes.jsonl"
    write_nodes(path, 20)
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [sys.executable, "-c", IMPATIENT.format(patience=0), "filter", "true", str(path), *options]
    done = subprocess.run(command, stdout=theirs, stderr=theirs, env=ENV, check=False, timeout=60)
    os.close(theirs)
    drawn = os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == 0
    assert (b"B/s" in drawn) is seen
