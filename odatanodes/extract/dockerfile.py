"""Dockerfiles: the commands of their instructions, in shell form and as JSON arrays (`CMD ["az", "batch", …]`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Run
from odatanodes.extract.nested import nested

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_ARRAY = re.compile(
    r"^[ \t]*(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK[^\r\n\[]{0,200}CMD)[ \t]*(?:--\S+[ \t]+)*(\[(?:[^\r\n\\]|\\\r?\n|\\.)*)",
    re.IGNORECASE | re.MULTILINE,
)
_CMDLET = re.compile(r"\bGet-Az\w*Batch", re.IGNORECASE)


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a Dockerfile; what only looks like an array is read as shells read it."""
    parts = [(0, len(source.text), "RUN.ps1" if _CMDLET.search(source.text) else "RUN.sh")]
    parts += [(*array.span(1), "RUN.json") for array in _ARRAY.finditer(source.text)]
    found = [one for start, end, name in parts for one in nested((Run(source.text[start:end], ((0, start),)),), name, calls)]
    unique = {(one.option, one.host_span((0, 1))[0]): one for one in found}
    return sorted(unique.values(), key=lambda one: one.host_span((0, 1))[0])
