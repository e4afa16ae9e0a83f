"""The 13 list APIs of the Batch service that filter, as literal data: path of the operation, entity, filterable properties.

Each API: (name in the documentation, path, name of the entity, its key, whether the operation has $select, properties). A
property's entry is its type and the operators the service accepts on it; `startswith` is the function.
Source: Batch documentation "Create list queries efficiently", tables "Mapping for …"; paths of the REST API 2025-06-01 or,
where that no longer has the operation, of the version before.
"""

from __future__ import annotations

_TIME = "DateTimeOffset eq ne ge gt le lt"
_NUMBER = "Int32 eq ne ge gt le lt"
_NAME = "String startswith eq ne ge gt le lt"
_WORD = "String eq ne"
_FLAG = "Boolean eq ne"
_FILE = {"name": "String startswith"}
_CHANGES = {"stateTransitionTime": _TIME, "creationTime": _TIME, "lastModified": _TIME}
_JOB = {
    "state": _WORD,
    **_CHANGES,
    "executionInfo/startTime": _TIME,
    "executionInfo/endTime": _TIME,
    "executionInfo/poolId": _NAME,
}


def _execution(name: str) -> dict[str, str]:
    return {
        f"{name}/state": _WORD,
        f"{name}/startTime": _TIME,
        f"{name}/endTime": _TIME,
        f"{name}/exitCode": _NUMBER,
        f"{name}/result": _WORD,
    }


LIST_APIS: dict[str, tuple[str, str, str, str, bool, dict[str, str]]] = {
    "list-nodes": (
        "List nodes in a pool",
        "/pools/{poolId}/nodes",
        "BatchNode",
        "id",
        True,
        {
            "state": _WORD,
            "stateTransitionTime": _TIME,
            "lastBootTime": _TIME,
            "allocationTime": _TIME,
            "startTaskInfo/state": "String eq",
            "startTaskInfo/result": _WORD,
            "startTaskInfo/exitCode": _NUMBER,
            "startTaskInfo/startTime": _TIME,
            "startTaskInfo/endTime": _TIME,
        },
    ),
    "list-tasks": (
        "List tasks",
        "/jobs/{jobId}/tasks",
        "BatchTask",
        "id",
        True,
        {
            "id": _NAME,
            "state": _WORD,
            "stateTransitionTime": _TIME,
            "creationTime": _TIME,
            "lastModifiedTime": _TIME,
            "executionInfo/startTime": _TIME,
            "executionInfo/endTime": _TIME,
            "executionInfo/exitCode": _NUMBER,
            "executionInfo/result": _WORD,
        },
    ),
    "list-jobs": ("List jobs", "/jobs", "BatchJob", "id", True, {"id": _NAME, **_JOB}),
    "list-jobs-in-job-schedule": (
        "List jobs in a job schedule",
        "/jobschedules/{jobScheduleId}/jobs",
        "BatchJob",
        "id",
        True,
        _JOB,
    ),
    "list-job-schedules": (
        "List job schedules",
        "/jobschedules",
        "BatchJobSchedule",
        "id",
        True,
        {
            "id": _NAME,
            "state": _WORD,
            **_CHANGES,
            "executionInfo/endTime": _TIME,
            "schedule/doNotRunUntil": _TIME,
            "schedule/doNotRunAfter": _TIME,
        },
    ),
    "list-job-preparation-and-release-status": (
        "List job preparation and release status",
        "/jobs/{jobId}/jobpreparationandreleasetaskstatus",
        "BatchJobPreparationAndReleaseTaskStatus",
        "nodeId",
        True,
        {
            "poolId": _WORD,
            "nodeId": _WORD,
            **_execution("jobPreparationTaskExecutionInfo"),
            **_execution("jobReleaseTaskExecutionInfo"),
        },
    ),
    "list-pools": (
        "List pools",
        "/pools",
        "BatchPool",
        "id",
        True,
        {
            "id": _NAME,
            "state": _WORD,
            **_CHANGES,
            "allocationState": "String eq",
            "allocationStateTransitionTime": _TIME,
            "enableAutoScale": _FLAG,
            "vmSize": _WORD,
            "enableInterNodeCommunication": _FLAG,
        },
    ),
    "list-pool-node-counts": (
        "List pool node counts",
        "/nodecounts",
        "BatchPoolNodeCounts",
        "poolId",
        False,
        {"poolId": "String eq"},
    ),
    "list-account-usage-metrics": (
        "List account usage metrics",
        "/poolusagemetrics",
        "BatchPoolUsageMetrics",
        "poolId",
        False,
        {"poolId": "String startswith eq ge gt le lt"},
    ),
    "list-supported-images": (
        "List supported images",
        "/supportedimages",
        "BatchSupportedImage",
        "nodeAgentSKUId",
        False,
        {"osType": _WORD, "verificationType": _WORD, "nodeAgentSKUId": _WORD},
    ),
    "list-certificates": (
        "List certificates",
        "/certificates",
        "BatchCertificate",
        "thumbprint",
        True,
        {"state": _WORD, "stateTransitionTime": _TIME},
    ),
    "list-task-files": ("List task files", "/jobs/{jobId}/tasks/{taskId}/files", "BatchNodeFile", "name", False, _FILE),
    "list-compute-node-files": (
        "List compute node files",
        "/pools/{poolId}/nodes/{nodeId}/files",
        "BatchNodeFile",
        "name",
        False,
        _FILE,
    ),
}
