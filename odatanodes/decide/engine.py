"""The search for a node that meets a goal: by proof where that is possible, by trial where a part is not reasoned about."""

from __future__ import annotations

from odatanodes.decide.goal import collect, formula
from odatanodes.decide.problem import Outcome, Problem, assignment, solved, usual
from odatanodes.decide.search import TimeUpError
from odatanodes.decide.terms import Terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal as L

    from odatanodes.decide.goal import Goal

__all__ = ["find", "impossible"]


def find(problem: Problem) -> Outcome:
    """Look for a node within the time allowed."""
    try:
        return _find(problem)
    except TimeUpError:
        return Outcome(reason=f"not decided within {problem.deadline.seconds:g} seconds")
    except RecursionError:
        return Outcome(reason="the filters are nested too deeply")


def _find(problem: Problem) -> Outcome:
    terms = problem.terms = problem.terms or _terms(problem, problem.goal)
    solution, unknown = solved(problem, terms, formula(problem.goal, terms, problem.deadline))
    if solution is None:
        return Outcome(impossible=True)
    if not terms.exact:
        from odatanodes.decide.trial import tried

        return Outcome(impossible=True) if _refuted(problem, terms) else tried(problem, terms, find)
    node = assignment(problem, terms, solution)
    if not problem.shown(node):
        return Outcome(reason="the item that was found does not evaluate as it should")
    return Outcome(node, reason=f"only where '{unknown}' has a value that the schema does not know" if unknown else "")


def _terms(problem: Problem, goal: Goal) -> Terms:
    terms = Terms(problem.settings)
    collect(goal, terms, problem.deadline)
    if not terms.finish(usual):  # too many ways to contain and to end with these texts
        terms = Terms(problem.settings, inner=False)
        collect(goal, terms, problem.deadline)
        terms.finish(usual)
    return terms


def impossible(problem: Problem) -> bool:
    """Whether it is certain that no object meets the goal; raises TimeUpError."""
    terms = _terms(problem, problem.goal)
    solution, _ = solved(problem, terms, formula(problem.goal, terms, problem.deadline))
    return solution is None or (not terms.exact and _refuted(problem, terms))


def _refuted(problem: Problem, terms: Terms) -> bool:
    """Look closer where a solution says nothing about nodes: at the normal form, and at conditions over the same collection."""
    from odatanodes.decide.lambdas import relate
    from odatanodes.normalize import normalize

    semantics: L["batch", "odata"] = "batch" if problem.settings.fold else "odata"
    on_missing: L["raise", "null"] = "raise" if problem.settings.trust else "null"
    normal = [(normalize(expr, semantics, on_missing=on_missing), wanted) for expr, wanted in problem.goal]
    if any(new is not expr for (new, _), (expr, _) in zip(normal, problem.goal, strict=True)):
        terms = _terms(problem, normal)
    relate(problem, terms, impossible)
    return solved(problem, terms, formula(normal, terms, problem.deadline))[0] is None
