"""Scanning with and without the extra `speed`."""

from __future__ import annotations

import gzip
import json
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter
from odatanodes.base.files import InputError
from odatanodes.scan import run
from odatanodes.scan.matcher import Matcher
from odatanodes.scan.query import Query
from odatanodes.scan.reader import Lines
from odatanodes.scan.run import parts
from odatanodes.scan.shape import shape_of
from odatanodes.scan.source import opened
from odatanodes.scan.structs import available, structs
from tests.kit.scanning import query_of
from tests.kit.support import run_python

if TYPE_CHECKING:
    from pathlib import Path

RECORD = b'{"id":"n1","state":"idle","totalTasksRun":1}'


def test_without_msgspec_the_same_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    data = BytesIO((RECORD + b"\n") * 1000)
    monkeypatch.setitem(sys.modules, "msgspec", None)
    monkeypatch.setattr(run, "MSGSPEC_MIN_BYTES_OF_PIPE", 0)
    assert not available()
    assert list(Filter("state eq 'IDLE'").scan(data, raw=True)) == [RECORD] * 1000


def test_without_a_package_for_zstd_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    with pytest.raises(InputError, match=r"compressed with zstd; pip install 'odatanodes\[speed\]'"):
        opened(BytesIO(b"\x28\xb5\x2f\xfd and more"))


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("state eq 'idle' and startTaskInfo/exitCode ne 0", {"state", "startTaskInfo", "startTaskInfo/exitCode"}),
        (
            "recentTasks/any(t: t/executionInfo/exitCode eq 1)",
            {"recentTasks", "recentTasks/executionInfo", "recentTasks/executionInfo/exitCode"},
        ),
        ("startTask ne null", {"startTask"}),
        ("$it/state eq 'idle'", {"state"}),
    ],
)
def test_a_struct_holds_what_the_filter_looks_at(text: str, attributes: set[str]) -> None:
    shape = shape_of(Filter(text).expr)
    assert shape is not None
    found = structs(shape)
    assert found is not None
    assert set(found.attributes) == attributes


@pytest.mark.parametrize("text", ["value eq 1", "a/b eq 1 and code eq 2", "tags/$filter($this eq 1)/$count eq 1", "$it eq null"])
def test_what_no_struct_can_hold_is_left_to_dicts(text: str) -> None:
    shape = shape_of(Filter(text, schema=None).expr)
    assert shape is None or structs(shape) is None


def test_msgspec_is_used_when_enough_was_read() -> None:
    """Not for a page, which is read faster than msgspec is imported; afterwards for all input."""
    query = query_of(Filter("state eq 'idle'"))
    one = (RECORD + b"\n") * (run.MSGSPEC_MIN_BYTES_OF_PIPE // len(RECORD) // 4 + 1)
    used = [len(part.kept) for part in parts(query, [BytesIO(one), BytesIO(one)])]
    assert sum(used) == 2 * one.count(b"\n")
    matcher = query.matcher()
    piece = Lines("x", RECORD + b"\n", len(RECORD) + 1, 0, 1)
    assert matcher.lines(piece) == ([RECORD], [])
    query.speed_up(matcher)
    assert matcher.lines(piece) == ([RECORD], [])


@pytest.mark.parametrize("form", ["page", "array", "lines", "objects over lines"])
def test_a_long_pipe_is_read_with_msgspec(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also for a single document, whose size is not known in advance."""
    monkeypatch.setattr(run, "MSGSPEC_MIN_BYTES_OF_PIPE", 200_000)
    node = json.loads(RECORD)
    record = json.dumps(node, indent=1) if form == "objects over lines" else RECORD.decode()
    count = 600_000 // len(record)
    begin, between, end = {"page": ('{"value":[', ",", "]}"), "array": ("[\n", ",\n", "\n]")}.get(form, ("", "\n", "\n"))
    switched: list[Matcher] = []
    speed_up = Query.speed_up

    def switching(self: Query, matcher: Matcher) -> None:
        switched.append(matcher)
        speed_up(self, matcher)

    monkeypatch.setattr(Query, "speed_up", switching)
    tested = 0
    one_by_one = Matcher.records

    def records(self: Matcher, batch: list[Any]) -> Any:
        nonlocal tested
        tested += len(batch)
        return one_by_one(self, batch)

    monkeypatch.setattr(Matcher, "records", records)
    source = BytesIO((begin + between.join([record] * count) + end).encode())
    kept = list(Filter("state eq 'idle'").scan(source, raw=True))
    assert kept == [RECORD] * count
    assert [matcher.has_structs for matcher in switched] == [True]
    assert tested < count / 2


@pytest.mark.parametrize(
    ("wanted", "size", "count"), [(3, 10, 3), (None, run.PROCESSES_MIN_BYTES - 1, 1), (1, run.PROCESSES_MIN_BYTES * 2, 1)]
)
def test_how_many_processes(wanted: int | None, size: int, count: int, tmp_path: Path) -> None:
    path = tmp_path / "nodes.jsonl"
    path.write_bytes(RECORD + b"\n")
    with opened(str(path)) as stream:
        stream.size = size
        assert run._processes(wanted, stream) == count
        stream.size = run.PROCESSES_MIN_BYTES
        assert run._processes(None, stream) >= 1
    path.write_bytes(gzip.compress(RECORD))
    with opened(str(path)) as stream:
        assert run._processes(2, stream) == 1


def test_a_page_loads_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_bytes(b'{"value": [' + RECORD + b"]}")
    code = f"import sys; from odatanodes.cli import main; main(['filter', \"state eq 'idle'\", {str(path)!r}])"
    done = run_python(
        "-S", "-c", f"import sys; before = set(sys.modules); {code}; print(*set(sys.modules) - before, file=sys.stderr)"
    )
    loaded = set(done.err.split())
    assert done.out.encode() == RECORD + b"\n"
    assert "odatanodes.scan" in loaded
    heavy = {
        "argparse",
        "msgspec",
        "typing",
        "dataclasses",
        "inspect",
        "multiprocessing",
        "concurrent.futures",
        "tqdm",
        "linecache",
        "pathlib",
        "gzip",
        "glob",
    }
    assert loaded & (heavy | {"odatanodes.scan.jobs", "odatanodes.scan.table", "odatanodes.evaluate.codegen"}) == set()
