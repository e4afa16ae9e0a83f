"""What conditions over the items of one collection have to do with each other.

`any` is true when there is an item of some sort, `all` is false when there is one of some sort. Where every item of one sort is
of another as well, the one condition settles the other.
"""

from __future__ import annotations

from odatanodes import ast
from odatanodes.decide.problem import Problem
from odatanodes.decide.terms import FALSE, TRUE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from odatanodes.decide.goal import Goal
    from odatanodes.decide.term import Term
    from odatanodes.decide.terms import Terms

    Sort = tuple[Term, int, Goal | None]
    """A condition, the set of values for which there is an item of its sort, what an item of the sort is (None: any item)."""

__all__ = ["about_item", "relate"]

MOST = 8
"""Most conditions over one collection that are compared with each other."""


def relate(problem: Problem, terms: Terms, impossible: Callable[[Problem], bool]) -> None:
    """Link the conditions over the items of each collection; exclude those that no item can meet."""
    collections: dict[ast.Expr, list[Sort]] = {}
    for term in terms.all:
        if isinstance(term.expr, ast.Lambda) and term.kind == "condition":
            sort = _sort(term, term.expr)
            if sort is not None:
                collections.setdefault(term.expr.source, []).append(sort)
    for sorts in collections.values():
        for one, there, goal in sorts[:MOST]:
            if goal is not None and _none(problem, goal, impossible):
                terms.start[one.index] &= ~there
            for other, elsewhere, wider in sorts[:MOST]:
                if other is not one and (
                    wider is None or _none(problem, [*(goal or []), (wider[0][0], not wider[0][1])], impossible)
                ):
                    terms.links.append((one.index, there, other.index, elsewhere))


def _sort(term: Term, x: ast.Lambda) -> Sort | None:
    if x.predicate is None:
        return term, TRUE, None
    predicate = about_item(x.predicate, str(x.variable))
    if predicate is None:
        return None
    return (term, TRUE, [(predicate, True)]) if x.kind == "any" else (term, FALSE, [(predicate, False)])


def _none(problem: Problem, goal: Goal, impossible: Callable[[Problem], bool]) -> bool:
    """Whether there can be no item that meets a goal."""
    below = Problem(goal, None, problem.settings, lambda _: False, problem.deadline, closed=problem.closed)
    return impossible(below)


def about_item(predicate: ast.Expr, variable: str) -> ast.Expr | None:
    """Return a predicate with the item in the place of the node; None where it reads the node or another variable as well."""
    inner = {node.variable for node in ast.walk(predicate) if isinstance(node, ast.Lambda)}
    for node in ast.walk(predicate):
        if isinstance(node, ast.Var) and node.name != variable and node.name not in inner:
            return None
        if isinstance(node, ast.Member) and node.source is None:
            return None

    def change(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Member) and isinstance(node.source, ast.Var) and node.source.name == variable:
            return ast.Member(None, node.name, node.span, node.type, node.prop)
        return node

    changed = ast.transform(predicate, change)
    assert isinstance(changed, ast.Expr)
    return changed
