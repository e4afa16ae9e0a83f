"""The Compute Node, and the page of nodes that List Nodes returns.

Source: reference "Nodes - List Nodes" (2025-06-01), Definitions.
"""

from __future__ import annotations

from odatanodes.models.base import Bool, Definition, Int32, Open
from odatanodes.models.enums import BatchNodeState, InboundEndpointProtocol, SchedulingState
from odatanodes.models.node_task import BatchStartTask, BatchStartTaskInfo, BatchTaskInfo, NameValuePair
from odatanodes.models.timestamp import Timestamp


class BatchNodeError(Definition):
    """An error of a node."""

    code: str | None = None
    """Identifies the error; codes never change and are meant for programs."""
    message: str | None = None
    """Describes the error to a person."""
    error_details: list[NameValuePair] | None = None
    """More about the error."""


class InboundEndpoint(Definition):
    """An endpoint through which a node is reached from outside."""

    name: str
    """The endpoint's name."""
    protocol: Open[InboundEndpointProtocol]
    """Its protocol."""
    public_ip_address: str
    """The node's public IP address; `publicIPAddress` on the wire."""
    public_fqdn: str
    """The node's public domain name; `publicFQDN` on the wire."""
    frontend_port: Int32
    """The public port."""
    backend_port: Int32
    """The port on the node."""


class BatchNodeEndpointConfiguration(Definition):
    """How a node is reached from outside."""

    inbound_endpoints: list[InboundEndpoint]
    """The endpoints."""


class BatchNodeAgentInfo(Definition):
    """The program of the Batch service on a node."""

    version: str
    """Its version."""
    last_update_time: Timestamp
    """When it was last updated to a new version."""


class BatchVmImageReference(Definition):
    """The image a virtual machine was made from: a Marketplace image by its parts, or a gallery image by its ID."""

    publisher: str | None = None
    """Who publishes the Marketplace image: Canonical, for example."""
    offer: str | None = None
    """Its offer: ubuntu-24_04-lts, for example."""
    sku: str | None = None
    """Its SKU: server, for example."""
    version: str | None = None
    """Its version; `latest` when left out."""
    virtual_machine_image_id: str | None = None
    """The ARM resource ID of a Compute Gallery image."""
    exact_version: str | None = None
    """The version the node was made from; differs from `version` only where that is `latest`."""
    shared_gallery_image_id: str | None = None
    """The ID of a shared gallery image."""
    community_gallery_image_id: str | None = None
    """The ID of a community gallery image."""


class VirtualMachineInfo(Definition):
    """The virtual machine of a node."""

    image_reference: BatchVmImageReference | None = None
    """Its image."""
    scale_set_vm_resource_id: str | None = None
    """Its resource ID in the scale set; only in accounts that allocate pools in the user's subscription."""


class BatchNode(Definition):
    """A Compute Node.

    Without `$select`, every node of the service has the properties that have no default. A node that was fetched with a
    $select lacks some of them and does not validate: keep it as a dict, which filters and selects take as well.

    >>> import json
    >>> from importlib.resources import files
    >>> page = json.loads((files("odatanodes") / "batch" / "list_nodes_sample.json").read_text())
    >>> node = BatchNode.model_validate(page["value"][0])
    >>> node.state, node.state_transition_time
    (<BatchNodeState.IDLE: 'idle'>, Timestamp('2025-11-22T22:22:27.2236818Z'))
    >>> node.to_wire() == page["value"][0]
    True
    """

    id: str
    """The node's ID, unique in its Pool; used again only after the node was removed."""
    url: str
    """The node's URL."""
    state: Open[BatchNodeState]
    """What the node is doing."""
    scheduling_state: Open[SchedulingState] | None = None
    """Whether new Tasks may come to it."""
    state_transition_time: Timestamp
    """When it entered its state."""
    last_boot_time: Timestamp | None = None
    """When it last started; may be absent from an unusable node."""
    allocation_time: Timestamp
    """When it was first allocated to the Pool; healing and preemption do not change it."""
    ip_address: str
    """Its address for other nodes."""
    ipv6_address: str | None = None
    """Its IPv6 address for other nodes; absent where the Pool is not configured for IPv6."""
    affinity_id: str
    """What to pass with a Task that should run here if it can."""
    vm_size: str
    """The size of its virtual machine."""
    total_tasks_run: Int32
    """How many Tasks completed here; like all counts, without Job Preparation, Job Release and Start Tasks."""
    running_tasks_count: Int32 | None = None
    """How many Tasks run here now."""
    running_task_slots_count: Int32 | None = None
    """How many scheduling slots they use."""
    total_tasks_succeeded: Int32 | None = None
    """How many Tasks completed here with exit code 0."""
    recent_tasks: list[BatchTaskInfo] | None = None
    """Tasks whose state changed lately; absent until one has run here."""
    start_task: BatchStartTask | None = None
    """The Task it runs as it joins the Pool."""
    start_task_info: BatchStartTaskInfo | None = None
    """What became of that Task."""
    errors: list[BatchNodeError] | None = None
    """Errors it has now."""
    is_dedicated: Bool | None = None
    """Whether it is dedicated; if not, it is a Spot or low-priority node."""
    endpoint_configuration: BatchNodeEndpointConfiguration | None = None
    """How it is reached from outside."""
    node_agent_info: BatchNodeAgentInfo | None = None
    """The Batch service's program on it."""
    virtual_machine_info: VirtualMachineInfo
    """Its virtual machine."""


class BatchNodeListResult(Definition):
    """A page of List Nodes."""

    value: list[BatchNode] | None = None
    """The nodes."""
    next_link: str | None = None
    """The URL of the next page, absent on the last one; `odata.nextLink` on the wire."""
