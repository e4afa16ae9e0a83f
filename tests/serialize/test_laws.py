"""Law 1: parsing the text of a tree gives the tree back, in both dialects; the text is stable and has no parenthesis to spare."""

from __future__ import annotations

import re
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odatanodes import ast
from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.parse import parse_filter, parse_select
from odatanodes.serialize import to_text, to_url
from tests.kit.laws import DIALECTS, assert_round_trip
from tests.kit.trees import selects, trees

if TYPE_CHECKING:
    from odatanodes.serialize import Dialect

_token = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"|[()]", re.DOTALL)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(tree=trees())
def test_the_text_of_a_filter_parses_back(tree: ast.Expr, dialect: Dialect) -> None:
    assert_round_trip(tree, dialect)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(tree=selects())
def test_the_text_of_a_select_parses_back(tree: ast.SelectList, dialect: Dialect) -> None:
    text = to_text(tree, dialect)
    parsed = parse_select(text)
    assert parsed == tree
    assert to_text(parsed, dialect) == text


@given(tree=trees(3))
def test_no_pair_of_parentheses_is_to_spare(tree: ast.Expr) -> None:
    text = to_text(tree)
    for start, end in _pairs(text):
        shorter = f"{text[:start]} {text[start + 1 : end]} {text[end + 1 :]}"
        try:
            assert parse_filter(shorter) != tree, shorter
        except ODataSyntaxError:
            continue


@given(text=st.text(max_size=20))
def test_any_string_survives_a_literal_and_the_url(text: str) -> None:
    literal = ast.Literal(text)
    assert parse_filter(to_text(literal)) == literal
    if text.isprintable():
        assert urllib.parse.unquote(to_url(literal)) == to_text(literal)


def _pairs(text: str) -> list[tuple[int, int]]:
    """Return the offsets of each pair of parentheses outside strings."""
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    for match in _token.finditer(text):
        if match[0] == "(":
            open_at.append(match.start())
        elif match[0] == ")":
            pairs.append((open_at.pop(), match.start()))
    return pairs
