"""Literal values as Python source: `datetime(2025, 11, 22, tzinfo=UTC)` where Python's class holds the value exactly.

Values that Python's own classes cannot represent (seven digits of a second, the year 10000, a leap second, 30 February) are
written with the classes of odatanodes.edm.
"""

from __future__ import annotations

from odatanodes import ast, edm

MODULES: dict[str, str] = {
    **dict.fromkeys(("node", "task", "job", "job_schedule", "pool", "now", "param", "all_of", "any_of"), "odatanodes"),
    **dict.fromkeys(("builder_for", "call", "case", "expression", "literal", "maxdatetime", "mindatetime"), "odatanodes.build"),
    **dict.fromkeys(("UTC", "date", "datetime", "time", "timedelta", "timezone"), "datetime"),
    **dict.fromkeys(("Date", "DateTimeOffset", "Duration", "EnumValue", "Geo", "TimeOfDay"), "odatanodes.edm"),
    **{
        name: "odatanodes.ast"
        for name, value in vars(ast).items()
        if isinstance(value, type) and issubclass(value, ast.Node) and not name.startswith("_")
    },
    **dict.fromkeys(("inf", "nan"), "math"),
    "Decimal": "decimal",
    "UUID": "uuid",
}
"""Where each name comes from that `to_python` may write."""

_MICRO = 10**6
"""Picoseconds."""
_LONGEST = 999_999_999 * edm.DAY
"""A timedelta's limit."""


def value_source(value: object, *, raw: bool = False) -> tuple[str, set[str]]:
    """Return the source of a value, and the names it uses; `raw` as `repr` of a tree writes it."""
    kind = value.__class__.__name__
    if isinstance(value, float):
        text = repr(value)
        words = {text.lstrip("-")} & {"inf", "nan"}
        if words and not raw:
            return f"float({quoted(text)})", set()
        return text, words
    if raw:
        return repr(value), {"DateTimeOffset", "Date"} if isinstance(value, edm.DateTimeOffset) else {kind} & MODULES.keys()
    match value:
        case str():
            return quoted(value), set()
        case edm.DateTimeOffset():
            return _instant(value)
        case edm.Date() if value.valid and 1 <= value.year <= 9999:
            return f"date({value.year}, {value.month}, {value.day})", {"date"}
        case edm.TimeOfDay(picoseconds) if picoseconds < edm.DAY and picoseconds % _MICRO == 0:
            return f"time({', '.join(_clock(picoseconds))})", {"time"}
        case edm.Duration(picoseconds) if picoseconds % _MICRO == 0 and abs(picoseconds) <= _LONGEST:
            return _duration(picoseconds), {"timedelta"}
        case edm.Date() | edm.TimeOfDay() | edm.Duration():
            return f"{kind}.parse({quoted(str(value))})", {kind}
    if kind in ("Decimal", "UUID"):
        return f"{kind}({quoted(str(value))})", {kind}
    return repr(value), {kind} & MODULES.keys()


def quoted(text: str) -> str:
    """Return the source of a string, in double quotes where that needs no more escapes."""
    shown = repr(text)
    return f'"{shown[1:-1]}"' if shown[0] == "'" and '"' not in shown else shown


def _instant(value: edm.DateTimeOffset) -> tuple[str, set[str]]:
    day, picoseconds = value.local, value.picoseconds
    if not (day.valid and 1 <= day.year <= 9999 and picoseconds < edm.DAY and picoseconds % _MICRO == 0):
        return f"DateTimeOffset.parse({quoted(str(value))})", {"DateTimeOffset"}
    zone, names = "UTC", {"UTC", "datetime"}
    if value.offset:
        zone, names = f"timezone({_duration(value.offset * 60 * edm.PICO)})", {"datetime", "timedelta", "timezone"}
    parts = [str(day.year), str(day.month), str(day.day), *(_clock(picoseconds) if picoseconds else ())]
    return f"datetime({', '.join(parts)}, tzinfo={zone})", names


def _clock(picoseconds: int) -> list[str]:
    """Return hour, minute, second and microsecond, without zeros at the end past the minute."""
    seconds, fraction = divmod(picoseconds, edm.PICO)
    parts = [seconds // 3600, seconds // 60 % 60, seconds % 60, fraction // _MICRO]
    while len(parts) > 2 and parts[-1] == 0:
        parts.pop()
    return [str(part) for part in parts]


def _duration(picoseconds: int) -> str:
    seconds, fraction = divmod(abs(picoseconds), edm.PICO)
    parts = {
        "days": seconds // 86_400,
        "hours": seconds // 3600 % 24,
        "minutes": seconds // 60 % 60,
        "seconds": seconds % 60,
        "microseconds": fraction // _MICRO,
    }
    inside = ", ".join([f"{unit}={count}" for unit, count in parts.items() if count])
    return f"{'-' if picoseconds < 0 else ''}timedelta({inside})"
