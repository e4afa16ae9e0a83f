"""What may stand at an offset: the word being written, the terminals allowed there, what was built to the left, and repairs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from odatanodes import ast
from odatanodes.parse import parse_filter, tables
from odatanodes.parse.expected import Place, place_at
from odatanodes.parse.machine import cut
from odatanodes.strategies import filter_texts
from tests.kit.support import shared

STATE = ast.Member(None, "state")
ERRORS = ast.Member(None, "errors")
OPERAND = {"STRING", "NAME", "LPAR", "NOT", "NULL"}
OPERATOR = {"EQUALITY", "RELATION", "AND", "OR", "$END"}
STEP = {"NAME", "ANY", "ALL", "DOLLAR_COUNT"}


@pytest.mark.parametrize(
    ("text", "word", "expected", "values"),
    [
        ("|", "", OPERAND, []),
        ("sta|te eq 1", "state", OPERAND, []),
        ("state|", "state", OPERAND, []),
        ("state |", "", OPERATOR, ["state"]),
        ("state e|q 'idle'", "eq", OPERATOR, ["state"]),
        ("state eq |", "", OPERAND, [STATE, "eq"]),
        ("state eq '|", "'", OPERAND, [STATE, "eq"]),
        ("state eq 'id|le' and x", "'idle'", OPERAND, [STATE, "eq"]),
        ("state eq '|' and x", "''", OPERAND, [STATE, "eq"]),
        ("state eq 'id| and x eq 'b'", "'id", OPERAND, [STATE, "eq"]),
        ("state eq 'O''|Neil'", "'O''Neil'", OPERAND, [STATE, "eq"]),
        ("state eq 'idle'|", "", OPERATOR, [STATE, "eq", ast.Literal("idle")]),
        ("a eq DateTime'2025|", "DateTime'2025", OPERAND, [ast.Member(None, "a"), "eq"]),
        ("state in ('idle', |", "", {"STRING", "NULL"}, [STATE, "in", "(", [ast.Literal("idle")], ","]),
        ("startswith(|", "", OPERAND, ["startswith", "("]),
        ("errors/|", "", STEP, [ERRORS, "/"]),
        ("errors/$|", "$", STEP, [ERRORS, "/"]),
        ("geo.|", "geo.", OPERAND, []),
        ("errors/any(|", "", {"NAME", "RPAR"}, [ERRORS, "/", "any", "("]),
        # what is not valid where it stands is skipped
        ("foo bar baz and st|", "st", OPERAND, [ast.Member(None, "foo"), "and"]),
        ("id ~ 5 and st|", "st", OPERAND, [ast.Member(None, "id"), "and"]),
        (") state |", "", OPERATOR, ["state"]),
        ("ngt(a) and duration'x' st|", "st", OPERAND, None),
    ],
)
def test_a_place_in_a_filter(text: str, word: str, expected: set[str], values: list[object] | None) -> None:
    place = place_at(text.replace("|", ""), "filter", text.index("|"))
    assert place.written == word
    assert expected <= place.expected
    assert values is None or place.values == values


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("|", "", {"NAME", "STAR"}),
        ("id, sta|", "sta", {"NAME", "STAR"}),
        ("startTaskInfo/|", "", {"NAME"}),
        ("id |", "", {"COMMA", "$END"}),
    ],
)
def test_a_place_in_a_select(text: str, word: str, expected: set[str]) -> None:
    place = place_at(text.replace("|", ""), "select", text.index("|"))
    assert place.written == word
    assert expected <= place.expected


def test_operators_do_not_stand_where_an_operand_is_wanted() -> None:
    assert "EQUALITY" not in place_at("state eq ", "filter", 9).expected
    assert "STRING" not in place_at("state ", "filter", 6).expected


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("errors/any(e: ", {"e": ERRORS}),
        ("errors/any(e: e/code eq 1 and ", {"e": ERRORS}),
        ("errors/any(e: e/values/all(v: v/", {"e": ERRORS, "v": ast.Member(ast.Var("e"), "values")}),
        ("errors/any(e: e/code eq 1) and ", {}),
        ("errors/any(", {}),
    ],
)
def test_the_variables_in_scope(text: str, variables: dict[str, ast.Expr]) -> None:
    assert place_at(text, "filter", len(text)).variables == variables


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("state ", STATE),
        ("state eq 'a' ", ast.Compare("eq", STATE, ast.Literal("a"))),
        ("not state ", ast.Not(STATE)),
        ("a and state ", STATE),
        ("state eq ", None),
        ("(state ", STATE),
    ],
)
def test_what_an_operator_would_take(text: str, left: ast.Expr | None) -> None:
    assert place_at(text, "filter", len(text)).left_operand == left


@given(filter_texts())
@settings(max_examples=60)
def test_every_token_of_a_filter_may_stand_where_it_stands(text: str) -> None:
    parse_filter(text)
    position = 0
    for blank, token in cut(text):
        start = position + len(blank)
        position = start + len(token)
        known = tables.WORDS.get(token.lower())
        if known is None or not token:
            continue
        place = Place(text, "filter", (start, position))
        assert tables.TERMINALS[known] in place.expected or "NAME" in place.expected


@pytest.mark.parametrize(
    "text", ["~ " * 4000, "and " * 4000, "'a' " * 4000, "(" * 8000, "'" * 8001, '"' * 8001, "a/" * 4000, "x'" * 4000]
)
def test_hostile_text_is_read_a_fixed_number_of_times(text: str) -> None:
    place = place_at(text, "filter", len(text))
    assert place.word[0] <= place.word[1] <= len(text)


def test_every_offset_of_every_case_of_the_standard_has_a_place() -> None:
    import json

    lines = shared("conformance/odata-abnf-expressions.jsonl").read_text(encoding="utf-8").splitlines()
    for case in map(json.loads, lines):
        option = case["option"].strip("$")
        if option in {"filter", "select"}:
            for offset in range(0, len(case["text"]) + 1, 3):
                start, end = place_at(case["text"], option, offset).word
                assert start <= offset <= end
