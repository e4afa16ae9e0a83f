"""Answers of List Nodes: a page of nodes, or the error that stands in its place.

Comes in: status, headers and body. Goes out: `NodePage`; or `BatchServiceError`, `AnswerError`.
Source: reference "Nodes - List Nodes" (2025-06-01), Responses, BatchNodeListResult and BatchError.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from odatanodes.models import BatchError, BatchNodeListResult

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["AnswerError", "BatchServiceError", "NodePage", "Response", "read_page", "read_result"]

Node = dict[str, Any]
_AGAIN = frozenset({408, 429, 500, 502, 503, 504})
_AGAIN_CODES = frozenset({"ServerBusy", "OperationTimedOut", "InternalError"})


class Response(NamedTuple):
    """What a `fetch` returns; a plain tuple of the same three does as well."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NodePage(NamedTuple):
    """A page: nodes as dicts with REST names, the URL of the next page (None on the last one), the service's request ID."""

    nodes: list[Node]
    next_link: str | None
    request_id: str | None

    def result(self) -> BatchNodeListResult:
        """Return the page as pydantic models; raises ValidationError where a $select left required properties out."""
        return BatchNodeListResult.model_validate({"value": self.nodes, "odata.nextLink": self.next_link})


class AnswerError(ValueError):
    """An answer that is none of List Nodes: no JSON, no nodes in it, pages that lead in a circle or to another host.

    `retriable` says whether asking again may help: it does where a body was cut off.
    """

    def __init__(self, message: str, *, retriable: bool = False) -> None:
        super().__init__(message)
        self.retriable = retriable


class BatchServiceError(Exception):
    """An error that the service answered.

    `status` (HTTP), `code` and `message` (its first line) as the service gave them, `details` the keys and values it added,
    `request_id` for a support request, `retriable` whether the same request may succeed later, `retry_after` the seconds it
    asked to wait, None where it did not say.
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
        return self.status in _AGAIN or self.code in _AGAIN_CODES

    def __str__(self) -> str:
        lines = [f"{self.code} ({self.status}): {self.message}" if self.message else f"{self.code} ({self.status})"]
        lines += [f"  {key}: {value}" for key, value in self.details.items()]
        lines += [f"  request-id: {self.request_id}"] if self.request_id else []
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return type(self), (self.status, self.code, self.message, self.details, self.request_id, self.retry_after)


def read_page(answer: Response | tuple[int, Mapping[str, str], bytes]) -> NodePage:
    """Read one page; raises BatchServiceError for an error answer and AnswerError for what is neither."""
    status, named, body = answer
    headers = {name.lower(): value for name, value in named.items()}
    if status != 200:
        raise _service_error(status, headers, body)
    document = _document(body)
    nodes, link = document.get("value"), document.get("odata.nextLink")
    if not isinstance(nodes, list) or not all(isinstance(node, dict) for node in nodes):
        raise AnswerError("the answer has no list of nodes ('value'): is the endpoint that of a Batch account?")
    if link is not None and not isinstance(link, str):
        raise AnswerError("'odata.nextLink' of the answer is no URL")
    return NodePage(nodes, link or None, headers.get("request-id"))


def read_result(answer: bytes | str | Mapping[str, Any]) -> BatchNodeListResult:
    """Return a page as pydantic models, from its bytes, text or dict.

    Raises BatchServiceError for an error body (status 0: a body does not know it), AnswerError for what is neither, and
    pydantic's ValidationError for nodes that lack required properties, as those fetched with a $select do.

    >>> read_result('{"value": []}').value
    []
    """
    document = answer if isinstance(answer, Mapping) else _document(answer)
    if "value" not in document and isinstance(document.get("code"), str):
        raise _service_error(0, {}, json.dumps(document).encode())
    if not isinstance(document.get("value"), list):
        raise AnswerError("the answer has no list of nodes ('value')")
    return BatchNodeListResult.model_validate(document)


def _document(body: bytes | str) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise AnswerError(f"the answer is no JSON, or was cut off: {_beginning(body)}", retriable=True) from None
    if not isinstance(document, dict):
        raise AnswerError(f"the answer is no JSON object: {_beginning(body)}")
    return document


def _beginning(body: bytes | str) -> str:
    text = body if isinstance(body, str) else body[:200].decode("utf-8", "replace")
    return repr(text[:60]) + ("…" if len(body) > 60 else "")


def _service_error(status: int, headers: Mapping[str, str], body: bytes) -> BatchServiceError:
    """Make the error of an answer; one that is no BatchError (a proxy's page) still tells its status and how it begins."""
    try:
        found = BatchError.model_validate_json(body)
    except ValidationError:
        found = BatchError()
    text = (found.message.value or "") if found.message else ""
    message, *rest = text.splitlines() or [""]
    if found.code is None and body:
        message = f"the answer is no BatchError: {_beginning(body)}"
    inside = next((line.partition(":")[2].strip() for line in rest if line.startswith("RequestId:")), None)
    return BatchServiceError(
        status,
        found.code or f"HTTP{status}",
        message,
        {detail.key or "": detail.value or "" for detail in found.error_values or ()},
        headers.get("request-id") or inside,
        _seconds(headers.get("retry-after", "")),
    )


def _seconds(text: str) -> float | None:
    """Read Retry-After: seconds, or a date."""
    if text.strip().isdecimal():
        return float(text)
    import datetime
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment - datetime.datetime.now(datetime.UTC)).total_seconds())
    except (ValueError, TypeError):  # no date, or one without zone
        return None
