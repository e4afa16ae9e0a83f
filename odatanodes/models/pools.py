# Made by `python -m odatanodes.models.generate SCHEMAS.json`; do not edit.
"""Pools: models of their definitions."""

from __future__ import annotations

from enum import StrEnum

from odatanodes.base.loaded import loaded
from odatanodes.models.base import Bool, Definition, Int32, Open
from odatanodes.models.enums import ElevationLevel, InboundEndpointProtocol
from odatanodes.models.node import BatchVmImageReference
from odatanodes.models.node_task import BatchNodeIdentityReference, BatchStartTask, ContainerRegistryReference, NameValuePair
from odatanodes.models.scalars import Double, Int64, Json
from odatanodes.models.tasks import BatchApplicationPackageReference
from odatanodes.models.timespan import TimeSpan
from odatanodes.models.timestamp import Timestamp

__all__ = [
    "AllocationState",
    "AutoScaleRun",
    "AutoScaleRunError",
    "AutomaticOsUpgradePolicy",
    "AzureBlobFileSystemConfiguration",
    "AzureFileShareConfiguration",
    "BatchContainerConfiguration",
    "BatchDiffDiskSettings",
    "BatchInboundNatPool",
    "BatchJobDefaultOrder",
    "BatchMetadataItem",
    "BatchNodeFillType",
    "BatchNodePlacementConfiguration",
    "BatchNodePlacementPolicyType",
    "BatchOsDisk",
    "BatchPool",
    "BatchPoolEndpointConfiguration",
    "BatchPoolIdentity",
    "BatchPoolIdentityReference",
    "BatchPoolIdentityType",
    "BatchPoolListResult",
    "BatchPoolResourceStatistics",
    "BatchPoolState",
    "BatchPoolStatistics",
    "BatchPoolUsageStatistics",
    "BatchPublicIpAddressConfiguration",
    "BatchTaskSchedulingPolicy",
    "BatchUefiSettings",
    "BatchUserAssignedIdentity",
    "BatchVmDiskSecurityProfile",
    "CachingType",
    "CifsMountConfiguration",
    "ContainerType",
    "DataDisk",
    "DiffDiskPlacement",
    "DiskCustomerManagedKey",
    "DiskEncryptionConfiguration",
    "DiskEncryptionSetParameters",
    "DiskEncryptionTarget",
    "DynamicVNetAssignmentScope",
    "HostEndpointSettings",
    "HostEndpointSettingsModeTypes",
    "IPFamily",
    "IPTag",
    "IpAddressProvisioningType",
    "LinuxUserConfiguration",
    "LoginMode",
    "ManagedDisk",
    "MountConfiguration",
    "NetworkConfiguration",
    "NetworkSecurityGroupRule",
    "NetworkSecurityGroupRuleAccess",
    "NfsMountConfiguration",
    "ProxyAgentSettings",
    "ResizeError",
    "RollingUpgradePolicy",
    "SecurityEncryptionTypes",
    "SecurityProfile",
    "SecurityTypes",
    "ServiceArtifactReference",
    "StorageAccountType",
    "UpgradeMode",
    "UpgradePolicy",
    "UserAccount",
    "VMExtension",
    "VirtualMachineConfiguration",
    "WindowsConfiguration",
    "WindowsUserConfiguration",
]


class AllocationState(StrEnum):
    """Values of the enumeration AllocationState."""

    STEADY = "steady"
    RESIZING = "resizing"
    STOPPING = "stopping"


class BatchJobDefaultOrder(StrEnum):
    """Values of the enumeration BatchJobDefaultOrder."""

    NONE = "none"
    CREATION_TIME = "creationtime"


class BatchNodeFillType(StrEnum):
    """Values of the enumeration BatchNodeFillType."""

    SPREAD = "spread"
    PACK = "pack"


class BatchNodePlacementPolicyType(StrEnum):
    """Values of the enumeration BatchNodePlacementPolicyType."""

    REGIONAL = "regional"
    ZONAL = "zonal"


class BatchPoolIdentityType(StrEnum):
    """Values of the enumeration BatchPoolIdentityType."""

    USER_ASSIGNED = "UserAssigned"
    NONE = "None"


class BatchPoolState(StrEnum):
    """Values of the enumeration BatchPoolState."""

    ACTIVE = "active"
    DELETING = "deleting"


class CachingType(StrEnum):
    """Values of the enumeration CachingType."""

    NONE = "none"
    READ_ONLY = "readonly"
    READ_WRITE = "readwrite"


class ContainerType(StrEnum):
    """Values of the enumeration ContainerType."""

    DOCKER_COMPATIBLE = "dockerCompatible"
    CRI_COMPATIBLE = "criCompatible"


class DiffDiskPlacement(StrEnum):
    """Values of the enumeration DiffDiskPlacement."""

    CACHE_DISK = "cachedisk"


class DiskEncryptionTarget(StrEnum):
    """Values of the enumeration DiskEncryptionTarget."""

    OS_DISK = "osdisk"
    TEMPORARY_DISK = "temporarydisk"


class DynamicVNetAssignmentScope(StrEnum):
    """Values of the enumeration DynamicVNetAssignmentScope."""

    NONE = "none"
    JOB = "job"


class HostEndpointSettingsModeTypes(StrEnum):
    """Values of the enumeration HostEndpointSettingsModeTypes."""

    AUDIT = "Audit"
    ENFORCE = "Enforce"


class IPFamily(StrEnum):
    """Values of the enumeration IPFamily."""

    IPV4 = "IPv4"
    IPV6 = "IPv6"


class IpAddressProvisioningType(StrEnum):
    """Values of the enumeration IpAddressProvisioningType."""

    BATCH_MANAGED = "batchmanaged"
    USER_MANAGED = "usermanaged"
    NO_PUBLIC_IP_ADDRESSES = "nopublicipaddresses"


class LoginMode(StrEnum):
    """Values of the enumeration LoginMode."""

    BATCH = "batch"
    INTERACTIVE = "interactive"


class NetworkSecurityGroupRuleAccess(StrEnum):
    """Values of the enumeration NetworkSecurityGroupRuleAccess."""

    ALLOW = "allow"
    DENY = "deny"


class SecurityEncryptionTypes(StrEnum):
    """Values of the enumeration SecurityEncryptionTypes."""

    DISK_WITH_VM_GUEST_STATE = "DiskWithVMGuestState"
    NON_PERSISTED_TPM = "NonPersistedTPM"
    VM_GUEST_STATE_ONLY = "VMGuestStateOnly"


class SecurityTypes(StrEnum):
    """Values of the enumeration SecurityTypes."""

    TRUSTED_LAUNCH = "trustedLaunch"
    CONFIDENTIAL_VM = "confidentialvm"


class StorageAccountType(StrEnum):
    """Values of the enumeration StorageAccountType."""

    STANDARD_LRS = "standard_lrs"
    PREMIUM_LRS = "premium_lrs"
    STANDARD_SSDLRS = "standardssd_lrs"


class UpgradeMode(StrEnum):
    """Values of the enumeration UpgradeMode."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"
    ROLLING = "rolling"


class AutoScaleRunError(Definition):
    """The definition AutoScaleRunError of the REST API."""

    code: str | None = None
    message: str | None = None
    error_values: list[NameValuePair] | None = None


class AutoScaleRun(Definition):
    """The definition AutoScaleRun of the REST API."""

    timestamp: Timestamp
    results: str | None = None
    error: AutoScaleRunError | None = None


class AutomaticOsUpgradePolicy(Definition):
    """The definition AutomaticOsUpgradePolicy of the REST API."""

    disable_automatic_rollback: Bool | None = None
    enable_automatic_os_upgrade: Bool | None = None
    use_rolling_upgrade_policy: Bool | None = None
    os_rolling_upgrade_deferral: Bool | None = None


class AzureBlobFileSystemConfiguration(Definition):
    """The definition AzureBlobFileSystemConfiguration of the REST API."""

    account_name: str
    container_name: str
    account_key: str | None = None
    sas_key: str | None = None
    blobfuse_options: str | None = None
    relative_mount_path: str
    identity_reference: BatchNodeIdentityReference | None = None


class AzureFileShareConfiguration(Definition):
    """The definition AzureFileShareConfiguration of the REST API."""

    account_name: str
    account_key: str
    azure_file_url: str
    relative_mount_path: str
    mount_options: str | None = None


class BatchContainerConfiguration(Definition):
    """The definition BatchContainerConfiguration of the REST API."""

    type: Open[ContainerType]
    container_image_names: list[str] | None = None
    container_registries: list[ContainerRegistryReference] | None = None


class BatchDiffDiskSettings(Definition):
    """The definition BatchDiffDiskSettings of the REST API."""

    placement: Open[DiffDiskPlacement] | None = None


class NetworkSecurityGroupRule(Definition):
    """The definition NetworkSecurityGroupRule of the REST API."""

    priority: Int32
    access: Open[NetworkSecurityGroupRuleAccess]
    source_address_prefix: str
    source_port_ranges: list[str] | None = None


class BatchInboundNatPool(Definition):
    """The definition BatchInboundNatPool of the REST API."""

    name: str
    protocol: Open[InboundEndpointProtocol]
    backend_port: Int32
    frontend_port_range_start: Int32
    frontend_port_range_end: Int32
    network_security_group_rules: list[NetworkSecurityGroupRule] | None = None


class BatchMetadataItem(Definition):
    """The definition BatchMetadataItem of the REST API."""

    name: str
    value: str


class BatchNodePlacementConfiguration(Definition):
    """The definition BatchNodePlacementConfiguration of the REST API."""

    policy: Open[BatchNodePlacementPolicyType] | None = None


class DiskEncryptionSetParameters(Definition):
    """The definition DiskEncryptionSetParameters of the REST API."""

    id: str | None = None


class BatchVmDiskSecurityProfile(Definition):
    """The definition BatchVmDiskSecurityProfile of the REST API."""

    security_encryption_type: Open[SecurityEncryptionTypes] | None = None


class ManagedDisk(Definition):
    """The definition ManagedDisk of the REST API."""

    disk_encryption_set: DiskEncryptionSetParameters | None = None
    storage_account_type: Open[StorageAccountType] | None = None
    security_profile: BatchVmDiskSecurityProfile | None = None


class BatchOsDisk(Definition):
    """The definition BatchOsDisk of the REST API."""

    ephemeral_os_disk_settings: BatchDiffDiskSettings | None = None
    caching: Open[CachingType] | None = None
    disk_size_gb: Int32 | None = None
    managed_disk: ManagedDisk | None = None
    write_accelerator_enabled: Bool | None = None


class WindowsConfiguration(Definition):
    """The definition WindowsConfiguration of the REST API."""

    enable_automatic_updates: Bool | None = None


class DataDisk(Definition):
    """The definition DataDisk of the REST API."""

    logical_unit_number: Int32
    caching: Open[CachingType] | None = None
    disk_size_gb: Int32
    managed_disk: ManagedDisk | None = None


class BatchPoolIdentityReference(Definition):
    """The definition BatchPoolIdentityReference of the REST API."""

    resource_id: str | None = None


class DiskCustomerManagedKey(Definition):
    """The definition DiskCustomerManagedKey of the REST API."""

    identity_reference: BatchPoolIdentityReference | None = None
    key_url: str | None = None
    rotation_to_latest_key_version_enabled: Bool | None = None


class DiskEncryptionConfiguration(Definition):
    """The definition DiskEncryptionConfiguration of the REST API."""

    customer_managed_key: DiskCustomerManagedKey | None = None
    targets: list[Open[DiskEncryptionTarget]] | None = None


class VMExtension(Definition):
    """The definition VMExtension of the REST API."""

    name: str
    publisher: str
    type: str
    type_handler_version: str | None = None
    auto_upgrade_minor_version: Bool | None = None
    enable_automatic_upgrade: Bool | None = None
    settings: Json | None = None
    protected_settings: Json | None = None
    provision_after_extensions: list[str] | None = None


class HostEndpointSettings(Definition):
    """The definition HostEndpointSettings of the REST API."""

    in_vm_access_control_profile_reference_id: str | None = None
    mode: Open[HostEndpointSettingsModeTypes] | None = None


class ProxyAgentSettings(Definition):
    """The definition ProxyAgentSettings of the REST API."""

    enabled: Bool | None = None
    imds: HostEndpointSettings | None = None
    wire_server: HostEndpointSettings | None = None


class BatchUefiSettings(Definition):
    """The definition BatchUefiSettings of the REST API."""

    secure_boot_enabled: Bool | None = None
    vtpm_enabled: Bool | None = None


class SecurityProfile(Definition):
    """The definition SecurityProfile of the REST API."""

    encryption_at_host: Bool | None = None
    proxy_agent_settings: ProxyAgentSettings | None = None
    security_type: Open[SecurityTypes] | None = None
    uefi_settings: BatchUefiSettings | None = None


class ServiceArtifactReference(Definition):
    """The definition ServiceArtifactReference of the REST API."""

    id: str


class VirtualMachineConfiguration(Definition):
    """The definition VirtualMachineConfiguration of the REST API."""

    image_reference: BatchVmImageReference
    node_agent_sku_id: str
    windows_configuration: WindowsConfiguration | None = None
    data_disks: list[DataDisk] | None = None
    license_type: str | None = None
    container_configuration: BatchContainerConfiguration | None = None
    disk_encryption_configuration: DiskEncryptionConfiguration | None = None
    node_placement_configuration: BatchNodePlacementConfiguration | None = None
    extensions: list[VMExtension] | None = None
    os_disk: BatchOsDisk | None = None
    security_profile: SecurityProfile | None = None
    service_artifact_reference: ServiceArtifactReference | None = None


class ResizeError(Definition):
    """The definition ResizeError of the REST API."""

    code: str | None = None
    message: str | None = None
    error_values: list[NameValuePair] | None = None


class BatchPoolEndpointConfiguration(Definition):
    """The definition BatchPoolEndpointConfiguration of the REST API."""

    inbound_nat_pools: list[BatchInboundNatPool]


class IPTag(Definition):
    """The definition IPTag of the REST API."""

    ip_tag_type: str | None = None
    tag: str | None = None


class BatchPublicIpAddressConfiguration(Definition):
    """The definition BatchPublicIpAddressConfiguration of the REST API."""

    ip_address_provisioning_type: Open[IpAddressProvisioningType] | None = None
    ip_families: list[Open[IPFamily]] | None = None
    ip_address_ids: list[str] | None = None
    ip_tags: list[IPTag] | None = None


class NetworkConfiguration(Definition):
    """The definition NetworkConfiguration of the REST API."""

    subnet_id: str | None = None
    dynamic_vnet_assignment_scope: Open[DynamicVNetAssignmentScope] | None = None
    endpoint_configuration: BatchPoolEndpointConfiguration | None = None
    public_ip_address_configuration: BatchPublicIpAddressConfiguration | None = None
    enable_accelerated_networking: Bool | None = None


class BatchTaskSchedulingPolicy(Definition):
    """The definition BatchTaskSchedulingPolicy of the REST API."""

    job_default_order: Open[BatchJobDefaultOrder] | None = None
    node_fill_type: Open[BatchNodeFillType]


class LinuxUserConfiguration(Definition):
    """The definition LinuxUserConfiguration of the REST API."""

    uid: Int32 | None = None
    gid: Int32 | None = None
    ssh_private_key: str | None = None


class WindowsUserConfiguration(Definition):
    """The definition WindowsUserConfiguration of the REST API."""

    login_mode: Open[LoginMode] | None = None


class UserAccount(Definition):
    """The definition UserAccount of the REST API."""

    name: str
    password: str
    elevation_level: Open[ElevationLevel] | None = None
    linux_user_configuration: LinuxUserConfiguration | None = None
    windows_user_configuration: WindowsUserConfiguration | None = None


class BatchPoolUsageStatistics(Definition):
    """The definition BatchPoolUsageStatistics of the REST API."""

    start_time: Timestamp
    last_update_time: Timestamp
    dedicated_core_time: TimeSpan


class BatchPoolResourceStatistics(Definition):
    """The definition BatchPoolResourceStatistics of the REST API."""

    start_time: Timestamp
    last_update_time: Timestamp
    avg_cpu_percentage: Double
    avg_memory_gib: Double
    peak_memory_gib: Double
    avg_disk_gib: Double
    peak_disk_gib: Double
    disk_read_iops: Int64
    disk_write_iops: Int64
    disk_read_gib: Double
    disk_write_gib: Double
    network_read_gib: Double
    network_write_gib: Double


class BatchPoolStatistics(Definition):
    """The definition BatchPoolStatistics of the REST API."""

    url: str
    start_time: Timestamp
    last_update_time: Timestamp
    usage_statistics: BatchPoolUsageStatistics | None = None
    resource_statistics: BatchPoolResourceStatistics | None = None


class NfsMountConfiguration(Definition):
    """The definition NfsMountConfiguration of the REST API."""

    source: str
    relative_mount_path: str
    mount_options: str | None = None


class CifsMountConfiguration(Definition):
    """The definition CifsMountConfiguration of the REST API."""

    username: str
    source: str
    relative_mount_path: str
    mount_options: str | None = None
    password: str


class MountConfiguration(Definition):
    """The definition MountConfiguration of the REST API."""

    azure_blob_file_system_configuration: AzureBlobFileSystemConfiguration | None = None
    nfs_mount_configuration: NfsMountConfiguration | None = None
    cifs_mount_configuration: CifsMountConfiguration | None = None
    azure_file_share_configuration: AzureFileShareConfiguration | None = None


class BatchUserAssignedIdentity(Definition):
    """The definition BatchUserAssignedIdentity of the REST API."""

    resource_id: str
    client_id: str | None = None
    principal_id: str | None = None


class BatchPoolIdentity(Definition):
    """The definition BatchPoolIdentity of the REST API."""

    type: Open[BatchPoolIdentityType]
    user_assigned_identities: list[BatchUserAssignedIdentity] | None = None


class RollingUpgradePolicy(Definition):
    """The definition RollingUpgradePolicy of the REST API."""

    enable_cross_zone_upgrade: Bool | None = None
    max_batch_instance_percent: Int32 | None = None
    max_unhealthy_instance_percent: Int32 | None = None
    max_unhealthy_upgraded_instance_percent: Int32 | None = None
    pause_time_between_batches: TimeSpan | None = None
    prioritize_unhealthy_instances: Bool | None = None
    rollback_failed_instances_on_policy_breach: Bool | None = None


class UpgradePolicy(Definition):
    """The definition UpgradePolicy of the REST API."""

    mode: Open[UpgradeMode]
    automatic_os_upgrade_policy: AutomaticOsUpgradePolicy | None = None
    rolling_upgrade_policy: RollingUpgradePolicy | None = None


class BatchPool(Definition):
    """An item of the operation "List pools"; one that was fetched with a $select may not validate."""

    id: str
    display_name: str | None = None
    url: str
    etag: str
    last_modified: Timestamp
    creation_time: Timestamp
    state: Open[BatchPoolState]
    state_transition_time: Timestamp
    allocation_state: Open[AllocationState] | None = None
    allocation_state_transition_time: Timestamp | None = None
    vm_size: str
    virtual_machine_configuration: VirtualMachineConfiguration | None = None
    resize_timeout: TimeSpan | None = None
    resize_errors: list[ResizeError] | None = None
    current_dedicated_nodes: Int32
    current_low_priority_nodes: Int32
    target_dedicated_nodes: Int32 | None = None
    target_low_priority_nodes: Int32 | None = None
    enable_auto_scale: Bool | None = None
    auto_scale_formula: str | None = None
    auto_scale_evaluation_interval: TimeSpan | None = None
    auto_scale_run: AutoScaleRun | None = None
    enable_inter_node_communication: Bool | None = None
    network_configuration: NetworkConfiguration | None = None
    start_task: BatchStartTask | None = None
    application_package_references: list[BatchApplicationPackageReference] | None = None
    task_slots_per_node: Int32 | None = None
    task_scheduling_policy: BatchTaskSchedulingPolicy | None = None
    user_accounts: list[UserAccount] | None = None
    metadata: list[BatchMetadataItem] | None = None
    pool_statistics: BatchPoolStatistics | None = None
    mount_configuration: list[MountConfiguration] | None = None
    identity: BatchPoolIdentity | None = None
    upgrade_policy: UpgradePolicy | None = None


class BatchPoolListResult(Definition):
    """A page of the operation "List pools"."""

    value: list[BatchPool] | None = None
    next_link: str | None = None


loaded(__name__)
