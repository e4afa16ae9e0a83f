"""Pydantic models of the 37 definitions of List Nodes: REST names as aliases, the azure-batch SDK's names in Python.

The only package here that imports pydantic. Unknown properties are kept, unknown enumeration values stay str, and times are
`Timestamp`: datetimes that keep the wire's seven digits. A test keeps schema.py equal to these classes.
"""

from __future__ import annotations

from odatanodes.base.loaded import loaded
from odatanodes.models.base import Definition
from odatanodes.models.enums import (
    AutoUserScope,
    BatchErrorSourceCategory,
    BatchNodeState,
    BatchStartTaskState,
    BatchTaskExecutionResult,
    BatchTaskState,
    ContainerHostDataPath,
    ContainerWorkingDirectory,
    ElevationLevel,
    InboundEndpointProtocol,
    SchedulingState,
)
from odatanodes.models.error import BatchError, BatchErrorDetail, BatchErrorMessage
from odatanodes.models.node import (
    BatchNode,
    BatchNodeAgentInfo,
    BatchNodeEndpointConfiguration,
    BatchNodeError,
    BatchNodeListResult,
    BatchVmImageReference,
    InboundEndpoint,
    VirtualMachineInfo,
)
from odatanodes.models.task import (
    AutoUserSpecification,
    BatchNodeIdentityReference,
    BatchStartTask,
    BatchStartTaskInfo,
    BatchTaskContainerExecutionInfo,
    BatchTaskContainerSettings,
    BatchTaskExecutionInfo,
    BatchTaskFailureInfo,
    BatchTaskInfo,
    ContainerHostBatchBindMountEntry,
    ContainerRegistryReference,
    EnvironmentSetting,
    NameValuePair,
    ResourceFile,
    UserIdentity,
)
from odatanodes.models.timestamp import Timestamp

__all__ = [
    "AutoUserScope",
    "AutoUserSpecification",
    "BatchError",
    "BatchErrorDetail",
    "BatchErrorMessage",
    "BatchErrorSourceCategory",
    "BatchNode",
    "BatchNodeAgentInfo",
    "BatchNodeEndpointConfiguration",
    "BatchNodeError",
    "BatchNodeIdentityReference",
    "BatchNodeListResult",
    "BatchNodeState",
    "BatchStartTask",
    "BatchStartTaskInfo",
    "BatchStartTaskState",
    "BatchTaskContainerExecutionInfo",
    "BatchTaskContainerSettings",
    "BatchTaskExecutionInfo",
    "BatchTaskExecutionResult",
    "BatchTaskFailureInfo",
    "BatchTaskInfo",
    "BatchTaskState",
    "BatchVmImageReference",
    "ContainerHostBatchBindMountEntry",
    "ContainerHostDataPath",
    "ContainerRegistryReference",
    "ContainerWorkingDirectory",
    "Definition",
    "ElevationLevel",
    "EnvironmentSetting",
    "InboundEndpoint",
    "InboundEndpointProtocol",
    "NameValuePair",
    "ResourceFile",
    "SchedulingState",
    "Timestamp",
    "UserIdentity",
    "VirtualMachineInfo",
]

loaded(__name__)
