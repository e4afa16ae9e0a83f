"""Lines and characters of the protocol against offsets, in all three encodings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odatanodes.lsp.documents import Change, changed_text
from odatanodes.lsp.positions import Positions

ENCODINGS = ("utf-8", "utf-16", "utf-32")
SMILE = "\U0001f600"
TEXTS = st.text(st.sampled_from(["a", "'", "é", "€", SMILE, "\n", "\r", "\u2028", "\x0b", "\x85", "\ud800"]), max_size=12)


@pytest.mark.parametrize(
    ("encoding", "line", "character", "offset"),
    [
        ("utf-16", 0, 4, 3),  # a😀'|
        ("utf-8", 0, 6, 3),
        ("utf-32", 0, 3, 3),
        ("utf-16", 0, 2, 1),  # in the middle of the pair: before it
        ("utf-8", 0, 3, 1),
        ("utf-16", 0, 99, 4),  # behind the line: its end
        ("utf-16", 1, 0, 6),
        ("utf-16", 1, 99, 9),  # U+2028 ends no line here
        ("utf-16", 2, 0, 10),
        ("utf-16", 9, 9, 10),  # behind the text: its end
    ],
)
def test_positions_of_astral_characters_and_odd_line_ends(encoding: str, line: int, character: int, offset: int) -> None:
    assert Positions(f"a{SMILE}'x\r\nb\u2028c\n", encoding).offset(line, character) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
@settings(max_examples=40)
def test_there_and_back(encoding: str, text: str) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        line, character = positions.position(offset)
        inside_end = text[offset - 1 : offset + 1] == "\r\n"  # no position of the protocol: the end of the line stands for it
        assert positions.offset(line, character) == offset - inside_end


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, new=TEXTS, data=st.data())
@settings(max_examples=40)
def test_a_change_of_a_range_is_a_change_of_the_text(encoding: str, text: str, new: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    if any(text[at - 1 : at + 1] == "\r\n" for at in (start, end)):
        return
    positions = Positions(text, encoding)
    change = Change(new, positions.position(start), positions.position(end))
    assert changed_text(text, [change], encoding) == text[:start] + new + text[end:]


def test_changes_count_one_after_the_other() -> None:
    changes = [Change("b", (0, 1), (0, 1)), Change("", (0, 0), (0, 1)), Change("c", (0, 1), (0, 1))]
    assert changed_text("a", changes, "utf-16") == "bc"
    assert changed_text("a", [Change("x"), Change("y", (0, 0), (0, 0))], "utf-16") == "yx"
    assert changed_text("ab", [Change("x", (0, 2), (0, 1))], "utf-16") == "abx"  # a range that ends before it begins is empty
