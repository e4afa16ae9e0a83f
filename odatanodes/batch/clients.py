"""The calls of the Batch clients that take a filter or a select, by name, and the list API each one asks.

Source: azure-batch 14.2 and 15.1, `az batch --help` of azure-cli 2.x. Where the API is no list API that filters, the option
is checked as plain OData, but for a single node, which has the schema of the list.
"""

from __future__ import annotations

from odatanodes.extract.expression import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["METHODS", "OPTION_CLASSES", "az_api"]

METHODS: dict[str, str | None] = {
    "list_nodes": "list-nodes",
    "list_tasks": "list-tasks",
    "list_jobs": "list-jobs",
    "list_jobs_from_schedule": "list-jobs-in-job-schedule",
    "list_job_schedules": "list-job-schedules",
    "list_job_preparation_and_release_task_status": "list-job-preparation-and-release-status",
    "list_pools": "list-pools",
    "list_pool_node_counts": "list-pool-node-counts",
    "list_pool_usage_metrics": "list-account-usage-metrics",
    "list_supported_images": "list-supported-images",
    "list_certificates": "list-certificates",
    "list_task_files": "list-task-files",
    "list_node_files": "list-compute-node-files",
    "list_node_extensions": PLAIN,
    "list_subtasks": PLAIN,
    "list_sub_tasks": PLAIN,
    "get_node": None,
    "get_node_extension": PLAIN,
    "get_job": PLAIN,
    "get_job_schedule": PLAIN,
    "get_pool": PLAIN,
    "get_task": PLAIN,
    "get_certificate": PLAIN,
}
"""Methods of azure.batch.BatchClient (15.x)."""

OPTION_CLASSES: dict[str, str | None] = {
    "ComputeNodeListOptions": "list-nodes",
    "TaskListOptions": "list-tasks",
    "JobListOptions": "list-jobs",
    "JobListFromJobScheduleOptions": "list-jobs-in-job-schedule",
    "JobScheduleListOptions": "list-job-schedules",
    "JobListPreparationAndReleaseTaskStatusOptions": "list-job-preparation-and-release-status",
    "PoolListOptions": "list-pools",
    "AccountListPoolNodeCountsOptions": "list-pool-node-counts",
    "PoolListUsageMetricsOptions": "list-account-usage-metrics",
    "AccountListSupportedImagesOptions": "list-supported-images",
    "AccountListNodeAgentSkusOptions": "list-supported-images",
    "CertificateListOptions": "list-certificates",
    "FileListFromTaskOptions": "list-task-files",
    "FileListFromComputeNodeOptions": "list-compute-node-files",
    "ComputeNodeExtensionListOptions": PLAIN,
    "TaskListSubtasksOptions": PLAIN,
    "ComputeNodeGetOptions": None,
    "ComputeNodeExtensionGetOptions": PLAIN,
    "JobGetOptions": PLAIN,
    "JobScheduleGetOptions": PLAIN,
    "PoolGetOptions": PLAIN,
    "TaskGetOptions": PLAIN,
    "CertificateGetOptions": PLAIN,
}
"""Classes of azure.batch.models (14.x and before)."""

AZ: dict[tuple[str, ...], str | None] = {
    ("node", "list"): "list-nodes",
    ("task", "list"): "list-tasks",
    ("job", "list"): "list-jobs",
    ("job-schedule", "list"): "list-job-schedules",
    ("job", "prep-release-status", "list"): "list-job-preparation-and-release-status",
    ("pool", "list"): "list-pools",
    ("pool", "node-counts", "list"): "list-pool-node-counts",
    ("pool", "usage-metrics", "list"): "list-account-usage-metrics",
    ("pool", "supported-images", "list"): "list-supported-images",
    ("account", "list-supported-images"): "list-supported-images",
    ("certificate", "list"): "list-certificates",
    ("task", "file", "list"): "list-task-files",
    ("node", "file", "list"): "list-compute-node-files",
    ("task", "subtask", "list"): PLAIN,
    ("node", "show"): None,
    ("task", "show"): PLAIN,
    ("job", "show"): PLAIN,
    ("job-schedule", "show"): PLAIN,
    ("pool", "show"): PLAIN,
}
"""Groups and command after `az batch`."""


def az_api(words: Sequence[str]) -> tuple[bool, str | None]:
    """Return whether the words after `az batch` are a command that takes a filter or a select, and the list API it asks."""
    for length in (3, 2):
        command = tuple(words[:length])
        if command in AZ:
            in_schedule = command == ("job", "list") and "--job-schedule-id" in words
            return True, "list-jobs-in-job-schedule" if in_schedule else AZ[command]
    return False, None
