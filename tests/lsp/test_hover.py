"""Hover: the text for the thing under the pointer."""

from __future__ import annotations

import pytest

from odatanodes.diagnostics.rules import catalogue
from odatanodes.functions.meanings import WORD_MEANINGS
from odatanodes.functions.table import FUNCTIONS
from odatanodes.lsp.hover import hover
from odatanodes.lsp.pages import function_page, rule_page
from odatanodes.parse import tables
from tests.kit.lsp import PYTHON, written


def said(text: str, name: str = "a.odata", api: str | None = None) -> tuple[str, str]:
    document, offset = written(text, name, api=api)
    found = hover(document, offset)
    return ("", "") if found is None else (document.source.text[slice(*found[0])], found[1])


@pytest.mark.parametrize(
    ("text", "word", "parts"),
    [
        (
            "st¦ate eq 'idle'",
            "state",
            ["**state**: Edm.String, never null", "`'idle'`", "filterable by `list-nodes` with `eq`, `ne`"],
        ),
        ("¦vmSize eq 'a'", "vmSize", ["Edm.String", "not filterable by `list-nodes`", "400"]),
        ("startTaskInfo/exit¦Code gt 3", "exitCode", ["**startTaskInfo/exitCode**: Edm.Int32, may be null", "`ge`"]),
        ("start¦TaskInfo/exitCode gt 3", "startTaskInfo", ["BatchStartTaskInfo", "`exitCode`"]),
        ("err¦ors/any(e: e/code eq 'a')", "errors", ["Collection", "errors/any", "`errorDetails`"]),
        ("errors/any(e: e/co¦de eq 'a')", "code", ["**errors/code**: Edm.String"]),
        ("errors/any(e: ¦e/code eq 'a')", "e", ["an item of `errors`", "BatchNodeError"]),
        ("errors/a¦ny(e: e/code eq 'a')", "any", ["**any**", "for an item of a collection"]),
        ("errors/$co¦unt gt 1", "$count", ["how many items"]),
        ("state e¦q 'idle'", "eq", ["**eq**", "null equals null only"]),
        ("state eq 'idle' AN¦D id eq 'a'", "AND", ["**and**", "ODN408"]),
        ("start¦swith(id, 'a')", "startswith", ["startswith(String, String): Boolean", "begins with", "5.1.1.5.6"]),
        ("substring(id, 1) eq 'a' and sub¦string(id, 1) eq 'a'", "substring", ["substring(String, Integer, [Integer]): String"]),
        ("state eq 'i¦dle'", "'idle'", ["**'idle'**: a value of `state`"]),
        ("state eq 'ID¦LE'", "'IDLE'", ["**'idle'**"]),
        ("state in ('idle', 'run¦ning')", "'running'", ["**'running'**"]),
        ("state eq 'id¦el'", "'idel'", ["no value of `state`", "**ODN304**: no such enumeration value", "bad:", "good:"]),
        ("lastBootTime gt Date¦Time'2025-01-01T00:00:00Z'", "DateTime'2025-01-01T00:00:00Z'", ["Edm.DateTimeOffset"]),
        ("id eq guid'not¦ one'", "", []),
        ("totalTasksRun gt 1¦2", "12", ["Edm.Int32"]),
        ("lastBootTime eq n¦ull", "null", ["no value"]),
        ("st¦at eq 'idle'", "stat", ["**ODN201**: no such property"]),
        ("# odatanodes: ignore[ODN¦402]\nid eq 'a'", "ODN402", ["**ODN402**"]),
        ("state eq foo bar and exit¦Code gt 1", "exitCode", []),
        ("a b c and last¦BootTime gt 1", "lastBootTime", ["Edm.DateTimeOffset"]),
        ("select: id,startTaskInfo/ex¦itCode", "exitCode", ["Edm.Int32, may be null"]),
    ],
)
def test_what_is_said(text: str, word: str, parts: list[str]) -> None:
    about, page = said(text)
    if parts:
        assert about == word
    for part in parts:
        assert part in page


@pytest.mark.parametrize("text", ["state¦ eq 'idle'", "state eq 'idle'¦", "# com¦ment", "id eq 'a¦b'", "¦\nstate eq 'idle'"])
def test_nothing_is_said(text: str) -> None:
    assert said(text) == ("", "")


def test_in_programs() -> None:
    assert said(PYTHON + "c.list_tasks('j', filter=\"execution¦Info/exitCode eq 1\")", "a.py")[0] == "executionInfo"
    page = said(PYTHON + "c.list_jobs(filter=f\"st¦ate eq '{x}'\")", "a.py")[1]
    assert "`list-jobs` with `eq`, `ne`" in page
    assert "`list-jobs-in-job-schedule` with" in page
    assert said(PYTHON + "c.list_jobs(filter=f\"state eq '{na¦me}'\")", "a.py")[1].startswith("`{name}` is put in by the program")


def test_a_name_that_is_a_word_of_the_language() -> None:
    assert "**and**" in said("state eq 'idle' a¦nd id eq 'a'")[1]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_has_a_meaning_that_is_shown(name: str) -> None:
    assert FUNCTIONS[name].meaning in function_page(FUNCTIONS[name])


def test_there_are_no_meanings_of_what_there_is_not() -> None:
    assert all(function.meaning for function in FUNCTIONS.values())
    assert set(WORD_MEANINGS) <= set(tables.WORDS)
    operators = {word for word in tables.WORDS if word.isalpha() and word.islower()}
    options = {"as", "asc", "compute", "count", "desc", "filter", "orderby", "select", "skip", "top"}
    assert operators - options <= set(WORD_MEANINGS)


def test_every_rule_has_a_page() -> None:
    for rule in catalogue().values():
        page = rule_page(rule)
        assert rule.title in page
        assert rule.good in page
