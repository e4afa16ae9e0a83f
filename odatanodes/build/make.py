"""Constructors of builder expressions: `node`, builders of other schemas, parameters, literals, conjunctions, `case`, calls."""

from __future__ import annotations

from odatanodes import ast
from odatanodes.base.text import expect
from odatanodes.build.expressions import Condition, Logical, as_expression, junction
from odatanodes.build.numbers import DateTimeExpr
from odatanodes.build.paths import AnyExpr, ComplexExpr
from odatanodes.schema import BATCH_NODE, entity
from odatanodes.schema.types import Listing

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.build.entities import BatchJob, BatchJobSchedule, BatchNode, BatchPool, BatchTask
    from odatanodes.schema.types import ComplexType

    job: BatchJob
    job_schedule: BatchJobSchedule
    pool: BatchPool
    task: BatchTask

__all__ = [
    "ROOTS",
    "all_of",
    "any_of",
    "builder_for",
    "call",
    "case",
    "expression",
    "job",
    "job_schedule",
    "literal",
    "maxdatetime",
    "mindatetime",
    "node",
    "now",
    "param",
    "pool",
    "task",
]

ROOTS = {"node": "BatchNode", "task": "BatchTask", "job": "BatchJob", "job_schedule": "BatchJobSchedule", "pool": "BatchPool"}
"""Builders with a name of their own, and what they build filters of; all but `node` are made when they are first used."""


def builder_for(schema: ComplexType | Listing | None) -> AnyExpr:
    """Return what `node` is, for another schema: `builder_for(schema.from_model(Job))`. None knows no names and accepts all.

    A list API stands for its schema: `builder_for(LIST_SUPPORTED_IMAGES)`.

    A property that is called like a method (`eq`, `year`) is reached by its wire name: `job["year"]`.
    """
    if schema is None:
        return AnyExpr(None)
    return ComplexExpr(None, schema.schema if isinstance(schema, Listing) else schema)  # type: ignore[return-value]  # its names are known at run time only


node: BatchNode = builder_for(BATCH_NODE)  # type: ignore[assignment]
"""A Compute Node as List Nodes returns it."""


def __getattr__(name: str) -> object:
    if name not in ROOTS:
        raise AttributeError(f"module 'odatanodes.build.make' has no attribute {name!r}")
    made = globals()[name] = builder_for(entity(ROOTS[name]))
    return made


def param(name: str) -> AnyExpr:
    """Return the parameter `@name`, to be given a value by `Filter.bind`."""
    expect(name, str, "a parameter is named by a string")
    if not name.isidentifier():
        raise ValueError(f"a parameter is named by an identifier, not {name!r}")
    return AnyExpr(ast.Alias(name))


def literal(value: object) -> AnyExpr:
    """Return a value as an expression, for where no expression stands beside it: `literal("tvm-1_x").contains(node.id)`.

    Raises TypeError for a value that has no EDM counterpart, ValueError for a naive datetime.
    """
    return as_expression(value)  # type: ignore[return-value]  # of the value's own kind at run time


def expression(tree: ast.Expr) -> AnyExpr:
    """Return a tree as an expression, for what has no method here (`$it`, type casts, annotations, keys, JSON objects)."""
    if not isinstance(tree, ast.Expr):
        raise TypeError(f"a tree of odatanodes.ast, not {tree!r}")
    return AnyExpr(tree)


def all_of(*conditions: Logical | Iterable[Logical]) -> Condition:
    """Return the conjunction of conditions, given one by one or as one iterable; of none: `true`."""
    return _junction(ast.And, conditions)


def any_of(*conditions: Logical | Iterable[Logical]) -> Condition:
    """Return the disjunction of conditions, given one by one or as one iterable; of none: `false`."""
    return _junction(ast.Or, conditions)


def _junction(kind: type[ast.And | ast.Or], conditions: tuple[Logical | Iterable[Logical], ...]) -> Condition:
    if len(conditions) == 1 and not isinstance(conditions[0], Logical):
        conditions = tuple(conditions[0])
    return junction(kind, *conditions) if conditions else Condition(ast.Literal(kind is ast.And))


def now() -> DateTimeExpr:
    """`now()`: the instant of the evaluation."""
    return DateTimeExpr(ast.Call(None, "now"))


def mindatetime() -> DateTimeExpr:
    """`mindatetime()`."""
    return DateTimeExpr(ast.Call(None, "mindatetime"))


def maxdatetime() -> DateTimeExpr:
    """`maxdatetime()`."""
    return DateTimeExpr(ast.Call(None, "maxdatetime"))


def case(*branches: tuple[Logical | bool, object]) -> AnyExpr:
    """`case(condition:value,…)`: the value of the first condition that is true, else null."""
    if not branches:
        raise ValueError("case takes a (condition, value) or more")
    made = tuple([ast.Branch(as_expression(condition).expr, as_expression(value).expr) for condition, value in branches])
    return AnyExpr(ast.Case(made))


def call(name: str, *arguments: object, **named: object) -> AnyExpr:
    """Return a call of a function that has no method here, by its name: `call("geo.distance", a, b)`, `call("Ns.Size", unit=1)`."""
    plain = [as_expression(argument).expr for argument in arguments]
    pairs = [ast.Pair(key, as_expression(value).expr) for key, value in named.items()]
    return AnyExpr(ast.Call(None, name, (*plain, *pairs)))
