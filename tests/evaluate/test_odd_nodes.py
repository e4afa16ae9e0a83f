"""Nodes as no service sends them: numbers without end, values nested without end, mappings that make up what they lack."""

from __future__ import annotations

import copy
import datetime
import json
from collections import UserString, defaultdict
from decimal import Decimal
from typing import Any

import pytest

from odatanodes import Filter, Select
from odatanodes.diagnostics import ODataError
from odatanodes.evaluate import EvaluationError, MissingPropertyError
from tests.kit.predicates import generated, predicate

BIG = 10**5000


def nested(kind: type[Any], levels: int = 5000) -> Any:
    value: Any = "core"
    for _ in range(levels):
        value = {"a": value} if kind is dict else kind([value])
    return value


def itself() -> Any:
    node: dict[str, Any] = {"id": "n1"}
    node["x"] = [node]
    return node


WRONG: list[tuple[str, str, dict[str, Any], str]] = [
    ("a long number", "x eq 'a'", {"x": BIG}, "some 5,000 digits"),
    ("a long dividend", "x mod 0 eq 1", {"x": BIG}, "some 5,000 digits"),
    ("a long id", "x eq 'a'", {"x": 1, "id": BIG}, "some 5,000 digits"),
    ("a long date", "x lt 2025-01-01", {"x": "1" * 5000 + "-01-01"}, "is '1111"),
    ("deep objects", "x eq 'a'", {"x": nested(dict)}, "is {'a': {'a'"),
    ("deep lists", "x eq 'a'", {"x": nested(list)}, r"is \[\[\["),
    ("deep tuples", "x eq 'a'", {"x": nested(tuple)}, r"is \(\(\("),
    ("a deep id", "x eq 'a'", {"x": 1, "id": nested(list)}, r"item \[\[\["),
    ("deep lists compared", "x eq y", {"x": nested(list), "y": nested(list)}, "nested too deeply"),
    ("deep lists counted", "length(x) eq 1", {"x": nested(list)}, "nested too deeply"),
    ("deep subsets", "hassubset(x,y)", {"x": [nested(dict)], "y": [nested(dict)]}, "nested too deeply"),
    ("itself", "x eq 'a'", itself(), r"is \[\{"),
    ("half a pair", "x eq 1", {"x": "\ud800"}, "not a number"),
    ("another string", "x eq 1", {"x": UserString("a")}, "UserString"),
    ("a long list", "x eq 'a'", {"x": list(range(10**6))}, r"is \[0, 1"),
]


@pytest.mark.parametrize(("text", "node", "message"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_errors_of_odd_values_are_short(text: str, node: dict[str, Any], message: str) -> None:
    for make in (predicate, generated):
        with pytest.raises(EvaluationError, match=message) as caught:
            make(text, None, "odata").matches(node)
        assert len(str(caught.value)) < 1000
        assert not make(text, None, "odata", on_error="exclude").matches(node)
    traced = Filter(text, None).trace(node)
    assert traced.error is not None
    assert len(str(traced)) < 1000


FOUND: list[tuple[str, dict[str, Any]]] = [
    ("x gt 1 and x gt 1.5 and x ne 1 and not (x in (1,2.5))", {"x": BIG}),
    ("length(cast(x,Edm.String)) eq 5001", {"x": BIG}),
    ("startswith(cast(x mul -10,Edm.String),'-1000')", {"x": BIG}),
    ("length(cast(cast(x,Edm.Date),Edm.String)) eq 4206", {"x": "9" * 4200 + "-12-31"}),
    ("length(cast(cast(x,Edm.Duration) mul 10,Edm.String)) eq 4303", {"x": "P" + "9" * 4300 + "D"}),
    ("x ne null and x/a ne null", {"x": nested(dict)}),
    ("x gt 1.5", {"x": Decimal("1e999999")}),
    ("x eq 'a' and x lt 'b' and startswith(x,'a') and x in ('a','b') and length(cast(x,Edm.String)) eq 1", {"x": UserString("a")}),
    ("x eq '\ue000' or y eq 1", {"x": "\ud800", "y": 1}),
]


@pytest.mark.parametrize(("text", "node"), FOUND, ids=[text for text, _ in FOUND])
def test_odd_values_are_compared(text: str, node: dict[str, Any]) -> None:
    for make in (predicate, generated):
        assert make(text, None, "odata").matches(node)
    traced = Filter(text, None).trace(node)
    assert traced.matched
    json.dumps(traced.to_dict())
    assert len(str(traced)) < 2000


def test_a_projection_copies_as_deep_as_python_goes() -> None:
    shallow = {"x": nested(dict, 50), "y": nested(list, 50), "z": 1}
    assert Select("x,y", None).apply(shallow) == {"x": shallow["x"], "y": shallow["y"]}
    for deep in (nested(dict), nested(list)):
        for text in ("x", "*", "x/a/b"):
            if isinstance(deep, dict) and text == "x/a/b":
                continue
            with pytest.raises(ODataError, match="nested too deeply"):
                Select(text, None).apply({"id": "n1", "x": deep})


def test_reading_leaves_a_defaultdict_as_it_is() -> None:
    node: Any = defaultdict(dict, {"id": "n1", "startTaskInfo": defaultdict(dict)})
    before = copy.deepcopy(node)
    for text in (
        "state eq 'idle'",
        "not (state eq 'idle')",
        "state in ('idle','running')",
        "totalTasksRun gt 1",
        "startswith(id,'x') or isDedicated",
    ):
        for make in (predicate, generated):
            lenient = make(text, on_missing="null")
            lenient.matches(node)
            lenient.apply([node])
            if "isDedicated" not in text:
                with pytest.raises(MissingPropertyError):
                    make(text).matches(node)
    for text in ("startTaskInfo/state eq 'running'", "startTaskInfo/exitCode eq 1"):
        for make in (predicate, generated):
            make(text, on_missing="null").matches(node)
    Filter("isDedicated").trace(node)
    Select("state,startTaskInfo/state").apply(node)
    assert node == before


def test_no_schema_has_the_time_of_a_naive_datetime() -> None:
    with pytest.raises(EvaluationError, match="which zone"):
        predicate("x lt 2025-01-01T00:00:00Z", None, "odata").matches({"x": datetime.datetime(2025, 1, 1)})
