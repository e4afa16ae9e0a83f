"""Tasks on a node: the StartTask and what became of it, recent Tasks, containers, files, users.

Source: reference "Nodes - List Nodes" (2025-06-01), Definitions.
"""

from __future__ import annotations

from odatanodes.models.base import Bool, Definition, Int32, Open
from odatanodes.models.enums import (
    AutoUserScope,
    BatchErrorSourceCategory,
    BatchStartTaskState,
    BatchTaskExecutionResult,
    BatchTaskState,
    ContainerHostDataPath,
    ContainerWorkingDirectory,
    ElevationLevel,
)
from odatanodes.models.timestamp import Timestamp


class NameValuePair(Definition):
    """A name and its value."""

    name: str | None = None
    """The name."""
    value: str | None = None
    """The value."""


class EnvironmentSetting(Definition):
    """An environment variable of a Task's process."""

    name: str
    """The variable's name."""
    value: str | None = None
    """The variable's value."""


class BatchNodeIdentityReference(Definition):
    """A user-assigned identity of the Pool that a node uses."""

    resource_id: str | None = None
    """The identity's ARM resource ID."""


class ResourceFile(Definition):
    """One file or several to be downloaded to a node.

    One of `auto_storage_container_name`, `storage_container_url` and `http_url` says where from.
    """

    auto_storage_container_name: str | None = None
    """A container of the account's auto storage."""
    storage_container_url: str | None = None
    """The URL of a blob container that nodes can read and list."""
    http_url: str | None = None
    """The URL of one file that nodes can read."""
    blob_prefix: str | None = None
    """Download only the blobs whose names begin so; for containers."""
    file_path: str | None = None
    """Where to, relative to the Task's working directory: a file for `http_url`, otherwise a directory."""
    file_mode: str | None = None
    """The permissions in octal, on Linux nodes; 0770 when left out."""
    identity_reference: BatchNodeIdentityReference | None = None
    """The identity that may read the storage."""


class ContainerRegistryReference(Definition):
    """A private container registry."""

    username: str | None = None
    """The user name to log in with."""
    password: str | None = None
    """The password to log in with."""
    registry_server: str | None = None
    """The registry's URL; docker.io when left out."""
    identity_reference: BatchNodeIdentityReference | None = None
    """The identity to use instead of user name and password."""


class ContainerHostBatchBindMountEntry(Definition):
    """A directory of the node to mount into the Task's container."""

    source: Open[ContainerHostDataPath] | None = None
    """Which directory."""
    is_read_only: Bool | None = None
    """Whether the container may only read it; false when left out."""


class BatchTaskContainerSettings(Definition):
    """How a Task runs in a container."""

    container_run_options: str | None = None
    """More options for the container's create command."""
    image_name: str
    """The image, as `docker pull` takes it; tag `latest` when it has none."""
    registry: ContainerRegistryReference | None = None
    """The private registry of the image."""
    working_directory: Open[ContainerWorkingDirectory] | None = None
    """Where the Task starts; `taskWorkingDirectory` when left out."""
    container_host_batch_bind_mounts: list[ContainerHostBatchBindMountEntry] | None = None
    """What to mount: all of the node's Batch directories when absent, nothing when empty."""


class AutoUserSpecification(Definition):
    """The auto user that a Task runs as."""

    scope: Open[AutoUserScope] | None = None
    """Which account; `pool` when left out."""
    elevation_level: Open[ElevationLevel] | None = None
    """What it may do; `nonadmin` when left out."""


class UserIdentity(Definition):
    """The user that a Task runs as: one of `username` and `auto_user`."""

    username: str | None = None
    """The name of a user."""
    auto_user: AutoUserSpecification | None = None
    """An auto user."""


class BatchStartTask(Definition):
    """The Task that runs on each node as it joins the Pool, and again when the node recovers from a failure."""

    command_line: str
    """The command line; it runs without a shell."""
    container_settings: BatchTaskContainerSettings | None = None
    """The container it runs in."""
    resource_files: list[ResourceFile] | None = None
    """Files that are downloaded before it runs."""
    environment_settings: list[EnvironmentSetting] | None = None
    """Its environment variables."""
    user_identity: UserIdentity | None = None
    """Who it runs as; a non-administrator of its own when left out."""
    max_task_retry_count: Int32 | None = None
    """How often it is retried after an exit code other than 0; -1 without limit, 0 when left out."""
    wait_for_success: Bool | None = None
    """Whether the node takes Tasks only after it succeeded; true when left out."""


class BatchTaskContainerExecutionInfo(Definition):
    """The container a Task runs in."""

    container_id: str | None = None
    """The container's ID."""
    state: str | None = None
    """Its state, as the Docker service says."""
    error: str | None = None
    """Its error in full, as the Docker service says."""


class BatchTaskFailureInfo(Definition):
    """Why a Task failed."""

    category: Open[BatchErrorSourceCategory]
    """Whose fault it is."""
    code: str | None = None
    """Identifies the error; codes never change and are meant for programs."""
    message: str | None = None
    """Describes the error to a person."""
    details: list[NameValuePair] | None = None
    """More about the error."""


class BatchStartTaskInfo(Definition):
    """What became of a StartTask on a node."""

    state: Open[BatchStartTaskState]
    """How far it is."""
    start_time: Timestamp
    """When it last started; a restart or retry sets it again."""
    end_time: Timestamp | None = None
    """When its latest run ended; absent while it runs."""
    exit_code: Int32 | None = None
    """Its program's exit code; only when completed."""
    container_info: BatchTaskContainerExecutionInfo | None = None
    """Its container; only when it runs in one."""
    failure_info: BatchTaskFailureInfo | None = None
    """Why it failed; only when completed with a failure."""
    retry_count: Int32
    """How often the service retried it; a Task that could not be prepared is not retried."""
    last_retry_time: Timestamp | None = None
    """When its latest retry started; only after one."""
    result: Open[BatchTaskExecutionResult] | None = None
    """How it ended; the details of a failure are in `failure_info`."""


class BatchTaskExecutionInfo(Definition):
    """What became of a Task."""

    start_time: Timestamp | None = None
    """When it last started, which includes fetching its files; only when running or completed."""
    end_time: Timestamp | None = None
    """When it completed; only when completed."""
    exit_code: Int32 | None = None
    """Its program's exit code; only when completed."""
    container_info: BatchTaskContainerExecutionInfo | None = None
    """Its container; only when it runs in one."""
    failure_info: BatchTaskFailureInfo | None = None
    """Why it failed; only when completed with a failure."""
    retry_count: Int32
    """How often the service retried it after an exit code other than 0."""
    last_retry_time: Timestamp | None = None
    """When its latest retry started; only after one."""
    requeue_count: Int32
    """How often the service queued it again because a user removed nodes or disabled the job."""
    last_requeue_time: Timestamp | None = None
    """When it was last queued again; only after that happened."""
    result: Open[BatchTaskExecutionResult] | None = None
    """How it ended; the details of a failure are in `failure_info`."""


class BatchTaskInfo(Definition):
    """A Task that runs or ran on a node."""

    task_url: str | None = None
    """The Task's URL."""
    job_id: str | None = None
    """The ID of its Job."""
    task_id: str | None = None
    """The Task's ID."""
    subtask_id: Int32 | None = None
    """The ID of the subtask, of a multi-instance Task."""
    task_state: Open[BatchTaskState]
    """How far it is."""
    execution_info: BatchTaskExecutionInfo | None = None
    """What became of it."""
