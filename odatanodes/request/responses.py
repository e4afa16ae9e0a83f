"""Responses of the list operations: a page of items, or the error in its place.

Source: REST API 2025-06-01, responses of the list operations and BatchError.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from odatanodes.base.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal

    from odatanodes.models import (
        BatchJobListResult,
        BatchJobScheduleListResult,
        BatchNodeListResult,
        BatchPoolListResult,
        BatchTaskListResult,
        Definition,
    )
    from odatanodes.service import Service

__all__ = ["AnswerError", "BatchServiceError", "NodePage", "Response", "read_page", "read_result"]

Node = dict[str, Any]
RETRIABLE_STATUSES = frozenset({408, 429, 500, 502, 503, 504})
RETRIABLE_CODES = frozenset({"ServerBusy", "OperationTimedOut", "InternalError"})
MAX_RETRY_AFTER_DIGITS = 9


class Response(NamedTuple):
    """The return value of a `fetch`; a plain tuple of the same three will do."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NodePage(NamedTuple):
    """A page of any list: items as dicts with REST names, the URL of the next page or None, the service's request ID.

    `nodes` are its items, whatever they are: tasks, jobs, pools. `items` is the same list.
    """

    nodes: list[Node]
    next_link: str | None
    request_id: str | None

    @property
    def items(self) -> list[Node]:
        """The items of the page, of whatever list."""
        return self.nodes

    def result(self) -> BatchNodeListResult:
        """Return a page of nodes as pydantic models; raises ValidationError where a $select omitted required properties.

        For a page of another list use the model of its pages: `BatchTaskListResult.model_validate({"value": page.items})`.
        """
        from odatanodes.models import BatchNodeListResult

        return BatchNodeListResult.model_validate({"value": self.nodes, "odata.nextLink": self.next_link})


class AnswerError(ValueError):
    """A response that no list operation gives: not JSON, no list of items in it, a next link that cannot be followed.

    `retriable` tells whether the same request may succeed later: it may where a body was cut off.
    """

    def __init__(self, message: str, *, retriable: bool = False) -> None:
        super().__init__(message)
        self.retriable = retriable


class BatchServiceError(Exception):
    """An error response of the service.

    `status` is the HTTP status, `code` and `message` (its first line) are the service's, `details` the keys and values it
    added, `request_id` what a support request needs, `retriable` whether the same request may succeed later, `retry_after`
    the seconds to wait before that, or None.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        details: Mapping[str, str] | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.details = dict(details or {})
        self.request_id = request_id
        self.retry_after = retry_after
        super().__init__(status, code, message)

    @property
    def retriable(self) -> bool:
        """Whether the same request may succeed later."""
        return self.status in RETRIABLE_STATUSES or self.code in RETRIABLE_CODES

    def __str__(self) -> str:
        """Return code, status, message and details, one a line, with control characters replaced."""
        lines = [f"{self.code} ({self.status}): {self.message}" if self.message else f"{self.code} ({self.status})"]
        for key, value in self.details.items():
            first, *more = value.split("\n")
            lines += [f"  {key}: {first}", *[f"    {line}" for line in more]]
        lines += [f"  request-id: {self.request_id}"] if self.request_id else []
        return "\n".join(map(printable, lines))

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), (self.status, self.code, self.message, self.details, self.request_id, self.retry_after)


def read_page(response: Response | tuple[int, Mapping[str, str], bytes]) -> NodePage:
    """Return the page of a response; raises BatchServiceError for an error response, AnswerError for anything else."""
    status, named, body = response
    headers = {name.lower(): value for name, value in named.items()}
    if status != 200:
        raise _service_error(status, headers, body)
    document = _document(body)
    nodes, link = document.get("value"), document.get("odata.nextLink")
    if not isinstance(nodes, list) or not all(isinstance(node, dict) for node in nodes):
        raise AnswerError("the response has no list of items ('value'): is the endpoint that of a Batch account?")
    if link is not None and not isinstance(link, str):
        raise AnswerError("'odata.nextLink' of the response is not a string")
    return NodePage(nodes, link or None, headers.get("request-id"))


@overload
def read_result(body: bytes | str | Mapping[str, Any]) -> BatchNodeListResult: ...
@overload
def read_result(body: bytes | str | Mapping[str, Any], service: Literal["list-nodes"]) -> BatchNodeListResult: ...
@overload
def read_result(body: bytes | str | Mapping[str, Any], service: Literal["list-tasks"]) -> BatchTaskListResult: ...
@overload
def read_result(
    body: bytes | str | Mapping[str, Any], service: Literal["list-jobs", "list-jobs-in-job-schedule"]
) -> BatchJobListResult: ...
@overload
def read_result(body: bytes | str | Mapping[str, Any], service: Literal["list-pools"]) -> BatchPoolListResult: ...
@overload
def read_result(body: bytes | str | Mapping[str, Any], service: Literal["list-job-schedules"]) -> BatchJobScheduleListResult: ...
@overload
def read_result(body: bytes | str | Mapping[str, Any], service: Service | str) -> Definition: ...
def read_result(body: bytes | str | Mapping[str, Any], service: Service | str = "list-nodes") -> Definition:
    """Return a page of a list API (or of its name) as pydantic models, from its bytes, text or dict.

    Raises BatchServiceError for an error body (with status 0, which a body does not have), AnswerError for anything else,
    and pydantic's ValidationError for items that lack required properties, as those fetched with a $select do.

    >>> read_result('{"value": []}').value
    []
    """
    document = body if isinstance(body, Mapping) else _document(body)
    if "value" not in document and isinstance(document.get("code"), str):
        raise _service_error(0, {}, json.dumps(document).encode())
    if not isinstance(document.get("value"), list):
        raise AnswerError("the response has no list of items ('value')")
    from odatanodes import models
    from odatanodes.service import service_named

    model: type[Definition] = getattr(models, service_named(service).page)
    return model.model_validate(document)


def _document(body: bytes | str) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise AnswerError(f"the response is not JSON, or was cut off: {_beginning(body)}", retriable=True) from None
    if not isinstance(document, dict):
        raise AnswerError(f"the response is not a JSON object: {_beginning(body)}")
    return document


def _beginning(body: bytes | str) -> str:
    text = body if isinstance(body, str) else body[:200].decode("utf-8", "replace")
    return repr(text[:60]) + ("…" if len(body) > 60 else "")


def _service_error(status: int, headers: Mapping[str, str], body: bytes) -> BatchServiceError:
    """Return the error of a response; of one that is not a BatchError (a proxy's page), its status and first characters."""
    found = _error_fields(body)
    code, text, details = found if found is not None else (None, "", {})
    message, *rest = text.splitlines() or [""]
    if code is None and body:
        message = f"the response is not a BatchError: {_beginning(body)}"
    in_text = next((line.partition(":")[2].strip() for line in rest if line.startswith("RequestId:")), None)
    return BatchServiceError(
        status,
        code or f"HTTP{status}",
        message,
        details,
        headers.get("request-id") or in_text,
        retry_after(headers.get("retry-after", "")),
    )


def _error_fields(body: bytes) -> tuple[str | None, str, dict[str, str]] | None:
    """Return code, message and details of a BatchError body, None for any other body.

    Read by hand: importing the models for it would load pydantic in every program that lists nodes.
    """
    try:
        document = _document(body)
    except AnswerError:
        return None
    code, message, values = document.get("code"), document.get("message"), document.get("values")
    text = message.get("value") if isinstance(message, dict) else None
    details = {}
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict):
            details[str(value.get("key") or "")] = str(value.get("value") or "")
    return (code if isinstance(code, str) and code else None), (text if isinstance(text, str) else ""), details


def retry_after(text: str) -> float | None:
    """Return the seconds that a Retry-After header asks to wait, given as a number or a date; None if it is neither.

    >>> retry_after("7"), retry_after("soon"), retry_after("9" * 40)
    (7.0, None, None)
    """
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return float(text) if len(text) <= MAX_RETRY_AFTER_DIGITS else None
    import datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):  # not a date, one without a zone, one out of range
        return None
