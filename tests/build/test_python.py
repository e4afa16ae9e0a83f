"""Expressions written as Python source."""

from __future__ import annotations

from typing import Any

import pytest

from odatanodes.build import (
    imports_of,
    node,
    to_python,
)
from odatanodes.parse import parse_filter

PYTHON: list[tuple[str, str]] = [
    ("state eq 'idle'", 'node.state == "idle"'),
    ("startTaskInfo/exitCode ne 0", "node.start_task_info.exit_code != 0"),
    ("startTaskInfo eq null", "node.start_task_info.is_null()"),
    ("isDedicated eq true", "node.is_dedicated.eq(True)"),
    ("state eq 'idle' and (id eq 'a' or not isDedicated)", '(node.state == "idle") & ((node.id == "a") | ~node.is_dedicated)'),
    ("state in ('idle','running')", 'node.state.in_(["idle", "running"])'),
    (
        "recentTasks/any(t:t/executionInfo/exitCode ne 0)",
        "node.recent_tasks.any(lambda t: t.execution_info.exit_code != 0)",
    ),
    ("stateTransitionTime lt now() sub duration'PT1H'", "node.state_transition_time < now() - timedelta(hours=1)"),
    (
        "stateTransitionTime ge 2025-11-22T22:22:27.5Z",
        "node.state_transition_time >= datetime(2025, 11, 22, 22, 22, 27, 500000, tzinfo=UTC)",
    ),
    (
        "stateTransitionTime ge 2025-11-22T22:22:27.2236818Z",
        'node.state_transition_time >= DateTimeOffset.parse("2025-11-22T22:22:27.2236818Z")',
    ),
    (
        "stateTransitionTime ge 2025-11-22T00:00:00+05:30",
        "node.state_transition_time >= datetime(2025, 11, 22, tzinfo=timezone(timedelta(hours=5, minutes=30)))",
    ),
    ("date(stateTransitionTime) eq 2025-01-02", "node.state_transition_time.date() == date(2025, 1, 2)"),
    ("time(stateTransitionTime) lt 12:30:00", "node.state_transition_time.time() < time(12, 30)"),
    ("(totalTasksRun add 2) mul 3 gt 5 div 2", "(node.total_tasks_run + 2) * 3 > literal(5).div(2)"),
    ("5 lt totalTasksRun", "literal(5) < node.total_tasks_run"),
    ("totalTasksRun gt 1.50", 'node.total_tasks_run > Decimal("1.50")'),
    ("totalTasksRun gt INF", 'node.total_tasks_run > float("inf")'),
    ("recentTasks/$count gt 3", "node.recent_tasks.count() > 3"),
    ("state eq @state", 'node.state == param("state")'),
    ("case(state eq 'idle':1,true:2) eq 1", 'case((node.state == "idle", 1), (True, 2)) == 1'),
    ("contains('ab',id)", 'literal("ab").contains(node.id)'),
    ("id eq 'a \"b\" c'", "node.id == 'a \"b\" c'"),
    ("cast(id,Edm.Int32) gt 3", 'node.id.cast("Edm.Int32") > 3'),
    (
        " or ".join(f"id eq '{name}'" for name in "abcdef"),
        "any_of(" + ", ".join(f'node.id == "{name}"' for name in "abcdef") + ")",
    ),
    # what the builder cannot say, or refuses, is the tree itself
    ("$it/id eq 'a'", "expression(Var(name='$it')).id == \"a\""),
    (
        "totalTasksRun gt '5'",
        "expression(Compare(op='gt', left=Member(source=None, name='totalTasksRun'), right=Literal(value='5')))",
    ),
    ("stat eq 'idle'", "expression(Member(source=None, name='stat')) == \"idle\""),
    (
        "recentTasks/any(node:node/taskId eq 'a')",
        (
            "expression(Lambda(source=Member(source=None, name='recentTasks'), kind='any', variable='node', "
            "predicate=Compare(op='eq', left=Member(source=Var(name='node'), name='taskId'), right=Literal(value='a'))))"
        ),
    ),
]


def namespace() -> dict[str, object]:
    """Return every name that `to_python` may write."""
    from importlib import import_module

    from odatanodes.build.literals import MODULES

    return {name: getattr(import_module(module), name) for name, module in MODULES.items()}


@pytest.mark.parametrize(("text", "python"), PYTHON, ids=[text for text, _ in PYTHON])
def test_to_python(text: str, python: str) -> None:
    tree = parse_filter(text)
    assert to_python(tree) == python
    assert eval(python, namespace()).expr == tree


def test_to_python_without_a_schema() -> None:
    tree = parse_filter("Address/City eq 'x' and order eq 1 and class eq 2 and year eq 3 and _z eq 4")
    assert to_python(tree, None) == (
        '(node.Address.City == "x") & (node.order == 1) & (node["class"] == 2) & (node["year"] == 3) & (node["_z"] == 4)'
    )
    assert imports_of(tree, None) == "from odatanodes.build import builder_for\nnode = builder_for(None)"


def test_imports_of_names_what_the_source_needs() -> None:
    tree = parse_filter("stateTransitionTime lt now() sub duration'PT1H' and $it/id eq 'a'")
    assert imports_of(tree) == (
        "from datetime import timedelta\n"
        "from odatanodes import node, now\n"
        "from odatanodes.ast import Var\n"
        "from odatanodes.build import expression"
    )


def test_deep_trees_come_back() -> None:
    deep: Any = node.id
    for _ in range(150):
        deep = deep.concat("x")
    assert eval(to_python((deep == "x").expr), namespace()) is not None
