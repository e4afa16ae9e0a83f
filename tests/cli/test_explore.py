"""`odatanodes explore`, and the page that `odatanodes serve` has at `/`: real processes on loopback."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest

from odatanodes.emulator import running
from odatanodes.request import ListNodesRequest
from tests.kit.cli import run_here, serving
from tests.kit.listing import many_nodes
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.thorough

pytest.importorskip("odatanodes.explore", reason="needs the extra 'emulator'")


def overview(address: str) -> dict[str, Any]:
    with urlopen(f"{address}/explore/overview", timeout=30) as response:
        found: dict[str, Any] = json.loads(response.read())
    return found


def test_the_sample() -> None:
    with serving("--sample", "--no-browser", command="explore") as (process, address):
        found = overview(address)
        assert (found["count"], found["api"]) == (3, "list-nodes")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def test_files_of_another_list(tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    file.write_text(json.dumps({"value": [{"id": "t1", "state": "active"}, {"id": "t2", "state": "completed"}]}), encoding="utf-8")
    with serving(str(file), "--api", "list-tasks", "--no-browser", command="explore") as (_, address):
        found = overview(address)
        assert (found["count"], found["entity"]) == (2, "BatchTask")


def test_a_pool_as_it_is_now() -> None:
    with (
        running(many_nodes(7)) as service,
        serving("--pool-live", f"{service}/pools/p1", "--no-browser", command="explore") as (_, address),
    ):
        assert overview(address)["count"] == 7


def test_another_list_as_it_is_now() -> None:
    tasks = [{"id": f"t{number}", "state": "active"} for number in range(3)]
    with running({"list-tasks": tasks}) as service:
        for words in (("--pool-live", f"{service}/jobs/j%201/tasks"), ("--pool-live", f"{service}/jobs/j1", "--api", "list-tasks")):
            with serving(*words, "--no-browser", command="explore") as (_, address):
                assert (overview(address)["count"], overview(address)["entity"]) == (3, "BatchTask")


def test_parquet_files(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    nodes = many_nodes(5)
    (tmp_path / "nodes.jsonl").write_text("\n".join(map(json.dumps, nodes)), encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert run_here("export", str(tmp_path / "nodes.jsonl"), "-o", str(folder / "a.parquet")).code == 0
    (folder / "b.parquet").write_bytes((folder / "a.parquet").read_bytes())
    with serving(str(folder), "--no-browser", command="explore") as (_, address):
        assert overview(address)["count"] == 10
        with urlopen(f"{address}/explore/item?index=8", timeout=30) as response:
            item = json.loads(response.read())["item"]
        assert item["id"] == nodes[3]["id"]
        assert item.keys() == nodes[3].keys()


def test_parquet_without_an_engine(tmp_path: Path) -> None:
    (tmp_path / "nodes.parquet").write_bytes(b"PAR1")
    blocked = "import sys; sys.modules.update(dict.fromkeys(('duckdb', 'polars', 'pyarrow'))); from odatanodes.cli import main; "
    done = run_python("-c", blocked + f"sys.exit(main(['explore', {str(tmp_path / 'nodes.parquet')!r}, '--no-browser']))")
    assert done.code == 2
    assert "pip install 'odatanodes[duckdb]'" in done.err


def test_serve_has_the_page_beside_the_lists() -> None:
    with serving("--sample") as (_, address):
        assert overview(address)["count"] == 3
        with urlopen(Request(ListNodesRequest("p").url(address), headers={"Host": "other.example"}), timeout=30) as response:
            assert len(json.loads(response.read())["value"]) == 3
        with urlopen(f"{address}/", timeout=30) as response:
            assert b"<title>odatanodes explorer</title>" in response.read()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((), "give files of items"),
        (("--sample", "x.json"), "only one of them"),
        (("--sample", "--api", "list-tasks"), "is an example of list-nodes"),
        (("--sample", "--api", "list-task"), "did you mean 'list-tasks'?"),
        (("--pool-live", "http://127.0.0.1:9/jobs/j"), "takes the URL of a list, such as"),
        (("--pool-live", "http://127.0.0.1:9/pools/p", "--api", "list-tasks"), "azure.com/jobs/JOB/tasks, not"),
        (("--pool-live", "http://127.0.0.1:9/pools/p"), "List nodes in a pool failed"),
        (("x.parquet",), "x.parquet"),
        (("missing.json",), "missing.json"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)  # between attempts to connect
    done = run_here("explore", *arguments, "--no-browser")
    assert done.code == 2
    assert reason in done.err
    assert "Traceback" not in done.err


def test_broken_lines_can_be_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("starlette")
    from odatanodes.base.files import InputError
    from odatanodes.cli._trouble import Trouble
    from odatanodes.cli.explore import _read
    from odatanodes.service import LIST_NODES

    path = tmp_path / "nodes.jsonl"
    path.write_text('{"id": "n1"}\n{"id": "n2", "sta\n{"id": "n3"}\n')
    with pytest.raises(InputError, match=r"nodes\.jsonl:2: "):
        _read([str(path)], LIST_NODES, Trouble("fail"))
    assert [node["id"] for node in _read([str(path)], LIST_NODES, Trouble("skip"))] == ["n1", "n3"]
    assert capsys.readouterr().err == "odatanodes: 1 bad record skipped\n"
