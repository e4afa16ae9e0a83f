"""Hypothesis strategies (extra `hypothesis`): items as the service lists them, objects of any schema, filters and selects.

With hypothesis installed, `st.from_type(BatchNode)`, `st.from_type(Timestamp)` and `st.from_type(Filter)` work without importing
this package: see `odatanodes._hypothesis`.
"""

from __future__ import annotations

from odatanodes.base.extras import missing_extra

try:
    from odatanodes.strategies.conditions import PARTS, expressions
    from odatanodes.strategies.entities import objects
    from odatanodes.strategies.lists import items, jobs, pools, tasks
    from odatanodes.strategies.mistakes import broken_filter_texts
    from odatanodes.strategies.overrides import absent
    from odatanodes.strategies.queries import filter_texts, filters, select_texts, selects
    from odatanodes.strategies.search import counterexample
    from odatanodes.strategies.targeted import matching, near_misses
    from odatanodes.strategies.wire import node_pages, nodes, task_infos, timestamps
except ModuleNotFoundError as error:
    raise missing_extra(error, "odatanodes.strategies", "hypothesis") from None

__all__ = [
    "PARTS",
    "absent",
    "broken_filter_texts",
    "counterexample",
    "expressions",
    "filter_texts",
    "filters",
    "items",
    "jobs",
    "matching",
    "near_misses",
    "node_pages",
    "nodes",
    "objects",
    "pools",
    "select_texts",
    "selects",
    "task_infos",
    "tasks",
    "timestamps",
]
