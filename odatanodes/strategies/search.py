"""Search for an object that two filters judge differently."""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from odatanodes import ast
from odatanodes.diagnostics import ODataError
from odatanodes.schema.types import ComplexType, resolve
from odatanodes.strategies.entities import simplest
from odatanodes.strategies.given import ABSENT
from odatanodes.strategies.maker import Maker, Predicates
from odatanodes.strategies.values import STRINGS
from odatanodes.strategies.wishes import apart, paths_of, read_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from odatanodes.build.expressions import Logical
    from odatanodes.filter import Filter
    from odatanodes.schema.types import EntityType
    from odatanodes.strategies.wishes import Path, Wish

Relation = Literal["equivalent", "implies"]


class Search(NamedTuple):
    """The result of a search: an object or None, how many were tried and how many the filters kept, and the seconds it took."""

    found: dict[str, Any] | None
    tried: int
    kept: int
    seconds: float


def counterexample(
    first: Filter | Logical | str,
    second: Filter | Logical | str,
    relation: Relation = "implies",
    *,
    examples: int = 1000,
    deadline: float | None = None,
) -> dict[str, Any] | None:
    """Return a small object that `first` keeps and `second` does not (or, for "equivalent", the reverse); None if none is found.

    Objects are made where the filters are likely to differ: such that their conditions hold or only just do not. `examples` is
    the number of attempts, `deadline` the seconds they may take. Not finding one is not a proof. Raises ValueError for filters
    over different schemas or without one.
    """
    return search(first, second, relation, examples=examples, deadline=deadline).found


def search(
    first: Filter | Logical | str,
    second: Filter | Logical | str,
    relation: Relation,
    *,
    examples: int = 1000,
    deadline: float | None = None,
) -> Search:
    """Search for an object as `counterexample` does, and return the effort as well."""
    started = time.monotonic()
    (f, schema, one), (g, other_schema, two) = read_filter(first), read_filter(second)
    if relation not in ("equivalent", "implies"):
        raise ValueError(f"relation is 'equivalent' or 'implies', not {relation!r}")
    if schema != other_schema:
        raise ValueError("the filters are over different schemas")

    effort = {"tried": 0, "kept": 0}

    def differs(made: dict[str, Any]) -> bool:
        try:
            keeps, drops = f.matches(made), not g.matches(made)
        except ODataError:
            return False
        effort["tried"] += 1
        effort["kept"] += keeps
        return keeps is drops if relation == "equivalent" else keeps and drops

    def over() -> bool:
        return deadline is not None and time.monotonic() - started > deadline

    found = None
    for made in _attempts(schema, (f, one), (g, two), relation, examples):
        if differs(made):
            found = made
        if found is not None or over():
            break
    counts = dict(effort)
    if found is not None:
        found = _smallest(schema, found, differs, over)
    return Search(found, **counts, seconds=time.monotonic() - started)


def _attempts(
    schema: EntityType, first: tuple[Filter, ast.Expr], second: tuple[Filter, ast.Expr], relation: Relation, count: int
) -> Iterator[dict[str, Any]]:
    """Yield objects on which the filters may differ: by their conditions together, by those of one, and by chance."""
    random = Random(0)  # noqa: S311 - the same objects in every run
    (f, one), (_, two) = first, second
    predicates = Predicates(f)
    paths = sorted({path for expr in (one, two) for path in _paths(expr)})
    loose = [(condition, True) for expr in (one, two) for condition in _conditions(expr)]
    maker = Maker(predicates, random.choice, smallest_around)
    goals = [[(one, True), (two, False)], [(one, True)], [(two, False)]]
    if relation == "equivalent":
        goals += [[(two, True), (one, False)], [(two, True)], [(one, False)]]
    for number in range(count):
        goal = goals[number % len(goals)] if number % 4 else None
        if goal is None:
            yield _by_chance(schema, paths, loose, predicates, random)
        else:
            wishes = [wish for expr, want in goal for wish in apart(expr, want, random.choice, sole=False)]
            yield maker.object(schema, wishes)


def smallest_around(type: ComplexType, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the smallest object of a type with the given fields."""
    made = simplest(type)
    for path, value in fields.items():
        *parents, last = path.split("/")
        here, owner = made, type
        for name in parents:
            inner = owner.properties[name].type
            assert isinstance(inner, ComplexType)
            owner = inner
            if not isinstance(here.get(name), dict):
                here[name] = simplest(owner)
            here = here[name]
        if value is ABSENT:
            here.pop(last, None)
        else:
            here[last] = value
    return made


def _by_chance(
    schema: EntityType, paths: list[Path], conditions: list[Wish], predicates: Predicates, random: Random
) -> dict[str, Any]:
    """Return an object with any of the candidates for each property."""
    fields: dict[str, Any] = {}
    for path in paths:
        prop = resolve(schema, path)
        if prop is None or prop.type.__class__.__name__ == "CollectionType":
            continue
        group = [wish for wish in conditions if path in paths_of(wish[0])]
        known = predicates.candidates(prop, path, group, nullable=prop.nullable)
        value = random.choice(known)
        if isinstance(value, str) and not prop.members and prop.type.name == "Edm.String" and random.random() < 0.2:
            value = random.choice(STRINGS)
        fields["/".join(path)] = ABSENT if value is None and random.random() < 0.5 else value
    return smallest_around(schema, dict(sorted(fields.items(), key=lambda field: field[0].count("/"))))


def _paths(expr: ast.Expr) -> Iterator[Path]:
    for condition in _conditions(expr):
        yield from paths_of(condition)


def _conditions(expr: ast.Expr) -> Iterator[ast.Expr]:
    """Yield the conditions that `and`, `or` and `not` join."""
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.And | ast.Or):
            waiting += node.operands
        elif isinstance(node, ast.Not):
            waiting.append(node.operand)
        else:
            yield node


def _smallest(
    schema: EntityType, made: dict[str, Any], differs: Callable[[dict[str, Any]], bool], over: Callable[[], bool]
) -> dict[str, Any]:
    """Return an object without the properties that the difference does not need, and with simple values of the others."""
    plain = simplest(schema)
    for name in list(made):
        smaller = {key: value for key, value in made.items() if key != name}
        if name in plain:
            smaller = {**made, name: plain[name]}
        if not over() and smaller != made and differs(smaller):
            made = smaller
    return made
