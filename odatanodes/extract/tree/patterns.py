"""Date patterns of .NET, Java and moment.js: the text that each would write for one instant, and whether it says its zone.

Comes in: a pattern and the offset of the instant (`Z`, `+01:00`; empty where it has none). Goes out: a `Written`. Sources:
"Custom date and time format strings" of .NET, java.time.format.DateTimeFormatter, the format tokens of moment.js.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Written", "written"]


class Written(NamedTuple):
    """The text for 2025-11-22T22:22:27; `zoned`: it tells the offset; `claims_utc`: it ends in a fixed Z, whatever the zone."""

    text: str
    zoned: bool
    claims_utc: bool


_COMMON = {
    "yyyy": "2025",
    "yy": "25",
    "y": "2025",
    "dd": "22",
    "d": "22",
    "HH": "22",
    "H": "22",
    "hh": "10",
    "h": "10",
    "mm": "22",
    "m": "22",
    "ss": "27",
    "s": "27",
    "MMMM": "November",
    "MMM": "Nov",
    "MM": "11",
    "M": "11",
}
_FIELDS: dict[str, dict[str, str]] = {
    "dotnet": {**_COMMON, "yyy": "2025", "dddd": "Saturday", "ddd": "Sat", "tt": "PM", "t": "P", "gg": "A.D.", "g": "A.D."},
    "java": {
        **_COMMON,
        "uuuu": "2025",
        "u": "2025",
        "uu": "25",
        "YYYY": "2025",
        "EEEE": "Saturday",
        "EEE": "Sat",
        "E": "Sat",
        "a": "PM",
        "DDD": "326",
        "VV": "Europe/Berlin",
        "z": "CET",
        "zzz": "CET",
        "G": "AD",
        "k": "22",
        "kk": "22",
    },
    "moment": {
        "YYYY": "2025",
        "YY": "25",
        "MMMM": "November",
        "MMM": "Nov",
        "MM": "11",
        "M": "11",
        "DD": "22",
        "D": "22",
        "HH": "22",
        "H": "22",
        "hh": "10",
        "h": "10",
        "mm": "22",
        "m": "22",
        "ss": "27",
        "s": "27",
        "A": "PM",
        "a": "pm",
        "dddd": "Saturday",
        "ddd": "Sat",
        "X": "1763850147",
        "x": "1763850147123",
    },
}
_FRACTION = {"dotnet": "fF", "java": "Sn", "moment": "S"}
_ZONES: dict[str, frozenset[str]] = {
    "dotnet": frozenset({"K", "z", "zz", "zzz"}),
    "java": frozenset(
        {"X", "XX", "XXX", "XXXX", "XXXXX", "x", "xx", "xxx", "Z", "ZZ", "ZZZ", "ZZZZ", "ZZZZZ", "VV", "z", "zzz", "O"}
    ),
    "moment": frozenset({"Z", "ZZ"}),
}
_TOKEN = {
    "dotnet": re.compile(r"'([^']*)'?|\"([^\"]*)\"?|\\(.)|%(?=.)|([A-Za-z])\4*|.", re.DOTALL),
    "java": re.compile(r"'((?:[^']|'')*)'?|()()([A-Za-z])\4*|.", re.DOTALL),
    "moment": re.compile(r"\[([^\]]*)\]?|()\\(.)|([A-Za-z])\4*|.", re.DOTALL),
}


def written(pattern: str, style: str, offset: str) -> Written:
    """Return what a pattern writes; style is dotnet, java or moment.

    >>> written("yyyy-MM-dd'T'HH:mm:ssZ", "dotnet", "+01:00")
    Written(text='2025-11-22T22:22:27Z', zoned=False, claims_utc=True)
    """
    parts: list[str] = []
    zoned = False
    for found in _TOKEN[style].finditer(pattern):
        part = found[0]
        if found[4] is None:
            quoted = next((group for group in (found[1], found[2], found[3]) if group), None)
            parts.append(_literal(part, quoted, style))
        elif part in _ZONES[style]:
            zoned = True
            parts.append(_offset(part, offset, style))
        elif part[0] in _FRACTION[style]:
            parts.append("123456700"[: len(part)])
        else:
            known = _FIELDS[style].get(part)
            parts.append(known if known is not None else part)
    text = "".join(parts)
    return Written(text, zoned, not zoned and text.endswith(("Z", "GMT", "UTC", "+00:00")))


def _literal(part: str, quoted: str | None, style: str) -> str:
    if style == "java" and part == "''":
        return "'"
    if quoted is not None:
        return quoted.replace("''", "'") if style == "java" else quoted
    return "" if part in {"''", '""', "[]", "%"} else part


def _offset(part: str, offset: str, style: str) -> str:
    if style == "java" and part[0] in "zV":
        return _FIELDS[style].get(part, "CET")
    if offset in {"", "Z"}:
        as_z = part == "K" or (style == "java" and part[0] == "X")
        return "" if not offset and part == "K" else "Z" if as_z else _shortened("+00:00", part, style)
    return _shortened(offset, part, style)


def _shortened(offset: str, part: str, style: str) -> str:
    if style == "dotnet":
        return offset if part in {"K", "zzz"} else offset[:3]
    if style == "moment":
        return offset if part == "Z" else offset.replace(":", "")
    return offset if part in {"XXX", "xxx", "ZZZZZ", "XXXXX"} else offset.replace(":", "")
