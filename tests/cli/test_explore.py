"""`odatanodes explore`, and the page that `odatanodes serve` has at `/`: real processes on loopback."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest

from odatanodes.emulator import running
from odatanodes.request import ListNodesRequest
from tests.kit.cli import serving
from tests.kit.listing import many_nodes
from tests.kit.support import run_command

if TYPE_CHECKING:
    from pathlib import Path

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
        (("--pool-live", "http://127.0.0.1:9/jobs/j"), "takes the URL of a pool"),
        (("--pool-live", "http://127.0.0.1:9/pools/p"), "cannot list the nodes"),
        (("missing.json",), "missing.json"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], reason: str) -> None:
    done = run_command("explore", *arguments, "--no-browser")
    assert done.code == 2
    assert reason in done.err
    assert "Traceback" not in done.err
