# Made by `python -m odatanodes.models.generate SCHEMAS.json`; do not edit.
"""Tasks and subtasks: models of their definitions."""

from __future__ import annotations

from enum import StrEnum

from odatanodes.base.loaded import loaded
from odatanodes.models.base import Definition, Int32, Open
from odatanodes.models.enums import BatchTaskExecutionResult, BatchTaskState
from odatanodes.models.node_task import (
    BatchNodeIdentityReference,
    BatchTaskContainerExecutionInfo,
    BatchTaskContainerSettings,
    BatchTaskExecutionInfo,
    BatchTaskFailureInfo,
    EnvironmentSetting,
    ResourceFile,
    UserIdentity,
)
from odatanodes.models.scalars import Double, Int64
from odatanodes.models.timespan import TimeSpan
from odatanodes.models.timestamp import Timestamp

__all__ = [
    "BatchAffinityInfo",
    "BatchApplicationPackageReference",
    "BatchJobActionKind",
    "BatchNodeInfo",
    "BatchSubtask",
    "BatchSubtaskState",
    "BatchTask",
    "BatchTaskConstraints",
    "BatchTaskDependencies",
    "BatchTaskIdRange",
    "BatchTaskListResult",
    "BatchTaskListSubtasksResult",
    "BatchTaskStatistics",
    "DependencyAction",
    "ExitCodeMapping",
    "ExitCodeRangeMapping",
    "ExitConditions",
    "ExitOptions",
    "MultiInstanceSettings",
    "OutputFile",
    "OutputFileBlobContainerDestination",
    "OutputFileDestination",
    "OutputFileUploadCondition",
    "OutputFileUploadConfiguration",
    "OutputFileUploadHeader",
]


class BatchJobActionKind(StrEnum):
    """Values of the enumeration BatchJobActionKind."""

    NONE = "none"
    DISABLE = "disable"
    TERMINATE = "terminate"


class BatchSubtaskState(StrEnum):
    """Values of the enumeration BatchSubtaskState."""

    PREPARING = "preparing"
    RUNNING = "running"
    COMPLETED = "completed"


class DependencyAction(StrEnum):
    """Values of the enumeration DependencyAction."""

    SATISFY = "satisfy"
    BLOCK = "block"


class OutputFileUploadCondition(StrEnum):
    """Values of the enumeration OutputFileUploadCondition."""

    TASK_SUCCESS = "tasksuccess"
    TASK_FAILURE = "taskfailure"
    TASK_COMPLETION = "taskcompletion"


class BatchAffinityInfo(Definition):
    """The definition BatchAffinityInfo of the REST API."""

    affinity_id: str


class BatchApplicationPackageReference(Definition):
    """The definition BatchApplicationPackageReference of the REST API."""

    application_id: str
    version: str | None = None


class BatchNodeInfo(Definition):
    """The definition BatchNodeInfo of the REST API."""

    affinity_id: str | None = None
    node_url: str | None = None
    pool_id: str | None = None
    node_id: str | None = None
    task_root_directory: str | None = None
    task_root_directory_url: str | None = None


class BatchSubtask(Definition):
    """An item of the operation "List subtasks"."""

    id: Int32 | None = None
    node_info: BatchNodeInfo | None = None
    start_time: Timestamp | None = None
    end_time: Timestamp | None = None
    exit_code: Int32 | None = None
    container_info: BatchTaskContainerExecutionInfo | None = None
    failure_info: BatchTaskFailureInfo | None = None
    state: Open[BatchSubtaskState] | None = None
    state_transition_time: Timestamp | None = None
    previous_state: Open[BatchSubtaskState] | None = None
    previous_state_transition_time: Timestamp | None = None
    result: Open[BatchTaskExecutionResult] | None = None


class ExitOptions(Definition):
    """The definition ExitOptions of the REST API."""

    job_action: Open[BatchJobActionKind] | None = None
    dependency_action: Open[DependencyAction] | None = None


class ExitCodeMapping(Definition):
    """The definition ExitCodeMapping of the REST API."""

    code: Int32
    exit_options: ExitOptions


class ExitCodeRangeMapping(Definition):
    """The definition ExitCodeRangeMapping of the REST API."""

    start: Int32
    end: Int32
    exit_options: ExitOptions


class ExitConditions(Definition):
    """The definition ExitConditions of the REST API."""

    exit_codes: list[ExitCodeMapping] | None = None
    exit_code_ranges: list[ExitCodeRangeMapping] | None = None
    pre_processing_error: ExitOptions | None = None
    file_upload_error: ExitOptions | None = None
    default: ExitOptions | None = None


class OutputFileUploadHeader(Definition):
    """The definition OutputFileUploadHeader of the REST API."""

    name: str
    value: str | None = None


class OutputFileBlobContainerDestination(Definition):
    """The definition OutputFileBlobContainerDestination of the REST API."""

    path: str | None = None
    container_url: str
    identity_reference: BatchNodeIdentityReference | None = None
    upload_headers: list[OutputFileUploadHeader] | None = None


class OutputFileDestination(Definition):
    """The definition OutputFileDestination of the REST API."""

    container: OutputFileBlobContainerDestination | None = None


class OutputFileUploadConfiguration(Definition):
    """The definition OutputFileUploadConfiguration of the REST API."""

    upload_condition: Open[OutputFileUploadCondition]


class OutputFile(Definition):
    """The definition OutputFile of the REST API."""

    file_pattern: str
    destination: OutputFileDestination
    upload_options: OutputFileUploadConfiguration


class BatchTaskConstraints(Definition):
    """The definition BatchTaskConstraints of the REST API."""

    max_wall_clock_time: TimeSpan | None = None
    retention_time: TimeSpan | None = None
    max_task_retry_count: Int32 | None = None


class MultiInstanceSettings(Definition):
    """The definition MultiInstanceSettings of the REST API."""

    number_of_instances: Int32 | None = None
    coordination_command_line: str
    common_resource_files: list[ResourceFile] | None = None


class BatchTaskStatistics(Definition):
    """The definition BatchTaskStatistics of the REST API."""

    url: str
    start_time: Timestamp
    last_update_time: Timestamp
    user_cpu_time: TimeSpan
    kernel_cpu_time: TimeSpan
    wall_clock_time: TimeSpan
    read_iops: Int64
    write_iops: Int64
    read_io_gib: Double
    write_io_gib: Double
    wait_time: TimeSpan


class BatchTaskIdRange(Definition):
    """The definition BatchTaskIdRange of the REST API."""

    start: Int32
    end: Int32


class BatchTaskDependencies(Definition):
    """The definition BatchTaskDependencies of the REST API."""

    task_ids: list[str] | None = None
    task_id_ranges: list[BatchTaskIdRange] | None = None


class BatchTask(Definition):
    """An item of the operation "List tasks"; one that was fetched with a $select may not validate."""

    id: str
    display_name: str | None = None
    url: str
    etag: str
    last_modified: Timestamp
    creation_time: Timestamp
    exit_conditions: ExitConditions | None = None
    state: Open[BatchTaskState]
    state_transition_time: Timestamp
    previous_state: Open[BatchTaskState] | None = None
    previous_state_transition_time: Timestamp | None = None
    command_line: str
    container_settings: BatchTaskContainerSettings | None = None
    resource_files: list[ResourceFile] | None = None
    output_files: list[OutputFile] | None = None
    environment_settings: list[EnvironmentSetting] | None = None
    affinity_info: BatchAffinityInfo | None = None
    constraints: BatchTaskConstraints | None = None
    required_slots: Int32 | None = None
    user_identity: UserIdentity | None = None
    execution_info: BatchTaskExecutionInfo | None = None
    node_info: BatchNodeInfo | None = None
    multi_instance_settings: MultiInstanceSettings | None = None
    task_statistics: BatchTaskStatistics | None = None
    depends_on: BatchTaskDependencies | None = None
    application_package_references: list[BatchApplicationPackageReference] | None = None


class BatchTaskListResult(Definition):
    """A page of the operation "List tasks"."""

    value: list[BatchTask] | None = None
    next_link: str | None = None


class BatchTaskListSubtasksResult(Definition):
    """A page of the operation "List subtasks"."""

    value: list[BatchSubtask] | None = None
    next_link: str | None = None


loaded(__name__)
