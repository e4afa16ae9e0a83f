# Made by `python -m odatanodes.batch.generate SCHEMAS.json`; do not edit.
"""Definitions of tasks and subtasks, in the notation of `odatanodes.schema.notation`."""

from __future__ import annotations

ENUMERATIONS: dict[str, tuple[str, ...]] = {
    "BatchJobActionKind": ("none", "disable", "terminate"),
    "BatchSubtaskState": ("preparing", "running", "completed"),
    "DependencyAction": ("satisfy", "block"),
    "OutputFileUploadCondition": ("tasksuccess", "taskfailure", "taskcompletion"),
}

STRUCTURES: dict[str, dict[str, str]] = {
    "BatchAffinityInfo": {
        "affinityId": "String!",
    },
    "BatchApplicationPackageReference": {
        "applicationId": "String!",
        "version": "String",
    },
    "BatchNodeInfo": {
        "affinityId": "String",
        "nodeUrl": "String",
        "poolId": "String",
        "nodeId": "String",
        "taskRootDirectory": "String",
        "taskRootDirectoryUrl": "String",
    },
    "BatchSubtask": {
        "id": "Int32",
        "nodeInfo": "BatchNodeInfo",
        "startTime": "DateTimeOffset",
        "endTime": "DateTimeOffset",
        "exitCode": "Int32",
        "containerInfo": "BatchTaskContainerExecutionInfo",
        "failureInfo": "BatchTaskFailureInfo",
        "state": "BatchSubtaskState",
        "stateTransitionTime": "DateTimeOffset",
        "previousState": "BatchSubtaskState",
        "previousStateTransitionTime": "DateTimeOffset",
        "result": "BatchTaskExecutionResult",
    },
    "BatchTask": {
        "id": "String!",
        "displayName": "String",
        "url": "String!",
        "eTag": "String! etag",
        "lastModified": "DateTimeOffset!",
        "creationTime": "DateTimeOffset!",
        "exitConditions": "ExitConditions",
        "state": "BatchTaskState!",
        "stateTransitionTime": "DateTimeOffset!",
        "previousState": "BatchTaskState",
        "previousStateTransitionTime": "DateTimeOffset",
        "commandLine": "String!",
        "containerSettings": "BatchTaskContainerSettings",
        "resourceFiles": "[ResourceFile]",
        "outputFiles": "[OutputFile]",
        "environmentSettings": "[EnvironmentSetting]",
        "affinityInfo": "BatchAffinityInfo",
        "constraints": "BatchTaskConstraints",
        "requiredSlots": "Int32",
        "userIdentity": "UserIdentity",
        "executionInfo": "BatchTaskExecutionInfo",
        "nodeInfo": "BatchNodeInfo",
        "multiInstanceSettings": "MultiInstanceSettings",
        "stats": "BatchTaskStatistics task_statistics",
        "dependsOn": "BatchTaskDependencies",
        "applicationPackageReferences": "[BatchApplicationPackageReference]",
    },
    "BatchTaskConstraints": {
        "maxWallClockTime": "Duration",
        "retentionTime": "Duration",
        "maxTaskRetryCount": "Int32",
    },
    "BatchTaskDependencies": {
        "taskIds": "[String]",
        "taskIdRanges": "[BatchTaskIdRange]",
    },
    "BatchTaskIdRange": {
        "start": "Int32!",
        "end": "Int32!",
    },
    "BatchTaskListResult": {
        "value": "[BatchTask]",
        "odata.nextLink": "String next_link",
    },
    "BatchTaskListSubtasksResult": {
        "value": "[BatchSubtask]",
        "odata.nextLink": "String next_link",
    },
    "BatchTaskStatistics": {
        "url": "String!",
        "startTime": "DateTimeOffset!",
        "lastUpdateTime": "DateTimeOffset!",
        "userCPUTime": "Duration!",
        "kernelCPUTime": "Duration!",
        "wallClockTime": "Duration!",
        "readIOps": "Int64! read_iops",
        "writeIOps": "Int64! write_iops",
        "readIOGiB": "Double! read_io_gib",
        "writeIOGiB": "Double! write_io_gib",
        "waitTime": "Duration!",
    },
    "ExitCodeMapping": {
        "code": "Int32!",
        "exitOptions": "ExitOptions!",
    },
    "ExitCodeRangeMapping": {
        "start": "Int32!",
        "end": "Int32!",
        "exitOptions": "ExitOptions!",
    },
    "ExitConditions": {
        "exitCodes": "[ExitCodeMapping]",
        "exitCodeRanges": "[ExitCodeRangeMapping]",
        "preProcessingError": "ExitOptions",
        "fileUploadError": "ExitOptions",
        "default": "ExitOptions",
    },
    "ExitOptions": {
        "jobAction": "BatchJobActionKind",
        "dependencyAction": "DependencyAction",
    },
    "MultiInstanceSettings": {
        "numberOfInstances": "Int32",
        "coordinationCommandLine": "String!",
        "commonResourceFiles": "[ResourceFile]",
    },
    "OutputFile": {
        "filePattern": "String!",
        "destination": "OutputFileDestination!",
        "uploadOptions": "OutputFileUploadConfiguration!",
    },
    "OutputFileBlobContainerDestination": {
        "path": "String",
        "containerUrl": "String!",
        "identityReference": "BatchNodeIdentityReference",
        "uploadHeaders": "[OutputFileUploadHeader]",
    },
    "OutputFileDestination": {
        "container": "OutputFileBlobContainerDestination",
    },
    "OutputFileUploadConfiguration": {
        "uploadCondition": "OutputFileUploadCondition!",
    },
    "OutputFileUploadHeader": {
        "name": "String!",
        "value": "String",
    },
}

KEYS: dict[str, tuple[str, ...]] = {
    "BatchSubtask": ("id",),
    "BatchTask": ("id",),
}

ALIASES: dict[str, dict[str, str]] = {
    "BatchTask": {
        "lastModifiedTime": "lastModified",
    },
}
