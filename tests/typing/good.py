"""Builder expressions that mypy and pyright accept, with the types they give them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, assert_type

from odatanodes.build import (
    Condition,
    DateTimeExpr,
    DurationExpr,
    NumberExpr,
    StringExpr,
    all_of,
    any_of,
    builder_for,
    case,
    job,
    job_schedule,
    literal,
    node,
    now,
    param,
    pool,
    task,
)
from odatanodes.filter import Filter
from odatanodes.models import BatchNodeState
from odatanodes.schema import BATCH_NODE, BATCH_TASK
from odatanodes.service import LIST_POOLS

if TYPE_CHECKING:
    from odatanodes.build.entities import BatchTaskInfo


def good(when: datetime, day: date, states: list[BatchNodeState], state: str) -> None:
    assert_type(node.state == "idle", Condition)
    assert_type(node.state == state, Condition)
    assert_type(node.state != state, Condition)
    assert_type(Filter(node.state == state), Filter)
    assert_type(node.state.eq("idle"), Condition)
    assert_type(node.state.eq(BatchNodeState.IDLE), Condition)
    assert_type(node.state != node.start_task_info.state, Condition)
    assert_type(node.state.in_(["idle", "running"]), Condition)
    assert_type(node.state.in_(states), Condition)
    assert_type(node.state.in_(param("states")), Condition)
    assert_type(node.state == param("state"), Condition)
    assert_type(node.scheduling_state == None, Condition)  # noqa: E711
    assert_type(node.start_task_info.exit_code.is_null(), Condition)
    assert_type(node.start_task_info.is_not_null(), Condition)
    assert_type(node.start_task_info == None, Condition)  # noqa: E711
    assert_type(node["startTaskInfo"]["exitCode"] > 5, Condition)
    assert_type(node.total_tasks_run > Decimal("1.5"), Condition)
    assert_type(5 < node.total_tasks_run, Condition)  # noqa: SIM300
    assert_type(node.total_tasks_run + 1, NumberExpr)
    assert_type(10 - node.total_tasks_run * 2 // 3 % 2, NumberExpr)
    assert_type(-node.total_tasks_run / 2.5, NumberExpr)
    assert_type(node.state_transition_time < now() - timedelta(hours=1), Condition)
    assert_type(node.state_transition_time + timedelta(1), DateTimeExpr)
    assert_type(now() - node.state_transition_time, DurationExpr)
    assert_type(when - node.state_transition_time > timedelta(minutes=5), Condition)
    assert_type(node.state_transition_time.date() == day, Condition)
    assert_type(node.state_transition_time.year(), NumberExpr)
    assert_type(node.state_transition_time >= datetime(2025, 11, 22, tzinfo=UTC), Condition)
    assert_type(node.id.tolower().concat(node.vm_size), StringExpr)
    assert_type(node.id.startswith("tvm") & ~node.is_dedicated | node.id.contains(node.vm_size), Condition)
    assert_type(node.recent_tasks.any(lambda t: t.task_state == "completed"), Condition)
    assert_type(node.recent_tasks.any(), Condition)
    assert_type(node.recent_tasks.all(_failed), Condition)
    assert_type(node.recent_tasks.count() > 3, Condition)
    assert_type(all_of(node.is_dedicated, node.state == "idle"), Condition)
    assert_type(any_of(node.id == name for name in ("a", "b")), Condition)
    assert_type(literal(5).lt(node.total_tasks_run), Condition)
    assert_type(case((node.state == "idle", 1), (literal(True), 2)) == 1, Condition)
    assert_type(Filter(node.state.eq("idle") & param("on")), Filter)
    thing = builder_for(BATCH_NODE)
    assert_type((thing.priority > 5) & thing["isActive"], Condition)


def good_of_other_lists(when: datetime, state: str, thing: str) -> None:
    assert_type(task.state == state, Condition)
    assert_type(task.state != state, Condition)
    assert_type(task.execution_info.result == state, Condition)
    assert_type(task.exit_conditions.default.job_action == state, Condition)
    assert_type(task["state"] == state, Condition)
    assert_type(job.state == state, Condition)
    assert_type(job.all_tasks_complete_mode != state, Condition)
    assert_type(pool.allocation_state == state, Condition)
    assert_type(job_schedule.state == state, Condition)
    assert_type(builder_for(LIST_POOLS).state == thing, Condition)
    assert_type(Filter(task.state == state, schema=BATCH_TASK), Filter)
    assert_type(task.state == "completed", Condition)
    assert_type(task.execution_info.result.eq("failure"), Condition)
    assert_type(task.execution_info.exit_code != 0, Condition)
    assert_type(task.task_statistics.read_iops > 5, Condition)
    assert_type(task.constraints.max_wall_clock_time > timedelta(hours=1), Condition)
    assert_type(task.exit_conditions.default.job_action == "terminate", Condition)
    assert_type(task["exitConditions"]["default"].is_null(), Condition)
    assert_type(job.pool_info.pool_id.startswith("p") & (job.creation_time < when), Condition)
    assert_type(job.job_statistics.user_cpu_time, DurationExpr)
    assert_type(pool.allocation_state.in_(["steady", "resizing"]), Condition)
    assert_type(pool.current_dedicated_nodes + pool.current_low_priority_nodes, NumberExpr)
    assert_type(job_schedule.schedule.recurrence_interval == timedelta(days=1), Condition)
    assert_type(Filter(task.state.eq("active"), schema=BATCH_TASK), Filter)
    assert_type(Filter(pool.id == "p", schema=LIST_POOLS), Filter)
    assert_type(builder_for(LIST_POOLS).vm_size == "a1", Condition)


def _failed(task: BatchTaskInfo) -> Condition:
    return task.execution_info.exit_code != 0
