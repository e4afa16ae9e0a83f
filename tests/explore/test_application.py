"""What the explorer's server lets in and out."""

from __future__ import annotations

import json
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from tests.kit.listing import HOSTILE


def get(address: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    try:
        with urlopen(Request(address + path, headers=headers), timeout=30) as response:
            return response.status, {name.lower(): value for name, value in response.headers.items()}, response.read()
    except HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}, error.read()


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/explore.js", "text/javascript"), ("/explore.css", "text/css")])
def test_the_page_runs_its_own_script_only(address: str, path: str, kind: str) -> None:
    status, headers, body = get(address, path)
    assert status == 200
    assert headers["content-type"].startswith(kind)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert b"http://" not in body.replace(b"http://www.w3.org/2000/svg", b"")
    assert b"https://" not in body


def test_the_page_is_small(address: str) -> None:
    assert sum(len(get(address, path)[2]) for path in ("/", "/explore.js", "/explore.css")) < 150_000


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.", ""])
def test_another_host_name_is_refused(address: str, host: str) -> None:
    assert get(address, "/", Host=host)[0] in {400, 421}


@pytest.mark.parametrize("host", ["localhost:99", "127.0.0.1", "[::1]:80", "LOCALHOST"])
def test_names_of_this_machine_are_accepted(address: str, host: str) -> None:
    assert get(address, "/explore/overview", Host=host)[0] == 200


@pytest.mark.parametrize(
    "query",
    [
        "item?index=99999999",
        "item?index=-1",
        "item?index=1e9",
        "item?index=99999999999999",
        "rows?start=x",
        "view?colour=__class__",
        "chart?path=../../etc/passwd",
        f"view?filter={'a' * 9000}",
        "rows?filter=stat%20eq%201",
        "rows?select=stat",
    ],
)
def test_wrong_requests_are_refused_with_a_reason(address: str, query: str) -> None:
    status, headers, body = get(address, f"/explore/{query}")
    assert status == 400
    assert json.loads(body)["problem"]
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize(("site", "status"), [("same-origin", 200), ("none", 200), ("cross-site", 403), ("same-site", 403)])
def test_data_is_for_this_page_only(address: str, site: str, status: int) -> None:
    assert get(address, "/explore/overview", **{"Sec-Fetch-Site": site})[0] == status
    assert get(address, "/", **{"Sec-Fetch-Site": site})[0] == 200


def test_other_methods_and_paths(address: str) -> None:
    assert get(address, "/explore/nothing")[0] == 404
    assert get(address, "/../pyproject.toml")[0] == 404
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{address}/explore/overview", data=b"x", method="POST"), timeout=30)
    refused.value.close()
    assert refused.value.code == 405


def test_values_travel_as_json(address: str) -> None:
    found: dict[str, Any] = json.loads(get(address, "/explore/item?index=3")[2])
    assert found["item"]["id"] == HOSTILE
    assert b"<img" not in get(address, "/")[2]


def test_half_a_surrogate_pair_in_a_filter(address: str) -> None:
    assert get(address, "/explore/view?filter=" + quote("id eq '") + "%ED%A0%80'")[0] == 200
