"""Output of `odatanodes filter`: pages, tables, counts, reports of bad records."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import termios
from typing import TYPE_CHECKING

import pytest

from odatanodes import Select
from odatanodes.base.text import cells
from odatanodes.scan.table import BATCH_ROWS, Cells, columns_of, table
from tests.kit.cli import one_line_error
from tests.kit.support import ROOT, run_command

if TYPE_CHECKING:
    from pathlib import Path

NODES = [
    {"id": "n1", "state": "idle", "vmSize": "größe", "isDedicated": True, "totalTasksRun": 3, "stateTransitionTime": "2025-11-22"},
    {"id": "n2\u001b[31m", "state": "running", "totalTasksRun": 12345, "recentTasks": [{"jobId": "a"}, {"jobId": "b"}, {}]},
    {
        "id": "n3",
        "state": "idle",
        "totalTasksRun": 8,
        "startTaskInfo": {"exitCode": None, "x": [1, {"y": 2}]},
        "vmSize": "高い" * 9,
    },
]
LINES = "".join(json.dumps(node) + "\n" for node in NODES)

TABLE = """\
id       state    vmSize  totalTasksRun
-------  -------  ------  -------------
n1       idle     größe   3
n2␛[31m  running          12345
"""


def test_a_page_is_one_answer_of_the_service() -> None:
    done = run_command("filter", "totalTasksRun gt 5", "--output", "page", stdin=LINES)
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == {"value": NODES[1:]}
    assert run_command("filter", "state eq 'idle'", "-s", "id", stdin=done.out).out == '{"id":"n3"}\n'
    none = run_command("filter", "false", "--output=page", stdin=LINES)
    assert json.loads(none.out) == {"value": []}


def test_a_table_for_people() -> None:
    done = run_command("filter", "totalTasksRun ne 8", "--output=table", "-s", "id,state,vmSize,totalTasksRun", stdin=LINES)
    assert (done.code, done.out, done.err) == (0, TABLE, "")
    default = run_command("filter", "true", "--output=table", stdin=LINES).out.splitlines()
    assert default[0].split() == ["id", "state", "vmSize", "isDedicated", "totalTasksRun", "stateTransitionTime"]
    assert len(default) == 5
    assert len(run_command("filter", "false", "--output=table", stdin=LINES).out.splitlines()) == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_file_is_utf_8_whatever_the_terminal_takes(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "table"
    arguments = ("filter", "totalTasksRun ne 8", "--output=table", "-s", "id,state,vmSize,totalTasksRun")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert run_command(*arguments, "-o", str(path), stdin=LINES, env=env).code == 0
    assert path.read_text(encoding="utf-8") == TABLE
    shown = run_command(*arguments, stdin=LINES, env={**env, "PYTHONIOENCODING": "ascii"}).out
    assert shown == TABLE.replace("ö", "?").replace("ß", "?").replace("␛", "?")
    why = ("filter", "vmSize eq 'größe'", "--why=matched")
    assert run_command(*why, "-o", str(path), stdin=LINES, env=env).code == 0
    assert "vmSize is 'größe'" in path.read_text(encoding="utf-8")
    assert r"vmSize is 'gr\xf6\xdfe'" in run_command(*why, stdin=LINES, env={**env, "PYTHONIOENCODING": "ascii"}).out


@pytest.mark.parametrize(
    ("select", "row"),
    [
        ("id,startTaskInfo/exitCode", ("n3", "")),
        ("startTaskInfo,id", ('{"exitCode": null, "x": [1, {"y": 2}]}', "n3")),
        ("startTaskInfo($select=exitCode,result)", ("", "")),
        ("recentTasks/jobId", ("",)),
        ("id,*", ("n3", "idle", "高い" * 9, "", "8", "")),
    ],
)
def test_cells_of_what_is_selected(select: str, row: tuple[str, ...]) -> None:
    assert Cells(columns_of(Select(select).tree))(json.dumps(NODES[2]).encode()) == row


def test_a_cell_of_a_collection() -> None:
    assert Cells(["recentTasks/jobId", "recentTasks"])(json.dumps(NODES[1]).encode()) == (
        "a, b, ",
        '[{"jobId": "a"}, {"jobId": "b"}, {}]',
    )


@pytest.mark.parametrize("width", [20, 40, 60, 79, 80, 200, 1000])
def test_a_table_fits_the_terminal(width: int) -> None:
    rows = [("n" * 33, "idle", "高い" * 20, "true"), ("n", "", "s", "false" * 2)]
    lines = list(table(["id", "state", "vmSize", "isDedicated"], [rows], width))
    widest = max(cells(line.rstrip("\n")) for line in lines)
    assert widest <= max(width, 4 * 5 + 3 * 2)
    whole = list(table(["id", "state", "vmSize", "isDedicated"], [rows], None))
    assert (lines == whole) is (width >= max(cells(line.rstrip("\n")) for line in whole))
    assert ("…" in "".join(lines)) is (lines != whole)


@pytest.mark.parametrize("before", [1000, BATCH_ROWS - 1, BATCH_ROWS, 3 * BATCH_ROWS])
def test_a_longer_row_that_comes_late_is_cut_only_where_there_is_no_room(before: int) -> None:
    rows = [("a", "b")] * before + [("a" * 50, "b")]
    assert list(table(["id", "state"], [rows], 80))[-1] == "a" * 50 + "  b\n"
    assert list(table(["id", "state"], [rows], 30))[-1] == "a" * 22 + "…  b\n"
    assert list(table(["id", "state"], [rows], None))[-1] == "a" * 50 + "  b\n"


def test_a_table_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    path.write_text(LINES)
    ours, theirs = os.openpty()
    termios.tcsetwinsize(theirs, (24, 50))
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "odatanodes", "filter", "true", str(path), "--output=table"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, env=env, check=False, timeout=60)
    os.close(theirs)
    lines = os.read(ours, 10_000).decode().split("\r\n")
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")
    assert max(map(cells, lines)) == 50


BAD = '{"id": "n4"}\nnonsense\n'


@pytest.mark.parametrize(
    ("choice", "code", "said"),
    [
        ("fail", 2, ["odatanodes: error: <stdin>:4: node 'n4' has no 'state'"]),
        ("skip", 0, ["odatanodes: 2 bad records skipped"]),
        (
            "report",
            0,
            [
                "odatanodes: bad record: <stdin>:4: node 'n4' has no 'state'",
                "odatanodes: bad record: <stdin>:5: broken JSON",
                "odatanodes: 2 bad records skipped",
            ],
        ),
    ],
)
@pytest.mark.parametrize("options", [["-s", "id"], ["--count"], ["--why=matched"], ["--output=page"], ["--output=table"]])
def test_bad_records(choice: str, code: int, said: list[str], options: list[str]) -> None:
    done = run_command("filter", "state eq 'idle'", *options, "--on-bad-record", choice, stdin=LINES + BAD)
    assert done.code == code
    if options == ["--why=matched"] and choice != "fail":  # it shows the node and why it cannot be evaluated
        assert "cannot be evaluated" in done.out
        return
    if options == ["--why=matched"]:
        assert "<stdin>:5" in one_line_error(done.err)
        return
    assert [line.startswith(start) for line, start in zip(done.err.splitlines(), said, strict=True)] == [True] * len(said)
    if options == ["-s", "id"]:
        assert done.out == '{"id":"n1"}\n{"id":"n3"}\n'


def test_a_missing_property_may_count_as_null() -> None:
    done = run_command("filter", "state eq null", "--on-missing=null", stdin=LINES + '{"id": "n4"}\n')
    assert (done.code, done.out) == (0, '{"id": "n4"}\n')
    advice = run_command("filter", "state ne 'idle'", stdin='{"id": "n4"}')
    assert "--on-missing=null" in one_line_error(advice.err)
    assert "on_missing" not in advice.err


def test_globs(tmp_path: Path) -> None:
    for number, node in enumerate(NODES):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps(node))
    (tmp_path / "b[1].jsonl").write_text(json.dumps(NODES[0]))
    done = run_command("filter", "true", "[12].js*", "b[1].jsonl", "-s", "totalTasksRun", cwd=tmp_path)
    assert [json.loads(line)["totalTasksRun"] for line in done.out.splitlines()] == [12345, 8, 3]
    none = run_command("filter", "true", "no*.jsonl", cwd=tmp_path)
    assert (none.code, one_line_error(none.err)) == (2, "no file matches 'no*.jsonl'")


@pytest.mark.parametrize("options", [[], ["--why=matched"], ["--count"], ["--output=page"]])
def test_an_empty_file_among_others(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    (tmp_path / "b.jsonl").write_text(LINES)
    arguments = ["filter", "state eq 'idle'", "*.jsonl", *options]
    failed = run_command(*arguments, cwd=tmp_path)
    assert (failed.code, one_line_error(failed.err)) == (2, "cannot read 'a.jsonl': it is empty")
    done = run_command(*arguments, "--on-bad-record=report", cwd=tmp_path)
    said = "odatanodes: bad record: a.jsonl:1: it is empty (record at byte 0)\nodatanodes: 1 bad record skipped\n"
    assert (done.code, done.err) == (0, said)
    assert done.out == run_command("filter", "state eq 'idle'", "b.jsonl", *options, cwd=tmp_path).out


@pytest.mark.parametrize("columns", ["999999999999999999999", "9" * 5000, "0", "-1", "x", "²"])
def test_a_width_that_is_none(columns: str) -> None:
    done = run_command("filter", "--help", env={"COLUMNS": columns})
    assert (done.code, done.err) == (0, "")
    assert len(done.out) < 20_000
    assert "SUPPRESS" not in done.out


@pytest.mark.parametrize(
    "arguments", [["--why", "state eq 'idle'"], ["state eq 'idle'", "--why"], ["--why=all", "state eq 'idle'"]]
)
def test_why_swallows_no_expression(arguments: list[str]) -> None:
    done = run_command("filter", *arguments, stdin=LINES)
    assert (done.code, done.err) == (0, "")
    assert [line.split()[-1] for line in done.out.splitlines() if not line.startswith(" ")] == ["matched", "missed", "matched"]
    assert "\u001b" not in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--jobs", "0"], "--jobs is at least 1"),
        (["--output", "x.jsonl"], "invalid choice"),
        (["--why", "--output=jsonl"], "--why explains the result for each item: leave --output-format out"),
        (["--why=missed", "--jobs=1", "-s", "id"], "--why explains the result for each item: leave --select, --jobs out"),
        (["--why", "--invert"], "--why explains the result for each item: leave --invert out"),
        (["--count", "--output=jsonl"], "--count prints a number, not items: leave --output-format out"),
        (["--count", "-s", "id", "--output=page"], "--count prints a number, not items: leave --select, --output-format out"),
    ],
)
def test_wrong_options(arguments: list[str], said: str) -> None:
    done = run_command("filter", "true", *arguments, stdin=LINES)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("order", ["f s n", "s f n", "f n s", "s f --jobs=1 n", "f s -- n"])
def test_options_stand_anywhere(order: str, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    path.write_text(LINES)
    words = {"f": ["state eq 'idle'"], "s": ["-s", "id"], "n": [str(path)]}
    done = run_command("filter", *[word for name in order.split() for word in words.get(name, [name])])
    assert (done.code, done.err) == (0, "")
    assert done.out == '{"id":"n1"}\n{"id":"n3"}\n'
