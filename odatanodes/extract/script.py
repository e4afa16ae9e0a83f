"""Files without a suffix: scripts, whose `#!` line names their language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes.extract.languages import by_interpreter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression

__all__ = ["find"]


def find(source: Source, calls: Mapping[str, str]) -> list[Expression]:
    """Return the expressions of a script; none where no known interpreter is named."""
    from odatanodes.extract import language_of

    suffix = by_interpreter(source.text.partition("\n")[0])
    return language_of(f"script{suffix}")(source, calls) if suffix else []
