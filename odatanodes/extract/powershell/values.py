"""What is known of the values in a PowerShell script: what `Get-Date` writes, what has no quotes, where variables are set.

Comes in: how a gap is written, or a whole script. Goes out: a sample with what holds of it, or the places of values.
Source: Get-Date; custom date and time formats of .NET.
"""

from __future__ import annotations

import re

from odatanodes.extract.powershell.brackets import closing

__all__ = ["NAMED", "assigned", "described"]

_DATE = re.compile(r"Get-Date|\[(?:System\.)?DateTime(?:Offset)?\]", re.IGNORECASE)
_UTC = re.compile(r"ToUniversalTime|UtcNow|UtcDateTime|-AsUTC", re.IGNORECASE)
_FORMAT = re.compile(r"(?:-(U)?Format[ :]+|\.ToString\(\s*)(?:'([^']*)'|\"([^\"]*)\"|([\w:+%.-]+))", re.IGNORECASE)
_SAFE = re.compile(
    r"\.(?:Count|Length|Ticks)\b|\[(?:int|long|guid|double|int32|int64)\]|^\$(?:PID|true|false)$|New-Guid", re.IGNORECASE
)
_DOUBLED = re.compile(r"""(?:\.Replace\(|-replace)\s*["']'{1,2}["']\s*,\s*["']'{2,4}["']""", re.IGNORECASE)
_STANDARD = {
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "u": "yyyy-MM-dd HH:mm:ssZ",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
}
_TOKEN = re.compile(r"y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|z+|K|'[^']*'|\\.|[^yMdHhmsfFtzK'\\]+")
_WRITTEN = {
    "yyyy": "2025", "yy": "25", "MM": "11", "M": "11", "MMM": "Nov", "MMMM": "November", "dd": "22", "d": "22", "ddd": "Sat",
    "dddd": "Saturday", "HH": "22", "H": "22", "hh": "10", "h": "10", "mm": "22", "m": "22", "ss": "27", "s": "27", "tt": "PM",
    "zzz": "+01:00", "zz": "+01", "z": "+1",
}  # fmt: skip
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
NAMED = re.compile(r"\$(?:(?:script|global|local|private):)?(?:(\w+)|\{(\w+)\})", re.IGNORECASE)
"""A gap that is a variable and nothing else."""
_ASSIGNED = re.compile(r"(?<!`)\$(?:(?:script|global|local|private):)?(\w+)[ \t]*([+*/-]?)=(?!=)[ \t]*", re.IGNORECASE)
_LOOP = re.compile(r"\bforeach[ \t]*\([ \t]*\$(\w+)[ \t]+in[ \t]+([^\r\n{]*)", re.IGNORECASE)
_PARAMETERS = re.compile(r"\bparam[ \t\r\n]*(?=\()", re.IGNORECASE)
_WORDS = re.compile(r"[\s,@()]*(?:(?:'[\w-]*'|\"[\w-]*\"|\d+)[\s,@()]*)+")


def described(shown: str, format: str = "") -> tuple[str, bool, str]:
    """Return sample, escaped and naive (see Hole) of the text that a value makes, with a format where it has one."""
    dated = _DATE.search(shown) is not None
    found = _FORMAT.search(shown)
    if found and not format and (dated or _dates(found)):
        format = next((part for part in found.groups()[1:] if part), "")
        if found[1]:
            from odatanodes.extract.times import has_zone, sample

            zoned = has_zone(format)
            return sample(format), True, ("" if zoned else "utc") if _UTC.search(shown) else "local" if dated else ""
    if format:
        return _of_instant(shown, format, dated=dated)
    return "", dated or _SAFE.search(shown) is not None or _DOUBLED.search(shown) is not None, ""


def _dates(found: re.Match[str]) -> bool:
    return any(part and (part in {"o", "O", "s", "u"} or "yy" in part) for part in found.groups()[1:])


def _of_instant(shown: str, format: str, *, dated: bool) -> tuple[str, bool, str]:
    utc = _UTC.search(shown) is not None
    parts = []
    for part in _TOKEN.findall(_STANDARD.get(format if format != "O" else "o", format)):
        if part == "K":
            parts.append("Z" if utc or not dated else "+01:00")
        elif part[0] in "fF":
            parts.append("1234567"[: len(part)])
        elif part[0] == "'":
            parts.append(part[1:-1])
        else:
            parts.append(_WRITTEN.get(part, part.removeprefix("\\")))
    text = "".join(parts)
    if not _INSTANT.match(text) or not dated:
        return text if "yy" in format or format in {"o", "O", *_STANDARD} else "", True, ""
    local = not utc and not text.endswith("+01:00")
    return text, True, "local" if local else "" if text.endswith(("Z", "+01:00")) else "utc"


def assigned(text: str) -> tuple[dict[str, int], set[str]]:
    """Return where the value of each variable begins, -1 for one with several; and those that loop over words without quotes."""
    places: dict[str, int] = {}
    plain = set()
    for match in _ASSIGNED.finditer(text):
        name = match[1].lower()
        places[name] = -1 if name in places or match[2] else match.end()
    for match in _LOOP.finditer(text):
        if match[1].lower() not in places and _WORDS.match(match[2]):
            plain.add(match[1].lower())
        places[match[1].lower()] = -1
    done = 0
    for match in _PARAMETERS.finditer(text):
        if match.start() < done:
            continue  # inside of the brackets before
        done = closing(text, match.end())
        inside = text[match.end() : done]
        places.update(dict.fromkeys((name.lower() for name in re.findall(r"\$(\w+)", inside)), -1))
    return places, plain
