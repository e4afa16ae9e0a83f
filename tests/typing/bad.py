# ruff: noqa: B015, B018
"""Mistakes that mypy and pyright must both see: every line with an ignore, and no other.

Their strict settings refuse an ignore that is not needed, so this file is checked wherever the project is.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from odatanodes import azure
from odatanodes.build import all_of, case, job, node, now, pool, task
from odatanodes.filter import Filter
from odatanodes.request import http_fetch, list_nodes, list_pools, list_tasks, read_result
from odatanodes.testing import assert_matches

if TYPE_CHECKING:
    from azure.batch import BatchClient

    from odatanodes import Filtr  # type: ignore[attr-defined]  # noqa: F401
    from odatanodes.models import BatchNod  # type: ignore[attr-defined]  # noqa: F401
    from odatanodes.request import async_http_fetchh  # type: ignore[attr-defined]  # noqa: F401
    from odatanodes.schema import BATCH_NODES  # type: ignore[attr-defined]  # noqa: F401


def bad(when: datetime, client: BatchClient) -> None:
    node.stat.eq("idle")  # type: ignore[attr-defined]
    node.startTaskInfo.exit_code.eq(1)  # type: ignore[attr-defined]
    node["startTaskinfo"]  # type: ignore[call-overload]
    node["start_task_info"]  # type: ignore[call-overload]
    node.state.eq("idel")  # type: ignore[arg-type]
    node.state.ne(5)  # type: ignore[arg-type]
    node.state.in_(["idle", "runing"])  # type: ignore[list-item]
    node.start_task_info.state.eq("idle")  # type: ignore[arg-type]
    node["state"].eq("idel")  # type: ignore[arg-type]
    node.total_tasks_run.gt("5")  # type: ignore[arg-type]
    node.total_tasks_run.gt(None)  # type: ignore[arg-type]
    node.total_tasks_run.eq(node.id)  # type: ignore[arg-type]
    node.total_tasks_run < "5"  # type: ignore[operator]
    node.total_tasks_run + "5"  # type: ignore[operator]
    node.total_tasks_run.startswith("5")  # type: ignore[attr-defined]
    node.is_dedicated.eq("true")  # type: ignore[arg-type]
    node.state_transition_time.ge("2025-11-22T22:22:27Z")  # type: ignore[arg-type]
    node.state_transition_time.ge(5)  # type: ignore[arg-type]
    node.state_transition_time + when  # type: ignore[operator]
    node.state_transition_time - 5  # type: ignore[operator]
    node.state_transition_time * 2  # type: ignore[operator]
    node.state_transition_time.date().eq("2025-11-22")  # type: ignore[arg-type]
    (now() - node.state_transition_time).gt(5)  # type: ignore[arg-type]
    (now() - timedelta(hours=1)).totalseconds()  # type: ignore[attr-defined]
    node.id.startswith(5)  # type: ignore[arg-type]
    node.id.year()  # type: ignore[attr-defined]
    node.start_task_info.eq("x")  # type: ignore[arg-type]
    node.start_task_info.gt(None)  # type: ignore[attr-defined]
    node.recent_tasks.task_state  # type: ignore[attr-defined]
    node.recent_tasks.any(lambda t: t.task_stat.eq("completed"))  # type: ignore[attr-defined]
    node.recent_tasks.any(lambda t: t.task_state.eq("done"))  # type: ignore[arg-type]
    node.recent_tasks.any(lambda t: t.task_id)  # type: ignore[arg-type, return-value]
    node.recent_tasks.all()  # type: ignore[call-arg]
    node.id & node.is_dedicated  # type: ignore[operator]
    node.is_dedicated & True  # type: ignore[operator]
    ~node.total_tasks_run  # type: ignore[operator]
    all_of(node.id)  # type: ignore[arg-type]
    case((node.id, 1))  # type: ignore[arg-type]
    Filter(node.id)  # type: ignore[arg-type]
    Filter(node.state.is_null() == 5)  # type: ignore[arg-type]
    Filter(node.total_tasks_run == "5")  # type: ignore[arg-type]
    Filter("state eq 'idle'").matches(5)  # type: ignore[arg-type]
    Filter("state eq 'idle'").apply(["idle"])  # type: ignore[type-var]
    list_nodes(http_fetch(), "p")  # type: ignore[call-overload]
    list_nodes(5, "p", endpoint="https://a")  # type: ignore[call-overload]
    list_tasks(http_fetch(), "j")  # type: ignore[call-overload]
    list_tasks(http_fetch(), endpoint="https://a")  # type: ignore[call-overload]
    list_pools(5, endpoint="https://a")  # type: ignore[call-overload]
    list_pools(http_fetch(), endpoint="https://a", max_result=5)  # type: ignore[call-overload]
    list_nodes(http_fetch(), "p", endpoint="https://a", expand="stats")  # type: ignore[call-overload]
    azure.list_jobs(client, selct=["id"])  # type: ignore[call-overload]
    azure.list_nodes(client, "p", retries=3)  # type: ignore[call-overload]
    azure.list_tasks(client, "j", retry_total="3")  # type: ignore[call-overload]
    read_result(b"", 5)  # type: ignore[call-overload]
    http_fetch(credential="Bearer x")  # type: ignore[arg-type]
    assert_matches(node.state, {"state": "idle"})  # type: ignore[arg-type]
    task.stat.eq("active")  # type: ignore[attr-defined]
    task.stats  # type: ignore[attr-defined]
    task.state.eq("idle")  # type: ignore[arg-type]
    task["lastModifiedTime"]  # type: ignore[call-overload]
    job.state.in_(["complete"])  # type: ignore[list-item]
    pool.allocation_state.ne("stead")  # type: ignore[arg-type]
    task.constraints.max_wall_clock_time.gt("PT1H")  # type: ignore[arg-type]
