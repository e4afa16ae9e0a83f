"""Nodes that a filter keeps, and nodes that it only just does not.

The tree is taken apart into wishes: conditions on one property each that are to hold or not. Per property a value is chosen
among those at the boundaries of the literals, by asking the evaluator about every condition on that property; the rest of the
node is drawn around them. What does not come apart so (two properties compared, arithmetic over them) is left to chance and
to the last question, which is always the filter itself.
"""

from __future__ import annotations

from typing import Any

from hypothesis import reject
from hypothesis import strategies as st

from odatanodes import ast, edm
from odatanodes.filter import Filter
from odatanodes.schema import BATCH_NODE
from odatanodes.schema.types import ComplexType, EntityType, item_type, resolve
from odatanodes.strategies.boundaries import candidates
from odatanodes.strategies.entities import objects, simplest
from odatanodes.strategies.overrides import ABSENT, overridden
from odatanodes.strategies.wire import nodes, task_infos

Wish = tuple[ast.Expr, bool]
"""A condition over plain names, and whether it is to keep an object."""
Path = tuple[str, ...]


class _Maker:
    """Makes one object; `near` counts the wishes still to be missed by a hair: one at the top of a near miss, else none."""

    def __init__(self, draw: st.DrawFn, filter: Filter) -> None:
        self.draw = draw
        self.filter = filter
        self.compiled: dict[tuple[int, str], Filter] = {}

    # --- from trees to wishes ----------------------------------------------------------------------------------------

    def wishes(self, expr: ast.Expr, want: bool, *, sole: bool) -> list[Wish]:
        """Take a condition apart. `sole` makes one branch of an `or` the only one that keeps, so that missing it is missing all."""
        expr = _pushed(expr)
        if not isinstance(expr, ast.And | ast.Or):
            return [(expr, want)]
        if isinstance(expr, ast.And) is want:
            return [wish for operand in expr.operands for wish in self.wishes(operand, want, sole=sole)]
        chosen = self.draw(st.sampled_from(expr.operands))
        found = self.wishes(chosen, want, sole=sole)
        if sole:
            found += [wish for other in expr.operands if other is not chosen for wish in self.wishes(other, not want, sole=False)]
        return found

    # --- from wishes to objects --------------------------------------------------------------------------------------

    def object(self, type: ComplexType, wishes: list[Wish], missed: Wish | None = None) -> dict[str, Any]:
        """Draw an object for which the wishes come true; `missed` is the one among them that is to fail by a hair."""
        groups: dict[Path, list[Wish]] = {}
        for wish in wishes:
            path = _only_path(wish[0])
            if path:
                groups.setdefault(path, []).append(wish)
        fields: dict[str, Any] = {}
        for path, group in groups.items():
            fields.update(self.chosen(type, path, group, missed))
        return self.around(type, fields)

    def around(self, type: ComplexType, fields: dict[str, Any]) -> dict[str, Any]:
        """Draw the rest of an object."""
        if type is BATCH_NODE:
            return self.draw(nodes(fields))
        if type.name == "BatchTaskInfo":
            return self.draw(task_infos(fields))
        base = objects(type, only=self.filter.paths, odd=False) if isinstance(type, EntityType) else st.just(simplest(type))
        return self.draw(overridden(type, base, fields))

    def chosen(self, type: ComplexType, path: Path, group: list[Wish], missed: Wish | None) -> dict[str, Any]:
        """Draw a value for a property, as a field to override; none where no value known here meets the wishes."""
        steps = [prop for end in range(1, len(path) + 1) if (prop := resolve(type, path[:end])) is not None]
        if len(steps) < len(path):
            return {}
        prop, item = steps[-1], item_type(steps[-1].type)
        if item is not prop.type:
            return {"/".join(path): self.items(item, group, missed)} if isinstance(item, ComplexType) else {}
        known = candidates(prop, [wish[0] for wish in group], nullable=any(step.nullable for step in steps))
        fitting = [value for value in known if all(self.comes_true(type, path, value, wish, missed) for wish in group)]
        if not fitting:
            if prop.members or prop.type is edm.BOOLEAN:  # these were all the values there are
                reject()
            return {}
        value = self.draw(st.sampled_from(fitting))
        if value is not None:
            return {"/".join(path): st.just(value)}
        while not steps[-1].nullable:  # a required property is null where what it stands in is
            steps.pop()
        return {"/".join(path[: len(steps)]): self.draw(st.sampled_from((None, ABSENT)))}

    def comes_true(self, type: ComplexType, path: Path, value: Any, wish: Wish, missed: Wish | None) -> bool:
        expr, want = wish
        for name in reversed(path):
            value = {name: value}
        return self.predicate(type, expr).matches(value) is (want if wish is not missed else not want)

    def predicate(self, type: ComplexType, expr: ast.Expr) -> Filter:
        """Return a wish as a filter of its own over the type, lenient towards all that is not there."""
        key = (id(expr), type.name)
        if key not in self.compiled:
            schema = type if isinstance(type, EntityType) else EntityType(type.name, type.properties, next(iter(type.properties)))
            self.compiled[key] = Filter(
                expr,
                schema,
                semantics=self.filter.semantics,
                on_missing="null",
                on_error="exclude",
                clock=self.filter.clock,
                limits=self.filter.limits,
            )
        return self.compiled[key]

    # --- any and all -------------------------------------------------------------------------------------------------

    def items(self, type: ComplexType, group: list[Wish], missed: Wish | None) -> list[dict[str, Any]]:
        """Draw items: one for each wish that some item is to meet, and all of them meeting what every item is to meet."""
        some: list[tuple[list[Wish], Wish | None]] = []
        every: list[Wish] = []
        for wish in group:
            predicate, exists, want = _quantified(wish, missing=wish is missed)
            if exists:
                some.append((self.wishes(predicate, want, sole=False), None))
            elif wish is missed and not isinstance(predicate, ast.Literal):
                inner = self.wishes(predicate, not want, sole=True)
                some.append((inner, self.draw(st.sampled_from(inner))))
            else:
                every.append((predicate, want))
        shared = [wish for predicate, want in every for wish in self.wishes(predicate, want, sole=False)]
        one_more: bool = self.draw(st.booleans())
        if one_more and shared and not any(isinstance(predicate, ast.Literal) for predicate, _ in every):
            some.append(([], None))
        return [self.object(type, [*wishes, *shared], hair) for wishes, hair in some]


def _pushed(expr: ast.Expr) -> ast.Expr:
    """Push `not` one level in; by De Morgan's laws, which hold with null as well."""
    if not isinstance(expr, ast.Not):
        return expr
    inner = expr.operand
    if isinstance(inner, ast.Not):
        return _pushed(inner.operand)
    if isinstance(inner, ast.And | ast.Or):
        kind = ast.Or if isinstance(inner, ast.And) else ast.And
        return kind(tuple([ast.Not(operand) for operand in inner.operands]))
    return expr


def _quantified(wish: Wish, *, missing: bool) -> tuple[ast.Expr, bool, bool]:
    """Return the predicate of an any or all over plain names, whether one item is asked for or every, and whether it is to keep."""
    expr, want = wish
    want = want is not missing
    negated = isinstance(expr, ast.Not)
    inner = expr.operand if isinstance(expr, ast.Not) else expr
    assert isinstance(inner, ast.Lambda)
    exists = (inner.kind == "any") is (want is not negated)
    if inner.predicate is None or inner.variable is None:
        return ast.Literal(True), exists, want is not negated
    predicate = _unbound(inner.predicate, inner.variable)
    return (ast.Not(predicate) if negated else predicate), exists, want


def _unbound(predicate: ast.Expr, variable: str) -> ast.Expr:
    """Make plain names of the paths of a lambda variable; what the plain names meant before can no longer be told apart."""

    def change(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.Member):
            if node.source is None:
                return ast.Member(ast.Var("$it"), node.name)
            if isinstance(node.source, ast.Var) and node.source.name == variable:
                return ast.Member(None, node.name)
        return node

    changed = ast.transform(predicate, change)
    assert isinstance(changed, ast.Expr)
    return changed


def _only_path(expr: ast.Expr) -> Path | None:
    """Return the property path a condition is about, if there is one and no other."""
    inner = expr.operand if isinstance(expr, ast.Not) else expr
    if isinstance(inner, ast.Lambda):
        return _plain(inner.source)
    found: set[Path] = set()
    waiting: list[ast.Node] = [expr]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Member):
            path = _plain(node)
            if path is None:
                return None
            found.add(path)
        elif isinstance(node, ast.Var | ast.Lambda | ast.Count | ast.FilterSegment | ast.Alias):
            return None
        else:
            waiting += node.children()
    return found.pop() if len(found) == 1 else None


def _plain(node: ast.Expr) -> Path | None:
    names: list[str] = []
    step: ast.Expr | None = node
    while isinstance(step, ast.Member):
        names.append(step.name)
        step = step.source
    return tuple(reversed(names)) if step is None and names else None


# --- strategies ------------------------------------------------------------------------------------------------------


def _read(filter: Filter | str) -> Filter:
    read = Filter(filter) if isinstance(filter, str) else filter
    unbound = sorted({node.name for node in ast.walk(read.expr) if isinstance(node, ast.Alias)})
    if unbound:
        raise ValueError(f"'@{unbound[0]}' has no value; bind the filter's parameters first")
    if read.schema is None:
        raise ValueError("a filter without schema says nothing about the objects to draw")
    return read


def _rooted(expr: ast.Expr) -> ast.Expr:
    """Write `$it/state` as `state`."""

    def change(node: ast.Node) -> ast.Node:
        outer = isinstance(node, ast.Member) and isinstance(node.source, ast.Var) and node.source.name == "$it"
        return ast.Member(None, node.name) if isinstance(node, ast.Member) and outer else node

    changed = ast.transform(expr, change)
    assert isinstance(changed, ast.Expr)
    return changed


def matching(filter: Filter | str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a filter keeps, at the boundaries of what it keeps; nodes where its schema is BATCH_NODE.

    Drawing raises hypothesis.errors.Unsatisfiable when nothing is found.

    >>> from hypothesis import find
    >>> find(matching("startTaskInfo/exitCode gt 5"), lambda node: True)["startTaskInfo"]["exitCode"]
    6
    """
    read = _read(filter)
    schema, expr = read.schema, _rooted(read.expr)
    assert schema is not None

    @st.composite
    def draw_match(draw: st.DrawFn) -> dict[str, Any]:
        maker = _Maker(draw, read)
        return maker.object(schema, maker.wishes(expr, want=True, sole=False))

    return draw_match().filter(read.matches)


def near_misses(filter: Filter | str) -> st.SearchStrategy[dict[str, Any]]:
    """Objects that a filter does not keep because of one condition, missed at its boundary: a tick before, one off, a null.

    >>> from hypothesis import find
    >>> near = near_misses("state eq 'idle' and startTaskInfo/exitCode gt 5")
    >>> find(near, lambda node: node["state"] == "idle" and "startTaskInfo" in node)["startTaskInfo"]["exitCode"]
    5
    """
    read = _read(filter)
    schema, expr = read.schema, _rooted(read.expr)
    assert schema is not None

    @st.composite
    def draw_miss(draw: st.DrawFn) -> dict[str, Any]:
        maker = _Maker(draw, read)
        wishes = maker.wishes(expr, want=True, sole=True)
        within_reach = [wish for wish in wishes if _only_path(wish[0])] or wishes
        return maker.object(schema, wishes, draw(st.sampled_from(within_reach)))

    return draw_miss().filter(lambda made: not read.matches(made))
