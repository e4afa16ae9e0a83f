"""Running the emulator: in this process until it is told to stop, or beside it in a thread for tests.

Comes in: an ASGI application. Goes out: answers on a socket, loopback unless a host is named.
"""

from __future__ import annotations

import signal
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn

from odatanodes.emulator.application import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from odatanodes.emulator.pools import Node

__all__ = ["running", "serve"]

LOOPBACK = "127.0.0.1"
_GRACE = 3  # seconds for answers that are under way when the server is told to stop


def serve(application: Any, host: str = LOOPBACK, port: int = 0, listening: Callable[[str], object] = print) -> None:
    """Serve an ASGI application until SIGINT or SIGTERM; `listening` is called with the address once requests are answered.

    Port 0 takes a free one. Raises OSError where the address cannot be had. Only for the main thread, which gets signals.
    """
    with _socket(host, port) as bound:
        server = _Server(application, lambda: listening(_address(bound, host)))

        def stop(*_: object) -> None:
            server.should_exit = True

        # uvicorn has handlers of its own while it runs, and raises each signal again for these when it is done
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            server.run([bound])
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextmanager
def running(nodes: Sequence[Node] | Mapping[str, Sequence[Node]] | Any, *, port: int = 0, **options: Any) -> Iterator[str]:
    """Run the emulator in a thread, on loopback, for as long as the block lasts; gives its address.

    `nodes` and `options` are those of `app`; an ASGI application is run as it is.
    """
    application = nodes if callable(nodes) else app(nodes, **options)
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
            server.should_exit = True
            thread.join(_GRACE + 10)


class _Server(uvicorn.Server):
    """A server that tells when it listens, and writes nothing but its own errors."""

    def __init__(self, application: Any, listening: Callable[[], object]) -> None:
        quiet: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False}
        super().__init__(uvicorn.Config(application, lifespan="off", timeout_graceful_shutdown=_GRACE, **quiet))
        self.listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening()


def _socket(host: str, port: int) -> socket.socket:
    return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)


def _address(bound: socket.socket, host: str) -> str:
    port = bound.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
