"""Data of the scan benchmarks, and the programs of the peers: all keep the same nodes."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from benchmarks import peers, scan_data
from benchmarks.scanners import JQ, SCANNERS
from odatanodes import Filter, validate
from odatanodes.models import BatchNode
from odatanodes.service import LIST_NODES
from tests.kit.support import ROOT, run_python

if TYPE_CHECKING:
    from pathlib import Path

LINES = list(islice(scan_data.lines(), 10_000))
NODES = [json.loads(line) for line in LINES]
KEPT = Filter(scan_data.FILTER).apply(NODES)


def test_a_seed_makes_the_same_nodes_and_another_others() -> None:
    assert list(islice(scan_data.lines(), 100)) == LINES[:100]
    assert list(islice(scan_data.lines(1), 100)) != LINES[:100]


def test_about_six_in_a_hundred_match() -> None:
    assert 0.055 < len(KEPT) / len(NODES) < 0.065


def test_a_node_is_about_1300_bytes_on_a_line_of_its_own() -> None:
    assert 1250 < sum(map(len, LINES)) / len(LINES) < 1350
    assert all(line.count(b"\n") == 1 and line.endswith(b"\n") for line in LINES)
    assert len({node["id"] for node in NODES}) == len(NODES)


def test_they_are_nodes_as_the_schema_has_them() -> None:
    for node in NODES[:300]:
        BatchNode.model_validate(node)
    assert not validate(scan_data.FILTER)
    assert LIST_NODES.schema is not None


def test_what_the_filter_reads_occurs_in_all_its_forms() -> None:
    infos = [node.get("startTaskInfo") for node in NODES]
    assert None in infos
    assert {info["state"] for info in infos if info} == {"running", "completed"}
    assert {info.get("exitCode") for info in infos if info} >= {None, 0, 1}


def test_files_have_at_least_the_size_asked_for(tmp_path: Path) -> None:
    count = scan_data.write_lines(tmp_path / "nodes.jsonl", 50_000)
    data = (tmp_path / "nodes.jsonl").read_bytes()
    assert data == b"".join(LINES[:count])
    assert 50_000 <= len(data) < 52_500


def test_a_page_holds_the_same_nodes(tmp_path: Path) -> None:
    scan_data.write_page(tmp_path / "page.json", 50)
    assert json.loads((tmp_path / "page.json").read_bytes())["value"] == NODES[:50]


@pytest.mark.parametrize(
    ("arguments", "count"), [(["--nodes", "7"], 7), (["--nodes", "7", "--page"], 7), (["--megabytes", "0.01", "--seed", "5"], 9)]
)
def test_the_command_writes_what_it_is_asked_for(arguments: list[str], count: int, tmp_path: Path) -> None:
    path = tmp_path / "out"
    assert run_python("-m", "benchmarks.scan_data", str(path), *arguments, cwd=ROOT).code == 0
    text = path.read_text(encoding="utf-8")
    assert len(json.loads(text)["value"] if "--page" in arguments else text.splitlines()) == count


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scan") / "nodes.jsonl"
    path.write_bytes(b"".join(LINES[:2000]))
    return path


WANTED = Filter(scan_data.FILTER).apply(NODES[:2000])


@pytest.mark.parametrize("name", SCANNERS)
def test_the_peers_keep_what_the_filter_keeps(name: str, dump: Path) -> None:
    if name != "json.loads" and not peers.available(name.partition(",")[0].lower()):
        pytest.skip(f"{name} is not installed")
    command = [sys.executable, "-m", "benchmarks.scanners", name, str(dump)]
    out = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    ids = out if out[0].startswith("tvm") else [json.loads(line)["id"] for line in out]
    assert ids == [node["id"] for node in WANTED]


def test_jq_keeps_the_same(dump: Path) -> None:
    if not peers.available("jq"):
        pytest.skip("jq is not installed")
    out = subprocess.run(["jq", "-c", JQ, str(dump)], check=True, capture_output=True, text=True).stdout
    assert [json.loads(line) for line in out.splitlines()] == WANTED
