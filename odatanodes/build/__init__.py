"""Filters written in Python: `node.state == "idle"` is an expression whose `expr` is the tree of `state eq 'idle'`.

Attributes of `node` have the names of the azure-batch SDK (`node.start_task_info`), items those of the wire
(`node["startTaskInfo"]`). `Filter` takes an expression wherever it takes text. A wrong name, or a value of a kind that can
never fit, raises at once; everything else is checked when the Filter is made, by the same check as for text.

>>> from odatanodes.build import node, now
>>> idle = (node.state == "idle") & node.recent_tasks.any(lambda t: t.task_state == "completed")
>>> idle
<Condition state eq 'idle' and recentTasks/any(t:t/taskState eq 'completed')>
"""

from __future__ import annotations

from odatanodes.build.expressions import Comparable, Condition, Expression, Logical
from odatanodes.build.make import (
    all_of,
    any_of,
    builder_for,
    call,
    case,
    expression,
    literal,
    maxdatetime,
    mindatetime,
    node,
    now,
    param,
)
from odatanodes.build.numbers import BinaryExpr, DateExpr, DateTimeExpr, DurationExpr, GuidExpr, NumberExpr, TimeExpr
from odatanodes.build.paths import AnyExpr, CollectionExpr, ComplexExpr
from odatanodes.build.strings import EnumExpr, StringExpr

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from odatanodes.build.make import job, job_schedule, pool, task
    from odatanodes.build.python import imports_of, to_python

__all__ = [
    "AnyExpr",
    "BinaryExpr",
    "CollectionExpr",
    "Comparable",
    "ComplexExpr",
    "Condition",
    "DateExpr",
    "DateTimeExpr",
    "DurationExpr",
    "EnumExpr",
    "Expression",
    "GuidExpr",
    "Logical",
    "NumberExpr",
    "StringExpr",
    "TimeExpr",
    "all_of",
    "any_of",
    "builder_for",
    "call",
    "case",
    "expression",
    "imports_of",
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
    "to_python",
]


if not TYPE_CHECKING:  # a type checker would take every name for one of these

    def __getattr__(name: str) -> object:
        if name in ("to_python", "imports_of"):  # loaded on first use: building does not need it
            from odatanodes.build import python

            value: object = getattr(python, name)
            return value
        if name in ("job", "job_schedule", "pool", "task"):  # their schemas are loaded on first use
            from odatanodes.build import make

            value = globals()[name] = getattr(make, name)
            return value
        raise AttributeError(f"module 'odatanodes.build' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
