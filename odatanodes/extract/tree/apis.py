"""The calls of the Batch clients for .NET, Java and JavaScript that take a filter or a select, and the list API each asks.

Source: Microsoft.Azure.Batch 16, Azure.Compute.Batch 1; com.microsoft.azure.batch 9 (azure-batch), com.azure.compute.batch 1
(azure-compute-batch; its options were called `ListBatch…Options` until 1.0.0-beta.5); @azure/batch 9 to 13, @azure-rest/batch 1.
"""

from __future__ import annotations

from odatanodes.batch.clients import METHODS, OPTION_CLASSES
from odatanodes.extract.expression import PLAIN

__all__ = ["CSHARP_CLIENT", "DETAIL_LEVEL", "JAVA_OPTIONS", "JS_CLIENT", "JS_OPTIONS", "JS_TYPES", "detail_level_api", "js_service"]

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
