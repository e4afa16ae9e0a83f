"""Names of the builder's classes for annotations: `def stale(node: BatchNode) -> Condition`.

The stub beside this module describes each property of nodes, tasks, jobs, pools and the other lists for type checkers and
editors. At run time every entity, and every part of one, is a ComplexExpr.
"""

from __future__ import annotations

from odatanodes.build.paths import ComplexExpr


def __getattr__(name: str) -> type[ComplexExpr]:
    if name[:1].isupper():
        return ComplexExpr
    raise AttributeError(f"module 'odatanodes.build.entities' has no attribute {name!r}")
