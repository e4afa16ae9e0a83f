"""The command as a process: closed pipes, full disks, signals, imported modules."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.kit.cli import one_line_error
from tests.kit.support import ROOT, run_command, run_python

HEAVY = (
    "lark",
    "pydantic",
    "hypothesis",
    "msgspec",
    "dataclasses",
    "inspect",
    "typing",
    "decimal",
    "uuid",
    "json",
    "importlib.metadata",
)


@pytest.mark.thorough
@pytest.mark.parametrize(
    "command",
    [
        "filter 'totalTasksRun ge 0' -s id nodes.jsonl",
        "rule --all",
        "check bad.odata --output-format concise",
        "format - < bad.odata",
        "--help",
        "check --help",
    ],
)
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_closed_pipe_is_silent(command: str, reader: str, tmp_path: Path) -> None:
    (tmp_path / "nodes.jsonl").write_text('{"id": "n", "totalTasksRun": 1}\n' * 6000)
    (tmp_path / "bad.odata").write_text("a  eq 1\n" * 3000)
    script = f"{sys.executable} -m odatanodes {command} | {reader}; exit ${{PIPESTATUS[0]}}"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1, 2, 128 + signal.SIGPIPE}  # a reader that leaves late saw everything
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) <= 1


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_a_closed_pipe_ends_the_process_as_other_filters() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "odatanodes", "rule", "--all"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=env, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_disk_is_a_one_line_error() -> None:
    with Path("/dev/full").open("wb") as full:
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "odatanodes", "rule", "--all"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, text=True, check=False)
    assert done.returncode == 2
    assert one_line_error(done.stderr) == "no space left on device"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams(closed: str) -> None:
    script = f"{sys.executable} -m odatanodes check - {closed}"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", script], input="stat eq 1\n", env=env, capture_output=True, text=True, check=False)
    assert done.returncode == (1 if closed == "2>&-" else 2)
    assert "Traceback" not in done.stderr
    if closed == "2>&-":
        assert "ODN201" in done.stdout
    else:
        assert "is closed" in one_line_error(done.stderr)


@pytest.mark.parametrize("command", ["filter true", "filter true --sample -o", "check", "check -", "format", ""])
def test_what_names_make_of_a_terminal_is_shown(command: str, tmp_path: Path) -> None:
    name = "no\n\u001b[31msuch.odata"
    done = run_command(*command.split(), f"{name}/", cwd=tmp_path)
    assert done.code == 2
    [message] = [line for line in done.err.splitlines() if line.startswith("odatanodes: error: ")]
    assert "no␊␛[31msuch.odata" in message
    assert "\u001b" not in done.err


WITHOUT_MEMORY = """
import sys
import odatanodes.base.files
from odatanodes.cli import main
def no_more(*_):
    raise MemoryError
odatanodes.base.files.OutputFile.write = no_more
sys.exit(main(["filter", "true", "--sample", "-o", "kept.jsonl"]))
"""


def test_no_memory_is_a_one_line_error(tmp_path: Path) -> None:
    done = run_python("-c", WITHOUT_MEMORY, cwd=tmp_path)
    assert (done.code, one_line_error(done.err)) == (2, "there is not enough memory")
    assert list(tmp_path.iterdir()) == []


INTERRUPTIBLE = """
import signal, sys
from odatanodes.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell ignores it
sys.exit(main(["check", "-"]))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_is_a_one_line_error() -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", INTERRUPTIBLE], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as running:
        assert running.stdin is not None
        running.stdin.write(b"state eq 'idle'\n" * 100_000)  # more than a pipe holds: once written, it is being read
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == 128 + signal.SIGINT
    assert one_line_error(err.decode()) == "interrupted"


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("start", [["-m", "odatanodes"], ["-c", "from odatanodes.__main__ import command; command()"]])
@pytest.mark.parametrize("arguments", [["filter", "true", "-"], ["filter", "true", "-", "-o", "kept.jsonl"]])
def test_ctrl_c_ends_the_process_by_the_signal(start: list[str], arguments: list[str], tmp_path: Path) -> None:
    """So that a loop of the shell stops; the file being written is removed before."""
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, *start, *arguments]
    record = b'{"id":"n1"}\n' * 10_000
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=tmp_path, env=env) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(record)
        running.stdin.flush()
        while "-o" in arguments and not list(tmp_path.iterdir()):
            time.sleep(0.01)
        if "-o" not in arguments:
            assert running.stdout.read(10) == record[:10]
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == -signal.SIGINT
    assert b"Traceback" not in err
    assert list(tmp_path.iterdir()) == []


INTERRUPTED_WHILE_LOADING = """
import os, signal, sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "odatanodes.cli._common":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupt())
signal.signal(signal.SIGINT, signal.default_int_handler)
from odatanodes.__main__ import command
command()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_while_modules_load_prints_nothing() -> None:
    done = run_python("-c", INTERRUPTED_WHILE_LOADING)
    assert (done.code, done.out, done.err) == (-signal.SIGINT, "", "")


def test_output_that_the_terminal_cannot_show_is_escaped() -> None:
    done = run_command("check", "-f", "größe eq 1", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.code == 1
    assert "gr\\xf6\\xdfe" in done.out


@pytest.mark.parametrize(
    "code",
    [
        "import odatanodes",
        "import odatanodes; odatanodes.Filter",
        "from odatanodes.cli import main; main(['check', '-f', \"state eq 'idle'\"])",
        "from odatanodes.cli import main; main(['check', '-f', \"stat eq 'idle' and\"])",
    ],
)
def test_start_up_loads_no_heavy_module(code: str) -> None:
    done = run_python(
        "-S", "-c", f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before, file=sys.stderr)"
    )
    loaded = set(done.err.splitlines()[-1].split())
    assert "odatanodes" in loaded
    assert not loaded & set(HEAVY)
