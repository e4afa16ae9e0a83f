"""Strings for several conditions together: one that begins, ends, contains and is as long as they all ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import ast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from odatanodes.strategies.wishes import Wish

__all__ = ["composed"]

MAX_LENGTH = 2_000
"""Characters of the longest string that is made."""


def composed(group: Iterable[Wish]) -> list[str]:
    """Return strings made of the parts that the wishes name, shortest first; the caller finds out which of them will do."""
    prefixes, inner, ends = [""], list[str](), [""]
    lengths: set[int] = set()
    parts = {"startswith": prefixes, "contains": inner, "endswith": ends}
    for expr, want in group:
        match expr:
            case ast.Call(None, name, (ast.Member(), ast.Literal(str() as text))) if want and name in parts:
                parts[name].append(text)
            case ast.Compare(_, one, other):
                lengths |= {*_lengths(one, other), *_lengths(other, one)}
    if len(prefixes) + len(inner) + len(ends) + len(lengths) < 4:
        return []
    start, end = max(prefixes, key=len), max(ends, key=len)
    left = [text for text in dict.fromkeys(inner) if text not in start and text not in end]
    found: dict[str, None] = {}
    for order in (left, left[::-1], sorted(left, key=len, reverse=True)):
        tight = start
        for text in order:
            tight = _joined(tight, text) if text not in tight else tight
        loose = "x".join([start, *order]) if order else start
        for head in (tight, loose):
            found[_joined(head, end)] = found[head + end] = found[head + "x" + end] = None
            for length in sorted({near for n in lengths for near in (n, n - 1, n + 1, n + 2)}):
                if len(head) + len(end) <= length <= MAX_LENGTH:
                    found[head + "x" * (length - len(head) - len(end)) + end] = None
    return sorted(found, key=len)


def _lengths(side: ast.Expr, other: ast.Expr) -> Iterator[int]:
    """Yield the number that the length of the text is compared with."""
    match side, other:
        case ast.Call(None, "length", (ast.Member(),)), ast.Literal(int() as number):
            yield number


def _joined(head: str, tail: str) -> str:
    """Return two texts in one, overlapping as far as they can."""
    size = next((size for size in range(min(len(head), len(tail)), 0, -1) if head.endswith(tail[:size])), 0)
    return head + tail[size:]
