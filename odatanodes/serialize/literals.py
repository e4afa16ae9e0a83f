"""Literals: a value to its canonical text, in either dialect; ValueError for a value no literal writes."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.base.text import picture

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import Literal as L

    Dialect = L["odata4", "batch"]


def literal_text(value: object, dialect: Dialect = "odata4") -> str:
    """Return a literal's text; "batch" writes an instant in UTC. Raises ValueError for a value no literal writes.

    An instant whose year in UTC is not one of 1 to 9999, which no service reads, keeps its offset.

    >>> literal_text("O'Neil"), literal_text(1.5), literal_text(edm.Date(2025, 2, 1))
    ("'O''Neil'", '1.5e0', '2025-02-01')
    """
    if dialect == "batch" and isinstance(value, edm.DateTimeOffset) and not edm.unwritable(value) and value.valid:
        utc = value.utc()
        value = utc if 1 <= utc.local.year <= 9999 else value
    return value_text(value, dialect)


def value_text(value: object, dialect: Dialect) -> str:
    """Return a literal's text, an instant with the offset it has."""
    why = edm.unwritable(value)
    if why:
        raise ValueError(f"no literal writes {picture(value)}: {why}")
    match value:
        case str():
            return "'" + value.replace("'", "''") + "'"
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case edm.DateTimeOffset():
            return f"DateTime'{value}'" if dialect == "batch" else str(value)
        case edm.Date() | edm.TimeOfDay() | edm.Geo() | edm.EnumValue():
            return str(value)
        case edm.Duration():
            return f"duration'{value}'"
        case float():
            return _float_text(value)
        case bytes():
            from base64 import urlsafe_b64encode

            return f"binary'{urlsafe_b64encode(value).decode()}'"
        case _:
            return _rare_text(value, dialect)


def _rare_text(value: object, dialect: Dialect) -> str:
    kind = type(value).__name__  # by name, as in edm.type_of: decimal and uuid are not imported for it
    if kind == "Decimal":
        return _decimal_text(value)  # type: ignore[arg-type]
    if kind == "UUID":
        return f"guid'{value}'" if dialect == "batch" else str(value)
    raise ValueError(f"no literal writes {kind}: {picture(value)}")


def _float_text(value: float) -> str:
    """Write a double with an exponent, which tells it from a decimal."""
    if value != value:  # noqa: PLR0124 - NaN, without importing math
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "INF" if value > 0 else "-INF"
    text = repr(value)
    return text.replace("e+", "e") if "e" in text else f"{text.removesuffix('.0')}e0"


def _decimal_text(value: Decimal) -> str:
    """Write a decimal with a point and no exponent, which tells it from an integer and a double."""
    text = format(value, "f")
    return text if "." in text else f"{text}.0"


def search_text(text: str) -> str:
    """Return the text of $search as it stands, if it ends where it should: quotes and parentheses closed, no semicolon."""
    level = 0
    for number, piece in enumerate(text.split('"')):
        for char in piece if number % 2 == 0 else "":
            level += (char == "(") - (char == ")")
            if not 0 <= level <= 2 or char == ";":
                raise ValueError(f"a $search of {text!r} would end at '{char}'")
    if level or text.count('"') % 2 or not text or text != text.strip(" \t\r\n"):
        raise ValueError(f"a $search of {text!r} does not end")
    return text


_JSON_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def json_string(text: str) -> str:
    """Return a JSON string in double quotes."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError(f"half a surrogate pair in the name {text!a}")
    return '"' + "".join([_JSON_ESCAPES.get(char) or (f"\\u{ord(char):04x}" if char < " " else char) for char in text]) + '"'
