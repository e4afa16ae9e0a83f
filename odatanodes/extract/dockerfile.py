"""Dockerfiles: the commands of their instructions, in shell form and as JSON arrays (`CMD ["az", "batch", …]`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Run, substituted
from odatanodes.extract.nested import nested

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_ARRAY = re.compile(
    r"^[ \t]*(?:RUN|CMD|ENTRYPOINT|HEALTHCHECK[^\r\n\[]{0,200}CMD)[ \t]*(?:--\S+[ \t]+)*(?P<array>\[(?:[^\r\n\\]|\\\r?\n|\\.)*)"
    r"|^[ \t]*ENV[ \t]+(?P<name>\w+)[ \t]+(?P<value>[^=\s\"][^=\r\n\"]*)(?=\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
_SHELL_FORM = re.compile(r"\[\s*\"(?:[\w/]*/)?\w*sh\"\s*,\s*\"-\w*c\w*\"\s*,\s*(?P<script>\"(?:[^\"\\]|\\.)*\")", re.DOTALL)
_CMDLET = re.compile(r"\bGet-Az\w*Batch", re.IGNORECASE)


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a Dockerfile; what only looks like an array is read as shells read it."""
    text = source.text
    arrays: list[Draft] = []

    def filled(found: re.Match[str], span: tuple[int, int]) -> Draft:
        if found["name"]:  # the old form of `ENV name="value"`
            name, value = (Run(found[part], ((0, found.start(part)),)) for part in ("name", "value"))
            return (name, Run('="', ((0, span[0]),)), value, Run('"', ((0, span[1]),)))
        if script := _SHELL_FORM.match(found["array"]):
            return (Run(script["script"], ((0, found.start("array") + script.start("script")),)),)
        array = (Run(found["array"], ((0, found.start("array")),)),)
        arrays.append(array)
        return array if "]" not in found["array"] else ()

    script = substituted((Run(text, ((0, 0),)),), _ARRAY, filled)
    found = nested(script, "RUN.ps1" if _CMDLET.search(text) else "RUN.sh", calls)
    found += [one for array in arrays for one in nested(array, "RUN.json", calls)]
    unique = {(one.option, one.host_span((0, 1))[0]): one for one in found}
    return sorted(unique.values(), key=lambda one: one.host_span((0, 1))[0])
