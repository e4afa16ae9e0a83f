"""`odatanodes serve`: a process that listens, responds, and stops on a signal."""

from __future__ import annotations

import json
import os
import signal
import socket
from typing import TYPE_CHECKING

import pytest

from odatanodes.request import BatchServiceError, ListNodesRequest, http_fetch, list_jobs, list_tasks, pages
from tests.kit.cli import one_line_error, serving
from tests.kit.emulated import nodes
from tests.kit.support import run_command, run_python

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def pool(tmp_path: Path) -> str:
    path = tmp_path / "pool.jsonl"
    path.write_text("".join(json.dumps(node) + "\n" for node in nodes(12)))
    return str(path)


def ids(address: str, text: str | None = None, pool: str = "p1") -> list[str]:
    url = ListNodesRequest(pool, filter=text, check=False).url(address)
    return [node["id"] for page in pages(http_fetch(timeout=20), url, retries=0) for node in page.nodes]


@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_listens_answers_and_stops(number: signal.Signals, pool: str) -> None:
    with serving(pool, "--port", "0") as (running, address):
        assert address.startswith("http://127.0.0.1:")
        assert ids(address) == [node["id"] for node in nodes(12)]
        with pytest.raises(BatchServiceError, match="ODN401"):
            ids(address, "vmSize eq 'a1'")
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (0, "")
    assert err == f"12 nodes at {address}/pools/{{poolId}}/nodes, the explorer at {address}/; Ctrl-C stops\n"


def test_options(pool: str) -> None:
    with serving(pool, pool, "--pool", "p1", "--page-size", "5", "--lenient", "--missing-ne", "exclude") as (_, address):
        url = ListNodesRequest("p1").url(address)
        first = next(pages(http_fetch(timeout=20), url, retries=0))
        assert len(first.nodes) == 5
        with_code = [node["id"] for node in nodes(12) if node.get("startTaskInfo", {}).get("exitCode", 1) != 1]
        assert ids(address, "startTaskInfo/exitCode ne 1 and isDedicated ne null") == with_code
        with pytest.raises(BatchServiceError, match="PoolNotFound"):
            ids(address, pool="p2")


def test_the_sample() -> None:
    with serving("--sample") as (_, address):
        assert len(ids(address)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("no-such.json",), "cannot read 'no-such.json'"),
        (("--sample", "--host", "256.1.1.1"), "cannot listen on '256.1.1.1' port 0: "),
        (("--sample", "--host", "198.51.100.1"), "cannot listen on '198.51.100.1' port 0: "),
    ],
)
def test_what_cannot_be_served(arguments: tuple[str, ...], message: str) -> None:
    done = run_command("serve", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in one_line_error(done.err)


def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run_command("serve", "--sample", "--port", str(taken.getsockname()[1]))
    assert (done.code, done.out) == (2, "")
    assert "address already in use" in one_line_error(done.err)


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--sample", "x.json"),
        ("--sample", "--port", "65536"),
        ("--sample", "--port", "x"),
        ("--sample", "--page-size", "0"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...]) -> None:
    done = run_command("serve", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "usage: odatanodes serve" in done.err


def test_a_missing_extra_is_named() -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from odatanodes.cli import main; sys.exit(main(['serve', '--sample']))"
    done = run_python("-c", code)
    assert done.code == 2
    assert one_line_error(done.err) == "'serve' needs the package 'uvicorn': pip install 'odatanodes[emulator]'"


def test_other_lists(tmp_path: Path) -> None:
    tasks, jobs = tmp_path / "tasks.json", tmp_path / "jobs.json"
    tasks.write_text(json.dumps({"value": [{"id": "t1", "state": "active"}, {"id": "t2", "state": "completed"}]}))
    jobs.write_text(json.dumps([{"id": "j1", "state": "active", "stats": {}}]))
    with serving("--api", "list-tasks", str(tasks), "--api", "list-jobs", str(jobs)) as (_, address):
        found = list_tasks(http_fetch(timeout=20), "j", "state ne 'active'", endpoint=address)
        assert [task["id"] for task in found] == ["t2"]
        assert list(list_jobs(http_fetch(timeout=20), endpoint=address, select="id")) == [{"id": "j1"}]


def test_wrong_use_of_lists() -> None:
    assert "no list API 'list-task'; did you mean 'list-tasks'?" in run_command("serve", "--api", "list-task", "x").err
    assert "write --api list-tasks FILE" in run_command("serve", "--api", "list-tasks").err
