"""The text that values of a PowerShell script write, where its variables are set, and where its brackets end.

Source: Get-Date; custom date and time formats of .NET.
"""

from __future__ import annotations

import re

from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.values import NUMBER, PLAIN_TEXT, formatted, instant, words_of
from odatanodes.extract.variables import assignments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.extract.variables import Place

__all__ = ["LONGEST_GAP", "NAMED", "assigned", "closing", "described"]

_DATE = re.compile(r"Get-Date|\[(?:System\.)?DateTime(?:Offset)?\]", re.IGNORECASE)
_UTC = re.compile(r"ToUniversalTime|UtcNow|UtcDateTime|-AsUTC", re.IGNORECASE)
_FORMAT = re.compile(r"(?:-(U)?Format[ :]+|\.ToString\(\s*)(?:'([^']*)'|\"([^\"]*)\"|([\w:+%.-]+))", re.IGNORECASE)
_NUMBER = re.compile(r"\.(?:Count|Length|Ticks)\b|\[(?:int|long|double|int32|int64)\]|^\$PID$", re.IGNORECASE)
_SAFE = re.compile(r"\[guid\]|^\$(?:true|false)$|New-Guid", re.IGNORECASE)
_DOUBLED = re.compile(r"""(?:\.Replace\(|-replace)\s*["']'{1,2}["']\s*,\s*["']'{2,4}["']""", re.IGNORECASE)
_STANDARD = {
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "s": "yyyy-MM-ddTHH:mm:ss",
    "u": "yyyy-MM-dd HH:mm:ssZ",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
}
NAMED = re.compile(r"\$(?:(?:script|global|local|private):)?(?:((?:env:)?\w+)|\{((?:env:)?\w+)\})", re.IGNORECASE)
"""A gap that is a variable and nothing else."""
_ASSIGNED = re.compile(
    r"(?<!`)\$(?:(?:script|global|local|private):)?((?:env:)?\w+)(?:[ \t]*([+*/-]?)=(?!=)[ \t]*|\.(?:Add|Append(?:Format)?)\()",
    re.IGNORECASE,
)
_LOOP = re.compile(r"\bforeach[ \t]*\([ \t]*\$(\w+)[ \t]+in[ \t]+([^\r\n{]*)", re.IGNORECASE)
_PARAMETERS = re.compile(r"\bparam[ \t\r\n]*(?=\()", re.IGNORECASE)
_BRACKET = re.compile(r"['\"()\[\]{}]")
LONGEST_GAP = 5000
"""Longest bracket in characters."""
_WORDS = re.compile(r"[\s,@()]*(?:(?:'[\w-]*'|\"[\w-]*\"|\d+)[\s,@()]*)+")


def described(shown: str, format: str = "") -> Written:
    """Return what is known of the text that a value makes, with a format where it has one."""
    dated = _DATE.search(shown) is not None
    zone = "utc" if _UTC.search(shown) is not None else "local" if dated else ""
    found = _FORMAT.search(shown)
    if found and not format and (dated or _dates(found)):
        format = next((part for part in found.groups()[1:] if part), "")
        if found[1]:
            return formatted(format, "strftime", zone)
    if format:
        text = _STANDARD.get(format.replace("O", "o"), format)
        return formatted(text, "dotnet", zone) if "yy" in text or "HH" in text or "hh" in text else PLAIN_TEXT
    if _NUMBER.search(shown):
        return NUMBER
    if dated:
        return instant("11/22/2025 22:22:27", remedy="(Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')")
    return PLAIN_TEXT if _SAFE.search(shown) is not None or _DOUBLED.search(shown) is not None else UNKNOWN


def _dates(found: re.Match[str]) -> bool:
    return any(part and (part in {"o", "O", "s", "u"} or "yy" in part) for part in found.groups()[1:])


def assigned(text: str) -> tuple[dict[str, list[Place]], dict[str, Written]]:
    """Return the places of the values of each variable, and what is known of those that loop over words."""
    values = [
        (match[1].lower(), match.end() if match[2] in {None, "", "+"} else -1, match[2] != "" or _is_list(text, match.end()))
        for match in _ASSIGNED.finditer(text)
    ]
    done = 0
    for match in _PARAMETERS.finditer(text):
        if match.start() >= done:  # else it is inside of the brackets before
            done = closing(text, match.end())
            values += [(name.lower(), -1, False) for name in re.findall(r"\$(\w+)", text[match.end() : done])]
    loops = [(match[1].lower(), match[2]) for match in _LOOP.finditer(text)]
    return assignments(values, loops, lambda words: words_of(words, _WORDS) if _WORDS.match(words) else None)


def _is_list(text: str, at: int) -> bool:
    return text.startswith("@(", at) and text[closing(text, at + 1) :][:7].lower() != " -join "


def closing(text: str, at: int) -> int:
    """Return the offset after the bracket that closes the one at an offset; quotes are skipped."""
    depth = 0
    stop = min(len(text), at + LONGEST_GAP)
    while found := _BRACKET.search(text, at, stop):
        char, at = found[0], found.end()
        if char in "'\"":
            end = text.find(char, at, stop)
            at = stop if end < 0 else end + 1
        elif char in "([{":
            depth += 1
        else:
            depth -= 1
            if not depth:
                return at
    return stop
