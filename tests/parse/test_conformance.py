"""The $filter and $select cases of the official OData ABNF suite, and the filters of public Batch programs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from odatanodes.ast import Node
from odatanodes.diagnostics import Diagnostic, ODataSyntaxError
from odatanodes.parse import parse_filter, parse_select
from tests.kit.support import shared

AGGREGATION = "Self.TopProduct()/Sales/aggregate(Amount with sum)"
"""The one text of the aggregation extension, which is another specification."""
BLANKS = " true"
"""Blanks around an expression are accepted here on purpose."""

ELSEWHERE = {
    "x eq 'O'Neil'": "the case is written with %27, of which the suite counts three characters",
    "Products/all()": "the suite reads a call of a function named all first, and fails behind it",
    "Model.Available": "we point at the name that cannot stand alone, the suite behind it",
    **dict.fromkeys(
        ("x eq 24:00:00", "x eq 2011-12-31T24:00Z", "x eq 2011-12-31T24:00:00Z", "x eq 2012-09-03T24:00-03:00"),
        "we underline the whole literal, the suite points at its first wrong character",
    ),
}
"""Where our diagnostic points at another place than the suite, and why."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shared(name).read_text("utf-8").splitlines()]


def read(text: str, option: str) -> Node | Diagnostic:
    try:
        return parse_filter(text) if option == "filter" else parse_select(text)
    except ODataSyntaxError as error:
        (diagnostic,) = error.diagnostics
        return diagnostic


def test_every_case_is_judged_as_the_suite_does() -> None:
    cases = rows("conformance/odata-abnf-expressions.jsonl")
    wrong = [case["text"] for case in cases if isinstance(read(case["text"], case["option"]), Node) != case["valid"]]
    assert sorted(wrong) == sorted([AGGREGATION, BLANKS])
    assert len(cases) == 350


def test_errors_are_found_where_the_suite_finds_them() -> None:
    apart = {}
    for case in rows("conformance/odata-abnf-expressions.jsonl"):
        diagnostic = read(case["text"], case["option"])
        if not case["valid"] and isinstance(diagnostic, Diagnostic):
            counted_from = 5 if "start of the literal" in (case.get("note") or "") else 0
            if diagnostic.span[0] - counted_from != case["fail_at"]:
                apart[case["text"]] = diagnostic.span[0]
    assert set(apart) == set(ELSEWHERE)


def placeholder_free(form: str, text: str) -> bool:
    return not any(mark in text for mark in ("{", "%s", "${")) and " + " not in text and form != "prose"


@pytest.mark.parametrize("option", ["filter", "select"])
def test_filters_of_public_programs(option: str) -> None:
    found = [(row["form"], row[option]) for row in rows("corpora/batch-filters.jsonl") if row.get(option)]
    for form, text in found:
        parsed = read(text, option)
        if placeholder_free(form, text):
            assert isinstance(parsed, Node), (text, parsed)
        elif isinstance(parsed, Diagnostic):
            assert parsed.code == "ODN111", (text, parsed)
    assert found
