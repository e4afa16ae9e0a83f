"""Canonical Parquet files: what is written is what was read, instants by value, and the metadata says what to trust."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter, edm, schema
from odatanodes.engines.canonical import Canonical, NotCanonicalError, decoder
from odatanodes.engines.export import ROW_GROUP, RUN, write
from odatanodes.engines.files import known
from odatanodes.engines.items import without_nulls
from odatanodes.engines.run import Run
from odatanodes.schema import BATCH_NODE, BATCH_POOL, BATCH_TASK
from odatanodes.strategies import expressions, nodes, objects
from tests.engines.test_laws import DRAWN, draw, writable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from odatanodes.schema.types import EntityType

pytest.importorskip("pyarrow")


def exported(
    rows: Iterable[dict[str, Any]], folder: Path, of: EntityType = BATCH_NODE, sort: str | None = None
) -> tuple[Path, list[dict[str, Any]]]:
    """Write what has a canonical form; returns the file and the rows that were written."""
    canonical, kept = Canonical(of), []
    for row in rows:
        try:
            kept.append(canonical.convert(row))
        except NotCanonicalError:
            continue
    file = BytesIO()
    assert write(kept, of, canonical, "list-items", file, sort=sort) == len(kept)
    path = folder / "items.parquet"
    path.write_bytes(file.getvalue())
    return path, kept


@pytest.mark.thorough
@pytest.mark.parametrize("of", [BATCH_NODE, BATCH_TASK, schema.BATCH_JOB, BATCH_POOL], ids=lambda of: of.name)
@pytest.mark.parametrize("engine", ["duckdb", "polars", "arrow"])
def test_round_trip(of: EntityType, engine: str, tmp_path: Path) -> None:
    pytest.importorskip({"arrow": "pyarrow"}.get(engine, engine))
    rows = [row for row in draw(objects(of, odd=False), 40, 3) if writable(row)]
    path, kept = exported(rows, tmp_path, of)
    decode = decoder(of) or (lambda row: row)
    kept = [decode(row) for row in kept]
    assert len(kept) > 20
    read = list(Run(Filter("true", of).expr, of, Filter("true", of).rules, path, engine).items())
    assert list(map(as_text, read)) == list(map(as_text, kept))


def as_text(row: dict[str, Any]) -> str:
    """Return a row as JSON, in which NaN is equal to itself; what has no type is JSON text in a canonical row."""
    return json.dumps(without_nulls(row), sort_keys=True)


@pytest.mark.parametrize("engine", ["duckdb", "polars", "arrow"])
def test_filters_on_canonical_files(engine: str, tmp_path: Path) -> None:
    """The checks that the metadata makes needless are left out, and the rows are those of apply."""
    pytest.importorskip({"arrow": "pyarrow"}.get(engine, engine))
    odd = [row for row in draw(objects(BATCH_NODE), DRAWN, 5) if writable(row)]
    for rows in (draw(nodes(), DRAWN, 4), odd):
        path, kept = exported(rows, tmp_path)
        plain = [without_nulls(row) for row in kept]
        for one in draw(expressions(without=["now"]), DRAWN // 2, 9):
            wanted = Filter(one, on_missing="null")
            assert list(wanted.run(path, engine)) == wanted.apply(plain), str(wanted)


def test_metadata() -> None:
    wanted = [{"odatanodes.schema": "BatchNode", "odatanodes.values": "wire", "odatanodes.instants": "fixed"}]
    trust, instants = known(wanted, BATCH_NODE)
    assert (trust.plain("vmSize"), trust.present("state"), instants) == (True, True, "fixed")
    trust, _ = known([*wanted, {**wanted[0], "odatanodes.texts": "vmSize id", "odatanodes.missing": "state"}], BATCH_NODE)
    assert (trust.plain("vmSize"), trust.present("state"), trust.plain("state")) == (False, False, True)
    assert known([*wanted, {}], BATCH_NODE)[1] == "text"
    with pytest.raises(ValueError, match="items of type 'BatchNode', and the filter is about 'BatchTask'"):
        known(wanted, BATCH_TASK)


def test_what_is_special_is_noted() -> None:
    canonical = Canonical(BATCH_NODE)
    canonical.convert({"id": "é", "state": "IDLE", "vmSize": "A1", "newProperty": 1, "startTaskInfo": {"new": None, "newer": 2}})
    assert canonical.texts == {"id", "state"}
    assert canonical.missing >= {"stateTransitionTime", "startTaskInfo/retryCount"}
    assert canonical.unknown == {"newProperty": 1, "startTaskInfo/newer": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-22T22:22:27Z", "2025-11-22T22:22:27.0000000Z"),
        ("2025-11-22T22:22:27.2236818Z", "2025-11-22T22:22:27.2236818Z"),
        ("2025-11-22t22:22:27.5000000000z", "2025-11-22T22:22:27.5000000Z"),
        ("2025-11-22T22:22Z", "2025-11-22T22:22:00.0000000Z"),
        ("2025-11-22T22:22:27.5+00:00", "2025-11-22T22:22:27.5000000Z"),
        ("Sat, 22 Nov 2025 22:22:27 GMT", "2025-11-22T22:22:27.0000000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.0000000Z"),
        ("2024-02-29T12:00:00.1Z", "2024-02-29T12:00:00.1000000Z"),
    ],
)
def test_instants(text: str, expected: str) -> None:
    assert Canonical(BATCH_NODE).convert({"lastBootTime": text}) == {"lastBootTime": expected}
    assert edm.DateTimeOffset.parse(expected) == edm.DateTimeOffset.parse(text)


NOT_CANONICAL: dict[str, tuple[object, ...]] = {
    "lastBootTime": (
        *("2025-11-22T23:22:27+01:00", "2025-11-22T22:22:27.00000001Z", "2016-12-31T23:59:60Z", "12025-11-22T22:22:27Z"),
        *("-0001-01-01T00:00:00Z", "2025-02-30T00:00:00Z", "", 5),
    ),
    "vmSize": (5, True, ["a"], "\ud800"),
    "totalTasksRun": ("5", 5.0, True, 2**31),
    "startTaskInfo": ([], "a", {"exitCode": "1"}),
    "recentTasks": ({}, ["a"], [{"taskId": 1}]),
    "isDedicated": (1,),
}


@pytest.mark.parametrize("row", [{name: value} for name, values in NOT_CANONICAL.items() for value in values], ids=repr)
def test_what_has_no_canonical_form(row: dict[str, Any]) -> None:
    with pytest.raises(NotCanonicalError, match=next(iter(row))):
        Canonical(BATCH_NODE).convert(row)


@pytest.mark.parametrize("sort", ["totalTasksRun", "startTaskInfo/exitCode", "vmSize"])
def test_sorted(sort: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs of a few rows each are merged: nulls last, equal keys in the order of the input."""
    monkeypatch.setattr("odatanodes.engines.export.RUN", 20)
    monkeypatch.setattr("odatanodes.engines.export.SAMPLE", 4)
    rows = [
        {
            "id": f"n{number}",
            "totalTasksRun": number * 7919 % 31 if number % 3 else 5,
            "vmSize": f"size{number * 31 % 101:03}",
            **({"startTaskInfo": {"exitCode": number * 17 % 23}} if number % 5 else {}),
        }
        for number in range(130)
    ]
    path, kept = exported(rows, tmp_path, sort=sort)

    def key(row: dict[str, Any]) -> tuple[bool, Any]:
        found: Any = row
        for name in sort.split("/"):
            found = (found or {}).get(name)
        return found is None, found or 0 if sort != "vmSize" else found

    assert list(Filter("true").run(path, "arrow")) == sorted(kept, key=key)


@pytest.mark.parametrize(
    ("sort", "message"), [("stat", "no property"), ("recentTasks/taskId", "inside a collection"), ("startTaskInfo", "has no order")]
)
def test_what_cannot_be_sorted_by(sort: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write([], BATCH_NODE, Canonical(BATCH_NODE), "list-nodes", BytesIO(), sort=sort)


def test_memory_is_bounded() -> None:
    assert ROW_GROUP <= RUN <= 100_000
