"""How findings are shown, what error objects carry, which names are near."""

from __future__ import annotations

import pickle

import pytest

from odatanodes.base.text import did_you_mean
from odatanodes.diagnostics import (
    Diagnostic,
    Fix,
    ODataCheckError,
    ODataError,
    ODataSyntaxError,
    line_and_column,
    render_concise,
    render_full,
)

STAT = Diagnostic("ODN201", "no property 'stat' on BatchNode", (0, 4), "did you mean 'state'?")

NEAR = [
    ("stat", ["state", "startTask", "url"], ["state"]),
    ("satte", ["state", "startTask"], ["state"]),  # two letters changed places
    ("STATE", ["state"], ["state"]),
    ("idel", ["idle", "deallocated"], ["idle"]),
    ("startTaks", ["startTask", "startTaskInfo"], ["startTask"]),
    ("xyzzy", ["state", "url"], []),
    ("", ["state"], []),
    ("s" * 10_000, ["state"], []),
]


@pytest.mark.parametrize(("name", "candidates", "expected"), NEAR)
def test_did_you_mean(name: str, candidates: list[str], expected: list[str]) -> None:
    assert did_you_mean(name, candidates) == expected


def test_concise() -> None:
    assert render_concise(STAT, "stat eq 'idle'", "filters.odata", (2, 1)) == (
        "filters.odata:2:1: ODN201 no property 'stat' on BatchNode; did you mean 'state'?"
    )


def test_full() -> None:
    assert render_full(STAT, "stat eq 'idle'", "filters.odata", (2, 1)) == (
        "error[ODN201]: no property 'stat' on BatchNode\n"
        " --> filters.odata:2:1\n"
        "  |\n"
        "2 | stat eq 'idle'\n"
        "  | ^^^^\n"
        "  = help: did you mean 'state'?"
    )


def caret(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """Return the source line and the line of carets, both from the first column of the source on."""
    lines = render_full(Diagnostic("ODN101", "m", span), text).split("\n")
    margin = lines[3].index("|") + 2
    return lines[3][margin:], lines[4][margin:]


CARETS = [
    ("id eq 1", (3, 5), ("id eq 1", "   ^^")),
    ("id eq 1", (7, 7), ("id eq 1", "       ^")),  # at the end
    ("id eq 1\nand stat", (12, 16), ("and stat", "    ^^^^")),
    ("id\teq x", (3, 5), ("id eq x", "   ^^")),
    ("id eq '日本' x", (11, 12), ("id eq '日本' x", "             ^")),  # wide letters take two cells
    ("id eq 'e\u0301' x", (11, 12), ("id eq 'e\u0301' x", "          ^")),  # a combining accent takes none
    ("id eq '\x1b[31m' x", (14, 15), ("id eq '␛[31m' x", "              ^")),  # nothing reaches the terminal
    ("id eq (\n1)", (6, 10), ("id eq (", "      ^")),  # a span over lines is marked on its first
]


@pytest.mark.parametrize(("text", "span", "expected"), CARETS)
def test_carets(text: str, span: tuple[int, int], expected: tuple[str, str]) -> None:
    assert caret(text, span) == expected


def test_a_long_line_is_cut_around_the_span() -> None:
    text = "a" * 5_000 + " stat " + "b" * 5_000
    source, marks = caret(text, (5_001, 5_005))
    assert len(source) < 200
    assert source[marks.index("^") : len(marks)] == "stat"


def test_colour_frames_the_same_text() -> None:
    import re

    coloured = render_full(STAT, "stat eq 'idle'", color=True)
    assert coloured != render_full(STAT, "stat eq 'idle'")
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render_full(STAT, "stat eq 'idle'")


PLACES = [
    ("ab\ncd", 0, (1, 1)),
    ("ab\ncd", 2, (1, 3)),
    ("ab\ncd", 3, (2, 1)),
    ("ab\ncd", 5, (2, 3)),
    ("\n\n", 2, (3, 1)),
    ("", 0, (1, 1)),
]


@pytest.mark.parametrize(("text", "offset", "expected"), PLACES)
def test_line_and_column(text: str, offset: int, expected: tuple[int, int]) -> None:
    assert line_and_column(text, offset) == expected


def test_the_attributes_of_a_json_error() -> None:
    error = ODataSyntaxError([Diagnostic("ODN101", "expected an operator", (4, 5), "write eq")], "a\nb x c")
    assert (error.msg, error.doc, error.pos, error.lineno, error.colno) == ("expected an operator", "a\nb x c", 4, 2, 3)


@pytest.mark.parametrize("kind", [ODataError, ODataSyntaxError, ODataCheckError])
def test_errors_pickle(kind: type[ODataError]) -> None:
    error = kind([STAT], "stat eq 'idle'")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.diagnostics, copy.doc, str(copy)) == (kind, error.diagnostics, error.doc, str(error))
    assert isinstance(copy, ValueError)


def test_findings_are_values() -> None:
    same = Diagnostic("ODN201", "no property 'stat' on BatchNode", (0, 4), "did you mean 'state'?")
    assert (same, hash(same)) == (STAT, hash(STAT))
    assert same != STAT.replace(fix=Fix((0, 4), "state"))
    with pytest.raises(AttributeError, match="immutable"):
        STAT.code = "ODN202"
