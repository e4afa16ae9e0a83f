"""The calls of the Batch clients that take a filter or a select, by name, and the list API that each one asks.

Source: azure-batch 14.2 and 15.1 (Python); `az batch --help` of azure-cli 2.x; Microsoft.Azure.Batch 16 and Azure.Compute.Batch 1
(.NET); com.microsoft.azure.batch 9 and com.azure.compute.batch 1 (Java; its options were called `ListBatch…Options` until
1.0.0-beta.5); @azure/batch 9 to 13 and @azure-rest/batch 1 (JavaScript); Az.Batch, AzureRM.BatchExtensions (PowerShell).
Where the API is not a list API that filters, the option is checked as plain OData; a single node has the schema of the list.
"""

from __future__ import annotations

TYPE_CHECKING: bool = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ANY",
    "CMDLETS",
    "CSHARP_CLIENT",
    "DETAIL_LEVEL",
    "JAVA_OPTIONS",
    "JS_CLIENT",
    "JS_OPTIONS",
    "JS_TYPES",
    "LOCAL",
    "METHODS",
    "OPTION_CLASSES",
    "PLAIN",
    "REST_PATHS",
    "SHARED_PATHS",
    "az_api",
    "detail_level_api",
    "js_service",
]

PLAIN = "odata"
"""The API of an expression whose schema is not known: syntax, arity and literals can be checked."""

ANY = "any"
"""The API of an expression that is sent to one of the list APIs, but which one cannot be seen."""

LOCAL = "local:"
"""Prefix of the API of an expression that is evaluated by its program: its items' schema counts, not what the service refuses."""

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
    "list_node_extensions": "list-node-extensions",
    "list_subtasks": "list-subtasks",
    "list_sub_tasks": "list-subtasks",
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
    "ComputeNodeExtensionListOptions": "list-node-extensions",
    "TaskListSubtasksOptions": "list-subtasks",
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
    ("task", "subtask", "list"): "list-subtasks",
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


REST_PATHS: tuple[tuple[str, str | None], ...] = (
    ("pools/*/nodes/*/files", "list-compute-node-files"),
    ("jobs/*/tasks/*/files", "list-task-files"),
    ("jobs/*/jobpreparationandreleasetaskstatus", "list-job-preparation-and-release-status"),
    ("jobschedules/*/jobs", "list-jobs-in-job-schedule"),
    ("pools/*/nodes", "list-nodes"),
    ("jobs/*/tasks", "list-tasks"),
    ("jobschedules", "list-job-schedules"),
    ("nodecounts", "list-pool-node-counts"),
    ("poolusagemetrics", "list-account-usage-metrics"),
    ("supportedimages", "list-supported-images"),
    ("nodeagentskus", "list-supported-images"),
    ("jobs", "list-jobs"),
    ("pools", "list-pools"),
    ("certificates", "list-certificates"),
    ("pools/*/nodes/*", None),
    ("pools/*/nodes/*/extensions", PLAIN),
    ("pools/*/nodes/*/extensions/*", PLAIN),
    ("jobs/*/tasks/*/subtasksinfo", PLAIN),
    ("jobs/*/tasks/*", PLAIN),
    ("jobschedules/*", PLAIN),
    ("certificates/*", PLAIN),
    ("jobs/*", PLAIN),
    ("pools/*", PLAIN),
)
"""Paths of the REST service and what they ask; those of one thing have a `$select` of which, but for a node, no schema is known."""
SHARED_PATHS = frozenset({"jobs", "pools", "certificates", "jobs/*", "pools/*", "certificates/*"})
"""Paths that other services have too."""


DETAIL_LEVEL: dict[str, str | None] = {
    "ListComputeNodes": "list-nodes",
    "ListTasks": "list-tasks",
    "ListJobs": "list-jobs",
    "ListJobSchedules": "list-job-schedules",
    "ListJobPreparationAndReleaseTaskStatus": "list-job-preparation-and-release-status",
    "ListPreparationAndReleaseTaskStatus": "list-job-preparation-and-release-status",
    "ListPools": "list-pools",
    "ListPoolNodeCounts": "list-pool-node-counts",
    "ListPoolUsageMetrics": "list-account-usage-metrics",
    "ListNodeAgentSkus": "list-supported-images",
    "ListSupportedImages": "list-supported-images",
    "ListCertificates": "list-certificates",
    "ListNodeFiles": "list-task-files",
    "ListFilesFromTask": "list-task-files",
    "ListFilesFromComputeNode": "list-compute-node-files",
    "ListSubtasks": PLAIN,
    "ListComputeNodeExtensions": PLAIN,
    "ListApplicationSummaries": PLAIN,
    "ListApplications": PLAIN,
    "GetComputeNode": None,
    "GetComputeNodeExtension": PLAIN,
    "GetPool": PLAIN,
    "GetJob": PLAIN,
    "GetTask": PLAIN,
    "GetJobSchedule": PLAIN,
    "GetCertificate": PLAIN,
}
"""Methods that take a DetailLevel, of .NET; those of Java begin with a small letter."""


def detail_level_api(method: str, receiver: str) -> tuple[bool, str | None]:
    """Return whether a method takes a DetailLevel, and its list API.

    >>> detail_level_api("ListNodeFiles", "client.PoolOperations")
    (True, 'list-compute-node-files')
    """
    name = method[:1].upper() + method[1:].removesuffix("Async")
    if name not in DETAIL_LEVEL:
        return False, None
    owner = receiver.lower()
    if name == "ListJobs" and "schedule" in owner:
        return True, "list-jobs-in-job-schedule"
    if name == "ListNodeFiles" and ("pool" in owner or "node" in owner):
        return True, "list-compute-node-files"
    return True, DETAIL_LEVEL[name]


CSHARP_CLIENT: dict[str, tuple[str | None, int | None, int | None]] = {
    "GetNodes": ("list-nodes", 4, 5),
    "GetTasks": ("list-tasks", 4, 5),
    "GetJobs": ("list-jobs", 3, 4),
    "GetJobsFromSchedules": ("list-jobs-in-job-schedule", 4, 5),
    "GetJobSchedules": ("list-job-schedules", 3, 4),
    "GetJobPreparationAndReleaseTaskStatuses": ("list-job-preparation-and-release-status", 4, 5),
    "GetPools": ("list-pools", 3, 4),
    "GetPoolNodeCounts": ("list-pool-node-counts", 3, None),
    "GetPoolUsageMetrics": ("list-account-usage-metrics", 5, None),
    "GetSupportedImages": ("list-supported-images", 3, None),
    "GetCertificates": ("list-certificates", 3, 4),
    "GetTaskFiles": ("list-task-files", 5, None),
    "GetNodeFiles": ("list-compute-node-files", 5, None),
    "GetNodeExtensions": (PLAIN, None, 5),
    "GetSubTasks": (PLAIN, None, 4),
    "GetNode": (None, None, 4),
    "GetNodeExtension": (PLAIN, None, 5),
    "GetPool": (PLAIN, None, 4),
    "GetJob": (PLAIN, None, 4),
    "GetJobSchedule": (PLAIN, None, 4),
    "GetTask": (PLAIN, None, 5),
}
"""Methods of Azure.Compute.Batch.BatchClient: list API, and the position of filter and select."""

_JAVA_LISTS: dict[str, str | None] = {
    "Nodes": "list-nodes",
    "Tasks": "list-tasks",
    "Jobs": "list-jobs",
    "JobsFromSchedule": "list-jobs-in-job-schedule",
    "JobSchedules": "list-job-schedules",
    "JobPreparationAndReleaseTaskStatus": "list-job-preparation-and-release-status",
    "Pools": "list-pools",
    "PoolNodeCounts": "list-pool-node-counts",
    "PoolUsageMetrics": "list-account-usage-metrics",
    "Certificates": "list-certificates",
    "TaskFiles": "list-task-files",
    "NodeFiles": "list-compute-node-files",
    "NodeExtensions": PLAIN,
    "SubTasks": PLAIN,
}
_JAVA_GETS: dict[str, str | None] = {
    "Node": None,
    "NodeExtension": PLAIN,
    "Pool": PLAIN,
    "Job": PLAIN,
    "JobSchedule": PLAIN,
    "Task": PLAIN,
    "Certificate": PLAIN,
}
JAVA_OPTIONS: dict[str, str | None] = {
    **{f"ListBatch{name}Options": api for name, api in _JAVA_LISTS.items()},
    **{f"Batch{name}ListOptions": api for name, api in _JAVA_LISTS.items()},
    "ListSupportedBatchImagesOptions": "list-supported-images",
    "SupportedBatchImagesListOptions": "list-supported-images",
    **{f"GetBatch{name}Options": api for name, api in _JAVA_GETS.items()},
    **{f"Batch{name}GetOptions": api for name, api in _JAVA_GETS.items()},
}
"""Classes of com.azure.compute.batch.models, before and since the renaming."""


def _camel(name: str) -> str:
    first, *more = name.split("_")
    return first + "".join(part.title() for part in more)


JS_CLIENT: dict[str, str | None] = {_camel(name): api for name, api in METHODS.items()}
"""Methods of BatchClient of @azure/batch 13, named as those of Python."""

JS_OPTIONS: dict[str, str | None] = {name[:1].lower() + name[1:]: api for name, api in OPTION_CLASSES.items()}
"""Keys under which the methods of @azure/batch until 12 take their options: `{ taskListOptions: { filter } }`."""

JS_TYPES: dict[str, str | None] = {
    **OPTION_CLASSES,
    **{f"{name[:1].upper()}{name[1:]}OptionalParams": api for name, api in JS_CLIENT.items()},
}
"""Types of options, of both."""

_SERVICES: dict[str, str | None] = {
    "node": "list-nodes",
    "task": "list-tasks",
    "job": "list-jobs",
    "jobSchedule": "list-job-schedules",
    "pool": "list-pools",
    "certificate": "list-certificates",
    "computeNodeOperations": "list-nodes",
    "certificateOperations": "list-certificates",
}


def js_service(receiver: str, method: str) -> tuple[bool, str | None]:
    """Return whether a method lists, of a client's group or of a service class named after a thing, and its list API.

    >>> js_service("this.nodeService", "listView")
    (True, 'list-nodes')
    """
    name = receiver.rpartition(".")[2].lstrip("_").removesuffix("Service")
    if method not in {"list", "listAll", "listView"} or name not in _SERVICES:
        return False, None
    return True, _SERVICES[name]


CMDLETS: dict[str, str] = {
    "computenode": "list-nodes",
    "task": "list-tasks",
    "job": "list-jobs",
    "jobschedule": "list-job-schedules",
    "jobpreparationandreleasetaskstatus": "list-job-preparation-and-release-status",
    "pool": "list-pools",
    "poolnodecount": "list-pool-node-counts",
    "poolusagemetric": "list-account-usage-metrics",
    "supportedimage": "list-supported-images",
    "nodeagentsku": "list-supported-images",
    "certificate": "list-certificates",
    "nodefile": "list-compute-node-files",
    "subtask": PLAIN,
    "computenodeextension": PLAIN,
}
"""What follows `Get-AzBatch` (`Get-AzureBatch`, `Get-AzureRmBatch`), in lower case and singular."""
