"""The emulator: its response to each request, right or wrong, and that it accepts every filter that can be sent."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from odatanodes import Filter, Select, validate
from odatanodes.request import ListNodesRequest, http_fetch, pages
from odatanodes.service import LIST_NODES, SERVICES
from odatanodes.strategies import broken_filter_texts, filter_texts, filters, selects
from odatanodes.strategies import nodes as drawn_nodes
from tests.kit.emulated import fetch_from, nodes

if TYPE_CHECKING:
    from odatanodes.service import Service

emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")

POOL = nodes(40)
BASE = "http://emulated/pools/p1/nodes"
VERSION = "api-version=2025-06-01"
GUID = "9C4D50EE-2D56-4CD3-8152-34347DC9F2B0"


def get(
    query: str = VERSION,
    *,
    pool: Any = POOL,
    url: str = BASE,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    **options: Any,
) -> tuple[int, dict[str, str], Any]:
    """Make one request; `$filter` and `$select` in the query may be written plainly."""
    encoded = quote(query, safe="&=$%+',:/")
    fetch = fetch_from(emulator.app(pool, **options))
    status, answered, body = fetch(f"{url}?{encoded}", headers or {}, method)
    return status, answered, json.loads(body) if body else None


def ids(document: Any) -> list[str]:
    return [node["id"] for node in document["value"]]


# --- what is right -------------------------------------------------------------------------------------------------------


def test_an_answer_has_what_is_documented() -> None:
    status, headers, document = get()
    assert status == 200
    assert headers["content-type"].startswith("application/json")
    assert re.fullmatch(r"[0-9a-f-]{36}", headers["request-id"])
    assert re.fullmatch(r'"0x[0-9A-F]+"', headers["etag"])
    assert headers["last-modified"].endswith(" GMT")
    assert "client-request-id" not in headers
    assert document == {"odata.metadata": "http://emulated/$metadata#nodes", "value": POOL}


@pytest.mark.parametrize(
    ("given_headers", "repeated"),
    [
        ({"client-request-id": GUID}, None),
        ({"client-request-id": GUID, "return-client-request-id": "false"}, None),
        ({"client-request-id": GUID, "return-client-request-id": "True"}, GUID),
        ({"return-client-request-id": "true"}, None),
        ({"ocp-date": "Sun, 06 Nov 1994 08:49:37 GMT"}, None),
    ],
)
def test_headers(given_headers: dict[str, str], repeated: str | None) -> None:
    status, headers, _ = get(headers=given_headers)
    assert (status, headers.get("client-request-id")) == (200, repeated)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("$filter=state eq 'idle'", Filter("state eq 'idle'")),
        ("$filter=state%20eq%20%27IDLE%27", Filter("state eq 'idle'")),
        ("$filter=state+eq+'idle'", Filter("state eq 'idle'")),
        ("$filter=startTaskInfo/exitCode ne 1", Filter("startTaskInfo/exitCode ne 1")),
        ("$FILTER=lastBootTime lt DateTime'2025-11-22T00:10:00Z'", Filter("lastBootTime lt 2025-11-22T00:10:00Z")),
        ("timeout=60&maxresults=1000", Filter("true")),
        ("timeOut=1", Filter("true")),
    ],
)
def test_queries(query: str, expected: Filter) -> None:
    status, _, document = get(f"{VERSION}&{query}")
    assert (status, document["value"]) == (200, expected.apply(POOL))


@pytest.mark.parametrize("version", ["2025-06-01", "2024-02-01.19.0"])
def test_versions(version: str) -> None:
    assert get(f"api-version={version}")[0] == 200


@pytest.mark.parametrize("select", ["id", "id,state", "id, startTaskInfo", "*"])
def test_select(select: str) -> None:
    status, _, document = get(f"{VERSION}&$select={select}")
    assert (status, document["value"]) == (200, Select(select).apply_all(POOL))


def test_missing_ne() -> None:
    text = "startTaskInfo/exitCode ne 1 and state ne 'idle' or startTaskInfo/result ne 'failure'"
    query = f"{VERSION}&$filter={text}"
    assert get(query)[2]["value"] == Filter(text).apply(POOL)
    present = (
        "startTaskInfo/exitCode ne null and startTaskInfo/exitCode ne 1 and state ne 'idle'"
        " or startTaskInfo/result ne null and startTaskInfo/result ne 'failure'"
    )
    assert get(query, missing_ne="exclude")[2]["value"] == Filter(present).apply(POOL)
    assert Filter(present).apply(POOL) != Filter(text).apply(POOL)


@pytest.mark.parametrize("text", ["vmSize eq 'a1'", "not (state in ('idle'))", "lastBootTime eq null", "5 lt totalTasksRun"])
def test_lenient_takes_all_of_odata(text: str) -> None:
    query = f"{VERSION}&$filter={text}&$select=id,startTaskInfo/exitCode"
    assert get(query)[0] == 400
    status, _, document = get(query, lenient=True)
    assert (status, document["value"]) == (200, Filter(text).apply(POOL, "id,startTaskInfo/exitCode"))


def test_pools_by_id() -> None:
    pools = {"a": POOL[:2], "b/ü %": POOL[2:3], "c": []}
    assert ids(get(pool=pools, url="http://emulated/pools/a/nodes")[2]) == ["tvm-00000", "tvm-00001"]
    assert ids(get(pool=pools, url=f"http://emulated/pools/{quote('b/ü %', safe='')}/nodes")[2]) == ["tvm-00002"]
    assert ids(get(pool=pools, url="http://emulated/pools/c/nodes")[2]) == []
    status, _, document = get(pool=pools)
    assert (status, document["code"]) == (404, "PoolNotFound")


def test_nodes_that_are_incomplete_are_listed() -> None:
    pool = [{"id": "a", "state": "idle", "new": {"a": [1]}}, {"state": "idle", "startTaskInfo": None}]
    assert (
        get(f"{VERSION}&$filter=state eq 'idle' and lastBootTime ne DateTime'2025-11-22T00:00:00Z'", pool=pool)[2]["value"] == pool
    )


# --- pages ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [None, "state eq 'idle'", "startTaskInfo/exitCode ne 1", "state eq 'unknown'"])
@pytest.mark.parametrize("most", [1, 7, 39, 40, 41])
def test_pages(text: str | None, most: int) -> None:
    pool = nodes(40)
    fetch = fetch_from(emulator.app(pool))
    start = ListNodesRequest("p 1", filter=text, select="id,state", max_results=most, timeout=5).url("http://emulated:81")
    found = list(pages(fetch, start))
    assert [node for page in found for node in page.nodes] == Select("id,state").apply_all(Filter(text or "true").apply(pool))
    for page in found[:-1]:
        assert len(page.nodes) == most
        assert page.next_link is not None
        parts = urlsplit(page.next_link)
        assert (parts.scheme, parts.netloc, parts.path) == ("http", "emulated:81", "/pools/p%201/nodes")
        assert all(part in parts.query for part in urlsplit(start).query.split("&"))
        assert "$skiptoken=" in parts.query
    assert found[-1].next_link is None


def test_many_nodes_are_paged_whatever_matches() -> None:
    pool = nodes(3_300)
    fetch = fetch_from(emulator.app(pool, page_size=7))
    text = "startTaskInfo/exitCode eq 5"
    found = [node for page in pages(fetch, ListNodesRequest("p", filter=text).url("http://emulated")) for node in page.nodes]
    assert found == Filter(text).apply(pool)


def test_the_same_object_twice_is_listed_twice() -> None:
    pool = [POOL[0]] * 5 + [POOL[10]] * 3
    _, _, first = get(f"{VERSION}&$filter=state eq 'idle'&maxresults=3", pool=pool)
    _, _, rest = get(urlsplit(first["odata.nextLink"]).query, pool=pool)
    assert (len(first["value"]), len(rest["value"])) == (3, 2)


def test_nodes_that_come_while_it_runs_are_listed() -> None:
    pool = nodes(3)
    fetch = fetch_from(emulator.app(pool, page_size=2))
    walk = pages(fetch, f"{BASE}?{VERSION}")
    assert len(next(walk).nodes) == 2
    pool += nodes(5)[3:]
    assert [node["id"] for page in walk for node in page.nodes] == ["tvm-00002", "tvm-00003", "tvm-00004"]


# --- what is wrong -------------------------------------------------------------------------------------------------------

WRONG: list[tuple[str, int, str, dict[str, str]]] = [
    ("", 400, "MissingRequiredQueryParameter", {"QueryParameterName": "api-version"}),
    ("api-version=", 400, "InvalidQueryParameterValue", {"QueryParameterName": "api-version"}),
    ("api-version=v1", 400, "InvalidQueryParameterValue", {"QueryParameterValue": "v1"}),
    (f"{VERSION}&{VERSION}", 400, "InvalidQueryParameterValue", {"Reason": "it is given twice"}),
    (f"{VERSION}&$orderby=id", 400, "UnsupportedQueryParameter", {"QueryParameterName": "$orderby", "QueryParameterValue": "id"}),
    (f"{VERSION}&$expand=", 400, "UnsupportedQueryParameter", {"QueryParameterName": "$expand"}),
    (f"{VERSION}&maxresults=0", 400, "OutOfRangeQueryParameterValue", {"MinimumAllowed": "1", "MaximumAllowed": "1000"}),
    (f"{VERSION}&maxresults=1001", 400, "OutOfRangeQueryParameterValue", {"QueryParameterValue": "1001"}),
    (f"{VERSION}&maxresults=-1", 400, "OutOfRangeQueryParameterValue", {}),
    (f"{VERSION}&maxresults=ten", 400, "InvalidQueryParameterValue", {"QueryParameterName": "maxresults"}),
    (f"{VERSION}&maxresults=", 400, "InvalidQueryParameterValue", {}),
    (f"{VERSION}&maxresults=99999999999", 400, "InvalidQueryParameterValue", {}),
    (f"{VERSION}&maxresults=%D9%A1", 400, "InvalidQueryParameterValue", {}),
    (f"{VERSION}&timeOut=0", 400, "OutOfRangeQueryParameterValue", {"QueryParameterName": "timeOut"}),
    (f"{VERSION}&timeOut=1.5", 400, "InvalidQueryParameterValue", {"QueryParameterName": "timeOut"}),
    (f"{VERSION}&$skiptoken=x", 400, "InvalidQueryParameterValue", {"QueryParameterName": "$skiptoken"}),
    (f"{VERSION}&$skiptoken=-1", 400, "InvalidQueryParameterValue", {}),
    (f"{VERSION}&$skiptoken=%D9%A1", 400, "InvalidQueryParameterValue", {}),
    (
        f"{VERSION}&$filter=stat eq 'idle'",
        400,
        "InvalidQueryParameterValue",
        {
            "QueryParameterName": "$filter",
            "QueryParameterValue": "stat eq 'idle'",
            "Reason": "1:1: ODN201 no property 'stat' on BatchNode; did you mean 'state'?",
        },
    ),
    (f"{VERSION}&$filter=", 400, "InvalidQueryParameterValue", {"QueryParameterName": "$filter"}),
    (f"{VERSION}&$filter=state eq", 400, "InvalidQueryParameterValue", {"QueryParameterName": "$filter"}),
    (f"{VERSION}&$select=", 400, "InvalidQueryParameterValue", {"QueryParameterName": "$select"}),
    (f"{VERSION}&$select=id,nope", 400, "InvalidQueryParameterValue", {"QueryParameterName": "$select"}),
    (f"{VERSION}&$filter=%FF", 400, "InvalidQueryParameterValue", {"QueryParameterName": "$filter"}),
]


@pytest.mark.parametrize(("query", "status", "code", "values"), WRONG)
def test_wrong_queries(query: str, status: int, code: str, values: dict[str, str]) -> None:
    answered, headers, document = get(query)
    assert (answered, document["code"]) == (status, code)
    assert document["odata.metadata"] == "http://emulated/$metadata#errors/@Element"
    assert document["message"]["lang"] == "en-US"
    assert f"RequestId:{headers['request-id']}" in document["message"]["value"]
    given_values = {row["key"]: row["value"] for row in document["values"]}
    assert values.items() <= given_values.items(), given_values


@pytest.mark.parametrize(
    "headers", [{"client-request-id": f"{{{GUID}}}"}, {"return-client-request-id": "yes"}, {"ocp-date": "2025-11-22T22:22:27Z"}]
)
def test_wrong_headers(headers: dict[str, str]) -> None:
    status, _, document = get(headers=headers)
    assert (status, document["code"]) == (400, "InvalidHeaderValue")
    assert document["values"][0]["value"] in headers


@pytest.mark.parametrize(
    "path", ["/", "/pools", "/pools/p1", "/pools//nodes", "/pools/p1/nodes/", "/pools/p1/nodes/n1", "/jobs/p1/nodes"]
)
def test_other_paths(path: str) -> None:
    status, _, document = get(url=f"http://emulated{path}")
    assert (status, document["code"]) == (400, "InvalidUri")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_other_verbs(method: str) -> None:
    status, _, document = get(method=method)
    assert (status, document["code"]) == (405, "UnsupportedHttpVerb")


def test_data_of_another_type_is_an_error_of_the_server() -> None:
    status, _, document = get(
        f"{VERSION}&$filter=startTaskInfo/exitCode gt 1", pool=[{"id": "a", "startTaskInfo": {"exitCode": "x"}}]
    )
    assert (status, document["code"]) == (500, "InternalError")
    assert "ODN602" in document["values"][0]["value"]


@pytest.mark.parametrize("text", ["10 div totalTasksRun gt 1", "state eq @s", "geo.length(vmSize) gt 1"])
def test_what_cannot_be_evaluated_is_an_error_of_the_caller(text: str) -> None:
    status, _, document = get(f"{VERSION}&$filter={text}", lenient=True)
    assert (status, document["code"]) == (400, "InvalidQueryParameterValue")


@pytest.mark.parametrize(
    ("pool", "options"),
    [(["a"], {}), ("ab", {}), ({"p": [1]}, {}), (POOL, {"missing_ne": "maybe"}), (POOL, {"page_size": 0})],
)
def test_what_no_emulator_is_made_of(pool: Any, options: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        emulator.app(pool, **options)


# --- laws ----------------------------------------------------------------------------------------------------------------


@given(wanted=filters(service=LIST_NODES), pool=st.lists(drawn_nodes(), max_size=6))
def test_every_filter_that_can_be_sent_is_taken(wanted: Filter, pool: list[dict[str, Any]]) -> None:
    url = ListNodesRequest("p1", filter=wanted).url("http://emulated")
    status, _, body = fetch_from(emulator.app(pool))(url, {})
    assert (status, json.loads(body)["value"]) == (200, wanted.apply(pool)), body


@pytest.mark.parametrize("service", [service for service in SERVICES.values() if service.filterable], ids=lambda found: found.name)
@settings(max_examples=20)
@given(data=st.data())
def test_what_is_drawn_for_a_list_api_is_what_it_takes(service: Service, data: st.DataObject) -> None:
    wanted = data.draw(filters(service=service))
    assert wanted.schema is service.schema
    assert [found for found in validate(str(wanted), service=service) if found.severity == "error"] == []


@given(text=filter_texts() | broken_filter_texts().map(lambda found: found[0]) | st.text())
def test_no_text_is_an_error_of_the_server(text: str) -> None:
    fetch = fetch_from(emulator.app(POOL[:3]))
    status, _, _ = fetch(f"{BASE}?{VERSION}&$filter={quote(text, safe='', errors='replace')}", {})
    assert status in {200, 400}


@given(select=selects(nested=False))
def test_every_select_is_taken(select: Select) -> None:
    fetch = fetch_from(emulator.app(POOL[:3]))
    status, _, body = fetch(ListNodesRequest("p1", select=select).url("http://emulated"), {})
    assert (status, json.loads(body)["value"]) == (200, select.apply_all(POOL[:3]))


# --- processes -----------------------------------------------------------------------------------------------------------


def test_running_is_reachable_and_stops() -> None:
    with emulator.running(POOL) as endpoint:
        assert endpoint.startswith("http://127.0.0.1:")
        assert http_fetch(timeout=20)(f"{endpoint}/pools/p/nodes?{VERSION}", {})[0] == 200
    with pytest.raises(OSError, match="refused"):
        http_fetch(timeout=20)(f"{endpoint}/pools/p/nodes?{VERSION}", {})
