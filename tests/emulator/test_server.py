"""The emulator on a socket: odd requests, authentication, latency, and the extra it needs."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from odatanodes.request import BatchServiceError, http_fetch, list_nodes
from tests.kit.emulated import fetch_from, nodes
from tests.kit.support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")
server = pytest.importorskip("odatanodes.emulator.server", reason="needs the extra 'emulator'")

POOL = nodes(40)
QUERY = "api-version=2025-06-01"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with emulator.running({"p1": POOL, "a\r\nb": POOL}, page_size=30) as address:
        yield address


def raw(endpoint: str, request: str) -> tuple[int, Any]:
    """Send a request as it is; returns the status and the JSON body of the response."""
    parts = urlsplit(endpoint)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=20) as connection:
        connection.sendall(request.encode("latin-1"))
        response = http.client.HTTPResponse(connection)
        response.begin()
        assert "json" in response.headers["content-type"]
        return response.status, json.loads(response.read())


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        (f"GET /pools/p1/nodes?{QUERY}", 200, None),
        (f"GET /pools/a%0D%0Ab/nodes?{QUERY}", 400, "InvalidUri"),
        (f"GET /pools/%0d%0aX/nodes?{QUERY}", 400, "InvalidUri"),
        (f"GET /pools/%00/nodes?{QUERY}", 400, "InvalidUri"),
        (f"GET /pools/p1%2Fnodes?{QUERY}", 400, "InvalidUri"),
        (f"GET http://other.example:1/pools/p1/nodes?{QUERY}", 200, None),
        (f"GET HTTP://other.example/pools/no/nodes?{QUERY}", 404, "PoolNotFound"),
        ("GET http://other.example", 400, "InvalidUri"),
        ("GET nonsense", 400, "InvalidUri"),
        ("OPTIONS *", 400, "InvalidUri"),
        (f"BREW /pools/p1/nodes?{QUERY}", 405, "UnsupportedHttpVerb"),
        (f"POST /pools/p1/nodes?{QUERY}", 405, "UnsupportedHttpVerb"),
        (f"GET /pools/p1/nodes?{QUERY}&$filter=%FF%00", 400, "InvalidQueryParameterValue"),
        ("GET /a b", 400, "InvalidHttpRequest"),
        ("nothing", 400, "InvalidHttpRequest"),
    ],
)
def test_every_request_gets_a_body_of_the_service(endpoint: str, line: str, status: int, code: str | None) -> None:
    found, body = raw(endpoint, f"{line} HTTP/1.1\r\nhost: h\r\n\r\n")
    assert (found, body.get("code")) == (status, code), body
    assert status == 200 or body["message"]["value"]


@pytest.mark.parametrize(
    "headers",
    [
        "X-Forwarded-Proto: https\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Host: evil.example",
        "Forwarded: host=evil.example;proto=https",
    ],
)
def test_forwarding_headers_are_ignored(endpoint: str, headers: str) -> None:
    host = urlsplit(endpoint).netloc
    _, body = raw(endpoint, f"GET /pools/p1/nodes?{QUERY} HTTP/1.1\r\nhost: {host}\r\n{headers}\r\n\r\n")
    assert body["odata.nextLink"].startswith(f"{endpoint}/pools/p1/nodes?")


def test_the_absolute_form_names_the_host(endpoint: str) -> None:
    _, body = raw(endpoint, f"GET http://account.example:81/pools/p1/nodes?{QUERY} HTTP/1.1\r\nhost: h\r\n\r\n")
    assert body["odata.nextLink"].startswith("http://account.example:81/pools/p1/nodes?")


@pytest.mark.parametrize("host", ["a b", "a/b?c", "<x>", ""])
def test_a_host_that_is_not_one_is_not_repeated(endpoint: str, host: str) -> None:
    _, body = raw(endpoint, f"GET /pools/p1/nodes?{QUERY} HTTP/1.1\r\nhost: {host}\r\n\r\n")
    assert body["odata.nextLink"].startswith(f"{endpoint}/pools/p1/nodes?")


def test_a_kept_connection_is_not_delayed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without TCP_NODELAY a response of two segments waits for a delayed acknowledgement; `benchmarks.testing` has the times."""
    without_delay: list[int] = []
    made = server._Protocol.connection_made

    def connection_made(self: Any, transport: Any) -> None:
        without_delay.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        made(self, transport)

    monkeypatch.setattr(server._Protocol, "connection_made", connection_made)
    with emulator.running(POOL) as endpoint:
        list(list_nodes(http_fetch(), "p1", endpoint=endpoint))
    assert without_delay
    assert all(without_delay)


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 401),
        ("", 403),
        ("Bearer", 403),
        ("Bearer ", 403),
        ("Bearer a b", 403),
        ("Basic YTpi", 403),
        ("SharedKey account", 403),
        ("SharedKey :a2V5", 403),
        ("Bearer eyJ0.e30.c2ln", 200),
        ("bearer t", 200),
        ("SharedKey account:a2V5PT0=", 200),
    ],
)
def test_authentication(header: str | None, status: int) -> None:
    fetch = fetch_from(emulator.app(POOL, require_auth=True))
    headers = {} if header is None else {"Authorization": header}
    found, answered, body = fetch(f"http://emulated/pools/p1/nodes?{QUERY}", headers)
    assert found == status
    if status != 200:
        assert json.loads(body)["code"] == "AuthenticationFailed"
    assert ("www-authenticate" in answered) is (status == 401)


def test_a_client_reads_the_refusal() -> None:
    with emulator.running(POOL, require_auth=True) as address:
        with pytest.raises(BatchServiceError, match="AuthenticationFailed") as raised:
            list(list_nodes(http_fetch(timeout=20), "p1", endpoint=address))
        assert (raised.value.status, raised.value.retriable) == (401, False)
        assert list(list_nodes(http_fetch("Bearer t", timeout=20), "p1", endpoint=address)) == POOL


def test_a_fault_is_an_error_of_the_service() -> None:
    class Broken(list[Any]):
        def __getitem__(self, index: Any) -> Any:
            raise ZeroDivisionError("broken")

    fetch = fetch_from(emulator.app(Broken(POOL)))
    status, _, body = fetch(f"http://emulated/pools/p1/nodes?{QUERY}", {})
    assert (status, json.loads(body)["code"]) == (500, "InternalError")


@pytest.mark.parametrize("package", ["uvicorn", "starlette"])
def test_a_missing_extra_is_named(package: str) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None\ntry:\n    import odatanodes.emulator\nexcept ImportError as e:\n    print(e)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == f"odatanodes.emulator needs the package '{package}': pip install 'odatanodes[emulator]'"
