"""Law 2: our parser and stock lark on the same grammar give the same trees with the same spans, and refuse the same texts.

And the laws of spans: a node's span, cut from the text, parses to the node; spans nest and follow each other.
"""

from __future__ import annotations

import json
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark

from odatanodes import ast
from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.parse import parse_filter, parse_select
from tests.stock_lark import generator
from tests.stock_lark import parse as parse_stock
from tests.support import SHARED

OPTIONS = ("filter", "select")
WORDS = ("and", "or", "eq", "ne", "gt", "add", "sub", "mul", "in", "has", "not")
LATER_WORDS = ("any", "all", "case", "cast", "isof", "null", "true", "INF", "as", "asc")
SEEDS = {
    "filter": (
        "state eq 'idle' and startTaskInfo/exitCode ne 0 or not (a in ('x','y''z',null))",
        "errors/any(e:e/code eq 'x' and e/values/all(v:v/name ne e/code)) and tags/any()",
        "t gt DateTime'2025-11-22T22:22:27.2236818Z' or t le 2025-11-22T22:22:27+01:00 and d eq 2025-11-22 and c lt 11:22:33.5",
        "-x mul -2 add 3.5e-3 sub +4 div 1.0 ge - 2 and g eq 01234567-89ab-cdef-0123-456789abcdef",
        "case(a eq 1:2,true:'x') eq cast(b,Collection(Edm.String)) or isof(Ns.Type) and any eq all",
        '$it/Ns.T/f(a=1,b=@p)/@Ns.Term#q eq [1,{"k":"v\\n"},[]] or Items(1)/$count($filter=x gt 1;$search=a b) gt 1',
        "p/$filter(x gt 1)(ID='a')/q eq binary'Zm9v' and s has Ns.E'A,B' and u eq duration'P1DT2H' and $root/S/x",
        "geo.distance(l,geography'SRID=0;Point(142.1 64.1)') lt -INF and startsWith(trim ( n ),\"x\") EQ NaN",
    ),
    "select": (
        "id, state,*,Ns.*,a/Ns.T/b,@Ns.Term#q,f(x,filter),Ns.f(top)",
        "a($select=b,c;$top=5;$skip=1;$filter=x eq 'y';$orderby=n desc,m;$count=true;$compute=p mul 2 as q;@p=1;$search=(a) \"b\")",
        "Address($select=Street($top=1)),Emails(top=2;filter=$this ne 'x')",
    ),
}  # fmt: skip


@cache
def seeds(option: str) -> tuple[str, ...]:
    """Return valid texts: ours, and those of the OASIS suite where they are at hand."""
    path = SHARED / "conformance" / "odata-abnf-expressions.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return (*SEEDS[option], *(row["text"] for row in rows if row["option"] == option and row["valid"]))


def ours(text: str, option: str) -> ast.Node | None:
    try:
        return parse_filter(text) if option == "filter" else parse_select(text)
    except ODataSyntaxError as error:
        (diagnostic,) = error.diagnostics
        first, last = diagnostic.span
        assert 0 <= first <= last <= len(text)
        assert diagnostic.message
        if diagnostic.fix is not None:
            assert 0 <= diagnostic.fix.span[0] <= diagnostic.fix.span[1] <= len(text)
        return None


def agree(text: str, option: str) -> ast.Node | None:
    """Compare both parsers, spans included, and return the tree."""
    tree, expected = ours(text, option), parse_stock(text, option)
    assert tree == expected
    if tree is not None and expected is not None:
        pairs = list(zip(ast.walk(tree), ast.walk(expected), strict=True))
        assert [node.span for node, _ in pairs] == [node.span for _, node in pairs]
    return tree


def in_grammar(option: str) -> st.SearchStrategy[str]:
    """Draw from the grammar; words get blanks around them, because most would run into their neighbours."""
    lark = generator().load_grammar()
    words, _, _ = generator().keywords(lark)
    spelled: dict[str, list[str]] = {}
    for word, terminal in words.items():
        spelled.setdefault(terminal, []).append(f" {word} " if word.isalpha() else word)
    explicit = {terminal: st.sampled_from(texts) for terminal, texts in spelled.items() if terminal.isupper()}
    explicit = {terminal: strategy for terminal, strategy in explicit.items() if terminal in lark_terminals(lark)}
    explicit["NAME"] = st.sampled_from(["a", "state", "any", "Filter", "eq", "é", "_x1"])
    return from_lark(lark, start=option, explicit=explicit)


def lark_terminals(lark: object) -> set[str]:
    return {terminal.name for terminal in lark.terminals}  # type: ignore[attr-defined]


SIGNS = [
    *"()[]{},:;=/*@$#.'\"-+_ \t\n",
    "''",
    "Ns.T",
    "$it",
    "$count",
    "$filter",
    "datetime'",
    "1",
    "2025-01-01",
    "e5",
    "x",
    "é",
    "٣",
]
PIECES = st.sampled_from([*WORDS, *LATER_WORDS, *SIGNS])


@st.composite
def mutated(draw: st.DrawFn, option: str) -> str:
    """Draw a valid text with a few pieces cut out, doubled, or put in."""
    text = draw(st.sampled_from(seeds(option)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(text)))
        to = min(len(text), at + draw(st.integers(0, 4)))
        text = text[:at] + draw(st.sampled_from(["", text[at:to] * 2]) | PIECES) + text[to:]
    return text


@pytest.mark.parametrize("option", OPTIONS)
def test_valid_texts_agree(option: str) -> None:
    for text in seeds(option):
        if "aggregate(Amount with sum)" not in text:  # of the aggregation extension, which is not read
            assert agree(text, option) is not None, text


@given(in_grammar("filter"))
def test_filters_of_the_grammar_agree(text: str) -> None:
    agree(text, "filter")


@given(in_grammar("select"))
def test_selects_of_the_grammar_agree(text: str) -> None:
    agree(text, "select")


@given(mutated("filter"))
@settings(max_examples=300)
@example("a-1 eq b")
@example("a/-INF")
@example("x eq 'a'b'")
def test_mutated_filters_agree(text: str) -> None:
    agree(text, "filter")


@given(mutated("select"))
def test_mutated_selects_agree(text: str) -> None:
    agree(text, "select")


@pytest.mark.slow
@given(mutated("filter"))
@settings(max_examples=5_000, deadline=None)
def test_many_mutated_filters_agree(text: str) -> None:
    agree(text, "filter")


@pytest.mark.slow
@given(in_grammar("filter"))
@settings(max_examples=500, deadline=None)
def test_many_filters_of_the_grammar_agree(text: str) -> None:
    agree(text, "filter")


# --- spans -----------------------------------------------------------------------------------------------------------------


def free_variables(root: ast.Node) -> bool:
    """Whether a lambda variable is used outside its lambda, so that the text alone would read it as a property."""
    bound = {node.variable for node in ast.walk(root) if isinstance(node, ast.Lambda)}
    return any(isinstance(node, ast.Var) and node.name[0] != "$" and node.name not in bound for node in ast.walk(root))


def stands_alone(node: ast.Node) -> bool:
    """Whether the text of a node is an expression by itself."""
    match node:
        case ast.List() | ast.Star() | ast.Var(name="$root") | ast.TypeCast(source=None) | ast.Annotation(source=None):
            return False
        case ast.Member(source=ast.Var(name="$root") | ast.TypeCast(source=None)):
            return True
        case ast.Expr():
            return not free_variables(node)
        case _:
            return False


def check_spans(text: str, root: ast.Node) -> None:
    for node in ast.walk(root):
        first, last = node.span
        position = first
        for child in node.children():
            assert position <= child.span[0] <= child.span[1] <= last
            position = child.span[1]
        if stands_alone(node):
            assert parse_filter(text[first:last]) == node


@pytest.mark.parametrize("option", OPTIONS)
def test_spans_of_valid_texts(option: str) -> None:
    for text in seeds(option):
        tree = ours(text, option)
        if tree is not None:
            check_spans(text, tree)


@given(mutated("filter"))
def test_spans_of_mutated_texts(text: str) -> None:
    tree = ours(text, "filter")
    if tree is not None:
        check_spans(text, tree)
