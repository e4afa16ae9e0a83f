"""The table of functions: one row is all that the rest of the package needs to know of a function."""

from __future__ import annotations

import pytest

from odatanodes import Filter
from odatanodes.functions import strings
from odatanodes.functions.table import FUNCTIONS, Function, Signature
from odatanodes.lsp.pages import function_page


@pytest.fixture
def twice(monkeypatch: pytest.MonkeyPatch) -> Function:
    """A function that the standard does not have: a row and an implementation."""
    row = Function("twice", (Signature(("String",), "String"),), "5.1.1.7.9", "the text two times", "strings", "twICE")
    monkeypatch.setitem(FUNCTIONS, "twice", row)
    monkeypatch.setattr(strings, "twice", lambda text: text * 2, raising=False)
    return row


def test_a_row_and_an_implementation_make_a_function(twice: Function) -> None:
    f = Filter("twice(id) eq 'aa' and state eq 'idle'")
    assert f.matches({"id": "a", "state": "idle"})
    assert not f.matches({"id": "b", "state": "idle"})
    assert str(f) == "twICE(id) eq 'aa' and state eq 'idle'"
    assert "the text two times" in function_page(twice)


def test_its_constant_calls_are_computed(twice: Function) -> None:
    assert twice.constant
    assert Filter("state eq twice('id')").plan().filter == "state eq 'idid'"
    assert Filter("startTaskInfo/exitCode gt length(twice('ab'))").plan().filter == "startTaskInfo/exitCode gt 4"


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
def test_rows_are_complete(function: Function) -> None:
    assert function.meaning
    assert function.section.startswith("5.1.1.")
    assert function.spelling.lower() == function.name
    assert (function.evaluate is None) is function.name.startswith("geo.")
    assert function.pushed in {"", "engine", "service"}


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("startTaskInfo/exitCode gt length('abc')", "startTaskInfo/exitCode gt 3"),
        ("startTaskInfo/exitCode lt indexof('abC','c')", "startTaskInfo/exitCode lt 2"),
        ("state eq substring('xidle',1)", "state eq 'idle'"),
        ("startTaskInfo/exitCode eq length(concat('a','bc'))", "startTaskInfo/exitCode eq 3"),
    ],
)
def test_plans_compute_constant_calls(text: str, sent: str) -> None:
    assert Filter(text).plan().filter == sent
