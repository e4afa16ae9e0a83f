"""Strings beyond a prefix, and strings that contain others."""

from __future__ import annotations

import pytest

from odatanodes.decide.text import beyond, combined


@pytest.mark.parametrize(
    ("prefix", "fold", "expected"),
    [
        ("ab", False, "ac"),
        ("@", False, "A"),
        ("@", True, "["),
        ("a\U0010ffff", True, "b"),
        ("\U0010ffff", True, None),
        ("", True, None),
    ],
)
def test_the_first_string_beyond_a_prefix(prefix: str, fold: bool, expected: str | None) -> None:
    assert beyond(prefix, fold=fold) == expected


def test_folded_characters_stay_when_folded_again() -> None:
    assert [code for code in range(0x110000) if chr(code).casefold().casefold() != chr(code).casefold()] == []


def test_too_many_texts_to_contain() -> None:
    assert combined(set(), set(), {f"{letter}1" for letter in "abcdefghijklmnop"}, set(), fold=True) is None
