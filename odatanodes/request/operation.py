"""`ListNodesRequest`: the checked parameters of a List Nodes request, its URL and its headers.

Source: reference "Nodes - List Nodes" (2025-06-01), URI Parameters and Request Header.
"""

from __future__ import annotations

import datetime
import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from odatanodes.diagnostics import ODataCheckError
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.request.constants import API_VERSION
from odatanodes.schema import BATCH_NODE
from odatanodes.serialize import to_url
from odatanodes.service import LIST_NODES, refusals, select_refusals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from odatanodes.ast import Expr
    from odatanodes.build.expressions import Logical

__all__ = ["ListNodesRequest"]

_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_NO_URL = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]|[^\x00-\x7f]")


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
        filter: Filter | str | Expr | Logical | None = None,
        select: Select | str | Iterable[str] | None = None,
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
            filter=None if filter is None else _filter(filter) if check else _unchecked(filter),
            select=None if select is None else _select(select) if check else _joined(select),
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
        if value in {"", ".", ".."}:
            raise ValueError(f"'{value}' is not a pool ID, which is one segment of the URL's path")
        return value

    @field_validator("client_request_id", mode="before")
    @classmethod
    def _guid(cls, value: object) -> object:
        text = str(value) if isinstance(value, UUID) else value
        if isinstance(text, str) and not _GUID.fullmatch(text):
            raise ValueError("must be a GUID without braces, such as 9C4D50EE-2D56-4CD3-8152-34347DC9F2B0")
        return text

    @field_validator("ocp_date", mode="before")
    @classmethod
    def _http_date(cls, value: object) -> object:
        if isinstance(value, datetime.datetime):
            if value.utcoffset() is None:
                raise ValueError(f"{value!r} has no time zone: give it a tzinfo")
            return format_datetime(value.astimezone(datetime.UTC), usegmt=True)
        if isinstance(value, str) and not is_http_date(value):
            raise ValueError("must be a date as RFC 7231 writes it, such as 'Sun, 06 Nov 1994 08:49:37 GMT'")
        return value

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
        query = "&".join(f"{name}={to_url(str(value))}" for name, value in parameters.items() if value is not None)
        return f"{_base(endpoint)}/pools/{_segment(self.pool_id)}/nodes?{query}"

    def headers(self) -> dict[str, str]:
        """Return the headers to send, names in lower case, without `authorization`."""
        headers = {
            "client-request-id": self.client_request_id,
            "return-client-request-id": None
            if self.return_client_request_id is None
            else str(self.return_client_request_id).lower(),
            "ocp-date": self.ocp_date,
        }
        return {"accept": "application/json", **{name: value for name, value in headers.items() if value is not None}}


def is_http_date(text: str) -> bool:
    """Return whether a text is a date in the form that RFC 7231 requires of senders.

    >>> is_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), is_http_date("Mon, 06 Nov 1994 08:49:37 GMT")
    (True, False)
    """
    try:
        return format_datetime(parsedate_to_datetime(text).replace(tzinfo=datetime.UTC), usegmt=True) == text
    except (ValueError, TypeError, OverflowError):
        return False


def is_guid(text: str) -> bool:
    """Return whether a text is a GUID without braces."""
    return _GUID.fullmatch(text) is not None


def _filter(source: Filter | str | Expr | Logical) -> str:
    """Return the canonical text of a filter; raises ODataCheckError for one that the service refuses."""
    wanted = source if isinstance(source, Filter) else Filter(source)
    if wanted.schema is not BATCH_NODE:
        wanted = Filter(str(wanted))
    found = refusals(wanted.expr, LIST_NODES, canonical=True)
    if found:
        raise ODataCheckError(found, wanted.text)
    return str(wanted)


def _unchecked(source: Filter | str | Expr | Logical) -> str:
    return (
        source if isinstance(source, str) else str(source if isinstance(source, Filter) else Filter(source, None).to_text("batch"))
    )


def _select(source: Select | str | Iterable[str]) -> str:
    wanted = source if isinstance(source, Select) else Select(source)
    if wanted.schema is not BATCH_NODE:
        wanted = Select(str(wanted))
    found = select_refusals(wanted.tree, LIST_NODES)
    if found:
        raise ODataCheckError(found, wanted.text)
    return str(wanted)


def _joined(source: Select | str | Iterable[str]) -> str:
    return str(source) if isinstance(source, Select | str) else ",".join(source)


def _base(endpoint: str) -> str:
    """Return an endpoint without a slash at its end."""
    advice = "it looks like https://account.region.batch.azure.com"
    bad = _NO_URL.search(endpoint)
    if bad:
        raise ValueError(f"the endpoint '{endpoint!a}' has the character {bad.group()!a}; {advice}")
    try:
        parts = urlsplit(endpoint)
        host = parts.hostname if parts.port != 0 else None
    except ValueError as error:
        raise ValueError(f"the endpoint '{endpoint}' is not a URL ({error}); {advice}") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError(f"the endpoint '{endpoint}' is not an http or https URL of a host; {advice}")
    if "?" in endpoint or "#" in endpoint or "@" in parts.netloc:
        raise ValueError(f"the endpoint '{endpoint}' has more than a host and a path; {advice}")
    return endpoint.rstrip("/")


def _segment(text: str) -> str:
    try:
        return quote(text, safe="")
    except UnicodeEncodeError as error:
        raise ValueError(f"a URL cannot contain the lone surrogate {text[error.start]!a} of {text!a}") from None
