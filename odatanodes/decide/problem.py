"""A question about nodes as a problem to solve, its outcome, and a solution turned into a node."""

from __future__ import annotations

from odatanodes import edm
from odatanodes.decide.objects import build, typical
from odatanodes.decide.search import Deadline, propagate, solve
from odatanodes.edm import DateTimeOffset

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from odatanodes.decide.formula import Formula
    from odatanodes.decide.goal import Goal
    from odatanodes.decide.term import Settings, Term
    from odatanodes.decide.terms import Terms
    from odatanodes.schema.types import ComplexType

__all__ = ["USUAL", "Outcome", "Problem", "assignment", "solved", "usual"]

USUAL = DateTimeOffset.parse("2025-11-22T22:22:27Z")


class Problem:
    """A goal for objects of a `type` (None: no schema); `shown` evaluates a candidate with the real evaluator.

    `closed`: properties of an enumeration have no other values than the schema's. `terms` are those of the same conditions
    where they are known from another problem.
    """

    __slots__ = ("closed", "deadline", "goal", "settings", "shown", "terms", "type")

    def __init__(
        self,
        goal: Goal,
        type: ComplexType | None,
        settings: Settings,
        shown: Callable[[dict[str, Any]], bool],
        deadline: Deadline,
        *,
        closed: bool = False,
        terms: Terms | None = None,
    ) -> None:
        self.goal = goal
        self.type = type
        self.settings = settings
        self.shown = shown
        self.deadline = deadline
        self.closed = closed
        self.terms = terms


class Outcome:
    """A `node` that meets the goal; or that there is none (`impossible`); or neither is known, for this `reason`."""

    __slots__ = ("impossible", "node", "reason")

    def __init__(self, node: dict[str, Any] | None = None, *, impossible: bool = False, reason: str = "") -> None:
        self.node = node
        self.impossible = impossible
        self.reason = reason


def usual(term: Term) -> Iterable[Any]:
    """Return values that look familiar, for terms that need no other."""
    if term.path is None:
        return ()
    if term.kind == "text":
        return () if term.prop is not None and term.prop.members else (typical(term.path[-1]),)
    return (USUAL,) if term.kind == "instant" else ()


def solved(problem: Problem, terms: Terms, root: Formula) -> tuple[list[int] | None, str]:
    """Solve for known values of enumerations, then for any; the path of a property that needs an unknown one comes along."""
    known = [
        start if term.domain is None else term.domain.known & start for term, start in zip(terms.all, terms.start, strict=True)
    ]
    solution = solve(root, known, terms.links, problem.deadline)
    if solution is not None or problem.closed or known == terms.start:
        return solution, ""
    solution = solve(root, terms.start, terms.links, problem.deadline)
    if solution is None:
        return None, ""
    for term, start in zip(terms.all, known, strict=True):
        if term.path is not None and not solution[term.index] & start:
            return solution, "/".join(term.path)
    return solution, ""


def assignment(problem: Problem, terms: Terms, domains: list[int]) -> dict[str, Any]:
    """Return the node with the most telling values of a solution."""
    domains = list(domains)
    values = []
    for term in terms.all:
        if term.path is None or term.domain is None:
            continue
        left = domains[term.index]
        domains[term.index] = term.domain.bit(left & term.domain.known or left)
        propagate(domains, terms.links)
        value = term.domain.value(domains[term.index])
        if value is ... and term.structured and term.type is edm.ANY:
            value = {}  # what is below it follows
        values.append((term.path, term.type, value))
    return build(problem.type, values)
