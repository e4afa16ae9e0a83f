"""Canonical form: the edits that write the expressions of a text in one spelling, where that surely keeps the meaning.

Comes in: a `Source` and its expressions. Goes out: edits of the text, and what is wrong with the expressions that have no form.
"""

from __future__ import annotations

from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.lint.edit import host_edit
from odatanodes.lint.report import Finding
from odatanodes.parse import parse_filter, parse_select
from odatanodes.serialize import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression
    from odatanodes.lint.edit import Edit
    from odatanodes.schema.types import Dialect

__all__ = ["canonical_edits"]


def canonical_edits(
    source: Source, expressions: Iterable[Expression], dialect: Dialect = "batch"
) -> tuple[list[Edit], list[Finding]]:
    """Return what to put where so that each expression is in canonical form; those that a program fills stay as they are."""
    edits: list[Edit] = []
    findings: list[Finding] = []
    for expression in expressions:
        if expression.holes:
            continue  # what a program fills has no canonical form
        try:
            tree = parse_filter(expression.text) if expression.option == "filter" else parse_select(expression.text)
        except ODataSyntaxError as error:
            findings += [Finding(source, expression, diagnostic) for diagnostic in error.diagnostics]
            continue
        edit = host_edit(source, expression, (0, len(expression.text)), to_text(tree, dialect))
        if edit is not None and source.text[edit[0] : edit[1]] != edit[2]:
            edits.append(edit)
    return edits, findings
