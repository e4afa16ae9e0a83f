"""Makefiles: the recipes as shell scripts; variables of make are holes, or their value where they are assigned once.

Source: GNU make manual, sections 5.1 (recipe syntax) and 6.2 (flavors of variables).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, in_order, substituted
from odatanodes.extract.nested import nested

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_ASSIGNED = re.compile(r"^(?:export[ \t]+|override[ \t]+)?([\w.-]+)[ \t]*(\+|:{0,3}|\?)=[ \t]*([^\r\n#]*)", re.MULTILINE)
_MADE = re.compile(
    r"\$\$|^(?P<prefix>[ \t]+[@+-]+[ \t]*)|\$[({](?P<name>[\w.-]+)[)}]|\$(?:\([^()\r\n]{0,300}\)|[@<^?*+|%])", re.MULTILINE
)
_LONGEST = 2000


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a Makefile."""
    return in_order(source.name, lambda: _recipes(source.text, calls))


def _recipes(text: str, calls: Mapping[str, str]) -> list[Expression]:
    values: dict[str, Run | None] = {}
    for found in _ASSIGNED.finditer(text):
        simple = found[1] not in values and found[2] != "+" and "$" not in found[3] and len(found[3]) <= _LONGEST
        values[found[1]] = Run(found[3].rstrip(), ((0, found.start(3)),)) if simple else None

    def filled(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
        if found[0] == "$$":
            return (Run("$", ((0, span[0]), (1, span[1]))),)
        if found["prefix"]:
            return " "
        value = values.get(found["name"] or "")
        return (value,) if value is not None else (Gap(found[0], span),)

    return nested(substituted((Run(text, ((0, 0),)),), _MADE, filled), "recipe.sh", calls)
