"""Findings in each output format: the texts a person and a program read, position by position."""

from __future__ import annotations

import json

import pytest

from odatanodes.base.files import Source
from odatanodes.diagnostics import Diagnostic, Fix
from odatanodes.extract import Expression, extract
from odatanodes.lint.finding import Finding
from odatanodes.lint.report import FORMATS, report, summary

UNKNOWN = Diagnostic("ODN201", "no property 'stat' on BatchNode", (0, 4), "did you mean 'state'?", fix=Fix((0, 4), "state"))
UPPER = Diagnostic("ODN402", "operator 'EQ' is not in lower case", (6, 8), severity="warning")
TEXT = "# nodes\n\n  stat EQ 'idle'\n"

FULL = """\
error[ODN201]: no property 'stat' on BatchNode
 --> a.odata:3:3
  |
3 |   stat EQ 'idle'
  |   ^^^^
  = help: did you mean 'state'?

"""
CONCISE = "a.odata:3:3: ODN201 no property 'stat' on BatchNode; did you mean 'state'?\n"


def finding(diagnostic: Diagnostic = UNKNOWN, text: str = TEXT) -> Finding:
    source = Source("a.odata", text)
    return Finding(source, extract(source)[0], diagnostic)


@pytest.mark.parametrize(("format", "expected"), [("full", FULL), ("concise", CONCISE)])
def test_text_formats(format: str, expected: str) -> None:
    assert report([finding()], format) == expected


def test_json_has_ruffs_shape() -> None:
    place = {"location": {"row": 3, "column": 3}, "end_location": {"row": 3, "column": 7}}
    assert json.loads(report([finding()], "json")) == [
        {
            "code": "ODN201",
            "severity": "error",
            "message": "no property 'stat' on BatchNode",
            "help": "did you mean 'state'?",
            "filename": "a.odata",
            "cell": None,
            **place,
            "option": "filter",
            "expression": "stat EQ 'idle'",
            "fix": {"applicability": "unsafe", "message": "did you mean 'state'?", "edits": [{"content": "state", **place}]},
        }
    ]


def test_json_without_help_or_fix_says_null() -> None:
    [found] = json.loads(report([finding(UPPER)], "json"))
    assert (found["help"], found["fix"], found["severity"]) == (None, None, "warning")


@pytest.mark.parametrize(("format", "expected"), [("full", ""), ("concise", ""), ("json", "[]\n")])
def test_no_findings(format: str, expected: str) -> None:
    assert report([], format) == expected


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_escapes_control_characters(format: str) -> None:
    hostile = Diagnostic("ODN101", "unexpected '\x1b[2J'", (0, 4), "write '\x07'")
    assert not {"\x1b", "\x07"} & set(report([finding(hostile, "\x1b[2J eq 1\n")], format))


def test_colour_only_when_asked_for() -> None:
    assert "\x1b[" in report([finding()], "full", color=True)
    assert "\x1b[" not in report([finding()], "full")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(end: str) -> None:
    source = Source("a.odata", f"# é{end}{end}a eq 1{end}{end}\tb eq 2")
    first, second = extract(source)
    assert (first.text, second.text) == ("a eq 1", "b eq 2")
    assert [source.place(e.host_span((0, 1))[0]) for e in (first, second)] == [(3, 1), (5, 2)]
    assert source.line_at(second.host_span((0, 1))[0]) == "\tb eq 2"


def test_a_span_at_the_very_end_of_a_file() -> None:
    source = Source("a.odata", "a eq")
    missing = Diagnostic("ODN101", "expected a value", (4, 4))
    assert report([Finding(source, extract(source)[0], missing)], "concise") == "a.odata:1:5: ODN101 expected a value\n"


def test_segments_map_through_escapes() -> None:
    r"""As in a host language where the literal "it\'s" stands for it's."""
    expression = Expression("filter", "it's", ((0, 10), (2, 13)))
    assert expression.host_span((0, 4)) == (10, 15)
    assert expression.host_span((2, 3)) == (13, 14)
    assert expression.host_span((4, 4)) == (15, 15)


@pytest.mark.parametrize(
    ("found", "expressions", "expected"),
    [
        ([], 1, "1 expression checked: nothing found"),
        ([UNKNOWN], 2, "2 expressions checked: 1 error"),
        ([UNKNOWN, UPPER, UPPER], 2, "2 expressions checked: 1 error, 2 warnings"),
    ],
)
def test_summary(found: list[Diagnostic], expressions: int, expected: str) -> None:
    assert summary([finding(diagnostic) for diagnostic in found], expressions) == expected
