"""Simplify a typed tree to one that keeps the same nodes, and report what is suspicious about it (ODN52x).

`not` is pushed down where the meaning stays, nested `and`/`or` are flattened, constants folded, repeated and absorbed terms
removed, and `x eq 'a' or x eq 'b'` becomes one `in`.

Where the original has a result for a node, the new tree has the same. It may have one where the original stops at a missing
property or a failing operation that the result does not depend on; it never stops where the original does not. Terms are
evaluated in their original order.
"""

from __future__ import annotations

from odatanodes import ast

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from typing import Literal as L

    from odatanodes.diagnostics import Diagnostic

__all__ = ["findings", "normalize"]


def normalize(
    expr: ast.Expr, schema_semantics: L["odata", "batch"] = "odata", *, on_missing: L["raise", "null"] = "raise"
) -> ast.Expr:
    """Return a tree with the same meaning as a filter, in negation normal form.

    `not` stands only before what cannot take it in: a call, a path, a lambda, `in`, an order comparison where a null could
    hide (`not (x lt 5)` is true for a missing x, `x ge 5` is false). With `on_missing="null"` a required property can be
    missing, so fewer comparisons turn round. Size: at most one node more for each term of a negated `and` or `or`.
    Time: linear in the size of the tree.

    >>> from odatanodes.ast import Compare, Literal, Member, Not, Or
    >>> from odatanodes.serialize import to_text
    >>> idle, running = (Compare("eq", Member(None, "state"), Literal(state)) for state in ("idle", "running"))
    >>> to_text(normalize(Or((idle, running)))), to_text(normalize(Not(Or((idle, running)))))
    ("state in ('idle','running')", "state ne 'idle' and state ne 'running'")
    """
    from odatanodes.normalize.rewrite import Rewriter

    return Rewriter(fold_case=schema_semantics == "batch", trust_schema=on_missing == "raise").run(expr)


def findings(expr: ast.Expr, schema_semantics: L["odata", "batch"] = "odata") -> list[Diagnostic]:
    """Return what is suspicious in a checked filter, sorted by position: conditions always or never true, repeated terms.

    Only the innermost cause is reported, not every term that is constant because of it.
    """
    if isinstance(expr, ast.Compare) and isinstance(expr.left, ast.Member) and isinstance(expr.right, ast.Literal):
        return []  # a single comparison has nothing to repeat or contradict: no need to load the rest
    from odatanodes.normalize.rewrite import Rewriter

    rewriter = Rewriter(fold_case=schema_semantics == "batch", report=True)
    rewriter.run(expr)
    return sorted(rewriter.findings, key=lambda finding: finding.span)
