"""From "this filter keeps the node and that one does not" to a formula over the terms.

A condition has three values; that it is true, is false, is not true and is not false are four questions, and each comes down
to the same questions about its operands: an `and` is false when an operand is, a `not` is true when its operand is false.
"""

from __future__ import annotations

from odatanodes import ast, edm
from odatanodes.decide.formula import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.decide.formula import Formula
    from odatanodes.decide.search import Deadline
    from odatanodes.decide.terms import Terms

__all__ = ["Goal", "collect", "formula"]

Goal = list[tuple[ast.Expr, bool]]
"""Conditions, each with whether it shall be true, or not be true."""


def collect(goal: Goal, terms: Terms, deadline: Deadline) -> None:
    """Add all conditions other than `and`, `or` and `not` to the terms."""
    stack = [expr for expr, _ in goal]
    while stack:
        x = stack.pop()
        inner = _asked(x)
        if inner is not None:
            stack.append(inner[0])
        elif isinstance(x, (ast.And, ast.Or)):
            stack += x.operands
            deadline.check()
        elif isinstance(x, ast.Not):
            stack.append(x.operand)
        else:
            terms.add(x)


def formula(goal: Goal, terms: Terms, deadline: Deadline) -> Formula:
    """Return the formula of a goal. Recursion is one frame for each level of the tree."""
    builder = _Builder(terms, deadline)
    return join(True, [builder.question(expr, True, wanted) for expr, wanted in goal], terms.start)


class _Builder:
    def __init__(self, terms: Terms, deadline: Deadline) -> None:
        self.terms = terms
        self.deadline = deadline

    def question(self, x: ast.Expr, value: bool, holds: bool) -> Formula:
        """Return the formula of "x is `value`", or where `holds` is false of "x is not `value`"."""
        if isinstance(x, ast.Not):
            return self.question(x.operand, not value, holds)
        if isinstance(x, (ast.And, ast.Or)):
            self.deadline.check()
            conjunctive = (isinstance(x, ast.And) == value) == holds
            return join(conjunctive, [self.question(operand, value, holds) for operand in x.operands], self.terms.start)
        inner = _asked(x)
        if inner is None:
            return self.leaf(x, value, holds)
        operand, asked, equal = inner
        holds = (equal == value) == holds
        if asked is not None:
            return self.question(operand, asked, holds)
        both = [self.question(operand, True, not holds), self.question(operand, False, not holds)]
        return join(holds, both, self.terms.start)

    def leaf(self, x: ast.Expr, value: bool, holds: bool) -> Formula:
        sets = self.terms.sets(x)
        if sets is None or isinstance(sets, bool):
            return (sets is value) is holds
        variable, true, false = sets
        found = true if value else false
        return variable, found if holds else ~found


def _asked(x: ast.Expr) -> tuple[ast.Expr, bool | None, bool] | None:
    """Take `condition eq true` and its kin apart: the condition, the value it is compared with, whether by `eq`."""
    if isinstance(x, ast.Compare) and x.op in {"eq", "ne"}:
        for operand, literal in ((x.left, x.right), (x.right, x.left)):
            if isinstance(literal, ast.Literal) and (literal.value is None or isinstance(literal.value, bool)):
                if operand.type is not edm.BOOLEAN or isinstance(operand, (ast.Member, ast.Literal, ast.Var)):
                    return None
                return operand, literal.value, x.op == "eq"
    return None
