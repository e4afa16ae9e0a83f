"""Windows, as far as it can be simulated: no Unix modules, signals or calls, `os.name`, consoles of other encodings, spawn."""

from __future__ import annotations

import ctypes
import io
import json
import ntpath
import os
import sys
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import cli
from odatanodes.base.files import Source
from odatanodes.cli import _common
from odatanodes.lint.workers import can_start
from odatanodes.scan import source
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kit.support import Finished

BLOCKED = ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "readline", "syslog", "curses")
WINDOWS = f"""
import os, sys
import concurrent.futures.process, multiprocessing.context, pathlib, shutil, signal, subprocess, tempfile  # choose by os.name once
for name in {BLOCKED!r}:
    sys.modules[name] = None
for name in ("SIGHUP", "SIGPIPE", "SIGKILL", "SIGQUIT", "pthread_sigmask", "sigwait"):
    delattr(signal, name)
for name in ("sched_getaffinity", "fork", "mkfifo", "getuid", "geteuid", "getloadavg", "uname"):
    delattr(os, name)
multiprocessing.set_start_method("spawn", force=True)
os.name = "nt"
from odatanodes.cli import command, main
if __name__ == "__main__":
    sys.argv[0] = "odatanodes.exe"
    {{run}}
"""
NODES = [{"id": f"n{number}", "state": "idle" if number % 2 else "running", "vmSize": "größe"} for number in range(3000)]


def windows(*arguments: str, cwd: Path, encoding: str = "cp1252") -> Finished:
    """Run a command in a Python that looks like one on Windows."""
    path = cwd / "simulated.py"  # a file: spawn loads the main module again
    path.write_text(WINDOWS.replace("{run}", "sys.exit(main())"), encoding="utf-8")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    return run_python(str(path), *arguments, cwd=cwd, env=env, encoding=encoding)


@pytest.fixture
def nodes(tmp_path: Path) -> Path:
    path = tmp_path / "nodes.jsonl"
    path.write_bytes(b"".join(json.dumps(node).encode() + b"\r\n" for node in NODES))
    return path


def test_the_main_commands_run(nodes: Path) -> None:
    folder = nodes.parent
    done = windows("filter", "state eq 'idle'", "*.jsonl", "--count", cwd=folder)
    assert (done.code, done.out, done.err) == (0, "1500\n", "")
    done = windows("check", "-f", "stat eq 1", cwd=folder)
    assert (done.code, "ODN201" in done.out) == (1, True)
    (folder / "a.odata").write_text("state  EQ 'idle'\n")
    assert windows("format", "a.odata", cwd=folder).code == 0
    assert windows("check", "--fix", ".", cwd=folder).code == 0
    assert (folder / "a.odata").read_text() == "state eq 'idle'\n"


def test_a_file_is_scanned_by_spawned_processes(nodes: Path) -> None:
    done = windows("filter", "state eq 'idle'", nodes.name, "--jobs", "2", "-o", "kept.jsonl", cwd=nodes.parent)
    assert (done.code, done.out, done.err) == (0, "", "")
    kept = [json.loads(line) for line in (nodes.parent / "kept.jsonl").read_bytes().splitlines()]
    assert kept == [node for node in NODES if node["state"] == "idle"]
    assert sorted(path.name for path in nodes.parent.iterdir()) == ["kept.jsonl", "nodes.jsonl", "simulated.py"]


@pytest.mark.parametrize(
    ("encoding", "id", "shown"), [("cp1252", "größe", "größe"), ("cp1252", "č", "\\u010d"), ("ascii", "ö", "\\u00f6")]
)
def test_json_for_a_console_that_lacks_a_character_is_in_ascii(encoding: str, id: str, shown: str, tmp_path: Path) -> None:
    code = WINDOWS.replace("{run}", f"main(['plan', \"id eq '{id}'\", '--output-format', 'json'])")
    path = tmp_path / "simulated.py"
    path.write_text(code, encoding="utf-8")
    done = run_python(str(path), env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}, encoding=encoding)
    assert shown in done.out
    assert json.loads(done.out)["residual"] == f"id eq '{id}'"


def test_a_tree_in_ascii(tmp_path: Path) -> None:
    done = windows("explain", "state eq 'idle' and not isDedicated", cwd=tmp_path, encoding="cp1252")
    assert done.code == 0
    assert [line.partition("  ")[0] for line in done.out.splitlines()] == ["and", "|- eq", "|", "|", "`- not", ""]
    assert done.out.isascii()


def test_help_in_ascii(tmp_path: Path) -> None:
    assert windows("--help", cwd=tmp_path, encoding="ascii").out.startswith("usage: odatanodes ")
    assert "COMMAND ..." in windows("--help", cwd=tmp_path, encoding="ascii").out


class Pipe(io.StringIO):
    """A pipe of Windows whose reader is gone."""

    def write(self, _: str) -> int:
        raise OSError(22, "Invalid argument")


def test_a_closed_pipe_is_no_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(sys, "stdout", Pipe())
    assert cli.main(["rule", "--all"]) == 128 + 13
    assert capsys.readouterr().err == ""


class Console:
    """The functions of kernel32 for one console."""

    def __init__(self, mode: int | None, *, settable: bool) -> None:
        self.mode = mode
        self.settable = settable

    def GetStdHandle(self, number: int) -> int:  # noqa: N802
        assert number in {-11, -12}
        return 7

    def GetConsoleMode(self, handle: int, mode: Any) -> int:  # noqa: N802
        assert handle == 7
        if self.mode is not None:
            mode._obj.value = self.mode
        return int(self.mode is not None)

    def SetConsoleMode(self, handle: int, mode: int) -> int:  # noqa: N802
        assert (handle, mode & 4) == (7, 4)
        return int(self.settable)


@pytest.mark.parametrize(
    ("console", "reads"),
    [
        (Console(7, settable=False), True),
        (Console(3, settable=True), True),
        (Console(3, settable=False), False),  # before Windows 10
        (Console(None, settable=True), False),  # not a console: a terminal of Cygwin without one
    ],
)
def test_escape_sequences_only_where_the_console_reads_them(console: Console, reads: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = SimpleNamespace(isatty=lambda: True, encoding="utf-8")
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert _common.wants_color("auto", stream)  # type: ignore[arg-type]
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=console), raising=False)
    assert _common.wants_color("auto", stream) is reads  # type: ignore[arg-type]
    assert _common.wants_color("always", stream)  # type: ignore[arg-type]
    monkeypatch.setenv("TERM", "dumb")
    assert not _common.wants_color("auto", stream)  # type: ignore[arg-type]


def test_a_file_without_a_number_is_not_identified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "nodes.jsonl"
    path.write_text('{"id":"n1"}\n')
    with path.open("rb") as file:
        assert source.identity_of(file) == source.path_identity(str(path)) is not None
        fields = list(os.stat(path))  # noqa: PTH116
        monkeypatch.setattr(os, "fstat", lambda _: os.stat_result([fields[0], 0, *fields[2:]]))
        assert source.identity_of(file) is None


@pytest.mark.parametrize(
    ("main", "starts"),
    [
        ({"__spec__": SimpleNamespace(name="__main__"), "__file__": r"C:\venv\Scripts\odatanodes.exe\__main__.py"}, True),
        ({"__spec__": None, "__file__": r"C:\venv\Scripts\odatanodes-script.py"}, True),
        ({"__spec__": SimpleNamespace(name="odatanodes.__main__"), "__file__": r"C:\lib\odatanodes\__main__.py"}, True),
        ({"__spec__": SimpleNamespace(name="__main__"), "__file__": r"C:\apps\other.pyz\__main__.py"}, False),
        ({"__spec__": None, "__file__": r"C:\scripts\mine.py"}, False),
    ],
)
def test_the_command_may_start_processes(main: dict[str, Any], starts: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The .exe of a console script is an archive with a main module."""
    module = ModuleType("__main__")
    vars(module).update(main)
    monkeypatch.setitem(sys.modules, "__main__", module)
    assert can_start() is starts


def test_lines_of_files_end_as_windows_writes_them() -> None:
    found = Source(ntpath.join("C:", "a.odata"), "state eq 'idle'\r\nid eq 'x'\r\n")
    assert [found.text[start:end] for start, end in found.lines()] == ["state eq 'idle'", "id eq 'x'"]
