"""Objects that a filter keeps, or does not keep, found without drawing: what strategies fall back on."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Any

from odatanodes import decide
from odatanodes.diagnostics import ODataError
from odatanodes.strategies.given import ABSENT
from odatanodes.strategies.maker import Maker, Predicates
from odatanodes.strategies.search import smallest_around
from odatanodes.strategies.wishes import apart, read_filter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.filter import Filter

__all__ = ["as_fields", "examples"]

ATTEMPTS = 200
"""Objects that are tried."""
MOST = 12
"""Examples that are enough."""
DECIDE_SECONDS = 1.0


@lru_cache(maxsize=128)
def examples(filter: Filter, *, kept: bool) -> tuple[dict[str, Any], ...]:
    """Return objects that a filter keeps, or does not keep; none where there is none, or none is found."""
    verdict = decide.possible([(filter.expr, kept)], filter.schema, filter.rules, deadline=DECIDE_SECONDS)
    if verdict.answer is False:
        return ()
    found: list[dict[str, Any]] = [] if verdict.witness is None else [verdict.witness]
    random = Random(0)  # noqa: S311 - the same objects in every run
    maker = Maker(Predicates(filter), random.choice, smallest_around)
    read, schema, expr = read_filter(filter)
    for _ in range(ATTEMPTS):
        made = maker.object(schema, apart(expr, kept, random.choice, sole=False))
        try:
            fits = read.matches(made) is kept
        except ODataError:
            fits = False
        if fits and made not in found:
            found.append(made)
            if len(found) == MOST:
                break
    return tuple(found)


def as_fields(example: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """Return what an example has at some paths as overrides; ABSENT where it has nothing."""
    fields: dict[str, Any] = {}
    for path in sorted(paths):
        if any(path.startswith(f"{above}/") for above in fields):
            continue
        here: Any = example
        names = path.split("/")
        for place, name in enumerate(names, 1):
            if not isinstance(here, dict):
                break
            if name not in here:
                fields["/".join(names[:place])] = ABSENT
                break
            here = here[name]
            if here is None or isinstance(here, list) or place == len(names):
                fields["/".join(names[:place])] = deepcopy(here)
                break
    return fields
