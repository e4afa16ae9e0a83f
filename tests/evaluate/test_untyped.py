"""Filters without a schema, or with one of another service: the values of a node decide what is compared."""

from __future__ import annotations

from typing import Any

import pytest

from odatanodes import Filter, ODataCheckError
from odatanodes.evaluate import EvaluationError
from tests.kit.predicates import generated, predicate
from tests.kit.reference import FailedError, Reference
from tests.kit.shop import SHOP

UNTYPED: tuple[tuple[str, dict[str, Any], bool], ...] = (
    ("when lt 2025-11-22T22:22:27Z", {"when": "2025-11-22T23:22:26+01:00"}, True),
    ("2025-11-22T22:22:27Z gt when", {"when": "2025-11-22T22:22:26Z"}, True),
    ("a/b eq null", {}, True),
    ("a/b/c ne 'x'", {"a": {"b": None}}, True),
    ("n eq 0.1", {"n": 0.1}, True),
    ("n gt 1", {"n": 1.5}, True),
    ("n gt m", {"n": 2, "m": 1.5}, True),
    ("s eq t", {"s": "A", "t": "A"}, True),
    ("flag", {"flag": True}, True),
    ("flag eq false", {"flag": False}, True),
    ("day eq 2025-11-22", {"day": "2025-11-22"}, True),
    ("year(day) eq 2025 and month(when) eq 11", {"day": "2025-01-02", "when": "2025-11-22T22:22:27Z"}, True),
    ("lasts gt duration'PT1H'", {"lasts": "PT61M"}, True),
    ("'b' in tags and tags/any(t:startswith(t,'a'))", {"tags": ["ab", "b"]}, True),
    ("tags/$count eq 2 and length(tags) eq 2", {"tags": ["ab", "b"]}, True),
    ("[a,b] in [[1,2],[3,4]]", {"a": 3, "b": 4}, True),
    ("a eq b", {"a": {"x": [1]}, "b": {"x": [1]}}, True),
    ("when add duration'PT1H' gt 2025-01-01T00:30:00Z", {"when": "2025-01-01T00:00:00Z"}, True),
    ("end sub when eq duration'PT1H'", {"when": "2025-01-01T00:00:00Z", "end": "2025-01-01T01:00:00Z"}, True),
    ("when add lasts lt 2025-01-01T00:30:00Z", {"when": "2025-01-01T00:00:00Z", "lasts": "PT1M"}, True),
    ("lasts mul 2 eq duration'PT2H' and -lasts lt duration'PT0S'", {"lasts": "PT1H"}, True),
    ("totalseconds(lasts add lasts) eq 7200", {"lasts": "PT1H"}, True),
    ("year(day add duration'P1D') eq 2025", {"day": "2024-12-31"}, True),
    ("ref eq 01234567-89ab-cdef-0123-456789abcdef", {"ref": "01234567-89AB-CDEF-0123-456789ABCDEF"}, True),
)
UNTYPED_WRONG = (
    ("n eq 5", {"n": "five"}),
    ("n ne 5", {"n": "five"}),
    ("n eq 1", {"n": True}),
    ("s eq 'x'", {"s": 5}),
    ("flag", {"flag": "yes"}),
    ("not flag", {"flag": 0}),
    ("when lt 2025-11-22T22:22:27Z", {"when": "soon"}),
    ("a lt b", {"a": "x", "b": 1}),
    ("a add b gt 1", {"a": "x", "b": 1}),
    ("tags/any()", {"tags": "x"}),
    ("a/b eq 1", {"a": 1}),
    ("length(a) eq 1", {"a": 1}),
    ("day add duration'P1D' gt 2025-01-01", {"day": "2025-02-30"}),
    ("-s eq 1", {"s": "x"}),
)


@pytest.mark.parametrize("make", [predicate, generated])
def test_without_a_schema_values_decide(make: Any) -> None:
    for text, node, wanted in UNTYPED:
        assert make(text, None, "odata").matches(node) is wanted, text
    for text, node in UNTYPED_WRONG:
        with pytest.raises(EvaluationError):
            make(text, None, "odata").matches(node)


NUMERIC = ("length(x)", "items/$count", "year(y)", "cast(n,Edm.Int32)", "cast(n,Edm.Double)", "totalseconds(cast(d,Edm.Duration))")
OTHERS = (
    *("'a'", "true", "2025-01-01", "2025-01-01T00:00:00Z", "12:00:00", "duration'P1D'", "binary'AAAA'", "Ns.E'a'", "[1,2]"),
    "01234567-89ab-cdef-0123-456789abcdef",
)
MIXED = {"x": "abc", "items": [1], "y": "2025-01-01", "n": 3, "d": "PT3S"}


@pytest.mark.parametrize("operand", NUMERIC)
@pytest.mark.parametrize("literal", OTHERS)
def test_a_number_beside_another_kind_of_literal_is_an_error(operand: str, literal: str) -> None:
    texts = [f"{operand} {op} {literal}" for op in ("eq", "ne", "lt", "le", "gt", "ge")]
    texts += [f"{literal} gt {operand}", f"{operand} in ({literal},{literal})", f"not ({operand} ge {literal})"]
    for text in texts[: -2 if literal.startswith("[") else None]:
        try:
            expr = Filter(text, None).expr
        except ODataCheckError:  # what no value of the operand can make right is refused at once
            continue
        with pytest.raises(FailedError):
            Reference(MIXED, case_sensitive=True).matches(expr)
        for make in (predicate, generated):
            with pytest.raises(EvaluationError, match="cannot be compared"):
                make(text, None, "odata").matches(MIXED)


UNORDERED = ("b lt binary'AAAA'", "binary'AAAA' ge b", "e le Ns.E'a'", "t gt [1,2]", "[1,2] ge t")


@pytest.mark.parametrize("text", UNORDERED)
def test_what_has_no_order_is_an_error(text: str) -> None:
    node = {"b": "AAAA", "e": "a", "t": [1, 2]}
    with pytest.raises(FailedError):
        Reference(node, case_sensitive=True).matches(Filter(text, None).expr)
    for make in (predicate, generated):
        with pytest.raises(EvaluationError, match="has no order"):
            make(text, None, "odata").matches(node)


def test_flags_and_other_types() -> None:
    node = {
        "Name": "x",
        "Style": "Yellow,Solid",
        "Size": "Big",
        "Price": 0.1,
        "Weight": 2,
        "Stock": "9007199254740993",
        "Ref": "01234567-89ab-cdef-0123-456789abcdef",
        "Born": "2024-02-29",
        "Opens": "08:30:00.5",
        "Lasts": "PT1H",
        "Tags": ["a", "B"],
    }
    for text in (
        "Style has Shop.Pattern'Yellow'",
        "Style has Shop.Pattern'Yellow,Solid'",
        "not (Style has Shop.Pattern'Dotted')",
        "Style eq Shop.Pattern'Solid,Yellow'",
        "Size ne Shop.Size'Small'",
        "Price eq 0.1 and Price lt 0.10000000000000000001",
        "Weight eq 2.0 and Weight divby 4 eq 0.5",
        "Stock eq 9007199254740993",
        "Ref eq 01234567-89AB-CDEF-0123-456789abcdef",
        "Born add duration'P1D' eq 2024-03-01 and day(Born) eq 29",
        "Opens gt 08:30:00 and minute(Opens) eq 30",
        "Lasts eq duration'PT60M' and totalseconds(Lasts) eq 3600",
        "Tags/any(t:t eq 'B') and 'a' in Tags",
        "Data eq null and not (Data ne null)",
    ):
        for make in (predicate, generated):
            assert make(text, SHOP, "odata").matches(node), text
