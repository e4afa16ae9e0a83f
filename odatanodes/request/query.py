"""What requests of all list APIs share: checked expressions, values of parameters, URL and headers."""

from __future__ import annotations

import datetime
import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from odatanodes.diagnostics import ODataCheckError
from odatanodes.filter import Filter
from odatanodes.filter.select import Select
from odatanodes.serialize import to_url
from odatanodes.service import expand_refusals, refusals, select_refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from odatanodes.ast import Expr
    from odatanodes.build.expressions import Logical
    from odatanodes.service import Service

    Filtered = Filter | str | Expr | Logical
    Selected = Select | str | Iterable[str]

_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
_NO_URL = re.compile(r"[\x00-\x20\x7f<>\"\\^`{|}]|[^\x00-\x7f]")


# --- expressions -------------------------------------------------------------------------------------------------------


def filter_text(source: Filtered, service: Service, *, check: bool = True) -> str:
    """Return the text of a filter to send; raises ODataCheckError for one that the service refuses.

    Checked filters are sent in canonical form, with the names that the documentation of $filter uses; without `check`, text
    is sent unchanged.
    """
    if not check:
        return (
            source
            if isinstance(source, str)
            else str(source if isinstance(source, Filter) else Filter(source, None).to_text("batch"))
        )
    wanted = source if isinstance(source, Filter) else Filter(source, service.schema)
    if wanted.schema is not service.schema:
        wanted = Filter(str(wanted), service.schema)
    found = refusals(wanted.expr, service, canonical=True, planner="list_items")
    if found:
        raise ODataCheckError(found, wanted.text)
    documented = service.as_documented(wanted.expr)
    if documented is wanted.expr:
        return str(wanted)
    from odatanodes.serialize import to_text

    return to_text(documented, "batch")


def select_text(source: Selected, service: Service, *, check: bool = True) -> str:
    """Return the text of a $select to send; raises ODataCheckError for one that the service refuses."""
    if not check:
        return str(source) if isinstance(source, Select | str) else ",".join(source)
    wanted = source if isinstance(source, Select) else Select(source, service.schema)
    if wanted.schema is not service.schema:
        wanted = Select(str(wanted), service.schema)
    found = select_refusals(wanted.tree, service, planner="list_items")
    if found:
        raise ODataCheckError(found, wanted.text)
    return str(wanted)


def expand_text(source: str | Iterable[str], service: Service, *, check: bool = True) -> str | None:
    """Return the text of an $expand to send, None for no names; raises ODataCheckError for names the service does not expand."""
    text = source if isinstance(source, str) else ",".join(source)
    found = expand_refusals(text, service) if check and text else []
    if found:
        raise ODataCheckError(found, text)
    return ",".join([name.strip() for name in text.split(",")]) or None


# --- values ------------------------------------------------------------------------------------------------------------


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


def guid(value: object) -> str:
    """Return the text of a GUID; raises ValueError for anything else."""
    text = str(value)
    if not is_guid(text):
        raise ValueError("must be a GUID without braces, such as 9C4D50EE-2D56-4CD3-8152-34347DC9F2B0")
    return text


def http_date(value: datetime.datetime | str) -> str:
    """Return a date as RFC 7231 writes it, from an aware datetime or such a text; raises ValueError for anything else."""
    if isinstance(value, datetime.datetime):
        if value.utcoffset() is None:
            raise ValueError(f"{value!r} has no time zone: give it a tzinfo")
        return format_datetime(value.astimezone(datetime.UTC), usegmt=True)
    if not is_http_date(value):
        raise ValueError("must be a date as RFC 7231 writes it, such as 'Sun, 06 Nov 1994 08:49:37 GMT'")
    return value


# --- URL and headers ---------------------------------------------------------------------------------------------------


def url(endpoint: str, path: str, ids: Iterable[str], parameters: Mapping[str, object]) -> str:
    """Return a URL; `ids` take the places of the `{…}` of the path, parameters that are None are left out.

    Every character is percent-encoded where its place requires it. Raises ValueError for an endpoint that is not an http or
    https URL of a host, and for half of a surrogate pair, which a URL cannot contain.
    """
    given = iter(ids)
    filled = re.sub(r"\{\w+\}", lambda _: _segment(next(given)), path)
    query = "&".join([f"{name}={to_url(_written(value))}" for name, value in parameters.items() if value is not None])
    return f"{_base(endpoint)}{filled}?{query}"


def headers(client_request_id: str | None, return_client_request_id: bool | None, ocp_date: str | None) -> dict[str, str]:
    """Return the headers to send, names in lower case, without `authorization`."""
    values: dict[str, Any] = {
        "client-request-id": client_request_id,
        "return-client-request-id": return_client_request_id,
        "ocp-date": ocp_date,
    }
    return {"accept": "application/json", **{name: _written(value) for name, value in values.items() if value is not None}}


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


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
