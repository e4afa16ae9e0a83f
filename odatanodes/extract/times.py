"""What strftime writes: a sample for each field, and whether the text says its zone."""

from __future__ import annotations

import re

__all__ = ["FIELD", "SAMPLES", "has_zone", "sample"]

FIELD = re.compile(r"%[-#]?[A-Za-z%]")
_WRITTEN = (
    "Y 2025|m 11|d 22|H 22|M 22|S 27|f 123456|y 25|I 10|p PM|z +0000|Z UTC|a Sat|A Saturday|b Nov|B November|h Nov|j 326|w 6|u 6"
    "|F 2025-11-22|T 22:22:27|D 11/22/25|R 22:22|G 2025|V 47|c Sat Nov 22 22:22:27 2025|x 11/22/25|X 22:22:27"
)
SAMPLES = {entry[0]: entry[2:] for entry in _WRITTEN.split("|")}
"""What a field writes for 2025-11-22T22:22:27Z."""


def sample(format: str) -> str:
    """Return what a strftime format writes for one instant.

    >>> sample("%Y-%m-%dT%H:%M:%SZ")
    '2025-11-22T22:22:27Z'
    """
    return FIELD.sub(lambda found: "%" if found[0][-1] == "%" else SAMPLES.get(found[0][-1], found[0]), format)


def has_zone(format: str) -> bool:
    """Whether a strftime format writes a zone: a field for it, or a fixed `Z` or offset at the end."""
    return bool(re.search(r"%z|%Z|%:z|(?:Z|GMT|UTC|[+-]\d\d:?\d\d)'?\s*$", format))
