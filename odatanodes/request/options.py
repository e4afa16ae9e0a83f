"""Types of what `list_nodes` and its kin take, for type checkers and editors; never loaded at run time.

A client is any object with the method of a list API: its items have the type that the method's do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Required, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Callable, Iterable, Mapping
    from datetime import datetime

    from odatanodes.request.division import Moment, Selected

__all__ = [
    "AsyncJobClient",
    "AsyncJobScheduleClient",
    "AsyncNodeClient",
    "AsyncPoolClient",
    "AsyncTaskClient",
    "ClientOptions",
    "FetchOptions",
    "JobClient",
    "JobScheduleClient",
    "NodeClient",
    "NodeFetchOptions",
    "NodeOptions",
    "Options",
    "PlanOptions",
    "PoolClient",
    "StatisticsOptions",
    "TaskClient",
]

_T_co = TypeVar("_T_co", covariant=True)


class PlanOptions(TypedDict, total=False):
    """Options of `list_nodes` with a client or a fetch."""

    select: Selected
    max_results: int | None
    timeout: int | None
    now: Moment
    trust_ne: bool
    max_terms: int | None


class StatisticsOptions(TypedDict, total=False):
    """Options of the lists whose items have statistics."""

    expand: str | Iterable[str]
    send_aliases: bool


class ClientOptions(TypedDict, total=False):
    """Options of the client's methods and of azure-core's pipeline, which are passed on."""

    service_timeout: int | None
    ocp_date: datetime | None
    headers: Mapping[str, str]
    params: Mapping[str, str]
    request_id: str
    user_agent: str
    logging_enable: bool
    raw_response_hook: Callable[[Any], object]
    raw_request_hook: Callable[[Any], object]
    retry_total: int
    retry_connect: int
    retry_read: int
    retry_status: int
    retry_backoff_factor: float
    retry_backoff_max: float
    retry_mode: str
    permit_redirects: bool
    redirect_max: int
    connection_timeout: float
    read_timeout: float
    connection_verify: bool | str
    connection_cert: str | tuple[str, str]
    proxies: Mapping[str, str]
    cls: Callable[[Any], Any]


class NodeOptions(PlanOptions, ClientOptions, total=False):
    """Options of `list_nodes` with a client."""


class Options(NodeOptions, StatisticsOptions, total=False):
    """Options of the other lists with a client."""


class NodeFetchOptions(PlanOptions, total=False):
    """Options of `list_nodes` with a fetch."""

    endpoint: Required[str]
    api_version: str
    retries: int


class FetchOptions(NodeFetchOptions, StatisticsOptions, total=False):
    """Options of the other lists with a fetch."""


class NodeClient(Protocol[_T_co]):
    """`azure.batch.BatchClient` is one of its BatchNode."""

    def list_nodes(self, pool_id: str, /, *, filter: str | None = None, select: list[str] | None = None) -> Iterable[_T_co]:
        """Return the nodes of a pool, with a method `by_page`."""


class TaskClient(Protocol[_T_co]):
    """`azure.batch.BatchClient` is one of its BatchTask."""

    def list_tasks(self, job_id: str, /, *, filter: str | None = None, select: list[str] | None = None) -> Iterable[_T_co]:
        """Return the tasks of a job, with a method `by_page`."""


class JobClient(Protocol[_T_co]):
    """`azure.batch.BatchClient` is one of its BatchJob."""

    def list_jobs(self, *, filter: str | None = None, select: list[str] | None = None) -> Iterable[_T_co]:
        """Return the jobs of the account, with a method `by_page`."""


class PoolClient(Protocol[_T_co]):
    """`azure.batch.BatchClient` is one of its BatchPool."""

    def list_pools(self, *, filter: str | None = None, select: list[str] | None = None) -> Iterable[_T_co]:
        """Return the pools of the account, with a method `by_page`."""


class JobScheduleClient(Protocol[_T_co]):
    """`azure.batch.BatchClient` is one of its BatchJobSchedule."""

    def list_job_schedules(self, *, filter: str | None = None, select: list[str] | None = None) -> Iterable[_T_co]:
        """Return the job schedules of the account, with a method `by_page`."""


class AsyncNodeClient(Protocol[_T_co]):
    """`azure.batch.aio.BatchClient` is one of BatchNode."""

    def list_nodes(self, pool_id: str, /, *, filter: str | None = None, select: list[str] | None = None) -> AsyncIterable[_T_co]:
        """Return the nodes of a pool, with a method `by_page`."""


class AsyncTaskClient(Protocol[_T_co]):
    """`azure.batch.aio.BatchClient` is one of BatchTask."""

    def list_tasks(self, job_id: str, /, *, filter: str | None = None, select: list[str] | None = None) -> AsyncIterable[_T_co]:
        """Return the tasks of a job, with a method `by_page`."""


class AsyncJobClient(Protocol[_T_co]):
    """`azure.batch.aio.BatchClient` is one of BatchJob."""

    def list_jobs(self, *, filter: str | None = None, select: list[str] | None = None) -> AsyncIterable[_T_co]:
        """Return the jobs of the account, with a method `by_page`."""


class AsyncPoolClient(Protocol[_T_co]):
    """`azure.batch.aio.BatchClient` is one of BatchPool."""

    def list_pools(self, *, filter: str | None = None, select: list[str] | None = None) -> AsyncIterable[_T_co]:
        """Return the pools of the account, with a method `by_page`."""


class AsyncJobScheduleClient(Protocol[_T_co]):
    """`azure.batch.aio.BatchClient` is one of BatchJobSchedule."""

    def list_job_schedules(self, *, filter: str | None = None, select: list[str] | None = None) -> AsyncIterable[_T_co]:
        """Return the job schedules of the account, with a method `by_page`."""
