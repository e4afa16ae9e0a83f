"""How POSIX shells and bash cut a script into words, what values of a script write (`$(date …)`), where variables are set."""

from __future__ import annotations

import re

from odatanodes.extract.expression import UNKNOWN, Written
from odatanodes.extract.values import NUMBER, PLAIN_TEXT, formatted, instant, words_of
from odatanodes.extract.variables import assignments
from odatanodes.extract.words import Quoting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.extract.variables import Place

__all__ = ["FILLED", "NAMED", "SHELL", "assigned", "described"]

_DATE = re.compile(r"^(?:\$\(|`)\s*(TZ=\S+ +)?(?:\w+=\S+ +)*g?date\b(.*)", re.DOTALL)
_FORMAT = re.compile(r"\+(?:'([^']*)'|\"([^\"]*)\"|\\?\"([^\"\\]*)|([^\s'\"`)]+))")
_UTC = re.compile(r"\s(?:-[A-Za-z]*u\b|-u[A-Za-z]|--utc|--universal)")
_ISO = re.compile(r"\s(?:-I|--iso-8601=?|--rfc-3339=)(seconds|s|ns|minutes|hours|date)?")
_ISO_SAMPLES = {
    "seconds": "2025-11-22T22:22:27+00:00",
    "s": "2025-11-22T22:22:27+00:00",
    "ns": "2025-11-22T22:22:27,123456789+00:00",
    "minutes": "2025-11-22T22:22+00:00",
    "hours": "2025-11-22T22+00:00",
}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_NUMBER = re.compile(r"^\$(?:\(\(|[#?$!]|\{#|\{?(?:RANDOM|SECONDS|EPOCHSECONDS|UID|PPID|LINENO)\b)|^[$`]\(?\s*(?:nproc|wc)\b")
_SAFE = re.compile(r"^\$\{?HOSTNAME\b|^[$`]\(?\s*(?:uuidgen|hostname)\b")
"""What never holds a quote: names of machines, guids."""
_DOUBLED = re.compile(r"//\\?'/|//\"'\"/|s/'/''/g")
"""`${X//\\'/\\'\\'}` and `sed` doubling quotes."""


def described(shown: str) -> Written:
    """Return what is known of the text that a shell puts in the place of a gap."""
    dated = _DATE.match(shown)
    if dated is None:
        if _NUMBER.match(shown):
            return NUMBER
        return PLAIN_TEXT if _SAFE.match(shown) is not None or _DOUBLED.search(shown) is not None else UNKNOWN
    utc = (dated[1] or "").strip() in {"TZ=UTC", "TZ=UTC0", "TZ=GMT"} or _UTC.search(f" {dated[2]}") is not None
    iso = _ISO.search(f" {dated[2]}")
    if iso is not None:
        text = _ISO_SAMPLES.get(iso[1] or "date", "2025-11-22")
        return instant(text.replace("T", " ") if "3339" in iso[0] else text)
    format = _FORMAT.search(dated[2])
    if format is None:
        return instant("Sat Nov 22 22:22:27 UTC 2025", remedy="$(date -u +%Y-%m-%dT%H:%M:%SZ)")
    text = next(part for part in format.groups() if part is not None).strip()
    found = formatted(text, "strftime", "utc" if utc else "local")
    return found if _INSTANT.match(found.sample) else found.replace(naive="")


NAMED = re.compile(r"\$(?:(\w+)|\{(\w+)\})")
"""A gap that is a variable and nothing else."""
_ASSIGNED = re.compile(r"(?<![\w$-])([A-Za-z_]\w*)(\+?)=")
_CHANGED = re.compile(r"\b(?:read|getopts|mapfile|readarray|printf[ \t]+-v)\b([^\r\n;|&]*)")
_LOOP = re.compile(r"\bfor[ \t]+(\w+)[ \t]+in\b([^\r\n;]*)")
_WORDS = re.compile(r"(?:\s*(?:\"[\w.:-]+\"|[\w.:-]+))+\s*")
_SPECIAL = re.compile(r"['$`*?]")


def assigned(text: str) -> tuple[dict[str, list[Place]], dict[str, Written]]:
    """Return the places of the values of each variable, and what is known of those that loop over words."""
    values = [(match[1], match.end(), bool(match[2])) for match in _ASSIGNED.finditer(text)]
    values += [(name, -1, False) for match in _CHANGED.finditer(text) for name in re.findall(r"[A-Za-z_]\w*", match[1])]
    loops = [(match[1], match[2]) for match in _LOOP.finditer(text)]
    return assignments(values, loops, lambda words: None if _SPECIAL.search(words) else words_of(words, _WORDS))


_GAP = r"(?P<gap>\$(?:\{\{[^}\r\n]{0,500}\}\}|[A-Za-z_]\w*|[0-9@*#?!$-]|\{(?:[^{}\r\n]|\{[^{}\r\n]*\}){0,500}\}))"
FILLED = re.compile(rf"{_GAP}|\$\([^()\r\n]*\)")
"""What a shell fills, and `${{ … }}`, which workflows fill before."""
_DOUBLE = re.compile(
    rf"(?P<plain>[^\"\\$`]+)|(?P<shut>\")|(?P<skip>\\(?:\r?\n|\Z))|(?P<escaped>\\[\"\\$`])|{_GAP}|(?P<open>\$\(|`)"
    r"|(?P<rest>.)",
    re.DOTALL,
)
_MODES = {
    "": re.compile(
        r"(?P<plain>[^\s\\'\"$`;|&()<>#]+|(?<=[A-Za-z])'(?=(?:t|s|d|m|re|ll|ve)\b)|(?<=[^\s;|&()<>`])#)"  # "don't", a#b
        r"|(?P<blank>(?:[ \t]|\\\r?\n)+|<<-?[ \t]*\\?(?P<mark>['\"]?)\w+(?P=mark)|[<>]|#[^\r\n]*|[^\S\r\n])|(?P<escaped>\\.?)"
        rf"|{_GAP}|(?P<quote>\$?[\"'])|(?P<open>\$\(|[`(])|(?P<close>\))|(?P<end>[;|&])|(?P<line>\r\n|[\r\n])|(?P<rest>.)",
        re.DOTALL,
    ),
    "'": re.compile(r"(?P<plain>[^']+)|(?P<shut>')"),
    "$'": re.compile(
        r"(?P<plain>[^'\\]+)|(?P<shut>')|(?P<coded>\\(?:x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|.))|(?P<rest>.)", re.DOTALL
    ),
    '"': _DOUBLE,
    '$"': _DOUBLE,
}
SHELL = Quoting(_MODES, described, joint="\\")
