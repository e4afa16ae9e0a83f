"""Parameters of a request, read from its query string and headers as strictly as the documentation allows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from odatanodes import edm
from odatanodes.emulator.errors import (
    invalid_header,
    invalid_parameter,
    missing_parameter,
    out_of_range,
    unsupported_parameter,
)
from odatanodes.request.query import is_guid, is_http_date
from odatanodes.service import LIST_NODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from odatanodes.service import Service

_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(?:\.\d+\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,10}", re.ASCII)


class Parameters(NamedTuple):
    """A request: `query` has the values as given, by documented name; the ID is the one to repeat in the response."""

    query: dict[str, str]
    max_results: int
    position: int  # index of the first node to evaluate
    client_request_id: str | None


def read_parameters(query_string: bytes, headers: Mapping[str, str], service: Service = LIST_NODES) -> Parameters:
    """Read and check everything but $filter, $select and $expand; raises RefusalError."""
    query = _query(query_string, service)
    if "api-version" not in query:
        raise missing_parameter("api-version")
    if not _VERSION.fullmatch(query["api-version"]):
        raise invalid_parameter("api-version", query["api-version"], "a version is a date such as 2025-06-01")
    if service.until and query["api-version"] >= service.until:
        raise invalid_parameter("api-version", query["api-version"], f"the operation ended with version {service.until}")
    _number(query, "timeOut", 1, 2**31 - 1)
    for name, described in service.parameters.items():
        _check_type(name, query.get(name), described.split()[0])
    return Parameters(
        query,
        _number(query, "maxresults", 1, 1000) or 1000,
        _position(query.get("$skiptoken", "0")),
        _client_request_id(headers),
    )


def _names(service: Service) -> dict[str, str]:
    """Return the query parameters of an operation by their names in lower case."""
    names = ["api-version", "timeOut", "$skiptoken", *service.parameters]
    names += [
        name
        for name, takes in (
            ("maxresults", service.pages),
            ("$filter", service.filterable),
            ("$select", service.selects),
            ("$expand", service.expands),
        )
        if takes
    ]
    return {name.lower(): name for name in names}


def _check_type(name: str, text: str | None, type: str) -> None:
    if text is None:
        return
    if type == "Boolean" and text.lower() not in {"true", "false"}:
        raise invalid_parameter(name, text, "it must be true or false")
    if type == "DateTimeOffset":
        try:
            edm.DateTimeOffset.parse(text)
        except ValueError:
            raise invalid_parameter(name, text, "it must be a date and time such as 2025-11-22T00:00:00Z") from None


def _query(query_string: bytes, service: Service) -> dict[str, str]:
    query: dict[str, str] = {}
    names = _names(service)
    for given, value in parse_qsl(query_string.decode("ascii", "replace"), keep_blank_values=True):
        name = names.get(given.lower())  # azure-batch 14 writes `timeout`
        if name is None:
            raise unsupported_parameter(given, value)
        if name in query:
            raise invalid_parameter(name, value, "it is given twice")
        query[name] = value
    return query


def _number(query: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = query.get(name)
    if text is None:
        return None
    if not _INTEGER.fullmatch(text):
        raise invalid_parameter(name, text, "it must be an integer")
    if not least <= int(text) <= most:
        raise out_of_range(name, text, least, most)
    return int(text)


def _position(token: str) -> int:
    if not (token.isascii() and token.isdecimal() and len(token) < 16):
        raise invalid_parameter("$skiptoken", token, "it must come from an 'odata.nextLink'")
    return int(token)


def _client_request_id(headers: Mapping[str, str]) -> str | None:
    """Check the headers and return the ID that the response should repeat."""
    date, id = headers.get("ocp-date"), headers.get("client-request-id")
    if date is not None and not is_http_date(date):
        raise invalid_header("ocp-date", date, "it must be a date as RFC 7231 writes it")
    if id is not None and not is_guid(id):
        raise invalid_header("client-request-id", id, "it must be a GUID without braces")
    wanted = headers.get("return-client-request-id", "false")
    if wanted.lower() not in {"true", "false"}:
        raise invalid_header("return-client-request-id", wanted, "it must be true or false")
    return id if wanted.lower() == "true" else None
