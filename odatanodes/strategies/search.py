"""Search for an object that two filters judge differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample, Unsatisfiable

from odatanodes.filter import Filter
from odatanodes.strategies.entities import objects
from odatanodes.strategies.targeted import matching, near_misses

if TYPE_CHECKING:
    from odatanodes.schema.types import EntityType

Relation = Literal["equivalent", "implies"]


def counterexample(
    first: Filter | str, second: Filter | str, relation: Relation = "implies", *, examples: int = 200
) -> dict[str, Any] | None:
    """Return a small object that `first` keeps and `second` does not (or, for "equivalent", the reverse); None if none is found.

    It looks where filters differ: at objects that either keeps or only just does not, then at any with the properties they
    read. `examples` is how many it tries of each kind. Not finding one is no proof.
    """
    f, g = (Filter(source) if isinstance(source, str) else source for source in (first, second))
    if relation not in ("equivalent", "implies"):
        raise ValueError(f"relation is 'equivalent' or 'implies', not {relation!r}")
    if f.schema is None or f.schema != g.schema:
        raise ValueError("the filters are over different schemas, or over none")

    def differs(made: dict[str, Any]) -> bool:
        kept, other = f.matches(made), g.matches(made)
        return kept is not other if relation == "equivalent" else kept and not other

    search = settings(
        max_examples=examples,
        database=None,
        derandomize=True,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    for strategy in _places(f, g, f.schema):
        try:
            return find(strategy, differs, settings=search)
        except (NoSuchExample, Unsatisfiable):
            continue
    return None


def _places(f: Filter, g: Filter, schema: EntityType) -> list[st.SearchStrategy[dict[str, Any]]]:
    around = [matching(f), near_misses(g), matching(g), near_misses(f)]
    return [*around, objects(schema, only=f.paths | g.paths, odd=False)]
