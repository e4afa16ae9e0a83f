"""What values look like as text: date patterns of each host language, default texts of instants, numbers, members.

All samples are of one instant, 2025-11-22T22:22:27Z. Sources: strftime of C; "Custom date and time format strings" of .NET;
java.time.format.DateTimeFormatter; the format tokens of moment.js (dayjs and luxon take most of them).
"""

from __future__ import annotations

import re

from odatanodes.extract.expression import Written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NUMBER", "PLAIN_TEXT", "field_sample", "flaw_in", "formatted", "instant", "words_of"]

NUMBER = Written("number", "1")
PLAIN_TEXT = Written("plain")
"""Text of which nothing is known but that it holds no quote, or only doubled ones."""

_NET = {
    "year": "yyyy 2025|yyy 2025|yy 25|y 2025",
    "month": "MM 11|M 11",
    "day": "dd 22|d 22",
    "hour": "HH 22|H 22",
    "hour12": "hh 10|h 10",
    "half": "tt PM|t P",
    "minute": "mm 22|m 22",
    "second": "ss 27|s 27",
    "zone": "K +01:00|z +01|zz +01|zzz +01:00",
    "other": "MMMM November|MMM Nov|dddd Saturday|ddd Sat|gg A.D.|g A.D.",
}
_STYLES: dict[str, dict[str, str]] = {
    "strftime": {
        "year": "%Y 2025|%G 2025|%y 25",
        "month": "%m 11|%-m 11",
        "day": "%d 22|%-d 22|%e 22",
        "hour": "%H 22|%-H 22|%k 22",
        "hour12": "%I 10|%-I 10|%l 10",
        "half": "%p PM|%P pm",
        "minute": "%M 22|%-M 22",
        "second": "%S 27|%-S 27",
        "zone": "%z +0000|%:z +00:00|%Z UTC",
        "other": "%f 123456|%N 123456789|%s 1763850147|%a Sat|%A Saturday|%b Nov|%B November|%h Nov|%j 326|%w 6|%u 6|%V 47|%U 47"
        "|%F 2025-11-22|%T 22:22:27|%D 11/22/25|%R 22:22|%c Sat Nov 22 22:22:27 2025|%x 11/22/25|%X 22:22:27|%% %",
    },
    "dotnet": _NET,
    "java": {
        **_NET,
        "year": "yyyy 2025|uuuu 2025|yy 25|uu 25|y 2025|u 2025",
        "hour": "HH 22|H 22|kk 22|k 22",
        "half": "a PM",
        "zone": "X +01|XX +0100|XXX +01:00|XXXX +0100|XXXXX +01:00|x +01|xx +0100|xxx +01:00|Z +0100|ZZ +0100|ZZZ +0100"
        "|ZZZZ GMT+01:00|ZZZZZ +01:00|VV Europe/Berlin|z CET|zzz CET|O GMT+1",
        "other": "YYYY 2025|DDD 326|DD 326|MMMM November|MMM Nov|EEEE Saturday|EEE Sat|E Sat|G AD",
    },
    "moment": {
        "year": "YYYY 2025|YY 25",
        "month": "MM 11|M 11",
        "day": "DD 22|D 22",
        "hour": "HH 22|H 22",
        "hour12": "hh 10|h 10",
        "half": "A PM|a pm",
        "minute": "mm 22|m 22",
        "second": "ss 27|s 27",
        "zone": "Z +01:00|ZZ +0100",
        "other": "MMMM November|MMM Nov|dddd Saturday|ddd Sat|X 1763850147|x 1763850147123",
    },
}
_READ: dict[str, dict[str, tuple[str, str]]] = {}
"""By style and token: the class of the field and its sample; filled when a style is first used."""
_FRACTION = {"strftime": "", "dotnet": "fF", "java": "Sn", "moment": "S"}
_TOKEN = {
    "strftime": r"(%[-_0^#]?:?[A-Za-z%])|.",
    "dotnet": r"'([^']*)'?|\"([^\"]*)\"?|\\(.)|%(?=.)|(([A-Za-z])\5*)|.",
    "java": r"'((?:[^']|'')*)'?|()()(([A-Za-z])\5*)|.",
    "moment": r"\[([^\]]*)\]?|()\\(.)|(([A-Za-z])\5*)|.",
}
_CLAIM = r"(?:Z|GMT|UTC|[+-]\d\d:?\d\d)'?\s*$"
_LIKE = {"YYYY": "yyyy", "DD": "dd"}
"""Of Java: the year of the week, the day of the year, and what is nearly always meant."""


def _fields(style: str) -> dict[str, tuple[str, str]]:
    if style not in _READ:
        entries = [(kind, *entry.partition(" ")[::2]) for kind, row in _STYLES[style].items() for entry in row.split("|")]
        _READ[style] = {token: (kind, sample) for kind, token, sample in entries}
    return _READ[style]


def _tokens(pattern: str, style: str) -> Iterator[tuple[str, str, str]]:
    """Yield (class, token, text) of each part of a pattern; class `text` is literal."""
    fields = _fields(style)
    for found in re.compile(_TOKEN[style], re.DOTALL).finditer(pattern):
        part = found[0]
        token = found[1] if style == "strftime" else found[4]
        if token is None:
            yield "text", part, _literal(found, style)
        elif token in fields:
            yield fields[token][0], token, fields[token][1]
        elif token[0] in _FRACTION[style]:
            yield "fraction", token, "123456700"[: len(token)]
        else:
            yield "text", token, token


def _literal(found: re.Match[str], style: str) -> str:
    part = found[0]
    if style == "strftime":
        return part
    quoted = next((group for group in (found[1], found[2] if style != "java" else None, found[3]) if group), None)
    if style == "java" and part == "''":
        return "'"
    if quoted is not None:
        return quoted.replace("''", "'") if style == "java" else quoted
    return "" if part in {"''", '""', "[]", "%"} else part


def formatted(pattern: str, style: str, zone: str = "") -> Written:
    """Return what a pattern writes; `style` is strftime, dotnet, java or moment.

    `zone` is what is known of the instant: `utc`, `local`, `offset` (it has one, which need not be zero), `naive` (it has none,
    and is UTC or of any zone), or empty.

    >>> formatted("yyyy-MM-dd'T'HH:mm:ssZ", "dotnet", "local").naive
    'local'
    """
    parts = list(_tokens(pattern, style))
    text = "".join(_zone_text(token, sample, style, zone) if kind == "zone" else sample for kind, token, sample in parts)
    zoned = any(kind == "zone" for kind, _, _ in parts)
    dated = any(kind in {"year", "hour", "hour12"} or token in {"%F", "%T", "%c"} for kind, token, _ in parts)
    claims = not zoned and re.search(_CLAIM, text) is not None
    naive = ""
    timed = any(kind in {"hour", "hour12"} or token in {"%T", "%c", "%R", "%X"} for kind, token, _ in parts)
    if timed and (zone == "naive" or not zoned):
        unclaimed = "" if claims else "utc"
        naive = {"local": "local", "offset": unclaimed or "local", "utc": unclaimed, "naive": unclaimed}.get(zone, "")
    return Written("instant" if dated else "plain", text, naive=naive, flaw=flaw_in(pattern, style))


def flaw_in(pattern: str, style: str) -> tuple[str, str] | None:
    """Return a field of a pattern that writes something else than it seems to, and the field that is meant.

    >>> flaw_in("%Y-%m-%dT%I:%M:%SZ", "strftime"), flaw_in("yyyy-MM-ddTHH:MM:ssZ", "dotnet")
    (('%I', '%H'), ('MM', 'mm'))
    """
    parts = [(kind, token) for kind, token, _ in _tokens(pattern, style) if kind != "text"]
    kinds = {kind for kind, _ in parts}
    before = ""
    for kind, token in parts:
        if kind == "hour12" and "half" not in kinds and "minute" in kinds | {before}:
            return token, _field(style, "hour", token)
        if kind == "month" and before in {"hour", "hour12"}:
            return token, _field(style, "minute", token)
        if kind == "minute" and before == "year":
            return token, _field(style, "month", token)
        if style == "java" and token in _LIKE and "month" in kinds:
            return token, _LIKE[token]
        before = kind
    return None


def _field(style: str, kind: str, like: str) -> str:
    """Return the field of a class that is as long as another."""
    tokens = [entry.partition(" ")[0] for entry in _STYLES[style][kind].split("|")]
    return next((token for token in tokens if len(token) == len(like)), tokens[0])


def field_sample(field: str) -> str:
    """Return what a field of strftime writes."""
    return _fields("strftime").get(field, ("", ""))[1]


def _zone_text(field: str, sample: str, style: str, zone: str) -> str:
    if zone in {"local", "offset"} or style == "strftime" or (style == "java" and field[0] in "zV"):
        return sample
    as_z = field == "K" or (style == "java" and field[0] == "X")
    if zone == "naive":
        return "" if field == "K" else sample.replace("01", "00")
    return "Z" if as_z else sample.replace("01", "00")


def words_of(text: str, words: re.Pattern[str]) -> Written:
    """Return what is known of a variable that loops over a text; its words are all that it can be where it is `words` only."""
    values = tuple(dict.fromkeys(re.findall(r"[\w.:-]+", text)))
    return Written("plain", values=values) if words.fullmatch(text) else PLAIN_TEXT


def instant(text: str, naive: str = "", remedy: str = "") -> Written:
    """Return what is known of an instant written as such a text."""
    return Written("instant", text, naive=naive, remedy=remedy)
