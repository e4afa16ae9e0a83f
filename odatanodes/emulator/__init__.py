"""A local server of the list operations (extra `emulator`), for trying clients and for tests without an account.

An ASGI application that responds as documented, errors and pages included, and refuses what the service refuses.
Source: REST API 2025-06-01, list operations.
"""

from __future__ import annotations

from odatanodes.base.extras import missing_extra

try:
    from odatanodes.emulator.application import app
    from odatanodes.emulator.server import running, serve
except ModuleNotFoundError as error:
    raise missing_extra(error, "odatanodes.emulator", "emulator") from None

__all__ = ["app", "running", "serve"]
