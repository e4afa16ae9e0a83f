"""Pydantic models of the list APIs' definitions: REST names as aliases, the azure-batch SDK's names in Python.

Unknown properties are kept, unknown enumeration values stay str, and times are `Timestamp`: datetimes that keep the wire's
seven digits. The models describe whole items: one that was fetched with a `$select` lacks required properties and does not
validate (ValidationError); keep it as a dict, which `Filter` and `Select` take as well.

The models of nodes are loaded with this module, those of tasks, pools, jobs and the other lists when one of them is first
used. A test keeps all of them equal to the schemas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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
from odatanodes.models.index import LATER
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
from odatanodes.models.node_task import (
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
from odatanodes.models.timespan import TimeSpan
from odatanodes.models.timestamp import Timestamp

if TYPE_CHECKING:
    from odatanodes.models import jobs, others, pools, tasks
    from odatanodes.models.jobs import *  # noqa: F403
    from odatanodes.models.others import *  # noqa: F403
    from odatanodes.models.pools import *  # noqa: F403
    from odatanodes.models.tasks import *  # noqa: F403

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
    "TimeSpan",
    "Timestamp",
    "UserIdentity",
    "VirtualMachineInfo",
]
if TYPE_CHECKING:
    __all__ += jobs.__all__
    __all__ += others.__all__
    __all__ += pools.__all__
    __all__ += tasks.__all__
else:
    __all__ += list(LATER)


if not TYPE_CHECKING:  # a type checker would take every name for one of these

    def __getattr__(name: str) -> object:
        module = LATER.get(name)
        if module is None:
            raise AttributeError(f"module 'odatanodes.models' has no attribute {name!r}")
        value: object = getattr(import_module(f"odatanodes.models.{module}"), name)
        return value


def __dir__() -> list[str]:
    return sorted(__all__)


loaded(__name__)
