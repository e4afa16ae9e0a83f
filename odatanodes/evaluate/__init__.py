"""Compile a typed tree to a predicate over nodes: closures at once, generated code when it pays.

All forms give the same results and the same errors. Making closures takes some 10 microseconds and generating code some hundred,
so that code is generated after about 300 nodes.
"""

from __future__ import annotations

from odatanodes.evaluate import closures
from odatanodes.functions.values import structure
from odatanodes.runtime import EvaluationError, MissingPropertyError, NodeError, Rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from odatanodes import ast
    from odatanodes.edm import DateTimeOffset
    from odatanodes.evaluate.scope import Scope
    from odatanodes.runtime import Clock
    from odatanodes.schema.types import EntityType

__all__ = ["EvaluationError", "MissingPropertyError", "NodeError", "Predicate", "Rules", "compile_predicate", "value_function"]

ENOUGH = 300
"""Number of nodes from which generated code is worth its cost."""
LONG = 1_000
"""Generating more conditions takes so long that it is looked first at what closures take: they may decide after a few."""
SAMPLE = 30
"""Sample size for that timing."""
COST = 50e-6
"""About the seconds that generating takes for a condition."""


def _moment(clock: Clock | None) -> DateTimeOffset:
    from odatanodes.functions import dates  # few filters ask for the present

    return dates.moment(clock)


class Predicate:
    """A compiled filter. `matches(node)` tells whether a node passes, `apply(nodes)` returns those that do.

    `matches` is a plain function in the object, exchanged for the generated one in time: two threads may both generate
    it, and both results are the same.
    """

    __slots__ = ("_batch", "_clock", "_exact", "_expr", "_met", "_one", "_scope", "_size", "_uses_now", "matches")
    matches: Callable[[Any], bool]

    def __init__(self, expr: ast.Expr, scope: Scope, clock: Clock | None, *, exclude: bool) -> None:
        self._expr = expr
        self._scope = scope
        self._exact = _exact(closures.truth(expr, scope), exclude=exclude)
        self._clock = clock
        self._uses_now = scope.settings.uses_now
        self._met = 0
        self._size: int | None = None
        self._one: Callable[..., bool] | None = None
        self._batch: Callable[..., list[Any]] | None = None
        self.matches = self._first_matches

    def _environment(self) -> tuple[Any, ...]:
        return (_moment(self._clock) if self._uses_now else None,)

    def _first_matches(self, node: Any) -> bool:
        """Evaluate by closures, and count."""
        self._met += 1
        if self._met >= ENOUGH and self._met >= self._conditions() * ENOUGH // LONG:
            self.generate()
        return self._exact(node, self._environment())

    def defer(self, nodes: int) -> None:
        """Generate code this many nodes later: in a process that has just begun it takes ten times as long, for what it imports."""
        self._met -= nodes

    def generate(self) -> None:
        """Generate code now; matches and apply use it from here on."""
        if self._one is not None:
            return
        from odatanodes.evaluate.codegen import generate

        try:
            one, batch = generate(self._expr, self._scope, self._exact)
        except (SyntaxError, RecursionError, MemoryError):  # more brackets inside each other than Python's parser reads
            exact = self._exact
            one, batch = exact, lambda nodes, environment: [node for node in nodes if exact(node, environment)]
        environment = self._environment
        self.matches = one if not self._uses_now else lambda node: one(node, environment())
        self._batch = batch
        self._one = one  # the last: another thread takes it for the sign that all are there

    @property
    def generated(self) -> bool:
        """Whether `matches` is generated code, which it remains."""
        return self._one is not None

    def _conditions(self) -> int:
        if self._size is None:
            from odatanodes.ast import Call, Compare, In, walk

            self._size = sum([isinstance(node, (Call, Compare, In)) for node in walk(self._expr)])
        return self._size

    def _earned(self, nodes: Sequence[Any], environment: tuple[Any, ...]) -> bool:
        """Whether generating pays for these nodes. A long filter that its first conditions decide is best left to closures."""
        conditions = self._conditions()
        if conditions <= LONG:
            return True
        from time import perf_counter

        exact, sample = self._exact, nodes[:SAMPLE]
        start = perf_counter()
        for node in sample:
            exact(node, environment)
        return (perf_counter() - start) / len(sample) * len(nodes) > conditions * COST

    def picker(
        self, attributes: Mapping[str, str], *, invert: bool = False
    ) -> Callable[[list[Any], Iterable[Any]], list[Any]] | None:
        """Return `pick(items, nodes)` for nodes that are objects: the items whose node matches, or does not with `invert`.

        `attributes` gives for the path of a property the name of its attribute, which is None where the property is absent.
        `pick` raises anything for a node that only its dict can be asked about. None where no code can be generated.
        """
        from odatanodes.evaluate.codegen import generate_picker

        try:
            pick = generate_picker(self._expr, self._scope, attributes, invert=invert)
        except (SyntaxError, RecursionError, MemoryError):
            return None
        environment = self._environment()
        return lambda items, nodes: pick(items, nodes, environment)

    @property
    def uses_now(self) -> bool:
        """Whether the result depends on the clock."""
        return self._uses_now

    def apply(self, nodes: Iterable[Any]) -> list[Any]:
        """Return the nodes that match, the same objects in the same order. Raises MissingPropertyError, EvaluationError."""
        found = nodes if isinstance(nodes, (list, tuple)) else list(nodes)
        environment = self._environment()
        if self._one is None:
            self._met += len(found)
            if self._met < ENOUGH or not self._earned(found, environment):
                exact = self._exact
                return [node for node in found if exact(node, environment)]
            self.generate()
        batch, one = self._batch, self._one
        assert batch is not None
        assert one is not None
        if found and found[0].__class__ is not dict and hasattr(type(found[0]), "__missing__"):
            # one speaks for all: looking at each would cost a tenth of the time
            return [node for node in found if one(node, environment)]
        try:
            return batch(found, environment)
        except Exception:  # whatever it was, the exact form has the result or the proper error
            return [node for node in found if one(node, environment)]


def _exact(true: Callable[[Any, Any], bool], *, exclude: bool) -> Callable[[Any, Any], bool]:
    """Return the form that takes every kind of node; with `exclude` one that cannot be evaluated does not match."""

    def exact(node: Any, environment: tuple[Any, ...]) -> bool:
        if node.__class__ is not dict:
            node = structure(node)
        if not exclude:
            return true(node, environment)
        try:
            return true(node, environment)
        except EvaluationError:
            return False

    return exact


def compile_predicate(expr: ast.Expr, schema: EntityType | None, rules: Rules) -> Predicate:
    """Compile a checked tree. Raises ODataCheckError (ODN610) for what only a service can evaluate.

    Patterns of matchesPattern run on google-re2; without it they are refused unless the rules allow backtracking.
    """
    scope = closures.whole_scope(schema, rules)
    try:
        return Predicate(expr, scope, rules.clock, exclude=rules.on_error == "exclude")
    except RecursionError:
        raise scope.refuse(expr, "an expression nested so deeply", "use fewer levels of parentheses") from None


def value_function(expr: ast.Expr, schema: EntityType | None, rules: Rules) -> Callable[[Any], Any]:
    """Return a function from a node to the value of an expression of any type; Booleans have three values.

    A constant expression takes `{}`. Raises what `compile_predicate` and `Predicate.matches` raise.

    >>> from odatanodes.ast import Arith, Literal
    >>> value_function(Arith("div", Literal(7), Literal(-2)), None, Rules())({})
    -3
    """
    scope = closures.whole_scope(schema, rules)
    try:
        value = closures.value(expr, scope)
    except RecursionError:
        raise scope.refuse(expr, "an expression nested so deeply", "use fewer levels of parentheses") from None
    uses_now = scope.settings.uses_now
    return lambda node: value(structure(node), (_moment(rules.clock) if uses_now else None,))
