"""A change of a file as a patch that applies."""

from __future__ import annotations

from difflib import unified_diff

from odatanodes.base.files import Source

__all__ = ["diff"]


def diff(source: Source, text: str) -> str:
    """Return the unified diff of a source and its new text."""
    old, new = source.lines_with_ends(), Source(source.name, text).lines_with_ends()
    changed = unified_diff(old, new, f"a/{source.name}", f"b/{source.name}")
    return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n" for line in changed)
