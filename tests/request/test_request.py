"""The List Nodes request: URL, headers, and what is refused before anything is sent."""

from __future__ import annotations

import urllib.parse
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from odatanodes import Filter, ODataCheckError, ODataSyntaxError, Select, node
from odatanodes.request import (
    ListNodesRequest,
)

ENDPOINT = "https://account.region.batch.azure.com"
BASE = f"{ENDPOINT}/pools/p1/nodes?api-version=2025-06-01"
GUID = "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0"

# --- the request -----------------------------------------------------------------------------------------------------

URLS: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"timeout": 20, "max_results": 1}, "&timeOut=20&maxresults=1"),
    ({"filter": "state eq 'idle'"}, "&$filter=state%20eq%20'idle'"),
    ({"filter": "((state EQ 'Idle'))"}, "&$filter=state%20eq%20'idle'"),
    ({"filter": Filter("startTaskInfo/exitCode gt 1")}, "&$filter=startTaskInfo/exitCode%20gt%201"),
    ({"filter": Filter("startTaskInfo/exitCode gt 1", None)}, "&$filter=startTaskInfo/exitCode%20gt%201"),
    ({"filter": node.state.eq("idle")}, "&$filter=state%20eq%20'idle'"),
    (
        {"filter": "lastBootTime lt 2025-11-22T23:22:27.50+01:00"},
        "&$filter=lastBootTime%20lt%20DateTime'2025-11-22T22:22:27.5Z'",
    ),
    ({"select": "id, state"}, "&$select=id,state"),
    ({"select": ["id", "state"]}, "&$select=id,state"),
    ({"select": Select("id", None)}, "&$select=id"),
    ({"select": "*"}, "&$select=*"),
    ({"filter": "vmSize in ('a&b=c#d%41+é')", "check": False}, "&$filter=vmSize%20in%20('a%26b%3Dc%23d%2541%2B%C3%A9')"),
    ({"select": "startTaskInfo/exitCode", "check": False}, "&$select=startTaskInfo/exitCode"),
    ({"select": ["no such", "thing"], "check": False}, "&$select=no%20such,thing"),
    ({"filter": Filter("vmSize eq 'a1'"), "check": False}, "&$filter=vmSize%20eq%20'a1'"),
    ({"filter": node.vm_size.eq("a1"), "check": False}, "&$filter=vmSize%20eq%20'a1'"),
]


@pytest.mark.parametrize(("given_values", "query"), URLS)
def test_url(given_values: dict[str, Any], query: str) -> None:
    url = ListNodesRequest("p1", **given_values).url(ENDPOINT)
    assert url.replace("%3D", "=") == (BASE + query).replace("%3D", "=")


any_text = st.text(st.characters() | st.characters(categories=["Cs"]) | st.sampled_from("&+#%/?=' "), min_size=1)


@given(pool=any_text.filter(lambda text: text not in {".", ".."}), text=any_text)
def test_every_character_arrives(pool: str, text: str) -> None:
    request = ListNodesRequest(pool, filter=text, check=False)
    if any("\ud800" <= char <= "\udfff" for char in pool + text):
        with pytest.raises(ValueError, match="surrogate"):
            request.url(ENDPOINT)
        return
    url = request.url(ENDPOINT)
    assert url.isascii()
    parts = urllib.parse.urlsplit(url)
    before, segment, after = parts.path.rsplit("/", 2)
    assert (before, after, urllib.parse.unquote(segment)) == ("/pools", "nodes", pool)
    query = urllib.parse.parse_qs(parts.query, keep_blank_values=True)
    assert query == {"api-version": ["2025-06-01"], "$filter": [text]}


@pytest.mark.parametrize(
    "endpoint", [ENDPOINT, f"{ENDPOINT}/", "http://127.0.0.1:8080", "http://[::1]:8080/", "HTTP://host/prefix/"]
)
def test_endpoints(endpoint: str) -> None:
    assert ListNodesRequest("p1").url(endpoint) == f"{endpoint.rstrip('/')}/pools/p1/nodes?api-version=2025-06-01"


@pytest.mark.parametrize(
    "endpoint",
    [
        *("", "account.region.batch.azure.com", "https://", "https:///pools", "ftp://host", "file:///etc", "//host", "https://h:x"),
        *(
            "https://host?x=1",
            "https://host#x",
            "https://user@host",
            "https://host/a b",
            "https://host\r\nx: y",
            "https://hö.example",
        ),
        *("https://[::1", "https://h:99999", "https://h:0"),
    ],
)
def test_endpoints_that_are_none(endpoint: str) -> None:
    with pytest.raises(ValueError, match="endpoint"):
        ListNodesRequest("p1").url(endpoint)


@pytest.mark.parametrize(
    "values",
    [
        {"max_results": 0},
        {"max_results": 1001},
        {"max_results": "5"},
        {"max_results": True},
        {"timeout": 0},
        {"timeout": 2**31},
        {"api_version": ""},
        {"client_request_id": f"{{{GUID}}}"},
        {"client_request_id": "x"},
        {"client_request_id": GUID + "\n"},
        {"ocp_date": "yesterday"},
        {"ocp_date": "Sun, 06 Nov 1994 08:49:37 +0000"},
        {"ocp_date": "Mon, 06 Nov 1994 08:49:37 GMT"},
        {"ocp_date": datetime(2025, 1, 1)},
        {"pool_id": ""},
        {"pool_id": "."},
        {"pool_id": ".."},
    ],
)
def test_values_that_no_request_has(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        ListNodesRequest(**{"pool_id": "p1", **values})


def test_headers() -> None:
    assert ListNodesRequest("p1").headers() == {"accept": "application/json"}
    moment = datetime(1994, 11, 6, 9, 49, 37, 999_999, timezone(timedelta(hours=1)))
    request = ListNodesRequest("p1", client_request_id=UUID(GUID), return_client_request_id=True, ocp_date=moment)
    assert request.headers() == {
        "accept": "application/json",
        "client-request-id": GUID.lower(),
        "return-client-request-id": "true",
        "ocp-date": "Sun, 06 Nov 1994 08:49:37 GMT",
    }
    same = ListNodesRequest("p1", client_request_id=GUID, ocp_date="Sun, 06 Nov 1994 08:49:37 GMT", return_client_request_id=False)
    assert (same.client_request_id, same.ocp_date) == (GUID, request.ocp_date)
    assert same.headers()["return-client-request-id"] == "false"


@pytest.mark.parametrize(
    ("values", "error", "code"),
    [
        ({"filter": "vmSize eq 'a1'"}, ODataCheckError, "ODN401"),
        ({"filter": "startTaskInfo/state ne 'running'"}, ODataCheckError, "ODN402"),
        ({"filter": Filter("not (state eq 'idle')")}, ODataCheckError, "ODN403"),
        ({"filter": Filter("state eq @s")}, ODataCheckError, "ODN403"),
        ({"filter": "stat eq 'idle'"}, ODataCheckError, "ODN201"),
        ({"filter": Filter("stat eq 'idle'", None)}, ODataCheckError, "ODN201"),
        ({"filter": "state eq"}, ODataSyntaxError, "ODN1"),
        ({"select": "startTaskInfo/exitCode"}, ODataCheckError, "ODN407"),
        ({"select": Select("nope", None)}, ODataCheckError, "ODN201"),
        ({"select": []}, ODataSyntaxError, "ODN1"),
    ],
)
def test_what_the_service_refuses_is_not_sent(values: dict[str, Any], error: type[ValueError], code: str) -> None:
    with pytest.raises(error) as raised:
        ListNodesRequest("p1", **values)
    assert raised.value.diagnostics[0].code.startswith(code)  # type: ignore[attr-defined]


def test_a_request_is_plain_data() -> None:
    request = ListNodesRequest("p1", filter="state eq 'idle'", select="id")
    assert ListNodesRequest.model_validate(request.model_dump()) == request
    assert ListNodesRequest.model_validate_json(request.model_dump_json()) == request
    with pytest.raises(ValidationError):
        request.pool_id = "p2"
    with pytest.raises(ValidationError):
        ListNodesRequest.model_validate({"pool_id": "p1", "filter": "vmSize eq 'a1'"})
