"""Nodes by trial, for filters with parts that are not reasoned about: functions, arithmetic, two properties, any and all.

For each property that such a part reads some values are chosen that the literals of the filters suggest. A part that reads one
property is evaluated for each of them; for those that read several, some combinations are tried. The rest of the goal is
solved as usual, so that what is found is one evaluation away from being certain.
"""

from __future__ import annotations

from itertools import islice, pairwise, product

from odatanodes import ast, edm
from odatanodes.base.text import marked
from odatanodes.decide.domain import NULL
from odatanodes.decide.goal import collect, formula
from odatanodes.decide.lambdas import about_item
from odatanodes.decide.objects import least, wire
from odatanodes.decide.problem import USUAL, Outcome, Problem, assignment, solved, usual
from odatanodes.decide.search import propagate
from odatanodes.decide.terms import FALSE, TRUE, Terms
from odatanodes.decide.watched import watched
from odatanodes.diagnostics import ODataError
from odatanodes.evaluate import value_function
from odatanodes.functions import dates
from odatanodes.runtime import Rules
from odatanodes.schema.types import ComplexType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from odatanodes.decide.search import Deadline
    from odatanodes.decide.term import Settings, Term

    Value = Callable[[Any], Any]
    Find = Callable[[Problem], Outcome]

__all__ = ["tried"]

COMBINATIONS = 300
"""Most combinations of values to try for conditions that read several properties."""
SUGGESTIONS = 400
"""Most values to try for one property."""
SHORT = 64
"""Lengths and counts that are tried."""
SECOND = edm.PICO
"""Picoseconds."""
_OUTSIDE = (ast.Alias, ast.Annotation, ast.TypeCast, ast.FilterSegment)
"""What has a value that is not in the node, or not under a name."""


def tried(problem: Problem, relaxed: Terms, find: Find) -> Outcome:
    """Return a node found by trial, or the reason why nothing is known: the first part that was not reasoned about."""
    reason = (
        f"{_named(next(term for term in relaxed.all if term.path is None))} is not reasoned about, and no item was found by trial"
    )
    terms = Terms(problem.settings, relaxed=False, inner=False)
    collect(problem.goal, terms, problem.deadline)
    wholes = [(term, _reads(term.expr, terms)) for term in list(terms.all) if term.path is None]
    literals = _literals(problem)
    terms.finish(lambda term: [*usual(term), *_suggested(term, literals, wholes, problem, find)[:SUGGESTIONS]])
    several: list[tuple[Term, list[Term], Value]] = []
    for term, reads in wholes:
        value = _value(term.expr, problem.settings)
        if reads is None or value is None:
            return Outcome(reason=reason)
        if len(reads) > 1:
            several.append((term, reads, value))
        else:
            _link(terms, term, reads, value, problem.deadline)
    root = formula(problem.goal, terms, problem.deadline)
    for start in _combinations(terms, several, problem.deadline):
        terms.start = start
        solution, unknown = solved(problem, terms, root)
        if solution is not None:
            node = assignment(problem, terms, solution)
            if problem.shown(node):
                return Outcome(node, reason=f"only where '{unknown}' has a value that the schema does not know" if unknown else "")
    return Outcome(reason=reason)


def _named(term: Term) -> str:
    from odatanodes.serialize.excerpt import excerpt

    return marked(excerpt(term.expr))


# --- evaluating parts ------------------------------------------------------------------------------------------------


def _reads(x: ast.Expr, terms: Terms) -> list[Term] | None:
    """Return the terms of the properties that a part reads; None where it reads something else than properties."""
    found: dict[int, Term] = {}
    stack: list[tuple[ast.Node, frozenset[str]]] = [(x, frozenset())]
    while stack:
        node, bound = stack.pop()
        path = ast.path_names(node) if isinstance(node, ast.Member) else None
        if path is not None and isinstance(node, ast.Member):
            term = terms.at(node, path)
            found[term.index] = term
        elif isinstance(node, _OUTSIDE) or (isinstance(node, ast.Var) and node.name not in bound):
            return None
        elif isinstance(node, ast.Lambda) and node.predicate is not None:
            stack += [(node.source, bound), (node.predicate, bound | {str(node.variable)})]
        elif isinstance(node, ast.Count) and node.options:
            return None
        else:
            stack += [(child, bound) for child in node.children()]
    return list(found.values())


def _value(x: ast.Expr, settings: Settings) -> Value | None:
    """Return what evaluates a part: True, False or None; None where it cannot be evaluated here."""
    now = dates.now()
    try:
        return value_function(x, None, Rules("batch" if settings.fold else "odata", "null", clock=lambda: now))
    except ODataError:
        return None


def _outcome(value: Value, places: Iterable[tuple[Term, Any]], deadline: Deadline) -> int:
    """Return the set of the one outcome of a part on an object with these values; the empty set where evaluation fails."""
    node: dict[str, Any] = {}
    for term, found in sorted(places, key=lambda place: place[0].index):
        assert term.path is not None
        owner: Any = node
        for name in term.path[:-1]:
            owner = owner.setdefault(name, {}) if owner is not None else None
        if owner is not None:  # otherwise the links rule the values out that are chosen for what is below null
            plain = {} if term.structured else least(term.type)
            owner[term.path[-1]] = plain if found is ... else wire(found)
    deadline.check()
    try:
        return {True: TRUE, False: FALSE, None: NULL}.get(value(watched(node, deadline)), 0)
    except ODataError:
        return 0


def _link(terms: Terms, term: Term, reads: list[Term], value: Value, deadline: Deadline) -> None:
    """Tie the outcome of a part to the values of the one property it reads."""
    if not reads:
        terms.start[term.index] = _outcome(value, (), deadline) or terms.start[term.index]
        return
    [read] = reads
    by_outcome = {TRUE: 0, FALSE: 0, NULL: 0, 0: 0}
    for bit, found in _choices(read, terms.start[read.index]):
        by_outcome[_outcome(value, [(read, found)], deadline)] |= bit
    terms.start[read.index] &= ~by_outcome.pop(0)
    terms.links += [(read.index, bits, term.index, outcome) for outcome, bits in by_outcome.items()]


def _choices(term: Term, set: int) -> Iterator[tuple[int, Any]]:
    """Yield the values of a set with their bits, the most telling first, null last."""
    assert term.domain is not None
    for bit in (*term.domain.preference, term.domain.other, NULL):
        if set & bit:
            yield bit, term.domain.value(bit)


def _combinations(terms: Terms, several: list[tuple[Term, list[Term], Value]], deadline: Deadline) -> Iterator[list[int]]:
    """Yield the sets to start from: as they are, or for each combination of values of what the parts read together."""
    if not several:
        yield terms.start
        return
    start = list(terms.start)
    if not propagate(start, terms.links):
        return
    read = list({term.index: term for _, reads, _ in several for term in reads}.values())
    most = max(2, int(COMBINATIONS ** (1 / len(read))))
    pools = [list(islice(_choices(term, start[term.index]), most - 1)) for term in read]
    pools = [pool + [(NULL, None)] * bool(start[term.index] & NULL) for pool, term in zip(pools, read, strict=True)]
    for combination in islice(product(*pools), COMBINATIONS):
        chosen = list(start)
        values = {}
        for term, (bit, found) in zip(read, combination, strict=True):
            chosen[term.index] = bit
            values[term.index] = (term, found)
        for term, reads, value in several:
            chosen[term.index] = _outcome(value, [values[one.index] for one in reads], deadline)
        if 0 not in chosen:
            yield chosen


# --- suggestions -----------------------------------------------------------------------------------------------------


def _literals(problem: Problem) -> list[Any]:
    """Return the values of the literals of the goal, and the moment of `now()`."""
    nodes = [node for expr, _ in problem.goal for node in ast.walk(expr)]
    found = [node.value for node in nodes if isinstance(node, ast.Literal) and node.value is not None]
    if any(isinstance(node, ast.Call) and node.name == "now" for node in nodes):
        found.append(dates.now())
    return list(dict.fromkeys(found))[:100]


def _suggested(
    term: Term, literals: list[Any], wholes: list[tuple[Term, list[Term] | None]], problem: Problem, find: Find
) -> list[Any]:
    """Return values for a property that literals anywhere in the goal suggest."""
    if not any(term in reads for _, reads in wholes if reads):
        return []
    numbers = [n for n in literals if isinstance(n, int) and not isinstance(n, bool)]
    if term.kind == "collection":
        return _collections(term, wholes, problem, find, [n for n in numbers if 0 < n <= SHORT], literals)
    if term.kind == "text":
        texts = [text for text in literals if isinstance(text, str)]
        filled = ["x" * (n + more) for n in numbers if 0 <= n <= SHORT for more in (0, 1)]
        filled += [text.ljust(n + more, "x") for text in texts for n in numbers if len(text) < n <= SHORT for more in (0, 1)]
        return (
            [form for text in texts for form in (text, text.lower(), text.upper(), f" {text} ", text * 2)]
            + filled
            + ["-".join(texts)]
        )
    if term.kind in {"whole", "number", "double"}:
        known = [n for n in literals if isinstance(n, (int, float)) and not isinstance(n, bool) and abs(n) < 2**31]
        return [int(n + more) for n in known for more in (0, 1, -1)] + [1, 2, 10, 1000]
    if term.kind == "instant":
        return _instants(literals, numbers)
    return [value for value in literals if value.__class__ in {edm.Date, edm.TimeOfDay, edm.Duration} and term.kind == _word(value)]


def _word(value: object) -> str:
    return {edm.Date: "date", edm.TimeOfDay: "time", edm.Duration: "duration"}[value.__class__]


def _instants(literals: list[Any], numbers: list[int]) -> list[edm.DateTimeOffset]:
    orders = [value.order for value in literals if isinstance(value, edm.DateTimeOffset)] or [USUAL.order]
    orders += [value.order * edm.DAY for value in literals if isinstance(value, edm.Date)]
    distances = [value.picoseconds for value in literals if isinstance(value, edm.Duration)] + [edm.DAY, SECOND]
    times = [value.picoseconds for value in literals if isinstance(value, edm.TimeOfDay)]
    parts = [edm.DateTimeOffset(edm.Date(year, 1, 1), 0) for n in numbers if 1 < n < 9999 for year in (n, n + 1, n - 1)]
    parts += [edm.DateTimeOffset(edm.Date(2025, month, 1), 0) for n in numbers if 1 <= n <= 12 for month in (n, n % 12 + 1)]
    parts += [edm.DateTimeOffset(edm.Date(2025, 1, n), 0) for n in numbers if 1 <= n <= 31]
    parts += [edm.DateTimeOffset(edm.Date(2025, 1, 1), n * unit * SECOND) for n in numbers if 0 <= n < 60 for unit in (1, 60, 3600)]
    parts += [edm.DateTimeOffset(edm.Date(2025, 1, 1), time) for time in times]
    moved = [order + sign * distance for order in orders for distance in (0, *distances) for sign in (1, -1)]
    return [*map(edm.DateTimeOffset.from_order, moved), *parts]


def _collections(
    term: Term,
    wholes: list[tuple[Term, list[Term] | None]],
    problem: Problem,
    find: Find,
    sizes: list[int],
    literals: list[Any],
) -> list[Any]:
    """Return collections: empty, with an item that meets a predicate over them, with one that does not, of some sizes."""
    assert isinstance(term.type, edm.CollectionType)
    item = term.type.item
    plain = least(item)
    if isinstance(item, ComplexType):
        items: list[Any] = [found for whole, _ in wholes for found in _items(whole.expr, term, item, problem, find)]
    else:
        items = [wire(value) for value in literals if isinstance(value, str) == (item is edm.STRING)]
    one = [[found] for found in [*items, plain]]
    pairs = [[*a, *b] for a, b in pairwise(one)]
    return [[], *one, *pairs, *([plain] * (size + more) for size in sizes for more in (0, 1))]


def _items(root: ast.Expr, term: Term, type: ComplexType, problem: Problem, find: Find) -> Iterator[dict[str, Any]]:
    """Yield an item that meets each predicate over a collection, and one that does not."""
    for node in ast.walk(root):
        if not (isinstance(node, ast.Lambda) and isinstance(node.source, ast.Member)) or node.predicate is None:
            continue
        if ast.path_names(node.source) != term.path:
            continue
        predicate = about_item(node.predicate, str(node.variable))
        if predicate is None:
            continue
        value = _value(predicate, problem.settings)
        for wanted in (True, False):
            if value is not None:
                below = Problem(
                    [(predicate, wanted)], type, problem.settings, _shown(value, problem.deadline, wanted=wanted), problem.deadline
                )
                found = find(below).node
                if found is not None:
                    yield found


def _shown(value: Value, deadline: Deadline, *, wanted: bool) -> Callable[[dict[str, Any]], bool]:
    return lambda item: (_outcome_of(value, watched(item, deadline)) is True) is wanted


def _outcome_of(value: Value, item: dict[str, Any]) -> object:
    try:
        return value(item)
    except ODataError:
        return ...
