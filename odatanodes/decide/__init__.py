"""Decide questions about all nodes: are two filters equivalent, does one imply the other, is there a node that one keeps?

The comparisons become sets of values of a few variables (terms), the question a formula over them (goal), and a search (search)
finds values that meet it, or proves that there are none. Every node that a Verdict shows was evaluated by the filters
themselves.

Exact for and, or, not over comparisons, `in`, `startswith`, `contains` and `endswith` of scalar paths with literals, and for what
decide/plain.py turns into these: `date` and `year` of an instant, sums with a number, `tolower` where case does not count, `case`
of conditions. Other parts of a filter (functions, arithmetic, any and all, comparisons of two properties) may have any value as far
as a proof goes, so that equal parts cancel out; where the verdict depends on them, nodes are tried, and if none decides it, it is
unknown.

What counts as a node: an object that follows the schema, with required properties present and never null, integers within
their type, strings of any characters, instants of the service in UTC and ticks of 100 ns from year 1 to 9999 (of other schemas
with any offset and to the picosecond). Properties of an enumeration may have other values than the schema knows, because services
grow; nodes with known values are preferred, and `reason` says where only an unknown one will do. With `on_missing="null"` required
properties may be missing. Nodes on which evaluation fails (a division by zero) are left out of consideration.
"""

from __future__ import annotations

from odatanodes.decide.engine import find
from odatanodes.decide.plain import plain
from odatanodes.decide.problem import Problem
from odatanodes.decide.search import Deadline
from odatanodes.decide.term import Settings
from odatanodes.decide.verdict import UndecidedError, Verdict
from odatanodes.decide.watched import watched
from odatanodes.diagnostics import ODataError
from odatanodes.evaluate import compile_predicate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from odatanodes import ast
    from odatanodes.decide.goal import Goal
    from odatanodes.decide.terms import Terms
    from odatanodes.runtime import Rules
    from odatanodes.schema.types import EntityType

__all__ = ["UndecidedError", "Verdict", "equivalent", "implies", "possible", "satisfiable"]


def satisfiable(
    one: ast.Expr, schema: EntityType | None, rules: Rules, *, deadline: float = 1.0, known_values: bool = False
) -> Verdict:
    """Return whether there is a node that the filter keeps, with one; arguments as for `implies`.

    >>> from odatanodes import Filter
    >>> f = Filter("startTaskInfo/exitCode gt 5 and startTaskInfo eq null")
    >>> satisfiable(f.expr, f.schema, f.rules).answer
    False
    """
    return possible([(one, True)], schema, rules, deadline=deadline, known_values=known_values)


def possible(goal: Goal, schema: EntityType | None, rules: Rules, *, deadline: float = 1.0, known_values: bool = False) -> Verdict:
    """Return whether there is a node for which each condition of the goal is true, or is not, as the goal says; with one."""
    found = find(_problem(goal, schema, rules, Deadline(deadline), closed=known_values))
    if found.impossible:
        return Verdict(False)
    return Verdict(None if found.node is None else True, witness=found.node, reason=found.reason)


def implies(
    one: ast.Expr,
    other: ast.Expr,
    schema: EntityType | None,
    rules: Rules,
    *,
    deadline: float = 1.0,
    known_values: bool = False,
) -> Verdict:
    """Return whether every node that the one keeps is kept by the other; if not, with a node that only the one keeps.

    After `deadline` seconds the verdict is unknown. With `known_values` enumerations have no other values than the schema's.

    >>> from odatanodes import Filter
    >>> f, g = Filter("startTaskInfo/exitCode gt 0"), Filter("startTaskInfo ne null")
    >>> implies(f.expr, g.expr, f.schema, f.rules).answer
    True
    """
    return _implication(_problem([(one, True), (other, False)], schema, rules, Deadline(deadline), closed=known_values))


def equivalent(
    one: ast.Expr,
    other: ast.Expr,
    schema: EntityType | None,
    rules: Rules,
    *,
    deadline: float = 1.0,
    known_values: bool = False,
) -> Verdict:
    """Return whether two filters keep the same nodes; if not, with a node that only one of them keeps; see `implies`.

    >>> from odatanodes import Filter
    >>> f, g = Filter("totalTasksRun gt 5"), Filter("not (totalTasksRun lt 6)")
    >>> equivalent(f.expr, g.expr, f.schema, f.rules).answer
    True
    """
    if one == other:
        return Verdict(True)
    limit = Deadline(deadline)
    settings = _settings(schema, rules)
    first, second = plain(one, settings), plain(other, settings)
    if first == second:
        return Verdict(True)
    goal, plain_goal = [(one, True), (other, False)], [(first, True), (second, False)]
    problem = _problem(goal, schema, rules, limit, closed=known_values, plain_goal=plain_goal)
    there = _implication(problem)
    if there.answer is False:
        return there
    goal, plain_goal = [(other, True), (one, False)], [(second, True), (first, False)]
    reverse = _problem(goal, schema, rules, limit, closed=known_values, plain_goal=plain_goal, terms=problem.terms)
    back = _implication(reverse)
    return back if back.answer is not True else there


def _implication(problem: Problem) -> Verdict:
    found = find(problem)
    if found.impossible:
        return Verdict(True)
    return Verdict(None if found.node is None else False, counterexample=found.node, reason=found.reason)


def _settings(schema: EntityType | None, rules: Rules) -> Settings:
    ticks = schema is not None and schema.semantics == "batch"
    return Settings(fold=rules.fold, trust=rules.on_missing == "raise", ticks=ticks)


def _problem(
    goal: Goal,
    schema: EntityType | None,
    rules: Rules,
    limit: Deadline,
    *,
    closed: bool,
    plain_goal: Goal | None = None,
    terms: Terms | None = None,
) -> Problem:
    """Return the problem of a goal, which candidates are evaluated for; what is reasoned about is the plain form of it."""
    settings = _settings(schema, rules)
    rules = rules.replace(on_error="raise")
    tests: list[tuple[Any, bool]] = []

    def shown(node: dict[str, Any]) -> bool:
        node = watched(node, limit)
        try:
            if not tests:
                tests.extend([(compile_predicate(expr, schema, rules), kept) for expr, kept in goal])
            return all(test.matches(node) is kept for test, kept in tests)
        except ODataError:
            return False

    known = [(plain(expr, settings), kept) for expr, kept in goal] if plain_goal is None else plain_goal
    return Problem(known, schema, settings, shown, limit, closed=closed, terms=terms)
