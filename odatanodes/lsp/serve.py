"""The server with all its features, started over standard input and output.

An exception in a handler is logged to standard error and the request gets an empty response: editors show every error of a
server to the user.
"""

from __future__ import annotations

import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

from odatanodes.base.extras import missing_extra

try:
    from odatanodes.lsp.features import FEATURES
    from odatanodes.lsp.server import Server
except ModuleNotFoundError as error:
    raise missing_extra(error, "odatanodes.lsp", "lsp") from None

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["made", "serve"]

_log = logging.getLogger(__name__)


def _guarded(handler: Callable[..., Any], server: Server) -> Callable[[Any], Any]:
    """Return a handler that responds with nothing where it fails: an editor shows every error of a server to its user."""

    def guarded(params: Any) -> Any:
        try:
            return handler(server, params)
        except Exception:
            _log.exception("'%s' failed", handler.__name__)
            return None

    return guarded


def made(api: str | None = None, *, local: bool = False) -> Server:
    """Return a server with all its features."""
    server = Server(api, local=local)
    for name, (handler, options) in FEATURES.items():
        server.feature(name, options)(_guarded(handler, server))
    return server


def serve(api: str | None = None, *, local: bool = False) -> int:
    """Speak with an editor over standard input and output until it takes leave; 1 where it went without a word."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # an exception would wait for the thread that reads standard input
    server = made(api, local=local)
    output = sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but the protocol may be written to standard output
    server.start_io(sys.stdin.buffer, output)
    return 0 if server.was_shut_down else 1
