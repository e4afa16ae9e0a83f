"""`ListNodesRequest`: the checked parameters of a List Nodes request, its URL and its headers.

Source: reference "Nodes - List Nodes" (2025-06-01), URI Parameters and Request Header.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from odatanodes.request import query
from odatanodes.request.constants import API_VERSION
from odatanodes.request.source import segment_fault
from odatanodes.service import LIST_NODES

if TYPE_CHECKING:
    from odatanodes.request.query import Filtered, Selected

__all__ = ["ListNodesRequest"]


class ListNodesRequest(BaseModel):
    """A request for the nodes of a pool; immutable, and plain data: `filter` and `select` are the texts that are sent.

    `filter` is a text, Filter or builder expression, `select` a text, Select or list of names. Both are checked and sent in
    canonical form; with `check=False` texts are sent unchanged. Raises ODataSyntaxError or ODataCheckError for a filter or
    select that is wrong or that the service refuses, pydantic's ValidationError for any other invalid value.

    >>> request = ListNodesRequest("pool 1", filter="state eq 'idle'", select="id,state", max_results=50)
    >>> request.url("https://account.region.batch.azure.com").removeprefix("https://account.region.batch.azure.com/pools/")
    "pool%201/nodes?api-version=2025-06-01&maxresults=50&$filter=state%20eq%20'idle'&$select=id,state"
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    pool_id: str
    """The ID of the Pool."""
    filter: str | None = None
    """The $filter to send; None lists every node."""
    select: str | None = None
    """The $select to send; None returns every property."""
    max_results: int | None = Field(None, ge=1, le=1000, strict=True)
    """Most nodes on a page, 1 to 1000 (the service's default). Pages may be shorter."""
    timeout: int | None = Field(None, ge=1, le=2**31 - 1, strict=True)
    """Seconds that the service may take; it reads more than 30 as 30, its default."""
    api_version: str = Field(API_VERSION, min_length=1)
    """The version of the REST API."""
    client_request_id: str | None = None
    """The caller's ID of the request: a GUID without braces."""
    return_client_request_id: bool | None = None
    """Whether the response should repeat that ID."""
    ocp_date: str | None = None
    """When the request was made, as RFC 7231 writes it; may be given as an aware datetime."""

    def __init__(
        self,
        pool_id: str,
        *,
        filter: Filtered | None = None,
        select: Selected | None = None,
        max_results: int | None = None,
        timeout: int | None = None,
        api_version: str = API_VERSION,
        client_request_id: UUID | str | None = None,
        return_client_request_id: bool | None = None,
        ocp_date: datetime.datetime | str | None = None,
        check: bool = True,
    ) -> None:
        super().__init__(
            pool_id=pool_id,
            filter=None if filter is None else query.filter_text(filter, LIST_NODES, check=check),
            select=None if select is None else query.select_text(select, LIST_NODES, check=check),
            max_results=max_results,
            timeout=timeout,
            api_version=api_version,
            client_request_id=client_request_id,
            return_client_request_id=return_client_request_id,
            ocp_date=ocp_date,
        )

    @field_validator("pool_id")
    @classmethod
    def _one_segment(cls, value: str) -> str:
        fault = segment_fault(value, "a pool ID")
        if fault:
            raise ValueError(fault)
        return value

    @field_validator("client_request_id", mode="before")
    @classmethod
    def _guid(cls, value: object) -> object:
        return query.guid(value) if isinstance(value, UUID | str) else value

    @field_validator("ocp_date", mode="before")
    @classmethod
    def _http_date(cls, value: object) -> object:
        return query.http_date(value) if isinstance(value, datetime.datetime | str) else value

    def url(self, endpoint: str) -> str:
        """Return the URL to GET; `endpoint` is that of the Batch account, `https://account.region.batch.azure.com`.

        Every character is percent-encoded where its place in the URL requires it. Raises ValueError for an endpoint that is not
        an http or https URL of a host, and for half of a surrogate pair, which a URL cannot contain.
        """
        parameters = {
            "api-version": self.api_version,
            "timeOut": self.timeout,
            "maxresults": self.max_results,
            "$filter": self.filter,
            "$select": self.select,
        }
        return query.url(endpoint, LIST_NODES.path, (self.pool_id,), parameters)

    def headers(self) -> dict[str, str]:
        """Return the headers to send, names in lower case, without `authorization`."""
        return query.headers(self.client_request_id, self.return_client_request_id, self.ocp_date)
