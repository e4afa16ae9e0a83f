"""Values that no literal writes: refused where they come in, never written as something else."""

from __future__ import annotations

import datetime
import pickle
from collections import UserString
from decimal import Decimal
from typing import Any

import pytest

from odatanodes import Filter, edm, node, validate
from odatanodes.ast import Literal
from odatanodes.filter.explain import explain
from odatanodes.filter.parameters import ParameterError
from odatanodes.serialize import to_text

BIG = 10**4300
UNWRITABLE: list[tuple[str, Any, str]] = [
    ("a NaN", Decimal("NaN"), "finite"),
    ("a signalling NaN", Decimal("sNaN"), "finite"),
    ("no end", Decimal("-Infinity"), "finite"),
    ("a large exponent", Decimal("1e999999"), "4,300 digits"),
    ("a small exponent", Decimal("1e-999999"), "4,300 digits"),
    ("a long decimal", Decimal("1." + "1" * 4300), "4,300 digits"),
    ("a long integer", BIG, "4,300 digits"),
    ("a long negative integer", -BIG, "4,300 digits"),
    ("half a pair", "a\ud800", "surrogate"),
    ("half a pair at the end", "é\udfff", "surrogate"),
    ("month 13", edm.Date(2025, 13, 1), "month 13"),
    ("month 0", edm.Date(2025, 0, 1), "month 0"),
    ("day 0", edm.Date(2025, 1, 0), "day 0"),
    ("day 32 of an instant", edm.DateTimeOffset(edm.Date(2025, 1, 32), 0), "day 32"),
    ("a long year", edm.Date(BIG, 1, 1), "4,300 digits"),
    ("a long duration", edm.Duration(BIG), "4,300 digits"),
    ("before the day", edm.TimeOfDay(-1), "86,400 seconds"),
    ("after the day", edm.TimeOfDay(edm.DAY + edm.PICO), "86,400 seconds"),
    ("an instant before its day", edm.DateTimeOffset(edm.Date(2025, 1, 1), -1), "86,400 seconds"),
    ("a zone of a day", edm.DateTimeOffset(edm.Date(2025, 1, 1), 0, 24 * 60), "1440 minutes"),
    ("a text as SRID", edm.Geo("geography", "0;Point(1 2)' or true or x eq geography'SRID=0", "Point(1 2)"), "SRID"),  # type: ignore[arg-type]
    ("a long SRID", edm.Geo("geography", 100_000, "Point(1 2)"), "SRID"),
    ("a family", edm.Geo("geo' or '", 0, "Point(1 2)"), "family"),
    ("a shape", edm.Geo("geometry", 0, "Point(1 2)' or true or x eq geography'SRID=0;Point(1 2)"), "well-known text"),
    ("an enumeration without namespace", edm.EnumValue("Color", ("Red",)), "namespace"),
    ("an enumeration with a quote", edm.EnumValue("Ns.Color' or true or x eq Ns.Color", ("Red",)), "namespace"),
    ("a member with a quote", edm.EnumValue("Ns.Color", ("Red' or true",)), "names or numbers"),
    ("no members", edm.EnumValue("Ns.Color", ()), "members"),
]
CASES = pytest.mark.parametrize(("value", "why"), [case[1:] for case in UNWRITABLE], ids=[case[0] for case in UNWRITABLE])


@CASES
def test_what_no_literal_writes_is_refused(value: Any, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        edm.from_python(value)
    with pytest.raises(ParameterError, match=why):
        Filter("x eq @p", None).bind(p=value)
    with pytest.raises(ParameterError, match=why):
        Filter("x in @p", None).bind(p=[1, value])
    with pytest.raises(ValueError, match=why):
        _ = node.id == value
    for dialect in ("odata4", "batch"):
        with pytest.raises(ValueError, match=why):
            to_text(Literal(value), dialect)
    assert len(repr(Literal(value))) < 20_000
    assert len(explain(Literal(value))) < 200


def test_the_largest_and_smallest_are_written() -> None:
    for value in (
        BIG - 1,
        1 - BIG // 10,
        Decimal("-" + "9" * 4297),
        Decimal("9." + "9" * 4298),
        Decimal("1e-4298"),
        edm.Date(-(10**4200), 12, 31),
        edm.Duration(-(10**4200)),
        edm.DateTimeOffset(edm.Date(2025, 1, 1), edm.DAY, -1439),
        edm.Geo("geography", 99_999, "GeometryCollection(Point(1 2),LineString(1 2,-3.5e7 4))"),
        "\0'😀\ue000",
    ):
        bound = Filter("x eq @p", None).bind(p=value)
        assert Filter(str(bound), None) == bound
        assert pickle.loads(pickle.dumps(bound)) == bound


def test_half_a_pair_in_a_text_is_a_syntax_error() -> None:
    for text in ("x eq '\ud800'", 'x in ["\udc80"]', "x eq 'a' or '\udfff' eq y"):
        found = validate(text, schema=None)
        assert [d.code for d in found] == ["ODN116"]
        assert text[slice(*found[0].span)].encode("utf-8", "surrogatepass")[:1] == b"\xed"


INSTANTS = [
    (datetime.datetime.max, -1, "10000-01-01T00:00:00.999999Z"),
    (datetime.datetime.min, 1, "0000-12-31T23:59:59Z"),
    (datetime.datetime(2025, 1, 1), 3661, "2024-12-31T22:58:59Z"),
]


@pytest.mark.parametrize(("value", "seconds", "text"), INSTANTS)
def test_an_offset_of_seconds_is_taken_off(value: datetime.datetime, seconds: int, text: str) -> None:
    aware = value.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=seconds)))
    assert str(edm.from_python(aware)) == text


STRANGERS = [UserString("a"), bytearray(b"a"), object(), 1j, [[1]], {"a": 1}]


@pytest.mark.parametrize("value", STRANGERS, ids=lambda value: type(value).__name__)
def test_what_is_no_value_is_named(value: object) -> None:
    with pytest.raises(ParameterError, match=f"no EDM type for {type(value[0] if isinstance(value, list) else value).__name__}"):
        Filter("x eq @p", None).bind(p=value)


def test_messages_of_deep_values_are_short() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    for value in (deep, {"a": deep}, [{"a": 1}] * 10**5):
        with pytest.raises(ParameterError) as caught:
            Filter("x eq @p", None).bind(p=value)
        assert len(str(caught.value)) < 500
