"""Hover: a property with type and filterability, a function, an operator, a value, or a finding's rule, as Markdown.

The expression may be broken elsewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes import ast, edm
from odatanodes.diagnostics import ODataError
from odatanodes.diagnostics.rules import catalogue
from odatanodes.functions.table import FUNCTIONS
from odatanodes.lsp.pages import function_page, property_line, property_page, rule_page, type_text, word_page
from odatanodes.lsp.resolve import Scope, compared, path_of, property_of, schema_of, type_of
from odatanodes.parse import parse_filter
from odatanodes.parse.expected import place_of_token

if TYPE_CHECKING:
    from odatanodes.diagnostics import Span
    from odatanodes.extract import Expression
    from odatanodes.lsp.documents import Document
    from odatanodes.parse.expected import Place
    from odatanodes.schema.types import EntityType

__all__ = ["hover", "masked"]

_CALLED = re.compile(r"\s*\(")
_CODE = re.compile(r"ODN\d{3}")


def hover(document: Document, offset: int) -> tuple[Span, str] | None:
    """Return the text for a place and the span it is about; None if there is none."""
    said: list[tuple[Span, str]] = []
    found = document.at(offset)
    if found is not None:
        expression, inner = found
        about = _about(document, expression, inner)
        if about is not None:
            said.append((expression.host_span(about[0]), about[1]))
    said += _rules_at(document, offset)
    if not said:
        return None
    return said[0][0], "\n\n---\n\n".join(dict.fromkeys(text for _, text in said))


def masked(expression: Expression) -> str:
    """Return the text of an expression with a parameter of the same length for each hole."""
    text = expression.text
    for hole in expression.holes:
        start, end = hole.span
        text = text[:start] + ("@" + "h" * (end - start - 1) if end - start > 1 else "0" * (end - start)) + text[end:]
    return text


def _about(document: Document, expression: Expression, offset: int) -> tuple[Span, str] | None:
    text = masked(expression)
    if offset >= len(text) or text[offset].isspace():
        return None
    hole = next((hole for hole in expression.holes if hole.span[0] <= offset < hole.span[1]), None)
    if hole is not None:
        return hole.span, f"`{hole.name}` is put in by the program"
    place = place_of_token(text, "filter" if expression.option == "filter" else "select", offset)
    schema = schema_of(expression, document.settings.api)
    page = _page(place, schema, expression.option)
    return (place.word, page) if page else None


def _page(place: Place, schema: EntityType | None, option: str) -> str:
    word = place.written
    if not word:
        return ""
    scope = Scope(schema, place.variables)
    if word[0] == "'":
        return _value_page(word, place, scope)
    if "NAME" in place.expected or "QUALIFIED_NAME" in place.expected:
        function = FUNCTIONS.get(word.lower())
        if function and _CALLED.match(place.text, place.word[1]):
            return function_page(function)
        if word in place.variables:
            variable = ast.Var(word)
            return f"**{word}**: an item of `{path_of(variable, scope)}`, {type_text(type_of(variable, scope))}"
        page = _property_page(place, scope, word, schema, option)
        if page:
            return page
    if word[-1] == "'" or word[0].isdigit():
        return _literal_page(word)
    return word_page(word)


def _property_page(place: Place, scope: Scope, word: str, schema: EntityType | None, option: str) -> str:
    source = place.values[-2] if place.values[-1:] == ["/"] else None
    node = ast.Member(source if isinstance(source, ast.Expr) else None, word)
    found = property_of(node, scope)
    return property_page(path_of(node, scope), found, schema, option=option) if found else ""


def _value_page(word: str, place: Place, scope: Scope) -> str:
    """Return what a string is compared with, and whether it can be such a value."""
    node = compared(place.values)
    found = property_of(node, scope)
    value = word.strip("'").replace("''", "'")
    if found is None or not found.members:
        return ""
    known = {member.lower(): member for member in found.members}
    path = path_of(node, scope)
    if value.lower() in known:
        return f"**'{known[value.lower()]}'**: a value of `{path}` ({property_line(found)})"
    members = ", ".join(f"`'{member}'`" for member in found.members)
    return f"no value of `{path}`, which is one of {members}"


def _literal_page(word: str) -> str:
    try:
        node = parse_filter(word)
    except ODataError:
        return ""
    return f"a value of type {edm.type_of(node.value)}" if isinstance(node, ast.Literal) else ""


def _rules_at(document: Document, offset: int) -> list[tuple[Span, str]]:
    """Return the rules of the findings at a place, and of a code in a comment that silences it."""
    rules = catalogue()
    source = document.source
    found: list[tuple[Span, str]] = []
    if "odatanodes:" in source.text:
        line = source.line_at(offset)
        start = offset - source.place(offset)[1] + 1
        if "odatanodes:" in line:
            codes = _CODE.finditer(line)
            found += [((start + m.start(), start + m.end()), m[0]) for m in codes if m.start() <= offset - start < m.end()]
    touched = [finding for finding in document.findings if finding.span[0] <= offset < finding.span[1]]
    found += [(finding.span, finding.diagnostic.code) for finding in touched]
    return [(span, rule_page(rules[code])) for span, code in found if code in rules]
