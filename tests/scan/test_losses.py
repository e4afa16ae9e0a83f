"""Losses beyond a record, and input without records: pages broken before their nodes, empty files."""

from __future__ import annotations

import bz2
import gzip
import lzma
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from odatanodes import Filter
from odatanodes.base.files import InputError
from odatanodes.scan import BadRecord, BadRecordError, documents, text
from odatanodes.scan.run import records
from tests.kit.scanning import same_outcome

FILTER = Filter("state eq 'idle' and totalTasksRun ge 1")
GOOD = b'{"id":"n1","state":"idle","totalTasksRun":1}'
OTHER = b'{"id":"n2","state":"idle","totalTasksRun":2}'
NODES = GOOD.decode() + ", " + OTHER.decode()
BROKEN_PAGES = [
    '{"odata.metadata": tru, "value":[NODES]}',
    '{"odata.metadata" "x", "value" : [NODES], "odata.nextLink": "y"}',
    '{odata: 1, "x": {"y": [1, 2]}, "value": [NODES]}',
    '{"value" [NODES]}',
    '{\n "odata.metadata": tru,\n "value": [\n  NODES\n ]\n}',
    '{"x": tru, "y": "' + "a" * 1000 + '", "value": [' + ", ".join(["NODES"] * 50) + "]}",
]
OTHERS = [
    '{"id": "n", "state": tru, "startTask": {"environmentSettings": [{"name": "a", "value": "b"}]}}',
    '{"id": "n", "x": "\\"value\\":[", "state": tru, "y": ["value", ["a"]]}',
    '{\n "id": tru,\n "startTask": {\n  "value":\n 5\n }\n}',
]


@pytest.mark.parametrize("end", ["", "\n", f"\n{OTHER.decode()}\n"])
@pytest.mark.parametrize("record", BROKEN_PAGES + OTHERS)
def test_a_page_that_is_broken_before_its_nodes_loses_them(record: str, end: str) -> None:
    data = GOOD + b"\n" + (record.replace("NODES", NODES) + end).encode()
    kept, [said] = same_outcome(FILTER, data)
    assert kept == ([GOOD, OTHER] if end.strip() else [GOOD])
    assert ("; items in it may be missing (record at byte 45)" in said) is (record in BROKEN_PAGES)
    met: list[BadRecord] = []
    assert len(list(FILTER.scan(BytesIO(data), on_bad_record=met.append))) == len(kept)
    assert [bad.loses_rest for bad in met] == [record in BROKEN_PAGES]


class Endless:
    """A file that repeats its last part forever."""

    def __init__(self, begin: str, again: str) -> None:
        self._data = begin.encode()
        self._again = again.encode() * (1 + text.CHUNK // len(again))
        self.given = 0

    def read(self, size: int, /) -> bytes:
        while len(self._data) < size:
            self._data += self._again
        data, self._data = self._data[:size], self._data[size:]
        self.given += size
        assert self.given < 20 * text.LARGEST, "it is read for ever"
        return data


@pytest.mark.parametrize(
    ("begin", "again", "said"),
    [
        ("", "\0", "broken JSON: expecting a value at character 1 "),
        ('{"x":"', "a", "a record of more than"),
        ('{"odata.metadata": tru, "value": [', NODES + ",", "items in it may be missing"),
        ('{"value": [' + NODES + ", nonsense", NODES + ",", "items after it in the page may be missing"),
        ("[" + GOOD.decode() + " 5", ",5 5", "items after it in the array may be missing"),
        ('{\n"x": tru', '\n "y": 1,', "broken JSON: expecting a value at character 8 "),
        (GOOD.decode() + "\nnonsense\n", " ", "broken JSON: expecting a value at character 1 "),
    ],
)
def test_a_scan_that_stops_reads_no_more(begin: str, again: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, documents):
        monkeypatch.setattr(module, "LARGEST", 1 << 19)
    with pytest.raises(BadRecordError) as caught:
        list(FILTER.scan(Endless(begin, again)))
    assert said in str(caught.value)


def zipped(data: bytes) -> bytes:
    """Compress without a timestamp, so that the ids of tests do not depend on the time."""
    return gzip.compress(data, mtime=0)


ZIPPED = zipped(GOOD)


@pytest.mark.parametrize(
    "data",
    [
        ZIPPED[:-9],
        ZIPPED[:5],
        ZIPPED[:-8] + bytes(4) + ZIPPED[-4:],
        ZIPPED + b"something else",
        ZIPPED + ZIPPED[:2],
        ZIPPED[:2] + b"something else",
    ],
    ids=["data cut", "head cut", "wrong sum", "more", "second cut", "no gzip"],
)
def test_broken_gzip_is_an_error_whatever_is_wrong(data: bytes) -> None:
    with pytest.raises(
        InputError, match=r"^cannot read '<file>': the compressed data is cut off or broken, or something else follows it$"
    ):
        list(FILTER.scan(BytesIO(data), on_bad_record="skip"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [(bz2.compress(GOOD), "bzip2"), (lzma.compress(GOOD), "xz"), (b"PK\x03\x04\x14\x00", "zip")],
    ids=["bzip2", "xz", "zip"],
)
def test_other_compression_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(
        InputError, match=f"cannot read '<file>': it is compressed with {kind}; gzip and zstd are read, and plain text"
    ):
        list(FILTER.scan(BytesIO(data), on_bad_record="skip"))


@pytest.mark.parametrize(
    "data", [ZIPPED + zipped(OTHER), ZIPPED + zipped(b"") + zipped(OTHER) + bytes(512)], ids=["two", "an empty one, and zeros"]
)
def test_gzip_of_several_members(data: bytes) -> None:
    assert list(FILTER.scan(BytesIO(data), raw=True)) == [GOOD, OTHER]


EMPTY = r"^cannot read 'none\.jsonl': it is empty$"


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf", zipped(b"")], ids=["nothing", "blanks", "mark", "gzip"])
@pytest.mark.parametrize(
    ("names", "among_others"),
    [
        ("*.jsonl", True),
        (["good.jsonl", "none.jsonl"], True),
        (["none.jsonl", "good.jsonl"], True),
        (["n*.jsonl"], True),
        (iter(["none.jsonl"]), True),  # how many there are is not known before
        ("none.jsonl", False),
        (["none.jsonl"], False),
        ([["none.jsonl"]], False),
        (Path("none.jsonl"), False),
    ],
)
def test_an_empty_file_among_others_is_a_bad_record(
    names: Any, among_others: bool, data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.jsonl").write_bytes(GOOD + b"\n")
    Path("none.jsonl").write_bytes(data)
    met: list[BadRecord] = []
    if among_others:
        kept = list(FILTER.scan(copy(names), on_bad_record=met.append, raw=True))
        assert kept == ([] if names == ["n*.jsonl"] or hasattr(names, "__next__") else [GOOD])
        assert list(map(str, met)) == ["none.jsonl:1: it is empty (record at byte 0)"]
        assert [bad.reason for bad in records(copy(names), stop_at_bad=False) if isinstance(bad, BadRecord)] == ["it is empty"]
    else:
        with pytest.raises(InputError, match=EMPTY):
            list(FILTER.scan(copy(names), on_bad_record="skip"))
    with pytest.raises(InputError, match=EMPTY):
        list(FILTER.scan(copy(names), on_bad_record="fail"))
