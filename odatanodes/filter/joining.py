"""Join checked filters with `and` and `or` without reading or checking them again.

The joined tree is the n-ary node of all operands, its text the operands' texts with the operator between them. Positions
stay true: an operand that does not begin the text is copied with its spans moved. The first operand is kept as it is, so
that adding one filter to a chain costs what that one filter is long.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.ast import unsealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from odatanodes.diagnostics import Diagnostic, Span

    Part = tuple[ast.Expr, str, tuple[Diagnostic, ...]]
    """A checked tree, the text its spans point into, and its warnings."""

__all__ = ["joined", "negated"]


def joined(kind: type[ast.And | ast.Or], parts: Sequence[Part]) -> Part:
    """Return the conjunction or disjunction of two parts or more."""
    word = " and " if kind is ast.And else " or "
    texts: list[str] = []
    operands: list[ast.Expr] = []
    warnings: list[Diagnostic] = []
    offset = 0
    for expr, text, found in parts:
        closed = isinstance(expr, ast.Or) and kind is ast.And
        moved = _moved(expr, offset + closed)
        operands += moved.operands if isinstance(moved, kind) else (moved,)
        warnings += _moved_findings(found, offset + closed)
        texts.append(f"({text})" if closed else text)
        offset += len(texts[-1]) + len(word)
    text = word.join(texts)
    made = (unsealed.And if kind is ast.And else unsealed.Or)(operands, (0, len(text)))
    return made, text, tuple(warnings)


def negated(part: Part) -> Part:
    """Return the negation of a part."""
    expr, text, found = part
    lead = "not ("
    text = f"{lead}{text})"
    return ast.Not(_moved(expr, len(lead)), (0, len(text))), text, _moved_findings(found, len(lead))


def _moved(expr: ast.Expr, by: int) -> ast.Expr:
    """Return a tree whose spans lie further right."""
    if not by:
        return expr

    def change(node: ast.Node) -> ast.Node:
        kind, span = node.__class__, _later(node.span, by)
        if kind is ast.Compare:
            return unsealed.Compare(node.op, node.left, node.right, span)  # type: ignore[attr-defined]
        return node.replace(span=span)

    moved = ast.transform(expr, change)
    assert isinstance(moved, ast.Expr)
    return moved


def _later(span: Span, by: int) -> Span:
    return (span[0] + by, span[1] + by)


def _moved_findings(found: tuple[Diagnostic, ...], by: int) -> tuple[Diagnostic, ...]:
    if not by or not found:
        return found
    return tuple(
        [
            one.replace(span=_later(one.span, by), fix=None if one.fix is None else one.fix.replace(span=_later(one.fix.span, by)))
            for one in found
        ]
    )
