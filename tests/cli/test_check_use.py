"""Options of `odatanodes check` together, what is piped in, and the list API of files that name none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_check_files import TWO, concise
from tests.kit.support import run_command

if TYPE_CHECKING:
    from pathlib import Path


def test_codes_may_be_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TWO)
    assert concise(tmp_path, "a.py", "--select", "401") == concise(tmp_path, "a.py", "--select", "ODN401") != []


def test_statistics_as_json(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(TWO + TWO)
    done = run_command("check", "a.py", "--statistics", "--output-format", "json", cwd=tmp_path)
    assert {"code": "ODN401", "name": "the service does not filter on this property", "count": 2} in json.loads(done.out)
    done = run_command("check", "a.py", "--statistics", "--output-format", "sarif", cwd=tmp_path)
    assert (done.code, "--statistics has no sarif format" in done.err) == (2, True)


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_fixes_are_about_files(option: str) -> None:
    done = run_command("check", "-f", "state EQ 'idle'", option)
    assert (done.code, done.out) == (2, "")
    assert f"{option} is about files; 'odatanodes format -f' prints" in done.err


def test_diff_names_what_it_does_not_change(tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_text("stat eq 1\nstate EQ 'idle'\n")
    done = run_command("check", "--diff", "a.odata", cwd=tmp_path)
    assert (done.code, [line for line in done.out.splitlines() if line[0] in "+-"][2:]) == (
        1,
        ["-state EQ 'idle'", "+state eq 'idle'"],
    )
    assert "error[ODN201]: no property 'stat' on BatchNode\n --> a.odata:1:1\n" in done.err
    done = run_command("check", "--diff", "a.odata", "--output-format", "json", cwd=tmp_path)
    assert "a.odata:1:1: ODN201 " in done.err


def test_standard_input_is_read_where_nothing_is_named() -> None:
    done = run_command("check", stdin="stat eq 1\n")
    assert (done.code, " --> <stdin>:1:1\n" in done.out) == (1, True)


def test_texts_of_another_list_name_it(tmp_path: Path) -> None:
    (tmp_path / "a.odata").write_text("state eq 'idle'\nexecutionInfo/exitCode ne 0\nstat eq 1\n")
    advice = "a.odata:2 is a filter of list-tasks: give --api list-tasks, or name the file in per-file-api\n"
    assert f"odatanodes: {advice}" in run_command("check", "a.odata", cwd=tmp_path).err
    assert "is a filter of" not in run_command("check", "a.odata", "--api", "list-nodes", cwd=tmp_path).err
    done = run_command("check", "-f", "executionInfo/exitCode ne 0")
    assert "odatanodes: <filter>:1 is a filter of list-tasks: give --api list-tasks\n" in done.err


def test_api_of_files_and_other_options_in_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "a.odata").write_text("executionInfo/exitCode ne 0\nvmSize eq 'a'\n")
    (tmp_path / "b.odata").write_text("url eq 'a'\nlifetimeOption eq 1\n")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.odatanodes]\napi = "list-pools"\nper-file-api = {"tasks/*.odata" = "list-tasks"}\noutput-format = "concise"\n'
    )
    done = run_command("check", ".", cwd=tmp_path)
    assert [line.split(" ")[:2] for line in done.out.splitlines()] == [
        ["b.odata:1:1:", "ODN401"],
        ["b.odata:2:1:", "ODN201"],
        ["tasks/a.odata:2:1:", "ODN201"],
    ]
    assert "is a filter of" not in done.err
    (tmp_path / "pyproject.toml").write_text('[tool.odatanodes]\napi = "list-pools"\nlocal = true\n')
    assert concise(tmp_path, "b.odata") == ["b.odata:2 ODN201"]
    assert concise(tmp_path, "tasks/a.odata", "--api", "list-tasks") == ["tasks/a.odata:2 ODN201"]
