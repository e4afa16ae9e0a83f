"""Conditions on sets of values: `and` and `or` of "the value of this variable is in this set".

There is no `not` and no null here: that an expression is true, is false, or is not, comes down to sets of values at its
comparisons. `and` of two sets for the same variable is their intersection, `or` their union.
"""

from __future__ import annotations

from itertools import chain
from operator import is_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TypeAlias

    Leaf = tuple[int, int]
    """A variable and a set of its values."""
    Formula: TypeAlias = "bool | Leaf | Junction"

__all__ = ["Junction", "join", "reduced"]


class Junction:
    """`and` (`conjunctive`) or `or` of leaves, one for each variable, and of junctions of the other kind.

    `variables` has a bit for each variable anywhere in it.
    """

    __slots__ = ("conjunctive", "leaves", "parts", "variables")
    variables: int

    def __init__(self, conjunctive: bool, leaves: dict[int, int], parts: list[Junction]) -> None:
        self.conjunctive = conjunctive
        self.leaves = leaves
        self.parts = parts
        variables: int = 0
        for variable in leaves:
            variables |= 1 << variable
        for part in parts:
            variables |= part.variables
        self.variables = variables

    @property
    def size(self) -> int:
        """How many operands it has."""
        return len(self.leaves) + len(self.parts)


def join(conjunctive: bool, operands: Iterable[Formula], domains: list[int]) -> Formula:
    """Return `and` or `or` of the operands, as simple as the values that the variables can have allow."""
    leaves: dict[int, int] = {}
    parts: list[Junction] = []
    waiting = list(operands)
    for operand in waiting:
        if isinstance(operand, bool):
            if operand is not conjunctive:
                return operand
        elif isinstance(operand, Junction):
            if operand.conjunctive is conjunctive:
                parts += operand.parts
                waiting += operand.leaves.items()
            else:
                parts.append(operand)
        else:
            variable, set = operand
            domain = domains[variable]
            known = leaves.get(variable)
            if known is not None:
                set = known & set if conjunctive else known | set
            set &= domain
            if set == (0 if conjunctive else domain):
                return not conjunctive
            if set != (domain if conjunctive else 0):
                leaves[variable] = set
    if not parts:
        if not leaves:
            return conjunctive
        if len(leaves) == 1:
            return next(iter(leaves.items()))
    elif len(parts) == 1 and not leaves:
        return parts[0]
    return Junction(conjunctive, leaves, parts)


def reduced(formula: Formula, domains: list[int], changed: int) -> Formula:
    """Return what is left of a formula now that the sets of the `changed` variables (a bit for each) are smaller."""
    if not isinstance(formula, Junction):
        return join(True, (formula,), domains)
    if not formula.variables & changed:
        return formula
    leaves = _narrowed(formula, domains)
    if isinstance(leaves, bool):
        return leaves
    parts: list[Formula] = []
    for part in formula.parts:
        below = reduced(part, domains, changed)
        if below is not formula.conjunctive:
            if isinstance(below, bool):
                return below
            parts.append(below)
    if len(leaves) == len(formula.leaves) and len(parts) == len(formula.parts) and all(map(is_, parts, formula.parts)):
        return formula
    return join(formula.conjunctive, chain(leaves.items(), parts), domains)


def _narrowed(junction: Junction, domains: list[int]) -> dict[int, int] | bool:
    """Return the leaves that are still open, or what the junction is if one of them settles it."""
    conjunctive = junction.conjunctive
    left: dict[int, int] = {}
    for variable, set in junction.leaves.items():
        domain = domains[variable]
        here = set & domain
        if here == domain:
            if not conjunctive:
                return True
        elif here:
            left[variable] = here
        elif conjunctive:
            return False
    return left
