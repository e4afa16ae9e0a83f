"""Filters with one known mistake, and the code of that mistake.

A mistake is a small condition that is wrong for the schema, alone or beside a well-typed one; mistakes of syntax are the bad
examples of the catalogue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.diagnostics.rules import catalogue
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import ComplexType
from odatanodes.serialize import to_text
from odatanodes.strategies.arguments import check_entity
from odatanodes.strategies.conditions import expressions
from odatanodes.strategies.operands import Paths
from odatanodes.strategies.shown import named, schema_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.schema.types import EntityType, Listing, Property

Mistake = tuple[ast.Expr, str]
"""A condition and the code of its mistake."""
ONE = ast.Literal(1)
_SCALAR = (edm.STRING, edm.INT32, edm.INT64, edm.BOOLEAN, edm.DATE_TIME_OFFSET)
_INTEGER = (edm.INT32, edm.INT64)
_FEBRUARY = edm.DateTimeOffset(edm.Date(2025, 2, 31), 0)


def _wrong_uses(path: ast.Expr, prop: Property) -> Iterator[Mistake]:
    """Yield wrong uses of a property, by its type."""
    if prop.type in _SCALAR:
        yield ast.Compare("eq", ast.Member(path, "inner"), ONE), "ODN204"
        yield ast.Lambda(path, "any"), "ODN206"
        yield ast.Compare("eq", ast.Call(None, "nosuchfunction", (path,)), ONE), "ODN202"
        yield ast.Call(None, "startswith", (path,)), "ODN203"
    if prop.type is edm.STRING and not prop.members:
        yield ast.Compare("eq", path, ONE), "ODN303"
        yield ast.Compare("eq", ast.Arith("mul", path, ONE), ONE), "ODN306"
    if prop.type in _INTEGER:
        yield ast.Compare("eq", path, ast.Literal("one")), "ODN301"
        yield ast.Compare("gt", path, ast.Literal("5")), "ODN302"
        yield ast.Call(None, "startswith", (path, ast.Literal("1"))), "ODN305"
        yield ast.Compare("lt", path, ast.Literal(2**63)), "ODN311"
        yield ast.Compare("eq", ast.Arith("div", path, ast.Literal(0)), ONE), "ODN314"
    if prop.type is edm.DATE_TIME_OFFSET:
        yield ast.Compare("lt", path, ast.Literal(edm.Date(2025, 1, 1))), "ODN301"
        yield ast.Compare("lt", path, ast.Literal(_FEBRUARY)), "ODN312"
    if prop.type is edm.STRING and prop.members:
        yield ast.Compare("eq", path, ast.Literal("nosuchvalue")), "ODN304"
        yield ast.Has(path, ast.Literal(edm.EnumValue("Ns.Flags", ("a",)))), "ODN313"
    if isinstance(prop.type, ComplexType):
        yield ast.Compare("eq", path, ast.Literal("a")), "ODN310"
    if isinstance(prop.type, edm.CollectionType):
        yield ast.Compare("ne", path, ast.Literal(None)), "ODN205"


def _misspelt(path: ast.Member, names: frozenset[str]) -> Iterator[Mistake]:
    for slip in (path.name + "x", path.name[:-1], path.name[0] + path.name):
        if slip and slip not in names and not slip.startswith(tuple("0123456789")):
            yield ast.Compare("eq", ast.Member(path.source, slip), ast.Literal("a")), "ODN201"


def _mistakes(schema: ComplexType) -> list[Mistake]:
    found: list[Mistake] = []
    for names, prop in Paths(schema).paths[schema.name]:
        owner = schema
        path: ast.Member | None = None
        for name in names[:-1]:
            path = ast.Member(path, name)
            inner = owner.properties[name].type
            assert isinstance(inner, ComplexType)
            owner = inner
        path = ast.Member(path, names[-1])
        found += _misspelt(path, frozenset(owner.properties))
        found += _wrong_uses(path, prop)
    return found


def broken_filter_texts(schema: EntityType | Listing = BATCH_NODE, depth: int = 1) -> st.SearchStrategy[tuple[str, str]]:
    """Pairs of a text and a code: checking the text for the schema reports an error of that code, possibly among others.

    Mistakes in names, types and values are made for the schema; mistakes of syntax, and for BATCH_NODE all others as well, are
    the bad examples of the catalogue.
    """
    entity = check_entity(schema, depth)
    rules = [rule for rule in catalogue().values() if rule.option == "filter" and rule.code < "ODN4"]
    examples = [(rule.bad, rule.code) for rule in rules if entity is BATCH_NODE or rule.code < "ODN2"]
    mistakes: dict[str, list[ast.Expr]] = {}
    for condition, code in _mistakes(entity):
        mistakes.setdefault(code, []).append(condition)
    good = expressions(entity, depth)

    def draw_broken(draw: st.DrawFn) -> tuple[str, str]:
        if examples and draw(st.integers(0, 4)) == 4:
            return draw(st.sampled_from(examples))
        code = draw(st.sampled_from(sorted(mistakes)))
        wrong = draw(st.sampled_from(mistakes[code]))
        place = draw(st.sampled_from(("alone", "behind", "before", "not")))
        if place == "not":
            wrong = ast.Not(wrong)
        elif place != "alone":
            both = (draw(good), wrong) if place == "behind" else (wrong, draw(good))
            wrong = draw(st.sampled_from((ast.And, ast.Or)))(both)
        return to_text(wrong), code

    return named("broken_filter_texts", draw_broken, *schema_shown(entity))
