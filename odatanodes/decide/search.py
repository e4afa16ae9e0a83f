"""Values for variables that meet a formula, or the certainty that there are none.

A set of values is kept for each variable. What a formula asks of every solution narrows the sets; where nothing more follows,
the `or` with the fewest operands is tried operand by operand. The product of the sets is never enumerated.
"""

from __future__ import annotations

from time import perf_counter

from odatanodes.base.text import expect
from odatanodes.decide.formula import Junction, join, reduced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from odatanodes.decide.formula import Formula

    Link = tuple[int, int, int, int]
    """(a, A, b, B): where the value of a is in A, that of b is in B."""
    State = tuple[list[int], Formula, int]
    """The sets of values, what is open, and which variables have a smaller set than that takes into account (a bit for each)."""

__all__ = ["Deadline", "TimeUpError", "solve"]


EVERY = -1
"""A bit for each variable."""


class TimeUpError(Exception):
    """The time allowed is over."""


class Deadline:
    """An end of the time allowed."""

    __slots__ = ("end", "seconds")

    def __init__(self, seconds: float) -> None:
        expect(seconds, (int, float), "deadline is a number of seconds")
        self.seconds = seconds
        self.end = perf_counter() + seconds

    def check(self) -> None:
        """Raise TimeUpError after the end."""
        if perf_counter() > self.end:
            raise TimeUpError


def solve(formula: Formula, start: list[int], links: list[Link], deadline: Deadline) -> list[int] | None:
    """Return sets of values of which all combinations that the links allow meet the formula; None where nothing does.

    Every set has a value, and links that form no cycle leave one for each variable, chosen in the order of the links.
    Raises TimeUpError.
    """
    stack = [(start, formula, EVERY)]
    while stack:
        deadline.check()
        domains, root, changed = stack.pop()
        domains = list(domains)
        rest = _settled(root, domains, links, changed)
        if rest is True:
            return domains
        if isinstance(rest, Junction):
            _branch(rest, domains, stack)
    return None


def _settled(root: Formula, domains: list[int], links: list[Link], changed: int) -> Formula:
    """Narrow the sets by all that follows at once; return whether that met the formula, or what is open: no leaves in an `and`."""
    before = list(domains)
    while True:
        if not propagate(domains, links):
            return False
        for variable, set in enumerate(domains):
            if set != before[variable]:
                changed |= 1 << variable
        root = reduced(root, domains, changed)
        changed = 0
        if isinstance(root, bool):
            return root
        if isinstance(root, Junction):
            if not root.conjunctive or not root.leaves:
                return root
            leaves = root.leaves
            root = join(True, root.parts, domains)
        else:
            leaves, root = dict((root,)), True
        before = list(domains)
        for variable, set in leaves.items():
            domains[variable] &= set


def propagate(domains: list[int], links: list[Link]) -> bool:
    """Narrow the sets by the links; False when one is empty."""
    changed = True
    while changed:
        changed = False
        for a, given, b, then in links:
            if not domains[a] & ~given and domains[b] & ~then:
                domains[b] &= then
                changed = True
            if not domains[b] & then and domains[a] & given:
                domains[a] &= ~given
                changed = True
    return 0 not in domains


def _branch(root: Junction, domains: list[int], stack: list[State]) -> None:
    """Push the two halves of the smallest `or`: its first operand holds, or another one does (and a first leaf does not)."""
    choice, rest = root, []
    if root.conjunctive:
        choice = min(root.parts, key=lambda part: part.size)
        rest = [part for part in root.parts if part is not choice]
    if choice.leaves:
        leaf = next(iter(choice.leaves.items()))
        without = list(domains)
        without[leaf[0]] &= ~leaf[1]
        stack.append((without, root, 1 << leaf[0]))
        stack.append((domains, join(True, [leaf, *rest], domains), 0))
    else:
        others = join(False, choice.parts[1:], domains)
        stack.append((domains, join(True, [others, *rest], domains), 0))
        stack.append((domains, join(True, [choice.parts[0], *rest], domains), 0))
