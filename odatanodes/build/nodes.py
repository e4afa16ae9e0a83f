"""Names of the builder's classes for annotations: `def stale(node: BatchNode) -> Condition`.

The stub beside this module describes each property for type checkers and editors. At run time every entity is a ComplexExpr.
"""

from __future__ import annotations

from odatanodes.build.paths import ComplexExpr


def __getattr__(name: str) -> type[ComplexExpr]:
    if name.startswith("Batch"):
        return ComplexExpr
    raise AttributeError(f"module 'odatanodes.build.nodes' has no attribute {name!r}")
