"""Markdown: the fenced blocks whose language is known here.

Comes in: a document. Goes out: the expressions of its blocks, with places in the document. A block that is broken, as examples
with `...` are, holds none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.expression import Skipped
from odatanodes.files import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.diagnostics import Span
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*\{?\.?([\w+#-]*)")
SUFFIX_OF = {
    **dict.fromkeys(("python", "py", "python3", "pycon"), ".py"),
    **dict.fromkeys(("sh", "bash", "shell", "zsh", "azurecli", "azurecli-interactive", "console", "shell-session"), ".sh"),
    **dict.fromkeys(("powershell", "pwsh", "ps1", "azurepowershell", "azurepowershell-interactive"), ".ps1"),
    "odata": ".odata",
    **dict.fromkeys(("yaml", "yml"), ".yaml"),
}
"""The end of a file's name by the word after the fence."""


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of the fenced blocks of a document."""
    found: list[Expression] = []
    fence, suffix, begin = "", "", 0
    for start, end in source.lines():
        opened = _FENCE.match(source.text, start, end)
        if not fence:
            if opened is not None:
                fence, suffix, begin = opened[1], SUFFIX_OF.get(opened[2].lower(), ""), end
        elif opened is not None and opened[1].startswith(fence) and not source.text[opened.end() : end].strip():
            if suffix:
                found += _of_block(source, (begin, start), suffix, calls)
            fence = ""
    return found


def _of_block(source: Source, span: Span, suffix: str, calls: Mapping[str, str]) -> list[Expression]:
    from odatanodes.extract import extract

    begin, end = span
    try:
        inner = extract(Source(f"block{suffix}", source.text[begin:end]), calls)
    except Skipped:
        return []
    return [one.replace(segments=tuple((at, host + begin) for at, host in one.segments)) for one in inner]
