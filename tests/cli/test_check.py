"""`odatanodes check`: findings to standard output in every format, in colour where it is wanted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

import pytest

from odatanodes.cli import check as command
from tests.kit.cli import MISSPELT, one_line_error
from tests.kit.support import ROOT, run_command

if TYPE_CHECKING:
    from pathlib import Path


def test_check_clean() -> None:
    done = run_command("check", "-f", "state eq 'idle'", "-s", "id,state")
    assert (done.code, done.out, done.err) == (0, "", "2 expressions checked: nothing found\n")


def test_a_select_has_a_long_option() -> None:
    done = run_command("check", "--select-expression", "id,stat", "--select", "ODN2")
    assert (done.code, done.err) == (1, "1 expression checked: 1 error\n")


def test_check_draws_findings_on_stdout() -> None:
    done = run_command("check", "-f", "stat eq 'idle'")
    assert (done.code, done.out, done.err) == (1, MISSPELT.format(name="<filter>"), "1 expression checked: 1 error\n")


def test_check_numbers_repeated_options() -> None:
    done = run_command("check", "-f", "state eq 'idle'", "-f", "stat eq 'idle'", "-s", "idd", "--output-format", "concise")
    assert done.code == 1
    assert [line.split(" ODN")[0] for line in done.out.splitlines()] == ["<filter 2>:1:1:", "<select>:1:1:"]


def test_check_files(good: str, bad: str) -> None:
    done = run_command("check", good, bad, "--output-format", "concise")
    assert done.code == 1
    first, second = done.out.splitlines()
    assert first == f"{bad}:3:3: ODN201 no property 'stat' on BatchNode; did you mean 'state'?"
    assert second.startswith(f"{bad}:4:10: ODN1")
    assert done.err == "4 expressions checked: 2 errors\n"
    assert run_command("check", good).code == 0


def test_check_standard_input() -> None:
    done = run_command("check", "-", stdin="stat eq 'idle'\r\n")
    assert (done.code, done.out) == (1, MISSPELT.format(name="<stdin>"))


def test_check_json() -> None:
    done = run_command("check", "-f", "stat eq 'idle'", "--output-format", "json")
    [found] = json.loads(done.out)
    assert (done.code, found["code"], found["filename"]) == (1, "ODN201", "<filter>")
    assert run_command("check", "-f", "state eq 'idle'", "--output-format", "json").out == "[]\n"


def test_check_goes_on_after_a_file_it_cannot_read(bad: str, tmp_path: Path) -> None:
    done = run_command("check", str(tmp_path / "none.odata"), bad, "--output-format", "concise")
    assert done.code == 2
    assert done.out.count("\n") == 2
    assert done.err.splitlines()[0] == f"odatanodes: error: cannot read '{tmp_path}/none.odata': no such file or directory"


def test_check_output_is_stable(bad: str) -> None:
    runs = {run_command("check", bad, "-f", "stat eq 1 and vmsize eq 2", env={"PYTHONHASHSEED": seed}).out for seed in "012"}
    assert len(runs) == 1


@pytest.mark.parametrize("command", ["check", "format"])
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.odata", None, "no such file or directory"),
        (".odata", "folder", "is a directory"),
    ],
)
def test_files_that_cannot_be_used(command: str, name: str, content: bytes | str | None, message: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if content == "folder":
        if command == "check":
            pytest.skip("check looks into folders")
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    done = run_command(command, str(path))
    assert (done.code, done.out) == (2, "")
    said = one_line_error(done.err.splitlines(keepends=True)[0])
    assert message in said
    assert name in said


@pytest.mark.parametrize("expression", ["", " ", "\udcff", "'" * 1001, "(" * 5000, "é eq 'ü'", "a eq '\x1b[2J"])
@pytest.mark.parametrize("command", ["check -f", "format -f", "explain", "filter"])
def test_no_expression_gives_a_traceback(command: str, expression: str) -> None:
    name, *option = command.split()
    done = run_command(name, *option, expression)
    if expression == "é eq 'ü'" and name == "format":  # well-formed: only the schema knows better
        assert (done.code, done.out) == (0, expression + "\n")
        return
    assert done.code == (1 if name == "check" else 2)
    assert "error[ODN" in (done.out if name == "check" else done.err)
    assert "Traceback" not in done.err
    assert "\x1b" not in done.out + done.err


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color=always",), {"NO_COLOR": "1"}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": ""}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
    ],
)
def test_colour_order(arguments: tuple[str, ...], environment: dict[str, str], colored: bool) -> None:
    before = run_command(*arguments, "check", "-f", "stat eq 1", env=environment)
    after = run_command("check", "-f", "stat eq 1", *arguments, env=environment)
    assert before.out == after.out
    assert ("\x1b[" in before.out) is colored
    assert ("\x1b[" in run_command("explain", "stat eq 1", *arguments, env=environment).err) is colored


def test_colour_on_a_terminal() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}} | {"PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-m", "odatanodes", "check", "-f", "stat eq 1"], stdout=theirs, stderr=theirs, env=env, check=False
    )
    os.close(theirs)
    assert b"\x1b[" in os.read(ours, 10_000)
    os.close(ours)


@pytest.mark.parametrize(
    "arguments", [["-f", "true"], ["-f", "true", "-s", "id", "-f", "false"], ["a.odata"], ["a", "-f", "", "b"], []], ids=" ".join
)
def test_common_arguments_are_what_the_parser_makes_of_them(arguments: list[str]) -> None:
    parser = ArgumentParser()
    command.configure(parser)
    assert vars(command.plain(arguments) or Namespace()) == vars(parser.parse_intermixed_args(arguments))


@pytest.mark.parametrize(
    "arguments", [["-f"], ["-f", "-s"], ["-ftrue"], ["a", "--fix"], ["--help"], ["--", "a"], ["-"], ["-f", "-1 eq 1"]], ids=" ".join
)
def test_the_parser_is_asked_about_other_arguments(arguments: list[str]) -> None:
    assert command.plain(arguments) is None
