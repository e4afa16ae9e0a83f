"""reStructuredText: `code-block` directives, literal blocks and doctests, read as the blocks of Markdown are.

Source: Docutils, reStructuredText markup specification, "Literal Blocks", "Doctest Blocks"; directive "code".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from odatanodes.extract import urls
from odatanodes.extract.markdown import of_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]

_PARTS = re.compile(
    rf"""^(?P<prefix>[ \t]*+)
        (?:\.\.[ \t]+(?:code-block|code|sourcecode|parsed-literal)::[ \t]*(?P<word>[\w+#-]*)[^\r\n]*(?:\r?\n[ \t]*:[\w-]+:[^\r\n]*)*
          |(?!\.\.[ \t])[^\r\n]*::[ \t]*)\r?\n
        (?P<body>(?:[ \t]*\r?\n|(?P=prefix)[ \t]+[^\r\n]*(?:\r?\n|\Z))*)
    |^[ \t]*(?P<bare>>>>[ \t][^\r\n]*(?:\r?\n[ \t]*[^\s][^\r\n]*)*)
    |^(?P<line>[^\r\n]*?{urls.MARK.pattern}[^\r\n]*)""",
    re.MULTILINE | re.VERBOSE,
)
"""Blocks with the word for their language, doctests, and lines with URLs."""


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a document; what could not be read is added to the source's `passed_over`."""
    return of_parts(source, _PARTS, calls, "rst")
