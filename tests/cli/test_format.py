"""`odatanodes format`: canonical text, and not a byte changed beside it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.support import ROOT, run_command


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("-f", "  ((state  EQ 'idle')) "), "state eq 'idle'\n"),
        (("-s", "id , state"), "id,state\n"),
        (("-f", "a eq 1", "-f", "b  eq 2", "-s", "c"), "a eq 1\nb eq 2\nc\n"),
        (("-f", "stateTransitionTime gt 2025-01-01T00:00:00Z"), "stateTransitionTime gt DateTime'2025-01-01T00:00:00Z'\n"),
        (("-f", "t gt DateTime'2025-01-01T00:00:00Z'", "--dialect", "odata4"), "t gt 2025-01-01T00:00:00Z\n"),
    ],
)
def test_format_expressions(arguments: tuple[str, ...], expected: str) -> None:
    done = run_command("format", *arguments)
    assert (done.code, done.out, done.err) == (0, expected, "")


UGLY = "\ufeff# waiting  nodes\r\n\r\n  ((state  EQ 'idle'))\t\r\nvmSize eq 'größe'\r\n# end"
NEAT = "\ufeff# waiting  nodes\r\n\r\n  state eq 'idle'\t\r\nvmSize eq 'größe'\r\n# end"


def test_format_changes_expressions_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "filters.odata"
    path.write_bytes(UGLY.encode())
    path.chmod(0o640)
    link = tmp_path / "link.odata"
    link.symlink_to(path)
    done = run_command("format", str(link))
    assert (done.code, done.out, done.err) == (0, "", f"reformatted {link}\n")
    assert path.read_bytes() == NEAT.encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["filters.odata", "link.odata"]
    again = run_command("format", str(path))
    assert (again.code, again.out, again.err) == (0, "", "")


def test_format_standard_input_keeps_bytes() -> None:
    code = (
        f"import sys; sys.argv = ['x', 'format', '-']; sys.path.insert(0, {str(ROOT)!r}); from odatanodes.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], input=UGLY.encode(), capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (NEAT.encode(), b"")


def test_format_check_and_diff_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "filters.odata"
    path.write_text("# one\nstate  eq 'idle'\na eq 1")
    check = run_command("format", "--check", str(path))
    assert (check.code, check.out) == (1, f"would reformat {path}\n")
    diff = run_command("format", "--diff", path.name, cwd=tmp_path)
    expected = (
        "--- a/filters.odata\n+++ b/filters.odata\n@@ -1,3 +1,3 @@\n # one\n"
        "-state  eq 'idle'\n+state eq 'idle'\n a eq 1\n\\ No newline at end of file\n"
    )
    assert (diff.code, diff.out) == (1, expected)
    assert path.read_text() == "# one\nstate  eq 'idle'\na eq 1"


@pytest.mark.parametrize("mode", ["--check", "--diff"])
def test_format_check_of_neat_text(mode: str) -> None:
    done = run_command("format", mode, "-", "-f", "a eq 1", stdin="state eq 'idle'\n")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_format_leaves_a_file_with_a_bad_expression_alone(bad: str) -> None:
    before = Path(bad).read_bytes()
    done = run_command("format", bad)
    assert (done.code, done.out) == (2, "")
    assert f" --> {bad}:4:10\n" in done.err
    assert Path(bad).read_bytes() == before


def test_format_in_a_program(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        "from azure.batch import BatchClient\n"
        "c.list_jobs(filter=\"state  EQ 'active'\", select='id , state')  # stay  here\n"
        "c.list_jobs(filter='state  EQ \\'active\\'')\n"
        "c.list_jobs(filter=f\"id  eq '{x}'\")\n"
    )
    done = run_command("format", str(path))
    assert (done.code, done.out) == (0, "")
    assert path.read_text().splitlines()[1:] == [
        "c.list_jobs(filter=\"state eq 'active'\", select='id,state')  # stay  here",
        "c.list_jobs(filter='state  EQ \\'active\\'')",
        "c.list_jobs(filter=f\"id  eq '{x}'\")",
    ]


@pytest.mark.parametrize("text", ['id in ["a\\nb"]\n', 'id eq "a\\u000ab"\n', 'id eq "a\\rb"\n'])
def test_a_line_end_in_a_string_never_parts_a_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.odata"
    path.write_text(text, encoding="utf-8")
    assert run_command("format", str(path)).code == 0
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "a.odata",
            "(state eq 'idle' and\n   vmSize eq 'a')   or\n   isDedicated\n",
            "state eq 'idle' and vmSize eq 'a'\n   or isDedicated\n",
        ),
        (
            "a.odata",
            "state eq 'idle'\r\n\tand (id eq 'a' or id eq 'b')\r\n",
            "state eq 'idle'\r\n\tand (id eq 'a' or id eq 'b')\r\n",
        ),
        ("a.odata", "state\n  EQ 'idle'\n", "state eq 'idle'\n"),
        (
            "a.py",
            "from azure.batch import BatchClient\nc.list_jobs(filter='''\n  state  eq 'active' and\n  id ne 'a'\n''')\n",
            "from azure.batch import BatchClient\nc.list_jobs(filter='''\n  state eq 'active'\n  and id ne 'a'\n''')\n",
        ),
    ],
)
def test_an_expression_of_several_lines_keeps_them(name: str, before: str, after: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(before.encode())
    for _ in range(2):
        assert run_command("format", str(path)).code == 0
        assert path.read_bytes().decode() == after
