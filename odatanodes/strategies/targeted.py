"""Strategies of objects that a filter keeps, and of objects that it only just does not keep."""

from __future__ import annotations

from contextlib import suppress
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from hypothesis import currently_in_test_context, reject
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable

from odatanodes import ast
from odatanodes.diagnostics import ODataError
from odatanodes.schema import structure
from odatanodes.schema.types import EntityType, noun_of
from odatanodes.strategies.entities import objects, simplest
from odatanodes.strategies.examples import as_fields, examples
from odatanodes.strategies.lists import make_job, make_pool, make_task
from odatanodes.strategies.maker import NOTHING, Maker, Predicates
from odatanodes.strategies.overrides import Drawer
from odatanodes.strategies.patterns import drawable
from odatanodes.strategies.shown import named
from odatanodes.strategies.values import integers
from odatanodes.strategies.wire import make_node, make_task_info
from odatanodes.strategies.wishes import apart, paths_of, read_filter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from odatanodes.build.expressions import Logical
    from odatanodes.filter import Filter
    from odatanodes.schema.types import ComplexType, Property
    from odatanodes.strategies.wishes import Path, Wish

SURROUNDINGS: dict[str, Callable[[Drawer], dict[str, Any]]] = {
    "BatchNode": make_node,
    "BatchTaskInfo": make_task_info,
    "BatchTask": make_task,
    "BatchJob": make_job,
    "BatchPool": make_pool,
}
"""What makes realistic objects of a type, around the fields that a filter is about."""


class _Drawn(Maker):
    """A maker whose choices Hypothesis draws."""

    def __init__(self, draw: st.DrawFn, predicates: Predicates) -> None:
        super().__init__(predicates, self._pick, self._around)
        self.draw = draw

    def _pick(self, choices: Sequence[Any]) -> Any:
        return choices[0] if len(choices) == 1 else choices[self.draw(integers(0, len(choices) - 1))]

    def _around(self, type: ComplexType, fields: dict[str, Any]) -> dict[str, Any]:
        drawer = Drawer(self.draw, type, fields, checked=False)
        if type.name in SURROUNDINGS and type == structure(type.name):
            return drawer.finish(SURROUNDINGS[type.name](drawer))
        if not isinstance(type, EntityType):
            return drawer.finish(simplest(type))
        return drawer.finish(self.draw(objects(type, only=self.predicates.filter.paths, odd=False)))

    def value(
        self, type: ComplexType, path: Path, prop: Property, group: list[Wish], hints: Sequence[Wish] = (), *, nullable: bool
    ) -> Any:
        """Draw from the pattern of a property that is to match one; otherwise choose as any maker."""
        chosen = super().value(type, path, prop, group, hints, nullable=nullable)
        pattern = next((found for expr, want in group if want and (found := _pattern(expr)) is not None), None)
        if pattern is None or chosen is NOTHING or not self.draw(st.booleans()):
            return chosen
        value = self.draw(st.from_regex(pattern))
        return value if all(self.predicates.holds(type, path, value, wish) for wish in group) else chosen

    def give_up(self) -> None:
        raise _StuckError


class _StuckError(Exception):
    """The wishes that were chosen cannot all come true."""


def _pattern(expr: ast.Expr) -> str | None:
    """Return the pattern of `matchesPattern(property,'…')` in Python's spelling, where it has one."""
    match expr:
        case ast.Call(None, "matchespattern", (ast.Member(), ast.Literal(str() as pattern))):
            return drawable(pattern)
    return None


def _targeted(
    name: str,
    predicates: Predicates,
    schema: EntityType,
    wishes: Callable[[_Drawn], tuple[list[Wish], Wish | None]],
    *,
    kept: bool,
) -> st.SearchStrategy[dict[str, Any]]:
    """Return the strategy: objects made for wishes, and where those do not come true, objects around a known example."""
    read = predicates.filter
    in_test = currently_in_test_context()  # a test that draws the filter as well goes on with another one

    def draw_object(draw: st.DrawFn) -> dict[str, Any]:
        maker = _Drawn(draw, predicates)
        with suppress(_StuckError):
            made = maker.object(schema, *wishes(maker))
            if _fits(read, made, kept=kept):
                return made
        known = examples(read, kept=kept)
        if not known:
            if in_test:
                reject()
            what = "keeps" if kept else "does not keep"
            raise Unsatisfiable(f"{name}(): no {noun_of(schema)} is found that {str(read)!r} {what}")
        example = maker.pick(known)
        made = maker.around(schema, as_fields(example, read.paths))
        return made if _fits(read, made, kept=kept) else deepcopy(example)

    return named(name, draw_object, str(read))


def _fits(read: Filter, made: dict[str, Any], *, kept: bool) -> bool:
    try:
        return read.matches(made) is kept
    except ODataError:
        return False


def matching(filter: Filter | Logical | str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a filter keeps, at the boundaries of what it keeps; nodes where its schema is BATCH_NODE.

    Drawing raises hypothesis.errors.Unsatisfiable when there is none, or none is found; a strategy made within a test rejects
    the example instead, as the filter may have been drawn. Raises ValueError for a filter without a schema or with unbound
    parameters.

    >>> from hypothesis import find
    >>> find(matching("startTaskInfo/exitCode gt 5"), lambda node: True)["startTaskInfo"]["exitCode"]
    6
    """
    read, schema, expr = read_filter(filter)
    predicates = Predicates(read)

    def wishes(maker: _Drawn) -> tuple[list[Wish], Wish | None]:
        return apart(expr, True, maker.pick, sole=False), None

    return _targeted("matching", predicates, schema, wishes, kept=True)


def near_misses(filter: Filter | Logical | str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a filter does not keep because of one condition, missed at its boundary: a tick early, one off, null.

    Raises as `matching` does.

    >>> from hypothesis import find
    >>> near = near_misses("state eq 'idle' and startTaskInfo/exitCode gt 5")
    >>> find(near, lambda node: node["state"] == "idle" and "startTaskInfo" in node)["startTaskInfo"]["exitCode"]
    5
    """
    read, schema, expr = read_filter(filter)
    predicates = Predicates(read)

    def wishes(maker: _Drawn) -> tuple[list[Wish], Wish | None]:
        found = apart(expr, True, maker.pick, sole=True)
        within_reach = [wish for wish in found if paths_of(wish[0])] or found
        return found, maker.pick(within_reach)

    return _targeted("near_misses", predicates, schema, wishes, kept=False)
