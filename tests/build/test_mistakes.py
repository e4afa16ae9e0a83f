"""Mistakes in the builder: each is refused at the line that is wrong, with a message that says what to write."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from odatanodes.build import (
    all_of,
    case,
    expression,
    node,
    now,
    param,
)
from odatanodes.models import BatchTaskState

if TYPE_CHECKING:
    from collections.abc import Callable

n: Any = node

MISTAKES: list[tuple[Callable[[], object], type[Exception], str]] = [
    # names
    (lambda: n.stat, AttributeError, "no property 'stat' on BatchNode; did you mean 'state'?"),
    (lambda: n.startTaskInfo, AttributeError, "no property 'startTaskInfo' on BatchNode; did you mean 'start_task_info'?"),
    (lambda: n["startTaskinfo"], KeyError, "did you mean 'startTaskInfo'?"),
    (lambda: n["start_task_info"], KeyError, "did you mean 'startTaskInfo'?"),
    (lambda: n["startTaskInfo/exitcode"], KeyError, "no property 'exitcode' on BatchStartTaskInfo; did you mean 'exitCode'?"),
    (lambda: n["state/x"], KeyError, "'state' is Edm.String and has no 'x'"),
    (lambda: n[0], TypeError, "a property is named by a string, not 0"),
    (lambda: n.recent_tasks.any(lambda t: t.task_stat == "x"), AttributeError, "did you mean 'task_state'?"),
    (
        lambda: n.total_tasks_run.startswith("5"),
        AttributeError,
        "'totalTasksRun' is Edm.Int32; .startswith() is for values of the kind string",
    ),
    (lambda: n.recent_tasks.task_state, AttributeError, "'recentTasks' is Collection(BatchTaskInfo) and has no 'task_state'"),
    (lambda: n.id.startwith("x"), AttributeError, "did you mean 'startswith'?"),
    # values
    (lambda: n.state == "idel", ValueError, "'idel' is not a value of 'state'; did you mean 'idle'?"),
    (lambda: n.state.in_(["idle", "runing"]), ValueError, "did you mean 'running'?"),
    (
        lambda: n.recent_tasks.any(lambda t: t.task_state == "done"),
        ValueError,
        "'done' is not a value of 't/taskState'; the values are",
    ),
    (lambda: n.state == BatchTaskState.ACTIVE, ValueError, "'active' is not a value of 'state'"),
    (lambda: n.total_tasks_run > "5", TypeError, "'totalTasksRun' is Edm.Int32, '5' is Edm.String; write 5 without quotes"),
    (lambda: n.total_tasks_run == True, TypeError, "true is Edm.Boolean"),  # noqa: E712
    (lambda: n.total_tasks_run == n.id, TypeError, "'id' is Edm.String"),
    (lambda: n.total_tasks_run.in_([1, "2"]), TypeError, "'2' is Edm.String"),
    (lambda: n.is_dedicated == "true", TypeError, "give True or False"),
    (lambda: n.state_transition_time > datetime(2025, 1, 1), ValueError, "which zone?"),
    (lambda: n.state_transition_time > "2025-01-01T00:00:00Z", TypeError, "give a datetime with a zone"),
    (lambda: n.state_transition_time > date(2025, 1, 1), TypeError, "compare its .date()"),
    (lambda: n.id == object(), TypeError, "no EDM type for object"),
    (lambda: n.id.startswith(5), TypeError, "'startswith' takes a string here; 5 is Edm.Int32"),
    (lambda: n.id.substring("a"), TypeError, "'substring' takes a number here"),
    (lambda: n.start_task_info == "x", TypeError, "'startTaskInfo' is BatchStartTaskInfo"),
    (lambda: n.total_tasks_run + "5", TypeError, "'add' does not take these two"),
    (lambda: n.total_tasks_run + timedelta(1), TypeError, "'add' does not take these two"),
    (lambda: n.state_transition_time + now(), TypeError, "'add' does not take these two"),
    (lambda: -n.id, TypeError, "bad operand type for unary -"),
    (lambda: n.id.in_("abc"), TypeError, "'in' takes a list of values, not one str: write ['abc']"),
    (lambda: n.id.in_(5), TypeError, "'in' takes a list of values, not 5"),
    (lambda: n.id.in_([n.vm_size]), TypeError, "write any_of(a == x, a == y)"),
    (lambda: n.id.in_(n.vm_size), TypeError, "a list of values or a collection"),
    # Python's own operators
    (lambda: bool(n.state == "idle"), TypeError, "has no truth value: write a & b"),
    (lambda: (n.state == "idle") and n.is_dedicated, TypeError, "write a & b, a | b, ~a for 'and', 'or', 'not'"),
    (lambda: (n.state == "idle") or n.is_dedicated, TypeError, "write a & b, a | b, ~a for 'and', 'or', 'not'"),
    (lambda: not n.is_dedicated, TypeError, "write a & b, a | b, ~a for 'and', 'or', 'not'"),
    (lambda: 1 < n.total_tasks_run < 5, TypeError, "(a < x) & (x < b) for a < x < b"),
    (lambda: n.state in ("idle", "running"), TypeError, "x.in_([…]) for 'in'"),
    (lambda: "tvm" in n.id, TypeError, "text.contains('…')"),
    (lambda: "a" in n.recent_tasks, TypeError, "collection.any(lambda t: …)"),
    (lambda: list(n.recent_tasks), TypeError, ".any(lambda t: …)"),
    (lambda: len(n.id), TypeError, "text.length()"),
    (lambda: n.state == "idle" & n.is_dedicated, TypeError, "put comparisons in parentheses: (a == 1) & (b == 2)"),
    (lambda: n.is_dedicated & True, TypeError, "write literal(True)"),
    (lambda: n.is_dedicated | n.id, TypeError, "'id' is Edm.String"),
    (lambda: setattr(n, "state", "idle"), AttributeError, "to compare, write state == …"),
    # any and all
    (lambda: n.recent_tasks.any(lambda t: t.task_id), TypeError, "returns a condition on its item"),
    (lambda: n.recent_tasks.any(lambda _: True), TypeError, "it returned True"),
    (lambda: all_of(n.id), TypeError, "cannot be looped over"),
    (lambda: all_of(n.is_dedicated, n.id), TypeError, "'id' is Edm.String"),
    (lambda: param("a b"), ValueError, "a parameter is named by an identifier"),
    (case, ValueError, "case takes a (condition, value) or more"),
    (lambda: expression("state"), TypeError, "a tree of odatanodes.ast"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("mistake", "error", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_refused_at_once(mistake: Callable[[], object], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        mistake()
    assert message in str(caught.value)
