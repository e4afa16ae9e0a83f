"""`http_fetch` over a socket: faults, credentials, restarts."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from odatanodes import Filter
from odatanodes.request import (
    ListNodesRequest,
    async_http_fetch,
    http_fetch,
    list_nodes,
)
from tests.kit.emulated import Failing, nodes

emulator = pytest.importorskip("odatanodes.emulator", reason="needs the extra 'emulator'")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.thorough
def test_http_fetch_with_faults() -> None:
    application = Failing(emulator.app(nodes(2_500)), busy=1, drop=2)
    with emulator.running(application) as endpoint:
        found = list(list_nodes(http_fetch(timeout=20), "p1", "vmSize eq 'standard_d2_v5'", endpoint=endpoint))
    assert found == Filter("vmSize eq 'standard_d2_v5'").apply(nodes(2_500))
    assert len(application.urls) == 3 + 2


def test_http_fetch_says_who_asks() -> None:
    seen: list[str] = []

    async def application(scope: Any, _receive: Any, send: Any) -> None:
        seen.append(dict(scope["headers"])[b"authorization"].decode())
        status = 302 if scope["path"] == "/moved" else 200
        headers = [(b"location", b"http://127.0.0.1:1/elsewhere"), (b"content-length", b"2")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})

    tokens = iter(("Bearer 1", "Bearer 2"))
    with emulator.running(application) as endpoint:
        fetch = http_fetch(lambda: next(tokens), timeout=20)
        assert fetch(f"{endpoint}/x", {})[0] == 200
        assert fetch(f"{endpoint}/moved", {})[0] == 302
        assert asyncio.run(_awaited(async_http_fetch("Bearer 3", timeout=20)(f"{endpoint}/x", {})))[0] == 200
    assert seen == ["Bearer 1", "Bearer 2", "Bearer 3"]


async def _awaited(answer: Any) -> Any:
    return await answer


def test_http_fetch_fails_with_an_oserror() -> None:
    application = Failing(emulator.app(nodes(50)), drop=range(9))
    with emulator.running(application) as endpoint:
        with pytest.raises(OSError, match="no complete response"):
            http_fetch(timeout=20)(ListNodesRequest("p1").url(endpoint), {})
        gone = endpoint
    with pytest.raises(OSError, match="refused"):
        http_fetch(timeout=20)(ListNodesRequest("p1").url(gone), {})
    with pytest.raises(ValueError, match="not an http or https"):
        http_fetch()("file:///etc/hostname", {})


def test_a_restart_between_pages_loses_and_doubles_nothing() -> None:
    pool = nodes(2_500)
    with emulator.running(pool) as endpoint:
        listing = list_nodes(http_fetch(timeout=20), "p1", "totalTasksRun lt 9", endpoint=endpoint, retries=6)
        first = [next(listing) for _ in range(1000)]
    with emulator.running(pool, port=int(endpoint.rpartition(":")[2])):
        rest = list(listing)
    assert first + rest == pool
