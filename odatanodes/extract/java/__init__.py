"""Java: the detail levels of com.microsoft.azure.batch, and the options of com.azure.compute.batch.

Comes in: a Java file. Goes out: its expressions, in order. A file that names none of these is not parsed.
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
    """Return the expressions of a Java file; raises Skipped where it cannot be parsed."""
    text = source.text
    is_known = has_evidence(text, COMMENT) or urls.MARK.search(text) is not None
    if not (is_known or any(name.rpartition(".")[2] in text for name in calls)):
        return []
    from odatanodes.extract.java.finder import JavaFinder
    from odatanodes.extract.tree.parse import parsed

    return JavaFinder(parsed(source, "Java"), calls).all()
