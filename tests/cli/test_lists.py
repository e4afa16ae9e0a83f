"""The commands on tasks, jobs, pools and the other lists: --api."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from odatanodes.scan.table import COLUMNS, columns_for
from odatanodes.schema import BATCH_TASK, resolve
from odatanodes.schema.entities import ENTITIES, entity
from odatanodes.service import SERVICES
from tests.kit.support import run_command, run_python

if TYPE_CHECKING:
    from pathlib import Path

TASKS = [
    {"id": "t1", "state": "completed", "executionInfo": {"exitCode": 1, "result": "failure", "retryCount": 5}},
    {"id": "t2", "state": "completed", "executionInfo": {"exitCode": 0, "result": "success", "retryCount": 0}},
    {"id": "t3", "state": "active"},
]


@pytest.fixture
def tasks(tmp_path: Path) -> str:
    path = tmp_path / "tasks.jsonl"
    path.write_text("".join([json.dumps(task) + "\n" for task in TASKS]), encoding="utf-8")
    return str(path)


# --- filter ----------------------------------------------------------------------------------------------------------


def test_filter(tasks: str) -> None:
    run = run_command("filter", "executionInfo/exitCode ne 0", tasks, "--api", "list-tasks", "-s", "id")
    assert (run.code, run.out.replace(" ", "")) == (0, '{"id":"t1"}\n{"id":"t3"}\n'), run
    assert run_command("filter", "state eq 'COMPLETED'", tasks, "--api", "list-tasks", "--count").out == "2\n"


def test_the_table_has_columns_of_tasks(tasks: str) -> None:
    run = run_command("filter", "state eq 'completed'", tasks, "--api", "list-tasks", "--output-format", "table")
    head, _, first, *_ = run.out.splitlines()
    assert head.split() == list(COLUMNS["BatchTask"])
    assert first.split() == ["t1", "completed", "1", "failure"]


def test_why(tasks: str) -> None:
    run = run_command("filter", "state eq 'active'", tasks, "--api", "list-tasks", "--why=matched")
    assert run.out.startswith("t3  matched\n")


@pytest.mark.parametrize("name", ENTITIES.values())
def test_columns_lead_somewhere(name: str) -> None:
    schema = entity(name)
    assert columns_for(schema) == COLUMNS[name]
    for path in COLUMNS[name]:
        assert resolve(schema, path.split("/"), through_collections=True) is not None, path


def test_columns_of_other_schemas() -> None:
    assert columns_for(None) == COLUMNS["BatchNode"]
    other = type(BATCH_TASK)("Thing", dict(list(BATCH_TASK.properties.items())[:9]))
    assert columns_for(other) == tuple(list(BATCH_TASK.properties)[:6])


# --- the wrong list --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["filter"], ["plan"], ["explain"]])
def test_a_filter_of_another_list_is_recognized(command: list[str]) -> None:
    run = run_command(*command, "executionInfo/exitCode ne 0", stdin="")
    assert run.code == 2
    assert "this is a filter of list-tasks: give --api list-tasks" in run.err


def test_an_unknown_list() -> None:
    run = run_command("plan", "true", "--api", "list-task")
    assert (run.code, run.err) == (2, "odatanodes: error: no list API 'list-task'; did you mean 'list-tasks'?\n")
    for command in (["check", "-f", "true"], ["lsp"], ["explain", "true"], ["compare", "true", "true"], ["filter", "true"]):
        assert "no list API 'x'; there are list-nodes, list-tasks" in run_command(*command, "--api", "x").err


# --- plan, explain, compare, check -----------------------------------------------------------------------------------


def test_plan_expands_what_it_reads() -> None:
    run = run_command("plan", "stats/numFailedTasks gt 0 and state ne 'completed'", "--api", "list-jobs")
    assert run.out.startswith(
        "sent  $filter  state ne 'completed'\n      $expand  stats\nhere  filter   stats/numFailedTasks gt 0\n"
    )
    data = json.loads(run_command("plan", "id eq 'a'", "--api", "list-pools", "--expand", "stats", "--output-format", "json").out)
    assert (data["filter"], data["expand"], data["exact"]) == ("id eq 'a'", ["stats"], True)


def test_plan_sends_aliases_when_told() -> None:
    text = "lastModifiedTime gt DateTime'2025-01-01T00:00:00Z'"
    assert "here  filter   lastModified gt" in run_command("plan", text, "--api", "list-tasks").out
    assert f"sent  $filter  {text}\n" in run_command("plan", text, "--api", "list-tasks", "--send-aliases").out


@pytest.mark.parametrize(
    ("api", "text"),
    [
        ("list-tasks", "executionInfo/exitCode ne 0"),
        ("list-pools", "enableAutoScale"),
        ("list-supported-images", "osType eq 'linux'"),
        ("list-nodes", "state eq 'idle'"),
    ],
)
def test_the_python_of_a_filter_runs(api: str, text: str) -> None:
    run = run_command("explain", "--python", text, "--api", api)
    assert run.code == 0
    *lines, last = run.out.strip().splitlines()
    assert len([line for line in lines if line.startswith("from odatanodes import")]) == 1
    done = run_python("-c", "\n".join([*lines, f"print({last})"]))
    assert (done.code, done.out) == (0, f"{text}\n"), done


def test_compare_speaks_of_tasks() -> None:
    run = run_command("compare", "state eq 'completed'", "executionInfo/endTime ne null", "--api", "list-tasks")
    assert run.code == 1
    assert run.out.startswith("they differ: each keeps tasks that the other does not\n")
    assert "only the first keeps this task:" in run.out
    same = run_command("compare", "state ne 'active'", "not (state eq 'active')", "--api", "list-jobs")
    assert (same.code, same.out) == (0, "equivalent: both keep the same jobs\n")


@pytest.mark.parametrize("api", SERVICES)
def test_check_takes_every_list(api: str) -> None:
    run = run_command("check", "--api", api, "--local", "-s", "*")
    assert run.code == 0, run


# --- url -------------------------------------------------------------------------------------------------------------

ACCOUNT = ("url", "--endpoint", "https://a.b.batch.azure.com")


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("--api", "list-tasks", "--job", "j 1", "-f", "state eq 'active'"), "/jobs/j%201/tasks?…&$filter=state%20eq%20'active'"),
        (("--api", "list-jobs", "--expand", "stats", "-s", "id"), "/jobs?…&$select=id&$expand=stats"),
        (("--api", "list-jobs-in-job-schedule", "--job-schedule", "s"), "/jobschedules/s/jobs?…"),
        (
            ("--api", "list-compute-node-files", "--pool", "p", "--node", "n", "--recursive"),
            "/pools/p/nodes/n/files?…&recursive=true",
        ),
    ],
)
def test_urls(arguments: tuple[str, ...], path: str) -> None:
    run = run_command(*ACCOUNT, *arguments)
    assert (run.code, run.out) == (0, f"https://a.b.batch.azure.com{path.replace('…', 'api-version=2025-06-01')}\n"), run


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--api", "list-tasks"), "required: --job"),
        (("--api", "list-tasks", "--job", "j", "--pool", "p"), "no place for --pool"),
        (("--api", "list-tasks", "--job", "."), "--job: '.' is not a job ID"),
        (("--api", "list-jobs", "--recursive"), "'list-jobs' has no parameter 'recursive'"),
        (("--api", "list-jobs", "--expand", "id"), "ODN410"),
        (
            (
                "--api",
                "list-certificates",
            ),
            "no operation from api-version 2025-06-01 on",
        ),
    ],
)
def test_urls_that_no_request_has(arguments: tuple[str, ...], message: str) -> None:
    run = run_command(*ACCOUNT, *arguments)
    assert (run.code, run.out) == (2, "")
    assert message in run.err


def test_check_expand() -> None:
    run = run_command("check", "--api", "list-tasks", "--expand", "stats,executionInfo", "--output-format", "concise")
    assert (run.code, run.out) == (
        1,
        (
            "<expand>:1:7: ODN410 'list-tasks' does not expand 'executionInfo'; "
            "it expands 'stats'; all other properties are returned without it\n"
        ),
    )
    assert run_command("check", "--api", "list-tasks", "--expand", "stats").code == 0
    assert "needs --api" in run_command("check", "--expand", "stats").err
    assert "ODN410" in run_command("plan", "true", "--api", "list-nodes", "--expand", "stats").err
