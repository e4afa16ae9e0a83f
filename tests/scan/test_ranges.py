"""Ranges of a file scanned separately: the results equal those of one scan, whatever is between the lines."""

from __future__ import annotations

import json
import pickle
from concurrent.futures import Future
from operator import methodcaller
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes import Filter
from odatanodes.base.files import InputError
from odatanodes.scan import jobs, reader, text
from odatanodes.scan.run import parts
from tests.kit.scanning import query_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILTER = Filter("state eq 'idle' and stateTransitionTime lt now()")


class InThisProcess:
    """A pool that runs its work in this process."""

    def __init__(self, _jobs: int, _context: object, begin: Callable[..., None], arguments: tuple[Any, ...]) -> None:
        begin(*arguments)

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*arguments))
        except Exception as error:
            done.set_exception(error)
        return done

    def shutdown(self, *, cancel_futures: bool) -> None:
        assert cancel_futures


def line(number: int) -> str:
    state = "idle" if number % 3 else "running"
    return json.dumps({"id": f"n{number}", "state": state, "stateTransitionTime": "2020-01-01T00:00:00Z"})


MIDDLES = {
    "a page on a line": json.dumps({"value": [json.loads(line(n)) for n in range(5000, 5005)]}),
    "a page over lines": json.dumps({"value": [json.loads(line(n)) for n in range(5000, 5005)]}, indent=1),
    "an object over lines": json.dumps(json.loads(line(5001)), indent=1),
    "two on a line": line(5000) + line(5001),
    "blank lines": "\n \r\n\n",
    "a broken line": '{"id": "n", "state": nonsense}',
    "a cut line": '{"id": "n", "state":',
    "a lack": '{"id": "n"}',
    "no UTF-8": '{"id": "\udcff", "state": "idle"}',
}


@pytest.mark.parametrize("middle", MIDDLES)
@pytest.mark.parametrize("stop_at_bad", [True, False])
@pytest.mark.parametrize("size", [500, 5000])
def test_ranges_give_what_one_scan_gives(
    middle: str, stop_at_bad: bool, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", InThisProcess)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(jobs, "RANGE", size)
    for module in (text, reader):
        monkeypatch.setattr(module, "CHUNK", 1000)  # a range has several blocks
    monkeypatch.setattr(reader, "BLOCK", 1000)
    path = tmp_path / "nodes.jsonl"
    lines = [line(number) for number in range(300)]
    lines[150:150] = lines[77:77] = [MIDDLES[middle]]
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    outcomes = []
    for count in (1, 2):
        kept: list[bytes] = []
        bad: list[str] = []
        for part in parts(query_of(FILTER, stop_at_bad=stop_at_bad), str(path), count):
            kept += part.kept
            bad += map(str, part.bad)
            if bad and stop_at_bad:
                break
        outcomes.append((kept, bad))
    assert outcomes[0] == outcomes[1]
    assert (outcomes[0][1] != []) == (middle not in list(MIDDLES)[:5])
    assert len(outcomes[0][0]) >= (50 if stop_at_bad else 200)


@pytest.mark.parametrize("counts", [False, True])
@pytest.mark.parametrize("kept", [[], [b"{}"], [b'{"id":"a"}', b'{"id":"b"}'], [{"id": "a"}, {"id": "b"}]])
def test_what_was_kept_arrives(counts: bool, kept: list[Any]) -> None:
    found = jobs.Range(list(kept), [], 100, 3, False)
    found.pack(counts=counts)
    arrived = pickle.loads(pickle.dumps(found))
    assert len(arrived.kept) == len(kept)
    assert counts or list(arrived.kept) == kept
    assert (arrived.bad, arrived.end, arrived.lines, arrived.stopped) == ([], 100, 3, False)


def scanned_while(
    change: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at: str
) -> tuple[list[bytes], list[str]]:
    """Return the records kept of a file that changes while it is read: when it is divided, or when a range is scanned."""
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", InThisProcess)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(jobs, "RANGE", 1000)
    path = tmp_path / "nodes.jsonl"
    lines = [line(number) for number in range(300)]
    path.write_text("\n".join(lines) + "\n")
    inner = getattr(jobs, at)
    calls = 0

    def changing(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == (5 if at == "_scan_range" else 1):
            change(path)
        return inner(*arguments)

    monkeypatch.setattr(jobs, at, changing)
    found = parts(query_of(Filter("true")), str(path), 2)
    return [record for part in found for record in part.kept], lines


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_text('{"id":"of the other"}\n' * 3000)
    other.rename(path)


def shorten(path: Path) -> None:
    with path.open("r+") as file:
        file.truncate(5000)


def append(path: Path) -> None:
    with path.open("a") as file:
        file.write(line(300) + "\n")


@pytest.mark.parametrize(
    ("change", "at", "said"),
    [
        (replace, "_scan_range", "another file took its place while it was read"),
        (replace, "_line_ranges", "another file took its place while it was read"),
        ("unlink", "_scan_range", "no such file or directory"),
        ("unlink", "_line_ranges", "no such file or directory"),
        (shorten, "_scan_range", "it became shorter while it was read"),
    ],
)
def test_a_file_that_changes_is_not_read_half(
    change: Callable[[Path], object] | str, at: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changing = methodcaller(change) if isinstance(change, str) else change
    with pytest.raises(InputError) as caught:
        scanned_while(changing, tmp_path, monkeypatch, at=at)
    assert str(caught.value) == f"cannot read '{tmp_path / 'nodes.jsonl'}': {said}"


@pytest.mark.parametrize("at", ["_scan_range", "_line_ranges"])
def test_what_is_appended_meanwhile_is_read_as_well(at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, lines = scanned_while(append, tmp_path, monkeypatch, at=at)
    assert kept == [text.encode() for text in [*lines, line(300)]]


def test_a_filter_with_a_clock_of_its_own_goes_to_other_processes() -> None:
    import pickle

    from odatanodes.edm import DateTimeOffset

    moment = DateTimeOffset.parse("2020-01-01T00:00:00Z")
    query = query_of(Filter("lastBootTime lt now()", clock=lambda: moment), invert=True)
    sent = pickle.loads(pickle.dumps(query.portable()))
    assert sent.invert
    assert sent.predicate.matches({"lastBootTime": "2019-12-31T23:59:59Z"})
    assert not sent.predicate.matches({"lastBootTime": "2020-01-01T00:00:01Z"})
