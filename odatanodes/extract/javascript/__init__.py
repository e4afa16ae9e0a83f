"""JavaScript and TypeScript: options of @azure/batch and @azure-rest/batch, `$filter` and `$select` of requests, URLs of Batch.

Comes in: a file of either, with JSX or without. Goes out: its expressions, in order. `filter` is a word of many libraries: it
counts where the file names one of Azure Batch. A file in which nothing can be found is not parsed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.evidence import COMMENT, has_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a JavaScript or TypeScript file; raises Skipped where it cannot be parsed."""
    text = source.text
    is_batch = has_evidence(text, COMMENT)
    if not (is_batch or urls.MARK.search(text) or any(name.rpartition(".")[2] in text for name in calls)):
        return []
    from odatanodes.extract.javascript.finder import JavaScriptFinder
    from odatanodes.extract.tree.parse import parsed

    return JavaScriptFinder(parsed(source, _grammar(source.name)), calls, is_batch=is_batch).all()


def _grammar(name: str) -> str:
    if name.endswith(".tsx"):
        return "TSX"
    return "TypeScript" if name.endswith((".ts", ".mts", ".cts")) else "JavaScript"
