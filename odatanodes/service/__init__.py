"""What a list API of the Batch service filters and selects, and what it refuses of an expression that is valid OData."""

from __future__ import annotations

from odatanodes.service.api import (
    LIST_ACCOUNT_USAGE_METRICS,
    LIST_APPLICATIONS,
    LIST_CERTIFICATES,
    LIST_COMPUTE_NODE_FILES,
    LIST_JOB_PREPARATION_AND_RELEASE_STATUS,
    LIST_JOB_SCHEDULES,
    LIST_JOBS,
    LIST_JOBS_IN_JOB_SCHEDULE,
    LIST_NODE_EXTENSIONS,
    LIST_NODES,
    LIST_POOL_NODE_COUNTS,
    LIST_POOLS,
    LIST_SUBTASKS,
    LIST_SUPPORTED_IMAGES,
    LIST_TASK_FILES,
    LIST_TASKS,
    SERVICES,
    Filterable,
    Service,
    service_for,
)
from odatanodes.service.refusals import expand_refusals, refusals, select_refusals

__all__ = [
    "LIST_ACCOUNT_USAGE_METRICS",
    "LIST_APPLICATIONS",
    "LIST_CERTIFICATES",
    "LIST_COMPUTE_NODE_FILES",
    "LIST_JOBS",
    "LIST_JOBS_IN_JOB_SCHEDULE",
    "LIST_JOB_PREPARATION_AND_RELEASE_STATUS",
    "LIST_JOB_SCHEDULES",
    "LIST_NODES",
    "LIST_NODE_EXTENSIONS",
    "LIST_POOLS",
    "LIST_POOL_NODE_COUNTS",
    "LIST_SUBTASKS",
    "LIST_SUPPORTED_IMAGES",
    "LIST_TASKS",
    "LIST_TASK_FILES",
    "SERVICES",
    "Filterable",
    "Service",
    "expand_refusals",
    "refusals",
    "select_refusals",
    "service_for",
]
