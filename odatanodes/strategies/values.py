"""Values of both objects and the literals they are compared with: few, so that they often meet, and at boundaries."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hypothesis import strategies as st

from odatanodes import edm

if TYPE_CHECKING:
    from odatanodes.schema.types import Property

STRINGS = (
    *("a", "", "A", "ab", "idle", "Idle", "O'Neil", "10", "9", "Standard_D2_v5", "standard_d2_v5", "tvm-1", " a ", "%41"),
    *("é", "e\u0301", "ß", "ss", "SS", "İ", "i̇", "ﬁ", "\U0001f600", "a\U0001f600b", "\x00", "null", "true", "a b", "it's ''"),
)
"""Quotes, blanks, lengths; case pairs, some of them with a case folding of another length; other planes."""
PATTERNS = ("^a", "a$", "b", "^tvm-[0-9]+$", "[A-Z]", ".", "^$")
INT32S = (0, 1, -1, 2, 3, 5, 10, 255, 2**31 - 1, -(2**31))
INT64S = (*INT32S, 2**31, -(2**31) - 1, 2**53, 2**53 + 1, 2**63 - 1, -(2**63))
DECIMALS = tuple(Decimal(text) for text in ("0", "1", "1.0", "0.5", "1.5", "-1.5", "2.5", "0.1", "9007199254740993", "1e-12"))
DOUBLES = (0.0, 1.0, -0.0, 0.5, 1.5, -1.5, 2.5, 0.1, 1e300, 2.0**53, float("inf"), float("-inf"), float("nan"))
WIRE_INSTANTS = (
    *("2025-11-22T22:22:27Z", "2025-11-22T22:22:27.2236818Z", "2025-11-22T22:22:27.2236817Z", "2025-11-22T22:22:27.223681Z"),
    *("2025-11-22T22:22:27.2236819Z", "2025-11-22T22:22:27.5Z", "2025-11-22T22:22:27.4999999Z", "2025-11-22T22:22:28Z"),
    *("2025-01-01T00:00:00Z", "2024-12-31T23:59:59.9999999Z", "2024-02-29T12:00:00Z", "2000-02-29T00:00:00Z"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z"),
)
"""Instants as the service writes them: UTC, up to seven digits."""
ODD_INSTANTS = (
    *("2025-11-22T22:22:27.50Z", "2025-11-22T22:22:27.5000000Z", "2025-11-22T22:22:27.0Z", "2025-11-22T22:22Z"),
    *(
        "2025-11-22T23:22:27.2236818+01:00",
        "2025-11-22T17:22:27.5-05:00",
        "2025-11-22T22:22:27+00:00",
        "2025-11-23T03:52:27.5+05:30",
    ),
    *("2025-11-22t22:22:27z", "2025-11-22T22:22:27.223681800001Z", "2025-11-22T22:22:27.000000000001Z"),
)
"""The same instants and their neighbours in other spellings."""
DATES = tuple(edm.Date.parse(text) for text in ("2025-11-22", "2025-11-23", "2024-02-29", "2025-01-01", "0001-01-01", "9999-12-31"))
TIMES = tuple(edm.TimeOfDay.parse(text) for text in ("22:22:27", "00:00:00", "22:22:27.2236818", "23:59:59.999999999999", "12:00"))
DURATIONS = tuple(
    edm.Duration.parse(text) for text in ("PT0S", "PT1S", "P1D", "PT0.0000001S", "-PT1H", "PT0.000000000001S", "P400D")
)
GUIDS = tuple(UUID(int=number) for number in (0, 1, 2**128 - 1))


strings: st.SearchStrategy[str] = st.sampled_from(STRINGS) | st.text(max_size=4)
instant_texts: st.SearchStrategy[str] = st.sampled_from(WIRE_INSTANTS + ODD_INSTANTS)

_LITERALS: dict[edm.Type, st.SearchStrategy[Any]] = {
    edm.STRING: strings,
    edm.BOOLEAN: st.booleans(),
    edm.INT32: st.sampled_from(INT32S) | st.integers(-(2**31), 2**31 - 1),
    edm.INT64: st.sampled_from(INT64S) | st.integers(-(2**63), 2**63 - 1),
    edm.DECIMAL: st.sampled_from(DECIMALS) | st.decimals(-1000, 1000, places=3),
    edm.DOUBLE: st.sampled_from(DOUBLES) | st.floats(),
    edm.DATE_TIME_OFFSET: st.sampled_from([edm.DateTimeOffset.parse(text) for text in WIRE_INSTANTS + ODD_INSTANTS]),
    edm.DATE: st.sampled_from(DATES) | st.dates().map(edm.from_python),
    edm.TIME_OF_DAY: st.sampled_from(TIMES) | st.times().map(edm.from_python),
    edm.DURATION: st.sampled_from(DURATIONS) | st.timedeltas(-timedelta(1000), timedelta(1000)).map(edm.from_python),
    edm.GUID: st.sampled_from(GUIDS) | st.uuids(),
    edm.BINARY: st.binary(max_size=3),
}
LITERALS: dict[str, st.SearchStrategy[Any]] = {type.name: strategy for type, strategy in _LITERALS.items()}
"""Literal values by the name of their type: hashing a type costs more than drawing a value."""

_members: dict[tuple[str, ...], st.SearchStrategy[Any]] = {}


@cache
def integers(least: int, most: int) -> st.SearchStrategy[int]:
    """Return a strategy that is made once: making one costs three times as much as drawing from it."""
    return st.integers(least, most)


def one_of_members(members: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Return a strategy over the members of an enumeration; the first is the simplest."""
    if members not in _members:
        _members[members] = st.sampled_from(members)
    return _members[members]


def literal_values(prop: Property) -> st.SearchStrategy[Any]:
    """Return literals that may be compared with a property: members of its enumeration, or values of its type."""
    return one_of_members(prop.members) if prop.members else LITERALS[prop.type.name]
