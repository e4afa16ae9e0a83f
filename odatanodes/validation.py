"""Validate: everything wrong or suspicious in a text, as a list; the face of parse, check, service and normalize for tools."""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.base.text import expect, picture
from odatanodes.check import check, check_select
from odatanodes.diagnostics import MAX_DIAGNOSTICS, Diagnostic, Fix, ODataError
from odatanodes.parse import DEFAULT_LIMITS, parse_with_notes
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import noun_of, schema_of, semantics_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from odatanodes.diagnostics import Span
    from odatanodes.filter.templates import Template
    from odatanodes.parse import Limits
    from odatanodes.schema.types import EntityType, Listing
    from odatanodes.service import Service

__all__ = ["validate"]

FEW = 8
"""Number of conditions that are decided in a millisecond or two."""


def validate(
    text: str | Template,
    option: Literal["filter", "select", "expand"] = "filter",
    schema: EntityType | Listing | None = BATCH_NODE,
    service: Service | str | None = None,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> list[Diagnostic]:
    """Return everything wrong or suspicious in a text, sorted by position; never raises for bad text.

    With a `service` (service.LIST_NODES) its schema is used, and what it refuses is reported as well (ODN4xx). Only with one
    is an "expand" checked. A template (`t"state eq {state}"`, PEP 750) is checked with its values; positions are those of the
    text with `@state` for a hole.

    >>> [d.code for d in validate("stat eq 'idle'")]
    ['ODN201']
    """
    if option not in ("filter", "select", "expand"):
        raise ValueError(f"option is one of 'filter', 'select', 'expand', not {picture(option)}")
    schema = schema_of(schema)
    if service is not None:
        from odatanodes.service import service_named

        service = service_named(service)
        schema = service.schema
    if option == "expand":
        expect(text, str, "a $expand is text")
        assert isinstance(text, str)
        return _findings_of_expand(text, service)
    try:
        tree, found = _read(text, option, schema, limits)
    except ODataError as error:
        return _foreseen(text, option, list(error.diagnostics), schema, service) or [Diagnostic(HOLE, str(error), (0, 0))]
    found += _findings_of_select(tree, schema, service) if isinstance(tree, ast.SelectList) else _findings(tree, schema, service)
    found = _foreseen(text, option, found, schema, service)
    worst_first = sorted(found, key=lambda d: d.severity != "error")[:MAX_DIAGNOSTICS]  # warnings never crowd an error out
    return sorted(worst_first, key=lambda d: d.span)


def _foreseen(
    text: str | Template, option: str, found: list[Diagnostic], schema: EntityType | None, service: Service | None
) -> list[Diagnostic]:
    """Add to the help of errors what the next run would say of their fixes: refused by the service, or never true."""
    fixes = [d.fix for d in found if d.severity == "error" and d.fix is not None]
    if not fixes or option != "filter" or not isinstance(text, str):
        return found
    changed, places = _applied(text, fixes)
    try:
        expr, later = check(parse_with_notes(changed, "filter")[0], schema)  # type: ignore[arg-type]  # a filter, no list
    except ODataError:
        return found
    if any(d.severity == "error" for d in later):
        return found
    if service is not None:
        from odatanodes.service import refusals

        later += refusals(expr, service)
    return [d if d.fix is None or d.fix not in places else _foretold(d, places[d.fix], later) for d in found]


def _applied(text: str, fixes: list[Fix]) -> tuple[str, dict[Fix, Span]]:
    """Return a text with those of the fixes that do not overlap, and where each of them stands in it."""
    parts, places, done, length = [], {}, 0, 0
    for fix in sorted(fixes, key=lambda fix: fix.span):
        start, end = fix.span
        if start < done:
            continue
        parts += [text[done:start], fix.text]
        length += start - done
        places[fix] = (length, length + len(fix.text))
        length, done = length + len(fix.text), end
    return "".join([*parts, text[done:]]), places


def _foretold(found: Diagnostic, place: Span, later: list[Diagnostic]) -> Diagnostic:
    for one in later:
        if one.span[0] < place[1] and place[0] < one.span[1] and not one.help.startswith("give '@"):  # as the help says already
            more = f"{one.message}: {one.help}" if one.help else one.message
            return found.replace(help=f"{found.help}; but {more}")
    return found


def _findings_of_expand(text: str, service: Service | None) -> list[Diagnostic]:
    if service is None:
        return []
    from odatanodes.service import expand_refusals

    return expand_refusals(text, service)


HOLE = "ODN531"
"""Code for a hole of a template that does not stand for a value."""


def _read(
    source: str | Template, option: Literal["filter", "select"], schema: EntityType | None, limits: Limits
) -> tuple[ast.Expr | ast.SelectList, list[Diagnostic]]:
    """Return the tree and the notes of the parser; of a template with the values of its holes in their places."""
    if isinstance(source, str) or not hasattr(source, "interpolations"):
        return parse_with_notes(source, option, limits)  # type: ignore[arg-type]  # it names what is not text
    from odatanodes.filter.parameters import bind
    from odatanodes.filter.templates import check_holes, from_template

    text, values = from_template(source)
    tree, notes = parse_with_notes(text, "filter", limits)
    assert isinstance(tree, ast.Expr)
    typed, found = check(tree, schema)
    if any(d.severity == "error" for d in found):
        return tree, notes  # what is wrong is found again, and reported
    check_holes(typed, values)
    return bind(typed, values, partial=True)[0], notes


def _findings(tree: ast.Expr, schema: EntityType | None, service: Service | None) -> list[Diagnostic]:
    expr, found = check(tree, schema)
    if any(d.severity == "error" for d in found):
        return found if service is None else [_sendable(d) for d in found]
    if service is not None:
        from odatanodes.service import refusals

        found += refusals(expr, service)
    return found + _suspicious(expr, schema)


def _sendable(found: Diagnostic) -> Diagnostic:
    """Return a finding without the advice to call a function that no service evaluates."""
    advice, _, literal = found.help.partition(", or an instant such as ")
    if found.code != "ODN301" or not literal or not advice.startswith("write date("):
        return found
    return found.replace(help=f"write {literal}", fix=Fix(found.span, literal))


def _findings_of_select(tree: ast.SelectList, schema: EntityType | None, service: Service | None) -> list[Diagnostic]:
    checked, found = check_select(tree, schema)
    if service is None or any(d.severity == "error" for d in found):
        return found
    from odatanodes.service import select_refusals

    return found + select_refusals(checked, service)


def _suspicious(expr: ast.Expr, schema: EntityType | None) -> list[Diagnostic]:
    from odatanodes.normalize import findings

    return findings(expr, semantics_of(schema)) or _decided(expr, schema)


def _decided(expr: ast.Expr, schema: EntityType | None) -> list[Diagnostic]:
    """Find what no single rule sees in a small filter: several conditions which together are never true, or always."""
    if not isinstance(expr, ast.And | ast.Or | ast.Not) or _independent(expr):
        return []
    parts = list(ast.walk(expr))
    conditions = [part for part in parts if isinstance(part, ast.Compare | ast.In | ast.Call)]
    if (
        schema is None
        or not 2 <= len(conditions) <= FEW
        or any(isinstance(part, ast.Lambda | ast.Alias | ast.Case) for part in parts)
    ):
        return []
    from odatanodes.decide import implies, satisfiable
    from odatanodes.runtime import Rules

    rules = Rules(semantics_of(schema))
    try:
        never = satisfiable(expr, schema, rules).answer is False
        always = not never and implies(ast.Literal(True), expr, schema, rules).answer is True
    except ODataError:  # what only a service can evaluate
        return []
    if never:
        message = f"the filter is never true: no {noun_of(schema)} can match"
        return [Diagnostic("ODN521", message, expr.span, "look at its conditions together", "warning")]
    if always:
        return [Diagnostic("ODN522", f"the filter is always true: every {noun_of(schema)} matches", expr.span, "", "warning")]
    return []


def _independent(expr: ast.Expr) -> bool:
    """Whether the conditions are on properties of their own, and each can be true and can be false for certain.

    Nothing can follow from such a filter, and most are so: the engine that decides costs a start-up ten milliseconds.
    """
    names: set[str] = set()
    stack = [expr]
    while stack:
        match stack.pop():
            case ast.And(operands=operands) | ast.Or(operands=operands):
                stack += operands
            case ast.Not(operand=operand):
                stack.append(operand)
            case ast.Compare(op="eq" | "ne", left=ast.Member(source=None, name=name), right=ast.Literal(value=str() | bool())):
                if name in names:
                    return False
                names.add(name)
            case ast.Compare(left=ast.Member(source=None, name=name), right=ast.Literal(value=edm.DateTimeOffset(local=date))):
                if name in names or not 1 < date.year < 9999:
                    return False
                names.add(name)
            case _:
                return False
    return True
