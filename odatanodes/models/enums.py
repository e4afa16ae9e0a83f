"""The eleven enumerations of List Nodes; a member is a str equal to its wire spelling.

Member names are those of the azure-batch SDK. Fields take a value that stands in no enumeration as plain str (see `Open`).
Source: reference "Nodes - List Nodes" (2025-06-01), Definitions.
"""

from __future__ import annotations

from enum import StrEnum


class AutoUserScope(StrEnum):
    """Which account an auto user is."""

    TASK = "task"
    """A new user, made for the Task."""
    POOL = "pool"
    """The auto user account that every node of the Pool has."""


class BatchErrorSourceCategory(StrEnum):
    """Whose fault an error is."""

    USER_ERROR = "usererror"
    """The user's, a wrong configuration for example."""
    SERVER_ERROR = "servererror"
    """The service's own."""


class BatchNodeState(StrEnum):
    """What a Compute Node is doing."""

    IDLE = "idle"
    """Runs no Task."""
    REBOOTING = "rebooting"
    """Is rebooting."""
    REIMAGING = "reimaging"
    """Is being reimaged."""
    RUNNING = "running"
    """Runs one Task or more, the StartTask not counted."""
    UNUSABLE = "unusable"
    """Cannot run Tasks because of errors."""
    CREATING = "creating"
    """Its virtual machine was obtained but has not begun to join the Pool."""
    STARTING = "starting"
    """The Batch service is starting on its virtual machine."""
    WAITING_FOR_START_TASK = "waitingforstarttask"
    """The StartTask runs and waitForSuccess is set."""
    START_TASK_FAILED = "starttaskfailed"
    """The StartTask failed for good and waitForSuccess is set: no Tasks run here."""
    UNKNOWN = "unknown"
    """The service lost contact and does not know the true state."""
    LEAVING_POOL = "leavingpool"
    """Was removed by the user, or the Pool is shrinking."""
    OFFLINE = "offline"
    """Runs no Task, and scheduling of new ones is disabled."""
    PREEMPTED = "preempted"
    """A Spot or low-priority node that was taken away; its Tasks are scheduled again elsewhere."""
    UPGRADING_OS = "upgradingos"
    """Its operating system is being upgraded."""
    DEALLOCATED = "deallocated"
    """Is deallocated."""
    DEALLOCATING = "deallocating"
    """Is being deallocated."""


class BatchStartTaskState(StrEnum):
    """How far a StartTask is."""

    RUNNING = "running"
    """Is running."""
    COMPLETED = "completed"
    """Exited with code 0, used up its retries, or never ran because its preparation failed."""


class BatchTaskExecutionResult(StrEnum):
    """How a Task ended."""

    SUCCESS = "success"
    """Ran successfully."""
    FAILURE = "failure"
    """Failed before, while or after its process ran."""


class BatchTaskState(StrEnum):
    """How far a Task is."""

    ACTIVE = "active"
    """Queued, not assigned to a node: new, enabled again, or waiting for a retry."""
    PREPARING = "preparing"
    """Assigned to a node, waiting for a Job Preparation Task there."""
    RUNNING = "running"
    """Runs on a node, which includes fetching its files and packages."""
    COMPLETED = "completed"
    """Will not run again: finished, out of retries, failed to launch, or terminated."""


class ContainerHostDataPath(StrEnum):
    """A directory of the node that a container can mount."""

    SHARED = "Shared"
    """Where the Tasks of a multi-instance Task share files."""
    STARTUP = "Startup"
    """The StartTask's directory."""
    VFS_MOUNTS = "VfsMounts"
    """All virtual file systems mounted on the node."""
    TASK = "Task"
    """The Task's directory."""
    JOB_PREP = "JobPrep"
    """The Job Preparation Task's directory."""
    APPLICATIONS = "Applications"
    """The applications' directory."""


class ContainerWorkingDirectory(StrEnum):
    """Where a containerised Task starts."""

    TASK_WORKING_DIRECTORY = "taskWorkingDirectory"
    """The Task's working directory, which holds its resource files."""
    CONTAINER_IMAGE_DEFAULT = "containerImageDefault"
    """The image's own, which does not hold the resource files."""


class ElevationLevel(StrEnum):
    """What a user may do."""

    NON_ADMIN = "nonadmin"
    """A standard user."""
    ADMIN = "admin"
    """An administrator."""


class InboundEndpointProtocol(StrEnum):
    """The protocol of an endpoint."""

    TCP = "tcp"
    """TCP."""
    UDP = "udp"
    """UDP."""


class SchedulingState(StrEnum):
    """Whether new Tasks may come to a node."""

    ENABLED = "enabled"
    """They may; every node starts so."""
    DISABLED = "disabled"
    """They may not; Tasks already there can run to their end."""
