"""Strict JSON values from text, with the reason where a text is not JSON.

The last of duplicate keys wins; NaN and Infinity are rejected; a number that Python's float or int cannot hold becomes `Beyond`.
"""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecoder

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

__all__ = ["BLANKS", "UNTERMINATED", "Beyond", "BrokenJSONError", "kind", "node_of", "on_one_line", "plain_value_at", "value_at"]

BLANKS = b" \t\r\n"
_BLANKS = BLANKS.decode()
UNTERMINATED = "unterminated string"
_CUT = r"(?a:(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|N(?:aN?)?|-?(?:I[nfity]*)?|[.eE][+-]?\d*|\\?u?[0-9a-fA-F]*)\s*\Z)"
"""The rest of a text that may be the beginning of a token; strings are recognized without it."""


class BrokenJSONError(ValueError):
    """A text is not JSON: the reason, and the position (`at`; None for the value as a whole).

    `cut`: more text could complete it. `end`: where the value ends, if that is known nevertheless.
    """

    def __init__(self, reason: str, at: int | None = None, *, cut: bool = False, end: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
        self.cut = cut
        self.end = end

    def message(self, start: int) -> str:
        """Return the reason in words; `start` is where the record begins in the text."""
        where = "" if self.at is None else f" at character {self.at - start + 1:,}"
        return f"broken JSON: {self.reason}{where}" + (", where the input ends" if self.cut else "")


class Beyond:
    """A number that Python's float or int cannot hold; equal to nothing, of no type that a filter knows."""

    __slots__ = ("digits",)

    def __init__(self, digits: str) -> None:
        self.digits = digits

    def __repr__(self) -> str:
        return self.digits if len(self.digits) <= 20 else self.digits[:20] + "…"


class _ConstantError(ValueError):
    pass


def _no_constant(name: str) -> NoReturn:
    raise _ConstantError(f"{name} is not valid JSON")


def _float(digits: str) -> float | Beyond:
    number = float(digits)
    return number if number - number == 0 else Beyond(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # infinity cannot be written as JSON
        raise ValueError(f"{Beyond(digits)!r} is beyond what a number can hold")
    return number


def _int(digits: str) -> int | Beyond:
    try:
        return int(digits)
    except ValueError:
        return Beyond(digits)


_scan = JSONDecoder(parse_constant=_no_constant, parse_float=_float).scan_once  # type: ignore[attr-defined]  # what raw_decode calls
_scan_long = JSONDecoder(parse_constant=_no_constant, parse_float=_float, parse_int=_int).scan_once  # type: ignore[attr-defined]
_scan_anything = JSONDecoder(parse_constant=str, parse_float=str, parse_int=str).scan_once  # type: ignore[attr-defined]
plain_value_at = _scan
"""Like value_at, but raises StopIteration, ValueError or RecursionError: a plain call of the scanner."""
_exact = JSONDecoder(parse_constant=_no_constant, parse_float=_finite)


def _is_cut(text: str, at: int) -> bool:
    return re.compile(_CUT).match(text, at) is not None  # compiled on first use: most texts are complete


def value_at(text: str, start: int) -> tuple[Any, int]:
    """Return the JSON value that begins at an offset, and the offset where it ends; raises BrokenJSONError."""
    try:
        value: tuple[Any, int] = _scan(text, start)
    except (StopIteration, ValueError, RecursionError) as error:
        return _again(text, start, error)
    return value


def _again(text: str, start: int, error: Exception) -> tuple[Any, int]:
    """Raise the reason why there is no value; an integer of thousands of digits is one."""
    if isinstance(error, StopIteration):
        raise BrokenJSONError("expecting a value", error.value, cut=_is_cut(text, error.value)) from None
    if isinstance(error, RecursionError):
        raise BrokenJSONError("it is nested too deeply") from None
    if isinstance(error, json.JSONDecodeError):
        reason = (error.msg[0].lower() + error.msg[1:]).removesuffix(" at").removesuffix(" starting")
        if reason.startswith("illegal trailing comma"):  # of Python 3.13 and later; one message for all
            at = len(text) - len(text[error.pos + 1 :].lstrip(_BLANKS))
            wanted = "property name enclosed in double quotes" if text[at : at + 1] == "}" else "a value"
            raise BrokenJSONError(f"expecting {wanted}", at) from None
        if reason == UNTERMINATED:
            raise BrokenJSONError(reason, len(text.rstrip(_BLANKS)), cut=True) from None
        if text[error.pos : error.pos + 1] in {"\n", "\r"} and reason == "invalid control character":  # a string ends on its line
            raise BrokenJSONError(UNTERMINATED, len(text[: error.pos].rstrip(_BLANKS))) from None
        raise BrokenJSONError(reason, error.pos, cut=_is_cut(text, error.pos)) from None
    if isinstance(error, _ConstantError):
        try:
            _, end = _scan_anything(text, start)
        except (StopIteration, ValueError, RecursionError) as other:
            return _again(text, start, other)
        raise BrokenJSONError(str(error), end=end) from None
    try:
        value: tuple[Any, int] = _scan_long(text, start)
    except (StopIteration, ValueError, RecursionError) as other:
        return _again(text, start, other)
    return value


def node_of(record: bytes) -> dict[str, Any]:
    """Return the dict of a record that is known to be JSON, for output.

    Raises BrokenJSONError for a number that JSON output cannot represent.
    """
    try:
        node: dict[str, Any] = _exact.decode(record.decode())
    except ValueError as error:  # digits beyond number
        reason = "an integer is beyond what a number can hold" if "digits" in str(error) else str(error)
        raise BrokenJSONError(reason) from None
    return node


def on_one_line(record: bytes) -> bytes:
    r"""Return a valid record without the white space between its tokens if it has several lines, unchanged otherwise.

    >>> on_one_line(b'{\n  "a": 1.0\n}'), on_one_line(b'{"a": "b c"}')
    (b'{"a":1.0}', b'{"a": "b c"}')
    """
    if b"\n" not in record:
        return record
    if b"\\" not in record:
        return _compact(record)
    # valid JSON has no control characters besides white space: two of them stand for the escapes that matter here
    escaped = record.replace(b"\\\\", b"\0").replace(b'\\"', b"\1")
    return _compact(escaped).replace(b"\1", b'\\"').replace(b"\0", b"\\\\")


def _compact(record: bytes) -> bytes:
    """Remove white space outside strings; each quote begins or ends one. Whole-text operations: 20 times as fast as a regex."""
    parts = record.split(b'"')
    parts[::2] = b'"'.join(parts[::2]).translate(None, BLANKS).split(b'"')
    return b'"'.join(parts)


def kind(value: object) -> str:
    """Return the kind of a JSON value in words."""
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", Beyond: "a number", list: "an array"}
    return names.get(type(value), "null")
