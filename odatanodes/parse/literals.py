"""Literal text -> `Literal` nodes: one function per terminal of the grammar, called with the text and its span.

Raises `SyntaxProblem` for what has the form of a literal and no value: a number beyond Edm.Double, half a surrogate pair.
Source of the forms: OData ABNF section 7; OData 3 for the prefixed dates and guids that Azure Batch documents.
"""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes.ast.unsealed import Literal
from odatanodes.diagnostics import Diagnostic

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.diagnostics import Fix, Span

__all__ = ["LITERALS", "MAX_DIGITS", "SyntaxProblem", "prefixed"]

MAX_DIGITS = 4300
"""Digits of one number: Python itself refuses to write a longer integer as text."""


class SyntaxProblem(Exception):  # noqa: N818 - it becomes an ODataSyntaxError, which also knows the whole text
    """What a tree builder found wrong; parse makes the ODataSyntaxError of it."""

    def __init__(self, code: str, message: str, span: Span, help: str = "", fix: Fix | None = None) -> None:
        super().__init__(message)
        self.diagnostic = Diagnostic(code, message, span, help, "error", fix)


def _null(_: str, span: Span) -> Literal:
    return Literal(None, "", span, edm.NULL)


def _boolean(text: str, span: Span) -> Literal:
    return Literal(text.lower() == "true", "", span, edm.BOOLEAN)


def _int(text: str, span: Span) -> Literal:
    if len(text) > MAX_DIGITS:
        _check_digits(text, span)
    value = int(text)
    return Literal(value, "", span, edm.INT32 if -(2**31) <= value < 2**31 else edm.type_of(value))


def _decimal(text: str, span: Span) -> Literal:
    from decimal import Decimal

    _check_digits(text, span)
    return Literal(Decimal(text), "", span, edm.DECIMAL)


def _double(text: str, span: Span) -> Literal:
    _check_digits(text, span)
    value = float(text)
    mantissa = text.lower().partition("e")[0]
    if value in {float("inf"), float("-inf")}:
        raise SyntaxProblem(
            "ODN117", f"'{text}' is beyond the range of a double", span, "the largest double is 1.7976931348623157e308"
        )
    if value == 0 and mantissa.strip("+-0."):
        raise SyntaxProblem("ODN117", f"'{text}' is too near to zero for a double", span, "the smallest double is 5e-324")
    return Literal(value, "", span, edm.DOUBLE)


def _check_digits(text: str, span: Span) -> None:
    if len(text) > MAX_DIGITS:
        raise SyntaxProblem("ODN117", f"a number of {len(text):,} digits", span, f"at most {MAX_DIGITS:,} digits are read")


def _infinity(text: str, span: Span) -> Literal:
    return Literal(float(text), "", span, edm.DOUBLE)


def _string(text: str, span: Span) -> Literal:
    value = text[1:-1]
    return Literal(value.replace("''", "'") if "'" in value else value, "", span, edm.STRING)


def json_value(text: str, span: Span) -> str:
    """Return the value of a string in double quotes, quotes included."""
    if "\\" not in text:
        return text[1:-1]
    import json

    value: str = json.loads(text)
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise SyntaxProblem(
            "ODN116",
            r"'\u' with half a surrogate pair is not a character",
            span,
            r"write both halves, '\ud83d\ude00', or the character itself",
        )
    return value


def _json_string(text: str, span: Span) -> Literal:
    return Literal(json_value(text, span), "json", span, edm.STRING)


def _date(text: str, span: Span) -> Literal:
    _check_digits(text, span)
    return Literal(edm.Date.parse(text), "", span, edm.DATE)


def _date_time_offset(text: str, span: Span) -> Literal:
    if len(text) > MAX_DIGITS:
        _check_digits(text, span)
    return Literal(edm.DateTimeOffset.parse(text), "", span, edm.DATE_TIME_OFFSET)


def _time_of_day(text: str, span: Span) -> Literal:
    return Literal(edm.TimeOfDay.parse(text), "", span, edm.TIME_OF_DAY)


def _guid(text: str, span: Span) -> Literal:
    from uuid import UUID

    return Literal(UUID(text), "", span, edm.GUID)


# --- literals with a prefix: the word has been recognised, the quotes are still there ----------------------------------


def _binary(text: str, span: Span) -> Literal:
    from base64 import urlsafe_b64decode

    digits = text.partition("'")[2][:-1].rstrip("=")
    return Literal(urlsafe_b64decode(digits + "=" * (-len(digits) % 4)), "", span, edm.BINARY)


def _duration(text: str, span: Span) -> Literal:
    inside = text.partition("'")[2][:-1]
    if len(inside) > MAX_DIGITS:
        _check_digits(inside, span)
    return Literal(edm.Duration.parse(inside), "quoted", span, edm.DURATION)


def _enum(text: str, span: Span) -> Literal:
    type_name, _, members = text.partition("'")
    value = edm.EnumValue(type_name, tuple(members[:-1].split(",")))
    return Literal(value, "", span, edm.type_of(value))


def _date_time_v3(text: str, span: Span) -> Literal:
    _check_digits(text, span)
    inside = text.partition("'")[2][:-1]
    value = edm.DateTimeOffset.parse(inside)
    if inside[0].isalpha() and value.valid and inside[:3].lower() != value.local.weekday[:3].lower():
        right = value.local.weekday
        help = f"write DateTime'{right[:3]}{inside[3:]}', or DateTime'{value}'"
        raise SyntaxProblem("ODN114", f"'{inside[:16]}' is a {right}", (span[1] - len(inside) - 1, span[1] - 1), help)
    return Literal(value, "v3", span, edm.DATE_TIME_OFFSET)


def _guid_v3(text: str, span: Span) -> Literal:
    from uuid import UUID

    return Literal(UUID(text.partition("'")[2][:-1]), "v3", span, edm.GUID)


_NUMBER = r"(?:[+-]?[0-9]++(?:\.[0-9]++)?(?:e[+-]?[0-9]++)?|-?inf|nan)"
_POINT, _LINE, _RING = r"\(#\)", r"\(#(?:,#)++\)", r"\(#(?:,#)*+\)"
_POLYGON = rf"\({_RING}(?:,{_RING})*+\)"
_SHAPES = (
    rf"Point{_POINT}|LineString{_LINE}|Polygon{_POLYGON}|MultiPoint\((?:{_POINT}(?:,{_POINT})*+)?\)"
    rf"|MultiLineString\((?:{_LINE}(?:,{_LINE})*+)?\)|MultiPolygon\((?:{_POLYGON}(?:,{_POLYGON})*+)?\)"
)
_COLLECTIONS = r"(?:GeometryCollection\()*+@(?:\)*+,(?:GeometryCollection\()*+@)*+\)*+"


def _geo(text: str, span: Span) -> Literal:
    """Read well-known text from the inside out: positions become #, shapes become @, what is left are collections."""
    family, _, inside = text.partition("'")
    srid, _, shape = inside[:-1].partition(";")
    folded = re.sub(rf"{_NUMBER}(?: {_NUMBER}){{1,3}}+(?![^,)])", "#", shape, flags=re.IGNORECASE)
    folded = re.sub(_SHAPES, "@", folded, flags=re.IGNORECASE)
    if re.fullmatch(_COLLECTIONS, folded, flags=re.IGNORECASE) is None or not _balanced(folded):
        help = f"write {family.lower()}'SRID=0;Point(142.1 64.1)'; several positions are parted by commas"
        raise SyntaxProblem("ODN114", "no such geographic shape", (span[0] + len(text) - len(shape) - 1, span[1] - 1), help)
    value = edm.Geo(family.lower(), int(srid[5:]), shape)
    return Literal(value, "", span, edm.type_of(value))


def _balanced(folded: str) -> bool:
    """Whether every collection closes, and nothing stands beside the outermost."""
    depth = 0
    for char in folded:
        depth += (char == "(") - (char == ")")
        if depth < 0 or (depth == 0 and char == ","):
            return False
    return depth == 0


LITERALS: dict[str, Callable[[str, Span], Literal]] = {
    "NULL": _null,
    "BOOLEAN": _boolean,
    "INT": _int,
    "DECIMAL": _decimal,
    "DOUBLE": _double,
    "INFINITY": _infinity,
    "NEGATIVE_INFINITY": _infinity,
    "STRING": _string,
    "JSON_STRING": _json_string,
    "GUID": _guid,
    "DATE": _date,
    "DATE_TIME_OFFSET": _date_time_offset,
    "TIME_OF_DAY": _time_of_day,
    "BINARY": _binary,
    "DURATION": _duration,
    "ENUM": _enum,
    "GEO": _geo,
    "DATE_TIME_V3": _date_time_v3,
    "GUID_V3": _guid_v3,
}
"""What becomes of each literal terminal."""


def prefixed(text: str, forms: dict[str, tuple[str, str]]) -> str | None:
    """Return the terminal of `word'…'`, or None where the word is unknown or the inside has not its form.

    `forms` are terminal and pattern by word. Dates are not matched but read at once: that pattern is the longest of all.
    """
    word, _, inside = text.partition("'")
    word = word.lower()
    terminal, pattern = forms.get("" if "." in word else word, ("", ""))
    if terminal == "DATE_TIME_V3":
        try:
            edm.DateTimeOffset.parse(inside[:-1])
        except ValueError:
            return None
        return terminal
    return terminal if terminal and re.fullmatch(pattern, text) else None
