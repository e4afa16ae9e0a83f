"""Dockerfiles: the commands of their instructions, in shell form and as JSON arrays (`CMD ["az", "batch", …]`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Run
from odatanodes.extract.nested import moved, nested

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    whole = Run(source.text, ((0, 0),))
    found = nested(whole, "RUN.ps1" if _CMDLET.search(source.text) else "RUN.sh", calls)
    found += _arrays(source.text, calls)
    unique = {(one.option, one.host_span((0, 1))[0]): one for one in found}
    return sorted(unique.values(), key=lambda one: one.host_span((0, 1))[0])


def _arrays(text: str, calls: Mapping[str, str]) -> Iterator[Expression]:
    """Yield the expressions of commands that are JSON arrays, read as JSON reads them."""
    from odatanodes.base.files import Source
    from odatanodes.extract.json import find as find_json

    for array in _ARRAY.finditer(text):
        run = Run(array[1], ((0, array.start(1)),))
        yield from (moved(one, run) for one in find_json(Source("RUN.json", array[1]), calls))
