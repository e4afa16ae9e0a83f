"""What is certain of the holes of an expression, whatever fills them: quotes that are not doubled, instants without a zone.

ODN531 is reported where the property can hold a quote: names, display names, free text and properties that are not known; not
for ids, states and other enumerations, sizes, numbers and instants.
"""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes.diagnostics import Diagnostic
from odatanodes.lint.advice import in_utc, quotes_doubled
from odatanodes.lint.shape import touch

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.extract.expression import Expression, Hole
    from odatanodes.lint.shape import Role, Shape, Unit

__all__ = ["certain_findings", "loose_text"]

_WITHOUT_QUOTES = (
    r"(?:^|.*[a-z])(?:Id|Ids|State|Status|Result|Time|Size|Version|Address|Sku|Count|Code|Type|Kind|Category)$"
    r"|^(?:id|ids|state|status|result|kind|type|category|code|vmSize)$"
)
"""Properties whose texts hold letters, digits and a few signs."""
_VALUE = r"^[\d\0:.TZ+-]+$"
_PREFIX = r"(?i)(datetime|datetimeoffset|guid|time|duration|binary)\0$"
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?$"
_BRINGS_QUOTES = r"(?i)quot|liter|escap|odata|repr|dumps|encode|format|sanit"
"""Compiled where they are used, as other expressions here: most files need few of them."""
_WORD = r"(?!(?:null|true|false)$)[A-Za-z][\w-]*$"
_HOURS = {"%I", "%-I", "%l", "%tI", "hh", "h"}
_MONTHS = {"%m", "%-m", "MM", "M"}
_ZONES = ("Z", "+00:00", "-00:00")


def certain_findings(expression: Expression, shape: Shape) -> list[Diagnostic]:
    """Return the findings that are about the holes themselves."""
    found = [*_lost(shape)]
    for unit, role in zip(shape.units, shape.roles, strict=True):
        if unit.quote:
            found += _undoubled(unit, role, expression.language) if shape.is_read else ()
        elif unit.is_whole and not (unit.is_operator or unit.is_rest):
            found += _unquoted(unit.holes[0], role)
    found += _flawed(expression)
    return [*found, *_zoneless(expression)]


def _lost(shape: Shape) -> Iterator[Diagnostic]:
    """Yield the holes that are a part of a word, a property or an operator."""
    for unit, role in zip(shape.units, shape.roles, strict=True):
        if unit.quote or unit.is_rest:
            continue
        masked = shape.text[slice(*unit.span)]
        for hole in unit.holes:
            masked = masked.replace(hole.name, "\0", 1)
        if half := _half_quoted(shape, unit, masked):
            yield half
            continue
        is_word = not unit.is_whole and not re.match(_VALUE, masked)
        is_error = shape.error is not None and touch(unit.span, shape.error)
        if is_word or unit.is_operator or role.is_operand or is_error:
            hole = unit.holes[0]
            help = "let values vary, not names and operators; or write one expression for each case"
            message = f"'{hole.name}' stands where a name or an operator belongs, so it cannot be checked"
            yield Diagnostic("ODN533", message, hole.span, help, "warning")


def _half_quoted(shape: Shape, unit: Unit, masked: str) -> Diagnostic | None:
    """Return what is wrong with a hole that has a prefix but no quotes, or a quote behind it alone."""
    (hole, *others), (start, end) = unit.holes, unit.span
    if others or hole.written.kind == "literal" or (not hole.written.kind and re.search(_BRINGS_QUOTES, hole.name)):
        return None
    prefix = re.match(_PREFIX, masked)
    if prefix is not None:
        message = f"the value after {prefix[1]} is not in quotes: '{hole.name}'"
        return Diagnostic("ODN124", message, unit.span, f"write {prefix[1]}'{hole.name}'")
    if masked == "\0" and shape.text.startswith("'", end) and shape.text.count("'") % 2:
        return Diagnostic("ODN103", "this string has no quote at its beginning", (start, end + 1), f"write '{hole.name}'")
    return None


def _undoubled(unit: Unit, role: Role, language: str) -> Iterator[Diagnostic]:
    """Yield the holes in a string whose text may hold a quote."""
    if unit.prefix or unit.quote != "'" or role.type not in {edm.STRING, edm.ANY}:
        return
    if (role.prop is not None and role.prop.members) or re.match(_WITHOUT_QUOTES, role.name):
        return
    for hole in unit.holes:
        if not hole.written.kind:
            message = f"text is put into a string literal without doubling its quotes: '{hole.name}'"
            yield Diagnostic("ODN531", message, hole.span, quotes_doubled(language, hole.name), "warning")


def _unquoted(hole: Hole, role: Role) -> Iterator[Diagnostic]:
    """Yield a hole without quotes where a string belongs; and an instant's text where only a literal can stand."""
    kind, sample = hole.written.kind, hole.written.sample
    if role.is_listed or role.is_operand or not _is_text(hole):
        return
    if role.type is edm.STRING and kind in {"", "plain", "member"} and not (not kind and re.search(_BRINGS_QUOTES, hole.name)):
        message = f"the text '{hole.name}' stands without quotes; a string is written in quotes"
        yield Diagnostic("ODN303", message, hole.span, f"write '{hole.name}'")
    elif role.type is edm.DATE_TIME_OFFSET and kind == "instant" and sample and not re.match(_INSTANT, sample):
        message = f"'{hole.name}' writes '{sample}', which is not a date and time"
        remedy = hole.written.remedy
        help = f"write DateTime'…' with {remedy}" if remedy else "write it like DateTime'2025-11-22T22:22:27Z'"
        yield Diagnostic("ODN114", message, hole.span, help)


def _is_text(hole: Hole) -> bool:
    """Whether none of the texts that are known of a hole is a literal."""
    return all(re.match(_WORD, value) for value in hole.written.values)


def loose_text(hole: Hole, text: str, role: Role) -> str:
    """Return the text of a hole outside of quotes where it can stand there as it is; empty where `_unquoted` reports it."""
    written = hole.written
    if written.values and role.type is edm.STRING and not (role.is_listed or role.is_operand) and _is_text(hole):
        return ""
    if written.values or written.kind in {"number", "boolean"}:
        return text
    if written.kind == "instant" and re.match(_INSTANT, text):
        return text
    return ""


def _flawed(expression: Expression) -> Iterator[Diagnostic]:
    """Yield the date patterns that write something else than they seem to."""
    for hole in expression.holes:
        if hole.written.flaw is None:
            continue
        wrong, right = hole.written.flaw
        what = "the hour of a 12-hour clock" if wrong in _HOURS else "the month" if wrong in _MONTHS else "the minute"
        what = {"YYYY": "the year of the week", "DD": "the day of the year"}.get(wrong, what) if right in {"yyyy", "dd"} else what
        yield Diagnostic("ODN535", f"'{wrong}' in '{hole.name}' is {what}", hole.span, f"write '{right}'", "warning")


def _zoneless(expression: Expression) -> Iterator[Diagnostic]:
    """Yield the instants whose zone is missing, or not the one that they state."""
    last = -1
    for hole in expression.holes:
        naive = hole.written.naive
        zone_follows = expression.text.startswith(_ZONES, hole.span[1])
        if naive and hole.span[0] > last and not (naive == "utc" and zone_follows):
            kind = "is of this machine's zone" if naive == "local" else "does not say its zone"
            help = in_utc(expression.language)
            yield Diagnostic("ODN534", f"the instant '{hole.name}' {kind}", hole.span, help, "warning")
            last = expression.text.find("'", hole.span[1])
            last = len(expression.text) if last < 0 else last
