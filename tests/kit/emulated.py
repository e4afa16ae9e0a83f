"""A pool of nodes, the emulator without a socket, and a server that fails on request."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

STATES = ("idle", "running", "offline", "starting", "rebooting", "unusable")
SIZES = ("Standard_D2_v5", "standard_d2_v5", "Standard_E8s_v5")


def nodes(count: int) -> list[dict[str, Any]]:
    """Return nodes as the service lists them; some without the properties that may be absent."""
    return [_node(number) for number in range(count)]


def _node(number: int) -> dict[str, Any]:
    minute, hour = number % 60, number // 60 % 24
    node: dict[str, Any] = {
        "id": f"tvm-{number:05d}",
        "url": f"https://account.region.batch.azure.com/pools/p1/nodes/tvm-{number:05d}",
        "state": STATES[number // 10 % len(STATES)],
        "stateTransitionTime": f"2025-11-22T{hour:02d}:{minute:02d}:27.2236818Z",
        "allocationTime": "2025-11-22T19:32:02.8155319Z",
        "ipAddress": f"10.0.{number // 256}.{number % 256}",
        "affinityId": f"TVM:tvm-{number:05d}",
        "vmSize": SIZES[number % len(SIZES)],
        "totalTasksRun": number % 7,
        "isDedicated": number % 4 != 0,
        "virtualMachineInfo": {"imageReference": {"publisher": "Canonical", "offer": "ubuntu-24_04-lts"}},
    }
    if number % 5:
        node["lastBootTime"] = f"2025-11-22T{hour:02d}:{minute:02d}:20Z"
    if number % 3:
        node["startTaskInfo"] = {"state": "completed", "startTime": "2025-11-22T19:00:00Z", "retryCount": 0}
        if number % 2:
            node["startTaskInfo"] |= {"exitCode": number % 11, "result": "failure" if number % 11 else "success"}
    return node


def fetch_from(application: Any) -> Callable[..., tuple[int, dict[str, str], bytes]]:
    """Return a fetch that calls an ASGI application; the host of the URL does not matter."""

    def fetch(url: str, headers: dict[str, str], method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        return asyncio.run(call(application, url, headers, method))

    return fetch


async def call(application: Any, url: str, headers: dict[str, str], method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """Make one request of an ASGI application, as a server would."""
    parts = urlsplit(url)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [(b"host", parts.netloc.encode()), *[(k.lower().encode(), v.encode()) for k, v in headers.items()]],
        "server": (parts.hostname, parts.port or 80),
        "client": ("127.0.0.1", 1),
    }
    await application(scope, receive, send)
    start = sent[0]
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}, body


class Failing:
    """An ASGI application in front of another, which spoils the requests with the given numbers (from 0).

    "busy" responds with 503, "drop" breaks the connection in the middle of the body, anything else is left alone.
    """

    def __init__(self, application: Any, **faults: int | range) -> None:
        self.application = application
        self.faults = {name: {numbers} if isinstance(numbers, int) else set(numbers) for name, numbers in faults.items()}
        self.urls: list[str] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        number = len(self.urls)
        self.urls.append(f"{scope['path']}?{scope['query_string'].decode()}")
        if number in self.faults.get("busy", ()):
            body = json.dumps({"code": "ServerBusy", "message": {"lang": "en-US", "value": "later"}}).encode()
            await send({"type": "http.response.start", "status": 503, "headers": [(b"content-type", b"application/json")]})
            await send({"type": "http.response.body", "body": body})
        elif number in self.faults.get("drop", ()):
            await self.application(scope, receive, _breaking_off(send))
        else:
            await self.application(scope, receive, send)


def _breaking_off(send: Any) -> Any:
    async def broken(message: Any) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": message["body"][: len(message["body"]) // 2], "more_body": True}
        await send(message)  # the server ends the connection when it finds that the rest never came

    return broken
