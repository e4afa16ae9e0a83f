"""The command as a whole: help, version, wrong use, and the two commands that only print."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from odatanodes import __version__
from odatanodes.cli import COMMANDS
from tests.kit.cli import MISSPELT
from tests.kit.support import ROOT, run_command

if TYPE_CHECKING:
    from pathlib import Path


def test_version() -> None:
    done = run_command("--version")
    assert (done.code, done.out, done.err) == (0, f"odatanodes {__version__}\n", "")


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command(option: str) -> None:
    done = run_command(option)
    assert done.code == 0
    assert all(f"\n  {command} " in done.out for command in COMMANDS)
    assert "examples:" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_has_examples_that_run(command: str, tmp_path: Path) -> None:
    done = run_command(command, "--help")
    assert (done.code, done.err) == (0, "")
    examples = [line.strip().split("   ")[0] for line in done.out.splitlines() if line.startswith("  odatanodes ")]
    assert examples
    for example in examples:
        if (
            command in {"explore", "lsp", "serve"}
            or "parquet" in example
            or "json" in example.split("--output-format")[0]
            or "*" in example
            or "<" in example
        ):
            continue  # goes on until it is stopped or the editor leaves, or reads files of the user's
        script = example.replace("odatanodes", f"{sys.executable} -m odatanodes", 1)
        env = os.environ | {"PYTHONPATH": str(ROOT)}
        shell = subprocess.run(["bash", "-c", script], cwd=tmp_path, env=env, check=False, timeout=60)
        assert shell.returncode == 0, example


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "which command?"),
        (("chekc",), "did you mean 'check'?"),
        (("dance",), "there are check, format"),
        (("schema",), "there are check, format"),
        (("--colour", "x", "check"), "no option '--colour'"),
        (("--color", "pink", "check"), "not 'pink'"),
        (("--color",), "--color is one of"),
        (("check",), "nothing to check"),
        (("format",), "nothing to format"),
        (("check", "--no-such"), "--no-such"),
        (("check", "-f"), "-f/--filter"),
        (("check", "-f", "a", "--output-format", "xml"), "invalid choice: 'xml'"),
        (("format", "-f", "a", "--check", "--diff"), "not allowed with"),
        (("explain",), "EXPR"),
        (("filter",), "EXPR"),
        (("filter", "state eq 'idle'", "nodes.json", "--sample"), "not both"),
        (("rule", "ODN201", "--all"), "not both"),
        (("rule", "ODN999999"), "'odatanodes rule' lists them"),
    ],
)
def test_wrong_use_is_2_and_says_what_is_wrong(arguments: tuple[str, ...], message: str) -> None:
    done = run_command(*arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err


def test_explain_shows_types() -> None:
    done = run_command("explain", "state eq 'idle' and startTaskInfo/exitCode ne 0")
    assert (done.code, done.err) == (0, "")
    assert all(part in done.out for part in ("state", "exitCode", "Edm.String", "Edm.Int32", "Edm.Boolean"))


@pytest.mark.parametrize("command", ["explain", "filter"])
def test_a_bad_expression_is_drawn_on_stderr(command: str) -> None:
    done = run_command(command, "stat eq 'idle'", stdin="{}")
    assert (done.code, done.out, done.err) == (2, "", MISSPELT.format(name="<expression>"))


@pytest.mark.parametrize("code", ["ODN201", "odn201", "201"])
def test_rule_page(code: str) -> None:
    done = run_command("rule", code)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("ODN201: ")
    assert all(f"\n  {part}" in done.out for part in ("bad:  ", "good: "))


def test_rules_that_begin_so() -> None:
    done = run_command("rule", "ODN20")
    assert (done.code, done.err) == (0, "")
    assert {line[:5] for line in done.out.splitlines()} == {"ODN20"}
    assert len(done.out.splitlines()) > 1
    assert run_command("rule", "20").out == run_command("rule", "odn20").out == done.out
    assert run_command("rule", "ODN9").code == 2


@pytest.mark.parametrize("command", ["check -f", "filter"])
def test_advice_is_for_the_command(command: str) -> None:
    """Limits are arguments of Python."""
    done = run_command(*command.split(), "(" * 300 + "isDedicated" + ")" * 300 + " or " + "not " * 300 + "isDedicated")
    assert "[ODN131]" in done.out + done.err
    assert "Limits(" not in done.out + done.err


def test_rule_lists_and_prints_all() -> None:
    listed = run_command("rule").out.splitlines()
    pages = run_command("rule", "--all").out
    assert len(listed) > 10
    assert all(f"{line.split()[0]}: " in pages for line in listed)
