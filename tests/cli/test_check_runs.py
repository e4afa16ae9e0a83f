"""`odatanodes check` as a run over many files: what is skipped and counted, several processes, the line for who waits."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.kit.cli import one_line_error
from tests.kit.support import ROOT, run_command, run_python

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.thorough

HEAD = "from azure.batch import BatchClient\n"
BAD = HEAD + "c.list_nodes('p', filter=\"stat eq 'idle'\")\n"
GOOD = HEAD + "c.list_nodes('p', filter=\"state eq 'idle'\")\n"
FIXABLE = HEAD + "c.list_nodes('p', filter=\"state EQ 'idle'\")\n"
BROKEN = HEAD + "def f(:\n    c.list_nodes('p', filter=\"stat eq 'idle'\")\n"


def filled(folder: Path, **files: str | bytes) -> Path:
    for name, text in files.items():
        path = folder / f"{name}.py"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BROKEN, "is not Python that this Python reads at line 2"),
        (HEAD + "filter = '\0'\n", "is not Python that this Python reads"),
        (HEAD + f"filter = {'(' * 300}1{')' * 300}\n", "is not Python that this Python reads at line 2"),
    ],
)
@pytest.mark.parametrize("path", ["a.py", "."])
def test_broken_programs_are_skipped_and_counted(path: str, text: str, reason: str, tmp_path: Path) -> None:
    done = run_command("check", path, cwd=filled(tmp_path, a=text))
    told, last = done.err.splitlines()
    assert (done.code, done.out) == (0, "")
    assert told.startswith("odatanodes: skipped: 'a.py' " + reason)
    assert last == "0 expressions checked in 0 files, 1 file skipped"


def test_what_is_skipped_does_not_hide_what_is_found(tmp_path: Path) -> None:
    done = run_command("check", ".", cwd=filled(tmp_path, a=BROKEN, b=BAD, c=b"# batch filter \xff\n", d=GOOD))
    assert (done.code, done.out.count("error[")) == (1, 1)
    assert done.err.splitlines()[-1] == "2 expressions checked, 2 files skipped: 1 error"


def test_a_broken_program_without_a_word_of_filters_is_not_looked_at(tmp_path: Path) -> None:
    done = run_command("check", ".", cwd=filled(tmp_path, a="def f(:\n"))
    assert (done.code, done.out, done.err) == (0, "", "0 expressions checked in 1 file\n")


def test_standard_input_cannot_be_fixed() -> None:
    done = run_command("check", "--fix", "-", stdin="a EQ 1\n")
    assert (done.code, done.out) == (2, "")
    assert "--fix changes files; what comes from standard input is shown fixed with --diff" in done.err
    done = run_command("check", "--fix", "--diff", "-", stdin="state EQ 'idle'\n")
    assert (done.code, done.out.splitlines()[-2:]) == (1, ["-state EQ 'idle'", "+state eq 'idle'"])


# --- several processes --------------------------------------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Path:
    kinds: Sequence[str | bytes] = (BAD, GOOD, FIXABLE, BROKEN, "x = 1\n", b"# batch filter \xff\n")
    return filled(tmp_path, **{f"m{number:02}": kinds[number % len(kinds)] for number in range(36)})


@pytest.mark.thorough
@pytest.mark.parametrize(
    "arguments",
    [
        (".",),
        (".", "--output-format", "json"),
        (".", "--output-format", "sarif"),
        (".", "--diff"),
        (".", "--statistics"),
        ("m05.py", "m00.py", "none.py", "m03.py", "--output-format", "concise"),
    ],
)
def test_processes_change_nothing(arguments: tuple[str, ...], many: Path) -> None:
    one = run_command("check", *arguments, "--jobs", "1", cwd=many)
    several = run_command("check", *arguments, "--jobs", "3", cwd=many)
    assert (one.code, one.out, one.err) == (several.code, several.out, several.err)
    assert one.out


def test_processes_fix_files(many: Path) -> None:
    done = run_command("check", "--fix", ".", "--jobs", "3", cwd=many)
    assert "6 fixed" in done.err
    assert [path.name for path in many.iterdir() if " EQ " in path.read_text(errors="replace")] == []


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "\u0663\u00b2"])
def test_a_wrong_number_of_processes(number: str, many: Path) -> None:
    done = run_command("check", ".", f"--jobs={number}", cwd=many)
    assert (done.code, done.out) == (2, "")
    assert f"argument --jobs: '{number}' is not a number of processes" in done.err


INTERRUPTIBLE = """
import signal, sys
from odatanodes.cli import command
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job of a shell ignores it
    command()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
def test_ctrl_c_leaves_nothing_behind(many: Path, tmp_path: Path) -> None:
    """A terminal sends the signal to all processes; those that have begun with a file do not go on."""
    (many / "long.py").write_text(HEAD + "c.list_nodes('p', filter=\"state eq 'idle'\")\n" * 20_000)
    script = tmp_path / "odatanodes"
    script.write_text(INTERRUPTIBLE)
    command = [sys.executable, str(script), "check", ".", "--jobs", "2"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=many, env=env, stdout=-3, stderr=-1, start_new_session=True) as running:
        time.sleep(1.5)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert running.returncode == -signal.SIGINT
    assert one_line_error(err.decode().splitlines(keepends=True)[-1]) == "interrupted"
    assert b"semaphore" not in err


COMMAND = """
import os, sys
if __name__ != "__main__":
    {worker}
if __name__ == "__main__":
    from odatanodes.cli import main
    sys.exit(main())
"""


def test_a_process_that_dies_is_an_error(many: Path, tmp_path: Path) -> None:
    script = tmp_path / "odatanodes"
    script.write_text(COMMAND.format(worker="os._exit(7)"))
    done = run_python(str(script), "check", ".", "--jobs", "2", cwd=many)
    assert (done.code, done.out) == (2, "")
    expected = "a process that checked files ended before its work was done; --jobs 1 does without"
    assert one_line_error(done.err.splitlines(keepends=True)[-1]) == expected


def test_a_program_without_a_guard_is_not_started_again(many: Path, tmp_path: Path) -> None:
    script = tmp_path / "tool.py"
    script.write_text("import sys\nfrom odatanodes.cli import main\nprint('once')\nmain(sys.argv[1:])\n")
    done = run_python(str(script), "check", ".", "--jobs", "2", "--output-format", "concise", cwd=many)
    assert done.out.splitlines().count("once") == 1
    assert done.out.count(" ODN201 ") == 6


def test_a_run_over_few_files_starts_no_process(tmp_path: Path) -> None:
    code = "import sys; from odatanodes.cli import main; main(['check', '.']); print(*sys.modules)"
    loaded = set(run_python("-S", "-c", code, cwd=filled(tmp_path, a=GOOD, b=GOOD)).out.split())
    assert "odatanodes.extract.python" in loaded
    assert not loaded & {"concurrent.futures", "multiprocessing", "ast", "typing", "tokenize", "odatanodes.decide", "tomllib"}


# --- the line for who waits ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("terminal", [True, False])
def test_who_waits_sees_how_far_it_is(terminal: bool, tmp_path: Path) -> None:
    """One file is a pipe that gives its text late, so that the run takes longer than a second."""
    import pty

    filled(tmp_path, a=GOOD, c=BAD)
    os.mkfifo(tmp_path / "b.py")
    command = [sys.executable, "-m", "odatanodes", "check", "a.py", "b.py", "c.py", "--output-format", "concise"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    ours, theirs = pty.openpty() if terminal else os.pipe()
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, env=env) as running:
        os.close(theirs)
        writer = threading.Thread(target=_write_late, args=(tmp_path / "b.py",))
        writer.start()
        out, _ = running.communicate(timeout=60)
        writer.join()
    err = b""
    try:
        while data := os.read(ours, 10_000):
            err += data
    except OSError:  # how a terminal ends
        pass
    os.close(ours)
    assert out.startswith(b"c.py:2:")
    shown = err.decode().replace("\r\n", "\n")
    assert ("\r2 files read\x1b[K" in shown) is terminal
    assert ("\r\x1b[K" in shown) is terminal
    assert shown.endswith("3 expressions checked: 1 error\n")


def _write_late(path: Path) -> None:
    with path.open("w") as pipe:  # opens when the other side reads: the first file is read by then
        time.sleep(1.1)
        pipe.write(GOOD)
