"""What is said about text that has no tree: place, code, what to write instead. And the notes on valid text."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.parse import Limits, parse_filter, parse_select, parse_with_notes
from odatanodes.parse.tables import TERMINALS

if TYPE_CHECKING:
    from odatanodes.diagnostics import Diagnostic, Fix

ERRORS = """
errors/ gt 0
      ^ ODN110
id like '%a%b%'
   ^^^^^^^^^^^^ ODN108 matchesPattern(id,'a.*b')
id like 'a.b_'
   ^^^^^^^^^^^ ODN108 matchesPattern(id,'^a\\.b.$')
a is not 0
  ^^^^^^ ODN108 a ne 0
a in ('a' 'b')
          ^^^ ODN120 a in ('a','b')
contains(id 'x')
            ^^^ ODN120 contains(id,'x')
id eq tvm-123_1-p
      ^^^^^^^^^^^ ODN106 id eq 'tvm-123_1-p'
a eq BatchNodeState.IDLE
     ^^^^^^^^^^^^^^^^^^^ ODN119 a eq 'idle'
id eq u'abc'
      ^ ODN113
errors/any(e => e/code eq 'a')
             ^^ ODN118 errors/any(e : e/code eq 'a')
errors/any(e/code eq 'a')
            ^ ODN118 errors/any(e:e/code eq 'a')
errors/any(code/x eq 'a')
               ^ ODN118
id =~ 'a'
   ^^ ODN106 matchesPattern(id,'a')
id !~ 'a' and b
   ^^ ODN106 not matchesPattern(id,'a') and b
a eq 'a' xor b eq 'b'
         ^^^ ODN108
a gt DateTime'2025-11-22T22:22:27Z +01:00'
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^ ODN114
a gt DateTime'2025-11-22 22:22:27Z'
              ^^^^^^^^^^^^^^^^^^^^ ODN114
a gt 2025-11-22 00:00:00
     ^^^^^^^^^^^^^^^^^^^ ODN115 a gt DateTime'2025-11-22T00:00:00Z'
a gt 2025-11-22 00:00Z and b
     ^^^^^^^^^^^^^^^^^ ODN115 a gt DateTime'2025-11-22T00:00:00Z' and b
a eq\u00a0'idle'
    ^ ODN100 a eq 'idle'
a eq \u200b1
     ^ ODN100 a eq 1
(a eq 1) (b eq 2)
         ^ ODN109
(a eq 1) b eq 2
         ^ ODN109
a eq 1 (b eq 2)
       ^ ODN109
state = 'idle'
      ^ ODN106 state eq 'idle'
state=='idle'
     ^^ ODN106 state eq 'idle'
a != 1 && b
  ^^ ODN106 a ne 1 && b
a <> 1
  ^^ ODN106 a ne 1
a<=1
 ^^ ODN106 a le 1
a eq 1 || b
       ^^ ODN106 a eq 1 or b
!(a)
^ ODN106 not (a)
!a
^ ODN106
a + 1 eq 2
  ^ ODN106 a add 1 eq 2
a -1 eq 2
  ^ ODN106 a sub 1 eq 2
a / 2 eq 2
  ^ ODN106 a div 2 eq 2
a eq "idle
     ^^^^^ ODN102 a eq "idle"
a eq 'idle
     ^^^^^ ODN102 a eq 'idle'
a eq datetime'2011
             ^^^^^ ODN102
a eq 'O'Neil'
        ^^^^ ODN103 a eq 'O''Neil'
a eq 'O' Neil'
         ^^^^ ODN103 a eq 'O'' Neil'
a eq 'x'and b
        ^^^ ODN103 a eq 'x' and b
a eq'x'
  ^^ ODN103 a eq 'x'
a eq "\\d"
      ^^ ODN116
a eq "\\ud800"
     ^^^^^^^^ ODN116
id startswith 'dev' and a
   ^^^^^^^^^^ ODN107 startswith(id,'dev') and a
a/b CONTAINS 'x'
    ^^^^^^^^ ODN107 contains(a/b,'x')
f(a) endswith 'x'
     ^^^^^^^^ ODN107
a like 'x%'
  ^^^^^^^^^ ODN108 startswith(a,'x')
a like '%x'
  ^^^^^^^^^ ODN108 endswith(a,'x')
a not like '%x%'
  ^^^^^^^^^^^^^^ ODN108 not (contains(a,'x'))
a is null
  ^^^^^^^ ODN108 a eq null
a is not null
  ^^^^^^^^^^^ ODN108 a ne null
a between 1 and 2
  ^^^^^^^^^^^^^^^ ODN108 (a ge 1 and a le 2)
a not in (1,2)
  ^^^^^^^^^^^^ ODN108 not (a in (1,2))
a not eq 'x'
  ^^^^^^^^^^ ODN108 not (a eq 'x')
a eqq 1
  ^^^ ODN108 a eq 1
a eq 1 adn b
       ^^^ ODN108 a eq 1 and b
a gte 1
  ^^^ ODN108 a ge 1
a 'idle'
  ^^^^^^ ODN109 a eq 'idle'
a idle
  ^^^^ ODN109
a eq 1 b
       ^ ODN109
a eq
  ^^ ODN110
a eq 1 and
       ^^^ ODN110
and a
^^^ ODN110
(and a)
 ^^^ ODN110
a and and b
      ^^^ ODN110
a eq {x}
     ^^^ ODN111
a eq ${x}
     ^^^^ ODN111
a eq {0} and b
     ^^^ ODN111
a eq %s
     ^^ ODN111
a eq $VAR
     ^^^^ ODN111
a lt DateTime'{0:o}'
              ^^^^^ ODN111
a%20eq%20%27x%27
 ^^^ ODN112 a eq 'x'
a+eq+'x'
 ^ ODN112 a eq 'x'
a eq X'1a'
     ^ ODN113
a'x'
^ ODN113
a eq binary'Zg='
            ^^^ ODN114
a eq binary'a b'
             ^ ODN114
a eq datetime'2011-05-08T08:49:37'
              ^^^^^^^^^^^^^^^^^^^ ODN114
a eq geography'SRID=0;Point(1)'
                      ^^^^^^^^ ODN114
a eq geography'SRID=0;Point(1 2))'
                      ^^^^^^^^^^^ ODN114
a eq 42.
        ^ ODN115 a eq 42
a eq .1
     ^^ ODN115 a eq 0.1
a eq 10L
       ^ ODN115 a eq 10
a eq 1_000
      ^^^^ ODN115
a eq 2011-05-08T08:49:37
     ^^^^^^^^^^^^^^^^^^^ ODN115 a eq 2011-05-08T08:49:37Z
a eq 2025-13-01
           ^^^^ ODN115
a eq 24:00
      ^^^^ ODN115
a eq 01234567-89ab-cdef-0123-456789abcdeg
                                        ^ ODN115
a eq 1e400
     ^^^^^ ODN117
a eq 1e-400
     ^^^^^^ ODN117
(a eq 1
^ ODN104
f(a eq [1)
       ^ ODN104 f(a eq [1])
a eq 1)
      ^ ODN105 a eq 1
any(x:x)
   ^ ODN118
a/all()
      ^ ODN118
a/any(x eq 1)
        ^^ ODN118
a.b eq 1
^^^ ODN119 a/b eq 1
a in (1,)
       ^ ODN120 a in (1)
a in (,1)
      ^ ODN120 a in (1)
f(a,,b)
   ^ ODN120 f(a,b)
a in 'x','y'
        ^ ODN120
a eq \u2018x\u2019
     ^ ODN121 a eq 'x'
a in (b,c)
       ^ ODN122
a eq ('b','c')
         ^ ODN122
$filter=a eq 1
^^^^^^^^ ODN123 a eq 1
filter=a eq 1
^^^^^^^ ODN123 a eq 1
a gt DateTime2011-05-08T08:49:37Z
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ODN124 a gt DateTime'2011-05-08T08:49:37Z'
a gt datetime "2011-05-08T08:49:37Z"
     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ODN124 a gt DateTime'2011-05-08T08:49:37Z'
cast(a,'Edm.Int32')
       ^^^^^^^^^^^ ODN100 cast(a,Edm.Int32)
a//b
  ^ ODN100
a; b
 ^ ODN100
""".replace(r"\u2018", "\u2018").replace(r"\u2019", "\u2019")


def error_cases(text: str) -> list[tuple[str, str]]:
    lines = text.strip("\n").split("\n")
    return list(zip(lines[::2], lines[1::2], strict=True))


def fixed(text: str, fix: Fix) -> str:
    return text[: fix.span[0]] + fix.text + text[fix.span[1] :]


def diagnostic_of(text: str, option: str = "filter", limits: Limits | None = None) -> Diagnostic:
    with pytest.raises(ODataSyntaxError) as caught:
        (parse_filter if option == "filter" else parse_select)(text, limits or Limits())
    (diagnostic,) = caught.value.diagnostics
    assert caught.value.doc == text
    return diagnostic


@pytest.mark.parametrize(("text", "expected"), error_cases(ERRORS))
def test_errors(text: str, expected: str) -> None:
    diagnostic = diagnostic_of(text)
    first, last = diagnostic.span
    marks = " " * first + "^" * max(1, last - first)
    shown = f"{marks} {diagnostic.code}{' ' + fixed(text, diagnostic.fix) if diagnostic.fix else ''}"
    assert shown == expected, diagnostic
    assert diagnostic.severity == "error"
    assert diagnostic.help or diagnostic.code == "ODN100"
    assert diagnostic.message[0].islower() or diagnostic.message[0] in "'\""
    assert not diagnostic.message.endswith(".")


SELECT_ERRORS = """
id state
   ^^^^^ ODN120 id, state
id,,state
  ^ ODN120 id,state
id,
  ^ ODN120 id
,id
^ ODN120 id
id eq 1
   ^^ ODN120
$select=id
^^^^^^^^ ODN123 id
a($top=-1)
       ^^ ODN100
a($top=b)
       ^ ODN100
a($search=)
  ^^^^^^^^ ODN110
a(
 ^ ODN104
a/*
  ^ ODN100
@t(b)
   ^ ODN100
a(@Ns.T=1)
  ^^^^^^^ ODN100
"""


@pytest.mark.parametrize(("text", "expected"), error_cases(SELECT_ERRORS))
def test_select_errors(text: str, expected: str) -> None:
    diagnostic = diagnostic_of(text, "select")
    first, last = diagnostic.span
    shown = " " * first + "^" * max(1, last - first) + f" {diagnostic.code}"
    assert shown == expected[: len(shown)], diagnostic
    if diagnostic.fix is not None and len(expected) > len(shown):
        assert fixed(text, diagnostic.fix) == expected[len(shown) + 1 :]


MESSAGES = {
    "a eq 1 ;": "expected an operator such as 'eq', or the end of the filter, found ';'",
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


def test_no_message_names_a_terminal() -> None:
    for text, _ in error_cases(ERRORS):
        words = diagnostic_of(text).message.replace("'", " ").split()
        assert not [word for word in words if word in TERMINALS and word not in text]


def test_the_error_has_the_attributes_of_a_json_error() -> None:
    with pytest.raises(ODataSyntaxError) as caught:
        parse_filter("a eq 1\nand b = 2")
    error = caught.value
    assert (error.msg, error.pos, error.lineno, error.colno) == ("'=' is no operator", 13, 2, 7)
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
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_texts_end(text: str) -> None:
    """Each takes well under a second; one that took quadratic time would take hours."""
    assert diagnostic_of(text).code.startswith("ODN1")
    diagnostic_of(text, "select")
