"""Instants of the wire compared with an instant of the filter: as text where text order is exact, parsed where it is not.

The service writes UTC with up to seven fractional digits, trailing zeros left out ("2025-11-22T22:22:27.2236818Z").
Of two such texts the first difference decides, but for spellings that end where the other goes on ("…27Z" against "…27.5Z":
"Z" sorts after "."), and for a leap second, which sorts before the minute it equals. All of these lie in the literal's own
minute or just before it, so: everything before that window, and everything after it, is decided by one comparison of text;
inside it by a few known spellings or by parsing. Texts in another zone, with another shape or with a year past 9999 are
recognised and parsed, exactly to the picosecond. Whether the digits of a UTC text name a day of the calendar is not checked
where text order decides; a Z in it tells it from other strings.
"""

from __future__ import annotations

from functools import lru_cache

from odatanodes import edm
from odatanodes.functions import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from odatanodes.runtime import Place

__all__ = ["NEGATED", "Bound", "order_of"]

_MINUTE = 60 * edm.PICO
NEGATED = {"ge": "lt", "gt": "le", "ne": "eq"}
"""Each of these is the other one's opposite for two values that are not null."""


@lru_cache(maxsize=4096)
def _parsed(text: str) -> edm.DateTimeOffset:
    found: edm.DateTimeOffset = values.instant(text)
    return found


def order_of(value: Any, place: Place, node: Any) -> int:
    """Return the exact instant a node holds, in picoseconds; raises EvaluationError for anything else."""
    if value.__class__ is str:
        try:
            return _parsed(value).order
        except ValueError:
            raise place.wrong(value, node) from None
    instant: edm.DateTimeOffset = place.read(value, node)
    return instant.order


class Bound:
    """A literal instant prepared for comparison with wire text; `plain` is false where only parsing will do (years past 9999).

    `text`: how the instant begins in any spelling. `low`: a text below it is earlier, given that it is UTC with a year of four
    digits. `high`: a text above it is later. `before` and `same`: the spellings between that are earlier and equal.
    """

    __slots__ = ("before", "high", "low", "order", "plain", "same", "text")

    def __init__(self, literal: edm.DateTimeOffset) -> None:
        self.order = literal.order
        utc = literal.utc()
        self.plain = 0 <= utc.local.year <= 9999
        written = str(utc)[:-1]
        minute, body = written[:16], written[:19]
        fraction = written[20:]
        self.text = written
        self.low = written if body[17:] != "00" else self._last_minute(utc) + ":60"
        self.high = minute + "Z"
        zeros = [written + ("" if fraction else ".") * bool(i) + "0" * i + "Z" for i in range(13 - len(fraction))]
        self.same = frozenset(zeros + ([minute + "Z"] if body[17:] == "00" and not fraction else []))
        shorter = {f"{body}.{fraction[:i]}Z" for i in range(1, len(fraction))}
        if fraction:
            shorter.add(body + "Z")
        if fraction or body[17:] != "00":
            shorter.add(minute + "Z")
        self.before = frozenset(shorter)

    @staticmethod
    def _last_minute(utc: edm.DateTimeOffset) -> str:
        return str(edm.DateTimeOffset.from_order(utc.order - _MINUTE))[:16]

    def test(self, op: str, place: Place) -> Callable[[Any, Any], bool]:
        """Return the comparison `value op literal` of a raw value that is not null, with the node for messages."""
        base = NEGATED.get(op, op)
        positive = base == op
        low, high, order, plain, near = self.low, self.high, self.order, self.plain, self.near(base)
        below = (base != "eq") is positive

        def test(value: Any, node: Any) -> bool:
            if plain and value.__class__ is str and "Z" in value:
                if value < low:
                    if value[10:11] == "T":
                        return below
                elif value > high:
                    if value[10:11] == "T":
                        return not positive
                else:
                    try:
                        return near(value) is positive
                    except ValueError:
                        pass
            found = order_of(value, place, node)
            return (found < order if base == "lt" else found <= order if base == "le" else found == order) is positive

        return test

    def near(self, base: str) -> Callable[[str], bool]:
        """Return the test for `lt`, `le` or `eq` of a UTC text between `low` and `high`; it may raise ValueError."""
        text, order = self.text, self.order
        spellings = {"lt": self.before, "le": self.before | self.same, "eq": self.same}[base]

        def near(value: str) -> bool:
            if value >= text:
                return value in spellings
            found = _parsed(value).order  # a leap second, or the minute before without its seconds
            return found < order if base == "lt" else found <= order if base == "le" else found == order

        return near
