"""Decide whether two filters of twenty terms over six properties are equivalent: time, and share of undecided pairs.

`python -m benchmarks.decide`

Terms are comparisons with literals, `in` and `startswith`, joined by and, or and not. Pairs of independent filters mostly differ;
pairs of a filter and another form of it (negation moved, operands swapped, comparisons replaced by ranges) are equivalent, or
differ by one term, and need a proof.
"""

from __future__ import annotations

import gc
from random import Random
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.timing import Figure, at_most, main
from odatanodes import ast
from odatanodes.filter import Filter
from odatanodes.parse import parse_filter

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIRS = 1_000
QUICK = 100
TERMS = 20
LITERALS: dict[str, tuple[str, ...]] = {
    "state": ("'idle'", "'running'", "'offline'", "'unknown'", "'creating'"),
    "totalTasksRun": ("0", "1", "5", "10", "11", "100"),
    "startTaskInfo/exitCode": ("null", "0", "1", "2", "137"),
    "stateTransitionTime": (
        "2025-11-22T22:22:27Z",
        "2025-11-22T22:22:27.2236818Z",
        "2025-11-22T22:22:27.2236819Z",
        "2025-11-23T00:00:00Z",
    ),
    "vmSize": ("'standard_d2_v5'", "'standard_d4_v5'", "'Standard_D'", "'standard_'", "'basic'"),
    "isDedicated": ("true", "false", "null"),
}
ORDERED = {"totalTasksRun", "startTaskInfo/exitCode", "stateTransitionTime", "vmSize"}


def term(random: Random) -> str:
    """Return a condition on one of the properties."""
    path = random.choice(tuple(LITERALS))
    literals = LITERALS[path]
    kind = random.random()
    if kind < 0.15:
        return f"{path} in ({','.join(random.sample(literals, random.randint(1, 3)))})"
    if kind < 0.3 and path in {"vmSize", "state"}:
        return f"startswith({path},{random.choice(literals)})"
    ops = ("eq", "ne", "lt", "le", "gt", "ge") if path in ORDERED else ("eq", "ne")
    literal = random.choice(literals)
    return f"{path} {random.choice(ops) if literal != 'null' else random.choice(('eq', 'ne'))} {literal}"


def filter_text(random: Random, terms: int, joined: str = "or") -> str:
    """Return a filter of `terms` terms: `or` of `and` of `or`, a tenth of it negated."""
    if terms == 1:
        found = term(random)
        return f"not ({found})" if random.random() < 0.1 else found
    size = min(terms, random.randint(2, 4))
    sizes = [terms // size + (index < terms % size) for index in range(size)]
    below = "and" if joined == "or" else "or"
    text = f" {joined} ".join(filter_text(random, part, below) for part in sizes)
    return f"not ({text})" if random.random() < 0.1 else f"({text})"


def another_form(x: ast.Expr, random: Random, *, negated: bool = False) -> ast.Expr:
    """Return an equivalent tree: operands in another order, negation moved inwards, lists expanded."""
    match x:
        case ast.Not(operand):
            return another_form(operand, random, negated=not negated)
        case ast.And(operands) | ast.Or(operands):
            parts = [another_form(operand, random, negated=negated) for operand in operands]
            random.shuffle(parts)
            return (ast.And if isinstance(x, ast.And) is not negated else ast.Or)(tuple(parts))
        case ast.In(left, ast.List(items)) if len(items) > 1:
            x = ast.Or(tuple([ast.Compare("eq", left, item) for item in items]))
        case ast.Compare("ge", left, right) if right.type.name != "null":
            x = ast.Or((ast.Compare("gt", left, right), ast.Compare("eq", left, right)))
        case ast.Compare("lt", left, right) if right.type.name != "null":
            x = ast.And((ast.Compare("le", left, right), ast.Compare("ne", left, right)))
    return ast.Not(x) if negated else x


def pairs(random: Random, count: int) -> Iterator[tuple[str, Filter, Filter]]:
    """Yield pairs of independent filters, of two forms of a filter, and of two forms of which one has another term."""
    for _ in range(count):
        one, other = (Filter(filter_text(random, TERMS)) for _ in range(2))
        yield "independent", one, other
        yield "two forms of one", one, Filter(another_form(one.expr, random))
        changed = ast.Or((another_form(one.expr, random), parse_filter(f"{term(random)} and {term(random)}")))
        yield "two forms, one term more", one, Filter(changed)


def figures(*, quick: bool = False) -> list[Figure]:
    """Return times and shares of undecided pairs with their bars."""
    taken: dict[str, list[float]] = {}
    verdicts: dict[str, list[bool | None]] = {}
    gc.disable()
    try:
        for name, one, other in pairs(Random(20), QUICK if quick else PAIRS):
            start = perf_counter()
            verdict = one.equivalent(other)
            taken.setdefault(name, []).append((perf_counter() - start) * 1e3)
            verdicts.setdefault(name, []).append(verdict.answer)
    finally:
        gc.enable()
    found: list[Figure] = []
    for name, times in taken.items():
        found.append(at_most(f"equivalent, {name}: median", median(times), 10, "ms"))
        found.append(at_most(f"equivalent, {name}: slowest of {len(times):,}", max(times), 1000, "ms"))
        found.append(at_most(f"equivalent, {name}: unknown", 100 * verdicts[name].count(None) / len(times), 1, "%"))
        found.append(Figure(f"equivalent, {name}: equal", 100 * verdicts[name].count(True) / len(times), unit="%"))
    return found


if __name__ == "__main__":
    main(figures)
