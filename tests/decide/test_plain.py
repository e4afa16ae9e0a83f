"""The plain form of conditions has the same value for every node, and decides what the original does not."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odatanodes import Filter, ast
from odatanodes.decide.plain import plain
from odatanodes.decide.term import Settings
from odatanodes.diagnostics import ODataError
from odatanodes.evaluate import value_function
from odatanodes.runtime import Rules
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import EntityType
from odatanodes.strategies import expressions, objects

SETTINGS = Settings(fold=True, trust=False, ticks=True)
RULES = Rules("batch", "null")
A, B = "t:t/jobId eq 'a'", "t:t/taskId eq 'b'"
BOTH, EITHER = f"{A} and {B[2:]}", f"{A} or {B[2:]}"
PAIRS = [
    ("recentTasks/$count gt 0", "recentTasks/any()"),
    ("recentTasks/$count eq 0", "not recentTasks/any()"),
    (f"recentTasks/any({EITHER})", f"recentTasks/any({A}) or recentTasks/any({B})"),
    (f"recentTasks/all({BOTH})", f"recentTasks/all({A}) and recentTasks/all({B})"),
    ("date(lastBootTime) eq 2025-01-02", "lastBootTime ge 2025-01-02T00:00:00Z and lastBootTime lt 2025-01-03T00:00:00Z"),
    ("date(lastBootTime) ne 2025-01-02", "not (date(lastBootTime) eq 2025-01-02)"),
    ("year(allocationTime) eq 2025", "allocationTime ge 2025-01-01T00:00:00Z and allocationTime lt 2026-01-01T00:00:00Z"),
    ("year(allocationTime) le 2024", "date(allocationTime) lt 2025-01-01"),
    ("2024 lt year(allocationTime)", "allocationTime ge 2025-01-01T00:00:00Z"),
    ("tolower(vmSize) eq 'a'", "vmSize eq 'A'"),
    ("startswith(tolower(vmSize),'a')", "startswith(vmSize,'A')"),
    ("tolower(vmSize) in ('a','b')", "vmSize in ('A','B')"),
    ("totalTasksRun add 1 gt 5", "totalTasksRun gt 4"),
    ("10 sub totalTasksRun gt 5", "totalTasksRun lt 5"),
    ("case(isDedicated:true,true:false)", "isDedicated"),
    ("case(isDedicated:state eq 'idle',true:false)", "isDedicated eq true and state eq 'idle'"),
]
DIFFERENT = [
    ("toupper(vmSize) eq 'I'", "vmSize eq 'I'"),
    ("year(lastBootTime) ne 2025", "lastBootTime lt 2025-01-01T00:00:00Z or lastBootTime ge 2026-01-01T00:00:00Z"),
    ("not case(isDedicated:true,true:false)", "not isDedicated"),
    (f"recentTasks/any({BOTH})", f"recentTasks/any({A}) and recentTasks/any({B})"),
    ("recentTasks/$count gt 1", "recentTasks/any()"),
    ("totalTasksRun add 1 gt 5", "totalTasksRun gt 5"),
]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_these_are_equivalent(first: str, second: str) -> None:
    assert Filter(first).equivalent(Filter(second)).answer is True


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_these_are_not(first: str, second: str) -> None:
    assert Filter(first).equivalent(Filter(second)).answer is not True


def test_in_other_schemas_instants_have_offsets_and_case_counts() -> None:
    one, other = (Filter(text, semantics="odata") for text in ("tolower(vmSize) eq 'a'", "vmSize eq 'a'"))
    assert one.equivalent(other).answer is not True
    day, span = PAIRS[4]
    sensors = EntityType("Sensor", BATCH_NODE.properties, "id")
    assert Filter(day, sensors).equivalent(Filter(span, sensors)).answer is not True


def test_a_case_in_the_condition_of_a_case_does_not_grow_at_each_level() -> None:
    text = "isDedicated"
    for _ in range(40):
        text = f"case({text}:true,true:false)"
    one, other = (Filter(f"{text} and totalTasksRun eq {number}") for number in (1, 2))
    assert sum(1 for _ in ast.walk(plain(one.expr, SETTINGS))) < 1000
    assert one.equivalent(other, deadline=0.2).answer is not True


def value(expr: Any, node: dict[str, Any]) -> object:
    try:
        return value_function(expr, BATCH_NODE, RULES)(node)
    except ODataError:
        return ...


EXPRESSIONS = expressions(without=("now",)) | st.sampled_from([Filter(text).expr for pair in PAIRS + DIFFERENT for text in pair])


@settings(max_examples=200)
@given(EXPRESSIONS, st.data())
def test_the_plain_form_has_the_same_value(expr: Any, data: st.DataObject) -> None:
    only = Filter(expr, on_missing="null").paths
    node = data.draw(objects(only=only, odd=False, missing=True))
    expected = value(expr, node)
    assert expected in (..., value(plain(expr, SETTINGS), node))


def test_small_letters_are_the_same_where_case_does_not_count() -> None:
    letters = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point < 0xE000]
    assert [letter for letter in letters if letter.lower().casefold() != letter.casefold()] == []
    assert "ΑΣ".lower().casefold() == "ΑΣ".casefold()
