# Made by `python -m odatanodes.build.generate` from the schemas; do not edit.
# ruff: noqa: PYI021
"""What type checkers and editors see of `node`, `task` and the others: each property with its type. Never loaded at run time."""

from typing import Literal, TypeAlias, overload

from odatanodes.build.expressions import Condition
from odatanodes.build.numbers import BinaryExpr, DateTimeExpr, DurationExpr, NumberExpr
from odatanodes.build.paths import AnyExpr, CollectionExpr, ComplexExpr
from odatanodes.build.strings import EnumExpr, StringExpr

AllocationState: TypeAlias = Literal["steady", "resizing", "stopping"]
AutoUserScope: TypeAlias = Literal["task", "pool"]
BatchAllTasksCompleteMode: TypeAlias = Literal["noaction", "terminatejob"]
BatchCertificateState: TypeAlias = Literal["active", "deleting", "deletefailed"]
BatchErrorSourceCategory: TypeAlias = Literal["usererror", "servererror"]
BatchJobActionKind: TypeAlias = Literal["none", "disable", "terminate"]
BatchJobDefaultOrder: TypeAlias = Literal["none", "creationtime"]
BatchJobScheduleState: TypeAlias = Literal["active", "completed", "disabled", "terminating", "deleting"]
BatchJobState: TypeAlias = Literal["active", "disabling", "disabled", "enabling", "terminating", "completed", "deleting"]
BatchNodeFillType: TypeAlias = Literal["spread", "pack"]
BatchNodePlacementPolicyType: TypeAlias = Literal["regional", "zonal"]
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
BatchPoolIdentityType: TypeAlias = Literal["UserAssigned", "None"]
BatchPoolLifetimeOption: TypeAlias = Literal["jobschedule", "job"]
BatchPoolState: TypeAlias = Literal["active", "deleting"]
BatchStartTaskState: TypeAlias = Literal["running", "completed"]
BatchSubtaskState: TypeAlias = Literal["preparing", "running", "completed"]
BatchTaskExecutionResult: TypeAlias = Literal["success", "failure"]
BatchTaskFailureMode: TypeAlias = Literal["noaction", "performexitoptionsjobaction"]
BatchTaskState: TypeAlias = Literal["active", "preparing", "running", "completed"]
CachingType: TypeAlias = Literal["none", "readonly", "readwrite"]
ContainerHostDataPath: TypeAlias = Literal["Shared", "Startup", "VfsMounts", "Task", "JobPrep", "Applications"]
ContainerType: TypeAlias = Literal["dockerCompatible", "criCompatible"]
ContainerWorkingDirectory: TypeAlias = Literal["taskWorkingDirectory", "containerImageDefault"]
DependencyAction: TypeAlias = Literal["satisfy", "block"]
DiffDiskPlacement: TypeAlias = Literal["cachedisk"]
DiskEncryptionTarget: TypeAlias = Literal["osdisk", "temporarydisk"]
DynamicVNetAssignmentScope: TypeAlias = Literal["none", "job"]
ElevationLevel: TypeAlias = Literal["nonadmin", "admin"]
HostEndpointSettingsModeTypes: TypeAlias = Literal["Audit", "Enforce"]
IPFamily: TypeAlias = Literal["IPv4", "IPv6"]
ImageVerificationType: TypeAlias = Literal["verified", "unverified"]
InboundEndpointProtocol: TypeAlias = Literal["tcp", "udp"]
IpAddressProvisioningType: TypeAlias = Literal["batchmanaged", "usermanaged", "nopublicipaddresses"]
LoginMode: TypeAlias = Literal["batch", "interactive"]
NetworkSecurityGroupRuleAccess: TypeAlias = Literal["allow", "deny"]
OSType: TypeAlias = Literal["linux", "windows"]
OutputFileUploadCondition: TypeAlias = Literal["tasksuccess", "taskfailure", "taskcompletion"]
SchedulingState: TypeAlias = Literal["enabled", "disabled"]
SecurityEncryptionTypes: TypeAlias = Literal["DiskWithVMGuestState", "NonPersistedTPM", "VMGuestStateOnly"]
SecurityTypes: TypeAlias = Literal["trustedLaunch", "confidentialvm"]
StatusLevelTypes: TypeAlias = Literal["Error", "Info", "Warning"]
StorageAccountType: TypeAlias = Literal["standard_lrs", "premium_lrs", "standardssd_lrs"]
UpgradeMode: TypeAlias = Literal["automatic", "manual", "rolling"]

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

class BatchTask(ComplexExpr):
    """An item of the operation "List tasks"; one that was fetched with a $select may not validate."""

    id: StringExpr
    """`id` on the wire, never null."""
    display_name: StringExpr
    """`displayName` on the wire."""
    url: StringExpr
    """`url` on the wire, never null."""
    etag: StringExpr
    """`eTag` on the wire, never null."""
    last_modified: DateTimeExpr
    """`lastModified` on the wire, never null."""
    creation_time: DateTimeExpr
    """`creationTime` on the wire, never null."""
    exit_conditions: ExitConditions
    """`exitConditions` on the wire."""
    state: EnumExpr[BatchTaskState]
    """`state` on the wire, never null."""
    state_transition_time: DateTimeExpr
    """`stateTransitionTime` on the wire, never null."""
    previous_state: EnumExpr[BatchTaskState]
    """`previousState` on the wire."""
    previous_state_transition_time: DateTimeExpr
    """`previousStateTransitionTime` on the wire."""
    command_line: StringExpr
    """`commandLine` on the wire, never null."""
    container_settings: BatchTaskContainerSettings
    """`containerSettings` on the wire."""
    resource_files: CollectionExpr[ResourceFile]
    """`resourceFiles` on the wire."""
    output_files: CollectionExpr[OutputFile]
    """`outputFiles` on the wire."""
    environment_settings: CollectionExpr[EnvironmentSetting]
    """`environmentSettings` on the wire."""
    affinity_info: BatchAffinityInfo
    """`affinityInfo` on the wire."""
    constraints: BatchTaskConstraints
    """`constraints` on the wire."""
    required_slots: NumberExpr
    """`requiredSlots` on the wire."""
    user_identity: UserIdentity
    """`userIdentity` on the wire."""
    execution_info: BatchTaskExecutionInfo
    """`executionInfo` on the wire."""
    node_info: BatchNodeInfo
    """`nodeInfo` on the wire."""
    multi_instance_settings: MultiInstanceSettings
    """`multiInstanceSettings` on the wire."""
    task_statistics: BatchTaskStatistics
    """`stats` on the wire."""
    depends_on: BatchTaskDependencies
    """`dependsOn` on the wire."""
    application_package_references: CollectionExpr[BatchApplicationPackageReference]
    """`applicationPackageReferences` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["eTag"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastModified"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["creationTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["exitConditions"]) -> ExitConditions: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchTaskState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["previousState"]) -> EnumExpr[BatchTaskState]: ...
    @overload
    def __getitem__(self, path: Literal["previousStateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["commandLine"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerSettings"]) -> BatchTaskContainerSettings: ...
    @overload
    def __getitem__(self, path: Literal["resourceFiles"]) -> CollectionExpr[ResourceFile]: ...
    @overload
    def __getitem__(self, path: Literal["outputFiles"]) -> CollectionExpr[OutputFile]: ...
    @overload
    def __getitem__(self, path: Literal["environmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["affinityInfo"]) -> BatchAffinityInfo: ...
    @overload
    def __getitem__(self, path: Literal["constraints"]) -> BatchTaskConstraints: ...
    @overload
    def __getitem__(self, path: Literal["requiredSlots"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["userIdentity"]) -> UserIdentity: ...
    @overload
    def __getitem__(self, path: Literal["executionInfo"]) -> BatchTaskExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["nodeInfo"]) -> BatchNodeInfo: ...
    @overload
    def __getitem__(self, path: Literal["multiInstanceSettings"]) -> MultiInstanceSettings: ...
    @overload
    def __getitem__(self, path: Literal["stats"]) -> BatchTaskStatistics: ...
    @overload
    def __getitem__(self, path: Literal["dependsOn"]) -> BatchTaskDependencies: ...
    @overload
    def __getitem__(self, path: Literal["applicationPackageReferences"]) -> CollectionExpr[BatchApplicationPackageReference]: ...

class ExitConditions(ComplexExpr):
    """The definition ExitConditions of the REST API."""

    exit_codes: CollectionExpr[ExitCodeMapping]
    """`exitCodes` on the wire."""
    exit_code_ranges: CollectionExpr[ExitCodeRangeMapping]
    """`exitCodeRanges` on the wire."""
    pre_processing_error: ExitOptions
    """`preProcessingError` on the wire."""
    file_upload_error: ExitOptions
    """`fileUploadError` on the wire."""
    default: ExitOptions
    """`default` on the wire."""
    @overload
    def __getitem__(self, path: Literal["exitCodes"]) -> CollectionExpr[ExitCodeMapping]: ...
    @overload
    def __getitem__(self, path: Literal["exitCodeRanges"]) -> CollectionExpr[ExitCodeRangeMapping]: ...
    @overload
    def __getitem__(self, path: Literal["preProcessingError"]) -> ExitOptions: ...
    @overload
    def __getitem__(self, path: Literal["fileUploadError"]) -> ExitOptions: ...
    @overload
    def __getitem__(self, path: Literal["default"]) -> ExitOptions: ...

class ExitCodeMapping(ComplexExpr):
    """The definition ExitCodeMapping of the REST API."""

    code: NumberExpr
    """`code` on the wire, never null."""
    exit_options: ExitOptions
    """`exitOptions` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["code"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["exitOptions"]) -> ExitOptions: ...

class ExitOptions(ComplexExpr):
    """The definition ExitOptions of the REST API."""

    job_action: EnumExpr[BatchJobActionKind]
    """`jobAction` on the wire."""
    dependency_action: EnumExpr[DependencyAction]
    """`dependencyAction` on the wire."""
    @overload
    def __getitem__(self, path: Literal["jobAction"]) -> EnumExpr[BatchJobActionKind]: ...
    @overload
    def __getitem__(self, path: Literal["dependencyAction"]) -> EnumExpr[DependencyAction]: ...

class ExitCodeRangeMapping(ComplexExpr):
    """The definition ExitCodeRangeMapping of the REST API."""

    start: NumberExpr
    """`start` on the wire, never null."""
    end: NumberExpr
    """`end` on the wire, never null."""
    exit_options: ExitOptions
    """`exitOptions` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["start"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["end"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["exitOptions"]) -> ExitOptions: ...

class OutputFile(ComplexExpr):
    """The definition OutputFile of the REST API."""

    file_pattern: StringExpr
    """`filePattern` on the wire, never null."""
    destination: OutputFileDestination
    """`destination` on the wire, never null."""
    upload_options: OutputFileUploadConfiguration
    """`uploadOptions` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["filePattern"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["destination"]) -> OutputFileDestination: ...
    @overload
    def __getitem__(self, path: Literal["uploadOptions"]) -> OutputFileUploadConfiguration: ...

class OutputFileDestination(ComplexExpr):
    """The definition OutputFileDestination of the REST API."""

    container: OutputFileBlobContainerDestination
    """`container` on the wire."""
    def __getitem__(self, path: Literal["container"]) -> OutputFileBlobContainerDestination: ...

class OutputFileBlobContainerDestination(ComplexExpr):
    """The definition OutputFileBlobContainerDestination of the REST API."""

    path: StringExpr
    """`path` on the wire."""
    container_url: StringExpr
    """`containerUrl` on the wire, never null."""
    identity_reference: BatchNodeIdentityReference
    """`identityReference` on the wire."""
    upload_headers: CollectionExpr[OutputFileUploadHeader]
    """`uploadHeaders` on the wire."""
    @overload
    def __getitem__(self, path: Literal["path"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["identityReference"]) -> BatchNodeIdentityReference: ...
    @overload
    def __getitem__(self, path: Literal["uploadHeaders"]) -> CollectionExpr[OutputFileUploadHeader]: ...

class OutputFileUploadHeader(ComplexExpr):
    """The definition OutputFileUploadHeader of the REST API."""

    name: StringExpr
    """`name` on the wire, never null."""
    value: StringExpr
    """`value` on the wire."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["value"]) -> StringExpr: ...

class OutputFileUploadConfiguration(ComplexExpr):
    """The definition OutputFileUploadConfiguration of the REST API."""

    upload_condition: EnumExpr[OutputFileUploadCondition]
    """`uploadCondition` on the wire, never null."""
    def __getitem__(self, path: Literal["uploadCondition"]) -> EnumExpr[OutputFileUploadCondition]: ...

class BatchAffinityInfo(ComplexExpr):
    """The definition BatchAffinityInfo of the REST API."""

    affinity_id: StringExpr
    """`affinityId` on the wire, never null."""
    def __getitem__(self, path: Literal["affinityId"]) -> StringExpr: ...

class BatchTaskConstraints(ComplexExpr):
    """The definition BatchTaskConstraints of the REST API."""

    max_wall_clock_time: DurationExpr
    """`maxWallClockTime` on the wire."""
    retention_time: DurationExpr
    """`retentionTime` on the wire."""
    max_task_retry_count: NumberExpr
    """`maxTaskRetryCount` on the wire."""
    @overload
    def __getitem__(self, path: Literal["maxWallClockTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["retentionTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["maxTaskRetryCount"]) -> NumberExpr: ...

class BatchNodeInfo(ComplexExpr):
    """The definition BatchNodeInfo of the REST API."""

    affinity_id: StringExpr
    """`affinityId` on the wire."""
    node_url: StringExpr
    """`nodeUrl` on the wire."""
    pool_id: StringExpr
    """`poolId` on the wire."""
    node_id: StringExpr
    """`nodeId` on the wire."""
    task_root_directory: StringExpr
    """`taskRootDirectory` on the wire."""
    task_root_directory_url: StringExpr
    """`taskRootDirectoryUrl` on the wire."""
    @overload
    def __getitem__(self, path: Literal["affinityId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["nodeUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["poolId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["nodeId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskRootDirectory"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskRootDirectoryUrl"]) -> StringExpr: ...

class MultiInstanceSettings(ComplexExpr):
    """The definition MultiInstanceSettings of the REST API."""

    number_of_instances: NumberExpr
    """`numberOfInstances` on the wire."""
    coordination_command_line: StringExpr
    """`coordinationCommandLine` on the wire, never null."""
    common_resource_files: CollectionExpr[ResourceFile]
    """`commonResourceFiles` on the wire."""
    @overload
    def __getitem__(self, path: Literal["numberOfInstances"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["coordinationCommandLine"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["commonResourceFiles"]) -> CollectionExpr[ResourceFile]: ...

class BatchTaskStatistics(ComplexExpr):
    """The definition BatchTaskStatistics of the REST API."""

    url: StringExpr
    """`url` on the wire, never null."""
    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    last_update_time: DateTimeExpr
    """`lastUpdateTime` on the wire, never null."""
    user_cpu_time: DurationExpr
    """`userCPUTime` on the wire, never null."""
    kernel_cpu_time: DurationExpr
    """`kernelCPUTime` on the wire, never null."""
    wall_clock_time: DurationExpr
    """`wallClockTime` on the wire, never null."""
    read_iops: NumberExpr
    """`readIOps` on the wire, never null."""
    write_iops: NumberExpr
    """`writeIOps` on the wire, never null."""
    read_io_gib: NumberExpr
    """`readIOGiB` on the wire, never null."""
    write_io_gib: NumberExpr
    """`writeIOGiB` on the wire, never null."""
    wait_time: DurationExpr
    """`waitTime` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["userCPUTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["kernelCPUTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["wallClockTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["readIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["writeIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["readIOGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["writeIOGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["waitTime"]) -> DurationExpr: ...

class BatchTaskDependencies(ComplexExpr):
    """The definition BatchTaskDependencies of the REST API."""

    task_ids: CollectionExpr[StringExpr]
    """`taskIds` on the wire."""
    task_id_ranges: CollectionExpr[BatchTaskIdRange]
    """`taskIdRanges` on the wire."""
    @overload
    def __getitem__(self, path: Literal["taskIds"]) -> CollectionExpr[StringExpr]: ...
    @overload
    def __getitem__(self, path: Literal["taskIdRanges"]) -> CollectionExpr[BatchTaskIdRange]: ...

class BatchTaskIdRange(ComplexExpr):
    """The definition BatchTaskIdRange of the REST API."""

    start: NumberExpr
    """`start` on the wire, never null."""
    end: NumberExpr
    """`end` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["start"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["end"]) -> NumberExpr: ...

class BatchApplicationPackageReference(ComplexExpr):
    """The definition BatchApplicationPackageReference of the REST API."""

    application_id: StringExpr
    """`applicationId` on the wire, never null."""
    version: StringExpr
    """`version` on the wire."""
    @overload
    def __getitem__(self, path: Literal["applicationId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["version"]) -> StringExpr: ...

class BatchSubtask(ComplexExpr):
    """An item of the operation "List subtasks"."""

    id: NumberExpr
    """`id` on the wire."""
    node_info: BatchNodeInfo
    """`nodeInfo` on the wire."""
    start_time: DateTimeExpr
    """`startTime` on the wire."""
    end_time: DateTimeExpr
    """`endTime` on the wire."""
    exit_code: NumberExpr
    """`exitCode` on the wire."""
    container_info: BatchTaskContainerExecutionInfo
    """`containerInfo` on the wire."""
    failure_info: BatchTaskFailureInfo
    """`failureInfo` on the wire."""
    state: EnumExpr[BatchSubtaskState]
    """`state` on the wire."""
    state_transition_time: DateTimeExpr
    """`stateTransitionTime` on the wire."""
    previous_state: EnumExpr[BatchSubtaskState]
    """`previousState` on the wire."""
    previous_state_transition_time: DateTimeExpr
    """`previousStateTransitionTime` on the wire."""
    result: EnumExpr[BatchTaskExecutionResult]
    """`result` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["nodeInfo"]) -> BatchNodeInfo: ...
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
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchSubtaskState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["previousState"]) -> EnumExpr[BatchSubtaskState]: ...
    @overload
    def __getitem__(self, path: Literal["previousStateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["result"]) -> EnumExpr[BatchTaskExecutionResult]: ...

class BatchJob(ComplexExpr):
    """An item of the operation "List jobs"; one that was fetched with a $select may not validate."""

    id: StringExpr
    """`id` on the wire, never null."""
    display_name: StringExpr
    """`displayName` on the wire."""
    uses_task_dependencies: Condition
    """`usesTaskDependencies` on the wire."""
    url: StringExpr
    """`url` on the wire, never null."""
    etag: StringExpr
    """`eTag` on the wire, never null."""
    last_modified: DateTimeExpr
    """`lastModified` on the wire, never null."""
    creation_time: DateTimeExpr
    """`creationTime` on the wire, never null."""
    state: EnumExpr[BatchJobState]
    """`state` on the wire, never null."""
    state_transition_time: DateTimeExpr
    """`stateTransitionTime` on the wire, never null."""
    previous_state: EnumExpr[BatchJobState]
    """`previousState` on the wire."""
    previous_state_transition_time: DateTimeExpr
    """`previousStateTransitionTime` on the wire."""
    priority: NumberExpr
    """`priority` on the wire."""
    allow_task_preemption: Condition
    """`allowTaskPreemption` on the wire."""
    max_parallel_tasks: NumberExpr
    """`maxParallelTasks` on the wire."""
    constraints: BatchJobConstraints
    """`constraints` on the wire."""
    job_manager_task: BatchJobManagerTask
    """`jobManagerTask` on the wire."""
    job_preparation_task: BatchJobPreparationTask
    """`jobPreparationTask` on the wire."""
    job_release_task: BatchJobReleaseTask
    """`jobReleaseTask` on the wire."""
    common_environment_settings: CollectionExpr[EnvironmentSetting]
    """`commonEnvironmentSettings` on the wire."""
    pool_info: BatchPoolInfo
    """`poolInfo` on the wire, never null."""
    all_tasks_complete_mode: EnumExpr[BatchAllTasksCompleteMode]
    """`onAllTasksComplete` on the wire."""
    task_failure_mode: EnumExpr[BatchTaskFailureMode]
    """`onTaskFailure` on the wire."""
    network_configuration: BatchJobNetworkConfiguration
    """`networkConfiguration` on the wire."""
    metadata: CollectionExpr[BatchMetadataItem]
    """`metadata` on the wire."""
    execution_info: BatchJobExecutionInfo
    """`executionInfo` on the wire."""
    job_statistics: BatchJobStatistics
    """`stats` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["usesTaskDependencies"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["eTag"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastModified"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["creationTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchJobState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["previousState"]) -> EnumExpr[BatchJobState]: ...
    @overload
    def __getitem__(self, path: Literal["previousStateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["priority"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["allowTaskPreemption"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["maxParallelTasks"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["constraints"]) -> BatchJobConstraints: ...
    @overload
    def __getitem__(self, path: Literal["jobManagerTask"]) -> BatchJobManagerTask: ...
    @overload
    def __getitem__(self, path: Literal["jobPreparationTask"]) -> BatchJobPreparationTask: ...
    @overload
    def __getitem__(self, path: Literal["jobReleaseTask"]) -> BatchJobReleaseTask: ...
    @overload
    def __getitem__(self, path: Literal["commonEnvironmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["poolInfo"]) -> BatchPoolInfo: ...
    @overload
    def __getitem__(self, path: Literal["onAllTasksComplete"]) -> EnumExpr[BatchAllTasksCompleteMode]: ...
    @overload
    def __getitem__(self, path: Literal["onTaskFailure"]) -> EnumExpr[BatchTaskFailureMode]: ...
    @overload
    def __getitem__(self, path: Literal["networkConfiguration"]) -> BatchJobNetworkConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["metadata"]) -> CollectionExpr[BatchMetadataItem]: ...
    @overload
    def __getitem__(self, path: Literal["executionInfo"]) -> BatchJobExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["stats"]) -> BatchJobStatistics: ...

class BatchJobConstraints(ComplexExpr):
    """The definition BatchJobConstraints of the REST API."""

    max_wall_clock_time: DurationExpr
    """`maxWallClockTime` on the wire."""
    max_task_retry_count: NumberExpr
    """`maxTaskRetryCount` on the wire."""
    @overload
    def __getitem__(self, path: Literal["maxWallClockTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["maxTaskRetryCount"]) -> NumberExpr: ...

class BatchJobManagerTask(ComplexExpr):
    """The definition BatchJobManagerTask of the REST API."""

    id: StringExpr
    """`id` on the wire, never null."""
    display_name: StringExpr
    """`displayName` on the wire."""
    command_line: StringExpr
    """`commandLine` on the wire, never null."""
    container_settings: BatchTaskContainerSettings
    """`containerSettings` on the wire."""
    resource_files: CollectionExpr[ResourceFile]
    """`resourceFiles` on the wire."""
    output_files: CollectionExpr[OutputFile]
    """`outputFiles` on the wire."""
    environment_settings: CollectionExpr[EnvironmentSetting]
    """`environmentSettings` on the wire."""
    constraints: BatchTaskConstraints
    """`constraints` on the wire."""
    required_slots: NumberExpr
    """`requiredSlots` on the wire."""
    kill_job_on_completion: Condition
    """`killJobOnCompletion` on the wire."""
    user_identity: UserIdentity
    """`userIdentity` on the wire."""
    run_exclusive: Condition
    """`runExclusive` on the wire."""
    application_package_references: CollectionExpr[BatchApplicationPackageReference]
    """`applicationPackageReferences` on the wire."""
    allow_low_priority_node: Condition
    """`allowLowPriorityNode` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["commandLine"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerSettings"]) -> BatchTaskContainerSettings: ...
    @overload
    def __getitem__(self, path: Literal["resourceFiles"]) -> CollectionExpr[ResourceFile]: ...
    @overload
    def __getitem__(self, path: Literal["outputFiles"]) -> CollectionExpr[OutputFile]: ...
    @overload
    def __getitem__(self, path: Literal["environmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["constraints"]) -> BatchTaskConstraints: ...
    @overload
    def __getitem__(self, path: Literal["requiredSlots"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["killJobOnCompletion"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["userIdentity"]) -> UserIdentity: ...
    @overload
    def __getitem__(self, path: Literal["runExclusive"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["applicationPackageReferences"]) -> CollectionExpr[BatchApplicationPackageReference]: ...
    @overload
    def __getitem__(self, path: Literal["allowLowPriorityNode"]) -> Condition: ...

class BatchJobPreparationTask(ComplexExpr):
    """The definition BatchJobPreparationTask of the REST API."""

    id: StringExpr
    """`id` on the wire."""
    command_line: StringExpr
    """`commandLine` on the wire, never null."""
    container_settings: BatchTaskContainerSettings
    """`containerSettings` on the wire."""
    resource_files: CollectionExpr[ResourceFile]
    """`resourceFiles` on the wire."""
    environment_settings: CollectionExpr[EnvironmentSetting]
    """`environmentSettings` on the wire."""
    constraints: BatchTaskConstraints
    """`constraints` on the wire."""
    wait_for_success: Condition
    """`waitForSuccess` on the wire."""
    user_identity: UserIdentity
    """`userIdentity` on the wire."""
    rerun_on_node_reboot_after_success: Condition
    """`rerunOnNodeRebootAfterSuccess` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["commandLine"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerSettings"]) -> BatchTaskContainerSettings: ...
    @overload
    def __getitem__(self, path: Literal["resourceFiles"]) -> CollectionExpr[ResourceFile]: ...
    @overload
    def __getitem__(self, path: Literal["environmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["constraints"]) -> BatchTaskConstraints: ...
    @overload
    def __getitem__(self, path: Literal["waitForSuccess"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["userIdentity"]) -> UserIdentity: ...
    @overload
    def __getitem__(self, path: Literal["rerunOnNodeRebootAfterSuccess"]) -> Condition: ...

class BatchJobReleaseTask(ComplexExpr):
    """The definition BatchJobReleaseTask of the REST API."""

    id: StringExpr
    """`id` on the wire."""
    command_line: StringExpr
    """`commandLine` on the wire, never null."""
    container_settings: BatchTaskContainerSettings
    """`containerSettings` on the wire."""
    resource_files: CollectionExpr[ResourceFile]
    """`resourceFiles` on the wire."""
    environment_settings: CollectionExpr[EnvironmentSetting]
    """`environmentSettings` on the wire."""
    max_wall_clock_time: DurationExpr
    """`maxWallClockTime` on the wire."""
    retention_time: DurationExpr
    """`retentionTime` on the wire."""
    user_identity: UserIdentity
    """`userIdentity` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["commandLine"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerSettings"]) -> BatchTaskContainerSettings: ...
    @overload
    def __getitem__(self, path: Literal["resourceFiles"]) -> CollectionExpr[ResourceFile]: ...
    @overload
    def __getitem__(self, path: Literal["environmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["maxWallClockTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["retentionTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["userIdentity"]) -> UserIdentity: ...

class BatchPoolInfo(ComplexExpr):
    """The definition BatchPoolInfo of the REST API."""

    pool_id: StringExpr
    """`poolId` on the wire."""
    auto_pool_specification: BatchAutoPoolSpecification
    """`autoPoolSpecification` on the wire."""
    @overload
    def __getitem__(self, path: Literal["poolId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["autoPoolSpecification"]) -> BatchAutoPoolSpecification: ...

class BatchAutoPoolSpecification(ComplexExpr):
    """The definition BatchAutoPoolSpecification of the REST API."""

    auto_pool_id_prefix: StringExpr
    """`autoPoolIdPrefix` on the wire."""
    pool_lifetime_option: EnumExpr[BatchPoolLifetimeOption]
    """`poolLifetimeOption` on the wire, never null."""
    keep_alive: Condition
    """`keepAlive` on the wire."""
    pool: BatchPoolSpecification
    """`pool` on the wire."""
    @overload
    def __getitem__(self, path: Literal["autoPoolIdPrefix"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["poolLifetimeOption"]) -> EnumExpr[BatchPoolLifetimeOption]: ...
    @overload
    def __getitem__(self, path: Literal["keepAlive"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["pool"]) -> BatchPoolSpecification: ...

class BatchPoolSpecification(ComplexExpr):
    """The definition BatchPoolSpecification of the REST API."""

    display_name: StringExpr
    """`displayName` on the wire."""
    vm_size: StringExpr
    """`vmSize` on the wire, never null."""
    virtual_machine_configuration: VirtualMachineConfiguration
    """`virtualMachineConfiguration` on the wire."""
    task_slots_per_node: NumberExpr
    """`taskSlotsPerNode` on the wire."""
    task_scheduling_policy: BatchTaskSchedulingPolicy
    """`taskSchedulingPolicy` on the wire."""
    resize_timeout: DurationExpr
    """`resizeTimeout` on the wire."""
    target_dedicated_nodes: NumberExpr
    """`targetDedicatedNodes` on the wire."""
    target_low_priority_nodes: NumberExpr
    """`targetLowPriorityNodes` on the wire."""
    enable_auto_scale: Condition
    """`enableAutoScale` on the wire."""
    auto_scale_formula: StringExpr
    """`autoScaleFormula` on the wire."""
    auto_scale_evaluation_interval: DurationExpr
    """`autoScaleEvaluationInterval` on the wire."""
    enable_inter_node_communication: Condition
    """`enableInterNodeCommunication` on the wire."""
    network_configuration: NetworkConfiguration
    """`networkConfiguration` on the wire."""
    start_task: BatchStartTask
    """`startTask` on the wire."""
    application_package_references: CollectionExpr[BatchApplicationPackageReference]
    """`applicationPackageReferences` on the wire."""
    user_accounts: CollectionExpr[UserAccount]
    """`userAccounts` on the wire."""
    metadata: CollectionExpr[BatchMetadataItem]
    """`metadata` on the wire."""
    mount_configuration: CollectionExpr[MountConfiguration]
    """`mountConfiguration` on the wire."""
    upgrade_policy: UpgradePolicy
    """`upgradePolicy` on the wire."""
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["vmSize"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["virtualMachineConfiguration"]) -> VirtualMachineConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["taskSlotsPerNode"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskSchedulingPolicy"]) -> BatchTaskSchedulingPolicy: ...
    @overload
    def __getitem__(self, path: Literal["resizeTimeout"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["targetDedicatedNodes"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["targetLowPriorityNodes"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["enableAutoScale"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["autoScaleFormula"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["autoScaleEvaluationInterval"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["enableInterNodeCommunication"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["networkConfiguration"]) -> NetworkConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["startTask"]) -> BatchStartTask: ...
    @overload
    def __getitem__(self, path: Literal["applicationPackageReferences"]) -> CollectionExpr[BatchApplicationPackageReference]: ...
    @overload
    def __getitem__(self, path: Literal["userAccounts"]) -> CollectionExpr[UserAccount]: ...
    @overload
    def __getitem__(self, path: Literal["metadata"]) -> CollectionExpr[BatchMetadataItem]: ...
    @overload
    def __getitem__(self, path: Literal["mountConfiguration"]) -> CollectionExpr[MountConfiguration]: ...
    @overload
    def __getitem__(self, path: Literal["upgradePolicy"]) -> UpgradePolicy: ...

class VirtualMachineConfiguration(ComplexExpr):
    """The definition VirtualMachineConfiguration of the REST API."""

    image_reference: BatchVmImageReference
    """`imageReference` on the wire, never null."""
    node_agent_sku_id: StringExpr
    """`nodeAgentSKUId` on the wire, never null."""
    windows_configuration: WindowsConfiguration
    """`windowsConfiguration` on the wire."""
    data_disks: CollectionExpr[DataDisk]
    """`dataDisks` on the wire."""
    license_type: StringExpr
    """`licenseType` on the wire."""
    container_configuration: BatchContainerConfiguration
    """`containerConfiguration` on the wire."""
    disk_encryption_configuration: DiskEncryptionConfiguration
    """`diskEncryptionConfiguration` on the wire."""
    node_placement_configuration: BatchNodePlacementConfiguration
    """`nodePlacementConfiguration` on the wire."""
    extensions: CollectionExpr[VMExtension]
    """`extensions` on the wire."""
    os_disk: BatchOsDisk
    """`osDisk` on the wire."""
    security_profile: SecurityProfile
    """`securityProfile` on the wire."""
    service_artifact_reference: ServiceArtifactReference
    """`serviceArtifactReference` on the wire."""
    @overload
    def __getitem__(self, path: Literal["imageReference"]) -> BatchVmImageReference: ...
    @overload
    def __getitem__(self, path: Literal["nodeAgentSKUId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["windowsConfiguration"]) -> WindowsConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["dataDisks"]) -> CollectionExpr[DataDisk]: ...
    @overload
    def __getitem__(self, path: Literal["licenseType"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerConfiguration"]) -> BatchContainerConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["diskEncryptionConfiguration"]) -> DiskEncryptionConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["nodePlacementConfiguration"]) -> BatchNodePlacementConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["extensions"]) -> CollectionExpr[VMExtension]: ...
    @overload
    def __getitem__(self, path: Literal["osDisk"]) -> BatchOsDisk: ...
    @overload
    def __getitem__(self, path: Literal["securityProfile"]) -> SecurityProfile: ...
    @overload
    def __getitem__(self, path: Literal["serviceArtifactReference"]) -> ServiceArtifactReference: ...

class WindowsConfiguration(ComplexExpr):
    """The definition WindowsConfiguration of the REST API."""

    enable_automatic_updates: Condition
    """`enableAutomaticUpdates` on the wire."""
    def __getitem__(self, path: Literal["enableAutomaticUpdates"]) -> Condition: ...

class DataDisk(ComplexExpr):
    """The definition DataDisk of the REST API."""

    logical_unit_number: NumberExpr
    """`lun` on the wire, never null."""
    caching: EnumExpr[CachingType]
    """`caching` on the wire."""
    disk_size_gb: NumberExpr
    """`diskSizeGB` on the wire, never null."""
    managed_disk: ManagedDisk
    """`managedDisk` on the wire."""
    @overload
    def __getitem__(self, path: Literal["lun"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["caching"]) -> EnumExpr[CachingType]: ...
    @overload
    def __getitem__(self, path: Literal["diskSizeGB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["managedDisk"]) -> ManagedDisk: ...

class ManagedDisk(ComplexExpr):
    """The definition ManagedDisk of the REST API."""

    disk_encryption_set: DiskEncryptionSetParameters
    """`diskEncryptionSet` on the wire."""
    storage_account_type: EnumExpr[StorageAccountType]
    """`storageAccountType` on the wire."""
    security_profile: BatchVmDiskSecurityProfile
    """`securityProfile` on the wire."""
    @overload
    def __getitem__(self, path: Literal["diskEncryptionSet"]) -> DiskEncryptionSetParameters: ...
    @overload
    def __getitem__(self, path: Literal["storageAccountType"]) -> EnumExpr[StorageAccountType]: ...
    @overload
    def __getitem__(self, path: Literal["securityProfile"]) -> BatchVmDiskSecurityProfile: ...

class DiskEncryptionSetParameters(ComplexExpr):
    """The definition DiskEncryptionSetParameters of the REST API."""

    id: StringExpr
    """`id` on the wire."""
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...

class BatchVmDiskSecurityProfile(ComplexExpr):
    """The definition BatchVmDiskSecurityProfile of the REST API."""

    security_encryption_type: EnumExpr[SecurityEncryptionTypes]
    """`securityEncryptionType` on the wire."""
    def __getitem__(self, path: Literal["securityEncryptionType"]) -> EnumExpr[SecurityEncryptionTypes]: ...

class BatchContainerConfiguration(ComplexExpr):
    """The definition BatchContainerConfiguration of the REST API."""

    type: EnumExpr[ContainerType]
    """`type` on the wire, never null."""
    container_image_names: CollectionExpr[StringExpr]
    """`containerImageNames` on the wire."""
    container_registries: CollectionExpr[ContainerRegistryReference]
    """`containerRegistries` on the wire."""
    @overload
    def __getitem__(self, path: Literal["type"]) -> EnumExpr[ContainerType]: ...
    @overload
    def __getitem__(self, path: Literal["containerImageNames"]) -> CollectionExpr[StringExpr]: ...
    @overload
    def __getitem__(self, path: Literal["containerRegistries"]) -> CollectionExpr[ContainerRegistryReference]: ...

class DiskEncryptionConfiguration(ComplexExpr):
    """The definition DiskEncryptionConfiguration of the REST API."""

    customer_managed_key: DiskCustomerManagedKey
    """`customerManagedKey` on the wire."""
    targets: CollectionExpr[EnumExpr[DiskEncryptionTarget]]
    """`targets` on the wire."""
    @overload
    def __getitem__(self, path: Literal["customerManagedKey"]) -> DiskCustomerManagedKey: ...
    @overload
    def __getitem__(self, path: Literal["targets"]) -> CollectionExpr[EnumExpr[DiskEncryptionTarget]]: ...

class DiskCustomerManagedKey(ComplexExpr):
    """The definition DiskCustomerManagedKey of the REST API."""

    identity_reference: BatchPoolIdentityReference
    """`identityReference` on the wire."""
    key_url: StringExpr
    """`keyUrl` on the wire."""
    rotation_to_latest_key_version_enabled: Condition
    """`rotationToLatestKeyVersionEnabled` on the wire."""
    @overload
    def __getitem__(self, path: Literal["identityReference"]) -> BatchPoolIdentityReference: ...
    @overload
    def __getitem__(self, path: Literal["keyUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["rotationToLatestKeyVersionEnabled"]) -> Condition: ...

class BatchPoolIdentityReference(ComplexExpr):
    """The definition BatchPoolIdentityReference of the REST API."""

    resource_id: StringExpr
    """`resourceId` on the wire."""
    def __getitem__(self, path: Literal["resourceId"]) -> StringExpr: ...

class BatchNodePlacementConfiguration(ComplexExpr):
    """The definition BatchNodePlacementConfiguration of the REST API."""

    policy: EnumExpr[BatchNodePlacementPolicyType]
    """`policy` on the wire."""
    def __getitem__(self, path: Literal["policy"]) -> EnumExpr[BatchNodePlacementPolicyType]: ...

class VMExtension(ComplexExpr):
    """The definition VMExtension of the REST API."""

    name: StringExpr
    """`name` on the wire, never null."""
    publisher: StringExpr
    """`publisher` on the wire, never null."""
    type: StringExpr
    """`type` on the wire, never null."""
    type_handler_version: StringExpr
    """`typeHandlerVersion` on the wire."""
    auto_upgrade_minor_version: Condition
    """`autoUpgradeMinorVersion` on the wire."""
    enable_automatic_upgrade: Condition
    """`enableAutomaticUpgrade` on the wire."""
    settings: AnyExpr
    """`settings` on the wire."""
    protected_settings: AnyExpr
    """`protectedSettings` on the wire."""
    provision_after_extensions: CollectionExpr[StringExpr]
    """`provisionAfterExtensions` on the wire."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["publisher"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["type"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["typeHandlerVersion"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["autoUpgradeMinorVersion"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["enableAutomaticUpgrade"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["settings"]) -> AnyExpr: ...
    @overload
    def __getitem__(self, path: Literal["protectedSettings"]) -> AnyExpr: ...
    @overload
    def __getitem__(self, path: Literal["provisionAfterExtensions"]) -> CollectionExpr[StringExpr]: ...

class BatchOsDisk(ComplexExpr):
    """The definition BatchOsDisk of the REST API."""

    ephemeral_os_disk_settings: BatchDiffDiskSettings
    """`ephemeralOSDiskSettings` on the wire."""
    caching: EnumExpr[CachingType]
    """`caching` on the wire."""
    disk_size_gb: NumberExpr
    """`diskSizeGB` on the wire."""
    managed_disk: ManagedDisk
    """`managedDisk` on the wire."""
    write_accelerator_enabled: Condition
    """`writeAcceleratorEnabled` on the wire."""
    @overload
    def __getitem__(self, path: Literal["ephemeralOSDiskSettings"]) -> BatchDiffDiskSettings: ...
    @overload
    def __getitem__(self, path: Literal["caching"]) -> EnumExpr[CachingType]: ...
    @overload
    def __getitem__(self, path: Literal["diskSizeGB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["managedDisk"]) -> ManagedDisk: ...
    @overload
    def __getitem__(self, path: Literal["writeAcceleratorEnabled"]) -> Condition: ...

class BatchDiffDiskSettings(ComplexExpr):
    """The definition BatchDiffDiskSettings of the REST API."""

    placement: EnumExpr[DiffDiskPlacement]
    """`placement` on the wire."""
    def __getitem__(self, path: Literal["placement"]) -> EnumExpr[DiffDiskPlacement]: ...

class SecurityProfile(ComplexExpr):
    """The definition SecurityProfile of the REST API."""

    encryption_at_host: Condition
    """`encryptionAtHost` on the wire."""
    proxy_agent_settings: ProxyAgentSettings
    """`proxyAgentSettings` on the wire."""
    security_type: EnumExpr[SecurityTypes]
    """`securityType` on the wire."""
    uefi_settings: BatchUefiSettings
    """`uefiSettings` on the wire."""
    @overload
    def __getitem__(self, path: Literal["encryptionAtHost"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["proxyAgentSettings"]) -> ProxyAgentSettings: ...
    @overload
    def __getitem__(self, path: Literal["securityType"]) -> EnumExpr[SecurityTypes]: ...
    @overload
    def __getitem__(self, path: Literal["uefiSettings"]) -> BatchUefiSettings: ...

class ProxyAgentSettings(ComplexExpr):
    """The definition ProxyAgentSettings of the REST API."""

    enabled: Condition
    """`enabled` on the wire."""
    imds: HostEndpointSettings
    """`imds` on the wire."""
    wire_server: HostEndpointSettings
    """`wireServer` on the wire."""
    @overload
    def __getitem__(self, path: Literal["enabled"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["imds"]) -> HostEndpointSettings: ...
    @overload
    def __getitem__(self, path: Literal["wireServer"]) -> HostEndpointSettings: ...

class HostEndpointSettings(ComplexExpr):
    """The definition HostEndpointSettings of the REST API."""

    in_vm_access_control_profile_reference_id: StringExpr
    """`inVMAccessControlProfileReferenceId` on the wire."""
    mode: EnumExpr[HostEndpointSettingsModeTypes]
    """`mode` on the wire."""
    @overload
    def __getitem__(self, path: Literal["inVMAccessControlProfileReferenceId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["mode"]) -> EnumExpr[HostEndpointSettingsModeTypes]: ...

class BatchUefiSettings(ComplexExpr):
    """The definition BatchUefiSettings of the REST API."""

    secure_boot_enabled: Condition
    """`secureBootEnabled` on the wire."""
    vtpm_enabled: Condition
    """`vTpmEnabled` on the wire."""
    @overload
    def __getitem__(self, path: Literal["secureBootEnabled"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["vTpmEnabled"]) -> Condition: ...

class ServiceArtifactReference(ComplexExpr):
    """The definition ServiceArtifactReference of the REST API."""

    id: StringExpr
    """`id` on the wire, never null."""
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...

class BatchTaskSchedulingPolicy(ComplexExpr):
    """The definition BatchTaskSchedulingPolicy of the REST API."""

    job_default_order: EnumExpr[BatchJobDefaultOrder]
    """`jobDefaultOrder` on the wire."""
    node_fill_type: EnumExpr[BatchNodeFillType]
    """`nodeFillType` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["jobDefaultOrder"]) -> EnumExpr[BatchJobDefaultOrder]: ...
    @overload
    def __getitem__(self, path: Literal["nodeFillType"]) -> EnumExpr[BatchNodeFillType]: ...

class NetworkConfiguration(ComplexExpr):
    """The definition NetworkConfiguration of the REST API."""

    subnet_id: StringExpr
    """`subnetId` on the wire."""
    dynamic_vnet_assignment_scope: EnumExpr[DynamicVNetAssignmentScope]
    """`dynamicVNetAssignmentScope` on the wire."""
    endpoint_configuration: BatchPoolEndpointConfiguration
    """`endpointConfiguration` on the wire."""
    public_ip_address_configuration: BatchPublicIpAddressConfiguration
    """`publicIPAddressConfiguration` on the wire."""
    enable_accelerated_networking: Condition
    """`enableAcceleratedNetworking` on the wire."""
    @overload
    def __getitem__(self, path: Literal["subnetId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["dynamicVNetAssignmentScope"]) -> EnumExpr[DynamicVNetAssignmentScope]: ...
    @overload
    def __getitem__(self, path: Literal["endpointConfiguration"]) -> BatchPoolEndpointConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["publicIPAddressConfiguration"]) -> BatchPublicIpAddressConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["enableAcceleratedNetworking"]) -> Condition: ...

class BatchPoolEndpointConfiguration(ComplexExpr):
    """The definition BatchPoolEndpointConfiguration of the REST API."""

    inbound_nat_pools: CollectionExpr[BatchInboundNatPool]
    """`inboundNATPools` on the wire, never null."""
    def __getitem__(self, path: Literal["inboundNATPools"]) -> CollectionExpr[BatchInboundNatPool]: ...

class BatchInboundNatPool(ComplexExpr):
    """The definition BatchInboundNatPool of the REST API."""

    name: StringExpr
    """`name` on the wire, never null."""
    protocol: EnumExpr[InboundEndpointProtocol]
    """`protocol` on the wire, never null."""
    backend_port: NumberExpr
    """`backendPort` on the wire, never null."""
    frontend_port_range_start: NumberExpr
    """`frontendPortRangeStart` on the wire, never null."""
    frontend_port_range_end: NumberExpr
    """`frontendPortRangeEnd` on the wire, never null."""
    network_security_group_rules: CollectionExpr[NetworkSecurityGroupRule]
    """`networkSecurityGroupRules` on the wire."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["protocol"]) -> EnumExpr[InboundEndpointProtocol]: ...
    @overload
    def __getitem__(self, path: Literal["backendPort"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["frontendPortRangeStart"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["frontendPortRangeEnd"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["networkSecurityGroupRules"]) -> CollectionExpr[NetworkSecurityGroupRule]: ...

class NetworkSecurityGroupRule(ComplexExpr):
    """The definition NetworkSecurityGroupRule of the REST API."""

    priority: NumberExpr
    """`priority` on the wire, never null."""
    access: EnumExpr[NetworkSecurityGroupRuleAccess]
    """`access` on the wire, never null."""
    source_address_prefix: StringExpr
    """`sourceAddressPrefix` on the wire, never null."""
    source_port_ranges: CollectionExpr[StringExpr]
    """`sourcePortRanges` on the wire."""
    @overload
    def __getitem__(self, path: Literal["priority"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["access"]) -> EnumExpr[NetworkSecurityGroupRuleAccess]: ...
    @overload
    def __getitem__(self, path: Literal["sourceAddressPrefix"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["sourcePortRanges"]) -> CollectionExpr[StringExpr]: ...

class BatchPublicIpAddressConfiguration(ComplexExpr):
    """The definition BatchPublicIpAddressConfiguration of the REST API."""

    ip_address_provisioning_type: EnumExpr[IpAddressProvisioningType]
    """`provision` on the wire."""
    ip_families: CollectionExpr[EnumExpr[IPFamily]]
    """`ipFamilies` on the wire."""
    ip_address_ids: CollectionExpr[StringExpr]
    """`ipAddressIds` on the wire."""
    ip_tags: CollectionExpr[IPTag]
    """`ipTags` on the wire."""
    @overload
    def __getitem__(self, path: Literal["provision"]) -> EnumExpr[IpAddressProvisioningType]: ...
    @overload
    def __getitem__(self, path: Literal["ipFamilies"]) -> CollectionExpr[EnumExpr[IPFamily]]: ...
    @overload
    def __getitem__(self, path: Literal["ipAddressIds"]) -> CollectionExpr[StringExpr]: ...
    @overload
    def __getitem__(self, path: Literal["ipTags"]) -> CollectionExpr[IPTag]: ...

class IPTag(ComplexExpr):
    """The definition IPTag of the REST API."""

    ip_tag_type: StringExpr
    """`ipTagType` on the wire."""
    tag: StringExpr
    """`tag` on the wire."""
    @overload
    def __getitem__(self, path: Literal["ipTagType"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["tag"]) -> StringExpr: ...

class UserAccount(ComplexExpr):
    """The definition UserAccount of the REST API."""

    name: StringExpr
    """`name` on the wire, never null."""
    password: StringExpr
    """`password` on the wire, never null."""
    elevation_level: EnumExpr[ElevationLevel]
    """`elevationLevel` on the wire."""
    linux_user_configuration: LinuxUserConfiguration
    """`linuxUserConfiguration` on the wire."""
    windows_user_configuration: WindowsUserConfiguration
    """`windowsUserConfiguration` on the wire."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["password"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["elevationLevel"]) -> EnumExpr[ElevationLevel]: ...
    @overload
    def __getitem__(self, path: Literal["linuxUserConfiguration"]) -> LinuxUserConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["windowsUserConfiguration"]) -> WindowsUserConfiguration: ...

class LinuxUserConfiguration(ComplexExpr):
    """The definition LinuxUserConfiguration of the REST API."""

    uid: NumberExpr
    """`uid` on the wire."""
    gid: NumberExpr
    """`gid` on the wire."""
    ssh_private_key: StringExpr
    """`sshPrivateKey` on the wire."""
    @overload
    def __getitem__(self, path: Literal["uid"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["gid"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["sshPrivateKey"]) -> StringExpr: ...

class WindowsUserConfiguration(ComplexExpr):
    """The definition WindowsUserConfiguration of the REST API."""

    login_mode: EnumExpr[LoginMode]
    """`loginMode` on the wire."""
    def __getitem__(self, path: Literal["loginMode"]) -> EnumExpr[LoginMode]: ...

class BatchMetadataItem(ComplexExpr):
    """The definition BatchMetadataItem of the REST API."""

    name: StringExpr
    """`name` on the wire, never null."""
    value: StringExpr
    """`value` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["value"]) -> StringExpr: ...

class MountConfiguration(ComplexExpr):
    """The definition MountConfiguration of the REST API."""

    azure_blob_file_system_configuration: AzureBlobFileSystemConfiguration
    """`azureBlobFileSystemConfiguration` on the wire."""
    nfs_mount_configuration: NfsMountConfiguration
    """`nfsMountConfiguration` on the wire."""
    cifs_mount_configuration: CifsMountConfiguration
    """`cifsMountConfiguration` on the wire."""
    azure_file_share_configuration: AzureFileShareConfiguration
    """`azureFileShareConfiguration` on the wire."""
    @overload
    def __getitem__(self, path: Literal["azureBlobFileSystemConfiguration"]) -> AzureBlobFileSystemConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["nfsMountConfiguration"]) -> NfsMountConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["cifsMountConfiguration"]) -> CifsMountConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["azureFileShareConfiguration"]) -> AzureFileShareConfiguration: ...

class AzureBlobFileSystemConfiguration(ComplexExpr):
    """The definition AzureBlobFileSystemConfiguration of the REST API."""

    account_name: StringExpr
    """`accountName` on the wire, never null."""
    container_name: StringExpr
    """`containerName` on the wire, never null."""
    account_key: StringExpr
    """`accountKey` on the wire."""
    sas_key: StringExpr
    """`sasKey` on the wire."""
    blobfuse_options: StringExpr
    """`blobfuseOptions` on the wire."""
    relative_mount_path: StringExpr
    """`relativeMountPath` on the wire, never null."""
    identity_reference: BatchNodeIdentityReference
    """`identityReference` on the wire."""
    @overload
    def __getitem__(self, path: Literal["accountName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["accountKey"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["sasKey"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["blobfuseOptions"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["relativeMountPath"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["identityReference"]) -> BatchNodeIdentityReference: ...

class NfsMountConfiguration(ComplexExpr):
    """The definition NfsMountConfiguration of the REST API."""

    source: StringExpr
    """`source` on the wire, never null."""
    relative_mount_path: StringExpr
    """`relativeMountPath` on the wire, never null."""
    mount_options: StringExpr
    """`mountOptions` on the wire."""
    @overload
    def __getitem__(self, path: Literal["source"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["relativeMountPath"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["mountOptions"]) -> StringExpr: ...

class CifsMountConfiguration(ComplexExpr):
    """The definition CifsMountConfiguration of the REST API."""

    username: StringExpr
    """`username` on the wire, never null."""
    source: StringExpr
    """`source` on the wire, never null."""
    relative_mount_path: StringExpr
    """`relativeMountPath` on the wire, never null."""
    mount_options: StringExpr
    """`mountOptions` on the wire."""
    password: StringExpr
    """`password` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["username"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["source"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["relativeMountPath"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["mountOptions"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["password"]) -> StringExpr: ...

class AzureFileShareConfiguration(ComplexExpr):
    """The definition AzureFileShareConfiguration of the REST API."""

    account_name: StringExpr
    """`accountName` on the wire, never null."""
    account_key: StringExpr
    """`accountKey` on the wire, never null."""
    azure_file_url: StringExpr
    """`azureFileUrl` on the wire, never null."""
    relative_mount_path: StringExpr
    """`relativeMountPath` on the wire, never null."""
    mount_options: StringExpr
    """`mountOptions` on the wire."""
    @overload
    def __getitem__(self, path: Literal["accountName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["accountKey"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["azureFileUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["relativeMountPath"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["mountOptions"]) -> StringExpr: ...

class UpgradePolicy(ComplexExpr):
    """The definition UpgradePolicy of the REST API."""

    mode: EnumExpr[UpgradeMode]
    """`mode` on the wire, never null."""
    automatic_os_upgrade_policy: AutomaticOsUpgradePolicy
    """`automaticOSUpgradePolicy` on the wire."""
    rolling_upgrade_policy: RollingUpgradePolicy
    """`rollingUpgradePolicy` on the wire."""
    @overload
    def __getitem__(self, path: Literal["mode"]) -> EnumExpr[UpgradeMode]: ...
    @overload
    def __getitem__(self, path: Literal["automaticOSUpgradePolicy"]) -> AutomaticOsUpgradePolicy: ...
    @overload
    def __getitem__(self, path: Literal["rollingUpgradePolicy"]) -> RollingUpgradePolicy: ...

class AutomaticOsUpgradePolicy(ComplexExpr):
    """The definition AutomaticOsUpgradePolicy of the REST API."""

    disable_automatic_rollback: Condition
    """`disableAutomaticRollback` on the wire."""
    enable_automatic_os_upgrade: Condition
    """`enableAutomaticOSUpgrade` on the wire."""
    use_rolling_upgrade_policy: Condition
    """`useRollingUpgradePolicy` on the wire."""
    os_rolling_upgrade_deferral: Condition
    """`osRollingUpgradeDeferral` on the wire."""
    @overload
    def __getitem__(self, path: Literal["disableAutomaticRollback"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["enableAutomaticOSUpgrade"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["useRollingUpgradePolicy"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["osRollingUpgradeDeferral"]) -> Condition: ...

class RollingUpgradePolicy(ComplexExpr):
    """The definition RollingUpgradePolicy of the REST API."""

    enable_cross_zone_upgrade: Condition
    """`enableCrossZoneUpgrade` on the wire."""
    max_batch_instance_percent: NumberExpr
    """`maxBatchInstancePercent` on the wire."""
    max_unhealthy_instance_percent: NumberExpr
    """`maxUnhealthyInstancePercent` on the wire."""
    max_unhealthy_upgraded_instance_percent: NumberExpr
    """`maxUnhealthyUpgradedInstancePercent` on the wire."""
    pause_time_between_batches: DurationExpr
    """`pauseTimeBetweenBatches` on the wire."""
    prioritize_unhealthy_instances: Condition
    """`prioritizeUnhealthyInstances` on the wire."""
    rollback_failed_instances_on_policy_breach: Condition
    """`rollbackFailedInstancesOnPolicyBreach` on the wire."""
    @overload
    def __getitem__(self, path: Literal["enableCrossZoneUpgrade"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["maxBatchInstancePercent"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["maxUnhealthyInstancePercent"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["maxUnhealthyUpgradedInstancePercent"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["pauseTimeBetweenBatches"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["prioritizeUnhealthyInstances"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["rollbackFailedInstancesOnPolicyBreach"]) -> Condition: ...

class BatchJobNetworkConfiguration(ComplexExpr):
    """The definition BatchJobNetworkConfiguration of the REST API."""

    subnet_id: StringExpr
    """`subnetId` on the wire, never null."""
    skip_withdraw_from_vnet: Condition
    """`skipWithdrawFromVNet` on the wire."""
    @overload
    def __getitem__(self, path: Literal["subnetId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["skipWithdrawFromVNet"]) -> Condition: ...

class BatchJobExecutionInfo(ComplexExpr):
    """The definition BatchJobExecutionInfo of the REST API."""

    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    end_time: DateTimeExpr
    """`endTime` on the wire."""
    pool_id: StringExpr
    """`poolId` on the wire."""
    scheduling_error: BatchJobSchedulingError
    """`schedulingError` on the wire."""
    termination_reason: StringExpr
    """`terminateReason` on the wire."""
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["poolId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["schedulingError"]) -> BatchJobSchedulingError: ...
    @overload
    def __getitem__(self, path: Literal["terminateReason"]) -> StringExpr: ...

class BatchJobSchedulingError(ComplexExpr):
    """The definition BatchJobSchedulingError of the REST API."""

    category: EnumExpr[BatchErrorSourceCategory]
    """`category` on the wire, never null."""
    code: StringExpr
    """`code` on the wire."""
    message: StringExpr
    """`message` on the wire."""
    details: CollectionExpr[NameValuePair]
    """`details` on the wire."""
    @overload
    def __getitem__(self, path: Literal["category"]) -> EnumExpr[BatchErrorSourceCategory]: ...
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["details"]) -> CollectionExpr[NameValuePair]: ...

class BatchJobStatistics(ComplexExpr):
    """The definition BatchJobStatistics of the REST API."""

    url: StringExpr
    """`url` on the wire, never null."""
    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    last_update_time: DateTimeExpr
    """`lastUpdateTime` on the wire, never null."""
    user_cpu_time: DurationExpr
    """`userCPUTime` on the wire, never null."""
    kernel_cpu_time: DurationExpr
    """`kernelCPUTime` on the wire, never null."""
    wall_clock_time: DurationExpr
    """`wallClockTime` on the wire, never null."""
    read_iops: NumberExpr
    """`readIOps` on the wire, never null."""
    write_iops: NumberExpr
    """`writeIOps` on the wire, never null."""
    read_io_gib: NumberExpr
    """`readIOGiB` on the wire, never null."""
    write_io_gib: NumberExpr
    """`writeIOGiB` on the wire, never null."""
    succeeded_tasks_count: NumberExpr
    """`numSucceededTasks` on the wire, never null."""
    failed_tasks_count: NumberExpr
    """`numFailedTasks` on the wire, never null."""
    task_retries_count: NumberExpr
    """`numTaskRetries` on the wire, never null."""
    wait_time: DurationExpr
    """`waitTime` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["userCPUTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["kernelCPUTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["wallClockTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["readIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["writeIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["readIOGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["writeIOGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["numSucceededTasks"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["numFailedTasks"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["numTaskRetries"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["waitTime"]) -> DurationExpr: ...

class BatchJobSchedule(ComplexExpr):
    """An item of the operation "List job schedules"; one that was fetched with a $select may not validate."""

    id: StringExpr
    """`id` on the wire, never null."""
    display_name: StringExpr
    """`displayName` on the wire."""
    url: StringExpr
    """`url` on the wire, never null."""
    etag: StringExpr
    """`eTag` on the wire, never null."""
    last_modified: DateTimeExpr
    """`lastModified` on the wire, never null."""
    creation_time: DateTimeExpr
    """`creationTime` on the wire, never null."""
    state: EnumExpr[BatchJobScheduleState]
    """`state` on the wire, never null."""
    state_transition_time: DateTimeExpr
    """`stateTransitionTime` on the wire, never null."""
    previous_state: EnumExpr[BatchJobScheduleState]
    """`previousState` on the wire."""
    previous_state_transition_time: DateTimeExpr
    """`previousStateTransitionTime` on the wire."""
    schedule: BatchJobScheduleConfiguration
    """`schedule` on the wire."""
    job_specification: BatchJobSpecification
    """`jobSpecification` on the wire, never null."""
    execution_info: BatchJobScheduleExecutionInfo
    """`executionInfo` on the wire, never null."""
    metadata: CollectionExpr[BatchMetadataItem]
    """`metadata` on the wire."""
    job_schedule_statistics: BatchJobScheduleStatistics
    """`stats` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["eTag"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastModified"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["creationTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchJobScheduleState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["previousState"]) -> EnumExpr[BatchJobScheduleState]: ...
    @overload
    def __getitem__(self, path: Literal["previousStateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["schedule"]) -> BatchJobScheduleConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["jobSpecification"]) -> BatchJobSpecification: ...
    @overload
    def __getitem__(self, path: Literal["executionInfo"]) -> BatchJobScheduleExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["metadata"]) -> CollectionExpr[BatchMetadataItem]: ...
    @overload
    def __getitem__(self, path: Literal["stats"]) -> BatchJobScheduleStatistics: ...

class BatchJobScheduleConfiguration(ComplexExpr):
    """The definition BatchJobScheduleConfiguration of the REST API."""

    do_not_run_until: DateTimeExpr
    """`doNotRunUntil` on the wire."""
    do_not_run_after: DateTimeExpr
    """`doNotRunAfter` on the wire."""
    start_window: DurationExpr
    """`startWindow` on the wire."""
    recurrence_interval: DurationExpr
    """`recurrenceInterval` on the wire."""
    @overload
    def __getitem__(self, path: Literal["doNotRunUntil"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["doNotRunAfter"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["startWindow"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["recurrenceInterval"]) -> DurationExpr: ...

class BatchJobSpecification(ComplexExpr):
    """The definition BatchJobSpecification of the REST API."""

    priority: NumberExpr
    """`priority` on the wire."""
    allow_task_preemption: Condition
    """`allowTaskPreemption` on the wire."""
    max_parallel_tasks: NumberExpr
    """`maxParallelTasks` on the wire."""
    display_name: StringExpr
    """`displayName` on the wire."""
    uses_task_dependencies: Condition
    """`usesTaskDependencies` on the wire."""
    all_tasks_complete_mode: EnumExpr[BatchAllTasksCompleteMode]
    """`onAllTasksComplete` on the wire."""
    task_failure_mode: EnumExpr[BatchTaskFailureMode]
    """`onTaskFailure` on the wire."""
    network_configuration: BatchJobNetworkConfiguration
    """`networkConfiguration` on the wire."""
    constraints: BatchJobConstraints
    """`constraints` on the wire."""
    job_manager_task: BatchJobManagerTask
    """`jobManagerTask` on the wire."""
    job_preparation_task: BatchJobPreparationTask
    """`jobPreparationTask` on the wire."""
    job_release_task: BatchJobReleaseTask
    """`jobReleaseTask` on the wire."""
    common_environment_settings: CollectionExpr[EnvironmentSetting]
    """`commonEnvironmentSettings` on the wire."""
    pool_info: BatchPoolInfo
    """`poolInfo` on the wire, never null."""
    metadata: CollectionExpr[BatchMetadataItem]
    """`metadata` on the wire."""
    @overload
    def __getitem__(self, path: Literal["priority"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["allowTaskPreemption"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["maxParallelTasks"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["usesTaskDependencies"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["onAllTasksComplete"]) -> EnumExpr[BatchAllTasksCompleteMode]: ...
    @overload
    def __getitem__(self, path: Literal["onTaskFailure"]) -> EnumExpr[BatchTaskFailureMode]: ...
    @overload
    def __getitem__(self, path: Literal["networkConfiguration"]) -> BatchJobNetworkConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["constraints"]) -> BatchJobConstraints: ...
    @overload
    def __getitem__(self, path: Literal["jobManagerTask"]) -> BatchJobManagerTask: ...
    @overload
    def __getitem__(self, path: Literal["jobPreparationTask"]) -> BatchJobPreparationTask: ...
    @overload
    def __getitem__(self, path: Literal["jobReleaseTask"]) -> BatchJobReleaseTask: ...
    @overload
    def __getitem__(self, path: Literal["commonEnvironmentSettings"]) -> CollectionExpr[EnvironmentSetting]: ...
    @overload
    def __getitem__(self, path: Literal["poolInfo"]) -> BatchPoolInfo: ...
    @overload
    def __getitem__(self, path: Literal["metadata"]) -> CollectionExpr[BatchMetadataItem]: ...

class BatchJobScheduleExecutionInfo(ComplexExpr):
    """The definition BatchJobScheduleExecutionInfo of the REST API."""

    next_run_time: DateTimeExpr
    """`nextRunTime` on the wire."""
    recent_job: RecentBatchJob
    """`recentJob` on the wire."""
    end_time: DateTimeExpr
    """`endTime` on the wire."""
    @overload
    def __getitem__(self, path: Literal["nextRunTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["recentJob"]) -> RecentBatchJob: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...

class RecentBatchJob(ComplexExpr):
    """The definition RecentBatchJob of the REST API."""

    id: StringExpr
    """`id` on the wire."""
    url: StringExpr
    """`url` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...

class BatchJobScheduleStatistics(ComplexExpr):
    """The definition BatchJobScheduleStatistics of the REST API."""

    url: StringExpr
    """`url` on the wire, never null."""
    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    last_update_time: DateTimeExpr
    """`lastUpdateTime` on the wire, never null."""
    user_cpu_time: DurationExpr
    """`userCPUTime` on the wire, never null."""
    kernel_cpu_time: DurationExpr
    """`kernelCPUTime` on the wire, never null."""
    wall_clock_time: DurationExpr
    """`wallClockTime` on the wire, never null."""
    read_iops: NumberExpr
    """`readIOps` on the wire, never null."""
    write_iops: NumberExpr
    """`writeIOps` on the wire, never null."""
    read_io_gib: NumberExpr
    """`readIOGiB` on the wire, never null."""
    write_io_gib: NumberExpr
    """`writeIOGiB` on the wire, never null."""
    succeeded_tasks_count: NumberExpr
    """`numSucceededTasks` on the wire, never null."""
    failed_tasks_count: NumberExpr
    """`numFailedTasks` on the wire, never null."""
    task_retries_count: NumberExpr
    """`numTaskRetries` on the wire, never null."""
    wait_time: DurationExpr
    """`waitTime` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["userCPUTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["kernelCPUTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["wallClockTime"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["readIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["writeIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["readIOGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["writeIOGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["numSucceededTasks"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["numFailedTasks"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["numTaskRetries"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["waitTime"]) -> DurationExpr: ...

class BatchJobPreparationAndReleaseTaskStatus(ComplexExpr):
    """An item of the operation "List job preparation and release status"."""

    pool_id: StringExpr
    """`poolId` on the wire."""
    node_id: StringExpr
    """`nodeId` on the wire."""
    node_url: StringExpr
    """`nodeUrl` on the wire."""
    job_preparation_task_execution_info: BatchJobPreparationTaskExecutionInfo
    """`jobPreparationTaskExecutionInfo` on the wire."""
    job_release_task_execution_info: BatchJobReleaseTaskExecutionInfo
    """`jobReleaseTaskExecutionInfo` on the wire."""
    @overload
    def __getitem__(self, path: Literal["poolId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["nodeId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["nodeUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["jobPreparationTaskExecutionInfo"]) -> BatchJobPreparationTaskExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["jobReleaseTaskExecutionInfo"]) -> BatchJobReleaseTaskExecutionInfo: ...

class BatchJobPreparationTaskExecutionInfo(ComplexExpr):
    """The definition BatchJobPreparationTaskExecutionInfo of the REST API."""

    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    end_time: DateTimeExpr
    """`endTime` on the wire."""
    state: EnumExpr[BatchStartTaskState]
    """`state` on the wire, never null."""
    task_root_directory: StringExpr
    """`taskRootDirectory` on the wire."""
    task_root_directory_url: StringExpr
    """`taskRootDirectoryUrl` on the wire."""
    exit_code: NumberExpr
    """`exitCode` on the wire."""
    container_info: BatchTaskContainerExecutionInfo
    """`containerInfo` on the wire."""
    failure_info: BatchTaskFailureInfo
    """`failureInfo` on the wire."""
    retry_count: NumberExpr
    """`retryCount` on the wire, never null."""
    last_retry_time: DateTimeExpr
    """`lastRetryTime` on the wire."""
    result: EnumExpr[BatchTaskExecutionResult]
    """`result` on the wire."""
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchStartTaskState]: ...
    @overload
    def __getitem__(self, path: Literal["taskRootDirectory"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskRootDirectoryUrl"]) -> StringExpr: ...
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

class BatchJobReleaseTaskExecutionInfo(ComplexExpr):
    """The definition BatchJobReleaseTaskExecutionInfo of the REST API."""

    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    end_time: DateTimeExpr
    """`endTime` on the wire."""
    state: EnumExpr[BatchStartTaskState]
    """`state` on the wire, never null."""
    task_root_directory: StringExpr
    """`taskRootDirectory` on the wire."""
    task_root_directory_url: StringExpr
    """`taskRootDirectoryUrl` on the wire."""
    exit_code: NumberExpr
    """`exitCode` on the wire."""
    container_info: BatchTaskContainerExecutionInfo
    """`containerInfo` on the wire."""
    failure_info: BatchTaskFailureInfo
    """`failureInfo` on the wire."""
    result: EnumExpr[BatchTaskExecutionResult]
    """`result` on the wire."""
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchStartTaskState]: ...
    @overload
    def __getitem__(self, path: Literal["taskRootDirectory"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskRootDirectoryUrl"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["exitCode"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["containerInfo"]) -> BatchTaskContainerExecutionInfo: ...
    @overload
    def __getitem__(self, path: Literal["failureInfo"]) -> BatchTaskFailureInfo: ...
    @overload
    def __getitem__(self, path: Literal["result"]) -> EnumExpr[BatchTaskExecutionResult]: ...

class BatchPool(ComplexExpr):
    """An item of the operation "List pools"; one that was fetched with a $select may not validate."""

    id: StringExpr
    """`id` on the wire, never null."""
    display_name: StringExpr
    """`displayName` on the wire."""
    url: StringExpr
    """`url` on the wire, never null."""
    etag: StringExpr
    """`eTag` on the wire, never null."""
    last_modified: DateTimeExpr
    """`lastModified` on the wire, never null."""
    creation_time: DateTimeExpr
    """`creationTime` on the wire, never null."""
    state: EnumExpr[BatchPoolState]
    """`state` on the wire, never null."""
    state_transition_time: DateTimeExpr
    """`stateTransitionTime` on the wire, never null."""
    allocation_state: EnumExpr[AllocationState]
    """`allocationState` on the wire."""
    allocation_state_transition_time: DateTimeExpr
    """`allocationStateTransitionTime` on the wire."""
    vm_size: StringExpr
    """`vmSize` on the wire, never null."""
    virtual_machine_configuration: VirtualMachineConfiguration
    """`virtualMachineConfiguration` on the wire."""
    resize_timeout: DurationExpr
    """`resizeTimeout` on the wire."""
    resize_errors: CollectionExpr[ResizeError]
    """`resizeErrors` on the wire."""
    current_dedicated_nodes: NumberExpr
    """`currentDedicatedNodes` on the wire, never null."""
    current_low_priority_nodes: NumberExpr
    """`currentLowPriorityNodes` on the wire, never null."""
    target_dedicated_nodes: NumberExpr
    """`targetDedicatedNodes` on the wire."""
    target_low_priority_nodes: NumberExpr
    """`targetLowPriorityNodes` on the wire."""
    enable_auto_scale: Condition
    """`enableAutoScale` on the wire."""
    auto_scale_formula: StringExpr
    """`autoScaleFormula` on the wire."""
    auto_scale_evaluation_interval: DurationExpr
    """`autoScaleEvaluationInterval` on the wire."""
    auto_scale_run: AutoScaleRun
    """`autoScaleRun` on the wire."""
    enable_inter_node_communication: Condition
    """`enableInterNodeCommunication` on the wire."""
    network_configuration: NetworkConfiguration
    """`networkConfiguration` on the wire."""
    start_task: BatchStartTask
    """`startTask` on the wire."""
    application_package_references: CollectionExpr[BatchApplicationPackageReference]
    """`applicationPackageReferences` on the wire."""
    task_slots_per_node: NumberExpr
    """`taskSlotsPerNode` on the wire."""
    task_scheduling_policy: BatchTaskSchedulingPolicy
    """`taskSchedulingPolicy` on the wire."""
    user_accounts: CollectionExpr[UserAccount]
    """`userAccounts` on the wire."""
    metadata: CollectionExpr[BatchMetadataItem]
    """`metadata` on the wire."""
    pool_statistics: BatchPoolStatistics
    """`stats` on the wire."""
    mount_configuration: CollectionExpr[MountConfiguration]
    """`mountConfiguration` on the wire."""
    identity: BatchPoolIdentity
    """`identity` on the wire."""
    upgrade_policy: UpgradePolicy
    """`upgradePolicy` on the wire."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["eTag"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastModified"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["creationTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchPoolState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["allocationState"]) -> EnumExpr[AllocationState]: ...
    @overload
    def __getitem__(self, path: Literal["allocationStateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["vmSize"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["virtualMachineConfiguration"]) -> VirtualMachineConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["resizeTimeout"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["resizeErrors"]) -> CollectionExpr[ResizeError]: ...
    @overload
    def __getitem__(self, path: Literal["currentDedicatedNodes"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["currentLowPriorityNodes"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["targetDedicatedNodes"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["targetLowPriorityNodes"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["enableAutoScale"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["autoScaleFormula"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["autoScaleEvaluationInterval"]) -> DurationExpr: ...
    @overload
    def __getitem__(self, path: Literal["autoScaleRun"]) -> AutoScaleRun: ...
    @overload
    def __getitem__(self, path: Literal["enableInterNodeCommunication"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["networkConfiguration"]) -> NetworkConfiguration: ...
    @overload
    def __getitem__(self, path: Literal["startTask"]) -> BatchStartTask: ...
    @overload
    def __getitem__(self, path: Literal["applicationPackageReferences"]) -> CollectionExpr[BatchApplicationPackageReference]: ...
    @overload
    def __getitem__(self, path: Literal["taskSlotsPerNode"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["taskSchedulingPolicy"]) -> BatchTaskSchedulingPolicy: ...
    @overload
    def __getitem__(self, path: Literal["userAccounts"]) -> CollectionExpr[UserAccount]: ...
    @overload
    def __getitem__(self, path: Literal["metadata"]) -> CollectionExpr[BatchMetadataItem]: ...
    @overload
    def __getitem__(self, path: Literal["stats"]) -> BatchPoolStatistics: ...
    @overload
    def __getitem__(self, path: Literal["mountConfiguration"]) -> CollectionExpr[MountConfiguration]: ...
    @overload
    def __getitem__(self, path: Literal["identity"]) -> BatchPoolIdentity: ...
    @overload
    def __getitem__(self, path: Literal["upgradePolicy"]) -> UpgradePolicy: ...

class ResizeError(ComplexExpr):
    """The definition ResizeError of the REST API."""

    code: StringExpr
    """`code` on the wire."""
    message: StringExpr
    """`message` on the wire."""
    error_values: CollectionExpr[NameValuePair]
    """`values` on the wire."""
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["values"]) -> CollectionExpr[NameValuePair]: ...

class AutoScaleRun(ComplexExpr):
    """The definition AutoScaleRun of the REST API."""

    timestamp: DateTimeExpr
    """`timestamp` on the wire, never null."""
    results: StringExpr
    """`results` on the wire."""
    error: AutoScaleRunError
    """`error` on the wire."""
    @overload
    def __getitem__(self, path: Literal["timestamp"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["results"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["error"]) -> AutoScaleRunError: ...

class AutoScaleRunError(ComplexExpr):
    """The definition AutoScaleRunError of the REST API."""

    code: StringExpr
    """`code` on the wire."""
    message: StringExpr
    """`message` on the wire."""
    error_values: CollectionExpr[NameValuePair]
    """`values` on the wire."""
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["values"]) -> CollectionExpr[NameValuePair]: ...

class BatchPoolStatistics(ComplexExpr):
    """The definition BatchPoolStatistics of the REST API."""

    url: StringExpr
    """`url` on the wire, never null."""
    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    last_update_time: DateTimeExpr
    """`lastUpdateTime` on the wire, never null."""
    usage_statistics: BatchPoolUsageStatistics
    """`usageStats` on the wire."""
    resource_statistics: BatchPoolResourceStatistics
    """`resourceStats` on the wire."""
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["usageStats"]) -> BatchPoolUsageStatistics: ...
    @overload
    def __getitem__(self, path: Literal["resourceStats"]) -> BatchPoolResourceStatistics: ...

class BatchPoolUsageStatistics(ComplexExpr):
    """The definition BatchPoolUsageStatistics of the REST API."""

    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    last_update_time: DateTimeExpr
    """`lastUpdateTime` on the wire, never null."""
    dedicated_core_time: DurationExpr
    """`dedicatedCoreTime` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["dedicatedCoreTime"]) -> DurationExpr: ...

class BatchPoolResourceStatistics(ComplexExpr):
    """The definition BatchPoolResourceStatistics of the REST API."""

    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    last_update_time: DateTimeExpr
    """`lastUpdateTime` on the wire, never null."""
    avg_cpu_percentage: NumberExpr
    """`avgCPUPercentage` on the wire, never null."""
    avg_memory_gib: NumberExpr
    """`avgMemoryGiB` on the wire, never null."""
    peak_memory_gib: NumberExpr
    """`peakMemoryGiB` on the wire, never null."""
    avg_disk_gib: NumberExpr
    """`avgDiskGiB` on the wire, never null."""
    peak_disk_gib: NumberExpr
    """`peakDiskGiB` on the wire, never null."""
    disk_read_iops: NumberExpr
    """`diskReadIOps` on the wire, never null."""
    disk_write_iops: NumberExpr
    """`diskWriteIOps` on the wire, never null."""
    disk_read_gib: NumberExpr
    """`diskReadGiB` on the wire, never null."""
    disk_write_gib: NumberExpr
    """`diskWriteGiB` on the wire, never null."""
    network_read_gib: NumberExpr
    """`networkReadGiB` on the wire, never null."""
    network_write_gib: NumberExpr
    """`networkWriteGiB` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastUpdateTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["avgCPUPercentage"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["avgMemoryGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["peakMemoryGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["avgDiskGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["peakDiskGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["diskReadIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["diskWriteIOps"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["diskReadGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["diskWriteGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["networkReadGiB"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["networkWriteGiB"]) -> NumberExpr: ...

class BatchPoolIdentity(ComplexExpr):
    """The definition BatchPoolIdentity of the REST API."""

    type: EnumExpr[BatchPoolIdentityType]
    """`type` on the wire, never null."""
    user_assigned_identities: CollectionExpr[BatchUserAssignedIdentity]
    """`userAssignedIdentities` on the wire."""
    @overload
    def __getitem__(self, path: Literal["type"]) -> EnumExpr[BatchPoolIdentityType]: ...
    @overload
    def __getitem__(self, path: Literal["userAssignedIdentities"]) -> CollectionExpr[BatchUserAssignedIdentity]: ...

class BatchUserAssignedIdentity(ComplexExpr):
    """The definition BatchUserAssignedIdentity of the REST API."""

    resource_id: StringExpr
    """`resourceId` on the wire, never null."""
    client_id: StringExpr
    """`clientId` on the wire."""
    principal_id: StringExpr
    """`principalId` on the wire."""
    @overload
    def __getitem__(self, path: Literal["resourceId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["clientId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["principalId"]) -> StringExpr: ...

class BatchPoolNodeCounts(ComplexExpr):
    """An item of the operation "List pool node counts"."""

    pool_id: StringExpr
    """`poolId` on the wire, never null."""
    dedicated: BatchNodeCounts
    """`dedicated` on the wire."""
    low_priority: BatchNodeCounts
    """`lowPriority` on the wire."""
    @overload
    def __getitem__(self, path: Literal["poolId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["dedicated"]) -> BatchNodeCounts: ...
    @overload
    def __getitem__(self, path: Literal["lowPriority"]) -> BatchNodeCounts: ...

class BatchNodeCounts(ComplexExpr):
    """The definition BatchNodeCounts of the REST API."""

    creating: NumberExpr
    """`creating` on the wire, never null."""
    idle: NumberExpr
    """`idle` on the wire, never null."""
    offline: NumberExpr
    """`offline` on the wire, never null."""
    preempted: NumberExpr
    """`preempted` on the wire, never null."""
    rebooting: NumberExpr
    """`rebooting` on the wire, never null."""
    reimaging: NumberExpr
    """`reimaging` on the wire, never null."""
    running: NumberExpr
    """`running` on the wire, never null."""
    starting: NumberExpr
    """`starting` on the wire, never null."""
    start_task_failed: NumberExpr
    """`startTaskFailed` on the wire, never null."""
    leaving_pool: NumberExpr
    """`leavingPool` on the wire, never null."""
    unknown: NumberExpr
    """`unknown` on the wire, never null."""
    unusable: NumberExpr
    """`unusable` on the wire, never null."""
    waiting_for_start_task: NumberExpr
    """`waitingForStartTask` on the wire, never null."""
    deallocated: NumberExpr
    """`deallocated` on the wire, never null."""
    deallocating: NumberExpr
    """`deallocating` on the wire, never null."""
    total: NumberExpr
    """`total` on the wire, never null."""
    upgrading_os: NumberExpr
    """`upgradingOS` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["creating"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["idle"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["offline"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["preempted"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["rebooting"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["reimaging"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["running"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["starting"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["startTaskFailed"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["leavingPool"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["unknown"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["unusable"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["waitingForStartTask"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["deallocated"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["deallocating"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["total"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["upgradingOS"]) -> NumberExpr: ...

class BatchPoolUsageMetrics(ComplexExpr):
    """An item of the operation "List account usage metrics"."""

    pool_id: StringExpr
    """`poolId` on the wire, never null."""
    start_time: DateTimeExpr
    """`startTime` on the wire, never null."""
    end_time: DateTimeExpr
    """`endTime` on the wire, never null."""
    vm_size: StringExpr
    """`vmSize` on the wire, never null."""
    total_core_hours: NumberExpr
    """`totalCoreHours` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["poolId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["startTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["endTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["vmSize"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["totalCoreHours"]) -> NumberExpr: ...

class BatchSupportedImage(ComplexExpr):
    """An item of the operation "List supported images"."""

    node_agent_sku_id: StringExpr
    """`nodeAgentSKUId` on the wire, never null."""
    image_reference: BatchVmImageReference
    """`imageReference` on the wire, never null."""
    os_type: EnumExpr[OSType]
    """`osType` on the wire, never null."""
    capabilities: CollectionExpr[StringExpr]
    """`capabilities` on the wire."""
    batch_support_end_of_life: DateTimeExpr
    """`batchSupportEndOfLife` on the wire."""
    verification_type: EnumExpr[ImageVerificationType]
    """`verificationType` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["nodeAgentSKUId"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["imageReference"]) -> BatchVmImageReference: ...
    @overload
    def __getitem__(self, path: Literal["osType"]) -> EnumExpr[OSType]: ...
    @overload
    def __getitem__(self, path: Literal["capabilities"]) -> CollectionExpr[StringExpr]: ...
    @overload
    def __getitem__(self, path: Literal["batchSupportEndOfLife"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["verificationType"]) -> EnumExpr[ImageVerificationType]: ...

class BatchNodeFile(ComplexExpr):
    """An item of the operation "List task files"."""

    name: StringExpr
    """`name` on the wire."""
    url: StringExpr
    """`url` on the wire."""
    is_directory: Condition
    """`isDirectory` on the wire."""
    properties: FileProperties
    """`properties` on the wire."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["isDirectory"]) -> Condition: ...
    @overload
    def __getitem__(self, path: Literal["properties"]) -> FileProperties: ...

class FileProperties(ComplexExpr):
    """The definition FileProperties of the REST API."""

    creation_time: DateTimeExpr
    """`creationTime` on the wire."""
    last_modified: DateTimeExpr
    """`lastModified` on the wire, never null."""
    content_length: NumberExpr
    """`contentLength` on the wire, never null."""
    content_type: StringExpr
    """`contentType` on the wire."""
    file_mode: StringExpr
    """`fileMode` on the wire."""
    @overload
    def __getitem__(self, path: Literal["creationTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["lastModified"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["contentLength"]) -> NumberExpr: ...
    @overload
    def __getitem__(self, path: Literal["contentType"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["fileMode"]) -> StringExpr: ...

class BatchNodeVMExtension(ComplexExpr):
    """An item of the operation "List node extensions"."""

    provisioning_state: StringExpr
    """`provisioningState` on the wire."""
    vm_extension: VMExtension
    """`vmExtension` on the wire."""
    instance_view: VMExtensionInstanceView
    """`instanceView` on the wire."""
    @overload
    def __getitem__(self, path: Literal["provisioningState"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["vmExtension"]) -> VMExtension: ...
    @overload
    def __getitem__(self, path: Literal["instanceView"]) -> VMExtensionInstanceView: ...

class VMExtensionInstanceView(ComplexExpr):
    """The definition VMExtensionInstanceView of the REST API."""

    name: StringExpr
    """`name` on the wire."""
    statuses: CollectionExpr[InstanceViewStatus]
    """`statuses` on the wire."""
    sub_statuses: CollectionExpr[InstanceViewStatus]
    """`subStatuses` on the wire."""
    @overload
    def __getitem__(self, path: Literal["name"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["statuses"]) -> CollectionExpr[InstanceViewStatus]: ...
    @overload
    def __getitem__(self, path: Literal["subStatuses"]) -> CollectionExpr[InstanceViewStatus]: ...

class InstanceViewStatus(ComplexExpr):
    """The definition InstanceViewStatus of the REST API."""

    code: StringExpr
    """`code` on the wire."""
    display_status: StringExpr
    """`displayStatus` on the wire."""
    level: EnumExpr[StatusLevelTypes]
    """`level` on the wire."""
    message: StringExpr
    """`message` on the wire."""
    time: DateTimeExpr
    """`time` on the wire."""
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayStatus"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["level"]) -> EnumExpr[StatusLevelTypes]: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["time"]) -> DateTimeExpr: ...

class BatchApplication(ComplexExpr):
    """An item of the operation "List applications"."""

    id: StringExpr
    """`id` on the wire, never null."""
    display_name: StringExpr
    """`displayName` on the wire, never null."""
    versions: CollectionExpr[StringExpr]
    """`versions` on the wire, never null."""
    @overload
    def __getitem__(self, path: Literal["id"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["displayName"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["versions"]) -> CollectionExpr[StringExpr]: ...

class BatchCertificate(ComplexExpr):
    """An item of the operation "List certificates"."""

    thumbprint: StringExpr
    """`thumbprint` on the wire."""
    thumbprint_algorithm: StringExpr
    """`thumbprintAlgorithm` on the wire."""
    url: StringExpr
    """`url` on the wire."""
    state: EnumExpr[BatchCertificateState]
    """`state` on the wire."""
    state_transition_time: DateTimeExpr
    """`stateTransitionTime` on the wire."""
    previous_state: EnumExpr[BatchCertificateState]
    """`previousState` on the wire."""
    previous_state_transition_time: DateTimeExpr
    """`previousStateTransitionTime` on the wire."""
    public_data: BinaryExpr
    """`publicData` on the wire."""
    delete_certificate_error: DeleteBatchCertificateError
    """`deleteCertificateError` on the wire."""
    @overload
    def __getitem__(self, path: Literal["thumbprint"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["thumbprintAlgorithm"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["url"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["state"]) -> EnumExpr[BatchCertificateState]: ...
    @overload
    def __getitem__(self, path: Literal["stateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["previousState"]) -> EnumExpr[BatchCertificateState]: ...
    @overload
    def __getitem__(self, path: Literal["previousStateTransitionTime"]) -> DateTimeExpr: ...
    @overload
    def __getitem__(self, path: Literal["publicData"]) -> BinaryExpr: ...
    @overload
    def __getitem__(self, path: Literal["deleteCertificateError"]) -> DeleteBatchCertificateError: ...

class DeleteBatchCertificateError(ComplexExpr):
    """The definition DeleteBatchCertificateError of the REST API."""

    code: StringExpr
    """`code` on the wire."""
    message: StringExpr
    """`message` on the wire."""
    values: CollectionExpr[NameValuePair]
    """`values` on the wire."""
    @overload
    def __getitem__(self, path: Literal["code"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["message"]) -> StringExpr: ...
    @overload
    def __getitem__(self, path: Literal["values"]) -> CollectionExpr[NameValuePair]: ...
