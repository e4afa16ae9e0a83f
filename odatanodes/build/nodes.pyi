# Made by `python -m odatanodes.build.generate` from the schema; do not edit.
# ruff: noqa: PYI021
"""What type checkers and editors see of `node`: each property with its type. Never loaded when a program runs."""

from typing import Literal, TypeAlias, overload

from odatanodes.build.expressions import Condition
from odatanodes.build.numbers import DateTimeExpr, NumberExpr
from odatanodes.build.paths import CollectionExpr, ComplexExpr
from odatanodes.build.strings import EnumExpr, StringExpr

AutoUserScope: TypeAlias = Literal["task", "pool"]
BatchErrorSourceCategory: TypeAlias = Literal["usererror", "servererror"]
BatchNodeState: TypeAlias = Literal[
    "idle",
    "rebooting",
    "reimaging",
    "running",
    "unusable",
    "creating",
    "starting",
    "waitingforstarttask",
    "starttaskfailed",
    "unknown",
    "leavingpool",
    "offline",
    "preempted",
    "upgradingos",
    "deallocated",
    "deallocating",
]
BatchStartTaskState: TypeAlias = Literal["running", "completed"]
BatchTaskExecutionResult: TypeAlias = Literal["success", "failure"]
BatchTaskState: TypeAlias = Literal["active", "preparing", "running", "completed"]
ContainerHostDataPath: TypeAlias = Literal["Shared", "Startup", "VfsMounts", "Task", "JobPrep", "Applications"]
ContainerWorkingDirectory: TypeAlias = Literal["taskWorkingDirectory", "containerImageDefault"]
ElevationLevel: TypeAlias = Literal["nonadmin", "admin"]
InboundEndpointProtocol: TypeAlias = Literal["tcp", "udp"]
SchedulingState: TypeAlias = Literal["enabled", "disabled"]

class BatchNode(ComplexExpr):
    """A Compute Node."""

    id: StringExpr
    """The node's ID, unique in its Pool; used again only after the node was removed."""
    url: StringExpr
    """The node's URL."""
    state: EnumExpr[BatchNodeState]
    """What the node is doing."""
    scheduling_state: EnumExpr[SchedulingState]
    """Whether new Tasks may come to it."""
    state_transition_time: DateTimeExpr
    """When it entered its state."""
    last_boot_time: DateTimeExpr
    """When it last started; may be absent from an unusable node."""
    allocation_time: DateTimeExpr
    """When it was first allocated to the Pool; healing and preemption do not change it."""
    ip_address: StringExpr
    """Its address for other nodes."""
    ipv6_address: StringExpr
    """Its IPv6 address for other nodes; absent where the Pool is not configured for IPv6."""
    affinity_id: StringExpr
    """What to pass with a Task that should run here if it can."""
    vm_size: StringExpr
    """The size of its virtual machine."""
    total_tasks_run: NumberExpr
    """How many Tasks completed here; like all counts, without Job Preparation, Job Release and Start Tasks."""
    running_tasks_count: NumberExpr
    """How many Tasks run here now."""
    running_task_slots_count: NumberExpr
    """How many scheduling slots they use."""
    total_tasks_succeeded: NumberExpr
    """How many Tasks completed here with exit code 0."""
    recent_tasks: CollectionExpr[BatchTaskInfo]
    """Tasks whose state changed lately; absent until one has run here."""
    start_task: BatchStartTask
    """The Task it runs as it joins the Pool."""
    start_task_info: BatchStartTaskInfo
    """What became of that Task."""
    errors: CollectionExpr[BatchNodeError]
    """Errors it has now."""
    is_dedicated: Condition
    """Whether it is dedicated; if not, it is a Spot or low-priority node."""
    endpoint_configuration: BatchNodeEndpointConfiguration
    """How it is reached from outside."""
    node_agent_info: BatchNodeAgentInfo
    """The Batch service's program on it."""
    virtual_machine_info: VirtualMachineInfo
    """Its virtual machine."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchNodeState]: ...
    @overload
    def __getitem__(self, path: Literal["schedulingState"]) -> EnumExpr[SchedulingState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastBootTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["allocationTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["ipAddress"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["ipv6Address"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["affinityId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["vmSize"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["totalTasksRun"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["runningTasksCount"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["runningTaskSlotsCount"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["totalTasksSucceeded"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["recentTasks"]) -> CollectionExpr[BatchTaskInfo]: ...
    @overload
    def __getitem__(self, path: Literal["startTask"]) -> BatchStartTask: ...
    @overload
    def __getitem__(self, path: Literal["startTaskInfo"]) -> BatchStartTaskInfo: ...
    @overload
    def __getitem__(self, path: Literal["errors"]) -> CollectionExpr[BatchNodeError]: ...
    @overload
    def __getitem__(self, path: Literal["isDedicated"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["endpointConfiguration"]) -> BatchNodeEndpointConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["nodeAgentInfo"]) -> BatchNodeAgentInfo: ...
    @overload
    def __getitem__(self, path: Literal["virtualMachineInfo"]) -> VirtualMachineInfo: ...

class BatchTaskInfo(ComplexExpr):
    """A Task that runs or ran on a node."""

    task_url: StringExpr
    """The Task's URL."""
    job_id: StringExpr
    """The ID of its Job."""
    task_id: StringExpr
    """The Task's ID."""
    subtask_id: NumberExpr
    """The ID of the subtask, of a multi-instance Task."""
    task_state: EnumExpr[BatchTaskState]
    """How far it is."""
    execution_info: BatchTaskExecutionInfo
    """What became of it."""
    @overload
    def __getitem__(self, path: Literal["taskUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["jobId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["subtaskId"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskState"]) -> EnumExpr[BatchTaskState]: ...
    @overload
    def __getitem__(self, path: Literal["executionInfo"]) -> BatchTaskExecutionInfo: ...

class BatchTaskExecutionInfo(ComplexExpr):
    """What became of a Task."""

    start_time: DateTimeExpr
    """When it last started, which includes fetching its files; only when running or completed."""
    end_time: DateTimeExpr
    """When it completed; only when completed."""
    exit_code: NumberExpr
    """Its program's exit code; only when completed."""
    container_info: BatchTaskContainerExecutionInfo
    """Its container; only when it runs in one."""
    failure_info: BatchTaskFailureInfo
    """Why it failed; only when completed with a failure."""
    retry_count: NumberExpr
    """How often the service retried it after an exit code other than 0."""
    last_retry_time: DateTimeExpr
    """When its latest retry started; only after one."""
    requeue_count: NumberExpr
    """How often the service queued it again because a user removed nodes or disabled the job."""
    last_requeue_time: DateTimeExpr
    """When it was last queued again; only after that happened."""
    result: EnumExpr[BatchTaskExecutionResult]
    """How it ended; the details of a failure are in `failure_info`."""
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["exitCode"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerInfo"]) -> BatchTaskContainerExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["failureInfo"]) -> BatchTaskFailureInfo: ...
    @overload
    def __getitem__(self, path: Literal["retryCount"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastRetryTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["requeueCount"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastRequeueTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["result"]) -> EnumExpr[BatchTaskExecutionResult]: ...

class BatchTaskContainerExecutionInfo(ComplexExpr):
    """The container a Task runs in."""

    container_id: StringExpr
    """The container's ID."""
    state: StringExpr
    """Its state, as the Docker service says."""
    error: StringExpr
    """Its error in full, as the Docker service says."""
    @overload
    def __getitem__(self, path: Literal["containerId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["error"]) -> StringExpr: ...

class BatchTaskFailureInfo(ComplexExpr):
    """Why a Task failed."""

    category: EnumExpr[BatchErrorSourceCategory]
    """Whose fault it is."""
    code: StringExpr
    """Identifies the error; codes never change and are meant for programs."""
    message: StringExpr
    """Describes the error to a person."""
    details: CollectionExpr[NameValuePair]
    """More about the error."""
    @overload
    def __getitem__(self, path: Literal["category"]) -> EnumExpr[BatchErrorSourceCategory]: ...
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["details"]) -> CollectionExpr[NameValuePair]: ...

class NameValuePair(ComplexExpr):
    """A name and its value."""

    name: StringExpr
    """The name."""
    value: StringExpr
    """The value."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["value"]) -> StringExpr: ...

class BatchStartTask(ComplexExpr):
    """The Task that runs on each node as it joins the Pool, and again when the node recovers from a failure."""

    command_line: StringExpr
    """The command line; it runs without a shell."""
    container_settings: BatchTaskContainerSettings
    """The container it runs in."""
    resource_files: CollectionExpr[ResourceFile]
    """Files that are downloaded before it runs."""
    environment_settings: CollectionExpr[EnvironmentSetting]
    """Its environment variables."""
    user_identity: UserIdentity
    """Who it runs as; a non-administrator of its own when left out."""
    max_task_retry_count: NumberExpr
    """How often it is retried after an exit code other than 0; -1 without limit, 0 when left out."""
    wait_for_success: Condition
    """Whether the node takes Tasks only after it succeeded; true when left out."""
    @overload
    def __getitem__(self, path: Literal["commandLine"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerSettings"]) -> BatchTaskContainerSettings: ...
    @overload
    def __getitem__(self, path: Literal["resourceFiles"]) -> CollectionExpr[ResourceFile]: ...
    @overload
    def __getitem__(self, path: Literal["environmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["userIdentity"]) -> UserIdentity: ...
    @overload
    def __getitem__(self, path: Literal["maxTaskRetryCount"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["waitForSuccess"]) -> Condition: ...

class BatchTaskContainerSettings(ComplexExpr):
    """How a Task runs in a container."""

    container_run_options: StringExpr
    """More options for the container's create command."""
    image_name: StringExpr
    """The image, as `docker pull` takes it; tag `latest` when it has none."""
    registry: ContainerRegistryReference
    """The private registry of the image."""
    working_directory: EnumExpr[ContainerWorkingDirectory]
    """Where the Task starts; `taskWorkingDirectory` when left out."""
    container_host_batch_bind_mounts: CollectionExpr[ContainerHostBatchBindMountEntry]
    """What to mount: all of the node's Batch directories when absent, nothing when empty."""
    @overload
    def __getitem__(self, path: Literal["containerRunOptions"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["imageName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["registry"]) -> ContainerRegistryReference: ...
    @overload
    def __getitem__(self, path: Literal["workingDirectory"]) -> EnumExpr[ContainerWorkingDirectory]: ...
    @overload
    def __getitem__(self, path: Literal["containerHostBatchBindMounts"]) -> CollectionExpr[ContainerHostBatchBindMountEntry]: ...

class ContainerRegistryReference(ComplexExpr):
    """A private container registry."""

    username: StringExpr
    """The user name to log in with."""
    password: StringExpr
    """The password to log in with."""
    registry_server: StringExpr
    """The registry's URL; docker.io when left out."""
    identity_reference: BatchNodeIdentityReference
    """The identity to use instead of user name and password."""
    @overload
    def __getitem__(self, path: Literal["username"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["password"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["registryServer"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["identityReference"]) -> BatchNodeIdentityReference: ...

class BatchNodeIdentityReference(ComplexExpr):
    """A user-assigned identity of the Pool that a node uses."""

    resource_id: StringExpr
    """The identity's ARM resource ID."""
    def __getitem__(self, path: Literal["resourceId"]) -> StringExpr: ...

class ContainerHostBatchBindMountEntry(ComplexExpr):
    """A directory of the node to mount into the Task's container."""

    source: EnumExpr[ContainerHostDataPath]
    """Which directory."""
    is_read_only: Condition
    """Whether the container may only read it; false when left out."""
    @overload
    def __getitem__(self, path: Literal["source"]) -> EnumExpr[ContainerHostDataPath]: ...
    @overload
    def __getitem__(self, path: Literal["isReadOnly"]) -> Condition: ...

class ResourceFile(ComplexExpr):
    """One file or several to be downloaded to a node."""

    auto_storage_container_name: StringExpr
    """A container of the account's auto storage."""
    storage_container_url: StringExpr
    """The URL of a blob container that nodes can read and list."""
    http_url: StringExpr
    """The URL of one file that nodes can read."""
    blob_prefix: StringExpr
    """Download only the blobs whose names begin so; for containers."""
    file_path: StringExpr
    """Where to, relative to the Task's working directory: a file for `http_url`, otherwise a directory."""
    file_mode: StringExpr
    """The permissions in octal, on Linux nodes; 0770 when left out."""
    identity_reference: BatchNodeIdentityReference
    """The identity that may read the storage."""
    @overload
    def __getitem__(self, path: Literal["autoStorageContainerName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["storageContainerUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["httpUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["blobPrefix"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["filePath"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["fileMode"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["identityReference"]) -> BatchNodeIdentityReference: ...

class EnvironmentSetting(ComplexExpr):
    """An environment variable of a Task's process."""

    name: StringExpr
    """The variable's name."""
    value: StringExpr
    """The variable's value."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["value"]) -> StringExpr: ...

class UserIdentity(ComplexExpr):
    """The user that a Task runs as: one of `username` and `auto_user`."""

    username: StringExpr
    """The name of a user."""
    auto_user: AutoUserSpecification
    """An auto user."""
    @overload
    def __getitem__(self, path: Literal["username"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["autoUser"]) -> AutoUserSpecification: ...

class AutoUserSpecification(ComplexExpr):
    """The auto user that a Task runs as."""

    scope: EnumExpr[AutoUserScope]
    """Which account; `pool` when left out."""
    elevation_level: EnumExpr[ElevationLevel]
    """What it may do; `nonadmin` when left out."""
    @overload
    def __getitem__(self, path: Literal["scope"]) -> EnumExpr[AutoUserScope]: ...
    @overload
    def __getitem__(self, path: Literal["elevationLevel"]) -> EnumExpr[ElevationLevel]: ...

class BatchStartTaskInfo(ComplexExpr):
    """What became of a StartTask on a node."""

    state: EnumExpr[BatchStartTaskState]
    """How far it is."""
    start_time: DateTimeExpr
    """When it last started; a restart or retry sets it again."""
    end_time: DateTimeExpr
    """When its latest run ended; absent while it runs."""
    exit_code: NumberExpr
    """Its program's exit code; only when completed."""
    container_info: BatchTaskContainerExecutionInfo
    """Its container; only when it runs in one."""
    failure_info: BatchTaskFailureInfo
    """Why it failed; only when completed with a failure."""
    retry_count: NumberExpr
    """How often the service retried it; a Task that could not be prepared is not retried."""
    last_retry_time: DateTimeExpr
    """When its latest retry started; only after one."""
    result: EnumExpr[BatchTaskExecutionResult]
    """How it ended; the details of a failure are in `failure_info`."""
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchStartTaskState]: ...
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["exitCode"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerInfo"]) -> BatchTaskContainerExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["failureInfo"]) -> BatchTaskFailureInfo: ...
    @overload
    def __getitem__(self, path: Literal["retryCount"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastRetryTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["result"]) -> EnumExpr[BatchTaskExecutionResult]: ...

class BatchNodeError(ComplexExpr):
    """An error of a node."""

    code: StringExpr
    """Identifies the error; codes never change and are meant for programs."""
    message: StringExpr
    """Describes the error to a person."""
    error_details: CollectionExpr[NameValuePair]
    """More about the error."""
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["errorDetails"]) -> CollectionExpr[NameValuePair]: ...

class BatchNodeEndpointConfiguration(ComplexExpr):
    """How a node is reached from outside."""

    inbound_endpoints: CollectionExpr[InboundEndpoint]
    """The endpoints."""
    def __getitem__(self, path: Literal["inboundEndpoints"]) -> CollectionExpr[InboundEndpoint]: ...

class InboundEndpoint(ComplexExpr):
    """An endpoint through which a node is reached from outside."""

    name: StringExpr
    """The endpoint's name."""
    protocol: EnumExpr[InboundEndpointProtocol]
    """Its protocol."""
    public_ip_address: StringExpr
    """The node's public IP address; `publicIPAddress` on the wire."""
    public_fqdn: StringExpr
    """The node's public domain name; `publicFQDN` on the wire."""
    frontend_port: NumberExpr
    """The public port."""
    backend_port: NumberExpr
    """The port on the node."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["protocol"]) -> EnumExpr[InboundEndpointProtocol]: ...
    @overload
    def __getitem__(self, path: Literal["publicIPAddress"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["publicFQDN"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["frontendPort"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["backendPort"]) -> NumberExpr: ...

class BatchNodeAgentInfo(ComplexExpr):
    """The program of the Batch service on a node."""

    version: StringExpr
    """Its version."""
    last_update_time: DateTimeExpr
    """When it was last updated to a new version."""
    @overload
    def __getitem__(self, path: Literal["version"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...

class VirtualMachineInfo(ComplexExpr):
    """The virtual machine of a node."""

    image_reference: BatchVmImageReference
    """Its image."""
    scale_set_vm_resource_id: StringExpr
    """Its resource ID in the scale set; only in accounts that allocate pools in the user's subscription."""
    @overload
    def __getitem__(self, path: Literal["imageReference"]) -> BatchVmImageReference: ...
    @overload
    def __getitem__(self, path: Literal["scaleSetVmResourceId"]) -> StringExpr: ...

class BatchVmImageReference(ComplexExpr):
    """The image a virtual machine was made from: a Marketplace image by its parts, or a gallery image by its ID."""

    publisher: StringExpr
    """Who publishes the Marketplace image: Canonical, for example."""
    offer: StringExpr
    """Its offer: ubuntu-24_04-lts, for example."""
    sku: StringExpr
    """Its SKU: server, for example."""
    version: StringExpr
    """Its version; `latest` when left out."""
    virtual_machine_image_id: StringExpr
    """The ARM resource ID of a Compute Gallery image."""
    exact_version: StringExpr
    """The version the node was made from; differs from `version` only where that is `latest`."""
    shared_gallery_image_id: StringExpr
    """The ID of a shared gallery image."""
    community_gallery_image_id: StringExpr
    """The ID of a community gallery image."""
    @overload
    def __getitem__(self, path: Literal["publisher"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["offer"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["sku"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["version"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["virtualMachineImageId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["exactVersion"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["sharedGalleryImageId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["communityGalleryImageId"]) -> StringExpr: ...
