# Made by `python -m odatanodes.batch.generate SCHEMAS.json`; do not edit.
"""Definitions of the other list APIs, in the notation of `odatanodes.schema.notation`."""

from __future__ import annotations

ENUMERATIONS: dict[str, tuple[str, ...]] = {
    "BatchCertificateState": ("active", "deleting", "deletefailed"),
    "BatchJobPreparationTaskState": ("running", "completed"),
    "BatchJobReleaseTaskState": ("running", "completed"),
    "ImageVerificationType": ("verified", "unverified"),
    "OSType": ("linux", "windows"),
    "StatusLevelTypes": ("Error", "Info", "Warning"),
}

STRUCTURES: dict[str, dict[str, str]] = {
    "BatchAccountListSupportedImagesResult": {
        "value": "[BatchSupportedImage]",
        "odata.nextLink": "String next_link",
    },
    "BatchApplication": {
        "id": "String!",
        "displayName": "String!",
        "versions": "[String]!",
    },
    "BatchApplicationListResult": {
        "value": "[BatchApplication]",
        "odata.nextLink": "String next_link",
    },
    "BatchCertificate": {
        "thumbprint": "String",
        "thumbprintAlgorithm": "String",
        "url": "String",
        "state": "BatchCertificateState",
        "stateTransitionTime": "DateTimeOffset",
        "previousState": "BatchCertificateState",
        "previousStateTransitionTime": "DateTimeOffset",
        "publicData": "Binary",
        "deleteCertificateError": "DeleteBatchCertificateError",
    },
    "BatchCertificateListResult": {
        "value": "[BatchCertificate]",
        "odata.nextLink": "String next_link",
    },
    "BatchJobPreparationAndReleaseTaskStatus": {
        "poolId": "String",
        "nodeId": "String",
        "nodeUrl": "String",
        "jobPreparationTaskExecutionInfo": "BatchJobPreparationTaskExecutionInfo",
        "jobReleaseTaskExecutionInfo": "BatchJobReleaseTaskExecutionInfo",
    },
    "BatchJobPreparationAndReleaseTaskStatusListResult": {
        "value": "[BatchJobPreparationAndReleaseTaskStatus]",
        "odata.nextLink": "String next_link",
    },
    "BatchJobPreparationTaskExecutionInfo": {
        "startTime": "DateTimeOffset!",
        "endTime": "DateTimeOffset",
        "state": "BatchJobPreparationTaskState!",
        "taskRootDirectory": "String",
        "taskRootDirectoryUrl": "String",
        "exitCode": "Int32",
        "containerInfo": "BatchTaskContainerExecutionInfo",
        "failureInfo": "BatchTaskFailureInfo",
        "retryCount": "Int32!",
        "lastRetryTime": "DateTimeOffset",
        "result": "BatchTaskExecutionResult",
    },
    "BatchJobReleaseTaskExecutionInfo": {
        "startTime": "DateTimeOffset!",
        "endTime": "DateTimeOffset",
        "state": "BatchJobReleaseTaskState!",
        "taskRootDirectory": "String",
        "taskRootDirectoryUrl": "String",
        "exitCode": "Int32",
        "containerInfo": "BatchTaskContainerExecutionInfo",
        "failureInfo": "BatchTaskFailureInfo",
        "result": "BatchTaskExecutionResult",
    },
    "BatchNodeCounts": {
        "creating": "Int32!",
        "idle": "Int32!",
        "offline": "Int32!",
        "preempted": "Int32!",
        "rebooting": "Int32!",
        "reimaging": "Int32!",
        "running": "Int32!",
        "starting": "Int32!",
        "startTaskFailed": "Int32!",
        "leavingPool": "Int32!",
        "unknown": "Int32!",
        "unusable": "Int32!",
        "waitingForStartTask": "Int32!",
        "deallocated": "Int32!",
        "deallocating": "Int32!",
        "total": "Int32!",
        "upgradingOS": "Int32!",
    },
    "BatchNodeFile": {
        "name": "String",
        "url": "String",
        "isDirectory": "Boolean",
        "properties": "FileProperties",
    },
    "BatchNodeFileListResult": {
        "value": "[BatchNodeFile]",
        "odata.nextLink": "String next_link",
    },
    "BatchNodeVMExtension": {
        "provisioningState": "String",
        "vmExtension": "VMExtension",
        "instanceView": "VMExtensionInstanceView",
    },
    "BatchNodeVMExtensionListResult": {
        "value": "[BatchNodeVMExtension]",
        "odata.nextLink": "String next_link",
    },
    "BatchPoolListUsageMetricsResult": {
        "value": "[BatchPoolUsageMetrics]",
        "odata.nextLink": "String next_link",
    },
    "BatchPoolNodeCounts": {
        "poolId": "String!",
        "dedicated": "BatchNodeCounts",
        "lowPriority": "BatchNodeCounts",
    },
    "BatchPoolNodeCountsListResult": {
        "value": "[BatchPoolNodeCounts]",
        "odata.nextLink": "String next_link",
    },
    "BatchPoolUsageMetrics": {
        "poolId": "String!",
        "startTime": "DateTimeOffset!",
        "endTime": "DateTimeOffset!",
        "vmSize": "String!",
        "totalCoreHours": "Double!",
    },
    "BatchSupportedImage": {
        "nodeAgentSKUId": "String!",
        "imageReference": "BatchVmImageReference!",
        "osType": "OSType!",
        "capabilities": "[String]",
        "batchSupportEndOfLife": "DateTimeOffset",
        "verificationType": "ImageVerificationType!",
    },
    "DeleteBatchCertificateError": {
        "code": "String",
        "message": "String",
        "values": "[NameValuePair]",
    },
    "FileProperties": {
        "creationTime": "DateTimeOffset",
        "lastModified": "DateTimeOffset!",
        "contentLength": "Int64!",
        "contentType": "String",
        "fileMode": "String",
    },
    "InstanceViewStatus": {
        "code": "String",
        "displayStatus": "String",
        "level": "StatusLevelTypes",
        "message": "String",
        "time": "DateTimeOffset",
    },
    "VMExtensionInstanceView": {
        "name": "String",
        "statuses": "[InstanceViewStatus]",
        "subStatuses": "[InstanceViewStatus]",
    },
}

KEYS: dict[str, tuple[str, ...]] = {
    "BatchApplication": ("id",),
    "BatchCertificate": ("thumbprint",),
    "BatchJobPreparationAndReleaseTaskStatus": ("poolId", "nodeId"),
    "BatchNodeFile": ("name",),
    "BatchNodeVMExtension": (),
    "BatchPoolNodeCounts": ("poolId",),
    "BatchPoolUsageMetrics": (),
    "BatchSupportedImage": (),
}

ALIASES: dict[str, dict[str, str]] = {}
