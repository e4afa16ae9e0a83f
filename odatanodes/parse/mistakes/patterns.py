"""Patterns with wildcards, of SQL's LIKE and of shells, as conditions."""

from __future__ import annotations

import re

__all__ = ["condition_like"]


def condition_like(path: str, pattern: str, many: str = "%", one: str = "_") -> str:
    """Return the condition that a path fits a pattern as a whole; quotes in the pattern are doubled already.

    >>> condition_like("id", "tvm%"), condition_like("id", "a*b", many="*", one="?")
    ("startswith(id,'tvm')", "matchesPattern(id,'^a.*b$')")
    """
    inside = pattern.strip(many)
    if many not in pattern and one not in pattern:
        return f"{path} eq '{pattern}'"
    if many in inside or one in inside:
        return f"matchesPattern({path},'{_regex(pattern, many, one)}')"
    ends = (pattern[:1] == many, pattern[-1:] == many)
    function = {(False, True): "startswith", (True, False): "endswith"}.get(ends, "contains")
    return f"{function}({path},'{inside}')"


def _regex(pattern: str, many: str, one: str) -> str:
    signs = {many: ".*", one: ".", "''": "''"}
    pieces = re.findall(r"''|.", pattern.strip(many), re.DOTALL)
    body = "".join(signs.get(piece, re.escape(piece)) for piece in pieces)
    return "^" * (pattern[:1] != many) + body + "$" * (pattern[-1:] != many)
