"""What a string would be if its quotes were gone: numbers, Booleans, dates."""

from __future__ import annotations

import re

from odatanodes import edm
from odatanodes.check.promotion import numeric

_number = re.compile(r"[+-]?(?:\d{1,40})(?:\.\d{1,40})?\Z", re.ASCII).match
_zoneless = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,12})?)?)\Z", re.ASCII).match


def read_as(text: str, type: edm.Type) -> object | None:
    """Return the value a text stands for when read as a literal of a type; None when it is none."""
    text = text.strip()
    if numeric(type):
        if _number(text) is None:
            return None
        if "." not in text:
            return int(text)
        from decimal import Decimal

        return Decimal(text)
    if type is edm.BOOLEAN:
        return {"true": True, "false": False}.get(text.lower())
    try:
        return _read_time(text, type)
    except ValueError:
        return None


def _read_time(text: str, type: edm.Type) -> object | None:
    if type is edm.DATE_TIME_OFFSET:
        if len(text) <= 10:
            return edm.DateTimeOffset(edm.Date.parse(text), 0)
        return edm.DateTimeOffset.parse(text.replace(" ", "T", 1) if text[:4].isdigit() else text)
    if type is edm.DATE:
        return edm.Date.parse(text) if len(text) <= 10 else edm.DateTimeOffset.parse(text).local
    if type is edm.TIME_OF_DAY:
        return edm.TimeOfDay.parse(text)
    if type is edm.DURATION:
        return edm.Duration.parse(text)
    if type is edm.GUID:
        from uuid import UUID

        return UUID(text) if len(text) == 36 else None
    return None


def zoneless(text: str) -> str:
    """Return a date and time that lacks its zone as UTC, the likeliest; empty for any other text."""
    match = _zoneless(text.strip())
    if match is None:
        return ""
    candidate = f"{match[1]}T{match[2]}Z"
    try:
        edm.DateTimeOffset.parse(candidate)
    except ValueError:
        return ""
    return candidate


# --- placeholders ----------------------------------------------------------------------------------------------------

_placeholder = re.compile(r"\$?\{[^{}]*\}|\$\(\w+\)|%(?:\(\w*\))?[sdr]\b|<[A-Za-z][\w -]*>").search


def has_placeholder(text: str) -> bool:
    """Whether a string has a placeholder of a programming language in it: `{pool_id}`, `%s`, `${name}`, `<name>`."""
    return _placeholder(text) is not None


def bound(text: str, how: str = "", *, listed: bool = False) -> str:
    """Return the advice to write a parameter in place of a placeholder: `@x` for `{x}`, `@value` for `{x}-1`."""
    from odatanodes.parse.mistakes.placeholders import alias

    if listed:
        return "write @values in place of the list and bind a list to it"
    whole = _placeholder(text)
    name = alias(text) if whole is not None and whole[0] == text else "@value"
    return f"write {name}{how} and bind a value to it"


def fill_in(text: str, *, listed: bool = False) -> str:
    """Return the advice for a string with a placeholder in it, perhaps one in the list of `in`."""
    return f"{bound(text, ' without quotes', listed=listed)}, or fill it in before the filter is used"
