# Made by `python -m odatanodes.models.generate SCHEMAS.json`; do not edit.
"""Files, node counts, usage metrics, images, certificates, applications, extensions: models of their definitions."""

from __future__ import annotations

from enum import StrEnum

from odatanodes.base.loaded import loaded
from odatanodes.models.base import Bool, Definition, Int32, Open
from odatanodes.models.enums import BatchTaskExecutionResult
from odatanodes.models.node import BatchVmImageReference
from odatanodes.models.node_task import BatchTaskContainerExecutionInfo, BatchTaskFailureInfo, NameValuePair
from odatanodes.models.pools import VMExtension
from odatanodes.models.scalars import Base64, Double, Int64
from odatanodes.models.timestamp import Timestamp

__all__ = [
    "BatchAccountListSupportedImagesResult",
    "BatchApplication",
    "BatchApplicationListResult",
    "BatchCertificate",
    "BatchCertificateListResult",
    "BatchCertificateState",
    "BatchJobPreparationAndReleaseTaskStatus",
    "BatchJobPreparationAndReleaseTaskStatusListResult",
    "BatchJobPreparationTaskExecutionInfo",
    "BatchJobPreparationTaskState",
    "BatchJobReleaseTaskExecutionInfo",
    "BatchJobReleaseTaskState",
    "BatchNodeCounts",
    "BatchNodeFile",
    "BatchNodeFileListResult",
    "BatchNodeVMExtension",
    "BatchNodeVMExtensionListResult",
    "BatchPoolListUsageMetricsResult",
    "BatchPoolNodeCounts",
    "BatchPoolNodeCountsListResult",
    "BatchPoolUsageMetrics",
    "BatchSupportedImage",
    "DeleteBatchCertificateError",
    "FileProperties",
    "ImageVerificationType",
    "InstanceViewStatus",
    "OSType",
    "StatusLevelTypes",
    "VMExtensionInstanceView",
]


class BatchCertificateState(StrEnum):
    """Values of the enumeration BatchCertificateState."""

    ACTIVE = "active"
    DELETING = "deleting"
    DELETE_FAILED = "deletefailed"


class BatchJobPreparationTaskState(StrEnum):
    """Values of the enumeration BatchJobPreparationTaskState."""

    RUNNING = "running"
    COMPLETED = "completed"


class BatchJobReleaseTaskState(StrEnum):
    """Values of the enumeration BatchJobReleaseTaskState."""

    RUNNING = "running"
    COMPLETED = "completed"


class ImageVerificationType(StrEnum):
    """Values of the enumeration ImageVerificationType."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


class OSType(StrEnum):
    """Values of the enumeration OSType."""

    LINUX = "linux"
    WINDOWS = "windows"


class StatusLevelTypes(StrEnum):
    """Values of the enumeration StatusLevelTypes."""

    ERROR = "Error"
    INFO = "Info"
    WARNING = "Warning"


class BatchSupportedImage(Definition):
    """An item of the operation "List supported images"."""

    node_agent_sku_id: str
    image_reference: BatchVmImageReference
    os_type: Open[OSType]
    capabilities: list[str] | None = None
    batch_support_end_of_life: Timestamp | None = None
    verification_type: Open[ImageVerificationType]


class BatchAccountListSupportedImagesResult(Definition):
    """A page of the operation "List supported images"."""

    value: list[BatchSupportedImage] | None = None
    next_link: str | None = None


class BatchApplication(Definition):
    """An item of the operation "List applications"."""

    id: str
    display_name: str
    versions: list[str]


class BatchApplicationListResult(Definition):
    """A page of the operation "List applications"."""

    value: list[BatchApplication] | None = None
    next_link: str | None = None


class DeleteBatchCertificateError(Definition):
    """The definition DeleteBatchCertificateError of the REST API."""

    code: str | None = None
    message: str | None = None
    values: list[NameValuePair] | None = None


class BatchCertificate(Definition):
    """An item of the operation "List certificates"."""

    thumbprint: str | None = None
    thumbprint_algorithm: str | None = None
    url: str | None = None
    state: Open[BatchCertificateState] | None = None
    state_transition_time: Timestamp | None = None
    previous_state: Open[BatchCertificateState] | None = None
    previous_state_transition_time: Timestamp | None = None
    public_data: Base64 | None = None
    delete_certificate_error: DeleteBatchCertificateError | None = None


class BatchCertificateListResult(Definition):
    """A page of the operation "List certificates"."""

    value: list[BatchCertificate] | None = None
    next_link: str | None = None


class BatchJobPreparationTaskExecutionInfo(Definition):
    """The definition BatchJobPreparationTaskExecutionInfo of the REST API."""

    start_time: Timestamp
    end_time: Timestamp | None = None
    state: Open[BatchJobPreparationTaskState]
    task_root_directory: str | None = None
    task_root_directory_url: str | None = None
    exit_code: Int32 | None = None
    container_info: BatchTaskContainerExecutionInfo | None = None
    failure_info: BatchTaskFailureInfo | None = None
    retry_count: Int32
    last_retry_time: Timestamp | None = None
    result: Open[BatchTaskExecutionResult] | None = None


class BatchJobReleaseTaskExecutionInfo(Definition):
    """The definition BatchJobReleaseTaskExecutionInfo of the REST API."""

    start_time: Timestamp
    end_time: Timestamp | None = None
    state: Open[BatchJobReleaseTaskState]
    task_root_directory: str | None = None
    task_root_directory_url: str | None = None
    exit_code: Int32 | None = None
    container_info: BatchTaskContainerExecutionInfo | None = None
    failure_info: BatchTaskFailureInfo | None = None
    result: Open[BatchTaskExecutionResult] | None = None


class BatchJobPreparationAndReleaseTaskStatus(Definition):
    """An item of the operation "List job preparation and release status"."""

    pool_id: str | None = None
    node_id: str | None = None
    node_url: str | None = None
    job_preparation_task_execution_info: BatchJobPreparationTaskExecutionInfo | None = None
    job_release_task_execution_info: BatchJobReleaseTaskExecutionInfo | None = None


class BatchJobPreparationAndReleaseTaskStatusListResult(Definition):
    """A page of the operation "List job preparation and release status"."""

    value: list[BatchJobPreparationAndReleaseTaskStatus] | None = None
    next_link: str | None = None


class BatchNodeCounts(Definition):
    """The definition BatchNodeCounts of the REST API."""

    creating: Int32
    idle: Int32
    offline: Int32
    preempted: Int32
    rebooting: Int32
    reimaging: Int32
    running: Int32
    starting: Int32
    start_task_failed: Int32
    leaving_pool: Int32
    unknown: Int32
    unusable: Int32
    waiting_for_start_task: Int32
    deallocated: Int32
    deallocating: Int32
    total: Int32
    upgrading_os: Int32


class FileProperties(Definition):
    """The definition FileProperties of the REST API."""

    creation_time: Timestamp | None = None
    last_modified: Timestamp
    content_length: Int64
    content_type: str | None = None
    file_mode: str | None = None


class BatchNodeFile(Definition):
    """An item of the operation "List task files"."""

    name: str | None = None
    url: str | None = None
    is_directory: Bool | None = None
    properties: FileProperties | None = None


class BatchNodeFileListResult(Definition):
    """A page of the operation "List compute node files"."""

    value: list[BatchNodeFile] | None = None
    next_link: str | None = None


class InstanceViewStatus(Definition):
    """The definition InstanceViewStatus of the REST API."""

    code: str | None = None
    display_status: str | None = None
    level: Open[StatusLevelTypes] | None = None
    message: str | None = None
    time: Timestamp | None = None


class VMExtensionInstanceView(Definition):
    """The definition VMExtensionInstanceView of the REST API."""

    name: str | None = None
    statuses: list[InstanceViewStatus] | None = None
    sub_statuses: list[InstanceViewStatus] | None = None


class BatchNodeVMExtension(Definition):
    """An item of the operation "List node extensions"."""

    provisioning_state: str | None = None
    vm_extension: VMExtension | None = None
    instance_view: VMExtensionInstanceView | None = None


class BatchNodeVMExtensionListResult(Definition):
    """A page of the operation "List node extensions"."""

    value: list[BatchNodeVMExtension] | None = None
    next_link: str | None = None


class BatchPoolUsageMetrics(Definition):
    """An item of the operation "List account usage metrics"."""

    pool_id: str
    start_time: Timestamp
    end_time: Timestamp
    vm_size: str
    total_core_hours: Double


class BatchPoolListUsageMetricsResult(Definition):
    """A page of the operation "List account usage metrics"."""

    value: list[BatchPoolUsageMetrics] | None = None
    next_link: str | None = None


class BatchPoolNodeCounts(Definition):
    """An item of the operation "List pool node counts"."""

    pool_id: str
    dedicated: BatchNodeCounts | None = None
    low_priority: BatchNodeCounts | None = None


class BatchPoolNodeCountsListResult(Definition):
    """A page of the operation "List pool node counts"."""

    value: list[BatchPoolNodeCounts] | None = None
    next_link: str | None = None


loaded(__name__)
