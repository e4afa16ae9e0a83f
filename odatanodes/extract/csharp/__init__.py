"""C#: the detail levels of Microsoft.Azure.Batch, and the filter and select of Azure.Compute.Batch.

Comes in: a C# file or script. Goes out: its expressions, in order. A file that names none of these is not parsed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.evidence import COMMENT, has_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_CLIENT = re.compile(r"\bAzure\.Compute\.Batch\b")
_ARGUMENT = re.compile(r"\b(?:Get|List)\w*\s*\(")


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a C# file; raises Skipped where it cannot be parsed."""
    text = source.text
    has_url = urls.MARK.search(text) is not None
    is_client = _CLIENT.search(text) is not None and _ARGUMENT.search(text) is not None
    if not (has_url or has_evidence(text, COMMENT) or any(name.rpartition(".")[2] in text for name in calls)):
        return []
    from odatanodes.extract.csharp.finder import CSharpFinder
    from odatanodes.extract.tree.parse import parsed

    finder = CSharpFinder(parsed(source, "C#"), calls, is_client=is_client)
    return finder.all()
