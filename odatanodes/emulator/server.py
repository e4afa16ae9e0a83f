"""Servers for the emulator: in this process until a signal, or in a thread for tests."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from odatanodes.emulator.application import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from odatanodes.emulator.lists import Item

__all__ = ["running", "serve"]

LOOPBACK = "127.0.0.1"
SHUTDOWN_SECONDS = 3
"""Time for responses in progress when the server is stopped."""


def serve(application: Any, host: str = LOOPBACK, port: int = 0, listening: Callable[[str], object] = print) -> None:
    """Serve an ASGI application until SIGINT or SIGTERM; `listening` is called with the address once requests are accepted.

    Port 0 is any free one. Raises OSError for an address that cannot be bound. Only for the main thread, which gets signals.
    """
    with _socket(host, port) as bound:
        server = _Server(application, lambda: listening(_address(bound, host)))

        def stop(*_: object) -> None:
            server.should_exit = True

        # uvicorn has handlers of its own while it runs, and raises each signal again for these at its end
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            server.run([bound])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def running(items: Sequence[Item] | Mapping[Any, Any] | Any, *, port: int = 0, **options: Any) -> Iterator[str]:
    """Run the emulator in a thread, on loopback, for the duration of the block; the value is its address.

    `items` and `options` are those of `app`; an ASGI application is run unchanged.
    """
    application = items if callable(items) else app(items, **options)
    with _socket(LOOPBACK, port) as bound:
        ready = threading.Event()
        server = _Server(application, ready.set)
        thread = threading.Thread(target=server.run, args=([bound],), name="odatanodes-emulator", daemon=True)
        thread.start()
        try:
            if not ready.wait(30):
                raise RuntimeError("the emulator did not start within 30 seconds")
            yield _address(bound, LOOPBACK)
        finally:
            server.stop()
            thread.join(SHUTDOWN_SECONDS + 10)


class _Protocol(H11Protocol):
    """HTTP/1.1 whose refusal of a request that cannot be parsed has a BatchError body, as all others."""

    def send_400_response(self, msg: str) -> None:
        body = {"code": "InvalidHttpRequest", "message": {"lang": "en-US", "value": msg}}
        data = json.dumps(body).encode()
        head = ("HTTP/1.1 400 Bad Request", "content-type: application/json", f"content-length: {len(data)}", "connection: close")
        self.transport.write("\r\n".join((*head, "", "")).encode() + data)
        self.transport.close()


class _Server(uvicorn.Server):
    """A server that calls back once it listens, and writes nothing but its own errors."""

    def __init__(self, application: Any, listening: Callable[[], object]) -> None:
        config = uvicorn.Config(
            application,
            lifespan="off",
            http=_Protocol,
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        )
        super().__init__(config)
        self.listening = listening
        self._stopped: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """End the server at once, from another thread; uvicorn looks ten times a second whether it is to end."""
        self.should_exit = True
        if self._loop is not None and self._stopped is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._stopped.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        self.listening()

    async def main_loop(self) -> None:
        """Wait for the end as uvicorn does, and for `stop`."""
        assert self._stopped is not None
        counter = 0
        while not await self.on_tick(counter):
            counter = (counter + 1) % 864_000
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), 0.1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close what listens; where requests or connections are open, give them the time that uvicorn does."""
        if self.server_state.connections or self.server_state.tasks:
            await super().shutdown(sockets)
            return
        for server in self.servers:
            server.close()
        for bound in sockets or []:
            bound.close()


def _socket(host: str, port: int) -> socket.socket:
    """Return a listening socket of IPPROTO_TCP: for any other, asyncio does not set TCP_NODELAY on connections."""
    bound = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    return socket.socket(bound.family, bound.type, socket.IPPROTO_TCP, fileno=bound.detach())


def _address(bound: socket.socket, host: str) -> str:
    port = bound.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
