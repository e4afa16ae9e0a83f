# Made by `python -m odatanodes.models.generate SCHEMAS.json`; do not edit.
"""Jobs and job schedules: models of their definitions."""

from __future__ import annotations

from enum import StrEnum

from odatanodes.base.loaded import loaded
from odatanodes.models.base import Bool, Definition, Int32, Open
from odatanodes.models.enums import BatchErrorSourceCategory
from odatanodes.models.node_task import (
    BatchStartTask,
    BatchTaskContainerSettings,
    EnvironmentSetting,
    NameValuePair,
    ResourceFile,
    UserIdentity,
)
from odatanodes.models.pools import (
    BatchMetadataItem,
    BatchTaskSchedulingPolicy,
    MountConfiguration,
    NetworkConfiguration,
    UpgradePolicy,
    UserAccount,
    VirtualMachineConfiguration,
)
from odatanodes.models.scalars import Double, Int64
from odatanodes.models.tasks import BatchApplicationPackageReference, BatchTaskConstraints, OutputFile
from odatanodes.models.timespan import TimeSpan
from odatanodes.models.timestamp import Timestamp

__all__ = [
    "BatchAllTasksCompleteMode",
    "BatchAutoPoolSpecification",
    "BatchJob",
    "BatchJobConstraints",
    "BatchJobExecutionInfo",
    "BatchJobListResult",
    "BatchJobManagerTask",
    "BatchJobNetworkConfiguration",
    "BatchJobPreparationTask",
    "BatchJobReleaseTask",
    "BatchJobSchedule",
    "BatchJobScheduleConfiguration",
    "BatchJobScheduleExecutionInfo",
    "BatchJobScheduleListResult",
    "BatchJobScheduleState",
    "BatchJobScheduleStatistics",
    "BatchJobSchedulingError",
    "BatchJobSpecification",
    "BatchJobState",
    "BatchJobStatistics",
    "BatchPoolInfo",
    "BatchPoolLifetimeOption",
    "BatchPoolSpecification",
    "BatchTaskFailureMode",
    "RecentBatchJob",
]


class BatchAllTasksCompleteMode(StrEnum):
    """Values of the enumeration BatchAllTasksCompleteMode."""

    NO_ACTION = "noaction"
    TERMINATE_JOB = "terminatejob"


class BatchJobScheduleState(StrEnum):
    """Values of the enumeration BatchJobScheduleState."""

    ACTIVE = "active"
    COMPLETED = "completed"
    DISABLED = "disabled"
    TERMINATING = "terminating"
    DELETING = "deleting"


class BatchJobState(StrEnum):
    """Values of the enumeration BatchJobState."""

    ACTIVE = "active"
    DISABLING = "disabling"
    DISABLED = "disabled"
    ENABLING = "enabling"
    TERMINATING = "terminating"
    COMPLETED = "completed"
    DELETING = "deleting"


class BatchPoolLifetimeOption(StrEnum):
    """Values of the enumeration BatchPoolLifetimeOption."""

    JOB_SCHEDULE = "jobschedule"
    JOB = "job"


class BatchTaskFailureMode(StrEnum):
    """Values of the enumeration BatchTaskFailureMode."""

    NO_ACTION = "noaction"
    PERFORM_EXIT_OPTIONS_JOB_ACTION = "performexitoptionsjobaction"


class BatchPoolSpecification(Definition):
    """The definition BatchPoolSpecification of the REST API."""

    display_name: str | None = None
    vm_size: str
    virtual_machine_configuration: VirtualMachineConfiguration | None = None
    task_slots_per_node: Int32 | None = None
    task_scheduling_policy: BatchTaskSchedulingPolicy | None = None
    resize_timeout: TimeSpan | None = None
    target_dedicated_nodes: Int32 | None = None
    target_low_priority_nodes: Int32 | None = None
    enable_auto_scale: Bool | None = None
    auto_scale_formula: str | None = None
    auto_scale_evaluation_interval: TimeSpan | None = None
    enable_inter_node_communication: Bool | None = None
    network_configuration: NetworkConfiguration | None = None
    start_task: BatchStartTask | None = None
    application_package_references: list[BatchApplicationPackageReference] | None = None
    user_accounts: list[UserAccount] | None = None
    metadata: list[BatchMetadataItem] | None = None
    mount_configuration: list[MountConfiguration] | None = None
    upgrade_policy: UpgradePolicy | None = None


class BatchAutoPoolSpecification(Definition):
    """The definition BatchAutoPoolSpecification of the REST API."""

    auto_pool_id_prefix: str | None = None
    pool_lifetime_option: Open[BatchPoolLifetimeOption]
    keep_alive: Bool | None = None
    pool: BatchPoolSpecification | None = None


class BatchJobConstraints(Definition):
    """The definition BatchJobConstraints of the REST API."""

    max_wall_clock_time: TimeSpan | None = None
    max_task_retry_count: Int32 | None = None


class BatchJobManagerTask(Definition):
    """The definition BatchJobManagerTask of the REST API."""

    id: str
    display_name: str | None = None
    command_line: str
    container_settings: BatchTaskContainerSettings | None = None
    resource_files: list[ResourceFile] | None = None
    output_files: list[OutputFile] | None = None
    environment_settings: list[EnvironmentSetting] | None = None
    constraints: BatchTaskConstraints | None = None
    required_slots: Int32 | None = None
    kill_job_on_completion: Bool | None = None
    user_identity: UserIdentity | None = None
    run_exclusive: Bool | None = None
    application_package_references: list[BatchApplicationPackageReference] | None = None
    allow_low_priority_node: Bool | None = None


class BatchJobPreparationTask(Definition):
    """The definition BatchJobPreparationTask of the REST API."""

    id: str | None = None
    command_line: str
    container_settings: BatchTaskContainerSettings | None = None
    resource_files: list[ResourceFile] | None = None
    environment_settings: list[EnvironmentSetting] | None = None
    constraints: BatchTaskConstraints | None = None
    wait_for_success: Bool | None = None
    user_identity: UserIdentity | None = None
    rerun_on_node_reboot_after_success: Bool | None = None


class BatchJobReleaseTask(Definition):
    """The definition BatchJobReleaseTask of the REST API."""

    id: str | None = None
    command_line: str
    container_settings: BatchTaskContainerSettings | None = None
    resource_files: list[ResourceFile] | None = None
    environment_settings: list[EnvironmentSetting] | None = None
    max_wall_clock_time: TimeSpan | None = None
    retention_time: TimeSpan | None = None
    user_identity: UserIdentity | None = None


class BatchPoolInfo(Definition):
    """The definition BatchPoolInfo of the REST API."""

    pool_id: str | None = None
    auto_pool_specification: BatchAutoPoolSpecification | None = None


class BatchJobNetworkConfiguration(Definition):
    """The definition BatchJobNetworkConfiguration of the REST API."""

    subnet_id: str
    skip_withdraw_from_vnet: Bool | None = None


class BatchJobSchedulingError(Definition):
    """The definition BatchJobSchedulingError of the REST API."""

    category: Open[BatchErrorSourceCategory]
    code: str | None = None
    message: str | None = None
    details: list[NameValuePair] | None = None


class BatchJobExecutionInfo(Definition):
    """The definition BatchJobExecutionInfo of the REST API."""

    start_time: Timestamp
    end_time: Timestamp | None = None
    pool_id: str | None = None
    scheduling_error: BatchJobSchedulingError | None = None
    termination_reason: str | None = None


class BatchJobStatistics(Definition):
    """The definition BatchJobStatistics of the REST API."""

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
    succeeded_tasks_count: Int64
    failed_tasks_count: Int64
    task_retries_count: Int64
    wait_time: TimeSpan


class BatchJob(Definition):
    """An item of the operation "List jobs"; one that was fetched with a $select may not validate."""

    id: str
    display_name: str | None = None
    uses_task_dependencies: Bool | None = None
    url: str
    etag: str
    last_modified: Timestamp
    creation_time: Timestamp
    state: Open[BatchJobState]
    state_transition_time: Timestamp
    previous_state: Open[BatchJobState] | None = None
    previous_state_transition_time: Timestamp | None = None
    priority: Int32 | None = None
    allow_task_preemption: Bool | None = None
    max_parallel_tasks: Int32 | None = None
    constraints: BatchJobConstraints | None = None
    job_manager_task: BatchJobManagerTask | None = None
    job_preparation_task: BatchJobPreparationTask | None = None
    job_release_task: BatchJobReleaseTask | None = None
    common_environment_settings: list[EnvironmentSetting] | None = None
    pool_info: BatchPoolInfo
    all_tasks_complete_mode: Open[BatchAllTasksCompleteMode] | None = None
    task_failure_mode: Open[BatchTaskFailureMode] | None = None
    network_configuration: BatchJobNetworkConfiguration | None = None
    metadata: list[BatchMetadataItem] | None = None
    execution_info: BatchJobExecutionInfo | None = None
    job_statistics: BatchJobStatistics | None = None


class BatchJobListResult(Definition):
    """A page of the operation "List jobs in a job schedule"."""

    value: list[BatchJob] | None = None
    next_link: str | None = None


class BatchJobScheduleConfiguration(Definition):
    """The definition BatchJobScheduleConfiguration of the REST API."""

    do_not_run_until: Timestamp | None = None
    do_not_run_after: Timestamp | None = None
    start_window: TimeSpan | None = None
    recurrence_interval: TimeSpan | None = None


class BatchJobSpecification(Definition):
    """The definition BatchJobSpecification of the REST API."""

    priority: Int32 | None = None
    allow_task_preemption: Bool | None = None
    max_parallel_tasks: Int32 | None = None
    display_name: str | None = None
    uses_task_dependencies: Bool | None = None
    all_tasks_complete_mode: Open[BatchAllTasksCompleteMode] | None = None
    task_failure_mode: Open[BatchTaskFailureMode] | None = None
    network_configuration: BatchJobNetworkConfiguration | None = None
    constraints: BatchJobConstraints | None = None
    job_manager_task: BatchJobManagerTask | None = None
    job_preparation_task: BatchJobPreparationTask | None = None
    job_release_task: BatchJobReleaseTask | None = None
    common_environment_settings: list[EnvironmentSetting] | None = None
    pool_info: BatchPoolInfo
    metadata: list[BatchMetadataItem] | None = None


class RecentBatchJob(Definition):
    """The definition RecentBatchJob of the REST API."""

    id: str | None = None
    url: str | None = None


class BatchJobScheduleExecutionInfo(Definition):
    """The definition BatchJobScheduleExecutionInfo of the REST API."""

    next_run_time: Timestamp | None = None
    recent_job: RecentBatchJob | None = None
    end_time: Timestamp | None = None


class BatchJobScheduleStatistics(Definition):
    """The definition BatchJobScheduleStatistics of the REST API."""

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
    succeeded_tasks_count: Int64
    failed_tasks_count: Int64
    task_retries_count: Int64
    wait_time: TimeSpan


class BatchJobSchedule(Definition):
    """An item of the operation "List job schedules"; one that was fetched with a $select may not validate."""

    id: str
    display_name: str | None = None
    url: str
    etag: str
    last_modified: Timestamp
    creation_time: Timestamp
    state: Open[BatchJobScheduleState]
    state_transition_time: Timestamp
    previous_state: Open[BatchJobScheduleState] | None = None
    previous_state_transition_time: Timestamp | None = None
    schedule: BatchJobScheduleConfiguration | None = None
    job_specification: BatchJobSpecification
    execution_info: BatchJobScheduleExecutionInfo
    metadata: list[BatchMetadataItem] | None = None
    job_schedule_statistics: BatchJobScheduleStatistics | None = None


class BatchJobScheduleListResult(Definition):
    """A page of the operation "List job schedules"."""

    value: list[BatchJobSchedule] | None = None
    next_link: str | None = None


loaded(__name__)
