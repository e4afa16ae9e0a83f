"""Syntax errors: span, code, correction. And the notes on valid text."""

from __future__ import annotations

import pickle
import re
from typing import TYPE_CHECKING

import pytest

from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.parse import Limits, parse_filter, parse_select, parse_with_notes
from odatanodes.parse.tables import TERMINALS
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic, Fix


def error_cases(name: str) -> list[tuple[str, str]]:
    """Read tests/cases/parse: a text, then the place, the code and the corrected text; `<U+00A0>` stands for that character."""
    text = (ROOT / "tests" / "cases" / "parse" / f"{name}.txt").read_text(encoding="utf-8")
    lines = re.sub("<U[+]([0-9A-F]+)>", lambda found: chr(int(found[1], 16)), text).removesuffix("\n").split("\n")
    return list(zip(lines[::2], lines[1::2], strict=True))


def fixed(text: str, fix: Fix) -> str:
    return text[: fix.span[0]] + fix.text + text[fix.span[1] :]


def diagnostic_of(text: str, option: str = "filter", limits: Limits | None = None) -> Diagnostic:
    with pytest.raises(ODataSyntaxError) as caught:
        (parse_filter if option == "filter" else parse_select)(text, limits or Limits())
    (diagnostic,) = caught.value.diagnostics
    assert caught.value.doc == text
    return diagnostic


@pytest.mark.parametrize(("text", "expected"), error_cases("filter"))
def test_errors(text: str, expected: str) -> None:
    diagnostic = diagnostic_of(text)
    first, last = diagnostic.span
    marks = " " * first + "^" * max(1, last - first)
    shown = f"{marks} {diagnostic.code}{' ' + fixed(text, diagnostic.fix) if diagnostic.fix else ''}"
    assert shown == expected, diagnostic
    assert diagnostic.severity == "error"
    assert diagnostic.help or diagnostic.code == "ODN100"
    assert diagnostic.message[0].islower() or diagnostic.message[0] in "'\"`"
    assert not diagnostic.message.endswith(".")


@pytest.mark.parametrize(("text", "expected"), error_cases("select"))
def test_select_errors(text: str, expected: str) -> None:
    diagnostic = diagnostic_of(text, "select")
    first, last = diagnostic.span
    shown = " " * first + "^" * max(1, last - first) + f" {diagnostic.code}"
    assert shown == expected[: len(shown)], diagnostic
    if diagnostic.fix is not None and len(expected) > len(shown):
        assert fixed(text, diagnostic.fix) == expected[len(shown) + 1 :]


MESSAGES = {
    "a eq 1 ;": "no semicolon ends a filter",
    "a eq 1 }": "'}' without '{'",
    "a/": "expected a name, found the end",
    "a eq ;": "nothing follows 'eq'",
    "case(a)": "expected an operator such as 'eq', or ':', found ')'",
    "cast(a,1)": "expected the name of a type, found '1'",
    "a/$filter": "expected '(', found the end",
    "a in [1 2]": "an operator is missing between '1' and '2'",
    "{1:2}": "a placeholder is left in the text: '{1:2}'",
    "()": "expected a value, a property or '(', found ')'",
    "": "the filter is empty",
    "a eq 'b' 'c'": "an operator is missing between 'b' and 'c'",
}


@pytest.mark.parametrize("text", MESSAGES)
def test_messages(text: str) -> None:
    assert diagnostic_of(text).message == MESSAGES[text]


FILL, F_STRING = "fill it in before the filter is used, or write", "; an f-string needs an f before its quotes"
HELP = {
    "state eq :x": "write @x and bind a value to it",
    "state eq ?": "write @value and bind a value to it",
    "state in :states": "write @states and bind a list to it",
    "state in (?,?)": "write state in @values and bind a list to it",
    "a/b in ({x}, 'y')": f"{FILL} a/b in @values and bind a list to it{F_STRING}",
    "id eq %s": f"{FILL} @value and bind a value to it",
    "id eq $NODE": f"{FILL} @NODE and bind a value to it",
    "t gt DateTime'{since:%Y}'": f"{FILL} @value in place of DateTime'…' and bind a value to it{F_STRING}",
    "t gt 5m": "write 5, or duration'PT5M' for a span of time",
    "state in (@x,@y)": "write state eq @x or state eq @y; or state in @values, and bind a list to it",
    "state in (x,length(y))": "compare with each value: state eq … or state eq …",
    "[?state=='active']": "write state eq 'active'",
    "[?length(@)]": "write a condition alone: state eq 'idle'",
}


@pytest.mark.parametrize("text", HELP)
def test_help(text: str) -> None:
    assert diagnostic_of(text).help == HELP[text]


def test_no_message_names_a_terminal() -> None:
    for text, _ in error_cases("filter"):
        words = diagnostic_of(text).message.replace("'", " ").split()
        assert not [word for word in words if word in TERMINALS and word not in text]


def test_the_error_has_the_attributes_of_a_json_error() -> None:
    with pytest.raises(ODataSyntaxError) as caught:
        parse_filter("a eq 1\nand b = 2")
    error = caught.value
    assert (error.msg, error.pos, error.lineno, error.colno) == ("'=' is not an operator", 13, 2, 7)
    assert pickle.loads(pickle.dumps(error)).diagnostics == error.diagnostics


# --- notes -----------------------------------------------------------------------------------------------------------------

NOTES = {
    "a eq 1 AND b": ["AND"],
    "a Eq 1 and NOT b": ["Eq", "NOT"],
    "StartsWith(a,'b') eq True": ["StartsWith", "True"],
    "a/ANY(x:x)": ["ANY"],
    "a IN (1)": ["IN"],
    "Any eq Date and a/In and Null": ["Null"],
    "a eq INF or a eq NaN or matchesPattern(a,'b')": [],
    "a eq 'AND'": [],
}


@pytest.mark.parametrize("text", NOTES)
def test_notes(text: str) -> None:
    tree, notes = parse_with_notes(text)
    assert tree == parse_filter(text)
    assert [text[slice(*note.span)] for note in notes] == NOTES[text]
    for note in notes:
        assert (note.code, note.severity) == ("ODN408", "warning")
        assert note.fix is not None
        assert parse_filter(fixed(text, note.fix)) == tree


def test_notes_of_a_select() -> None:
    tree, notes = parse_with_notes("a($Filter=b EQ 1;$Top=1)", "select")
    assert tree == parse_select("a($filter=b eq 1;$top=1)")
    assert [note.message for note in notes] == [
        "'$Filter' is not in lower case",
        "'EQ' is not in lower case",
        "'$Top' is not in lower case",
    ]


HOSTILE = [
    "'x'" * 20_000 + "y",
    "'x''" * 15_000,
    "(" * 62_000,
    "a." * 30_000,
    "a" * 62_000 + "'",
    "1" * 62_000,
    "1" * 62_000 + "x",
    "{" * 62_000,
    '"\\' * 30_000,
    "$(" * 30_000,
    "a eq 1 and " * 5_000,
    "not " * 15_000,
    "a in (" + "1," * 30_000,
    "x eq geography'SRID=0;" + "GeometryCollection(" * 9_000 + "'",
    "x eq geography'SRID=0;Point(" + "1 " * 25_000 + ")'",
    "x eq datetime'" + "1" * 62_000 + "'",
    "@" + "a." * 30_000,
    "a/$count($search=" + "(" * 50_000,
    "-" * 62_000,
    "a between " + "1" * 62_000,
    "%20" * 20_000,
    "<a" * 30_000,
    "a eq b " * 7_000,
    "/a" * 30_000,
    "1m" * 30_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_texts_end(text: str) -> None:
    """Each takes well under a second; one that took quadratic time would take hours."""
    assert diagnostic_of(text).code.startswith("ODN1")
    diagnostic_of(text, "select")
