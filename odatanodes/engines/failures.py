"""The rows on which evaluating a filter can fail, as a predicate of an engine.

Evaluation goes from left to right and stops early, so that whether it fails is for Python to decide; the predicate is true for
every row on which it could, whatever the other parts are. It is made from the tree as it was written: normalizing drops parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from odatanodes import ast, edm
from odatanodes.engines.backend import READABLE, READABLE_DURATION, Unsupported
from odatanodes.engines.literals import literal
from odatanodes.engines.logic import ALWAYS, NEVER, Sandwich
from odatanodes.schema.types import ComplexType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from odatanodes.engines.backend import Term
    from odatanodes.engines.lowering import Lowering, Scope
    from odatanodes.engines.paths import Reached

    Failing: TypeAlias = tuple[ast.Node, Term, str]
    """A part, a predicate that is true where evaluating it can fail, and why."""

__all__ = ["failures"]

TYPED_BY_COLUMN = frozenset((edm.STRING, edm.BOOLEAN, edm.DOUBLE, edm.SINGLE, edm.SBYTE, edm.BYTE, edm.INT16, edm.INT32, edm.INT64))
"""Types that a column of the engine has as well, so that every value of it is one."""


def failures(node: ast.Expr, run: Lowering, *, strict: bool) -> list[Failing]:
    """Return the predicates of a checked tree; with `strict` a required property that is missing is a failure."""
    return list(_Failures(run, strict).of(node, run.outermost()))


class _Failures:
    def __init__(self, run: Lowering, strict: bool) -> None:
        self.run = run
        self.strict = strict

    def of(self, node: ast.Node, scope: Scope) -> Iterator[Failing]:
        """Yield the predicates of a tree."""
        match node:
            case ast.Lambda():
                inner = [(node.predicate, node.variable)] if node.predicate is not None else []
                yield from self._items(node.source, [(part, name) for part, name in inner if name is not None], scope)
            case ast.Count(source, options):
                yield from self._items(source, [(option.value, "$this") for option in options], scope)
            case ast.Member() | ast.Var():
                yield from self._seen(node, scope)
            case _:
                yield from self._operation(node, scope)
                for child in node.children():
                    yield from self.of(child, scope)

    def _operation(self, node: ast.Node, scope: Scope) -> Iterator[Failing]:
        match node:
            case ast.Arith("div" | "mod", _, right):
                yield from self._divisor(right, scope)
            case ast.Arith(_, left, right) if edm.DURATION in (left.type, right.type) and not _plain_moves(node):
                yield node, True, "an operation on durations can fail"
            case ast.Call(None, "substring", arguments) if not all(map(_is_count, arguments[1:])):
                yield node, True, "'substring' fails for a negative length"
            case ast.Call(None, "matchespattern", (_, pattern)) if not isinstance(pattern, ast.Literal):
                yield node, True, "a pattern that is computed can be wrong"
            case ast.TypeCast() | ast.FilterSegment() | ast.Key() | ast.Annotation() | ast.Has():
                yield node, True, "this part can fail"

    def _divisor(self, right: ast.Expr, scope: Scope) -> Iterator[Failing]:
        why = "a division by zero is reported by Python"
        if isinstance(right, ast.Literal):
            if right.value == 0:
                yield right, True, why
            return
        run = self.run
        try:
            value = run.value(right, scope)
            if value.kind == "null":
                return
            found = run.compare_operands("eq", value, literal(run.b, 0, edm.INT32), True)
        except Unsupported:
            yield right, True, why
        else:
            yield right, found.maybe, why

    def _items(self, source: ast.Expr, conditions: list[tuple[object, str]], scope: Scope) -> Iterator[Failing]:
        """Yield the failures inside conditions about the items of a collection, and of the path to it."""
        segment = source
        while isinstance(segment, ast.FilterSegment):
            conditions = [(segment.predicate, "$this"), *conditions]
            segment = segment.source
        if isinstance(segment, ast.Member):
            yield from self._seen(segment, scope, is_collection=True)
        if not conditions:
            return
        run, whys = self.run, []

        def failing(item: Reached) -> Sandwich:
            found = [
                (term, why)
                for condition, name in conditions
                if isinstance(condition, ast.Expr)
                for _, term, why in self.of(condition, {**scope, name: item})
            ]
            whys.extend([why for _, why in found])
            maybe = run.either([term for term, _ in found])
            return Sandwich(maybe, maybe) if not isinstance(maybe, bool) else ALWAYS if maybe else NEVER

        try:
            collection, _ = run.collection(source, scope)
            if collection is not None:
                yield source, run.exists(collection, failing).maybe, "; ".join(dict.fromkeys(whys))
        except Unsupported as error:
            yield source, True, f"a condition about items can fail ({error})"

    def _seen(self, node: ast.Expr, scope: Scope, *, is_collection: bool = False) -> Iterator[Failing]:
        """Yield the predicates of a path, True in place of one that cannot be read inside a condition about items."""
        for part, term, why in self._path(node, scope, is_collection):
            yield part, term if isinstance(term, bool) or self._readable(node, scope) else True, why

    def _readable(self, node: ast.Expr, scope: Scope) -> bool:
        return self.run.sees(self.run.reach(node, scope))

    def _path(self, node: ast.Expr, scope: Scope, is_collection: bool) -> Iterator[Failing]:
        """Yield that a required property is missing, or that a text does not spell a value of its type."""
        run = self.run
        try:
            found = run.reach(node, scope)
        except Unsupported as error:
            yield node, True, str(error)
            return
        if self.strict:
            yield from self._missing(node, scope)
        if found.absent or is_collection or isinstance(node.type, ComplexType | edm.CollectionType):
            return
        if found.term is None:
            yield node, True, f"no column for '{found.path}'"
        elif found.shape is not None and found.shape.kind in {"other", "object", "list"}:
            yield node, True, f"the column of '{found.path}' is {found.shape.name}"
        elif node.type is edm.DATE_TIME_OFFSET and not run.plain:
            unread = run.check("unread", found.term, run.negation(run.b.matches(found.term, READABLE)))
            yield node, unread, f"Python reports a '{found.path}' that is not an instant"
        elif node.type is edm.DURATION and not run.trust.wire:
            unread = run.check("unread", found.term, run.negation(run.b.matches(found.term, READABLE_DURATION)))
            yield node, unread, f"Python reports a '{found.path}' that is not a duration"
        elif node.type is not edm.DATE_TIME_OFFSET and node.type is not edm.DURATION and node.type not in TYPED_BY_COLUMN:
            yield node, run.negation(run.b.is_null(found.term)), f"Python reads the {node.type.name} '{found.path}'"

    def _missing(self, node: ast.Expr, scope: Scope) -> Iterator[Failing]:
        """Yield for each required property of a path: it is null, although what it belongs to is not."""
        run = self.run
        while isinstance(node, ast.Member):
            prop, source = node.prop, node.source
            here = run.reach(node, scope)
            if prop is not None and not prop.nullable and not run.trust.present(here.path):
                owner = scope["$this"] if source is None else run.reach(source, scope)
                gone = self._null(here)
                if gone is not False and not owner.absent:
                    has_owner = True if owner.term is None else run.negation(run.b.is_null(owner.term))
                    gone = run.check("missing", here, run.both([has_owner, gone]))
                    yield node, gone, f"Python reports rows without '{here.path}'"
            if source is None:
                return
            node = source

    def _null(self, found: Reached) -> Term:
        """Return whether what a path reached is null; False for an object that is spread over columns."""
        return True if found.absent else False if found.term is None else self.run.b.is_null(found.term)


def _plain_moves(node: ast.Arith) -> bool:
    """Return whether durations are only added and subtracted, which cannot fail."""
    return node.op in {"add", "sub"}


def _is_count(node: ast.Node) -> bool:
    return isinstance(node, ast.Literal) and type(node.value) is int and node.value >= 0
