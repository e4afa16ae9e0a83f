"""`odatanodes export`, and `odatanodes filter` on what it writes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.kit.cli import one_line_error, run_here

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("pyarrow")
pytest.importorskip("duckdb")

REQUIRED = {
    "url": "u",
    "allocationTime": "2025-11-01T00:00:00Z",
    "ipAddress": "10.0.0.1",
    "affinityId": "a",
    "vmSize": "small",
    "virtualMachineInfo": {},
}
NODES = [
    {"id": "n1", "state": "idle", "stateTransitionTime": "2025-11-22T22:22:27.5Z", "totalTasksRun": 3, **REQUIRED},
    {"id": "n2", "state": "running", "stateTransitionTime": "2025-11-20T00:00:00Z", "totalTasksRun": 0, **REQUIRED},
    {"id": "n3", "state": "idle", "stateTransitionTime": "2025-11-21T00:00:00Z", "totalTasksRun": 7, **REQUIRED},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nodes.jsonl").write_text("".join(json.dumps(node) + "\n" for node in NODES))
    return tmp_path


def test_export_and_filter(folder: Path) -> None:
    done = run_here("export", "nodes.jsonl", "-o", "nodes.parquet", "--sort", "stateTransitionTime", cwd=folder)
    assert (done.code, done.out, done.err) == (0, "", "odatanodes: 3 items written to 'nodes.parquet'\n")
    kept = run_here("filter", "state eq 'idle' and totalTasksRun ge 3", "nodes.parquet", "-s", "id,stateTransitionTime", cwd=folder)
    assert [json.loads(line) for line in kept.out.splitlines()] == [
        {"id": "n3", "stateTransitionTime": "2025-11-21T00:00:00.0000000Z"},
        {"id": "n1", "stateTransitionTime": "2025-11-22T22:22:27.5000000Z"},
    ]
    assert run_here("filter", "state eq 'idle'", "nodes.parquet", "--count", cwd=folder).out == "2\n"
    assert run_here("filter", "state eq 'idle'", "nodes.parquet", "--count", "--invert", cwd=folder).out == "1\n"
    assert run_here("filter", "state eq 'idle'", "*.parquet", ".", "--count", cwd=folder).out == "4\n"
    page = run_here("filter", "totalTasksRun eq 0", "nodes.parquet", "--output", "page", "-o", "page.json", cwd=folder)
    assert (page.code, page.out) == (0, "")
    assert [node["id"] for node in json.loads((folder / "page.json").read_text())["value"]] == ["n2"]
    table = run_here("filter", "totalTasksRun eq 0", "nodes.parquet", "--output", "table", cwd=folder)
    assert table.out.splitlines()[2].split()[:3] == ["n2", "running", "small"]


def test_whole_records_are_those_of_the_input(folder: Path) -> None:
    run_here("export", "nodes.jsonl", "-o", "nodes.parquet", cwd=folder)
    kept = [json.loads(line) for line in run_here("filter", "true", "nodes.parquet", cwd=folder).out.splitlines()]
    assert [{**node, "stateTransitionTime": 0, "allocationTime": 0} for node in kept] == [
        {**node, "stateTransitionTime": 0, "allocationTime": 0} for node in NODES
    ]


def test_a_record_without_canonical_form_ends_it(folder: Path) -> None:
    with (folder / "nodes.jsonl").open("a") as file:
        file.write('{"id": "n4", "stateTransitionTime": "2025-11-22T23:22:27+01:00"}\n{"id": 5}\n')
    done = run_here("export", "nodes.jsonl", "-o", "nodes.parquet", cwd=folder)
    assert done.code == 2
    assert one_line_error(done.err).startswith(
        "nodes.jsonl:4: 'stateTransitionTime' is '2025-11-22T23:22:27+01:00', not an instant in UTC;"
    )
    assert sorted(path.name for path in folder.iterdir()) == ["nodes.jsonl"]
    done = run_here("export", "nodes.jsonl", "-o", "nodes.parquet", "--odd", "odd.jsonl", cwd=folder)
    assert (done.code, done.err.splitlines()[1].partition(";")[0]) == (0, "odatanodes: 2 records written to 'odd.jsonl'")
    assert [json.loads(line)["id"] for line in (folder / "odd.jsonl").read_text().splitlines()] == ["n4", 5]
    assert run_here("filter", "true", "nodes.parquet", "--count", cwd=folder).out == "3\n"


def test_a_broken_line_can_be_skipped(folder: Path) -> None:
    with (folder / "nodes.jsonl").open("a") as file:
        file.write('{"id": "n4", "state\n')
    assert run_here("export", "nodes.jsonl", "-o", "nodes.parquet", cwd=folder).code == 2
    done = run_here("export", "nodes.jsonl", "-o", "nodes.parquet", "--on-bad-record", "report", cwd=folder)
    assert (done.code, done.err.startswith("odatanodes: bad record: nodes.jsonl:4: ")) == (0, True)
    assert done.err.splitlines()[1:] == [
        "odatanodes: 1 bad record skipped",
        "odatanodes: 3 items written to 'nodes.parquet'",
    ]


def test_required_properties_that_are_missing(folder: Path) -> None:
    (folder / "some.jsonl").write_text('{"id": "n1", "state": "idle"}\n{"id": "n2", "vmSize": "Ä"}\n')
    run_here("export", "some.jsonl", "-o", "some.parquet", cwd=folder)
    done = run_here("filter", "state eq 'idle'", "some.parquet", cwd=folder)
    assert (done.code, one_line_error(done.err).partition(";")[0]) == (
        2,
        "some.parquet: node 'n2' has no 'state', which the schema requires",
    )
    done = run_here("filter", "state eq 'idle'", "some.parquet", "--on-bad-record", "report", "--count", cwd=folder)
    assert (done.out, done.err.splitlines()[-1]) == ("1\n", "odatanodes: 1 bad record skipped")
    done = run_here("filter", "vmSize eq 'ä'", "some.parquet", "--on-missing", "null", "-s", "id", cwd=folder)
    assert done.out == '{"id":"n2"}\n'


def test_other_lists(folder: Path) -> None:
    (folder / "tasks.jsonl").write_text('{"id": "t1", "executionInfo": {"exitCode": 1}, "unheardOf": 1}\n')
    done = run_here("export", "tasks.jsonl", "-o", "tasks.parquet", "--api", "list-tasks", cwd=folder)
    assert done.err.splitlines()[1] == "odatanodes: 'unheardOf' is not a property of BatchTask: left out of 1 item"
    done = run_here("filter", "state eq 'idle'", "tasks.parquet", cwd=folder)
    assert "the file has items of type 'BatchTask'" in one_line_error(done.err)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "nodes.jsonl"), "-o/--output-file"),
        (("export", "nodes.jsonl", "-o", "x.parquet", "--sort", "stat"), "no property 'stat'"),
        (("export", "nothing.jsonl", "-o", "x.parquet"), "cannot read 'nothing.jsonl'"),
        (("export", "nodes.jsonl", "-o", "none/x.parquet"), "cannot write 'none/x.parquet'"),
        (("export", "nodes.jsonl", "-o", "x.parquet", "--api", "list-node"), "did you mean 'list-nodes'?"),
        (("filter", "true", "nodes.parquet", "nodes.jsonl"), "not a Parquet file"),
        (("filter", "true", "nothing.parquet"), "cannot read 'nothing.parquet'"),
        (("filter", "true", "nodes.parquet", "--why"), "--why explains"),
        (("filter", "true", "nodes.parquet", "--jobs", "2"), "--jobs is about JSON Lines"),
    ],
)
def test_wrong_use(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    run_here("export", "nodes.jsonl", "-o", "nodes.parquet", cwd=folder)
    done = run_here(*arguments, cwd=folder)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "Traceback" not in done.err
