"""JSON values from text, strictly, with the reason where a text is none.

Comes in: a text and where a value begins. Goes out: the value and where it ends; or BrokenJSONError. Of duplicate keys the last
wins. NaN and Infinity are no JSON. A number beyond what Python's float or int can hold is kept as `Beyond`, which no filter can
use.
"""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecoder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

__all__ = ["BLANKS", "UNTERMINATED", "Beyond", "BrokenJSONError", "kind", "node_of", "on_one_line", "plain_value_at", "value_at"]

BLANKS = b" \t\r\n"
_BLANKS = BLANKS.decode()
UNTERMINATED = "unterminated string"
_CUT = r"(?a:(?:t(?:ru?)?|f(?:a(?:ls?)?)?|n(?:ul?)?|N(?:aN?)?|-?(?:I[nfity]*)?|[.eE][+-]?\d*|\\?u?[0-9a-fA-F]*)\s*\Z)"
"""What is left of a text where it may be the beginning of a token; of strings that is known without."""


class BrokenJSONError(ValueError):
    """A text is no JSON: why, and where (`at`; None where it is the value as a whole).

    `cut`: more text might mend it. `end`: where the value ends, if that is known all the same.
    """

    def __init__(self, reason: str, at: int | None = None, *, cut: bool = False, end: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.at = at
        self.cut = cut
        self.end = end

    def said(self, start: int) -> str:
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
    raise _ConstantError(f"{name} is no JSON")


def _float(digits: str) -> float | Beyond:
    number = float(digits)
    return number if number - number == 0 else Beyond(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number - number != 0:  # written again, it would be no JSON
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
"""The same as value_at, but raises StopIteration, ValueError or RecursionError: a plain call of the scanner."""
_exact = JSONDecoder(parse_constant=_no_constant, parse_float=_finite)


def _is_cut(text: str, at: int) -> bool:
    return re.compile(_CUT).match(text, at) is not None  # compiled when first asked for: most texts are complete


def value_at(text: str, start: int) -> tuple[Any, int]:
    """Return the JSON value that begins at an offset, and the offset where it ends; raises BrokenJSONError."""
    try:
        value: tuple[Any, int] = _scan(text, start)
    except (StopIteration, ValueError, RecursionError) as error:
        return _again(text, start, error)
    return value


def _again(text: str, start: int, error: Exception) -> tuple[Any, int]:
    """Say why there is no value; an integer of thousands of digits is one."""
    if isinstance(error, StopIteration):
        raise BrokenJSONError("expecting a value", error.value, cut=_is_cut(text, error.value)) from None
    if isinstance(error, RecursionError):
        raise BrokenJSONError("it is nested too deeply") from None
    if isinstance(error, json.JSONDecodeError):
        reason = (error.msg[0].lower() + error.msg[1:]).removesuffix(" at").removesuffix(" starting")
        if reason == UNTERMINATED:
            raise BrokenJSONError(reason, len(text.rstrip(_BLANKS)), cut=True) from None
        if (
            text[error.pos : error.pos + 1] in {"\n", "\r"} and reason == "invalid control character"
        ):  # a string goes on at most to the end of its line
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

    Raises BrokenJSONError for a number that JSON cannot say again.
    """
    try:
        node: dict[str, Any] = _exact.decode(record.decode())
    except ValueError as error:  # digits beyond number
        reason = "an integer is beyond what a number can hold" if "digits" in str(error) else str(error)
        raise BrokenJSONError(reason) from None
    return node


_STRINGS_AND_BLANKS = rb'("(?:[^"\\]|\\.)*")|[ \t\r\n]+'


def on_one_line(record: bytes) -> bytes:
    r"""Return the bytes of a record; where it has several lines, without the blanks between its parts.

    >>> on_one_line(b'{\n  "a": 1.0\n}'), on_one_line(b'{"a": "b c"}')
    (b'{"a":1.0}', b'{"a": "b c"}')
    """
    return re.sub(_STRINGS_AND_BLANKS, rb"\1", record) if b"\n" in record else record


def kind(value: object) -> str:
    """Return what a JSON value is, in words."""
    names = {str: "a string", bool: "a boolean", int: "a number", float: "a number", Beyond: "a number", list: "an array"}
    return names.get(type(value), "null")
