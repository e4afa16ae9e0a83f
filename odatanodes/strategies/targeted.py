"""Strategies of objects that a filter keeps, and of objects that it only just does not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import reject
from hypothesis import strategies as st

from odatanodes import ast
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import EntityType
from odatanodes.strategies.entities import objects, simplest
from odatanodes.strategies.inverse import samples
from odatanodes.strategies.maker import NOTHING, Maker, Predicates
from odatanodes.strategies.overrides import overridden
from odatanodes.strategies.values import integers
from odatanodes.strategies.wire import nodes, task_infos
from odatanodes.strategies.wishes import apart, paths_of, read_filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from odatanodes.build.expressions import Logical
    from odatanodes.filter import Filter
    from odatanodes.schema.types import ComplexType, Property
    from odatanodes.strategies.wishes import Path, Wish


class _Drawn(Maker):
    """A maker whose choices Hypothesis draws."""

    def __init__(self, draw: st.DrawFn, predicates: Predicates) -> None:
        super().__init__(predicates, self._pick, self._around)
        self.draw = draw

    def _pick(self, choices: Sequence[Any]) -> Any:
        return choices[0] if len(choices) == 1 else choices[self.draw(integers(0, len(choices) - 1))]

    def _around(self, type: ComplexType, fields: dict[str, Any]) -> dict[str, Any]:
        plain = {path: st.just(value) if isinstance(value, dict) else value for path, value in fields.items()}
        if type is BATCH_NODE:
            return self.draw(nodes(plain))
        if type.name == "BatchTaskInfo":
            return self.draw(task_infos(plain))
        only = self.predicates.filter.paths
        base = objects(type, only=only, odd=False) if isinstance(type, EntityType) else st.just(simplest(type))
        return self.draw(overridden(type, base, plain))

    def value(self, type: ComplexType, path: Path, prop: Property, group: list[Wish], *, nullable: bool) -> Any:
        """Draw from the pattern of a property that is to match one; otherwise choose as any maker."""
        chosen = super().value(type, path, prop, group, nullable=nullable)
        pattern = next((found for expr, want in group if want and (found := _pattern(expr)) is not None), None)
        if pattern is None or chosen is NOTHING or not self.draw(st.booleans()):
            return chosen
        value = self.draw(st.from_regex(pattern))
        return value if all(self.predicates.holds(type, path, value, wish) for wish in group) else chosen

    def give_up(self) -> None:
        reject()


def _pattern(expr: ast.Expr) -> str | None:
    """Return the pattern of `matchesPattern(property,'…')` where Hypothesis can draw from it."""
    match expr:
        case ast.Call(None, "matchespattern", (ast.Member(), ast.Literal(str() as pattern))) if samples(pattern):
            return pattern
    return None


def matching(filter: Filter | Logical | str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a filter keeps, at the boundaries of what it keeps; nodes where its schema is BATCH_NODE.

    Drawing raises hypothesis.errors.Unsatisfiable when none is found. Raises ValueError for a filter without a schema or with
    unbound parameters.

    >>> from hypothesis import find
    >>> find(matching("startTaskInfo/exitCode gt 5"), lambda node: True)["startTaskInfo"]["exitCode"]
    6
    """
    read, schema, expr = read_filter(filter)
    predicates = _prepared(read)

    @st.composite
    def draw_match(draw: st.DrawFn) -> dict[str, Any]:
        maker = _Drawn(draw, predicates)
        return maker.object(schema, apart(expr, True, maker.pick, sole=False))

    return draw_match().filter(read.matches)


def near_misses(filter: Filter | Logical | str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a filter does not keep because of one condition, missed at its boundary: a tick early, one off, null.

    Raises as `matching` does.

    >>> from hypothesis import find
    >>> near = near_misses("state eq 'idle' and startTaskInfo/exitCode gt 5")
    >>> find(near, lambda node: node["state"] == "idle" and "startTaskInfo" in node)["startTaskInfo"]["exitCode"]
    5
    """
    read, schema, expr = read_filter(filter)
    predicates = _prepared(read)

    @st.composite
    def draw_miss(draw: st.DrawFn) -> dict[str, Any]:
        maker = _Drawn(draw, predicates)
        wishes = apart(expr, True, maker.pick, sole=True)
        within_reach = [wish for wish in wishes if paths_of(wish[0])] or wishes
        return maker.object(schema, wishes, maker.pick(within_reach))

    return draw_miss().filter(lambda made: not read.matches(made))


def _prepared(filter: Filter) -> Predicates:
    """Return the predicates of a filter; the samples of its patterns are drawn here, as Hypothesis cannot within a test."""
    for node in ast.walk(filter.expr):
        if isinstance(node, ast.Call) and node.name == "matchespattern":
            for part in node.arguments[1:]:
                if isinstance(part, ast.Literal) and isinstance(part.value, str):
                    samples(part.value)
    return Predicates(filter)
