"""Objects made for wishes: for each property a value at a boundary for which all conditions on it come true.

Whether they do is decided by evaluating each condition on the value. A comparison of several properties gives all but one a
value first and then is a condition on the last. What does not come apart so is left to chance, and to whoever evaluates the
whole filter on the object.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from odatanodes import ast, edm
from odatanodes.diagnostics import ODataError
from odatanodes.filter import Filter
from odatanodes.schema.types import ComplexType, EntityType, item_type, resolve
from odatanodes.strategies.boundaries import candidates
from odatanodes.strategies.composed import composed
from odatanodes.strategies.given import ABSENT
from odatanodes.strategies.values import WIRE_INSTANTS
from odatanodes.strategies.wishes import apart, literal_of, paths_of, quantified, with_values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from odatanodes.schema.types import Property
    from odatanodes.strategies.wishes import Path, Wish

MAX_ITEMS = 30
"""Items of a collection whose number a condition compares."""
FREE: dict[edm.Type, tuple[Any, ...]] = {
    **dict.fromkeys(edm.INTEGERS, (10, 5, 1, 2, 1000)),
    edm.DATE_TIME_OFFSET: WIRE_INSTANTS[:12],
    edm.STRING: ("a", "ab", "A", ""),
}
"""Values of a property that is only compared with others, or that the conditions on it say nothing about."""
NOTHING = object()
"""No value of a property makes the conditions come true."""


class Predicates:
    """Wishes of a filter as predicates, and the candidates for the properties in them; made once, however many objects."""

    def __init__(self, filter: Filter) -> None:
        self.filter = filter
        # the trees are kept beside what was made of them: an identity is only a key while its object lives
        self._made: dict[tuple[int, str], tuple[ast.Expr, Filter | None]] = {}
        self._candidates: dict[tuple[Path, tuple[tuple[int, bool], ...]], tuple[list[Wish], list[Any]]] = {}

    def holds(self, type: ComplexType, path: Path, value: Any, wish: Wish) -> bool:
        """Return whether a wish comes true for an object with this value at the path and nothing else."""
        predicate = self._predicate(type, wish[0])
        for name in reversed(path):
            value = {name: value}
        return predicate is not None and predicate.matches(value) is wish[1]

    def candidates(self, prop: Property, path: Path, group: list[Wish], *, nullable: bool) -> list[Any]:
        """Return the values to try for a property."""
        key = (path, tuple([(id(expr), want) for expr, want in group]))
        if key not in self._candidates:
            found = candidates(prop, [expr for expr, _ in group], self.filter.rules, nullable=nullable)
            if prop.type is edm.STRING and not prop.members and len(group) > 1:
                found += composed(group)
            self._candidates[key] = (group, found)
        return self._candidates[key][1]

    def _predicate(self, type: ComplexType, expr: ast.Expr) -> Filter | None:
        """Return a wish as a filter of its own over the type, in which what is missing is null."""
        key = (id(expr), type.name)
        if key not in self._made:
            schema = type if isinstance(type, EntityType) else EntityType(type.name, type.properties, next(iter(type.properties)))
            source = self.filter
            rules = source.rules
            try:
                made = Filter(
                    expr,
                    schema,
                    semantics=rules.semantics,
                    on_missing="null",
                    on_error="exclude",
                    clock=rules.clock,
                    allow_backtracking_patterns=True,
                    limits=source.limits,
                )
            except ODataError:  # a literal in the place of a property can make a comparison invalid
                self._made[key] = (expr, None)
            else:
                self._made[key] = (expr, made)
        return self._made[key][1]


class Maker:
    """Makes one object. `pick` chooses one of several, `around` draws the rest of an object around given fields."""

    def __init__(
        self,
        predicates: Predicates,
        pick: Callable[[Sequence[Any]], Any],
        around: Callable[[ComplexType, dict[str, Any]], dict[str, Any]],
    ) -> None:
        self.predicates = predicates
        self.pick = pick
        self.around = around

    def object(self, type: ComplexType, wishes: list[Wish], missed: Wish | None = None) -> dict[str, Any]:
        """Make an object for which the wishes come true; `missed` is the one among them that is to fail at its boundary."""
        groups: dict[Path, list[Wish]] = {}
        joint: list[tuple[tuple[Path, ...], Wish]] = []
        for wish in wishes:
            target = _opposite(wish) if wish is missed and not _is_lambda(wish[0]) else wish
            paths = paths_of(wish[0])
            if len(paths) == 1:
                groups.setdefault(paths[0], []).append(target)
            elif paths:
                joint.append((paths, target))
        fields: dict[str, Any] = {}
        values: dict[Path, ast.Literal] = {}
        open = list(dict.fromkeys(path for paths, _ in joint for path in paths))
        while open:
            # first what other conditions pin down, then what is compared with that
            path = next((path for path in open if any(_settles(paths, path, values) for paths, _ in joint)), None)
            path = path or next((path for path in open if path in groups), open[0])
            open.remove(path)
            about = [(paths, wish) for paths, wish in joint if path in paths]
            also = [(with_values(wish[0], values), wish[1]) for paths, wish in about if _settles(paths, path, values)]
            hints = [wish for _, wish in about] if not also else []
            self.choose(type, path, [*groups.pop(path, []), *also], missed, fields, values, hints)
        for path, group in groups.items():
            self.choose(type, path, group, missed, fields, values)
        return self.around(type, fields)

    def choose(
        self,
        type: ComplexType,
        path: Path,
        group: list[Wish],
        missed: Wish | None,
        fields: dict[str, Any],
        values: dict[Path, ast.Literal],
        hints: Sequence[Wish] = (),
    ) -> None:
        """Choose a value for a property, and enter it among the fields and, as a literal, among the values.

        `hints` are conditions on it and on properties without a value yet, whose literals may help.
        """
        steps = [prop for end in range(1, len(path) + 1) if (prop := resolve(type, path[:end])) is not None]
        if len(steps) < len(path):
            return
        prop, item = steps[-1], item_type(steps[-1].type)
        if item is not prop.type:
            if isinstance(item, ComplexType):
                about_items = [wish for wish in group if _is_lambda(wish[0])]
                counted = [wish for wish in group if not _is_lambda(wish[0])]
                made, shared = self.items(item, about_items, missed)
                fields["/".join(path)] = self.padded(type, path, made, self.object(item, shared), counted) if counted else made
            return
        value = self.value(type, path, prop, group, hints, nullable=any(step.nullable for step in steps))
        if value is NOTHING:
            return
        literal = literal_of(prop, value)
        if literal is not None:
            values[path] = literal
        if value is not None:
            fields["/".join(path)] = deepcopy(value)  # candidates are kept, and a caller may change what was drawn
            return
        while not steps[-1].nullable:  # a required property is null where an object around it is
            steps.pop()
        fields["/".join(path[: len(steps)])] = self.pick((None, ABSENT))

    def value(
        self, type: ComplexType, path: Path, prop: Property, group: list[Wish], hints: Sequence[Wish] = (), *, nullable: bool
    ) -> Any:
        """Choose a value for which the wishes come true, or NOTHING."""
        known = self.predicates.candidates(prop, path, [*group, *hints], nullable=nullable)
        if hints and not prop.members:
            known = [*FREE.get(prop.type, ()), *known]
        for some in (known, () if prop.members else FREE.get(prop.type, ())):
            fitting = [value for value in some if all(self.predicates.holds(type, path, value, wish) for wish in group)]
            if fitting:
                return self.pick(fitting)
        if prop.members or prop.type is edm.BOOLEAN:  # these were all values of the property
            self.give_up()
        return NOTHING

    def give_up(self) -> None:
        """Called when the wishes cannot all come true."""

    def padded(
        self, type: ComplexType, path: Path, made: list[dict[str, Any]], filler: dict[str, Any], group: list[Wish]
    ) -> list[dict[str, Any]]:
        """Return items with as many more as the conditions on their number require, up to MAX_ITEMS."""
        more = [filler] * MAX_ITEMS
        numbers = range(len(made), MAX_ITEMS)
        fitting = [n for n in numbers if all(self.predicates.holds(type, path, [*made, *more][:n], wish) for wish in group)]
        return [*made, *more][: self.pick(fitting[:2])] if fitting else made

    def items(self, type: ComplexType, group: list[Wish], missed: Wish | None) -> tuple[list[dict[str, Any]], list[Wish]]:
        """Make items: one for each wish that some item meets, all of them meeting the wishes about every item, which come along."""
        some: list[tuple[list[Wish], Wish | None]] = []
        every: list[Wish] = []
        for wish in group:
            predicate, exists, want = quantified(wish, missing=wish is missed)
            if exists:
                some.append((apart(predicate, want, self.pick, sole=False), None))
            elif wish is missed and not isinstance(predicate, ast.Literal):
                inner = apart(predicate, not want, self.pick, sole=True)
                some.append((inner, self.pick(inner)))
            else:
                every.append((predicate, want))
        shared = [wish for predicate, want in every for wish in apart(predicate, want, self.pick, sole=False)]
        one_more: bool = self.pick((False, True))
        if one_more and shared and not any(isinstance(predicate, ast.Literal) for predicate, _ in every):
            some.append(([], None))
        return [self.object(type, [*wishes, *shared], near) for wishes, near in some], shared


def _is_lambda(expr: ast.Expr) -> bool:
    return isinstance(expr.operand if isinstance(expr, ast.Not) else expr, ast.Lambda)


def _settles(paths: tuple[Path, ...], path: Path, values: Mapping[Path, Any]) -> bool:
    """Return whether a condition on several properties is one on this property alone, now that the others have values."""
    return path in paths and all(other in values for other in paths if other != path)


def _opposite(wish: Wish) -> Wish:
    return wish[0], not wish[1]
