"""What is known of the values in a shell script: the text that `$(date …)` writes, variables that are assigned once.

Comes in: how a gap is written, or a whole script. Goes out: a sample with what holds of it, or the draft of a value.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, TooMuch, size
from odatanodes.extract.times import has_zone, sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.extract.draft import Draft

__all__ = ["Variables", "described"]

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
_SAFE = re.compile(
    r"^\$(?:\(\(|[#?$!]|\{#|\{?(?:RANDOM|SECONDS|EPOCHSECONDS|UID|PPID|LINENO|HOSTNAME)\b)"
    r"|^[$`]\(?\s*(?:uuidgen|nproc|hostname|wc)\b"
)
"""What never holds a quote: numbers, names of machines, guids."""
_DOUBLED = re.compile(r"//\\?'/|//\"'\"/|s/'/''/g")
"""`${X//\\'/\\'\\'}` and `sed` doubling quotes."""


def described(shown: str) -> tuple[str, bool, str]:
    """Return sample, escaped and naive (see Hole) of what a shell puts in the place of a gap."""
    dated = _DATE.match(shown)
    if dated is None:
        return "", _SAFE.match(shown) is not None or _DOUBLED.search(shown) is not None, ""
    utc = (dated[1] or "").strip() in {"TZ=UTC", "TZ=UTC0", "TZ=GMT"} or _UTC.search(f" {dated[2]}") is not None
    iso = _ISO.search(f" {dated[2]}")
    if iso is not None:
        written = _ISO_SAMPLES.get(iso[1] or "date", "2025-11-22")
        return (written.replace("T", " ") if "3339" in iso[0] else written), True, ""
    format = _FORMAT.search(dated[2])
    if format is None:
        return "", True, ""
    text = next(part for part in format.groups() if part is not None).strip()
    naive = "" if re.search(r"%:?z|%Z", text) else ("" if has_zone(text) else "utc") if utc else "local"
    written = sample(text.replace("%:z", "+00:00"))
    return written, True, naive if _INSTANT.match(written) else ""


class Variables:
    """The variables of one script: a name that is assigned once stands for its value."""

    _ASSIGNED = re.compile(r"(?<![\w$-])([A-Za-z_]\w*)(\+?)=")
    _CHANGED = re.compile(r"\b(?:read|getopts|mapfile|readarray|printf[ \t]+-v)\b([^\r\n;|&]*)")
    _LOOP = re.compile(r"\bfor[ \t]+(\w+)[ \t]+in\b([^\r\n;]*)")

    def __init__(self, text: str, word_at: Callable[[int], Draft]) -> None:
        self._word_at = word_at
        self._places: dict[str, int] = {}
        self._plain: set[str] = set()
        self._known: dict[str, Draft] = {}
        self._left = 100_000 + 4 * len(text)
        for match in self._ASSIGNED.finditer(text):
            self._places[match[1]] = -1 if match[1] in self._places or match[2] else match.end()
        for match in self._CHANGED.finditer(text):
            self._places.update(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", match[1]), -1))
        for match in self._LOOP.finditer(text):
            if self._places.get(match[1]) is None and not re.search(r"['$`*?]", match[2]):
                self._plain.add(match[1])
            self._places[match[1]] = -1

    def resolved(self, draft: Draft, most: int = 200) -> Draft:
        """Return a draft with the values of variables in their places; raises TooMuch where a file doubles its texts."""
        if not any(isinstance(piece, Gap) for piece in draft):
            return draft
        pieces = list(draft)
        for _ in range(8):
            new: list[Run | Gap] = []
            for piece in pieces:
                new += self._value(piece) if isinstance(piece, Gap) else (piece,)
            if new == pieces or len(new) > most:
                break
            pieces = new
            self._left -= size(tuple(pieces))
            if self._left < 0:
                raise TooMuch
        return tuple(pieces)

    def _value(self, gap: Gap) -> Draft:
        named = re.fullmatch(r"\$(?:(\w+)|\{(\w+)\})", gap.name)
        if named is None:
            return (gap,)
        name = named[1] or named[2]
        if name in self._plain:
            return (_escaped(gap),)
        place = self._places.get(name, -1)
        if place < 0:
            return (gap,)
        if name not in self._known:
            word = self._word_at(place)
            of_itself = any(isinstance(piece, Gap) and piece.name in {f"${name}", f"${{{name}}}"} for piece in word)
            self._known[name] = () if of_itself else word
        value = self._known[name]
        if len(value) == 1 and isinstance(value[0], Gap):
            of = value[0]
            return (of,) if of.sample or of.naive else (_escaped(gap),) if of.escaped else (gap,)
        return value or (gap,)


def _escaped(gap: Gap) -> Gap:
    return Gap(gap.name, gap.span, gap.sample, escaped=True, naive=gap.naive)
