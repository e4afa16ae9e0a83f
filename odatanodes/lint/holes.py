"""Findings of an expression with holes: each hole is filled with what fits, and the result is checked as any other text.

A hole is a value of the type that its position needs, so nothing else of the check is lost because of it. What a finding says
of a filling is dropped where the filling was chosen here, and kept where the program is known to write it. Messages show
holes as the program writes them.
"""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes.base.text import shorten
from odatanodes.lint.certain import certain_findings, loose_text
from odatanodes.lint.shape import Probe, Shape, touch

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from odatanodes.diagnostics import Diagnostic, Span
    from odatanodes.extract.expression import Expression, Hole
    from odatanodes.lint.shape import Role, Unit
    from odatanodes.schema.types import EntityType
    from odatanodes.service import Service

    Checker = Callable[[str, EntityType | None, Service | None], list[Diagnostic]]

__all__ = ["findings_with_holes"]

_TIME = "2025-11-22T22:22:27Z"
_OF_PREFIX = {
    "datetime": _TIME,
    "datetimeoffset": _TIME,
    "guid": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
    "duration": "PT1H",
    "time": "PT1H",
}
_NUMBERS = frozenset({"Edm.Int16", "Edm.Int32", "Edm.Int64", "Edm.Decimal", "Edm.Double", "Edm.Single"})
_BY_VALUE = frozenset({"ODN111", "ODN114", "ODN115", "ODN304", "ODN311", "ODN312", "ODN408", "ODN510"})
"""Findings that depend on the value alone."""
_FIRST_NUMBER = 7301
"""A number that stands for a hole; unlike 1 it can be found again in a message."""
_MOST_VARIANTS = 20


def findings_with_holes(
    expression: Expression, validate: Checker, schema: EntityType | None, service: Service | None
) -> list[Diagnostic]:
    """Return the findings of an expression with holes, sorted by position."""
    if expression.option == "expand":
        return []
    if expression.option == "select":
        probe = Probe(expression.text, [(*hole.span, "h") for hole in expression.holes])
        return [d for d in _placed(validate(probe.text, schema, service), probe) if d.span not in probe.edited]
    shape = Shape(expression, schema)
    found = certain_findings(expression, shape)
    words = [hole for hole in expression.holes if hole.written.values and _is_word(hole, found)]
    if words:
        return _spelt_out(expression, words, validate, schema, service)
    if shape.error is not None and any(d.code == "ODN533" and touch(d.span, shape.error) for d in found):
        return sorted(found, key=lambda d: d.span)
    for variant in range(_variants(shape)):
        filling = _Filling(shape, variant)
        found += filling.findings(validate(filling.probe.text, schema, service))
    if shape.is_read and not any(d.severity == "error" for d in found):
        more = _placed(validate(shape.aliased.text, schema, None), shape.aliased)
        found += [_renamed(d, shape) for d in more if d.code >= "ODN5" and d.span not in shape.aliased.edited]
    return _without_echoes(found)


def _is_word(hole: Hole, found: list[Diagnostic]) -> bool:
    """Whether a hole stands where a name, an operator or a part of a word belongs."""
    return any(d.code == "ODN533" and touch(d.span, hole.span) for d in found)


def _spelt_out(
    expression: Expression, words: list[Hole], validate: Checker, schema: EntityType | None, service: Service | None
) -> list[Diagnostic]:
    """Return the findings with each of the known texts in place of holes that are words: `{'and' if x else 'or'}`."""
    found: dict[tuple[Span, str], Diagnostic] = {}
    for number in range(min(max(len(hole.written.values) for hole in words), _MOST_VARIANTS)):
        probe = Probe(expression.text, [(*hole.span, hole.written.values[number % len(hole.written.values)]) for hole in words])
        others = [hole.replace(span=probe.there(hole.span)) for hole in expression.holes if hole not in words]
        spelt = expression.replace(text=probe.text, holes=tuple(others))
        more = findings_with_holes(spelt, validate, schema, service) if others else validate(spelt.text, schema, service)
        for diagnostic in _placed(more, probe):
            found.setdefault((diagnostic.span, diagnostic.code), diagnostic)
    return sorted(found.values(), key=lambda d: (d.span, d.code))


def _variants(shape: Shape) -> int:
    known = [len(hole.written.values) for unit in shape.units for hole in unit.holes]
    return min(max(known, default=1), _MOST_VARIANTS) or 1


class _Filling:
    """A text with something in the place of each unit, and what of that was chosen here."""

    def __init__(self, shape: Shape, variant: int) -> None:
        self._shape = shape
        self._variant = variant
        self._shown: list[tuple[str, str]] = []  # what stands in the text, and how the program writes it
        self._chosen: set[Span] = set()
        self._holes: dict[Span, list[Hole]] = {}
        edits: list[tuple[int, int, str]] = []
        for number, (unit, role) in enumerate(zip(shape.units, shape.roles, strict=True)):
            edits += self._literal(unit, role) if unit.quote else [(*unit.span, self._loose(number, unit, role))]
        self._edits = edits
        self.probe = Probe(shape.text, edits)

    # --- filling -----------------------------------------------------------------------------------------------------

    def _text_of(self, hole: Hole) -> str:
        written = hole.written
        if written.values:
            return written.values[self._variant % len(written.values)]
        return written.sample

    def _literal(self, unit: Unit, role: Role) -> Iterator[tuple[int, int, str]]:
        self._holes[unit.span] = unit.holes
        if all(self._text_of(hole) for hole in unit.holes):
            edits = []
            for hole in unit.holes:
                text = self._text_of(hole)
                self._shown.append((text, hole.name))
                edits.append((*hole.span, text.replace("'", "''")))
            if unit.prefix:  # the whole of a literal is wrong, not its parts
                body = Probe(self._shape.text[: unit.span[1]], edits).text[unit.span[0] :]
                edits = [(*unit.span, body)]
            yield from edits
            return
        self._chosen.add(unit.span)
        start, end = unit.span
        shown = self._shape.text[start + len(unit.prefix) + 1 : end - unit.closed]
        chosen = _OF_PREFIX.get(unit.prefix.lower(), "") if unit.prefix else self._member(role) if unit.quote == "'" else ""
        if chosen:
            self._shown.append((chosen, shown))
            yield (start, end, f"{unit.prefix}'{chosen}{unit.quote * unit.closed}")
        else:
            yield from ((*hole.span, hole.name.replace(unit.quote, unit.quote * 2)) for hole in unit.holes)

    def _member(self, role: Role) -> str:
        """Return a member of the enumeration that a unit is compared with, which stands nowhere else in the text."""
        members = role.prop.members if role.prop is not None else ()
        taken = {text for text, _ in self._shown}
        return next((one for one in members if one not in self._shape.text and one not in taken), "")

    def _loose(self, number: int, unit: Unit, role: Role) -> str:
        self._holes[unit.span] = unit.holes
        if unit.is_operator or unit.is_rest:
            self._chosen.add(unit.span)
            return " eq " if unit.is_operator else ""
        if role.is_operand:
            self._chosen.add(unit.span)
            return f"@hole{number}"
        text = self._text_of(unit.holes[0]) if unit.is_whole else ""
        kept = loose_text(unit.holes[0], text, role) if text else ""
        if kept:
            self._shown.append((kept, unit.holes[0].name))
            return kept
        self._chosen.add(unit.span)
        value = self._value(number, unit, role)
        return f"({value})" if self._shape.is_list(unit) else value

    def _value(self, number: int, unit: Unit, role: Role) -> str:
        """Return a literal of the type that a unit needs; a parameter where that is not known."""
        shown = self._shape.text[slice(*unit.span)]
        type = str(role.type)
        if role.is_condition or type == "Edm.Boolean":
            return "true"
        if type in _NUMBERS:
            self._shown.append((str(_FIRST_NUMBER + number), shown))
            return str(_FIRST_NUMBER + number)
        if type == "Edm.String":
            member = self._member(role)
            if member:
                self._shown.append((member, shown))
            return f"'{member}'" if member else "'" + shown.replace("'", "''") + "'"
        if role.type is edm.DATE_TIME_OFFSET:
            return f"DateTime'{_TIME}'"
        if type == "Edm.Guid":
            return _OF_PREFIX["guid"]
        return f"@hole{number}"

    # --- findings ----------------------------------------------------------------------------------------------------

    def findings(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return findings of the filled text as those of the expression."""
        kept = [d for d in _placed(found, self.probe) if d.code < "ODN5" and not self._is_of_filling(d)]
        return [self._as_written(_renamed(d, self._shape)) for d in kept]

    def _is_of_filling(self, found: Diagnostic) -> bool:
        operands = [unit.span for unit, role in zip(self._shape.units, self._shape.roles, strict=True) if role.is_operand]
        if found.code.startswith("ODN4") and any(touch(span, found.span) for span in operands):
            return True
        for span in self._chosen:
            if not (span[0] <= found.span[0] and found.span[1] <= span[1]):
                continue
            unit = next(one for one in self._shape.units if one.span == span)
            return found.code in _BY_VALUE or (not unit.quote and not found.code.startswith("ODN3"))
        return False

    def _as_written(self, found: Diagnostic) -> Diagnostic:
        """Show holes as the program writes them; where the text that it writes is the mistake, name both."""
        message, help = found.message, found.help
        for text, shown in self._shown:
            message, help = _renamed_value(message, text, shown), _renamed_value(help, text, shown)
        for span, holes in self._holes.items():
            if not touch(span, found.span):
                continue
            if found.code == "ODN301" and len(holes) == 1:
                help = help.replace(f"DateTime'{_TIME}'", f"DateTime'{holes[0].name}'")
            for hole in holes:
                text = self._text_of(hole)
                if text and found.code in _BY_VALUE and (text, hole.name) in self._shown and "; it writes " not in message:
                    parts = [self._text_of(one) for one in holes if one.name == hole.name]
                    written = text if len(parts) == 1 else self._filled(span)
                    message = f"{message}; it writes '{written}'" if hole.name in message else message
                if hole.written.remedy and found.code in _BY_VALUE:
                    help = f"write {hole.written.remedy}"
        return found.replace(message=message, help=help)

    def _filled(self, span: Span) -> str:
        """Return a unit as it stands in the filled text."""
        edits = [edit for edit in self._edits if span[0] <= edit[0] and edit[1] <= span[1]]
        return Probe(self._shape.text[: span[1]], edits).text[span[0] :].strip("'")


def _renamed_value(message: str, text: str, shown: str) -> str:
    """Show a hole as the program writes it in place of its filling, which a message may have shortened."""
    for form in (text, shorten(text, 40)):
        if form in message:
            return re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", lambda _: shown, message)
    return message


def _placed(found: list[Diagnostic], probe: Probe) -> list[Diagnostic]:
    """Return findings with their spans in the original; a fix that touches a filling is dropped."""
    placed = []
    for diagnostic in found:
        fix = diagnostic.fix
        if fix is not None:
            there = probe.back(fix.span)
            fix = None if any(touch(there, edit) for edit in probe.edited) else fix.replace(span=there)
        placed.append(diagnostic.replace(span=probe.back(diagnostic.span), fix=fix))
    return placed


def _renamed(found: Diagnostic, shape: Shape) -> Diagnostic:
    """Show the units in place of the parameters that stood for them."""
    message, help = found.message, found.help
    for number, unit in reversed(list(enumerate(shape.units))):
        shown = shape.text[slice(*unit.span)]
        message, help = (text.replace(f"@hole{number}", shown) for text in (message, help))
    return found.replace(message=message, help=help)


def _without_echoes(found: list[Diagnostic]) -> list[Diagnostic]:
    """Return one finding for each place and code; no warning of a hole in which there is an error."""
    errors = [d for d in found if d.severity == "error"]
    unique = {
        (d.span, d.code): d
        for d in reversed(found)
        if d.severity == "error" or d.code != "ODN531" or not any(touch(d.span, error.span) for error in errors)
    }
    dated = [span for span, code in unique if code in {"ODN534", "ODN535"}]
    kept = [d for d in unique.values() if d.code != "ODN114" or not any(touch(d.span, span) for span in dated)]
    return sorted(kept, key=lambda d: (d.span, d.code))
