"""Completion at the cursor: properties, values, operators, functions and variables, as grammar and schema allow.

The parser's table gives what may stand there at all; the schema, the types and the service give the order, likeliest first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from odatanodes import ast, edm
from odatanodes.functions.table import FUNCTIONS
from odatanodes.lsp.cursor import cursor_at
from odatanodes.lsp.pages import function_page, property_line, property_page, word_page
from odatanodes.lsp.resolve import compared, path_of, property_of, type_of
from odatanodes.parse import tables
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from odatanodes.diagnostics import Span
    from odatanodes.lsp.cursor import Cursor
    from odatanodes.lsp.documents import Document
    from odatanodes.schema.types import Property
    from odatanodes.service import Service

__all__ = ["Completion", "completions"]


class Completion(NamedTuple):
    """One thing to write: `text` in place of the span; `snippet` the same with tab stops, where a client knows them.

    `kind` is property, value, operator, keyword, function, variable or type; `rank` orders, the lowest first.
    """

    label: str
    kind: str
    text: str
    detail: str = ""
    page: str = ""
    rank: int = 0
    snippet: str = ""


def completions(document: Document, offset: int) -> tuple[Span, list[Completion]] | None:
    """Return the span of the word at the cursor and what can stand there; None outside of expressions."""
    cursor = cursor_at(document, offset)
    if cursor is None:
        return None
    written = cursor.place.written
    if written[:1] == "'":
        found = list(_values(cursor, "'"))
    elif "'" in written or written[:1] in {'"', "@"} or written[:1].isdigit():
        return None
    else:
        found = list(_words(cursor))
    return cursor.span, sorted(_as_written(cursor, found), key=lambda one: one.rank)


def _as_written(cursor: Cursor, found: list[Completion]) -> Iterator[Completion]:
    """Yield completions as the string of the host takes them, those that it does not take left out."""
    quoted = [one for one in found if "'" in one.text]
    others = [one for one in found if "'" not in one.text]
    for group in (quoted, others):
        style = cursor.style_for(max(group, key=lambda one: " " in one.text).text) if group else None
        if style is not None:
            yield from (one if style(one.text) == one.text else one._replace(text=style(one.text), snippet="") for one in group)


def _words(cursor: Cursor) -> Iterator[Completion]:
    expected = cursor.place.expected
    if cursor.place.values[-1:] == ["/"]:
        yield from _steps(cursor)
    elif cursor.option == "select":
        yield from _select_items(cursor)
    elif cursor.option == "expand":
        yield from _expanded(cursor)
    elif "COLLECTION" in expected:
        yield from (Completion(name, "type", name) for name in edm.PRIMITIVES)
        yield from _properties(cursor, cursor.schema, "", rank=1) if {"STRING", "INT"} <= expected else ()
    elif {"STRING", "INT"} <= expected:
        yield from _values(cursor, "")
        if "NAME" in expected:
            yield from _operands(cursor)
    elif "EQUALITY" in expected:
        yield from _operators(cursor)
    elif "NAME" in expected and _opens_lambda(cursor):
        yield from _new_variable(cursor)
    yield from _line_words(cursor)


def _line_words(cursor: Cursor) -> Iterator[Completion]:
    """Yield what an expression of an .odata file can begin with besides itself."""
    source = cursor.document.source
    before = source.line_at(cursor.span[0])[: source.place(cursor.span[0])[1] - 1]
    begins = not before.strip() and cursor.place.word[0] == 0
    if begins and cursor.expression.language == "odata" and cursor.option == "filter":
        yield Completion("select:", "keyword", "select: ", "the line holds a $select", rank=90)


# --- paths -----------------------------------------------------------------------------------------------------------


def _steps(cursor: Cursor) -> Iterator[Completion]:
    """Yield what can follow a slash."""
    place = cursor.place
    source = place.values[-2] if len(place.values) > 1 else None
    owner = type_of(source, cursor.scope)
    if isinstance(owner, edm.CollectionType) and cursor.option == "filter":
        variable = _free_variable(path_of(source, cursor.scope), cursor)
        for kind in ("any", "all"):
            snippet = f"{kind}(${{1:{variable}}}: $0)"
            yield Completion(kind, "function", f"{kind}({variable}: ", "for its items", word_page(kind), 0, snippet)
        yield Completion("$count", "keyword", "$count", "Edm.Int64", word_page("$count"), 1)
    elif isinstance(owner, edm.CollectionType):
        yield from _properties(cursor, owner.item, path_of(source, cursor.scope))
    else:
        yield from _properties(cursor, owner, path_of(source, cursor.scope))


def _properties(cursor: Cursor, owner: object, path: str, rank: int = 0, wanted: edm.Type = edm.ANY) -> Iterator[Completion]:
    """Yield the properties of a type; last come those of another type than is wanted, and those the service refuses."""
    if not isinstance(owner, ComplexType):
        return
    service = cursor.service if cursor.option == "filter" else None
    for found in owner.properties.values():
        whole = f"{path}/{found.name}" if path else found.name
        refused = service is not None and not _leads_on(service, whole)
        detail = property_line(found) + (f"; {service.name} does not filter on it" if refused and service else "")
        page = property_page(whole, found, cursor.schema, option=cursor.option)
        last = 20 * refused + 8 * (not _comparable(found.type, wanted))
        yield Completion(found.name, "property", found.name, detail, page, rank + last)


def _comparable(type: edm.Type, wanted: edm.Type) -> bool:
    """Whether a type can be compared with the one that is wanted, or leads to properties that can."""
    known = type is not edm.ANY and wanted is not edm.ANY and not isinstance(type, ComplexType)
    return not known or type == wanted or (type in edm.NUMBERS and wanted in edm.NUMBERS)


def _leads_on(service: Service, path: str) -> bool:
    return service.entry(path) is not None or any(known.startswith(f"{path}/") for known in service.filterable)


def _select_items(cursor: Cursor) -> Iterator[Completion]:
    if "STAR" not in cursor.place.expected:
        return
    taken = {path_of(item.path, cursor.scope) for value in cursor.place.values if isinstance(value, list) for item in value}
    yield from (one for one in _properties(cursor, cursor.schema, "") if one.label not in taken)
    if not taken:
        yield Completion("*", "keyword", "*", "every property", rank=30)


def _expanded(cursor: Cursor) -> Iterator[Completion]:
    """Yield the names that the list API expands."""
    for name in cursor.service.expands if cursor.service else ():
        found = cursor.schema.properties.get(name) if cursor.schema else None
        if found is not None and "STAR" in cursor.place.expected:
            page = property_page(name, found, cursor.schema, option="expand")
            yield Completion(name, "property", name, property_line(found), page)


# --- lambdas ---------------------------------------------------------------------------------------------------------


def _opens_lambda(cursor: Cursor) -> bool:
    values = cursor.place.values
    return len(values) > 3 and values[-1] == "(" and values[-3] == "/" and str(values[-2]).lower() in {"any", "all"}


def _new_variable(cursor: Cursor) -> Iterator[Completion]:
    path = path_of(cursor.place.values[-4], cursor.scope)
    name = _free_variable(path, cursor)
    yield Completion(f"{name}: ", "variable", f"{name}: ", f"an item of {path}")


def _free_variable(path: str, cursor: Cursor) -> str:
    first = path.rpartition("/")[2][:1].lower() or "x"
    names = (first, *"xyzabc")
    return next((name for name in names if name not in cursor.place.variables), "item")


# --- values ----------------------------------------------------------------------------------------------------------


def _values(cursor: Cursor, quote: str) -> Iterator[Completion]:
    """Yield the values that what stands left can be compared with; only texts where a quote is open."""
    left = compared(cursor.place.values)
    found = property_of(left, cursor.scope)
    if found is not None:
        for member in found.members:
            yield Completion(f"'{member}'", "value", f"'{member}'", f"a value of {path_of(left, cursor.scope)}")
    if quote or left is None:
        return
    type = type_of(left, cursor.scope)
    if type is edm.DATE_TIME_OFFSET:
        day = _today()
        snippet = f"DateTime'${{1:{day}}}T${{2:00:00:00}}Z'"
        yield Completion("DateTime'…'", "value", f"DateTime'{day}T00:00:00Z'", "an instant", rank=0, snippet=snippet)
    if type in {edm.BOOLEAN, edm.ANY}:
        yield from (Completion(word, "value", word, "", word_page(word), 1) for word in ("true", "false"))
    if "NULL" in cursor.place.expected and (found is None or found.nullable):
        yield Completion("null", "value", "null", "no value", word_page("null"), 12)


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


# --- operands --------------------------------------------------------------------------------------------------------


def _operands(cursor: Cursor) -> Iterator[Completion]:
    """Yield what a condition, or the other side of one, can begin with."""
    left = compared(cursor.place.values)
    wanted = edm.ANY if left is None else type_of(left, cursor.scope)
    for name in cursor.place.variables:
        item = type_of(ast.Var(name), cursor.scope)
        yield Completion(name, "variable", name, str(item), rank=1)
    rank = 1 if left is None else 10
    yield from _properties(cursor, cursor.schema, "", rank, wanted)
    for function in FUNCTIONS.values():
        results = {signature.result for signature in function.signatures}
        fits = wanted is edm.ANY or f"Edm.{function.signatures[0].result}" == str(wanted)
        likely = ("Boolean" in results) if left is None else fits
        has_arguments = bool(function.signatures[0].parameters)
        text = f"{function.spelling}{'(' if has_arguments else '()'}"
        rank = 14 if likely else 16
        snippet = f"{function.spelling}($0)" if has_arguments else ""
        yield Completion(
            function.spelling, "function", text, _results(results), function_page(function), 14 + 2 * (not likely), snippet
        )
    if left is None and "NOT" in cursor.place.expected:
        yield Completion("not", "keyword", "not ", "", word_page("not"), 13)
    for word in ("case", "cast", "isof"):
        yield Completion(word, "function", f"{word}(", "", word_page(word), 40, f"{word}($0)")


def _results(results: set[str]) -> str:
    return "the type of its argument" if "same" in results else " or ".join(sorted(results))


# --- operators -------------------------------------------------------------------------------------------------------

_BY_TYPE: dict[str, tuple[str, ...]] = {
    "Edm.Boolean": ("eq", "ne", "and", "or", "in"),
    "Edm.String": ("eq", "ne", "in", "gt", "ge", "lt", "le"),
    "Edm.Guid": ("eq", "ne", "in"),
}
_ORDERED = ("eq", "ne", "gt", "ge", "lt", "le", "in")
_COUNTED = (*_ORDERED, "add", "sub", "mul", "div", "divby", "mod")
_JOINING = ("and", "or")


def _operators(cursor: Cursor) -> Iterator[Completion]:
    """Yield the operators that the grammar allows and that fit the type of what stands left."""
    left = cursor.place.left_operand
    allowed = {
        word for word, number in tables.WORDS.items() if word.isalpha() and tables.TERMINALS[number] in cursor.place.expected
    }
    blank = "" if cursor.place.text[: cursor.place.word[0]][-1:].isspace() else " "
    accepted = _accepted(cursor, property_of(left, cursor.scope), path_of(left, cursor.scope))
    for at, word in enumerate(word for word in _fitting(left, type_of(left, cursor.scope)) if word in allowed):
        refused = accepted is not None and word not in accepted and word not in _JOINING
        detail = f"{cursor.service.name} does not take it here" if refused and cursor.service else ""
        text = f"{blank}{word} (" if word == "in" else f"{blank}{word} "
        snippet = f"{blank}{word} ($0)" if word == "in" else ""
        yield Completion(word, "operator", text, detail, word_page(word), at + 20 * refused, snippet)


def _fitting(left: object, type: edm.Type) -> tuple[str, ...]:
    if type is edm.BOOLEAN and not isinstance(left, ast.Member | ast.Call):
        return _JOINING
    if type in edm.NUMBERS:
        return _COUNTED
    if isinstance(type, ComplexType | edm.CollectionType):
        return ("eq", "ne")
    if type is edm.ANY:
        return (*_COUNTED, "has", *_JOINING)
    return _BY_TYPE.get(str(type), _ORDERED)


def _accepted(cursor: Cursor, found: Property | None, path: str) -> frozenset[str] | None:
    """Return the operators that the service accepts on a property; None where it does not matter."""
    if cursor.service is None or found is None:
        return None
    entry = cursor.service.entry(path)
    return frozenset(entry.operators).intersection(ast.COMPARISONS) if entry else frozenset()
