"""White space between and inside records: any amount, without extra time or memory."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import Filter
from odatanodes.scan import documents, json_text, text
from odatanodes.scan.matcher import Matcher
from odatanodes.scan.shape import Shape
from odatanodes.scan.structs import structs
from tests.kit.scanning import outcome, query_of, same_outcome

if TYPE_CHECKING:
    from odatanodes.scan.record import BadRecord

IDLE = Filter("state eq 'idle'")
RECORD = b'{"id":"n1","state":"idle"}'
OTHER = b'{"id":"n2","state":"running"}'
BROKEN = b'{"id":"n3","state":nonsense}'


@pytest.mark.parametrize("blanks", [b"\n", b"\r\n", b" \n", b"\t \r\n", b"\n\n\n"])
@pytest.mark.parametrize("count", [1, 7, 5000])
def test_blank_lines_between_records(blanks: bytes, count: int) -> None:
    between = b"\n" + blanks * count
    kept, [bad] = same_outcome(IDLE, between.join([RECORD, OTHER, RECORD, BROKEN, RECORD]))
    assert kept == [RECORD] * 3
    line = 1 + 3 * between.count(b"\n")
    assert bad.startswith(f"<file>:{line}: broken JSON")
    assert f"(record at byte {len(RECORD) * 2 + len(OTHER) + 3 * len(between):,})" in bad


@pytest.mark.parametrize("form", ["structs", "dicts"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n\n", b" \n\t\n"])
def test_lines_with_blanks_are_still_tested_at_once(form: str, end: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Matcher, "_one_by_one")
    data = end.join([RECORD, OTHER] * 50) + end
    assert outcome(IDLE, data, structs=form == "structs") == ([RECORD] * 50, [])


@pytest.mark.parametrize("structs", [False, True])
@pytest.mark.parametrize(
    ("begin", "between", "end"), [(b"", b"", b""), (b"[", b",", b"]"), (b'{"value":[', b" \n,", b"] }"), (b"\n", b"\n", b"\n")]
)
def test_any_amount_of_white_space_between_records(
    begin: bytes, between: bytes, end: bytes, structs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (text, documents):
        monkeypatch.setattr(module, "LARGEST", 100_000)
    for space in (b" ", b"\n", b"\r\n"):
        much = space * 300_000
        data = begin + much + RECORD + much + between + much + RECORD + much + end + much + OTHER + b"\n" + RECORD
        assert outcome(IDLE, data, structs=structs) == ([RECORD] * 3, [])


@pytest.mark.parametrize("data", [b'{"id":%s"n1","state":"idle"}', b'{"id":"n1","state":"idle"%s}', b'{"value":%s[]}'])
def test_a_record_with_too_much_inside_is_a_bad_one(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, documents):
        monkeypatch.setattr(module, "LARGEST", 100_000)
    met: list[BadRecord] = []
    assert list(IDLE.scan(BytesIO(data % (b" " * 300_000) + b"\n" + RECORD), on_bad_record=met.append, raw=True)) == [RECORD]
    assert "a record of more than" in str(met[0])


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=15,
)
TRICKY = st.text(alphabet='"\\ :,{}[]\n\u00e9\ud800n', max_size=12)


@given(st.dictionaries(TRICKY, TRICKY | JSON, min_size=1), st.sampled_from([0, 1, 4, "\t"]), st.booleans())
def test_a_record_on_one_line_has_the_same_tokens(value: Any, indent: int | str, ascii_only: bool) -> None:
    """Both ways to remove white space give the compact JSON of the same value."""
    if not ascii_only:
        value = json.loads(json.dumps(value).replace("\\ud800", "x"))
    written = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode()
    compact = json.dumps(value, separators=(",", ":"), ensure_ascii=ascii_only).encode()
    found = structs(Shape())
    assert json_text.on_one_line(written) == compact
    assert found is None or found.on_one_line(written) == compact


@pytest.mark.parametrize("structs", [False, True])
@pytest.mark.parametrize("data", [RECORD * 3, b"\n".join([RECORD] * 3), b"[%s]" % b",".join([RECORD] * 3), b" [\n%s\n]" % RECORD])
def test_counting_makes_nothing_of_the_records(structs: bool, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "on_one_line", None)
    matcher = query_of(IDLE, counts=True).matcher()
    monkeypatch.setattr(matcher, "_on_one_line", None)
    kept, bad = outcome(IDLE, data, structs=structs, counts=True)
    assert (len(kept), bad) == (data.count(b"idle"), [])
