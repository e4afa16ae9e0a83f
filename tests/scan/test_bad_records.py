"""Bad records: which records are bad, how they are reported, and that both decoders agree wherever the input is cut."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from odatanodes import Filter
from odatanodes.base.files import InputError
from odatanodes.filter.select import Select
from odatanodes.scan import BadRecord, BadRecordError, documents, json_text, text
from odatanodes.scan.output import Projected
from odatanodes.scan.record import Origin
from tests.kit.scanning import outcome, same_outcome

if TYPE_CHECKING:
    from pathlib import Path

FILTER = Filter("state eq 'idle' and totalTasksRun ge 1")
GOOD = b'{"id":"n1","state":"idle","totalTasksRun":1}'
OTHER = b'{"id":"n2","state":"idle","totalTasksRun":2}'
DEEP = 100_000
SAID = [
    (b'{"id":"n", "sta', "broken JSON: unterminated string at character 16"),
    (b"nonsense", "broken JSON: expecting a value at character 1"),
    (b'{"id":"n",}', "broken JSON: expecting property name enclosed in double quotes at character 11"),
    (b'{"id":"n", }', "broken JSON: expecting property name enclosed in double quotes at character 12"),
    (b'{"id":["n" , ]}', "broken JSON: expecting a value at character 14"),
    (b'{"id":"n" "a":1}', "broken JSON: expecting ',' delimiter at character 11"),
    (b'{"state":"a\tb"}', "broken JSON: invalid control character at character 12"),
    (b'{"state":"idle","x":"\\q"}', "broken JSON: invalid \\escape at character 22"),
    (b'{"x":01}', "broken JSON: expecting ',' delimiter at character 7"),
    (b'{"x":NaN,"state":"idle","totalTasksRun":1}', "broken JSON: NaN is not valid JSON"),
    (b'{"x":NaN,"y":0 1}', "broken JSON: expecting ',' delimiter at character 16"),
    (b'{"x":[-Infinity],"state":"idle","totalTasksRun":1}', "broken JSON: -Infinity is not valid JSON"),
    (b'{"x":' + b"[" * DEEP + b"]" * DEEP + b"}", "broken JSON: it is nested too deeply"),
    (b'{"state":"\xff"}', "not UTF-8 text (byte 0xff after 10 characters)"),
    (b'{"x":"\xe4","state":"idle","totalTasksRun":1}', "not UTF-8 text (byte 0xe4 after 6 characters)"),
    (b'{"x":"\xed\xa0\x80"}', "not UTF-8 text (byte 0xed after 6 characters)"),
    (b"5", "expected an item (an object), found a number"),
    (b'"idle"', "expected an item (an object), found a string"),
    (b"null", "expected an item (an object), found null"),
    (b'{"error":{"code":"AuthenticationFailed"}}', "this is an error response of the service, not items"),
    (b'{"code":"PoolNotFound","message":{"value":"x"}}', "this is an error response of the service, not items"),
    (b'{"value":null}', "this is an error response of the service, not items"),
    (b'{"id":"n"}', "node 'n' has no 'state', which the schema requires"),
    (b'{"id":"n","state":null}', "'state' of node 'n' is null, not Edm.String"),
    (b'{"id":"n","state":"idle","totalTasksRun":1.5}', "'totalTasksRun' of node 'n' is 1.5, not Edm.Int32"),
    (b'{"id":"n","state":"idle","totalTasksRun":1.0}', "'totalTasksRun' of node 'n' is 1.0, not Edm.Int32"),
    (b'{"id":"n","state":"idle","totalTasksRun":"1"}', "'totalTasksRun' of node 'n' is '1', not Edm.Int32"),
    (b'{"id":"n","state":"idle","totalTasksRun":1e999}', "'totalTasksRun' of node 'n' is 1e999, not Edm.Int32"),
    (b'{"id":"n","state":"idle","totalTasksRun":' + b"9" * 5000 + b"}", "'totalTasksRun' of node 'n' is 99999999999999999999…"),
    (b'{"id":"n\\u001b[31m"}', "node 'n␛[31m' has no 'state'"),
]
NOT_SO_BAD = [
    b'{"id":"n","state":"running","id":"m","state":"idle","totalTasksRun":-1,"totalTasksRun":1}',  # the last one wins
    b'{"state":"\\u0069dle","totalTasksRun":1,"id":"\\ud800"}',
    b'{"\\u0073tate":"IDLE","totalTasksRun":36893488147419103232}',
    b'{"x":1e999,"y":' + b"9" * 5000 + b',"state":"idle","totalTasksRun":1}',
    b'{"x":' + b"[" * 500 + b"]" * 500 + b',"state":"idle","totalTasksRun":1}',
    b'{"x":"\x7f\\u0000","state":"idle","totalTasksRun":1}',
    b'{"value":1,"error":2,"code":3,"message":4,"id":"n","state":"idle","totalTasksRun":1}',
]


@pytest.mark.parametrize(("record", "said"), SAID, ids=[said for _, said in SAID])
def test_between_good_lines(record: bytes, said: str) -> None:
    kept, bad = same_outcome(FILTER, b"\n".join([GOOD, record, OTHER, b""]))
    assert kept == [GOOD, OTHER]
    assert len(bad) == 1
    assert bad[0].startswith(f"<file>:2: {said}")
    assert bad[0].endswith(f"(record at byte {len(GOOD) + 1})")


@pytest.mark.parametrize(("record", "said"), SAID, ids=[said for _, said in SAID])
def test_nothing_comes_out_of_it_or_after_it(record: bytes, said: str) -> None:
    kept, bad = same_outcome(FILTER, b"\n".join([GOOD, GOOD, record, OTHER, b""]), stop_at_bad=True)
    assert kept == [GOOD, GOOD]
    assert [said in reason for reason in bad] == [True]
    with pytest.raises(BadRecordError) as caught:
        list(FILTER.scan(BytesIO(record)))
    assert (caught.value.record.line, caught.value.record.offset) == (1, 0)


@pytest.mark.parametrize("record", NOT_SO_BAD)
def test_odd_and_good(record: bytes) -> None:
    data = b"\n".join([GOOD, record, OTHER, b""])
    assert same_outcome(FILTER, data) == ([GOOD, record, OTHER], [])
    assert same_outcome(FILTER, b"[" + b",".join([GOOD, record, OTHER]) + b"]") == ([GOOD, record, OTHER], [])


ENDED = [record for record, said in SAID if "expecting" not in said and "unterminated" not in said and "deeply" not in said]
IN_A_PAGE = [record for record in ENDED if b"\\q" not in record and b"\t" not in record and b'"error"' not in record]


@pytest.mark.parametrize("record", [record for record in IN_A_PAGE if not record.startswith((b'{"code', b'{"value'))])
def test_in_a_page_the_others_are_read(record: bytes) -> None:
    page = b'{"value":[\n' + GOOD + b",\n" + record + b",\n" + OTHER + b"]}"
    kept, bad = same_outcome(FILTER, page)
    assert kept == [GOOD, OTHER]
    [said] = bad
    assert said.startswith("<file>:3: value[1]: ")
    assert said.endswith(f"(record at byte {page.index(b',' + chr(10).encode() + record) + 2:,})")


@pytest.mark.parametrize("rest", [b'{"id":"n3" "x"}', b"[" * DEEP, b'{"id"'])
def test_what_comes_after_a_broken_page(rest: bytes) -> None:
    page = b'{"value":[\n ' + GOOD + b",\n " + rest + b"\n]}\n" + OTHER + b"\n"
    kept, bad = same_outcome(FILTER, page)
    assert kept == [GOOD, OTHER]
    assert len(bad) == 1
    assert bad[0].startswith("<file>:3: value[1]: ")


def test_a_cut_line_loses_no_other() -> None:
    cut = GOOD[: GOOD.index(b":") + 1]  # what follows could belong to it
    kept, bad = same_outcome(FILTER, b"\n".join([OTHER, cut, GOOD, OTHER, b""]))
    assert kept == [OTHER, GOOD, OTHER]
    assert len(bad) == 1


def test_the_last_line_is_cut() -> None:
    kept, bad = same_outcome(FILTER, GOOD + b"\n" + OTHER[:-1])
    assert kept == [GOOD]
    [said] = bad
    assert "where the input ends" in said


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("structs", [False, True])
def test_an_empty_input(data: bytes, structs: bool) -> None:
    with pytest.raises(InputError, match="cannot read '<file>': it is empty"):
        outcome(FILTER, data, structs=structs)


@pytest.mark.parametrize("structs", [False, True])
def test_a_record_that_is_too_large(structs: bool) -> None:
    large = b'{"x":"' + b"a" * (text.LARGEST + 2 * text.CHUNK) + b'","state":"idle","totalTasksRun":1}'
    kept, bad = outcome(FILTER, b"\n".join([GOOD, large, OTHER, b""]), structs=structs)
    assert kept == [GOOD, OTHER]
    [said] = bad
    assert said.startswith("<file>:2: a record of more than 16 MiB")


MEASURED = """
import sys
if sys.argv.pop(1) == "dicts":
    sys.modules["msgspec"] = None
from odatanodes.cli import main
code = main(sys.argv[1:])
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) // 1024, file=sys.stderr)
sys.exit(code)
"""
"""The command, which prints its peak memory in MiB at the end: getrusage would count the process before it."""


@pytest.mark.thorough
@pytest.mark.parametrize("decoder", ["structs", "dicts"])
def test_a_record_of_100_mb_is_told_and_not_held(decoder: str, tmp_path: Path) -> None:
    if not os.path.exists("/proc/self/status"):  # noqa: PTH110
        pytest.skip("this system does not say what a process held")
    path = tmp_path / "nodes.jsonl"
    with path.open("wb") as file:
        file.writelines([GOOD, b'\n{"x":"', *[b"a" * 1_000_000] * 100, b'","state":"idle","totalTasksRun":1}\n', OTHER, b"\n"])
    command = [sys.executable, "-c", MEASURED, decoder, "filter", FILTER.text, str(path), "--jobs", "1"]
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 2
    assert "nodes.jsonl:2: a record of more than 16 MiB" in failed.stderr
    assert failed.stdout == GOOD.decode() + "\n"
    skipped = subprocess.run([*command, "--on-bad-record", "skip"], capture_output=True, text=True, check=False)
    assert skipped.returncode == 0
    assert skipped.stdout.splitlines() == [GOOD.decode(), OTHER.decode()]
    assert max(int(done.stderr.split()[-1]) for done in (failed, skipped)) < 100


def test_arguments_that_cannot_be_meant() -> None:
    with pytest.raises(ValueError, match="jobs is a number of processes, 1 or more, not 0"):
        FILTER.scan("nodes.jsonl", jobs=0)
    with pytest.raises(TypeError, match=r"io\.BytesIO makes a file of them"):
        FILTER.scan(GOOD)  # type: ignore[arg-type]


@pytest.mark.parametrize("structs", [False, True])
def test_a_record_that_is_large(structs: bool) -> None:
    large = b'{"x":"' + b"a" * 3_000_000 + b'","state":"idle","totalTasksRun":1}'
    for data in (b"\n".join([GOOD, large, OTHER, b""]), b"[" + b",".join([GOOD, large, OTHER]) + b"]"):
        assert outcome(FILTER, data, structs=structs) == ([GOOD, large, OTHER], [])


def test_a_number_that_cannot_be_written_again() -> None:
    record = b'{"id":"n","x":1e999,"state":"idle","totalTasksRun":1}'
    data = b"\n".join([GOOD, record, OTHER, b""])
    kept, bad = same_outcome(FILTER, data, convert=Projected(Select("id").tree, as_line=True))
    assert kept == [b'{"id":"n1"}', b'{"id":"n2"}']
    assert "1e999 is beyond what a number can hold" in bad[0]


def test_what_is_done_with_them() -> None:
    data = GOOD + b"\nnonsense\n" + OTHER + b"\n{}\n"
    assert [node["id"] for node in FILTER.scan(BytesIO(data), on_bad_record="skip")] == ["n1", "n2"]
    met: list[BadRecord] = []
    assert list(FILTER.scan(BytesIO(data), on_bad_record=met.append, raw=True)) == [GOOD, OTHER]
    assert [(bad.source, bad.line, bad.offset, bad.step) for bad in met] == [("<file>", 2, 45, ""), ("<file>", 4, 99, "")]
    found = FILTER.scan(BytesIO(data))
    assert next(found) == json.loads(GOOD)
    with pytest.raises(BadRecordError, match="<file>:2: broken JSON"):
        next(found)


def test_the_filter_may_read_a_missing_property_as_null() -> None:
    lenient = Filter("state eq null or state eq 'idle'", on_missing="null", on_error="exclude")
    records = [b'{"id":"n"}', b'{"id":"n","state":null}', b'{"id":"n","state":5}', GOOD]
    assert same_outcome(lenient, b"\n".join(records)) == ([records[0], records[1], GOOD], [])


@pytest.mark.parametrize("wrong", [{"on_bad_record": "ignore"}, {"raw": True, "select": "id"}])
def test_wrong_use(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"on_bad_record is|raw=True"):
        FILTER.scan(BytesIO(GOOD), **wrong)  # type: ignore[call-overload]


def test_many_bad_records_after_a_large_one_are_placed_in_linear_time() -> None:
    looked_at = 0

    class Text(str):
        """A text that counts the characters sliced from it."""

        __slots__ = ()

        def __getitem__(self, key: object) -> str:
            nonlocal looked_at
            found = super().__getitem__(key)  # type: ignore[index]
            looked_at += len(found)
            return found

    numbers = "1,\n" * 5000
    origin = Origin("x", Text(numbers), 10, 1)
    places = [origin.place(at) for at in range(0, len(numbers), 3)]
    assert places == [(1 + number, 10 + 3 * number) for number in range(5000)]
    assert looked_at <= len(numbers)
    assert origin.place(4) == (2, 14)  # and back again
    looked_at = 0
    for number in range(1, 5000):  # a bad record is placed before the one that was found bad after it
        assert origin.place(3 * number) == (1 + number, 10 + 3 * number)
        assert origin.place(3 * number - 3) == (number, 7 + 3 * number)
    assert looked_at <= 4 * len(numbers)


def test_a_large_record_from_a_pipe_is_not_read_anew_for_each_bit() -> None:
    class Pipe:
        """Returns a few bytes at once, whatever the requested size."""

        def __init__(self, data: bytes) -> None:
            self._data = BytesIO(data)

        def read(self, size: int, /) -> bytes:
            return self._data.read(min(size, 4096))

    record = GOOD[:-1] + b',"x":[' + b"1," * 500_000 + b"1]}"
    trials = 0

    def counted(text: str, start: int) -> tuple[object, int]:
        nonlocal trials
        trials += 1
        return json_text.value_at(text, start)

    with mock.patch.object(documents, "value_at", counted), mock.patch.object(text, "value_at", counted):
        assert list(FILTER.scan(Pipe(record + b"\n" + OTHER + b"\n"), raw=True)) == [record, OTHER]
    assert trials < 40


@pytest.mark.parametrize("name", ["value", "v\\u0061lue"])
@pytest.mark.parametrize("other", ["1", "null", "{}", '["x"]'])
def test_a_page_is_one_whatever_else_has_the_name(name: str, other: str) -> None:
    page = b'{"value":[' + GOOD + b'],"a":1,"' + name.encode() + b'":' + other.encode() + b"}"
    for data in (page, page + b"\n" + OTHER, OTHER + b"\n" + page + b"\n"):
        kept, bad = same_outcome(FILTER, data)
        assert GOOD in kept
        assert len(bad) == (other == '["x"]')


@pytest.mark.parametrize(("begin", "step", "holder", "end"), [("[", "[1]", "array", "]"), ('{"value":[', "value[1]", "page", "]}")])
@pytest.mark.parametrize("structs", [False, True])
def test_what_is_lost_of_a_broken_page_is_said(begin: str, step: str, holder: str, end: str, structs: bool) -> None:
    for between in ("", "\n", "\n  "):
        lines = [GOOD.decode(), '{"id":"n3" "x"}', OTHER.decode() + between.strip(" ") + end]
        data = (begin + between + f",{between}".join(lines) + "\n").encode() + GOOD + b"\n]\n"
        kept, bad = outcome(FILTER, data, structs=structs)
        assert kept == ([GOOD, OTHER, GOOD] if between == "\n" else [GOOD, GOOD])
        assert (
            f": {step}: broken JSON: expecting ',' delimiter at character 12; items after it in the {holder} may be missing"
            in bad[0]
        )
        assert len(bad) == 1


def test_what_comes_after_the_items_of_a_page_is_not_the_fault_of_the_last() -> None:
    kept, bad = same_outcome(FILTER, b'{"value":[' + GOOD + b'],"odata.nextLink":x}\n' + OTHER + b"\n")
    assert kept == [GOOD, OTHER]
    assert [said.startswith("<file>:1: broken JSON: ") for said in bad] == [True]
