"""Makefiles: the recipes as shell scripts; variables of make are holes, or their value where they are assigned once.

Source: GNU make manual, sections 5.1 (recipe syntax) and 6.2 (flavors of variables).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract.draft import Gap, Run, in_order, size, substituted
from odatanodes.extract.nested import nested, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.draft import Draft
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_ASSIGNED = re.compile(
    r"^(?P<export>export[ \t]+)?(?:override[ \t]+)?(?P<name>[\w.-]+)[ \t]*(?P<sign>\+|:{0,3}|\?)="
    r"[ \t]*(?P<value>(?:[^\r\n#\\]|\\\r?\n|\\[^\r\n])*)",
    re.MULTILINE,
)
_MADE = re.compile(
    r"\$\$|^(?P<prefix>[ \t]+[@+-]+[ \t]*)|\$[({](?P<name>[\w.-]+)[)}]|\$(?:\((?!shell\b)[^()\r\n]{0,300}\)|[@<^?*+|%])",
    re.MULTILINE,
)
_JOINED = re.compile(r"[ \t]*\\\r?\n[ \t]*")
_BRANCH = re.compile(r"^[ \t]*(?:if|else|endif)", re.MULTILINE)
_EXPORTED = re.compile(r"^(?:export|\.EXPORT_ALL_VARIABLES:)[ \t]*((?:[\w.-]+[ \t]*)*)$", re.MULTILINE)
_LONGEST = 2000


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a Makefile."""
    return in_order(source.name, lambda: _recipes(source.text, calls))


def _recipes(text: str, calls: Mapping[str, str]) -> list[Expression]:
    values: dict[str, Draft] = {}  # empty where it is not certain
    done: dict[str, int] = {}
    exported = {name for line in _EXPORTED.findall(text) for name in line.split()}

    def filled(found: re.Match[str], span: tuple[int, int]) -> Draft | str:
        if found[0] == "$$":
            return (Run("$", ((0, span[0]), (1, span[1]))),)
        if found["prefix"]:
            return " "
        return values.get(found["name"] or "") or (Gap(found[0], span),)

    for found in _ASSIGNED.finditer(text):
        name, start = found["name"], found.start("value")
        run = Run(found["value"].rstrip(), ((0, start),))
        value = substituted(substituted((run,), _JOINED, lambda *_: " "), _MADE, filled)
        if found["sign"] == "+" and name in values and not _BRANCH.search(text, done[name], start):
            value = (*values[name], Run(" ", ((0, start),)), *value) if values[name] else ()
        elif name in values or found["sign"] == "+":
            value = ()
        values[name], done[name] = value if size(value) <= _LONGEST else (), start
        exported |= {name} if found["export"] else set()
    given = {name: value for name, value in values.items() if name in exported}
    recipes = substituted((Run(text, ((0, 0),)),), _MADE, filled)
    return nested((*settings(text, "recipe.sh", given), *recipes), "recipe.sh", calls)
