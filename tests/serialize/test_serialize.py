"""Canonical text: one table of trees and texts for both dialects, what has no text, and the URL form."""

from __future__ import annotations

import json
import urllib.parse
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from odatanodes import ast, edm
from odatanodes.ast import (
    Alias,
    And,
    Annotation,
    Arith,
    Array,
    Branch,
    Call,
    Case,
    Cast,
    Compare,
    Count,
    FilterSegment,
    Has,
    In,
    IsOf,
    Key,
    Lambda,
    List,
    Literal,
    Member,
    Neg,
    Not,
    Object,
    Option,
    Or,
    Pair,
    SelectItem,
    SelectList,
    Star,
    TypeCast,
    Var,
)
from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.functions.table import FUNCTIONS
from odatanodes.parse import parse_filter, parse_select
from odatanodes.serialize import literal_text, to_text, to_url
from tests.kit.support import shared, text_pairs

if TYPE_CHECKING:
    from odatanodes.serialize import Dialect

X, Y, Z = Member(None, "x"), Member(None, "y"), Member(None, "z")
A, B, C = (Compare("eq", member, Literal(1)) for member in (X, Y, Z))
ITEMS = Member(None, "Items")
CHEAP = Compare("lt", Member(Var("i"), "Price"), Literal(5))
INSTANT = Literal(edm.DateTimeOffset.parse("2025-11-22T23:22:27.2236818000+01:00"))
GUID = UUID("01234567-89ab-cdef-0123-456789abcdef")

EXPRESSIONS = [
    # precedence: parentheses only where the tree needs them
    (And((A, B, C)), "x eq 1 and y eq 1 and z eq 1"),
    (Or((And((A, B)), C)), "x eq 1 and y eq 1 or z eq 1"),
    (And((Or((A, B)), C)), "(x eq 1 or y eq 1) and z eq 1"),
    (Not(A), "not (x eq 1)"),
    (Not(Not(X)), "not not x"),
    (Compare("eq", Not(X), Literal(True)), "not x eq true"),
    (Compare("eq", X, Not(Y)), "x eq not y"),
    (Not(In(X, List((Literal("a"),)))), "not x in ('a')"),
    (In(Not(X), List((Literal("a"),))), "(not x) in ('a')"),
    (In(X, Array((Literal(1), Literal("b")))), "x in [1,'b']"),
    (In(X, List(())), "x in ()"),
    (In(X, Y), "x in y"),
    (In(X, Arith("add", Y, Z)), "x in (y add z)"),
    (Has(X, Literal(edm.EnumValue("Ns.Color", ("Red", "-1")))), "x has Ns.Color'Red,-1'"),
    (Compare("eq", Compare("eq", X, Y), Z), "x eq y eq z"),
    (Compare("eq", X, Compare("eq", Y, Z)), "x eq (y eq z)"),
    (Compare("eq", Compare("lt", X, Y), Compare("ge", Y, Z)), "x lt y eq y ge z"),
    (Compare("lt", Compare("eq", X, Y), Z), "(x eq y) lt z"),
    (Arith("sub", Arith("sub", X, Y), Z), "x sub y sub z"),
    (Arith("sub", X, Arith("sub", Y, Z)), "x sub (y sub z)"),
    (Arith("mul", Arith("add", X, Y), Z), "(x add y) mul z"),
    (Arith("add", X, Arith("divby", Y, Z)), "x add y divby z"),
    (Arith("mod", Neg(X), Z), "-x mod z"),
    (Neg(Arith("mod", X, Z)), "-(x mod z)"),
    (Neg(Literal(2)), "- 2"),
    (Neg(Literal(-2)), "- -2"),
    (Neg(Neg(X)), "- -x"),
    (Neg(Literal(float("inf"))), "- INF"),
    (Neg(In(Literal(2), List(()))), "- 2 in ()"),
    (Neg(Literal("s")), "-'s'"),
    (Neg(Not(X)), "-not x"),
    (Arith("sub", X, Literal(-2)), "x sub -2"),
    # paths
    (Member(Member(Var("$it"), "a"), "b"), "$it/a/b"),
    (Member(Member(Var("$root"), "Sets"), "b"), "$root/Sets/b"),
    (Member(TypeCast(X, "Ns.Type"), "y"), "x/Ns.Type/y"),
    (Member(TypeCast(None, "Ns.Type"), "y"), "Ns.Type/y"),
    (Call(Var("$root"), "Sets", (Literal(1),)), "$root/Sets(1)"),
    (Annotation(None, "Ns.Term", "q"), "@Ns.Term#q"),
    (Member(Annotation(X, "Term"), "y"), "x/@Term/y"),
    (Alias("since"), "@since"),
    (Count(ITEMS), "Items/$count"),
    (Count(ITEMS, (Option("$filter", A), Option("$search", "blue OR 'x'"))), "Items/$count($filter=x eq 1;$search=blue OR 'x')"),
    (Count(FilterSegment(ITEMS, Or((A, B)))), "Items/$filter(x eq 1 or y eq 1)/$count"),
    (Member(Key(FilterSegment(ITEMS, A), (Pair("ID", Literal("x")),)), "y"), "Items/$filter(x eq 1)(ID='x')/y"),
    (Lambda(ITEMS, "any"), "Items/any()"),
    (Lambda(ITEMS, "all", "i", CHEAP), "Items/all(i:i/Price lt 5)"),
    # calls
    (Call(None, "now"), "now()"),
    (Call(None, "matchespattern", (X, Literal("^a"))), "matchesPattern(x,'^a')"),
    (Call(None, "geo.length", (X,)), "geo.length(x)"),
    (Call(None, "Ns.f", (Pair("a", Neg(Literal(1))), Pair("b", Alias("p")))), "Ns.f(a=- 1,b=@p)"),
    (Member(Call(X, "Ns.g", ()), "y"), "x/Ns.g()/y"),
    (Cast(X, "Edm.String"), "cast(x,Edm.String)"),
    (Cast(None, "Collection(Ns.T)"), "cast(Collection(Ns.T))"),
    (IsOf(Or((A, B)), "Ns.T"), "isof(x eq 1 or y eq 1,Ns.T)"),
    (Case((Branch(A, X), Branch(Literal(True), Y))), "case(x eq 1:x,true:y)"),
    (Case((Branch(Compare("eq", X, Literal(12)), Literal(30)),)), "case(x eq 12: 30)"),
    (
        Object((Pair('a"\\\n\x01', Array((Literal(None), Object(())))), Pair("", X))),
        '{"a\\"\\\\\\n\\u0001":[null,{}],"":x}',
    ),
    # literals
    (Literal("O'Neil\x00\n%&+#\U0001f600"), "'O''Neil\x00\n%&+#\U0001f600'"),
    (Literal(Decimal("1E+5")), "100000.0"),
    (Literal(Decimal("-1.50")), "-1.50"),
    (Literal(Decimal("1E-7")), "0.0000001"),
    (Literal(1.0), "1e0"),
    (Literal(-0.0), "-0e0"),
    (Literal(0.1), "0.1e0"),
    (Literal(1e300), "1e300"),
    (Literal(1e-07), "1e-07"),
    (Literal(float("nan")), "NaN"),
    (Literal(float("-inf")), "-INF"),
    (Literal(10**30), "1" + "0" * 30),
    (Literal(edm.Date(-44, 3, 15)), "-0044-03-15"),
    (Literal(edm.TimeOfDay.parse("07:59")), "07:59:00"),
    (Literal(edm.Duration.parse("-P1DT0.50S")), "duration'-P1DT0.5S'"),
    (Literal(b"\xff\xfe\xfd\xfc"), "binary'__79_A=='"),
    (Literal(edm.Geo("geography", 0, "Point(142.1 64.1)")), "geography'SRID=0;Point(142.1 64.1)'"),
]

DIALECTS = [
    (INSTANT, "2025-11-22T23:22:27.2236818+01:00", "DateTime'2025-11-22T22:22:27.2236818Z'"),
    (Compare("ge", X, INSTANT), "x ge 2025-11-22T23:22:27.2236818+01:00", "x ge DateTime'2025-11-22T22:22:27.2236818Z'"),
    (In(X, List((INSTANT,))), "x in (2025-11-22T23:22:27.2236818+01:00)", "x in (DateTime'2025-11-22T22:22:27.2236818Z')"),
    # the offset can be seen by a function, so it stays where the instant is not compared
    (
        Call(None, "hour", (INSTANT,)),
        "hour(2025-11-22T23:22:27.2236818+01:00)",
        "hour(DateTime'2025-11-22T23:22:27.2236818+01:00')",
    ),
    (Literal(edm.DateTimeOffset.parse("2025-11-22T22:22:27.000Z")), "2025-11-22T22:22:27Z", "DateTime'2025-11-22T22:22:27Z'"),
    # no calendar has the day: not moved to another one
    (
        Literal(edm.DateTimeOffset.parse("2025-02-31T00:00+01:00")),
        "2025-02-31T00:00:00+01:00",
        "DateTime'2025-02-31T00:00:00+01:00'",
    ),
    (Literal(GUID), "01234567-89ab-cdef-0123-456789abcdef", "guid'01234567-89ab-cdef-0123-456789abcdef'"),
]

SELECTS = [
    (SelectList((SelectItem(X), SelectItem(Member(X, "y")))), "x,x/y"),
    (SelectList((SelectItem(Star()), SelectItem(Star("Ns.Sub")))), "*,Ns.Sub.*"),
    (SelectList((SelectItem(Member(TypeCast(None, "Ns.T"), "null")), SelectItem(TypeCast(X, "Ns.T")))), "Ns.T/null,x/Ns.T"),
    (SelectList((SelectItem(Annotation(None, "Term")), SelectItem(Call(X, "Ns.f", (Y, Z))))), "@Term,x/Ns.f(y,z)"),
    (
        SelectList(
            (
                SelectItem(
                    X,
                    (
                        Option("$select", SelectList((SelectItem(Y),))),
                        Option("$filter", A),
                        Option("$orderby", (Pair("asc", Y), Pair("desc", Z))),
                        Option("$compute", (Pair("sum", Arith("add", Y, Z)),)),
                        Option("$skip", 1),
                        Option("$top", 2),
                        Option("$count", True),
                        Option("@p", Literal(3)),
                    ),
                ),
            )
        ),
        "x($select=y;$filter=x eq 1;$orderby=y,z desc;$compute=y add z as sum;$skip=1;$top=2;$count=true;@p=3)",
    ),
]

CANONICAL = [(dialect, text, after) for dialect in ("odata4", "batch") for text, (after,) in text_pairs(f"serialize/{dialect}")]

UNWRITABLE = [
    Member(None, "null"),
    Member(None, "a eq 1 or b"),
    Member(X, ""),
    Member(None, "1st"),
    Member(Literal("x"), "y"),
    Member(And((A, B)), "y"),
    Key(X, (Literal(1),)),
    Key(Call(None, "Ns.f"), (Literal(1), Literal(2))),
    Key(Call(None, "Ns.f"), ()),
    SelectItem(X, (Option("$expand", X),)),
    SelectItem(X, (Option("$orderby", (Pair("down", X),)),)),
    Call(None, "Ns.f", (X, Pair("a", X))),
    Call(None, "Ns.f", (Pair("null", X),)),
    Call(X, "any", (Y,)),
    Call(None, "any", (Y,)),
    Call(None, "NaN", ()),
    Var("$root"),
    TypeCast(None, "Ns.Type"),
    Count(TypeCast(None, "Ns.Type")),
    TypeCast(Var("$root"), "Ns.Type"),
    Cast(Member(None, "Collection"), "Edm.String"),
    IsOf(X, "Collection"),
    Count(ITEMS, (Option("$search", "a)"),)),
    Count(ITEMS, (Option("$search", "a;$filter=b"),)),
    Count(ITEMS, (Option("$search", '"a'),)),
    SelectItem(X, (Option("$top", -1),)),
    SelectItem(Literal(1)),
    SelectItem(Member(Call(X, "f"), "y")),
    Var("v"),
    And((Lambda(ITEMS, "any", "i", CHEAP), Compare("eq", Var("i"), Literal(1)))),
    Lambda(ITEMS, "any", "i", Compare("eq", Member(None, "i"), Literal(1))),
    Lambda(ITEMS, "any", "null", A),
    Annotation(None, "Term"),
    TypeCast(X, "Type"),
    Call(None, "not", (X,)),
    Call(None, "f(", ()),
    Cast(X, "Edm.String)"),
    Literal(Decimal("NaN"), type=edm.DECIMAL),
    Literal(Decimal("1E+999999")),
    Literal(edm.EnumValue("Ns.E", ("a,b'",))),
    Literal(edm.EnumValue("Ns.E", ("--1",))),
    Literal(edm.EnumValue("E", ("a",))),
    Literal(edm.TimeOfDay(-1)),
    Literal(edm.Geo("geography", 0, "Point(1 1)' or 'a'")),
]


@pytest.mark.parametrize("dialect", ["odata4", "batch"])
@pytest.mark.parametrize(("tree", "text"), [*EXPRESSIONS, *SELECTS], ids=lambda value: value if isinstance(value, str) else "")
def test_text_is_canonical(tree: ast.Node, text: str, dialect: Dialect) -> None:
    assert to_text(tree, dialect) == text


@pytest.mark.parametrize(("dialect", "text", "expected"), CANONICAL)
def test_canonical_text(dialect: Dialect, text: str, expected: str) -> None:
    tree = parse_filter(text)
    assert to_text(tree, dialect) == expected
    assert parse_filter(expected) == tree


@pytest.mark.parametrize(("tree", "odata4", "batch"), DIALECTS)
def test_dialects_write_instants_and_guids_differently(tree: ast.Node, odata4: str, batch: str) -> None:
    assert (to_text(tree, "odata4"), to_text(tree, "batch")) == (odata4, batch)


@pytest.mark.parametrize("tree", UNWRITABLE, ids=repr)
def test_a_tree_without_text_is_refused(tree: ast.Node) -> None:
    with pytest.raises(ValueError, match=r"'|decimal|picoseconds|quote|cannot|parameters|negative|step|key"):
        to_text(tree)


def test_an_unknown_dialect_is_refused() -> None:
    with pytest.raises(ValueError, match="no dialect 'odata3'"):
        to_text(A, "odata3")  # type: ignore[arg-type]


def test_a_value_of_no_literal_is_refused() -> None:
    with pytest.raises(ValueError, match="no literal writes object"):
        literal_text(object())


def test_every_node_class_has_a_text() -> None:
    classes = {cls for cls in vars(ast).values() if isinstance(cls, type) and issubclass(cls, ast.Node)}
    concrete = {cls for cls in classes if cls.__match_args__ and not cls.__name__.startswith("_")}
    trees = [tree for tree, _ in [*EXPRESSIONS, *SELECTS]]
    assert {type(node) for tree in trees for node in ast.walk(tree)} >= concrete


def test_functions_are_spelt_as_the_standard_spells_them() -> None:
    for function in FUNCTIONS.values():
        assert to_text(Call(None, function.name, ())) == f"{function.spelling}()"


def test_long_and_deep_trees_have_a_text() -> None:
    chain = Or(tuple([Compare("eq", X, Literal(number)) for number in range(10_000)]))
    assert to_text(chain).count(" or ") == 9_999
    deep: ast.Expr = A
    for _ in range(5_000):
        deep = Not(And((deep, B)))
    assert to_text(deep).endswith(" and y eq 1)" * 5_000)


@pytest.mark.parametrize(
    "text", ["id eq 'a b'", "a eq '100%&+#;=?'", "x eq 'é\U0001f600\x00\"<>\\^`{|}'", "a/b eq @p and $it/c in (1,2)", "[1]"]
)
def test_url_form_decodes_to_the_text_and_holds_only_what_a_query_may(text: str) -> None:
    encoded = to_url(text)
    assert urllib.parse.unquote_plus(encoded) == text
    assert urllib.parse.parse_qs(f"$filter={encoded}") == {"$filter": [text]}
    assert not set(encoded) & set(' "<>\\^`{|}[]#&+')


def test_url_form_of_a_tree_is_in_the_dialect() -> None:
    assert to_url(Compare("ge", X, INSTANT), "batch") == "x%20ge%20DateTime'2025-11-22T22:22:27.2236818Z'"


def test_a_lone_surrogate_has_no_url_form() -> None:
    with pytest.raises(ValueError, match=r"lone surrogate '\\ud800'"):
        to_url("x eq '\ud800'")


DIALECT_NAMES: tuple[Dialect, ...] = ("odata4", "batch")


@pytest.mark.parametrize("name", ["conformance/odata-abnf-expressions.jsonl", "corpora/batch-filters.jsonl"])
def test_what_parses_has_a_text_of_the_same_tree(name: str) -> None:
    cases = [json.loads(line) for line in shared(name).read_text(encoding="utf-8").splitlines()]
    texts = [(case["option"], case["text"]) for case in cases if "option" in case]
    texts += [(option, case[option]) for case in cases for option in ("filter", "select") if option in case]
    parsed = 0
    for option, text in texts:
        parse = parse_filter if option == "filter" else parse_select
        try:
            tree = parse(text)
        except ODataSyntaxError:
            continue
        parsed += 1
        for dialect in DIALECT_NAMES:
            canonical = to_text(tree, dialect)
            assert parse(canonical) == tree, canonical
            assert to_text(parse(canonical), dialect) == canonical
    assert parsed > 50
