"""Matching brackets in PowerShell, with strings skipped."""

from __future__ import annotations

import re

__all__ = ["LONGEST_GAP", "closing"]

_BRACKET = re.compile(r"['\"()\[\]{}]")
LONGEST_GAP = 5000
"""Longest bracket in characters."""


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
