"""Safe fixes, which keep the meaning for certain, and canonical form: what `check --fix` writes without asking.

The other fixes (a string closed at its end, a bracket left out, a name that differs in more than case and underscores) are for a
person to decide: editors offer them, JSON calls them `unsafe`.
"""

from __future__ import annotations

import re

from odatanodes import ast
from odatanodes.ast.reads import double_quoted
from odatanodes.batch.clients import PLAIN
from odatanodes.diagnostics import ODataSyntaxError
from odatanodes.lint.edit import host_edit
from odatanodes.lint.finding import Finding, reaches_batch
from odatanodes.lint.findings import asked, findings, target_of
from odatanodes.lint.keep import kept
from odatanodes.parse import parse_filter, parse_select
from odatanodes.serialize import to_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from odatanodes.base.files import Source
    from odatanodes.extract.expression import Expression
    from odatanodes.lint.edit import Edit
    from odatanodes.lint.keep import Patch
    from odatanodes.schema.types import Dialect

__all__ = ["canonical_edits", "canonical_patch"]


def canonical_patch(source: Source, expression: Expression, api: str | None, *, local: bool) -> Patch | None:
    """Return the edit that writes an expression in canonical form, members of enumerations as the service spells them.

    None where it is so, where it was found by its content alone, where anything in it is wrong or left to the user,
    where a program fills it, and where it is written over several lines.
    """
    asks = asked(expression, api)
    if (
        expression.option == "expand"
        or expression.holes
        or asks == PLAIN
        or not reaches_batch(expression)
        or "\n" in expression.text
        or "\r" in expression.text
    ):
        return None
    if any(found.severity == "error" or found.fix for found in findings(expression, api, local=local)):
        return None
    schema, _ = target_of(asks, local=local)
    from odatanodes.check import check

    tree = check(parse_filter(expression.text), schema)[0] if expression.option == "filter" else parse_select(expression.text)
    text = to_text(tree, "batch")
    span = (0, len(expression.text))
    edit = None if text == expression.text else host_edit(source, expression, span, text)
    return None if edit is None else (edit, expression, span)


def _laid_out(tree: ast.Expr | ast.SelectList, dialect: Dialect, line_break: str) -> str:
    """Return canonical text; with a line break, each of the conditions that are joined on a line of its own."""
    if not line_break or not isinstance(tree, ast.And | ast.Or):
        return to_text(tree, dialect)
    word = "and" if isinstance(tree, ast.And) else "or"
    conditions = [to_text(condition, dialect) for condition in tree.operands]
    if word == "and":
        pairs = zip(conditions, tree.operands, strict=True)
        conditions = [f"({text})" if isinstance(condition, ast.Or) else text for text, condition in pairs]
    return f"{line_break}{word} ".join(conditions)


def _line_break(text: str) -> str:
    """Return the first line break in an expression, with the indentation behind it; empty where it is on one line."""
    found = re.search(r"\S[ \t]*(\r?\n[ \t]*)\S", text)
    return found[1] if found is not None else ""


def canonical_edits(
    source: Source, expressions: Iterable[Expression], dialect: Dialect = "batch", calls: Mapping[str, str] | None = None
) -> tuple[list[Edit], list[Finding]]:
    """Return what to put where so that each expression is in canonical form; those that a program fills stay as they are.

    An expression of several lines keeps them: a line for each of its conditions.
    """
    patches: list[Patch] = []
    findings: list[Finding] = []
    for expression in expressions:
        if expression.holes or expression.option == "expand" or not reaches_batch(expression):
            continue  # names, what a program fills, what may be meant for another service: these have no canonical form
        try:
            tree = parse_filter(expression.text) if expression.option == "filter" else parse_select(expression.text)
        except ODataSyntaxError as error:
            findings += [Finding(source, expression, diagnostic) for diagnostic in error.diagnostics]
            continue
        if double_quoted(tree):
            continue  # an error that check reports: "state" may be meant as a string or as the property
        span = (0, len(expression.text))
        line_break = _line_break(expression.text)
        edit = host_edit(source, expression, span, _laid_out(tree, dialect, line_break), line_break)
        if edit is not None and source.text[edit[0] : edit[1]] != edit[2]:
            patches.append((edit, expression, span))
    return kept(source, patches, calls), findings
