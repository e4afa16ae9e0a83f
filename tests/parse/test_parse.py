"""Text to trees, and the errors for text that has none."""

from __future__ import annotations

import math
import pickle
from decimal import Decimal
from uuid import UUID

import pytest

from odatanodes import edm
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
    Expr,
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
    walk,
)
from odatanodes.parse import Limits, parse_filter, parse_select
from tests.parse.test_errors import diagnostic_of

A, B, C, X = (Member(None, name) for name in "abcx")
ONE, TWO = Literal(1), Literal(2)
IT = Var("$it")


def eq(left: Expr, right: Expr) -> Compare:
    return Compare("eq", left, right)


def select(*items: Expr) -> SelectList:
    return SelectList(tuple(SelectItem(item) for item in items))


TREES: dict[str, Expr] = {
    # precedence
    "a or b and c": Or((A, And((B, C)))),
    "(a or b) and c": And((Or((A, B)), C)),
    "a and (b and c)": And((A, B, C)),
    "a eq b ne c": Compare("ne", eq(A, B), C),
    "a eq b gt c": eq(A, Compare("gt", B, C)),
    "a add b mul c": Arith("add", A, Arith("mul", B, C)),
    "a sub b sub c": Arith("sub", Arith("sub", A, B), C),
    "not a eq 1": eq(Not(A), ONE),
    "not (a eq 1)": Not(eq(A, ONE)),
    "not(a)": Not(A),
    "not not a": Not(Not(A)),
    "not a in (1)": Not(In(A, List((ONE,)))),
    "-a mul b": Arith("mul", Neg(A), B),
    "-a has b": Neg(Has(A, B)),
    "a divby 2 mod b": Arith("mod", Arith("divby", A, TWO), B),
    "a eq 1 AND b Or c": Or((And((eq(A, ONE), B)), C)),
    # literals beside signs
    "a eq -2": eq(A, Literal(-2)),
    "a eq - 2": eq(A, Neg(TWO)),
    "a eq +2": eq(A, TWO),
    "a eq-2": eq(A, Literal(-2)),
    # paths
    "a/b/c": Member(Member(A, "b"), "c"),
    "$it/a": Member(IT, "a"),
    "$this": Var("$this"),
    "$root/S(1)/a": Member(Call(Var("$root"), "S", (ONE,)), "a"),
    "a/Ns.T/b": Member(TypeCast(A, "Ns.T"), "b"),
    "a/Ns.T": TypeCast(A, "Ns.T"),
    "Ns.T/a": Member(TypeCast(None, "Ns.T"), "a"),
    "Ns.T/Ns.f()": Call(TypeCast(None, "Ns.T"), "Ns.f"),
    "a/$count gt 1": Compare("gt", Count(A), ONE),
    "a/$count($filter=x eq 1;$search=b c)": Count(A, (Option("$filter", eq(X, ONE)), Option("$search", "b c"))),
    "a/$filter(x eq 1)/$count": Count(FilterSegment(A, eq(X, ONE))),
    "a/$filter(x)(ID='b')": Key(FilterSegment(A, X), (Pair("ID", Literal("b")),)),
    "Ns.f()(1)/a": Member(Key(Call(None, "Ns.f"), (ONE,)), "a"),
    "a/any": Member(A, "any"),
    # aliases, annotations
    "a eq @p": eq(A, Alias("p")),
    "@p/a": Member(Alias("p"), "a"),
    "@Ns.T": Annotation(None, "Ns.T"),
    "@t#q": Annotation(None, "t", "q"),
    "a/@Ns.T#q": Annotation(A, "Ns.T", "q"),
    "a/@t/b": Member(Annotation(A, "t"), "b"),
    # lambdas
    "a/any()": Lambda(A, "any"),
    "a/any(x:x eq 1)": Lambda(A, "any", "x", eq(Var("x"), ONE)),
    "a/ALL( x : x/b )": Lambda(A, "all", "x", Member(Var("x"), "b")),
    "a/any(x:x/b/all(c:c eq x)) and x": And(
        (Lambda(A, "any", "x", Lambda(Member(Var("x"), "b"), "all", "c", eq(Var("c"), Var("x")))), X)
    ),
    "a/any(x:b/x)": Lambda(A, "any", "x", Member(B, "x")),
    # calls
    "startswith(a,'b')": Call(None, "startswith", (A, Literal("b"))),
    "StartsWith (a)": Call(None, "startswith", (A,)),
    "matchesPattern(a,'b')": Call(None, "matchespattern", (A, Literal("b"))),
    "now()": Call(None, "now"),
    "geo.LENGTH(a)": Call(None, "geo.length", (A,)),
    "Ns.StartsWith(a)": Call(None, "Ns.StartsWith", (A,)),
    "a/StartsWith(b)": Call(A, "StartsWith", (B,)),
    "f(a=1,any=@p)": Call(None, "f", (Pair("a", ONE), Pair("any", Alias("p")))),
    "case(a:1,b:2)": Case((Branch(A, ONE), Branch(B, TWO))),
    "cast(a,Edm.Int32)": Cast(A, "Edm.Int32"),
    "cast(Ns.T)": Cast(None, "Ns.T"),
    "cast(a,Collection(Edm.String))": Cast(A, "Collection(Edm.String)"),
    "isof(Collection(T))": IsOf(None, "Collection(T)"),
    # lists, JSON
    "a in ()": In(A, List(())),
    "a in (1,2)": In(A, List((ONE, TWO))),
    "a in ('b')": In(A, List((Literal("b"),))),
    "a in (b)": In(A, B),
    "a in (1 add 2)": In(A, Arith("add", ONE, TWO)),
    'a in ["b",c]': In(A, Array((Literal("b"), C))),
    '{"k":{},"l":[]}': Object((Pair("k", Object(())), Pair("l", Array(())))),
    # words of the language as names
    "any eq all": eq(Member(None, "any"), Member(None, "all")),
    "eq eq eq": eq(Member(None, "eq"), Member(None, "eq")),
    "in in (1)": In(Member(None, "in"), List((ONE,))),
    "case eq 1": eq(Member(None, "case"), ONE),
    "nullable and notBefore and order": And(tuple(Member(None, name) for name in ("nullable", "notBefore", "order"))),
    "a/not/null": Member(Member(A, "not"), "null"),
    "Date eq 1 and Filter": And((eq(Member(None, "Date"), ONE), Member(None, "Filter"))),
    # blanks
    " \t\r\n a\neq\t1 ": eq(A, ONE),
}


@pytest.mark.parametrize("text", TREES)
def test_trees(text: str) -> None:
    assert parse_filter(text) == TREES[text]


LITERALS: dict[str, object] = {
    "null": None,
    "NULL": None,
    "true": True,
    "fAlse": False,
    "0": 0,
    "-0": 0,
    "123456789012345678901234567890": 123456789012345678901234567890,
    "1.50": Decimal("1.50"),
    "+1.0": Decimal("1.0"),
    "1e3": 1000.0,
    "-1.5E-3": -0.0015,
    "-0e5": -0.0,
    "INF": math.inf,
    "-inf": -math.inf,
    "''": "",
    "'O''Neil'": "O'Neil",
    "'\u0000\n\U0001f600%&+#\\'": "\u0000\n\U0001f600%&+#\\",
    '"a\\"b\\u00e9\\ud83d\\ude00\\n"': 'a"b\xe9\U0001f600\n',
    "2025-02-31": edm.Date(2025, 2, 31),
    "-10000-04-01": edm.Date(-10000, 4, 1),
    "23:59:60.123456789012": edm.TimeOfDay.parse("23:59:60.123456789012"),
    "2025-11-22t22:22:27.2236818z": edm.DateTimeOffset.parse("2025-11-22T22:22:27.2236818Z"),
    "1234567890-01-01T00:00:00.1234+01:00": edm.DateTimeOffset.parse("1234567890-01-01T00:00:00.1234+01:00"),
    "123456789012e-0000000000000000000012": 0.123456789012,
    "12345678-01-01T00:00:00+01:00": edm.DateTimeOffset.parse("12345678-01-01T00:00:00+01:00"),
    "DateTime'2011-05-08T08:49:37Z'": edm.DateTimeOffset.parse("2011-05-08T08:49:37Z"),
    "DATETIME'Sun, 08 May 2011 08:49:37 GMT'": edm.DateTimeOffset.parse("2011-05-08T08:49:37Z"),
    "datetimeoffset'2011-05-08T08:49:37+02:00'": edm.DateTimeOffset.parse("2011-05-08T08:49:37+02:00"),
    "01234567-89ab-cdef-0123-456789abcdef": UUID("01234567-89ab-cdef-0123-456789abcdef"),
    "abcdef01-89AB-cdef-0123-456789abcdef": UUID("abcdef01-89ab-cdef-0123-456789abcdef"),
    "Guid'01234567-89ab-cdef-0123-456789abcdef'": UUID("01234567-89ab-cdef-0123-456789abcdef"),
    "binary''": b"",
    "Binary'Zm9vYg'": b"foob",
    "binary'_-8='": b"\xff\xef",
    "duration'-P1DT2H3M4.5S'": edm.Duration.parse("-P1DT2H3M4.5S"),
    "Ns.Color'Red,+1'": edm.EnumValue("Ns.Color", ("Red", "+1")),
    "geography'SRID=0;Point(142.1 64.1 10)'": edm.Geo("geography", 0, "Point(142.1 64.1 10)"),
    "Geometry'srid=12;GeometryCollection(Point(1 2),GeometryCollection(LineString(1 2,3 4)),MultiPoint())'": edm.Geo(
        "geometry", 12, "GeometryCollection(Point(1 2),GeometryCollection(LineString(1 2,3 4)),MultiPoint())"
    ),
}


@pytest.mark.parametrize("text", LITERALS)
def test_literals(text: str) -> None:
    tree = parse_filter(text)
    assert tree == Literal(LITERALS[text])
    assert isinstance(tree, Literal)
    assert tree.type == edm.type_of(LITERALS[text])
    assert tree.span == (0, len(text))


def test_nan_is_a_literal() -> None:
    assert parse_filter("NaN") == Literal(math.nan)


FORMS = {"'a'": "", '"a"': "json", "datetime'2011-05-08T08:49:37Z'": "v3", "2011-05-08T08:49:37Z": "", "duration'P1D'": "quoted"}


@pytest.mark.parametrize("text", FORMS)
def test_forms(text: str) -> None:
    tree = parse_filter(text)
    assert isinstance(tree, Literal)
    assert tree.form == FORMS[text]


SELECTS: dict[str, SelectList] = {
    "id": select(Member(None, "id")),
    " id , state ": select(Member(None, "id"), Member(None, "state")),
    "*,Ns.Sub.*": select(Star(), Star("Ns.Sub")),
    "a/Ns.T/b": select(Member(TypeCast(A, "Ns.T"), "b")),
    "Ns.T/a,Ns.f": select(Member(TypeCast(None, "Ns.T"), "a"), TypeCast(None, "Ns.f")),
    "Ns.f(x,top),f(count)": select(
        Call(None, "Ns.f", (X, Member(None, "top"))), Call(None, "f", (Member(None, "count"),))
    ),
    "@Ns.T#q,a/@t,@t": select(Annotation(None, "Ns.T", "q"), Annotation(A, "t"), Annotation(None, "t")),
    "any,not,null,filter": select(*(Member(None, name) for name in ("any", "not", "null", "filter"))),
    "a($select=b,c;$top=5;skip=1)": SelectList(
        (SelectItem(A, (Option("$select", select(B, C)), Option("$top", 5), Option("$skip", 1))),)
    ),
    'a($orderby=b desc,c;$compute=b mul 2 as d;$count=true;@p=1;$search= "x y" )': SelectList(
        (
            SelectItem(
                A,
                (
                    Option("$orderby", (Pair("desc", B), Pair("asc", C))),
                    Option("$compute", (Pair("d", Arith("mul", B, TWO)),)),
                    Option("$count", value=True),
                    Option("@p", ONE),
                    Option("$search", '"x y"'),
                ),
            ),
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", SELECTS)
def test_selects(text: str) -> None:
    assert parse_select(text) == SELECTS[text]


@pytest.mark.parametrize("text", [*TREES, *SELECTS])
def test_nodes_are_sealed(text: str) -> None:
    tree = parse_filter(text) if text in TREES else parse_select(text)
    for node in walk(tree):
        assert type(node).__module__.startswith("odatanodes.ast.")
        with pytest.raises(AttributeError, match="immutable"):
            node.span = (0, 0)
    assert pickle.loads(pickle.dumps(tree)) == tree


# --- limits ----------------------------------------------------------------------------------------------------------------


def test_length() -> None:
    assert parse_filter("a eq 1", Limits(length=6)) == eq(A, ONE)
    assert diagnostic_of("a eq 11", limits=Limits(length=6)).code == "ODN130"


@pytest.mark.parametrize("text", ["not a", "a/b", "f(a)", "a in (1)", "-a", "a/any(x:1)", "[a]", "a eq 1"])
def test_nesting_counts_levels(text: str) -> None:
    assert parse_filter(text, Limits(nesting=3)) is not None
    assert diagnostic_of(f"not (not ({text}))", limits=Limits(nesting=3)).code == "ODN131"


def test_nesting_by_default() -> None:
    assert parse_filter("not " * 199 + "a") is not None
    diagnostic = diagnostic_of("not " * 200 + "a")
    assert (diagnostic.code, diagnostic.span) == ("ODN131", (800, 801))
    assert diagnostic_of("a/" * 200 + "a").code == "ODN131"
    assert diagnostic_of("a add " * 200 + "a").code == "ODN131"
    assert diagnostic_of("a($select=" * 66 + "a" + ")" * 66, "select").code == "ODN131"
    assert parse_select("a($select=" * 65 + "a" + ")" * 65) is not None


def test_parentheses_are_no_levels() -> None:
    assert parse_filter("(" * 100_000 + "a" + ")" * 100_000) == A


@pytest.mark.parametrize("text", ["a and b and c and d", "x in (1,2,3,4)", "f(1,2,3,4)", "[1,2,3,4]", "case(a:1,b:1,c:1,d:1)"])
def test_terms(text: str) -> None:
    assert parse_filter(text, Limits(terms=4)) is not None
    assert diagnostic_of(text, limits=Limits(terms=3)).code == "ODN132"


def test_terms_of_a_select() -> None:
    assert parse_select("a,b,c", Limits(terms=3)) is not None
    diagnostic = diagnostic_of("a,b,c", "select", Limits(terms=2))
    assert (diagnostic.code, diagnostic.span) == ("ODN132", (4, 5))


def test_a_chain_of_ten_thousand_terms() -> None:
    tree = parse_filter(" or ".join(f"a eq {number}" for number in range(10_000)))
    assert isinstance(tree, Or)
    assert len(tree.operands) == 10_000
    assert tree == Or(tuple(eq(A, Literal(number)) for number in range(10_000)))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a eq 1 or b/c ne 2 and not (d lt e)", 4),
        ("a eq concat('x','y')", 2),
        ("concat(a,b) eq concat('x',c)", 4),
        ("a/b/c/f(1,2,3)/d eq 1", 4),
        ("(a eq f(1,2)) eq (b or c)", 4),
        ("a/any(t:t/b in (1,2,3,4) and t/c eq 'x')", 6),
        ("a eq [1,[2,3],4]", 5),
        ("case(a:1,b eq f(2,3):4)", 4),
    ],
)
def test_terms_are_counted_wherever_they_stand(text: str, terms: int) -> None:
    """A long filter is not walked into its plain comparisons; what stands inside others counts."""
    text += " " * 2 * terms  # long enough to be counted
    assert parse_filter(text, Limits(terms=terms)) is not None
    assert diagnostic_of(text, limits=Limits(terms=terms - 1)).code == "ODN132"
